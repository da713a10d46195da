"""What happened once and is told several times: by two subscriptions, by two connections. Pure."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

__all__ = ["Once", "Seen"]


class Seen:
    """Remembers the last `most` words."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._words: OrderedDict[str, None] = OrderedDict()

    def again(self, word: str) -> bool:
        """Whether it came before; from now on it did."""
        if word in self._words:
            self._words.move_to_end(word)
            return True
        self._words[word] = None
        if len(self._words) > self._most:
            self._words.popitem(last=False)
        return False


class Once:
    """Lets a happening through the first time it is told, whoever tells it.

    Each teller tells everything once. So the second telling by one teller is a second happening
    (two cheers of 100 bits), the first by another is the same one. A key that was quiet for
    `within_s` begins anew.
    """

    def __init__(self, within_s: float = 60.0, most: int = 5_000) -> None:
        self._within_s, self._most = within_s, most
        self._told: OrderedDict[Hashable, tuple[float, dict[str, int]]] = OrderedDict()

    def new(self, key: Hashable, teller: str, now_s: float) -> bool:
        """Whether this telling is the first of its happening."""
        at_s, counts = self._told.pop(key, (now_s, {}))
        if now_s - at_s > self._within_s:
            counts = {}
        before = max(counts.values(), default=0)
        counts[teller] = counts.get(teller, 0) + 1
        self._told[key] = (now_s, counts)
        if len(self._told) > self._most:
            self._told.popitem(last=False)
        return counts[teller] > before
