"""When to try again: jittered back-off under a hard limit of attempts a minute. Pure."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

__all__ = ["Backoff", "TokenBucket"]


class Backoff:
    """Spaces attempts: 0.5 s, 1 s, 2 s … at most 20 s, each ± 50 %, and 10 in any 60 s."""

    def __init__(
        self, random: Random, *, first_s: float = 0.6, most_s: float = 20.0, per_minute: int = 10
    ) -> None:
        self._random = random
        self._first_s, self._most_s = first_s, most_s
        self._failures = 0
        self._attempts: deque[float] = deque(maxlen=per_minute)

    def succeeded(self) -> None:
        """The peer is well: the next delay starts small again."""
        self._failures = 0

    def attempt(self, now_s: float) -> None:
        """An attempt begins."""
        self._attempts.append(now_s)

    def delay_s(self, now_s: float) -> float:
        """How long to wait before the next attempt."""
        wait = min(self._most_s, self._first_s * 2.0 ** min(self._failures, 16))
        wait *= self._random.uniform(0.5, 1.5)
        self._failures += 1
        if len(self._attempts) == self._attempts.maxlen:
            # a little over the minute, so that the limit holds by any clock
            wait = max(wait, self._attempts[0] + 60.5 - now_s)
        return wait


class TokenBucket:
    """Lets `burst` through at once and `per_s` after that."""

    def __init__(self, *, burst: float, per_s: float) -> None:
        self._burst, self._per_s = burst, per_s
        self._level, self._at_s = burst, 0.0

    def reserve(self, now_s: float, *, patience_s: float) -> float | None:
        """Take a token and return the wait in seconds until it is there.

        None, and nothing is taken, where that would be longer than `patience_s`.
        """
        elapsed = max(0.0, now_s - self._at_s)
        self._level = min(self._burst, self._level + elapsed * self._per_s)
        self._at_s = now_s
        wait = max(0.0, (1.0 - self._level) / self._per_s)
        if wait > patience_s:
            return None
        self._level -= 1.0
        return wait
