"""A question and all who ask it, from its first message to the end of its answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from chatbot.language.reading import Reading
from chatbot.show.brief import Answer

__all__ = ["Asked", "Cluster"]

MAX_TOLD = 500


@dataclass
class Asked:
    """One viewer's message in a cluster."""

    message_id: str
    source: str
    viewer_id: str
    nick: str
    text: str
    at_ms: int

    def is_from(self, viewer_id: str) -> bool:
        """Whether this viewer wrote it; an id without its source means any source."""
        return viewer_id in (self.viewer_id, self.viewer_id.removeprefix(f"{self.source}/"))


@dataclass
class Cluster:
    """One question, however many ask it.

    `status`: open → asking → ready → onstage → answered; or held (maybe answered), dropped. An
    answer in sentences goes from onstage back to ready, or to between while the next is being made.
    One that waits for a person is in review until `review_by_ms`: `review` is wanted, then given,
    and `signed` says by whom.
    `pieces` are the sentences not yet performed, `begun` counts those that were (fillers apart),
    `whole` says that no more will come. `also` are messages that ask it again or came when the
    list of `asked` was full, `also_from` where those were written. `suggested` to a person who
    hosts: passed the gate, or told already. `speaker` is which of two hosts answers.
    `retried` once the gate has refused an answer made ahead, and a new one was asked for.
    """

    id: str
    key: str
    reading: Reading
    asked: list[Asked]
    first_ms: int
    last_ms: int
    asked_by: int = 1
    status: str = "open"
    understood_by_ms: int = 0
    not_before_ms: int = 0
    asked_at_ms: int = 0
    asked_with: int = 0
    closes_ms: int = 0
    pinned: bool = False
    pieces: list[Answer] = field(default_factory=list)
    begun: int = 0
    whole: bool = False
    heard_ms: int = 0
    speaker: str = ""
    also: list[str] = field(default_factory=list)
    also_from: list[str] = field(default_factory=list)
    suggested: str = ""
    review: str = ""
    review_by_ms: int = 0
    signed: str = ""
    retried: bool = False

    @property
    def first(self) -> Asked:
        """Who asked first."""
        return self.asked[0]

    @property
    def said_next(self) -> bool:
        """Whether a sentence of the answer, a filler apart, waits to be said."""
        return any(not piece.filler for piece in self.pieces)

    @property
    def message_ids(self) -> list[str]:
        """Every message that shares this cluster's fate."""
        return [asked.message_id for asked in self.asked] + self.also

    @property
    def sources(self) -> tuple[str, ...]:
        """The platforms on which it is asked, the first asker's first."""
        return tuple(dict.fromkeys([*(asked.source for asked in self.asked), *self.also_from]))

    @property
    def awaited(self) -> bool:
        """Whether a responder is, or may still be, at work on it."""
        return self.status == "asking" or (
            self.status in ("ready", "onstage", "between", "review") and not self.whole
        )

    def unanswered(self) -> None:
        """Forget what was answered: it is open again."""
        self.status, self.begun, self.whole, self.suggested = "open", 0, False, ""
        self.review, self.signed = "", ""
        self.pieces.clear()

    def again(self, message_id: str, source: str) -> None:
        """Note one more message; beyond five hundred only where it was written."""
        if source not in self.also_from:
            self.also_from.append(source)
        if len(self.also) < MAX_TOLD:
            self.also.append(message_id)
