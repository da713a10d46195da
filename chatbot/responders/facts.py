"""Answers from the catalog alone: intent and product to fact to authored phrasing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.catalog import MARKET_CURRENCY, local
from chatbot.language.money import money, per_text
from chatbot.show.brief import Answer, Brief
from chatbot.show.draw import draw
from chatbot.show.lines import fill

if TYPE_CHECKING:
    from chatbot.show.lines import PhraseBook

__all__ = ["FactsResponder"]


class FactsResponder:
    """States what the catalog states, in the viewer's language; what it does not is not known."""

    name = "facts"

    def __init__(self, phrases: PhraseBook) -> None:
        self._phrases = phrases

    async def respond(self, brief: Brief) -> Answer:
        """Return the answer; it never waits."""
        reading = brief.reading
        product = brief.catalog.get(reading.sku)
        slots = {"host": local(brief.persona.name, brief.lang)}
        name = f"answer.{reading.intent}"
        if product is not None:
            slots["name"] = local(product.name, brief.lang)
            currency = reading.currency or MARKET_CURRENCY[brief.market]
            amount = product.price.get(currency)
            if amount is not None and not product.price_on_hold:
                slots["price"] = (
                    f"{money(amount, currency, brief.lang)} {per_text(product.per, brief.lang)}".strip()
                )
            if product.stock is not None:
                slots["stock"] = str(product.stock)
            if product.link_no:
                slots["link_no"] = str(product.link_no)
        options = [
            filled
            for template in self._phrases.get(name, brief.lang)
            if (filled := fill(template, slots)) is not None
        ]
        if not options:
            return Answer(why=f"no phrase for {reading.intent}")
        text, marks = draw(options, brief.draw)
        return Answer(text=text, lang=brief.lang, marks=marks, sku=reading.sku, point=bool(marks))
