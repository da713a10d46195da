"""Messages the rules are not sure of, looked at by an embedding, in batches, off the loop."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING, Protocol

from chatbot.events import Understood

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chatbot.events import Event
    from chatbot.language.reading import Reading

__all__ = ["Classifier", "Understanding"]

WAITING = 128
BATCH = 16
PATIENCE_S = 0.15
REST_S = 0.2  # after a batch: at most 80 messages a second
SHARE = 0.2  # of a core: a slow model rests for longer


class Classifier(Protocol):
    """Texts, and what the rules made of them, to intents; blocking, called in a worker thread."""

    def classify(
        self, texts: Sequence[str], readings: Sequence[Reading] | None = None
    ) -> list[tuple[str | None, float]]:
        """For each text the intent, or None, and how near it is."""
        ...


class Understanding:
    """A bounded queue in front of a classifier; when late, the oldest keeps the rules' reading."""

    def __init__(self, classifier: Classifier, publish: Callable[[Event], None]) -> None:
        self._classifier = classifier
        self._publish = publish
        self._queue: deque[tuple[str, str, Reading]] = deque(maxlen=WAITING)
        self._arrived = asyncio.Event()

    def post(self, message_id: str, text: str, reading: Reading) -> None:
        """Have this message looked at."""
        self._queue.append((message_id, text, reading))
        self._arrived.set()

    async def run(self) -> None:
        """Serve until cancelled; the model is loaded first, so that no question waits for it."""
        await asyncio.to_thread(self._classifier.classify, ["?"])
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            if all(reading.confident for _, _, reading in self._queue):
                await asyncio.sleep(PATIENCE_S)  # nobody waits for it, but an answer may be made
            began_s = asyncio.get_running_loop().time()
            batch = [self._queue.popleft() for _ in range(min(BATCH, len(self._queue)))]
            found = await asyncio.to_thread(
                self._classifier.classify, [text for _, text, _ in batch], [r for _, _, r in batch]
            )
            for (message_id, _, _), (intent, score) in zip(batch, found, strict=True):
                self._publish(
                    Understood(cause=message_id, intent=intent, score=round(float(score), 4))
                )
            if self._queue:
                self._arrived.set()
                took_s = asyncio.get_running_loop().time() - began_s
                await asyncio.sleep(max(REST_S, took_s * (1 / SHARE - 1)))
