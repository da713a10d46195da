"""Who hosts: the avatar says goodbye before a human takes over, and is welcomed back after.

It says goodbye at the end of the broadcast, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from chatbot.commands import Command, Gesture, Priority, Say
from chatbot.show.draw import draw, draw_number
from chatbot.show.lines import fill
from chatbot.show.memory import Leaving, Wish
from chatbot.show.programme import line_slots

if TYPE_CHECKING:
    from chatbot.show.state import ShowState

__all__ = ["FAREWELL_WITHIN_MS", "call_off", "end", "goodbye_ended", "hand_over", "look"]

FAREWELL_WITHIN_MS = 20_000
"""A human does not wait longer than this for the sentence before the goodbye to end."""


def hand_over(state: ShowState, to: Literal["human", "avatar"], *, farewell: bool, by: str) -> None:
    """Let a human take over, or give the stage back to the avatar.

    With a `farewell` a host that is on the air finishes its sentence and says goodbye before, for
    twenty seconds at most; without one it is silent at once. Back on the air it says so, and that
    it is an AI, before anything else. Only what a human took over is given back.
    """
    memory = state.memory
    if to == "avatar":
        if memory.mode == "human_on":
            memory.mode, memory.mode_by = "on_air", by
            memory.programme.returning, memory.programme.disclosed_ms = True, None
    elif memory.mode == "human_on":
        return
    elif not farewell or memory.mode != "on_air":
        _gone(state, "human_on", by)
    elif memory.leaving is None:
        _leave(state, "human_on", "handover.goodbye", by)


def end(state: ShowState, by: str) -> None:
    """End the broadcast: on the air with the sentence and a goodbye, else at once."""
    if state.memory.mode != "on_air" or state.assists:
        _gone(state, "ended", by)
    else:
        call_off(state)
        _leave(state, "ended", "broadcast.goodbye", by)


def look(state: ShowState) -> None:
    """Let the human on where the goodbye has not begun in time."""
    memory = state.memory
    leaving, onstage = memory.leaving, memory.onstage
    if leaving is None or memory.now_ms < leaving.until_ms:
        return
    if onstage is None or onstage.wish != leaving.wish:
        _gone(state, leaving.mode, leaving.by)


def goodbye_ended(state: ShowState, wish: str) -> None:
    """This wish was performed, or could not be: after a goodbye the host is gone."""
    leaving = state.memory.leaving
    if leaving is not None and leaving.wish == wish:
        _gone(state, leaving.mode, leaving.by)


def call_off(state: ShowState) -> None:
    """Somebody wants something else than the hand-over under way."""
    leaving, state.memory.leaving = state.memory.leaving, None
    if leaving is not None:
        state.memory.wishes = [w for w in state.memory.wishes if w.id != leaving.wish]


def _gone(state: ShowState, mode: str, by: str) -> None:
    call_off(state)
    memory = state.memory
    memory.mode, memory.mode_by = mode, by
    memory.wishes.clear()
    memory.fates += memory.board.recall(memory.now_ms)


def _leave(state: ShowState, mode: str, words: str, by: str) -> None:
    memory = state.memory
    commands = _goodbye(state, words)
    if not commands:
        _gone(state, mode, by)
        return
    until_ms = memory.now_ms + FAREWELL_WITHIN_MS
    wish = Wish(
        id=f"farewell-{memory.now_ms}",
        commands=commands,
        priority=int(Priority.NOTICE),
        reason="goodbye as the broadcast ends" if mode == "ended" else f"goodbye for {by}",
        at_ms=memory.now_ms,
        expires_at_ms=until_ms + 1,  # it is let go by the hand-over, not as something forgotten
        after_answers=True,
    )
    memory.leaving = Leaving(wish.id, by, until_ms, mode)
    state.wish(wish)


def _goodbye(state: ShowState, words: str) -> tuple[Command, ...]:
    lang, memory = state.show.language, state.memory
    slots = line_slots(state, None, state.pitch(), 0)
    filled = (fill(line, slots) for line in state.phrases.get(words, lang))
    options = [line[0] for line in filled if line is not None]
    if not options:
        return ()
    number = draw_number(memory.seed, "goodbye", memory.now_ms)
    text = draw(options, number, memory.recent)
    wave = state.persona.gestures.get(words, "wave")
    return (Gesture(wave), Say(text, lang, "happy"))
