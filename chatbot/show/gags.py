"""Running gags: what brings one, and which of its lines comes. Each return is another line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.catalog import local
from chatbot.commands import Priority, Say
from chatbot.language.clean import fold
from chatbot.language.votes import mentions
from chatbot.show.company import GagTold
from chatbot.show.draw import draw, draw_number
from chatbot.show.lines import fill
from chatbot.show.memory import Wish
from chatbot.show.mood import quiet

if TYPE_CHECKING:
    from chatbot.character import Gag
    from chatbot.show.state import ShowState

__all__ = ["bring", "named", "told"]

KEPT_MS = 45_000
"""A joke that finds no place within this time has lost its moment."""


def named(state: ShowState, text: str) -> frozenset[str]:
    """The gags of whose words some stand in the text."""
    gags = state.persona.gags
    folded = fold(text) if gags else ""
    return frozenset(gag.name for gag in gags if mentions(folded, gag.words))


def bring(state: ShowState, kinds: frozenset[str], names: frozenset[str] = frozenset()) -> None:
    """Something of these kinds happened, or somebody named these gags: one may follow."""
    for gag in state.persona.gags:
        by_name = gag.name in names
        if not by_name and gag.when not in kinds:
            continue
        known = state.memory.gags.setdefault(gag.name, GagTold())
        known.seen += 1
        if known.seen % gag.every == 0 or by_name:
            _wish(state, gag, known)


def _wish(state: ShowState, gag: Gag, known: GagTold) -> None:
    memory, lang = state.memory, state.show.language
    cooling = known.came_ms is not None and memory.now_ms - known.came_ms < gag.cooldown_s * 1000
    if cooling or state.scripted or memory.programme.silent or quiet(memory.mood, memory.now_ms):
        return
    lines = gag.lines.get(lang, ())
    if not lines:
        return
    number = draw_number(memory.seed, "gag", gag.name, known.told)
    template = lines[known.told] if known.told < len(lines) else draw(lines, number, [known.line])
    filled = fill(template, _slots(state, lang))
    known.came_ms = memory.now_ms
    if filled is None:
        return
    known.line, known.wish = template, f"gag-{gag.name}-{memory.now_ms}"
    state.wish(
        Wish(
            id=known.wish,
            commands=(Say(filled[0], lang, "happy"),),
            priority=int(Priority.PITCH),
            reason=f"running gag {gag.name}, told {known.told} times before",
            at_ms=memory.now_ms,
            expires_at_ms=memory.now_ms + KEPT_MS,
        )
    )


def _slots(state: ShowState, lang: str) -> dict[str, str]:
    return {
        "host": local(state.persona.name, lang),
        "shop": local(state.catalog.shop.name, lang),
    }


def told(state: ShowState, wish: str) -> None:
    """This wish was said: a gag among them grows, one that was not said comes again as it was."""
    for known in state.memory.gags.values():
        if wish and known.wish == wish:
            known.told, known.wish = known.told + 1, ""
