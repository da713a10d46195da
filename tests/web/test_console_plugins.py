"""The plugin panel: on and off, what each may do, its log, and settings saved with a diff."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from chatbot.replaying import replay
from tests.onair import Studio, studio, write_show

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import Browser

ECHO = '''
"""Says what it is told to."""

from pydantic import BaseModel, Field, SecretStr

from chatbot import ChatMessage, Context, Plugin, Reaction, Say


class Config(BaseModel):
    """What to say to whoever says hello."""

    line: str = Field("Hello there.", description="what is said")
    times: int = Field(1, ge=1, le=5)
    loud: bool = False
    words: tuple[str, ...] = ("hello",)
    key: SecretStr | None = None


plugin = Plugin("echo", config=Config)


@plugin.on(ChatMessage)
async def answer(event: ChatMessage, ctx: Context[Config]) -> Reaction:
    ctx.log.info("heard a message")
    return Say(ctx.config.line, "en") if event.text in ctx.config.words else None
'''
PLUGINS = """\
# the plugins of tonight
plugins: [{name: echo, config: {line: Hi there., key: top-secret}}]
timezone: Asia/Shanghai  # where the shop is
"""


def with_plugin(folder: Path) -> Path:
    show = write_show(folder)
    (folder / "plugins").mkdir()
    (folder / "plugins" / "echo.py").write_text(ECHO, encoding="utf-8")
    show.write_text(show.read_text(encoding="utf-8") + PLUGINS, encoding="utf-8")
    return show


async def ask(night: Studio, *, token: str = "", **body: Any) -> dict[str, Any]:
    return await night.ask("/api/plugins", token or night.live.owner_token, body)


async def heard(night: Studio, text: str) -> None:
    message_id = await night.gateway.chat(text)
    await night.gateway.until(lambda f: f["type"] == "ack" and f["id"] == message_id)


async def test_off_means_silent_on_means_heard_and_the_replay_agrees(tmp_path: Path) -> None:
    async with studio(with_plugin(tmp_path)) as night:
        assert (await night.act(action="plugin", id="echo", text="off"))["type"] == "done"
        await heard(night, "hello")
        assert "no plugin" in (await night.act(action="plugin", id="x", text="on"))["reason"]
        row = (await ask(night))["plugins"][0]
        assert (row["state"], row["hears"], row["log"]) == ("off", ["ChatMessage"], [])
        assert (await night.act(action="plugin", id="echo", text="on"))["type"] == "done"
        await heard(night, "hello")
        await night.stage.says("Hi there.")
        assert "heard a message" in (await ask(night))["plugins"][0]["log"][-1]
    _, difference = await replay(night.journal, tell=lambda event, acts: None)
    assert difference is None


async def test_what_was_off_stays_off_after_a_restart(tmp_path: Path) -> None:
    show = with_plugin(tmp_path)
    async with studio(show) as night:
        await night.act(action="plugin", id="echo", text="off")
    async with studio(show, journal=night.journal) as night:
        await heard(night, "lol")
        assert (await ask(night))["plugins"][0]["state"] == "off"


async def test_settings_are_checked_shown_as_a_diff_and_in_force_once_saved(tmp_path: Path) -> None:
    show = with_plugin(tmp_path)
    async with studio(show) as night:
        row = (await ask(night))["plugins"][0]
        assert row["settings"]["line"] == "Hi there."
        assert "top-secret" not in json.dumps(row)
        seen = await ask(night, token=night.live.moderator_token)
        assert "settings" not in seen["plugins"][0]
        wrong = await ask(night, name="echo", settings={"times": 9})
        assert "times" in wrong["error"]
        fresh = {"line": "Good evening.", "words": ["hey"], "times": 1, "loud": False}
        told = await ask(night, token=night.live.moderator_token, name="echo", settings=fresh)
        assert "owner" in told["error"]
        diff = (await ask(night, name="echo", settings=fresh))["diff"]
        assert any(line.startswith("+") and "Good evening." in line for line in diff)
        assert "top-secret" not in str(diff)
        assert "times" not in str(diff)  # what is as usual is not written
        assert "Good evening." not in show.read_text(encoding="utf-8")
        await ask(night, name="echo", settings=fresh, save=True)
        text = show.read_text(encoding="utf-8")
        assert "# the plugins of tonight" in text
        assert "# where the shop is" in text
        assert "top-secret" in text  # what the page was never shown is kept
        async with asyncio.timeout(20):
            while "Good evening." not in str(night.live.room.state.show.plugins):
                await heard(night, "lol")
        await heard(night, "hey")
        await night.stage.says("Good evening.")


@pytest.mark.chromium
async def test_the_panel_shows_switches_and_saves(browser: Browser, tmp_path: Path) -> None:
    show = with_plugin(tmp_path)
    async with studio(show) as night, await browser.new_context(locale="en-US") as context:
        page = await context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        await page.goto(f"{night.live.address}/console#token={night.live.owner_token}")
        await page.locator('html[data-link="live"]').wait_for(timeout=15_000)
        await page.keyboard.press("l")
        await page.get_by_text("hears ChatMessage").wait_for()
        await page.get_by_role("button", name="Switch off echo").click()
        await page.locator('.plugin[data-state="off"]').wait_for()
        await page.get_by_role("button", name="Switch on echo").click()
        await page.locator('.plugin[data-state="up"]').wait_for()
        await page.get_by_text("Settings").click()
        assert await page.locator("[name=key]").input_value() == ""
        await page.fill("[name=line]", "Good night.")
        await page.fill("[name=words]", "bye\nsee you")
        assert await page.locator(".settings .primary").is_disabled()
        await page.get_by_role("button", name="See the difference").click()
        await page.locator(".diff .plus", has_text="Good night.").wait_for()
        await page.click(".settings .primary")
        await page.get_by_role("button", name="Saved").wait_for()
        assert faults == []
        await browser.close()
    assert "words: [bye, see you]" in show.read_text(encoding="utf-8")
