"""The error family. Every message names the thing, the place and the remedy."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

__all__ = [
    "AuthFailed",
    "CannotGoOnAir",
    "ChatbotError",
    "ConfigError",
    "ConfigErrors",
    "JournalError",
    "NotReady",
    "PluginError",
    "SpeechUnavailable",
    "Wrong",
    "WrongValue",
    "did_you_mean",
    "first_of",
]


class ChatbotError(Exception):
    """Anything this program reports to a person; `exit_code` is what the command line returns."""

    exit_code = 1


class ConfigError(ChatbotError):
    """A file or option that a person wrote is wrong.

    The text reads `file:line: message (did you mean …?)` where a file and line are known.
    """

    def __init__(self, message: str, *, path: Path | str | None = None, line: int | None = None):
        self.message, self.path, self.line = message, path, line
        place = "" if path is None else f"{path}:{line}: " if line else f"{path}: "
        super().__init__(place + message)


class ConfigErrors(ChatbotError):
    """Everything that is wrong with one or several files, in the order of their lines."""

    def __init__(self, errors: Iterable[ConfigError]):
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong inside a value: `at` is the way to it, in keys and positions.

    `{other}` in the message stands for the place `other`, shown as `line 12` where lines are known.
    """

    message: str
    at: tuple[str | int, ...] = ()
    other: tuple[str | int, ...] | None = None


class WrongValue(ValueError):
    """Raised by a model's validator that finds several things wrong, each in its own place."""

    def __init__(self, wrongs: Iterable[Wrong]):
        self.wrongs = tuple(wrongs)
        super().__init__("; ".join(_spelled(wrong) for wrong in self.wrongs))


def _spelled(wrong: Wrong) -> str:
    message = wrong.message.replace("{other}", _way(wrong.other or ()))
    return f"{_way(wrong.at)}: {message}" if wrong.at else message


def _way(at: tuple[str | int, ...]) -> str:
    return ".".join(str(step) for step in at)


class CannotGoOnAir(ChatbotError):
    """The show must not start: the message says what is missing and what to do."""

    exit_code = 3


class NotReady(ChatbotError):
    """A peer is not there yet; trying again later may help."""


class AuthFailed(ChatbotError):
    """A peer refused our credentials; trying again will not help."""


class PluginError(ChatbotError):
    """A plugin cannot be loaded or has failed too often."""


class JournalError(ChatbotError):
    """The journal cannot be read or written; the message names the file."""


class SpeechUnavailable(ChatbotError):
    """A voice cannot be used; the message names the missing part and how to get it."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ` (did you mean 'x'?)` for the nearest known word, or an empty string."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" (did you mean {near[0]!r}?)" if near else ""


def first_of(group: BaseExceptionGroup[BaseException]) -> ChatbotError | None:
    """The first of our own errors in what a TaskGroup raised, however deep."""
    for error in group.exceptions:
        found = first_of(error) if isinstance(error, BaseExceptionGroup) else error
        if isinstance(found, ChatbotError):
            return found
    return None
