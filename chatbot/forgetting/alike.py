"""Whether two decisions are the same but for the names in them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from chatbot.forgetting.people import LIKE_A_NAME, NO_WORDS

__all__ = ["alike"]

_GONE = re.compile(f"{LIKE_A_NAME.pattern}|{re.escape(NO_WORDS)}")


def alike(recorded: Any, decided: Any, key: str = "") -> bool:
    """True where `decided` says what was `recorded`, but for names and words that are gone.

    A name of another length moves what is marked in a text after it.
    """
    if recorded == decided:
        return True
    if isinstance(recorded, str) and isinstance(decided, str):
        return bool(_GONE.search(decided)) and bool(_pattern(decided).fullmatch(recorded))
    if isinstance(recorded, list) and isinstance(decided, list):
        pairs = zip(recorded, decided, strict=False)
        return len(recorded) == len(decided) and all(alike(a, b, key) for a, b in pairs)
    if isinstance(recorded, dict) and isinstance(decided, dict):
        same = recorded.keys() == decided.keys()
        return same and all(alike(value, decided[name], name) for name, value in recorded.items())
    return key == "index" and isinstance(recorded, int) and isinstance(decided, int)


@lru_cache(maxsize=256)
def _pattern(text: str) -> re.Pattern[str]:
    """The text with any name, or any words, where something stands for them."""
    found = iter(_GONE.findall(text))
    parts = [re.escape(part) for part in _GONE.split(text)]
    whole = parts[0]
    for part in parts[1:]:
        whole += (r".{1,600}?" if next(found) == NO_WORDS else r".{1,80}?") + part
    return re.compile(whole, re.DOTALL)
