"""The console's events: numbered, kept for those who come back, encoded once."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import deque
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["TOO_SLOW", "ConsoleFeed", "TextSocket"]

KEPT = 20_000
BEHIND = KEPT // 2
"""A client this many events behind is closed; it returns with `since` and misses nothing."""
TOO_SLOW = 4008
_AT_ONCE = 500


class TextSocket(Protocol):
    """Where text frames go."""

    async def send_text(self, text: str) -> None:
        """Send a text frame; ConnectionError when the peer is gone."""
        ...


class _Reader:
    def __init__(self, seq: int):
        self.seq = seq
        self.wake = asyncio.Event()
        self.task: asyncio.Task[None] | None = None
        self.too_slow = False


class ConsoleFeed:
    """Publishes events in order. Nobody who reads can delay whoever publishes.

    `snapshot` returns what a fresh console shows: it must hold everything published before it
    is called. Events are read from one shared ring, so a client costs a number, not a queue.
    """

    def __init__(self, snapshot: Callable[[], dict[str, Any]] = dict):
        self.snapshot = snapshot
        self.epoch = secrets.token_hex(4)
        self._ring: deque[str] = deque(maxlen=KEPT)
        self._seq = 0
        self._readers: set[_Reader] = set()

    @property
    def seq(self) -> int:
        """The number of the last event; the first is 1."""
        return self._seq

    @property
    def clients(self) -> int:
        """How many consoles are watching."""
        return len(self._readers)

    def publish(self, data: dict[str, Any]) -> int:
        """Give every console this event; returns its number."""
        self._seq += 1
        self._ring.append(f'{{"type":"event","seq":{self._seq},"event":{_encode(data)}}}')
        for reader in self._readers:
            if self._seq - reader.seq > BEHIND and reader.task is not None:
                reader.too_slow = True
                reader.task.cancel()
            else:
                reader.wake.set()
        return self._seq

    async def follow(
        self, socket: TextSocket, *, since: int | None = None, epoch: str | None = None
    ) -> bool:
        """Send the snapshot, then every event; returns True where the peer was too slow.

        With a `since` that is still kept the snapshot is empty (`resumed` is true) and the
        events after it follow; otherwise it is whole and starts at the present. Returns False
        once the peer is gone.
        """
        reader = _Reader(self._seq)
        async with asyncio.TaskGroup() as group:
            reader.task = group.create_task(self._send(reader, socket, since, epoch))
        return reader.too_slow

    async def _send(
        self, reader: _Reader, socket: TextSocket, since: int | None, epoch: str | None
    ) -> None:
        resumed = since is not None and epoch in (None, self.epoch) and self._holds(since)
        if resumed and since is not None:
            reader.seq, content = since, {}
        else:
            reader.seq, content = self._seq, self.snapshot()
        head = {"type": "snapshot", "seq": reader.seq, "epoch": self.epoch, "resumed": resumed}
        self._readers.add(reader)
        try:
            await socket.send_text(_encode({**head, **content}))
            while True:
                for text in self._after(reader.seq):
                    await socket.send_text(text)
                    reader.seq += 1
                # A peer that takes everything at once must not keep the loop to itself.
                await asyncio.sleep(0)
                if reader.seq == self._seq:
                    reader.wake.clear()
                    await reader.wake.wait()
        except ConnectionError:
            return
        finally:
            self._readers.discard(reader)

    def _holds(self, since: int) -> bool:
        """Whether every event after `since` is still here, with room to catch up."""
        return max(0, self._seq - BEHIND) <= since <= self._seq

    def _after(self, seq: int) -> list[str]:
        first = self._seq - len(self._ring)  # the number before the oldest kept
        start = seq - first
        return [self._ring[i] for i in range(start, min(start + _AT_ONCE, len(self._ring)))]


def _encode(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode("utf-8")
