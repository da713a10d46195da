"""What the show takes from a viewer's words: read in them, or kept from when they were there.

A viewer may ask to be forgotten. Their words then leave the journal, and what was read in them
stays with the message, so that the night still decides the same when it is run again.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from chatbot.language.blocked import blocked_in
from chatbot.language.clean import fold
from chatbot.language.reading import Reading
from chatbot.show import ballot, gags
from chatbot.show.mood import feeling_of
from chatbot.show.papers import as_asked
from chatbot.show.questions import ASKED

if TYPE_CHECKING:
    from chatbot.show.memory import ViewerMemory
    from chatbot.show.state import ShowState

__all__ = ["Kept", "Words", "cluster_key"]

_WORDS = re.compile(r"\w+")
COUNTED = ("price", "stock", "discount")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was read in words that are gone; nothing in it is the viewer's own wording.

    `asked` is the reading that a host with papers has of it, `key` what is the same question,
    `named` the gags it names, `vote` the choice it is a vote for, `before` the feeling in it before
    an embedding had an opinion.
    """

    reading: Reading
    asked: Reading | None = None
    key: str = ""
    feeling: str = ""
    before: str = ""
    named: tuple[str, ...] = ()
    vote: int | None = None
    blocked: bool = False

    def text(self) -> str:
        """As the journal keeps it."""
        return _adapter().dump_json(self, exclude_defaults=True).decode()


@cache
def _adapter() -> TypeAdapter[Any]:
    return TypeAdapter(Kept)


class Words:
    """A viewer's words, of which each thing is read when it is asked for."""

    def __init__(self, state: ShowState, text: str, kept: str = "") -> None:
        self._state, self._text = state, text
        self._kept: Kept | None = _adapter().validate_json(kept) if kept else None

    def reading(
        self, on_screen: str | None, before: ViewerMemory | None, suggested: str | None = None
    ) -> Reading:
        """What the rules make of it, with an embedding's suggestion or without."""
        if self._kept is not None:
            return self._kept.reading
        return self._state.reader.read(
            self._text,
            on_screen=on_screen,
            last_lang=before.lang if before else None,
            last_sku=before.sku if before else None,
            suggested=suggested,
        )

    def blocked(self) -> bool:
        """Whether a word is in it that a moderator blocked."""
        if self._kept is not None:
            return self._kept.blocked
        return bool(blocked_in(fold(self._text), tuple(self._state.memory.blocked_words)))

    def vote(self, *, question: bool) -> int | None:
        """The choice of the open ballot that it is a vote for."""
        if self._kept is not None:
            return self._kept.vote
        return ballot.choice_of(self._state, self._text, question=question)

    def asked(self, reading: Reading) -> Reading:
        """The reading, as a host with papers has it."""
        if not self._state.reads:
            return reading
        if self._kept is not None:
            return self._kept.asked or reading
        return as_asked(reading, self._text, self._state.papers, self._state.persona.kind)

    def feeling(self, reading: Reading) -> str:
        """The feeling in it, "" for none."""
        return self._kept.feeling if self._kept is not None else feeling_of(self._text, reading)

    def feeling_before(self, reading: Reading) -> str:
        """The feeling in it by the rules' reading, before an embedding had an opinion."""
        return self._kept.before if self._kept is not None else feeling_of(self._text, reading)

    def named(self) -> frozenset[str]:
        """The running gags that it names."""
        if self._kept is not None:
            return frozenset(self._kept.named)
        return gags.named(self._state, self._text)

    def key(self, reading: Reading, message_id: str) -> str:
        """Messages of one key ask the same.

        What is asked of documents or news is known by its words, of goods by what it means. Small
        talk with a question is its own cluster: two such questions rarely are the same.
        """
        if self._kept is not None:
            return self._kept.key
        if self._state.reads and reading.question:
            return f"{ASKED}{reading.lang}|{' '.join(_WORDS.findall(fold(self._text)))}"
        if reading.intent == "chit_chat" and reading.question:
            return f"chit_chat|{message_id}"
        return cluster_key(reading)

    # -- before they go -----------------------------------------------------------------------

    def keep(
        self, on_screen: str | None, before: ViewerMemory | None, message_id: str, salt: bytes
    ) -> Kept:
        """Read everything now, for when the words are gone."""
        reading = self.reading(on_screen, before)
        asked = self.asked(reading)
        return Kept(
            reading=_bare(reading),
            asked=_bare(asked) if asked != reading else None,
            key=_wordless(self.key(asked, message_id), asked, salt),
            feeling=self.feeling(asked),
            named=tuple(sorted(self.named())),
            vote=self.vote(question=reading.question),
            blocked=self.blocked(),
        )

    def keep_suggested(
        self,
        on_screen: str | None,
        before: ViewerMemory | None,
        message_id: str,
        salt: bytes,
        *,
        first: Reading,
        suggested: str | None,
    ) -> Kept:
        """The same for an embedding's opinion of them; `first` is what the rules made of them."""
        reading = self.reading(on_screen, before, suggested)
        return Kept(
            reading=_bare(reading),
            key=_wordless(self.key(reading, message_id), reading, salt),
            before=self.feeling_before(first),
            feeling=self.feeling(reading),
        )


def _bare(reading: Reading) -> Reading:
    """Without the one field that holds the viewer's own wording."""
    return replace(reading, destination_name="")


def _wordless(key: str, reading: Reading, salt: bytes) -> str:
    """The key without words: with the same salt, the same words still are the same question."""
    if not key.startswith(ASKED) and not reading.destination_name:
        return key
    digest = hashlib.sha256(salt + key.encode("utf-8", "replace")).hexdigest()[:16]
    return f"{ASKED if key.startswith(ASKED) else ''}kept|{digest}"


def cluster_key(reading: Reading) -> str:
    """Messages with the same key ask the same in the same language."""
    parts = (
        reading.intent,
        reading.lang,
        ",".join(reading.skus) if len(reading.skus) > 1 else reading.sku,
        reading.colour,
        reading.size,
        reading.weight_kg,
        reading.quantity if reading.intent in COUNTED and (reading.quantity or 0) > 1 else None,
        reading.currency,
        reading.destination,
        reading.destination_name if reading.destination is None else None,
        reading.topic,
    )
    return "|".join("" if part is None else str(part) for part in parts)
