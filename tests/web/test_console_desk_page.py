"""The desk on the console page, in Chromium: what waits, taking back, notes, freedom, undoing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from busy_desk import GOODS
from console_page import Watched, console

if TYPE_CHECKING:
    from playwright.async_api import Browser
    from serving import House

pytestmark = pytest.mark.chromium

HELD: dict[str, Any] = {
    "id": "gw/m-1",
    "question": "what do you do when nobody is watching?",
    "nick": "Ann",
    "asked_by": 1,
    "lang": "en",
    "answer": "I count the stars.",
    "by": "qwen",
    "facts": [],
    "passed": True,
    "reasons": [],
    "detail": "",
    "due_ms": 31_000,
    "then": "drop",
    "catalog": "a",
}
DESK: dict[str, Any] = {
    "autonomy": "grounded",
    "levels": ["script", "grounded", "free"],
    "held_s": 60,
    "notes": [{"id": "n-1", "by": "mia", "text": "Ben starts at two."}],
    "words": [{"word": "scam", "by": "mia", "undo": "action-9"}],
}
SAID = {"utterance": "u-9", "outcome": "done", "said": "Only $1 tonight!"}


def asked(house: House) -> list[dict[str, Any]]:
    return [
        request.model_dump(exclude_defaults=True, exclude={"ref"}, mode="json")
        for request, _ in house.asked
    ]


async def test_what_waits_is_approved_edited_or_vetoed_by_tap_and_key(
    browser: Browser, house: House
) -> None:
    async with console(browser, house) as watched:
        page = watched.page
        assert await page.is_hidden("#held")
        second = {**HELD, "id": "gw/m-2", "passed": False, "reasons": ["price"], "detail": "$1"}
        watched.publish("held", items=[{**HELD, "facts": ["usage:SCARF"]}, second])
        await watched.has("#held-rows .gate", "Gate: may be said")
        await watched.has("#held-rows .gate", "may not be said (price: $1)")
        await watched.has("#held-rows .facts", "usage:SCARF")
        await watched.has("#held-rows .due", "not said in 30 s")
        await page.click('#held-rows [data-id="gw/m-2"][data-act="veto"]')
        await page.focus("#chat-rows")
        await page.keyboard.press("y")
        await page.keyboard.press("e")
        await page.fill("#words-text", "I read.")
        await page.keyboard.press("Enter")
        await page.locator("#words").wait_for(state="hidden")
        watched.publish("held", items=[])
        await page.locator("#held").wait_for(state="hidden")
        assert asked(house) == [
            {"action": "veto", "id": "gw/m-2"},
            {"action": "approve", "id": "gw/m-1"},
            {"action": "edit", "id": "gw/m-1", "text": "I read."},
        ]
        assert watched.faults == []


async def test_a_sentence_is_picked_and_taken_back(browser: Browser, house: House) -> None:
    async with console(browser, house) as watched:
        page = watched.page
        watched.publish("spoke", **SAID)
        await page.click('#log-rows [data-act="correct"]')
        await watched.has("#words-quote", "Only $1 tonight!")
        await page.click("#words-form .primary")
        await watched.has("#toasts", "Done: Take back")
        await page.keyboard.press("b")
        await page.fill("#words-text", "It is $199.")
        await page.keyboard.press("Enter")
        await page.locator("#words").wait_for(state="hidden")
        watched.publish("action", action="correct", by="mia", ref="a-1", target="u-9", detail="")
        await watched.has('#log-rows [data-gone="1"]', "taken back")
        assert asked(house) == [
            {"action": "correct", "id": "u-9"},
            {"action": "correct", "id": "u-9", "text": "It is $199."},
        ]
        assert watched.faults == []


async def test_a_question_is_answered_in_a_persons_words(browser: Browser, house: House) -> None:
    async with console(browser, house) as watched:
        item = {"what": "answer", "id": "q-7", "text": "Brazil?", "rank": 12, "status": "review"}
        more = {"asked_by": 2, "asked": [{"nick": "Bo", "text": "do you ship to Rio"}]}
        watched.publish("next", items=[{**item, **more}])
        await watched.has("#next-rows .rank", "12")
        await watched.has("#next-rows .chip", "waits for you")
        chip = watched.page.locator("#next-rows .chip", has_text="2 asking")
        assert await chip.get_attribute("title") == "Bo: do you ship to Rio"
        await watched.page.keyboard.press("w")
        await watched.has("#words-quote", "Brazil?")
        await watched.page.fill("#words-text", "Write to the shop.")
        await watched.page.keyboard.press("Enter")
        await watched.page.locator("#words").wait_for(state="hidden")
        assert asked(house) == [{"action": "answer", "id": "q-7", "text": "Write to the shop."}]


async def test_notes_marks_words_levels_and_segments(browser: Browser, house: House) -> None:
    house.content["desk"] = DESK
    items = [{"n": 1, "title": "Scarf", "here": True}, {"n": 2, "title": "Bowl", "here": False}]
    house.content["segments"] = {"items": items}
    models = [{"name": "qwen", "tokens": 12345}]
    house.content["cost"] = {"models": models, "speech_s": 300, "money": "USD 0.42"}
    async with console(browser, house) as watched:
        page = watched.page
        await watched.has("#notes", "Ben starts at two.")
        await watched.has("#cost", "model: 12,345 tokens")
        await watched.has("#cost", "speech: 5 min")
        await watched.has("#cost", "USD 0.42")
        pressed = '#levels [aria-pressed="true"]'
        assert await page.inner_text(pressed) == "Grounded"
        await page.click('#notes [data-act="note"]')
        await page.keyboard.press("n")
        await page.fill("#words-text", "User 7 is fine.")
        await page.keyboard.press("Enter")
        await page.locator("#words").wait_for(state="hidden")
        await page.keyboard.press("m")
        await page.fill("#block-word", "spoiler")
        await page.press("#block-word", "Enter")
        await page.click("#blocked-words button")
        await page.click('#levels [data-text="script"]')
        await page.select_option("#segment-set", "2")
        await watched.has("#toasts", "Go to segment")
        assert asked(house) == [
            {"action": "note", "id": "n-1"},
            {"action": "note", "text": "User 7 is fine."},
            {"action": "mark"},
            {"action": "block_word", "text": "spoiler"},
            {"action": "undo", "id": "action-9"},
            {"action": "autonomy", "text": "script"},
            {"action": "segment", "id": "2"},
        ]
        assert watched.faults == []


async def test_the_way_back_is_offered_to_whoever_acted(browser: Browser, house: House) -> None:
    async with console(browser, house) as watched:
        page = watched.page
        watched.publish("next", items=[{"what": "answer", "id": "q-7", "text": "有货吗"}])
        await page.click('#next-rows [data-act="drop"]')
        done = {"by": "mia", "result": "done", "detail": ""}
        watched.publish("action", action="drop", ref="a-1", undo="a-1", target="q-7", **done)
        await page.click('#toasts [data-act="undo"]')
        watched.publish("action", action="undo", ref="a-2", target="a-1", **done)
        await watched.has('#log-rows [data-gone="1"]', "undone")
        watched.publish("action", action="ban", ref="a-3", undo="a-3", target="", **done)
        await page.click('#log-rows [data-act="undo"]')  # what somebody else did: from the log
        late = {"by": "ben", "result": "refused", "why": "mia was first and dropped it"}
        watched.publish("action", action="veto", ref="a-4", target="q-7", detail="", **late)
        await watched.has("#log-rows", "not done: mia was first and dropped it")
        assert asked(house) == [
            {"action": "drop", "id": "q-7"},
            {"action": "undo", "id": "a-1"},
            {"action": "undo", "id": "a-3"},
        ]


@pytest.mark.parametrize("lang", ["zh-CN", "en-US", "fr-FR"])
async def test_on_a_phone_all_of_it_fits_and_stop_stays_in_reach(
    browser: Browser, house: House, lang: str
) -> None:
    house.content |= {"desk": DESK, "held": {"items": [HELD]}}
    house.content["segments"] = {"items": [{"n": n, "title": "A long title"} for n in (1, 2)]}
    size = {"width": 360, "height": 640}
    async with console(browser, house, viewport=size, locale=lang, has_touch=True) as watched:
        page = watched.page
        watched.publish("spoke", **SAID)
        assert await page.get_attribute('[data-go="next"]', "data-n") == "1"
        for tab in ("live", "next", "goods", "health"):
            await page.click(f'[data-go="{tab}"]')
            wide = await page.evaluate("document.documentElement.scrollWidth")
            assert wide <= 360, tab
            await _stop_is_free(watched)
        await page.click('[data-go="next"]')
        await page.click('#held-rows [data-act="edit_held"]')
        await _stop_is_free(watched)
        assert watched.faults == []


async def _stop_is_free(watched: Watched) -> None:
    """Whatever is open, the middle of STOP is STOP."""
    found = await watched.page.evaluate(
        """() => {
          const box = document.getElementById("stop").getBoundingClientRect();
          const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return [at.closest("#stop") !== null, box.height >= 64, box.bottom <= innerHeight];
        }"""
    )
    assert found == [True, True, True]


@pytest.mark.parametrize("lang", ["zh-CN", "en-US", "fr-FR"])
async def test_the_goods_keep_their_buttons_on_a_small_screen(
    browser: Browser, house: House, lang: str
) -> None:
    house.content["products"] = {"items": GOODS}
    async with console(
        browser, house, viewport={"width": 1280, "height": 800}, locale=lang
    ) as watched:
        page = watched.page
        await page.wait_for_selector("#goods-rows button")
        for width in (1280, 1100):
            await page.set_viewport_size({"width": width, "height": 800})
            beyond = await page.evaluate(
                "(() => { const s = document.querySelector('#goods .scroll');"
                " return s.scrollWidth - s.clientWidth; })()"
            )
            assert beyond <= 0, width
