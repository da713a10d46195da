"""One renderer on the wire: its queue, its writer, and what it still owes us."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from chatbot.renderers.wire import Caps, Closed

if TYPE_CHECKING:
    from collections.abc import Collection

    from chatbot.renderers.frames import Frame

__all__ = ["Client", "ClientInfo", "Rate", "StageSocket"]

QUEUE_FRAMES = 256
QUEUE_BYTES = 24 * 1024 * 1024
"""A client that lets more than this wait is too slow; half a minute of wav is about 2 MB."""

OPEN_CUES = 64


class StageSocket(Protocol):
    """A connected WebSocket, whoever serves it."""

    async def receive(self) -> str | bytes:
        """The next message.

        Raises:
            ConnectionError: the peer is gone.
        """
        ...

    async def send_text(self, text: str) -> None:
        """Send a text frame; ConnectionError when the peer is gone."""
        ...

    async def send_bytes(self, data: bytes) -> None:
        """Send a binary frame; ConnectionError when the peer is gone."""
        ...

    async def close(self, code: int, reason: str) -> None:
        """Close; closing twice does nothing."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientInfo:
    """A renderer as health shows it; `offset_ms` is how far its last start was from the pacer's."""

    name: str
    audio: str
    page: bool
    label: bool
    late: bool
    pacing: bool
    offset_ms: int | None


@dataclass(slots=True)
class Rate:
    """A token bucket: `per_s` a second on average, `burst` at once."""

    per_s: float
    burst: float
    _left: float = field(init=False)
    _at: float | None = None

    def __post_init__(self) -> None:
        self._left = self.burst

    def take(self, now: float) -> bool:
        """Whether one more is allowed at `now` seconds."""
        if self._at is not None:
            self._left = min(self.burst, self._left + (now - self._at) * self.per_s)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


@dataclass(slots=True, eq=False)
class Client:
    """A renderer. `key` grows with every connection; `open` are cues sent and not yet ended."""

    key: int
    socket: StageSocket
    page: bool
    name: str = ""
    caps: Caps = field(default_factory=Caps)
    greeted: bool = False
    open: dict[str, str] = field(default_factory=dict)  # cue → utterance
    last_start: tuple[str, float] | None = None
    begun: deque[str] = field(default_factory=lambda: deque(maxlen=OPEN_CUES))
    offset_ms: int | None = None
    rate: Rate = field(default_factory=lambda: Rate(200, 400))
    errors: Rate = field(default_factory=lambda: Rate(1, 5))
    bad: int = 0
    close_code: int = 1000
    close_reason: str = ""
    _queue: deque[Frame] = field(default_factory=deque)
    _bytes: int = 0
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def put(self, frame: Frame) -> bool:
        """Queue a frame; False where the client is too slow to take it, which ends it."""
        if len(self._queue) >= QUEUE_FRAMES or self._bytes + frame.size > QUEUE_BYTES:
            self.end(4008, "too slow: too much was waiting for you")
            return False
        self._queue.append(frame)
        self._bytes += frame.size
        self._wake.set()
        return True

    def put_first(self, frame: Frame) -> None:
        """Queue a frame before everything that waits: a stop passes cues that were not sent."""
        welcome = bool(self._queue) and self._queue[0].text.startswith('{"type":"welcome"')
        self._queue.insert(1 if welcome else 0, frame)
        self._bytes += frame.size
        self._wake.set()

    def opened(self, cue: str, utterance: str) -> None:
        """A cue is on its way; the oldest are forgotten where a client reports nothing."""
        self.open[cue] = utterance
        while len(self.open) > OPEN_CUES:
            del self.open[next(iter(self.open))]

    def parts_of(self, cue: str | None, utterance: str | None) -> list[str]:
        """The open cues that a stop of `cue` cuts; with None, all."""
        if cue is None:
            return list(self.open)
        return [each for each, of in self.open.items() if of == utterance]

    def unsend(self, cues: Collection[str]) -> None:
        """Forget these cues where they still wait: nobody ever heard of them."""
        kept: deque[Frame] = deque()
        for frame in self._queue:
            if frame.cue in cues and frame.cue is not None:
                self._bytes -= frame.size
                self.open.pop(frame.cue, None)
            else:
                kept.append(frame)
        self._queue = kept

    def end(self, code: int, reason: str) -> None:
        """Close this client, now, without waiting for it."""
        if self.close_code == 1000:
            self.close_code, self.close_reason = code, reason
        for task in self._tasks:
            task.cancel()

    def own(self, *tasks: asyncio.Task[None]) -> None:
        """The tasks that `end` cancels."""
        self._tasks.extend(tasks)

    async def write(self) -> None:
        """Send what is queued, in order, until the client is gone."""
        try:
            while True:
                while self._queue:
                    frame = self._queue.popleft()
                    self._bytes -= frame.size
                    await self.socket.send_text(frame.text)
                    if frame.binary is not None:
                        await self.socket.send_bytes(frame.binary)
                self._wake.clear()
                await self._wake.wait()
        except ConnectionError:
            self.end(1000, "gone")

    async def messages(self) -> str | bytes:
        """The next message; `Closed` once the client is gone."""
        try:
            return await self.socket.receive()
        except Closed:
            raise
        except ConnectionError as error:
            raise Closed(str(error)) from error
