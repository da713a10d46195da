"""What the stage and the responders report, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.commands import Priority
from chatbot.show import gags, review
from chatbot.show.brief import Answer
from chatbot.show.handover import goodbye_ended
from chatbot.show.memory import Said
from chatbot.show.places import step_back, unsaid
from chatbot.show.regulars import GREETS

if TYPE_CHECKING:
    from chatbot.events import AnswerReady, Resumed, UtteranceFinished, UtteranceStarted
    from chatbot.show.memory import OnStage
    from chatbot.show.state import ShowState

__all__ = ["answer_ready", "finished", "resumed", "started"]

RECENT_LINES = 60
SAID_LINES = 100
"""So many lines back a person can have one taken back."""
A_PERSON = "a person is asked for: take over, or answer this yourself"
UNSAID = ("interrupted", "failed", "expired", "blocked")
REFUSED_LINES = 200
STARTS_ANEW_MS = 60_000
"""After a longer gap the host says once more, first of all, that an AI speaks."""
SILENT_FATES = {"failed": 15_000, "expired": 0, "interrupted": 0}


def answer_ready(state: ShowState, event: AnswerReady) -> None:
    """A responder has answered, or a sentence of its answer is there, or it has nothing to say."""
    memory = state.memory
    cluster = memory.board.clusters.get(event.cause or "")
    if cluster is None or not cluster.awaited:
        return
    cluster.whole, cluster.heard_ms = event.last, memory.now_ms
    if "handover" in event.facts:
        state.tell(
            "urgent", cluster.id, "a person is asked for: take over, or answer this yourself"
        )
    waits = bool(event.text) and review.must_wait(state, event)
    if waits and cluster.review == "" and (cluster.begun or cluster.said_next):
        cluster.whole = True  # what rests on the facts is being said, and this is not added
    elif event.text:
        cluster.pieces = [piece for piece in cluster.pieces if not piece.filler]
        cluster.pieces.append(
            Answer(
                text=event.text,
                lang=event.lang,
                marks=event.marks,
                mood=event.mood,
                sku=event.sku,
                point=event.point,
                gesture=event.gesture,
                facts=event.facts,
                by=event.responder,
                filler=event.filler,
            )
        )
        if waits and cluster.review == "":
            review.hold(state, cluster)
    if cluster.pieces and cluster.status in ("asking", "between"):
        cluster.status = "review" if cluster.review == "wanted" else "ready"
    elif cluster.whole and cluster.status == "between" and cluster.begun:
        memory.fates += memory.board.answered(cluster, memory.now_ms, "to its end")
    elif cluster.whole and cluster.status in ("asking", "between"):
        memory.fates += memory.board.drop(cluster, "ignored", event.why or "nothing to say")


def started(state: ShowState, event: UtteranceStarted) -> None:
    """The utterance passed the gate, or did not."""
    onstage = state.memory.onstage
    if onstage is None or onstage.utterance != event.cause:
        return
    onstage.started = event.verdict == "pass"
    if event.verdict != "pass":
        state.tell("warning", "gate", f"not said ({', '.join(event.reasons)}): {onstage.text}")


def finished(state: ShowState, event: UtteranceFinished) -> None:
    """The utterance ended; what it answered is answered as far as it was heard."""
    memory = state.memory
    onstage = memory.onstage
    if onstage is None or onstage.utterance != event.cause:
        return
    memory.onstage = None
    memory.last_ended_ms = memory.now_ms
    if event.outcome == "failed" != memory.last_outcome:
        state.tell("warning", "voice", f"not said ({event.detail}): {onstage.text}")
    memory.last_outcome = event.outcome
    if event.said:
        gags.told(state, onstage.wish)
    if event.said:
        memory.said.append(_said(onstage, event.said, memory.now_ms))
        del memory.said[:-SAID_LINES]
    if event.said and not onstage.wish.startswith(GREETS):  # a model is told of what was said
        memory.recent.append(_nameless(state, onstage.clusters, event.said))
        del memory.recent[:-RECENT_LINES]
    if event.outcome == "blocked" and onstage.from_programme:
        memory.refused.append(onstage.text)
        del memory.refused[:-REFUSED_LINES]
    if onstage.from_programme and event.outcome in UNSAID and not onstage.skipped:
        if event.outcome == "interrupted":
            step_back(memory.programme)
        if not event.said:
            unsaid(memory.programme)
    for cluster_id in onstage.clusters:
        cluster = memory.board.clusters.get(cluster_id)
        if cluster is None:
            continue
        if event.outcome == "done" and (cluster.pieces or not cluster.whole):
            waits = cluster.review == "wanted" and bool(cluster.pieces)
            cluster.status = "ready" if cluster.pieces else "between"
            cluster.status = "review" if waits else cluster.status
            cluster.heard_ms = memory.now_ms
            memory.board.talking = "" if waits else cluster.id
        elif event.outcome == "done" and not cluster.begun:
            memory.fates += memory.board.drop(cluster, "ignored", "nothing to say")
        elif event.outcome == "done" or event.said or memory.board.talking == cluster.id:
            memory.fates += memory.board.answered(cluster, memory.now_ms, f"with {event.cause}")
            memory.streak += 1
        elif onstage.skipped:
            memory.fates += memory.board.drop(cluster, "dropped", "skipped by a moderator")
        elif event.outcome == "blocked" and not (cluster.retried or cluster.signed):
            cluster.retried = True  # it was true as it was made: an offer has ended since
            memory.board.put_back(cluster, memory.now_ms, 0)
        elif event.outcome == "blocked":
            memory.fates += memory.board.drop(cluster, "blocked", f"the gate: {event.detail}")
        else:
            memory.board.put_back(cluster, memory.now_ms, SILENT_FATES.get(event.outcome, 0))
    if not onstage.clusters:
        memory.streak = 0
    goodbye_ended(state, onstage.wish)


def _said(onstage: OnStage, text: str, at_ms: int) -> Said:
    return Said(
        utterance=onstage.utterance,
        text=text,
        line=onstage.text,
        lang=onstage.lang,
        sku=onstage.sku,
        facts=onstage.facts,
        speaker=onstage.speaker,
        at_ms=at_ms,
        taken_back=onstage.taken_back,
    )


def _nameless(state: ShowState, clusters: tuple[str, ...], said: str) -> str:
    """What was said, without the names of those it answered: a model may be told of it."""
    for cluster_id in clusters:
        cluster = state.memory.board.clusters.get(cluster_id)
        for asked in cluster.asked if cluster is not None else ():
            if asked.nick:
                said = said.replace(asked.nick, "[viewer]")
    return said


def resumed(state: ShowState, event: Resumed) -> None:
    """The show goes on after a gap: what was being said may or may not have been heard."""
    memory = state.memory
    onstage = memory.onstage
    if onstage is not None:
        memory.onstage = None
        memory.last_ended_ms = memory.now_ms
        for cluster_id in onstage.clusters:
            cluster = memory.board.clusters.get(cluster_id)
            if cluster is None:
                continue
            if onstage.started:
                memory.fates += memory.board.hold(
                    cluster, memory.now_ms, f"cut by a crash: {onstage.utterance}"
                )
            elif memory.board.talking == cluster.id and cluster.begun:
                memory.fates += memory.board.answered(
                    cluster, memory.now_ms, "as far as it was said"
                )
            else:
                memory.board.put_back(cluster, memory.now_ms, 0)
        if onstage.priority == Priority.AMBIENT:
            pass  # a face or a gesture: nobody missed it
        elif onstage.started:
            state.tell(
                "warning",
                onstage.utterance,
                f"was cut by a crash and may have been heard; not said again: {onstage.text}",
            )
        elif onstage.wished is not None:
            state.wish(onstage.wished)
        elif onstage.from_programme:
            step_back(memory.programme)
            unsaid(memory.programme)
        if onstage.started:
            goodbye_ended(state, onstage.wish)
    memory.fates += memory.board.recall(memory.now_ms)
    memory.posture, memory.prepared = "", ""
    if event.gap_ms >= STARTS_ANEW_MS:
        memory.programme.disclosed_ms = None
    state.tell("info", "show", f"resumed after {event.gap_ms / 1000:.0f} s")
