"""A real model server of ours: HTTP over a socket, each byte and pause in the test's hand."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

__all__ = ["ModelServer", "chunk", "model_server", "stream"]

Play = Callable[["Answering"], Awaitable[None]]


@dataclass
class Answering:
    """One request being answered; `gone` is set once the client has hung up."""

    request: dict[str, Any]
    headers: dict[str, str]
    writer: asyncio.StreamWriter
    gone: asyncio.Event = field(default_factory=asyncio.Event)

    async def head(
        self, status: int = 200, kind: str = "text/event-stream", more: Sequence[str] = ()
    ) -> None:
        lines = [f"HTTP/1.1 {status} X", f"content-type: {kind}", "connection: close", *more]
        await self.raw(("\r\n".join(lines) + "\r\n\r\n").encode())

    async def raw(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()


@dataclass
class ModelServer:
    """What was asked of it, and how it answers: one `plays` after the other, the last for ever."""

    plays: list[Play]
    url: str = ""
    asked: list[Answering] = field(default_factory=list)
    busy: set[asyncio.Task[None] | None] = field(default_factory=set)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        answering = Answering(json.loads(body) if body else {}, headers, writer)
        answering.headers[":path"] = head[0].split(" ")[1]
        self.asked.append(answering)
        play = self.plays[min(len(self.asked), len(self.plays)) - 1]
        self.busy.add(task := asyncio.current_task())
        async with asyncio.TaskGroup() as tasks:
            watching = tasks.create_task(self._until_gone(reader, answering))
            with contextlib.suppress(ConnectionError):
                await play(answering)
            watching.cancel()
        writer.close()
        with contextlib.suppress(ConnectionError):
            await writer.wait_closed()
        self.busy.discard(task)

    async def _until_gone(self, reader: asyncio.StreamReader, answering: Answering) -> None:
        with contextlib.suppress(ConnectionError):
            await reader.read()
        answering.gone.set()


@asynccontextmanager
async def model_server(*plays: Play) -> AsyncIterator[ModelServer]:
    """Serve on a free port of this machine for the time of the block."""
    made = ModelServer(list(plays))
    async with await asyncio.start_server(made.serve, "127.0.0.1", 0) as server:
        made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
        yield made
        if made.busy:
            await asyncio.wait([task for task in made.busy if task], timeout=2)


def chunk(content: str | None = None, *, finish: str | None = None, **delta: Any) -> bytes:
    """One frame of a stream as the servers send it."""
    if content is not None:
        delta["content"] = content
    data = {"object": "chat.completion.chunk", "choices": [
        {"index": 0, "delta": delta, "finish_reason": finish}
    ]}  # fmt: skip
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def stream(*pieces: str | bytes, finish: str | None = "stop", done: bool = True) -> Play:
    """Answer with these pieces of text (bytes go out as they are)."""

    async def play(answering: Answering) -> None:
        await answering.head()
        for piece in pieces:
            await answering.raw(piece if isinstance(piece, bytes) else chunk(piece))
        if finish is not None:
            await answering.raw(chunk(finish=finish))
        if done:
            await answering.raw(b"data: [DONE]\n\n")

    return play
