"""Two hosts on the stage page: side by side, and the one moves who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from stage_page import SHOW, TALL, WIDE, opened

if TYPE_CHECKING:
    from playwright.async_api import Browser
    from serving import House
    from stage_page import Watched

pytestmark = pytest.mark.chromium

WELCOME = {
    "type": "welcome",
    "lang": "zh",
    "state": "speaking",
    "hosts": [{"speaker": "host", "name": "小岚"}, {"speaker": "cohost", "name": "小月"}],
}
BOXES = """(id) => {
    const shown = [...document.querySelectorAll(`#${id} [data-bone=skin] img`)];
    const {x, y, width} = shown[0].getBoundingClientRect();
    return [x + width / 2, y];
}"""


def saying(speaker: str, number: int) -> dict[str, Any]:
    say = {"type": "say", "text": "今晚慢慢看。", "lang": "zh", "speaker": speaker}
    open_wide = [{"t": 0, "d": 60_000, "v": "aa", "w": 1.0}]
    return {
        "type": "cue",
        "cue": f"c-{number}",
        "utterance": f"u-{number}",
        "part": 0,
        "last": True,
        "commands": [SHOW, say | {"duration_ms": 60_000, "visemes": open_wide}],
    }


async def receive(stage: Watched, frame: dict[str, Any]) -> None:
    await stage.page.evaluate("(frame) => stage.receive(frame)", frame)


@pytest.mark.parametrize(
    ("frame", "size"), [("none", TALL), ("none", WIDE), ("douyin", TALL)], ids=str
)
async def test_both_stand_on_the_stage_and_the_one_moves_her_mouth_who_speaks(
    browser: Browser, house: House, frame: str, size: tuple[int, int]
) -> None:
    async with opened(browser, house, f"lang=zh&frame={frame}", size, sound=False) as stage:
        await receive(stage, WELCOME)
        await stage.until("document.documentElement.classList.contains('two')")
        for number, (speaker, name, moves) in enumerate(
            [("host", "小岚", 0), ("cohost", "小月", 1), ("host", "小岚", 0)]
        ):
            await receive(stage, saying(speaker, number))
            await stage.until(f"document.documentElement.dataset.speaker === '{speaker}'")
            await stage.until(f"stage.mouths()[{moves}] > 5 && stage.mouths()[{1 - moves}] < 1")
            await stage.until(f"document.getElementById('caption').innerText.startsWith('{name}')")
            await receive(stage, {"type": "stop", "cue": None, "fade_ms": 0})
            await stage.until("stage.mouths()[0] < 3 && stage.mouths()[1] < 3")
        first, second = [await stage.page.evaluate(BOXES, i) for i in ("rig-back", "second-back")]
        card = await stage.page.evaluate("document.getElementById('card').getBoundingClientRect()")
        for x, _ in (first, second):
            assert 0 < x < size[0]
        assert abs(first[0] - second[0]) > size[0] * 0.15, "side by side"
        assert not stage.complaints
        assert card["width"] > 0


@pytest.mark.parametrize(
    ("frame", "size"), [("none", TALL), ("none", WIDE), ("douyin", TALL)], ids=str
)
async def test_the_first_host_reaches_the_button_as_one_alone_does(
    browser: Browser, house: House, frame: str, size: tuple[int, int]
) -> None:
    async with opened(browser, house, f"lang=zh&frame={frame}", size, sound=False) as stage:
        await receive(stage, WELCOME)
        await stage.until("document.documentElement.classList.contains('two')")
        cue = saying("cohost", 1)
        cue["commands"].append({"type": "point_to_buy", "sku": "SERUM", "at": {"ms": 600}})
        near = (
            f"Math.hypot(tip[0] - aim.x * {size[0]}, tip[1] - aim.y * {size[1]}) < {size[0]} * 0.05"
        )
        await stage.until(
            "document.documentElement.dataset.pointing === 'true' && "
            f"((tip, aim) => {near})(stage.fingertip(), stage.debug().target)",
            after=cue,
        )


async def test_one_host_stands_alone(browser: Browser, house: House) -> None:
    async with opened(browser, house, "lang=zh", TALL, sound=False) as stage:
        await receive(stage, {**WELCOME, "hosts": []})
        await stage.until("document.documentElement.classList.contains('drawn')")
        assert await stage.page.evaluate("document.getElementById('second-back').hidden")
        assert not await stage.page.evaluate("'speaker' in document.documentElement.dataset")
