"""What a viewer's message says: language, intent, product, and whether an answer is wanted."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["INTENTS", "Reading"]

INTENTS = (
    "price",
    "stock",
    "shipping",
    "return",
    "size_colour",
    "usage",
    "authenticity",
    "discount",
    "order",
    "ai_identity",
    "praise",
    "complaint",
    "greeting",
    "chit_chat",
    "spam",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the rules make of one message.

    `sku` is the product it is about: named, by link number, else the one on screen where the
    intent needs one. `skus` are all products named. `colour` and `size` are variant keys as in the
    catalog; `topic` is the product fact asked for (a key of `facts`, or a free word such as
    `pregnancy` that the catalog does not know). `destination` is a shipping region of the catalog
    or a place it does not ship to, in `destination_name` as the viewer wrote it. `unsafe` names
    why it must not be answered (`link`, `injection`, `self_harm`, …); `outcome` is `open`,
    `ignored` or `blocked`.
    """

    lang: str
    intent: str
    question: bool
    confident: bool = True
    sku: str | None = None
    skus: tuple[str, ...] = ()
    colour: str | None = None
    size: str | None = None
    weight_kg: float | None = None
    quantity: int | None = None
    currency: str | None = None
    destination: str | None = None
    destination_name: str = ""
    topic: str | None = None
    unsafe: tuple[str, ...] = ()
    outcome: str = "open"
