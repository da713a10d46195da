"""Compiled patterns of what must not be answered, from the lists in `words/`."""

from __future__ import annotations

import re
from typing import Final

from chatbot.language.starts import StartIndex
from chatbot.language.wordlists import sections

__all__ = ["CJK", "COMMANDS", "FLOODS", "LATIN", "ORDER", "PINYIN"]

Rules = tuple[tuple[str, re.Pattern[str]], ...]
_CJK = re.compile("[\u2e80-\uffdc]")


def _joined(lines: list[tuple[str, str]]) -> Rules:
    titles = dict.fromkeys(title for title, _ in lines)
    return tuple(
        (title, re.compile("|".join(line for name, line in lines if name == title)))
        for title in titles
    )


def _rules(name: str) -> Rules:
    return tuple(
        (title, re.compile("|".join(lines))) for title, _, lines in sections(name) if lines
    )


COMMANDS: Final = _rules("shapes")
_LINES: Final = [(title, line) for title, _, lines in sections("unsafe") for line in lines]
LATIN: Final = StartIndex((title, line) for title, line in _LINES if not _CJK.search(line))
CJK: Final = _joined([(title, line) for title, line in _LINES if _CJK.search(line)])
ORDER: Final = {title: n for n, (title, _, _) in enumerate(sections("unsafe"))}
FLOODS: Final = tuple(rule for rule in _rules("noise") if rule[0] != "pinyin")
PINYIN: Final = tuple(
    word
    for title, _, lines in sections("noise")
    if title == "pinyin"
    for line in lines
    for word in line.split()
)
