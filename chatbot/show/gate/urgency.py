"""Scarcity without a figure, deadlines and countdowns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chatbot.language.patterns import led
from chatbot.show.gate.rules_roles import COUPON
from chatbot.show.gate.rules_stock import (
    DEADLINE,
    NOW,
    RESTOCK,
    SCARCE,
)
from chatbot.show.gate.totals import in_force, offer_in_force
from chatbot.show.gate.types import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from chatbot.language.amounts import Amount
    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = ["LOW_STOCK", "check_urgency"]

_STAFFED = led(
    r"客服|人工|真人|团队|\bhumans?\b|\bhumain\b|\b(?:shop|store) chat\b|\bchat de la boutique\b|\b(?:talk|speak) to\b|\bparler à\b|\bagents?\b|\bsupport\b|\b(?:our|the) team\b|\bsomeone\b|\bcolleagues?\b|\bconseillers?\b|"
    r"\bservice client\b|\bl'équipe\b|\bnotre équipe\b|\bquelqu'un\b|\bcollègues?\b"
)
"""Until when people can be asked is no offer's end."""

LOW_STOCK = 12
"""Scarcity may be spoken of without a figure from this stock down."""


_SECONDS = {"s": 1, "min": 60, "h": 3600, "day": 86400, "week": 604800}
"""Of each unit of a countdown."""


def _ends(utterance: Utterance, context: GateContext, position: int) -> list[datetime]:
    """The ends of what runs now: the bound product's offer and the coupons."""
    ends = [p.ends_at for p in context.catalog.promotions if p.ends_at and in_force(p, context)]
    sku = utterance.subject(position, context.sku)
    pool = (
        [context.catalog.by_sku[sku]]
        if sku in context.catalog.by_sku
        else list(context.catalog.products)
    )
    clause = utterance.words(utterance.clause_at(position))
    coupon = COUPON.search(clause) is not None or any(
        code in utterance.folded for code in utterance.facts.promo_codes
    )
    if sku and not coupon:
        ends = []
    for product in pool:
        if offer_in_force(product, context) and product.offer and product.offer.ends_at:
            ends.append(product.offer.ends_at)
    return ends


def check_urgency(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report deadlines that equal no `ends_at`, countdowns that do not match, and scarcity talk."""
    folded = utterance.folded
    for match in SCARCE.finditer(folded):
        product = context.catalog.get(utterance.subject(match.start(), context.sku))
        low = product is not None and product.stock is not None and 0 < product.stock <= LOW_STOCK
        if not low and not utterance.negated(match.start(), match.end()):
            yield Finding(
                "fake_urgency",
                f"“{match[0]}” is not borne out by the stock",
                match.start(),
                match.end(),
            )
    for match in NOW.finditer(folded):
        if utterance.negated(match.start(), match.end()) or _STAFFED.search(
            utterance.words(utterance.sentence_at(match.start()))
        ):
            continue
        ends = _ends(utterance, context, match.start())
        timed = re.match(r"限时|limited|offre limitée|durée limitée", match[0]) is not None
        today = any(
            0 <= (e - context.wall).total_seconds() <= 86400
            and e.date() == context.wall.astimezone(e.tzinfo).date()
            for e in ends
        )
        if (timed and ends) or today or _ends_as_said(utterance, match.start(), ends, context):
            continue
        yield Finding(
            "fake_urgency", f"“{match[0]}”: no offer ends then", match.start(), match.end()
        )
    for amount in utterance.amounts:
        if amount.kind not in ("date", "duration", "clock"):
            continue
        clause = utterance.clause_at(amount.start)
        words = utterance.words(clause)
        left = folded[clause.start : amount.start]
        if amount.kind == "date":
            if (
                not DEADLINE.search(words)
                or RESTOCK.search(words)
                or utterance.negated(amount.start)
            ):
                continue
            ends = _ends(utterance, context, amount.start)
            if not _is_date_of(amount, ends, context):
                yield Finding(
                    "fake_urgency",
                    f"{utterance.text[amount.start : amount.end]}: nothing ends then",
                    amount.start,
                    amount.end,
                )
        elif amount.kind == "duration" and amount.unit in _SECONDS:
            near = folded[max(clause.start, amount.start - 14) : min(clause.end, amount.end + 22)]
            countdown = re.search(
                r"最后|倒计时|还有|只剩|仅剩|还剩|后(?:结束|恢复|涨|下架|截止|没|"
                r"开抢)|内(?:下单|拍|有效|结束)|\bleft\b|\blast\b|\bonly\b|\bends? "
                r"in\b|\b(?:closes?|finish(?:es)?|stops?|over|up|gone|back) in\b|\bremaining\b|\bto go\b|\bexpires? in\b|\bnext\b|"
                r"\bplus que\b|\breste\b|\bdernière?s?\b|\bse termine dans\b|\bencore\b|"
                r"\bexpire dans\b|\bdans les\b",
                near,
            )
            offerish = re.search(
                r"最后|倒计时|恢复|涨|结束|截止|下架|活动|优惠|抢|秒杀|开抢|下单|"
                r"拍|还剩|只剩|\bleft\b|\blast\b|\bends?\b|\boffer\b|\bdeal\b|\bprice\b|"
                r"\bcloses?\b|\bfinish|\border\b|\bexpires?\b|\bsale\b|\bhurry\b|\bplus que\b|\bse termine\b|"
                r"\boffre\b|\bprix\b|\breste\b|\bdernière?s?\b|\bpromo\b|\bexpire\b|"
                r"\bprofiter\b",
                words,
            )
            if (
                not countdown
                or not offerish
                or re.search(
                    r"续航|电池|battery|\b(?:per|par|each|a single|on a) charge\b|autonomie|发货|dispatch|ship|retour|return|"
                    r"退|livr|keeps|lasts|质保|warranty|garantie|最低|lowest|plus "
                    r"bas|\bpast\b|\bnever\b|\bbelow\b|précéd",
                    words,
                )
            ):
                continue
            ok = _counts_down(amount, _ends(utterance, context, amount.start), context)
            if not ok:
                yield Finding(
                    "fake_urgency",
                    f"“{utterance.text[amount.start : amount.end]}” is no countdown of the catalog",
                    amount.start,
                    amount.end,
                )
        elif (
            amount.kind == "clock"
            and re.search(
                r"(?:结束|截止|恢复|涨|ends?|until|expires?|jusqu|se termine|expire)", words
            )
            and re.search(r"优惠|活动|offer|sale|deal|price|价|offre|prix|promo", words)
        ):
            ends = _ends(utterance, context, amount.start)
            if not any(
                e.hour in (int(amount.value), int(amount.value) - 1)
                and (e - context.wall).total_seconds() < 86400
                for e in ends
            ):
                yield Finding(
                    "fake_urgency",
                    f"“{utterance.text[amount.start : amount.end]}”: nothing ends then",
                    (left and amount.start) or amount.start,
                    amount.end,
                )


def _is_date_of(amount: Amount, ends: list[datetime], context: GateContext) -> bool:
    unit = amount.unit or ""
    dates = {date for end in ends for date in (_iso_own(end), _iso(end, context))}
    return any(date == unit or date.endswith(unit.rstrip("d")) for date in dates)


def _ends_as_said(
    utterance: Utterance, position: int, ends: list[datetime], context: GateContext
) -> bool:
    """Whether the clause names the very date on which something ends, or how long it still runs."""
    clause = utterance.clause_at(position)
    return any(
        (a.kind == "date" and _is_date_of(a, ends, context)) or _counts_down(a, ends, context)
        for a in utterance.amounts
        if clause.start <= a.start < clause.end
    )


def _counts_down(amount: Amount, ends: list[datetime], context: GateContext) -> bool:
    """Whether something ends after the time said, to within one of its units."""
    seconds = _SECONDS.get(amount.unit or "")
    return seconds is not None and any(
        abs((e - context.wall).total_seconds() - float(amount.value) * seconds) <= seconds
        for e in ends
    )


def _iso_own(end: datetime) -> str:
    return f"{end:%Y-%m-%d}"


def _iso(end: datetime, context: GateContext) -> str:
    return f"{end.astimezone(context.wall.tzinfo):%Y-%m-%d}"
