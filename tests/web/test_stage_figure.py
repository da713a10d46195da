"""The figure on the stage: hands inside the picture, the card's own product in them, no loop."""

from __future__ import annotations

import itertools
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from stage_page import SHOW, TALL, TEXT, WIDE, opened

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser
    from serving import House
    from stage_page import Watched

pytestmark = pytest.mark.chromium

# Puts her arms into each pose, both alike, or into each stance; notes where the hands' ends lie.
TRY_POSES = """async (stances) => {
    const {HANDS, STANCES} = await import("/stage/poses.js");
    const alike = (name) => ({left: name, right: name});
    const {motion, render} = window.stage;
    let now = performance.now();
    motion.pick = () => motion.stance;
    const found = [];
    for (const arms of stances ? STANCES.map((each) => each.arms) : Object.keys(HANDS).map(alike)) {
        const name = stances ? `${arms.left} ${arms.right}` : arms.left;
        motion.moves = [];
        motion.stance = {arms, x: 0, lean: 0, turn: 0};
        motion.stanceUntil = Infinity;
        render((now += 33));
        for (const side of ["left", "right"]) {
            const way = motion.arms.ways[side];
            way.go({...way.goal}, now - 9000, 1);
        }
        for (let i = 0; i < 4; i += 1) render((now += 33));
        for (const pin of document.querySelectorAll("[data-bone^=hand-] > i")) {
            const shown = getComputedStyle(pin).visibility === "visible";
            const {x, y} = pin.getBoundingClientRect();
            if (shown) found.push([name, x, y]);
        }
    }
    return found;
}"""


@asynccontextmanager
async def speaking(
    browser: Browser, house: House, frame: str, size: tuple[int, int]
) -> AsyncIterator[Watched]:
    """A stage with a card, in the middle of a long caption."""
    async with opened(browser, house, f"lang=zh&frame={frame}", size, sound=False) as stage:
        say = {"type": "say", "text": TEXT, "lang": "zh", "duration_ms": 60_000}
        cue = {"type": "cue", "cue": "c", "utterance": "u", "commands": [SHOW, say]}
        shown = "['card', 'caption'].every((id) => document.getElementById(id).offsetHeight > 0)"
        await stage.until(shown, after=cue)
        yield stage


@pytest.mark.parametrize(
    ("frame", "size"), [("none", TALL), ("douyin", TALL), ("none", WIDE), ("twitch", WIDE)]
)
async def test_no_hand_leaves_the_picture(
    browser: Browser, house: House, frame: str, size: tuple[int, int]
) -> None:
    async with speaking(browser, house, frame, size) as stage:
        found = await stage.page.evaluate(TRY_POSES, False)
        assert len({name for name, _, _ in found}) > 20
        outside = [(name, round(x), round(y)) for name, x, y in found if not 2 <= x <= size[0] - 2]
        assert outside == []
        assert [name for name, _, y in found if y < 0] == []
        caption = await stage.page.locator("#caption").bounding_box()
        assert caption is not None
        left, top = caption["x"] - 12, caption["y"]
        bottom = top + caption["height"]  # a hand that hangs beneath it is seen
        right = caption["x"] + caption["width"] + 12
        resting = [spot for spot in found if spot[0] in ("clasp", "clasp_over", "fold")]
        assert resting
        behind = [spot for spot in resting if left < spot[1] < right and top < spot[2] < bottom]
        assert behind == []


@pytest.mark.parametrize(
    ("frame", "size"), [("none", TALL), ("douyin", TALL), ("tiktok", TALL), ("none", WIDE)]
)
async def test_no_resting_hand_is_behind_card_or_caption(
    browser: Browser, house: House, frame: str, size: tuple[int, int]
) -> None:
    async with speaking(browser, house, frame, size) as stage:
        found = await stage.page.evaluate(TRY_POSES, True)
        assert len({name for name, _, _ in found}) > 5
        for covering in ("card", "caption"):
            box = await stage.page.locator(f"#{covering}").bounding_box()
            assert box is not None
            hidden = [
                (name, round(x), round(y))
                for name, x, y in found
                if box["x"] < x < box["x"] + box["width"]
                and box["y"] < y < box["y"] + box["height"]
            ]
            assert hidden == [], covering


@pytest.mark.parametrize("size", [TALL, WIDE])
async def test_hands_on_their_way_cross_neither_caption_nor_price(
    browser: Browser, house: House, size: tuple[int, int]
) -> None:
    async with speaking(browser, house, "none", size) as stage:
        found = await stage.page.evaluate(
            """async () => {
                const covered = {caption: [], price: []};
                const boxes = ["caption", "card-price"].map((id) => {
                    return document.getElementById(id).getBoundingClientRect();
                });
                const inside = (b, x, y) => b.left < x && x < b.right && b.top < y && y < b.bottom;
                const look = () => {
                    for (const pin of document.querySelectorAll("[data-bone^=hand-] > i")) {
                        if (getComputedStyle(pin).visibility !== "visible") continue;
                        const {x, y} = pin.getBoundingClientRect();
                        const hand = pin.parentElement.dataset.bone;
                        if (inside(boxes[0], x, y)) covered.caption.push([hand, x, y]);
                        if (inside(boxes[1], x, y)) covered.price.push([hand, x, y]);
                    }
                };
                const commands = [
                    ["present", 0], ["point", 800], ["hold_product", 2400],
                    ["point", 3200], ["clap", 4800],
                ].map(([name, ms]) => ({type: "gesture", name, hold_ms: 500, at: {ms}}));
                const say = {type: "say", text: "", lang: "zh", duration_ms: 5600};
                commands.push(say);
                let [now, frames] = [performance.now(), 0];
                performance.now = () => now; // a second of the page's clock takes less of ours
                stage.motion.stop();
                stage.receive({type: "stop", cue: null, fade_ms: 0});
                stage.receive({type: "cue", cue: "g", utterance: "g", commands});
                await null; // a cue is prepared, then played
                while (stage.debug().clock_ms !== null) {
                    stage.render((now += 33));
                    frames += 1;
                    look();
                }
                return {...covered, frames, high: boxes[0].height};
            }"""
        )
        assert found["frames"] > 30
        assert found["high"] > 0
        assert found["caption"] == []
        assert found["price"] == []


async def test_an_arm_keeps_its_length_and_a_hand_its_breadth(
    browser: Browser, house: House
) -> None:
    async with opened(browser, house, sound=False) as stage:
        found = await stage.page.evaluate(
            """async () => {
                const {Motion} = await import("/stage/motion.js");
                const {HANDS, MOVES} = await import("/stage/poses.js");
                const {FORE, SHOULDER, UPPER} = await import("/stage/art/arms.js");
                const {bend, reach} = await import("/stage/reach.js");
                const down = (length, degrees) => {
                    const a = degrees * Math.PI / 180;
                    return [-length * Math.sin(a), length * Math.cos(a)];
                };
                const missed = {};
                for (const [name, hand] of Object.entries(HANDS)) {
                    const {s, e, us, fs} = bend(hand, -1000);
                    const [upper, fore] = [down(UPPER * us, s), down(FORE * fs, s + e)];
                    const wrist = [0, 1].map((i) => SHOULDER[i] + upper[i] + fore[i]);
                    const far = Math.hypot(wrist[0] - hand.at[0], wrist[1] - hand.at[1]);
                    if (far > 2) missed[name] = far;
                }
                const arms = [];
                for (let x = -200; x <= 900; x += 50) {
                    for (let y = 500; y <= 1400; y += 50) {
                        arms.push({...reach(x, y).pose, doing: `point ${x} ${y}`, thin: 1});
                    }
                }
                for (const [name, ways] of Object.entries(MOVES)) {
                    for (const move of ways) {
                        const motion = new Motion();
                        motion.arms.holding = true;
                        motion.pick = (kind, list) => (kind === name ? move : list[0]);
                        motion.gesture(name, 1000);
                        for (let now = 1000; now < 6000; now += 33) {
                            const {left, right} = motion.step(now, 33, 0.3, true);
                            arms.push({...left, doing: name}, {...right, doing: name});
                        }
                    }
                }
                const bad = (test) => [...new Set(arms.filter(test).map((arm) => arm.doing))];
                return {missed, short: bad((a) => a.fs < 0.75), thin: bad((a) => a.thin < 0.75)};
            }"""
        )
        assert found == {"missed": {}, "short": [], "thin": []}


@pytest.mark.parametrize(("frame", "size"), [("none", TALL), ("douyin", TALL), ("none", WIDE)])
async def test_hands_clasp_only_each_other_and_lie_before_the_card(
    browser: Browser, house: House, frame: str, size: tuple[int, int]
) -> None:
    async with speaking(browser, house, frame, size) as stage:
        alone = await stage.page.evaluate(
            """async () => {
                const {Motion} = await import("/stage/motion.js");
                const motion = new Motion();
                Object.assign(motion.arms, stage.motion.arms);
                const names = ["wave", "present", "heart", "thumbs_up", "shrug", "bow"];
                const alone = new Set();
                for (let now = 0; now < 300_000; now += 50) {
                    if (now % 4000 === 0) motion.gesture(names[(now / 4000) % 6], now);
                    if (now % 7000 === 0) motion.pointTo([700, 1200], now, 300, 900, "right");
                    motion.step(now, 50, 0.3, now % 9000 < 4000);
                    const clasped = ["left", "right"].map((side) => {
                        return motion.arms.names[side].startsWith("clasp");
                    });
                    if (clasped[0] !== clasped[1]) alone.add(JSON.stringify(motion.arms.names));
                }
                return [...alone];
            }"""
        )
        assert alone == []
        layers = await stage.page.evaluate(
            "['card', 'rig-left', 'rig-right', 'caption', 'ai-label'].map((id) =>"
            " Number(getComputedStyle(document.getElementById(id)).zIndex))"
        )
        card, left, right, caption, label = layers
        assert card < min(left, right)
        assert max(left, right) < caption < label


async def test_a_tall_picture_leaves_her_waist_free(browser: Browser, house: House) -> None:
    async with speaking(browser, house, "none", TALL) as stage:
        card = await stage.page.locator("#card").bounding_box()
        hips = await stage.page.locator("[data-bone=hips] > img").bounding_box()
        assert card is not None
        assert hips is not None
        # The upper edge of the hips' picture lies at the waist.
        assert card["y"] - hips["y"] > 0.1 * TALL[1]


async def test_she_breathes_and_turns_as_she_talks(browser: Browser, house: House) -> None:
    async with opened(browser, house, sound=False) as stage:
        ranges = await stage.page.evaluate(
            """async () => {
                const {Motion} = await import("/stage/motion.js");
                const span = (speaking, still) => {
                    const motion = new Motion({still});
                    motion.fidget = () => {};
                    motion.stanceUntil = Infinity;
                    const seen = [];
                    for (let now = 0; now < 20_000; now += 50) {
                        const pose = motion.step(now, 50, speaking ? 0.4 : 0, speaking);
                        if (now > 3000) seen.push([pose.left.y, pose.twist, pose.tilt]);
                    }
                    return [0, 1, 2].map((i) => {
                        const all = seen.map((row) => row[i]);
                        return Math.max(...all) - Math.min(...all);
                    });
                };
                const [idle, talk, still] = [[false, false], [true, false], [false, true]];
                return {idle: span(...idle), talk: span(...talk), still: span(...still)};
            }"""
        )
        assert ranges["idle"][0] > 3
        assert ranges["talk"][1] > 4
        assert ranges["talk"][2] > 3
        assert ranges["still"][0] < 1


async def test_no_hand_that_is_held_up_stands_still(browser: Browser, house: House) -> None:
    async with opened(browser, house, sound=False) as stage:
        still = await stage.page.evaluate(
            """async () => {
                const {Motion} = await import("/stage/motion.js");
                const longest = {};
                for (const name of ["wave", "hold_product", "heart", "thumbs_up", "present"]) {
                    const motion = new Motion();
                    motion.arms.holding = true;
                    motion.gesture(name, 1000);
                    let [was, since] = [[0, 0], 1000];
                    longest[name] = 0;
                    for (let now = 1000; motion.moves.length; now += 33) {
                        const {left, right} = motion.step(now, 33, 0, true);
                        const held = [left, right].map((arm) => arm.e + arm.w);
                        const turned = Math.max(...held.map((one, i) => Math.abs(one - was[i])));
                        if (turned > 0.8) [was, since] = [held, now];
                        longest[name] = Math.max(longest[name], now - since);
                    }
                }
                return longest;
            }"""
        )
        assert {name: ms for name, ms in still.items() if ms > 700} == {}


async def test_she_holds_the_thing_that_the_card_shows(browser: Browser, house: House) -> None:
    async with opened(browser, house, sound=False) as stage:
        held = "decodeURIComponent(document.querySelector('[data-bone=thing] img').src)"
        for title in ("茉莉玻尿酸保湿精华", "竹柄平底锅", "Thé vert"):
            welcome = {"type": "welcome", "product": {"sku": "S", "title": title}}
            await stage.page.evaluate("(frame) => stage.receive(frame)", welcome)
            thing = await stage.page.evaluate(held)
            strokes = await stage.page.evaluate(
                "[...document.querySelectorAll('#card-picture path')].map(p => p.getAttribute('d'))"
            )
            assert len(strokes) > 3
            assert all(stroke in thing for stroke in strokes)
        hold = {"type": "gesture", "name": "hold_product"}
        cue = {"type": "cue", "cue": "c", "utterance": "u", "commands": [hold]}
        await stage.until("stage.motion.arms.names.left.startsWith('hold')", after=cue)
        nothing = {"type": "welcome", "product": None}
        await stage.until("stage.motion.arms.names.left.startsWith('offer')", after=nothing)


async def test_a_sad_face_does_not_outlast_its_line(browser: Browser, house: House) -> None:
    async with opened(browser, house, sound=False) as stage:
        sad = {"type": "say", "text": "抱歉", "lang": "zh", "mood": "sorry", "duration_ms": 900}
        cue = {"type": "cue", "cue": "c", "utterance": "u", "commands": [sad]}
        await stage.until("stage.motion.expression.want.smile < 0", after=cue)
        await stage.until("stage.motion.expression.now.smile > 0.7")


async def test_half_an_hour_of_hers_is_no_loop(browser: Browser, house: House) -> None:
    async with opened(browser, house, sound=False) as stage:
        seen = await stage.page.evaluate(
            """async () => {
                const {Motion} = await import("/stage/motion.js");
                const motion = new Motion();
                const done = [];
                const stances = [];
                const waves = [];
                motion.gesture = function (name, now) {
                    Motion.prototype.gesture.call(this, name, now);
                    done.push(name);
                };
                for (let now = 0; now < 1_800_000; now += 100) {
                    motion.step(now, 100, 0, false);
                    if (stances.at(-1) !== motion.stance.arms) stances.push(motion.stance.arms);
                }
                for (let i = 0; i < 6; i += 1) {
                    motion.gesture("wave", 1_800_000 + i);
                    waves.push(motion.moves.at(-1).move);
                }
                const kinds = new Set(stances.map((each) => each.left + each.right));
                const again = waves.filter((each, i) => i && each === waves[i - 1]);
                return {done, kinds: kinds.size, stances: stances.length, again: again.length};
            }"""
        )
        assert len(set(seen["done"])) >= 5
        assert seen["kinds"] >= 4
        assert seen["stances"] > 60
        assert seen["again"] == 0
        idle = [name for name in seen["done"] if name != "wave"]
        assert all(one != other for one, other in itertools.pairwise(idle))


async def test_less_motion_for_those_who_ask_for_it(browser: Browser, house: House) -> None:
    async with opened(browser, house, sound=False) as stage:
        assert not await stage.page.evaluate("stage.motion.still")
        await stage.page.emulate_media(reduced_motion="reduce")
        await stage.page.reload()
        await stage.until("window.stage?.motion?.still === true")
