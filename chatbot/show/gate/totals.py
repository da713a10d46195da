"""Which amounts are right for products together: sums, coupons, fees, differences, what is missing."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from chatbot.catalog import MARKET_CURRENCY
from chatbot.language.patterns import led
from chatbot.show.gate.price_like import UNDER
from chatbot.show.gate.quantities import count_of, pieces, price_units
from chatbot.show.gate.roles import COUPON, OFF_FROM, WITH_FEE, Figure
from chatbot.show.gate.utterance import Mention

if TYPE_CHECKING:
    from chatbot.catalog import Product, Promotion
    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = [
    "ALIKE", "adds_up", "coupons_of", "differences", "fits", "gaps", "in_force", "offer_in_force",
    "shown", "totals", "unit_beside_total",
]  # fmt: skip

ALIKE = re.compile(r"都(?:是|卖|才|只要|要价?)?\s*$")
"""Said of each of the products named before it: 茶和灯都是58."""


def in_force(promotion: Promotion, context: GateContext) -> bool:
    """Whether a coupon runs at this moment."""
    started = promotion.starts_at is None or promotion.starts_at <= context.wall
    return started and (promotion.ends_at is None or context.wall <= promotion.ends_at)


def offer_in_force(product: Product, context: GateContext) -> bool:
    """Whether a price reduction against the lowest prior price runs at this moment."""
    offer = product.offer
    if offer is None or not product.prior_price_30d_lowest:
        return False
    started = offer.starts_at is None or offer.starts_at <= context.wall
    return started and (offer.ends_at is None or context.wall <= offer.ends_at)


def shown(value: Decimal, currency: str | None) -> str:
    """An amount for a moderator: `129 CNY`."""
    return f"{Decimal(value).normalize():f} {currency or ''}".strip()


_NO_COUPON = led(
    r"(?:券|码)[^，。]{0,3}(?:不用|不需|不必|没有|无需)|(?:不用|无需|不需要|没有|没)[^，。]{0,3}(?:券|优惠码)|\b(?:no|without(?: an?y?)?) (?:coupon|code|voucher)|\bsans (?:code|bon|coupon)"
)


def coupons_of(
    utterance: Utterance, figure: Figure, context: GateContext, *, anywhere: bool = False
) -> list[Promotion]:
    """The coupons in force that the sentence speaks of (`anywhere`: the text)."""
    sentence = utterance.words(utterance.sentence_at(figure.amount.start))
    if anywhere:
        sentence = utterance.folded
    if figure.role == "price" and _NO_COUPON.search(sentence):
        return []
    named = utterance.promotions
    if not named and not COUPON.search(sentence) and not OFF_FROM.search(sentence):
        return []
    return [p for p in (named or context.catalog.promotions) if in_force(p, context)]


_FEE_IN_IT = re.compile(
    r"含运费|连运费|算上运费|加运费|including shipping|with shipping|shipping included|livraison comprise|port compris"
)
_FEE_ADDED = re.compile(
    r"(?:plus|and|add) (?:the )?(?:\S+ ){0,2}?(?:shipping|delivery|postage)\b|加上?[^，。]{0,5}(?:运费|邮费)|"
    r"(?:plus|et|avec) (?:la |les |l')?(?:\S+ ){0,3}?(?:de )?(?:frais (?:de port|de livraison|d'envoi)|livraison|port)\b"
)
"""Said before a sum, the fee is one of its terms: "$7.50 plus shipping of $5.90 is $13.40"."""


def _coupon_is_later(figure: Figure, utterance: Utterance) -> bool:
    """Whether a coupon comes in after this figure, with a figure of its own: 共278，用券268."""
    sentence = utterance.sentence_at(figure.amount.start)
    till = utterance.folded[sentence.start : figure.clause.end]
    if COUPON.search(till) or any(code in till for code in utterance.facts.promo_codes):
        return False
    return any(
        a.kind in ("money", "bare") and figure.clause.end <= a.start < sentence.end
        for a in utterance.amounts
    )


_EACH_AT = re.compile(r"(?:\bat|\bà|@)\s*[€$¥]?\s*$")


def totals(
    figure: Figure,
    group: list[Mention],
    utterance: Utterance,
    context: GateContext,
    *,
    with_coupon: bool = True,
) -> tuple[set[Decimal], str]:
    """The amounts that are right for a group of products, and what the catalog says of it."""
    currency, catalog = figure.currency, context.catalog
    products = [catalog.by_sku[m.sku] for m in group if m.sku in catalog.by_sku]
    said = ", ".join(
        f"{p.sku} {shown(p.price[currency], currency) if currency in p.price else 'has no price in ' + str(currency)}"
        for p in products
    )  # fmt: skip
    silent = [p for p in products if p.off_air or p.price_on_hold or currency not in p.price]
    if silent or not products or "price" in context.stale:
        why = "its price must not be spoken now" if products else "no product is named"
        return set(), f"{said} ({why})"
    total = Decimal(0)
    for mention, product in zip(group, products, strict=False):
        assert currency is not None
        unit = product.price[currency]
        factor = price_units(figure, product, utterance)
        if factor is None:
            return set(), f"{said} per {product.per or 'piece'}"
        alone = len(group) == 1
        count = (
            count_of(figure, mention, product, utterance) if alone else pieces(utterance, mention)
        )
        each = (unit * factor).quantize(Decimal("0.01"), ROUND_HALF_UP)
        total += (unit * factor * (count or 1)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    right = {total}
    if len(products) == 1 and _EACH_AT.search(figure.left):
        right.add(each)  # "two tees at 12.90"
    if len(products) > 1 and ALIKE.search(figure.left):
        right.clear()
    if len(products) > 1 and len({p.price[currency] for p in products if currency}) == 1:
        right.add(products[0].price[currency or ""])
    taken = with_coupon and not _coupon_is_later(figure, utterance)
    for coupon in coupons_of(utterance, figure, context) if taken else ():
        least = coupon.min_order.get(currency or "", Decimal(0))
        if currency in coupon.effect and total >= least:
            right.add(total - coupon.effect[currency or ""])
    sentence = utterance.sentence_at(figure.amount.start)
    before = utterance.folded[sentence.start : figure.amount.start]
    if (
        _FEE_IN_IT.search(utterance.folded)
        or WITH_FEE.match(utterance.folded, figure.amount.end)
        or _FEE_ADDED.search(before)
    ):
        for region in utterance.facts.regions.values():
            if currency in region.fee:
                free = region.free_from.get(currency or "")
                right.add(
                    total
                    if free is not None and total >= free
                    else total + region.fee[currency or ""]
                )
    return right, said


_COMPARED = re.compile(r"比|差|\bdifference\b|\bdifférence\b|\bécart\b|\bthan\b|\bqu[e']|\bapart\b")


def differences(figure: Figure, utterance: Utterance, context: GateContext) -> set[Decimal]:
    """By how much one of two compared products is dearer: 精华比耳机便宜130块."""
    words = utterance.words(figure.clause)
    if not _COMPARED.search(words):
        return set()
    skus = dict.fromkeys(
        m.sku for m in utterance.mentions_in(figure.clause.start, figure.clause.end)
    )
    if len(skus) < 2:
        span = utterance.sentence_at(figure.clause.start)
        skus = dict.fromkeys(m.sku for m in utterance.mentions_in(span.start, span.end))
    prices = [context.catalog.by_sku[sku].price.get(figure.currency or "") for sku in skus]
    if len(prices) != 2 or prices[0] is None or prices[1] is None:
        return set()
    return {abs(prices[0] - prices[1])}


def gaps(figure: Figure, utterance: Utterance, context: GateContext) -> set[Decimal]:
    """What is missing, from what was named, to a coupon's minimum or to free shipping."""
    market = MARKET_CURRENCY.get(context.market) or ""
    sku = context.sku
    named = list(utterance.mentions_in(0, figure.amount.start)) or (
        [Mention(sku, -1, -1)] if sku else []
    )
    missing: set[Decimal] = set()
    for currency in {figure.currency or market, market, *_currencies(utterance)}:
        whole = replace(figure, left="", right="", role="price", currency=currency)
        sums = set(totals(whole, named, utterance, context)[0]) if named else set()
        sums |= {a.value for a in utterance.amounts if a.kind == "money" and a is not figure.amount}
        limits = {p.min_order.get(currency) for p in context.catalog.promotions}
        limits |= {r.free_from.get(currency) for r in utterance.facts.regions.values()}
        missing |= {limit - value for limit in limits for value in sums if limit is not None}
    return missing


def _currencies(utterance: Utterance) -> set[str]:
    return {a.currency for a in utterance.amounts if a.currency}


def fits(figure: Figure, right: set[Decimal]) -> bool:
    """Whether one of the readings is right, or a fair bound of what is right: 不到两百 of 199."""
    if UNDER.search(figure.left) and figure.role == "price":
        return any(
            value <= said <= value * _NEAR for said in figure.amount.readings for value in right
        )
    return any(value in right for value in figure.amount.readings)


_NEAR = Decimal("1.3")
"""A bound further off than this describes no price."""


_FEE = re.compile(r"运费|邮费|shipping|delivery|postage|livraison|port\b|frais|\bd'envoi\b")
_IN_ALL = led(
    r"一共|总共|合计|共|加起来|算下来|together|\bplus\b|\bbrings? (?:it|that|you) to\b|\byou're at\b|\bcela (?:vous |nous )?(?:fait|donne)\b|\badds? up\b|\btotals?\b|\bin all\b|\bboth\b|\bcomes? to\b|\bmakes?\b|\bthat's\b"
    r"|\ben tout\b|\bau total\b|\bensemble\b|\bça (?:vous |nous )?(?:fait|donne|revient)\b|\bsoit\b|\bà (?:eux|elles) (?:deux|trois)\b|\bles deux\b|\ball in\b|\bso\b|\bdonc\b|是"
)
_LESS = led(
    r"券|用|付|减|抵|\bdrops? to\b|\bfalls? to\b|\bgoes down\b|\bdescend\w*|\bbrings?\b|\breste\b|\brestent\b|\bleaves?\b|\bdown to\b|\bpay\b|\bpayez\b|\bramène\b|\bdescend\b|到手|实付|\bwith\b|\bafter\b|\busing\b|\bavec\b|\baprès\b"
)
"""Said of a whole, and of what a coupon or a fee makes of it."""


def adds_up(figure: Figure, utterance: Utterance, context: GateContext) -> bool:
    """Whether a price said to be a total is the sum of what was named, with coupon and fee."""
    clause, currency = utterance.words(figure.clause), figure.currency
    whole, less = _IN_ALL.search(clause), _LESS.search(clause)
    if figure.role != "price" or currency is None or not (whole or less):
        return False
    sentence = utterance.sentence_at(figure.amount.start)
    here = utterance.mentions_in(sentence.start, sentence.end)
    named = here if here and not whole else utterance.mentions_in(0, sentence.end)
    group = list({m.sku: m for m in reversed(named)}.values())[::-1]
    group = group or [Mention(sku, -1, -1) for sku in context.asked]
    if not group:
        return False
    alone = replace(figure, left="", right="")
    bare, _ = totals(alone, group, utterance, context, with_coupon=False)
    stated = {
        a.value
        for a in utterance.amounts
        if sentence.start <= a.start < sentence.end
        and a.start != figure.amount.start
        and a.kind in ("money", "bare")
        and a.value > 4
    }  # each is judged by itself
    plain = bare | (stated if less else set())
    sums = set(plain)
    later = _coupon_is_later(figure, utterance)
    for coupon in () if later else coupons_of(utterance, figure, context, anywhere=True):
        off = coupon.effect.get(currency)
        least = coupon.min_order.get(currency, Decimal(0))
        sums |= {value - off for value in plain if off is not None and value >= least}
    if _FEE.search(utterance.folded):
        regions = utterance.facts.regions_for(
            utterance.folded, utterance.text, utterance.lang, context.market
        )
        fees = {r.fee[currency] for r in regions if currency in r.fee}
        sums |= {value + fee for value in sums for fee in fees}
    if not whole or len(group) == 1:
        sums -= stated | ({max(bare)} if bare else set())  # nothing was added or taken off
    return fits(figure, sums)


def unit_beside_total(
    figure: Figure, group: list[Mention], figures: tuple[Figure, ...], context: GateContext
) -> bool:
    """Whether it is the price of one, and that of all stands beside it: "three teas at €8.90, €26.70"."""
    product = context.catalog.get(group[0].sku) if len(group) == 1 else None
    price = product.price.get(figure.currency or "") if product is not None else None
    if not price or price not in figure.amount.readings or figure.role != "price":
        return False
    whole = (f.amount.value / price for f in figures if f.currency == figure.currency)
    return any(times == int(times) and 2 <= times <= 99 for times in whole)
