"""A file somebody wrote: its data, and the line of every key and item in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chatbot.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_VALUES", "At", "Document", "Lines", "too_deep"]

MAX_BYTES = 1024 * 1024
MAX_DEPTH = 20
MAX_VALUES = 50_000

At = tuple[str | int, ...]
"""The way to a value, in keys and positions from the top."""


@dataclass(slots=True)
class Lines:
    """Collects, while a file is parsed, the line of each key and item."""

    path: str
    lines: dict[At, int] = field(default_factory=dict)

    def error(self, message: str, line: int | None) -> ConfigError:
        """Return an error in this file."""
        return ConfigError(message, path=self.path, line=line)

    def add(self, at: At, line: int) -> None:
        """Note where a value stands; of a key and its value, the key counts."""
        self.lines.setdefault(at, line)
        if len(self.lines) > MAX_VALUES:
            raise self.error(f"more than {MAX_VALUES} values: split it", line)

    def duplicate(self, key: str, line: int, at: At) -> ConfigError:
        """Return the error for a key that was there before."""
        return self.error(
            f"the key {key!r} is already on line {self.lines[at]}: keep one of them", line
        )


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds. `path` is shown in messages, `lines` start at 1, keys are texts."""

    path: str
    text: str
    data: Any
    lines: Mapping[At, int]

    def line(self, at: At = ()) -> int:
        """Return the line of the value at `at`, or of the nearest thing around it."""
        while at and at not in self.lines:
            at = at[:-1]
        return self.lines.get(at, 1)

    def error(self, message: str, at: At = ()) -> ConfigError:
        """Return an error about the value at `at`."""
        return ConfigError(message, path=self.path, line=self.line(at))


def too_deep(lines: Lines, line: int) -> ConfigError:
    """Return the error for lists and mappings inside one another too often."""
    return lines.error(f"more than {MAX_DEPTH} levels deep: write it flatter", line)
