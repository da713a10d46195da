"""The vocabulary of shop chat that no catalog changes, built once from the lists in `words/`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from chatbot.language.amount_units import UNIT_OF
from chatbot.language.clean import fold
from chatbot.language.lexicon import Lexicon
from chatbot.language.starts import StartIndex
from chatbot.language.topics import TOPICS
from chatbot.language.wordlists import sections

__all__ = [
    "CJK_PATTERNS",
    "EN_WORDS",
    "FR_WORDS",
    "GIVEN_NAMES",
    "KNOWN_WORDS",
    "LATIN_PATTERNS",
    "base_lexicon",
]

_LISTS: Final = (("zh", "zh"), ("pinyin", "zh"), ("en", "en"), ("fr", "fr"), ("other", ""))


def _words(name: str, section: str) -> frozenset[str]:
    lines = next(lines for title, _, lines in sections(name) if title == section)
    return frozenset(" ".join(lines).split())


EN_WORDS: Final = _words("en", "common")
FR_WORDS: Final = _words("fr", "common")
"""Frequent words that tell a language."""

GIVEN_NAMES: Final = _words("en", "name") | _words("fr", "name")
"""First names that a key word might be misspelt as."""

_UNIT_WORDS: Final = frozenset(fold(unit) for unit in UNIT_OF if len(unit) > 3)

KNOWN_WORDS: Final = (
    GIVEN_NAMES | EN_WORDS | FR_WORDS | _UNIT_WORDS | _words("en", "known") | _words("fr", "known")
)
"""Ordinary words that are nobody's misspelling of a key word."""


_LINES: Final = [(tag, line) for tag, _, lines in sections("patterns") for line in lines]
_CJK: Final = re.compile(r"[\u2e80-\uffdc]|\\u4e00")
LATIN_PATTERNS: Final = StartIndex((tag, line) for tag, line in _LINES if not _CJK.search(line))
CJK_PATTERNS: Final = tuple(
    (tag, re.compile("|".join(chosen)))
    for tag, _, lines in sections("patterns")
    if (chosen := [line for line in lines if _CJK.search(line)])
)
"""Patterns on folded text and the tags they give, for text with and without Chinese."""


@lru_cache(maxsize=1)
def base_lexicon() -> Lexicon:
    """Return the shared vocabulary; it is not to be added to."""
    lexicon = Lexicon()
    for name, lang in _LISTS:
        for tags, _, lines in sections(name):
            if tags not in ("common", "known", "name"):
                lexicon.add(tags, " ".join(lines), lang, typos=tags != "life")
    for topic in TOPICS:
        for lang, words in (("zh", topic.zh), ("en", topic.en), ("fr", topic.fr)):
            lexicon.add(f"topic:{topic.name}", words, lang)
    for region, _, lines in sections("places"):
        name = "" if region == "elsewhere" else region
        lexicon.add(f"place:{name}", " ".join(lines), "", typos=False)
    for currency, _, lines in sections("money"):
        lexicon.add(f"money:{currency}", " ".join(lines), "", typos=False)
    for currency, _, _ in sections("money"):
        lexicon.inherit(f"money:{currency}", least=2)
    lexicon.inherit("q")
    lexicon.inherit("yn")
    lexicon.know(KNOWN_WORDS)
    return lexicon
