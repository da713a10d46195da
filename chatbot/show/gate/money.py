"""Every amount must be the catalog's, for that product, currency and quantity."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from chatbot.language.patterns import led
from chatbot.show.gate.facts import words_of
from chatbot.show.gate.roles import SUM, Figure, money_figures
from chatbot.show.gate.totals import (
    ALIKE,
    adds_up,
    coupons_of,
    differences,
    fits,
    gaps,
    offer_in_force,
    shown,
    totals,
    unit_beside_total,
)  # fmt: skip
from chatbot.show.gate.types import Finding
from chatbot.show.gate.utterance import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chatbot.catalog import Product
    from chatbot.show.gate.facts import Region
    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = ["check_money"]

_JOIN = led(r"\b(?:and|et|plus|with|avec|&)\b|和|加|跟|与|\+|再加|、|还有|以及|配")
_FURTHER = led(r"再|\b(?:another|extra|further|additional)\b|\bencore\b")
"""Off what is reduced already: only a coupon gives that."""
_REMOTE = re.compile(r"偏远|附加|加收|surcharge|remote|éloigné")
_DIGIT = re.compile(r"\d")
_RESPECTIVE = re.compile(
    r"分别|各是|respectively|respectivement|\d\S{0,3} (?:contre|against|versus|vs) [€$¥]?\d"
)


def _group(figure: Figure, utterance: Utterance, context: GateContext) -> list[Mention]:
    """The products an amount is the price of; more than one where they are added up."""
    start, clause = figure.amount.start, figure.clause
    left_from = start - len(figure.left)
    sentence = utterance.sentence_at(start)
    here = list(utterance.mentions_in(left_from, start))
    alike = ALIKE.search(figure.left)
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
            between = [utterance.folded[a.end : b.start] for a, b in pairwise(here)]
            joined = all(_JOIN.search(gap) and not _DIGIT.search(gap) for gap in between)
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


def _remote(words: str, regions: Iterable[Region]) -> bool:
    """Whether a place with a surcharge is spoken of."""
    return bool(_REMOTE.search(words)) or any(name in words for r in regions for name in r.remote)


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


_WHOLE = led(r"一共|总共|共|合计|\b(?:in all|in total|altogether|total)\b|\ben tout\b|\bau total\b")


def _counted(figure: Figure, utterance: Utterance) -> set[Decimal]:
    """How many pieces a saving is said to be on, all together: "two of them, 40 saved in all"."""
    if not (_WHOLE.search(figure.left) or _WHOLE.search(figure.right[:16])):
        return set()
    span = utterance.sentence_at(figure.amount.start)
    return {
        a.value
        for a in utterance.amounts
        if a.kind == "count" and span.start <= a.start < figure.amount.start and 2 <= a.value <= 99
    }


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
            remote = _remote(utterance.words(figure.clause), pool)
            whole = _remote(utterance.words(utterance.sentence_at(figure.amount.start)), pool)
            ok = {r.fee[currency] for r in pool if currency in r.fee and not remote}
            ok |= {r.surcharge[currency] for r in pool if currency in r.surcharge and whole}
        return ok, "wrong_shipping", f"shipping figures are {sorted(map(str, ok))}"
    if figure.role == "gap":
        ok = gaps(figure, utterance, context) | differences(figure, utterance, context)
        return ok, "wrong_price", "so much is not missing"
    coupons = coupons_of(utterance, figure, context)
    if figure.role == "minimum":
        ok = {p.min_order[currency] for p in coupons if currency in p.min_order}
        return ok, "invented_discount", f"the coupon's minimum is {sorted(map(str, ok))}"
    if figure.role in ("coupon", "saving"):
        ok = {p.effect[currency] for p in coupons if currency in p.effect}
        if figure.role == "saving" and not _FURTHER.search(figure.left[-16:]):
            ok |= differences(figure, utterance, context)
            for product in products:
                if offer_in_force(product, context) and product.prior_price_30d_lowest:
                    prior = product.prior_price_30d_lowest.get(currency)
                    if prior is not None and currency in product.price:
                        each = prior - product.price[currency]
                        ok |= {each} | {each * count for count in _counted(figure, utterance)}
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
    ok, said = totals(figure, group, utterance, context)
    return ok, "wrong_price", f"the catalog says {said or 'nothing'}"


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


def _described(loose: list[Figure], utterance: Utterance, context: GateContext) -> list[Mention]:
    """The product described by all that is said, for figures of none that is named or on screen.

    "It's ¥79, in white or navy": its own words tell it, or a price to the cent that no other
    has; and every figure must be right for it.
    """
    if not loose:
        return []
    said = words_of(utterance.text)
    for product in context.catalog.products:
        told = said & utterance.facts.telling_words[product.sku]
        if not told and not any(_exact(f, product, context) for f in loose):
            continue
        alone = [Mention(product.sku, -1, -1)]
        if all(fits(f, _allowed(f, alone, utterance, context)[0]) for f in loose):
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


def _of_one_asked(
    figure: Figure, group: list[Mention], utterance: Utterance, context: GateContext
) -> bool:
    """Whether it is right for one of several products that the viewer named and the answer does not."""
    if len(context.asked) < 2 or any(mention.start >= 0 for mention in group):
        return False
    alone = ([Mention(sku, -1, -1)] for sku in context.asked)
    return any(fits(figure, _allowed(figure, one, utterance, context)[0]) for one in alone)


def check_money(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report each amount that the catalog does not state for what it is said of."""
    figures = money_figures(utterance, context)
    if not figures:
        return
    respective = _RESPECTIVE.search(utterance.folded)
    prices = [f for f in figures if f.role == "price"]
    terms = _terms(prices, utterance)
    groups = [_group(figure, utterance, context) for figure in figures]
    loose = [figure for figure, group in zip(figures, groups, strict=True) if not group]
    described = _described(loose, utterance, context)
    for figure, named in zip(figures, groups, strict=True):
        group = named or described
        if respective and figure.role == "price" and len(prices) == len(utterance.mentions):
            group = [utterance.mentions[prices.index(figure)]]
        group = terms.get(figure.amount.start, group)
        right, reason, said = _allowed(figure, group, utterance, context)
        if not (
            fits(figure, right)
            or _of_one_asked(figure, group, utterance, context)
            or adds_up(figure, utterance, context)
            or unit_beside_total(figure, group, figures, context)
        ):
            amount = shown(figure.amount.value, figure.currency)
            yield Finding(
                reason, f"{amount} is spoken; {said}", figure.amount.start, figure.amount.end
            )
