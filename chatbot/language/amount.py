"""A figure of a text with what it measures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Amount"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A figure at `start:end` (code points of the text given).

    `kind` is money, percent, count, measure, duration, date, clock, ordinal, code or bare.
    `currency` is an ISO code where one is named. `unit`: `%` a share, `off` a reduction in percent
    (八折 is 20 off), `bogo` and `second_half` the two-for-less offers, `h`, `day`, `bday`
    (business day), `ml`…; for a date `MM-DD`, `YYYY-MM-DD` or `MM`; for a count its noun.
    `others` are further readings of the same words ("six fifty" is 6.50 or 650).
    """

    value: Decimal
    start: int
    end: int
    kind: str
    currency: str | None = None
    unit: str | None = None
    others: tuple[Decimal, ...] = ()

    @property
    def readings(self) -> tuple[Decimal, ...]:
        """All values the words may mean, the likeliest first."""
        return (self.value, *self.others)
