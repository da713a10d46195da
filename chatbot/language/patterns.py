"""Long lists of words in three languages as one pattern that costs little where none occurs."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count
from operator import add
from typing import TYPE_CHECKING

from chatbot.language.heads import LENGTH, alternatives, heads_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Words", "compiled", "latin_view", "led"]

_LETTER = re.compile(r"[a-zà-ÿœ]")
_START = re.compile(rf"\b(?=(\w.{{0,{LENGTH - 1}}}))", re.DOTALL)
_MOST_HEADS = 400
_MOST_STRETCHES = 20_000


@lru_cache(maxsize=8192)
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern made of a catalog's words, kept: `re` itself keeps only its last 512."""
    return re.compile(pattern)


def led(pattern: str) -> re.Pattern[str]:
    """The pattern `a|b|c`, tried only at a character that one of its branches can begin with.

    `re` tries each branch that opens with a word boundary at every place; one look at the
    character spares most of a text that.

    Raises:
        ValueError: a branch begins with something else than literals.
    """
    firsts: set[str] = set()
    for branch in alternatives(pattern):
        heads = heads_of(branch)
        if heads is None or {"", " "} & heads:
            raise ValueError(f"it cannot be told what this begins with: {branch}")
        firsts |= {head.lstrip()[0] for head in heads}
    return re.compile(f"(?=[{re.escape(''.join(sorted(firsts)))}])(?:{pattern})")


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
_HAN_RUN = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]+")


def _blanks(run: re.Match[str]) -> str:
    return " " * len(run[0])


@lru_cache(maxsize=256)
def latin_view(text: str) -> str:
    """The text with blanks for Chinese characters, which to `re` are letters without a border."""
    return text if text.isascii() else _HAN_RUN.sub(_blanks, text)


class _WordHeads(dict[str, tuple[int, ...]]):
    """Each beginning of a word met so far with the parts that have a branch beginning so.

    `heads` are the branches' own beginnings; a new one is looked up by each of its own.
    """

    def __init__(self) -> None:
        super().__init__()
        self.heads: dict[str, tuple[int, ...]] = {}

    def __missing__(self, stretch: str) -> tuple[int, ...]:
        if len(self) >= _MOST_STRETCHES:
            self.clear()
        get = self.heads.get
        shorter = [known for end in range(len(stretch)) if (known := get(stretch[: end + 1]))]
        found = self[stretch] = tuple(set(chain.from_iterable(shorter)))
        return found


class _Heads:
    """Where in a text the parts of tables, by number, have a branch that may begin there."""

    def __init__(self) -> None:
        self._one: dict[str, tuple[int, ...]] = {}
        self._two: dict[str, tuple[int, ...]] = {}
        self._at_word = _WordHeads()

    def add(self, head: str, part: int) -> None:
        """Note that a branch of this part begins so; with a blank before it, at a word's start."""
        if head.startswith(" "):
            known, head = self._at_word.heads, head[1:]
            self._at_word.clear()
        else:
            known, head = (self._two, head[:2]) if len(head) > 1 else (self._one, head)
        known[head] = tuple({*known.get(head, ()), part})

    def places(self, seen: str) -> dict[int, list[int]]:
        """Where in a text each part may match."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        pairs = map(self._two.get, map(add, seen, seen[1:]))
        for at, parts in chain(enumerate(pairs), enumerate(map(self._one.get, seen))):
            if parts:
                for part in parts:
                    found[part].append(at)
        at_word = self._at_word
        for match in _START.finditer(seen):
            for part in at_word[match[1]]:
                found[part].append(match.start())
        return found


_LATIN = _Heads()
_OTHER = _Heads()
_BOTH = _Heads()
"""Of branches that read the Latin view, of those with Chinese, and of all: a text without
Chinese is its own Latin view."""
_PARTS = count()


def _note(heads: set[str], part: int, *, latin: bool) -> None:
    for head in heads:
        (_LATIN if latin else _OTHER).add(head, part)
        _BOTH.add(head, part)


@lru_cache(maxsize=256)
def _prepared(text: str) -> tuple[str, dict[int, list[int]]]:
    """A text's Latin view and the places where the parts of all tables may match."""
    view = latin_view(text)
    if view == text:
        return view, _BOTH.places(text)
    if view.isspace():
        return view, _OTHER.places(text)
    return view, _LATIN.places(view) | _OTHER.places(text)


_NOTHING: Iterator[re.Match[str]] = iter(())


@dataclass(frozen=True, slots=True)
class _Part:
    """The branches of one table that read the same view; `number` None: tried everywhere."""

    latin: bool
    number: int | None
    pattern: re.Pattern[str]

    def finditer(
        self, text: str, view: str, places: dict[int, list[int]]
    ) -> Iterator[re.Match[str]]:
        """What `re` finds, tried only where a branch can begin."""
        seen = view if self.latin else text
        if self.number is None:
            yield from self.pattern.finditer(seen)
            return
        end = 0
        for at in sorted(set(places.get(self.number, ()))):
            if at >= end and (match := self.pattern.match(seen, at)) is not None:
                end = match.end()
                yield match

    def search(self, text: str, view: str, places: dict[int, list[int]]) -> re.Match[str] | None:
        """The first of them."""
        if self.number is None:
            return self.pattern.search(view if self.latin else text)
        return next(self.finditer(text, view, places), None)


class Words:
    """A pattern over folded text, given as `a|b|c`; finds what `re` finds.

    The beginnings of all tables' branches are looked up in a text once, so that a table costs
    nothing where none of them occurs and little elsewhere. A word boundary stands between Latin
    and Chinese letters too.
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
                heads[latin] |= found
        parts = []
        for (latin, known), part in branches.items():
            number = next(_PARTS) if known else None
            if number is not None:
                _note(heads[latin], number, latin=latin)
            compiled = re.compile(_by_first_letter(part) if known else "|".join(part))
            parts.append(_Part(latin, number, compiled))
        self._parts = tuple(parts)
        _prepared.cache_clear()

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches, those of one script after those of another."""
        view, places = _prepared(text)
        tried = [part for part in self._parts if part.number is None or part.number in places]
        if not tried:
            return _NOTHING
        return chain.from_iterable([part.finditer(text, view, places) for part in tried])

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        view, places = _prepared(text)
        first = None
        for part in self._parts:
            if part.number is not None and part.number not in places:
                continue
            match = part.search(text, view, places)
            if match is not None and (first is None or match.start() < first.start()):
                first = match
        return first

    def match(self, text: str) -> re.Match[str] | None:
        """A match at the very start."""
        view = latin_view(text)
        for part in self._parts:
            match = part.pattern.match(view if part.latin else text)
            if match is not None:
                return match
        return None
