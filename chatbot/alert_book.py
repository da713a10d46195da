"""Which address an alert goes to, and when the next one is asked. Time is an argument."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.alert_config import LEVELS, Level

__all__ = ["EVERY_MS", "AlertBook", "Told"]

EVERY_MS = 5 * 60_000
"""At most one of a kind in this time; unanswered for as long, the next address is told."""


@dataclass(slots=True)
class Told:
    """The last alert of a kind: what it said, whom it reached (their places), and when."""

    title: str
    body: str
    reached: tuple[int, ...]
    place: int
    at_ms: int
    open: bool = True

    @property
    def address(self) -> int:
        """The address it went to last."""
        return self.reached[self.place]


class AlertBook:
    """Keeps the last alert of each kind. `least` is the lowest level that each address wants."""

    def __init__(self, least: Sequence[Level]) -> None:
        self._least = least
        self._told: dict[str, Told] = {}

    def raised(self, kind: str, level: Level, title: str, body: str, now_ms: int) -> Told | None:
        """What is to be sent now; None within the time of the last one, or if nobody wants it.

        Where nobody answered the last one of the kind, the next address hears of this.
        """
        known = self._told.get(kind)
        if known is not None and now_ms - known.at_ms < EVERY_MS:
            return None
        wants = [
            i for i, least in enumerate(self._least) if LEVELS.index(level) >= LEVELS.index(least)
        ]
        if not wants:
            return None
        place = min(known.place + 1, len(wants) - 1) if known and known.open else 0
        told = self._told[kind] = Told(title, body, tuple(wants), place, now_ms)
        return told

    def acknowledged(self) -> None:
        """A person is there: no further address is told."""
        for told in self._told.values():
            told.open = False

    def due(self, now_ms: int) -> list[Told]:
        """Those that nobody answered in time, each moved on to its next address."""
        late = [told for told in self._told.values() if now_ms - told.at_ms >= EVERY_MS]
        return [told for told in late if self.next(told, now_ms)]

    def next(self, told: Told, now_ms: int) -> bool:
        """Move an unanswered one on to its next address; False where there is none."""
        if not told.open or told.place + 1 >= len(told.reached):
            return False
        told.place += 1
        told.at_ms = now_ms
        return True
