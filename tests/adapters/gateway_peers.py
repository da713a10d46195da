"""Peers for adapter tests: what a show and what gateways do, over real loopback sockets."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from websockets.asyncio.server import ServerConnection, serve

from chatbot.adapters import Fate, OnFate
from chatbot.adapters.gateway import GatewayAdapter, Limits
from chatbot.config import AdapterConfig
from chatbot.events import ChatMessage, Event, SourceChanged

T = TypeVar("T", bound=Event)

NOW_MS = 1_795_352_400_000
QUICK = Limits(open_timeout_s=2.0, close_timeout_s=0.1)
PATIENCE_S = 5.0


class Show:
    """What stands behind `offer`: keeps every event, and the fate callbacks to be told later."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.fates: dict[str, OnFate] = {}
        self._changed = asyncio.Event()

    def offer(self, event: Event, on_fate: OnFate | None) -> None:
        self.events.append(event)
        if on_fate is not None:
            self.fates[event.id] = on_fate
        self._changed.set()

    def of(self, kind: type[T]) -> list[T]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def texts(self) -> list[str]:
        return [event.text for event in self.of(ChatMessage)]

    @property
    def states(self) -> list[str]:
        return [event.state for event in self.of(SourceChanged)]

    async def until(self, true: Callable[[], Any]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not true():
                self._changed.clear()
                await self._changed.wait()

    async def chat(self, count: int = 1) -> list[ChatMessage]:
        await self.until(lambda: len(self.of(ChatMessage)) >= count)
        return self.of(ChatMessage)


class Time:
    """A clock that jumps instead of waiting."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now_s

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now_s += seconds
        await asyncio.sleep(0)


def chat(id: str = "m-1", text: str = "多少钱", *, user: Any = "u1", **more: Any) -> str:
    frame = {
        "id": id,
        "type": "chat",
        "ts": NOW_MS,
        "room": "r1",
        "user": {"id": user, "nick": "小雨", "role": "viewer"} if isinstance(user, str) else user,
        "text": text,
    }
    return json.dumps({**frame, **more}, ensure_ascii=False)


def adapter(url: str | None, *, mode: str = "client", **more: Any) -> GatewayAdapter:
    config = AdapterConfig.model_validate(
        {"type": "gateway", "mode": mode, "url": url, "room": "r1", **more.pop("config", {})}
    )
    time = Time()
    options: dict[str, Any] = {
        "name": "gw",
        "wall_ms": lambda: NOW_MS,
        "limits": QUICK,
        "clock": time.clock,
        "sleep": time.sleep,
    }
    return GatewayAdapter(config, **{**options, **more})


@asynccontextmanager
async def on_air(source: GatewayAdapter) -> AsyncIterator[Show]:
    """Run the adapter for as long as the block lasts."""
    show = Show()
    running = asyncio.create_task(source.run(show.offer))
    try:
        yield show
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@asynccontextmanager
async def gateway(
    talk: Callable[[ServerConnection], Awaitable[None]], **more: Any
) -> AsyncIterator[str]:
    """A gateway made with the websockets library; yields its address."""
    async with serve(talk, "127.0.0.1", 0, **more) as server:
        port = server.sockets[0].getsockname()[1]
        yield f"ws://127.0.0.1:{port}"


@asynccontextmanager
async def raw_gateway(
    talk: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
) -> AsyncIterator[str]:
    """A TCP server that says whatever it likes."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await talk(reader, writer)
        except OSError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with server:
        yield f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def upgrade(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *more: str
) -> dict[str, str]:
    """Do a server's side of the opening handshake; returns the request's headers."""
    request = (await reader.readuntil(b"\r\n\r\n")).decode()
    lines = request.split("\r\n")[1:]
    headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines) if k}
    magic = headers["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
    accept = base64.b64encode(hashlib.sha1(magic.encode()).digest()).decode()
    reply = [
        "HTTP/1.1 101 Switching Protocols",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Accept: {accept}",
        *more,
    ]
    writer.write(("\r\n".join(reply) + "\r\n\r\n").encode())
    await writer.drain()
    return headers


def packet(payload: bytes, *, first: int = 0x81) -> bytes:
    """One unmasked frame; `first` holds FIN, RSV and opcode."""
    size = len(payload)
    if size < 126:
        return bytes([first, size]) + payload
    if size < 65536:
        return bytes([first, 126]) + size.to_bytes(2, "big") + payload
    return bytes([first, 127]) + size.to_bytes(8, "big") + payload


async def close_code(reader: asyncio.StreamReader) -> int | None:
    """The code of the client's close frame, None where it just went away."""
    buffer = b""
    try:
        async with asyncio.timeout(PATIENCE_S):
            while data := await reader.read(4096):
                buffer += data
    except ConnectionError:
        pass
    while len(buffer) >= 6:
        opcode, size = buffer[0] & 0x0F, buffer[1] & 0x7F
        mask, body = buffer[2:6], buffer[6 : 6 + size]
        if opcode == 8 and size >= 2:
            plain = bytes(b ^ mask[i % 4] for i, b in enumerate(body))
            return int.from_bytes(plain[:2], "big")
        buffer = buffer[6 + size :]
    return None


FATES: tuple[Fate, ...] = ("kept", "duplicate", "shed", "dropped")
