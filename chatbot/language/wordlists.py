"""Word lists beside the code: sections of tags with words, lines of words, `#` for remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

__all__ = ["line_words", "sections", "text_of"]

_TITLE = re.compile(r"\[([A-Za-z_][\w ]*)\](?: (.+))?")


def text_of(name: str) -> str:
    """The text of `words/NAME.txt`."""
    return (files("chatbot.language") / "words" / f"{name}.txt").read_text(encoding="utf-8")


def line_words(name: str) -> list[list[str]]:
    """The words of each line, remarks and blank lines left out."""
    lines = (line.split() for line in text_of(name).splitlines() if not line.startswith("#"))
    return [words for words in lines if words]


def sections(name: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield (title, rest of the title line, lines) for each `[title] rest` section of a list."""
    title, rest, lines = "", "", list[str]()
    for line in text_of(name).splitlines():
        if line.startswith("#") or not line.strip():
            continue
        head = _TITLE.fullmatch(line)
        if head:
            if title:
                yield title, rest, lines
            title, rest, lines = head.group(1), head.group(2) or "", []
        else:
            lines.append(line)
    if title:
        yield title, rest, lines
