"""A real show's console in Chromium: hostile chat, two people at once, a network that fails."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from console_page import console
from cut_line import line_to

from chatbot.report.page import page as page_text
from chatbot.report.reading import read_night
from tests.onair import Studio, studio, write_show

sys.path.append(str(Path(__file__).parents[1] / "responders"))
from model_server import model_server, stream

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page
    from serving import House

pytestmark = pytest.mark.chromium
SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "acceptance"
WATCH = """() => {
  window.violations = [];
  addEventListener("securitypolicyviolation", (e) => violations.push(e.violatedDirective));
}"""
OWN = "img[src^='http'], iframe, audio, video, object, embed, base, script:not([src]), #grid a"


def samples(name: str) -> list[dict[str, Any]]:
    path = SAMPLES / f"{name}_public.jsonl"
    if not path.is_file():
        pytest.skip("no acceptance sets beside this repository")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


class Eyes:
    """Pages of one browser, and whatever on them would be a fault."""

    def __init__(self, browser: Browser, home: str) -> None:
        self._browser, self._home = browser, home
        self.faults: list[str] = []

    async def open(self, address: str) -> Page:
        """A person's own browser at this address."""
        page: Page = await (await self._browser.new_context(locale="en-US")).new_page()
        page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}"))
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("request", self._asked)
        await page.add_init_script(f"({WATCH})()")
        await page.goto(address)
        return page

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self._home, "data:", "blob:", "file:")):
            self.faults.append(f"foreign request: {request.url}")

    async def console(self, night: Studio, token: str, path: str = "/console") -> Page:
        """A page that is signed in and up to date."""
        page = await self.open(f"{self._home}{path}#token={token}")
        await page.locator('html[data-link="live"]').wait_for()
        return page


async def test_the_labelled_attacks_are_shown_as_text_and_do_nothing(
    browser: Browser, tmp_path: Path
) -> None:
    rows, frames = samples("attacks"), samples("frames")
    async with studio(write_show(tmp_path)) as night:
        eyes = Eyes(browser, night.live.address)
        page = await eyes.console(night, night.live.moderator_token)
        assist = await eyes.console(night, night.live.moderator_token, "/assist")
        for number, row in enumerate(rows):
            viewer = {"id": f"u{number}", "nick": row["text"]}
            frame = {"type": "chat", "room": "r1", "user": viewer, "text": row["text"]}
            await night.gateway.send({"id": row["id"], "ts": night.gateway.now_ms(), **frame})
        for row in frames:
            if row["side"] == "browser_to_console" and row["layer"] == "ws_text":
                answer = await page.evaluate(
                    """async (body) => (await fetch("/api/actions", {method: "POST", body,
                    headers: {"content-type": "application/json"}})).status""",
                    row["data"],
                )
                assert answer >= 400, row["id"]
        await night.gateway.chat("that is all", id="last")
        await page.locator('.msg[data-id="gw/last"]').wait_for()
        markup = [row["id"] for row in rows if row["category"] == "markup_injection"]
        for message_id in markup:
            shown = page.locator(f'.msg[data-id="gw/{message_id}"]')
            await shown.locator("p").click()
            await page.locator(f'.msg.open[data-id="gw/{message_id}"]').wait_for()
        for each in (page, assist):
            assert await each.locator(OWN).count() == 0
            assert await each.evaluate("violations") == []
        assert night.live.room.state.memory.mode == "on_air"
        file = tmp_path / "r.html"
        file.write_text(page_text(read_night(night.journal)), encoding="utf-8")
        report = await eyes.open(file.as_uri())
        assert await report.evaluate("violations") == []
        assert len(markup) > 0
        assert eyes.faults == []


async def test_of_two_at_one_held_item_the_first_wins_and_the_other_is_told(
    browser: Browser,
    tmp_path: Path,
) -> None:
    async with model_server(stream("I count the stars.")) as server:
        show = write_show(tmp_path)
        more = (
            f"responder:\n  - {{type: openai, base_url: '{server.url}', model: tiny}}\n  - facts\n"
        )
        text = show.read_text("utf-8").replace("{market: us}", "{market: us, held: {for_s: 600}}")
        show.write_text(text + more, encoding="utf-8")
        async with studio(show) as night:
            eyes = Eyes(browser, night.live.address)
            mia = await eyes.console(night, night.live.moderator_token)
            ben = await eyes.console(night, night.live.owner_token)
            late, kept = asyncio.Event(), list[Any]()

            def between(page_end: Any) -> None:
                def heard(message: Any) -> None:
                    if late.is_set() and message.startswith('{"type":"event"'):
                        kept.append((page_end.send, message))
                    else:
                        page_end.send(message)

                page_end.connect_to_server().on_message(heard)

            await ben.route_web_socket("**/ws/console*", between)
            await ben.reload()
            await night.gateway.chat("what do you do when nobody is watching?")
            for page in (mia, ben):
                await page.locator('#held-rows [data-act="approve"]').wait_for()
            late.set()  # Ben's page still shows the item when he presses
            await mia.click('#held-rows [data-act="approve"]')
            await night.stage.says("count the stars")
            await mia.locator("#held").wait_for(state="hidden")
            await ben.click('#held-rows [data-act="veto"]')
            await ben.locator(".refusal", has_text="moderator was first").wait_for()
            late.clear()
            for send, message in kept:
                send(message)
            await ben.locator("#held").wait_for(state="hidden")
            held = night.live.room.state.memory.board.clusters["gw/m-1"]
            assert held.status in ("onstage", "answered")
            assert eyes.faults == []


async def test_a_page_that_loses_the_network_misses_nothing(browser: Browser, house: House) -> None:
    async with line_to(house.port) as line:
        direct, house.port = house.port, line.port
        async with console(browser, house) as watched:
            page = watched.page
            watched.chat(1)
            await watched.has(".msg p", "小雨1")
            line.cut()
            await page.locator('html[data-link="lost"]').wait_for()
            for number in range(2, 60):
                watched.chat(number)
            watched.publish("notice", level="warning", about="catalog", text="price differs")
            line.mend()
            await watched.has(".msg p", "小雨59")
            ids = "rows => rows.map((row) => row.dataset.id)"
            assert await page.eval_on_selector_all(".msg", ids) == [
                f"gw/m-{n}" for n in range(1, 60)
            ]
            await watched.has("#notices-rows", "price differs")
            assert await page.locator("#notices-rows li").count() == 1
            await page.keyboard.press("Escape")
            await watched.has("#banner", "Silent")
        house.port = direct
    assert [request.action for request, _ in house.asked] == ["stop"]
