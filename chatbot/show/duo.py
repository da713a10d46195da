"""Two hosts: whose turn it is, who answers whom, and lines that come in pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.catalog import local
from chatbot.commands import Mark
from chatbot.language.clean import fold
from chatbot.language.votes import mentions
from chatbot.show.memory import Reply
from chatbot.show.mood import quiet

if TYPE_CHECKING:
    from chatbot.persona import Persona
    from chatbot.show.memory import Programme
    from chatbot.show.questions import Cluster
    from chatbot.show.state import ShowState

__all__ = [
    "COHOST",
    "HOST",
    "Pair",
    "in_pair",
    "names",
    "next_turn",
    "reply_due",
    "reply_of",
    "split",
    "who_answers",
]

Said = tuple[str, tuple[Mark, ...]]
Pair = tuple[Said, Said | None]
HOST, COHOST = "host", "cohost"
TURN = "turn"
"""The mark where the other host takes over in a pair of lines."""
REPLY_WITHIN_MS = 10_000


def next_turn(state: ShowState) -> str:
    """Who speaks next: not the one who spoke last; "" where there is one host."""
    if state.cohost is None:
        return ""
    return COHOST if state.memory.spoke == HOST else HOST


def names(state: ShowState, speaker: str, lang: str) -> dict[str, str]:
    """The slots `host`, who speaks, and `other`, the host beside."""
    if state.cohost is None:
        return {"host": local(state.persona.name, lang)}
    beside = HOST if speaker == COHOST else COHOST
    return {
        "host": local(state.who(speaker).name, lang),
        "other": local(state.who(beside).name, lang),
    }


def who_answers(state: ShowState, cluster: Cluster, before: int) -> str:
    """Who answers this question: whoever is called by name, else the two take turns.

    Somebody who does not speak the viewer's language leaves it to the other. `before` counts the
    answers that are asked for at the same moment, ahead of this one.
    """
    if state.cohost is None or cluster.speaker:
        return cluster.speaker
    folded = fold(cluster.first.text)
    called = [s for s in (HOST, COHOST) if mentions(folded, _called(state.who(s)))]
    lang = cluster.reading.lang
    able = [s for s in (HOST, COHOST) if lang in state.who(s).languages] or [HOST, COHOST]
    if len(called) == 1:
        return called[0]
    return able[(state.memory.asked + before) % len(able)]


def _called(persona: Persona) -> tuple[str, ...]:
    name = persona.name
    return (name,) if isinstance(name, str) else tuple(name.values())


def reply_due(state: ShowState) -> Reply | None:
    """What one host has still to say to the other: at once, or not at all."""
    memory = state.memory
    reply = memory.programme.reply
    if reply is None or state.cohost is None or reply.text in memory.refused:
        return None
    late = memory.now_ms - memory.last_ended_ms > REPLY_WITHIN_MS
    if memory.onstage is None and late:
        return None
    return None if reply.sku and quiet(memory.mood, memory.now_ms) else reply


def reply_of(
    state: ShowState,
    speaker: str,
    name: str,
    said: Said,
    sku: str | None,
    facts: tuple[str, ...],
) -> Reply | None:
    """What the other host says after `speaker`; None where there is nobody else."""
    if state.cohost is None:
        return None
    other = HOST if speaker == COHOST else COHOST
    return Reply(other, name, said[0], said[1], sku, facts)


def in_pair(name: str, steps: tuple[str, ...], programme: Programme) -> bool:
    """Whether two hosts say this as a question and its answer: not the same every round."""
    if name == "claim":
        return programme.round % 2 == 0 and steps.index(name) == programme.step
    return name == "idle" or (name == "price" and programme.round % 2 == 1)


def split(text: str, marks: tuple[Mark, ...]) -> Pair:
    """A line, or a pair of lines, each with its marks; None for the second where there is one."""
    at = next((mark.index for mark in marks if mark.name == TURN), None)
    if at is None:
        return (text, marks), None
    first, rest = text[:at].rstrip(), text[at:]
    second = rest.lstrip()
    cut = len(text) - len(second)
    before = tuple(m for m in marks if m.name != TURN and m.index < at)
    after = tuple(Mark(m.name, m.index - cut) for m in marks if m.name != TURN and m.index >= at)
    return (first, before), (second, after)
