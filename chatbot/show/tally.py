"""What the night was worth so far: a fold over events and acts, for summary and report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

from chatbot.commands import Gesture, PointToBuy
from chatbot.events import ChatMessage, Event, Shed, UtteranceFinished, UtteranceStarted
from chatbot.show.acts import Act, Fate, Perform
from chatbot.show.questions import COURTESY

__all__ = ["Tally"]


@dataclass
class Tally:
    """Counts questions (messages that wait for an answer, courtesies apart), lines, gestures."""

    messages: int = 0
    questions: set[str] = field(default_factory=set)
    answered: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    lines: int = 0
    gestures: Counter[str] = field(default_factory=Counter)
    blocked: Counter[str] = field(default_factory=Counter)
    shed: Counter[str] = field(default_factory=Counter)
    answer_ms: list[int] = field(default_factory=list)
    _courtesies: dict[str, None] = field(default_factory=dict)
    _planned: tuple[str, ...] = ()
    _heard_ms: dict[str, int] = field(default_factory=dict)
    _begun_ms: dict[str, int] = field(default_factory=dict)

    def saw(self, event: Event, acts: Sequence[Act]) -> None:
        """Count one step."""
        if isinstance(event, ChatMessage):
            self.messages += 1
            self._heard_ms[f"{event.source}/{event.id}"] = event.at_ms
            if len(self._heard_ms) > 20_000:
                del self._heard_ms[next(iter(self._heard_ms))]
        elif isinstance(event, Shed):
            self.shed.update(dict(event.counts))
        elif isinstance(event, UtteranceStarted):
            self.gestures.update(self._planned if event.verdict == "pass" else ())
            self._planned = ()
        elif isinstance(event, UtteranceFinished):
            if event.said:
                self.lines += 1
            if event.outcome == "blocked":
                self.blocked[event.detail.split(":", 1)[0]] += 1
        for act in acts:
            self._count(act, event.at_ms)

    def _count(self, act: Act, at_ms: int) -> None:
        if isinstance(act, Fate):
            if act.reason.startswith(COURTESY):
                self._courtesies[act.message_id] = None
                if len(self._courtesies) > 20_000:
                    del self._courtesies[next(iter(self._courtesies))]
            elif act.message_id in self._courtesies:
                return
            elif act.fate in ("waiting", "merged") and act.message_id in self._heard_ms:
                self.questions.add(act.message_id)
            elif act.message_id in self.questions:
                self.questions.discard(act.message_id)
                if act.fate == "answered":
                    self._answered(act.message_id)
                else:
                    self.missed[f"{act.fate}: {act.reason}"] += 1
            elif act.fate == "answered" and act.message_id in self._heard_ms:
                self._answered(act.message_id)
        elif isinstance(act, Perform):
            self._planned = tuple(
                command.name if isinstance(command, Gesture) else "point_to_buy"
                for command in act.cue.commands
                if isinstance(command, Gesture | PointToBuy)
            )
            for message_id in act.cue.answers:
                self._begun_ms[message_id] = at_ms

    def _answered(self, message_id: str) -> None:
        self.answered += 1
        heard, begun = self._heard_ms.get(message_id), self._begun_ms.pop(message_id, None)
        if heard is not None and begun is not None:
            self.answer_ms.append(max(0, begun - heard))

    @property
    def asked(self) -> int:
        """Messages that wanted an answer so far."""
        return len(self.questions) + self.answered + sum(self.missed.values())

    def summary(self) -> dict[str, Any]:
        """The figures, ready for JSON; times in seconds from a message to its answer's start."""
        p50 = p95 = None
        if len(self.answer_ms) >= 2:
            cuts = quantiles(self.answer_ms, n=20, method="inclusive")
            p50, p95 = round(cuts[9] / 1000, 2), round(cuts[18] / 1000, 2)
        elif self.answer_ms:
            p50 = p95 = round(self.answer_ms[0] / 1000, 2)
        return {
            "messages": self.messages,
            "questions_asked": self.asked,
            "answered": self.answered,
            "missed": dict(self.missed.most_common()),
            "still_waiting": len(self.questions),
            "time_to_answer_s": {"p50": p50, "p95": p95},
            "lines_spoken": self.lines,
            "gestures": dict(self.gestures.most_common()),
            "blocked_by_the_gate": dict(self.blocked.most_common()),
            "shed": dict(self.shed.most_common()),
        }
