"""Offers and coupons: what takes something off a price, from when to when."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field, model_validator

from chatbot.errors import Wrong, WrongValue
from chatbot.values import Amounts, Instant, LocalText

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

__all__ = ["Offer", "Promotion", "Record", "overlapping"]


class Record(BaseModel):
    """What a catalog is made of: it does not change, and unknown keys are errors."""

    # sizes such as 38 and skus such as 1001 are texts, however they are written
    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)


def _in_order(starts_at: datetime | None, ends_at: datetime | None) -> None:
    if starts_at and ends_at and ends_at <= starts_at:
        raise WrongValue([Wrong("'ends_at' is not after 'starts_at'", ("ends_at",))])


class Offer(Record):
    """A price reduction that really exists, against `prior_price_30d_lowest`, until `ends_at`."""

    type: str = "price_reduction"
    starts_at: Instant | None = None
    ends_at: Instant | None = None

    @model_validator(mode="after")
    def _ends_later(self) -> Offer:
        _in_order(self.starts_at, self.ends_at)
        return self


class Promotion(Record):
    """A coupon: `effect` off an order of at least `min_order`, both by currency."""

    code: str = Field(min_length=1)
    effect: Amounts = Field(min_length=1)
    min_order: Amounts = Field(default_factory=dict)
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    limit: LocalText | None = None
    note: LocalText | None = None

    @model_validator(mode="after")
    def _ends_later(self) -> Promotion:
        _in_order(self.starts_at, self.ends_at)
        return self


def overlapping(promotions: tuple[Promotion, ...]) -> Iterator[Wrong]:
    """Coupons for the same orders at the same time: nobody could say which of them is meant."""
    for (i, first), (j, second) in combinations(enumerate(promotions), 2):
        shared = sorted(first.effect.keys() & second.effect.keys())
        same = [c for c in shared if first.min_order.get(c) == second.min_order.get(c)]
        twice = first.code.casefold() == second.code.casefold()  # an error of its own
        if same and not twice and _meet(first, second):
            least = first.min_order.get(same[0])
            of = f"orders from {least} {same[0]}" if least is not None else "orders of any amount"
            yield Wrong(
                f"the coupon {second.code!r} is for {of}, as {first.code!r} is ({{other}}) at the "
                "same time: let one end before the other starts, or change a 'min_order'",
                ("promotions", j),
                ("promotions", i),
            )


def _meet(first: Promotion, second: Promotion) -> bool:
    begins = [p.starts_at for p in (first, second) if p.starts_at]
    ends = [p.ends_at for p in (first, second) if p.ends_at]
    return not begins or not ends or max(begins) < min(ends)
