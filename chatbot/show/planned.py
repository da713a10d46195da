"""A line of the programme as it was planned."""

from __future__ import annotations

from dataclasses import dataclass

from chatbot.commands import Mark
from chatbot.show.memory import Reply

__all__ = ["PlannedLine"]


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A filled line of the programme."""

    name: str
    text: str
    marks: tuple[Mark, ...]
    sku: str | None
    point: bool = False
    mood: str = "neutral"
    gesture: str | None = None
    facts: tuple[str, ...] = ()
    signer: str = ""
    lang: str = ""
    speaker: str = ""
    reply: Reply | None = None
