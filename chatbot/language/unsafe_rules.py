"""Compiled patterns of what must not be answered, from the lists in `words/`."""

from __future__ import annotations

import re
from typing import Final

from chatbot.language.wordlists import sections

__all__ = ["CJK", "COMMANDS", "FLOODS", "LATIN", "PINYIN"]

Rules = tuple[tuple[str, re.Pattern[str]], ...]
_CJK = re.compile("[\u2e80-\uffdc]")


def _rules(name: str) -> Rules:
    return tuple(
        (title, re.compile("|".join(lines))) for title, _, lines in sections(name) if lines
    )


def _by_script() -> tuple[Rules, Rules]:
    """The meanings for text with and without Latin letters, so that a line runs half of them."""
    latin: list[tuple[str, re.Pattern[str]]] = []
    other: list[tuple[str, re.Pattern[str]]] = []
    for title, _, lines in sections("unsafe"):
        for rules, foreign in ((latin, False), (other, True)):
            chosen = [line for line in lines if bool(_CJK.search(line)) is foreign]
            if chosen:
                rules.append((title, re.compile("|".join(chosen))))
    return tuple(latin), tuple(other)


COMMANDS: Final = _rules("shapes")
LATIN, CJK = _by_script()
FLOODS: Final = tuple(rule for rule in _rules("noise") if rule[0] != "pinyin")
PINYIN: Final = tuple(
    word
    for title, _, lines in sections("noise")
    if title == "pinyin"
    for line in lines
    for word in line.split()
)
