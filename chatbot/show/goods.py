"""Changes to what is sold: a feed may make a promise weaker, a person may change anything."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from chatbot.show.memory import Wish

if TYPE_CHECKING:
    from chatbot.events import ProductSignal
    from chatbot.show.state import ShowState

__all__ = ["announce_sold_out", "signalled"]


def signalled(state: ShowState, event: ProductSignal) -> None:
    """Apply what the platform says about a product, as far as it may."""
    product = state.catalog.get(event.sku)
    if product is None:
        state.tell(
            "warning", event.source, f"the platform speaks of {event.sku!r}: not in the catalog"
        )
        return
    if event.action == "shown":
        state.memory.on_screen = event.sku
        return
    if event.action == "price" and event.amount is not None:
        listed = product.price.get(event.currency or state.currency)
        try:
            same = listed is not None and Decimal(event.amount) == listed
        except InvalidOperation:
            same = False
        seen = f"{event.amount} {event.currency or state.currency}, {listed}"
        settled = state.memory.doubted.get(event.sku) == seen  # a person has seen these two
        if not same and not settled and not product.price_on_hold:
            state.memory.doubted[event.sku] = seen
            state.change_product(event.sku, "hold", "true")
            state.tell(
                "urgent",
                event.sku,
                f"the platform shows {event.amount} {event.currency or state.currency}, the "
                f"catalog {listed}: its price is not spoken until somebody confirms it",
            )
        return
    stock = {"sold_out": 0, "stock": event.stock}.get(event.action)
    if stock is None or stock < 0:
        return
    if product.stock is not None and stock > product.stock and not event.trusted:
        state.tell("info", event.sku, f"the platform says {stock} in stock; not taken over")
        return
    if stock == product.stock:
        return
    state.change_product(event.sku, "stock", str(stock))
    if stock == 0:
        state.tell("info", event.sku, "sold out")
        announce_sold_out(state, event.sku, f"{event.source}/{event.id}")


def announce_sold_out(state: ShowState, sku: str, cause: str) -> None:
    """Ask for the notice; the words are chosen when it is performed."""
    now_ms = state.memory.now_ms
    reason = f"sold out: {sku}"
    if any(wish.reason == reason for wish in state.memory.wishes):
        return
    state.wish(
        Wish(
            id=f"sold_out:{sku}:{cause}",
            commands=(),
            priority=3,
            reason=reason,
            at_ms=now_ms,
            expires_at_ms=now_ms + 60_000,
        )
    )
