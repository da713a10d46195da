"""Whether a source's clock is wrong: all its frames late by about the same amount. Pure."""

from __future__ import annotations

__all__ = ["LATE_MS", "STALE_AFTER_MS", "Skew"]

STALE_AFTER_MS = 600_000
"""Frames older than this are recorded and shown, not answered."""

LATE_MS = 60_000
SAME_MS = 20_000
FRAMES = 20
VIEWERS = 5
LIVE_MS = 30_000


class Skew:
    """Judges each stamp against our clock and learns a constant error.

    20 frames from 5 viewers that are all late by the same amount (within 20 s) are a wrong
    clock. After frames that were on time it takes 30 s of them too: a backlog delivered at once
    after a lost connection is late for another reason.

    `at_ease`: the last stamp was on time, and so nothing is learned from one that is on time too.
    """

    __slots__ = (
        "_count", "_doubtful", "_first_ms", "_high", "_low", "_viewers", "at_ease", "offset_ms",
    )  # fmt: skip

    def __init__(self) -> None:
        self.offset_ms = 0
        self._doubtful = self.at_ease = False
        self._restart()

    def _restart(self) -> None:
        self._count = self._low = self._high = self._first_ms = 0
        self._viewers: set[str] = set()

    def judge(self, sent_ms: int, now_ms: int, viewer: str) -> tuple[int, bool, bool]:
        """Return the corrected stamp, whether it is stale, and whether `offset_ms` changed now.

        The corrected stamp is never later than `now_ms`.
        """
        lag = now_ms - sent_ms
        if lag < LATE_MS and not self.offset_ms and not self._count:
            self._doubtful = self.at_ease = True  # the usual case
            return min(sent_ms, now_ms), False, False
        self.at_ease = False
        changed = self._learn(lag, now_ms, viewer)
        corrected = min(sent_ms + self.offset_ms, now_ms)
        return corrected, now_ms - corrected > STALE_AFTER_MS, changed

    def _learn(self, lag: int, now_ms: int, viewer: str) -> bool:
        if self.offset_ms and lag < self.offset_ms - SAME_MS:
            self.offset_ms = 0  # the clock was set right
            self._doubtful = True
            self._restart()
            return True
        if lag < self.offset_ms + LATE_MS:
            self._doubtful = True
            if self._count:
                self._restart()
            return False
        low, high = min(self._low, lag), max(self._high, lag)
        if not self._count or high - low > SAME_MS:
            self._doubtful = self._doubtful or self._count > 0
            self._restart()
            low = high = lag
            self._first_ms = now_ms
        self._low, self._high = low, high
        self._count += 1
        if len(self._viewers) < VIEWERS:
            self._viewers.add(viewer)
        if self._count < FRAMES or len(self._viewers) < VIEWERS:
            return False
        if self._doubtful and now_ms - self._first_ms < LIVE_MS:
            return False
        self.offset_ms = low
        self._restart()
        return True
