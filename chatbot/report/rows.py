"""What a night is told in: its minutes, questions, lines, deeds, outages, products and costs."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Intervention", "Line", "Minute", "Outage", "Product", "Question", "Spent"]

_APPROVED = re.compile(r"(?:^|, )(?:approved by|in the words of) ([^,;]+)")
_ASKED_FOR = re.compile(r"(?:\w+ by|goodbye for|takes back \S+ for) ([^,;]+)")


@dataclass(slots=True)
class Minute:
    """One minute of the show; the figures are of its end, the counts of what fell in it."""

    viewers: int = 0
    tier: str = ""
    segment: str = ""
    mood: str = ""
    chat: int = 0
    asked: int = 0
    answered: int = 0
    missed: int = 0
    orders: int = 0
    tokens: int = 0
    characters: int = 0


@dataclass(slots=True)
class Question:
    """A message that waited for an answer, and what became of it."""

    id: str
    at_ms: int
    nick: str
    text: str
    lang: str
    intent: str
    sku: str | None
    fate: str = "waiting"
    reason: str = ""
    waited_ms: int | None = None
    unknown: bool = False
    """The host had to say that the shop has not stated it."""
    named: bool = False
    """The viewer named the product, rather than meaning what was on screen."""


@dataclass(slots=True)
class Line:
    """Something the host was to say: who asked, on which facts, judged when, and what was heard."""

    utterance: str
    at_ms: int
    text: str
    lang: str
    why: str
    asked: tuple[str, ...]
    facts: tuple[str, ...]
    catalog: str = ""
    verdict: str = ""
    reasons: tuple[str, ...] = ()
    outcome: str = ""
    said: str = ""
    ended_ms: int | None = None
    stated: tuple[str, ...] = ()
    """The facts again, with what the catalog said of each when the line was judged."""

    @property
    def approver(self) -> str:
        """Who approved the line or had it said, as its reason tells; "" where nobody had to."""
        found = _APPROVED.search(self.why) or _ASKED_FOR.match(self.why)
        return found[1] if found else ""


@dataclass(slots=True)
class Intervention:
    """What a person did; `refused` says why it was not done."""

    at_ms: int
    by: str
    action: str
    detail: str
    refused: str = ""


@dataclass(slots=True)
class Outage:
    """Something that was down; `until_ms` is None where it stayed so."""

    at_ms: int
    part: str
    detail: str
    until_ms: int | None = None


@dataclass(slots=True)
class Product:
    """What the room did about a product."""

    sku: str
    name: str
    asked: int = 0
    carts: int = 0
    orders: int = 0
    pieces: int = 0


@dataclass(slots=True)
class Spent:
    """What a model (tokens sent and written) or a bought voice (characters) took until `at_ms`.

    `cost` is None where no price is known.
    """

    at_ms: int
    part: str
    name: str
    sent: int = 0
    written: int = 0
    characters: int = 0
    cost: float | None = None
    currency: str = ""
