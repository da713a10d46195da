"""One connection to EventSub: opened, welcomed, read until it ends."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import aiohttp
from aiohttp import WSMsgType

from chatbot.adapters.twitch.places import Times

__all__ = ["Line", "NoLine"]

MOST_BYTES = 256 * 1024

REASONS = {
    1000: "it is done",
    1001: "it goes away",
    1006: "the connection was lost",
    4000: "an error of its own (4000)",
    4001: "it says that we sent something (4001)",
    4002: "it had no answer to its ping (4002)",
    4003: "nothing was subscribed in time (4003)",
    4004: "we moved too late (4004)",
    4005: "its network timed out (4005)",
    4006: "its network failed (4006)",
    4007: "it does not know the address it gave us (4007)",
}


class NoLine(Exception):
    """A connection did not open, or was not welcomed."""


class Line:
    """A welcomed connection. `subs` are the types subscribed on it."""

    def __init__(
        self, socket: aiohttp.ClientWebSocketResponse, session: dict[str, Any], times: Times
    ) -> None:
        self.id = str(session["id"])
        self.subs: set[str] = set()
        self.ended = asyncio.Event()
        self.why = ""
        self.moving = False
        self._socket = socket
        keepalive_s = float(session.get("keepalive_timeout_seconds") or 10)
        self._silent_s = keepalive_s + times.quiet

    @classmethod
    async def open(cls, http: aiohttp.ClientSession, url: str, times: Times) -> Line:
        """Connect and wait for the welcome.

        Raises:
            NoLine: it did not open, or nobody welcomed us.
        """
        try:
            async with asyncio.timeout(times.open):
                socket = await http.ws_connect(
                    url,
                    heartbeat=times.ping_every,
                    max_msg_size=MOST_BYTES,
                    timeout=aiohttp.ClientWSTimeout(ws_close=0.5),
                )
        except TimeoutError:
            raise NoLine(f"Twitch did not answer within {times.open:g} s") from None
        except aiohttp.WSServerHandshakeError as error:
            raise NoLine(f"Twitch answered {error.status} instead of opening a socket") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise NoLine(
                f"Twitch cannot be reached ({type(error).__name__}): check the network"
            ) from error
        try:
            async with asyncio.timeout(times.welcome):
                while True:
                    frame = await _next(socket)
                    if frame is None:
                        raise NoLine(f"Twitch closed at once: {_reason(socket)}")
                    if _kind(frame) == "session_welcome":
                        return cls(socket, frame["payload"]["session"], times)
        except TimeoutError:
            await socket.close()
            raise NoLine(f"Twitch did not welcome us within {times.welcome:g} s") from None
        except (KeyError, TypeError) as error:
            await socket.close()
            raise NoLine("Twitch's welcome holds no session") from error
        except BaseException:
            await socket.close()
            raise

    async def read(
        self, hear: Callable[[str, dict[str, Any]], None], bad: Callable[[str, str], None]
    ) -> None:
        """Hand over each frame with its kind until the connection ends; then `why` says why."""
        try:
            while True:
                try:
                    async with asyncio.timeout(self._silent_s):
                        frame = await _next(self._socket, bad)
                except TimeoutError:
                    self.why = f"nothing came for {self._silent_s:g} s"
                    return
                if frame is None:
                    self.why = self.why or _reason(self._socket)
                    return
                hear(_kind(frame), frame)
        finally:
            self.ended.set()
            await self._socket.close()

    async def close(self, why: str) -> None:
        """Have done with it."""
        self.why = self.why or why
        await self._socket.close()


async def _next(
    socket: aiohttp.ClientWebSocketResponse,
    bad: Callable[[str, str], None] = lambda kind, detail: None,
) -> dict[str, Any] | None:
    """The next frame; None where the connection has ended. What is no frame is counted."""
    while True:
        message = await socket.receive()
        if message.type is WSMsgType.TEXT:
            try:
                frame = _loads(message.data)
            except (ValueError, RecursionError):
                frame = None
            if isinstance(frame, dict) and _kind(frame):
                return frame
            bad("bad_frame", "a frame of EventSub that is no message")
        elif message.type is WSMsgType.BINARY:
            bad("binary", "frames of EventSub are text")
        elif message.type in (
            WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR,
        ):  # fmt: skip
            return None


def _loads(text: str) -> Any:
    """The JSON value; half an emoji in it, which no file takes, becomes a replacement character."""
    value = json.loads(text)
    if "\\ud" in text or "\\uD" in text:
        whole = json.dumps(value, ensure_ascii=False)
        value = json.loads(whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    return value


def _kind(frame: dict[str, Any]) -> str:
    metadata = frame.get("metadata")
    return str(metadata.get("message_type") or "") if isinstance(metadata, dict) else ""


def _reason(socket: aiohttp.ClientWebSocketResponse) -> str:
    code = socket.close_code or 1006
    return f"Twitch closed the connection: {REASONS.get(code, f'code {code}')}"
