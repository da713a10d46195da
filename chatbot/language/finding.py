"""What a question asks for, and which texts answer it: by words, and by meaning where it can."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from chatbot.language.asking import EXAMPLES, KINDS, common_words, fits, kind_by_rule, wanted
from chatbot.language.matching import Overlap
from chatbot.language.stated import keys_of

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    from chatbot.language.embedders import Embedder

__all__ = ["Finder", "Found", "Unit"]

CLOSE = 0.05
"""A second text this near the best is said with it."""
MEANING, WORDS, FIGURE = 0.55, 0.35, 0.12
NEAR = 0.34
"""From this score on a text answers; by words alone `NEAR_BY_WORDS`."""
WORDS_ALONE, FIGURE_ALONE, NEAR_BY_WORDS = 0.8, 0.2, 0.5
SURE, LEAD = 0.5, 0.15
"""What it takes to hear by meaning alone that advice or a forecast is wanted."""
_MOST_REMEMBERED = 6_000
_RIDGE = 0.5


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence that may answer: `about` is the heading it stands under, `source` where."""

    text: str
    lang: str
    about: str = ""
    source: str = ""

    @property
    def whole(self) -> str:
        """The sentence with what it is about."""
        return f"{self.about}: {self.text}" if self.about else self.text


@dataclass(frozen=True, slots=True)
class Found:
    """`kind` of the question (see `asking.KINDS`), and the units that answer, the best first."""

    kind: str
    units: tuple[int, ...] = ()


class Finder:
    """Finds answers among units. Not safe for two threads; embeds each text once, 2 ms or so."""

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._embedder = embedder
        self._rows: OrderedDict[str, NDArray[float32]] = OrderedDict()
        self._kinds: NDArray[float32] | None = None

    def look(self, question: str, units: tuple[Unit, ...]) -> Found:
        """What is asked, and where the answer stands; no unit where none is near enough."""
        return Found(self._kind(question), self._near(question, units))

    def _near(self, question: str, units: tuple[Unit, ...]) -> tuple[int, ...]:
        if not units:
            return ()
        shared = _overlap(units).scores(question, common_words())
        want = wanted(question)
        stated = [self._figure(unit, want, keys_of(question, unit.lang)) for unit in units]
        if self._embedder is None:
            near = NEAR_BY_WORDS
            pairs = zip(shared, stated, strict=True)
            scores = [WORDS_ALONE * words + FIGURE_ALONE * figure for words, figure in pairs]
        else:
            near = NEAR
            alike = self._alike(question, units)
            rows = zip(alike, shared, stated, strict=True)
            scores = [MEANING * m + WORDS * w + FIGURE * f for m, w, f in rows]
        ranked = sorted(range(len(units)), key=lambda i: (-scores[i], i))
        least = max(near, scores[ranked[0]] - CLOSE)
        return tuple(i for i in ranked[:4] if scores[i] >= least)

    @staticmethod
    def _figure(unit: Unit, want: frozenset[str], named: frozenset[str]) -> float:
        """1 for a unit with a figure of the wanted kind, and 1 for a day or figure asked about."""
        return fits(unit.text, unit.lang, want) + bool(named & keys_of(unit.text, unit.lang))

    def _alike(self, question: str, units: Sequence[Unit]) -> list[float]:
        import numpy as np

        asked = self._embedded([question])[0]
        plain = self._embedded([unit.text for unit in units]) @ asked
        whole = self._embedded([unit.whole for unit in units]) @ asked
        return [float(score) for score in np.maximum(plain, whole)]

    def _kind(self, question: str) -> str:
        kind = kind_by_rule(question)
        if kind != "service" or self._embedder is None:
            return kind
        votes = self._votes(question)
        best = max(votes, key=lambda name: votes[name])
        lead = votes[best] - votes["service"]
        return best if votes[best] >= SURE and lead >= LEAD else "service"

    def _votes(self, question: str) -> dict[str, float]:
        """How much each kind's examples speak for it: ridge regression on their embeddings."""
        import numpy as np

        if self._kinds is None:
            pairs = [(KINDS.index(kind), text) for kind in KINDS for text in EXAMPLES[kind]]
            rows = _with_bias(self._embedded([text for _, text in pairs]))
            kinds = np.zeros((len(pairs), len(KINDS)), dtype=np.float32)
            kinds[np.arange(len(pairs)), [kind for kind, _ in pairs]] = 1.0
            square = rows.T @ rows + _RIDGE * np.eye(rows.shape[1], dtype=np.float32)
            self._kinds = np.linalg.solve(square, rows.T @ kinds)
        votes = (_with_bias(self._embedded([question])) @ self._kinds)[0]
        return {kind: float(vote) for kind, vote in zip(KINDS, votes, strict=True)}

    def _embedded(self, texts: Sequence[str]) -> NDArray[float32]:
        import numpy as np

        assert self._embedder is not None
        fresh = [text for text in dict.fromkeys(texts) if text not in self._rows]
        if fresh:
            self._rows.update(zip(fresh, self._embedder.embed(fresh), strict=True))
        rows = np.stack([self._rows[text] for text in texts])
        while len(self._rows) > _MOST_REMEMBERED:
            self._rows.popitem(last=False)
        return rows


@lru_cache(maxsize=4)
def _overlap(units: tuple[Unit, ...]) -> Overlap:
    return Overlap([(unit.text, f"{unit.about} {unit.source}") for unit in units])


def _with_bias(rows: NDArray[float32]) -> NDArray[float32]:
    import numpy as np

    return np.hstack([rows, np.ones((len(rows), 1), dtype=np.float32)]).astype(np.float32)
