"""Where goods come from: only the places the catalog names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chatbot.language.numerals import fold
from chatbot.language.patterns import Words, led
from chatbot.show.gate.types import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.show.gate.facts import CatalogFacts
    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = ["check_origins"]

# Origin is a main characteristic of goods: Directive 2005/29/EC art. 6(1)(b), PRC Consumer Rights
# Law art. 8. A place follows each of these words.
_FROM_ZH = led(
    r"(?:原?产自|出自|产于|原产于|原?产地(?:是|为|在)?|生产于|缝制于|织造于|设计于|研发于|采自|来自)([\u4e00-\u9fff]{2,8})"
)
_FROM_LATIN = led(
    r"\b(?:[Gg]rown|[Pp]icked|[Hh]arvested|[Mm]ade|[Pp]roduced|[Ss]ewn|[Ss]titched|[Ww]oven|[Kk]nitted|[Cc]rafted|[Aa]ssembled|[Dd]esigned|[Dd]eveloped|[Ss]ourced|[Cc]omes?|[Cc]oming)"
    r" (?:in|from) (?:the )?([A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+)*)"
    r"|\b(?:[Cc]ultivée?s?|[Rr]écoltée?s?|[Ff]abriquée?s?|[Pp]roduite?s?|[Cc]ousue?s?|[Tt]issée?s?|[Tt]ricotée?s?|[Cc]onfectionnée?s?|[Aa]ssemblée?s?|[Cc]onçue?s?|[Dd]éveloppée?s?|[Bb]rodée?s?|[Oo]riginaires?|[Vv]iens?t?"
    r"|[Vv]iennent|[Vv]enue?s?|[Pp]rovien\w+) (?:en |au |aux |à |de |du |des |d'|d’)(?:la |l'|l’)?"
    r"([A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+)*)"
)
_HINT = Words(
    r"产|来自|采自|出自|\bfrom\b|\bmade\b|\bgrown\b|\bproduced\b|\bharvested\b|\bpicked\b|"
    r"\bcultiv|\brécolt|\bfabriqu|\bproduit|\borigin|\bvien|\bvenu|\bprovien|\bsewn|\bstitched|\bwoven|\bknitted|\bcrafted|\bassembl|\bdesigned|\bdeveloped|\bcousu|\btiss|\btricot|\bconfection|\bconçu|\bdévelopp|\bbrod|织|缝|裁|设计|研发"
)
_LOOSE = led(r"来自|[Cc]om(?:es?|ing)|[Vv]ien|[Vv]enu|[Pp]rovien")
"""Of anything, not only of goods: a product must be named beside it."""
_PEOPLE = re.compile(r"资料|目录|店里|页面|朋友|粉丝|顾客|姐妹|家人|宝|观众|老师|问题|提问|弹幕")
"""Viewers come from places too."""


def _known(place: str, facts: CatalogFacts, skus: tuple[str, ...]) -> bool:
    """Whether the products, or the shop, name the place: any two signs of it, or a Latin word."""
    texts = [facts.products[sku].support for sku in skus] + [facts.shop_text]
    folded = fold(place)
    if folded.isascii() or folded[0] < "\u3000":
        words = [w for w in re.split(r"[\s'’-]+", folded) if len(w) > 2]
        return all(any(word in text for text in texts) for word in words)
    return any(folded[:2] in text for text in texts)


def check_origins(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report a place that goods are said to come from and the catalog does not name."""
    if not _HINT.search(utterance.folded):
        return
    for pattern in (_FROM_ZH, _FROM_LATIN):
        for match in pattern.finditer(utterance.text):
            place = next(group for group in match.groups() if group)
            clause = utterance.words(utterance.clause_at(match.start()))
            sku = utterance.subject(match.start(), context.sku)
            if _PEOPLE.search(clause):
                continue
            skus = (sku,) if sku in utterance.facts.products else tuple(utterance.facts.products)
            sentence = utterance.sentence_at(match.start())
            named = utterance.mentions_in(sentence.start, sentence.end)
            told = named or utterance.facts.skus_told(utterance.words(sentence))
            if _LOOSE.match(match[0]) and not told:
                continue
            if utterance.negated(match.start(), match.end()):
                continue
            if not _known(place, utterance.facts, skus):
                yield Finding(
                    "invented_fact",
                    f"“{match[0]}”: the catalog names no such origin of {sku or 'any product'}",
                    match.start(),
                    match.end(),
                )
