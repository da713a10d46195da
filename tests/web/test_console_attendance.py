"""Who watches says “I'm here” with one tap, and takes over gently where there is time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from console_page import console

if TYPE_CHECKING:
    from playwright.async_api import Browser
    from serving import House

pytestmark = [pytest.mark.chromium, pytest.mark.slow]

MINUTE = 60_000


def asked(house: House) -> list[dict[str, Any]]:
    return [
        request.model_dump(exclude_defaults=True, exclude={"ref"}, mode="json")
        for request, _ in house.asked
    ]


async def test_a_tap_or_a_key_says_that_somebody_is_here(browser: Browser, house: House) -> None:
    async with console(browser, house) as watched:
        page = watched.page
        assert await page.locator("#here").is_hidden()  # where the show asks for nobody
        watched.publish("state", state="on_air", absent="", here_by_ms=30 * MINUTE + 1000)
        await watched.has("#here", "within 30 min")
        watched.publish("audience", count=3, at_ms=26 * MINUTE)
        await watched.has('#here[data-kind="soon"]', "within 5 min")
        await page.click("#here")
        await page.keyboard.press("h")
        await watched.has("#toasts", "Done: I’m here")
        assert asked(house) == [{"action": "here"}, {"action": "here"}]
        assert watched.faults == []


@pytest.mark.parametrize(
    ("absent", "mode", "told"),
    [("holding", "holding", "on hold"), ("script_only", "on_air", "approved lines only")],
)
@pytest.mark.parametrize("width", [360, 1280])
async def test_what_the_show_does_without_anybody_is_told_and_one_tap_ends_it(
    browser: Browser, house: House, absent: str, mode: str, told: str, width: int
) -> None:
    async with console(browser, house, viewport={"width": width, "height": 740}) as watched:
        watched.publish("state", state=mode, absent=absent, here_by_ms=0)
        await watched.has("#absent", told)
        await watched.has('#here[data-kind="absent"]', "I’m here")
        box = await watched.page.locator("#here").bounding_box()
        stop = await watched.page.locator("#stop").bounding_box()
        assert box is not None
        assert stop is not None
        assert box["y"] >= 740 * 0.6  # in the thumb's reach
        assert await watched.page.evaluate("document.scrollingElement.scrollWidth") <= width
        await watched.page.click("#here")
        watched.publish("state", state="on_air", absent="", here_by_ms=40 * MINUTE)
        await watched.page.locator("#absent").wait_for(state="hidden")
        assert asked(house) == [{"action": "here"}]
        assert watched.faults == []


async def test_a_goodbye_is_asked_for_and_told_until_the_human_is_on(
    browser: Browser, house: House
) -> None:
    async with console(browser, house) as watched:
        page = watched.page
        await page.click("#farewell")
        await page.keyboard.press("g")
        watched.publish("state", state="on_air", leaving=True)
        await watched.has("#mode", "Saying goodbye")
        assert await page.locator("#farewell").is_hidden()
        watched.publish("state", state="human_on", leaving=False)
        await watched.has("#mode", "Person on air")
        await watched.has("#takeover", "Hand back")
        assert asked(house) == [{"action": "takeover", "farewell": True}] * 2
        assert watched.faults == []
