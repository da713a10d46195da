"""`chatbot report`, `chatbot journal show` and `export`: the morning after."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from chatbot.cli_journal import JournalFile, journal_app
from chatbot.errors import ChatbotError

if TYPE_CHECKING:
    from chatbot.report.night import Night
    from chatbot.report.rows import Line

__all__ = ["read", "report"]


class Table(StrEnum):
    """What can be exported."""

    LINES = "lines"
    QUESTIONS = "questions"
    MINUTES = "minutes"
    PRODUCTS = "products"
    INTERVENTIONS = "interventions"
    OUTAGES = "outages"
    COSTS = "costs"


Prices = Annotated[
    Path | None,
    typer.Option(metavar="SHOW", help="reckon with the `costs` of this show file, not the night's"),
]
Night_ = Annotated[
    datetime | None,
    typer.Option(
        "--night",
        formats=["%Y-%m-%d"],
        help="the night that began on this day; default: the last one in the journal",
    ),
]
Lang = Annotated[str, typer.Option(help="zh, en or fr; default: the room's language")]


def report(
    journal: JournalFile,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="the page; default: beside the journal")
    ] = None,
    lang: Lang = "",
    prices: Prices = None,
    day: Night_ = None,
) -> None:
    """Write what the night was worth as one HTML page that needs nothing else."""
    from chatbot.report.page import page

    where = output or journal.with_name(f"{journal.stem}.html")
    night = read(journal, day, prices)
    where.write_text(page(night, lang), encoding="utf-8")
    typer.echo(
        f"{where}: {len(night.questions):,} questions, {len(night.answered):,} answered; "
        f"{len(night.spoken):,} lines, {len(night.blocked):,} blocked"
    )


@journal_app.command(epilog="Try: chatbot journal show night.journal --at 02:14:07")
def show(
    journal: JournalFile,
    at: Annotated[str, typer.Option(metavar="HH:MM:SS", help="wall time of the show")],
    lang: Lang = "",
    day: Night_ = None,
) -> None:
    """What was said at a moment, and its record: who asked, facts, version, verdict, approver."""
    from chatbot.report.page import clock_of, record_of
    from chatbot.report.words import WORDS

    night = read(journal, day)
    at_ms = _moment(night, at)
    line = _line_at(night, at_ms)
    if line is None:
        raise ChatbotError(f"nothing was said at {at} or before it")
    words = WORDS.get(lang or night.lang, WORDS["en"])
    clock = clock_of(night)
    until = f" – {clock(line.ended_ms)}" if line.ended_ms is not None else ""
    typer.secho(f"{clock(line.at_ms)}{until}  {line.said or line.text}", bold=True)
    rows = record_of(line, words, clock)
    for name, value in rows:
        typer.echo(f"  {name}: {value}")
    for act in night.interventions.values():
        if line.at_ms <= act.at_ms <= (line.ended_ms or line.at_ms):
            typer.echo(f"  {clock(act.at_ms)} {act.by} {act.action} {act.detail}")


@journal_app.command(epilog="Try: chatbot journal export night.journal lines.csv --table lines")
def export(
    journal: JournalFile,
    output: Annotated[Path, typer.Argument(help="a .jsonl (all tables) or .csv (one table) file")],
    table: Annotated[Table, typer.Option(help="which table a .csv holds")] = Table.LINES,
    prices: Prices = None,
    day: Night_ = None,
) -> None:
    """Write the night as rows: lines, questions, minutes, products, outages, costs and so on."""
    from chatbot.report.tables import as_csv, as_jsonl

    if output.suffix not in (".jsonl", ".csv"):
        raise ChatbotError(f"{output}: end the name with .jsonl or .csv")
    night = read(journal, day, prices)
    text = as_jsonl(night) if output.suffix == ".jsonl" else as_csv(night, table.value)
    output.write_text(text, encoding="utf-8-sig" if output.suffix == ".csv" else "utf-8")
    typer.echo(f"{output}: {text.count(chr(10)):,} rows")


def read(journal: Path, day: datetime | None, prices: Path | None = None) -> Night:
    """The night, with a progress bar; `prices` is a show file to reckon with."""
    from rich.console import Console
    from rich.progress import Progress

    from chatbot.report.reading import read_night

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading the night", total=None)
        on = None if day is None else day.date()
        night = read_night(journal, day=on, tell=lambda done: bar.update(task, completed=done))
    if prices is not None:
        from chatbot.loading import load_show

        night.priced(load_show(prices).show.costs)
    return night


def _moment(night: Night, at: str) -> int:
    """Ms of the show at a wall time of day; the first one after the start."""
    zone = ZoneInfo(night.timezone)
    zero = datetime.fromtimestamp(night.started_ms / 1000, UTC).astimezone(zone)
    start = zero + timedelta(milliseconds=night.from_ms)
    try:
        time = datetime.strptime(at, "%H:%M:%S" if at.count(":") == 2 else "%H:%M").time()
    except ValueError as error:
        raise ChatbotError(f"--at {at}: not a time such as 02:14:07") from error
    moment = datetime.combine(start.date(), time, zone)
    if moment < start.replace(microsecond=0):
        moment += timedelta(days=1)
    return round((moment - zero).total_seconds() * 1000)


def _line_at(night: Night, at_ms: int) -> Line | None:
    """The line being said then, else the last one before."""
    begun = [line for line in night.lines.values() if line.verdict and line.at_ms < at_ms + 1000]
    during = [line for line in begun if line.ended_ms is None or line.ended_ms >= at_ms]
    found = during or begun
    return found[-1] if found else None
