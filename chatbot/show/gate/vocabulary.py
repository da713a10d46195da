"""What a machine wrote of goods is made of the catalog's words and of plain ones, or is not said.

A claim can be worded in more ways than rules can list. So where a model is the author, the words of
a sentence about goods must be the catalog's, or those of `words/plain_*.txt`, which state nothing
that has to be proved (prices, stock, colours and the like are compared by other checks). One word
from outside may be chance; two make a statement the shop has not made. What people wrote and
reviewed is not held to this.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from chatbot.language.patterns import Words, led
from chatbot.language.wordlists import line_words
from chatbot.show.gate.rules_health import REFERRAL
from chatbot.show.gate.types import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Span, Utterance

__all__ = ["check_vocabulary", "strange_words"]

_WORD = re.compile(r"(?<![a-zà-ÿœ\d])[a-zà-ÿœ]{2,}(?![a-zà-ÿœ\d])")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_THESE = re.compile(
    r"\b(?:it|they|this|these|that|those|them|elles?|ils?|ça|cela|ce|c'|celle|celui|ceux|ces|cette|cet)\b|它|这款|这个|那款|那个"
)
"""Words that may stand for goods."""

_LONGEST = 6
"""Characters of the longest plain Chinese word."""


@cache
def _plain() -> tuple[frozenset[str], frozenset[str]]:
    """Plain words in Latin letters, and in Chinese."""
    latin = (w for name in ("plain_en", "plain_fr") for line in line_words(name) for w in line)
    return frozenset(latin), frozenset(w for line in line_words("plain_zh") for w in line)


@cache
def _longest_plain() -> dict[str, int]:
    """How long the longest plain Chinese word is that begins with a character."""
    longest: dict[str, int] = {}
    for word in _plain()[1]:
        longest[word[0]] = min(_LONGEST, max(len(word), longest.get(word[0], 0)))
    return longest


@lru_cache(maxsize=4096)
def _forms(word: str) -> frozenset[str]:
    """A word and what it may be an English or French form of."""
    forms = {word}
    for ending in ("s", "es", "ed", "d", "e", "ing"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            forms |= {word[: -len(ending)], word[: -len(ending)] + "e"}
    return frozenset(forms)


def _strange_latin(words: str, own: frozenset[str]) -> Iterator[tuple[int, int]]:
    known = _plain()[0]
    for match in _WORD.finditer(words):
        forms = _forms(match[0])
        if forms.isdisjoint(known) and forms.isdisjoint(own):
            yield match.span()


def _strange_han(words: str, own: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Runs of two or more characters that no plain word, the longest first, and no own pair covers."""
    known, longest = _plain()[1], _longest_plain()
    for run in _HAN.finditer(words):
        text, at, strange = run[0], 0, 0
        while at < len(text):
            lengths = range(longest.get(text[at], 0), 0, -1)
            size = next((k for k in lengths if text[at : at + k] in known), 0)
            if size < 2 and text[at : at + 2] in own:
                size = 2
            if not size and at and text[at - 1 : at + 1] in own:
                size = 1
            if size and strange >= 2:
                yield run.start() + at - strange, run.start() + at
            strange = 0 if size else strange + 1
            at += size or 1
        if strange >= 2:
            yield run.end() - strange, run.end()


def _about_goods(utterance: Utterance) -> Iterator[Span]:
    for clause in utterance.clauses:
        sentence = utterance.sentence_at(clause.start)
        if utterance.mentions_in(sentence.start, sentence.end) or _THESE.search(
            utterance.words(clause)
        ):
            yield clause


_UNKNOWN_TO_ME = Words(
    r"\b(?:can't|cannot|can not|couldn't|unable to) (?:confirm|say|tell|verify|check)\b|\bnot sure\b|\bdon't know\b|\bno (?:information|data|details)\b|"
    r"\b(?:isn't|not|aren't) (?:listed|stated|specified|mentioned|documented)\b|\bne (?:sais|peux|saurais) pas(?: vous)? ?(?:confirmer|dire|assurer|le)?\b|"
    r"\bpas (?:d'information|de données|précisé|indiqué|mentionné)|\baucune (?:information|donnée|précision)|"
    r"(?:无法|不能|没法|不敢)(?:确认|确定|保证|回答)|不确定|不清楚|不知道|没有(?:相关|这方面)?的?(?:资料|信息|数据|说明)|(?:资料|页面)(?:里|上)?(?:没|未)"
)
"""What is said not to be known is not claimed."""


def strange_words(utterance: Utterance, spans: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """Where words stand, undenied, that neither the catalog nor plain speech knows."""
    own = utterance.facts.own_words
    blank = list(utterance.folded)
    for mention in utterance.mentions:
        blank[mention.start : mention.end] = " " * (mention.end - mention.start)
    spoken = "".join(blank)
    for clause in spans:
        words = spoken[clause.start : clause.end]
        for start, end in (*_strange_latin(words, own), *_strange_han(words, own)):
            sentence = utterance.sentence_at(clause.start)
            free = utterance.found_in(REFERRAL, sentence) or utterance.found_in(
                _UNKNOWN_TO_ME, sentence
            )
            if not free and not utterance.negated(clause.start + start, clause.start + end):
                yield clause.start + start, clause.start + end


_COMES_WITH = led(
    r"\b(?:comes?|ships?|arrives?|delivered|packed) (?:\w+ )?with|\bincludes?\b|\bin the box (?:are|is|you)|\b(?:livrée?s?|fournie?s?|vendue?s?) (?:\w+ )?avec|\binclu(?:t|ent)\b"
)
_AND = re.compile(r"\b(?:and|et|plus|with|avec|for|pour)\b|&")
_SMALL_WORDS = (
    "with that this from your them their each little small nice own avec pour dans votre leur "
    "petit petite its the son ses two three four five deux trois quatre cinq pair pairs paire "
    "paires piece pieces set des une also even aussi"
)
_SMALL = frozenset(_SMALL_WORDS.split())
"""Words that name no thing."""
_PLURAL = re.compile(r"(?:e?s|x)$")


def _root(word: str) -> str:
    """A word without its plural and accents, so that câble and cable are one."""
    plain = unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode()
    return _PLURAL.sub("", plain)[:5]


@lru_cache(maxsize=8)
def _roots(words: frozenset[str]) -> frozenset[str]:
    return frozenset(_root(word) for word in words if len(word) > 2)


def _not_in_the_box(utterance: Utterance) -> Iterator[tuple[int, int]]:
    """What goods are said to come with, where the catalog has no word for one of the things.

    The thing is the last word in English ("a travel pouch"), the first in French.
    """
    french = utterance.lang[:2] == "fr"
    for match in _COMES_WITH.finditer(utterance.folded):
        clause = utterance.clause_at(match.start())
        sentence = utterance.sentence_at(match.start())
        if not utterance.mentions_in(sentence.start, sentence.end):
            continue
        chunks = [
            [w for w in _WORD.findall(part) if len(w) > 2 and w not in _SMALL]
            for part in _AND.split(utterance.folded[match.end() : clause.end])
        ]
        things = [words[0 if french else -1] for words in chunks if words]
        roots = _roots(utterance.facts.own_words)
        unknown = any(_root(thing) not in roots for thing in things)
        if unknown and not utterance.negated(match.start(), match.end()):
            yield match.start(), clause.end


def _words_in(strange: str) -> int:
    """How many words: one in Latin letters; in Chinese, two characters make one."""
    return 1 if strange[0] < "\u3000" else len(strange) // 2


def check_vocabulary(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report a sentence about goods in which two words are neither the catalog's nor plain."""
    if not context.by_machine:
        return
    for start, end in _not_in_the_box(utterance):
        yield Finding(
            "invented_fact", f"“{utterance.text[start:end]}” is not in the catalog", start, end
        )
    for sentence, found in groupby(
        strange_words(utterance, _about_goods(utterance)),
        lambda at: utterance.sentence_at(at[0]),
    ):
        spans = list(found)
        if sum(_words_in(utterance.text[start:end]) for start, end in spans) > 1:
            named = "”, “".join(utterance.text[start:end] for start, end in spans[:3])
            yield Finding(
                "unallowed_claim",
                f"“{named}”: neither the catalog's words nor plain ones",
                sentence.start,
                sentence.end,
            )
