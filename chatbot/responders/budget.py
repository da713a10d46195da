"""When a model may be asked: a breaker after failures, a budget of tokens. Time is an argument."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

__all__ = ["Breaker", "TokenBudget"]

FAILURES = 3
WITHIN_S = 60.0
REST_FIRST_S, REST_MOST_S = 15.0, 300.0


@dataclass(slots=True)
class Breaker:
    """Open after three failures in a minute; then one probe at a time, after ever longer rests.

    `refused_until` is what a server asked for itself (`Retry-After`).
    """

    _failed_at: deque[float] = field(default_factory=deque)
    _opened_at: float | None = None
    _rest_s: float = REST_FIRST_S
    _probing: bool = False
    _refused_until: float = 0.0

    def why_not(self, now_s: float) -> str:
        """Why nobody is asked now, "" when somebody may be."""
        if now_s < self._refused_until:
            return f"it asked to be left alone for {self._refused_until - now_s:.0f} s"
        if self._opened_at is None:
            return ""
        left_s = self._opened_at + self._rest_s - now_s
        if left_s > 0:
            return f"it failed {FAILURES} times; tried again in {left_s:.0f} s"
        return "one question tries whether it is back" if self._probing else ""

    def began(self) -> None:
        """A question is under way; after a rest it is the probe, and others wait for it."""
        self._probing = self._opened_at is not None

    def succeeded(self) -> None:
        """It answered: all is forgotten."""
        self._failed_at.clear()
        self._opened_at, self._rest_s, self._probing = None, REST_FIRST_S, False

    def failed(self, now_s: float, retry_after_s: float | None = None) -> None:
        """It did not answer."""
        if retry_after_s is not None:
            self._refused_until = now_s + min(retry_after_s, REST_MOST_S)
        if self._opened_at is not None:
            self._rest_s = min(self._rest_s * 2, REST_MOST_S)
            self._opened_at, self._probing = now_s, False
            return
        self._failed_at.append(now_s)
        while self._failed_at[0] < now_s - WITHIN_S:
            self._failed_at.popleft()
        if len(self._failed_at) >= FAILURES:
            self._opened_at = now_s

    def abandoned(self) -> None:
        """The question was let go of: it says nothing about the server."""
        self._probing = False


@dataclass(slots=True)
class TokenBudget:
    """Tokens that may be spent in any minute, and in the whole show."""

    per_minute: int
    per_night: int
    spent: int = 0
    _lately: deque[tuple[float, int]] = field(default_factory=deque)

    def why_not(self, now_s: float) -> str:
        """Why no more may be spent now, "" while some is left."""
        while self._lately and self._lately[0][0] <= now_s - 60:
            self._lately.popleft()
        if self.spent >= self.per_night:
            return f"tonight's {self.per_night} tokens are spent"
        if sum(tokens for _, tokens in self._lately) >= self.per_minute:
            return f"this minute's {self.per_minute} tokens are spent"
        return ""

    def spend(self, tokens: int, now_s: float) -> None:
        """Note what a question and its answer cost."""
        self.spent += tokens
        self._lately.append((now_s, tokens))
