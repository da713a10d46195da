"""From a journal to a `Night`: its steps are taken again, and what they decide is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from chatbot.engine.journal import read_head, read_records
from chatbot.report.night import Night
from chatbot.restoring import engine_version, new_state, steps_of
from chatbot.show import core
from chatbot.spending import KIND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from chatbot.engine.records import Record

__all__ = ["read_night"]


def read_night(path: Path, *, tell: Callable[[int], None] = lambda steps: None) -> Night:
    """The night that a journal records; `tell` hears how many steps were read, now and then.

    A show may be writing it. Raises JournalError where the file is no journal.
    """
    head = read_head(path)
    state = new_state(seed=head["seed"], started_wall_ms=head["started_wall_ms"])
    night = Night(started_ms=head["started_wall_ms"])
    if head["engine"] != engine_version():
        night.version = head["engine"]
    records = _told_of_costs(read_records(path), night)
    for number, (event, filtered, _) in enumerate(steps_of(records), 1):
        acts = core.step(state, event, filtered)
        night.saw(state, event, acts)
        if number % 500 == 0:
            tell(number)
    night.priced(night.prices)
    return night


def _told_of_costs(records: Iterator[Record], night: Night) -> Iterator[Record]:
    for record in records:
        if record.kind == KIND:
            night.took(record.at_ms, json.loads(record.body))
        yield record
