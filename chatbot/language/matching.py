"""How much of a question a text speaks of, by words: each weighed by how few texts use it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from chatbot.language.clean import fold

__all__ = ["Overlap", "sentences_of", "stems"]

_LATIN = re.compile(r"[a-zà-ÿœ]+|\d+")
_CJK = re.compile(r"[\u3400-\u9fff]+")
_STEM = 6
ABOVE = 0.6
"""What a word weighs that stands in the heading only: every text below it shares that."""
LEAST = 0.25
"""What a word weighs that every text has: among few texts the subject itself may be one."""
_ENDING = re.compile(r"(?:ings?|ed|e?s|e|er|ez|ent|ments?)$")
_SENTENCE = re.compile(
    r"(?<=[。！？!?])\s*|(?<=[.!?]['\"»”’)])\s+|"
    r"(?<=\.)(?<!\b[A-Za-z]\.)(?<!\bst\.)(?<!\b(?:Dr|Mr|Ms|No|no|cf|vs)\.)\s+(?=[\"'«“(]?[A-ZÀ-ÝŒ\d])"
)


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a text, in order."""
    return tuple(s for part in _SENTENCE.split(text) if (s := part.strip()))


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """What a text speaks of: stems of Latin words, figures, pairs of Chinese characters."""
    folded = fold(text)
    found = {_stem(word) for word in _LATIN.findall(folded) if len(word) > 1 or word.isdigit()}
    for run in _CJK.findall(folded):
        found |= {run[i : i + 2] for i in range(len(run) - 1)} or {run}
    return frozenset(found)


def _stem(word: str) -> str:
    if len(word) < 5:
        return word.removesuffix("s") if len(word) > 3 else word
    return _ENDING.sub("", word)[:_STEM] or word


class Overlap:
    """Likens questions to these texts, each (words, heading); linear in their length to build."""

    def __init__(self, texts: Sequence[tuple[str, str]]) -> None:
        self._stems = [stems(words) for words, _ in texts]
        self._above = [
            stems(heading) - own for (_, heading), own in zip(texts, self._stems, strict=True)
        ]
        whole = zip(self._stems, self._above, strict=True)
        self._count = Counter(stem for own, above in whole for stem in own | above)
        self._size = max(1, len(texts))

    def weight(self, stem: str) -> float:
        """How telling a word is: little for one that every text has, 1 for one that none has."""
        seen = self._count.get(stem, 0)
        rare = math.log((self._size + 1) / (seen + 1)) / math.log(self._size + 1)
        return LEAST + (1 - LEAST) * rare

    def scores(self, question: str, common: Iterable[str] = ()) -> list[float]:
        """For each text the share of the question's weight that it shares; without the `common`."""
        asked = stems(question) - frozenset(common)
        whole = sum(self.weight(stem) for stem in asked)
        if not whole:
            return [0.0] * len(self._stems)
        weight = {stem: self.weight(stem) / whole for stem in asked}
        return [
            sum(weight[s] for s in asked & own) + ABOVE * sum(weight[s] for s in asked & above)
            for own, above in zip(self._stems, self._above, strict=True)
        ]
