"""Show time and wall time."""

from __future__ import annotations

import os
import time
from datetime import datetime
from typing import Protocol

from chatbot.errors import ConfigError

__all__ = ["Clock", "SystemClock", "wall_now_ms"]


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

    def __init__(self, *, start_ms: int = 0, wall_ms: int | None = None) -> None:
        self._start_ms = start_ms
        self._wall_ms = wall_now_ms() if wall_ms is None else wall_ms
        self._zero = time.monotonic_ns()

    def _elapsed_ms(self) -> int:
        return (time.monotonic_ns() - self._zero) // 1_000_000

    def now_ms(self) -> int:
        """Show time in ms."""
        return self._start_ms + self._elapsed_ms()

    def wall_ms(self) -> int:
        """Wall time in ms since 1970."""
        return self._wall_ms + self._elapsed_ms()
