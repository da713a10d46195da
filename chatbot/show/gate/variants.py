"""Colours and sizes: only those the product has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chatbot.language.numerals import fold
from chatbot.language.patterns import led
from chatbot.show.gate.types import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = ["check_variants"]

_COLOURS = (
    "红 red rouge", "蓝 blue bleu bleue", "绿 green vert verte", "黄 yellow jaune",
    "粉 pink rose", "紫 purple violet violette", "灰 grey gray gris grise",
    "棕 brown marron brun", "橙 orange", "黑 black noir noire", "白 white blanc blanche",
    "米 beige cream crème", "金 gold golden doré dorée", "银 silver argenté", "咖啡 coffee café",
    "卡其 khaki kaki", "藏青 navy marine", "豆绿 sage sauge", "青 teal turquoise cyan",
    "酒红 burgundy bordeaux",
)  # fmt: skip
_CONCEPT = {word: line for line in _COLOURS for word in line.split()}
_LATIN = "|".join(w for line in _COLOURS for w in line.split() if w.isascii() or w[0] < "\u3000")
_COLOUR = led(
    rf"(?P<zh>{'|'.join(sorted((line.split()[0] for line in _COLOURS), key=len, reverse=True))})色"
    rf"|(?<![a-zà-ÿ])(?P<latin>{_LATIN})s?(?![a-zà-ÿ])"
)
_OFFERED = led(
    r"有|选|出了|上了|存在|\bcomes?\b|\bavailable\b|\bhave\b|\bgot\b|\balso\b|\bin\b|"
    r"\bchoose\b|\bversions?\b|\bcolou?rs?\b|\boptions?\b|\bexiste|\bdisponible|"
    r"\baussi\b|\bavons\b|\ben\b|\bchoisir\b|\bversion\b|\bcoloris\b|\bcouleurs?\b"
)
_SIZE = led(
    r"(?<![A-Za-z0-9])(?P<size>XXS|XS|XXXL|XXL|[2-6]XL)(?![A-Za-z0-9])|均码|大码|"
    r"加大码|(?<!by )(?<!up )(?<!down )\bone size\b(?! (?:up|down|bigger|larger|smaller|above|below))|\bplus size\b|\bkids'? sizes?\b|\bchildren'?s sizes?\b|\btailles? enfants?\b|童码|童款|儿童[码款]|亲子[款装]|\btaille unique\b|\bgrandes? tailles?\b"
)


_WISHED = re.compile(r"(?:想要|要找|想穿|需要|喜欢)(?:的|穿)?$")
"""Before a size that somebody looks for, which is not said to be there."""

_SHADE = re.compile(
    r"(?:有|款|选|出了|上了)[^，。！？]{0,6}?([\u4e00-\u9fff]{1,2}(?:粉|蓝|绿|灰|紫|棕|咖|橙|杏|驼|红|黄|黑|白))(?=[，。！？、的色款]|$)"
)
"""A shade in Chinese, without the word for colour: 雾霾粉."""


def _shades(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    for match in _SHADE.finditer(utterance.folded):
        product = context.catalog.get(utterance.subject(match.start(), context.sku))
        if product is None or product.variants is None or not product.variants.colours:
            continue
        listed = fold(" ".join(product.variants.colours))
        if match[1][-1] not in listed and not utterance.negated(match.start(1), match.end(1)):
            yield Finding(
                "invented_fact", f"{product.sku} has no “{match[1]}”", match.start(1), match.end(1)
            )


def check_variants(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report a colour or size spoken of as offered that the product does not have."""
    folded = utterance.folded
    for match in _COLOUR.finditer(folded):
        product = context.catalog.get(utterance.subject(match.start(), context.sku))
        if product is None or product.variants is None or not product.variants.colours:
            continue
        clause = utterance.clause_at(match.start())
        if not _OFFERED.search(utterance.words(clause)) or utterance.negated(
            match.start(), match.end()
        ):
            continue
        if re.match(
            r"\s*(?:cart|panier|茶|tea|button|bouton)", folded[match.end() :]
        ) or "panier" in utterance.words(clause):
            continue
        if re.match(r"\s*[?？吗]", folded[clause.end : clause.end + 1] or folded[match.end() :]):
            continue
        listed = fold(" ".join(product.variants.colours))
        spellings = _CONCEPT[match["zh"] or match["latin"]].split()
        if not any(word in listed for word in spellings):
            yield Finding(
                "invented_fact", f"{product.sku} has no “{match[0]}”", match.start(), match.end()
            )
    yield from _shades(utterance, context)
    for match in _SIZE.finditer(utterance.text):
        product = context.catalog.get(utterance.subject(match.start(), context.sku))
        pool = [product] if product else list(context.catalog.products)
        sized = [p.variants.sizes for p in pool if p.variants is not None and p.variants.sizes]
        if not sized or utterance.negated(match.start(), match.end()):
            continue
        if "?" in folded[match.end() : match.end() + 3]:
            continue
        if _WISHED.search(folded[max(0, match.start() - 4) : match.start()]):
            continue
        if not any((match["size"] or match[0]) in sizes for sizes in sized):
            yield Finding(
                "invented_fact", f"there is no size “{match[0]}”", match.start(), match.end()
            )
