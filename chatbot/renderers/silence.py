"""Who still has to confirm a stop."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from chatbot.performance import StopReport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chatbot.renderers.client import Client

__all__ = ["Silence"]


class Silence:
    """One stop: `owes` names the cues a client was sent and has not ended."""

    def __init__(self, monotonic: Callable[[], float]):
        self._now = monotonic
        self._at = monotonic()
        self._owed: dict[Client, set[str]] = {}
        self._confirmed: list[str] = []
        self._gone: list[str] = []
        self._slowest_s = 0.0
        self._changed = asyncio.Event()

    def ask(self, client: Client, cues: Iterable[str]) -> None:
        """This client was told to stop; with no cues it has nothing to play and is silent."""
        owed = set(cues)
        if owed:
            self._owed[client] = owed
        else:
            self._confirmed.append(client.name)

    def interrupted(self, client: Client, cue: str | None) -> None:
        """The client cut something: enough, unless the cue belongs to an earlier stop."""
        owed = self._owed.get(client)
        if owed is not None and (cue is None or cue in owed):
            self._confirm(client)

    def finished(self, client: Client, cue: str) -> None:
        """A cue came to its end by itself; once all have, there is nothing left to play."""
        owed = self._owed.get(client)
        if owed is not None:
            owed.discard(cue)
            if not owed:
                self._confirm(client)

    def left(self, client: Client) -> None:
        """A client that went before it confirmed may still make noise: nobody can tell."""
        if self._owed.pop(client, None) is not None:
            self._gone.append(client.name)
            self._changed.set()

    async def report(self, within_s: float) -> StopReport:
        """Wait until all have confirmed, at most `within_s` after the stop."""
        try:
            async with asyncio.timeout(max(0.0, within_s - (self._now() - self._at))):
                while self._owed:
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            pass
        unconfirmed = (*(client.name for client in self._owed), *self._gone)
        took_s = self._now() - self._at if unconfirmed else self._slowest_s
        return StopReport(tuple(self._confirmed), unconfirmed, round(took_s * 1000))

    def _confirm(self, client: Client) -> None:
        del self._owed[client]
        self._confirmed.append(client.name)
        self._slowest_s = self._now() - self._at
        self._changed.set()
