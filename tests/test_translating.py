"""A chat row in the moderator's language: by a real model server, on a real page, not on air."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from chatbot.responders.translating import PER_MINUTE
from chatbot.show.prompt import masked
from tests.onair import Studio, say_of, studio, write_show
from tests.test_model_story import write_model_show

sys.path.insert(0, str(Path(__file__).parent / "responders"))
sys.path.insert(0, str(Path(__file__).parent / "web"))
from chromium import chromium
from model_server import Answering, ModelServer, Play, chunk, model_server, stream

if TYPE_CHECKING:
    from playwright.async_api import Page

ASKED = "Translate what a viewer"


def only_translates(*plays: Play) -> Play:
    """Translate so, the last for ever; whoever wants an answer gets none, and the facts speak."""
    left = list(plays)

    async def play(answering: Answering) -> None:
        if ASKED not in json.dumps(answering.request):
            await answering.head(500)
        else:
            await (left.pop(0) if len(left) > 1 else left[0])(answering)

    return play


def translations(server: ModelServer) -> list[str]:
    return [told for a in server.asked if ASKED in (told := json.dumps(a.request))]


async def asks(night: Studio, id: str, to: str = "en", token: str = "") -> dict[str, Any]:
    body = {"id": id, "to": to}
    return await night.ask("/api/translation", token or night.live.moderator_token, body)


async def until_shown(night: Studio, text: str, *, nick: str = "Ann") -> str:
    """Write it, and wait until it is on the console."""
    message_id = await night.gateway.chat(text, nick=nick)
    await night.gateway.until(lambda f: f["type"] == "ack" and f["id"] == message_id)
    return f"gw/{message_id}"


async def test_a_row_is_translated_once_without_names_and_nothing_of_it_goes_on_air(
    tmp_path: Path,
) -> None:
    words = "I have dry skin, ", "please call me, [viewer] told me. ", "OK?"
    async with (
        model_server(only_translates(stream(*words))) as server,
        studio(write_model_show(tmp_path, server.url)) as night,
    ):
        await until_shown(night, "hello there", nick="Rosalind")
        text = "Rosalind说过，我皮肤干，打我电话 13812345678"
        row = await until_shown(night, text, nick="小雨")
        told = await asks(night, row)
        assert told["text"] == "I have dry skin, please call me, [viewer] told me. OK?"
        assert told["by"].startswith("tiny at ")
        assert await asks(night, row) == told
        assert len(translations(server)) == 1
        assert await asks(night, row, "fr") == told
        sent = translations(server)
        assert len(sent) == 2
        assert "French" in sent[1]
        assert "Rosalind" not in "".join(sent)
        assert "13812345678" not in "".join(sent)
        assert (await asks(night, row, token=night.live.viewer_token))["error"]
        assert (await asks(night, row, token=night.live.stage_token))["error"]
        assert (await asks(night, row, "de"))["error"].startswith("to: ")
        assert (await asks(night, "gw/nowhere"))["why"] == "gone"
        cost = night.live.view.snapshot()["cost"]["models"][0]["tokens"]
        await night.gateway.chat("how much is the silk scarf?")
        await night.stage.says("$199")
        said = [say_of(frame).get("text", "") for frame in night.stage.frames]
        assert not any("dry skin" in line for line in said)
        assert night.live.view.snapshot()["cost"]["models"][0]["tokens"] >= cost
        shown = json.dumps(night.live.view.snapshot())
        assert "dry skin" not in shown
    with sqlite3.connect(tmp_path / "show.journal") as db:
        kept = [str(row) for row in db.execute("SELECT * FROM records")]
    assert sum('"action":"translate"' in row for row in kept) == 4  # who asked, not what came
    assert not any("dry skin" in row for row in kept)


async def test_why_there_is_no_translation_is_told(tmp_path: Path) -> None:
    async def hangs(answering: Answering) -> None:
        await answering.head()
        await answering.raw(chunk("I have"))
        await answering.gone.wait()

    async with studio(write_show(tmp_path / "none")) as night:
        row = await until_shown(night, "我皮肤干")
        assert (await asks(night, row))["why"] == "no_model"
    async with model_server(only_translates(stream(""), hangs)) as server:
        show = write_model_show(tmp_path / "one", server.url)
        text = show.read_text("utf-8").replace("model: tiny", "model: tiny, total_s: 0.3")
        show.write_text(text, encoding="utf-8")
        async with studio(show) as night:
            row = await until_shown(night, "我皮肤干")
            told = await asks(night, row)
            assert (told["why"], "wrote nothing" in told["error"]) == ("model", True)
            told = await asks(night, row)  # nothing is kept of what went wrong
            assert (told["why"], "has not ended" in told["error"]) == ("model", True)
            night.live.translator._asked.extend([9e9] * PER_MINUTE)
            assert (await asks(night, row))["why"] == "busy"


def test_a_nick_is_a_whole_word_in_latin_letters_only() -> None:
    assert masked("I want an answer, an", ("an",)) == "I want [viewer] answer, [viewer]"
    assert masked("小雨ok吗，Bo2说的Bo", ("小雨", "Bo")) == "[viewer]ok吗，Bo2说的[viewer]"


# --- on the page ----------------------------------------------------------------------------


@asynccontextmanager
async def page_of(night: Studio, **options: Any) -> AsyncIterator[Page]:
    async with chromium() as browser:
        page = await (await browser.new_context(**{"locale": "en-US", **options})).new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        await page.goto(f"{night.live.address}/console#token={night.live.moderator_token}")
        await page.locator('html[data-link="live"]').wait_for(timeout=15_000)
        yield page
        assert faults == []


@pytest.mark.chromium
async def test_a_tap_or_a_key_puts_the_translation_under_the_row_as_text(tmp_path: Path) -> None:
    words = "My skin is dry <img src=x onerror=alert(1)>"
    async with (
        model_server(only_translates(stream(words))) as server,
        studio(write_model_show(tmp_path, server.url)) as night,
        page_of(night, viewport={"width": 360, "height": 740}) as page,
    ):
        await until_shown(night, "我皮肤干")
        await page.locator(".msg", has_text="我皮肤干").click()
        await page.click('.msg.open [data-act="translate"]')
        line = page.locator(".msg.open .translation span")
        await line.wait_for()
        assert await line.inner_text() == words
        assert await line.get_attribute("lang") == "en"
        assert await page.locator(".translation img").count() == 0
        assert "machine translation: tiny" in await page.inner_text(".translation")
        assert await page.evaluate("document.scrollingElement.scrollWidth") <= 360
        await page.select_option("#lang", "fr")
        await page.focus("#chat-rows")
        await page.keyboard.press("x")
        await page.locator('.translation [lang="fr"]').wait_for()
        assert len(translations(server)) == 2


@pytest.mark.chromium
async def test_without_a_model_the_row_says_why(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night, page_of(night, locale="zh-CN") as page:
        await until_shown(night, "how soft is it, say")
        await page.locator(".msg").first.click()
        await page.click('.msg.open [data-act="translate"]')
        await page.locator(".translation", has_text="没有配置语言模型").wait_for()
