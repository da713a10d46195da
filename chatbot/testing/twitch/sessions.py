"""The fake Twitch's EventSub WebSocket: a session a connection, its rules and close codes."""

from __future__ import annotations

import asyncio
import contextlib
import json
import uuid
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from chatbot.testing.twitch.world import now

if TYPE_CHECKING:
    from collections.abc import Callable

    from chatbot.testing.twitch.world import Faults

__all__ = ["REASONS", "Session", "Sessions"]

REASONS = {
    4000: "internal server error",
    4001: "client sent inbound traffic",
    4002: "client failed ping-pong",
    4003: "connection unused",
    4004: "client reconnect grace time expired",
    4005: "network timeout",
    4006: "network error",
    4007: "invalid reconnect",
}
"""Every close code that Twitch names."""

REMEMBERED = 500


@dataclass(eq=False)
class Session:
    """One connection. `subs` are its subscriptions by id, as Helix tells them."""

    id: str
    keepalive_s: float
    socket: web.WebSocketResponse
    request: web.Request
    subs: dict[str, dict[str, Any]] = field(default_factory=dict)
    user_id: str = ""
    welcomed: bool = False
    sent_at: float = 0.0
    ponged: bool = True
    moving: str = ""
    """The word in the reconnect address it was given, if it was."""
    move_by: float = 0.0
    moved: bool = False
    """What it subscribed to goes on elsewhere."""
    look: asyncio.Event = field(default_factory=asyncio.Event)
    replayed: set[str] = field(default_factory=set)

    @property
    def open(self) -> bool:
        """Whether something can still be sent on it."""
        return not self.socket.closed and self.request.transport is not None

    async def send(self, kind: str, payload: dict[str, Any], **metadata: str) -> bool:
        """Send one message; False where the connection is gone."""
        message = {
            "message_id": str(uuid.uuid4()),
            "message_type": kind,
            "message_timestamp": now(),
        }
        frame = {"metadata": {**message, **metadata}, "payload": payload}
        return await self.send_raw(json.dumps(frame, ensure_ascii=False))

    async def send_raw(self, text: str) -> bool:
        """Send this text as it is."""
        if not self.open:
            return False
        self.sent_at = asyncio.get_running_loop().time()
        try:
            await self.socket.send_str(text)
        except (ConnectionError, RuntimeError):
            return False
        return True

    async def close(self, code: int) -> None:
        """Close with one of Twitch's codes."""
        with contextlib.suppress(ConnectionError, RuntimeError):
            await self.socket.close(code=code, message=REASONS.get(code, "").encode())

    def drop(self) -> None:
        """Cut the connection without a word."""
        if self.request.transport is not None:
            self.request.transport.abort()


class Sessions:
    """All connections. Times are in seconds; None takes Twitch's own."""

    def __init__(
        self,
        faults: Faults,
        *,
        address: Callable[[], str],
        keepalive_s: float | None = None,
        unused_s: float | None = None,
        grace_s: float = 30.0,
        ping_every_s: float = 30.0,
    ) -> None:
        self.open: dict[str, Session] = {}
        self.faults = faults
        self.opened = 0
        self.lost: list[str] = []
        """Ids of the notifications that no session took."""
        self._address = address
        self._keepalive_s, self._unused_s = keepalive_s, unused_s
        self._grace_s, self._ping_every_s = grace_s, ping_every_s
        self._told: deque[dict[str, Any]] = deque(maxlen=REMEMBERED)
        self.changed = asyncio.Condition()

    async def until(self, true: Callable[[Sessions], bool]) -> None:
        """Wait until this is so."""
        async with self.changed:
            await self.changed.wait_for(lambda: true(self))

    async def _tell(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    # --- one connection ---------------------------------------------------------------------

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """A client connects."""
        self.opened += 1
        await self._tell()
        if self.faults.refuse_sockets:
            return web.Response(status=self.faults.refuse_sockets)
        asked = request.query.get("keepalive_timeout_seconds", "10")
        seconds = float(max(10, min(600, int(asked)))) if asked.lstrip("-").isdigit() else 10.0
        socket = web.WebSocketResponse(autoping=False, timeout=1.0)
        await socket.prepare(request)
        session = Session(uuid.uuid4().hex, self._keepalive_s or seconds, socket, request)
        word = request.query.get("reconnect", "")
        before = next((s for s in self.open.values() if s.moving == word), None) if word else None
        if word and before is None:
            await session.close(4007)
            return socket
        try:
            async with asyncio.TaskGroup() as tasks:
                living = [
                    tasks.create_task(self._live(session, before)),
                    tasks.create_task(self._ping(session)),
                ]
                await self._read(session)
                for task in living:
                    task.cancel()
        finally:
            self.open.pop(session.id, None)
            await self._tell()
        return socket

    async def _live(self, session: Session, before: Session | None) -> None:
        await asyncio.sleep(self.faults.welcome_after_s)
        if self.faults.no_welcome:
            return
        self.open[session.id] = session
        await session.send("session_welcome", {"session": self._told_of(session, "connected")})
        session.welcomed = True
        if before is not None:  # what was subscribed there goes on here
            session.subs, before.subs, session.user_id = before.subs, {}, before.user_id
            for sub in session.subs.values():
                sub["transport"]["session_id"] = session.id
            before.moving, before.move_by, before.moved = "", 0.0, True
            before.look.set()
        for text in self.faults.garbage:
            await session.send_raw(text)
        await self._tell()
        await self._keep(session)

    async def _keep(self, session: Session) -> None:
        """Send what keeps the connection alive, and close it where its time is over."""
        loop = asyncio.get_running_loop()
        unused_at = loop.time() + (self._unused_s or session.keepalive_s)
        while session.open:
            due = session.sent_at + session.keepalive_s
            wake = min(due, *([] if session.subs else [unused_at]), session.move_by or due)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout_at(max(wake, loop.time() + 0.01)):
                    await session.look.wait()
            session.look.clear()
            at = loop.time()
            if not session.subs and not session.moved and at >= unused_at:
                await session.close(4003)
            elif session.moving and at >= session.move_by:
                await session.close(4004)
            elif at >= session.sent_at + session.keepalive_s:
                if self.faults.silent:
                    session.sent_at = at
                else:
                    await session.send("session_keepalive", {})

    async def _ping(self, session: Session) -> None:
        while True:
            await asyncio.sleep(self._ping_every_s)
            if not session.ponged:
                await session.close(4002)
                return
            session.ponged = False
            if session.open and not self.faults.silent:
                with contextlib.suppress(ConnectionError, RuntimeError):
                    await session.socket.ping(b"twitch")

    async def _read(self, session: Session) -> None:
        while True:
            message = await session.socket.receive()
            if message.type is WSMsgType.PING:
                if not self.faults.silent:
                    with contextlib.suppress(ConnectionError, RuntimeError):
                        await session.socket.pong(message.data)
            elif message.type is WSMsgType.PONG:
                session.ponged = True
            elif message.type in (WSMsgType.TEXT, WSMsgType.BINARY):
                await session.close(4001)
            else:
                return

    def _told_of(self, session: Session, status: str, url: str | None = None) -> dict[str, Any]:
        seconds = session.keepalive_s if status == "connected" else None
        whole = seconds is not None and seconds == int(seconds)
        return {
            "id": session.id,
            "status": status,
            "keepalive_timeout_seconds": int(seconds) if whole and seconds else seconds,
            "reconnect_url": url,
            "connected_at": now(),
        }

    # --- what happens to all ----------------------------------------------------------------

    async def tell(self, kind: str, event: dict[str, Any]) -> str:
        """Send an event to whoever subscribed to it, and return its message id.

        Where nobody takes it the id is kept in `lost`.
        """
        event = {k: v for k, v in event.items() if k not in self.faults.missing}
        told = {"kind": kind, "event": event, "id": str(uuid.uuid4()), "at": now()}
        self._told.append(told)
        taken = False
        for session in list(self.open.values()):
            for sub in list(session.subs.values()):
                if sub["type"] != kind or sub["status"] != "enabled":
                    continue
                for _ in range(1 + self.faults.duplicates):
                    taken = await self._notify(session, sub, told) or taken
        if not taken:
            self.lost.append(str(told["id"]))
        return str(told["id"])

    async def _notify(self, session: Session, sub: dict[str, Any], told: dict[str, Any]) -> bool:
        if self.faults.silent:
            return False
        own = uuid.uuid5(uuid.NAMESPACE_OID, f"{told['id']} {sub['id']}")
        return await session.send(
            "notification",
            {"subscription": sub, "event": told["event"]},
            message_id=str(own) if self.faults.own_ids else told["id"],
            message_timestamp=told["at"],
            subscription_type=sub["type"],
            subscription_version=sub["version"],
        )

    async def subscribed(self, session: Session, sub: dict[str, Any]) -> None:
        """A subscription is new on this session: tell again what the platform is unsure of."""
        session.subs[sub["id"]] = sub
        await self._tell()
        if self.faults.replay and sub["type"] not in session.replayed:
            session.replayed.add(sub["type"])
            again = [t for t in self._told if t["kind"] == sub["type"]][-self.faults.replay :]
            for told in again:
                if await self._notify(session, sub, told) and told["id"] in self.lost:
                    self.lost.remove(told["id"])

    async def reconnect(self) -> None:
        """Ask every session to move to another address, and close with 4004 whoever stays."""
        moving = [s for s in self.open.values() if s.welcomed and not s.moving]
        for session in moving:
            session.moving = uuid.uuid4().hex
            session.move_by = asyncio.get_running_loop().time() + self._grace_s
            session.look.set()
            url = self.faults.reconnect_url or f"{self._address()}?reconnect={session.moving}"
            await session.send(
                "session_reconnect", {"session": self._told_of(session, "reconnecting", url)}
            )

    async def revoke(self, kind: str, status: str) -> None:
        """Take away every subscription of this type, and say why."""
        for session in list(self.open.values()):
            for sub in [s for s in session.subs.values() if s["type"] == kind]:
                del session.subs[sub["id"]]
                told = {**sub, "status": status}
                await session.send(
                    "revocation",
                    {"subscription": told},
                    subscription_type=kind,
                    subscription_version=sub["version"],
                )

    async def cut(self, code: int | None) -> None:
        """Close every session with this code; without one, cut it without a word."""
        for session in list(self.open.values()):
            if code is None:
                session.drop()
            else:
                await session.close(code)
