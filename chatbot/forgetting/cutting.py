"""Takes the oldest part out of a journal that goes on: the state of that moment stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from chatbot.engine.records import Record, read_records
from chatbot.restoring import STATE, opening, steps_of
from chatbot.show import core

if TYPE_CHECKING:
    from pathlib import Path

    from chatbot.engine.chain import Change
    from chatbot.show.state import ShowState

__all__ = ["cut"]


def cut(
    path: Path, before_ms: int, tell: Callable[[int], None] = lambda seq: None
) -> Iterator[Change]:
    """Remove what happened before this show time; in place of the last of it stands the state.

    The head and the notes of earlier rewritings stay.

    Raises:
        JournalError: the file is no journal of this format.
    """
    _, state, after = opening(path)
    last, step = after, list[Record]()
    for record in read_records(path, after=after):
        if record.kind == "in" and not record.body.startswith('{"kind":"filtered"'):
            if record.at_ms >= before_ms:
                break
            _take(state, step)
            step = []
        step.append(record)
        last = record.seq if record.kind != "note" else last
        if record.seq % 500 == 0:
            tell(record.seq)
    _take(state, step)
    if last == after:
        return  # nothing is that old
    for record in read_records(path):
        if record.seq > last:
            return
        if record.seq == last:
            yield last, Record(STATE, state.memory.now_ms, state.snapshot())
        elif record.kind not in ("head", "note"):
            yield record.seq, None


def _take(state: ShowState, step: list[Record]) -> None:
    for event, filtered, _ in steps_of(step):
        core.step(state, event, filtered)
