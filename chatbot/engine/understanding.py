"""Messages the rules are not sure of, looked at by an embedding, in batches, off the loop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from chatbot.engine.batches import Batches
from chatbot.events import Understood

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from chatbot.events import Event
    from chatbot.language.reading import Reading

__all__ = ["Classifier", "Understanding"]


class Classifier(Protocol):
    """Texts, and what the rules made of them, to intents; blocking, called in a worker thread."""

    def classify(
        self, texts: Sequence[str], readings: Sequence[Reading] | None = None
    ) -> list[tuple[str | None, float]]:
        """For each text the intent, or None, and how near it is."""
        ...


class Understanding:
    """Batches in front of a classifier; a message that is let go of keeps the rules' reading."""

    def __init__(self, classifier: Classifier, publish: Callable[[Event], None]) -> None:
        self._classifier = classifier
        self._publish = publish
        self._batches: Batches[tuple[str, str, Reading]] = Batches()

    def post(self, message_id: str, text: str, reading: Reading) -> None:
        """Have this message looked at."""
        self._batches.post((message_id, text, reading))

    async def run(self) -> None:
        """Serve until cancelled; the model is loaded first, so that no question waits for it."""
        await asyncio.to_thread(self._classifier.classify, ["?"])
        # Nobody waits where the rules are sure, but an answer may be made of what they are not.
        await self._batches.serve(self._look, patient=lambda item: item[2].confident)

    async def _look(self, batch: list[tuple[str, str, Reading]]) -> None:
        found = await asyncio.to_thread(
            self._classifier.classify, [text for _, text, _ in batch], [r for _, _, r in batch]
        )
        for (message_id, _, _), (intent, score) in zip(batch, found, strict=True):
            self._publish(Understood(cause=message_id, intent=intent, score=round(float(score), 4)))
