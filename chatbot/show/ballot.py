"""Topics voted by chat: the question, the votes, the winner, and what is told of it next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chatbot.catalog import local
from chatbot.character import Topic
from chatbot.language.votes import vote_in
from chatbot.show.company import Ballot
from chatbot.show.draw import draw, draw_number
from chatbot.show.mood import quiet

if TYPE_CHECKING:
    from chatbot.character import Vote
    from chatbot.show.state import ShowState

__all__ = ["Step", "choice_of", "next_step", "voted"]

MOST_VOTES = 20_000
TOPIC_EVERY_MS = 10_000
"""Between two lines about what won; whoever asks something comes between them."""
JOINTS = {
    "zh": ("、", "；", "{}{}票", "，"),
    "en": (": ", "; ", "{} {}", ", "),
    "fr": (" : ", " ; ", "{} {}", ", "),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A line to say and how the ballot stands once it is said.

    The line is one of the bank's of that `name`, or of `own`.
    """

    name: str
    ballot: Ballot
    slots: dict[str, str]
    own: tuple[str, ...] = ()


def choice_of(state: ShowState, text: str, *, question: bool) -> int | None:
    """Which choice of the open ballot this is a vote for, None where it is no vote."""
    ballot, memory = state.memory.programme.ballot, state.memory
    if not ballot.choices or memory.now_ms > ballot.closes_ms:
        return None
    words = [() if question else _words(topic) for topic in _chosen(state, ballot)]
    return vote_in(text, words)


def voted(state: ShowState, viewer_id: str, choice: int) -> str:
    """Count a vote and say what it was for. A viewer's last one counts."""
    ballot, memory = state.memory.programme.ballot, state.memory
    if memory.votes_of != ballot.number:
        memory.votes, memory.votes_of = {}, ballot.number
    if viewer_id in memory.votes or len(memory.votes) < MOST_VOTES:
        memory.votes[viewer_id] = choice
    name = local(_chosen(state, ballot)[choice].name, state.show.language)
    return f"a vote for {choice + 1}, {name}"


def next_step(state: ShowState) -> Step | None:
    """What the vote, or the topic that won, asks to be said now."""
    rules, memory = state.persona.vote, state.memory
    if rules is None:
        return None
    ballot, now_ms = memory.programme.ballot, memory.now_ms
    if ballot.choices:
        if any(not isinstance(_topic(state, i), Topic) for i in ballot.choices):
            return _told_no_more(state, ballot)
        if now_ms >= ballot.closes_ms:
            return _result(state, ballot)
        half = (ballot.opened_ms + ballot.closes_ms) // 2
        return _reminder(state, ballot) if now_ms >= half and not ballot.reminded else None
    if ballot.topic is not None:
        due = now_ms - memory.programme.last_line_ms >= TOPIC_EVERY_MS
        return _about(state, ballot) if due else None
    return _opening(state, ballot, rules) if _due(state, ballot, rules) else None


def _due(state: ShowState, ballot: Ballot, rules: Vote) -> bool:
    now_ms = state.memory.now_ms
    if quiet(state.memory.mood, now_ms):
        return False
    if ballot.closed_ms is None:
        return now_ms >= rules.first_min * 60_000
    return now_ms - ballot.closed_ms >= rules.every_min * 60_000


def _opening(state: ShowState, ballot: Ballot, rules: Vote) -> Step | None:
    """The question, with topics that were told least; which ones is drawn."""
    lang, seed, number = state.show.language, state.memory.seed, ballot.number + 1
    able = [
        i
        for i, topic in enumerate(state.persona.topics)
        if isinstance(topic, Topic) and topic.lines.get(lang)
    ]
    able.sort(key=lambda i: (ballot.told.count(i), draw_number(seed, "choice", number, i)))
    if len(able) < 2:
        return None
    now_ms = state.memory.now_ms
    opened = Ballot(
        number=number,
        choices=tuple(able[: rules.choices]),
        opened_ms=now_ms,
        closes_ms=now_ms + round(rules.open_s * 1000),
        closed_ms=ballot.closed_ms,
        told=ballot.told,
    )
    mark, gap, _, _ = JOINTS[lang]
    names = [local(topic.name, lang) for topic in _chosen(state, opened)]
    choices = gap.join(f"{n}{mark}{name}" for n, name in enumerate(names, 1))
    return Step("vote.open", opened, {"choices": choices})


def _reminder(state: ShowState, ballot: Ballot) -> Step | None:
    counts = _counts(state, ballot)
    if not sum(counts):
        return None
    return Step("vote.so_far", replace(ballot, reminded=True), {"tally": _tally(state, ballot)})


def _result(state: ShowState, ballot: Ballot) -> Step:
    counts = _counts(state, ballot)
    best = [i for i, count in enumerate(counts) if count == max(counts)]
    number = draw_number(state.memory.seed, "tie", ballot.number)
    winner = draw(best, number)
    name = "vote.none" if not sum(counts) else "vote.tie" if len(best) > 1 else "vote.won"
    topic = ballot.choices[winner]
    after = replace(
        ballot,
        choices=(),
        closed_ms=state.memory.now_ms,
        topic=topic,
        line=0,
        told=(*ballot.told, topic)[-20:],
    )
    title = local(_chosen(state, ballot)[winner].name, state.show.language)
    return Step(name, after, {"topic": title, "tally": _tally(state, ballot)})


def _about(state: ShowState, ballot: Ballot) -> Step | None:
    assert ballot.topic is not None
    topic = _topic(state, ballot.topic)
    lines = topic.lines.get(state.show.language, ()) if isinstance(topic, Topic) else ()
    if ballot.line >= len(lines):
        return _told_no_more(state, ballot)
    last = ballot.line + 1 == len(lines)
    after = replace(ballot, line=ballot.line + 1, topic=None if last else ballot.topic)
    title = local(topic.name, state.show.language) if isinstance(topic, Topic) else ""
    return Step(f"topic:{title}", after, {}, (lines[ballot.line],))


def _told_no_more(state: ShowState, ballot: Ballot) -> Step:
    """A saved persona has these topics no more: leave them."""
    after = replace(ballot, choices=(), topic=None, closed_ms=state.memory.now_ms)
    return Step("", after, {})


def _topic(state: ShowState, number: int) -> str | Topic | None:
    topics = state.persona.topics
    return topics[number] if number < len(topics) else None


def _chosen(state: ShowState, ballot: Ballot) -> list[Topic]:
    topics = (_topic(state, i) for i in ballot.choices)
    return [topic for topic in topics if isinstance(topic, Topic)]


def _words(topic: Topic) -> tuple[str, ...]:
    names = (topic.name,) if isinstance(topic.name, str) else tuple(topic.name.values())
    return (*names, *topic.words)


def _counts(state: ShowState, ballot: Ballot) -> Sequence[int]:
    votes = state.memory.votes.values() if state.memory.votes_of == ballot.number else ()
    cast = list(votes)
    return [cast.count(i) for i in range(len(ballot.choices))]


def _tally(state: ShowState, ballot: Ballot) -> str:
    """Who has how many, the most first; those without a vote are not named."""
    _, _, form, gap = JOINTS[state.show.language]
    names = [local(topic.name, state.show.language) for topic in _chosen(state, ballot)]
    pairs = sorted(zip(names, _counts(state, ballot), strict=True), key=lambda pair: -pair[1])
    return gap.join(form.format(name, count) for name, count in pairs if count)
