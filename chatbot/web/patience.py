"""How long a connection may take to ask for something, and how many may do so at a time.

Whoever opens connections and asks for nothing would hold a file of ours each, until there is none
left for the person who presses STOP.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["HEAD_WITHIN_S", "MOST_UNANSWERED", "patient_protocol"]

HEAD_WITHIN_S = 10.0
MOST_UNANSWERED = 256
"""More than these, and the one that has been there longest is closed; answers take milliseconds."""


def patient_protocol() -> type[H11Protocol]:
    """Uvicorn's own protocol for one server, with an end to its patience."""
    from uvicorn.protocols.http.h11_impl import H11Protocol as Plain

    unanswered: OrderedDict[asyncio.Transport, None] = OrderedDict()

    class Patient(Plain):
        _late: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._waits()

        def data_received(self, data: bytes) -> None:
            if self._idle() and self._late is None:
                self._waits()
            super().data_received(data)

        def on_response_complete(self) -> None:
            self._answered()
            super().on_response_complete()

        def handle_websocket_upgrade(self, event: object) -> None:
            self._answered()
            super().handle_websocket_upgrade(event)  # type: ignore[arg-type]

        def connection_lost(self, exc: Exception | None) -> None:
            self._answered()
            super().connection_lost(exc)

        def _idle(self) -> bool:
            return self.cycle is None or self.cycle.response_complete

        def _waits(self) -> None:
            unanswered[self.transport] = None
            self._late = self.loop.call_later(HEAD_WITHIN_S, self._look)
            while len(unanswered) > MOST_UNANSWERED:
                unanswered.popitem(last=False)[0].abort()

        def _answered(self) -> None:
            unanswered.pop(self.transport, None)
            if self._late is not None:
                self._late.cancel()
                self._late = None

        def _look(self) -> None:
            """A request that is being answered may take its time; one that never came may not."""
            if self._idle():
                self.transport.abort()

    return Patient
