"""Work that is slow and may be late, done in batches with a budget beside the room."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

__all__ = ["Batches"]

WAITING = 128
BATCH = 16
PATIENCE_S = 0.15
REST_S = 0.2  # after a batch: at most 80 items a second
SHARE = 0.2  # of a core: slow work rests for longer

T = TypeVar("T")


class Batches(Generic[T]):
    """A bounded queue served some at a time; when late, the oldest are let go."""

    def __init__(self) -> None:
        self._queue: deque[T] = deque(maxlen=WAITING)
        self._arrived = asyncio.Event()

    def post(self, item: T) -> None:
        """Have this seen to; never waits."""
        self._queue.append(item)
        self._arrived.set()

    async def serve(
        self,
        work: Callable[[list[T]], Awaitable[None]],
        *,
        patient: Callable[[T], bool] = lambda item: True,
    ) -> None:
        """Work until cancelled; where all that wait are `patient`, more are waited for."""
        loop = asyncio.get_running_loop()
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            if all(map(patient, self._queue)):
                await asyncio.sleep(PATIENCE_S)
            began_s = loop.time()
            await work([self._queue.popleft() for _ in range(min(BATCH, len(self._queue)))])
            if self._queue:
                self._arrived.set()
                await asyncio.sleep(max(REST_S, (loop.time() - began_s) * (1 / SHARE - 1)))
