"""`chatbot journal prune` and `chatbot journal forget`: viewers leave the record of a show."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chatbot.cli_journal import journal_app
from chatbot.errors import ChatbotError, JournalError

if TYPE_CHECKING:
    from chatbot.forgetting.finding import Found
    from chatbot.forgetting.forget import Done
    from chatbot.retention import Due

__all__ = ["journal_app", "prune_at_start"]

REQUEST = "the viewer asked to be forgotten"
Places = Annotated[
    list[Path],
    typer.Argument(metavar="PLACE", help="journals, folders of them, or the show file beside them"),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="only say what would be done")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="do not ask")]
By = Annotated[str, typer.Option(help="who does this, for the note in the journal's chain")]


@journal_app.command(
    epilog="The ages are `retention: {viewers: 30d, journals: 365d}` of the show file, and these "
    "where it names none. Try: chatbot journal prune . --dry-run"
)
def prune(
    places: Places,
    dry_run: DryRun = False,
    yes: Yes = False,
    by: By = "",
) -> None:
    """Apply the retention policy: old viewers become pseudonyms, older records are removed."""
    from chatbot.retention import due, journals_at

    journals = {path: policy for place in places for path, policy in journals_at(place)}
    tasks = [task for path, policy in journals.items() for task in due(path, policy)]
    if not tasks:
        told = f"looked at {len(journals)}, none is older than its policy says"
        typer.echo(f"nothing to do: {told}")
        return
    for task in tasks:
        typer.echo(f"{task.path}: {task.what}")
    if dry_run:
        return
    _ask(yes)
    if _prune(tasks, by or getpass.getuser(), typer.echo):
        raise typer.Exit(1)


def _prune(tasks: list[Due], by: str, say: Callable[[str], None]) -> list[str]:
    """Do all of it; returns what could not be done."""
    from chatbot.retention import carry_out

    refused: list[str] = []
    gone: set[Path] = set()
    for task in tasks:
        if task.path in gone:
            continue
        try:
            with _progress(task.path) as tell:
                done = carry_out(task, by=by, tell=tell)
        except JournalError as error:
            refused.append(str(error))
            typer.secho(str(error), fg="red", err=True)
            gone.add(task.path)
            continue
        say(f"{task.path}: {'removed' if done is None else _told(done)}")
    return refused


def prune_at_start(show: Path, say: Callable[[str], None]) -> None:
    """Do what the show's policy asks for before the show goes on the air."""
    from chatbot.retention import due, journals_at

    for path, policy in journals_at(show):
        try:
            tasks = due(path, policy)
        except JournalError as error:
            say(str(error))  # the show may go on the air all the same
            continue
        _prune(tasks, "the show, at its start", say)


@journal_app.command(
    epilog="Reports and tables written before still hold the names: write them anew. "
    "Try: chatbot journal forget night.journal --nick 小雨 --dry-run"
)
def forget(
    places: Places,
    user: Annotated[str, typer.Option(metavar="ID", help="their id, or SOURCE/ID")] = "",
    nick: Annotated[str, typer.Option(help="or a nickname they had, in whatever case")] = "",
    everyone: Annotated[
        bool, typer.Option("--all", help="all who match, where several do")
    ] = False,
    why: Annotated[str, typer.Option(help="for the note in the chain; name nobody")] = REQUEST,
    by: By = "",
    dry_run: DryRun = False,
    yes: Yes = False,
) -> None:
    """Take a viewer out: id, nickname, words, and their name in what was said.

    A pseudonym stands for them that nobody, you included, can turn back. What was decided stays.
    """
    from chatbot.engine.clock import wall_now_ms
    from chatbot.forgetting.finding import find_viewers
    from chatbot.forgetting.forget import forget as take_out
    from chatbot.forgetting.forget import people_for
    from chatbot.retention import journals_at

    if bool(user) == bool(nick):
        raise ChatbotError("name one of --user ID and --nick NAME")
    paths = list(dict.fromkeys(path for place in places for path, _ in journals_at(place)))
    with _progress(*paths) as tell:
        found = find_viewers(paths, user=user, nick=nick, tell=tell)
    _one_of(found, user or nick, everyone=everyone)
    for each in found:
        names = ", ".join(each.nicks) or "no nickname"
        typer.echo(f"{each.qualified} ({names}): {each.records:,} records")
    if dry_run:
        return
    _ask(yes)
    people, refused = people_for(found, paths), False
    for path in paths:
        try:
            with _progress(path) as tell:
                done = take_out(
                    path, people, why=why, by=by or getpass.getuser(), wall_ms=wall_now_ms(),
                    tell=tell,
                )  # fmt: skip
        except JournalError as error:
            refused = True
            typer.secho(str(error), fg="red", err=True)
            continue
        typer.echo(f"{path}: {_told(done)}")
    if people.kept_names:
        names = ", ".join(sorted(people.kept_names))
        typer.echo(f"left where it need not be a name, since the shop uses the word too: {names}")
    _elsewhere(paths)
    if refused:
        raise typer.Exit(1)


def _one_of(found: list[Found], name: str, *, everyone: bool) -> None:
    if not found:
        raise ChatbotError(f"nobody {name!r} in these journals: ids and names are as in the chat")
    if len(found) > 1 and not everyone:
        listed = ", ".join(f"{e.qualified} ({e.records:,} records)" for e in found[:10])
        raise ChatbotError(
            f"{len(found)} viewers match: {listed}; name one by --user, or all: --all"
        )


def _ask(yes: bool) -> None:
    if not yes:
        typer.confirm("This cannot be undone. Do it?", abort=True)


def _told(done: Done) -> str:
    if not done.records:
        return "nothing of them in it"
    text = f"{done.records:,} records rewritten"
    if done.differs_from:
        return f"{text}; a replay will differ from record {done.differs_from} on"
    if done.differed_before:
        return f"{text}; a replay differed before, from record {done.differed_before} on"
    return f"{text}; a replay still matches"


def _elsewhere(paths: list[Path]) -> None:
    """Where names may still be that no journal knows of."""
    from platformdirs import user_cache_path

    pages = [page for path in paths if (page := path.with_suffix(".html")).is_file()]
    if pages:
        typer.echo(f"reports hold what they held, write them anew: {', '.join(map(str, pages))}")
    lines = user_cache_path("live-room-host", appauthor=False) / "lines"
    if lines.is_dir():
        typer.echo(f"the sound of lines that name somebody may be in {lines}: delete that folder")


@contextmanager
def _progress(*paths: Path) -> Iterator[Callable[[int], None]]:
    from rich.console import Console
    from rich.progress import Progress

    from chatbot.retention import last_seq

    before, total = 0, sum(last_seq(path) for path in paths if path.is_file())
    seen = 0
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(paths[0].name if len(paths) == 1 else "reading", total=total)

        def tell(seq: int) -> None:
            nonlocal before, seen
            seen += seq - before if seq > before else seq
            before = seq
            bar.update(task, completed=seen)

        yield tell
