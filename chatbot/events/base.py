"""What every event is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import ClassVar

__all__ = [
    "AudienceMember",
    "Event",
    "Lane",
]


class Lane(Enum):
    """How the bus treats an event when it is busy."""

    CONTROL = auto()  # first, never shed: people, timers, our own parts
    LATEST = auto()  # one slot a type, source and key: only the newest matters
    CHAT = auto()  # bounded ring, sheds chatter before what matters


@dataclass(frozen=True, slots=True)
class AudienceMember:
    """Who wrote or acted, as the platform names them; `role` carries no authority."""

    id: str
    nick: str = ""
    role: str = "viewer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened. `cause` is the id of the event this one follows from."""

    lane: ClassVar[Lane] = Lane.CONTROL
    id: str = ""
    source: str = ""
    at_ms: int = 0
    cause: str | None = None

    @property
    def slot(self) -> str:
        """In the LATEST lane, events of one type, source and slot replace each other."""
        return ""
