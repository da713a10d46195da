"""Patterns that are tried only at words which begin as they do: one look-up instead of a search."""

from __future__ import annotations

import re
from collections.abc import Iterable

from chatbot.language.heads import alternatives, heads_of

__all__ = ["StartIndex"]

_WORD: re.Pattern[str] = re.compile(r"\b[a-z][a-z]?")
_LETTERS = re.compile(r"[a-z]{1,2}")
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
        for name, pattern in (
            (name, part) for name, whole in rules for part in alternatives(whole)
        ):
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


def _starts(pattern: str) -> set[str] | None:
    """The first one or two letters of all that a pattern can match, or None where unknown."""
    heads = heads_of(pattern)
    if heads is None:
        return None
    words = [head[0] == " " and _LETTERS.match(head, 1) for head in heads]
    return {word[0] for word in words if word} if all(words) else None
