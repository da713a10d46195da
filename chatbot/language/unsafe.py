"""What must not be answered, and why: judged by meaning and structure, not by a list of lines."""

from __future__ import annotations

import re
from typing import Final

from chatbot.language.disguise import disguises, letters_of
from chatbot.language.unsafe_rules import CJK, COMMANDS, FLOODS, LATIN, ORDER, PINYIN

__all__ = ["judge"]

_CRY: Final = 120
_LETTERS: Final = re.compile("[a-z\u0400-\u04ff]{2}")
_EMOJI_OR_SIGN: Final = re.compile(r"[\W_]+")


def judge(text: str, folded: str, oddities: tuple[str, ...] = ()) -> tuple[tuple[str, ...], str]:
    """Return (reasons, outcome) for a cleaned text; outcome is `open`, `ignored` or `blocked`.

    Reasons are `link`, `personal_data`, `abuse`, `sexual`, `self_harm`, `child_danger`,
    `injection`, `prompt_leak`, `markup`, `command`, `impersonation`, `privacy`, `illegal`,
    `off_platform` for blocked lines, and `flood`, `noise`, `count`, `bot_command` for ignored ones. Linear in the length of the text.
    """
    if not text:
        return ("noise",), "ignored"
    noise = next((name for name, pattern in FLOODS if pattern.search(folded)), "")
    if noise == "flood" or _is_flood(folded):
        # A wall is not read further, but for a cry for help in it.
        cries = tuple(c for c in _meanings(folded[:_CRY]) if c in ("self_harm", "child_danger"))
        return (cries, "blocked") if cries else (("flood",), "ignored")
    reasons = [name for name, pattern in COMMANDS if pattern.search(text)]
    reasons += _meanings(folded)
    if not reasons and len(folded) > 6:
        reasons += _hidden(text, folded)
    if reasons:
        return tuple(dict.fromkeys(reasons)), "blocked"
    if noise or "marks" in oddities:
        return (noise or "noise",), "ignored"
    return (), "open"


def _hidden(text: str, folded: str) -> list[str]:
    """What a text means under the usual disguises."""
    if folded.isascii():
        joined = letters_of(folded)
        if any(word in joined for word in PINYIN) and _is_pinyin(folded):
            return ["injection"]
    for form in disguises(text, folded):
        hidden = _meanings(form)
        if hidden:
            return hidden
    return []


def _meanings(folded: str) -> list[str]:
    found: list[str] = []
    if _LETTERS.search(folded):
        found += LATIN.names(folded)
    if not folded.isascii():
        found += [name for name, pattern in CJK if pattern.search(folded)]
    return sorted(set(found), key=ORDER.__getitem__)


def _is_flood(folded: str) -> bool:
    """True for a wall of one character, of emoji, or of the same word."""
    length = len(folded)
    if length >= 12:
        bare = folded.replace(" ", "")
        top = max(map(bare.count, set(bare[:40])), default=0)
        if top >= 12 and top > 0.6 * len(bare):
            return True
        if length >= 24 and not _EMOJI_OR_SIGN.sub("", folded):
            return True
    words = folded.split()
    if len(words) >= 12 and len(set(words)) <= len(words) // 5:
        return True
    if len(words) >= 6:
        top = max(words.count(word) for word in set(words[:30]))
        return top >= 6 and top > 0.5 * len(words)
    return False


_SYLLABLE: Final = re.compile(
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|er|a|o|e|i|u|v)"
)


def _is_pinyin(folded: str) -> bool:
    words = re.findall("[a-z]+", folded)
    good = sum(1 for word in words if _SYLLABLE.fullmatch(word))
    return len(words) <= 2 or good >= 0.7 * len(words)
