"""From a raw frame to an event: checks, counts, corrects stamps. No I/O."""

from __future__ import annotations

import json
import logging
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chatbot.adapters import frames, native
from chatbot.adapters.skew import LATE_MS, Skew
from chatbot.adapters.translate import chat_event, to_event
from chatbot.events import Event

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from chatbot.adapters.dialects import Decoder

__all__ = ["Elsewhere", "Intake"]

_log = logging.getLogger(__name__)

STRANGERS = 3
"""So many messages of other rooms, and none of ours before them, are worth a word."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A well-formed frame of another room; `id` may want an acknowledgement."""

    id: str


Taken = Event | Elsewhere | frames.Hello | frames.Done | frames.Refused
"""What may be read from a message."""


class Intake:
    """Reads the frames of one source, over all its connections.

    `counts` says how many frames were bad, by kind, since the start. `on_notice` is told in
    plain words when the source's clock turns out wrong or right again, and when everything comes
    from another room. `decode` reads the messages of the connection that is open.
    """

    def __init__(
        self,
        *,
        source: str,
        room: str,
        trust: frozenset[str],
        wall_ms: Callable[[], int],
        on_notice: Callable[[str], None],
        decode: Decoder = native.decode,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.good = 0
        self._source, self._room, self._trust = source, room, trust
        self._wall_ms, self._on_notice = wall_ms, on_notice
        self.decode = decode
        self._skew = Skew()

    def read(self, raw: str | bytes) -> Iterable[Taken]:
        """What a message says; nothing where it is bad (then it is counted)."""
        found = self.decode(raw)
        if type(found) is frames.Chat and found.room == self._room:
            self.good += 1  # the short way for what there is most of
            return (self._chat(found),)
        if isinstance(found, list):
            return [taken for frame in found if (taken := self._taken(frame)) is not None]
        taken = self._taken(found)
        return () if taken is None else (taken,)

    def _taken(self, frame: frames.Decoded) -> Taken | None:
        if isinstance(frame, frames.Bad):
            self.bad(frame.kind, frame.detail)
            return None
        if not isinstance(frame, frames.Frame):
            return frame
        if frame.room != self._room:
            self._elsewhere(frame.room)
            return Elsewhere(frame.id)
        self.good += 1
        return self._event(frame)

    def _elsewhere(self, room: str) -> None:
        wrong = f"messages come from room {room!r}, and the show is set to room {self._room!r}"
        self.bad("wrong_room", wrong)
        if not self.good and self.counts["wrong_room"] == STRANGERS:
            self._on_notice(f"{wrong}: write room: {json.dumps(room)} where that is yours")

    def bad(self, kind: str, detail: str) -> None:
        """Count what is wrong, and log the first of each kind (never what a viewer wrote)."""
        self.counts[kind] += 1
        if self.counts[kind] == 1:
            _log.warning(
                "%s: %s: %s (dropped; more of this kind are counted only)",
                self._source,
                kind,
                detail,
            )

    def _event(self, frame: frames.Frame) -> Event:
        if type(frame) is frames.Chat:
            return self._chat(frame)
        if frame.ts is not None:
            self._judge(frame.ts, self._wall_ms(), "")
        return to_event(frame, source=self._source, trust=self._trust)

    def _chat(self, frame: frames.Chat) -> Event:
        stamp = frame.ts
        if stamp is None:
            return chat_event(frame, self._source, False, None)
        now_ms = self._wall_ms()
        if self._skew.at_ease and 0 <= now_ms - stamp < LATE_MS:  # the usual case
            return chat_event(frame, self._source, False, int(stamp))
        sent_ms, stale = self._judge(stamp, now_ms, frame.user.id)
        return chat_event(frame, self._source, stale, sent_ms)

    def _judge(self, stamp: float, now_ms: int, viewer: str) -> tuple[int, bool]:
        """The stamp in ms, corrected, and whether it is stale."""
        sent_ms, stale, changed = self._skew.judge(_ms(stamp), now_ms, viewer)
        if changed:
            self._on_notice(_clock_notice(self._skew.offset_ms))
        return sent_ms, stale


def _ms(stamp: float) -> int:
    """The stamp in ms, not before 1970; stamps that can only be seconds are taken for that."""
    return max(0, int(stamp * 1000 if 1e9 <= stamp < 1e11 else stamp))


def _clock_notice(offset_ms: int) -> str:
    if not offset_ms:
        return "the gateway's clock is right again"
    return (
        f"the gateway's clock is {offset_ms / 1000:.0f} s behind ours; its stamps are corrected. "
        "Set the clock of its machine."
    )
