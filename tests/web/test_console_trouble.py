"""The console when things go wrong: refusals, a show out of reach, a log that runs on."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from console_page import console
from serving import House, serving

from chatbot.show.hearing import URGENT
from chatbot.web.actions import ActionResult

if TYPE_CHECKING:
    from playwright.async_api import Browser

pytestmark = [pytest.mark.chromium, pytest.mark.slow]


async def test_a_refusal_is_told_beside_what_was_used_and_the_words_are_kept(
    browser: Browser,
):
    house = House()

    async def act(request: Any, role: str) -> ActionResult:
        return ActionResult(done=False, reason=f"{request.action}: the catalog says otherwise")

    house.act = act  # type: ignore[method-assign]
    async with serving(house), console(browser, house) as watched:
        page = watched.page
        watched.publish("products", items=[{"sku": "A", "title": "A", "price": "¥1", "stock": 1}])
        await page.fill("#say", "只要99元")
        await page.press("#say", "Enter")
        await watched.has("#say-why", "Not done: say: the catalog says otherwise")
        assert await page.input_value("#say") == "只要99元"
        await page.press("#say", "Backspace")
        assert await page.locator("#say-why").is_hidden()
        await page.click('#goods-rows [data-act="pin"]')
        await watched.has(".refusal", "pin: the catalog says otherwise")
        button = await page.locator('#goods-rows [data-act="pin"]').bounding_box()
        told = await page.locator(".refusal").bounding_box()
        assert button is not None
        assert told is not None
        assert abs(told["y"] + told["height"] - button["y"]) < 60
        await page.click('#goods-rows [data-act="edit"]')
        await page.fill("#edit-price", "9")
        await page.click("#edit-form .primary")
        await watched.has("#edit-why", "product: the catalog says otherwise")
        assert await page.input_value("#edit-price") == "9"
        assert watched.faults == []


async def test_out_of_reach_the_page_says_so_and_only_stop_is_tried(browser: Browser, house: House):
    async with console(browser, house) as watched:
        page, lines, away = watched.page, [], asyncio.Event()

        async def between(line: Any) -> None:
            if away.is_set():
                await line.close()
            else:
                line.connect_to_server()
                lines.append(line)

        async def asked(route: Any) -> None:
            await (route.abort("connectionrefused") if away.is_set() else route.continue_())

        await page.route_web_socket("**/ws/console*", between)
        await page.route("**/api/**", asked)
        await page.reload()
        await page.locator('html[data-link="live"]').wait_for()
        watched.publish("next", items=[{"what": "answer", "id": "q-7", "text": "有货吗"}])
        await watched.has("#next-rows", "有货吗")
        away.set()
        await lines[-1].close()
        await watched.has("#offline", "cannot be reached")
        await watched.has("#mode", "Connection lost")
        controls = ("#pause", "#skip", "#takeover", '[data-act="answer"]', "#say-form button")
        for control in controls:
            assert await page.locator(control).first.is_disabled()
            assert await page.get_attribute(control, "title") == "the connection is lost"
        await page.click("#stop")
        await watched.has("#banner", "STOP has not reached the show yet")
        assert house.asked == []
        away.clear()
        await watched.has("#banner", "Silent")
        assert {request.action for request, _ in house.asked} == {"stop"}
        await watched.has("#mode", "On air")
        assert await page.locator("#offline").is_hidden()
        for control in controls:
            assert await page.locator(control).first.is_enabled()
        assert [f for f in watched.faults if "REFUSED" not in f] == []


async def test_the_log_follows_the_newest_until_somebody_scrolls_away(
    browser: Browser, house: House
):
    from_end = "l => l.scrollHeight - l.scrollTop - l.clientHeight"
    async with console(browser, house) as watched:
        page, log = watched.page, watched.page.locator("#log-rows")
        for number in range(60):
            watched.publish("decision", act="perform", why=f"line {number}, " * 9)
        await watched.has("#log-rows", "line 59")
        rows = [{"what": "answer", "id": f"q-{n}", "text": f"question {n}"} for n in range(8)]
        watched.publish("next", items=rows)  # its panel grows, the log's shrinks
        await watched.has("#next-rows", "question 7")
        watched.publish("decision", act="perform", why="line 60")
        await watched.has("#log-rows", "line 60")
        assert await log.evaluate(from_end) < 2
        await log.hover()
        await page.mouse.wheel(0, -600)
        await page.evaluate(
            """() => new Promise((done) => {
              const l = document.querySelector("#log-rows");
              const look = () => l.scrollHeight - l.scrollTop - l.clientHeight > 300
                ? done() : setTimeout(look, 10);
              look();
            })"""
        )
        watched.publish("decision", act="perform", why="line 61")
        await watched.has("#log-rows", "line 61")
        assert await log.evaluate(from_end) > 300
        assert watched.faults == []


async def test_a_part_that_is_well_again_still_tells_what_went_wrong(
    browser: Browser, house: House
) -> None:
    async with console(browser, house, locale="fr-FR") as watched:
        page = watched.page
        watched.publish("health", part="journal", state="down", detail="no space left")
        await watched.has('[data-part="journal"][data-kind="bad"]', "coupé")
        await watched.has('[data-part="journal"] .short', "no space left")
        await page.focus('[data-part="journal"] summary')
        await page.keyboard.press("Enter")
        again = {"state": "up", "detail": "", "last": "no space left", "last_ms": 3_725_000}
        watched.publish("health", part="journal", **again)
        await watched.has('[data-part="journal"][data-kind="good"]', "en marche")
        await watched.has('[data-part="journal"] .last', "dernière erreur 1:02:05 : no space left")
        assert await page.locator('[data-part="journal"] .last').is_visible()  # it stayed open
        await page.select_option("#lang", "zh")
        await watched.has('[data-part="journal"] .state', "正常")
        assert watched.faults == []


async def test_what_the_show_notices_is_told_in_the_readers_language(
    browser: Browser, house: House
) -> None:
    held = "not said: nobody approved it within 6 s: I like tea."
    said = [*URGENT.values(), "say “I'm here” within 5 min", held, "mia is here: the show goes on"]
    house.content["notices"] = [{"level": "info", "about": "x", "text": held}]
    async with console(browser, house, locale="zh-CN") as watched:
        page = watched.page
        await watched.has("#notices-rows", "没说：6 秒内没有人通过：I like tea.")
        for text in said:
            watched.publish("notice", level="urgent", about="x", text=text)
        await watched.has("#toasts", "孩子可能有危险")
        await watched.has("#notices-rows", "请在 5 分钟内点“我在”")
        await watched.has("#notices-rows", "mia 在：节目继续")
        watched.publish("notice", level="info", about="plugin", text="a plugin's own words")
        await watched.has("#notices-rows", "a plugin's own words")
        rows = page.locator("#notices-rows li span")
        foreign = [text for text in await rows.all_inner_texts() if text in said]
        assert foreign == []
        await page.select_option("#lang", "fr")
        await watched.has("#notices-rows", "dites « Je suis là » d’ici 5 min")
        await page.select_option("#lang", "en")
        await watched.has("#notices-rows", held)
        why = "about price, asked 3 times; hurried: 20 questions waiting and the oldest for 296 s"
        await page.select_option("#lang", "zh")
        watched.publish("decision", act="perform", why=why)
        await watched.has("#log-rows", "着急：20个问题在等，最久的等了296秒")
        assert watched.faults == []


async def test_who_comes_in_the_middle_of_a_line_sees_the_word_that_is_being_said(
    browser: Browser,
    house: House,
) -> None:
    words = [{"t": 0, "d": 1000, "from": 0, "to": 3}, {"t": 1000, "d": 600_000, "from": 4, "to": 7}]
    line = {"utterance": "u-1", "text": "one two", "duration_ms": 601_000, "words": words}
    house.content |= {"now_ms": 5_000, "speaking": {"kind": "speaking", "at_ms": 2_000, **line}}
    async with console(browser, house) as watched:
        await watched.has('.w[data-s="now"]', "two")
        await watched.has('.w[data-s="past"]', "one")
        assert watched.faults == []
