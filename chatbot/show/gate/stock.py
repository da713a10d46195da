"""Stock figures, availability and restocking."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from chatbot.language.numerals import fold
from chatbot.language.patterns import Words, led
from chatbot.show.gate.counts import NOT_GOODS
from chatbot.show.gate.options import beside_option, variant_in
from chatbot.show.gate.rules_stock import (
    AVAILABLE,
    COUNTED,
    LEFT_AFTER,
    LEFT_BEFORE,
    RESTOCK,
    SOLD_OUT,
    UNKNOWN,
    WHEN,
)
from chatbot.show.gate.types import Finding
from chatbot.show.gate.utterance import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.catalog import Product
    from chatbot.language.amounts import Amount
    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = ["check_stock"]

_IS_BACK = led(
    r"(?:到货|补货|回货|返场|补上)(?:了|啦|咯)|\b(?:are|is|came|come|just|now) (?:now |just )?back\b|\b(?:sont|est) (?:enfin )?(?:de retour|revenus?)"
)
"""Said to be there again, rather than to come."""
_COSTS = re.compile(
    r"\b(?:costs?|pays?|paying|priced at|price (?:is|of)|at|for|coûte(?:nt)?|vaut|valent) (?:just|only)\s*$"
)
"""What is only so much money is no stock."""
_ONE_LEFT = Words(
    r"(?:只剩|就剩|仅剩|还剩)(?:下)?(?:最后)?一(?:件|个|瓶|条|套|台|只|盒)|最后一(?:件|"
    r"瓶|条|套|台|只|盒)(?!事|[，,：:])"
    r"|\ba single (?:\w+ ){1,3}(?:remains|left|is left)|(?<!ty )(?<!ty-)\bone (?:\w+ ){0,2}(?:left|remains|remaining)\b"
    r"|\b(?:only|just) one (?:left|remaining|in stock)|\bthe last one (?:left|in "
    r"stock)|\bqu'une? seule?\b"
)


def _product_at(utterance: Utterance, context: GateContext, position: int) -> Product | None:
    """The product spoken of at a position; failing that the only one with the variant named."""
    sku = utterance.subject(position, context.sku)
    if sku:
        return context.catalog.get(sku)
    span = Span(0, utterance.clause_at(position).end)
    named = [p for p in context.catalog.products if variant_in(utterance, p, span)[1]] or [
        p for p in context.catalog.products if variant_in(utterance, p, span)[0]
    ]
    if len(named) == 1:
        return named[0]
    skus = utterance.facts.skus_told(utterance.text)
    return context.catalog.get(skus[0]) if len(skus) == 1 else None


def _sold_out_at(utterance: Utterance, context: GateContext, position: int) -> bool:
    product = context.catalog.get(utterance.subject(position, context.sku))
    return product is not None and product.sold_out


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


_NONE_OF = led(
    r"\b(?:plus (?:de|d'|un|une|du)|zéro|zero|no more|out of|none of|aucune?)\b|没有?|零"
)
"""Before what is in stock: "zero Pico in stock", "plus de Pico en stock"."""
_A_MESSAGE = re.compile(r"\s*(?:[，,：:]|问|是|关于|回复|留言|弹幕|评论|消息|提问)")
"""After 条, which counts messages and rules too."""


def _figures(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    for amount in utterance.amounts:
        if amount.kind not in ("count", "bare") or amount.value != int(amount.value):
            continue
        clause = utterance.clause_at(amount.start)
        left = utterance.folded[clause.start : amount.start]
        right = utterance.folded[amount.end : clause.end]
        unit = amount.unit or ""
        counter = len(unit) == 1 and not unit.isascii() and unit not in NOT_GOODS
        if amount.kind == "count" and not COUNTED.match(unit) and not counter:
            continue
        if unit == "条" and _A_MESSAGE.match(utterance.folded, amount.end):
            continue
        after = LEFT_AFTER.match(right)
        before = LEFT_BEFORE.search(left)
        listed = beside_option(utterance, amount.start, context) and not re.match(
            r"\s*(?:个)?(?:码|色|颜色|尺码|款|sizes?|colou?rs?|tailles?|couleurs?)", right
        )
        now = amount.kind == "bare" and re.search(r"目前\s*$", left) and "库存" not in left
        if not after and not listed and (not before or now or _COSTS.search(left)):
            continue
        if (
            not after
            and not listed
            and re.search(
                r"(?:还有|只有|have|got|only|just|les|last|final|remaining|最后|avons|seulement)\s*$",
                left,
            )
        ):
            scarce = re.search(
                r"(?:还有|只有|最后|only|just|last|final|remaining|seulement)\s*$", left
            )
            tail = re.match(
                r"\s*(?:问题|事|要求|原因|好处|机会|question|step|point|minute|天|次|步|分|colou?r|size|颜色|尺|款|"
                r"more question|thing|reason|couleur|taille|种|coupon|code|bon|(?:优惠)?券|张)",
                right,
            )
            owned = re.search(r"(?:有|have|got|avons)\s*$", left) and utterance.mentions_in(
                amount.end, amount.end + 2
            )
            if not (scarce or owned) or tail:
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
        colour, size, named = _nearest_variant(utterance, product, clause, amount)
        wider = variant_in(utterance, product, Span(0, amount.start))
        if colour is None and size is not None:
            colour = wider[0]
        known = _stock_of(product, colour, size)
        if colour is not None and size is None and _stock_of(product, colour, wider[1]) == said:
            known = said  # of the size that was spoken of
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


def _nearest_variant(
    utterance: Utterance, product: Product, clause: Span, amount: Amount
) -> tuple[str | None, str | None, bool]:
    """The variant a figure is said of, where a clause counts several: "three white, two yellow".

    It stands after the figure in English and French, before it in Chinese.
    """
    others = [a for a in utterance.amounts if clause.start <= a.start < clause.end]
    if len(others) > 1:
        ahead = min((a.start for a in others if a.start > amount.start), default=clause.end)
        behind = max((a.end for a in others if a.start < amount.start), default=clause.start)
        close = min(ahead, amount.end + 4)  # 三个白的
        wide = utterance.lang[:2] == "zh"
        first = min([amount.start, *(a.start for a in others)])
        ahead_of_it = variant_in(utterance, product, Span(clause.start, first))[2]
        after, before = Span(amount.end, close), Span(behind, amount.start)
        in_order = (before, after) if ahead_of_it else (after, before)
        for near in in_order if wide else (Span(amount.end, ahead),):
            found = variant_in(utterance, product, near)
            if found[2]:
                return found
        return variant_in(utterance, product, Span(behind, ahead))
    return variant_in(utterance, product, clause)


_VAGUE: tuple[tuple[int, re.Pattern[str]], ...] = (
    (10_000, re.compile(r"上万|好几万|数万|\btens of thousands\b|\bdizaines de milliers\b")),
    (1000, re.compile(r"上千|好几千|几千|数千|\bthousands\b|\bmilliers\b")),
    (100, re.compile(r"上百|好几百|几百|数百|成百|\bhundreds\b|\bcentaines\b")),
    (24, re.compile(r"几十|好几十|\bdozens\b|\b(?:tons|loads|heaps|masses|piles) of\b"
                    r"|\bdizaines\b|\bplein de\b")),
)  # fmt: skip
"""Stock in round words, with the least it means."""
_STOCK_WORD = Words(
    r"库存|现货|备货|有货|仓|堆|囤|\bstock\b|\bleft\b|\bavailable\b|\breste|\bdisponible"
)


_DOZENS = {"dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
           "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100}  # fmt: skip
_DOZEN = led(rf"\b(?:{'|'.join(_DOZENS)})\b")
_ABOUT = Decimal("0.2")
"""By how much a round word may be off."""


def _about(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Round French numbers of goods: "une vingtaine de veilleuses jaunes"."""
    for match in _DOZEN.finditer(utterance.folded):
        clause = utterance.clause_at(match.start())
        product = _product_at(utterance, context, match.start())
        counted = utterance.mentions_in(match.end(), match.end() + 8)
        if product is None or not (counted or _STOCK_WORD.search(utterance.words(clause))):
            continue
        colour, size, named = variant_in(utterance, product, clause)
        known = _stock_of(product, colour, size) if named else product.stock
        said = _DOZENS[match[0]]
        if known is None or abs(known - said) > said * _ABOUT:
            detail = f"“{match[0]}” is spoken; the stock of {product.sku} is {known}"
            yield Finding("wrong_stock", detail, match.start(), match.end())


def _round_words(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    yield from _about(utterance, context)
    for least, pattern in _VAGUE:
        match = pattern.search(utterance.folded)
        if match is None:
            continue
        near = utterance.words(utterance.sentence_at(match.start()))
        product = context.catalog.get(utterance.subject(match.start(), context.sku))
        of_goods = utterance.mentions_in(match.end(), match.end() + 8)
        if product is None or product.stock is None or not (_STOCK_WORD.search(near) or of_goods):
            continue
        if product.stock < least and not utterance.negated(match.start(), match.end()):
            yield Finding(
                "wrong_stock",
                f"“{match[0]}” is spoken; the stock of {product.sku} is {product.stock}",
                match.start(),
                match.end(),
            )


def check_stock(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report stock figures and availability that the live stock does not bear out."""
    folded = utterance.folded
    for match in _ONE_LEFT.finditer(folded):
        product = _product_at(utterance, context, match.start())
        if product is None or product.stock != 1:
            yield Finding(
                "wrong_stock", f"“{match[0]}” is not the stock", match.start(), match.end()
            )
    yield from _figures(utterance, context)
    yield from _round_words(utterance, context)
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
        clause = utterance.clause_at(match.start())
        colour, size, named = variant_in(utterance, product, clause)
        if size is not None and colour is None:  # "in black, XL is gone"
            start = utterance.sentence_at(match.start()).start
            colour = variant_in(utterance, product, Span(start, match.start()))[0]
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
        spoken = utterance.words(clause)
        if _NONE_OF.search(utterance.folded, clause.start, match.start()):
            continue
        if UNKNOWN.search(spoken) or (RESTOCK.search(spoken) and not _IS_BACK.search(spoken)):
            continue
        named_here = any(m.sku == sku for m in utterance.mentions)
        colour, size, named = variant_in(utterance, product, sentence)
        if not named and not utterance.mentions_in(sentence.start, sentence.end):
            colour, size, named = variant_in(utterance, product, Span(0, match.start()))
        known = _stock_of(product, colour, size) if named else product.stock
        every = re.search(
            r"所有(?:尺码|颜色|码)|全(?:码|色)|每个(?:尺码|颜色)|\b(?:all|every|"
            r"each) (?:sizes?|colou?rs?)\b|toutes? les (?:tailles|couleurs)|尺码(?:都|"
            r"齐全)|颜色都",
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
        if match[0].startswith(("到货", "回来", "return")) and not _sold_out_at(
            utterance, context, match.start()
        ):
            continue  # the arrival of an order: judged with shipping
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
