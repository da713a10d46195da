"""The repetition guard: a plan said on and on, and the first sentence that is heard twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chatbot.show.programme import plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chatbot.show.state import ShowState

__all__ = ["Repeat", "Said", "first_repeat", "said_in", "sentences"]

MS_PER_CHARACTER = {"zh": 170, "en": 55, "fr": 55}
"""As fast as a voice speaks to a crowd: a slower one says less in the same time."""
_END = re.compile(r"[。！？!?…]+|\.(?=\s|$)")
_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the plan; `place` is its place in the rundown and `turn` which of its lines."""

    at_ms: int
    text: str
    place: str = ""
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Repeat:
    """A sentence heard twice."""

    sentence: str
    first_ms: int
    again_ms: int


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, bare of signs and case, so that two that sound alike are alike."""
    return tuple(filter(None, (_WORDS.sub(" ", s).strip().casefold() for s in _END.split(text))))


def first_repeat(said: Iterable[Said]) -> Repeat | None:
    """The first sentence that comes again, None where none does. Pure."""
    heard: dict[str, int] = {}
    for line in said:
        for sentence in sentences(line.text):
            if sentence in heard:
                return Repeat(sentence, heard[sentence], line.at_ms)
            heard[sentence] = line.at_ms
    return None


def said_in(state: ShowState, hours: float) -> Iterator[Said]:
    """What the programme says in so many hours when nobody asks anything.

    Moves the state's own clock and programme along.
    """
    lang, memory = state.show.language, state.memory
    while memory.now_ms < hours * 3_600_000:
        before = memory.programme
        line, memory.programme = plan(state, state.pitch())
        if line is None:
            return
        turned = [
            (place, turn)
            for place, turn in memory.programme.turns.items()
            if before.turns.get(place) != turn
        ]
        place, turn = turned[0] if turned else ("", 0)
        yield Said(memory.now_ms, line.text, place, turn)
        pause_ms = round((state.rundown.pause_s if state.rundown else 0.45) * 1000)
        memory.now_ms += pause_ms + len(line.text) * MS_PER_CHARACTER.get(lang, 55)
