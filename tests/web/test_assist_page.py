"""The page of a person who hosts, in a real Chromium: read from afar, worked by thumb or key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from console_page import console

if TYPE_CHECKING:
    from console_page import Watched
    from playwright.async_api import Browser
    from serving import House

pytestmark = [pytest.mark.chromium, pytest.mark.slow]

SERUM = {
    "sku": "SERUM",
    "link_no": 3,
    "title": "焕亮精华",
    "price": "¥129",
    "stock": 86,
    "per": "每瓶",
}
MASK = {"sku": "MASK", "link_no": 4, "title": "补水面膜", "price": "¥59", "stock": 12}
LONG = "这款精华敏感肌可以用吗，我之前用别的牌子会泛红，另外孕妇可以用吗？" * 2
HOSTILE = "<img src=x onerror=alert(1)><script>fetch('https://evil.example/')</script>"


def item(number: int, text: str = "多少钱", answer: str | None = "现在129元。", **more: Any) -> Any:
    found = {"text": answer, "lang": "zh", "facts": ["price:SERUM:CNY"], "by": "facts"}
    asked_by = 14 - number
    return {
        "id": f"gw/m-{number}", "text": text, "nick": f"小雨{number}", "lang": "zh",
        "intent": "price", "sku": "SERUM", "asked_by": asked_by,
        "why": f"about price, asked {asked_by} times", "answer": found if answer else None,
        "preparing": False,
    } | more  # fmt: skip


def prompt(watched: Watched, *items: Any, **more: Any) -> None:
    watched.publish("assist", whispers=True, items=list(items), **{"next": "MASK", **more})


def goods(watched: Watched, **more: Any) -> None:
    watched.publish("products", items=[SERUM, MASK])
    row = {"state": "on_air", "on_screen": "SERUM", "assists": True, "here_by_ms": None}
    watched.publish("state", **(row | more))


def asked(house: House) -> list[dict[str, Any]]:
    return [
        request.model_dump(exclude_defaults=True, exclude={"ref", "lowers"}, mode="json")
        for request, _ in house.asked
    ]


async def test_one_question_its_answer_and_the_goods_are_read_at_a_glance(
    browser: Browser, house: House
) -> None:
    async with console(browser, house, path="/assist", locale="zh-CN") as watched:
        goods(watched)
        prompt(watched, item(1), item(2, "包邮吗", None, preparing=True))
        await watched.has("#ask-q", "多少钱")
        await watched.has("#ask-n", "13 人在问")
        await watched.has("#ask-why", "问价格")
        await watched.has("#answer", "现在129元。")
        await watched.has("#answer-by", "依据：价格 · 焕亮精华")
        await watched.has("#rest .q", "包邮吗")
        await watched.has("#current .price", "¥129")
        await watched.has("#current .per", "每瓶")
        await watched.has("#current .stock", "库存 86")
        await watched.has("#upcoming .title", "4 · 补水面膜")
        size = "node => parseFloat(getComputedStyle(node).fontSize)"
        assert await watched.page.eval_on_selector("#answer", size) >= 48
        assert "token" not in watched.page.url
        assert watched.faults == []


async def test_buttons_and_keys_ask_for_the_same(browser: Browser, house: House) -> None:
    async with console(browser, house, path="/assist", token="moderator-token-012345") as watched:
        page = watched.page
        goods(watched)
        prompt(watched, *(item(n, f"question {n}") for n in range(6)))
        await watched.has("#ask-q", "question 0")
        await page.click("#answered")
        await watched.has("#ask-q", "question 1")  # at once, before the show's reply
        await page.keyboard.press("Enter")
        await page.keyboard.press("PageDown")  # a clicker
        await page.click("#drop")
        await page.keyboard.press("d")
        await watched.has("#ask-q", "question 5")
        for key in ("b", "i", "n"):
            await page.keyboard.press(key)
        for name in ("point", "pin", "next"):
            await page.click(f"#{name}")
        await page.wait_for_function("document.querySelectorAll('button:disabled').length >= 1")
        goods_wanted = [
            {"action": "point", "sku": "SERUM"},
            {"action": "pin", "sku": "SERUM"},
            {"action": "pin", "sku": "MASK"},
        ]
        assert asked(house) == [
            {"action": "answered", "id": "gw/m-0"},
            {"action": "answered", "id": "gw/m-1"},
            {"action": "answered", "id": "gw/m-2"},
            {"action": "drop", "id": "gw/m-3"},
            {"action": "drop", "id": "gw/m-4"},
            *goods_wanted,
            *goods_wanted,
        ]
        assert watched.faults == []


async def test_what_is_being_read_stays_and_a_corrected_answer_is_told(
    browser: Browser, house: House
) -> None:
    async with console(browser, house, path="/assist") as watched:
        goods(watched)
        prompt(watched, item(1, "first"), item(2, "second"))
        await watched.has("#ask-q", "first")
        prompt(watched, item(3, "louder"), item(2, "second"), item(1, "first"))
        await watched.has("#rest .q", "louder")
        await watched.has("#ask-q", "first")
        prompt(watched, item(1, "first", None))
        prompt(watched, item(1, "first", "现在119元。"))
        await watched.has("#answer", "119")
        await watched.has("#answer-old", "new answer")
        await watched.page.keyboard.press("ArrowDown")
        prompt(watched)
        await watched.has("#ask-q", "No questions right now.")
        assert await watched.page.is_disabled("#answered")
        assert watched.faults == []


async def test_after_a_take_over_the_same_page_gives_the_room_back(
    browser: Browser, house: House
) -> None:
    async with console(browser, house, path="/assist") as watched:
        goods(watched, assists=False, here_by_ms=60_000)
        watched.publish("assist", whispers=False, items=[], next=None)
        await watched.has("#ask-q", "Once you take over")
        goods(watched, state="waiting")
        await watched.has("#ask-q", "start")
        goods(watched, assists=False, here_by_ms=60_000)
        await watched.has("#ask-q", "Once you take over")
        await watched.page.keyboard.press("t")
        goods(watched, assists=False, state="human_on")
        prompt(watched, item(1))
        await watched.has("#turn", "Hand back")
        await watched.page.click("#turn")
        await watched.page.keyboard.press("h")
        await watched.has("#mode", "You are hosting")
        assert [a["action"] for a in asked(house)][:2] == ["takeover", "handback"]
        assert watched.faults == []


@pytest.mark.parametrize("size", [(1024, 768), (360, 740), (740, 360)])
async def test_it_fits_the_tablet_and_the_phone_in_three_languages(
    browser: Browser, house: House, size: tuple[int, int]
) -> None:
    width, height = size
    viewport = {"width": width, "height": height}
    async with console(
        browser, house, path="/assist", viewport=viewport, has_touch=True
    ) as watched:
        page = watched.page
        goods(watched, assists=False, state="human_on", here_by_ms=60_000)
        prompt(watched, item(1, LONG, LONG), *(item(n, LONG) for n in range(2, 8)))
        await watched.has("#ask-q", "敏感肌")
        for lang in ("zh", "en", "fr"):
            await page.select_option("#lang", lang)
            wide = await page.evaluate("document.scrollingElement.scrollWidth")
            assert wide <= width, lang
            for name in ("answered", "drop", "later", "point", "pin", "next"):
                box = await page.locator(f"#{name}").bounding_box()
                assert box is not None
                assert box["y"] + box["height"] <= height, (lang, name)
                assert box["height"] >= 44, (lang, name)
            for name in ("mode", "here", "turn", "lang"):
                box = await page.locator(f"#{name}").bounding_box()
                assert box is not None
                assert box["x"] + box["width"] <= width, (lang, name)
            ask = await page.locator("#ask").bounding_box()
            assert ask is not None
            assert ask["height"] >= (300 if height > 700 and width > 700 else 100), lang
        assert watched.faults == []


async def test_hostile_text_is_only_ever_text(browser: Browser, house: House) -> None:
    async with console(browser, house, path="/assist") as watched:
        watched.publish("products", items=[{**SERUM, "title": HOSTILE, "price": HOSTILE}])
        watched.publish("state", state="on_air", on_screen="SERUM", assists=True)
        prompt(watched, *(item(n, HOSTILE, HOSTILE, nick=HOSTILE, why=HOSTILE) for n in range(3)))
        await watched.has("#ask-q", HOSTILE)
        assert await watched.page.locator("main img, main script, main a").count() == 0
        assert watched.faults == []


async def test_what_was_refused_is_told_and_a_lost_line_shows(
    browser: Browser, house: House
) -> None:
    async with console(browser, house, path="/assist") as watched:
        goods(watched)
        prompt(watched, item(1, id="gone"))
        await watched.has("#ask-q", "多少钱")
        await watched.page.click("#drop")
        await watched.has("#told", "this question was answered already")
        assert watched.faults == []
