"""A number found in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

__all__ = ["Numeral"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number at `start:end` of the folded text; `others` are further readings of the same words.

    `weak` marks words that are as often no number (一, one, un): they count only before a unit.
    """

    start: int
    end: int
    value: Decimal
    others: tuple[Decimal, ...] = ()
    words: bool = False
    weak: bool = False
