"""Sentence embeddings behind one protocol, and intents by likeness to written examples."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from chatbot.language.clean import clean_text, fold

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

__all__ = ["Embedder", "IntentIndex"]


class Embedder(Protocol):
    """Turns texts into vectors of unit length. Slow enough to be called off the event loop."""

    name: str
    languages: tuple[str, ...]

    def embed(self, texts: Sequence[str]) -> NDArray[float32]:
        """Return an array of shape (len(texts), d), each row of unit length."""
        ...


class IntentIndex:
    """Names the intent of a text by its nearest examples. Not safe for two threads at once."""

    def __init__(
        self,
        embedder: Embedder,
        exemplars: Mapping[str, Iterable[str]],
        *,
        threshold: float = 0.45,
        margin: float = 0.03,
        cache_size: int = 4096,
    ) -> None:
        """Embed the exemplars.

        Args:
            embedder: any embedder.
            exemplars: example lines of each intent, in any language.
            threshold: cosine below which no intent is named.
            margin: how far the best intent must be ahead of the second.
            cache_size: how many texts are remembered.
        """
        self.embedder = embedder
        self.threshold, self.margin = threshold, margin
        self._cache_size = cache_size
        pairs = [(intent, text) for intent, texts in exemplars.items() for text in texts]
        self._labels = [intent for intent, _ in pairs]
        self._vectors = embedder.embed([text for _, text in pairs])
        self._cache: OrderedDict[str, tuple[str | None, float]] = OrderedDict()

    def classify(self, texts: Sequence[str]) -> list[tuple[str | None, float]]:
        """Return (intent, cosine) for each text; intent is None where nothing is like it enough."""
        keys = [fold(clean_text(text).text) for text in texts]
        fresh = [key for key in dict.fromkeys(keys) if key not in self._cache]
        found: dict[str, tuple[str | None, float]] = {}
        if fresh:
            scores = self.embedder.embed(fresh) @ self._vectors.T
            found = {key: self._best(row) for key, row in zip(fresh, scores, strict=True)}
        answers = [found[key] if key in found else self._cache[key] for key in keys]
        for key, answer in found.items():
            self._cache[key] = answer
        while len(self._cache) > self._cache_size:
            self._cache.popitem(last=False)
        return answers

    def _best(self, row: NDArray[float32]) -> tuple[str | None, float]:
        """The intent whose two nearest examples are nearest on average."""
        nearest: dict[str, list[float]] = {}
        for label, score in zip(self._labels, row.tolist(), strict=True):
            nearest.setdefault(label, []).append(score)
        ranked = sorted(
            (
                (0.7 * top[0] + 0.3 * top[min(1, len(top) - 1)], top[0], label)
                for label, scores in nearest.items()
                for top in [sorted(scores, reverse=True)[:2]]
            ),
            reverse=True,
        )
        _, score, label = ranked[0]
        ahead = len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= self.margin
        if score < self.threshold or not ahead:
            return None, round(score, 4)
        return label, round(score, 4)
