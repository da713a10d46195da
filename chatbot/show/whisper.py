"""While a person hosts: answers are made and judged, and read by that person, never spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.show.acts import Act, Ask, Posture, Rest, Suggest
from chatbot.show.asking import brief_for
from chatbot.show.cues import from_wish, platform_acts
from chatbot.show.gate import Verdict, judge

if TYPE_CHECKING:
    from chatbot.show.questions import Cluster
    from chatbot.show.state import ShowState

__all__ = ["judge_suggestions", "most_wanted", "suggestion_of", "whispered"]

MOST_SUGGESTED = 8
"""As many as a person sees at a glance, and a few more."""
ASK_AT_ONCE = 2
PULSE_MS = 2_000
JUDGE_EVERY_MS = 5_000
"""Offers end and facts grow old while a suggestion waits to be read."""
AGAIN_MS = 30_000


def most_wanted(state: ShowState) -> list[Cluster]:
    """The questions for the person who hosts, best first; pleasantries need no help."""
    memory, board = state.memory, state.memory.board
    waiting = [c for c in board.waiting() if c.understood_by_ms <= memory.now_ms]
    rank = {c.id: board.rank(c, memory.now_ms, memory.on_screen) for c in waiting}
    waiting.sort(key=lambda c: (-rank[c.id], c.first_ms, c.id))
    return waiting[:MOST_SUGGESTED]


def whispered(state: ShowState) -> list[Act]:
    """What there is to do for a person who hosts; the last act says when to look again."""
    memory = state.memory
    acts: list[Act] = []
    if memory.mode == "on_air" and memory.posture != "human_on":
        acts.append(Posture("human_on"))
    wanted = most_wanted(state)
    asking = sum(c.status == "asking" for c in memory.board.clusters.values())
    ripe = [c for c in wanted if c.status == "open" and c.not_before_ms <= memory.now_ms]
    acts += [Ask(brief_for(state, c)) for c in ripe[: max(0, ASK_AT_ONCE - asking)]]
    acts += [suggestion_of(c) for c in wanted if c.suggested == "passed"]
    acts += _shown(state)
    return [*acts, Rest(memory.now_ms + PULSE_MS)]


def _shown(state: ShowState) -> list[Act]:
    """What the person has shown, pointed at and pinned: wishes without a word."""
    onstage = state.memory.onstage
    if onstage is not None:
        return platform_acts(state) if onstage.started and not onstage.stopping else []
    for wish in sorted(state.memory.wishes, key=lambda w: (-w.priority, w.at_ms, w.id)):
        if wish.wordless and (found := from_wish(state, wish)):
            return [found]
    return []


def judge_suggestions(state: ShowState) -> None:
    """Let the gate read what is suggested, when it is new and every five seconds after."""
    memory = state.memory
    again = memory.now_ms - memory.judged_ms >= JUDGE_EVERY_MS
    if again:
        memory.judged_ms = memory.now_ms
    for cluster in memory.board.clusters.values():
        if cluster.status != "ready" or not cluster.whole or (cluster.suggested and not again):
            continue
        verdict = _verdict(state, cluster)
        if verdict.passed:
            cluster.suggested = cluster.suggested or "passed"
            continue
        text = _text(cluster)
        memory.board.put_back(cluster, memory.now_ms, AGAIN_MS)
        why = f"not suggested ({', '.join(verdict.reasons)})"
        state.tell("info", "gate", f"{why}: {text}")


def _verdict(state: ShowState, cluster: Cluster) -> Verdict:
    brief = brief_for(state, cluster)
    verdicts = (
        judge(piece.text, piece.lang, brief.gate_context(piece.sku, facts=piece.facts))
        for piece in cluster.pieces
    )
    return next((verdict for verdict in verdicts if not verdict.passed), Verdict(True))


def suggestion_of(cluster: Cluster) -> Suggest:
    """What was made for this question, as one text."""
    first = cluster.pieces[0]
    facts = (fact for piece in cluster.pieces for fact in piece.facts)
    sku = next((piece.sku for piece in cluster.pieces if piece.sku), None)
    return Suggest(
        question=cluster.id,
        text=_text(cluster),
        lang=first.lang,
        facts=tuple(dict.fromkeys(facts)),
        sku=sku,
        by=first.by or "facts",
    )


def _text(cluster: Cluster) -> str:
    between = "" if cluster.pieces[0].lang == "zh" else " "
    return between.join(piece.text for piece in cluster.pieces)
