"""JSON with line numbers: duplicate keys, NaN and depth are refused where they stand."""

from __future__ import annotations

import bisect
import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any

from chatbot.files.document import MAX_DEPTH, At, Document, Lines, too_deep

__all__ = ["parse_json"]

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_HALF = re.compile("[\ud800-\udfff]")
_WORDS = {"true": True, "false": False, "null": None}
_MAX_DIGITS = 30


def parse_json(text: str, path: str) -> Document:
    """Parse JSON text.

    Raises:
        ConfigError: with the line of the first thing that is wrong.
    """
    return _Reader(text, path).document()


class _Reader:
    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.at = 0
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]
        self.found = Lines(path)

    def document(self) -> Document:
        self.skip()
        if self.at == len(self.text):
            raise self.found.error("the file is empty", None)
        data = self.value((), 0)
        self.skip()
        if self.at < len(self.text):
            raise self.wrong("something follows the end of the data: delete it")
        return Document(self.found.path, self.text, data, self.found.lines)

    def skip(self) -> str:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]

    def line(self, at: int | None = None) -> int:
        return bisect.bisect_right(self.starts, self.at if at is None else at)

    def wrong(self, message: str, at: int | None = None) -> Exception:
        return self.found.error(message, self.line(at))

    def value(self, at: At, depth: int) -> Any:
        sign = self.skip()
        self.found.add(at, self.line())
        if sign in "{[" and sign:
            if depth >= MAX_DEPTH:
                raise too_deep(self.found, self.line())
            self.at += 1
            return self.mapping(at, depth + 1) if sign == "{" else self.sequence(at, depth + 1)
        if sign == '"':
            return self.string()
        match = _NUMBER.match(self.text, self.at)
        if match:
            return self.number(match)
        for word, value in _WORDS.items():
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return value
        for word in ("NaN", "Infinity", "-Infinity"):
            if self.text.startswith(word, self.at):
                raise self.wrong(f"{word} is not a number that means anything here")
        if not sign:
            raise self.wrong("the file ends too early: a bracket, brace or quote is not closed")
        if sign == "'":
            raise self.wrong("texts stand in double quotes: write \" instead of '")
        raise self.wrong(f"{sign!r} is not expected here: a comma, quote or bracket may be missing")

    def number(self, match: re.Match[str]) -> int | float:
        whole, fraction, exponent = match.groups()
        if len(match[0]) > _MAX_DIGITS:
            raise self.wrong("a number with this many digits cannot be meant")
        self.at = match.end()
        if fraction or exponent:
            value = float(match[0])
            if value in (float("inf"), float("-inf")):
                raise self.wrong("this number is too large", match.start())
            return value
        return int(whole)

    def string(self) -> str:
        start = self.at
        try:
            value, self.at = scanstring(self.text, self.at + 1, True)
        except json.JSONDecodeError as error:
            if "Unterminated" in error.msg:
                raise self.wrong("a quote is opened and not closed", start) from None
            if "control character" in error.msg:
                raise self.wrong(
                    "a line break or control character inside a text: write \\n, or delete it",
                    error.pos,
                ) from None
            raise self.wrong(f"a wrong escape in a text ({error.msg})", error.pos) from None
        if _HALF.search(value):
            raise self.wrong("half a character (\\ud800 to \\udfff stand in pairs)", start)
        return str(value)

    def sequence(self, at: At, depth: int) -> list[Any]:
        items: list[Any] = []
        if self.skip() == "]":
            self.at += 1
            return items
        while True:
            items.append(self.value((*at, len(items)), depth))
            if self.ends("]"):
                return items

    def mapping(self, at: At, depth: int) -> dict[str, Any]:
        items: dict[str, Any] = {}
        if self.skip() == "}":
            self.at += 1
            return items
        while True:
            if self.skip() != '"':
                raise self.wrong('a key in double quotes is expected here, such as "name"')
            line = self.line()
            key = self.string()
            if key in items:
                raise self.found.duplicate(key, line, (*at, key))
            self.found.add((*at, key), line)
            if self.skip() != ":":
                raise self.wrong(f"a ':' is missing after {key!r}")
            self.at += 1
            items[key] = self.value((*at, key), depth)
            if self.ends("}"):
                return items

    def ends(self, closing: str) -> bool:
        """True past `closing`; False past a comma; anything else is an error."""
        sign = self.skip()
        if sign == closing:
            self.at += 1
            return True
        if sign != ",":
            if not sign:
                raise self.wrong("the file ends too early: a bracket, brace or quote is not closed")
            raise self.wrong(f"a ',' or '{closing}' is missing before this")
        self.at += 1
        if self.skip() == closing:
            raise self.wrong(f"a ',' too many before '{closing}'")
        return False
