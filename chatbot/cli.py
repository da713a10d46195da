"""The `chatbot` command."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from chatbot.cli_alert import alert_app
from chatbot.cli_avatar import avatar_app
from chatbot.cli_connect import connect
from chatbot.cli_faq import faq_app
from chatbot.cli_obs import obs_app
from chatbot.cli_platform import admit, platform_app
from chatbot.cli_renderer import renderer_app
from chatbot.cli_report import report
from chatbot.cli_retention import journal_app
from chatbot.cli_rows import read_rows, write_rows
from chatbot.cli_script import script
from chatbot.cli_stage import stage_app
from chatbot.cli_twitch import twitch_app
from chatbot.cli_user import invite, user_app
from chatbot.errors import ChatbotError

__all__ = ["main"]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Host live rooms with an avatar that answers from the shop's own facts.\n\n"
    "Begin with `chatbot demo`. Exit codes: 0 good, 1 your input is wrong, 2 usage, "
    "3 could not go on air.",
)

_PARTS = {
    "alert": alert_app,
    "avatar": avatar_app,
    "faq": faq_app,
    "journal": journal_app,
    "obs": obs_app,
    "stage": stage_app,
    "platform": platform_app,
    "renderer": renderer_app,
    "script": script,
    "twitch": twitch_app,
    "user": user_app,
}
for _name, _part in _PARTS.items():
    app.add_typer(_part, name=_name)
app.command(epilog="Try: chatbot connect douyin. Exit code 1: no message came.")(connect)
app.command(epilog="Needs a running show; web.public_url is where it leads.")(invite)
app.command(epilog="Try: chatbot report night.journal, on air or after.")(report)

ShowPath = Annotated[Path, typer.Argument(help="the show file, such as show.yaml")]
ShowName = Annotated[Path, typer.Argument(help="the show file, or the name of a built-in show")]
JsonOut = Annotated[bool, typer.Option("--json", help="print JSON for a script")]
Minutes = Annotated[
    float | None, typer.Option(min=0.05, help="end by itself after so many minutes")
]
Headless = Annotated[bool, typer.Option("--headless", help="run where there is no browser")]


class Voices(StrEnum):
    """The voices to choose from."""

    AUTO = "auto"
    KOKORO = "kokoro"
    ESPEAK = "espeak"
    SILENT = "silent"


VoiceChoice = Annotated[Voices | None, typer.Option(help="instead of the show's own choice")]
Port = Annotated[
    int | None,
    typer.Option(min=0, max=65535, help="serve pages here; 0 takes any free port"),
]
JournalPath = Annotated[
    Path | None, typer.Option(help="where the show is recorded (default: beside the show)")
]


def main() -> NoReturn:
    """Run the command line and exit."""
    try:
        app()
    except ChatbotError as error:
        typer.secho(str(error), fg="red", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(0)
    sys.exit(0)


@app.command(epilog="Try: chatbot demo --minutes 1 --headless")
def demo(
    minutes: Minutes = None,
    headless: Headless = False,
    voice: VoiceChoice = None,
    port: Port = None,
    viewers: Annotated[float, typer.Option(min=0.1, max=50, help="how lively the room is")] = 1.0,
    seed: Annotated[int, typer.Option(help="the same number gives the same audience")] = 1,
    llm: Annotated[
        str,
        typer.Option(
            help="off: the facts answer; auto: the model server at hand; local: the small model of "
            "make setup LLM=1; or a server's address, such as http://127.0.0.1:11434/v1"
        ),
    ] = "off",
    journal: Annotated[
        Path | None, typer.Option(help="record the show here (default: not kept)")
    ] = None,
    json_out: JsonOut = False,
) -> None:
    """Put the night show on air with a simulated audience. Ctrl-C ends it with a summary."""
    from chatbot.running import demo_show

    _exit_with(
        asyncio.run(
            demo_show(
                minutes=minutes,
                headless=headless,
                voice=voice,
                port=port,
                viewers=viewers,
                seed=seed,
                llm=llm,
                journal=journal,
                json_out=json_out,
            )
        )
    )


@app.command(epilog="Delete show.journal* beside the show file to begin anew.")
def run(
    show: ShowName,
    minutes: Minutes = None,
    headless: Headless = False,
    voice: VoiceChoice = None,
    port: Port = None,
    journal: JournalPath = None,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="I confirm the platforms' checklists")
    ] = False,
    play: Annotated[
        bool, typer.Option("--play", help="sound from this computer, for avatars that have none")
    ] = False,
    json_out: JsonOut = False,
) -> None:
    """Put a show on air. A show whose journal exists goes on where it stopped."""
    from chatbot.running import run_show_file, show_file

    files = admit(show_file(show), confirm=confirm, err=json_out)
    _exit_with(
        asyncio.run(
            run_show_file(
                files,
                minutes=minutes,
                headless=headless,
                voice=voice,
                port=port,
                journal=journal,
                play=play,
                json_out=json_out,
            )
        )
    )


def _exit_with(code: int) -> None:
    if code:
        raise typer.Exit(code)


@app.command(epilog="Try: chatbot check show.yaml personas/")
def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="shows, personas, catalogs, rundowns, plugins")
    ] = None,
    schema: Annotated[
        str | None,
        typer.Option(help="print the JSON Schema of show, persona, catalog, rundown, avatar"),
    ] = None,
    json_out: JsonOut = False,
) -> None:
    """Check files before going on air; every problem is named with its file and line."""
    from chatbot import checking

    if schema is not None:
        typer.echo(json.dumps(checking.schema(schema), ensure_ascii=False, indent=2))
        return
    if not paths:
        typer.echo("name at least one file, or --schema", err=True)
        raise typer.Exit(2)
    problems = checking.check_paths(paths, check_plugin=_check_plugin)
    errors = [p for p in problems if p.level == "error"]
    if json_out:
        rows = [
            {"path": str(p.path), "line": p.line, "level": p.level, "message": p.message}
            for p in problems
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False))
    else:
        for problem in problems:
            typer.secho(str(problem), fg="red" if problem.level == "error" else "yellow", err=True)
        if not errors:
            typer.echo(f"good: {', '.join(map(str, paths))}")
    if errors:
        raise typer.Exit(1)


def _check_plugin(path: Path) -> Iterator[Any]:
    from chatbot.checking import Problem
    from chatbot.engine.loader import load_plugin
    from chatbot.errors import PluginError

    try:
        load_plugin(path)
    except PluginError as error:
        text = str(error).removeprefix(f"{path}:")
        line, _, message = text.partition(": ")
        known = line.isdigit()
        yield Problem(
            str(path), int(line) if known else 0, "error", message if known else text.strip()
        )


@app.command(epilog='A line: {"id": "1", "text": "how much?", "on_screen": "SERUM"}')
def ask(
    show: ShowPath,
    input: Annotated[Path, typer.Option(help="one JSON object a line: id, text, …")],
    output: Annotated[Path, typer.Option(help="where the answers go, one JSON object a line")],
) -> None:
    """What the show would answer, line by line, on virtual time."""
    from chatbot.classifying import open_classifier, open_search
    from chatbot.loading import load_show
    from chatbot.models import whole_answers
    from chatbot.rehearsal import ask_rows

    rows = list(read_rows(input, ("id", "text")))
    files = load_show(show)
    with whole_answers(files.show.responder, search=open_search(files.show)) as responder:
        answers = ask_rows(files, rows, open_classifier(files.show.embedder), responder)
        write_rows(output, answers, len(rows), "asking")


@app.command(epilog='A line: {"id": "1", "lang": "en", "text": "Only 129 yuan."}')
def gate(
    show: ShowPath,
    input: Annotated[Path, typer.Option(help="one JSON object a line: id, lang, text")],
    output: Annotated[Path, typer.Option(help="where the verdicts go")],
) -> None:
    """What the gate would let the host say, line by line."""
    from chatbot.loading import load_show
    from chatbot.rehearsal import gate_rows

    rows = list(read_rows(input, ("id", "text")))
    write_rows(output, gate_rows(load_show(show), rows), len(rows), "judging")


@app.command(epilog="Put ws://127.0.0.1:8770 and room r1 into the show file, then run it.")
def simulate(
    port: Annotated[int, typer.Option(min=0, max=65535, help="listen here")] = 8770,
    script: Annotated[
        Path | None, typer.Option(help="play a recorded chat instead; docs/gateways.md")
    ] = None,
    rate: Annotated[float, typer.Option(min=0.01, max=1000, help="1 is an ordinary night")] = 1.0,
    speed: Annotated[float, typer.Option(min=0.01, max=1000, help="how fast time passes")] = 1.0,
    seed: Annotated[int, typer.Option(help="the same number gives the same audience")] = 1,
    stage: Annotated[
        str | None,
        typer.Option(help="listen to the host here, such as ws://127.0.0.1:8765/ws/stage"),
    ] = None,
    catalog: Annotated[Path | None, typer.Option(help="products the audience knows")] = None,
    with_parent: Annotated[
        bool, typer.Option("--with-parent", hidden=True, help="end when standard input closes")
    ] = False,
) -> None:
    """A fake audience behind a Taobao-style gateway, in its own process."""
    from chatbot.simulator import SimulatorOptions
    from chatbot.simulator import simulate as simulate_audience

    options = SimulatorOptions(
        port=port, script=script, rate=rate, speed=speed, seed=seed, stage=stage, catalog=catalog
    )
    if with_parent:
        _end_with_parent()

    def on_ready(port: int) -> None:
        typer.echo(
            f"An audience waits at ws://127.0.0.1:{port}, room {options.room}, for a show to "
            "connect. Ctrl-C ends it."
        )
        sys.stdout.flush()

    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(simulate_audience(options, on_ready=on_ready))


def _end_with_parent() -> None:
    """Leave when standard input closes, even where our starter was killed, and only then.

    Ctrl-C in the terminal is the starter's to answer.
    """
    import os
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def wait() -> None:
        with contextlib.suppress(OSError, ValueError):
            while sys.stdin.buffer.read(1):
                pass
        os._exit(0)

    threading.Thread(target=wait, name="parent", daemon=True).start()


@app.command(epilog="Exit code 1: something was decided otherwise.")
def replay(
    journal: Annotated[Path, typer.Argument(help="the journal of a recorded show")],
    speed: Annotated[
        float | None, typer.Option(min=0.01, help="at this speed; without it, at once")
    ] = None,
    show: Annotated[Path | None, typer.Option(help="what would this show have said?")] = None,
) -> None:
    """Re-run a recorded show and compare every decision."""
    from chatbot.loading import load_show
    from chatbot.replaying import replay as replay_journal
    from chatbot.replaying import rewritings, what_if

    if show is not None:
        lines = 0
        for sign, text in what_if(journal, load_show(show)):
            typer.secho(f"{sign} {text}", fg="green" if sign == "+" else "red")
            lines += 1
        typer.echo(f"{lines} lines differ")
        return
    count, difference = asyncio.run(
        replay_journal(journal, speed=speed, tell=lambda event, acts: None)
    )
    told = "\n".join(rewritings(journal))
    if difference is None:
        typer.echo(f"identical: {count} records" + (told and f"\n{told}"))
        return
    typer.echo(
        f"different at record {difference.seq} ({difference.at_ms} ms):\n"
        f"- {difference.recorded}\n+ {difference.decided}" + (told and f"\n{told}")
    )
    raise typer.Exit(1)


@app.command(epilog="Resume from the console. Try: chatbot stop")
def stop(
    show: Annotated[
        str | None, typer.Option(help="only this one, by name or process number")
    ] = None,
) -> None:
    """Silence the running shows now; they stay silent until they are resumed."""
    from chatbot.running import stop_running

    typer.echo(stop_running(show))


@app.command()
def say(
    text: Annotated[str, typer.Argument(help="what the host is to say; the gate reads it first")],
    show: Annotated[str | None, typer.Option(help="the show's name")] = None,
) -> None:
    """Have the running show's host say this."""
    from chatbot.running import act_on_running

    typer.echo(act_on_running({"action": "say", "text": text}, show))
