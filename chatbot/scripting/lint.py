"""Figures typed where a slot exists, by what they measure: digits or words, in three languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chatbot.errors import Wrong
from chatbot.files import crosscheck
from chatbot.language.amounts import find_amounts
from chatbot.scripting.lines import numbered
from chatbot.show.signed import value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.catalog import Catalog, Product
    from chatbot.language.amount import Amount
    from chatbot.persona import Persona
    from chatbot.rundown import Rundown

__all__ = ["lint", "unknown_facts"]

_LEFT_BEFORE = {
    "zh": re.compile(r"(?:库存|现货|还有|还剩下?|只剩下?|仅剩|剩下?|剩余)[^\d。！？，,]{0,4}$"),
    "en": re.compile(r"\b(?:stock(?: is| of| at)?|only|just) ?:? ?$", re.IGNORECASE),
    "fr": re.compile(r"\b(?:reste(?:nt)?|plus que|stock(?: est de)?) ?:? ?$", re.IGNORECASE),
}
_LEFT_AFTER = {
    "zh": re.compile(r"^ ?[件个只瓶份袋盒罐条双套支口盏]?(?:现货|库存|在库)"),
    "en": re.compile(r"^ ?(?:\w+ )?(?:left|remaining|in stock)\b", re.IGNORECASE),
    "fr": re.compile(r"^ ?(?:\w+ )?(?:restants?|restantes?|en stock)\b", re.IGNORECASE),
}
_SAYS_NO_MORE = re.compile(
    r"^ ?(?:[件个只瓶份袋盒罐条双套支口盏]|pieces?|pièces?|exemplaires?|articles?)?"
    r" ?(?:$|[.,;:!?。，；：！？、]|[了哦啦吧呢])"
)
"""After a figure: it counts the goods themselves, not their colours or what is still to tell."""
_FIGURE = re.compile(r"\d[\d.,\u202f\u00a0 ]*\d|\d|[零〇一二两三四五六七八九十百千万]+")


def lint(rundown: Rundown, catalog: Catalog, language: str) -> Iterator[Wrong]:
    """Each line with a figure that a slot stands for, or that the catalog does not state.

    The message holds the corrected line.
    """
    told = set()
    for is_error, wrong in crosscheck.rundown_wrongs(rundown, catalog, language):
        if is_error:
            told.add(wrong.at)
            yield wrong
    for one in numbered(rundown):
        product = catalog.get(one.segment.sku)
        for lang, text in one.line.text.items():
            at = (*one.at, "text", lang)
            if product is not None and at not in told and (said := _typed(text, lang, product)):
                yield Wrong(said, at)


def _typed(text: str, lang: str, product: Product) -> str:
    found: list[str] = []
    corrected, end = "", 0
    for amount in find_amounts(text, lang):
        slot, start, stop = _slot_for(amount, text, lang, product)
        if slot:
            found.append(text[start:stop])
            corrected += text[end:start] + slot
            end = stop
    if not found:
        return ""
    figures = ", ".join(map(repr, found))
    return f"{figures} is typed by hand and may change: write {corrected + text[end:]!r}"


def _slot_for(amount: Amount, text: str, lang: str, product: Product) -> tuple[str, int, int]:
    """The slot that stands for a figure, and the words it replaces; "" where there is none."""
    start, end = amount.start, amount.end
    if amount.kind == "money":
        return _of_money(amount, product), start, end
    if amount.kind == "date" and product.offer is not None and product.offer.ends_at is not None:
        ends = product.offer.ends_at
        same = amount.unit in (f"{ends:%m-%d}", f"{ends:%Y-%m-%d}")
        return ("{ends}" if same else ""), start, end
    if amount.kind in ("count", "bare"):
        inside = text[start:end]
        figure = _FIGURE.match(inside)
        stop = start + figure.end() if figure else end
        if figure or amount.kind == "bare":
            left = _LEFT_AFTER[lang].search(text[end:]) or _LEFT_AFTER[lang].search(text[stop:])
            told = _LEFT_BEFORE[lang].search(text[:start]) and _SAYS_NO_MORE.search(text[stop:])
            if left or told:
                return "{stock}", start, stop
    return "", start, end


def _of_money(amount: Amount, product: Product) -> str:
    def among(prices: dict[str, object]) -> bool:
        return any(
            value in amount.readings and amount.currency in (None, currency)
            for currency, value in prices.items()
        )

    if among(dict(product.price)):
        return "{price}"
    return "{was}" if among(dict(product.prior_price_30d_lowest or {})) else ""


def unknown_facts(rundown: Rundown, catalog: Catalog, persona: Persona) -> Iterator[Wrong]:
    """The facts that lines list and the catalog does not hold."""
    for one in numbered(rundown):
        for i, fact in enumerate(one.line.facts or ()):
            if value_of(fact, catalog, persona) is None:
                yield Wrong(f"{fact!r} is not in the catalog (any more)", (*one.at, "facts", i))
