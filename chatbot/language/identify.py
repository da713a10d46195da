"""Which language a chat line is in: by script, then by words, then by letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chatbot.language.vocabulary import EN_WORDS, FR_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chatbot.language.lexicon import Scan

__all__ = ["latin_language", "script_of"]

_RANGES = (
    ("zh", "\u3400", "\u9fff"),
    ("ja", "\u3040", "\u30ff"),
    ("ko", "\uac00", "\ud7af"),
    ("ko", "\u1100", "\u11ff"),
    ("ru", "\u0400", "\u04ff"),
    ("ar", "\u0600", "\u06ff"),
    ("he", "\u0590", "\u05ff"),
    ("el", "\u0370", "\u03ff"),
    ("th", "\u0e00", "\u0e7f"),
    ("hi", "\u0900", "\u097f"),
)
_SHARED: Final = frozenset(("greeting", "praise", "thanks"))
_FRENCH_LETTERS = frozenset("éèêëàâçùûôîïœ")


def script_of(text: str) -> str | None:
    """The language a script gives away (`zh`, `ja`, `ko`, `ru`, …), or None for Latin or no letters.

    A line with any Chinese is Chinese, unless kana or hangul say otherwise.
    """
    if text.isascii():
        return None
    counts: dict[str, int] = {}
    latin = 0
    for char in text:
        if char < "\u0250":
            latin += char.isalpha()
            continue
        for lang, low, high in _RANGES:
            if low <= char <= high:
                counts[lang] = counts.get(lang, 0) + 1
                break
    if not counts:
        return None
    if counts.get("ja") or counts.get("ko"):
        return "ja" if counts.get("ja", 0) >= counts.get("ko", 0) else "ko"
    if counts.get("zh"):
        return "zh"
    best = max(counts, key=lambda lang: counts[lang])
    return best if counts[best] >= latin / 2 else None


def latin_language(raw: str, scan: Scan, languages: Sequence[str]) -> tuple[str | None, bool]:
    """Return (`en`, `fr`, `zh` for pinyin, or None, whether the words leave no doubt)."""
    votes = {"en": 0.0, "fr": 0.0, "zh": 0.0}
    letters = 0
    for word in scan.words:
        if not word.isalpha():
            continue
        letters += len(word)
        english, french = word in EN_WORDS, word in FR_WORDS
        weight = 1.0 if len(word) > 1 else 0.4
        if english and not french:
            votes["en"] += weight
        elif french and not english:
            votes["fr"] += weight
    for hit in scan.hits:
        if not hit.lang and hit.term.isascii() and not hit.tags.isdisjoint(_SHARED):
            votes["en"] += 0.2
        elif hit.lang in votes:
            votes[hit.lang] += (
                (0.4 if len(hit.term) < 2 else 1.0) + 0.5 * (" " in hit.term) + (hit.lang == "zh")
            )
    if not raw.isascii() and not _FRENCH_LETTERS.isdisjoint(raw.lower()):
        votes["fr"] += 2
    ranked = sorted(((n, lang) for lang, n in votes.items() if lang in languages), reverse=True)
    if ranked and ranked[0][0] > 0 and (len(ranked) == 1 or ranked[0][0] > ranked[1][0]):
        sure = len(ranked) == 1 or ranked[0][0] >= ranked[1][0] + 2
        return ranked[0][1], sure
    if letters >= 8 and len(scan.words) >= 2:
        found = _by_letters(raw.lower()[:120])
        if found in languages:
            return found, False
    # `hey` is as English as it is French; whoever writes it reads English.
    return ("en" if "en" in languages and votes["en"] > 0 else None), False


# How English and French words look: letters, doublings and endings the other has not.
_ENGLISH: Final = re.compile(
    r"th|wh|sh|ck|gh|ow|ee|oo|[kw]|(?:ing|ed|ly|ness|ty|ll|ss|er|ish|y)(?![a-z])"
)
_FRENCH: Final = re.compile(
    r"eau|oi|ou|qu|eu|ai|aux|gn|ette|elle|(?:ez|ais|ait|ent|tion|ique|ment|euse?|eux|ee?s?|oir|re|que"
    r"|ier|age|ure)(?![a-z])|(?<![a-z])[cdjlmnst]'"
)


def _by_letters(text: str) -> str | None:
    english = len(_ENGLISH.findall(text))
    french = len(_FRENCH.findall(text))
    if english == french:
        return None
    return "en" if english > french else "fr"
