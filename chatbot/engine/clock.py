"""Show time and wall time."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from chatbot.errors import ConfigError

__all__ = ["MOVED_MS", "Clock", "SystemClock", "wall_now_ms"]

MOVED_MS = 2_000
"""What differs by less is no clock that was set."""


def wall_now_ms() -> int:
    """The wall clock in ms since 1970, or what `CHATBOT_NOW` says it is.

    Raises:
        ConfigError: `CHATBOT_NOW` is not an ISO time with an offset.
    """
    override = os.environ.get("CHATBOT_NOW")
    if not override:
        return time.time_ns() // 1_000_000
    try:
        moment = datetime.fromisoformat(override)
    except ValueError as error:
        raise ConfigError(f"CHATBOT_NOW={override!r}: {error}") from error
    if moment.tzinfo is None:
        raise ConfigError(f"CHATBOT_NOW={override!r}: add an offset, such as +08:00")
    return round(moment.timestamp() * 1000)


class Clock(Protocol):
    """Where time comes from; everything else is told."""

    def now_ms(self) -> int:
        """Show time: milliseconds since the show first started, never going back."""
        ...

    def wall_ms(self) -> int:
        """Wall time in ms since 1970."""
        ...


class SystemClock:
    """Show time from the monotonic clock; wall time runs on from where it stood at the start."""

    def __init__(
        self,
        *,
        start_ms: int = 0,
        wall_ms: int | None = None,
        monotonic_ns: Callable[[], int] = time.monotonic_ns,
        system_ns: Callable[[], int] = time.time_ns,
    ) -> None:
        self._start_ms = start_ms
        self._wall_ms = wall_now_ms() if wall_ms is None else wall_ms
        self._monotonic_ns, self._system_ns = monotonic_ns, system_ns
        self._zero, self._system_zero = monotonic_ns(), system_ns()

    def _elapsed_ms(self) -> int:
        return (self._monotonic_ns() - self._zero) // 1_000_000

    def follow(self) -> int:
        """Take over what the machine's clock was set by since, in ms; 0 for less than 2 s.

        A machine that slept has its clock set ahead, too.
        """
        passed_ms = (self._system_ns() - self._system_zero) // 1_000_000
        by_ms = passed_ms - self._elapsed_ms()
        if abs(by_ms) < MOVED_MS:
            return 0
        self._system_zero += by_ms * 1_000_000
        self._wall_ms += by_ms
        return by_ms

    def now_ms(self) -> int:
        """Show time in ms."""
        return self._start_ms + self._elapsed_ms()

    def wall_ms(self) -> int:
        """Wall time in ms since 1970."""
        return self._wall_ms + self._elapsed_ms()
