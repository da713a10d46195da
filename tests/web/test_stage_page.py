"""The stage page in a real browser, on the real server: she speaks, points, stops, comes back."""

from __future__ import annotations

import asyncio
import itertools
import math
from typing import TYPE_CHECKING

import pytest
from serving import House
from stage_page import MARK_MS, POINT, SHOW, TALL, TEXT, WIDE, opened, part

from chatbot.performance import Part
from chatbot.web.server import WebDeps, create_app, listen, serve_web

if TYPE_CHECKING:
    from playwright.async_api import Browser

pytestmark = pytest.mark.chromium

# Notes, frame by frame, the audio clock, the mouth and where the finger is.
WATCH = """() => {
    window.seen = [];
    const note = () => {
        const d = stage.debug();
        if (d.clock_ms !== null) {
            seen.push([d.clock_ms, d.mouthOpen, ...stage.fingertip(), d.viseme]);
        }
        setTimeout(note, 30);
    };
    note();
}"""


async def test_she_speaks_with_her_mouth_and_points_on_the_word(
    browser: Browser, house: House
) -> None:
    async with opened(browser, house) as stage:
        await stage.page.evaluate(WATCH)
        # A busy machine may starve the browser or its sound for a moment: the best of five counts.
        for number in range(5):
            await stage.page.evaluate("window.seen = []")
            cue = f"c-{number}"
            house.hub.send(part(cue, 1500, SHOW, POINT, marks=(("buy", MARK_MS),)))
            assert (await house.hub.played(cue)).outcome == "finished"
            found, seen = await stage.debug(), await stage.page.evaluate("window.seen")
            assert found["markAtMs"] == MARK_MS
            late = abs((found["pointedAtMs"] or math.inf) - MARK_MS)
            opening = [row[1] for row in seen]
            # The finger itself: near the button when the word comes, far from it before.
            goal = [found["target"]["x"] * TALL[0], found["target"]["y"] * TALL[1]]
            gaps = [(row[0], math.dist(row[2:4], goal)) for row in seen]
            reached = next((at for at, far in gaps if far < 0.06 * TALL[1]), math.inf)
            before = min((far for at, far in gaps if at < MARK_MS - 320), default=0)
            timely = late <= 80 and reached <= MARK_MS + 80 and before > 0.08 * TALL[1]
            if timely and len(set(opening)) > 8:
                break
            away = f"Math.hypot(x - {goal[0]}, y - {goal[1]}) > {0.2 * TALL[1]}"
            await stage.until(f"!stage.debug().pointing && (([x, y]) => {away})(stage.fingertip())")
        assert late <= 80
        assert reached <= MARK_MS + 80
        assert before > 0.08 * TALL[1]
        assert max(opening) > 0.4
        assert len(set(opening)) > 8
        assert len({row[4] for row in seen}) > 6

        button = await stage.page.locator("#buy").bounding_box()
        assert button is not None
        assert button["x"] - 1 <= goal[0] <= button["x"] + button["width"] + 1
        assert button["y"] <= goal[1] <= button["y"] + button["height"]
        await stage.until("stage.debug().mouthOpen < 0.4")
        assert stage.complaints == []
        assert stage.strangers == []


async def test_the_caption_marks_the_word_that_is_said(browser: Browser, house: House) -> None:
    async with opened(browser, house) as stage:
        house.hub.send(part("c-1", 1500))
        await stage.until("document.querySelector('#caption .now')?.textContent === '只'")
        clock = (await stage.debug())["clock_ms"]
        assert 600 <= clock <= 900
        assert await stage.page.inner_text("#caption") == TEXT


@pytest.mark.parametrize("size", [TALL, WIDE])
async def test_a_caption_breaks_between_words_and_its_box_fits(
    browser: Browser, house: House, size: tuple[int, int]
) -> None:
    async with opened(browser, house, size=size, sound=False) as stage:
        text = "先说今天的核桃，薄皮的核桃每袋五百克，新鲜的核桃一捏就开。"
        say = {"type": "say", "text": text, "lang": "zh", "duration_ms": 60_000}
        cue = {"type": "cue", "cue": "c", "utterance": "u", "commands": [say]}
        await stage.page.evaluate("(cue) => stage.receive(cue)", cue)
        await stage.until("document.getElementById('caption').textContent !== ''")
        assert await stage.page.inner_text("#caption") == text
        found = await stage.page.evaluate(
            """() => {
                const box = document.getElementById("caption");
                const letters = [];
                const nodes = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
                for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
                    for (let i = 0; i < node.length; i += 1) {
                        const one = document.createRange();
                        one.setStart(node, i);
                        one.setEnd(node, i + 1);
                        letters.push([node.data[i], one.getBoundingClientRect()]);
                    }
                }
                const split = letters.filter(([letter, {top}], i) => {
                    return letter === "桃" && top !== letters[i - 1][1].top;
                });
                const lines = new Set(letters.map(([, {top}]) => top)).size;
                const left = Math.min(...letters.map(([, each]) => each.left));
                const right = Math.max(...letters.map(([, each]) => each.right));
                const em = parseFloat(getComputedStyle(box).fontSize);
                return {lines, split: split.length, spare: (box.offsetWidth - right + left) / em};
            }"""
        )
        assert found["lines"] > 1
        assert found["split"] == 0
        assert found["spare"] < 2


async def test_food_is_shown_in_a_bag(browser: Browser, house: House) -> None:
    async with opened(browser, house, sound=False) as stage:
        kinds = await stage.page.evaluate(
            """async () => {
                const {kindOf} = await import("/stage/goods.js");
                const goods = [
                    {title: "云南薄皮核桃", price: "¥19.80 / 500 g"}, {title: "五常大米"},
                    {title: "阿里山小珍", price: "¥30 / kg"},
                    {title: "Ceramic pot", price: "€9 / kg"},
                    {title: "Surprise", price: "€9 / box"},
                ];
                return goods.map(kindOf);
            }"""
        )
        assert kinds == ["nuts", "food", "food", "pot", "parcel"]


async def test_parts_of_an_utterance_join_without_a_gap(browser: Browser, house: House) -> None:
    async with opened(browser, house) as stage:
        for number in range(3):
            # Long enough for a busy machine to have the next one's sound when it ends.
            house.hub.send(part(f"u.{number}", 1200, number=number, last=number == 2))
        for number in range(3):
            assert (await house.hub.played(f"u.{number}")).outcome == "finished"
        log = (await stage.debug())["log"]
        assert [entry["cue"] for entry in log] == ["u.0", "u.1", "u.2"]
        assert all(entry["audio"] for entry in log)
        for before, after in itertools.pairwise(log):
            assert after["start_s"] == pytest.approx(before["end_s"], abs=1e-4)


async def test_stop_silences_and_drops_what_waits(browser: Browser, house: House) -> None:
    async with opened(browser, house) as stage:
        house.hub.send(part("u.0", 2500, SHOW, POINT, last=False, marks=(("buy", 100),)))
        house.hub.send(part("u.1", 2500, number=1))
        await stage.until("stage.peak() > 0.1 && stage.debug().pointing")
        house.hub.stop(None)
        report = await house.hub.silenced(1.0)
        assert report.confirmed == ("browser-stage",)
        assert report.silenced_ms <= 300
        await stage.until("stage.peak() < 0.001", within_ms=400)
        found = await stage.debug()
        assert found["clock_ms"] is None
        assert found["queued"] == 0
        assert not found["pointing"]
        house.hub.stop(None)  # nothing plays any more: still confirmed
        assert (await house.hub.silenced(1.0)).confirmed == ("browser-stage",)


async def test_escape_cuts_at_once_and_tells_the_show(browser: Browser, house: House) -> None:
    async with opened(browser, house) as stage:
        house.hub.send(part("c-1", 2500))
        await stage.until("stage.peak() > 0.1")
        async with stage.page.expect_response("**/api/stage-stop") as answered:
            await stage.page.keyboard.press("Escape")
            await stage.until("stage.peak() < 0.001", within_ms=400)
        assert (await answered.value).ok
        assert [(asked.action, role) for asked, role in house.asked] == [("stop", "stage")]
        assert await stage.page.is_visible("#hold")


async def test_without_sound_she_keeps_time_and_one_click_gives_her_a_voice(
    browser: Browser, house: House
) -> None:
    async with opened(browser, house, sound=False) as stage:
        assert [client.audio for client in house.hub.clients()] == ["none"]
        house.hub.send(part("c-1", 400))
        await house.hub.played("c-1")
        await stage.until("stage.debug().log.length === 1 && stage.debug().clock_ms === null")
        assert not (await stage.debug())["log"][0]["audio"]
        await stage.page.click("#unlock")
        await house.renderer("changed")
        assert [client.audio for client in house.hub.clients()] == ["wav"]
        assert not await stage.page.is_visible("#unlock")


async def test_raw_samples_follow_in_a_frame_of_their_own(browser: Browser, house: House) -> None:
    async with opened(browser, house) as stage:
        await stage.page.evaluate(
            """() => {
                const form = {format: "pcm", encoding: "s16le", rate: 24000, channels: 1};
                const audio = {...form, bytes: 48000};
                const say = {type: "say", text: "好", lang: "zh", audio, duration_ms: 1000};
                stage.receive({type: "cue", cue: "raw", utterance: "u", commands: [say]});
                stage.bytes(new Int16Array(24000).fill(9000).buffer);
            }"""
        )
        await stage.until("stage.peak() > 0.2")
        log = (await stage.debug())["log"]
        assert log[0]["audio"]
        assert log[0]["end_s"] - log[0]["start_s"] == pytest.approx(1.0)


async def test_she_points_where_she_is_told(browser: Browser, house: House) -> None:
    async with opened(browser, house, size=WIDE, sound=False) as stage:
        told = [
            ("left", (0.02, 0.62)), ("right", (0.98, 0.62)), ({"x": 0.12, "y": 0.9}, (0.12, 0.9)),
        ]  # fmt: skip
        for number, (anchor, wanted) in enumerate(told):
            point = {"type": "point_to_buy", "sku": "S", "anchor": anchor, "hold_ms": 3000}
            house.hub.send(
                Part(cue=f"c-{number}", utterance="u", part=0, last=True, commands=(point,))
            )
            await stage.until(
                f"document.documentElement.dataset.pointingAt === '{wanted[0]:.3f},{wanted[1]:.3f}'"
            )
            tip = await stage.page.evaluate("stage.fingertip()")
            # The finger lies on her side of the target and toward it.
            assert (tip[0] - 0.37 * WIDE[0]) * (wanted[0] - 0.37) > 0


async def test_the_page_comes_back_by_itself(browser: Browser) -> None:
    app_of = House()
    port: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def serve(number: int, started: asyncio.Future[int]) -> None:
        deps = WebDeps(
            hub=app_of.hub, feed=app_of.feed, act=app_of.act, tokens=app_of.tokens,
            sessions=app_of.sessions, pairing=app_of.pairing,
        )  # fmt: skip
        await serve_web(create_app(deps), listen("127.0.0.1", number), started=started.set_result)

    async with asyncio.TaskGroup() as group:
        first = group.create_task(serve(0, port))
        app_of.port = await port
        async with opened(browser, app_of) as stage:
            first.cancel()
            await stage.until("document.documentElement.dataset.link === 'reconnecting'")
            label = await stage.page.inner_text("#ai-label")
            assert label == "AI生成"
            app_of.renderers.clear()
            again: asyncio.Future[int] = asyncio.get_running_loop().create_future()
            second = group.create_task(serve(app_of.port, again))
            await again
            await stage.until("document.documentElement.dataset.link === 'open'", 12_000)
            await app_of.renderer("joined")
            app_of.hub.send(part("c-2", 200))
            assert (await app_of.hub.played("c-2")).outcome == "finished"
            assert (await stage.debug())["log"][-1]["cue"] == "c-2"
            second.cancel()


async def test_a_page_from_elsewhere_is_paired_by_its_link(browser: Browser, house: House) -> None:
    code = house.pairing.new_code()
    async with opened(browser, house, fragment=f"#pair={code}", sound=False) as stage:
        kept = await stage.page.evaluate("sessionStorage.getItem('chatbot.stage.token')")
        assert kept == house.tokens.stage
        assert await stage.page.evaluate("location.hash") == ""
        assert [client.page for client in house.hub.clients()] == [False]


async def test_the_card_shows_the_kind_of_thing_and_the_unit_apart(
    browser: Browser, house: House
) -> None:
    async with opened(browser, house, sound=False) as stage:
        pictures = set()
        for title in ("手工草编帽", "竹柄平底锅", "Thé vert", "Beach towel", "生日惊喜"):
            await stage.page.evaluate(
                "(title) => stage.receive({type: 'welcome', product: {sku: 'S', title}})", title
            )
            pictures.add(await stage.page.inner_html("#card-picture"))
        assert len(pictures) == 5
        await stage.page.evaluate(
            """() => stage.receive({type: 'welcome', product: {
                sku: 'S', title: '<img src=x onerror=alert(1)>', price: '€1,299.00 / 500 g'}})"""
        )
        assert await stage.page.inner_text("#card-price") == "€1,299.00"
        assert await stage.page.inner_text("#card-unit") == "/ 500 g"
        assert await stage.page.locator("#card img").count() == 0
        boxes = [await stage.page.locator(f"#card-{n}").bounding_box() for n in ("price", "unit")]
        price, unit = (box for box in boxes if box is not None)
        assert unit["y"] >= price["y"] + price["height"] - 1


@pytest.mark.parametrize("size", [TALL, WIDE])
async def test_the_word_on_a_button_that_sells_nothing_stands_in_its_middle(
    browser: Browser, house: House, size: tuple[int, int]
) -> None:
    async with opened(browser, house, size=size, sound=False) as stage:
        await house.renderer("joined")
        gone = {**SHOW, "stock": 0}
        house.hub.send(Part(cue="c-1", utterance="u", part=0, last=True, commands=(gone,)))
        await stage.until("document.getElementById('card').dataset.soldOut === 'true'")
        boxes = [await stage.page.locator(n).bounding_box() for n in ("#buy", "#buy-words")]
        button, words = (box for box in boxes if box is not None)
        for at, length in (("x", "width"), ("y", "height")):
            gap = button[at] + button[length] / 2 - words[at] - words[length] / 2
            assert abs(gap) < 2, at


async def test_on_nothing_at_all_her_skirt_does_not_fade(browser: Browser, house: House) -> None:
    for query, fades in (("transparent=1", False), ("lang=zh", True)):
        async with opened(browser, house, query, sound=False) as stage:
            hips = stage.page.locator("[data-bone=hips] > img")
            mask = await hips.evaluate("(img) => getComputedStyle(img).maskImage")
            assert (mask != "none") == fades
            box = await hips.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] >= TALL[1]
