"""Where a line may be cut so that its parts still sound like speech."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["split_clauses", "syllables"]

_STRONG: Final = "。！？!?…；;\n"
_WEAK: Final = "，,、：:—–"
_CLOSING: Final = "”’»\"')）】」》]"
_FIRST: Final = 3
_LEAST: Final = 7
_REST: Final = 4
_MOST: Final = 28
_ABBREVIATIONS: Final = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|st|no|vs|approx|e\.g|i\.e|m|mme|mlle|env|p\.\s?ex|art|réf|max|min)"
    r"|\b[a-z]|\.\.?)$",
    re.IGNORECASE,
)
_CONJUNCTION: Final = re.compile(
    r"(?=\b(?:and|but|or|because|with|so|which|that|when|if|while|"
    r"et|mais|ou|car|avec|pour|parce|donc|qui|que|quand|si)\b)|(?=而且|但是|还有|所以|因为|如果|不过|然后)",
    re.IGNORECASE,
)
_CJK: Final = re.compile("[\u3400-\u9fff]")
_FIGURE: Final = set("0123456789¥€$£%°.,")


def split_clauses(text: str, lang: str) -> tuple[tuple[int, int], ...]:
    """The parts (start, end) of `text` in code points, contiguous and covering all of it.

    Cuts fall after punctuation, never inside a number, price, unit, address or abbreviation; the
    first part is short so that speech begins soon; no part is so short that it sounds chopped,
    where the text allows. A long stretch without punctuation is cut before a conjunction.
    """
    if not text.strip():
        return ((0, len(text)),) if text else ()
    parts: list[tuple[int, int]] = []
    start = 0
    for end, strong in _stops(text):
        size, rest = syllables(text[start:end]), syllables(text[end:])
        least = _FIRST if strong or not parts else _LEAST
        if size >= least and (rest >= _REST or (strong and rest >= 1)):
            parts.extend(_shortened(text, start, end))
            start = end
    parts.extend(_shortened(text, start, len(text)))
    return tuple(parts)


def syllables(text: str) -> int:
    """A quick estimate of the syllables of `text`, to weigh lengths across languages."""
    count = len(_CJK.findall(text))
    for word in re.findall(r"[^\W\d_\u3400-\u9fff]+", text):
        count += max(1, len(re.findall(r"[aeiouyàâäéèêëîïôöùûü]+", word, re.IGNORECASE)))
    return count + 2 * len(re.findall(r"\d", text))


def _stops(text: str) -> list[tuple[int, bool]]:
    """Every place after punctuation where a cut is allowed: (index, is it a sentence's end)."""
    stops: list[tuple[int, bool]] = []
    at = 0
    while at < len(text):
        char = text[at]
        wide = ord(char) > 0x2E80 or char in "\n…—"
        if char in _STRONG or char in _WEAK or char == ".":
            end, strong = at + 1, char in _STRONG or char == "."
            while end < len(text) and text[end] in _STRONG + ".":
                end, strong = end + 1, True
            while end < len(text) and text[end] in _CLOSING:
                end += 1
            spaced = end >= len(text) or text[end].isspace()
            cut = wide or spaced or (ord(text[end]) > 0x2E80 and char in "!?,;")
            if char == "." and (not spaced or _ABBREVIATIONS.search(text[:at])):
                cut = False
            if char in ",，:：–—、" and _between_figures(text, at):
                cut = False
            while cut and end < len(text) and text[end].isspace():
                end += 1
            if cut and end < len(text):
                stops.append((end, strong))
            at = end
        else:
            at += 1
    return stops


def _between_figures(text: str, at: int) -> bool:
    return text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _shortened(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """`start:end` cut before conjunctions, or else at blanks, until no piece is too long."""
    if syllables(text[start:end]) <= _MOST:
        return [(start, end)]
    places = [m.start() for m in _CONJUNCTION.finditer(text, start + 1, end)]
    places = [at for at in places if _free(text, at)]
    good = [at for at in places if _balanced(text, start, at, end)]
    if not good:
        blanks = [m.end() for m in re.finditer(r"\s+", text[:end]) if m.end() > start]
        good = [at for at in blanks if _free(text, at) and _balanced(text, start, at, end)]
        if syllables(text[start:end]) <= 2 * _MOST:
            good = []
    if not good:
        return [(start, end)]
    middle = (start + end) / 2
    cut = min(good, key=lambda at: abs(at - middle))
    return [*_shortened(text, start, cut), *_shortened(text, cut, end)]


def _free(text: str, at: int) -> bool:
    """Whether a cut at `at` leaves figures with their units and signs."""
    left, right = text[:at].rstrip()[-1:], text[at:].lstrip()[:1]
    return left not in _FIGURE and right not in _FIGURE


def _balanced(text: str, start: int, at: int, end: int) -> bool:
    return syllables(text[start:at]) >= _LEAST and syllables(text[at:end]) >= _LEAST
