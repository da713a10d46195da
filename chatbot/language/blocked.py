"""Words that a moderator has blocked, found in what people write and in what is to be said."""

from __future__ import annotations

import re
from functools import lru_cache

from chatbot.language.clean import fold

__all__ = ["blocked_in"]

_SPELLED = re.compile(r"[a-z0-9][a-z0-9 '_-]*")


def blocked_in(folded: str, words: tuple[str, ...]) -> re.Match[str] | None:
    """The first blocked word in a folded text; one in letters counts as a whole word only."""
    pattern = _pattern(words)
    return pattern.search(folded) if pattern else None


@lru_cache(maxsize=16)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    parts = [_whole(fold(word.strip())) for word in words if word.strip()]
    return re.compile("|".join(parts)) if parts else None


def _whole(word: str) -> str:
    """Chinese is written without spaces, so that its words are found anywhere."""
    spelled = re.escape(word)
    return rf"(?<!\w){spelled}(?!\w)" if _SPELLED.fullmatch(word) else spelled
