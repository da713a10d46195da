"""`chatbot invite` beside a running show: the printed code, read by another, lets its person in."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from chromium import chromium

from tests.onair import studio, write_show

pytestmark = [pytest.mark.peers, pytest.mark.chromium]
HERE = Path(__file__).parent
BLOCKS = set(" ▀▄█")


async def output(*command: str, given: str = "") -> str:
    """What a program prints, its input given."""
    process = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    told, _ = await process.communicate(given.encode())
    assert process.returncode == 0
    return told.decode()


async def test_link_and_code_lead_to_the_page_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHATBOT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHONUTF8", "1")
    async with studio(write_show(tmp_path)) as night, chromium() as browser:
        told = await output(sys.executable, "-m", "chatbot", "invite", "mei")
        link = next(line.strip() for line in told.splitlines() if "#invite=" in line)
        code = [line for line in told.splitlines() if line and set(line) <= BLOCKS]
        read = await output("node", str(HERE / "qr.js"), given="\n".join(code))
        assert read.strip() == link
        assert link.startswith(night.live.address)
        page = await browser.new_page(locale="en-US", viewport={"width": 360, "height": 640})
        await page.goto(read.strip())
        await page.locator("#sign-in", has_text="mei, you are invited as moderator").wait_for()
        await page.fill("#new_password", "correct horse battery")
        await page.keyboard.press("Enter")
        await page.locator('html[data-link="live"]').wait_for()
        await page.click("#stop")
        await page.locator("#banner", has_text="Silent").wait_for()
        assert night.live.room.state.memory.mode_by == "mei"
        await page.click("#sign-out")
        await page.locator("#sign-in form").wait_for()
        await page.goto("about:blank")
        await page.goto(link)
        await page.locator("#sign-in-why", has_text="used up").wait_for()
