"""`chatbot journal`: whether the record of a show is whole."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from chatbot.engine.chain import Verified

__all__ = ["journal_app"]

journal_app = typer.Typer(no_args_is_help=True, help="The record of a show.")

JournalFile = Annotated[Path, typer.Argument(help="the journal of a show, on air or not")]


@journal_app.command(
    epilog="Keep the head that this prints away from this machine, and ask for it with --expect: "
    "who can write the file can also write a new chain, and cut its end off."
)
def verify(
    journal: JournalFile,
    expect: Annotated[
        str, typer.Option(metavar="HEAD", help="a head printed earlier: it must still be in there")
    ] = "",
    json_out: Annotated[bool, typer.Option("--json", help="print JSON for a script")] = False,
) -> None:
    """Whether any record was changed, dropped or slipped in. Exit code 1: one was."""
    from rich.console import Console
    from rich.progress import Progress

    from chatbot.engine.chain import verify as walk

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("verifying", total=None, visible=not json_out)
        found = walk(journal, expect=expect, tell=lambda done: bar.update(task, completed=done))
    if json_out:
        whole = not found.problems
        typer.echo(json.dumps({"whole": whole, **dataclasses.asdict(found)}, ensure_ascii=False))
    else:
        _print(found)
    if found.problems:
        raise typer.Exit(1)


def _print(found: Verified) -> None:
    from chatbot.replaying import told_of

    for problem in found.problems:
        typer.secho(problem, fg="red", err=True)
    if not found.problems:
        typer.secho(f"whole: {found.records:,} records", fg="green")
    if found.unchained:
        typer.echo(f"the first {found.unchained:,} were written before journals were chained")
    for note in found.notes:
        typer.echo(told_of(note))
    if found.head:
        typer.echo(f"head {found.head}")


@journal_app.command(epilog="What was said because of it, and when: chatbot replay, or the report.")
def actions(
    journal: JournalFile,
    json_out: Annotated[bool, typer.Option("--json", help="print JSON lines for a script")] = False,
) -> None:
    """What people did or tried: who, in which role, what, when, and what became of it."""
    from chatbot.engine.records import read_records

    count = 0
    for record in read_records(journal):
        if record.kind != "audit":
            continue
        count += 1
        deed = json.loads(record.body)
        if json_out:
            typer.echo(
                json.dumps({"seq": record.seq, "at_ms": record.at_ms, **deed}, ensure_ascii=False)
            )
            continue
        at = datetime.fromtimestamp(deed["wall_ms"] / 1000).astimezone()
        who = f"{deed['who'] or 'somebody'} ({deed['role'] or 'nobody'})"
        asked = json.dumps(deed["asked"], ensure_ascii=False) if "asked" in deed else ""
        told = [f"{at:%Y-%m-%d %H:%M:%S}", who, deed["action"], asked, deed["result"]]
        line = "  ".join(part for part in told if part)
        typer.echo(line + (f": {deed['reason']}" if "reason" in deed else ""))
    if not count and not json_out:
        typer.echo("nobody did anything")
