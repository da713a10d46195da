"""Who came when tonight: counts only, nothing of what anybody wrote, and only tonight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.commands import Gesture, Priority, Say
from chatbot.language.nick import spoken_nick
from chatbot.show.company import Regular
from chatbot.show.draw import draw, draw_number
from chatbot.show.lines import fill
from chatbot.show.memory import Wish
from chatbot.show.mood import quiet

if TYPE_CHECKING:
    from chatbot.language.reading import Reading
    from chatbot.show.state import ShowState

__all__ = ["GREETS", "came", "gone", "newcomer"]

MOST_REGULARS = 2_000
AWAY_MS = 8 * 60_000
"""Who was silent for so long and is back is welcomed back."""
WROTE = 2
"""Who wrote fewer messages than this before is no regular."""
GREET_EVERY_MS = 40_000
GREETING_KEPT_MS = 40_000
NEW_MS = 30_000
"""So long after they came in or wrote, a line of the programme may name a viewer."""
GREETS = "regular-"
"""How the wishes that greet a regular begin."""


def came(state: ShowState, viewer_id: str, nick: str, reading: Reading | None) -> bool:
    """Note that a viewer is there, with a message or without one; greet a regular who is back.

    True where they are greeted: a greeting of theirs needs no other answer.
    """
    memory, now_ms = state.memory, state.memory.now_ms
    if said := spoken_nick(nick):
        memory.newcomer = (viewer_id, said, now_ms)
    if state.persona.kind != "character":
        return False
    known = memory.regulars.pop(viewer_id, None)
    if known is None and reading is None:
        return False
    regular = known or Regular(now_ms, now_ms)
    memory.regulars[viewer_id] = regular
    if len(memory.regulars) > MOST_REGULARS:
        del memory.regulars[next(iter(memory.regulars))]
    back = now_ms - regular.last_ms >= AWAY_MS and regular.messages >= WROTE
    asked_before = regular.questions > 0
    regular.last_ms = now_ms
    if reading is not None:
        regular.messages += 1
        regular.questions += reading.question
        regular.topic = reading.topic or reading.intent
    if not back:
        return False
    regular.returns += 1
    return _greet(state, viewer_id, nick, regular, reading, asked_before=asked_before)


def newcomer(state: ShowState) -> str:
    """The name of who came in or wrote last, where a room of this size is greeted by name."""
    viewer_id, nick, at_ms = state.memory.newcomer
    removed = state.memory.removed.get(viewer_id, 0) > state.memory.now_ms
    lately = state.memory.now_ms - at_ms <= NEW_MS
    return nick if lately and not removed and state.pitch().tier.greet_by_name else ""


def gone(state: ShowState, viewer_id: str) -> None:
    """The platform removed this viewer: they are not named any more."""
    if state.memory.newcomer[0] == viewer_id:
        state.memory.newcomer = ("", "", 0)


def _greet(
    state: ShowState,
    viewer_id: str,
    nick: str,
    regular: Regular,
    reading: Reading | None,
    *,
    asked_before: bool,
) -> bool:
    memory, said = state.memory, spoken_nick(nick)
    lately = memory.now_ms - memory.greeted_ms < GREET_EVERY_MS
    if not said or lately or not state.pitch().tier.greet_by_name:
        return False
    if memory.programme.silent or state.scripted or quiet(memory.mood, memory.now_ms):
        return False
    lang = reading.lang if reading else state.show.language
    lang = lang if lang in state.persona.languages else state.show.language
    templates = state.phrases.get("regular.asked" if asked_before else "regular.back", lang)
    filled = [line for t in templates if (line := fill(t, {"viewer": said})) is not None]
    if not filled:
        return False
    number = draw_number(memory.seed, "regular", regular.first_ms) + regular.returns
    text, _ = draw(filled, number)
    memory.greeted_ms = memory.now_ms
    state.wish(
        Wish(
            id=f"{GREETS}{viewer_id}-{regular.returns}",
            commands=(Gesture("wave"), Say(text, lang, "happy")),
            priority=int(Priority.PITCH),
            reason=f"a regular is back, there since {regular.first_ms // 60_000} min into the show"
            f", {regular.messages} messages",
            at_ms=memory.now_ms,
            expires_at_ms=memory.now_ms + GREETING_KEPT_MS,
        )
    )
    return True
