"""Which messages were taken already: platforms and reconnects deliver them more than once."""

from __future__ import annotations

from collections import deque

__all__ = ["Seen"]


class Seen:
    """Ids kept lately, for de-duplication: 100,000 of them or 15 minutes, whichever is less.

    Only their hashes are kept, 64 bits keyed anew by each process: a night's ids stay small, and
    nobody can choose an id that hides another.
    """

    def __init__(self, most: int = 100_000, within_ms: int = 15 * 60_000) -> None:
        self._most, self._within_ms = most, within_ms
        self._known: set[int] = set()
        self._order: deque[int] = deque()
        self._at_ms: deque[int] = deque()

    def add(self, source: str, event_id: str, at_ms: int) -> bool:
        """Remember the id; False where it is known already."""
        while self._at_ms and self._at_ms[0] < at_ms - self._within_ms:
            self._forget_oldest()
        key = hash((source, event_id))
        if key in self._known:
            return False
        self._known.add(key)
        self._order.append(key)
        self._at_ms.append(at_ms)
        if len(self._order) > self._most:
            self._forget_oldest()
        return True

    def _forget_oldest(self) -> None:
        self._known.discard(self._order.popleft())
        self._at_ms.popleft()
