"""A Taobao-style gateway that speaks `chatbot.gateway/1`: at least once, with every action."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import asynccontextmanager
from itertools import count
from typing import TYPE_CHECKING, Any

from websockets.asyncio.server import Server, ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed

from chatbot.simulator.outbox import Outbox

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

__all__ = ["ACTIONS", "Gateway"]

ACTIONS = {
    "reply": ("text",),
    "pin": ("sku",),
    "unpin": (),
    "delete": ("target",),
    "mute": ("user",),
}
"""What it can do, and what each needs."""

OTHER_NAMES = {"target": ("message", "id", "reply_to")}


class Gateway:
    """Sends frames to every connected show and takes acknowledgements and actions.

    `run` names this run: frame ids begin with it. `on_action` is told each accepted action.
    """

    def __init__(
        self,
        *,
        room: str,
        run: str,
        wall_ms: Callable[[], int],
        on_action: Callable[[dict[str, Any]], None] = lambda _: None,
        token: str | None = None,
    ) -> None:
        self.outbox = Outbox()
        self.actions: list[dict[str, Any]] = []
        self.pinned: str | None = None
        self._room, self._run, self._wall_ms = room, run, wall_ms
        self._on_action, self._token = on_action, token
        self._numbers = count(1)
        self._shows: set[ServerConnection] = set()
        self._greeted = asyncio.Event()
        self._empty = asyncio.Event()

    @asynccontextmanager
    async def listening(self, host: str, port: int) -> AsyncIterator[int]:
        """Wait for shows while the block runs; yields the port (0 takes any free one)."""
        server: Server
        async with serve(self._serve, host, port, compression=None, max_size=65536) as server:
            yield server.sockets[0].getsockname()[1]

    async def first_show(self) -> None:
        """Return once a show has connected."""
        await self._greeted.wait()

    async def delivered(self, within_s: float) -> bool:
        """Wait until every frame is acknowledged; False where that takes too long."""
        self._empty.clear()
        if not len(self.outbox):
            return True
        try:
            async with asyncio.timeout(within_s):
                await self._empty.wait()
        except TimeoutError:
            return False
        return True

    @property
    def shows(self) -> int:
        """How many are connected."""
        return len(self._shows)

    def send(self, frame: dict[str, Any]) -> str:
        """Stamp a frame, keep it until it is acknowledged, send it; returns its id."""
        frame_id = f"{self._run}-{next(self._numbers)}"
        head = {"id": frame_id, "type": frame["type"], "ts": self._wall_ms(), "room": self._room}
        text = json.dumps({**head, **frame}, ensure_ascii=False)
        self.outbox.put(frame_id, text)
        broadcast(self._shows, text)
        return frame_id

    async def _serve(self, show: ServerConnection) -> None:
        if self._token is not None:
            given = show.request.headers.get("Authorization") if show.request else None
            if given != f"Bearer {self._token}":
                await show.close(1008, "wrong token")
                return
        try:
            await show.send(json.dumps({"type": "hello", "acks": True, "can": sorted(ACTIONS)}))
            missed = list(self.outbox)  # what happens from here on is sent by send()
            self._shows.add(show)
            for frame in missed:
                await show.send(frame)
            self._greeted.set()
            async for raw in show:
                reply = self._take(raw)
                if reply is not None:
                    await show.send(json.dumps(reply, ensure_ascii=False))
        except ConnectionClosed:
            return
        finally:
            self._shows.discard(show)

    def _take(self, raw: str | bytes) -> dict[str, Any] | None:
        try:
            message = json.loads(raw)
        except ValueError:
            return None
        if not isinstance(message, dict):
            return None
        if message.get("type") == "ack":
            self.outbox.acknowledged(str(message.get("id")), str(message.get("fate")))
            if not len(self.outbox):
                self._empty.set()
        elif message.get("type") == "do":
            return self._do(message)
        return None

    def _do(self, asked: dict[str, Any]) -> dict[str, Any]:
        ref, action = asked.get("ref"), str(asked.get("action"))
        if action not in ACTIONS:
            return {"type": "refused", "ref": ref, "reason": f"unknown action {action}"}
        done = dict(asked)
        for name in ACTIONS[action]:
            names = (name, *OTHER_NAMES.get(name, ()))
            value = next((asked[n] for n in names if isinstance(asked.get(n), str)), None)
            if not value:
                return {"type": "refused", "ref": ref, "reason": f"{action} needs {name}"}
            done[name] = value
        if action in ("pin", "unpin"):
            self.pinned = done.get("sku") if action == "pin" else None
        elif action == "delete":
            self.send({"type": "delete", "target": done["target"]})
        self.actions.append(done)
        del self.actions[:-1000]
        self._on_action(done)
        return {"type": "done", "ref": ref}
