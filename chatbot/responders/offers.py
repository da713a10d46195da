"""The offers and coupons that run, and that there is nothing beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.catalog import MARKET_CURRENCY
from chatbot.responders.asked import CODE, EXPIRES, GIFT, HAGGLE, ONCE, PERCENT
from chatbot.responders.phrasing import Draft
from chatbot.responders.wording import (
    base_slots,
    coupon_slots,
    coupons,
    currency_of,
    offer_runs,
    product_slots,
)

if TYPE_CHECKING:
    from chatbot.catalog import Product, Promotion
    from chatbot.show.brief import Brief

__all__ = ["discount"]


def discount(brief: Brief) -> list[Draft]:
    """The coupon and the offer that really run, and that there is nothing else."""
    product = brief.catalog.get(brief.reading.sku)
    coupon = next(iter(coupons(brief)), None)
    words = _coupon_words(brief, coupon)
    offer = _offer(brief, product)
    denied = _denied(brief)
    if denied is not None:
        if offer is not None and not words and denied == "discount.no_percent":
            return [offer]
        plain = Draft(kind=denied, slots=base_slots(brief), facts=("none",))
        if coupon is None or not words:
            return [plain]
        slots, facts = base_slots(brief) | words, (f"promo:{coupon.code}",)
        return [Draft(kind=denied, slots=slots, facts=facts, then=(_instead(words),)), plain]
    drafts = _coupon(brief, coupon, words)
    if brief.reading.topic == "coupon":
        return drafts
    if offer is not None:
        return [offer, *drafts]
    if product is None:
        return drafts
    currency = currency_of(brief)
    slots = words | product_slots(brief, product, currency)
    none_on = Draft(
        kind="discount.none_on",
        slots=slots,
        sku=product.sku,
        facts=(f"price:{product.sku}:{currency}", *((f"promo:{coupon.code}",) if coupon else ())),
        then=(_instead(words),) if words else (),
    )
    return [none_on, *drafts]


def _denied(brief: Brief) -> str | None:
    """The kind that denies what the viewer's words take for granted, if they do."""
    codes = {promotion.code for promotion in brief.catalog.promotions}
    if any(code not in codes for code in CODE.findall(brief.text)):
        return "discount.wrong_code"
    others = {p.offer.type for p in brief.catalog.products if p.offer} - {"price_reduction"}
    for kind, pattern in (
        ("discount.no_gift", GIFT),
        ("discount.no_haggle", HAGGLE),
        ("discount.no_percent", PERCENT),
    ):
        if pattern.search(brief.text):
            return "unknown.shop" if others else kind
    return None


def _offer(brief: Brief, product: Product | None) -> Draft | None:
    """The price reduction on a product, while it runs."""
    if product is None or product.price_on_hold or not offer_runs(product, brief):
        return None
    slots = product_slots(brief, product, currency_of(brief))
    if "was" not in slots:
        slots = product_slots(brief, product, MARKET_CURRENCY.get(brief.market, "CNY"))
    kind = "discount.ends" if brief.reading.topic == "ends" else "discount.offer"
    return Draft(
        kind="discount.offer_sold_out" if product.sold_out else kind,
        slots=slots,
        sku=product.sku,
        mood="smile",
        point=not product.sold_out,
        facts=(f"offer:{product.sku}",),
    )


def _coupon_words(brief: Brief, coupon: Promotion | None) -> dict[str, str]:
    if coupon is None:
        return {}
    words = coupon_slots(brief, coupon, currency_of(brief))
    return words or coupon_slots(brief, coupon, MARKET_CURRENCY.get(brief.market, "CNY"))


def _instead(words: dict[str, str]) -> str:
    return "coupon.instead" if "min_order" in words else "coupon.plain"


def _coupon(brief: Brief, coupon: Promotion | None, words: dict[str, str]) -> list[Draft]:
    """The coupon; "there is none" only where none runs."""
    if coupon is None:
        return [Draft(kind="coupon.none", facts=("none",))]
    unknown = Draft(kind="unknown.shop", slots=base_slots(brief), facts=("none",))
    facts = (f"promo:{coupon.code}",)
    if ONCE.search(brief.text):
        once = Draft(kind="coupon.once", slots=words, mood="smile", facts=facts)
        return [once, unknown]
    when = brief.reading.topic == "ends" or EXPIRES.search(brief.text)
    dated = when and {"ends", "min_order"} <= words.keys()
    whole = "coupon" if "min_order" in words else "coupon.plain"
    ticket = Draft(
        kind="coupon.until" if dated else whole,
        slots=words,
        mood="smile",
        facts=facts,
        then=("coupon.ends",) if when and not dated else (),
        more=("coupon.limit",),
    )
    return [ticket, unknown]
