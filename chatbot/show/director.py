"""The director: from what is known to what is done. Pure; the order of the rules is the policy."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

from chatbot.commands import Priority
from chatbot.show import review
from chatbot.show.acts import (
    Act,
    Ask,
    Fate,
    Interrupt,
    Perform,
    Posture,
    Prepare,
    Raise,
    Refuse,
    Rest,
    Understand,
)
from chatbot.show.asking import brief_for
from chatbot.show.cues import from_answer, from_line, from_mood, from_wish, platform_acts
from chatbot.show.disclosure import disclosure_due
from chatbot.show.mood import quiet
from chatbot.show.programme import plan
from chatbot.show.schedule import next_look_ms
from chatbot.show.whisper import whispered

if TYPE_CHECKING:
    from chatbot.show.state import ShowState

__all__ = ["decide"]

ASK_AT_ONCE = 2
GAP_MS = {"answer": 150, "line": 450, "quiet": 6_000, "blocked": 1_000, "failed": 1_000}
"""`quiet` leaves a room that complains the time to speak."""
NEWS_GAP_MS = 1_600
"""A breath between two items, so that it is heard where one ends."""
PULSE_MS = 5_000
WAIT_FOR_ANSWER_MS = 250
SENTENCE_ENDS = ("paused", "holding")
"""Silences that cut nothing."""
POSTURES = {
    "stopped": "stopped",
    "muted": "stopped",
    "paused": "waiting",
    "holding": "stopped",
    "human_on": "human_on",
    "waiting": "soon",
    "ended": "ended",
}


def decide(state: ShowState) -> tuple[Act, ...]:
    """All that is to be done now, in order; the last act says when to look again."""
    acts: list[Act] = [Fate(*fate) for fate in state.memory.fates]
    acts += [Raise(*notice) for notice in state.memory.raises]
    acts += [Refuse(*refusal) for refusal in state.memory.refusals]
    for message_id in state.memory.new_doubts:
        doubt = state.memory.doubts[message_id]
        acts.append(Understand(message_id, doubt.asked.text, doubt.reading))
    if state.whispers:
        acts += _off_air(state) if state.memory.mode == "human_on" else []
        return (*acts, *whispered(state))
    if state.memory.mode != "on_air":
        acts += _off_air(state)
        again_ms = state.memory.now_ms + PULSE_MS
        if state.memory.mode == "muted":
            again_ms = min(again_ms, state.memory.muted_until_ms)
        acts.append(_rest(state, again_ms))
        return tuple(acts)
    asks = _asks(state)
    acts += asks
    asked = frozenset(act.brief.question_id for act in asks)
    stage_acts, again_ms = _stage(state, asked)
    if state.memory.leaving is not None:
        again_ms = min(again_ms, max(state.memory.leaving.until_ms, state.memory.now_ms + 1))
    acts += stage_acts
    acts += _posture(state, stage_acts)
    acts.append(_rest(state, again_ms))
    return tuple(acts)


def _rest(state: ShowState, again_ms: int) -> Rest:
    """Until something is to be done, or may come by the clock."""
    for look_ms in (next_look_ms(state), review.due_ms(state)):
        if look_ms is not None:
            again_ms = min(again_ms, max(look_ms, state.memory.now_ms + 1))
    return Rest(again_ms)


def _off_air(state: ShowState) -> list[Act]:
    memory = state.memory
    acts: list[Act] = []
    onstage = memory.onstage
    quietly = memory.mode in SENTENCE_ENDS
    shown = memory.mode == "human_on" and onstage and onstage.wished and onstage.wished.wordless
    if onstage is not None and not (onstage.stopping or quietly or shown):
        acts.append(Interrupt(onstage.utterance, f"{memory.mode} by {memory.mode_by}"))
    if (onstage is None or not quietly) and memory.posture != POSTURES[memory.mode]:
        acts.append(Posture(POSTURES[memory.mode]))
    return acts


def _posture(state: ShowState, stage_acts: list[Act]) -> list[Act]:
    memory = state.memory
    onstage = memory.onstage
    begins = (a.cue.priority for a in stage_acts if isinstance(a, Perform))
    if any(p > Priority.AMBIENT for p in (*begins, onstage.priority if onstage else 0)):
        wanted = "speaking"
    elif any(c.status == "asking" for c in memory.board.clusters.values()):
        wanted = "thinking"
    else:
        wanted = "idle"
    return [] if wanted == memory.posture else [Posture(wanted)]


# -- asking ------------------------------------------------------------------------------------


def _asks(state: ShowState) -> list[Ask]:
    """Have answers made ahead, so that they are there when the sentence ends."""
    memory = state.memory
    board = memory.board
    busy = [c for c in board.clusters.values() if c.status in ("asking", "ready", "between")]
    waiting = [
        c
        for c in board.clusters.values()
        if c.status == "open"
        and (c.pinned or not state.scripted)  # by itself a script answers nobody
        and c.understood_by_ms <= memory.now_ms
        and c.not_before_ms <= memory.now_ms
        and (len(busy) < ASK_AT_ONCE or c.pinned)
        and board.cooled(c, memory.now_ms)
    ]
    best = heapq.nsmallest(
        max(ASK_AT_ONCE - len(busy), sum(c.pinned for c in waiting)),
        waiting,
        key=lambda c: (-board.rank(c, memory.now_ms, memory.on_screen), c.first_ms, c.id),
    )
    asks = [
        Ask(brief_for(state, cluster, ahead=i))
        for i, cluster in enumerate(best)
        if not board.is_courtesy(cluster)
        or all(cluster.reading.intent != before.reading.intent for before in best[:i])
    ]
    asks += [
        Ask(brief_for(state, c))
        for c in board.clusters.values()
        if c.status == "ready" and c.asked_with == 1 < c.asked_by and c.whole and not c.begun
        if c.pieces[0].by == "facts"  # a model names nobody
        if c.id != board.talking  # who waits has heard a filler already
    ]  # so that the answer can name two of those who asked
    return asks


# -- the mouth ---------------------------------------------------------------------------------


def _stage(state: ShowState, asked: frozenset[str]) -> tuple[list[Act], int]:
    """What is said now, `asked` being the questions whose answers are asked for at this moment."""
    memory = state.memory
    now_ms = memory.now_ms
    onstage = memory.onstage
    if onstage is not None:
        return _while_speaking(state, asked)
    waiting = bool(asked) or _answer_due_ms(state) is not None
    choice = _next_up(state, asked, waiting=waiting)
    if choice is not None:
        ready_ms = memory.last_ended_ms + _gap_ms(state, choice)
        if ready_ms > now_ms:
            return [], ready_ms
        return [choice], now_ms + PULSE_MS
    if not waiting and (stirring := from_mood(state)) is not None:
        return [stirring], now_ms + PULSE_MS
    return [], min(
        now_ms + PULSE_MS,
        memory.board.next_change_ms(now_ms) or now_ms + PULSE_MS,
        _answer_due_ms(state) or now_ms + (WAIT_FOR_ANSWER_MS if asked else PULSE_MS),
    )


def _while_speaking(state: ShowState, asked: frozenset[str]) -> tuple[list[Act], int]:
    memory = state.memory
    onstage = memory.onstage
    assert onstage is not None
    if onstage.stopping:
        return [], memory.now_ms + PULSE_MS
    if onstage.started and (acts := platform_acts(state)):
        return acts, memory.now_ms + 1
    if onstage.unwanted:
        why = "skipped by a moderator" if onstage.skipped else "no longer wanted"
        return [Interrupt(onstage.utterance, why)], memory.now_ms + PULSE_MS
    urgent = [w for w in memory.wishes if w.priority >= Priority.NOTICE]
    for wish in urgent:
        same_goods = wish.reason.startswith("sold out") and wish.reason.endswith(f" {onstage.sku}")
        cuts = wish.priority == Priority.MODERATOR or same_goods
        if cuts and wish.priority > onstage.priority and from_wish(state, wish):
            return [Interrupt(onstage.utterance, wish.reason)], memory.now_ms + PULSE_MS
    if memory.prepared and not any(c.status == "ready" for c in memory.board.clusters.values()):
        return [], memory.now_ms + PULSE_MS
    ahead = _next_up(state, asked, waiting=False)
    if ahead is not None and ahead.cue.say and ahead.cue.say.text != memory.prepared:
        return [Prepare(ahead.cue)], memory.now_ms + PULSE_MS
    return [], memory.now_ms + PULSE_MS


def _gap_ms(state: ShowState, choice: Perform) -> int:
    memory = state.memory
    if memory.last_outcome in ("blocked", "failed") and choice.programme is not None:
        return GAP_MS[memory.last_outcome]
    if choice.programme is None or memory.programme.reply is not None:
        return GAP_MS["answer"]
    gap_ms = GAP_MS["line"] if state.rundown is None else round(state.rundown.pause_s * 1000)
    gap_ms = NEWS_GAP_MS if state.persona.kind == "presenter" else gap_ms
    return max(gap_ms, GAP_MS["quiet"]) if quiet(memory.mood, memory.now_ms) else gap_ms


def _answer_due_ms(state: ShowState) -> int | None:
    """Until when a pitch line waits for an answer that is being made."""
    times = [
        c.asked_at_ms + WAIT_FOR_ANSWER_MS
        for c in state.memory.board.clusters.values()
        if c.status == "asking"
    ]
    later = [at for at in times if at > state.memory.now_ms]
    return min(later, default=None)


def _next_up(state: ShowState, asked: frozenset[str], *, waiting: bool) -> Perform | None:
    """Whose turn it is: moderator, notice, who speaks when due, answer, plugin, programme.

    While `waiting` for an answer that is being made, what ranks below one waits too.
    """
    memory = state.memory
    wishes = sorted(memory.wishes, key=lambda w: (-w.priority, w.at_ms, w.id))
    begun = memory.board.in_between
    for wish in wishes:
        waits = begun is not None and wish.after_answers
        if wish.priority >= Priority.NOTICE and not waits and (found := from_wish(state, wish)):
            return found
    if begun is not None:  # nothing comes between the sentences of an answer but a notice
        return from_answer(state, begun) if begun.pieces else None
    pitch = state.pitch()
    if memory.programme.reply is not None:  # nor between the two halves of a pair
        line, after = plan(state, pitch)
        if line is not None and after.reply is None and line.text == memory.programme.reply.text:
            return from_line(state, line, after, pitch.tier.pace)
    if disclosure_due(state):
        line, after = plan(state, pitch)
        returns = memory.programme.returning and not after.returning
        if line is not None and (returns or after.disclosed_ms == memory.now_ms):
            return from_line(state, line, after, pitch.tier.pace)
    answer = memory.board.best(memory.now_ms, memory.on_screen, "ready")
    if answer is not None and answer.id in asked:
        answer = None  # a new one is being made and takes the place of what is there
    sells = state.persona.kind == "seller" and not quiet(memory.mood, memory.now_ms)
    tired = sells and memory.streak >= pitch.tier.answers_in_a_row
    if answer is not None and (answer.pinned or not tired):
        return from_answer(state, answer)
    if waiting and not tired:
        return None
    for wish in wishes:
        if not state.scripted and (found := from_wish(state, wish)):
            return found
    line, after = plan(state, pitch)
    if line is not None:
        return from_line(state, line, after, pitch.tier.pace)
    return from_answer(state, answer) if answer is not None else None
