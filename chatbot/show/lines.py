"""Authored lines: slots are filled when the line is chosen, marks keep their place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chatbot.commands import Mark

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
    """Lines by name and language; a persona's own lines come instead of the built-in ones."""

    lines: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    own: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)

    def get(self, name: str, lang: str) -> tuple[str, ...]:
        """The templates of this name in exactly this language, () where there are none."""
        for book in (self.own, self.lines):
            found = book.get(name, {}).get(lang)
            if found:
                return tuple(found)
        return ()

    def built_in(self, name: str, lang: str) -> tuple[str, ...]:
        """The built-in templates of this name, whatever the persona has."""
        return tuple(self.lines.get(name, {}).get(lang, ()))

    def for_persona(self, own: Mapping[str, Mapping[str, Sequence[str]]]) -> PhraseBook:
        """The same book with a persona's lines on top."""
        return PhraseBook(self.lines, own)
