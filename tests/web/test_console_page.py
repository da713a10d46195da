"""The console page in a real Chromium: what it shows, what it asks for, what stays inert."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from busy_desk import busy
from console_page import console
from serving import MODERATOR, House, serving

from chatbot.web.actions import ActionResult

if TYPE_CHECKING:
    from playwright.async_api import Browser

pytestmark = [pytest.mark.chromium, pytest.mark.slow]

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "<script>fetch('https://evil.example/')</script>",
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    "{{constructor.constructor('alert(1)')()}}",
    "\u202egnp.exe",
)


async def test_the_link_signs_in_and_leaves_no_token_behind(browser: Browser, house: House):
    async with console(browser, house) as watched:
        assert "token" not in watched.page.url
        kept = await watched.page.evaluate(
            "JSON.stringify([localStorage, sessionStorage, document.cookie, history.state])"
        )
        assert "0123456789" not in kept
        await watched.page.reload()
        await watched.page.locator('html[data-link="live"]').wait_for()
        assert watched.faults == []


async def test_a_person_types_the_token_and_a_wrong_one_is_told(browser: Browser, house: House):
    async with console(browser, house) as watched:
        page = watched.page
        await page.click("#sign-out")
        await page.fill("#token", "wrong-token-0123456789")
        await page.click("#sign-in [type=submit]")
        await watched.has("#sign-in-why", "not right")
        await page.fill("#token", "moderator-token-012345")
        await page.click("#sign-in [type=submit]")
        await page.locator('html[data-link="live"]').wait_for()
        assert [f for f in watched.faults if "403" not in f] == []


async def test_everything_the_show_tells_has_its_place(browser: Browser, house: House):
    house.content["chat"] = [
        {
            "kind": "chat",
            "id": "gw/m-0",
            "source": "gw",
            "at_ms": 0,
            "viewer": {"id": "u0", "nick": "Léa"},
            "text": "avant",
            "lang": "fr",
            "question": False,
            "fate": "ignored",
            "reason": "praise, no answer wanted",
        }
    ]
    async with console(browser, house) as watched:
        await watched.has(".msg .fate", "praise, no answer wanted")
        watched.chat(1)
        watched.publish("fate", id="gw/m-1", fate="answered", reason="with u-9")
        watched.publish(
            "speaking",
            utterance="u-9",
            cue="c-17",
            part=0,
            text="现在只要¥129！",
            lang="zh",
            why="14 viewers ask the price",
            priority="answer",
            facts=["price:SERUM:CNY"],
            duration_ms=60_000,
            words=[
                {"t": 0, "d": 59_000, "from": 0, "to": 2},
                {"t": 59_000, "d": 1000, "from": 2, "to": 4},
            ],
        )
        watched.publish("next", items=[{"what": "answer", "id": "q-7", "text": "有货吗"}])
        watched.publish(
            "audience",
            count=1280,
            smoothed=1234,
            tier="crowd",
            trend="rising",
            rate_per_min=312,
            pitch="a crowd, rising",
        )
        item = {"sku": "SERUM", "link_no": 1, "title": "精华", "price": "¥129", "stock": 86}
        watched.publish("products", items=[{**item, "interest": 5}])
        watched.publish("health", part="adapter:gw", state="down", detail="refused")
        watched.publish("notice", level="warning", about="catalog", text="price differs")
        watched.publish("decision", act="perform", why="pitch, line 3")
        watched.publish("blocked", utterance="u-3", text="只要¥99", reasons=["amount"], detail="")
        await watched.has(".msg .fate", "answered")
        await watched.has(".msg .why", "with u-9")
        await watched.has(".msg .chip", "SERUM")
        await watched.has('.w[data-s="now"]', "现在")
        await watched.has("#now-why", "14 viewers ask the price")
        await watched.has("#next-rows", "有货吗")
        await watched.has("#aud-pitch", "a crowd, rising")
        await watched.has("#goods-rows", "¥129")
        await watched.has('#health-rows [data-kind="bad"]', "adapter:gw")
        await watched.has("#notices-rows", "price differs")
        await watched.has("#log-rows", "pitch, line 3")
        await watched.has('#log-rows [data-kind="blocked"]', "只要¥99")
        watched.publish("spoke", utterance="u-9", outcome="done", said="现在只要¥129！")
        await watched.has("#log-rows", "现在只要¥129！")
        await watched.has("#now-text", "Nothing is being said")
        assert watched.faults == []


@pytest.mark.parametrize("way", ["click", "escape"])
async def test_stop_acts_and_says_who_confirmed(browser: Browser, way: str):
    house, heard = House(), asyncio.Event()

    async def act(request: Any, role: str) -> ActionResult:
        house.asked.append((request, role))
        heard.set()
        return ActionResult(
            done=True, durable=False, silenced_ms=87, confirmed=("obs",), unconfirmed=("phone",)
        )

    house.act = act  # type: ignore[method-assign]
    async with serving(house), console(browser, house) as watched:
        if way == "click":
            await watched.page.click("#stop")
        else:
            await watched.page.keyboard.press("Escape")
        await asyncio.wait_for(heard.wait(), 5)
        await watched.has("#banner", "Silent in 87 ms")
        banner = await watched.page.inner_text("#banner")
        assert "confirmed: obs" in banner
        assert "not confirmed: phone" in banner
        assert [(r.action, role) for r, role in house.asked] == [("stop", "owner")]
        assert watched.faults == []


async def test_escape_stops_while_typing_too_and_the_words_stay(browser: Browser, house: House):
    async with console(browser, house) as watched:
        page = watched.page
        await page.keyboard.press("s")
        await page.keyboard.type("hello")
        await page.keyboard.press("Escape")
        await watched.has("#banner", "Silent")
        assert [request.action for request, _ in house.asked] == ["stop"]
        assert await page.input_value("#say") == "hello"


async def test_an_open_dialog_does_not_cover_stop(browser: Browser, house: House):
    async with console(browser, house) as watched:
        page = watched.page
        await page.keyboard.press("?")
        await page.wait_for_selector("#help[open]")
        await page.keyboard.press("Escape")
        assert await page.locator("#help[open]").count() == 0
        assert house.asked == []
        await page.click("#help-open")
        await page.click("#stop")
        await watched.has("#banner", "Silent")
        assert [request.action for request, _ in house.asked] == ["stop"]


async def test_actions_carry_what_they_are_about(browser: Browser, house: House):
    async with console(browser, house) as watched:
        page = watched.page
        watched.publish("next", items=[{"what": "answer", "id": "q-7", "text": "有货吗"}])
        item = {"sku": "SERUM", "link_no": 1, "title": "精华", "price": "¥129", "stock": 86}
        watched.publish("products", items=[item])
        watched.chat(4)
        watched.publish("fate", id="gw/m-4", fate="waiting", reason="")
        await page.click('#next-rows [data-act="answer"]')
        await page.keyboard.press("d")
        await page.click('#goods-rows [data-act="point"]')
        await page.click('#goods-rows [data-act="edit"]')
        await page.fill("#edit-price", "99.90")
        await page.fill("#edit-stock", "5")
        await page.click("#edit-form .primary")
        await page.click(".msg")
        await page.click('.msg [data-act="timeout"]')
        await page.click('.msg [data-act="ban"]')
        await watched.has('.msg [data-act="ban"]', "Sure?")
        await page.click('.msg [data-act="ban"]')
        await page.fill("#say", "欢迎")
        await page.press("#say", "Enter")
        await watched.has("#toasts", "Done: Say")
        asked = [
            request.model_dump(exclude_defaults=True, exclude={"ref"}, mode="json")
            for request, _ in house.asked
        ]
        assert asked == [
            {"action": "answer", "id": "q-7"},
            {"action": "drop", "id": "q-7"},
            {"action": "point", "sku": "SERUM"},
            {"action": "product", "sku": "SERUM", "price": "99.90", "stock": 5},
            {"action": "timeout", "user": "gw/u4", "seconds": 600.0},
            {"action": "ban", "user": "gw/u4"},
            {"action": "say", "text": "欢迎"},
        ]
        assert watched.faults == []


async def test_a_moderator_is_not_offered_what_only_the_owner_may(browser: Browser, house: House):
    async with console(browser, house, token="moderator-token-012345") as watched:
        watched.publish("products", items=[{"sku": "A", "title": "A", "price": "¥1", "stock": 1}])
        await watched.page.wait_for_selector('#goods-rows [data-act="pin"]')
        assert await watched.page.locator('[data-act="edit"]').count() == 0


async def test_rows_stay_put_under_a_pointer_and_open_by_key(browser: Browser, house: House):
    async with console(browser, house) as watched:
        page = watched.page
        rows = [{"what": "answer", "id": f"q-{n}", "text": f"question {n}"} for n in range(3)]
        watched.publish("next", items=rows)
        await watched.has("#next-rows", "question 2")
        await page.hover('#next-rows [data-act="drop"] >> nth=0')
        watched.publish("next", items=list(reversed(rows)))
        watched.chat(1)
        await watched.has(".msg p", "小雨1")
        order = "rows => rows.map((row) => row.dataset.id)"
        assert await page.eval_on_selector_all(".item", order) == ["q-0", "q-1", "q-2"]
        await page.hover("#stop")
        assert await page.eval_on_selector_all(".item", order) == ["q-2", "q-1", "q-0"]
        await page.hover('#next-rows [data-act="drop"] >> nth=0')
        watched.publish("next", items=[{"what": "answer", "id": "q-9", "text": "question 9"}])
        await watched.has("#next-rows", "question 9")  # the mouse rests there and presses nothing
        await page.focus("#chat-rows")
        await page.keyboard.press("ArrowUp")
        await page.keyboard.press("Enter")
        await page.wait_for_selector('.msg.open [data-act="ban"]')
        assert watched.faults == []


async def test_hostile_text_is_only_ever_text(browser: Browser, house: House):
    async with console(browser, house) as watched:
        for number, text in enumerate(HOSTILE):
            watched.chat(number, text, viewer={"id": text, "nick": text}, sku=text, intent=text)
            watched.publish("fate", id=f"gw/m-{number}", fate=text, reason=text)
            watched.publish("decision", act=text, why=text)
            watched.publish("notice", level="urgent", about=text, text=text)
            watched.publish("health", part=text, state=text, detail=text)
            watched.publish("next", items=[{"what": text, "id": text, "text": text, "why": text}])
            watched.publish("products", items=[{"sku": text, "title": text, "price": text}])
            watched.publish("speaking", utterance=text, text=text, lang=text, why=text)
            watched.publish("audience", count=1, tier=text, trend=text, pitch=text)
        watched.chat(99, "the end")
        await watched.has(".msg p", "the end")
        await watched.has(".msg p", HOSTILE[0])
        assert await watched.page.locator("#grid img, #grid script, #grid a").count() == 0
        assert watched.faults == []


async def test_after_a_cut_it_comes_back_and_misses_nothing(browser: Browser, house: House):
    async with console(browser, house) as watched:
        lines: list[Any] = []

        async def between(line: Any) -> None:
            line.connect_to_server()
            lines.append(line)

        await watched.page.route_web_socket("**/ws/console*", between)
        await watched.page.reload()
        await watched.page.locator('html[data-link="live"]').wait_for()
        watched.chat(1)
        await watched.has(".msg p", "小雨1")
        await lines[0].close()
        for number in range(2, 40):
            watched.chat(number)
        await watched.has(".msg p", "小雨39")
        assert len(lines) > 1
        assert "since=1&" in lines[-1].url
        ids = await watched.page.eval_on_selector_all(
            ".msg", "rows => rows.map((r) => r.dataset.id)"
        )
        assert ids == [f"gw/m-{n}" for n in range(1, 40)]
        assert watched.faults == []


async def test_a_thousand_rows_and_a_burst_stay_quick(browser: Browser, house: House):
    async with console(browser, house) as watched:
        for number in range(5000):
            watched.chat(number)
            if number % 200 == 0:
                await asyncio.sleep(0)
        await watched.has(".msg p", "小雨4999")
        assert await watched.page.locator(".msg").count() == 1000
        took_ms = await watched.page.evaluate(
            """() => new Promise((done) => {
              const list = document.querySelector("#chat-rows");
              const began = performance.now();
              list.scrollTop = list.scrollHeight / 2;
              const drawn = () => done(performance.now() - began);
              requestAnimationFrame(() => requestAnimationFrame(drawn));
            })"""
        )
        assert took_ms < 1000
        assert watched.faults == []


async def test_on_a_phone_stop_is_big_reachable_and_nothing_sticks_out(
    browser: Browser, house: House
):
    phone = {"width": 360, "height": 740}
    async with console(browser, house, locale="fr-FR", viewport=phone, has_touch=True) as watched:
        assert await watched.page.evaluate("document.documentElement.lang") == "fr"
        watched.chat(1, "一" * 200)
        await watched.page.wait_for_selector(".msg")
        for lang in ("zh", "en", "fr"):
            await watched.page.select_option("#lang", lang)
            box = await watched.page.locator("#stop").bounding_box()
            assert box is not None
            assert box["width"] >= 300
            assert box["height"] >= 60
            assert 740 * 0.75 <= box["y"] <= 740 - box["height"]
            bar = await watched.page.locator("#bar").bounding_box()
            assert bar is not None
            assert bar["height"] <= 54
            for tab in ("live", "next", "goods", "health"):
                await watched.page.click(f'[data-go="{tab}"]')
                wide = await watched.page.evaluate("document.scrollingElement.scrollWidth")
                assert wide <= 360, (lang, tab)
        await watched.page.click("#say-open")
        await watched.page.fill("#say", "欢迎")
        await watched.page.press("#say", "Enter")
        await watched.has("#toasts", "Fait")
        assert [request.text for request, _ in house.asked] == ["欢迎"]
        assert watched.faults == []


async def test_the_first_load_is_small(browser: Browser, house: House):
    async with console(browser, house) as watched:
        loaded = await watched.page.evaluate(
            """() => [...performance.getEntriesByType("navigation"),
              ...performance.getEntriesByType("resource")]
              .map((each) => [each.name, each.encodedBodySize])"""
        )
        names = {name.split("/")[-1].split("#")[0] for name, _ in loaded}
        assert {"console", "console.css", "console.js", "words.js", "chat.js"} <= names
        assert "script.js" not in names  # what a panel needs comes when it is opened
        assert 30_000 < sum(size for _, size in loaded) < 100_000  # promised: 150 KB
    assert json.loads((await _session(house)).text)["role"] == "moderator"


async def _session(house: House) -> Any:
    import httpx

    async with httpx.AsyncClient(base_url=house.http) as client:
        return await client.get("/api/session", headers=MODERATOR)


async def test_a_reason_is_told_in_the_moderators_language_and_quotes_what_it_means(
    browser: Browser, house: House
):
    async with console(browser, house) as watched:
        await watched.page.select_option("#lang", "zh")
        watched.chat(1, "保质期多长")
        watched.chat(2, "能放多久")
        watched.publish("fate", id="gw/m-2", fate="merged", reason="asks the same as gw/m-1")
        why = "about price, asked 3 times, waiting 12 s, something new"
        watched.publish("next", items=[{"id": "q-1", "text": "多少钱", "why": why}])
        watched.publish("notice", level="urgent", about="gw/m-1", text="please look")
        await watched.has(".msg .why", "同一个问题：“保质期多长”")
        await watched.has("#next-rows .why", "问价格，3次提问，等了12秒，something new")
        await watched.has("#notices-rows b", "“保质期多长”")
        await watched.page.click("#notices-rows .jump")
        await watched.has(".msg.open p", "保质期多长")
        assert watched.faults == []


async def test_in_another_language_what_was_told_is_told_anew(
    browser: Browser,
):
    async with serving(House(content=busy())) as house, console(browser, house) as watched:
        await watched.has(".msg .fate", "expired")
        await watched.page.select_option("#lang", "fr")
        await watched.has(".msg .fate", "expiré")
        await watched.has(".msg .intent", "livraison")
        await watched.has("#log-rows b", "mia : Écarter")
        await watched.has("#now-meta", "réponse")
        assert watched.faults == []
