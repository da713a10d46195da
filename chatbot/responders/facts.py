"""Answers from the catalog alone: intent and product to fact to authored phrasing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.responders.delivery import returns, shipping
from chatbot.responders.goods import authenticity, usage
from chatbot.responders.offers import discount
from chatbot.responders.phrasing import Draft, speak
from chatbot.responders.prices import order, price
from chatbot.responders.shop_answers import shop_answer
from chatbot.responders.stock import size_colour, stock
from chatbot.responders.talk import ai_identity, chit_chat, complaint, greeting, praise
from chatbot.show.brief import Answer, Brief

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from chatbot.show.lines import PhraseBook

__all__ = ["FactsResponder"]

ANSWERS: dict[str, Callable[[Brief], list[Draft]]] = {
    "price": price,
    "stock": stock,
    "shipping": shipping,
    "return": returns,
    "size_colour": size_colour,
    "usage": usage,
    "authenticity": authenticity,
    "discount": discount,
    "order": order,
    "ai_identity": ai_identity,
    "praise": praise,
    "complaint": complaint,
    "greeting": greeting,
    "chit_chat": chit_chat,
}
SELLING = frozenset(
    {"price", "stock", "shipping", "return", "size_colour", "usage", "authenticity", "discount"}
)
OPEN = frozenset({"chit_chat", "usage", "authenticity", "order", "discount", "shipping", "return"})


class FactsResponder:
    """States what the catalog states, in the viewer's language; what it does not is not known."""

    name = "facts"

    def __init__(self, phrases: PhraseBook) -> None:
        self._phrases = phrases

    async def respond(self, brief: Brief) -> AsyncIterator[Answer]:
        """Yield the one answer; it never waits."""
        yield self.answer(brief)

    def moment(self, brief: Brief) -> Answer | None:
        """Nothing: the answer is always there at once."""
        return None

    def answer(self, brief: Brief) -> Answer:
        """The answer to a question, from nothing but the brief."""
        drafts = ANSWERS.get(brief.reading.intent)
        if drafts is None:
            return Answer(why=f"{brief.reading.intent} is not answered")
        sells = brief.catalog.products and brief.persona.kind != "character"
        if not sells and brief.reading.intent in SELLING:
            nothing = Draft(kind="order.none", facts=("none",))
            return speak([nothing], brief, self._phrases)
        own = shop_answer(brief) if brief.reading.intent in OPEN else []
        return speak([*own, *drafts(brief)], brief, self._phrases)
