"""Every amount must be the catalog's, for that product, currency and quantity."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from chatbot.show.gate.facts import normal
from chatbot.show.gate.roles import COUPON, SUM, UNDER, Figure, money_figures
from chatbot.show.gate.types import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.catalog import Product, Promotion
    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Mention, Utterance

__all__ = ["check_money", "in_force", "offer_in_force"]

_EACH = re.compile(
    r"每|单价|单件|单买|单独|\beach\b|\bapiece\b|\bper (?:piece|item|unit|bottle)\b|"
    r"chacune?s?\b|l'unité|\bpièce\b|\ba piece\b|一(?:件|个|瓶|盒|袋|只|条)"
)
_ALIKE = re.compile(r"都(?:是|卖|才|只要|要价?)?\s*$")
"""Said of each of the products named before it: 茶和灯都是58."""
_JOIN = re.compile(r"\b(?:and|et|plus|with|avec|&)\b|和|加|跟|与|\+|再加|、|还有|以及|配")
_RESPECTIVE = re.compile(r"分别|各是|respectively|respectivement")
_UNIT_WORD = re.compile(
    r"\s*(?:/|每|一|per|le|la|a|the|par|au|du|l'|les|for|pour)?\s*(斤|公斤|千克|"
    r"kg|kilo|kilogram|克|litre|liter|升|pound|livre|lb)(?![a-zà-ÿ])"
)
_UNIT_WEIGHT = {"斤": "斤", "公斤": "kg", "千克": "kg", "kg": "kg", "kilo": "kg", "kilogram": "kg",
                "克": "g", "litre": "l", "liter": "l", "升": "l", "livre": "斤"}  # fmt: skip
_THEN = re.compile(r"^\s*[，,]\s*(?=(?:就|是|要|只要|才|卖|一共|it's|that's|comes to|c'est)*\s*$)")
"""Between a quantity and its price: 一袋一公斤，十九块八."""
_IF = re.compile(r"的话[，,]?")
"""After a quantity: "3斤的话，" belongs to the price that follows."""
_PACK_OF = re.compile(
    r"\s*(?:for|pour|à|the|le|les|a|un|per)?\s*(?:a |an |the |one |un |le |une? )?(?:pack|set|box|bundle|lot|paquet) (?:of|de) (two|three|four|\d|deux|trois|quatre)\b"
)
_FOR_SEVERAL = re.compile(
    r"\s*(?:for|pour|les)\s+(?:les )?(two|three|four|2|3|4|deux|trois|quatre|both)\b(?! (?:days|weeks|months|jours))"
)
_SMALL = {"two": 2, "deux": 2, "both": 2, "three": 3, "trois": 3, "four": 4, "quatre": 4}
_SMALL |= {str(n): n for n in range(10)}
_THESE_COST = re.compile(
    r"\s*(?:of (?:them|these|those)|ones|d'entre eux)?\s*(?:are|is|for|come to|comes "
    r"to|cost|costs|at|would be"
    r"|makes?|font|coûtent|pour|à|sont|seront|will be)\s*(?:just|only|à)?\s*"
)


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


def _quantity(utterance: Utterance, mention: Mention) -> int | None:
    """How many of a mentioned product: a count right before or after its name."""
    for amount in utterance.amounts:
        if amount.kind not in ("count", "bare") or amount.value != int(amount.value):
            continue
        if not 1 <= amount.value <= 999:
            continue
        if amount.kind == "bare" and amount.value > 50:
            continue  # a price rather than a count
        before = utterance.folded[amount.end : mention.start]
        if before.startswith("的"):
            continue
        if (
            (
                amount.end <= mention.start
                and len(before) <= 16
                and not re.search(r"[,，。.;:：元块€$¥]|\d", before)
            )
            and not utterance.mentions_in(amount.end, mention.start)
            and not re.search(r"(?:left|in stock|剩|minutes?|有|\bthe\b)", before)
        ):
            return int(amount.value)
        after = utterance.folded[mention.end : amount.start]
        if (
            amount.kind == "count"
            and amount.start >= mention.end
            and amount.unit not in ("样", "种", "款")
            and re.fullmatch(r"\s*(?:[x×要买拍来拿带囤]|我|一次)*\s*", after)
        ):
            return int(amount.value)
    return None


def _counts(utterance: Utterance, start: int, end: int) -> int | None:
    """The count said between two points, where there is just one."""
    found = [
        int(a.value) for a in utterance.amounts
        if start <= a.start < end and a.kind == "count" and a.value == int(a.value)
        and re.match(r"件|个|只|瓶|条|双|套|盒|包|袋|台|支|片|杯|罐|箱|份|款|pieces?|pcs|items?|units?|bottles?|boxe?s?|packs?|pairs?|pièces?|exemplaires?|articles?|flacons?|boîtes?|paires?|unités?|lots?|sets?", a.unit or "")
    ]  # fmt: skip
    return found[0] if len(found) == 1 else None


def _per_factor(figure: Figure, product: Product, utterance: Utterance) -> Decimal | None:
    """How many of the product's price units the words speak of; None where they do not fit."""
    per = re.fullmatch(r"([\d.]*)\s*(.+)", (product.per or "piece").strip().lower())
    size, unit = (Decimal(per[1] or 1), per[2]) if per else (Decimal(1), "piece")
    base, base_unit = normal(size, unit if unit != "pound" else "lb")
    sold_by_measure = base_unit in ("mg", "ml")
    spoken: tuple[Decimal, str | None] | None = None
    word = _UNIT_WORD.match(figure.right) or re.search(r"每(公?斤|千克|升)\s*$", figure.left)
    if word:
        spoken = normal(Decimal(1), _UNIT_WEIGHT.get(word[1], "lb"))
    else:
        for amount in utterance.amounts:
            if amount.kind != "measure" or normal(amount.value, amount.unit)[1] not in ("mg", "ml"):
                continue
            gap = utterance.folded[figure.amount.end : amount.start]
            back = _IF.sub("", utterance.folded[amount.end : figure.amount.start])
            if (
                amount.start >= figure.amount.end
                and re.fullmatch(r"\s*(?:/|每|per|for|pour|les|the|a|le|la)?\s*", gap)
            ) or (
                amount.end <= figure.amount.start
                and len(back) < 30
                and sold_by_measure
                and not re.search(r"[,，。;]", _THEN.sub("", back))
            ):
                spoken = normal(amount.value, amount.unit)
    if spoken is None:
        return Decimal(1)
    if sold_by_measure:
        return spoken[0] / base if spoken[1] == base_unit else None
    figures = utterance.facts.products[product.sku].figures
    return Decimal(1) if spoken in figures else None


def _pack(after: str, product: Product, utterance: Utterance) -> re.Match[str] | None:
    """A pack that the price is said to be for, unless the product is sold as one."""
    match = _PACK_OF.match(after)
    sold_so = re.search(
        r"\b(?:pack|set|lot) (?:of|de)\b", utterance.facts.products[product.sku].support
    )
    return None if sold_so else match


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
        return [before[-1]]
    after = utterance.mentions_in(figure.amount.end, sentence.end)
    if after:
        return [after[0]]
    earlier = utterance.mentions_in(0, start)
    if earlier:
        return [earlier[-1]]
    from chatbot.show.gate.utterance import Mention

    sku = context.sku
    return [Mention(sku, -1, -1)] if sku else []


def _shown(value: Decimal, currency: str | None) -> str:
    return f"{Decimal(value).normalize():f} {currency or ''}".strip()


def _coupons(utterance: Utterance, figure: Figure, context: GateContext) -> list[Promotion]:
    """The coupons in force that the sentence speaks of."""
    sentence = utterance.words(utterance.sentence_at(figure.amount.start))
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
    start = figure.amount.start
    left_from = start - len(figure.left)
    right_count = _counts(
        utterance, figure.amount.end, min(figure.amount.end + 8, figure.clause.end)
    )
    left_count = _counts(utterance, left_from, start)
    total = Decimal(0)
    for mention, product in zip(group, products, strict=False):
        assert currency is not None
        unit = product.price[currency]
        factor = _per_factor(figure, product, utterance)
        if factor is None:
            return set(), f"{said} per {product.per or 'piece'}"
        own = _quantity(utterance, mention) if mention.start >= 0 else None
        count = own or 1
        if len(group) == 1:
            count = left_count or right_count or own or 1
            if _EACH.search(figure.left[-12:]):
                count = 1
            elif _EACH.search(figure.right[:14]):
                count = right_count or 1
            for bare in utterance.amounts:
                between = utterance.folded[bare.end : start]
                if (
                    bare.kind == "bare"
                    and left_from <= bare.start < start
                    and 2 <= bare.value <= 99
                    and _THESE_COST.fullmatch(between)
                ):
                    count = int(bare.value)
            after = utterance.folded[figure.amount.end : figure.clause.end]
            several = _FOR_SEVERAL.match(after) or _pack(after, product, utterance)
            if several:
                count = _SMALL[several[1]]
        total += (unit * factor * count).quantize(Decimal("0.01"), ROUND_HALF_UP)
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
    if not re.search(r"比|\bthan\b|\bqu[e']", words):
        return set()
    skus = dict.fromkeys(
        m.sku for m in utterance.mentions_in(figure.clause.start, figure.clause.end)
    )
    prices = [context.catalog.by_sku[sku].price.get(figure.currency or "") for sku in skus]
    if len(prices) != 2 or prices[0] is None or prices[1] is None:
        return set()
    return {abs(prices[0] - prices[1])}


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


def check_money(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report each amount that the catalog does not state for what it is said of."""
    figures = money_figures(utterance, context)
    if not figures:
        return
    respective = _RESPECTIVE.search(utterance.folded)
    prices = [f for f in figures if f.role == "price"]
    for figure in figures:
        group = _group(figure, utterance, context)
        if respective and figure.role == "price" and len(prices) == len(utterance.mentions):
            group = [utterance.mentions[prices.index(figure)]]
        right, reason, said = _allowed(figure, group, utterance, context)
        if not _fits(figure, right):
            shown = _shown(figure.amount.value, figure.currency)
            yield Finding(
                reason, f"{shown} is spoken; {said}", figure.amount.start, figure.amount.end
            )
