"""The labelled attacks on the console, played against a real server."""

from __future__ import annotations

import asyncio
import base64
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from serving import MODERATOR, STAGE, refused
from websockets.asyncio.client import connect

if TYPE_CHECKING:
    from serving import House

FRAMES = Path(__file__).resolve().parents[3] / "shared" / "acceptance" / "frames_public.jsonl"


def attacks() -> list[dict[str, Any]]:
    if not FRAMES.is_file():
        return []
    rows = map(json.loads, FRAMES.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["side"] == "browser_to_console"]


async def raw_status(house: House, request: bytes) -> int:
    """Send bytes as they are; the status of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
    writer.write(request)
    line = await reader.readline()
    writer.close()
    await writer.wait_closed()
    return int(line.split()[1])


@pytest.mark.skipif(not FRAMES.is_file(), reason="no acceptance sets beside this repository")
async def test_every_labelled_attack_on_the_console_is_refused(house: House):
    for row in attacks():
        if row["layer"] == "http":
            assert await raw_status(house, base64.b64decode(row["data"])) >= 400, row["id"]
            continue
        headers = MODERATOR if row.get("session_role") == "moderator" else STAGE
        if headers is STAGE:  # there are no sessions below a moderator's
            assert await refused(house, "/ws/console", additional_headers=headers) == 403
        async with connect(house.ws + "/ws/console", additional_headers=MODERATOR) as socket:
            await socket.recv()
            await socket.send(row["data"])
            assert json.loads(await socket.recv())["type"] == "refused", row["id"]
    assert house.asked == []


@pytest.mark.parametrize(
    "head",
    [
        "GET /ws/console HTTP/1.1\r\nHost: evil.example\r\n",
        "GET /ws/stage HTTP/1.1\r\nHost: evil.example\r\nOrigin: http://evil.example\r\n",
        "GET /ws/stage HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n",
        "GET /ws/other HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\n",
    ],
)
async def test_a_socket_under_a_foreign_name_or_path_does_not_open(house: House, head: str):
    upgrade = (
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Authorization: Bearer owner-token-0123456789\r\n\r\n"
    )
    assert await raw_status(house, (head + upgrade).encode()) in (400, 403, 404)
