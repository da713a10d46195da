"""Where an alert leads, in Chromium: to its item, after signing in too; and to “I'm here”."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
from console_page import opened
from serving import COOKIE, OWNER, TOKENS, House, signed_in

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

pytestmark = pytest.mark.chromium
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}


def row(number: int, text: str) -> dict[str, Any]:
    viewer = {"id": f"u{number}", "nick": "Ann", "role": "viewer"}
    return {"id": f"gw/m-{number}", "source": "gw", "viewer": viewer, "text": text, "at_ms": 1000}


def night(house: House) -> None:
    house.content |= {
        "state": {"kind": "state", "state": "on_air", "on_screen": None},
        "chat": [row(n, f"line {n}") for n in range(80)],
        "decisions": [
            {"kind": "blocked", "utterance": "u-7", "text": "Only $1!", "reasons": ["wrong_price"]}
        ],
        "health": [{"part": "adapter:gw", "state": "down", "detail": "refused"}],
        "notices": [{"level": "urgent", "about": "journal", "text": "the disk is full"}],
        "products": {"items": [{"sku": "SERUM", "title": "Serum", "price": "$9"}]},
    }


async def sign_in(page: Page, token: str) -> None:
    await page.fill("#token", token)
    await page.keyboard.press("Enter")


async def focused(page: Page, text: str) -> None:
    """What was found has the focus, stands in sight, and says this."""
    found = page.locator('[data-found="1"]:focus', has_text=text)
    await found.wait_for()
    assert await found.evaluate(
        """(node) => { const { top, bottom } = node.getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight && node.checkVisibility(); }"""
    )


@pytest.mark.parametrize("options", [PHONE, {}], ids=["phone", "desk"])
async def test_a_link_leads_to_its_item_after_signing_in_and_the_next_one_too(
    browser: Browser, house: House, options: dict[str, Any]
) -> None:
    night(house)
    async with opened(browser, house, "/console#item=gw%2Fm-3", **options) as watched:
        page = watched.page
        await sign_in(page, TOKENS.moderator)
        await focused(page, "line 3")
        assert await page.locator('.msg.open[data-id="gw/m-3"]').count() == 1
        watched.chat(500)  # the list stays where the item is
        await watched.has(".msg", "多少钱")
        await focused(page, "line 3")
        for item, text in (
            ("u-7", "Only $1!"),
            ("adapter%3Agw", "refused"),
            ("SERUM", "Serum"),
            ("journal", "the disk is full"),
            ("restart", "the disk is full"),  # about nothing on the page: the notices
        ):
            await page.evaluate("(item) => { location.hash = `#item=${item}`; }", item)
            await focused(page, text)
        await watched.has("#toasts", "no longer on the page")
        assert house.asked == []
        assert watched.faults == []


async def test_what_a_notice_is_about_outlives_a_thousand_rows(
    browser: Browser, house: House
) -> None:
    night(house)
    async with opened(browser, house, "/console#token=" + TOKENS.owner) as watched:
        page = watched.page
        await watched.has(".msg", "line 3")
        watched.publish("notice", level="urgent", about="gw/m-3", text="please look")
        await watched.has("#notices-rows", "line 3")
        for n in range(1100):
            watched.chat(1000 + n)
        await page.locator('[data-id="gw/m-2099"]').wait_for(state="attached")
        assert await page.locator('[data-id="gw/m-4"]').count() == 0
        await page.click("#notices-rows .jump")
        await page.locator('.msg.open[data-id="gw/m-3"]').wait_for()
        assert watched.faults == []


# --- “I'm here” -----------------------------------------------------------------------------


async def test_opening_the_link_says_nothing_and_no_foreign_page_can(house: House) -> None:
    async with signed_in(house, TOKENS.moderator) as client:
        cookie = {"cookie": f"{COOKIE}={client.cookies[COOKIE]}"}
    async with httpx.AsyncClient(base_url=house.http) as client:
        for headers in ({}, cookie, OWNER):
            for method in ("GET", "HEAD"):
                assert (await client.request(method, "/here", headers=headers)).status_code == 200
            for method in ("GET", "HEAD", "PUT", "DELETE"):
                answer = await client.request(method, "/api/actions?action=here", headers=headers)
                assert answer.status_code == 405
        foreign = {**cookie, "origin": "https://evil.example"}
        answer = await client.post("/api/actions", json={"action": "here"}, headers=foreign)
        assert answer.status_code == 401
    assert house.asked == []


async def test_one_big_tap_says_im_here(browser: Browser, house: House) -> None:
    night(house)
    async with opened(browser, house, "/here", **PHONE, locale="zh-CN") as watched:
        page = watched.page
        await sign_in(page, TOKENS.moderator)
        here = page.locator("#im-here")
        await here.wait_for()
        box = await here.bounding_box()
        assert box is not None
        assert box["height"] >= 300
        assert box["width"] >= 300
        await page.reload()  # signed in: nothing but the tap is left to do
        await here.wait_for()
        assert house.asked == []
        await here.tap()
        await page.locator('#told[data-kind="good"]').wait_for()
        assert "记下了" in await page.inner_text("#told")
        assert [(asked.action, by) for asked, by in house.asked] == [("here", "moderator")]
        await page.click("a")
        await page.locator('html[data-link="live"]').wait_for()
        assert watched.faults == []


async def test_a_viewer_is_told_that_a_moderator_has_to_tap(browser: Browser, house: House) -> None:
    night(house)
    async with opened(browser, house, f"/here#token={TOKENS.viewer}", **PHONE) as watched:
        await watched.has("#told", "a moderator has to tap")
        assert await watched.page.locator("#im-here").is_hidden()
        assert watched.faults == []
