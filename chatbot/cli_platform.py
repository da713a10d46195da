"""`chatbot platform`, and what the start of a show asks its owner."""

from __future__ import annotations

import getpass
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from chatbot.loading import ShowFiles

__all__ = ["admit", "platform_app"]

platform_app = typer.Typer(
    no_args_is_help=True,
    help="What each platform allows an AI host, from dated secondary sources; no legal advice.",
)

JsonOut = Annotated[bool, typer.Option("--json", help="print JSON for a script")]


class Languages(StrEnum):
    """The languages that owners read."""

    ZH = "zh"
    EN = "en"
    FR = "fr"


Lang = Annotated[Languages, typer.Option(help="the language to print it in")]


@platform_app.command("list", epilog="Every source is secondary. Try: chatbot platform show douyin")
def list_(json_out: JsonOut = False) -> None:
    """All platforms: whether an AI may host there, and what is asked."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from chatbot.platforms import built_in

    found, topics = built_in().platforms, built_in().topics
    if json_out:
        typer.echo(json.dumps([_facts(name, "en") for name in found], ensure_ascii=False))
        return
    table = Table(box=box.SIMPLE, caption="from secondary sources of that day; no legal advice")
    for heading in ("platform", "AI host", "refused", "AI said", "a person", "as of"):
        wraps = heading == "refused"
        table.add_column(heading, no_wrap=not wraps, min_width=11 if wraps else None)
    for name, profile in found.items():
        must = profile.must
        refused = [topics[r.what].en for r in profile.refused if r.stand == "refused"]
        table.add_row(
            name,
            _plain(profile.ai_host),
            ", ".join(refused) or ("" if name == "none" else "not known"),
            "" if profile.ai_host == "assist_only" else f"{must.disclose.every_min} min",
            _plain(must.attendance.needed),
            str(profile.as_of),
        )
    Console().print(table)


@platform_app.command(epilog="Try: chatbot platform show tiktok_us --lang fr")
def show(
    name: Annotated[str, typer.Argument(help="such as douyin")],
    lang: Lang = Languages.EN,
    json_out: JsonOut = False,
) -> None:
    """One platform: what is refused, what show and owner must do, and the sources."""
    from rich.console import Console

    from chatbot.confirming import checklist
    from chatbot.errors import ConfigError
    from chatbot.platforms import PLATFORMS, built_in, unknown_platform

    if name not in PLATFORMS:
        raise ConfigError(unknown_platform(name))
    if json_out:
        typer.echo(json.dumps(_facts(name, lang), ensure_ascii=False))
        return
    console = Console(highlight=False)
    _tell(console, name, lang, checklist(name, lang))
    profile = built_in().platforms[name]
    sells = f"market {profile.market}, order channel {profile.order_channel}"
    rows = [("unless the show says otherwise", sells)]
    for source in built_in().sources_of(profile):
        said = f"{source.title}, {source.dated}: {source.says}. Read at: {source.where}."
        rows.append(("secondary source", said))
    _grid(console, rows)


@platform_app.command("confirm", epilog="`chatbot run SHOW.yaml --confirm` does the same.")
def confirm_(
    show: Annotated[Path, typer.Argument(help="the show file, such as show.yaml")],
    by: Annotated[str, typer.Option(help="who confirms it")],
) -> None:
    """Confirm the checklist of each platform of a show: what `chatbot run` waits for."""
    from chatbot.confirming import refuse_assist_only
    from chatbot.errors import ConfigError
    from chatbot.loading import load_show

    if not by.strip():
        raise ConfigError("--by: name who confirms it")
    files = load_show(show)
    refuse_assist_only(files)
    waiting = _tell_all(files, err=False)
    if not waiting:
        typer.echo("nothing is left to confirm")
    else:
        _confirm(files, by.strip(), waiting)


def admit(show: Path, *, confirm: bool, err: bool) -> ShowFiles:
    """Have the owner confirm what is not confirmed yet: by the option, or asked in a terminal.

    Raises:
        ConfigErrors: the show's files are wrong.
        CannotGoOnAir: not confirmed, or only assist mode is allowed there.
    """
    from chatbot.confirming import admission, doubts, refuse_assist_only, wall_now
    from chatbot.loading import load_show

    files = load_show(show)
    refuse_assist_only(files)
    for text in doubts(files.show.policy.platform, wall_now(files).date()):
        typer.secho(f"warning: {text}", fg="yellow", err=True)
    waiting = _tell_all(files, err=err)
    if waiting and confirm:
        _confirm(files, _login(), waiting)
    elif waiting and sys.stdin.isatty() and (sys.stderr if err else sys.stdout).isatty():
        _ask(files, waiting, err=err)
    admission(files)
    return files


def _ask(files: ShowFiles, waiting: tuple[str, ...], *, err: bool) -> None:
    from chatbot.platforms import built_in

    words, lang = built_in().words, files.show.language
    try:
        if typer.confirm(words["ask"].in_(lang), default=False, err=err):
            by = typer.prompt(words["name"].in_(lang), default=_login(), err=err)
            _confirm(files, by.strip() or _login(), waiting)
    except typer.Abort:
        typer.echo(err=err)  # not confirmed: the start says what that means


def _confirm(files: ShowFiles, by: str, waiting: tuple[str, ...]) -> None:
    from chatbot.confirming import confirm, confirmations_beside

    confirm(files, by)
    where = confirmations_beside(files.path)
    typer.echo(f"{', '.join(waiting)}: confirmed by {by}, kept in {where}", err=True)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "owner"


# -- telling -------------------------------------------------------------------------------------


def _tell_all(files: ShowFiles, *, err: bool) -> tuple[str, ...]:
    """Print the checklists that wait for the owner, and return their platforms."""
    from rich.console import Console

    from chatbot.confirming import points_of, unconfirmed

    waiting = unconfirmed(files)
    console = Console(stderr=err, highlight=False)
    for name in waiting:
        _tell(console, name, files.show.language, points_of(files, name))
    return waiting


def _tell(console: Console, name: str, lang: str, points: tuple[str, ...]) -> None:
    from chatbot.confirming import in_words, musts, stated, unknown_topics
    from chatbot.platforms import built_in

    known, profile = built_in(), built_in().platforms[name]
    console.print(in_words(known.words["head"], name, lang), style="bold", markup=False)
    rows = [(known.words[profile.ai_host].in_(lang), stated(profile.because, name, lang))]
    for refusal in profile.refused:
        rows.append((known.words[refusal.stand].in_(lang), stated(refusal.says, name, lang)))
    if name != "none":
        topics = [known.topics[topic].in_(lang) for topic in unknown_topics(profile)]
        comma = "、" if lang == "zh" else ", "
        rows.append((known.words["not_known"].in_(lang), comma.join(topics)))
    rows += [(known.words["must"].in_(lang), must) for must in musts(name, lang)]
    _grid(console, rows)
    if points:
        console.print(known.words["confirm"].in_(lang), style="bold", markup=False)
        _grid(console, [(f"{number}.", point) for number, point in enumerate(points, 1)])


def _grid(console: Console, rows: list[tuple[str, str]]) -> None:
    """Two columns; a heading that stands above already is not said again."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1, 0, 1))
    grid.add_column(max_width=26, overflow="fold")
    grid.add_column(overflow="fold")
    above = ""
    for heading, text in rows:
        grid.add_row(Text("" if heading == above else heading, style="cyan"), Text(text))
        above = heading
    console.print(grid)


def _facts(name: str, lang: str) -> dict[str, Any]:
    from chatbot.confirming import checklist, stated, unknown_topics
    from chatbot.platforms import built_in

    known, profile = built_in(), built_in().platforms[name]
    must = profile.must
    return {
        "platform": name,
        "version": known.version_of(name),
        "as_of": str(profile.as_of),
        "ai_host": profile.ai_host,
        "because": stated(profile.because, name, lang),
        "refused": [
            {"what": r.what, "stand": r.stand, "says": stated(r.says, name, lang)}
            for r in profile.refused
        ],
        "not_known": list(unknown_topics(profile)),
        "label": must.label.model_dump(exclude={"says"}),
        "disclose_every_min": must.disclose.every_min,
        "attendance": must.attendance.needed,
        "attendance_every_min": must.attendance.every_min,
        "confirm": list(checklist(name, lang)),
        "market": profile.market,
        "order_channel": profile.order_channel,
        "sources": [source.model_dump() for source in known.sources_of(profile)],
    }


def _plain(word: str) -> str:
    return word.replace("_", " ")
