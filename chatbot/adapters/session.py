"""One connection to a gateway: frames in, acknowledgements and requested actions out."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any

from websockets.exceptions import ConnectionClosed

from chatbot.adapters import frames
from chatbot.adapters.intake import Elsewhere
from chatbot.adapters.link import Outgoing, arrived
from chatbot.events import Event, PlatformResult

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chatbot.adapters import Fate, Offer
    from chatbot.adapters.intake import Intake, Taken
    from chatbot.adapters.link import Connection

__all__ = ["Session"]

SLICE = 64
"""Frames read, or acknowledgements sent, before other tasks get their turn."""


class Session:
    """Runs one connection until it ends.

    `on_hello` is called when the gateway has said what it can do. At most `most_acks` frames
    wait for the gateway to read their acknowledgement; beyond that the connection is dropped
    (the gateway sends again what it missed).
    """

    def __init__(
        self,
        connection: Connection,
        intake: Intake,
        offer: Offer,
        *,
        on_hello: Callable[[], None],
        most_acks: int = 20_000,
    ) -> None:
        self.can: frozenset[str] = frozenset()
        self._connection, self._intake, self._offer = connection, intake, offer
        self._on_hello = on_hello
        self._acking = False
        self._first = True
        self._acks: deque[bytes] = deque()
        self._most_acks = most_acks
        self._acks_wait = asyncio.Event()
        self._asked: dict[str, asyncio.Future[PlatformResult]] = {}

    async def run(self) -> str:
        """Read until the connection ends; return why, in plain words."""
        try:
            async with asyncio.TaskGroup() as tasks:
                acks = tasks.create_task(self._send_acks())
                try:
                    why = await self._read()
                finally:
                    acks.cancel()
            return why
        finally:
            self._acking = False
            for waiting in self._asked.values():
                waiting.cancel()
            await self._connection.close(1001, "the show went off the air")

    async def _read(self) -> str:
        receive, take = self._connection.recv, self._take
        here = arrived(self._connection)
        try:
            while True:
                take(await receive())
                for _ in range(SLICE):
                    raw = here()
                    if raw is None:
                        break
                    take(raw)
                else:
                    await asyncio.sleep(0)
        except ConnectionClosed as closed:
            connection = self._connection
            if isinstance(connection, Outgoing) and connection.fell_silent:
                return "the gateway fell silent: no answer to our ping"
            return _why(closed)

    def _take(self, raw: str | bytes) -> None:
        for taken in self._intake.read(raw):
            if isinstance(taken, Event):
                self._offer(taken, partial(self._fate, taken.id) if self._acking else None)
            else:
                self._take_other(taken)
        self._first = False

    def _take_other(self, taken: Taken) -> None:
        if isinstance(taken, Elsewhere):
            if self._acking:
                self._fate(taken.id, "dropped")
        elif isinstance(taken, frames.Hello):
            self._greeted(taken)
        elif isinstance(taken, frames.Done | frames.Refused):
            self._replied(taken)

    def _greeted(self, hello: frames.Hello) -> None:
        if not self._first:
            self._intake.bad("late_hello", "hello must be a gateway's first frame")
            return
        self._acking = bool(hello.acks)
        self.can = frames.ACTIONS.intersection(hello.can or ())
        self._on_hello()

    # --- acknowledgements -------------------------------------------------------------------

    def _fate(self, frame_id: str, fate: Fate) -> None:
        if not self._acking:
            return
        ack = f'{{"type":"ack","id":{json.dumps(frame_id)},"fate":"{fate}"}}'
        self._acks.append(ack.encode())
        self._acks_wait.set()
        if len(self._acks) > self._most_acks:
            self._acking = False
            self._intake.bad("slow_reader", "the gateway does not read its acknowledgements")
            self._connection.transport.abort()

    async def _send_acks(self) -> None:
        try:
            while True:
                await self._acks_wait.wait()
                self._acks_wait.clear()
                while self._acks:
                    await self._send_some()
                    await asyncio.sleep(0)
        except ConnectionClosed:
            return

    async def _send_some(self) -> None:
        """Send up to a slice of acknowledgements in one write.

        A write for each would cost as much as reading the frame it answers.
        """
        connection = self._connection
        async with connection.send_context():
            for _ in range(min(SLICE, len(self._acks))):
                connection.protocol.send_text(self._acks.popleft())
            connection.transport.write(b"".join(connection.protocol.data_to_send()))

    # --- actions ----------------------------------------------------------------------------

    async def ask(
        self, ref: str, action: Mapping[str, Any], *, timeout_s: float, source: str
    ) -> PlatformResult:
        """Send one action and wait for its `done` or `refused`."""
        name = str(action.get("action", ""))
        result = partial(PlatformResult, id=f"do-{ref}", source=source, cause=ref, action=name)
        if ref in self._asked:
            return result(result="refused", detail=f"ref {ref} is already under way")
        answer: asyncio.Future[PlatformResult] = asyncio.get_running_loop().create_future()
        self._asked[ref] = answer
        given = {k: v for k, v in action.items() if v is not None and k not in ("type", "ref")}
        body = {"type": "do", "ref": ref, **given}
        try:
            async with asyncio.timeout(timeout_s):
                await self._connection.send(json.dumps(body, ensure_ascii=False))
                await asyncio.wait({answer})
        except TimeoutError:
            return result(
                result="timeout", detail=f"the gateway did not answer within {timeout_s:g} s"
            )
        except ConnectionClosed:
            return result(result="refused", detail="the connection to the gateway was lost")
        finally:
            self._asked.pop(ref, None)
        if answer.cancelled():
            return result(result="refused", detail="the connection to the gateway was lost")
        told = answer.result()
        return result(result=told.result, detail=told.detail)

    def _replied(self, reply: frames.Done | frames.Refused) -> None:
        answer = self._asked.get(reply.ref)
        if answer is None or answer.done():
            self._intake.bad("late_reply", "done or refused for a ref that nobody waits for")
            return
        if isinstance(reply, frames.Done):
            answer.set_result(PlatformResult(result="done", action=""))
        else:
            reason = (reply.reason or "the gateway gave no reason")[:200]
            answer.set_result(PlatformResult(result="refused", action="", detail=reason))


def _why(closed: ConnectionClosed) -> str:
    """Why a connection ended, for the console."""
    theirs = closed.rcvd is not None and (closed.rcvd_then_sent or closed.sent is None)
    frame = closed.rcvd if theirs else closed.sent
    if frame is None:
        return "the connection was lost"
    who = "the gateway" if theirs else "we"
    return f"{who} closed the connection: {_REASONS.get(frame.code, f'code {frame.code}')}"


_REASONS = {
    1000: "it is done",
    1001: "it goes away",
    1002: "broken WebSocket frame (1002)",
    1007: "text that is not UTF-8 (1007)",
    1009: "a frame over 64 KiB (1009)",
    1011: "an error, or no answer to our ping (1011)",
    1012: "it restarts (1012)",
}
