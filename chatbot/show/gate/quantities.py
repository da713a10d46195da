"""How much of a product a price is said to be for: so many pieces, a pack, a weight."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from chatbot.language.patterns import led
from chatbot.show.gate.facts import normal

if TYPE_CHECKING:
    from chatbot.catalog import Product
    from chatbot.show.gate.roles import Figure
    from chatbot.show.gate.utterance import Mention, Utterance

__all__ = ["count_of", "pieces", "price_units"]

_EACH = led(
    r"每|单价|单件|单买|单独|\beach\b|\bapiece\b|\bper (?:piece|item|unit|bottle)\b|"
    r"chacune?s?\b|l'unité|\bpièce\b|\ba piece\b|一(?:件|个|瓶|盒|袋|只|条)"
)
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


def pieces(utterance: Utterance, mention: Mention) -> int | None:
    """How many of a mentioned product: a count right before or after its name."""
    if mention.start < 0:
        return None
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


@lru_cache(maxsize=256)
def _price_unit(per: str) -> tuple[Decimal, str | None]:
    """What one price is for, in the unit that measures are compared in: `500 g`, `piece`."""
    match = re.fullmatch(r"([\d.]*)\s*(.+)", per.strip().lower())
    size, unit = (Decimal(match[1] or 1), match[2]) if match else (Decimal(1), "piece")
    return normal(size, unit if unit != "pound" else "lb")


_EVERY = re.compile(r"每(公?斤|千克|升)\s*$")


def price_units(figure: Figure, product: Product, utterance: Utterance) -> Decimal | None:
    """How many of the product's price units the words speak of; None where they do not fit."""
    base, base_unit = _price_unit(product.per or "piece")
    sold_by_measure = base_unit in ("mg", "ml")
    spoken: tuple[Decimal, str | None] | None = None
    word = _UNIT_WORD.match(figure.right) or _EVERY.search(figure.left)
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


_SOLD_SO = re.compile(r"\b(?:pack|set|lot) (?:of|de)\b")


def _pack(after: str, product: Product, utterance: Utterance) -> re.Match[str] | None:
    """A pack that the price is said to be for, unless the product is sold as one."""
    match = _PACK_OF.match(after)
    if match is None or _SOLD_SO.search(utterance.facts.products[product.sku].support):
        return None
    return match


def count_of(figure: Figure, mention: Mention, product: Product, utterance: Utterance) -> int:
    """How many pieces of the only product it is about a price is for."""
    start, end = figure.amount.start, figure.amount.end
    left_from = start - len(figure.left)
    right_count = _counts(utterance, end, min(end + 8, figure.clause.end))
    count = _counts(utterance, left_from, start) or right_count or pieces(utterance, mention) or 1
    if _EACH.search(figure.left[-12:]):
        count = 1
    elif _EACH.search(figure.right[:14]):
        count = right_count or 1
    for bare in utterance.amounts:
        if (
            bare.kind == "bare"
            and left_from <= bare.start < start
            and 2 <= bare.value <= 99
            and _THESE_COST.fullmatch(utterance.folded[bare.end : start])
        ):
            count = int(bare.value)
    after = utterance.folded[end : figure.clause.end]
    several = _FOR_SEVERAL.match(after) or _pack(after, product, utterance)
    return _SMALL[several[1]] if several else count
