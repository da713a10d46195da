"""Patterns that are tried only at words which begin as they do: one look-up instead of a search."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["StartIndex"]

_WORD: re.Pattern[str] = re.compile(r"\b[a-z][a-z]?")
_LETTERS = re.compile(r"[a-z]+")
_HAS_DIGIT = re.compile(r"\d")
_DIGIT = re.compile(r"(?:\(\?<!\\d\))?(?:\\b)?\\d(?![?*])")
"""A pattern that begins with a digit."""


class StartIndex:
    r"""Named patterns over folded text; finds the names of those that match anywhere in it.

    A pattern that opens with `\b` and letters, or `\\b(?:…|…)` of letters, is tried at the words
    with the same first two letters; any other is searched for in the whole text.
    """

    def __init__(self, rules: Iterable[tuple[str, str]]) -> None:
        table: dict[str, dict[str, list[str]]] = {}
        always: dict[str, list[str]] = {}
        opening: dict[str, list[str]] = {}
        counting: dict[str, list[str]] = {}
        for name, pattern in ((name, part) for name, whole in rules for part in _split(whole)):
            starts = _starts(pattern)
            if starts is None:
                kind = opening if pattern[0] == "^" else always
                kind = counting if _DIGIT.match(pattern) else kind
                kind.setdefault(name, []).append(pattern)
                continue
            for start in starts:
                table.setdefault(start, {}).setdefault(name, []).append(pattern)
        self._table = {
            start: tuple((name, re.compile("|".join(found))) for name, found in names.items())
            for start, names in table.items()
        }
        self._always, self._opening, self._counting = (
            tuple((name, re.compile("|".join(p))) for name, p in kind.items())
            for kind in (always, opening, counting)
        )

    def names(self, text: str) -> list[str]:
        """The names of all patterns found in `text`, in no particular order."""
        found = [name for name, pattern in self._always if pattern.search(text)]
        found += [name for name, pattern in self._opening if pattern.match(text)]
        if _HAS_DIGIT.search(text):
            found += [name for name, pattern in self._counting if pattern.search(text)]
        table = self._table
        for match in _WORD.finditer(text):
            at = match.start()
            for start in {match.group(), match.group()[0]}:
                for name, pattern in table.get(start, ()):
                    if name not in found and pattern.match(text, at):
                        found.append(name)
        return found


def _split(pattern: str) -> list[str]:
    """The alternatives of a pattern outside all groups, each of which may begin otherwise."""
    parts, depth, begin, at = list[str](), 0, 0, 0
    in_class = False
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 1
        elif in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
            at += 1  # a bracket that comes first is a sign
        elif char == "|" and depth == 0:
            parts.append(pattern[begin:at])
            begin = at + 1
        else:
            depth += (char == "(") - (char == ")")
        at += 1
    return [*parts, pattern[begin:]]


def _starts(pattern: str) -> set[str] | None:
    """The first one or two letters of all that a pattern can match, or None where unknown."""
    if not pattern.startswith(r"\b"):
        return None
    rest = pattern[2:]
    heads = [rest]
    if rest.startswith("(?:"):
        inside, after = _group(rest)
        if after[:1] in ("?", "*", "{"):
            return None
        heads = [head + after for head in inside]
    starts: set[str] = set()
    for head in heads:
        letters = _LETTERS.match(head)
        if letters is None:
            return None
        word = letters.group()
        if head[len(word) : len(word) + 1] in ("?", "*", "{"):
            word = word[:-1]  # the last letter may be missing
        if not word:
            return None
        starts.add(word[:2])
    return starts


def _group(text: str) -> tuple[list[str], str]:
    """Split `(?:a|b(?:c|d))rest` into its alternatives and the rest."""
    parts, depth, begin = list[str](), 0, 3
    skip = False
    for at, char in enumerate(text):
        if skip:
            skip = False
        elif char == "\\":
            skip = True
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth == 0:
                return [*parts, text[begin:at]], text[at + 1 :]
        elif char == "|" and depth == 1:
            parts.append(text[begin:at])
            begin = at + 1
    raise ValueError(f"a bracket is not closed in the pattern {text}")
