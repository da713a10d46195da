"""Safe YAML with line numbers: plain data only, no anchors, no tags, bounded depth.

Values follow YAML 1.2's core schema, so `no`, `on`, `12:30` and `2026-12-31` stay texts; a number
written with leading zeros stays a text too, and every key is a text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from chatbot.files.document import MAX_DEPTH, At, Document, Lines, too_deep

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.errors import ConfigError

__all__ = ["parse_yaml"]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(
    r"[-+]?(?:0|[1-9][0-9]*)?\.[0-9]+(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+"
)
_MAX_DIGITS = 30


def parse_yaml(text: str, path: str) -> Document:
    """Parse one YAML document.

    Raises:
        ConfigError: with the line of the first thing that is wrong.
    """
    return _Reader(text, path).document()


class _Reader:
    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.found = Lines(path)
        self.events: Iterator[Any] = iter(())

    def document(self) -> Document:
        odd = yaml.reader.Reader.NON_PRINTABLE.search(self.text)
        if odd is not None:
            raise self.found.error(
                f"a control character (U+{ord(odd[0]):04X}): delete it",
                self.text.count("\n", 0, odd.start()) + 1,
            )
        data: Any = None
        documents = 0
        try:
            self.events = iter(yaml.parse(self.text, Loader=_LOADER))
            for event in self.events:
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        raise self.found.error(
                            "a second document starts here: keep one, without '---' in between",
                            _line(event),
                        )
                    data = self.value(next(self.events), (), 0)
        except yaml.MarkedYAMLError as error:
            raise self.explained(error) from None
        if not documents or data is None:
            raise self.found.error("the file is empty", None)
        return Document(self.found.path, self.text, data, self.found.lines)

    def value(self, event: Any, at: At, depth: int) -> Any:
        line = _line(event)
        self.found.add(at, line)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise self.found.error(
                "anchors and aliases (& and *) are not read: write the value out, "
                "or put a text that starts with & or * in quotes",
                line,
            )
        if event.tag is not None and event.tag != "!":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            raise self.found.error(
                f"tags such as {tag!r} are not read: write the plain value", line
            )
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, line)
        if depth >= MAX_DEPTH:
            raise too_deep(self.found, line)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(at, depth + 1)
        return self.mapping(at, depth + 1)

    def sequence(self, at: At, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.value(event, (*at, len(items)), depth))
        return items

    def mapping(self, at: At, depth: int) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = _line(event)
            if isinstance(event, yaml.CollectionStartEvent):
                raise self.found.error(
                    "a key must be a plain text; a value with braces or brackets, such as a "
                    "slot, needs quotes around it",
                    line,
                )
            self.value(event, (*at, None), depth)  # type: ignore[arg-type]
            self.found.lines.pop((*at, None), None)  # type: ignore[arg-type]
            key: str = event.value
            if key in items:
                raise self.found.duplicate(key, line, (*at, key))
            self.found.add((*at, key), line)
            items[key] = self.value(next(self.events), (*at, key), depth)
        return items

    def scalar(self, event: Any, line: int) -> Any:
        text: str = event.value
        if not event.implicit[0] or event.tag == "!":
            return text
        if text in ("", "~", "null", "Null", "NULL"):
            return None
        if text in ("true", "True", "TRUE"):
            return True
        if text in ("false", "False", "FALSE"):
            return False
        if len(text) > _MAX_DIGITS:
            return text
        if _INT.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return float(text)
        if text.lower().lstrip("+-") in (".inf", ".nan"):
            raise self.found.error(f"{text} is not a number that means anything here", line)
        return text

    def explained(self, error: yaml.MarkedYAMLError) -> ConfigError:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        rows = self.text.splitlines()
        row = rows[mark.line] if mark and mark.line < len(rows) else ""
        problem = error.problem or error.context or "not YAML"
        indent = row[: len(row) - len(row.lstrip())]
        if "\t" in indent:
            message = "a tab in the indentation: indent with spaces"
        elif "mapping values are not allowed" in problem:
            message = "a second ':' on this line, or a wrong indent: put quotes around the text"
        elif "could not find expected ':'" in problem:
            message = "a ':' is missing after the key, or the line before is not finished"
        elif "block end" in problem or "block mapping" in problem:
            message = "the indentation does not fit the lines above"
        elif "cannot start any token" in problem:
            message = "a text that starts with this sign needs quotes around it"
        elif "end of stream" in problem or "quoted scalar" in (error.context or ""):
            message = "a quote is opened and not closed"
            line = error.context_mark.line + 1 if error.context_mark else line
        elif "flow" in problem + (error.context or "") or "',' or" in problem:
            message = "a bracket or brace is not closed, or a comma is missing"
            line = error.context_mark.line + 1 if error.context_mark else line
        elif "alias" in problem:
            message = "anchors and aliases (& and *) are not read: put the text in quotes"
        else:
            message = f"not YAML: {problem}"
        return self.found.error(message, line)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
