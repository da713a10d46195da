"""The promise, through real sockets: a gateway frame in, a point-to-buy frame out."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from chatbot.replaying import replay
from tests.onair import command_of, say_of, studio, write_show


async def test_a_price_question_ends_in_pointing_to_buy_at_the_right_price(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        question = await night.gateway.chat("how much is the silk scarf?")
        cue = await night.stage.says("$199")
        say, point = say_of(cue), command_of(cue, "point_to_buy")
        assert point["sku"] == "SCARF"
        assert point["at"] == {"mark": "buy"}
        assert [mark["name"] for mark in say["marks"]] == ["buy"]
        assert 0 <= say["marks"][0]["t"] <= say["duration_ms"]
        card = next(filter(None, (command_of(f, "show_product") for f in night.stage.frames)))
        assert (card["title"], card["price"], card["stock"]) == ("Silk scarf", "$199", 12)
        ack = await night.gateway.until(lambda f: f["type"] == "ack" and f["id"] == question)
        assert ack["fate"] == "kept"
        pin = await night.gateway.until(lambda f: f["type"] == "do")
        assert (pin["action"], pin["sku"]) == ("pin", "SCARF")


async def test_what_is_sold_out_is_said_so_and_not_pointed_at(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        await night.gateway.chat("is the bowl in stock?")
        await night.stage.until(lambda f: f["type"] == "cue" and "owl" in str(say_of(f)))
        await night.live.hold()
        assert not any(command_of(f, "point_to_buy") for f in night.stage.frames)


async def test_the_same_frame_twice_is_answered_once(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        await night.gateway.chat("how much is the silk scarf?", id="m-1")
        await night.stage.says("$199")
        await night.gateway.chat("how much is the silk scarf?", id="m-1")
        ack = await night.gateway.until(lambda f: f["type"] == "ack" and f["fate"] != "kept")
        assert (ack["id"], ack["fate"]) == ("m-1", "duplicate")


async def test_a_changed_price_is_said_at_the_next_word(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        done = await night.act(action="product", sku="SCARF", price=149, ref="1")
        assert done == {"type": "done", "ref": "1", "durable": True}
        await night.gateway.chat("how much is the silk scarf?")
        assert command_of(await night.stage.says("$149"), "point_to_buy")["sku"] == "SCARF"


async def test_stop_silences_at_once_and_resume_speaks_again(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path, seller=True)) as night:
        night.stage.playing = False
        await night.stage.until(lambda f: f["type"] == "cue")
        stopping = asyncio.create_task(night.act(action="stop", ref="1"))
        await night.stage.until(lambda f: f["type"] == "stop")
        await night.stage.until(lambda f: f.get("state") == "stopped")
        done = await stopping
        assert done["confirmed"] == ["test"]
        assert done["unconfirmed"] == []
        assert done["silenced_ms"] <= 300
        night.stage.playing = True
        assert (await night.act(action="resume"))["type"] == "done"
        await night.stage.until(lambda f: f["type"] == "cue")


async def test_a_wrong_price_never_leaves_whoever_wants_it_said(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        refused = await night.act(action="say", text="The silk scarf is $99 tonight.")
        assert refused["type"] == "refused"
        assert "wrong_price" in refused["reason"]
        await night.gateway.chat("how much is the silk scarf?")
        await night.stage.says("$199")
        assert "$99" not in json.dumps(night.stage.frames)


async def test_replaying_the_journal_decides_the_same(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path, seller=True)) as night:
        await night.gateway.chat("how much is the silk scarf?")
        await night.gateway.chat("lol", nick="Bo")
        await night.gateway.send(
            {"id": "v1", "type": "viewers", "ts": 0, "room": "r1", "count": 400}
        )
        await night.stage.says("$199")
        await night.act(action="skip")
        await night.stage.until(lambda f: f["type"] == "cue")
    count, difference = await replay(night.journal, tell=lambda event, acts: None)
    assert difference is None
    assert count > 10
