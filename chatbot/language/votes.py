"""Votes in chat: a number alone, with the words that people put round one, or a choice's own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from chatbot.language.clean import fold

__all__ = ["mentions", "vote_in"]

_LONGEST: Final = 40
_NUMBERS: Final = (
    ("1", "一", "one", "un", "une", "first", "premier", "premiere"),
    ("2", "二", "两", "two", "deux", "second", "deuxieme"),
    ("3", "三", "three", "trois", "third", "troisieme"),
    ("4", "四", "four", "quatre", "fourth", "quatrieme"),
    ("5", "五", "five", "cinq", "fifth", "cinquieme"),
)
_BEFORE: Final = (
    r"(?:(?:我|扣|打|刷|发|选|投|支持|要|第|公屏|i|je|pick|vote|votes|voting|choose|choisis|prends|choice|choix"
    r"|option|number|numero|n°|no\.?|for|pour|the|le|la|#)\s*)*"
)
_AFTER: Final = r"\s*(?:号|个|票|吧|啊|呀|哦|please|pls|one|svp|stp|[!.~,。，])*"
_OF: Final = {word: number for number, words in enumerate(_NUMBERS) for word in words}
_NUMBER: Final = re.compile(
    _BEFORE + r"(?:(?P<digit>[1-5])(?P=digit)*|(?P<word>" + "|".join(w for w in _OF if not w.isdigit()) + "))"
    + _AFTER
)  # fmt: skip


def vote_in(text: str, choices: Sequence[Sequence[str]]) -> int | None:
    """Which of the `choices`, each given by its words, the message is a vote for; None for none.

    A number counts from 1 in the room, from 0 here. A question is no vote by its words.
    """
    folded = fold(text).strip()
    if len(folded) > _LONGEST:
        return None
    found = _NUMBER.fullmatch(folded)
    if found is not None:
        number = _OF[found["digit"] or found["word"]]
        return number if number < len(choices) else None
    if "?" in folded or "？" in folded:
        return None
    meant = [i for i, words in enumerate(choices) if mentions(folded, tuple(words))]
    return meant[0] if len(meant) == 1 else None


def mentions(folded: str, words: tuple[str, ...]) -> bool:
    """True where one of the words is in the folded text: a Latin one as a word, others anywhere."""
    pattern = _pattern(words)
    return pattern is not None and pattern.search(folded) is not None


@lru_cache(maxsize=512)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    parts = [_part(fold(word).strip()) for word in words if word.strip()]
    return re.compile("|".join(parts)) if parts else None


def _part(word: str) -> str:
    plain = re.escape(word)
    return rf"(?<![a-z0-9]){plain}(?![a-z0-9])" if re.search("[a-z0-9]", word) else plain
