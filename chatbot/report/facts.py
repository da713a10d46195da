"""A fact with what the catalog said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.show.signed import LIVE, value_of

if TYPE_CHECKING:
    from chatbot.show.state import ShowState

__all__ = ["stated"]

LONGEST = 80


def stated(fact: str, state: ShowState) -> str:
    """`price:TEE:CNY` as `price:TEE:CNY = 129`; only its name where the catalog has no such thing.

    Facts are told as the catalog is in this state.
    """
    kind, _, rest = fact.partition(":")
    value: object = None
    if kind in LIVE:
        sku, _, more = rest.rpartition(":") if kind == "price" else (rest, "", "")
        product = state.catalog.get(sku)
        if product is not None and kind == "price":
            value = product.price.get(more)
        elif product is not None and kind == "stock":
            value = product.stock
    else:
        value = value_of(fact, state.catalog, state.persona)
    if value in (None, "", {}):
        return fact
    text = str(value)
    return f"{fact} = {text if len(text) <= LONGEST else f'{text[:LONGEST]}…'}"
