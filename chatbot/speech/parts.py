"""Long lines go out clause by clause and never stutter: what may be sent, and when."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil
from typing import Final

from chatbot.errors import SpeechUnavailable
from chatbot.language.clauses import split_clauses
from chatbot.speech.silent import estimate
from chatbot.speech.types import Speech, SpeechEngine, SpeechRequest, with_pause

__all__ = ["PartCost", "parts_to_hold", "shortfall_ms", "speak_in_parts", "split_clauses"]

BREATH_MS: Final = 250.0
"""The longest pause that may be added after a clause to win time: a breath, not a stutter."""
MARGIN: Final = 1.15
"""How much slower than measured the engine may turn out without a gap."""
PATIENCE_S: Final = 6.0
"""How long a line may be held back before the fallback voice speaks it."""


@dataclass(frozen=True, slots=True)
class PartCost:
    """A part that is not made yet: how long it will sound and how long the engine will work."""

    duration_ms: float
    work_ms: float


def shortfall_ms(ready_ms: float, rest: Sequence[PartCost], margin: float = MARGIN) -> float:
    """How long speech that starts now with `ready_ms` of audio would run dry at worst (0: never).

    The parts of `rest` are made one after the other from now on; each must be done, at `margin`
    times its expected work, before all that precedes it has been played.
    """
    buffered, worked, short = ready_ms, 0.0, 0.0
    for part in rest:
        worked += part.work_ms * margin
        short = max(short, worked - buffered)
        buffered += part.duration_ms
    return short


def parts_to_hold(
    parts: Sequence[PartCost], *, margin: float = MARGIN, breath_ms: float = BREATH_MS
) -> int:
    """How many of the first parts must be ready before the first may be sent (at least 1)."""
    ready = 0.0
    for count, part in enumerate(parts, 1):
        ready += part.duration_ms
        if shortfall_ms(ready, parts[count:], margin) <= breath_ms:
            return count
    return max(1, len(parts))


async def speak_in_parts(
    engine: SpeechEngine,
    request: SpeechRequest,
    *,
    fallback: SpeechEngine | None = None,
    on_notice: Callable[[str], None] = lambda notice: None,
    has: Callable[[SpeechRequest], bool] = lambda request: False,
    patience_s: float = PATIENCE_S,
    now: Callable[[], float] = time.monotonic,
) -> AsyncIterator[Speech]:
    """The clauses of `request` as speeches with `start` (their place in the text) and `last`.

    The first is given once what is ready covers what is not, by the engine's measured speed (a
    breath of at most 250 ms after it may help); the others as soon as they are made. Ask for the
    next part at once: playing goes on meanwhile. A line that would be held longer than
    `patience_s`, or that the engine fails on, is spoken by `fallback` from there on, and
    `on_notice` is told. `has` says which clauses are in stock.
    """
    text = request.text
    spans = split_clauses(text, request.lang) or ((0, len(text)),)
    clauses = [replace(request, text=text[start:end]) for start, end in spans]
    costs = [_cost(each, engine, stocked=has(each)) for each in clauses]
    hold = parts_to_hold(costs)
    if fallback is not None and sum(cost.work_ms for cost in costs[:hold]) > patience_s * 1000:
        on_notice(_too_slow(engine, fallback))
        engine, hold = fallback, 1
    held: list[Speech] = []
    began_at, given = now(), False
    dry_at: float | None = None  # when what was given will have been played
    for at, (clause, (start, _)) in enumerate(zip(clauses, spans, strict=True)):
        try:
            speech = await engine.synthesize(clause)
        except SpeechUnavailable as problem:
            if fallback is None or engine is fallback:
                raise
            on_notice(f"{problem} {fallback.name} speaks instead.")
            engine = fallback
            speech = await engine.synthesize(clause)
        held.append(replace(speech, start=start, last=at == len(clauses) - 1))
        if dry_at is not None and now() > dry_at:
            dry_at = None  # it ran dry: gather again rather than stutter on
        rest = [_cost(each, engine, stocked=has(each)) for each in clauses[at + 1 :]]
        ready = float(sum(each.duration_ms for each in held))
        if dry_at is None:
            short = shortfall_ms(ready, rest)
            if short > BREATH_MS:
                late = now() - began_at + sum(cost.work_ms for cost in rest) / 1000
                if fallback is not None and not given and late > 2 * patience_s:
                    on_notice(_too_slow(engine, fallback))
                    async for each in speak_in_parts(fallback, request, now=now):
                        yield each
                    return
                continue
            held[-1] = with_pause(held[-1], ceil(short))
        for each in held:
            dry_at = max(dry_at or 0.0, now()) + each.duration_ms / 1000
            given = True
            yield each
        held = []


def _too_slow(engine: SpeechEngine, fallback: SpeechEngine) -> str:
    return (
        f"The voice {engine.name} is too slow now ({engine.realtime_factor:.1f} s of work for "
        f"1 s of speech): {fallback.name} speaks this line."
    )


@lru_cache(maxsize=512)
def _duration_ms(request: SpeechRequest) -> float:
    return float(estimate(request).duration_ms)


def _cost(request: SpeechRequest, engine: SpeechEngine, *, stocked: bool) -> PartCost:
    if not engine.realtime_factor:
        return PartCost(0.0, 0.0)  # made at once: nothing has to be covered
    duration = _duration_ms(request)
    return PartCost(duration, 0.0 if stocked else duration * engine.realtime_factor)
