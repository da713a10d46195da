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

__all__ = [
    "CHAT",
    "is_link_post",
    "late_links",
    "link_for",
    "link_in_chat",
    "link_post",
    "links_of",
    "orderable",
]

EVERYWHERE, NEVER = "", -(10**9)
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


def link_in_chat(state: ShowState, sources: tuple[str, ...] = ()) -> bool:
    """True while the link stands in the chat of these platforms, or of all, as far as is known."""
    return all(_stands(state, name) for name in sources or _platforms(state) or (EVERYWHERE,))


def _stands(state: ShowState, source: str) -> bool:
    memory = state.memory
    if source in memory.sources and source not in memory.can_reply:
        return False
    refused = max(memory.link_refused.get(name, NEVER) for name in (source, EVERYWHERE))
    return _posted_lately(state, source) and _posted_ms(state, source) > refused


def _posted_ms(state: ShowState, source: str) -> int:
    return max(state.memory.linked.get(name, NEVER) for name in (source, EVERYWHERE))


def _posted_lately(state: ShowState, source: str) -> bool:
    every_ms = state.show.policy.link_every_min * 60_000
    return state.memory.now_ms - _posted_ms(state, source) < every_ms


def _platforms(state: ShowState) -> tuple[str, ...]:
    """The chats of the show, by their adapters' names."""
    memory = state.memory
    named = (adapter.name or adapter.type for adapter in state.show.adapters)
    names = dict.fromkeys((*named, *memory.can_reply, *memory.linked))
    return tuple(name for name in names if name != EVERYWHERE)


def _everywhere(state: ShowState) -> tuple[str, ...]:
    """Where a message for all goes: to all at once, unless some of them have it already."""
    platforms = _platforms(state)
    if any(_posted_lately(state, name) for name in platforms):
        return tuple(name for name in platforms if name in state.memory.can_reply)
    return (EVERYWHERE,)


def link_post(
    state: ShowState, sku: str | None, lang: str, sources: tuple[str, ...] = ()
) -> Iterator[Reply]:
    """The message with the link, once for each of these platforms, or for all, where it is due."""
    link, product = link_for(state, sku), state.catalog.get(sku)
    if link is None or (sku and not orderable(state, product)):
        return
    due = [name for name in sources or _everywhere(state) if not _posted_lately(state, name)]
    templates = state.phrases.get("chat.link", lang)
    if templates and due:
        template = draw(templates, draw_number(state.memory.seed, "link", state.memory.utterances))
        filled = fill(template, {"link": link})
        assert filled is not None
        yield from (Reply(filled[0], name) for name in due)


def late_links(state: ShowState) -> Iterator[Reply]:
    """The link that is given with this answer, for who asked the same elsewhere meanwhile."""
    onstage = state.memory.onstage
    assert onstage is not None
    if not onstage.link:
        return
    under_way = {command.source for command in onstage.asks_platform if isinstance(command, Reply)}
    clusters = (state.memory.board.clusters.get(id_) for id_ in onstage.clusters)
    for name in dict.fromkeys(name for cluster in clusters if cluster for name in cluster.sources):
        if name not in under_way and not _posted_lately(state, name):
            yield Reply(onstage.link, name)


def is_link_post(state: ShowState, reply: Reply) -> bool:
    """True for a message that holds one of the links."""
    return bool(set(links_of(state)).intersection(re.split(r"\s+", reply.text)))
