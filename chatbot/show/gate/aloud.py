"""The voice says what is written: each stretch it spells out is read back and compared.

The other checks read what people see. The voice speaks another text, in which "¥19.80" has become
words (`language/spoken.py`); a figure that reads back as another one would be a wrong price that
no other check has seen.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from chatbot.language.amounts import find_amounts
from chatbot.language.numerals import find_numerals, fold
from chatbot.language.spoken import spoken_form
from chatbot.show.gate.types import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = ["check_aloud"]

_FIGURE = re.compile(r"\d|[一二三四五六七八九十百千]")
_MONEY = re.compile(r"[¥￥$€£元块]|yuan|euro|dollar|\b(?:CNY|EUR|USD|RMB)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_CLOCK = re.compile(r"(\d{1,2})\s?(?:[:：]|h(?![a-z])|点|(?=[ap]\.?m))\s?(\d\d)?")
_HUNDRED = Decimal(100)
_ORDINALS = re.compile(
    r"\b(?:first|second|third|fifth|eighth|ninth|twelfth|(\w+?)(ieth|th)|premier|première)\b"
)
_ROOT = {"first": "one", "second": "two", "third": "three", "fifth": "five", "eighth": "eight",
         "ninth": "nine", "twelfth": "twelve", "premier": "un", "première": "un"}  # fmt: skip


def _cardinal(match: re.Match[str]) -> str:
    word = match[0]
    if word in _ROOT:
        return _ROOT[word]
    return match[1] + ("y" if match[2] == "ieth" else "")


def _written(stretch: str, lang: str) -> set[Decimal]:
    """Every figure a reader may take from a written stretch, codes and dates digit by digit."""
    values = {n.value for n in find_numerals(fold(stretch), lang)}
    for clock in _CLOCK.finditer(stretch):  # 14:30 is "two thirty PM", 下午两点半
        hour, minute = int(clock[1]) % 12, int(clock[2] or 0)
        values |= {Decimal(hour), Decimal(hour or 12), Decimal(hour or 12) + Decimal(minute) / 100}
    return values | {Decimal(run) for run in _DIGITS.findall(stretch)} | {_HUNDRED}


def _said(stretch: str, lang: str) -> list[Decimal]:
    return [n.value for n in find_numerals(_ORDINALS.sub(_cardinal, fold(stretch)), lang)]


@lru_cache(maxsize=4096)
def _contradicts(said: str, written: str, lang: str) -> bool:
    """Whether a figure is said that is not written; euros and cents, and 十九块八, are one.

    A night's prices and sizes are few, and said over and over.
    """
    right = _written(written, lang)
    heard = _said(said, lang)
    at = 0
    while at < len(heard):
        after = heard[at + 1] if at + 1 < len(heard) else None
        if after is not None and right & {heard[at] + after / 100, heard[at] + after / 10}:
            at += 2
        elif heard[at] in right or right & {heard[at] / 100}:
            at += 1
        else:
            return not _one_amount(said, lang, right)
    return False


def _one_amount(said: str, lang: str, right: set[Decimal]) -> bool:
    """Whether the words make up amounts as a whole, such as 二十五块一毛一, that are written."""
    amounts = find_amounts(said, lang)
    return bool(amounts) and all(right & set(amount.readings) for amount in amounts)


@lru_cache(maxsize=2048)
def _contradictions(
    text: str, lang: str, say_as: tuple[tuple[str, str], ...]
) -> tuple[tuple[int, int, str], ...]:
    """Where (code points) something else is said than stands there, and what is said."""
    spoken = spoken_form(text, lang, dict(say_as))
    found = []
    for span in spoken.spans:
        written, said = text[span.start : span.end], spoken.text[span.at : span.to]
        if not span.exact and _contradicts(said, written, lang):
            found.append((span.start, span.end, said))
    return tuple(found)


def check_aloud(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report figures that the voice would say otherwise than they are written."""
    if not _FIGURE.search(utterance.text) and not context.say_as:
        return
    lang = utterance.lang or context.room_lang
    for start, end, said in _contradictions(utterance.text, lang, context.say_as):
        written = utterance.text[start:end]
        reason = "wrong_price" if _MONEY.search(written + said) else "invented_fact"
        yield Finding(reason, f"“{written}” would be said as “{said}”", start, end)
