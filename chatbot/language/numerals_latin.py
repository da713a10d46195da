"""Numbers in English and French words."""

from __future__ import annotations

import re
from decimal import Decimal

from chatbot.language.numeral import Numeral

__all__ = ["word_numerals"]

_EN_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_EN_TENS = dict(
    zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10),
        strict=True)
)  # fmt: skip
_FR_UNITS = {
    word: value
    for value, word in enumerate(
        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"
        " seize".split()
    )
} | {"une": 1, "zero": 0}
_FR_TENS = {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50,
            "soixante": 60, "septante": 70, "huitante": 80, "octante": 80, "nonante": 90}  # fmt: skip

Tokens = list[tuple[str, int, int]]


def _run_pattern(words: list[str], glue: str) -> re.Pattern[str]:
    one = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{one})(?:[\s-]{{1,3}}(?:{glue}[\s-]{{1,3}})?(?:{one})){{0,12}}\b")


_THOUSAND_COMMA = (
    rf"thousand,(?= (?:{'|'.join([*_EN_UNITS, *_EN_TENS])})\b[\s-](?:\w+[\s-])?hundred)"
)
_EN_RUN = _run_pattern(
    [*_EN_UNITS, *_EN_TENS, "hundred", "thousand", "a hundred", "dozen", _THOUSAND_COMMA], "and"
)
_FR_RUN = _run_pattern([*_FR_UNITS, *_FR_TENS, "cent", "cents", "mille"], "et")
_TOKEN = re.compile(r"[^\s,-]+")


def _en_below_100(tokens: Tokens, i: int) -> tuple[int, int]:
    word = tokens[i][0] if i < len(tokens) else ""
    if word in _EN_TENS:
        after = tokens[i + 1][0] if i + 1 < len(tokens) else ""
        if 1 <= _EN_UNITS.get(after, 0) <= 9:
            return _EN_TENS[word] + _EN_UNITS[after], i + 2
        return _EN_TENS[word], i + 1
    if word in _EN_UNITS:
        return _EN_UNITS[word], i + 1
    if word == "a":
        return 1, i + 1
    return -1, i


def _fr_below_100(tokens: Tokens, i: int) -> tuple[int, int]:
    def word(at: int) -> str:
        return tokens[at][0] if at < len(tokens) else ""

    def small(at: int) -> tuple[int, int]:
        value = _FR_UNITS.get(word(at), -1)
        if value == 10 and _FR_UNITS.get(word(at + 1), 0) in (7, 8, 9):
            return 10 + _FR_UNITS[word(at + 1)], at + 2
        return value, at + 1

    base, after = -1, i
    if word(i) == "quatre" and word(i + 1) in ("vingt", "vingts"):
        base, after = 80, i + 2
    elif word(i) in _FR_TENS:
        base, after = _FR_TENS[word(i)], i + 1
    elif word(i) in _FR_UNITS:
        return small(i)
    if base < 0:
        return -1, i
    at = after + 1 if word(after) == "et" else after
    value, end = small(at)
    limit = 19 if base in (60, 80) else 9
    if 1 <= value <= limit:
        return base + value, end
    return base, after


def _one_number(tokens: Tokens, i: int, lang: str) -> tuple[int, int]:
    """The longest number from token i: (value, next token), value -1 where there is none."""
    below = _en_below_100 if lang == "en" else _fr_below_100
    hundred = ("hundred",) if lang == "en" else ("cent", "cents")
    thousand = "thousand" if lang == "en" else "mille"
    glue = "and" if lang == "en" else "et"

    def word(at: int) -> str:
        return tokens[at][0] if at < len(tokens) else ""

    def below_1000(at: int) -> tuple[int, int]:
        head, nxt = below(tokens, at)
        if word(nxt) in hundred and (head < 0 or head < 100):
            if head < 0 and lang == "en" and at == 0:
                head = 1
            total, nxt = max(head, 1) * 100, nxt + 1
            skip = nxt + 1 if word(nxt) == glue and lang == "en" else nxt
            tail, end = below(tokens, skip)
            return (total + tail, end) if tail >= 0 else (total, nxt)
        return head, nxt

    head, nxt = below_1000(i)
    if word(nxt) == thousand:
        total, nxt = (head if head > 0 else 1) * 1000, nxt + 1
        tail, end = below_1000(nxt + 1 if word(nxt) == "and" else nxt)
        return (total + tail, end) if tail >= 0 else (total, nxt)
    if word(nxt) == "dozen" and lang == "en":
        return max(head, 1) * 12, nxt + 1
    return head, nxt


_FR_ABOUT = {"dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
             "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
             "millier": 1000}  # fmt: skip
_FR_ABOUT_RUN = re.compile(rf"\b(?:une?|la|le) ({'|'.join(_FR_ABOUT)})(?: (?:de |d'))?")


def _about(text: str) -> list[Numeral]:
    """Round figures of French: "une dizaine d'euros", "une centaine de veilleuses"."""
    return [
        Numeral(m.start(), m.end(), Decimal(_FR_ABOUT[m[1]]), words=True)
        for m in _FR_ABOUT_RUN.finditer(text)
    ]


def word_numerals(text: str, lang: str) -> list[Numeral]:
    """All numbers in the words of one language (`en` or `fr`), in order."""
    found: list[Numeral] = _about(text) if lang == "fr" else []
    for match in (_EN_RUN if lang == "en" else _FR_RUN).finditer(text):
        offset = match.start()
        tokens = [(t[0], offset + t.start(), offset + t.end()) for t in _TOKEN.finditer(match[0])]
        parts: list[tuple[int, int, int]] = []
        i = 0
        while i < len(tokens):
            value, nxt = _one_number(tokens, i, lang)
            if nxt == i or value < 0:
                i = max(nxt, i + 1)
                continue
            parts.append((value, tokens[i][1], tokens[nxt - 1][2]))
            i = nxt
        found.extend(_joined(parts, text))
    return found


def _joined(parts: list[tuple[int, int, int]], text: str) -> list[Numeral]:
    values = [part[0] for part in parts]
    gap = text[parts[0][2] : parts[1][1]].strip(" -") if len(parts) == 2 else ""
    if len(parts) == 2 and 10 <= values[1] <= 99 and not gap:
        # "six fifty": 6.50 or 650
        cents = Decimal(values[0]) + Decimal(values[1]) / 100
        others = (Decimal(values[0] * 100 + values[1]),) if values[0] < 100 else ()
        return [Numeral(parts[0][1], parts[1][2], cents, others, words=True)]
    if len(parts) >= 3 and all(value <= 9 for value in values):
        said = Decimal("".join(map(str, values)))
        return [Numeral(parts[0][1], parts[-1][2], said, words=True)]
    alone = len(parts) == 1 and values[0] == 1
    return [Numeral(a, b, Decimal(v), words=True, weak=alone) for v, a, b in parts]
