"""The console's socket: events out, actions in. And how a Starlette socket looks to us."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from chatbot.errors import ChatbotError
from chatbot.web.actions import ActionRequest, ActionResult, BadAction, read_action
from chatbot.web.auth import ACTIONS, allowed
from chatbot.web.deeds import Deed, Keep
from chatbot.web.feed import TOO_SLOW, ConsoleFeed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.websockets import WebSocket

    from chatbot.web.sessions import Who

__all__ = ["TOO_MANY_ACTIONS", "ConsoleClient", "Pace", "Socket", "perform"]

IN_FLIGHT = 32
PER_S = 50
BAD_LIMIT = 500
REPLY_WITHIN_S = 5.0
SIGNED_OUT = 4003
TOO_MANY_ACTIONS = "too many actions at once"
UPWARD = ("autonomy", "undo")
"""What a moderator may do in one direction only."""


class Socket:
    """A Starlette socket whose peer's going is a `ConnectionError`."""

    def __init__(self, websocket: WebSocket):
        self._websocket = websocket
        self._closed = False

    async def receive(self) -> str | bytes:
        """The next message.

        Raises:
            ConnectionError: the peer is gone.
        """
        message = await self._websocket.receive()
        if message["type"] != "websocket.receive":
            self._closed = True
            raise ConnectionError("the peer is gone")
        text: str | None = message.get("text")
        return message["bytes"] if text is None else text

    async def send_text(self, text: str) -> None:
        """Send a text frame; ConnectionError when the peer is gone."""
        await self._send({"type": "websocket.send", "text": text})

    async def send_bytes(self, data: bytes) -> None:
        """Send a binary frame; ConnectionError when the peer is gone."""
        await self._send({"type": "websocket.send", "bytes": data})

    async def close(self, code: int, reason: str) -> None:
        """Close; closing twice does nothing."""
        if not self._closed:
            await self._send({"type": "websocket.close", "code": code, "reason": reason[:120]})
            self._closed = True

    async def _send(self, message: dict[str, Any]) -> None:
        from starlette.websockets import WebSocketDisconnect

        if self._closed:
            raise ConnectionError("the peer is gone")
        try:
            await self._websocket.send(message)
        except (WebSocketDisconnect, RuntimeError) as error:
            # Starlette says RuntimeError for a send after the close it has seen meanwhile.
            self._closed = True
            raise ConnectionError("the peer is gone") from error


async def perform(
    request: ActionRequest,
    who: Who,
    act: Callable[[ActionRequest, str], Awaitable[ActionResult]],
    keep: Keep,
) -> ActionResult:
    """Do what is asked where the table of actions allows it; a refusal says why.

    Whatever becomes of it is kept.
    """
    role = who.role
    if request.action not in ACTIONS:
        result = _refused(f"there is no action {request.action!r}")
    elif not allowed(role, request.action):
        result = _refused(f"{request.action} needs {ACTIONS[request.action]}")
    else:
        try:
            if role != "owner" and request.action in UPWARD:
                request = request.model_copy(update={"lowers": True})
            result = await act(request, who.name)
        except ChatbotError as error:
            result = _refused(str(error))
    asked = request.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    keep(
        Deed(
            who=who.name,
            role=role,
            action=asked.pop("action"),
            result="done" if result.done else "refused",
            reason=result.reason,
            asked=asked,
        )
    )
    return result


class Pace:
    """At most `PER_S` actions of each person in a second: each of them is kept in the journal."""

    def __init__(self) -> None:
        self._second, self._taken = 0, Counter[str]()

    def may_act(self, who: str = "") -> bool:
        """Count one more of this person's; False where it is one too many."""
        second = int(time.monotonic())
        if second != self._second:
            self._second = second
            self._taken.clear()
        self._taken[who] += 1
        return self._taken[who] <= PER_S


class ConsoleClient:
    """One console. What it asked for is done even when it is gone before the answer."""

    def __init__(
        self,
        socket: Socket,
        *,
        who: Callable[[], Who | None],
        feed: ConsoleFeed,
        act: Callable[[ActionRequest, str], Awaitable[ActionResult]],
        keep: Keep,
    ):
        self._socket, self._feed = socket, feed
        self._who, self._act, self._keep = who, act, keep
        self._in_flight = 0
        self._pace = Pace()
        self.counts: Counter[str] = Counter()

    async def serve(
        self,
        *,
        since: int | None = None,
        epoch: str | None = None,
        ended: asyncio.Event | None = None,
    ) -> None:
        """Serve until the peer is gone, falls behind (close code 4008) or is signed out (4003)."""
        async with asyncio.TaskGroup() as actions:
            async with asyncio.TaskGroup() as life:
                read = life.create_task(self._read(actions))
                too_slow = await self._feed_until_gone(life, read, since, epoch, ended)
            code, why = (TOO_SLOW, "too slow: come back with since") if too_slow else (1000, "")
            if ended is not None and ended.is_set():
                code, why = SIGNED_OUT, "signed out"
            if self.counts["bad"] > BAD_LIMIT:
                code, why = 1008, "too many bad frames"
            try:
                async with asyncio.timeout(1.0):
                    await self._socket.close(code, why)
            except (TimeoutError, ConnectionError):
                self.counts["not_closed"] += 1

    async def _feed_until_gone(
        self,
        life: asyncio.TaskGroup,
        read: asyncio.Task[None],
        since: int | None,
        epoch: str | None,
        ended: asyncio.Event | None,
    ) -> bool:
        follow = life.create_task(self._feed.follow(self._socket, since=since, epoch=epoch))
        out = life.create_task((ended or asyncio.Event()).wait())
        await asyncio.wait({read, follow, out}, return_when=asyncio.FIRST_COMPLETED)
        too_slow = follow.done() and not follow.cancelled() and follow.result()
        for task in (read, follow, out):
            task.cancel()
        return too_slow

    async def _read(self, actions: asyncio.TaskGroup) -> None:
        try:
            while self.counts["bad"] <= BAD_LIMIT:
                raw = await self._socket.receive()
                try:
                    request = read_action(json.loads(raw) if isinstance(raw, str) else None)
                except (BadAction, ValueError, RecursionError) as error:
                    self.counts["bad"] += 1
                    why = str(error) if isinstance(error, BadAction) else "not JSON"
                    await self._reply(getattr(error, "ref", None), _refused(why))
                    continue
                if request.action != "stop" and not self._may_act():
                    await self._reply(request.ref, _refused(TOO_MANY_ACTIONS))
                    continue
                self._in_flight += 1
                actions.create_task(self._perform(request))
        except ConnectionError:
            return

    def _may_act(self) -> bool:
        return self._pace.may_act() and self._in_flight < IN_FLIGHT

    async def _perform(self, request: ActionRequest) -> None:
        try:
            who = self._who()
            if who is None:
                result = _refused("you are signed out")
            else:
                result = await perform(request, who, self._act, self._keep)
            await self._reply(request.ref, result)
        finally:
            self._in_flight -= 1

    async def _reply(self, ref: str | None, result: ActionResult) -> None:
        text = json.dumps(result.to_data(ref), ensure_ascii=False, separators=(",", ":"))
        try:
            async with asyncio.timeout(REPLY_WITHIN_S):
                await self._socket.send_text(text.encode("utf-8", "replace").decode("utf-8"))
        except (TimeoutError, ConnectionError):
            self.counts["unheard"] += 1


def _refused(reason: str) -> ActionResult:
    return ActionResult(done=False, reason=reason)
