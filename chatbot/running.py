"""`chatbot run` and `chatbot demo`: a show on air in the terminal, from start to summary."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chatbot.access import Running, all_running, find_running, tokens_for
from chatbot.app import OnAir, RunOptions, on_air
from chatbot.config import builtin_dir
from chatbot.connections import AdapterConfig, ResponderConfig
from chatbot.errors import CannotGoOnAir, ChatbotError, ConfigError, first_of
from chatbot.loading import ShowFiles, find, load_show
from chatbot.models import SMALL_MODEL, USUAL_SERVERS, find_server, server_at
from chatbot.platforms import profiles
from chatbot.renderers.terminal import Transcript, print_summary

if TYPE_CHECKING:
    import ssl

    from rich.console import Console

__all__ = ["act_on_running", "demo_show", "run_show_file", "show_file", "stop_running"]


async def run_show_file(
    files: ShowFiles,
    *,
    minutes: float | None,
    headless: bool,
    voice: str | None,
    port: int | None,
    journal: Path | None,
    json_out: bool,
    play: bool = False,
) -> int:
    """Run a show until Ctrl-C, SIGTERM or `minutes`; returns the exit code."""
    if files.show.retention is not None and files.show.retention.at_start:
        from chatbot.cli_retention import prune_at_start

        prune_at_start(files.path, lambda text: print(text, file=sys.stderr))
    where = journal or _journal_of(files)
    options = RunOptions(journal=where, port=port, voice=voice, headless=headless, play=play)
    return await _run(files, options, minutes=minutes, json_out=json_out)


def show_file(named: Path) -> Path:
    """The show file that a path or a name (`desk`) means: the person's own, or a built-in one."""
    if named.exists() or named.suffix:
        return named
    return find("shows", str(named)) or named


def _journal_of(files: ShowFiles) -> Path:
    """Beside the show; of one that comes with the program, where the person is."""
    if files.path.absolute().is_relative_to(builtin_dir("shows").absolute()):
        return Path(f"{files.show.name}.journal")
    return files.path.with_name(f"{files.path.stem}.journal")


async def demo_show(
    *,
    minutes: float | None,
    headless: bool,
    voice: str | None,
    port: int | None,
    viewers: float,
    seed: int,
    llm: str,
    journal: Path | None,
    json_out: bool,
) -> int:
    """Run the night show with a simulated audience in its own process; returns the exit code."""
    import tempfile

    path = builtin_dir("shows") / "night" / "show.yaml"
    if not path.is_file():
        raise CannotGoOnAir(f"{path}: the demo show is not installed; run `make setup` again")
    files = load_show(path)
    gateway_port = _free_port()
    adapters = (
        AdapterConfig(
            type="gateway", name="taobao", url=f"ws://127.0.0.1:{gateway_port}", room="r1"
        ),
    )
    with tempfile.TemporaryDirectory(prefix="chatbot-demo-") as folder:
        where = journal or Path(folder) / "night.journal"
        options = RunOptions(
            journal=where,
            port=_port_or_free(files.show.web.port) if port is None else _checked(port),
            voice=voice,
            adapters=adapters,
            responders=await _responders(llm),
            headless=headless,
        )
        tokens = tokens_for(where, os.environ)
        command = [
            sys.executable, "-m", "chatbot", "simulate",
            "--port", str(gateway_port), "--rate", str(viewers), "--seed", str(seed),
            "--stage", f"ws://127.0.0.1:{options.port}/ws/stage",
            "--catalog", str(path.with_name(files.show.catalog.file)), "--with-parent",
        ]  # fmt: skip
        async with _process(command, {**os.environ, "CHATBOT_STAGE_TOKEN": tokens.stage}):
            return await _run(files, options, minutes=minutes, json_out=json_out)


async def _responders(llm: str) -> list[ResponderConfig]:
    """Who answers the demo: the facts, behind the model server that was asked for.

    Raises:
        CannotGoOnAir: there is no such server.
    """
    facts = ResponderConfig(type="facts")
    if llm == "local":
        from chatbot.responders.local_weights import missing

        if why := missing(SMALL_MODEL):
            raise CannotGoOnAir(why)
        return [ResponderConfig(type="transformers"), facts]
    if llm.startswith(("http://", "https://")):
        server = await server_at(llm, os.environ)
        if server is None:
            raise CannotGoOnAir(f"no model server answers at {llm}: start it, or leave out --llm")
        return [server, facts]
    found = await find_server(os.environ)
    if llm == "auto" and found is None:
        ports = ", ".join(f"{name} ({url})" for name, url in USUAL_SERVERS)
        raise CannotGoOnAir(
            f"no model server found: start one of {ports}, set OPENAI_BASE_URL, or leave out --llm"
        )
    if found is not None and llm == "off":
        name, server = found
        hint = f"A language model answers at {server.base_url} ({name}): --llm auto uses it."
        print(hint, file=sys.stderr)
    return [found[1], facts] if found is not None and llm == "auto" else [facts]


@contextlib.asynccontextmanager
async def _process(command: list[str], environment: dict[str, str]) -> AsyncIterator[None]:
    """Run the command for the time of the block."""
    process = await asyncio.create_subprocess_exec(
        *command,
        env=environment,
        stdin=asyncio.subprocess.PIPE,  # closes with us, however we end, and so ends the child
        stdout=asyncio.subprocess.DEVNULL,
        # Ctrl-C in the terminal is for the show: it ends its audience itself
        start_new_session=os.name != "nt",
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
    try:
        yield
    finally:
        if process.returncode is None:
            process.terminate()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), 3)
            if process.returncode is None:
                process.kill()


async def _run(files: ShowFiles, options: RunOptions, **how: Any) -> int:
    try:
        return await _on_air(files, options, **how)
    except BaseExceptionGroup as group:
        raise first_of(group) or group from None


async def _on_air(
    files: ShowFiles,
    options: RunOptions,
    *,
    minutes: float | None,
    json_out: bool,
) -> int:
    ended = asyncio.Event()
    console = _console(ended, stderr=json_out)
    options.observers = lambda state: (Transcript(console, state),)
    options.say = lambda text: console.print(text, style="dim", markup=False)
    _on_signals(ended)
    options.on_ready = lambda live: _print_addresses(console, live, files)
    async with on_air(files, options) as live:
        await _first_of(ended, live.voice_open)
        gc.collect()
        gc.freeze()  # what was loaded stays: searched again, it would hold the room up for 0.1 s
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), None if minutes is None else minutes * 60)
        await live.hold()
    summary = live.tally.summary()
    if json_out:
        print(json.dumps(summary, ensure_ascii=False))
    else:
        print_summary(console, summary)
    return 0


async def _first_of(*events: asyncio.Event) -> None:
    async with asyncio.TaskGroup() as tasks:
        waiting = [tasks.create_task(event.wait()) for event in events]
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()


def _console(ended: asyncio.Event, *, stderr: bool) -> Console:
    from rich.console import Console

    class Terminal(Console):
        """Ends the show, rather than the program, when nobody reads any more."""

        def on_broken_pipe(self) -> None:
            self.quiet = True
            ended.set()
            # What the interpreter flushes at its end would fail once more.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    return Terminal(stderr=stderr, highlight=False)


def _print_addresses(console: Console, live: OnAir, files: ShowFiles) -> None:
    console.print(f"[bold]{files.show.name}[/]  Ctrl-C ends it.")
    if live.public:
        console.print(f"  for people  {live.public}/console", soft_wrap=True)
    frames = dict.fromkeys(p.frame for p in profiles(files.show.policy.platform).values())
    for frame in frames:  # one stage page for each shape of picture
        query = "" if frame == "none" else f"?frame={frame}"
        console.print(f"  stage    {live.address}/stage{query}", soft_wrap=True)
    console.print(f"  console  {live.address}/console#token={live.owner_token}", soft_wrap=True)
    console.print(
        f"  for moderators  {live.address}/console#token={live.moderator_token}", soft_wrap=True
    )
    if files.show.policy.mode == "assist":
        host = f"{live.address}/assist#token={live.moderator_token}"
        console.print(f"  for who hosts  {host}", soft_wrap=True)
    ws = live.address.replace("http", "ws", 1)
    console.print(f"  for other avatars  {ws}/ws/stage  token {live.stage_token}", soft_wrap=True)
    for address in live.listening:
        console.print(f"  chat in  {address}", soft_wrap=True)


def _on_signals(ended: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM"):
        number = getattr(signal, name)
        try:
            loop.add_signal_handler(number, ended.set)
        except NotImplementedError:  # Windows has no loop handlers
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(ended.set))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _checked(port: int) -> int:
    """The port asked for, or a free one for 0.

    Raises:
        CannotGoOnAir: it is taken.
    """
    if port and _port_or_free(port) != port:
        raise CannotGoOnAir(
            f"port {port} is taken: choose another with --port (0 takes any free one)"
        )
    return port or _free_port()


def _port_or_free(port: int) -> int:
    """The port where it is free; the demo would rather move than fail."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return _free_port()
    return port


def stop_running(show: str | None) -> str:
    """Silence the running show, or all of them where none is named; returns what became of it.

    Raises:
        ChatbotError: no show is running.
    """
    running = all_running(show) or [find_running(show)]
    return "\n".join(_act({"action": "stop"}, each) for each in running)


def act_on_running(action: dict[str, Any], show: str | None) -> str:
    """Post an action to the running show and return what became of it in words.

    Raises:
        ChatbotError: no show is running, or it refused.
    """
    return _act(action, find_running(show))


def _trusting(certificate: str) -> ssl.SSLContext | None:
    """Trusts the show's own certificate and nothing else; its name is not this machine's."""
    if not certificate:
        return None
    import ssl

    context = ssl.create_default_context(cafile=certificate)
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


def _act(action: dict[str, Any], running: Running) -> str:
    from urllib.error import HTTPError, URLError
    from urllib.request import Request, urlopen

    request = Request(
        f"{running.address}/api/actions",
        data=json.dumps(action).encode(),
        headers={"Authorization": f"Bearer {running.token}", "Content-Type": "application/json"},
        method="POST",
    )
    try:
        with urlopen(request, timeout=5, context=_trusting(running.certificate)) as answer:
            result = json.loads(answer.read())
    except HTTPError as error:
        result = json.loads(error.read() or b"{}")
    except (URLError, OSError) as error:
        if action["action"] == "stop":
            os.kill(running.pid, signal.SIGTERM)
            return f"{running.name} does not answer; it was told to end by signal"
        raise ChatbotError(
            f"{running.name} does not answer at {running.address}: {error}"
        ) from error
    if result.get("type") != "done":
        raise ConfigError(f"refused: {result.get('reason', 'no reason given')}")
    silenced = result.get("silenced_ms")
    return f"done: {running.name}" + (
        f", silent after {silenced} ms" if silenced is not None else ""
    )
