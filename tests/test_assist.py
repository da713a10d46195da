"""Where no synthetic host may speak: the show goes on air for a person, and whispers."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect

from chatbot.confirming import confirm
from chatbot.errors import CannotGoOnAir
from chatbot.loading import load_show
from chatbot.replaying import replay
from tests.onair import Studio, command_of, say_of, studio, write_show


def assist_show(folder: Path, *, mode: str = "assist") -> Path:
    path = write_show(folder, seller=True)
    policy = "policy: {market: us, order_channel: cart, platform: wechat_channels, mode: MODE}"
    written = path.read_text(encoding="utf-8")
    path.write_text(
        written.replace("policy: {market: us}", policy.replace("MODE", mode)), encoding="utf-8"
    )
    return path


class Prompter:
    """The page's side of the console socket."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.row: dict[str, Any] = {}

    async def until(self, wanted: Any) -> dict[str, Any]:
        """The first row for the person who hosts that is wanted."""
        async with asyncio.timeout(20):
            while not (self.row and wanted(self.row)):
                message = json.loads(await self.socket.recv())
                event = message.get("event") or message.get("assist") or {}
                if message["type"] == "snapshot":
                    event = message.get("assist", {})
                if "whispers" in event:
                    self.row = event
        return self.row


def console(night: Studio) -> Any:
    address = f"{night.live.address.replace('http', 'ws', 1)}/ws/console"
    headers = {"Authorization": f"Bearer {night.live.moderator_token}"}
    return connect(address, additional_headers=headers, proxy=None)


async def test_it_whispers_to_the_person_and_never_speaks(tmp_path: Path) -> None:
    show = assist_show(tmp_path)
    confirm(load_show(show), "小雨")
    async with studio(show) as night, console(night) as socket:
        page = Prompter(socket)
        await night.gateway.chat("how much is the silk scarf?")
        await night.gateway.chat("price of the scarf??", nick="Bo")
        row = await page.until(lambda r: r["items"] and r["items"][0]["asked_by"] == 2)
        row = await page.until(lambda r: r["items"] and r["items"][0]["answer"])
        first = row["items"][0]
        assert "$199" in first["answer"]["text"]
        assert first["answer"]["facts"] == ["price:SCARF:USD"]
        assert "asked 2 times" in first["why"]
        assert row["next"] == "SCARF"
        assert (await night.act(action="pin", sku="SCARF"))["type"] == "done"
        pinned = await night.gateway.until(lambda f: f["type"] == "do")
        assert (pinned["action"], pinned["sku"]) == ("pin", "SCARF")
        assert (await night.act(action="point", sku="SCARF"))["type"] == "done"
        await night.stage.until(lambda f: bool(command_of(f, "point_to_buy")))
        assert (await night.act(action="answered", id=first["id"]))["type"] == "done"
        await page.until(lambda r: not r["items"])
        refused = await night.act(action="say", text="Hello.")
        assert "a person hosts this show" in refused["reason"]
        states = [f["state"] for f in night.stage.frames if f["type"] == "state"]
        assert set(states) <= {"human_on"}
        labels = [f["text"]["en"] for f in night.stage.frames if f["type"] == "label"]
        assert set(labels) <= {"Human host"}
        assert not [f for f in night.stage.frames if say_of(f)]
        assert night.live.room.state.memory.recent == []
    count, difference = await replay(night.journal, tell=lambda event, acts: None)
    assert difference is None
    assert count > 5


def test_without_assist_mode_it_is_still_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotGoOnAir, match=r"let a person host \(policy.mode: assist\)"):
        confirm(load_show(assist_show(tmp_path, mode="host")), "小雨")


async def test_a_save_does_not_let_the_host_speak_after_all(tmp_path: Path) -> None:
    show = assist_show(tmp_path)
    confirm(load_show(show), "小雨")
    async with studio(show) as night:
        assist_show(tmp_path, mode="host")
        async with asyncio.timeout(20):
            notices = night.live.view.snapshot
            while not any("policy.mode" in n["text"] for n in notices()["notices"]):
                await night.gateway.chat("lol")
                await night.gateway.until(lambda f: f["type"] == "ack")
        assert night.live.room.state.assists


async def test_after_a_take_over_the_human_reads_and_the_label_says_who_is_on(
    tmp_path: Path,
) -> None:
    async with studio(write_show(tmp_path)) as night, console(night) as socket:
        page = Prompter(socket)
        await night.act(action="takeover")
        await night.gateway.chat("how much is the silk scarf?")
        row = await page.until(lambda r: r["items"] and r["items"][0]["answer"])
        assert "$199" in row["items"][0]["answer"]["text"]
        await night.act(action="point", sku="SCARF")
        await night.stage.until(lambda f: bool(command_of(f, "point_to_buy")))
        assert "a human is on" in (await night.act(action="say", text="Hello."))["reason"]
        assert not any("$199" in say_of(f).get("text", "") for f in night.stage.frames)
        await night.act(action="handback")
        await page.until(lambda r: not r["whispers"])
        await night.stage.says("$199")


async def test_who_was_on_before_a_restart_is_on_after_it(tmp_path: Path) -> None:
    show = write_show(tmp_path)
    async with studio(show) as night:
        await night.act(action="takeover")
    async with studio(show) as night:
        if "Human host" not in json.dumps(night.stage.frames):  # else the welcome said so
            label = await night.stage.until(lambda f: f["type"] == "label")
            assert label["text"]["en"] == "Human host"
        await night.act(action="point", sku="SCARF")
        await night.stage.until(lambda f: bool(command_of(f, "point_to_buy")))
