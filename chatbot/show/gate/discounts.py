"""Percentages off, gifts, two-for-less, coupons and former prices that have no figure of money."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from chatbot.show.gate.rules_discounts import (
    CODE_WORD,
    DEARER_BEFORE,
    GIFT,
    HAGGLE,
    REDUCED,
    SALE,
    STACK,
    WAS,
)
from chatbot.show.gate.rules_soft import GIFT_SOFT, HAGGLE_SOFT
from chatbot.show.gate.totals import in_force, offer_in_force
from chatbot.show.gate.types import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = ["check_discounts"]

_SHIP_NEAR = re.compile(
    r"livraison|port|expédition|shipping|delivery|postage|retour|returns?|配送|运费|快递"
)
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]")
_COUPON_WORD = re.compile(r"券|coupon|voucher|优惠码|bons? de réduction|code promo|promo code")
_COUPON_KIN = re.compile(r"(?:réductions?|remises?|discounts?|rabais)$")
_DENIAL = re.compile(r"不|won't|doesn't|will not|at no|no |sans")
_OPTION = re.compile(r"有没有|是否|要不要|想要")


def _percent(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    for amount in utterance.amounts:
        if amount.kind != "percent" or amount.unit not in ("off", "bogo", "second_half"):
            continue
        if utterance.negated(amount.start, amount.end):
            continue
        sku = utterance.subject(amount.start, context.sku)
        product = context.catalog.get(sku)
        true: Decimal | None = None
        if (
            amount.unit == "off"
            and product is not None
            and offer_in_force(product, context)
            and "price" not in context.stale
        ):
            for currency, prior in (product.prior_price_30d_lowest or {}).items():
                if currency in product.price and prior:
                    share = (prior - product.price[currency]) / prior * 100
                    if abs(share - amount.value) < Decimal("0.6"):
                        true = share
        if true is None:
            said = utterance.text[amount.start : amount.end]
            yield Finding(
                "invented_discount",
                f"“{said}” is no reduction of the catalog",
                amount.start,
                amount.end,
            )


def _coupons(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    for match in CODE_WORD.finditer(utterance.text) if _CAPITALS.search(utterance.text) else ():
        code = next(group for group in match.groups() if group)
        promotion = utterance.facts.promo_codes.get(code.lower())
        product_code = any(
            code.lower() in p.codes or code.lower() in p.support
            for p in utterance.facts.products.values()
        )
        if promotion is None and not product_code and not utterance.negated(match.start()):
            yield Finding(
                "invented_discount", f"there is no coupon {code}", match.start(), match.end()
            )
    named = utterance.promotions
    for promotion in named:
        if not in_force(promotion, context) and not re.search(
            r"结束|过期|expired|ended|over|terminé|expiré|plus valable", utterance.folded
        ):
            yield Finding("invented_discount", f"the coupon {promotion.code} is not in force")
    coupon = _COUPON_WORD.search(utterance.folded)
    if (
        coupon
        and not context.catalog.promotions
        and not utterance.negated(coupon.start(), coupon.end())
    ):
        yield Finding(
            "invented_discount", "the catalog has no coupon", coupon.start(), coupon.end()
        )
    if coupon or named:
        for match in STACK.finditer(utterance.folded):
            if match[0].startswith(
                ("无", "没", "不限", "no ", "sans", "unlimited", "illimité")
            ) or not utterance.negated(match.start(), match.end()):
                yield Finding(
                    "invented_discount",
                    f"“{match[0]}” is no condition of a coupon",
                    match.start(),
                    match.end(),
                )


def check_discounts(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report reductions, gifts and haggling the catalog does not state."""
    yield from _percent(utterance, context)
    yield from _coupons(utterance, context)
    folded = utterance.folded
    for match in chain(GIFT.finditer(folded), GIFT_SOFT.finditer(folded)):
        spoken = utterance.words(utterance.clause_at(match.start()))
        free = match[0].startswith(
            ("gratuit", "offert", "for free", "free of", "免费", "is free", "are free")
        )
        if free and _SHIP_NEAR.search(spoken):
            continue
        if utterance.negated(match.start(), match.end()) or _OPTION.search(spoken):
            continue
        if not _DENIAL.match(match[0]) and utterance.negated(match.end() - 1):
            continue  # "order, there is no gift": denied before its last word
        yield Finding(
            "invented_discount",
            f"“{match[0]}”: the catalog has no gift",
            match.start(),
            match.end(),
        )
    for pattern in (SALE, REDUCED, WAS, DEARER_BEFORE):
        for match in pattern.finditer(folded):
            if utterance.negated(match.start(), match.end()):
                continue
            clause = utterance.clause_at(match.start())
            near = folded[max(clause.start, match.start() - 12) : match.end() + 14]
            if _COUPON_WORD.search(near) or any(
                code in near for code in utterance.facts.promo_codes
            ):
                continue
            if any(
                a.unit in ("off",) and clause.start <= a.start < clause.end
                for a in utterance.amounts
            ):
                continue  # the figure itself is judged
            if pattern is WAS and any(
                a.kind in ("money", "bare") and 0 <= a.start - match.end() <= 12
                for a in utterance.amounts
            ):
                continue
            if _COUPON_KIN.match(match[0]) and (
                utterance.promotions
                or _COUPON_WORD.search(utterance.words(utterance.sentence_at(match.start())))
            ):
                continue  # what the coupon is; its figures are judged
            if re.match(r"(?:réductions?|remises?|discounts?|rabais)", match[0]) and any(
                a.kind == "money" and clause.start <= a.start < clause.end
                for a in utterance.amounts
            ):
                continue
            product = context.catalog.get(utterance.subject(match.start(), context.sku))
            if product is not None and offer_in_force(product, context):
                continue
            reason = "false_prior_price" if pattern in (WAS, DEARER_BEFORE) else "invented_discount"
            yield Finding(
                reason,
                f"“{match[0]}”: no reduction is in force for this product",
                match.start(),
                match.end(),
            )
    for match in chain(HAGGLE.finditer(folded), HAGGLE_SOFT.finditer(folded)):
        if not utterance.negated(match.start(), match.end()):
            yield Finding(
                "invented_discount",
                f"“{match[0]}”: prices are not haggled over",
                match.start(),
                match.end(),
            )
