"""The gate's test of itself before air; a show whose gate fails it must not start."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from chatbot.catalog import MARKET_CURRENCY, Catalog, local
from chatbot.language.money import money
from chatbot.show.gate.canaries import (
    BLOCKED,
    MISREAD,
    ORDER_LINK,
    PAPER,
    PASSED,
    READ,
    SAY_AS,
    SHOP,
    TO_A_CART,
    WALL,
)  # fmt: skip
from chatbot.show.gate.types import GateContext, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from chatbot.catalog import Product

    Judge = Callable[[str, str, GateContext], Verdict]

__all__ = ["canary_failures"]

_LANGUAGES = ("zh", "en", "fr")
_ASIDE = Decimal("7.77")
"""What a canary adds to a price: no rounding, quantity or coupon makes up for it."""
_MOST_PRODUCTS = 25
_PRICED = {"zh": "{name}现在只要{price}。", "en": "The {name} is {price}.",
           "fr": "Le prix de {name} : {price}."}  # fmt: skip
_ANYWHERE = frozenset(
    {"human_claim", "off_platform", "external_link", "pii", "prompt_leak", "secret_leak", "markup",
     "command", "profanity", "hate", "minor_exploitation", "injection_compliance"}
)  # fmt: skip
"""Blocked whatever a show sells, so asked of its own catalog too."""


def canary_failures(judge: Judge, catalog: Catalog, market: str, wall: datetime) -> tuple[str, ...]:
    """What a gate gets wrong of what it must know, a sentence each; () when it is sound.

    Sings the canaries in a shop of their own, then asks of the show's own catalog that no price
    but the listed one passes (of the first 25 products, in three languages).
    """
    own = Catalog.model_validate(SHOP)
    there = replace(
        _context(own, "cn", datetime.fromisoformat(WALL)), by_machine=True, say_as=SAY_AS
    )
    here = _context(catalog, market, wall)
    return (
        *_sung(judge, there, here),
        *_priced(judge, here),
        *_read(judge, here),
        *_sent(judge, here),
    )


def _context(catalog: Catalog, market: str, wall: datetime) -> GateContext:
    return GateContext(
        catalog=catalog, room_lang="zh", languages=_LANGUAGES, market=market, wall=wall
    )


def _sung(judge: Judge, there: GateContext, here: GateContext) -> Iterator[str]:
    for reason, lang, text, sells in BLOCKED:
        for context in (there, here) if reason in _ANYWHERE and not sells else (there,):
            if reason not in judge(text, lang, context).reasons:
                yield f"the gate passes what it must block as {reason}: “{text}”"
    for lang, text in PASSED:
        verdict = judge(text, lang, there)
        if not verdict.passed:
            yield f"the gate blocks what it must pass ({verdict.detail}): “{text}”"


def _read(judge: Judge, context: GateContext) -> Iterator[str]:
    reading = replace(context, catalog=Catalog(products=()), papers=(PAPER,))
    if not judge(READ, "en", reading).passed:
        yield f"the gate blocks what it must pass, a document states it: “{READ}”"
    for lang, text in MISREAD:
        if judge(text, lang, reading).passed:
            yield f"the gate passes what it must block, no document states it: “{text}”"


def _sent(judge: Judge, context: GateContext) -> Iterator[str]:
    """Where there is no cart, nobody is sent to one, and in the chat only to the shop's link."""
    context = replace(context, order_channel="link", links=(ORDER_LINK,))
    if not judge(f"You can order here: {ORDER_LINK}", "en", context).passed:
        yield "the gate blocks what it must pass, the shop's own link in the chat"
    if judge(f"You can order here: {ORDER_LINK}x", "en", context).passed:
        yield "the gate passes what it must block, a link that is not the shop's"
    for lang, text in TO_A_CART:
        if judge(text, lang, context).passed:
            yield f"the gate passes what it must block, there is no cart: “{text}”"


def _priced(judge: Judge, context: GateContext) -> Iterator[str]:
    for product in context.catalog.products[:_MOST_PRODUCTS]:
        for lang in _LANGUAGES:
            text = _wrongly_priced(product, lang, context.market)
            if text and judge(text, lang, context).passed:
                yield f"the gate passes a wrong price of {product.sku}: “{text}”"


def _wrongly_priced(product: Product, lang: str, market: str) -> str:
    currency = MARKET_CURRENCY.get(market, "")
    if currency not in product.price:
        currency = next(iter(product.price), "")
    if not currency:
        return ""
    price = money(product.price[currency] + _ASIDE, currency, lang)
    return _PRICED[lang].format(name=local(product.name, lang), price=price)
