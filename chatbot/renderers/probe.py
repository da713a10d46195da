"""Both ends of the stage protocol for whoever writes a renderer: a stage that examines, an ear."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.typing import Origin

from chatbot.errors import ChatbotError
from chatbot.renderers.conformance import Result, examine
from chatbot.renderers.nearest import EXPRESSIONS, GESTURES
from chatbot.renderers.wire import Closed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from websockets.typing import Subprotocol

__all__ = ["examine_at", "listen"]

COMES_BACK_S = 15.0


class _Socket:
    """A connection of `websockets` as the stage knows one."""

    def __init__(self, connection: ServerConnection) -> None:
        self._connection = connection

    async def receive(self) -> str | bytes:
        try:
            return await self._connection.recv()
        except ConnectionClosed as error:
            raise Closed(str(error)) from error

    async def send_text(self, text: str) -> None:
        await self._send(text)

    async def send_bytes(self, data: bytes) -> None:
        await self._send(data)

    async def _send(self, data: str | bytes) -> None:
        try:
            await self._connection.send(data)
        except ConnectionClosed as error:
            raise Closed(str(error)) from error

    async def close(self, code: int, reason: str) -> None:
        await self._connection.close(code, reason)


async def examine_at(
    address: str,
    *,
    wait_s: float,
    tell: Callable[[Result], None],
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve a stage at `ws://HOST:PORT/…`, say `ready`, and examine the first renderer that comes.

    Raises:
        ChatbotError: the address is none, or taken, or nobody came.
    """
    parts = urlsplit(address)
    if parts.scheme != "ws" or not parts.hostname:
        raise ChatbotError(f"{address}: not an address such as ws://127.0.0.1:8765/ws/stage")
    came: asyncio.Queue[ServerConnection] = asyncio.Queue(maxsize=8)

    async def hold(connection: ServerConnection) -> None:
        if not came.full():
            came.put_nowait(connection)
            await connection.wait_closed()

    try:
        server = await serve(
            hold, parts.hostname, parts.port or 80, select_subprotocol=_chosen, compression=None,
            max_size=64 * 1024, ping_interval=None,
        )  # fmt: skip
    except OSError as error:
        raise ChatbotError(
            f"{address}: cannot listen there ({error.strerror}); end what runs on that port"
        ) from error
    async with server:
        ready()
        connection = await _next(came, wait_s)
        if connection is None:
            raise ChatbotError(f"nobody connected to {address} within {wait_s:g} s")
        await examine(_Socket(connection), tell)
        await connection.close(1012, "the check is at its end")
        again = await _next(came, COMES_BACK_S)
        remedy = "" if again else "connect again after any close, with a growing wait"
        seen = "it did" if again else f"not within {COMES_BACK_S:g} s"
        tell(Result("comes back after a close", again is not None, seen, remedy))


def _chosen(_: ServerConnection, offered: Sequence[Subprotocol]) -> Subprotocol | None:
    return next((name for name in offered if name == "chatbot.stage.v1"), None)


async def _next(came: asyncio.Queue[ServerConnection], within_s: float) -> ServerConnection | None:
    try:
        return await asyncio.wait_for(came.get(), within_s)
    except TimeoutError:
        return None


async def listen(url: str, token: str, tell: Callable[[float, dict[str, Any]], None]) -> None:
    """Tell every message of a show's stage, with the seconds since joining, until it closes.

    Sounds are told by their length. Cues are not reported: another renderer or our clock paces.

    Raises:
        ChatbotError: nothing is there, or it refused the token.
    """
    parts = urlsplit(url)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    origin = None if token else f"http://{parts.netloc}"  # as our own page on this machine
    names = {"gestures": sorted(GESTURES), "expressions": sorted(EXPRESSIONS)}
    caps = {"audio": "none", "lipsync": "visemes", **names, "overlay": False}
    hello = {"type": "hello", "protocol": "chatbot.stage/1", "name": "echo", "caps": caps}
    try:
        async with connect(
            url,
            additional_headers=headers,
            origin=Origin(origin) if origin else None,
            proxy=None,
            max_size=None,
        ) as stage:
            began = asyncio.get_running_loop().time()
            await stage.send(json.dumps(hello))
            async for text in stage:
                message = json.loads(text)
                if message["type"] == "ping":
                    await stage.send('{"type": "pong"}')
                else:
                    tell(asyncio.get_running_loop().time() - began, message)
    except InvalidStatus as error:
        raise ChatbotError(
            f"{url}: refused with HTTP {error.response.status_code}; set CHATBOT_STAGE_TOKEN to "
            "the `stage` token beside the show's journal"
        ) from error
    except (OSError, WebSocketException) as error:
        raise ChatbotError(f"{url}: {error}; is the show running?") from error
