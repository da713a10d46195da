"""Rundowns as text: written anew, or changed in place with everything else as people left it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import yaml

from chatbot.errors import ConfigError
from chatbot.files.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from chatbot.files import At, Document
    from chatbot.rundown import Line, Rundown, Segment

__all__ = [
    "insert_rows",
    "item_rows",
    "line_rows",
    "replace_rows",
    "rundown_text",
    "scalar",
    "segment_rows",
    "was_edited",
    "write_text",
]

_HEAD = """\
# Drafted from the catalog by `chatbot script draft`. Edit it as you like.
# {{price}}, {{stock}} and other slots are filled from the catalog as a line is said. Lines of a
# segment with the same beat take turns, one each time round. [buy] is where the host points.
# drafted: {digest}
"""
_MARK = "# drafted: "
_WIDE = 10**6


def scalar(value: Any) -> str:
    """A value as YAML on one line."""
    text: str = yaml.safe_dump(value, allow_unicode=True, width=_WIDE, default_flow_style=True)
    return text.removesuffix("...\n").strip()


def line_rows(line: Line, indent: int = 6) -> list[str]:
    """A line as an item of a list in block style."""
    rows = [f"{lang}: {scalar(text)}" for lang, text in line.text.items()]
    if line.gesture:
        rows.append(f"gesture: {line.gesture}")
    if line.mood != "neutral":
        rows.append(f"mood: {line.mood}")
    if line.point:
        rows.append("point: true")
    if line.beat:
        rows.append(f"beat: {scalar(line.beat)}")
    if line.facts is not None:
        rows.append(f"facts: {scalar(list(line.facts))}")
    return [" " * indent + ("- " if i == 0 else "  ") + row for i, row in enumerate(rows)]


def segment_rows(segment: Segment) -> list[str]:
    """A segment with its lines as an item of the list of segments."""
    rows = [f"  - title: {scalar(segment.title)}"]
    if segment.sku is not None:
        rows.append(f"    sku: {scalar(segment.sku)}")
    if segment.minutes is not None:
        rows.append(f"    minutes: {segment.minutes:g}")
    if segment.on:
        rows.append(f"    on: {scalar(segment.on)}")
    if segment.at:
        rows.append(f"    at: {scalar(list(segment.at))}")
    if segment.cron:
        rows.append(f"    cron: {scalar(segment.cron)}")
    rows.append("    lines:")
    return rows + [row for line in segment.lines for row in line_rows(line)]


def rundown_text(rundown: Rundown) -> str:
    """The file of a drafted rundown; its head knows whether anybody edits it."""
    rows = [f"loop: {str(rundown.loop).lower()}", f"pause_s: {rundown.pause_s:g}", "segments:"]
    for segment in rundown.segments:
        rows += [*segment_rows(segment), ""]
    body = "\n".join(rows).rstrip() + "\n"
    return _HEAD.format(digest=_digest(body)) + "\n" + body


def was_edited(text: str) -> bool:
    """True where a person wrote the file or changed what was drafted."""
    for row in text.splitlines()[:10]:
        if row.startswith(_MARK):
            body = text.partition(row + "\n\n")[2]
            return _digest(body) != row.removeprefix(_MARK).strip()
    return True


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all.

    Raises:
        ConfigError: it cannot be written.
    """
    try:
        write_whole(path, text)
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", path=path) from error


# -- changing a file in place --------------------------------------------------------------------


def item_rows(document: Document, at: At) -> tuple[int, int]:
    """The rows of a list's item, first and past the last; comments behind it are not part of it.

    Raises:
        ConfigError: the item does not stand on rows of its own.
    """
    rows = document.text.splitlines()
    first = document.line(at) - 1
    indent = len(rows[first]) - len(rows[first].lstrip())
    if not rows[first].lstrip().startswith("- "):
        raise document.error("this is not on a row of its own: edit the file by hand", at)
    end = first + 1
    while end < len(rows) and (not rows[end].strip() or _indent(rows[end]) > indent):
        end += 1
    while not rows[end - 1].strip() or rows[end - 1].lstrip().startswith("#"):
        end -= 1
    return first, end


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())


def replace_rows(text: str, first: int, end: int, rows: Sequence[str]) -> str:
    """The text with other rows in place of these."""
    old = text.splitlines()
    return "\n".join([*old[:first], *rows, *old[end:]]) + "\n"


def insert_rows(text: str, at: int, rows: Sequence[str]) -> str:
    """The text with these rows put before the row of this number, counted from 0."""
    return replace_rows(text, at, at, rows)
