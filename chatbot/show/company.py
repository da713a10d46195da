"""What a character remembers of tonight's company: regulars, gags told, votes. Plain data."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Ballot", "GagTold", "Regular"]


@dataclass
class Regular:
    """When a viewer was first and last there, how much they wrote and asked, what last about."""

    first_ms: int
    last_ms: int
    messages: int = 0
    questions: int = 0
    topic: str = ""
    returns: int = 0


@dataclass
class GagTold:
    """How often what brings a gag happened, how often it was told, when it last came up."""

    seen: int = 0
    told: int = 0
    came_ms: int | None = None
    wish: str = ""
    line: str = ""


@dataclass(frozen=True)
class Ballot:
    """Votes and topics as they stand: the choices (numbers of topics) of the open vote, or none.

    `told` are the topics that won before, `line` which line of the `topic` in hand is next.
    """

    number: int = 0
    choices: tuple[int, ...] = ()
    opened_ms: int = 0
    closes_ms: int = 0
    closed_ms: int | None = None
    reminded: bool = False
    topic: int | None = None
    line: int = 0
    told: tuple[int, ...] = ()
