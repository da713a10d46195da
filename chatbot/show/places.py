"""Going to a place in the programme, and back: by the clock, after an interlude, after a cut."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from chatbot.show.memory import Place

if TYPE_CHECKING:
    from chatbot.rundown import Segment
    from chatbot.show.memory import Memory, Programme

__all__ = ["go_back", "go_to", "here", "not_yet", "step_back", "unsaid"]


OVERDUE_MS = 30 * 60_000
OVERDUE_INTERLUDE_MS = 5 * 60_000
"""What could not begin for so long, as while a human was on, is passed over."""


def not_yet(segment: Segment, programme: Programme, now_ms: int) -> bool:
    """True of a segment that waits for its time or has missed it: its turn is passed over."""
    if not segment.times or programme.timed_ms is None:
        return bool(segment.times)
    begun = programme.segment_since_ms is not None
    limit_ms = OVERDUE_MS if programme.resume_at is None else OVERDUE_INTERLUDE_MS
    return not begun and now_ms - programme.timed_ms > limit_ms


def go_to(memory: Memory, segment: int, *, interlude: bool) -> None:
    """Make this segment the next at the sentence's end; after an interlude go on from here."""
    programme = memory.programme
    if not interlude:
        programme.resume_at = None
    elif programme.resume_at is None:
        programme.resume_at = here(programme)
    programme.segment, programme.step, programme.timed_ms = segment, 0, memory.now_ms
    programme.segment_since_ms, programme.before = None, None
    memory.prepared = ""


def step_back(programme: Programme) -> None:
    """The line was cut: it comes again, and what would have followed it does not."""
    programme.reply = None
    programme.turns.pop(f"item.{programme.item}", None)
    if programme.before is not None:
        go_back(programme, programme.before)
        programme.before = None


def here(programme: Programme) -> Place:
    """Where it stands."""
    return Place(**{each.name: getattr(programme, each.name) for each in fields(Place)})


def go_back(programme: Programme, place: Place) -> None:
    """Let it stand there again."""
    for each in fields(Place):
        setattr(programme, each.name, getattr(place, each.name))


def unsaid(programme: Programme) -> None:
    """Nothing of the line was heard: who speaks, or the news that it read, is still to be said."""
    programme.turns.pop(f"item.{programme.item}", None)
    programme.disclosed_ms = programme.disclosed_before_ms
    programme.ballot = programme.ballot_before or programme.ballot
    programme.reply, programme.owed = None, programme.owed_before
