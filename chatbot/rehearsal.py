"""A show on virtual time, without sound or sockets: for `ask`, for tests, for what-if replays."""

from __future__ import annotations

import copy
import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from chatbot.catalog import local
from chatbot.commands import Command, PointToBuy, Reply, Say
from chatbot.engine.answering import answer_event
from chatbot.engine.clock import wall_now_ms
from chatbot.errors import ChatbotError
from chatbot.events import (
    AnswerReady,
    AudienceMember,
    ChatMessage,
    Event,
    FilesLoaded,
    GiftSent,
    Understood,
    UtteranceFinished,
    UtteranceStarted,
    ViewerEntered,
    ViewerFollowed,
    ViewerShared,
    Woke,
)
from chatbot.language.clean import clean_nick, clean_text
from chatbot.phrases import built_in_phrases
from chatbot.responders.facts import FactsResponder
from chatbot.responders.reading import PapersResponder
from chatbot.responders.search import Search
from chatbot.restoring import make_reader, parse_texts
from chatbot.show import core
from chatbot.show.acts import Act, Ask, Fate, Interrupt, Perform, Platform, Raise, Rest, Understand
from chatbot.show.brief import Answer
from chatbot.show.memory import Memory
from chatbot.show.state import ShowState

if TYPE_CHECKING:
    from chatbot.engine.understanding import Classifier
    from chatbot.loading import ShowFiles
    from chatbot.show.brief import Brief, Responder

__all__ = ["Rehearsal", "ask_rows", "gate_rows"]

MS_PER_CHARACTER = {"zh": 220, "en": 65, "fr": 65}
MOST_STEPS = 2_000


@dataclass
class Performed:
    """One utterance as it would have been performed."""

    commands: tuple[Command, ...]
    text: str
    passed: bool
    reasons: tuple[str, ...]
    detail: str
    facts: tuple[str, ...]
    answers: tuple[str, ...]


class Rehearsal:
    """Steps events through the same core as a show on the air; speech takes its estimated time."""

    def __init__(
        self,
        files: ShowFiles,
        *,
        responder: Responder | None = None,
        classifier: Classifier | None = None,
        seed: int = 1,
        wall_ms: int | None = None,
        silent_programme: bool = False,
        own_phrases: Any = None,
    ) -> None:
        phrases = own_phrases or built_in_phrases()
        self._responder = responder or _by_words(files, phrases)
        self._classifier = classifier
        memory = Memory(seed=seed, started_wall_ms=wall_now_ms() if wall_ms is None else wall_ms)
        memory.programme.silent = silent_programme
        self.state = ShowState(
            memory, parse=cache(parse_texts), phrases=phrases, reader=_reader_once()
        )
        self.acts: list[Act] = []
        self.performed: list[Performed] = []
        self.now_ms = 0
        self._queue: list[Event] = []
        self._wake_ms = 0
        self._ends: list[tuple[int, Event]] = []
        self._step(FilesLoaded(id="files", texts=files.texts, version=files.version))
        self._settle()

    def copy(self) -> Rehearsal:
        """A fresh copy of the show as it stands; the files and readers are shared."""
        twin = copy.copy(self)
        twin.state = copy.copy(self.state)
        twin.state.memory = copy.deepcopy(self.state.memory)
        twin.acts, twin.performed = [], []
        twin._queue, twin._ends = [], list(self._ends)
        return twin

    def feed(self, events: Iterable[tuple[int, Event]]) -> None:
        """Let these happen, each at its show time in ms, and everything that follows from them."""
        for at_ms, event in events:
            self.run_until(at_ms)
            self._step(event)
            self._settle()

    def run_until(self, at_ms: int) -> None:
        """Let time pass."""
        for _ in range(MOST_STEPS):
            due = min([self._wake_ms, *(at for at, _ in self._ends)])
            if due > at_ms:
                break
            self.now_ms = max(self.now_ms, due)
            ended = [event for at, event in self._ends if at <= self.now_ms]
            self._ends = [(at, event) for at, event in self._ends if at > self.now_ms]
            for event in ended or [Woke(id="woke")]:
                self._step(event)
            self._settle()
        self.now_ms = max(self.now_ms, at_ms)

    def _settle(self) -> None:
        while self._queue:
            self._step(self._queue.pop(0))

    def _step(self, event: Event) -> None:
        event = replace(event, at_ms=self.now_ms)
        acts = core.step(self.state, event)
        self.acts += acts
        self._wake_ms = self.now_ms + 60_000
        for act in acts:
            match act:
                case Ask(brief):
                    self._queue += self._answers(brief)
                case Understand(message_id, text, reading) if self._classifier is not None:
                    intent, score = self._classifier.classify([text], [reading])[0]
                    self._queue.append(Understood(cause=message_id, intent=intent, score=score))
                case Perform():
                    self._perform(act)
                case Interrupt(utterance):
                    self._ends = [(at, e) for at, e in self._ends if e.cause != utterance]
                    self._queue.append(UtteranceFinished(cause=utterance, outcome="interrupted"))
                case Rest(until_ms):
                    self._wake_ms = max(until_ms, self.now_ms + 1)
                case _:
                    pass

    def _answers(self, brief: Brief) -> Iterator[AnswerReady]:
        part, by = 0, self._responder.name
        for answer in _at_once(self._responder.respond(brief)):
            yield answer_event(answer, brief, by=by, part=part)
            if answer.last:
                return
            part += 1
        yield answer_event(Answer(), brief, by=by, part=part)

    def _perform(self, act: Perform) -> None:
        cue = act.cue
        verdict = core.judge_cue(self.state, cue)
        say = cue.say or Say("")
        self.performed.append(
            Performed(
                cue.commands,
                say.text,
                verdict.passed,
                verdict.reasons,
                verdict.detail,
                cue.facts,
                cue.answers,
            )
        )
        self._queue.append(
            UtteranceStarted(
                cause=cue.id,
                verdict="pass" if verdict.passed else "block",
                reasons=verdict.reasons,
                catalog_version=self.state.catalog.version,
            )
        )
        lasts_ms = 300 + len(say.text) * MS_PER_CHARACTER.get(say.lang, 100)
        end = UtteranceFinished(
            cause=cue.id,
            outcome="done" if verdict.passed else "blocked",
            said=say.text if verdict.passed else "",
            detail=", ".join(verdict.reasons),
        )
        self._ends.append((self.now_ms + (lasts_ms if verdict.passed else 0), end))


def _by_words(files: ShowFiles, phrases: Any) -> Responder:
    """Who answers without an embedder: the facts, before them what the papers say."""
    facts = FactsResponder(phrases)
    reads = files.show.documents or files.show.items is not None
    return PapersResponder(facts, phrases, Search()) if reads else facts


def _at_once(answering: AsyncIterator[Answer]) -> Iterator[Answer]:
    """The sentences of a responder that never waits, with or without a running loop.

    Raises:
        ChatbotError: it did wait.
    """
    while True:
        step = anext(answering).__await__()
        try:
            next(step)
        except StopIteration as ended:
            yield ended.value
        except StopAsyncIteration:
            return
        else:
            raise ChatbotError("a rehearsal runs on virtual time: its responder must not wait")


def _reader_once() -> Callable[..., Any]:
    known: dict[str, Any] = {}

    def reader(catalog: Any, show: Any, persona: Any, cohost: Any = None) -> Any:
        key = f"{catalog.version}{show.language}{local(persona.name, show.language)}"
        if key not in known:
            known[key] = make_reader(catalog, show, persona, cohost)
        return known[key]

    return reader


# -- chatbot ask ---------------------------------------------------------------------------------

EVENTS = {
    "enter": ViewerEntered,
    "follow": ViewerFollowed,
    "share": ViewerShared,
}


def ask_rows(
    files: ShowFiles,
    rows: Iterable[dict[str, Any]],
    classifier: Classifier | None = None,
    responder: Responder | None = None,
) -> Iterator[dict[str, Any]]:
    """Answer each row as the show would, each on a fresh copy of it or on its session's."""
    fresh = Rehearsal(files, classifier=classifier, responder=responder, silent_programme=True)
    sessions: dict[str, Rehearsal] = {}
    for row in rows:
        session = row.get("session")
        show = None if session is None else sessions.get(str(session))
        if show is None:
            show = fresh.copy()
            if session is not None:
                sessions[str(session)] = show
        yield _ask(show, row)


def _ask(show: Rehearsal, row: dict[str, Any]) -> dict[str, Any]:
    began = time.perf_counter()
    show.acts, show.performed = [], []
    if "on_screen" in row:
        show.state.memory.on_screen = row["on_screen"]
    text = str(row["text"]) * int(row.get("repeat", 1))
    burst, users = int(row.get("burst", 1)), max(1, int(row.get("users", 1)))
    start_ms = show.now_ms + 10
    ids = []
    for number in range(burst):
        message_id = f"{row['id']}.{number}" if burst > 1 else str(row["id"])
        ids.append(f"ask/{message_id}")
        at_ms = start_ms + number * 5_000 // burst
        show.feed([(at_ms, _event(row, message_id, number % users, text))])
    reading = show.state.last_reading
    show.run_until(show.now_ms + 60_000)
    said = [p for p in show.performed if p.passed and p.text]
    told = [a for a in show.acts if isinstance(a, Fate) and a.message_id in ids]
    fates = [f"{f.fate}: {f.reason}".rstrip(": ") for f in told if f.fate != "waiting"]
    blocked = [r for p in show.performed if not p.passed for r in p.reasons]
    reasons = list(dict.fromkeys(fates + blocked))
    actions: list[str] = []
    for performance in said:
        actions += [_name(type(c).__name__) for c in performance.commands]
    for act in show.acts:
        if isinstance(act, Platform):
            actions.append("reply" if isinstance(act.command, Reply) else "pin")
        elif isinstance(act, Raise) and act.level == "urgent":
            actions.append("alert")
    outcome = "answered_safely" if said else "ignored"
    if not said and (blocked or any(f.fate == "blocked" for f in told)):
        outcome = "blocked"
    skus = [c.sku for p in said for c in p.commands if isinstance(c, PointToBuy)]
    return {
        "id": row["id"],
        "outcome": outcome,
        "question": bool(reading and reading.question),
        "intent": reading.intent if reading else "chit_chat",
        "product": reading.sku if reading else (skus[0] if skus else None),
        "answer": said[0].text if said else None,
        "spoken": [p.text for p in said],
        "actions": actions,
        "reasons": reasons,
        "facts": sorted({fact for p in said for fact in p.facts}),
        "latency_ms": round((time.perf_counter() - began) * 1000, 2),
    }


def _name(kind: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(kind))


def _event(row: dict[str, Any], message_id: str, user: int, text: str) -> Event:
    who = row.get("user") or {}
    viewer = AudienceMember(
        id=f"u{user}",
        nick=clean_nick(str(who.get("nick", ""))),
        role=str(who.get("role", "viewer")),
    )
    kind = row.get("event")
    fields: dict[str, Any] = {"id": message_id, "source": "ask"}
    if kind in EVENTS:
        nick = AudienceMember(id=viewer.id, nick=clean_nick(text), role=viewer.role)
        return EVENTS[kind](viewer=nick, **fields)
    cleaned = clean_text(text)
    if kind == "gift":
        return GiftSent(viewer=viewer, name="gift", text=cleaned.text, **fields)
    return ChatMessage(viewer=viewer, text=cleaned.text, truncated=cleaned.truncated, **fields)


# -- chatbot gate --------------------------------------------------------------------------------


def gate_rows(files: ShowFiles, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Judge each row's text as if the host were about to say it."""
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    from chatbot.show.gate import GateContext, judge

    wall = datetime.fromtimestamp(wall_now_ms() / 1000, UTC)
    wall = wall.astimezone(ZoneInfo(files.show.timezone))
    for row in rows:
        lang = str(row.get("lang") or files.show.language)
        context = GateContext(
            catalog=files.catalog,
            room_lang=lang,
            languages=(lang,),
            market=files.show.policy.market,
            wall=wall,
            in_reply_to=str(row.get("in_reply_to") or ""),
            by_machine=True,
            order_channel=files.show.policy.order_channel,
        )
        verdict = judge(str(row["text"]), lang, context)
        yield {
            "id": row["id"],
            "verdict": "pass" if verdict.passed else "block",
            "reasons": list(verdict.reasons),
            "detail": verdict.detail,
        }


def performed_texts(performed: Sequence[Performed]) -> list[str]:
    """What would have been said, in order."""
    return [p.text for p in performed if p.passed and p.text]
