"""Whoever opens connections and asks for nothing does not keep STOP from being heard."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import httpx
from serving import OWNER, House, serving
from websockets.asyncio.client import connect

from chatbot.web import answers, patience

if TYPE_CHECKING:
    import pytest

HALF = b"POST /api/actions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-"


async def test_a_head_that_does_not_come_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(patience, "HEAD_WITHIN_S", 0.3)
    async with serving(House()) as house:
        for words in (b"", HALF):
            reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
            writer.write(words)
            with contextlib.suppress(ConnectionError):
                assert await asyncio.wait_for(reader.read(), 10) == b""
            writer.close()
        # One that has asked and been answered, and then asks the next thing too slowly.
        reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
        writer.write(f"GET /healthz HTTP/1.1\r\nHost: {house.host}\r\n\r\n".encode())
        assert (await reader.readline()).startswith(b"HTTP/1.1 200")
        writer.write(HALF)
        with contextlib.suppress(ConnectionError):
            assert b"HTTP/1.1" not in await asyncio.wait_for(reader.read(), 10)
        writer.close()
        async with connect(house.ws + "/ws/console", additional_headers=OWNER) as socket:
            await socket.recv()  # a socket that is served stays
            await socket.ping()
            house.feed.publish({"kind": "mark"})
            async with asyncio.timeout(10):
                assert "mark" in str(await socket.recv())


async def test_a_crowd_that_asks_nothing_makes_room_for_stop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(patience, "MOST_UNANSWERED", 8)
    async with serving(House()) as house, contextlib.AsyncExitStack() as crowd:
        readers = []
        for _ in range(20):
            reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
            crowd.callback(writer.close)
            writer.write(HALF)
            readers.append(reader)
        async with httpx.AsyncClient(base_url=house.http) as client:
            answer = await client.post("/api/actions", json={"action": "stop"}, headers=OWNER)
        assert answer.status_code == 200
        with contextlib.suppress(ConnectionError):
            assert await asyncio.wait_for(readers[0].read(), 10) == b""


async def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "BODY_WITHIN_S", 0.2)
    async with serving(House()) as house:
        reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
        head = f"POST /api/login HTTP/1.1\r\nHost: {house.host}\r\nContent-Length: 9\r\n"
        writer.write((head + "Content-Type: application/json\r\n\r\n").encode())
        line = await asyncio.wait_for(reader.readline(), 10)
        assert line.startswith(b"HTTP/1.1 408")
        writer.close()
