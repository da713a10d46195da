"""From a journal to a `Night`: what was decided is told, and its steps are taken for the rest."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from chatbot.commands import Cue, command_from_data
from chatbot.engine.journal import read_records
from chatbot.errors import JournalError
from chatbot.replaying import rewritings
from chatbot.report.night import Night
from chatbot.restoring import engine_version, opening, parse_texts, steps_of
from chatbot.show import core
from chatbot.show.acts import Fate, Perform, Raise, Refuse
from chatbot.spending import KIND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from chatbot.engine.records import Record
    from chatbot.show.acts import Act

__all__ = ["nights_in", "read_night"]

APART_MS = 2 * 3_600_000
RESUMED, LOADED = '{"kind":"resumed"', '{"kind":"files_loaded"'


def nights_in(path: Path) -> list[tuple[int, date]]:
    """The nights of a journal that goes on: when each begins (ms of the show), and on which day.

    A show that was away for two hours began another night; days are those of its time zone.

    Raises:
        JournalError: the file is no journal.
    """
    head, state, after = opening(path)
    began, before_ms = list[int](), 0
    zone = state.show.timezone if after else "UTC"
    for record in read_records(path, after=after):
        if record.kind != "in":
            continue
        away = record.body.startswith(RESUMED) and record.at_ms - before_ms >= APART_MS
        if not began or away:
            began.append(record.at_ms)
        before_ms = record.at_ms
        if record.body.startswith(LOADED) and (texts := json.loads(record.body).get("texts")):
            zone = parse_texts(tuple(map(tuple, texts)))[0].timezone if zone == "UTC" else zone
    started_ms = head["started_wall_ms"]
    return [
        (ms, datetime.fromtimestamp((started_ms + ms) / 1000, ZoneInfo(zone)).date())
        for ms in began
    ]


def read_night(
    path: Path, *, day: date | None = None, tell: Callable[[int], None] = lambda steps: None
) -> Night:
    """A night that a journal records: the last one, or the one that began on this day.

    `tell` hears how many steps were read, now and then. A show may be writing it.

    Raises:
        JournalError: the file is no journal, or no night began on that day.
    """
    nights = nights_in(path)
    chosen = len(nights) - 1
    if day is not None:
        days = [on for _, on in nights]
        if day not in days:
            there = ", ".join(map(str, dict.fromkeys(days)))
            raise JournalError(f"{path}: no night began on {day}; there are: {there}")
        chosen = days.index(day)
    from_ms = nights[chosen][0] if chosen > 0 else (nights[0][0] if nights else 0)
    until_ms = nights[chosen + 1][0] if chosen + 1 < len(nights) else None
    head, state, after = opening(path)
    night = Night(started_ms=head["started_wall_ms"], from_ms=from_ms)
    night.rewritten = rewritings(path)
    if head["engine"] != engine_version():
        night.version = head["engine"]
    opened = False
    records = _told_of_costs(read_records(path, after=after), night, from_ms, until_ms)
    for number, (event, filtered, recorded) in enumerate(steps_of(records), 1):
        if until_ms is not None and event.at_ms >= until_ms:
            break
        if event.at_ms >= from_ms and not opened:
            opened = True
            if state.memory.texts:
                night.opened(state)
        core.step(state, event, filtered)
        if opened:
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


def _told_of_costs(
    records: Iterator[Record], night: Night, from_ms: int, until_ms: int | None
) -> Iterator[Record]:
    for record in records:
        within = record.at_ms >= from_ms and (until_ms is None or record.at_ms < until_ms)
        if record.kind == KIND and within:
            night.took(record.at_ms, json.loads(record.body))
        yield record
