"""What the benchmarks with a browser share: a show in its own process, a stage client, Chromium."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import shutil
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

if TYPE_CHECKING:
    from playwright.async_api import Page

FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
PRODUCTS = 8
CLERK = """\
name: Lan
kind: clerk
languages: [en, zh, fr]
lines: {opening: {en: ['I am an AI host.']}, idle: {en: ['Quiet.']}}
"""


@dataclass(frozen=True)
class Live:
    """A show on the air: its address, tokens and process."""

    address: str
    stage: str
    owner: str
    pid: int
    journal: Path

    @property
    def console(self) -> str:
        """The console's address, which signs the owner in."""
        return f"{self.address}/console#token={self.owner}"


def write_show(folder: Path, *, more: str = "", persona: str = CLERK) -> Path:
    """A shop with eight products; `more` goes at the end of the show file."""
    goods = [
        f"- {{sku: P{n}, name: Product number {n}, price: {n + 10}, stock: 50}}"
        for n in range(PRODUCTS)
    ]
    (folder / "goods.yaml").write_text("\n".join(goods), "utf-8")
    (folder / "host.yaml").write_text(persona, "utf-8")
    show = folder / "show.yaml"
    show.write_text(f"language: en\npersona: ./host.yaml\ncatalog: goods.yaml\n{more}", "utf-8")
    return show


async def child(folder: Path, gateway: str, *, pushed: bool) -> None:
    """The process under test: prints where it is, then runs until killed."""
    from chatbot.app import RunOptions, on_air
    from chatbot.config import AdapterConfig
    from chatbot.loading import load_show
    from chatbot.web.feed import ConsoleFeed

    if pushed:  # each event carries when it was published, for who measures until it is seen
        publish = ConsoleFeed.publish

        def timed(self: ConsoleFeed, data: dict[str, Any]) -> int:
            return publish(self, {**data, "pushed": time.time() * 1000})

        ConsoleFeed.publish = timed  # type: ignore[method-assign]
    adapter = AdapterConfig(type="gateway", name="gw", url=gateway, room="r1")
    journal = folder / "bench.journal"
    options = RunOptions(journal=journal, port=0, voice="silent", adapters=(adapter,))
    async with on_air(load_show(folder / "show.yaml"), options) as live:
        where = {"address": live.address, "stage": live.stage_token, "owner": live.owner_token}
        print(json.dumps(where), flush=True)
        await asyncio.Event().wait()


@asynccontextmanager
async def on_air(folder: Path, gateway: str, *, pushed: bool = False) -> AsyncIterator[Live]:
    """The show of this folder in a process of its own."""
    more = ["--pushed"] if pushed else []
    process = await asyncio.create_subprocess_exec(
        sys.executable, __file__, "--show", str(folder), "--gateway", gateway, *more,
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        where = json.loads(await process.stdout.readline())
        yield Live(**where, pid=process.pid, journal=folder / "bench.journal")
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@dataclass
class Room:
    """A gateway of ours: who connects is the show."""

    port: int = 0
    peer: asyncio.Future[ServerConnection] = field(default_factory=asyncio.Future)
    sent: int = 0

    async def serve(self, connection: ServerConnection) -> None:
        """Greet, and hear what is said."""
        hello = {"type": "hello", "acks": False, "can": ["reply", "pin", "unpin", "mute"]}
        await connection.send(json.dumps(hello))
        self.peer.set_result(connection)
        with contextlib.suppress(ConnectionClosed):  # the show is killed in the end
            async for raw in connection:
                frame = json.loads(raw)
                if frame.get("type") == "do":
                    await connection.send(json.dumps({"type": "done", "ref": frame["ref"]}))

    async def chat(self, text: str, *, viewer: int | None = None) -> str:
        """A viewer writes; the message's id on the console."""
        self.sent += 1
        who = self.sent % 500 if viewer is None else viewer
        frame = {
            "id": f"m{self.sent}", "type": "chat", "ts": time.time_ns() // 1_000_000, "room": "r1",
            "user": {"id": f"u{who}", "nick": f"viewer {who}"}, "text": text,
        }  # fmt: skip
        await (await self.peer).send(json.dumps(frame))
        return f"gw/m{self.sent}"


@asynccontextmanager
async def room() -> AsyncIterator[Room]:
    """A gateway on a free port."""
    here = Room()
    async with serve(here.serve, "127.0.0.1", 0) as server:
        here.port = server.sockets[0].getsockname()[1]
        yield here


async def play(live: Live, *, on_stop: Callable[[], None], ready: asyncio.Event) -> None:
    """A renderer that takes as long as each line takes."""
    headers, loop = {"Authorization": f"Bearer {live.stage}"}, asyncio.get_running_loop()
    url = live.address.replace("http", "ws", 1) + "/ws/stage"
    async with (
        asyncio.TaskGroup() as tasks,
        connect(url, additional_headers=headers, proxy=None) as socket,
    ):
        caps = {"audio": "wav", "lipsync": "visemes", "gestures": [], "overlay": True}
        hello = {"type": "hello", "protocol": "chatbot.stage/1", "name": "bench", "caps": caps}
        await socket.send(json.dumps(hello))
        timers: dict[str, asyncio.TimerHandle] = {}

        def report(kind: str, cue: str | None) -> None:
            if not socket.close_code:
                tasks.create_task(socket.send(json.dumps({"type": kind, "cue": cue})))

        async for raw in socket:
            frame = json.loads(raw)
            if frame["type"] == "welcome":
                ready.set()
            elif frame["type"] == "cue":
                said = next((c for c in frame["commands"] if c["type"] == "say"), {})
                report("started", frame["cue"])
                lasts_s = said.get("duration_ms", 0) / 1000
                timers[frame["cue"]] = loop.call_later(lasts_s, report, "finished", frame["cue"])
            elif frame["type"] == "stop":
                on_stop()
                for timer in timers.values():
                    timer.cancel()
                report("interrupted", frame.get("cue"))
            elif frame["type"] == "ping":
                await socket.send('{"type":"pong"}')


@asynccontextmanager
async def browser(
    *, width: int = 1440, height: int = 900, script: str = "", flags: tuple[str, ...] = ()
) -> AsyncIterator[Page]:
    """A page of a fresh Chromium started with `flags` too; `script` runs in it before its own."""
    from playwright.async_api import async_playwright

    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    found = os.environ.get("CHATBOT_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise SystemExit("no Chromium: install one, or set CHATBOT_CHROMIUM")
    async with async_playwright() as driver:
        chromium = await driver.chromium.launch(executable_path=found, args=[*FLAGS, *flags])
        size = {"width": width, "height": height}
        context = await chromium.new_context(viewport=size, locale="en-US")  # type: ignore[arg-type]
        page = await context.new_page()
        if script:
            await page.add_init_script(script)
        yield page
        await chromium.close()


@asynccontextmanager
async def beside(*works: Any) -> AsyncIterator[None]:
    """These go on meanwhile, and end with it."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def summary(times_ms: list[float]) -> dict[str, float]:
    """Median, p95 and worst in ms."""
    cuts = quantiles(times_ms, n=20, method="inclusive") if len(times_ms) > 1 else times_ms * 19
    return {"p50": round(cuts[9], 1), "p95": round(cuts[18], 1), "worst": round(max(times_ms), 1)}


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--show", type=Path, required=True)
    options.add_argument("--gateway", required=True)
    options.add_argument("--pushed", action="store_true")
    given = options.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    asyncio.run(child(given.show, given.gateway, pushed=given.pushed))
