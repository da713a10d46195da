"""The room's mood on the console: one line with its reason, in the moderator's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from console_page import console

if TYPE_CHECKING:
    from playwright.async_api import Browser
    from serving import House

pytestmark = [pytest.mark.chromium, pytest.mark.slow]

WARM = "warm: 6 kind words and 1 order in 2 minutes from 7 viewers"
TOLD = {
    "zh": [
        (WARM, "气氛：热情：2分钟内7位观众，夸奖6条，下单1次"),
        ("hurried: 12 questions waiting and the oldest for 70 s", "12个问题在等，最久的等了70秒"),
        ("sober: set by mia", "严肃：由mia设定"),
        ("neutral: nothing stands out", "没有明显情绪"),
    ],
    "en": [(WARM, "Mood: warm: kind words: 6, orders: 1 in 2 min from 7 viewers")],
    "fr": [
        (
            "sober: 4 complaints in 2 minutes from 3 viewers",
            "Ambiance : grave : plaintes : 4 en 2 min de 3 spectateurs",
        ),
        ("playful: 5 laughs in 1.5 minutes from 5 viewers", "joueuse : rires : 5 en 1.5 min"),
    ],
}


@pytest.mark.parametrize("lang", TOLD)
async def test_the_mood_and_its_reason_stand_beside_the_pitch(
    browser: Browser, house: House, lang: str
):
    async with console(browser, house) as watched:
        await watched.page.select_option("#lang", lang)
        for why, told in TOLD[lang]:
            pitch = "40 viewers and steady: dozens pace"
            watched.publish("audience", count=40, trend="steady", pitch=pitch, mood_why=why)
            await watched.has("#aud-mood", told)
        assert watched.faults == []


async def test_a_moderator_sets_the_mood_and_gives_it_back(browser: Browser, house: House):
    async with console(browser, house) as watched:
        await watched.page.select_option("#mood-set", "sober")
        await watched.has("#toasts", "Done: Mood")
        await watched.page.select_option("#mood-set", "auto")
        await watched.page.wait_for_function("document.querySelectorAll('#toasts li').length > 1")
        asked = [(request.action, request.text) for request, _ in house.asked]
        assert asked == [("mood", "sober"), ("mood", "auto")]
        assert watched.faults == []


async def test_why_a_line_was_said_tells_the_mood_too(browser: Browser, house: House):
    async with console(browser, house) as watched:
        await watched.page.select_option("#lang", "zh")
        watched.publish("decision", act="perform", why=f"opening, 40 viewers and steady; {WARM}")
        await watched.has("#log-rows", "热情：2分钟内7位观众，夸奖6条，下单1次")
        assert watched.faults == []
