"""Numbers as written and as words in Chinese, English and French."""

from __future__ import annotations

import re
from decimal import Decimal

from chatbot.language.folding import fold
from chatbot.language.numeral import Numeral
from chatbot.language.numerals_latin import word_numerals
from chatbot.language.numerals_zh import parse_zh, zh_numerals

__all__ = ["Numeral", "find_numerals", "fold", "parse_digits", "parse_zh"]

_DIGITS = re.compile(
    r"(?<![a-z0-9_.])\d{1,3}(?:[ ,.']\d{3}){1,3}(?:[.,]\d{1,2})?(?![\d])"
    r"|(?:(?<![a-z0-9_])|(?<=usd)|(?<=eur)|(?<=cny)|(?<=rmb)|(?<=gbp))\d{1,24}(?:[.,]\d{1,6})?(?!\d)"
)


def parse_digits(raw: str, lang: str) -> Decimal:
    """The value of `1,299.00`, `1 299,00`, `1.299,00`, `17,90`; lang settles `1.299`/`1,299`."""
    raw = raw.replace(" ", "").replace("'", "")
    dot, comma = raw.rfind("."), raw.rfind(",")
    if dot >= 0 and comma >= 0:
        thousands = "," if dot > comma else "."
        raw = raw.replace(thousands, "").replace(",", ".")
    elif comma >= 0 or dot >= 0:
        sep = "," if comma >= 0 else "."
        head, _, tail = raw.rpartition(sep)
        grouped = len(tail) == 3 and head not in ("", "0") and len(head.split(sep)[0]) <= 3
        decimal_mark = "," if lang == "fr" else "."
        if raw.count(sep) > 1 or (grouped and sep != decimal_mark):
            raw = raw.replace(sep, "")
        else:
            raw = f"{head.replace(sep, '')}.{tail}"
    return Decimal(raw)


_SPACED = re.compile(
    r"(?<![\w.,])\d(?: \d){2,6}(?![\d.,])|(?<=[\u4e00-\u9fff])\d(?: \d){2,6}(?![\d.,])"
)
"""Digits kept apart are still one number: 1 2 8."""


def _digit_numerals(text: str, lang: str) -> list[Numeral]:
    spaced = [
        Numeral(m.start(), m.end(), Decimal(m[0].replace(" ", ""))) for m in _SPACED.finditer(text)
    ]
    found: list[Numeral] = list(spaced)
    for match in _DIGITS.finditer(text):
        raw, start, end = match[0], match.start(), match.end()
        if any(n.start <= start < n.end for n in spaced):
            continue
        if " " in raw and lang != "fr":
            # "2 199" is two numbers outside French
            at = start
            for part in raw.split(" "):
                found.append(Numeral(at, at + len(part), parse_digits(part, lang)))
                at += len(part) + 1
            continue
        found.append(Numeral(start, end, parse_digits(raw, lang)))
    return found


_POINT = re.compile(r" (?:point|virgule) ")


def find_numerals(text: str, lang: str) -> list[Numeral]:
    """All numbers of a folded text in order, without overlaps; linear in its length."""
    found = _digit_numerals(text, lang)
    if not text.isascii():
        found += zh_numerals(text)
    latin: list[Numeral] = []
    for other in ("en", "fr"):
        for numeral in word_numerals(text, other):
            if other == "fr" and lang != "fr" and text[numeral.start : numeral.end] in (
                "cent", "cents", "six",
            ):  # fmt: skip
                continue
            latin.append(numeral)
    found += latin
    found.sort(key=lambda n: (n.start, -n.end))
    kept: list[Numeral] = []
    for numeral in found:
        if kept and numeral.start < kept[-1].end:
            if numeral.end - numeral.start > kept[-1].end - kept[-1].start:
                kept[-1] = numeral
            continue
        kept.append(numeral)
    return _with_decimals(kept, text)


def _with_decimals(numerals: list[Numeral], text: str) -> list[Numeral]:
    """Join what is said after the decimal mark: "twelve point nine", "douze virgule zéro cinq"."""
    joined: list[Numeral] = []
    i = 0
    while i < len(numerals):
        numeral = numerals[i]
        i += 1
        after = _POINT.match(text, numeral.end) if numeral.words else None
        if after is None or i == len(numerals) or numerals[i].start != after.end():
            joined.append(numeral)
            continue
        digits, end = "", after.end()
        while (
            i < len(numerals)
            and numerals[i].words
            and text[end : numerals[i].start] in ("", " ", "-")
        ):
            value = numerals[i].value
            digits += str(value if value == int(value) else value * 100).split(".")[0]
            end = numerals[i].end
            i += 1
        value = Decimal(f"{int(numeral.value)}.{digits[:6]}")
        joined.append(Numeral(numeral.start, end, value, words=True))
    return joined
