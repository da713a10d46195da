"""Sentence embeddings behind one protocol, and intents learnt from written examples."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from chatbot.language.clean import clean_text, fold
from chatbot.language.reading import INTENTS

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    from chatbot.language.reading import Reading

__all__ = ["Embedder", "IntentIndex"]

_CRY = "unsafe:self_harm"
_CRY_SCORE, _CRY_LEAD = 0.4, 0.1
_CRY_WORDS = 3
"""A likeness of one or two words ("bourbon") is none: short cries are the rules' to know."""
_CRY_SURE = 0.6
"""What it takes to hear a cry in what the rules are sure is a question to the shop."""
_MISSED = re.compile(r"[真可好都我们俺是]*想死(?:你|他|她|大家|主播)们?[了啦啊呀]*[!~\s]*")
"""Chinese for "I missed you so", which is said with the word for dying."""
_CHAT = "chit_chat"
_TOLD, _ASKED = 0.55, 0.38
"""The least vote that makes more than small talk of what the rules took for it: of a remark, which
needs no answer, and of a question."""


class Embedder(Protocol):
    """Turns texts into vectors of unit length. Slow enough to be called off the event loop."""

    name: str
    languages: tuple[str, ...]

    def embed(self, texts: Sequence[str]) -> NDArray[float32]:
        """Return an array of shape (len(texts), d), each row of unit length."""
        ...


class IntentIndex:
    """Names the intent of a text from examples: ridge regression on their embeddings.

    Building it embeds every example (about 2 ms each). Not safe for two threads at once.
    """

    def __init__(
        self,
        embedder: Embedder,
        exemplars: Mapping[str, Iterable[str]],
        *,
        threshold: float = 0.4,
        trust: float = 0.4,
        trust_unsure: float = 0.1,
        ridge: float = 0.5,
        cache_size: int = 4096,
    ) -> None:
        """Learn the exemplars.

        Args:
            embedder: any embedder.
            exemplars: example lines of each intent, in any language.
            threshold: score (about 0 to 1) below which no intent is named without a reading.
            trust: what the vote of a confident reading of the rules adds to its intent.
            trust_unsure: the same for a reading that is not confident.
            ridge: how strongly the weights are held back.
            cache_size: how many texts are remembered.
        """
        import numpy as np

        self.embedder = embedder
        self.threshold, self.trust, self.trust_unsure = threshold, trust, trust_unsure
        self._cache_size = cache_size
        self._intents = tuple(exemplars)
        pairs = [(at, text) for at, texts in enumerate(exemplars.values()) for text in texts]
        rows = self._rows([_key(text) for _, text in pairs])
        wanted = np.zeros((len(pairs), len(self._intents)), dtype=np.float32)
        wanted[np.arange(len(pairs)), [at for at, _ in pairs]] = 1.0
        square = rows.T @ rows + ridge * np.eye(rows.shape[1], dtype=np.float32)
        self._weights: NDArray[float32] = np.linalg.solve(square, rows.T @ wanted)
        self._cache: OrderedDict[str, tuple[float, ...]] = OrderedDict()

    def classify(
        self, texts: Sequence[str], readings: Sequence[Reading] | None = None
    ) -> list[tuple[str | None, float]]:
        """Return (intent, score) for each text.

        With `readings`, what the rules made of the same texts, the two are weighed together and an
        intent is always named; without, it is None where no example is like the text. A text that
        is most like a cry for help is named `unsafe:self_harm`.
        """
        scored = self._scores(texts)
        if readings is None:
            found = [self._best(text, scores) for text, scores in zip(texts, scored, strict=True)]
            return [(name if score >= self.threshold else None, score) for name, score in found]
        return [
            self._best(text, scores, reading)
            for text, scores, reading in zip(texts, scored, readings, strict=True)
        ]

    def _best(
        self, text: str, scores: tuple[float, ...], reading: Reading | None = None
    ) -> tuple[str, float]:
        votes = dict(zip(self._intents, scores, strict=True))
        alarm = self._alarm(votes) if _in_words(text) and not _MISSED.fullmatch(text) else ""
        sure = reading is not None and reading.confident and reading.question
        if alarm and not (sure and votes[alarm] < _CRY_SURE):
            return alarm, round(votes[alarm], 4)
        open_vote = votes.get("open", 0.0)
        votes = {name: vote for name, vote in votes.items() if name in INTENTS}
        if reading is not None:
            vote = self.trust if reading.confident else self.trust_unsure
            votes[reading.intent] = votes.get(reading.intent, 0.0) + vote
        name = max(votes, key=lambda intent: votes[intent])
        if reading is not None and reading.intent == _CHAT and name != _CHAT:
            least = max(_ASKED if reading.question else _TOLD, open_vote)
            name = name if votes[name] >= least else _CHAT
        if name == _CHAT and reading is not None and reading.confident:
            # a question or a greeting the rules are sure of is not waved away
            kept = reading.question or reading.intent in ("greeting", "praise")
            name = reading.intent if kept else name
        return name, round(votes[name], 4)

    def _alarm(self, votes: dict[str, float]) -> str:
        """`unsafe:self_harm` where a text is like a cry for help, else "".

        Other unsafe classes are too varied to be told by likeness; they only keep such lines away
        from the intents.
        """
        cry = votes.get(_CRY, 0.0)
        lead = cry - max(vote for name, vote in votes.items() if name != _CRY)
        return _CRY if cry >= _CRY_SCORE and lead >= _CRY_LEAD else ""

    def _scores(self, texts: Sequence[str]) -> list[tuple[float, ...]]:
        keys = [_key(text) for text in texts]
        fresh = [key for key in dict.fromkeys(keys) if key not in self._cache]
        found: dict[str, tuple[float, ...]] = {}
        if fresh:
            table = (self._rows(fresh) @ self._weights).tolist()
            found = {key: tuple(row) for key, row in zip(fresh, table, strict=True)}
        answers = [found[key] if key in found else self._cache[key] for key in keys]
        self._cache.update(found)
        while len(self._cache) > self._cache_size:
            self._cache.popitem(last=False)
        return answers

    def _rows(self, keys: list[str]) -> NDArray[float32]:
        """Embeddings with a column of ones for the bias."""
        import numpy as np

        rows = self.embedder.embed(keys)
        ones = np.ones((len(keys), 1), dtype=np.float32)
        joined: NDArray[float32] = np.hstack([rows, ones]).astype(np.float32)
        return joined


def _in_words(text: str) -> bool:
    """Whether it is long enough to say something of a life: three words, or four characters."""
    return len(text.split()) >= _CRY_WORDS or sum("\u4e00" <= c <= "\u9fff" for c in text) > 3


def _key(text: str) -> str:
    return fold(clean_text(text).text)
