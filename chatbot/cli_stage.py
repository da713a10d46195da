"""`chatbot stage`: tools for whoever writes a renderer."""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import asdict
from typing import Annotated, Any

import typer

__all__ = ["stage_app"]

stage_app = typer.Typer(
    no_args_is_help=True,
    help="Tools for whoever writes a renderer. docs/protocol/stage.md is the protocol, "
    "examples/ holds one in Python and one in JavaScript.",
)

USUAL = "ws://127.0.0.1:8765/ws/stage"


@stage_app.command(
    epilog="Start this, then your renderer, pointed at the address. A show on the same port must "
    "be ended first. Exit code 1: a rule was broken."
)
def check(
    address: Annotated[str, typer.Argument(help="where your renderer connects to")] = USUAL,
    wait: Annotated[float, typer.Option(help="seconds to wait for it")] = 60.0,
    json_out: Annotated[bool, typer.Option("--json", help="print JSON for a script")] = False,
) -> None:
    """Play the show for one renderer and tell which rules of the protocol it keeps."""
    from chatbot.renderers.conformance import Result
    from chatbot.renderers.probe import examine_at

    results: list[Result] = []

    def tell(result: Result) -> None:
        results.append(result)
        if json_out:
            return
        mark, colour = ("✓", "green") if result.kept else ("✗", "red")
        typer.secho(f"{mark} {result.rule}: {result.seen}", fg=colour)
        if result.remedy:
            typer.echo(f"  {result.remedy}")

    def ready() -> None:
        typer.echo(f"waiting for your renderer at {address}", err=True)

    asyncio.run(examine_at(address, wait_s=wait, tell=tell, ready=ready))
    if json_out:
        typer.echo(json.dumps([asdict(result) for result in results], ensure_ascii=False))
    broken = [result for result in results if not result.kept]
    if broken:
        raise typer.Exit(1)


@stage_app.command(
    epilog="The token is CHATBOT_STAGE_TOKEN; without one the show must be on this machine."
)
def echo(
    url: Annotated[str, typer.Argument(help="a show's stage; default: the one running here")] = "",
    show: Annotated[str | None, typer.Option(help="the running show's name")] = None,
    raw: Annotated[bool, typer.Option("--raw", help="print each message as JSON")] = False,
) -> None:
    """Join a show as a renderer without sound and print what it is sent, as it happens."""
    from chatbot.renderers.probe import listen

    def tell(at_s: float, message: dict[str, Any]) -> None:
        line = json.dumps(message, ensure_ascii=False) if raw else _told(message)
        typer.echo(line if raw else f"{at_s:9.3f}  {line}")

    token = os.environ.get("CHATBOT_STAGE_TOKEN", "")
    try:
        asyncio.run(listen(url or _running(show), token, tell))
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


def _running(show: str | None) -> str:
    from chatbot.access import find_running

    return find_running(show).address.replace("http", "ws", 1).rstrip("/") + "/ws/stage"


def _told(message: dict[str, Any]) -> str:
    kind = message["type"]
    if kind != "cue":
        return f"{kind:8} " + " ".join(f"{k}={v}" for k, v in message.items() if k != "type")
    told = []
    for command in message["commands"]:
        if command["type"] == "say":
            seconds = command["duration_ms"] / 1000
            told.append(f"say {command['lang']} {seconds:.1f} s “{command['text']}”")
        else:
            at = command.get("at") or {}
            when = f" at {at.get('mark') or at.get('ms')}" if at else ""
            told.append(f"{command['type']} {command.get('name') or command.get('sku')}{when}")
    part = f"{message['cue']} part {message['part']}{' (last)' if message['last'] else ''}"
    return f"cue      {part}: " + "; ".join(told)
