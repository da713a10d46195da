"""What the programme will say sooner or later, so that it can be rendered ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.show.course import sellable
from chatbot.show.lines import fill
from chatbot.show.programme import CYCLE, line_slots

if TYPE_CHECKING:
    from chatbot.show.pitch import Pitch
    from chatbot.show.state import ShowState

__all__ = ["known_lines"]


def known_lines(state: ShowState, pitch: Pitch) -> tuple[str, ...]:
    """What the programme will say as things stand, to be rendered ahead."""
    lang = state.show.language
    texts: list[str] = []
    if state.rundown is not None:
        turns = state.memory.programme.turns
        for i, segment in enumerate(state.rundown.segments):
            slots = line_slots(state, state.catalog.get(segment.sku), pitch, 0)
            next_up = (
                options[turns.get(f"{i}.{place}", 0) % len(options)]
                for place, options in enumerate(segment.beats)
            )
            filled = (fill(line.text.get(lang, ""), slots) for line in next_up)
            texts += [line[0] for line in filled if line and line[0]]
        return tuple(texts)
    for product in filter(sellable, state.catalog.products):
        slots = line_slots(state, product, pitch, 0)
        for name in CYCLE[pitch.tier.length]:
            options = (fill(t, slots) for t in state.phrases.get(f"pitch.{name}", lang))
            texts += [line[0] for line in options if line]
    return tuple(dict.fromkeys(texts))
