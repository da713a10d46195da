"""The labelled frames beside this repository, as a measure."""

from __future__ import annotations

import asyncio
import base64
import json
from pathlib import Path
from typing import Any

import pytest
from gateway_peers import adapter, chat, close_code, on_air, packet, raw_gateway, upgrade

from chatbot.events import ChatMessage

FILE = Path(__file__).parents[2] / "../shared/acceptance/frames_public.jsonl"
LAYERS = ("ws_text", "ws_binary", "ws_raw")


def rows() -> list[dict[str, Any]]:
    if not FILE.exists():
        return []
    read = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    return [
        row for row in read if row["layer"] in LAYERS and "gateway" in row["side"] and ours(row)
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


@pytest.mark.skipif(not FILE.exists(), reason="the labelled frames are not beside this repository")
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
