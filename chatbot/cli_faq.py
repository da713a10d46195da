"""`chatbot faq`: what the shop could not answer, drafted, answered by a person, and approved."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from difflib import unified_diff
from pathlib import Path
from typing import Annotated

import typer

from chatbot.cli_journal import JournalFile
from chatbot.errors import ChatbotError

__all__ = ["faq_app"]

faq_app = typer.Typer(no_args_is_help=True, help="Questions that the shop could not answer.")

HEAD = """\
# What viewers asked on {day} and the shop had not stated, the most asked first. Write the answers
# (and the question, in each language that has one), then: chatbot faq approve THIS SHOW.yaml
# An entry without an answer is left out.
"""


@faq_app.command(epilog="Try: chatbot faq draft night.journal")
def draft(
    journal: JournalFile,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="default: beside the journal")
    ] = None,
    most: Annotated[int, typer.Option(min=1, max=100, help="at most so many")] = 10,
    day: Annotated[
        datetime | None,
        typer.Option("--night", formats=["%Y-%m-%d"], help="the night that began on this day"),
    ] = None,
) -> None:
    """Write the questions of a night that found no fact as entries for a person to answer."""
    from chatbot.cli_report import read
    from chatbot.report.faq import as_yaml, open_questions

    where = output or journal.with_name(f"{journal.stem}.faq.yaml")
    if where.exists():
        raise ChatbotError(f"{where} is there already, perhaps with answers: name another with -o")
    night = read(journal, day)
    found = open_questions(night, most)
    if not found:
        typer.echo("every question found a fact: nothing to draft")
        return
    began = datetime.fromtimestamp((night.started_ms + night.from_ms) / 1000, UTC)
    text = HEAD.format(day=f"{began:%Y-%m-%d}") + as_yaml(found, (night.lang,), told=True)
    where.write_text(text, encoding="utf-8")
    typer.echo(f"{where}: {len(found)} questions, asked {sum(each.asked for each in found)} times")


@faq_app.command(epilog="A show on the air takes the catalog as soon as it is saved.")
def approve(
    answers: Annotated[Path, typer.Argument(help="the drafts, with answers")],
    show: Annotated[Path, typer.Argument(help="the show file whose catalog takes them")],
    by: Annotated[str, typer.Option(help="who approves (default: who is logged in)")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="only show the change")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="do not ask")] = False,
) -> None:
    """Put the answers into the catalog, if the host may say them; the change is shown first."""
    from chatbot.engine.clock import wall_now_ms
    from chatbot.loading import load_show
    from chatbot.report.answered import approve as approved
    from chatbot.report.answered import read_answers
    from chatbot.scripting.writing import write_text

    files = load_show(show)
    catalog = show.absolute().parent / files.show.catalog.file
    entries = read_answers(answers)
    wall = datetime.fromtimestamp(wall_now_ms() / 1000, UTC)
    found = approved(files, catalog, entries, by=by or getpass.getuser(), wall=wall)
    for why in found.refused:
        typer.secho(why, fg="red", err=True)
    if found.waiting:
        typer.echo(f"{found.waiting} without question and answer in one language: left out")
    if found.taken:
        name = files.show.catalog.file
        rows = unified_diff(
            found.before.splitlines(), found.after.splitlines(), name, name, n=2, lineterm=""
        )
        typer.echo("\n".join(rows))
        if not dry_run:
            if not yes:
                typer.confirm(f"Write this into {found.path}?", abort=True)
            write_text(found.path, found.after)
            typer.echo(f"{found.path}: {len(found.taken)} answers")
    if found.refused:
        raise typer.Exit(1)
