"""What a person who hosts reads: questions in order, answers, which product comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chatbot.show.programme import sellable
from chatbot.show.whisper import most_wanted, suggestion_of

if TYPE_CHECKING:
    from chatbot.show.questions import Cluster
    from chatbot.show.state import ShowState

__all__ = ["next_sku", "prompter"]

Row = dict[str, Any]


def prompter(state: ShowState) -> Row:
    """The questions, best first, each with why it ranks there and the answer the gate let pass."""
    if not state.whispers:
        return {"whispers": False, "items": [], "next": None}
    items = [_item(state, cluster) for cluster in most_wanted(state)]
    return {"whispers": True, "items": items, "next": next_sku(state)}


def _item(state: ShowState, cluster: Cluster) -> Row:
    memory = state.memory
    answer = None
    if cluster.suggested:
        found = suggestion_of(cluster)
        answer = {"text": found.text, "lang": found.lang, "facts": found.facts, "by": found.by}
    return {
        "id": cluster.id,
        "text": cluster.first.text,
        "nick": cluster.first.nick,
        "lang": cluster.reading.lang,
        "intent": cluster.reading.intent,
        "sku": cluster.reading.sku,
        "asked_by": cluster.asked_by,
        "why": memory.board.reasons(cluster, memory.now_ms, memory.on_screen),
        "answer": answer,
        "preparing": cluster.status == "asking",
    }


def next_sku(state: ShowState) -> str | None:
    """The product after the one on screen, in the order of the rundown, else of the catalog."""
    skus = [product.sku for product in state.catalog.products]
    if state.rundown is not None:
        written = dict.fromkeys(s.sku for s in state.rundown.segments if s.sku in skus)
        skus = [sku for sku in written if sku] or skus
    here = state.memory.on_screen
    at = skus.index(here) + 1 if here in skus else 0
    turn = (state.catalog.by_sku[sku] for sku in skus[at:] + skus[:at])
    return next((p.sku for p in turn if sellable(p) and p.sku != here), None)
