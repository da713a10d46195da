"""A gateway that breaks every rule: the connection may go, the adapter does not."""

from __future__ import annotations

import asyncio
import json
import zlib
from typing import TYPE_CHECKING

import pytest
from gateway_peers import (
    Show,
    adapter,
    chat,
    close_code,
    gateway,
    on_air,
    packet,
    raw_gateway,
    upgrade,
)

from chatbot.adapters.gateway import Limits
from chatbot.events import ChatMessage, SourceChanged

if TYPE_CHECKING:
    from websockets.asyncio.server import ServerConnection


async def survives(broken: bytes, *headers: str) -> tuple[int | None, Show]:
    """Send bytes after the upgrade, then a good message on the next connection."""
    codes: list[int | None] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await upgrade(reader, writer, *(headers if not codes else ()))
        if not codes:
            writer.write(broken)
            codes.append(await close_code(reader))
            return
        writer.write(packet(chat("m-good", "还在吗").encode()))
        await reader.read()

    async with raw_gateway(talk) as url, on_air(adapter(url)) as show:
        await show.until(lambda: "还在吗" in show.texts)
    return codes[0], show


BROKEN = {
    "reserved opcode": b"\x83\x01x",
    "ping over 125 bytes": packet(b"p" * 126, first=0x89),
    "RSV1 without an extension": packet(b"{}", first=0xC1),
    "fragmented ping": packet(b"p", first=0x09),
    "masked by the server": b"\x81\x82\x00\x00\x00\x00{}",
    "continuation of nothing": packet(b"{}", first=0x80),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
async def test_broken_websocket_frames_close_with_1002_and_chat_comes_back(broken: bytes) -> None:
    code, show = await survives(broken)
    assert code == 1002
    assert show.states == ["connecting", "up", "down", "up"]
    assert "1002" in show.of(SourceChanged)[2].detail


async def test_a_frame_over_64_kib_closes_with_1009() -> None:
    code, show = await survives(packet(b" " * (64 * 1024 + 1)))
    assert code == 1009
    assert "64 KiB" in show.of(SourceChanged)[2].detail


async def test_a_length_that_lies_costs_nothing() -> None:
    code, _ = await survives(b"\x81\x7f" + (1 << 40).to_bytes(8, "big") + b"x")
    assert code == 1009


async def test_text_that_is_not_utf8_closes_with_1007() -> None:
    code, _ = await survives(packet(b'{"id":"m-1","text":"\xb3("}'))
    assert code == 1007


async def test_what_comes_at_once_keeps_its_order_up_to_the_text_that_is_broken() -> None:
    first, second, third = (chat(f"m-{n}").encode() for n in (1, 2, 3))
    halves = packet(second[:40], first=0x01) + packet(second[40:], first=0x80)
    code, show = await survives(packet(first) + halves + packet(third) + packet(b"\xff"))
    assert code == 1007
    assert [message.id for message in show.of(ChatMessage)][:3] == ["m-1", "m-2", "m-3"]


async def test_a_deflate_bomb_is_never_unpacked() -> None:
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = squeeze.compress(b"A" * 100_000_000) + squeeze.flush(zlib.Z_SYNC_FLUSH)
    code, _ = await survives(packet(bomb[:-4], first=0xC1))
    assert code in (1002, 1009)
    # a server that insists on compression which nobody offered is refused as a whole
    code, show = await survives(
        packet(bomb[:-4], first=0xC1), "Sec-WebSocket-Extensions: permessage-deflate"
    )
    assert show.states[:3] == ["connecting", "down", "up"]


async def test_a_full_frame_of_exactly_64_kib_is_read() -> None:
    body = chat("m-full", "x")
    body += " " * (64 * 1024 - len(body.encode()))

    async def talk(ws: ServerConnection) -> None:
        await ws.send(body)
        await ws.wait_closed()

    async with gateway(talk) as url, on_air(adapter(url)) as show:
        assert (await show.chat())[0].id == "m-full"


async def test_fifty_thousand_pings_do_not_silence_the_chat() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await upgrade(reader, writer)
        pongs = asyncio.create_task(reader.read(-1))
        for _ in range(50):
            writer.write(packet(b"p" * 8, first=0x89) * 1000)
            await writer.drain()
        writer.write(packet(chat().encode()))
        await pongs

    async with raw_gateway(talk) as url, on_air(adapter(url)) as show:
        await show.chat()
    assert show.states[:2] == ["connecting", "up"]


async def test_a_gateway_that_pings_and_never_reads_is_let_go() -> None:
    visits = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal visits
        visits += 1
        await upgrade(reader, writer)
        if visits > 1:
            writer.write(packet(chat().encode()))
            await reader.read()
            return
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        flood = packet(b"p" * 125, first=0x89) * 1000
        while not writer.transport.is_closing():
            writer.write(flood)
            await writer.drain()

    async with raw_gateway(talk) as url, on_air(adapter(url)) as show:
        await show.chat()
    assert visits == 2


async def test_redirects_are_not_followed() -> None:
    followed = 0

    async def target(ws: ServerConnection) -> None:
        nonlocal followed
        followed += 1

    async with gateway(target) as other:

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(f"HTTP/1.1 301 Moved Permanently\r\nLocation: {other}\r\n\r\n".encode())
            await writer.drain()

        async with raw_gateway(talk) as url, on_air(adapter(url)) as show:
            await show.until(lambda: "down" in show.states)
    assert followed == 0
    assert "redirects (301)" in show.of(SourceChanged)[1].detail


async def test_a_handshake_that_drips_is_given_up() -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for byte in b"HTTP/1.1 101 Switching":
            writer.write(bytes([byte]))
        await reader.read()

    async with raw_gateway(talk) as url:
        source = adapter(url, limits=Limits(open_timeout_s=0.05))
        async with on_air(source) as show:
            await show.until(lambda: "down" in show.states)
    assert show.of(SourceChanged)[1].detail.endswith("did not answer within 0.05 s")


@pytest.mark.parametrize(
    "reply",
    [
        b"",
        b"PING :tmi.twitch.tv\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi",
        b"\0" * 99,
    ],
    ids=["nothing", "irc", "a web page", "zeros"],
)
async def test_what_is_no_gateway_is_named(reply: bytes) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(reply)
        await writer.drain()

    async with raw_gateway(talk) as url, on_air(adapter(url)) as show:
        await show.until(lambda: "down" in show.states)
    assert url in show.of(SourceChanged)[1].detail


async def test_control_characters_never_pass_the_border() -> None:
    async def talk(ws: ServerConnection) -> None:
        await ws.send(chat("m-1", "\x1b[31mred\x07"))
        await ws.send(json.dumps({**json.loads(chat("m-2")), "text": "半个\ud83d"}))
        await ws.send(chat("m-3", "字" * 3000, user="u" * 10))
        await ws.wait_closed()

    async with gateway(talk) as url, on_air(adapter(url)) as show:
        first, half, long = await show.chat(3)
    assert first.text.isprintable()
    assert half.text == "半个\ufffd"
    assert (len(long.text), long.truncated) == (500, True)
