"""How a show's state is put together from texts, back from a journal, and put on the air again."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from chatbot.catalog import local
from chatbot.engine.clock import MOVED_MS, SystemClock, wall_now_ms
from chatbot.engine.journal import FORMAT, Record, read_head, read_records, read_snapshot
from chatbot.errors import CannotGoOnAir, JournalError
from chatbot.events import ClockMoved, Event, FilesLoaded, Filtered, Notice, Resumed, decode
from chatbot.language.reader import Reader
from chatbot.loading import load_show_texts
from chatbot.phrases import built_in_phrases
from chatbot.show import core
from chatbot.show.memory import Memory
from chatbot.show.state import ShowState

if TYPE_CHECKING:
    from pathlib import Path

    from chatbot.approvals import Approvals
    from chatbot.catalog import Catalog
    from chatbot.config import Show
    from chatbot.engine.journal import Journal
    from chatbot.engine.room import Room
    from chatbot.errors import ChatbotError
    from chatbot.loading import ShowFiles
    from chatbot.papers import Papers
    from chatbot.persona import Persona
    from chatbot.rundown import Rundown

__all__ = [
    "STATE",
    "begin",
    "engine_version",
    "files_loaded",
    "files_refused",
    "make_reader",
    "new_state",
    "open_state",
    "opening",
    "parse_texts",
    "remember_kept_ids",
    "restore",
    "state_of",
    "steps_of",
]

KEPT_IDS_MS = 15 * 60_000
STATE = "state"
"""The kind of the record that stands for removed ones: a snapshot of the state after them."""


def engine_version() -> str:
    """The version that wrote a journal; only the same one promises an identical replay."""
    try:
        return version("live-room-host")
    except PackageNotFoundError:
        return "0"


def parse_texts(
    texts: tuple[tuple[str, str], ...],
) -> tuple[Show, Persona, Catalog, Rundown | None, Approvals | None, Papers, Persona | None]:
    """The files in force, from the texts the journal keeps; the last is the second host."""
    files = load_show_texts(texts)
    return (
        files.show, files.persona, files.catalog, files.rundown, files.approvals, files.papers,
        files.cohost,
    )  # fmt: skip


def make_reader(
    catalog: Catalog, show: Show, persona: Persona, cohost: Persona | None = None
) -> Reader:
    """A reader that knows this shop's products and its hosts' names."""
    hosts = (persona, cohost) if cohost else (persona,)
    names = {local(host.name, lang) for host in hosts for lang in host.languages}
    return Reader(
        catalog,
        room_lang=show.language,
        market=show.policy.market,
        languages=persona.languages,
        host_names=sorted(names),
    )


def _parts() -> dict[str, Any]:
    return {"parse": parse_texts, "phrases": built_in_phrases(), "reader": make_reader}


def new_state(*, seed: int, started_wall_ms: int) -> ShowState:
    """The state of a show that has not begun."""
    return ShowState(Memory(seed=seed, started_wall_ms=started_wall_ms), **_parts())


def state_of(snapshot: str) -> ShowState:
    """The state that a snapshot holds."""
    return ShowState.from_snapshot(snapshot, **_parts())


def opening(path: Path) -> tuple[dict[str, Any], ShowState, int]:
    """The journal's head, the state that its records begin with, and the number of that record.

    Where older records were removed, the state of that moment stands in their place.

    Raises:
        JournalError: it is not a journal of this format.
    """
    head = read_head(path)
    for record in read_records(path):
        if record.kind == STATE:
            return head, state_of(record.body), record.seq
        if record.kind not in ("head", "note"):
            break
    state = new_state(seed=head["seed"], started_wall_ms=head["started_wall_ms"])
    return head, state, 0


def restore(path: Path) -> tuple[ShowState, int]:
    """The state at a journal's end, and its last show time in ms.

    Raises:
        JournalError: it is not a journal of this format.
    """
    _, state, after = opening(path)
    snapshot = read_snapshot(path)
    if snapshot is not None:
        after, body = snapshot
        state = state_of(body)
    last_ms = state.memory.now_ms
    for event, filtered, _ in steps_of(read_records(path, after=after)):
        core.step(state, event, filtered)
        last_ms = max(last_ms, event.at_ms)
    return state, last_ms


def steps_of(
    records: Iterable[Record],
) -> Iterator[tuple[Event, tuple[Filtered, ...], Record | None]]:
    """The steps of a journal: each event, what the filters made of it, and what was decided."""
    event: Event | None = None
    filtered: list[Filtered] = []
    decided: Record | None = None
    for record in records:
        if record.kind == "out":
            decided = record
            continue
        if record.kind != "in":
            continue
        read = decode(record.body)
        if isinstance(read, Filtered):
            filtered.append(read)
            continue
        if event is not None:
            yield event, tuple(filtered), decided
        event, filtered, decided = read, [], None
    if event is not None:
        yield event, tuple(filtered), decided


# -- on the air again ----------------------------------------------------------------------------


def open_state(files: ShowFiles, journal: Journal) -> tuple[ShowState, SystemClock, int | None]:
    """The state from the journal; the last value is the gap in ms of a resumed show.

    Raises:
        CannotGoOnAir: the file is no journal of this format.
    """
    wall_ms = wall_now_ms()
    if journal.last_seq == 0:
        seed = files.show.seed if files.show.seed is not None else time.time_ns() % 2**31
        head = {
            "format": FORMAT,
            "engine": engine_version(),
            "seed": seed,
            "started_wall_ms": wall_ms,
            "show": files.show.name,
            "texts": [list(pair) for pair in files.texts],
        }
        journal.append([Record("head", 0, json.dumps(head, ensure_ascii=False))])
        state = new_state(seed=seed, started_wall_ms=wall_ms)
        return state, SystemClock(wall_ms=wall_ms), None
    try:
        written_for = read_head(journal.path).get("show", files.show.name)
        if written_for != files.show.name:
            raise CannotGoOnAir(
                f"{journal.path}: this is the journal of the show {written_for!r}, not of "
                f"{files.show.name!r}: name another file with --journal"
            )
        state, last_ms = restore(journal.path)
    except JournalError as error:
        raise CannotGoOnAir(f"{error}; name another file with --journal") from error
    gap_ms = max(0, wall_ms - (state.memory.started_wall_ms + last_ms))
    return state, SystemClock(start_ms=last_ms + gap_ms, wall_ms=wall_ms), gap_ms


def begin(room: Room, files: ShowFiles, gap_ms: int | None) -> None:
    """Tell the room, before anything else, that it resumes and which files are in force."""
    if gap_ms is not None:
        kept_ms = room.state.memory.started_wall_ms + room.clock.now_ms()
        by_ms = room.clock.wall_ms() - kept_ms
        if abs(by_ms) >= MOVED_MS:  # set back while we were away: show time does not go back
            room.put(ClockMoved(id=room.next_id("clock"), by_ms=by_ms))
        onstage = room.state.memory.onstage
        unknown = (onstage.utterance,) if onstage is not None and onstage.started else ()
        room.put(Resumed(id=room.next_id("resumed"), gap_ms=gap_ms, unknown=unknown))
    if room.state.memory.texts != files.texts:
        room.put(files_loaded(room, files))
    for warning in files.warnings:
        room.put(Notice(id=room.next_id("check"), level="info", about="files", text=str(warning)))


def files_loaded(room: Room, files: ShowFiles) -> FilesLoaded:
    """These files are in force from now on."""
    return FilesLoaded(id=room.next_id("files"), texts=files.texts, version=files.version)


def files_refused(room: Room, wrong: ChatbotError) -> FilesLoaded:
    """A save was not taken."""
    return FilesLoaded(id=room.next_id("files"), error=str(wrong))


def remember_kept_ids(room: Room, path: Path) -> None:
    """Fill the de-duplication window from the journal's last 15 minutes."""
    since_ms = max(0, room.clock.now_ms() - KEPT_IDS_MS)
    for record in read_records(path, since_ms=since_ms):
        if record.source and record.event_id:
            room.seen.add(record.source, record.event_id, record.at_ms)
