"""A recorded chat, played again: a source for rehearsals."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from chatbot.adapters import frames, native
from chatbot.adapters.translate import to_event
from chatbot.events import Notice, PlatformResult, SourceChanged

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from chatbot.adapters import Offer

__all__ = ["Line", "RecordingAdapter", "Script"]

CATCH_UP_S = 60.0
"""A show that goes on after a crash hears this much of what was written meanwhile, as a platform
would replay it; what it had heard is dropped by its id."""


class Line(BaseModel):
    """One message of a recording; `offset_s` counts from its start. Other keys are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    offset_s: float = Field(ge=0, allow_inf_nan=False)
    user: str = Field(min_length=1, max_length=200)
    text: str


@dataclass(slots=True)
class Script:
    """Gives a recording's frames as time passes, with a viewer count guessed from who writes."""

    lines: tuple[Line, ...]
    _at: int = 0
    _counted_s: float = -60.0

    @property
    def ended(self) -> bool:
        """Everything has been said."""
        return self._at >= len(self.lines)

    @property
    def played(self) -> int:
        """How many messages were given or passed over."""
        return self._at

    @property
    def next_s(self) -> float:
        """When the next message was written; call it only while there is one."""
        return self.lines[self._at].offset_s

    def pass_over(self, before_s: float) -> None:
        """Leave out what was written earlier than this."""
        while not self.ended and self.next_s < before_s:
            self._at += 1

    def until(self, now_s: float) -> list[dict[str, Any]]:
        """What was written up to `now_s`, as frames without id, room and stamp."""
        given: list[dict[str, Any]] = list(self._chat(now_s))
        if now_s - self._counted_s >= 5.0 and not self.ended:
            self._counted_s = now_s
            recent = {x.user for x in self._before(now_s - 300)}
            # about one viewer in twelve writes
            given.append({"type": "viewers", "count": max(1, 12 * len(recent))})
        return given

    def _chat(self, now_s: float) -> Iterator[dict[str, Any]]:
        while not self.ended and self.lines[self._at].offset_s <= now_s:
            line = self.lines[self._at]
            self._at += 1
            user = {"id": line.user, "nick": line.user, "role": "viewer"}
            yield {"type": "chat", "user": user, "text": line.text}

    def _before(self, since_s: float) -> Iterator[Line]:
        for line in reversed(self.lines[: self._at]):
            if line.offset_s < since_s:
                return
            yield line


class RecordingAdapter:
    """Offers a recording's messages when show time, times `speed`, reaches them; then it is over.

    `shown` names the file on the console; `now_ms` is the show's clock, so that a show which goes
    on after a crash goes on in its recording too.
    """

    def __init__(
        self,
        lines: tuple[Line, ...],
        *,
        name: str,
        shown: str,
        speed: float,
        now_ms: Callable[[], int],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._name, self._shown, self._speed = name, shown, speed
        self._lines, self._script = lines, Script(lines)
        self._now_ms, self._sleep = now_ms, sleep
        self._key = hashlib.sha256(shown.encode()).hexdigest()[:8]
        self._counts = self._told = 0

    @property
    def name(self) -> str:
        """The source of every event."""
        return self._name

    @property
    def can(self) -> frozenset[str]:
        """Nothing: nobody is there to read it."""
        return frozenset()

    async def run(self, offer: Offer) -> None:
        """Offer events until the recording is over."""
        script, speed = self._script, self._speed
        self._tell(
            offer, "up", f"playing {self._shown}: {len(self._lines)} messages at speed {speed:g}"
        )
        script.pass_over(self._now_s() - CATCH_UP_S * speed)
        while not script.ended:
            wait_s = (script.next_s - self._now_s()) / speed
            if wait_s > 0:
                await self._sleep(wait_s)
            before = script.played
            for number, frame in enumerate(script.until(self._now_s()), before + 1):
                self._offer(offer, number, frame)
            await asyncio.sleep(0)  # a fast one leaves the others their turn
        # no alert is due: nothing is lost
        over = f"the recording {self._shown} is over"
        self._tell(offer, "off", over)
        own = f"{self._name}-over-{self._now_ms()}"
        offer(Notice(id=own, source=self._name, level="info", about=self._name, text=over), None)

    async def act(self, ref: str, action: Mapping[str, Any]) -> PlatformResult:
        """Refuse: a recording hears nothing."""
        name = str(action.get("action", ""))
        return PlatformResult(
            id=f"do-{ref}",
            source=self._name,
            cause=ref,
            result="refused",
            action=name,
            detail="a recording cannot be answered",
        )

    def _now_s(self) -> float:
        return self._now_ms() / 1000 * self._speed

    def _offer(self, offer: Offer, number: int, frame: dict[str, Any]) -> None:
        if frame["type"] == "viewers":
            self._counts += 1
            own = f"{self._key}-v{self._now_ms()}-{self._counts}"
        else:
            own = f"{self._key}-{number}"
        read = native.decode(json.dumps({"id": own, "room": self._name, **frame}))
        if isinstance(read, frames.Frame):
            offer(to_event(read, source=self._name), None)

    def _tell(self, offer: Offer, state: str, detail: str) -> None:
        self._told += 1
        own = f"{self._name}-{self._now_ms()}-{self._told}"
        offer(SourceChanged(id=own, source=self._name, state=state, detail=detail), None)
