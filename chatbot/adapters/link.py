"""WebSocket connections to strangers: bounded, unredirected, silent in the log."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.frames import Opcode

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from websockets.http11 import Request, Response
    from websockets.typing import Origin

__all__ = ["Connection", "Limits", "ListenAddress", "Outgoing", "dial", "listen", "shown_url"]

# The library logs headers and paths, which hold tokens, and a traceback for each stranger's
# mistake; what matters is counted and reported by the adapter.
_wire_log = logging.getLogger("chatbot.adapters.wire")
_wire_log.setLevel(logging.CRITICAL)

UNSENT = 1024 * 1024
"""Bytes a peer may leave unread before it is let go."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much and how long; sizes in bytes."""

    frame: int = 64 * 1024
    queue: int = 64  # frames read ahead before the socket is left to fill
    open_timeout_s: float = 10.0
    close_timeout_s: float = 1.0
    ping_every_s: float = 15.0
    ping_timeout_s: float = 15.0


@dataclass(frozen=True, slots=True)
class ListenAddress:
    """Where `mode: listen` waits for a browser extension or app; port 0 takes any free one."""

    host: str = "127.0.0.1"
    port: int = 8771


class _Bounded:
    """Drops a peer that makes us write, as by pings, and does not read.

    Also one that breaks the protocol and does not hang up: the library would wait until its
    next ping.
    """

    transport: Any
    protocol: Any
    loop: asyncio.AbstractEventLoop
    close_timeout: float | None
    _hanging_up = False
    heard_at_s = 0.0
    """When the peer last sent anything."""
    fell_silent = False

    def data_received(self, data: bytes) -> None:
        self.heard_at_s = self.loop.time()
        super().data_received(data)  # type: ignore[misc]
        if self.transport.get_write_buffer_size() > UNSENT:
            self.transport.abort()
        elif self.protocol.close_expected() and not self._hanging_up:
            self._hanging_up = True
            self.loop.call_later(self.close_timeout or 0.0, self.transport.abort)


class Outgoing(_Bounded, ClientConnection):
    """A connection that we opened."""

    def let_go_when_silent(self, limits: Limits) -> None:
        """Drop a peer from which nothing comes any more, whatever it answers a ping with."""

        def look() -> None:
            silent_s = self.loop.time() - self.heard_at_s
            if silent_s > limits.ping_every_s + limits.ping_timeout_s:
                self.fell_silent = True
                self.transport.abort()
            elif not self.transport.is_closing():
                self.loop.call_later(limits.ping_every_s / 2, look)

        look()


class _Incoming(_Bounded, ServerConnection):
    pass


Connection = ClientConnection | ServerConnection


def arrived(connection: Connection) -> Callable[[], str | None]:
    """What gives whole text messages that have arrived already; None wants `recv` awaited.

    In a flood, `recv` for each message costs as much as reading it from the wire. What is not one
    frame of sound text is left to `recv`, and so is everything where the library keeps its frames
    otherwise.
    """
    messages = connection.recv_messages
    queue = getattr(getattr(messages, "frames", None), "queue", None)
    if not isinstance(queue, deque):
        return lambda: None

    def take() -> str | None:
        if not queue:
            return None
        frame = queue[0]
        if not frame.fin or frame.opcode is not Opcode.TEXT:
            return None
        try:
            text = str(frame.data, "utf-8")
        except UnicodeDecodeError:
            return None
        queue.popleft()
        if messages.paused:
            messages.maybe_resume()
        return text

    return take


class _Unredirected(connect):
    """A redirect is an answer like any other refusal; its target is never contacted."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc


async def dial(
    url: str, *, token: str | None, limits: Limits, exact_pong: bool = True
) -> ClientConnection:
    """Open a connection; `token` goes as `Authorization: Bearer`.

    Without `exact_pong` any sign of life answers a ping: some bridges send back words of their own.
    Compression is not offered: on the usual loopback it costs more than it saves, and a small
    packet cannot become a large one.

    Raises:
        OSError, TimeoutError, websockets.exceptions.InvalidHandshake: it did not open.
    """
    bounds = _bounds(limits) | ({} if exact_pong else {"ping_timeout": None})
    connection = await _Unredirected(
        url,
        additional_headers={"Authorization": f"Bearer {token}"} if token else None,
        compression=None,
        create_connection=Outgoing,
        logger=_wire_log,
        proxy=None,
        user_agent_header=None,
        **bounds,
    )
    if not exact_pong and isinstance(connection, Outgoing):
        connection.let_go_when_silent(limits)
    return connection


async def listen(
    handler: Callable[[ServerConnection], Awaitable[None]],
    address: ListenAddress,
    *,
    check: Callable[[ServerConnection, Request], Response | None],
    origins: Sequence[str],
    limits: Limits,
) -> Server:
    """Wait for connections.

    `check` may answer a request instead of upgrading it; a request's `Origin` must be absent or
    one of `origins`.

    Raises:
        OSError: the address cannot be bound.
    """
    allowed: list[Origin | None] = [None, *origins]  # type: ignore[list-item]
    return await serve(
        handler,
        address.host,
        address.port,
        origins=allowed,
        compression=None,
        create_connection=_Incoming,
        logger=_wire_log,
        process_request=check,
        server_header=None,
        **_bounds(limits),
    )


def _bounds(limits: Limits) -> dict[str, Any]:
    return {
        "open_timeout": limits.open_timeout_s,
        "close_timeout": limits.close_timeout_s,
        "ping_interval": limits.ping_every_s,
        "ping_timeout": limits.ping_timeout_s,
        "max_size": limits.frame,
        "max_queue": limits.queue,
    }


def shown_url(url: str) -> str:
    """The address without what may be secret: user, query and fragment."""
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path, "", ""))
