"""Authored lines: slots are filled when the line is chosen, marks keep their place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chatbot.commands import Mark
from chatbot.language.cart_words import needs_cart

__all__ = ["PhraseBook", "fill", "slots_of"]

TOKEN = re.compile(r"\[([a-z_]+)\]|\{([a-z_]+)\}")


def slots_of(template: str) -> frozenset[str]:
    """The slots a template needs."""
    return frozenset(m.group(2) for m in TOKEN.finditer(template) if m.group(2))


def fill(template: str, slots: Mapping[str, str]) -> tuple[str, tuple[Mark, ...]] | None:
    """Fill `{slots}` and turn `[marks]` into places in the text; None where a slot has no value.

    A slot's value is data: brackets and braces in it stay as they are.
    """
    out: list[str] = []
    marks: list[Mark] = []
    length = at = 0
    for token in TOKEN.finditer(template):
        before = template[at : token.start()]
        out.append(before)
        length += len(before)
        at = token.end()
        if token.group(1):
            marks.append(Mark(token.group(1), length))
            continue
        value = slots.get(token.group(2), "")
        if not value:
            return None
        out.append(value)
        length += len(value)
    out.append(template[at:])
    return "".join(out), tuple(marks)


@dataclass(frozen=True)
class PhraseBook:
    """Lines by name and language; a persona's own lines come instead of the built-in ones.

    Where viewers order otherwise than in a cart (`channel`), the lines named `NAME@CHANNEL` come
    instead of those of NAME, or those named `NAME@nocart`; of the others, those that need a cart
    are left out, but for votes, whose choices have numbers.
    """

    lines: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    own: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    channel: str = "cart"

    def get(self, name: str, lang: str) -> tuple[str, ...]:
        """The templates of this name in exactly this language, () where there are none."""
        for book in (self.own, self.lines):
            if found := self._of(book, name, lang):
                return found
        return ()

    def built_in(self, name: str, lang: str) -> tuple[str, ...]:
        """The built-in templates of this name, whatever the persona has."""
        return self._of(self.lines, name, lang)

    def for_persona(
        self, own: Mapping[str, Mapping[str, Sequence[str]]], channel: str = "cart"
    ) -> PhraseBook:
        """The same book with a persona's lines on top, for where viewers order."""
        return PhraseBook(self.lines, own, channel)

    def _of(
        self, book: Mapping[str, Mapping[str, Sequence[str]]], name: str, lang: str
    ) -> tuple[str, ...]:
        found = tuple(book.get(name, {}).get(lang, ()))
        if self.channel == "cart" or name.startswith("vote."):
            return found
        for named in (f"{name}@{self.channel}", f"{name}@nocart"):
            if instead := book.get(named, {}).get(lang, ()):
                return tuple(instead)
        return tuple(line for line in found if not needs_cart(line))
