"""Who sees what on the pages, in a real Chromium: what a role may not do is not offered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from console_page import console, opened
from serving import TOKENS, House, serving

from chatbot.web.auth import may
from chatbot.web.users import Users

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.async_api import Browser, Page

pytestmark = pytest.mark.chromium
PASSWORD = "correct horse battery"
ON_AIR = {"kind": "state", "state": "on_air", "on_screen": "SERUM", "here_by_ms": 900_000}
GOODS = {"kind": "products", "items": [{"sku": "SERUM", "title": "Serum", "price": "¥129"}]}
NEXT = {"kind": "next", "items": [{"id": "q-1", "what": "answer", "text": "多少钱"}]}


def full(house: House) -> House:
    house.content |= {"state": ON_AIR, "products": GOODS, "next": NEXT}
    row = {"id": "q-1", "text": "多少钱", "why": "", "asked_by": 1}
    house.content["assist"] = {"whispers": True, "items": [row], "next": "SERUM"}
    return house


async def offered(page: Page) -> list[str]:
    """What the controls in sight are called, but for those of the page itself."""
    own = "#lang, #theme, #help-open, #sign-out, #tabs *, [data-filter], #rest *, #later, .msg"
    nodes = await page.locator(f":is(button, select, input):visible:not({own})").all()
    return [
        (await node.get_attribute("data-act")) or (await node.get_attribute("id")) or "?"
        for node in nodes
    ]


async def press_everything(page: Page) -> None:
    for key in ("Escape", *"rpktghadsbin", "Enter", "PageDown", "ArrowDown"):
        await page.keyboard.press(key)


@pytest.mark.parametrize("path", ["/console", "/assist"])
async def test_a_viewer_is_offered_nothing_and_no_key_acts(
    browser: Browser, house: House, path: str
):
    async with console(browser, full(house), token=TOKENS.viewer, path=path) as watched:
        page = watched.page
        await watched.has("body", "多少钱")
        if path == "/console":
            watched.chat(1)
            await page.locator(".msg").first.click()
            await watched.has("#doing", "View only")
        assert await offered(page) == []
        await press_everything(page)
        # The show is asked last: what went before it has been heard.
        answer = await page.evaluate(
            """async () => (await fetch("/api/actions", {method: "POST",
            headers: {"content-type": "application/json"}, body: '{"action":"stop"}'})).status"""
        )
        assert answer == 403
        assert [(deed.action, deed.result) for deed in house.deeds if deed.action != "sign_in"] == [
            ("stop", "refused")
        ]
        assert house.asked == []
        assert [fault for fault in watched.faults if "403" not in fault] == []


@pytest.mark.parametrize(("role", "edits"), [("moderator", False), ("owner", True)])
async def test_a_moderator_is_offered_what_runs_the_show_and_an_owner_the_goods_too(
    browser: Browser, house: House, role: str, edits: bool
):
    async with console(browser, full(house), token=getattr(TOKENS, role)) as watched:
        page = watched.page
        watched.chat(1)
        await page.locator(".msg").first.click()
        found = await offered(page)
        runs = {"stop", "pause", "skip", "takeover", "farewell", "here", "say", "mood-set"}
        assert runs | {"answer", "drop", "timeout", "ban", "point", "pin"} <= set(found)
        assert ("edit" in found) == edits
        assert ("product" in may(role)) == edits
        await page.keyboard.press("p")
        await watched.has("#toasts", "Pause")
        assert [request.action for request, _ in house.asked] == ["pause"]
        assert watched.faults == []


# --- coming in ------------------------------------------------------------------------------


@pytest.fixture
def users(tmp_path: Path) -> Users:
    return Users(tmp_path / "users.db", hasher=PasswordHasher.from_parameters(CHEAPEST))


async def test_an_invited_person_comes_in_on_a_phone_and_again_by_name(
    browser: Browser, users: Users
):
    code = users.invite("mei", "moderator")
    phone = {"width": 360, "height": 640}
    async with (
        serving(full(House(users=users))) as house,
        opened(browser, house, f"/console#invite={code}", viewport=phone) as watched,
    ):
        page = watched.page
        await watched.has("#sign-in", "mei, you are invited as moderator")
        assert "invite" not in page.url
        await page.fill("#new_password", "short")
        await page.click("#sign-in [type=submit]")
        await watched.has("#sign-in-why", "At least 10 characters")
        await page.fill("#new_password", PASSWORD)
        await page.click("#sign-in [type=submit]")
        await page.locator('html[data-link="live"]').wait_for()
        assert "mei, moderator" in str(await page.get_attribute("#sign-out", "title"))
        kept = await page.evaluate(
            "JSON.stringify([localStorage, sessionStorage, document.cookie])"
        )
        assert code not in kept
        await page.context.clear_cookies()
        await page.goto(f"{house.http}/assist")
        await page.fill("#name", "mei")
        await page.fill("#password", "not the password")
        await page.keyboard.press("Enter")
        await watched.has("#sign-in-why", "not right")
        await page.fill("#password", PASSWORD)
        await page.keyboard.press("Enter")
        await page.locator('html[data-link="live"]').wait_for()
        await page.goto(f"{house.http}/console#invite={code}")
        await watched.has("#mode", "On air")  # used up, but still signed in
        assert [f for f in watched.faults if "403" not in f and "400" not in f] == []


async def test_who_is_removed_is_put_out_at_once(browser: Browser, users: Users):
    users.add("mei", "moderator", PASSWORD)
    async with (
        serving(full(House(users=users))) as house,
        opened(browser, house, "/console") as watched,
    ):
        page = watched.page
        await page.fill("#name", "mei")
        await page.fill("#password", PASSWORD)
        await page.keyboard.press("Enter")
        await page.locator('html[data-link="live"]').wait_for()
        users.remove("mei")
        await house.sessions.refresh()
        await page.locator("#sign-in").wait_for()
        assert not await page.locator("#app").is_visible()


async def test_what_a_viewer_writes_is_only_ever_text(browser: Browser, house: House):
    async with console(browser, full(house)) as watched:
        page = watched.page
        markup = '<img src=x onerror="alert(1)"><script>alert(2)</script>javascript:alert(3)'
        watched.chat(7, markup, viewer={"id": "u7", "nick": markup, "role": markup})
        watched.publish("notice", level="urgent", about=markup, text=markup)
        watched.publish("next", items=[{"id": markup, "text": markup, "why": markup}])
        await watched.has(".msg", "onerror")
        await watched.has("#next-rows", "onerror")
        assert await page.locator("img, script:not([src])").count() == 0
        blocked = await page.evaluate(
            """() => new Promise((done) => {
              addEventListener("securitypolicyviolation", (e) => done(e.violatedDirective));
              const node = document.createElement("script");
              node.textContent = "window.broken = true";
              document.body.append(node);
            })"""
        )
        assert blocked == "script-src-elem"
        assert await page.evaluate("window.broken") is None
        assert json.dumps(house.asked, default=str) == "[]"
        assert [f for f in watched.faults if "Content Security Policy" not in f] == []
