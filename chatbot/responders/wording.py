"""Catalog values as words of a language: names, variants, amounts, regions, spans of days."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from chatbot.catalog import MARKET_CURRENCY, local, option_names
from chatbot.language.articles import with_article
from chatbot.language.money import day, money, per_text
from chatbot.responders.phrasing import listed

if TYPE_CHECKING:
    from chatbot.catalog import Product, Promotion
    from chatbot.show.brief import Brief

__all__ = [
    "base_slots",
    "coupon_slots",
    "coupons",
    "currency_of",
    "offer_runs",
    "option_word",
    "price_text",
    "product_slots",
    "region_name",
    "said_money",
    "span",
    "spoken_name",
    "variant_text",
]

CJK = re.compile(r"[\u3400-\u9fff]")
MEASURE = re.compile(r"[\s,]*\d+(?:[.,]\d+)?\s?(?:ml|cl|l|g|kg)$", re.IGNORECASE)
PLURAL = re.compile(r"[a-z]{2}(?<!s)(?<!u)s$")
PRICED = re.compile(r"(?<![\d.,])\d{1,6}[.,]\d{1,2}(?![\d.,])")
SINGULAR = {"is": "is", "has": "has", "comes": "comes"}
LIMITS = {"one per account": {"zh": "每个账号限用一张", "fr": "un par compte"}}
REGION_CURRENCY = {"CN": "CNY", "EU": "EUR", "US": "USD"}
REGIONS = {
    "CN": {"zh": "国内", "en": "mainland China", "fr": "la Chine continentale"},
    "EU": {"zh": "欧盟", "en": "the EU", "fr": "l'Union européenne"},
    "US": {"zh": "美国", "en": "the US", "fr": "les États-Unis"},
    "UK": {"zh": "英国", "en": "the UK", "fr": "le Royaume-Uni"},
    "CA": {"zh": "加拿大", "en": "Canada", "fr": "le Canada"},
    "JP": {"zh": "日本", "en": "Japan", "fr": "le Japon"},
    "HK": {"zh": "香港", "en": "Hong Kong", "fr": "Hong Kong"},
}


def alternatives(text: str, lang: str) -> str | None:
    """The part of `navy/藏青/bleu marine` in a language; None where there is none."""
    parts = [part.strip() for part in re.split(r"\s+/\s+|/", text) if part.strip()]
    chinese = [part for part in parts if CJK.search(part)]
    latin = [part for part in parts if not CJK.search(part)]
    if lang == "zh":
        return chinese[0] if chinese else None
    if lang == "fr":
        return latin[1] if len(latin) > 1 else None
    return latin[0] if latin else None


def option_word(option: str, lang: str) -> str:
    """A colour or size as it is said; its own spelling where the language has none."""
    return alternatives(option, lang) or option_names(option)[0]


def spoken_name(product: Product, lang: str) -> str:
    """The name without the pack's measure behind it."""
    name = local(product.name, lang)
    return MEASURE.sub("", name).strip() or name


def said_money(amount: Decimal, currency: str, lang: str) -> str:
    """An amount inside a sentence: in Chinese `129元`, elsewhere as `money` writes it."""
    if lang == "zh" and currency == "CNY":
        return f"{money(amount, currency, lang)[1:]}元"
    return money(amount, currency, lang)


def currency_of(brief: Brief) -> str:
    """The currency named by itself, by a place or by a listed price, else the market's."""
    reading, home = brief.reading, MARKET_CURRENCY.get(brief.market, "CNY")
    named = reading.currency or REGION_CURRENCY.get(reading.destination or "")
    product = brief.catalog.get(reading.sku)
    if named is None and product is not None:
        said = {Decimal(number.replace(",", ".")) for number in PRICED.findall(brief.text)}
        listed_in = [c for c, amount in product.price.items() if amount in said]
        named = listed_in[0] if listed_in and home not in listed_in else None
    return named or home


def price_text(amount: Decimal, currency: str, product: Product, lang: str) -> str:
    """`¥19.80 per 500 g`, `每500克¥19.80`."""
    per, price = per_text(product.per, lang), said_money(amount, currency, lang)
    if not per:
        return price
    return f"{per}{price}" if lang == "zh" else f"{price} {per}"


def offer_runs(product: Product, brief: Brief) -> bool:
    """True while a price reduction is in force."""
    offer = product.offer
    if offer is None or not product.prior_price_30d_lowest:
        return False
    started = offer.starts_at is None or offer.starts_at <= brief.wall
    return started and (offer.ends_at is None or brief.wall < offer.ends_at)


def base_slots(brief: Brief) -> dict[str, str]:
    """The slots that every answer has."""
    return {
        "host": local(brief.persona.name, brief.lang),
        "shop": local(brief.catalog.shop.name, brief.lang),
        "hello": _hello(brief.wall.hour, brief.lang),
    }


def _hello(hour: int, lang: str) -> str:
    """The greeting of this hour of the room's day."""
    if lang == "fr":
        return "Bonjour" if 5 <= hour < 18 else "Bonsoir"
    words = {"zh": ("早上好", "下午好", "晚上好")}.get(
        lang, ("Good morning", "Good afternoon", "Good evening")
    )
    return words[0] if 5 <= hour < 12 else words[1] if 12 <= hour < 18 else words[2]


def product_slots(brief: Brief, product: Product, currency: str) -> dict[str, str]:
    """What may be said of a product in a currency now; what is not known is not there."""
    lang = brief.lang
    name = spoken_name(product, lang)
    slots = base_slots(brief) | {"name": name, "the_name": with_article(name, lang)}
    if lang == "en":
        many = PLURAL.search(name.split(",")[0]) is not None
        slots |= {"is": "are", "has": "have", "comes": "come"} if many else SINGULAR
    if product.link_no is not None and brief.order_channel == "cart":
        slots["link_no"] = str(product.link_no)
    if product.stock is not None:
        slots["stock"] = str(product.stock)
    amount = product.price.get(currency)
    if amount is not None and not product.price_on_hold and not product.off_air:
        slots["price"] = price_text(amount, currency, product, lang)
        prior = (product.prior_price_30d_lowest or {}).get(currency)
        if offer_runs(product, brief):
            if prior is not None:
                slots["was"] = price_text(prior, currency, product, lang)
            if product.offer and product.offer.ends_at:
                slots["ends"] = day(product.offer.ends_at.astimezone(brief.wall.tzinfo), lang)
    claims = product.allowed_claims.get(lang, ())
    if claims:
        slots["claim"] = claims[brief.draw % len(claims)]
        slots["claims"] = listed(claims[:3], lang)
    return slots


def coupons(brief: Brief) -> list[Promotion]:
    """The coupons that run now."""
    return [
        p
        for p in brief.catalog.promotions
        if (p.starts_at is None or p.starts_at <= brief.wall)
        and (p.ends_at is None or brief.wall < p.ends_at)
    ]


def coupon_slots(brief: Brief, coupon: Promotion, currency: str) -> dict[str, str]:
    """A coupon in words; without its effect in this currency there is nothing to say."""
    lang = brief.lang
    effect = coupon.effect.get(currency)
    if effect is None:
        return {}
    slots = {"code": coupon.code, "effect": said_money(effect, currency, lang)}
    least = coupon.min_order.get(currency)
    if least is not None:
        slots["min_order"] = said_money(least, currency, lang)
    if coupon.ends_at:
        slots["ends"] = day(coupon.ends_at.astimezone(brief.wall.tzinfo), lang)
    if coupon.limit is not None:
        limit = coupon.limit
        if isinstance(limit, str):
            words = LIMITS.get(limit.lower(), {}).get(lang) or (limit if lang == "en" else None)
        else:
            words = limit.get(lang)
        if words:
            slots["limit"] = words
    return slots


def variant_text(product: Product, colour: str | None, size: str | None, lang: str) -> str:
    """`藏青XL码`, `in navy XL`, `en bleu marine taille XL`."""
    options = product.variants.colours if product.variants else ()
    option = next((o for o in options if option_names(o)[0] == colour), colour or "")
    word = option_word(option, lang) if option else ""
    if lang == "zh":
        return word + (f"{size}码" if size else "")
    inside = {"fr": "en"}.get(lang, "in")
    sized = f"taille {size}" if lang == "fr" else f"size {size}" if not word else size
    return " ".join(part for part in (inside, word, sized if size else "") if part)


def region_name(key: str, lang: str) -> str:
    """A shipping region with its article: `the EU`, `l'Union européenne`."""
    return REGIONS.get(key, {}).get(lang, key)


def span(value: Any, unit: str, lang: str) -> str:
    """A span of days or hours: `3-5天`, `3 to 5 days`, `7 à 12 jours ouvrés`."""
    text = str(value).strip()
    low, _, high = text.partition("-")
    words = {
        "days": {"zh": "天", "en": "day", "fr": "jour"},
        "days_business": {"zh": "个工作日", "en": "business day", "fr": "jour ouvré"},
        "hours": {"zh": "小时", "en": "hour", "fr": "heure"},
    }[unit][lang]
    if lang == "zh":
        return f"{text}{words}"
    many = " ".join(f"{word}s" for word in words.split()) if lang == "fr" else f"{words}s"
    if not high:
        return f"{low} {words if low == '1' else many}"
    return f"{low} {'à' if lang == 'fr' else 'to'} {high} {many}"
