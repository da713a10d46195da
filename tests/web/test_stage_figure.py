"""The figure on the stage: hands inside the picture, the card's own product in them, no loop."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from stage_page import SHOW, TALL, TEXT, WIDE, browser, house, opened

if TYPE_CHECKING:
    from playwright.async_api import Browser
    from serving import House

__all__ = ["browser", "house"]  # fixtures
pytestmark = [pytest.mark.chromium, pytest.mark.asyncio(loop_scope="module")]

# Puts both arms into each pose at once and notes where wrists' far ends lie, and what covers them.
TRY_POSES = """async () => {
    const {HANDS} = await import("/stage/poses.js");
    const {motion} = window.stage;
    const step = motion.step.bind(motion);
    let steps = 0;
    motion.step = (...args) => {
        steps += 1;
        return step(...args);
    };
    const drawn = (count, from = steps) => new Promise((done) => {
        const look = () => (steps - from > count ? done() : requestAnimationFrame(look));
        look();
    });
    motion.pick = () => motion.stance;
    const found = [];
    for (const name of Object.keys(HANDS)) {
        motion.moves = [];
        motion.stance = {arms: {left: name, right: name}, x: 0, lean: 0, turn: 0};
        motion.stanceUntil = Infinity;
        await drawn(1);
        for (const side of ["left", "right"]) {
            const way = motion.arms.ways[side];
            way.go({...way.goal}, performance.now() - 9000, 1);
        }
        await drawn(2);
        for (const pin of document.querySelectorAll("[data-bone^=hand-] > i")) {
            const shown = getComputedStyle(pin).visibility === "visible";
            const {x, y} = pin.getBoundingClientRect();
            if (shown) found.push([name, x, y]);
        }
    }
    return found;
}"""


@pytest.mark.parametrize(
    ("frame", "size"), [("none", TALL), ("douyin", TALL), ("none", WIDE), ("twitch", WIDE)]
)
async def test_no_hand_leaves_the_picture(
    browser: Browser, house: House, frame: str, size: tuple[int, int]
) -> None:
    async with opened(browser, house, f"lang=zh&frame={frame}", size, sound=False) as stage:
        say = {"type": "say", "text": TEXT, "lang": "zh", "duration_ms": 60_000}
        cue = {"type": "cue", "cue": "c", "utterance": "u", "commands": [SHOW, say]}
        await stage.page.evaluate("(cue) => stage.receive(cue)", cue)
        found = await stage.page.evaluate(TRY_POSES)
        assert len({name for name, _, _ in found}) > 20
        outside = [(name, round(x), round(y)) for name, x, y in found if not 2 <= x <= size[0] - 2]
        assert outside == []
        assert [name for name, _, y in found if y < 0] == []
        caption = await stage.page.locator("#caption").bounding_box()
        assert caption is not None
        resting = [y for name, _, y in found if name in ("clasp", "clasp_over", "fold")]
        assert max(resting) < caption["y"]


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
        await stage.page.evaluate("(cue) => stage.receive(cue)", cue)
        await stage.until("stage.motion.arms.names.left.startsWith('hold')")
        await stage.page.evaluate("stage.receive({type: 'welcome', product: null})")
        await stage.until("stage.motion.arms.names.left.startsWith('offer')")


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
