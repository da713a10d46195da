"""Long lists of words in three languages as one pattern that costs little where none occurs."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Words", "alternatives", "heads_of", "latin_view"]

_LETTER = re.compile(r"[a-zà-ÿœ]")
_LITERAL = re.compile(r"[^\\.^$*+?{}\[\]()|]")
_START = re.compile(r"\b\w")
_MOST_HEADS = 400


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


def _group_end(pattern: str) -> int:
    """Where the group that opens a pattern closes."""
    depth, i = 0, 0
    while i < len(pattern):
        if pattern[i] == "\\":
            i += 1
        elif pattern[i] == "(":
            depth += 1
        elif pattern[i] == ")":
            depth -= 1
            if depth == 0:
                return i
        i += 1
    return len(pattern)


def heads_of(branch: str, depth: int = 0) -> set[str] | None:
    """What a match of a branch can begin with: ` abc` at a word's start, else `abc`, or less where less is fixed.

    None where that cannot be told from its literals.
    """
    if depth > 6:
        return None
    if branch.startswith(r"\b"):
        inner = heads_of(branch[2:], depth + 1)
        return None if inner is None else {" " + head.lstrip() for head in inner}
    if branch.startswith("(?:"):
        end = _group_end(branch)
        rest = branch[end + 1 :]
        optional = rest[:1] in ("?", "*")
        rest = rest[1:] if rest[:1] in ("?", "*", "+") else rest
        if rest[:1] == "{":
            return None
        found: set[str] = set()
        for inner_branch in alternatives(branch[3:end]):
            heads = heads_of(inner_branch + rest, depth + 1)
            if heads is None:
                return None
            found |= heads
        if optional:
            heads = heads_of(rest, depth + 1)
            if heads is None:
                return None
            found |= heads
        return found
    first, second = branch[:1], branch[1:2]
    if not first or not _LITERAL.match(first):
        return None
    if second in ("?", "*", "{"):
        after = heads_of(branch[2:], depth + 1) if second == "?" else None
        return None if after is None else {first} | after
    head = first
    for i in (1, 2):
        char, follow = branch[i : i + 1], branch[i + 1 : i + 2]
        if not char or not _LITERAL.match(char) or follow in ("?", "*", "{"):
            break
        head += char
        if char > "\u3000":
            break
    return {head}


def _windows(text: str) -> frozenset[str]:
    """Every beginning a match may have in a text, in the forms of `heads_of`."""
    found = set(text)
    found.update([text[i : i + 2] for i in range(len(text))])
    for match in _START.finditer(text):
        at = match.start()
        found.update((" " + text[at], " " + text[at : at + 2], " " + text[at : at + 3]))
    return frozenset(found)


def _by_first_letter(branches: list[str]) -> str:
    """Branches that begin at a word's start, grouped so that one letter rules most of them out."""
    groups: dict[str, list[str]] = {}
    rest: list[str] = []
    for branch in branches:
        body = branch[2:]
        optional = len(body) > 1 and body[1] in "?*{"
        if branch.startswith(r"\b") and _LETTER.match(body) and not optional:
            groups.setdefault(body[0], []).append(body[1:])
        else:
            rest.append(branch)
    grouped = [f"{first}(?:{'|'.join(bodies)})" for first, bodies in groups.items()]
    if grouped:
        rest.insert(0, rf"\b(?:{'|'.join(grouped)})")
    return "|".join(rest)


_HAN = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]")


@lru_cache(maxsize=256)
def latin_view(text: str) -> str:
    """The text with blanks for Chinese characters, which to `re` are letters without a border."""
    return text if text.isascii() else _HAN.sub(" ", text)


_BITS: dict[str, int] = {}
"""Each beginning with the parts of tables, one bit each, that have a branch beginning so."""

_PARTS = count()


@lru_cache(maxsize=256)
def _prepared(text: str) -> tuple[str, int]:
    """A text's Latin view and the parts of all tables that may match in either, one bit each."""
    view = latin_view(text)
    windows = _windows(text) if view is text else _windows(text) | _windows(view)
    bits = 0
    for window in windows:
        bits |= _BITS.get(window, 0)
    return view, bits


_NOTHING: Iterator[re.Match[str]] = iter(())


class Words:
    """A pattern over folded text, given as `a|b|c`; finds what `re` finds.

    The beginnings of its branches are looked up once for all tables among those the text has, so
    that most tables cost one comparison on most texts. A word boundary stands between Latin and
    Chinese letters too.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        branches: dict[tuple[bool, bool], list[str]] = {}
        heads: dict[bool, set[str]] = {True: set(), False: set()}
        for branch in alternatives(pattern):
            latin = not _HAN.search(branch)
            found = heads_of(branch)
            known = found is not None and len(found) <= _MOST_HEADS
            branches.setdefault((latin, known), []).append(branch)
            if found is not None and known:
                heads[latin].update(head if head[0] == " " else head[:2] for head in found)
        parts: list[tuple[bool, int, re.Pattern[str]]] = []
        self._bits = 0
        self._always = not all(known for _, known in branches)
        for (latin, known), part in branches.items():
            bit = 1 << next(_PARTS) if known else 0
            for head in heads[latin] if known else ():
                _BITS[head] = _BITS.get(head, 0) | bit
            self._bits |= bit
            parts.append(
                (latin, bit, re.compile(_by_first_letter(part) if known else "|".join(part)))
            )
        self._parts = tuple(parts)
        _prepared.cache_clear()

    def _tried(self, text: str, view: str, bits: int) -> Iterator[tuple[re.Pattern[str], str]]:
        for latin, bit, pattern in self._parts:
            if not bit or bits & bit:
                yield pattern, view if latin else text

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches, those of one script after those of another."""
        view, bits = _prepared(text)
        return self._each(text, view, bits) if self._always or self._bits & bits else _NOTHING

    def _each(self, text: str, view: str, bits: int) -> Iterator[re.Match[str]]:
        for pattern, seen in self._tried(text, view, bits):
            yield from pattern.finditer(seen)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        view, bits = _prepared(text)
        if not (self._always or self._bits & bits):
            return None
        found: re.Match[str] | None = None
        for pattern, seen in self._tried(text, view, bits):
            match = pattern.search(seen)
            if match is not None and (found is None or match.start() < found.start()):
                found = match
        return found

    def match(self, text: str) -> re.Match[str] | None:
        """A match at the very start."""
        view, bits = _prepared(text)
        for pattern, seen in self._tried(text, view, bits):
            match = pattern.match(seen)
            if match is not None:
                return match
        return None
