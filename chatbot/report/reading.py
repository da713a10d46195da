"""From a journal to a `Night`: what was decided is told, and its steps are taken for the rest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from chatbot.commands import Cue, command_from_data
from chatbot.engine.journal import read_records
from chatbot.replaying import rewritings
from chatbot.report.night import Night
from chatbot.restoring import engine_version, opening, steps_of
from chatbot.show import core
from chatbot.show.acts import Fate, Perform, Raise, Refuse
from chatbot.spending import KIND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from chatbot.engine.records import Record
    from chatbot.show.acts import Act

__all__ = ["read_night"]


def read_night(path: Path, *, tell: Callable[[int], None] = lambda steps: None) -> Night:
    """The night that a journal records; `tell` hears how many steps were read, now and then.

    A show may be writing it. Raises JournalError where the file is no journal.
    """
    head, state, after = opening(path)
    night = Night(started_ms=head["started_wall_ms"], from_ms=state.memory.now_ms if after else 0)
    if after:
        night.opened(state)
    night.rewritten = rewritings(path)
    if head["engine"] != engine_version():
        night.version = head["engine"]
    records = _told_of_costs(read_records(path, after=after), night)
    for number, (event, filtered, recorded) in enumerate(steps_of(records), 1):
        core.step(state, event, filtered)
        night.saw(state, event, _acts(recorded))
        if number % 500 == 0:
            tell(number)
    night.priced(night.prices)
    return night


def _acts(recorded: Record | None) -> list[Act]:
    """What was decided then, as far as a report tells of it."""
    acts: list[Act] = []
    for data in json.loads(recorded.body) if recorded is not None else ():
        match data:
            case {"act": "perform", "cue": cue}:
                acts.append(Perform(_cue(cue)))
            case {"act": "fate", "message": message, "fate": fate, "reason": reason}:
                acts.append(Fate(message, fate, reason))
            case {"act": "raise", "level": level, "about": about, "text": text}:
                acts.append(Raise(level, about, text))
            case {"act": "refuse", "action": action, "why": why}:
                acts.append(Refuse(action, why))
    return acts


def _cue(data: Mapping[str, Any]) -> Cue:
    return Cue(
        id=data["id"],
        commands=tuple(command_from_data(command) for command in data["commands"]),
        cause=data["cause"],
        reason=data["reason"],
        answers=tuple(data["answers"]),
        facts=tuple(data["facts"]),
    )


def _told_of_costs(records: Iterator[Record], night: Night) -> Iterator[Record]:
    for record in records:
        if record.kind == KIND:
            night.took(record.at_ms, json.loads(record.body))
        yield record
