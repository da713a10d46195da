"""Prices, of one product or several, and how to order."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from chatbot.catalog import MARKET_CURRENCY
from chatbot.language.articles import with_article
from chatbot.language.cart_words import needs_cart
from chatbot.language.money import count_text
from chatbot.responders.asked import COUNT, PAYMENT, RESERVE, WEIGHED
from chatbot.responders.fact_lookup import shop_text
from chatbot.responders.phrasing import Draft, listed
from chatbot.responders.wording import (
    base_slots,
    currency_of,
    price_text,
    product_slots,
    said_money,
    spoken_name,
)
from chatbot.show.ordering import CHAT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.catalog import Product
    from chatbot.show.brief import Brief

__all__ = ["order", "price"]

MOST_NAMED = 4
MOST_GRAMS = 50_000
PER_GRAMS = re.compile(r"(?:(\d+(?:\.\d+)?)\s*)?(g|kg|斤|公斤|克|千克|lb)")
GRAMS = {
    **dict.fromkeys(("g", "gramme", "gram", "克"), Decimal(1)),
    **dict.fromkeys(("kg", "kilo", "公斤", "千克"), Decimal(1000)),
    **dict.fromkeys(("斤", "livre"), Decimal(500)),
    **dict.fromkeys(("lb", "pound"), Decimal("453.59237")),
}
COUNTS = {
    word: number
    for number, words in enumerate(
        (
            "a an one un une 一",
            "two deux 二 两 俩",
            "three trois 三",
            "four quatre 四",
            "five cinq 五",
            "six 六",
        ),
        start=1,
    )
    for word in words.split()
}
ZH_NUMBERS = {char: Decimal(n) for n, char in enumerate("一二三四五六七八九十", start=1)}
ZH_NUMBERS |= {"两": Decimal(2), "半": Decimal("0.5")}


def price(brief: Brief) -> list[Draft]:
    """What it costs: one product, a number of them, or several."""
    reading, catalog, lang = brief.reading, brief.catalog, brief.lang
    skus = [s for s in reading.skus if catalog.get(s)]
    if len(skus) > 1:
        several = _several(brief, [catalog.by_sku[s] for s in skus[:MOST_NAMED]])
        if several:
            return several
    product = catalog.get(reading.sku)
    if product is None:
        return [Draft(kind="which", mood="smile", facts=("none",))]
    currency = currency_of(brief)
    slots = product_slots(brief, product, currency)
    sku, here = product.sku, MARKET_CURRENCY.get(brief.market, "CNY")
    if product.off_air:
        return [Draft(kind="off_air", slots=slots, sku=sku, facts=("none",))]
    if product.price_on_hold:
        return [Draft(kind="price.on_hold", slots=slots, sku=sku, mood="thinking", facts=("none",))]
    if "price" not in slots:
        known = here if here in product.price else next(iter(product.price), None)
        if known is None:
            return [
                Draft(kind="price.unknown", slots=slots, sku=sku, mood="thinking", facts=("none",))
            ]
        slots = product_slots(brief, product, known)
        kind = "price.sold_out" if product.sold_out else "price.unlisted"
        return [Draft(kind=kind, slots=slots, sku=sku, facts=(f"price:{sku}:{known}",))]
    facts: tuple[str, ...] = (f"price:{sku}:{currency}",)
    if product.sold_out:
        facts = (*facts, f"stock:{sku}")
        return [Draft(kind="price.sold_out", slots=slots, sku=sku, mood="sorry", facts=facts)]
    plain = Draft(
        kind="price.one",
        slots=slots,
        sku=sku,
        mood="smile",
        facts=facts,
        point=True,
        more=("price.more",),
    )
    amount, count = product.price[currency], reading.quantity or 1
    weighed = _weighed(brief, product, amount)
    if weighed is not None:
        quantity, total = weighed
        slots = slots | {"quantity": quantity, "total": said_money(total, currency, lang)}
        many = Draft(
            kind="price.weighed", slots=slots, sku=sku, mood="smile", facts=facts, point=True
        )
        return [many, plain]
    packs = count_text(count, product.per, lang)
    if 1 < count <= 99 and product.per not in (None, "piece"):
        if not packs:
            return [plain]
        slots = slots | {"quantity": packs, "total": said_money(amount * count, currency, lang)}
        many = Draft(
            kind="price.weighed", slots=slots, sku=sku, mood="smile", facts=facts, point=True
        )
        return [many, plain]
    if 1 < count <= 99:
        slots = slots | {
            "quantity": str(count),
            "total": said_money(amount * count, currency, lang),
        }
        many = Draft(kind="price.many", slots=slots, sku=sku, mood="smile", facts=facts, point=True)
        return [many, plain]
    if "was" in slots and "ends" in slots:
        offer = Draft(
            kind="price.offer", slots=slots, sku=sku, mood="smile", point=True,
            facts=(*facts, f"offer:{sku}"),
        )  # fmt: skip
        return [plain, offer] if brief.length == "short" else [offer, plain]
    return [plain]


def _weighed(brief: Brief, product: Product, amount: Decimal) -> tuple[str, Decimal] | None:
    """The weight asked for as it is said, and its price, of what is sold by weight."""
    per, asked = PER_GRAMS.fullmatch(product.per or ""), WEIGHED.search(brief.text)
    if per is None or asked is None:
        return None
    number = ZH_NUMBERS.get(asked[1]) or Decimal(asked[1].replace(",", "."))
    grams = number * GRAMS[asked[2].lower().rstrip("s")]
    base = Decimal(per[1] or 1) * GRAMS[per[2]]
    total = (amount * grams / base).quantize(Decimal("0.01"))
    if grams in (0, base) or grams > MOST_GRAMS:
        return None
    whole = f"{grams.normalize():f}"
    kilos = f"{(grams / 1000).normalize():f}"
    said = (kilos, "kg") if grams >= 1000 else (whole, "g")
    if brief.lang == "zh":
        jin = f"{number.normalize():f}斤" if asked[2] == "斤" else ""
        return jin or f"{said[0]}{'公斤' if said[1] == 'kg' else '克'}", total
    return f"{said[0].replace('.', ',' if brief.lang == 'fr' else '.')} {said[1]}", total


def _count(text: str, product: Product) -> int | None:
    """How many of a product the words right before its name ask for; None where they do not say."""
    names = product.name.values() if isinstance(product.name, dict) else [product.name]
    for name in sorted((*product.aliases, *names), key=len, reverse=True):
        at = text.find(name.lower())
        match = COUNT.search(text[max(0, at - 24) : at]) if at > 0 else None
        if match:
            said = match[1] or match[2]
            return int(said) if said.isdigit() else COUNTS[said]
    return None


def _several(brief: Brief, products: list[Product]) -> list[Draft]:
    """Each price, and what they make together where one of each is meant."""
    lang, currency = brief.lang, currency_of(brief)
    if any(currency not in p.price for p in products):
        currency = MARKET_CURRENCY.get(brief.market, "CNY")
    priced = [p for p in products if currency in p.price and not p.price_on_hold and not p.off_air]
    if len(priced) < 2:
        return []
    between = {"zh": "", "fr": " à"}.get(lang, " at")
    items = [
        f"{with_article(spoken_name(p, lang), lang)}{between}{'' if lang == 'zh' else ' '}"
        f"{price_text(p.price[currency], currency, p, lang)}"
        for p in priced
    ]
    slots = {"items": "，".join(items) if lang == "zh" else listed(items, lang)}
    facts = tuple(f"price:{p.sku}:{currency}" for p in priced)
    sku = priced[0].sku
    gone = [with_article(spoken_name(p, lang), lang) for p in priced if p.sold_out]
    slots["gone"] = listed(gone, lang)
    then: tuple[str, ...] = ("price.gone",) if gone else ()
    drafts = [Draft(kind="price.each", slots=slots, sku=sku, mood="smile", facts=facts, then=then)]
    if any(p.per and p.per != "piece" for p in priced) or any(p.sold_out for p in priced):
        return drafts
    counts = [_count(brief.text.lower(), p) for p in priced]
    if len(priced) == len(products) and any((n or 0) > 1 for n in counts) and all(counts):
        pairs = zip(priced, counts, strict=True)
        total = sum((p.price[currency] * (n or 1) for p, n in pairs), Decimal(0))
        counted = {"zh": "{n}件{name}", "en": "{n} of our {name}"}.get(lang, "{n} {name}")
        names = [spoken_name(p, lang) for p in priced]
        items = [counted.format(n=n, name=name) for n, name in zip(counts, names, strict=True)]
        slots = {"items": listed(items, lang), "total": said_money(total, currency, lang)}
        drafts.insert(
            0, Draft(kind="price.counted", slots=slots, sku=sku, mood="smile", facts=facts)
        )
    elif (brief.reading.quantity or 1) == 1 and len(priced) == len(products):
        total = sum((p.price[currency] for p in priced), Decimal(0))
        slots = slots | {"total": said_money(total, currency, lang)}
        drafts.insert(0, Draft(kind="price.sum", slots=slots, sku=sku, mood="smile", facts=facts))
    return drafts


def order(brief: Brief) -> list[Draft]:
    """How to buy; to who has bought, thanks."""
    if not brief.reading.question:
        return [Draft(kind="thanks", mood="happy", gesture="clap", facts=("none",))]
    if brief.persona.kind == "character":
        return [Draft(kind="order.none", facts=("none",))]
    if PAYMENT.search(brief.text):
        return [Draft(kind="order.pay", facts=("payment",))]
    if RESERVE.search(brief.text):
        return [Draft(kind="order.reserve", facts=("none",))]
    product = brief.catalog.get(brief.reading.sku or brief.on_screen)
    slots, channel = base_slots(brief), brief.order_channel
    if product is not None:
        slots |= product_slots(brief, product, currency_of(brief))
    if brief.link_in_chat:
        slots["chat"] = CHAT.get(brief.lang, CHAT["en"])
    drafts: list[Draft] = []
    if product is not None and product.sold_out and not product.off_air:
        facts = (f"stock:{product.sku}",)
        return [Draft(kind="order.gone", slots=slots, sku=product.sku, mood="sorry", facts=facts)]
    if channel != "none" and product is not None and not product.off_air and not product.sold_out:
        link = Draft(
            kind="order.link" if channel == "cart" else "order.code", slots=slots,
            sku=product.sku, mood="smile", point=True, facts=("cart",),
        )  # fmt: skip
        drafts.append(link)
    return [*drafts, *_where(brief, slots)]


def _where(brief: Brief, slots: dict[str, str]) -> Iterator[Draft]:
    """Where to order, whatever the product: first in the shop's own words."""
    fitting = brief.order_channel == "cart"
    answer = brief.catalog.faq_answer("cart", brief.lang)
    if answer and (fitting or not needs_cart(answer)):
        yield Draft(kind="order.faq", said=(answer,), mood="smile", facts=("cart",))
    said = shop_text(brief.catalog.shop.order_channel, brief.lang)
    if said and (fitting or not needs_cart(said)):
        slots = slots | {"channel": said}
        yield Draft(kind="order.channel", slots=slots, mood="smile", facts=("cart",))
    kind = {"cart": "order.cart", "link": "order.page"}.get(brief.order_channel, "order.away")
    yield Draft(kind=kind, slots=slots, mood="smile", facts=("cart",))
