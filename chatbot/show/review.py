"""Answers that wait for a person: what a model wrote and no fact of the shop stands behind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from chatbot.commands import Cue, Priority, Say
from chatbot.show.brief import Answer

if TYPE_CHECKING:
    from chatbot.events import AnswerReady
    from chatbot.show.questions import Cluster
    from chatbot.show.state import ShowState

__all__ = [
    "approve", "as_cue", "due_ms", "facts_of", "hold", "look", "must_wait", "own_words", "text_of",
    "veto", "waiting",
]  # fmt: skip

AUTHORED = ("", "facts", "papers")
"""Who only says what is written down: authored words around the shop's facts, or documents."""


def must_wait(state: ShowState, event: AnswerReady) -> bool:
    """Whether a person must see this first; nobody has to where the host is free."""
    if state.autonomy == "free" or state.whispers or event.filler:
        return False
    rests_on = [fact for fact in event.facts if fact != "none"]
    return event.responder not in AUTHORED and not rests_on


def hold(state: ShowState, cluster: Cluster) -> None:
    """Let the answer wait for a person until the show's own time is over."""
    cluster.review = "wanted"
    cluster.review_by_ms = state.memory.now_ms + state.show.policy.held.for_s * 1000
    for message_id in cluster.message_ids:
        state.fate(message_id, "held", "it rests on no fact of the shop")


def due_ms(state: ShowState) -> int | None:
    """When the first of those that wait has waited long enough."""
    return min((c.review_by_ms for c in waiting(state)), default=None)


def look(state: ShowState) -> None:
    """Decide what nobody has decided in time, and say so."""
    for cluster in waiting(state):
        held = state.show.policy.held
        if state.autonomy == "free":
            approve(state, cluster, "free by now")
        elif state.memory.now_ms < cluster.review_by_ms:
            continue
        elif held.then == "say":
            approve(state, cluster, f"nobody decided within {held.for_s} s")
            state.tell("info", cluster.id, f"said, since nobody decided within {held.for_s} s")
        else:
            why = f"nobody approved it within {held.for_s} s"
            state.tell("info", cluster.id, f"not said: {why}: {text_of(cluster)}")
            state.memory.fates += state.memory.board.drop(cluster, "expired", why)


def approve(state: ShowState, cluster: Cluster, signed: str) -> None:
    """It may be said, and comes next."""
    cluster.review, cluster.signed, cluster.status = "given", signed, "ready"
    cluster.pinned, cluster.last_ms = True, state.memory.now_ms
    for message_id in cluster.message_ids:
        state.fate(message_id, "waiting", signed)


def veto(state: ShowState, cluster: Cluster, by: str) -> None:
    """It is not said."""
    state.memory.fates += state.memory.board.drop(cluster, "dropped", f"vetoed by {by}")


def own_words(
    state: ShowState, cluster: Cluster, text: str, by: str, override: tuple[str, ...] = ()
) -> None:
    """Answer with a person's words, instead of whatever was made or is being made."""
    cluster.pieces = [replace(_first(state, cluster), text=text, by=by, override=override)]
    cluster.whole, cluster.begun, cluster.suggested = True, 0, ""
    cluster.understood_by_ms = cluster.not_before_ms = 0
    approve(state, cluster, f"in the words of {by}")


def text_of(cluster: Cluster) -> str:
    """What was made for this question, as one text."""
    between = "" if cluster.pieces and cluster.pieces[0].lang == "zh" else " "
    return between.join(piece.text for piece in cluster.pieces)


def as_cue(
    state: ShowState, cluster: Cluster, text: str = "", override: tuple[str, ...] = ()
) -> Cue:
    """The whole answer, or `text` instead of it, for the gate to read before it is said."""
    first = _first(state, cluster)
    words = Say(text or text_of(cluster), first.lang, first.mood, speaker=cluster.speaker)
    return Cue(
        id="",
        commands=(words,),
        priority=Priority.ANSWER,
        answers=tuple(asked.message_id for asked in cluster.asked),
        in_reply_to=cluster.first.text,
        facts=facts_of(cluster),
        sku=first.sku,
        override=override,
    )


def facts_of(cluster: Cluster) -> tuple[str, ...]:
    """What the answer rests on."""
    facts = (fact for piece in cluster.pieces for fact in piece.facts if fact != "none")
    return tuple(dict.fromkeys(facts))


def _first(state: ShowState, cluster: Cluster) -> Answer:
    """The first sentence without what belongs to its very words; an empty one where none is."""
    made = cluster.pieces[0] if cluster.pieces else Answer(mood="smile", sku=cluster.reading.sku)
    asked_in = cluster.reading.lang
    spoken = asked_in in state.who(cluster.speaker).languages
    lang = made.lang or (asked_in if spoken else state.show.language)
    return replace(made, lang=lang, marks=(), point=False, facts=(), last=True, filler=False)


def waiting(state: ShowState) -> list[Cluster]:
    """What waits for a person."""
    clusters = state.memory.board.clusters.values()
    return [cluster for cluster in clusters if cluster.status == "review"]
