"""Messages the rules are not sure of, looked at by an embedding, in batches, off the loop."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Protocol

from chatbot.events import Understood

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chatbot.events import Event

__all__ = ["Classifier", "Understanding"]

WAITING = 128
BATCH = 16
CACHE = 4_096


class Classifier(Protocol):
    """Texts to intents; blocking, called in a worker thread."""

    def classify(self, texts: Sequence[str]) -> list[tuple[str | None, float]]:
        """For each text the intent, or None, and how near it is."""
        ...


class Understanding:
    """A bounded queue in front of a classifier; when late, the oldest keeps the rules' reading."""

    def __init__(self, classifier: Classifier, publish: Callable[[Event], None]) -> None:
        self._classifier = classifier
        self._publish = publish
        self._queue: deque[tuple[str, str]] = deque(maxlen=WAITING)
        self._arrived = asyncio.Event()
        self._known: dict[str, tuple[str | None, float]] = {}

    def post(self, message_id: str, text: str) -> None:
        """Have this message looked at."""
        self._queue.append((message_id, text))
        self._arrived.set()

    async def run(self) -> None:
        """Serve until cancelled."""
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            while self._queue:
                batch = [self._queue.popleft() for _ in range(min(BATCH, len(self._queue)))]
                keys = [" ".join(text.casefold().split()) for _, text in batch]
                new = list(dict.fromkeys(key for key in keys if key not in self._known))
                if new:
                    found = await asyncio.to_thread(self._classifier.classify, new)
                    self._known.update(zip(new, found, strict=True))
                for (message_id, _), key in zip(batch, keys, strict=True):
                    intent, score = self._known[key]
                    self._publish(
                        Understood(cause=message_id, intent=intent, score=round(float(score), 4))
                    )
                for key in list(self._known)[: max(0, len(self._known) - CACHE)]:
                    del self._known[key]
