"""Vocabulary with tags, and the one pass over a text that finds it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from chatbot.language.clean import fold

__all__ = ["Hit", "Lexicon", "Scan", "is_cjk", "words_of"]

_WORD = re.compile(
    r"[a-z]+(?:['-][a-z]+)*|\d+(?:[.,]\d+)*|[^\W\d_a-z\u3400-\u9fff]+|[\u3400-\u9fff]|[$€£¥%#?@]"
)
_MAX_PHRASE = 5
_GRAMMAR = frozenset(
    ("q", "yn", "ask", "you", "i", "have", "room", "follow_up", "neg", "may", "where")
)


def is_cjk(char: str) -> bool:
    """True for a Chinese character."""
    return "\u3400" <= char <= "\u9fff"


def words_of(folded: str) -> list[str]:
    """Return the Latin words, numbers and signs of a folded text; `what's` gives `what`, `s`."""
    words: list[str] = []
    for match in _WORD.finditer(folded):
        word = match.group()
        if "'" in word or "-" in word:
            words.extend(part for part in re.split("['-]", word) if part)
        elif not is_cjk(word[0]):
            words.append(word)
        elif words and words[-1] != "\0":
            words.append("\0")  # a phrase does not reach across Chinese characters
    return words


@dataclass(frozen=True, slots=True)
class Hit:
    """One word or phrase found, at words `start` to `end` (characters, where it is Chinese)."""

    tags: frozenset[str]
    term: str
    lang: str
    start: int
    end: int


@dataclass(slots=True)
class Scan:
    """What one pass over a text found."""

    text: str
    words: list[str]
    hits: list[Hit] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)

    def terms(self, tag: str) -> list[str]:
        """The words found under a tag."""
        return [hit.term for hit in self.hits if tag in hit.tags]

    def with_tag(self, tag: str) -> Iterator[Hit]:
        """The hits that carry a tag."""
        return (hit for hit in self.hits if tag in hit.tags)


class Lexicon:
    """Words and phrases with tags; finds them in time linear in the text.

    Latin words may be off by one letter where they are long enough and no known word is meant.
    """

    def __init__(self) -> None:
        self._chars: dict[str, dict[str, tuple[frozenset[str], str]]] = {}
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._phrases: dict[str, tuple[frozenset[str], str]] = {}
        self._heads: dict[str, int] = {}
        self._stems: dict[str, tuple[frozenset[str], str]] = {}
        self._known: set[str] = set()
        self._typos: dict[str, list[str]] = {}

    def add(self, tags: str, terms: str | Iterable[str], lang: str, *, typos: bool = True) -> None:
        """Add terms under blank-separated tags; `_` in a Latin term stands for a space."""
        names = frozenset(tags.split())
        for term in terms.split() if isinstance(terms, str) else terms:
            if not term:
                continue
            if any(map(is_cjk, term)):
                self._add_chars(fold(term).replace("_", ""), names, lang)
            elif term.endswith("*"):
                self._stems[term[:-1]] = self._joined(self._stems.get(term[:-1]), names, lang)
            else:
                self._add_phrase(fold(term.replace("_", " ")), names, lang, typos)

    @staticmethod
    def _joined(
        old: tuple[frozenset[str], str] | None, tags: frozenset[str], lang: str
    ) -> tuple[frozenset[str], str]:
        if old is None:
            return (tags, lang)
        return (old[0] | tags, lang if old[1] == lang else "")

    def _add_chars(self, term: str, tags: frozenset[str], lang: str) -> None:
        first = self._chars.setdefault(term[0], {})
        first[term] = self._joined(first.get(term), tags, lang)
        self._lengths[term[0]] = tuple(sorted({len(t) for t in first}, reverse=True))

    def _add_phrase(self, term: str, tags: frozenset[str], lang: str, typos: bool) -> None:
        parts = words_of(term)
        if not parts:
            return
        key = " ".join(parts)
        self._phrases[key] = self._joined(self._phrases.get(key), tags, lang)
        self._heads[parts[0]] = max(self._heads.get(parts[0], 0), len(parts))
        self._known.update(parts)
        if typos and len(parts) == 1 and len(key) >= 4:
            for cut in _deletes(key):
                self._typos.setdefault(cut, []).append(key)

    def inherit(self, tag: str, *, least: int = 1) -> None:
        """Give phrases the `tag` of the words they are made of (`what size` asks, since `what` does)."""
        askers = {key for key, entry in self._phrases.items() if tag in entry[0]}
        for key, (tags, lang) in self._phrases.items():
            parts = key.split()
            inside = {*parts, *map(" ".join, pairwise(parts))}
            if len(parts) > 1 and "chat" not in tags and not askers.isdisjoint(inside):
                self._phrases[key] = (tags | {tag}, lang)
        short = [t for terms in self._chars.values() for t, e in terms.items() if tag in e[0]]
        short = [term for term in short if least <= len(term) <= 3]
        for terms in self._chars.values():
            for term, (tags, lang) in terms.items():
                if any(part in term for part in short):
                    terms[term] = (tags | {tag}, lang)

    def know(self, words: Iterable[str]) -> None:
        """Name ordinary words, so that they are never read as misspellings."""
        self._known.update(words)

    def vocabulary(self) -> frozenset[str]:
        """All Latin words that occur in its terms."""
        return frozenset(word for key in self._phrases for word in key.split())

    def knows(self, word: str) -> bool:
        """True for a word of the vocabulary or an ordinary one."""
        return word in self._known

    def spelled(self, word: str) -> str:
        """The word that is meant: itself where known, else the nearest word of the vocabulary."""
        return _spelled(self, word)

    def guess(self, word: str) -> str:
        """As `spelled`, without a memory."""
        if word in self._known or not word.isalpha() or len(word) < 3:
            return word
        squeezed = _squeeze(word)
        for form in squeezed:
            if form in self._known:
                return form
        if len(squeezed[1:]) and squeezed[0] != word:
            word = squeezed[1]
        if len(word) < 4 or len(word) > 24:
            return word
        best = ""
        for cut in _deletes(word):
            for known in self._typos.get(cut, ()):
                if _near(word, known) and (not best or (len(known), known) < (len(best), best)):
                    best = known
        return best or word

    def scan(self, folded: str, names: frozenset[str] = frozenset()) -> Scan:
        """Find all terms of a folded text; of nested ones only the longest.

        Words among `names` are no misspellings.
        """
        words = [w if w in names else self.spelled(w) for w in words_of(folded)]
        scan = Scan(folded, words)
        self._scan_words(words, scan)
        if not folded.isascii():
            self._scan_chars(folded, scan)
        return scan

    def _scan_words(self, words: list[str], scan: Scan) -> None:
        phrases, heads, covered = self._phrases, self._heads, 0
        count = len(words)
        for at, word in enumerate(words):
            longest = heads.get(word, 0)
            found = False
            for size in range(min(longest, _MAX_PHRASE, count - at), 0, -1):
                if at + size <= covered:
                    break
                key = word if size == 1 else " ".join(words[at : at + size])
                entry = phrases.get(key)
                if entry is not None:
                    scan.hits.append(Hit(entry[0], key, entry[1], at, at + size))
                    scan.tags |= entry[0]
                    # A phrase of grammar alone (`il reste`) does not hide the words it is made of.
                    covered = at + (1 if size > 1 and entry[0] <= _GRAMMAR else size)
                    found = True
                    break
            if not found and at >= covered and len(word) > 3 and self._stems:
                for cut in range(4, len(word) + 1):
                    entry = self._stems.get(word[:cut])
                    if entry is not None:
                        scan.hits.append(Hit(entry[0], word, entry[1], at, at + 1))
                        scan.tags |= entry[0]
                        break

    def _scan_chars(self, text: str, scan: Scan) -> None:
        covered = 0
        lengths = self._lengths
        for at, char in enumerate(text):
            sizes = lengths.get(char)
            if sizes is None:
                continue
            terms = self._chars[char]
            for size in sizes:
                if at + size > len(text):
                    continue  # cut short, it would pass for a shorter term
                if at + size <= covered:
                    break
                term = text[at : at + size]
                entry = terms.get(term)
                if entry is not None:
                    scan.hits.append(Hit(entry[0], term, entry[1], at, at + size))
                    scan.tags |= entry[0]
                    covered = at + size
                    break


@lru_cache(maxsize=16384)
def _spelled(lexicon: Lexicon, word: str) -> str:
    return lexicon.guess(word)


def _deletes(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


_RUN = re.compile(r"(.)\1\1|^..+(.)\2$")


def _squeeze(word: str) -> tuple[str, ...]:
    """`pleeease` as `pleease` and `please`; a word without long runs as itself."""
    if not _RUN.search(word):
        return (word,)
    twice = re.sub(r"(.)\1{2,}", r"\1\1", word)
    once = re.sub(r"(.)\1{2,}", r"\1", word)
    tail = re.sub(r"(.)\1+$", r"\1", once)
    return (twice, once, tail)


def _near(word: str, known: str) -> bool:
    """True when one slip makes `word` of `known`: a letter lost, added or changed, or two swapped.

    The first letter must be right; in words of four letters no letter may be changed.
    """
    if word[0] != known[0] or word == known:
        return word == known
    short, long = sorted((word, known), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) == len(long):
        if short[at + 1 :] == long[at + 1 :]:
            return len(known) > 4
        return short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    if len(known) == 4 and len(word) > 4:
        return False
    return len(long) - len(short) == 1 and short[at:] == long[at + 1 :]
