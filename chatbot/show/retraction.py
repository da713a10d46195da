"""Taking back a line that was said: a short correction, and the line does not come again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.commands import Cue, Priority, Say
from chatbot.show.draw import draw, draw_number
from chatbot.show.lines import fill
from chatbot.show.memory import Said, Wish
from chatbot.show.programme import line_slots, sellable

if TYPE_CHECKING:
    from chatbot.events import ModeratorAction
    from chatbot.show.state import ShowState

__all__ = ["as_cue", "objection", "take_back"]

WITHIN_MS = 120_000
REFUSED_LINES = 200


def objection(state: ShowState, action: ModeratorAction) -> str:
    """Why this line cannot be taken back, or "" if it can."""
    line = _line(state, action.target)
    if line is None:
        return "that line is not among the last that were said"
    if line.taken_back:
        return f"{line.taken_back} has it taken back already"
    return "" if _words(state, line, action) else "there are no words for a correction: write some"


def as_cue(state: ShowState, action: ModeratorAction) -> Cue | None:
    """The correction, for the gate to read before it is said."""
    line = _line(state, action.target)
    if line is None:
        return None
    say = Say(_words(state, line, action), line.lang, "sorry", speaker=line.speaker)
    return Cue(id="", commands=(say,), sku=line.sku, override=action.override)


def take_back(state: ShowState, action: ModeratorAction) -> None:
    """Correct the line; cut it where it is being said, and do not say it again by itself.

    The journal has the line's utterance in the action's target and the action in the cause of the
    correction.
    """
    memory, line = state.memory, _line(state, action.target)
    assert line is not None
    words = _words(state, line, action)
    if memory.onstage is not None and memory.onstage.utterance == line.utterance:
        memory.onstage.unwanted = memory.onstage.skipped = True
        memory.onstage.taken_back = action.by
    line.taken_back = action.by
    memory.refused.append(line.line)
    del memory.refused[:-REFUSED_LINES]
    state.wish(
        Wish(
            id=action.id,
            commands=(Say(words, line.lang, "sorry", speaker=line.speaker),),
            priority=int(Priority.MODERATOR),
            reason=f"takes back {line.utterance} for {action.by}",
            at_ms=memory.now_ms,
            expires_at_ms=memory.now_ms + WITHIN_MS,
            override=action.override,
        )
    )


def _line(state: ShowState, utterance: str) -> Said | None:
    """The line of this utterance: being said, or said lately."""
    onstage = state.memory.onstage
    if onstage is not None and onstage.utterance == utterance:
        if not onstage.started or not onstage.text:
            return None
        return Said(
            utterance, onstage.text, onstage.text, onstage.lang, onstage.sku, onstage.facts,
            onstage.speaker, state.memory.now_ms, onstage.taken_back,
        )  # fmt: skip
    return next((line for line in state.memory.said if line.utterance == utterance), None)


def _words(state: ShowState, line: Said, action: ModeratorAction) -> str:
    """A person's words behind "a correction", else what is true, else that it was not right."""
    lang = line.lang or state.show.language
    number = draw_number(state.memory.seed, "correct", action.target)
    if action.text:
        return _drawn(state, "correct.with", lang, {"words": action.text}, number)
    product = state.catalog.get(line.sku)
    priced = any(fact.startswith(f"price:{line.sku}:") for fact in line.facts)
    if product is not None and priced and sellable(product) and "price" not in state.stale:
        slots = line_slots(state, product, state.pitch(), 0, lang)
        if words := _drawn(state, "correct.price", lang, slots, number):
            return words
    name = "correct.line" if state.persona.kind == "seller" else "correct.talk"
    return _drawn(state, name, lang, {}, number)


def _drawn(state: ShowState, name: str, lang: str, slots: dict[str, str], number: int) -> str:
    filled = (fill(line, slots) for line in state.phrases.get(name, lang))
    options = [line[0] for line in filled if line is not None]
    return draw(options, number, state.memory.recent) if options else ""
