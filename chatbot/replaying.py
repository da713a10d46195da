"""Re-running a recorded show: the same decisions, or what another show would have said."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import ndiff
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chatbot.engine.journal import read_head, read_records
from chatbot.engine.room import acts_record
from chatbot.errors import JournalError
from chatbot.events import Event, Lane, UtteranceFinished
from chatbot.rehearsal import Rehearsal
from chatbot.restoring import engine_version, opening, steps_of
from chatbot.show import core

if TYPE_CHECKING:
    from chatbot.loading import ShowFiles

__all__ = ["Difference", "decided_otherwise_at", "replay", "rewritings", "told_of", "what_if"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a replay first decided otherwise."""

    seq: int
    at_ms: int
    recorded: str
    decided: str


async def replay(
    path: Path, *, speed: float | None = None, tell: Callable[[Event, tuple[object, ...]], None]
) -> tuple[int, Difference | None]:
    """Feed the journal's events to the core and compare every decision; `speed` None is at once.

    Returns how many records were compared and the first difference.

    Raises:
        JournalError: not a journal, or written by another version.
    """
    head, state, after = opening(path)
    if head["engine"] != engine_version():
        raise JournalError(
            f"{path}: written by version {head['engine']}, this is {engine_version()}: "
            "only the same version promises the same decisions"
        )
    count, before_ms = 1, state.memory.now_ms
    for event, filtered, recorded in steps_of(read_records(path, after=after)):
        if speed:
            await asyncio.sleep(max(0, event.at_ms - before_ms) / 1000 / speed)
            before_ms = event.at_ms
        acts = core.step(state, event, filtered)
        tell(event, acts)
        decided = acts_record(acts, event.at_ms)
        count += 1 + len(filtered) + (recorded is not None)
        old, new = recorded.body if recorded else "", decided.body if decided else ""
        if old != new:
            seq = recorded.seq if recorded else 0
            return count, Difference(seq, event.at_ms, *_first_difference(old, new))
    return count, None


def decided_otherwise_at(path: Path) -> int:
    """The first record of a journal that is decided otherwise now, 0 where there is none.

    Raises:
        JournalError: it is no journal.
    """
    _, state, after = opening(path)
    for event, filtered, recorded in steps_of(read_records(path, after=after)):
        decided = acts_record(core.step(state, event, filtered), event.at_ms)
        if (recorded.body if recorded else "") != (decided.body if decided else ""):
            return recorded.seq if recorded else after + 1
        after = recorded.seq if recorded else after
    return 0


def rewritings(path: Path) -> list[str]:
    """What was taken out of a journal since, and what that means for a replay; a line each.

    Raises:
        JournalError: it is no journal.
    """
    notes = (record for record in read_records(path) if record.kind == "note")
    return [told_of({**json.loads(note.body), "seq": note.seq}) for note in notes]


def told_of(note: Mapping[str, Any]) -> str:
    """In words what a note of the chain tells; `seq` is its own record."""
    at = datetime.fromtimestamp(note.get("wall_ms", 0) / 1000).astimezone()
    told = (
        f"{note.get('records', '?')} records rewritten at {at.isoformat(timespec='seconds')} by "
        f"{note.get('by', '?')}: {note.get('why', '?')} (record {note['seq']})"
    )
    if differs := note.get("differs_from"):
        told += (
            f"; from record {differs} on a replay decides otherwise: what was decided there rested "
            "on words or names that are gone"
        )
    if before := note.get("differed_before"):
        told += f"; a replay differed from record {before} on before that"
    return told + ("; a replay begins where the records do" * ("removed_before_ms" in note))


def _first_difference(old: str, new: str) -> tuple[str, str]:
    before, after = json.loads(old or "[]"), json.loads(new or "[]")
    for was, now in zip(before, after, strict=False):
        if was != now:
            return json.dumps(was, ensure_ascii=False), json.dumps(now, ensure_ascii=False)
    longer = max(before, after, key=len)
    extra = json.dumps(longer[min(len(before), len(after))], ensure_ascii=False)
    return (extra, "nothing") if len(before) > len(after) else ("nothing", extra)


def what_if(path: Path, other: ShowFiles) -> Iterator[tuple[str, str]]:
    """What was said (`-`) and what the other show would have said (`+`), in order."""
    head = read_head(path)
    show = Rehearsal(other, seed=head["seed"], wall_ms=head["started_wall_ms"])
    said = []
    for event, _, _ in steps_of(read_records(path)):
        if isinstance(event, UtteranceFinished) and event.said:
            said.append(event.said)
        platform = event.lane is not Lane.CONTROL and event.source
        if platform:
            show.feed([(event.at_ms, event)])
    would = [p.text for p in show.performed if p.passed and p.text]
    for line in ndiff(said, would):
        if line[:2] in ("- ", "+ "):
            yield line[0], line[2:]
