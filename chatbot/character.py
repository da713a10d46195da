"""What a character has beside lines: running gags, and topics that the chat may vote on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from chatbot.errors import Wrong, WrongValue
from chatbot.values import LanguageKey, LocalText

__all__ = ["Gag", "Topic", "Vote"]

Lines = dict[LanguageKey, tuple[str, ...]]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Gag(_Record):
    """A joke that returns: each time with its next line, then with any of them but the last.

    `words` bring it when somebody writes one of them; `when` brings it at every `every`-th message
    of that kind. It does not return before `cooldown_s`.
    """

    name: str = Field(min_length=1)
    words: tuple[str, ...] = ()
    when: Literal["question", "greeting", "cheer", "laughter", "gift", "follow"] | None = None
    every: int = Field(default=1, ge=1, le=1_000)
    cooldown_s: float = Field(default=240, ge=20, le=24 * 3600)
    lines: Lines = Field(min_length=1)

    @model_validator(mode="after")
    def _something_brings_it(self) -> Gag:
        wrongs = [
            Wrong("the word is empty", ("words", i)) for i, w in enumerate(self.words) if not w
        ]
        if not self.words and self.when is None:
            wrongs.append(Wrong("nothing brings this gag: give it 'words' or 'when'"))
        wrongs += _empty(self.lines, ("lines",))
        if wrongs:
            raise WrongValue(wrongs)
        return self


class Topic(_Record):
    """Something to talk about: its name as a choice in a vote, and what is told once it has won.

    Who writes one of its `words`, or its name, while a vote is open votes for it.
    """

    name: LocalText
    words: tuple[str, ...] = ()
    lines: Lines = Field(min_length=1)

    @model_validator(mode="after")
    def _something_to_tell(self) -> Topic:
        wrongs = list(_empty(self.lines, ("lines",)))
        if wrongs:
            raise WrongValue(wrongs)
        return self


class Vote(_Record):
    """When the chat is asked what to talk about, and for how long it may vote."""

    first_min: float = Field(default=4, ge=0, le=24 * 60)
    every_min: float = Field(default=15, ge=2, le=24 * 60)
    open_s: float = Field(default=60, ge=20, le=600)
    choices: int = Field(default=3, ge=2, le=5)


def _empty(lines: Lines, at: tuple[str, ...]) -> Iterator[Wrong]:
    for lang, variants in lines.items():
        if not variants:
            yield Wrong("write at least one line", (*at, lang))
        for i, text in enumerate(variants):
            if not text.strip():
                yield Wrong("the line is empty", (*at, lang, i))
