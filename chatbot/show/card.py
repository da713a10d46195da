"""Whether the card on screen still says what the catalog says; one that does not is shown anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.commands import Priority, ShowProduct
from chatbot.show.memory import Wish

if TYPE_CHECKING:
    from decimal import Decimal

    from chatbot.catalog import Product
    from chatbot.show.state import ShowState

__all__ = ["is_current", "look_at_card", "note_card", "stated"]

REASON = "the card on screen is out of date"
WITHIN_MS = 24 * 3_600_000


def stated(state: ShowState, product: Product) -> tuple[Decimal | None, int | None]:
    """Price and stock as a card may state them: None for what is off air, on hold or too old."""
    if product.off_air:
        return None, None
    stale = state.stale
    held = product.price_on_hold or "price" in stale
    return (
        None if held else product.price.get(state.currency),
        None if "stock" in stale else product.stock,
    )


def _states(state: ShowState, sku: str) -> str:
    """What a card of this product says now."""
    product = state.catalog.get(sku)
    if product is None or product.off_air:
        return "off air"
    price, stock = stated(state, product)
    return f"{price}/{product.per}, {stock}"


def note_card(state: ShowState, sku: str) -> None:
    """The card of `sku` goes on screen as the catalog states it now."""
    state.memory.card_sku, state.memory.card = sku, _states(state, sku)


def is_current(state: ShowState, wish: Wish) -> bool:
    """Whether this wish is for a new card that is no longer needed."""
    memory = state.memory
    if wish.reason != REASON:
        return False
    return memory.card_sku != _shown(wish) or memory.card == _states(state, memory.card_sku)


def look_at_card(state: ShowState) -> None:
    """Wish for the card anew where the catalog now states something else."""
    memory = state.memory
    if not memory.card_sku or memory.card == _states(state, memory.card_sku):
        return
    if any(wish.reason == REASON for wish in memory.wishes):
        return
    state.wish(
        Wish(
            id=f"card-{memory.card_sku}-{memory.now_ms}",
            commands=(ShowProduct(memory.card_sku),),
            priority=int(Priority.MODERATOR),
            reason=REASON,
            at_ms=memory.now_ms,
            expires_at_ms=memory.now_ms + WITHIN_MS,
        )
    )


def _shown(wish: Wish) -> str:
    return next((c.sku for c in wish.commands if isinstance(c, ShowProduct)), "")
