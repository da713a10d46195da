"""What a question asks of documents or news: its kind, the figure it wants, its telling words."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from chatbot.language.amounts import find_amounts
from chatbot.language.clean import fold
from chatbot.language.matching import stems
from chatbot.language.wordlists import sections

__all__ = ["EXAMPLES", "KINDS", "common_words", "fits", "kind_by_rule", "wanted"]

KINDS: Final = ("advice", "forecast", "source", "latest", "person", "smalltalk", "service")
"""What a question may be; `service` is everything that a document may say."""

_SECTIONS: Final = {title: lines for title, _, lines in sections("asking")}

EXAMPLES: Final = {kind: tuple(_SECTIONS[kind]) for kind in KINDS}
"""Example questions of each kind in three languages."""

_WANTS: Final = {
    title.removeprefix("wants "): re.compile("|".join(lines))
    for title, lines in _SECTIONS.items()
    if title.startswith("wants ")
}
_FREE = re.compile(r"\bfree\b|\bno charge\b|\bnot charged?\b|\bgratuit|\bfacturé|免费|不收")
_RULES: Final = {
    "advice": (
        r"\b(?:should|shall|would you) (?:i|we|you) (?:buy|sell|invest|choose|take|trust|vote|switch)\b"
        r"|\bdo you (?:think|reckon|believe|feel) (?:i|we|it'?s?|this|that) (?:should|need|is (?:good|worth|better)|worth|good)"
        r"|\bwhich (?:one |\w+ )?is (?:the )?(?:best|better|nicest)\b|\b(?:better|best) for me\b|\bis (?:a |an |the )?[\w ]{2,24}better than\b"
        r"|\b(?:lequel|laquelle|quelle? \w+) (?:est|serait) (?:le |la )?(?:mieux|meilleure?)\b|\bmeilleure? (?:pour|choix)\b"
        r"|\bif you were me\b|\b(?:advise|recommend|your (?:advice|opinion))\b"
        r"|\b(?:devrais|dois)-?(?:je| je)? (?:acheter|vendre|investir|choisir|voter)\b|\bà ma place\b"
        r"|\b(?:conseill|recommand)\w+|\b(?:votre|ton) avis\b"
        r"|该不该|要不要(?:买|卖|投)|(?:应该|该)(?:买|卖|选|投)|你(?:觉得|推荐|建议)|给点建议|推荐一|哪.{0,6}(?:比较|更)(?:好|合适|划算|实用)|你说我"
    ),
    "forecast": (
        r"\bwill (?:it|they|the \w+|prices?|fees?|shares?|rates?) (?:go up|go down|rise|fall|drop|increase)\b"
        r"|\b(?:forecast|predict)|\bgoing to [\w ]{2,20}(?:soon|some day|next year|ever)\b"
        r"|\bwill [\w ]{2,24}(?:next year|some day|cheaper|more expensive)\b|\bin (?:\w+ )?years? from now\b"
        r"|\bin (?:a few|two|three|four|five|six|ten|twenty|\d+) years\b|\bdans (?:deux|trois|quatre|cinq|six|dix|vingt|\d+|quelques) ans\b"
        r"|\b(?:allez|va|vont) \w+(?:er|ir|re) (?:bientôt|un jour|l'an(?:née)? prochaine?)\b|\bplus cher (?:en|l'an|bientôt)"
        r"|\b(?:va|vont)(?:-\w+)? (?:bientôt )?(?:monter|augmenter|baisser|remonter|chuter)\b|\bpronosti|\bprévoi"
        r"|会(?:涨|跌|上涨|下跌|涨价|降价|倒闭)|预测|(?:以后|将来|明年|后年|未来).{0,4}会|会.{0,3}更[贵便多少好差]|[一二两三四五六十几\d]年(?:以?后|之后)"
    ),
    "source": (
        r"\byour source|\bsources?\b ?\?|\bwho says\b|\b(?:votre|ta|quelle) source\b|\bd'où (?:ça|tu|vous)"
        r"|来源|出处|谁说的|哪来的消息|哪家报道"
    ),
    "latest": (
        r"\bthe latest\b ?\??$|\bwhat's new\b|\bany news\b|\bheadlines\b|\bquoi de neuf\b|\bdernières nouvelles\b ?\??$"
        r"|^有?什么?新消息|^最新消息[是吗呢？?]*"
    ),
    "person": (
        r"\b(?:talk|speak) (?:to|with) (?:a|some|your|the) ?(?:person|human|one|body|colleague|employee|staff)"
        r"|\bcolleague\b|\bparler à (?:une? |votre |quelqu'un)|\bun humain\b|\bcollègues?\b|转?人工(?!智能)|真人|同事"
    ),
}  # fmt: skip
_COMPILED: Final = {kind: re.compile(rule) for kind, rule in _RULES.items()}


def kind_by_rule(question: str) -> str:
    """The kind that the words alone are sure of, `service` where they are not."""
    folded = fold(question).strip()
    found = (kind for kind, rule in _COMPILED.items() if rule.search(folded))
    return next(found, "service")


@cache
def common_words() -> frozenset[str]:
    """Words of questions that say nothing of their subject, as stems."""
    return stems(" ".join(_SECTIONS["common"])) | frozenset(
        word for line in _SECTIONS["common"] for word in line.split() if word[0] >= "\u4e00"
    )


def wanted(question: str) -> frozenset[str]:
    """The kinds of figure that would answer: price, duration, clock, figure."""
    folded = fold(question)
    return frozenset(name for name, pattern in _WANTS.items() if pattern.search(folded))


def fits(text: str, lang: str, want: frozenset[str]) -> bool:
    """Whether a sentence states a figure of a wanted kind."""
    if not want:
        return False
    kinds = _kinds(text, lang)
    if "price" in want and ("money" in kinds or _FREE.search(fold(text))):
        return True
    if "clock" in want and kinds & {"clock", "date"}:
        return True
    if "duration" in want and "duration" in kinds:
        return True
    return "figure" in want and bool(kinds & {"bare", "count", "code", "measure", "percent"})


@lru_cache(maxsize=8192)
def _kinds(text: str, lang: str) -> frozenset[str]:
    return frozenset(amount.kind for amount in find_amounts(text, lang))
