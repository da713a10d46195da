"""The desk's actions by the real door, what the console is shown of them, and the replay."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from chatbot.engine.journal import read_records
from chatbot.replaying import replay
from tests.onair import Studio, say_of, studio, write_show


class Console:
    """A person at the console: what was told, and what is asked."""

    def __init__(self, socket: ClientConnection, snapshot: dict[str, Any]) -> None:
        self._socket, self.snapshot = socket, snapshot
        self._refs = 0

    async def until(self, kind: str, **fields: Any) -> dict[str, Any]:
        """The first row of this kind with these values."""
        async with asyncio.timeout(20):
            while True:
                frame = json.loads(await self._socket.recv())
                row: dict[str, Any] = frame.get("event", {})
                if row.get("kind") == kind and fields.items() <= row.items():
                    return row

    async def ask(self, **action: Any) -> dict[str, Any]:
        self._refs += 1
        await self._socket.send(json.dumps({"ref": str(self._refs), **action}))
        async with asyncio.timeout(20):
            while True:
                frame: dict[str, Any] = json.loads(await self._socket.recv())
                if frame.get("ref") == str(self._refs):
                    return frame


@asynccontextmanager
async def console(night: Studio, token: str) -> AsyncIterator[Console]:
    address = f"{night.live.address.replace('http', 'ws', 1)}/ws/console"
    headers = {"Authorization": f"Bearer {token}"}
    async with connect(address, additional_headers=headers, proxy=None) as socket:
        snapshot = json.loads(await socket.recv())
        yield Console(socket, snapshot)


async def test_a_sentence_is_taken_back_and_the_journal_links_both(tmp_path: Path) -> None:
    async with (
        studio(write_show(tmp_path)) as night,
        console(night, night.live.moderator_token) as mia,
    ):
        await night.gateway.chat("how much is the silk scarf?")
        await night.stage.says("$199")
        spoke = await mia.until("spoke")
        while "$199" not in spoke["said"]:
            spoke = await mia.until("spoke")
        answer = await mia.ask(action="correct", id=spoke["utterance"])
        assert answer["type"] == "done", answer
        await night.stage.says("$199")  # the price as it is, with a word of regret
        again = await mia.ask(action="correct", id=spoke["utterance"])
        assert "taken back already" in again["reason"]
        wrong = await mia.ask(action="correct", id=spoke["utterance"], text="It is $9.")
        assert wrong["type"] == "refused"
    records = [json.loads(record.body) for record in read_records(night.journal)]
    acted = next(r for r in records if isinstance(r, dict) and r.get("action") == "correct")
    assert acted["target"] == spoke["utterance"]
    performed = [a for r in records if isinstance(r, list) for a in r if a["act"] == "perform"]
    linked = next(a for a in performed if spoke["utterance"] in json.dumps(a["cue"]["reason"]))
    assert linked["cue"]["cause"] == acted["id"]


async def test_stale_lines_drop_and_the_new_price_is_said(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        night.stage.playing = False
        await night.gateway.chat("how much is the silk scarf?")
        await night.stage.says("$199")
        answer = await night.act(action="product", sku="SCARF", price="149", undo=True)
        assert answer["undo"]
        night.stage.playing = True
        await night.stage.until(lambda f: f["type"] == "stop")
        await night.gateway.chat("how much is the silk scarf?", nick="Bo")
        await night.stage.says("$149")
        assert (await night.act(action="undo", id=answer["undo"]))["type"] == "done"
        await night.gateway.chat("price of the scarf please", nick="Cy")
        await night.stage.says("$199")
        assert not (await night.act(action="product", sku="SCARF", off_air=True)).get("reason")
        heard = len(night.stage.frames)
        await night.gateway.chat("how much is the silk scarf now?", nick="Di")
        await night.act(action="say", text="Good night.")
        await night.stage.says("Good night")
        assert not any("$" in say_of(f).get("text", "") for f in night.stage.frames[heard:])


async def test_a_moderator_gives_less_freedom_and_only_an_owner_more(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        async with console(night, night.live.moderator_token) as mia:
            down = await mia.ask(action="autonomy", text="script", undo=True)
            assert down["type"] == "done"
            up = await mia.ask(action="autonomy", text="free", lowers=False)
            assert "only an owner" in up["reason"]
            # What was lowered by a moderator can be undone by nobody but an owner, either.
            assert "only an owner" in (await mia.ask(action="undo", id=down["undo"]))["reason"]
        assert (await night.act(action="autonomy", text="free"))["type"] == "done"


async def test_everybody_sees_the_notes_the_board_and_what_was_done(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        async with console(night, night.live.moderator_token) as mia:
            await mia.ask(action="pause")
            await mia.ask(action="note", text="Ben starts at two.")
            await mia.ask(action="mark", text="good joke")
            await mia.ask(action="block_word", text="watchparty")
            await night.gateway.chat("how much is the silk scarf?")
            await night.gateway.chat("scarf price?", nick="Bo")
            row = await mia.until("next")
            while not row["items"] or row["items"][0]["asked_by"] < 2:
                row = await mia.until("next")
            item = row["items"][0]
            assert (item["status"], item["intent"], item["sku"]) == ("open", "price", "SCARF")
            assert [a["nick"] for a in item["asked"]] == ["Bo"]
        async with console(night, night.live.owner_token) as ben:
            desk = ben.snapshot["desk"]
            assert [n["text"] for n in desk["notes"]] == ["Ben starts at two."]
            assert desk["words"][0]["word"] == "watchparty"
            marks = [r for r in ben.snapshot["decisions"] if r.get("action") == "mark"]
            assert (marks[0]["detail"], marks[0]["by"]) == ("good joke", "moderator")
            taken = await ben.ask(action="undo", id=desk["words"][0]["undo"])
            assert taken["type"] == "done"


async def test_a_night_of_such_actions_replays_the_same(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        asked = await night.gateway.chat("how much is the silk scarf?")
        spoken = await night.stage.says("$199")
        await night.gateway.until(lambda f: f["type"] == "ack" and f["id"] == asked)
        for action in (
            {"action": "correct", "id": spoken["utterance"]},
            {"action": "note", "text": "Watch out."},
            {"action": "block_word", "text": "foo"},
            {"action": "autonomy", "text": "script"},
            {"action": "product", "sku": "SCARF", "stock": 3},
            {"action": "mark"},
        ):
            answer = await night.act(**action, undo=True)
            assert answer["type"] == "done", answer
            if "undo" in answer:
                await night.act(action="undo", id=answer["undo"])
    count, difference = await replay(night.journal, tell=lambda event, acts: None)
    assert difference is None
    assert count > 10
