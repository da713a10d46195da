"""Which languages an embedding knows, measured: a model's card may be silent, or wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.language.wordlists import sections

if TYPE_CHECKING:
    from chatbot.language.embedders import Embedder

__all__ = ["KNOWN", "knows"]

KNOWN = 0.6
"""From this share on a language counts as known; by chance it would be a sixteenth."""


def knows(embedder: Embedder, lang: str) -> float | None:
    """The share of sentences whose paraphrase is the nearest of sixteen; None where we have none.

    Embeds 32 short texts.
    """
    pairs = next((lines for title, _, lines in sections("paraphrases") if title == lang), None)
    if pairs is None:
        return None
    said, again = zip(*(line.split(" = ") for line in pairs), strict=True)
    near = embedder.embed(said) @ embedder.embed(again).T
    return sum(int(row.argmax()) == at for at, row in enumerate(near)) / len(pairs)
