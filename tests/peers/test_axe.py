"""axe-core reads every page as it stands in Chromium, and finds nothing serious.

Dark and light, a phone and a desktop, three languages, each panel, each dialog, each bad hour.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from busy_desk import busy
from console_page import console
from serving import House, serving
from test_console_plugins import with_plugin

from chatbot.loading import load_show
from chatbot.report.page import page as page_text
from chatbot.report.reading import read_night
from chatbot.web.auth import ACTIONS, DOORS
from tests.engine.rooms import acts, chat, live
from tests.onair import studio, write_show
from tests.renderers.clock_loop import run as on_virtual_time
from tests.scripting.test_script_desk import RUNDOWN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Page

pytestmark = [pytest.mark.peers, pytest.mark.chromium]
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 640}
LOOKS = [("dark", DESKTOP), ("light", DESKTOP), ("dark", PHONE), ("light", PHONE)]
CORNERS = [LOOKS[0], LOOKS[3]]
MAY = {"role": "owner", "name": "owner", "may": [*ACTIONS, *DOORS]}
BAD = """async () => (await axe.run(document, {
  resultTypes: ["violations"], rules: {"target-size": {enabled: true}},
})).violations.filter(({impact}) => ["serious", "critical"].includes(impact)).flatMap(
  (v) => v.nodes.map((n) => `${v.id}: ${n.target.join(" ")}: ${n.any[0]?.message ?? v.help}`))"""


class Reading:
    """What axe says of a page, state by state."""

    def __init__(self) -> None:
        self.found: list[str] = []

    async def __call__(self, page: Page, state: str) -> None:
        """Read the page as it is now."""
        if not await page.evaluate("typeof axe === 'object'"):
            await page.evaluate(AXE.read_text(encoding="utf-8"))  # not a tag: the CSP forbids it
        self.found += [f"{state}: {what}" for what in await page.evaluate(BAD)]


def look(scheme: str, size: dict[str, int]) -> dict[str, Any]:
    """A browser context's options."""
    still = {"reduced_motion": "reduce", "locale": "en-US"}
    return {"viewport": size, "has_touch": size is PHONE, "color_scheme": scheme, **still}


@asynccontextmanager
async def page_of(browser: Browser, address: str, **options: Any) -> AsyncIterator[Page]:
    async with await browser.new_context(**options) as context:
        page = await context.new_page()
        await page.goto(address)
        yield page


@pytest.mark.parametrize(("scheme", "size"), LOOKS)
async def test_the_console(browser: Browser, scheme: str, size: dict[str, int]) -> None:
    read, phone = Reading(), size is PHONE
    house = House(content=busy())
    async with serving(house), console(browser, house, **look(scheme, size)) as watched:
        page = watched.page
        for lang in ("zh", "fr", "en"):
            await page.select_option("#lang", lang)
            for tab in ("live", "next", "goods", "health") if phone else ("live",):
                if phone:
                    await page.click(f'[data-go="{tab}"]')
                await read(page, f"{lang}, {tab}")
        if phone:
            await page.click('[data-go="goods"]')
        await page.click('[data-act="edit"]')
        await read(page, "a product is edited")
        await page.keyboard.press("Escape")
        if phone:
            await page.click('[data-go="live"]')
        await page.locator(".msg").first.click()
        await page.click('.msg.open [data-act="translate"]')
        await page.locator('.translation[data-kind="bad"]').wait_for()
        await read(page, "a message is open, and not translated")
        if phone:
            await page.click('[data-go="health"]')
        await page.locator("#health-rows summary").first.click()
        await read(page, "a part is open")
        await page.evaluate("location.hash = '#item=nothing'")
        await page.locator("[data-found]").wait_for()
        await read(page, "an alert's item was looked for")
        await page.focus("#skip")
        for key, dialog in (("n", "#words"), ("?", "#help")):
            await page.keyboard.press(key)
            await page.locator(f"{dialog}[open]").wait_for()
            await read(page, dialog)
            await page.keyboard.press("Escape")
        await page.keyboard.press("Escape")
        await watched.has("#banner", "Silent")
        watched.publish("state", state="stopped", absent="holding", here_by_ms=1)
        await page.locator('html[data-mode="stopped"]').wait_for()
        await read(page, "stopped, nobody attends")
        await page.route_web_socket("**/ws/console*", lambda line: line.close())
        await page.route("**/api/session", lambda route: route.fulfill(json=MAY))
        await page.reload()
        await page.locator("#offline").wait_for()
        await read(page, "out of reach")
        assert [fault for fault in watched.faults if "404" not in fault] == []
    assert read.found == []


@pytest.mark.parametrize(("scheme", "size"), CORNERS)
async def test_script_and_plugins(
    browser: Browser, tmp_path: Path, scheme: str, size: dict[str, int]
) -> None:
    read, show = Reading(), with_plugin(tmp_path)
    (tmp_path / "host.yaml").write_text("name: Lan\nkind: seller\nlanguages: [en]\n", "utf-8")
    show.write_text(show.read_text("utf-8") + "rundown: rundown.yaml\n", encoding="utf-8")
    (tmp_path / "rundown.yaml").write_text(RUNDOWN, encoding="utf-8")
    async with studio(show) as night:
        address = f"{night.live.address}/console#token={night.live.owner_token}"
        async with page_of(browser, address, **look(scheme, size)) as page:
            await page.locator('html[data-link="live"]').wait_for()
            await page.keyboard.press("c")
            await page.click('.segments [data-n="2"] summary')
            await page.locator(".sline").first.get_by_role("button", name="Edit").click()
            await page.fill(".sline textarea", "It is {prise}.")
            await page.get_by_text("unknown slot {prise}").wait_for()
            await read(page, "a line is written")
            await page.click("#sheet-close")
            await page.keyboard.press("l")
            await page.locator(".plugin summary").first.wait_for()
            for summary in await page.locator(".plugin summary").all():
                await summary.click()
            await read(page, "a plugin's settings")
    assert read.found == []


@pytest.mark.parametrize(("scheme", "size"), CORNERS)
async def test_assist_stage_sign_in_and_signpost(
    browser: Browser, scheme: str, size: dict[str, int]
) -> None:
    read, house = Reading(), House(content=busy())
    async with serving(house), page_of(browser, f"{house.http}/", **look(scheme, size)) as page:
        await read(page, "signpost")
        await page.goto(f"{house.http}/console")
        await page.locator("#sign-in form").wait_for()
        await read(page, "sign in")
        await page.goto(f"{house.http}/here#token={house.tokens.owner}")
        await page.locator("#im-here").wait_for()
        await read(page, "I'm here")
        await page.click("#im-here")
        await page.locator('#told[data-kind="good"]').wait_for()
        await read(page, "I'm here, noted")
        await page.goto(f"{house.http}/assist#token={house.tokens.owner}")
        await page.locator("#answer", has_text="成分表").wait_for()
        for lang in ("zh", "fr", "en"):
            await page.select_option("#lang", lang)
            await read(page, f"assist, {lang}")
        await page.goto(f"{house.http}/stage")
        await page.locator('html[data-link="open"]').wait_for()
        await read(page, "stage")
    assert read.found == []


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
async def test_the_report(browser: Browser, tmp_path: Path, size: dict[str, int]) -> None:
    files = load_show(write_show(tmp_path, seller=True))
    script = [
        (5_000, chat("how much is the silk scarf?", id="m1")),
        (20_000, chat("does the scarf glow in the dark?", id="m2")),
        (50_000, acts("say", text="Everything is 90% off!")),
        (60_000, acts("mark")),
    ]
    life = await asyncio.to_thread(lambda: on_virtual_time(live(files, script, guess=False)))
    night = read_night(life.paper.to_file(tmp_path / "night.journal"))
    (tmp_path / "r.html").write_text(page_text(night, "fr"), encoding="utf-8")
    read = Reading()
    async with page_of(browser, (tmp_path / "r.html").as_uri(), viewport=size) as page:
        for summary in await page.locator("summary").all():
            await summary.click()
        await read(page, "report")
    assert read.found == []
