"""All figures and dates that a text states, as keys that can be compared across languages."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from chatbot.language.amounts import find_amounts
from chatbot.language.asking import common_words
from chatbot.language.clean import fold
from chatbot.language.matching import stems
from chatbot.language.wordlists import line_words

if TYPE_CHECKING:
    from chatbot.language.amount import Amount

__all__ = ["Statement", "keys_of", "statements"]

Statement = tuple[str, frozenset[str]]
"""Words of a text, and the keys of which one at least must be known where they are said."""

_FORMS: Final = {form: key for key, *forms in line_words("stated") for form in forms}
_CAPITAL: Final = frozenset(form for form in _FORMS if form != form.lower())
_WIDE: Final = [form for form in _FORMS if form > "\u3000"]
_WIDE_WORDS: Final = re.compile("|".join(sorted(_WIDE, key=len, reverse=True)))
_WORD: Final = re.compile(r"[A-Za-zÀ-ÿœŒ]+(?:-[a-z]+)?")
_CLOCK: Final = re.compile(r"(\d{1,2})\s?(?:[:：]|h|点)\s?(\d{1,2})?")
_AFTERNOON: Final = re.compile(r"p\.?m\b|下午|晚上|傍晚|du soir|de l'après-midi")
_NAME: Final = re.compile(r"([A-ZÀ-Ý][A-Za-zÀ-ÿ'’-]*)\s+(?:n°\s?|no\.?\s?)?$")
_AFTER: Final = re.compile(r"\s+([a-zà-ÿœ'’-]{3,})")
_COUNTER: Final = re.compile(r"(?![零〇一二三四五六七八九十百千万亿两多来余])[\u4e00-\u9fff]")
_DAYS: Final = tuple("monday tuesday wednesday thursday friday saturday sunday".split())
_UNTIL: Final = re.compile(r" ?(?:to|until|through|-|–|—|au|à|到|至) ?")
_SCALE: Final = re.compile(r"[万亿]")
_PLAIN: Final = ("bare", "count", "code", "ordinal")
_OPENERS: Final = frozenset(
    "over about around some only nearly almost under the at in from by after before since until"
    " more less some all and these those of plus près environ les des sur sous après avant dès"
    " depuis jusqu'à soit et ces quelque dans à".split()
)
"""Words before a number that make no name with it, however they are written."""
_NOON = 12


@lru_cache(maxsize=4096)
def statements(text: str, lang: str) -> tuple[Statement, ...]:
    """What a text states, in order: each figure with the keys that would bear it out."""
    amounts = find_amounts(text, lang)
    found: list[Statement] = []
    for amount in amounts:
        said = text[amount.start : amount.end]
        if amount.kind in _PLAIN and amount.value == 1 and not said[0].isdigit():
            continue  # 一条, one, une: an article as often as a figure
        found.append((said, frozenset(_keys(amount, text))))
        if amount.kind in _PLAIN:
            found += _named(amount, text, said)
    inside = [(amount.start, amount.end) for amount in amounts if amount.kind == "date"]
    for key, start, end in _words(text):
        if not any(a <= start < b for a, b in inside):
            found.append((text[start:end], frozenset((f"word:{key}",))))
    return tuple(found)


@lru_cache(maxsize=8192)
def keys_of(text: str, lang: str) -> frozenset[str]:
    """All keys that a text bears out: those of its statements, and what follows from them."""
    words = _words(text)
    keys = {f"word:{key}" for key, _, _ in words} | _days_between(words, text)
    for amount in find_amounts(text, lang):
        keys.update(_keys(amount, text))
        if amount.kind == "date" and amount.unit:
            parts = amount.unit.split("-")
            keys.update("date:" + "-".join(parts[i:]) for i in range(len(parts)))
            keys.add(f"date:{'-'.join(parts[:-1])}")
        if amount.kind in _PLAIN:
            before = re.search(r"([^\W\d_]+)\s+(?:n°\s?|no\.?\s?)?$", text[: amount.start])
            if before:
                keys.add(f"name:{fold(before[1])} {_figure(amount.value)}")
            keys.update(_counted(amount, text)[1])
    return frozenset(keys)


def _days_between(words: list[tuple[str, int, int]], text: str) -> set[str]:
    """The days that `from Tuesday to Friday` means without naming them."""
    found: set[str] = set()
    for (first, _, end), (last, start, _) in itertools.pairwise(words):
        if first in _DAYS and last in _DAYS and _UNTIL.fullmatch(text[end:start]):
            at, to = _DAYS.index(first), _DAYS.index(last)
            week = _DAYS * 2
            found.update(f"word:{day}" for day in week[at : to + (to < at) * len(_DAYS)])
    return found


def _figure(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _keys(amount: Amount, text: str) -> list[str]:
    values = [_figure(value) for value in amount.readings]
    match amount.kind:
        case "clock":
            return [f"clock:{_time(amount, text)}"]
        case "date":
            return [f"date:{amount.unit}"]
        case "money":
            return [f"money:{amount.currency or ''}:{value}" for value in values]
        case "duration" if amount.unit == "h" and amount.value == int(amount.value) <= 24:
            return [f"duration:h:{values[0]}", f"clock:{_time(amount, text)}"]
        case "percent" | "duration" | "measure":
            return [f"{amount.kind}:{amount.unit}:{value}" for value in values]
        case _:
            scale = _SCALE.match(f"{amount.unit or ''}{text[amount.end : amount.end + 1]}")
            return [f"plain:{value}{scale[0] if scale else ''}" for value in values]


def _time(amount: Amount, text: str) -> str:
    """`18:05` for five past six in the evening."""
    said = text[amount.start : amount.end]
    match = _CLOCK.search(said)
    hour, minute = int(amount.value), int(match[2] or 0) if match else 0
    before, after = text[max(0, amount.start - 3) : amount.start], text[amount.end :].lower()
    later = _AFTERNOON.search(before + said.lower()) or _AFTERNOON.match(after.lstrip())
    if hour < _NOON and later:
        hour += _NOON
    return f"{hour}:{minute:02d}"


def _named(amount: Amount, text: str, said: str) -> list[Statement]:
    """A name that a number belongs to (`Line 3`), and the thing that is counted (`35 gardens`)."""
    found: list[Statement] = []
    before = _NAME.search(text[: amount.start])
    if before and fold(before[1]) not in _OPENERS:
        key = f"name:{fold(before[1])} {_figure(amount.value)}"
        found.append((f"{before[1]} {said}", frozenset((key,))))
    counted = _counted(amount, text)
    return [*found, counted] if counted[1] else found


def _counted(amount: Amount, text: str) -> Statement:
    """A number with the word after it, in Chinese the character; without keys where none tells."""
    said, figure = text[amount.start : amount.end], _figure(amount.value)
    if after := _AFTER.match(text, amount.end):
        telling = stems(after[1]) - common_words()
        return f"{said}{after[0]}", frozenset(f"of:{figure} {stem}" for stem in telling)
    char = said[-1] if _COUNTER.match(said[-1]) else text[amount.end : amount.end + 1]
    telling_char = _COUNTER.match(char) is not None
    return f"{said}{char}", frozenset({f"of:{figure} {char}"} if telling_char else ())


def _words(text: str) -> list[tuple[str, int, int]]:
    """Days, months, shares and large numbers in words: (key, start, end)."""
    found = []
    for match in _WORD.finditer(text):
        word = match[0]
        form = word if word in _CAPITAL else word.lower()
        if form in _FORMS and (form not in _CAPITAL or word in _CAPITAL):
            found.append((_FORMS[form], match.start(), match.end()))
    found += [
        (_FORMS[match[0]], match.start(), match.end()) for match in _WIDE_WORDS.finditer(text)
    ]
    return found
