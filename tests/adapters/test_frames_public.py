"""The labelled frames beside this repository, as a measure."""

from __future__ import annotations

import asyncio
import base64
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from gateway_peers import adapter, chat, close_code, on_air, packet, raw_gateway, upgrade
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from chatbot.access import tokens_for
from chatbot.events import ChatMessage
from tests.onair import studio, write_show

FILE = Path(__file__).parents[2] / "../shared/acceptance/frames_public.jsonl"
LAYERS = ("ws_text", "ws_binary", "ws_raw")
needs_the_file = pytest.mark.skipif(
    not FILE.exists(), reason="the labelled frames are not beside this repository"
)


def labelled() -> list[dict[str, Any]]:
    if not FILE.exists():
        return []
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def rows() -> list[dict[str, Any]]:
    return [
        row
        for row in labelled()
        if row["layer"] in LAYERS and "gateway" in row["side"] and ours(row)
    ]


def of_the_console(layer: str) -> list[dict[str, Any]]:
    return [row for row in labelled() if "console" in row["side"] and row["layer"] == layer]


def sent_twice() -> list[dict[str, Any]]:
    """Lists of frames only; killing the show in between is told in test_resume.py."""
    return [
        row
        for row in labelled()
        if row["expected"] == "dedupe" and all("kill_9_and_restart" not in f for f in row["data"])
    ]


def ours(row: dict[str, Any]) -> bool:
    """Not a generator of another test, and not about what another protocol means."""
    if isinstance(row["data"], dict) and "prefix" not in row["data"]:
        return False
    return row["category"] != "eventsub" or "drop" in row["accept"]


def payload(row: dict[str, Any]) -> bytes:
    data = row["data"]
    if row["encoding"] == "base64":
        return base64.b64decode(data)
    if isinstance(data, dict):
        return f"{data['prefix']}{data['repeat'] * data['times']}{data['suffix']}".encode()
    return str(data).encode()


@needs_the_file
@pytest.mark.parametrize("row", rows(), ids=lambda row: row["id"])
async def test_the_outcome_is_one_that_is_accepted(row: dict[str, Any]) -> None:
    body = payload(row)
    raw = (
        body
        if row["layer"] == "ws_raw"
        else packet(body, first=0x82 if row["layer"] == "ws_binary" else 0x81)
    )
    outcomes: list[str] = []
    visits = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal visits
        visits += 1
        await upgrade(reader, writer)
        if visits == 1:
            writer.write(raw)
        writer.write(packet(chat("m-probe", "好消息").encode()))
        await close_code(reader) if visits == 1 else await reader.read()

    async with raw_gateway(talk) as url:
        source = adapter(url)
        async with on_air(source) as show:
            await show.until(lambda: "好消息" in show.texts)
    if visits > 1:
        outcomes.append("close")
    elif sum(source.counts.values()):
        outcomes.append("drop")
    else:
        first = show.of(ChatMessage)[0]
        sent = json.loads(body, strict=False)
        same = first.text == sent["text"] and first.viewer.nick == sent["user"]["nick"]
        assert first.text.encode()
        outcomes.append("accept" if same else "sanitize")
    # over 64 KiB the protocol closes with 1009, although one row would have it dropped
    accepted = set(row["accept"]) | ({"close"} if len(body) > 64 * 1024 else set())
    assert outcomes[0] in accepted


@needs_the_file
async def test_what_strangers_ask_of_the_pages_is_refused(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        where = urlsplit(night.live.address)
        for row in of_the_console("http"):
            request = payload(row).replace(b"127.0.0.1:8080", where.netloc.encode())
            reader, writer = await asyncio.open_connection(where.hostname, where.port)
            writer.write(request)
            async with asyncio.timeout(10):
                answer = await reader.readline()
            writer.close()
            assert re.match(rb"HTTP/1\.1 4\d\d ", answer), (row["id"], answer)
        await night.gateway.chat("how much is the silk scarf?")
        await night.stage.says("$199")


@needs_the_file
async def test_what_the_console_is_told_to_do_without_the_right_is_refused(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        address = f"{night.live.address.replace('http', 'ws', 1)}/ws/console"
        kept = tokens_for(night.journal, {})

        async def refused(token: str, order: str) -> bool:
            headers = {"Authorization": f"Bearer {token}"}
            try:
                async with connect(address, additional_headers=headers, proxy=None) as socket:
                    await socket.send(order)
                    while True:
                        said = json.loads(await socket.recv())
                        if said["type"] in ("done", "refused"):
                            return bool(said["type"] == "refused")
            except InvalidStatus as error:
                return error.response.status_code in (401, 403)

        for row in of_the_console("ws_text"):
            role = "stage" if row.get("session_role") == "viewer" else "moderator"
            async with asyncio.timeout(10):
                assert await refused(getattr(kept, role), payload(row).decode()), row["id"]


@needs_the_file
async def test_what_is_sent_twice_is_kept_once(tmp_path: Path) -> None:
    for row in sent_twice():
        async with studio(write_show(tmp_path / row["id"])) as night:
            ids = [frame["id"] for frame in row["data"] if "id" in frame]
            fates: dict[str, list[str]] = {}
            for frame in row["data"]:
                if "id" in frame:
                    await night.gateway.send(frame)
            for _ in ids:
                ack = await night.gateway.until(lambda f: f["type"] == "ack")
                fates.setdefault(ack["id"], []).append(ack["fate"])
            for id, told in fates.items():
                assert told.count("kept") == 1, (row["id"], id)
                assert told.count("duplicate") == ids.count(id) - 1, (row["id"], id)
