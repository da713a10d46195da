"""What is not about goods: who the host is, greetings, thanks, complaints, small talk, ideas."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from chatbot.responders.asked import BOAST, NOT_OURS, OTHER_SHOP, SHOP, TECHNICAL
from chatbot.responders.phrasing import Draft
from chatbot.responders.wording import base_slots, currency_of, product_slots

if TYPE_CHECKING:
    from chatbot.catalog import Product
    from chatbot.show.brief import Brief

__all__ = ["ai_identity", "chit_chat", "complaint", "greeting", "praise"]

BUDGET = re.compile(r"(?<![\d.,])(\d{2,6}(?:[.,]\d{1,2})?)(?!\s?(?:岁|ans|years|kg|斤|ml|%))")


def ai_identity(brief: Brief) -> list[Draft]:
    """That the host is an AI, and where people are."""
    lang, catalog = brief.lang, brief.catalog
    if brief.reading.topic == "human":
        return _human(brief)
    slots = base_slots(brief)
    then = ("ai.human",) if brief.persona.kind == "seller" else ()
    plain = Draft(kind="ai", slots=slots, mood="smile", gesture="nod", facts=("ai",), more=then)
    own = brief.persona.disclosure
    disclosure = own.get(lang) if isinstance(own, dict) else own
    said = [text for text in (catalog.faq_answer("ai", lang), disclosure) if text]
    drafts = [plain]
    if said and brief.draw % 3:
        choice = (said[brief.draw // 3 % len(said)],)
        drafts.insert(0, Draft(kind="ai", said=choice, mood="smile", gesture="nod", facts=("ai",)))
    return drafts


def _human(brief: Brief) -> list[Draft]:
    answer = brief.catalog.faq_answer("human", brief.lang)
    drafts = [Draft(kind="human", slots=base_slots(brief), mood="smile", facts=("human",))]
    if answer:
        drafts.insert(0, Draft(kind="human", said=(answer,), mood="smile", facts=("human",)))
    return drafts


def complaint(brief: Brief) -> list[Draft]:
    """Sober: what is wrong with the stream is passed on, what is wrong with an order has a desk."""
    if brief.reading.topic == "human" and brief.reading.sku is None:
        return _human(brief)
    slots = base_slots(brief)
    if brief.persona.kind == "character":
        return [Draft(kind="complaint", slots=slots, mood="sorry", greet=False, facts=("none",))]
    if TECHNICAL.search(brief.text) and brief.reading.sku is None:
        return [Draft(kind="technical", slots=slots, mood="sorry", greet=False, facts=("none",))]
    drafts = []
    desk = brief.catalog.faq_answer("human", brief.lang)
    if desk and brief.length != "short":
        more = slots | {"desk": desk}
        drafts.append(
            Draft(kind="complaint.desk", slots=more, mood="sorry", greet=False, facts=("human",))
        )
    return [
        *drafts,
        Draft(kind="complaint", slots=slots, mood="sorry", greet=False, facts=("human",)),
    ]


def greeting(brief: Brief) -> list[Draft]:
    """A short welcome, by name where there is one."""
    return _by_name(brief, "greeting", mood="happy", gesture="wave")


def praise(brief: Brief) -> list[Draft]:
    """A short thank-you."""
    return _by_name(brief, "praise", mood="happy", gesture="heart")


def _by_name(brief: Brief, kind: str, *, mood: str, gesture: str) -> list[Draft]:
    slots = base_slots(brief)
    gesture = brief.persona.gestures.get(kind, gesture)
    plain = Draft(kind=kind, slots=slots, mood=mood, gesture=gesture, greet=False, facts=("none",))
    if not brief.askers or kind in brief.persona.lines:
        return [plain]
    slots = slots | {"asker": brief.askers[0]}
    name = f"{kind}.one"
    if len(brief.askers) > 1:
        slots["other"] = brief.askers[1]
        name = f"{kind}.two"
    named = Draft(kind=name, slots=slots, mood=mood, gesture=gesture, greet=False, facts=("none",))
    return [named, plain]


def chit_chat(brief: Brief) -> list[Draft]:
    """A gentle line; a seller comes back to the room, and has an idea where one is wanted."""
    topic, slots = brief.reading.topic, base_slots(brief)
    if brief.persona.kind == "character":
        plain = Draft(kind="chit_chat.character", slots=slots, mood="smile", facts=("none",))
        own = (brief.persona.lines.get("idle") or {}).get(brief.lang, ())
        if "chit_chat" in brief.persona.lines:
            return [Draft(kind="chit_chat", slots=slots, mood="smile", facts=("none",)), plain]
        if not own or brief.draw % 2:
            return [plain]
        first = brief.draw % len(own)
        said = (*own[first:], *own[:first])
        return [Draft(kind=plain.kind, said=said, mood="smile", facts=("none",)), plain]
    other_shop = topic == "competitor" or OTHER_SHOP.search(brief.text)
    if topic == "recommend" and not other_shop and not NOT_OURS.search(brief.text):
        return _recommend(brief)
    if other_shop:
        return [Draft(kind="competitor", slots=slots, mood="smile", facts=("none",))]
    if topic == "human":
        return _human(brief)
    if BOAST.search(brief.text):
        return [Draft(kind="no_boast", slots=slots, mood="smile", facts=("none",))]
    if SHOP.search(brief.text):
        return [Draft(kind="unknown.shop", slots=slots, mood="thinking", facts=("none",))]
    return [Draft(kind="chit_chat", slots=slots, mood="smile", greet=False, facts=("none",))]


def _recommend(brief: Brief) -> list[Draft]:
    """Something in stock, within the budget where there is one, with its price."""
    currency = currency_of(brief)
    match = BUDGET.search(brief.text)
    budget = Decimal(match[1].replace(",", ".")) if match else None
    fitting: list[Product] = [
        p
        for p in brief.catalog.products
        if not (p.sold_out or p.off_air or p.price_on_hold)
        and currency in p.price
        and (budget is None or p.price[currency] <= budget)
    ]
    fitting = [p for p in fitting if p.sku in brief.reading.skus] or fitting
    if not fitting:
        return [Draft(kind="recommend.none", slots=base_slots(brief), facts=("none",))]
    if budget is not None:
        fitting.sort(key=lambda p: -p.price[currency])
        fitting = fitting[:3]
    product = fitting[brief.draw % len(fitting)]
    slots = product_slots(brief, product, currency)
    facts = (f"price:{product.sku}:{currency}",)
    kind = "recommend" if "claim" in slots else "recommend.plain"
    return [
        Draft(kind=kind, slots=slots, sku=product.sku, mood="smile", facts=facts, point=True),
        Draft(kind="recommend.plain", slots=slots, sku=product.sku, facts=facts, point=True),
        Draft(kind="which.detail", slots=base_slots(brief), facts=("none",)),
    ]
