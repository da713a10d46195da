"""What the matches of a regular expression can begin with, read from its literals."""

from __future__ import annotations

import re

__all__ = ["LENGTH", "alternatives", "heads_of"]

_LITERAL = re.compile(r"[^\\.^$*+?{}\[\]()|]")
_CLASS = re.compile(r"\[([^\\\]^-][^\\\]]{0,60})\]")
_RANGE = re.compile(r"(.)-(.)")
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>|(?!\?))")
_TIMES = re.compile(r"(?P<many>(?:[*+]|\{\d*,?\d*\})\??)|\??")
_MOST = 48
"""Heads of one branch beyond which the next character is left open."""

LENGTH = 6
"""The longest head, in characters."""

WIDE_LENGTH = 2
"""The longest head with a Chinese character in it."""

_AT_LEAST_ONCE = re.compile(r"\{[1-9]")


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
    depth, i, bracket = 0, 0, False
    while i < len(pattern):
        char = pattern[i]
        if char == "\\":
            i += 1
        elif bracket:
            bracket = char != "]"
        elif char == "[":
            bracket = True
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth == 0:
                return i
        i += 1
    return len(pattern)


def _spelt_out(span: re.Match[str]) -> str:
    """The characters of `a-z` in a class."""
    return "".join(map(chr, range(ord(span[1]), ord(span[2]) + 1)))


def _atom(branch: str, at: int) -> tuple[str, int] | None:
    """The characters that the atom at `at` may be, and where it ends; None where that is open."""
    first, second = branch[at : at + 1], branch[at + 1 : at + 2]
    if first == "\\" and second and not second.isalnum():
        return second, at + 2
    if first == "[":
        simple = _CLASS.match(branch, at)
        return (_RANGE.sub(_spelt_out, simple[1]), simple.end()) if simple else None
    return (first, at + 1) if first and _LITERAL.match(first) else None


def _after_group(branch: str, depth: int) -> set[str] | None:
    """The heads of a branch that opens with `(?:...)`."""
    end = _group_end(branch)
    times = _TIMES.match(branch, end + 1)
    assert times is not None
    rest = branch[times.end() :]
    after = ".*" + rest if times["many"] else rest
    bodies = [body + after for body in alternatives(branch[3:end])]
    if times[0].startswith(("?", "*", "{0", "{,")):
        bodies.append(rest)
    found: set[str] = set()
    for body in bodies:
        heads = heads_of(body, depth + 1)
        if heads is None:
            return None
        found |= heads
    return found


def _at_word(head: str) -> str:
    """A head after a word border: that of a letter is a word's start."""
    return f" {head.lstrip()}" if head.lstrip()[:1].isalnum() else head


def heads_of(branch: str, depth: int = 0) -> set[str] | None:
    """What a match of a branch can begin with: ` abc` at a word's start, else `abc`, or less where less is fixed.

    None where that cannot be told from its literals.
    """
    if depth > 6:
        return None
    if branch.startswith(r"\b"):
        inner = heads_of(branch[2:], depth + 1)
        return None if inner is None else {*map(_at_word, inner)}
    if branch.startswith(("(?<!", "(?<=", "(?!", "(?=")):
        return heads_of(branch[_group_end(branch) + 1 :], depth + 1)
    group = _GROUP.match(branch)
    if group:
        return _after_group("(?:" + branch[group.end() :], depth)
    atom = _atom(branch, 0)
    if atom is None or " " in atom[0]:  # a blank before a head says that it begins a word
        return None
    chars, at = atom
    if _AT_LEAST_ONCE.match(branch, at):
        return {*chars}
    if branch[at : at + 1] in ("?", "*", "{"):
        after = heads_of(branch[at + 1 :], depth + 1) if branch[at] == "?" else None
        return None if after is None else {*chars} | after
    heads = {*chars}
    while len(max(heads, key=len)) < (LENGTH if max(map(max, heads)) < "\u3000" else WIDE_LENGTH):
        following = _atom(branch, at)
        if following is None:
            more, end = _inner(branch, at, depth), len(branch)
        else:
            more, end = {*following[0]}, following[1]
        if not more or branch[end : end + 1] in ("?", "*", "{") or len(heads) * len(more) > _MOST:
            break
        heads = {(head + char)[:LENGTH] for head in heads for char in more}
        at = end
    return heads


def _inner(branch: str, at: int, depth: int) -> set[str] | None:
    """The heads of a group within a branch and of what follows it, where they can be told."""
    group = _GROUP.match(branch, at)
    heads = heads_of(branch[at:], depth + 1) if group else None
    return heads if heads and not any(head.startswith(" ") for head in heads) else None
