"""Every amount must be the catalog's, for that product, currency and quantity."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from chatbot.catalog import MARKET_CURRENCY
from chatbot.show.gate.facts import words_of
from chatbot.show.gate.quantities import count_of, pieces, price_units
from chatbot.show.gate.roles import COUPON, SUM, UNDER, Figure, money_figures
from chatbot.show.gate.types import Finding
from chatbot.show.gate.utterance import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.catalog import Product, Promotion
    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = ["check_money", "in_force", "offer_in_force"]

_ALIKE = re.compile(r"都(?:是|卖|才|只要|要价?)?\s*$")
"""Said of each of the products named before it: 茶和灯都是58."""
_JOIN = re.compile(r"\b(?:and|et|plus|with|avec|&)\b|和|加|跟|与|\+|再加|、|还有|以及|配")
_RESPECTIVE = re.compile(r"分别|各是|respectively|respectivement")


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


def _group(figure: Figure, utterance: Utterance, context: GateContext) -> list[Mention]:
    """The products an amount is the price of; more than one where they are added up."""
    start, clause = figure.amount.start, figure.clause
    left_from = start - len(figure.left)
    sentence = utterance.sentence_at(start)
    here = list(utterance.mentions_in(left_from, start))
    alike = _ALIKE.search(figure.left)
    if alike or SUM.search(figure.left) or SUM.search(figure.right[:24]):
        everything = list(utterance.mentions_in(sentence.start, start))
        if everything:
            return everything
    right = utterance.mentions_in(figure.amount.end, clause.end)
    if right and not here:
        gap = utterance.folded[figure.amount.end : right[0].start]
        later = any(
            a.kind == "money" and figure.amount.end <= a.start < right[0].start
            for a in utterance.amounts
        )
        if not later and (len(gap) <= 14 or not utterance.mentions_in(sentence.start, start)):
            return [right[0]]
    if right and here and re.match(r"的", figure.right):
        return [right[0]]
    if here:
        if len(here) > 1:
            joined = all(_JOIN.search(utterance.folded[a.end : b.start]) for a, b in pairwise(here))
            if joined and len({m.sku for m in here}) == len(here):
                return here
        return [here[-1]]
    before = utterance.mentions_in(sentence.start, start)
    if before:
        return _listed_before(before, left_from, utterance) or [before[-1]]
    after = utterance.mentions_in(figure.amount.end, sentence.end)
    if after:
        return [after[0]]
    earlier = utterance.mentions_in(0, start)
    if earlier:
        return [earlier[-1]]
    sku = context.sku
    return [Mention(sku, -1, -1)] if sku else []


def _listed_before(
    before: tuple[Mention, ...], clause_start: int, utterance: Utterance
) -> list[Mention]:
    """The products of the clause right before, where it lists them: "a tee and a lamp, €19.80"."""
    last = utterance.clause_at(before[-1].start)
    listed = [m for m in before if m.start >= last.start]
    joined = all(_JOIN.search(utterance.folded[a.end : b.start]) for a, b in pairwise(listed))
    inside = listed[-1].end > clause_start  # a name with a comma in it
    if len({m.sku for m in listed}) != len(listed) or len(listed) < 2 or not joined or inside:
        return []
    after = utterance.folded[listed[-1].end : clause_start]
    return listed if not re.search(r"[a-zà-ÿ\u4e00-\u9fff]", after) else []


def _shown(value: Decimal, currency: str | None) -> str:
    return f"{Decimal(value).normalize():f} {currency or ''}".strip()


_NO_COUPON = re.compile(
    r"(?:券|码)[^，。]{0,3}(?:不用|不需|不必|没有|无需)|(?:不用|无需|不需要|没有|没)[^，。]{0,3}(?:券|优惠码)|\b(?:no|without(?: an?y?)?) (?:coupon|code|voucher)|\bsans (?:code|bon|coupon)"
)


def _coupons(
    utterance: Utterance, figure: Figure, context: GateContext, *, anywhere: bool = False
) -> list[Promotion]:
    """The coupons in force that the sentence speaks of (`anywhere`: the text)."""
    sentence = utterance.words(utterance.sentence_at(figure.amount.start))
    if anywhere:
        sentence = utterance.folded
    if figure.role == "price" and _NO_COUPON.search(sentence):
        return []
    named = utterance.promotions
    if not named and not COUPON.search(sentence) and not re.search(r"满.{1,12}减", sentence):
        return []
    return [p for p in (named or context.catalog.promotions) if in_force(p, context)]


def _totals(
    figure: Figure, group: list[Mention], utterance: Utterance, context: GateContext
) -> tuple[set[Decimal], str]:
    """The amounts that are right for a group of products, and what the catalog says of it."""
    currency, catalog = figure.currency, context.catalog
    products = [catalog.by_sku[m.sku] for m in group if m.sku in catalog.by_sku]
    said = ", ".join(
        f"{p.sku} {_shown(p.price[currency], currency) if currency in p.price else 'has no price in ' + str(currency)}"
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
        total += (unit * factor * (count or 1)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    right = {total}
    if len(products) > 1 and _ALIKE.search(figure.left):
        right.clear()
    if len(products) > 1 and len({p.price[currency] for p in products if currency}) == 1:
        right.add(products[0].price[currency or ""])
    for coupon in _coupons(utterance, figure, context):
        least = coupon.min_order.get(currency or "", Decimal(0))
        if currency in coupon.effect and total >= least:
            right.add(total - coupon.effect[currency or ""])
    if re.search(
        r"含运费|连运费|算上运费|加运费|including shipping|with shipping|shipping "
        r"included|livraison comprise|port compris",
        utterance.folded,
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


def _differences(figure: Figure, utterance: Utterance, context: GateContext) -> set[Decimal]:
    """By how much one of two compared products is dearer: 精华比耳机便宜130块."""
    words = utterance.words(figure.clause)
    if not re.search(r"比|差|\bdifference\b|\bdifférence\b|\bécart\b|\bthan\b|\bqu[e']", words):
        return set()
    skus = dict.fromkeys(
        m.sku for m in utterance.mentions_in(figure.clause.start, figure.clause.end)
    )
    prices = [context.catalog.by_sku[sku].price.get(figure.currency or "") for sku in skus]
    if len(prices) != 2 or prices[0] is None or prices[1] is None:
        return set()
    return {abs(prices[0] - prices[1])}


def _gaps(figure: Figure, utterance: Utterance, context: GateContext) -> set[Decimal]:
    """What is missing, from what was named, to a coupon's minimum or to free shipping."""
    market = MARKET_CURRENCY.get(context.market) or ""
    sku = context.sku
    named = list(utterance.mentions_in(0, figure.amount.start)) or (
        [Mention(sku, -1, -1)] if sku else []
    )
    gaps: set[Decimal] = set()
    for currency in {figure.currency or market, market, *_currencies(utterance)}:
        whole = replace(figure, left="", right="", role="price", currency=currency)
        sums = set(_totals(whole, named, utterance, context)[0]) if named else set()
        sums |= {a.value for a in utterance.amounts if a.kind == "money" and a is not figure.amount}
        limits = {p.min_order.get(currency) for p in context.catalog.promotions}
        limits |= {r.free_from.get(currency) for r in utterance.facts.regions.values()}
        gaps |= {limit - value for limit in limits for value in sums if limit is not None}
    return gaps


def _currencies(utterance: Utterance) -> set[str]:
    return {a.currency for a in utterance.amounts if a.currency}


def _fits(figure: Figure, right: set[Decimal]) -> bool:
    """Whether one of the readings is right, or a fair bound of what is right: 不到两百 of 199."""
    if UNDER.search(figure.left) and figure.role == "price":
        return any(
            value <= said <= value * _NEAR for said in figure.amount.readings for value in right
        )
    return any(value in right for value in figure.amount.readings)


_NEAR = Decimal("1.3")
"""A bound further off than this describes no price."""


def _allowed(
    figure: Figure, group: list[Mention], utterance: Utterance, context: GateContext
) -> tuple[set[Decimal], str, str]:
    """(right amounts, reason when wrong, what the catalog says) for a figure in its role."""
    currency = figure.currency or ""
    regions = utterance.facts.regions.values()
    products = [context.catalog.by_sku[m.sku] for m in group if m.sku in context.catalog.by_sku]
    if figure.role in ("shipping", "free_from"):
        named = utterance.facts.regions_named(
            utterance.words(utterance.sentence_at(figure.amount.start)), utterance.text
        )
        pool = named or tuple(regions)
        if figure.role == "free_from":
            ok = {r.free_from[currency] for r in pool if currency in r.free_from}
        else:
            near = utterance.words(figure.clause)
            remote = re.search(r"偏远|附加|加收|surcharge|remote|éloigné", near) or any(
                name in near for r in pool for name in r.remote
            )
            ok = {r.fee[currency] for r in pool if currency in r.fee and not remote}
            ok |= {r.surcharge[currency] for r in pool if currency in r.surcharge and remote}
        return ok, "wrong_shipping", f"shipping figures are {sorted(map(str, ok))}"
    if figure.role == "gap":
        ok = _gaps(figure, utterance, context) | _differences(figure, utterance, context)
        return ok, "wrong_price", "so much is not missing"
    coupons = _coupons(utterance, figure, context)
    if figure.role == "minimum":
        ok = {p.min_order[currency] for p in coupons if currency in p.min_order}
        return ok, "invented_discount", f"the coupon's minimum is {sorted(map(str, ok))}"
    if figure.role in ("coupon", "saving"):
        ok = {p.effect[currency] for p in coupons if currency in p.effect}
        if figure.role == "saving":
            ok |= _differences(figure, utterance, context)
            for product in products:
                if offer_in_force(product, context) and product.prior_price_30d_lowest:
                    prior = product.prior_price_30d_lowest.get(currency)
                    if prior is not None and currency in product.price:
                        ok.add(prior - product.price[currency])
        return ok, "invented_discount", f"reductions in force: {sorted(map(str, ok)) or 'none'}"
    if figure.role == "prior":
        ok = {p.price[currency] for p in products[-1:] if coupons and currency in p.price}
        for product in products[-1:]:
            priors = product.prior_price_30d_lowest or {}
            if (
                offer_in_force(product, context)
                and currency in priors
                and not product.price_on_hold
            ):
                ok.add(priors[currency])
        return (
            ok,
            "false_prior_price",
            f"lowest price of the last 30 days: {sorted(map(str, ok)) or 'none'}",
        )
    ok, said = _totals(figure, group, utterance, context)
    return ok, "wrong_price", f"the catalog says {said or 'nothing'}"


_WITH_FEE = re.compile(r"运费|邮费|shipping|delivery|postage|livraison|port\b|frais")
_IN_ALL = re.compile(
    r"一共|总共|合计|共|加起来|算下来|together|\btotals?\b|\bin all\b|\bboth\b|\bcomes? to\b|\bmakes?\b|\bthat's\b"
    r"|\ben tout\b|\bau total\b|\bensemble\b|\bça (?:vous |nous )?(?:fait|donne|revient)\b|\bsoit\b|\bà (?:eux|elles) (?:deux|trois)\b|\bles deux\b|\ball in\b|\bso\b|\bdonc\b|是"
)
_LESS = re.compile(
    r"券|用|付|减|抵|\bbrings?\b|\bdown to\b|\bpay\b|\bpayez\b|\bramène\b|\bdescend\b|到手|实付|\bwith\b|\bafter\b|\busing\b|\bavec\b|\baprès\b"
)
"""Said of a whole, and of what a coupon or a fee makes of it."""


def _adds_up(figure: Figure, utterance: Utterance, context: GateContext) -> bool:
    """Whether a price said to be a total is the sum of what was named, with coupon and fee."""
    clause, currency = utterance.words(figure.clause), figure.currency
    whole, less = _IN_ALL.search(clause), _LESS.search(clause)
    if figure.role != "price" or currency is None or not (whole or less):
        return False
    sentence = utterance.sentence_at(figure.amount.start)
    named = utterance.mentions_in(0 if whole else sentence.start, sentence.end)
    group = list({m.sku: m for m in reversed(named)}.values())[::-1]
    if not group:
        return False
    bare, _ = _totals(replace(figure, left="", right=""), group, utterance, context)
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
    for coupon in _coupons(utterance, figure, context, anywhere=True):
        off = coupon.effect.get(currency)
        least = coupon.min_order.get(currency, Decimal(0))
        sums |= {value - off for value in plain if off is not None and value >= least}
    if _WITH_FEE.search(utterance.folded):
        regions = utterance.facts.regions_for(
            utterance.folded, utterance.text, utterance.lang, context.market
        )
        fees = {r.fee[currency] for r in regions if currency in r.fee}
        sums |= {value + fee for value in sums for fee in fees}
    if not whole or len(group) == 1:
        sums -= stated | ({max(bare)} if bare else set())  # nothing was added or taken off
    return _fits(figure, sums)


def _unit_beside_total(
    figure: Figure, group: list[Mention], figures: tuple[Figure, ...], context: GateContext
) -> bool:
    """Whether it is the price of one, and that of all stands beside it: "three teas at €8.90, €26.70"."""
    product = context.catalog.get(group[0].sku) if len(group) == 1 else None
    price = product.price.get(figure.currency or "") if product is not None else None
    if price is None or price not in figure.amount.readings or figure.role != "price":
        return False
    return any(
        f.currency == figure.currency and f.amount.value in {price * n for n in range(2, 100)}
        for f in figures
        if f is not figure
    )


_PLUS = re.compile(r"(?:\s|加|\+|plus|et|and|和|yuan|euros?|dollars?|元|块|€|\$|¥)*")


def _terms(prices: list[Figure], utterance: Utterance) -> dict[int, list[Mention]]:
    """Which product each term of a spoken sum is of: "a tee and a tea, 79 plus 58"."""
    found: dict[int, list[Mention]] = {}
    for clause in dict.fromkeys(f.clause for f in prices):
        terms = [f for f in prices if f.clause == clause]
        rest, at = "", clause.start
        for figure in terms:
            rest += utterance.folded[at : figure.amount.start]
            at = figure.amount.end
        before = utterance.mentions_in(utterance.sentence_at(clause.start).start, clause.start)
        rest += utterance.folded[at : clause.end]
        if len(terms) > 1 and len(before) == len(terms) and _PLUS.fullmatch(rest):
            found |= {f.amount.start: [m] for f, m in zip(terms, before, strict=True)}
    return found


def _unnamed(
    figures: tuple[Figure, ...], utterance: Utterance, context: GateContext
) -> list[Mention]:
    """The product described by all that is said, where none is named or on screen.

    "It's ¥79, in white or navy": its own words tell it, or a price to the cent that no other
    has; and every figure must be right for it.
    """
    loose = [f for f in figures if not _group(f, utterance, context)]
    if not loose:
        return []
    said = words_of(utterance.text)
    for product in context.catalog.products:
        told = said & utterance.facts.telling_words[product.sku]
        if not told and not any(_exact(f, product, context) for f in loose):
            continue
        alone = [Mention(product.sku, -1, -1)]
        if all(_fits(f, _allowed(f, alone, utterance, context)[0]) for f in loose):
            return alone
    return []


def _exact(figure: Figure, product: Product, context: GateContext) -> bool:
    """Whether an amount to the cent, its currency named, is the price of this product alone."""
    value, currency = figure.amount.value, figure.currency or ""
    if not figure.named or value == value.to_integral_value():
        return False
    of = [p.sku for p in context.catalog.products for prices in (p.price, p.prior_price_30d_lowest)
          if (prices or {}).get(currency) == value]  # fmt: skip
    return of == [product.sku]


def check_money(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report each amount that the catalog does not state for what it is said of."""
    figures = money_figures(utterance, context)
    if not figures:
        return
    respective = _RESPECTIVE.search(utterance.folded)
    prices = [f for f in figures if f.role == "price"]
    terms = _terms(prices, utterance)
    whole = _unnamed(figures, utterance, context)
    for figure in figures:
        group = _group(figure, utterance, context) or whole
        if respective and figure.role == "price" and len(prices) == len(utterance.mentions):
            group = [utterance.mentions[prices.index(figure)]]
        group = terms.get(figure.amount.start, group)
        right, reason, said = _allowed(figure, group, utterance, context)
        apart = _adds_up(figure, utterance, context) or _unit_beside_total(
            figure, group, figures, context
        )
        if not _fits(figure, right) and not apart:
            shown = _shown(figure.amount.value, figure.currency)
            yield Finding(
                reason, f"{shown} is spoken; {said}", figure.amount.start, figure.amount.end
            )
