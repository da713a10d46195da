"""Changes to what is sold: a feed may make a promise weaker, a person may change anything."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from chatbot.catalog import local
from chatbot.commands import Command, Priority, Say
from chatbot.show.draw import draw, draw_number
from chatbot.show.lines import fill
from chatbot.show.memory import Wish
from chatbot.show.mood import quiet

if TYPE_CHECKING:
    from chatbot.events import ProductSignal
    from chatbot.show.state import ShowState

__all__ = [
    "LOW_STOCK",
    "announce_low_stock",
    "announce_sold_out",
    "low_stock_words",
    "signalled",
    "sold_out_words",
]

LOW_STOCK = 12
"""From here down the room is told how many are left, once, with the true figure."""


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
    else:
        announce_low_stock(state, event.sku, product.stock, f"{event.source}/{event.id}")


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


def announce_low_stock(state: ShowState, sku: str, before: int | None, cause: str) -> None:
    """Ask for the notice that few are left, where a seller has just come to that."""
    memory, product = state.memory, state.catalog.by_sku[sku]
    few = product.stock is not None and 0 < product.stock <= LOW_STOCK
    if not few or (before is not None and before <= LOW_STOCK) or sku in memory.low_stock_told:
        return
    if state.persona.kind != "seller" or memory.programme.silent or state.scripted:
        return
    memory.low_stock_told.append(sku)
    state.wish(
        Wish(
            id=f"low_stock:{sku}:{cause}",
            commands=(),
            priority=int(Priority.NOTICE),
            reason=f"low stock: {sku}",
            at_ms=memory.now_ms,
            expires_at_ms=memory.now_ms + 60_000,
        )
    )


def sold_out_words(state: ShowState, sku: str, cause: str) -> tuple[Command, ...]:
    """That it is sold out, or () where it is not any more."""
    product = state.catalog.get(sku)
    if product is None or not product.sold_out:
        return ()
    return _words(
        state, "notice.sold_out", {"name": local(product.name, state.show.language)}, cause
    )


def low_stock_words(state: ShowState, sku: str, cause: str) -> tuple[Command, ...]:
    """How many are left at this moment; () where that is not few, or nothing is to be sold now."""
    product = state.catalog.get(sku)
    if product is None or product.off_air or quiet(state.memory.mood, state.memory.now_ms):
        return ()
    if product.stock is None or not 0 < product.stock <= LOW_STOCK:
        return ()
    lang = state.show.language
    address = state.pitch().tier.address.get(lang, ())
    slots = {"name": local(product.name, lang), "stock": str(product.stock)}
    if address:
        slots["address"] = draw(address, draw_number(state.memory.seed, "address", cause))
    return _words(state, "notice.low_stock", slots, cause)


def _words(state: ShowState, name: str, slots: dict[str, str], cause: str) -> tuple[Command, ...]:
    lang = state.show.language
    mood = "sorry" if name == "notice.sold_out" else "neutral"
    options = [line for t in state.phrases.get(name, lang) if (line := fill(t, slots)) is not None]
    if not options:
        return ()
    recent = [line for line in options if line[0] in state.memory.recent]
    text, _ = draw(options, draw_number(state.memory.seed, cause), recent)
    return (Say(text, lang, mood),)
