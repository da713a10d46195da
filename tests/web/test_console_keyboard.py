"""The console without a mouse: every control in reach, its focus seen, dialogs that let go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from busy_desk import busy
from console_page import console
from serving import House, serving

if TYPE_CHECKING:
    from playwright.async_api import Browser

pytestmark = pytest.mark.chromium

CONTROLS = """() => {
  const all = document.querySelectorAll("#app :is(button, input, select, summary, [tabindex='0'])");
  return [...all].filter((n) => n.checkVisibility() && !n.disabled).length;
}"""
ANEW = """() => {
  for (const n of document.querySelectorAll("[data-walked]")) delete n.dataset.walked;
  document.activeElement.blur();
}"""
FOCUS = """() => {
  const node = document.activeElement;
  if (node === document.body) return null;
  node.dataset.walked = Number(node.dataset.walked ?? 0) + 1;
  const box = node.getBoundingClientRect(), style = getComputedStyle(node);
  const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    id: node.id || node.dataset.act || node.className || node.tagName,
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
      || node.closest("#lang-box") !== null,
    seen: node.contains(at),
    again: node.dataset.walked > 1,
  };
}"""
NAME = "document.activeElement.id || document.activeElement.dataset.act"


async def walk(page: Any) -> list[dict[str, Any]]:
    """Press Tab until it comes round."""
    found: list[dict[str, Any]] = []
    for _ in range(200):
        await page.keyboard.press("Tab")
        here = await page.evaluate(FOCUS)
        if here is not None and here["again"]:
            break
        found += [here] if here else []
    return found


@pytest.mark.parametrize("size", [(1440, 900), (360, 740)])
async def test_tab_comes_by_every_control_and_shows_where_it_is(
    browser: Browser, size: tuple[int, int]
) -> None:
    house, viewport = House(content=busy()), {"width": size[0], "height": size[1]}
    async with serving(house), console(browser, house, viewport=viewport) as watched:
        page = watched.page
        for tab in ("live", "next", "goods", "health") if size[0] < 700 else ("live",):
            if size[0] < 700:
                await page.click(f'[data-go="{tab}"]')
            await page.evaluate(ANEW)
            found = await walk(page)
            assert len(found) == await page.evaluate(CONTROLS), tab
            assert [each for each in found if not (each["ring"] and each["seen"])] == []
        assert watched.faults == []


async def test_a_dialog_keeps_the_focus_with_stop_and_gives_it_back(
    browser: Browser,
) -> None:
    async with serving(House(content=busy())) as house, console(browser, house) as watched:
        page = watched.page
        for open_key, dialog, first in (
            ("n", "#words", "words-text"),
            ("?", "#help", ""),
            ("b", "#words", "words-text"),
        ):
            await page.focus("#skip")
            await page.keyboard.press(open_key)
            await page.locator(f"{dialog}[open]").wait_for()
            assert not first or await page.evaluate(NAME) == first
            places = set()
            for key in ["Tab"] * 8 + ["Shift+Tab"] * 8:
                await page.keyboard.press(key)
                inside = f"document.activeElement.closest('{dialog}, #stop') !== null"
                assert await page.evaluate(inside), (dialog, await page.evaluate(NAME))
                places.add(await page.evaluate(NAME))
            assert "stop" in places
            await page.locator(f"{dialog} :is(textarea, button)").first.focus()
            await page.keyboard.press("Escape")
            await page.wait_for_function(f"() => ({NAME}) === 'skip'")
        assert house.asked == []
        # From STOP too; and where nothing had the focus, nothing has it after, and keys act.
        await page.keyboard.press("n")
        await page.focus("#stop")
        await page.keyboard.press("Escape")
        assert await page.locator("dialog[open]").count() == 0
        await page.evaluate("document.activeElement.blur()")
        await page.keyboard.press("?")
        await page.keyboard.press("Enter")  # Close
        await page.locator("#help").wait_for(state="hidden")
        await page.keyboard.press("k")
        await watched.has("#toasts", "Skip")
        assert [request.action for request, _ in house.asked] == ["skip"]
        assert watched.faults == []


async def test_the_row_that_a_dialog_came_from_may_be_gone(
    browser: Browser,
) -> None:
    async with serving(House(content=busy())) as house, console(browser, house) as watched:
        page = watched.page
        await page.focus('#held-rows [data-act="edit_held"]')
        await page.keyboard.press("Enter")
        await page.locator("#words[open]").wait_for()
        watched.publish("held", items=[])
        await page.locator("#held").wait_for(state="hidden")
        await page.keyboard.press("Escape")
        await page.wait_for_function(f"() => ({NAME}) === 'chat-rows'")
        await page.keyboard.press("ArrowUp")
        await page.keyboard.press("ArrowUp")
        assert await page.evaluate("document.activeElement.dataset.id") == "gw/m-22"
        await page.keyboard.press("Enter")
        await page.keyboard.press("Tab")
        assert await page.evaluate(NAME) in ("answer", "translate", "timeout")
        assert watched.faults == []


async def test_a_letter_on_a_closed_list_changes_nothing(
    browser: Browser,
) -> None:
    async with serving(House(content=busy())) as house, console(browser, house) as watched:
        page = watched.page
        for name in ("#mood-set", "#segment-set"):
            await page.focus(name)
            for key in ("w", "Escape", "ArrowDown", "Escape"):  # it opens, and is closed again
                await page.keyboard.press(key)
        await page.focus("#skip")
        await page.keyboard.press("Enter")
        await watched.has("#toasts", "Skip")
        assert "mood" not in {request.action for request, _ in house.asked}
        assert "segment" not in {request.action for request, _ in house.asked}
