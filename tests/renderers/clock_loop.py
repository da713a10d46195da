"""An event loop whose time passes only when nothing else can happen."""

from __future__ import annotations

import asyncio
from heapq import heappop
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Coroutine


class ClockLoop(asyncio.SelectorEventLoop):
    """`time()` jumps to the next timer when every task waits."""

    def __init__(self) -> None:
        super().__init__()
        self._clock = 1000.0

    def time(self) -> float:
        return self._clock

    def _run_once(self) -> None:
        while not self._ready and self._scheduled and self._scheduled[0].cancelled():
            heappop(self._scheduled)._scheduled = False  # it would wait for the real clock
            self._timer_cancelled_count -= 1
        if not self._ready and self._scheduled:
            self._clock = max(self._clock, self._scheduled[0].when())
        super()._run_once()


def run(main: Coroutine[Any, Any, Any]) -> Any:
    """Run on virtual time."""
    with asyncio.Runner(loop_factory=ClockLoop) as runner:
        return runner.run(main)
