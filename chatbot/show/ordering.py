"""Where viewers order: in the platform's cart, by a link with its code on screen, or nowhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chatbot.commands import Reply
from chatbot.show.draw import draw, draw_number
from chatbot.show.lines import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.catalog import Product
    from chatbot.show.state import ShowState

__all__ = ["CHAT", "is_link_post", "link_for", "link_in_chat", "link_post", "links_of", "orderable"]

CHAT = {"zh": "评论区", "en": "the chat", "fr": "le chat"}
"""What the place of the link is called."""


def link_for(state: ShowState, sku: str | None) -> str | None:
    """The address at which this product, or without one the shop, takes orders; else None."""
    policy = state.show.policy
    if policy.order_channel != "link" or policy.order_link is None:
        return None
    product = state.catalog.get(sku)
    return (product.link if product is not None else None) or policy.order_link


def links_of(state: ShowState) -> tuple[str, ...]:
    """Every address that may be posted in the chat."""
    links = (link_for(state, sku) for sku in (None, *state.catalog.by_sku))
    return tuple(dict.fromkeys(link for link in links if link))


def orderable(state: ShowState, product: Product | None) -> bool:
    """True while viewers can order it here and now: there is something to point at."""
    if product is None or product.sold_out or product.off_air:
        return False
    return state.show.policy.order_channel == "cart" or link_for(state, product.sku) is not None


def link_in_chat(state: ShowState) -> bool:
    """True while the link stands in the chat, as far as is known."""
    return _posted_lately(state) and not state.memory.link_refused


def _posted_lately(state: ShowState) -> bool:
    last, every_ms = state.memory.linked_ms, state.show.policy.link_every_min * 60_000
    return last is not None and state.memory.now_ms - last < every_ms


def link_post(state: ShowState, sku: str | None, lang: str) -> Iterator[Reply]:
    """The message with the link, where it is due."""
    link, product = link_for(state, sku), state.catalog.get(sku)
    if link is None or _posted_lately(state) or (sku and not orderable(state, product)):
        return
    templates = state.phrases.get("chat.link", lang)
    if templates:
        template = draw(templates, draw_number(state.memory.seed, "link", state.memory.utterances))
        filled = fill(template, {"link": link})
        assert filled is not None
        yield Reply(filled[0])


def is_link_post(state: ShowState, reply: Reply) -> bool:
    """True for a message that holds one of the links."""
    return bool(set(links_of(state)).intersection(re.split(r"\s+", reply.text)))
