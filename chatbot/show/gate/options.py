"""Colours and sizes as they are named in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chatbot.catalog import option_names
from chatbot.language.numerals import fold
from chatbot.language.patterns import compiled, led
from chatbot.show.gate.utterance import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from chatbot.catalog import Product
    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = ["beside_option", "variant_in"]

_STOCKED = led(r"剩|还有|库存|现货|\bleft\b|\bstock\b|\breste|\bremain|\brestant")
_SIZE_WORDS = {
    "S": r"\bin (?:a )?small\b|\bsize small\b|\bsmalls?(?=$|[,.?!])|\btaille small\b|小码",
    "M": r"\bin (?:a )?medium\b|\bsize medium\b|\bmediums?(?=$|[,.?!])|\bmédium\b|中码",
    "L": r"(?<!extra )(?<!extra-)\b(?:in (?:a )?large|size large)\b|(?<![特加超])大码",
    "XL": r"\bextra[- ]large\b|加大码|特大码",
}
"""Sizes by letter, as they are also said."""


def _last_colour(name: str, words: str) -> int:
    """Where a colour is named last, -1 where it is not; without its 色 too."""
    if name.isascii():
        found = [m.start() for m in compiled(rf"\b{re.escape(name)}(?:h?e)?s?\b").finditer(words)]
        return found[-1] if found else -1
    if not name.endswith("色"):
        return words.rfind(name)
    if len(name) == 2:  # one character alone is no colour: 白的, not 白
        return max(words.rfind(name), words.rfind(name[0] + "的"))
    return words.rfind(name[:-1])


def _last_size(name: str, words: str, original: str) -> int:
    """Where a size is named last, by its letters or in words; -1 where it is not."""
    spelt = _SIZE_WORDS.get(name)
    by_letter = compiled(rf"(?<![A-Za-z0-9'’-]){re.escape(name)}(?![A-Za-z0-9'’-])")
    found = [m.start() for m in by_letter.finditer(original)]
    found += [m.start() for m in compiled(spelt).finditer(words)] if spelt else []
    return max(found, default=-1)


def _latest(found: Iterable[tuple[int, str]]) -> str | None:
    """The option that is named last; None where none is named, at -1."""
    at, option = max(found, default=(-1, ""))
    return option if at >= 0 else None


def variant_in(
    utterance: Utterance, product: Product, span: Span
) -> tuple[str | None, str | None, bool]:
    """(colour key, size key, whether a variant is named) within a span of the text."""
    if product.variants is None:
        return None, None, False
    words = utterance.words(span)
    original = utterance.text[span.start : span.end]
    colour = _latest(
        (_last_colour(fold(name), words), option_names(option)[0])
        for option in product.variants.colours
        for name in option_names(option)
    )
    size = _size_in(product.variants.sizes, words, original)
    if size is None and _SAME_SIZE.search(words):
        size = _size_in(
            product.variants.sizes, utterance.folded[: span.start], utterance.text[: span.start]
        )
    return colour, size, bool(colour or size)


_SAME_SIZE = led(
    r"同(?:样的?|一个?)?(?:尺码|码|号)|(?:这个?|那个?|该)(?:尺码|码)|\b(?:same|that|this) size\b|\b(?:même|cette) taille\b"
)
"""The size that was named before."""


def _size_in(sizes: Sequence[str], words: str, original: str) -> str | None:
    """The size named last in folded words and the original of them."""
    return _latest(
        (_last_size(name, words, original), option_names(option)[0])
        for option in sizes
        for name in option_names(option)
    )


def beside_option(utterance: Utterance, position: int, context: GateContext) -> bool:
    """Whether a figure follows a bare colour or size in a sentence about stock: 奶白21，雾蓝15."""
    sentence = utterance.sentence_at(position)
    if not _STOCKED.search(utterance.words(sentence)):
        return False
    clause = utterance.clause_at(position)
    left = Span(clause.start, position)
    product = context.catalog.get(utterance.subject(position, context.sku))
    if product is None:
        return False
    after = _IN_OPTION.match(utterance.folded, position)
    if after and variant_in(utterance, product, Span(after.end(), after.end() + _WORD))[2]:
        return True
    return left.end - left.start <= _LONGEST and variant_in(utterance, product, left)[2]


_IN_OPTION = re.compile(r"\d+ (?:en|in) (?:(?:size|taille) )?")
"""A bare figure before the option it is the stock of: "6 en XL et 11 en S"."""
_WORD = 12

_LONGEST = 24
"""An option's name, and no more, stands before its stock."""
