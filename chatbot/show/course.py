"""Where the programme goes on: line by line, round by round, and when a crowd comes or leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.show.places import go_back, not_yet

if TYPE_CHECKING:
    from chatbot.catalog import Product
    from chatbot.show.memory import Programme
    from chatbot.show.pitch import Pitch
    from chatbot.show.state import ShowState

__all__ = ["advance", "follow_the_crowd", "sellable"]

EVERY_MS = 5 * 60_000
"""A course that changes more often is none."""
FIRST_LINES = 2
"""So far into a product everybody still hears its hook."""


def _course_of(programme: Programme, pitch: Pitch, now_ms: int) -> str:
    """`again` from the hook for newcomers, `next` product since this one holds nobody, or "".

    What comes by the clock keeps its place.
    """
    lately = programme.swung_ms is not None and now_ms - programme.swung_ms < EVERY_MS
    if lately or programme.timed_ms is not None or programme.resume_at is not None:
        return ""
    if programme.step < FIRST_LINES:
        return ""
    return {"surging": "again", "dropping": "next"}.get(pitch.trend, "")


def sellable(product: Product) -> bool:
    """True while it may be pitched: on air, left in stock, its price not in doubt."""
    return not (product.off_air or product.sold_out or product.price_on_hold)


def follow_the_crowd(state: ShowState, programme: Programme, pitch: Pitch) -> None:
    """Begin the product again for those who just came, or leave what they walk away from."""
    course, now_ms = _course_of(programme, pitch, state.memory.now_ms), state.memory.now_ms
    if course:
        programme.swung_ms = now_ms
    if course == "again":
        programme.step = 0
    elif course == "next":
        count, loop = _length(state)
        if programme.segment < count:
            _next_segment(programme, now_ms, count, loop)


def _length(state: ShowState) -> tuple[int, bool]:
    """How many segments there are, and whether the first comes after the last."""
    if state.rundown is not None:
        return len(state.rundown.segments), state.rundown.loop
    return len(state.catalog.products), True


def advance(state: ShowState, programme: Programme, cycle: int) -> None:
    """Move past the current line: to the next line, segment or round.

    Without a rundown a product has `cycle` lines.
    """
    now_ms = state.memory.now_ms
    segments = state.rundown.segments if state.rundown else ()
    segment = segments[programme.segment] if programme.segment < len(segments) else None
    passed_over = segment is not None and not_yet(segment, programme, now_ms)
    if programme.segment_since_ms is None:
        programme.segment_since_ms = now_ms
    programme.step += 1
    if state.rundown is not None:
        if segment is None:  # a saved rundown may have become shorter
            if state.rundown.loop:
                programme.segment, programme.step = 0, 0
                programme.round, programme.segment_since_ms = programme.round + 1, now_ms
            return
        lasted_ms = now_ms - programme.segment_since_ms
        product = state.catalog.get(segment.sku)
        stuck = not segment.lines or (product is not None and not sellable(product))
        stuck = stuck or passed_over
        again = segment.minutes is not None and lasted_ms < segment.minutes * 60_000
        if not stuck and (programme.step % len(segment.beats) or again):
            return
    else:
        products = state.catalog.products
        product = products[programme.segment % len(products)]
        if sellable(product) and programme.step < cycle:
            return
    if programme.resume_at is not None:
        go_back(programme, programme.resume_at)
        return
    count, loop = _length(state)
    _next_segment(programme, now_ms, count, loop)


def _next_segment(programme: Programme, now_ms: int, count: int, loop: bool) -> None:
    programme.segment, programme.step, programme.timed_ms = programme.segment + 1, 0, None
    programme.segment_since_ms = now_ms
    if programme.segment >= count and loop:
        programme.segment, programme.round = 0, programme.round + 1
