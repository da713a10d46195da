"""What models and bought voices take, written into the journal while a show runs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from chatbot.engine.records import Record

if TYPE_CHECKING:
    from decimal import Decimal

    from chatbot.engine.journal import Journal
    from chatbot.engine.room import Room
    from chatbot.events import Event
    from chatbot.responders.model import Model
    from chatbot.show.acts import Act
    from chatbot.speech_config import SpeechConfig
    from chatbot.voice import ShowVoice

__all__ = ["KIND", "Spending", "Spends"]

KIND = "cost"
"""The kind of these records: no decision rests on them, so replay and resume pass them over."""
EVERY_MS = 10_000


@runtime_checkable
class Spends(Protocol):
    """A model whose use is counted."""

    name: str
    model: str
    """As the show file calls it."""

    @property
    def spent(self) -> int:
        """How many tokens it has taken since the start."""
        ...

    @property
    def used(self) -> tuple[int, int]:
        """How many of them were sent, and how many it wrote."""
        ...


class Spending:
    """Notes every ten seconds what was used since: tokens of each model, characters of the voice.

    What was used is the journal's; what it costs is reckoned by who reads it.
    """

    def __init__(
        self,
        room: Room,
        journal: Journal,
        models: Sequence[Model],
        voice: ShowVoice,
        speech: SpeechConfig,
    ) -> None:
        self._room, self._journal, self._voice = room, journal, voice
        self.models = [model for model in models if isinstance(model, Spends)]
        self._called = speech.model or speech.engine
        self._noted: dict[str, tuple[int, int]] = {}
        self._bought, self._next_ms = 0, 0

    def saw(self, event: Event, acts: Sequence[Act]) -> None:
        """Called after each step."""
        if event.at_ms >= self._next_ms:
            self._next_ms = event.at_ms + EVERY_MS
            self.note(event.at_ms)

    def note(self, at_ms: int | None = None) -> None:
        """Write down what was used since the last time."""
        at_ms = self._room.state.memory.now_ms if at_ms is None else at_ms
        rows: list[dict[str, object]] = []
        for model in self.models:
            sent, written = model.used
            sent_before, written_before = self._noted.get(model.name, (0, 0))
            if (sent, written) != (sent_before, written_before):
                self._noted[model.name] = (sent, written)
                row = {"sent": sent - sent_before, "written": written - written_before}
                rows.append({"part": "model", "name": model.model, **row})
        if self._voice.bought > self._bought:
            characters = self._voice.bought - self._bought
            self._bought = self._voice.bought
            rows.append({"part": "voice", "name": self._called, "characters": characters})
        if rows:
            bodies = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
            self._journal.append([Record(KIND, at_ms, body) for body in bodies])

    def money(self) -> str:
        """What was spent since the start, such as `USD 0.42`; "" where nothing has a price."""
        state = self._room.state
        costs = state.show.costs if hasattr(state, "show") else None
        if costs is None:
            return ""
        amounts: list[Decimal | None] = [
            costs.of_tokens(model.model, *model.used) for model in self.models if any(model.used)
        ]
        if self._voice.bought:
            amounts.append(costs.of_characters(self._voice.bought))
        known = [amount for amount in amounts if amount is not None]
        return f"{costs.currency} {sum(known):.2f}" if known else ""
