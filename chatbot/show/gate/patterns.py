"""Long lists of words in three languages as one pattern that skips the scripts a text has not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Words", "alternatives"]

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[a-z]")
_FIRST = re.compile(r"[a-zà-ÿœ]")


def alternatives(pattern: str) -> list[str]:
    """The branches of a regular expression at its top level."""
    parts, depth, start, i, bracket = [], 0, 0, 0, False
    while i < len(pattern):
        char = pattern[i]
        if char == "\\":
            i += 2
            continue
        if bracket:
            bracket = char != "]"
        elif char == "[":
            bracket = True
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif char == "|" and depth == 0:
            parts.append(pattern[start:i])
            start = i + 1
        i += 1
    return [part for part in (*parts, pattern[start:]) if part]


def _by_first_letter(branches: list[str]) -> str:
    """Branches that begin at a word's start, grouped so that one letter rules most of them out."""
    groups: dict[str, list[str]] = {}
    rest: list[str] = []
    for branch in branches:
        body = branch[2:] if branch.startswith(r"\b") else branch
        optional = len(body) > 1 and body[1] in "?*{"
        if branch.startswith(r"\b") and _FIRST.match(body) and not optional:
            groups.setdefault(body[0], []).append(body[1:])
        else:
            rest.append(branch)
    grouped = [f"{first}(?:{'|'.join(bodies)})" for first, bodies in groups.items()]
    if grouped:
        rest.insert(0, rf"\b(?:{'|'.join(grouped)})")
    return "|".join(rest)


def _compiled(branches: list[str]) -> re.Pattern[str] | None:
    return re.compile(_by_first_letter(branches)) if branches else None


class Words:
    """A pattern over folded text given as `a|b|c`; finds what `re` finds, script by script.

    Branches with Chinese characters are tried only on text that has some, those with Latin
    letters only on text with Latin letters, the others always.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        han, latin, other = [], [], []
        for branch in alternatives(pattern):
            plain = re.sub(r"\\.", "", branch)
            if _HAN.search(plain):
                (other if re.match(r"\(\?:?.*[a-z]{2}", plain) else han).append(branch)
            elif _LATIN.search(plain):
                latin.append(branch)
            else:
                other.append(branch)
        self._parts = ((_HAN, _compiled(han)), (_LATIN, _compiled(latin)), (None, _compiled(other)))

    def finditer(self, text: str, start: int = 0) -> Iterator[re.Match[str]]:
        """All matches, those of one script after those of another."""
        for script, part in self._parts:
            if part is not None and (script is None or script.search(text)):
                yield from part.finditer(text, start)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        found: re.Match[str] | None = None
        for script, part in self._parts:
            if part is not None and (script is None or script.search(text)):
                match = part.search(text)
                if match is not None and (found is None or match.start() < found.start()):
                    found = match
        return found

    def match(self, text: str) -> re.Match[str] | None:
        """A match at the very start."""
        for _, part in self._parts:
            match = part.match(text) if part is not None else None
            if match is not None:
                return match
        return None
