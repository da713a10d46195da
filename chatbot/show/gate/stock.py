"""Stock figures, scarcity, availability, restocking; deadlines and countdowns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chatbot.catalog import option_names
from chatbot.language.numerals import fold
from chatbot.show.gate.money import in_force, offer_in_force
from chatbot.show.gate.rules_stock import (
    AVAILABLE,
    COUNTED,
    DEADLINE,
    LEFT_AFTER,
    LEFT_BEFORE,
    NOW,
    RESTOCK,
    SCARCE,
    SOLD_OUT,
    UNKNOWN,
    WHEN,
)
from chatbot.show.gate.types import Finding
from chatbot.show.gate.utterance import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from chatbot.catalog import Product
    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = ["LOW_STOCK", "check_stock", "check_urgency"]

LOW_STOCK = 12
"""Scarcity may be spoken of without a figure from this stock down."""


def _variant(
    utterance: Utterance, product: Product, span: Span
) -> tuple[str | None, str | None, bool]:
    """(colour key, size key, whether a variant is named) within a span of the text."""
    if product.variants is None:
        return None, None, False
    words = utterance.words(span)
    original = utterance.text[span.start : span.end]
    colour = size = None
    for option in product.variants.colours:
        for name in option_names(option):
            spelled = fold(name)
            hit = (
                re.search(rf"\b{re.escape(spelled)}s?\b", words)
                if spelled.isascii()
                else spelled in words
            )
            short = spelled.endswith("色") and spelled[:-1] in words and len(spelled) > 2
            if hit or short:
                colour = option_names(option)[0]
    for option in product.variants.sizes:
        for name in option_names(option):
            if re.search(rf"(?<![A-Za-z0-9'’-]){re.escape(name)}(?![A-Za-z0-9'’-])", original):
                size = option_names(option)[0]
    return colour, size, bool(colour or size)


def _product_at(utterance: Utterance, context: GateContext, position: int) -> Product | None:
    """The product spoken of at a position; failing that the only one with the variant named."""
    sku = utterance.subject(position, context.sku)
    if sku:
        return context.catalog.get(sku)
    span = Span(0, utterance.clause_at(position).end)
    named = [p for p in context.catalog.products if _variant(utterance, p, span)[1]] or [
        p for p in context.catalog.products if _variant(utterance, p, span)[0]
    ]
    return named[0] if len(named) == 1 else None


def _stock_of(product: Product, colour: str | None, size: str | None) -> int | None:
    if colour is None and size is None:
        return product.stock
    variants = product.variants
    if variants is not None and colour is None and size is not None:
        cells = [
            row[size] for row in variants.stock.values() if isinstance(row, dict) and size in row
        ]
        flat = variants.stock.get(size)
        return (
            sum(cells) if cells else flat if isinstance(flat, int) else product.stock_of(None, size)
        )
    known = product.stock_of(colour, size)
    if known is None and variants is not None and size is None and len(variants.colours) == 1:
        return product.stock
    return known


def _figures(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    for amount in utterance.amounts:
        if amount.kind not in ("count", "bare") or amount.value != int(amount.value):
            continue
        clause = utterance.clause_at(amount.start)
        left = utterance.folded[clause.start : amount.start]
        right = utterance.folded[amount.end : clause.end]
        if amount.kind == "count" and not COUNTED.match(amount.unit or ""):
            continue
        after = LEFT_AFTER.match(right)
        before = LEFT_BEFORE.search(left)
        if not after and not before:
            continue
        if not after and re.search(
            r"(?:还有|只有|have|got|only|just|les|last|最后|avons|seulement)\s*$", left
        ):
            scarce = re.search(r"(?:还有|只有|最后|only|just|last|seulement)\s*$", left)
            tail = re.match(
                r"\s*(?:问题|question|minute|天|次|步|分|colou?r|size|颜色|尺|款|more question|thing|reason|couleur|taille|种|coupon|张)",
                right,
            )
            if not scarce or tail:
                continue
            if amount.kind == "bare" and not (
                utterance.mentions_in(amount.end, clause.end)
                or utterance.mentions_in(clause.start, amount.start)
            ):
                continue
        product = _product_at(utterance, context, amount.start)
        said = int(amount.value)
        if product is None:
            yield Finding(
                "wrong_stock",
                f"{said} is spoken as stock of no known product",
                amount.start,
                amount.end,
            )
            continue
        colour, size, named = _variant(utterance, product, clause)
        wider = _variant(utterance, product, Span(0, amount.start))
        if colour is None and size is not None:
            colour = wider[0]
        known = _stock_of(product, colour, size)
        if not named and wider[2] and _stock_of(product, wider[0], wider[1]) == said:
            known = said
        if known != said or "stock" in context.stale:
            what = " ".join(part for part in (product.sku, colour, size) if part)
            state = "too old to be spoken" if "stock" in context.stale else known
            yield Finding(
                "wrong_stock",
                f"{said} is spoken; the stock of {what} is {state}",
                amount.start,
                amount.end,
            )


def check_stock(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report stock figures and availability that the live stock does not bear out."""
    folded = utterance.folded
    yield from _figures(utterance, context)
    gone = [
        m
        for m in SOLD_OUT.finditer(folded)
        if not re.search(
            r"(?:不会|没有|别等|before (?:it|they)|avant|until|直到|卖完为止)\s*\S{0,6}$",
            folded[max(0, m.start() - 14) : m.start()],
        )
    ]
    for match in gone:
        product = _product_at(utterance, context, match.start())
        if product is None or product.stock is None:
            continue
        if (
            re.search(r"(?:快|马上|即将|就要)$", folded[max(0, match.start() - 2) : match.start()])
            or "?" in folded[match.end() : match.end() + 2]
        ):
            continue
        colour, size, named = _variant(utterance, product, utterance.clause_at(match.start()))
        known = _stock_of(product, colour, size) if named else product.stock
        if known:
            yield Finding(
                "wrong_stock",
                f"{product.sku} is spoken of as sold out; its stock is {known}",
                match.start(),
                match.end(),
            )
    for match in AVAILABLE.finditer(folded):
        if any(g.start() <= match.start() < g.end() for g in gone) or utterance.negated(
            match.start(), match.end()
        ):
            continue
        product = _product_at(utterance, context, match.start())
        if product is None:
            continue
        sku = product.sku
        clause = utterance.clause_at(match.start())
        sentence = utterance.sentence_at(match.start())
        if any(sentence.start <= g.start() < sentence.end for g in gone):
            continue
        if UNKNOWN.search(utterance.words(clause)) or RESTOCK.search(utterance.words(clause)):
            continue
        named_here = any(m.sku == sku for m in utterance.mentions)
        colour, size, named = _variant(utterance, product, sentence)
        known = _stock_of(product, colour, size) if named else product.stock
        every = re.search(
            r"所有(?:尺码|颜色|码)|全(?:码|色)|每个(?:尺码|颜色)|\b(?:all|every|each) (?:sizes?|colou?rs?)\b|toutes? les (?:tailles|couleurs)|尺码(?:都|齐全)|颜色都",
            utterance.words(clause),
        )
        if every and product.variants is not None:
            cells = [
                n
                for row in product.variants.stock.values()
                for n in (row.values() if isinstance(row, dict) else [row])
            ]
            if 0 in cells:
                yield Finding(
                    "wrong_stock",
                    f"some variant of {product.sku} is sold out",
                    match.start(),
                    match.end(),
                )
        elif known == 0 and (named or named_here or context.sku == sku):
            yield Finding(
                "wrong_stock",
                f"{product.sku} is spoken of as available; it is sold out",
                match.start(),
                match.end(),
            )
    for match in RESTOCK.finditer(folded):
        sentence_words = utterance.words(utterance.sentence_at(match.start()))
        if not WHEN.search(sentence_words) and not any(
            a.kind in ("date", "duration") for a in utterance.amounts
        ):
            continue
        clause_words = utterance.words(utterance.clause_at(match.start()))
        if UNKNOWN.search(clause_words) or utterance.negated(match.start(), match.end()):
            continue
        product = context.catalog.get(utterance.subject(match.start(), context.sku))
        known_date = fold(str(product.restock_date)) if product and product.restock_date else ""
        dates = [a for a in utterance.amounts if a.kind == "date"]
        if known_date and dates and all((a.unit or "?")[-5:] in known_date for a in dates):
            continue
        yield Finding(
            "invented_fact", "the catalog has no such restock date", match.start(), match.end()
        )


# ---------------------------------------------------------------------------------- urgency


def _ends(utterance: Utterance, context: GateContext, position: int) -> list[datetime]:
    """The ends of what runs now: the bound product's offer and the coupons."""
    ends = [p.ends_at for p in context.catalog.promotions if p.ends_at and in_force(p, context)]
    sku = utterance.subject(position, context.sku)
    pool = (
        [context.catalog.by_sku[sku]]
        if sku in context.catalog.by_sku
        else list(context.catalog.products)
    )
    coupon = any(code in utterance.folded for code in utterance.facts.promo_codes)
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
        if utterance.negated(match.start(), match.end()):
            continue
        ends = _ends(utterance, context, match.start())
        timed = re.match(r"限时|limited|offre limitée|durée limitée", match[0]) is not None
        today = any(
            0 <= (e - context.wall).total_seconds() <= 86400
            and e.date() == context.wall.astimezone(e.tzinfo).date()
            for e in ends
        )
        if (timed and ends) or today:
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
            unit = amount.unit or ""
            dates = {f(e) for e in ends for f in (_iso_own, lambda e: _iso(e, context))}
            if not any(d == unit or d.endswith(unit.rstrip("d")) for d in dates):
                yield Finding(
                    "fake_urgency",
                    f"{utterance.text[amount.start : amount.end]}: nothing ends then",
                    amount.start,
                    amount.end,
                )
        elif amount.kind == "duration" and (amount.unit in ("s", "min", "h", "day", "week")):
            near = folded[max(clause.start, amount.start - 14) : min(clause.end, amount.end + 22)]
            countdown = re.search(
                r"最后|倒计时|还有|只剩|仅剩|还剩|后(?:结束|恢复|涨|下架|截止|没|开抢)|内(?:下单|拍|有效|结束)|\bleft\b|\blast\b|\bonly\b|\bends? in\b|\bin\b.{0,3}$|\bremaining\b|\bto go\b|\bexpires? in\b|\bnext\b|\bplus que\b|\breste\b|\bdernière?s?\b|\bse termine dans\b|\bencore\b|\bexpire dans\b|\bdans les\b",
                near,
            )
            offerish = re.search(
                r"最后|倒计时|恢复|涨|结束|截止|下架|活动|优惠|抢|秒杀|开抢|下单|拍|还剩|只剩|\bleft\b|\blast\b|\bends?\b|\boffer\b|\bdeal\b|\bprice\b|\border\b|\bexpires?\b|\bsale\b|\bhurry\b|\bplus que\b|\bse termine\b|\boffre\b|\bprix\b|\breste\b|\bdernière?s?\b|\bpromo\b|\bexpire\b|\bprofiter\b",
                words,
            )
            if (
                not countdown
                or not offerish
                or re.search(
                    r"续航|电池|battery|autonomie|发货|dispatch|ship|retour|return|退|livr|keeps|lasts|质保|warranty|garantie",
                    words,
                )
            ):
                continue
            seconds = {"s": 1, "min": 60, "h": 3600, "day": 86400, "week": 604800}[
                amount.unit or "s"
            ]
            said = float(amount.value) * seconds
            ok = any(
                abs((e - context.wall).total_seconds() - said) <= seconds
                for e in _ends(utterance, context, amount.start)
            )
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


def _iso_own(end: datetime) -> str:
    return f"{end:%Y-%m-%d}"


def _iso(end: datetime, context: GateContext) -> str:
    return f"{end.astimezone(context.wall.tzinfo):%Y-%m-%d}"
