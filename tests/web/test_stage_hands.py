"""Her hands between two poses: past her face, out of her pockets, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from stage_page import SHOW, TALL, WIDE, opened

from chatbot.performance import Part

if TYPE_CHECKING:
    from playwright.async_api import Browser
    from serving import House

pytestmark = pytest.mark.chromium

# Holds the thing up in each of the ways, `cut` ms long, then for a second whatever comes after;
# notes how many pixels of it lay over her face.
HOLD = """async (cut) => {
    const {MOVES} = await import("/stage/poses.js");
    const {motion, render} = window.stage;
    let now = performance.now();
    const face = document.querySelector("[data-bone=skin] > img");
    const within = (element, margin) => {
        const {left, right, top, bottom} = element.getBoundingClientRect();
        const [w, h] = [(right - left) * margin, (bottom - top) * margin];
        return {left: left + w, right: right - w, top: top + h, bottom: bottom - h};
    };
    const over = (thing) => {
        const [a, b] = [within(thing, 0.12), within(face, 0.04)];
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        return Math.max(0, Math.min(wide, high));
    };
    const found = [];
    for (const move of MOVES.hold_product) {
        const way = {most: 0, shown: 0, high: Infinity};
        motion.pick = (kind, list) => (kind === "hold_product" ? move : list[0]);
        motion.gesture("hold_product", now);
        const end = now + Math.min(cut, move.ms);
        while (now < end + 1000) {
            if (now > end) motion.stop();
            render((now += 33));
            for (const thing of document.querySelectorAll("[data-bone=thing] > img")) {
                const hand = thing.closest("[data-bone^=hand-]");
                if (getComputedStyle(hand).visibility !== "visible") continue;
                way.most = Math.max(way.most, over(thing));
                way.high = Math.min(way.high, thing.getBoundingClientRect().top);
                way.shown += 1;
            }
        }
        found.push(way);
    }
    return found;
}"""


@pytest.mark.parametrize(
    ("frame", "size", "cut_ms"),
    [
        ("none", TALL, 60_000),
        ("douyin", TALL, 60_000),
        ("none", WIDE, 60_000),
        ("none", WIDE, 1500),
    ],
)
async def test_what_she_holds_never_crosses_her_face(
    browser: Browser, house: House, frame: str, size: tuple[int, int], cut_ms: int
) -> None:
    async with opened(browser, house, f"lang=zh&frame={frame}", size, sound=False) as stage:
        await house.renderer("joined")
        house.hub.send(Part(cue="c-1", utterance="u", part=0, last=True, commands=(SHOW,)))
        await stage.until("!document.getElementById('card').hidden && !stage.debug().queued")
        ways = await stage.page.evaluate(HOLD, cut_ms)
        assert len(ways) == 3
        assert min(way["shown"] for way in ways) > 10
        assert min(way["high"] for way in ways) < 0.5 * size[1]
        assert [way["most"] for way in ways] == [0, 0, 0]


async def test_her_pockets_stay_on_her_coat(browser: Browser, house: House) -> None:
    async with opened(browser, house, sound=False) as stage:
        found = await stage.page.evaluate(
            """async () => {
                const {Motion} = await import("/stage/motion.js");
                const {FORE, UPPER} = await import("/stage/art/arms.js");
                const at = ({s, e, us, fs}) => {
                    const [a, b] = [s, s + e].map((degrees) => degrees * Math.PI / 180);
                    const [one, two] = [UPPER * us, FORE * fs];
                    const x = -Math.sin(a) * one - Math.sin(b) * two;
                    return [x, Math.cos(a) * one + Math.cos(b) * two];
                };
                const motion = new Motion({still: true});
                motion.stanceUntil = Infinity;
                const stand = (left, right) => {
                    motion.stance = {arms: {left, right}, x: 0, lean: 0, turn: 0};
                };
                let now = 0;
                const seen = [];
                const play = (ms) => {
                    for (const end = now + ms; now < end; now += 30) {
                        const {left} = motion.step(now, 30, 0, false);
                        if (left.hand === "pocket") seen.push(at(left));
                    }
                };
                stand("pocket", "fold");
                play(2000);
                const inside = seen.at(-1);
                for (const [left, right] of [["clasp", "clasp_over"], ["talk", "fold"]]) {
                    stand(left, right);
                    play(2000);
                    stand("pocket", "fold");
                    play(2000);
                }
                const away = seen.map((p) => Math.hypot(p[0] - inside[0], p[1] - inside[1]));
                const bones = ["hips", "pocket"].map((name) => {
                    return [...document.querySelectorAll(`[data-bone=${name}]`)];
                });
                const moves = new Set(bones.flat().map((bone) => bone.style.transform));
                return {away: Math.max(...away), bones: bones.flat().length, moves: moves.size};
            }"""
        )
        # As far as the hand reaches below its wrist: beyond, it is another drawing.
        assert found["away"] < 80
        assert found["bones"] == 3
        assert found["moves"] == 1


async def test_hands_come_together_and_part_one_after_the_other(
    browser: Browser, house: House
) -> None:
    async with opened(browser, house, sound=False) as stage:
        found = await stage.page.evaluate(
            """async () => {
                const {Motion} = await import("/stage/motion.js");
                const motion = new Motion({still: true});
                motion.stanceUntil = Infinity;
                let now = 0;
                const play = (left, right) => {
                    motion.stance = {arms: {left, right}, x: 0, lean: 0, turn: 0};
                    const changed = {};
                    const was = {};
                    for (const start = now; now < start + 2000; now += 10) {
                        const pose = motion.step(now, 10, 0, false);
                        for (const side of ["left", "right"]) {
                            if (pose[side].hand !== was[side]) changed[side] = now - start;
                            changed[`${side} first`] ??= was[side] && changed[side] || undefined;
                            was[side] = pose[side].hand;
                        }
                    }
                    return changed;
                };
                play("clasp", "clasp_over");
                const parting = play("pocket", "fold_low");
                return {parting, joining: play("clasp", "clasp_over")};
            }"""
        )
        parting, joining = found["parting"], found["joining"]
        assert parting["left first"] - parting["right first"] > 150
        assert joining["right"] - joining["left"] > 150
