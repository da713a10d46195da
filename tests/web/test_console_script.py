"""The script panel in Chromium, against a show on air: read, write, sign, move, by tap and key."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.onair import Studio, studio, write_show
from tests.scripting.test_script_desk import RUNDOWN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from playwright.async_api import Browser, Page

pytestmark = pytest.mark.chromium


@asynccontextmanager
async def opened(
    browser: Browser, folder: Path, **options: Any
) -> AsyncIterator[tuple[Studio, Page, list[str]]]:
    """The show's console with the script open, and what went wrong on the page."""
    show = write_show(folder, seller=True)
    show.write_text(show.read_text(encoding="utf-8") + "rundown: rundown.yaml\n", encoding="utf-8")
    (folder / "rundown.yaml").write_text(RUNDOWN, encoding="utf-8")
    faults: list[str] = []
    context = await browser.new_context(**{"locale": "en-US", **options})
    async with studio(show) as night, context:
        page = await context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        await page.goto(f"{night.live.address}/console#token={night.live.moderator_token}")
        await page.locator('html[data-link="live"]').wait_for(timeout=15_000)
        await page.keyboard.press("c")
        await page.locator(".segments summary").first.wait_for()
        yield night, page, faults


async def titles(page: Page) -> list[str]:
    return [text.split(". ")[1] for text in await page.locator(".segments b").all_inner_texts()]


async def test_a_line_is_written_while_gate_and_slots_are_told(
    browser: Browser, tmp_path: Path
) -> None:
    async with opened(browser, tmp_path) as (_, page, faults):
        await page.click('.segments [data-n="2"] summary')
        line = page.locator('.sline[data-number="2"]')
        await line.get_by_text("It is $199.").wait_for()
        await line.get_by_role("button", name="Edit").click()
        await page.fill(".sline textarea", "It is {prise}.")
        await page.get_by_text("unknown slot {prise}").wait_for()
        assert await page.locator(".sline .primary").is_disabled()
        await page.fill(".sline textarea", "Now {price} <b>only</b>.")
        await page.locator('.as-said[data-wrong="1"]').wait_for()
        await page.fill(".sline textarea", "Now it is {price}.")
        await page.locator(".as-said", has_text="Now it is $199.").wait_for()
        await page.click(".sline .primary")
        written = page.locator('.sline[data-number="2"] > p:not(.as-said)')
        await written.get_by_text("Now it is $199.").wait_for()
        await page.get_by_role("button", name="Approve all of these").click()
        await page.locator(".segments summary", has_text="2 of 2 approved").wait_for()
        assert faults == []
    assert "Now it is {price}." in (tmp_path / "rundown.yaml").read_text(encoding="utf-8")
    assert "by: moderator" in (tmp_path / "rundown.approved.yaml").read_text(encoding="utf-8")


async def test_segments_are_moved_by_drag_and_by_key(browser: Browser, tmp_path: Path) -> None:
    async with opened(browser, tmp_path) as (_, page, faults):
        await page.focus('[data-grip="1"]')
        await page.keyboard.press("ArrowDown")
        await page.locator('.segments [data-n="1"]', has_text="Scarf").wait_for()
        assert await titles(page) == ["Scarf", "Welcome", "Bye"]
        assert await page.evaluate("document.activeElement.dataset.grip") == "2"
        await page.drag_and_drop('[data-grip="3"]', '.segments [data-n="1"]')
        await page.locator('.segments [data-n="1"]', has_text="Bye").wait_for()
        assert await titles(page) == ["Bye", "Scarf", "Welcome"]
        assert faults == []


async def test_on_a_phone_it_fits_and_stop_stays_in_reach(browser: Browser, tmp_path: Path) -> None:
    size = {"width": 360, "height": 740}
    async with opened(browser, tmp_path, viewport=size, has_touch=True) as (_, page, faults):
        await page.click('.segments [data-n="2"] summary')
        await page.locator(".sline").first.wait_for()
        assert await page.evaluate("document.getElementById('sheet-body').scrollWidth") <= 360
        on_top = await page.evaluate(
            """() => {
              const box = document.getElementById("stop").getBoundingClientRect();
              return document.elementFromPoint(box.x + box.width / 2, box.y + 32).closest("#stop")
                !== null;
            }"""
        )
        assert on_top
        assert faults == []
