"""Which journals are older than they may be, and what is to be done about it."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from pydantic import ValidationError

from chatbot.engine.clock import wall_now_ms
from chatbot.engine.journal import locked_for_change, read_head
from chatbot.engine.records import open_to_read, unreadable
from chatbot.errors import ConfigError, JournalError
from chatbot.forgetting.finding import viewers_in
from chatbot.forgetting.forget import cut_off, pseudonymise
from chatbot.forgetting.people import GONE
from chatbot.retention_config import Retention

if TYPE_CHECKING:
    from chatbot.forgetting.forget import Done

__all__ = ["Due", "carry_out", "due", "journals_at", "last_seq"]

SIDECARS = ("-wal", "-shm", ".tokens", ".lock")


@dataclass(frozen=True, slots=True)
class Due:
    """Something to be done about a journal: `remove` it, `cut` its beginning, or `names`.

    `until_ms` is the show time until which; `what` says it to a person, `why` to the chain.
    """

    path: Path
    act: str
    what: str
    why: str
    until_ms: int = 0


def journals_at(place: Path) -> list[tuple[Path, Retention]]:
    """The journals of a folder, of a show file, or a journal itself, each with its policy.

    A show's policy is the one in its file; any other journal's the one it was last recorded with.

    Raises:
        JournalError, ConfigError: there is nothing of the kind.
    """
    if place.is_dir():
        found = [(path, _recorded_policy(path)) for path in sorted(_journals_in(place))]
        if not found:
            raise JournalError(f"{place}: no journal in this folder")
        return found
    if place.suffix in (".yaml", ".yml"):
        from chatbot.loading import load_show

        show = load_show(place).show
        policy = show.retention or Retention()
        beside = place.absolute().parent
        return [
            (path, policy)
            for path in sorted(_journals_in(beside))
            if read_head(path).get("show") == show.name
        ]
    read_head(place)
    return [(place, _recorded_policy(place))]


def _journals_in(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_file() and not path.name.endswith(SIDECARS):
            with path.open("rb") as file:
                if file.read(16) != b"SQLite format 3\0":
                    continue
            with contextlib.suppress(JournalError):
                read_head(path)
                yield path


def _recorded_policy(path: Path) -> Retention:
    """The policy of the show as it was last loaded; the usual one where it names none."""
    text = dict(read_head(path).get("texts", [])).get("show", "")
    with contextlib.closing(open_to_read(path)) as db:
        rows = db.execute(
            "SELECT body FROM records WHERE kind = 'in' AND body LIKE ? ORDER BY seq DESC",
            ('{"kind":"files_loaded"%',),
        )
        for (body,) in rows:
            loaded = dict(json.loads(body).get("texts", []))
            if "show" in loaded:
                text = loaded["show"]
                break
    try:
        written = yaml.safe_load(text)
        policy = written.get("retention") if isinstance(written, dict) else None
        return Retention() if policy is None else Retention.model_validate(policy)
    except (yaml.YAMLError, ValidationError) as error:
        raise ConfigError(f"its show's retention cannot be read: {error}", path=path) from error


def due(path: Path, policy: Retention, *, now_ms: int | None = None) -> list[Due]:
    """What the policy asks for about this journal now (ms since 1970), in order.

    Raises:
        JournalError: it cannot be read.
    """
    now_ms = wall_now_ms() if now_ms is None else now_ms
    started_ms, first_ms, last_ms = _span(path)
    begun, ended = (datetime.fromtimestamp((started_ms + ms) / 1000) for ms in (first_ms, last_ms))
    nights = f"{begun:%Y-%m-%d} to {ended:%Y-%m-%d}"
    found: list[Due] = []
    cut: list[Due] = []
    if policy.journals is not None:
        until_ms = now_ms - round(policy.journals * 1000) - started_ms
        age = f"older than {_days(policy.journals)}"
        if last_ms < until_ms:
            return [Due(path, "remove", f"remove it: {nights}, {age}", f"records {age}")]
        if first_ms < until_ms:
            day = f"{datetime.fromtimestamp((started_ms + until_ms) / 1000):%Y-%m-%d}"
            what = f"remove what was before {day}: {age}"
            cut.append(Due(path, "cut", what, f"records {age}", until_ms))
    if policy.viewers is not None:
        until_ms = now_ms - round(policy.viewers * 1000) - started_ms
        if first_ms < until_ms and (named := _named(path, until_ms)):
            age = f"older than {_days(policy.viewers)}"
            people = f"{named:,} viewers of {nights}"
            found.append(
                Due(path, "names", f"pseudonyms for {people}: {age}", f"names {age}", until_ms)
            )
    return found + cut  # names first: the state that stands for removed records then has none


def _span(path: Path) -> tuple[int, int, int]:
    """The wall time of the journal's zero, and the show times of its first and last records."""
    started_ms = int(read_head(path)["started_wall_ms"])
    try:
        with contextlib.closing(open_to_read(path)) as db:
            first, last = db.execute(
                "SELECT MIN(at_ms), MAX(at_ms) FROM records WHERE kind IN ('in', 'out')"
            ).fetchone()
    except sqlite3.Error as error:
        raise unreadable(path, error) from error
    return started_ms, first or 0, last or 0


def _named(path: Path, until_ms: int) -> int:
    found = viewers_in(path, until_ms=until_ms)
    ids = {(source, viewer["id"]) for source, viewer in found}
    return sum(not ident.startswith(GONE) for _, ident in ids)


def _days(seconds: float) -> str:
    return f"{timedelta(seconds=seconds).days} days"


def last_seq(path: Path) -> int:
    """The number of the last record, for progress.

    Raises:
        JournalError: it cannot be read.
    """
    try:
        with contextlib.closing(open_to_read(path)) as db:
            return int(db.execute("SELECT MAX(seq) FROM records").fetchone()[0] or 0)
    except sqlite3.Error as error:
        raise unreadable(path, error) from error


def carry_out(
    task: Due, *, by: str, wall_ms: int | None = None, tell: Callable[[int], None]
) -> Done | None:
    """Do it; None where the journal was removed.

    Raises:
        JournalError: a show is writing it.
    """
    wall_ms = wall_now_ms() if wall_ms is None else wall_ms
    if task.act == "remove":
        with locked_for_change(task.path):
            pass  # nobody writes it
        for name in (task.path.name, *(f"{task.path.name}{end}" for end in SIDECARS)):
            task.path.with_name(name).unlink(missing_ok=True)
        return None
    if task.act == "cut":
        return cut_off(
            task.path, before_ms=task.until_ms, why=task.why, by=by, wall_ms=wall_ms, tell=tell
        )
    return pseudonymise(
        task.path, until_ms=task.until_ms, why=task.why, by=by, wall_ms=wall_ms, tell=tell
    )
