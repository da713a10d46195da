"""Rows of the console's desk: the question board, what waits for a person, notes and freedom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chatbot.catalog import local
from chatbot.show import review
from chatbot.show.core import judge_cue
from chatbot.show.offers import next_moment
from chatbot.show.undoing import LEVELS, UNDOABLE

if TYPE_CHECKING:
    from chatbot.events import ModeratorAction
    from chatbot.show.acts import Act
    from chatbot.show.clusters import Cluster
    from chatbot.show.state import ShowState

__all__ = ["action", "board", "desk", "held", "layout", "segments"]

BOARD_ROWS = 20
ASKED_ROWS = 4
ON_BOARD = ("open", "asking", "ready", "review", "held")
Row = dict[str, Any]


def layout(state: ShowState) -> list[tuple[str, str, int]]:
    """What of the board is worth showing at once when it changes: (id, status, asked by)."""
    clusters = state.memory.board.clusters.values()
    return [(c.id, c.status, c.asked_by) for c in clusters if c.status in ON_BOARD]


def board(state: ShowState, prepared: str) -> list[Row]:
    """The questions, the first to be answered first, then the line and the offer that come."""
    memory = state.memory
    ranked = sorted(
        (
            (memory.board.rank(c, memory.now_ms, memory.on_screen), c)
            for c in memory.board.clusters.values()
            if c.status in ON_BOARD
        ),
        key=lambda pair: (-pair[0], pair[1].first_ms, pair[1].id),
    )
    rows = [_question(state, cluster, rank) for rank, cluster in ranked[:BOARD_ROWS]]
    if prepared:
        rows.append({"what": "line", "text": prepared})
    return rows + _offer(state)


def _question(state: ShowState, cluster: Cluster, rank: float) -> Row:
    board, memory = state.memory.board, state.memory
    return {
        "what": "answer",
        "id": cluster.id,
        "text": cluster.first.text,
        "status": cluster.status,
        "rank": round(rank),
        "pinned": cluster.pinned,
        "lang": cluster.reading.lang,
        "intent": cluster.reading.intent,
        "sku": cluster.reading.sku,
        "asked_by": cluster.asked_by,
        "asked": [{"nick": a.nick, "text": a.text} for a in cluster.asked[1 : 1 + ASKED_ROWS]],
        "answer": review.text_of(cluster),
        "why": board.reasons(cluster, memory.now_ms, memory.on_screen),
    }


def _offer(state: ShowState) -> list[Row]:
    """The next moment of an offer or coupon: `last call: SCARF, 21:50`."""
    coming = next_moment(state) if state.persona.kind == "seller" else None
    if coming is None:
        return []
    at, name, term = coming
    when = f"{at.astimezone(state.timezone):%m-%d %H:%M}"
    return [{"what": "offer", "text": f"{name.replace('_', ' ')}: {term.of}, {when}"}]


def held(state: ShowState, known: list[Row]) -> list[Row]:
    """What waits for a person, with what it rests on and the gate's opinion of it.

    A row among the `known` is kept while answer and catalog are the same: the gate is not asked
    about it at every step.
    """
    before = {(row["id"], row["answer"], row["catalog"]): row for row in known}
    rows = []
    for cluster in review.waiting(state):
        key = (cluster.id, review.text_of(cluster), state.catalog.version)
        rows.append(before.get(key) or _held(state, cluster))
    return rows


def _held(state: ShowState, cluster: Cluster) -> Row:
    verdict = judge_cue(state, review.as_cue(state, cluster))
    policy = state.show.policy.held
    return {
        "id": cluster.id,
        "question": cluster.first.text,
        "nick": cluster.first.nick,
        "asked_by": cluster.asked_by,
        "lang": cluster.pieces[0].lang,
        "answer": review.text_of(cluster),
        "by": cluster.pieces[0].by,
        "facts": list(review.facts_of(cluster)),
        "passed": verdict.passed,
        "reasons": list(verdict.reasons),
        "detail": verdict.detail,
        "due_ms": cluster.review_by_ms,
        "then": policy.then,
        "catalog": state.catalog.version,
    }


def desk(state: ShowState) -> Row:
    """How free the host is, the notes of the people on shift, and the words they blocked."""
    memory = state.memory
    undo = {kept.what: kept.id for kept in memory.undoable if kept.action == "block_word"}
    return {
        "autonomy": state.autonomy,
        "levels": list(LEVELS),
        "file_autonomy": state.show.policy.autonomy,
        "held_s": state.show.policy.held.for_s,
        "held_then": state.show.policy.held.then,
        "notes": [{"id": n.id, "by": n.by, "text": n.text, "at_ms": n.at_ms} for n in memory.notes],
        "words": [
            {"word": word, "by": by, "undo": undo.get(word, "")}
            for word, by in memory.blocked_words.items()
        ],
    }


def segments(state: ShowState) -> list[Row]:
    """The rundown's segments in order, or the products where there is none; from 1."""
    if state.memory.programme.silent:
        return []
    lang = state.show.language
    if state.rundown is None:
        if state.persona.kind != "seller":
            return []
        names = [(local(p.name, lang), p.sku) for p in state.catalog.products]
    else:
        names = [(segment.title, segment.sku or "") for segment in state.rundown.segments]
    here = state.memory.programme.segment % max(1, len(names))
    return [
        {"n": n + 1, "title": title, "sku": sku, "here": n == here}
        for n, (title, sku) in enumerate(names)
    ]


def action(event: ModeratorAction, acts: tuple[Act, ...] | list[Act]) -> Row:
    """What a person did, as a row of the log; where it came too late, why."""
    from chatbot.show.acts import Refuse

    refusal = next((a for a in acts if isinstance(a, Refuse) and a.action == event.id), None)
    row: Row = {
        "action": event.action,
        "by": event.by,
        "ref": event.id,
        "target": event.target,
        "result": "refused" if refusal else "done",
        "detail": event.text or event.sku or event.target or event.user,
    }
    if refusal:
        row["why"] = refusal.why
    elif event.action in UNDOABLE:
        row["undo"] = event.id
    return row
