"""Live chat in: adapters turn a platform's bytes into typed events.

An adapter never decides. It checks, cleans, counts and offers; what becomes of an event is
called back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, Protocol

from chatbot.events import Event, PlatformResult

__all__ = ["Adapter", "Fate", "Offer", "OnFate"]

Fate = Literal["kept", "duplicate", "shed", "dropped"]
"""What became of an event: durable, seen before, let go under load, or not wanted."""

OnFate = Callable[[Fate], None]
"""Called once on the loop when an event's fate is final; `kept` only after it is durable."""

Offer = Callable[[Event, OnFate | None], None]
"""Hands an event to the bus. Never blocks and never raises."""


class Adapter(Protocol):
    """A source of chat."""

    @property
    def name(self) -> str:
        """The `source` of every event it offers; unique in a show."""
        ...

    @property
    def can(self) -> frozenset[str]:
        """The platform actions that work now, such as `reply` or `pin`."""
        ...

    async def run(self, offer: Offer) -> None:
        """Offer events until cancelled. Lost connections are its own business.

        Raises:
            AuthFailed: the peer refused our credentials; trying again will not help.
            NotReady: it cannot start now, such as a port that is taken.
        """
        ...

    async def act(self, ref: str, action: Mapping[str, Any]) -> PlatformResult:
        """Ask the platform to do something, such as `{"action": "pin", "sku": "SERUM"}`.

        The result is `done`, `refused` or `timeout`; nothing is raised.
        """
        ...
