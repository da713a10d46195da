"""`chatbot script`: a rundown drafted, reviewed and approved."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from chatbot.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TypeVar

    from chatbot.loading import ShowFiles
    from chatbot.rundown import Line
    from chatbot.scripting.draft import Draft
    from chatbot.scripting.opening import OpenScript
    from chatbot.scripting.review import Row

    T = TypeVar("T")

__all__ = ["script"]

script = typer.Typer(
    no_args_is_help=True,
    help="A rundown's life: drafted from the catalog, reviewed and approved by people.",
)

ShowPath = Annotated[Path, typer.Argument(help="the show file, such as show.yaml")]
JsonOut = Annotated[bool, typer.Option("--json", help="print JSON for a script")]
Segments = Annotated[list[str] | None, typer.Option("--segment", help="the segment of this title")]


@script.command(epilog="Try: chatbot script draft show.yaml, then review and approve")
def draft(
    show: ShowPath,
    hours: Annotated[
        float, typer.Option(min=0.1, max=12, help="enough turns for so long without a repetition")
    ] = 3,
    add: Annotated[bool, typer.Option("--add", help="keep all lines, add what is missing")] = False,
    force: Annotated[bool, typer.Option("--force", help="write anew over what was edited")] = False,
    model: Annotated[
        bool, typer.Option(help="have the show's model server, where it names one, add lines")
    ] = True,
    json_out: JsonOut = False,
) -> None:
    """Write a rundown from the catalog, in the persona's languages; every line passes the gate."""
    from chatbot.engine.clock import wall_now_ms
    from chatbot.files import parse, read_text
    from chatbot.loading import load_show
    from chatbot.scripting.adding import with_missing
    from chatbot.scripting.draft import draft as draft_rundown
    from chatbot.scripting.opening import rundown_path, script_from, shown
    from chatbot.scripting.writing import rundown_text, was_edited, write_text

    if add and force:
        raise typer.BadParameter("choose one of --add and --force")
    files = load_show(show, rundown=False)
    path = rundown_path(show, files)
    if path.suffix.lower() not in (".yaml", ".yml"):
        raise ConfigError(f"a draft is written as YAML: name it {path.stem}.yaml", path=show)
    there = read_text(path, shown=shown(path)) if path.is_file() else None
    if there is not None and not (add or force) and was_edited(there):
        raise ConfigError(
            "somebody wrote or edited this: --add keeps every line and adds what is missing, "
            "--force writes it anew",
            path=shown(path),
        )
    more = _by_model(files, wall_now_ms()) if model else {}
    made = draft_rundown(
        files,
        wall_now_ms(),
        hours=hours,
        each=lambda segments: _shown(segments, "drafting"),
        more=more,
    )
    text, count = rundown_text(made.rundown), sum(len(s.lines) for s in made.rundown.segments)
    if there is not None and add:
        document = parse(there, shown(path))
        present = script_from(files, path, document).rundown
        text, count = with_missing(document, present, made.rundown)
        script_from(files, path, parse(text, shown(path)))  # what is written can be read again
    write_text(path, text)
    _tell_draft(show, files, path, made, count, added=bool(there and add), json_out=json_out)


def _by_model(files: ShowFiles, wall_ms: int) -> dict[str, tuple[Line, ...]]:
    """The lines, by SKU, of the show's first model server; none where it names none."""
    import asyncio
    import time

    from chatbot.models import make_models
    from chatbot.responders.trouble import ModelTrouble
    from chatbot.scripting.modelled import lines_by

    servers = [config for config in files.show.responder if config.type == "openai"]
    found: dict[str, tuple[Line, ...]] = {}

    async def ask() -> None:
        (model,) = make_models(servers[:1], now_s=time.monotonic)
        try:
            for product in _shown(files.catalog.products, "asking the model"):
                lines = lines_by(model, product, files, wall_ms)
                found[product.sku] = tuple([line async for line in lines])
        except ModelTrouble as trouble:
            typer.secho(f"{model.name}: {trouble}; the rest is drafted without it", err=True)
        finally:
            await model.aclose()

    if servers:
        asyncio.run(ask())
        number = sum(map(len, found.values()))
        typer.echo(f"{number} lines by the model, each to be read like the others", err=True)
    return found


def _tell_draft(
    show: Path,
    files: ShowFiles,
    path: Path,
    made: Draft,
    count: int,
    *,
    added: bool,
    json_out: bool,
) -> None:
    from chatbot.scripting.opening import shown

    line = None if files.show.rundown else f"rundown: {path.name}"
    if json_out:
        left = [
            {"segment": o.segment, "lang": o.lang, "text": o.text, "reason": o.reason}
            for o in made.left_out
        ]
        body = {"path": str(path), "lines": count, "hours": made.hours, "left_out": left}
        typer.echo(json.dumps(body | {"add_to_show": line}, ensure_ascii=False))
        return
    langs = dict.fromkeys(la for s in made.rundown.segments for o in s.lines for la in o.text)
    typer.echo(
        f"{shown(path)}: {count} lines {'added' if added else 'written'} in {', '.join(langs)}"
    )
    if made.left_out:
        why = Counter(out.reason.partition(":")[0] for out in made.left_out)
        reasons = ", ".join(f"{name} {number}" for name, number in why.most_common(5))
        typer.echo(f"Left out, since the gate blocks it: {len(made.left_out)} ({reasons})")
    if not added:
        typer.echo(f"Said in turn, {_length(made.hours)} pass without a repeated sentence.")
    if line:
        typer.secho(f"Add this line to {show}, so that it airs:\n{line}", fg="yellow")
    typer.echo(f"Next: chatbot script review {show}, then chatbot script approve {show} --all")


def _length(hours: float) -> str:
    minutes = int(hours * 60)
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} minutes"


@script.command(epilog="Exit code 1: a line is blocked, stale, or types a figure by hand.")
def review(
    show: ShowPath,
    segment: Segments = None,
    language: Annotated[str | None, typer.Option(help="only this language")] = None,
    todo: Annotated[bool, typer.Option("--todo", help="only what is wrong or waits")] = False,
    edit: Annotated[int | None, typer.Option(help="open this line in $EDITOR")] = None,
    json_out: JsonOut = False,
) -> None:
    """Show each line as it would be said now, with its facts, the gate's verdict and who signed."""
    from chatbot.engine.clock import wall_now_ms
    from chatbot.scripting.lines import choose
    from chatbot.scripting.opening import open_script
    from chatbot.scripting.review import rows

    opened = open_script(show)
    if edit is not None:
        _edit(opened, edit)
        opened = open_script(show)
    chosen = choose(opened.rundown, lines=[edit] if edit else [], segments=segment or [])
    found = list(rows(opened, wall_now_ms(), _shown(chosen, "reading")))
    every = [row for row in found if language in (None, row.lang)]
    told = [row for row in every if row.wrong or row.state != "approved" or not todo]
    wrong = [row for row in every if row.wrong]
    if json_out:
        typer.echo(json.dumps([row.as_data() for row in told], ensure_ascii=False))
    else:
        _print_rows(told)
        _print_sum(every, wrong)
    if wrong:
        raise typer.Exit(1)


def _edit(opened: OpenScript, number: int) -> None:
    import click

    from chatbot.scripting.review import edited
    from chatbot.scripting.writing import write_text

    if opened.path.suffix.lower() not in (".yaml", ".yml"):
        raise ConfigError("only YAML can be edited from here", path=opened.document.path)
    text = edited(opened, number, lambda before: click.edit(before, extension=".yaml"))
    if text is None:
        typer.echo("nothing changed", err=True)
        return
    write_text(opened.path, text)


def _print_rows(rows: Sequence[Row]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(expand=True, pad_edge=False)
    for name, ratio in (("line", None), ("segment", 2), ("", None), ("said now", 6), ("facts", 3),
                        ("gate", 2), ("approved", 2)):  # fmt: skip
        table.add_column(name, ratio=ratio, overflow="fold")
    for row in rows:
        gate = Text(row.verdict, "green" if row.verdict == "pass" else "yellow")
        if row.verdict == "block":
            gate = Text(row.reason, "red")
        elif row.verdict == "waits":
            gate.append(f": {row.reason}")
        signed = Text(row.state, "yellow")
        if row.state == "approved":
            signed = Text(f"{row.by}, {row.at[:16]}", "green")
        elif row.state == "stale":
            signed = Text(f"stale: {row.why}", "red")
        table.add_row(
            str(row.number), Text(row.segment), row.lang, Text(row.text),
            Text("\n".join(row.facts), "dim"), gate, signed,
        )  # fmt: skip
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = max(console.width, 160)
    console.print(table)


def _print_sum(every: Sequence[Row], wrong: Sequence[Row]) -> None:
    count = Counter(row.state for row in every)
    typer.echo(", ".join(f"{count[state]} {state}" for state in ("approved", "stale", "waiting")))
    for row in wrong:
        about = row.lint or (row.verdict == "block" and f"the gate blocks it: {row.reason}")
        if not about and row.state == "stale":
            about = f"stale: {row.why}"
        about = about or f"not in the catalog: {', '.join(row.missing)}"
        where = "" if row.lint else f"line {row.number} ({row.lang}): "
        typer.secho(f"{where}{about}", fg="red", err=True)


@script.command(epilog="Try: chatbot script approve show.yaml --segment Opening --by Mei")
def approve(
    show: ShowPath,
    every: Annotated[bool, typer.Option("--all", help="all lines")] = False,
    line: Annotated[list[int] | None, typer.Option(help="the line of this number")] = None,
    segment: Segments = None,
    by: Annotated[str, typer.Option(help="who signs (default: who is logged in)")] = "",
    revoke: Annotated[bool, typer.Option("--revoke", help="take the approval back")] = False,
    json_out: JsonOut = False,
) -> None:
    """Sign lines as they are and as the catalog is; what they rest on may not change after."""
    import getpass

    from chatbot.engine.clock import wall_now_ms
    from chatbot.scripting import approving
    from chatbot.scripting.lines import choose
    from chatbot.scripting.opening import open_script, shown
    from chatbot.scripting.review import rows

    if not (every or line or segment):
        typer.echo("say what: --all, --line N or --segment TITLE", err=True)
        raise typer.Exit(2)
    opened = open_script(show)
    chosen = choose(opened.rundown, lines=line or [], segments=segment or [])
    bad: dict[int, str] = {}
    if revoke:
        approvals = approving.revoke(opened.approvals, chosen)
    else:
        for row in rows(opened, wall_now_ms(), _shown(chosen, "reading")):
            if row.lint or row.verdict == "block" or row.missing:
                missing = f"not in the catalog: {', '.join(row.missing)}"
                bad.setdefault(row.number, row.lint or row.reason or missing)
        zone = ZoneInfo(opened.files.show.timezone)
        approvals = approving.sign(
            opened.approvals,
            [one for one in chosen if one.number not in bad],
            opened.files.catalog,
            opened.files.persona,
            by=by or getpass.getuser(),
            at=datetime.fromtimestamp(wall_now_ms() // 1000, zone),
        )
    approving.write_approvals(opened.approvals_path, approvals)
    done = len(chosen) - len(bad)
    if json_out:
        body = {"path": str(opened.approvals_path), "lines": done, "refused": bad}
        typer.echo(json.dumps(body, ensure_ascii=False))
    else:
        what = "no longer approved" if revoke else "approved"
        typer.echo(f"{done} lines {what}: {shown(opened.approvals_path)}")
        for number, why in bad.items():
            typer.secho(f"line {number} is not approved: {why}", fg="red", err=True)
    if bad:
        raise typer.Exit(1)


def _shown(items: Sequence[T], doing: str) -> Iterable[T]:
    """The items behind a progress bar."""
    from rich.console import Console
    from rich.progress import track

    def tracked() -> Iterator[T]:
        yield from track(items, doing, console=Console(stderr=True), transient=True)

    return tracked()
