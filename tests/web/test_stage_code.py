"""Where there is no cart: the code on the card, as sharp pixels, and the finger beside it."""

from __future__ import annotations

import base64
import math
from typing import TYPE_CHECKING

import pytest
from stage_page import MARK_MS, POINT, SHOW, TALL, WIDE, Watched, opened, part

from chatbot.order_links import modules, shown_link

if TYPE_CHECKING:
    from playwright.async_api import Browser
    from serving import House

pytestmark = pytest.mark.chromium

LINK = "https://shop.example/silk"
CODE = modules(LINK)
CODED = {
    **SHOW, "link_no": None, "order": "link",
    "link": {"url": LINK, "text": shown_link(LINK), "code": list(CODE)},
}  # fmt: skip
NO_CART = {**SHOW, "link_no": None, "order": "none"}
SCAN = {"zh": "扫码下单", "en": "Scan to order", "fr": "Scannez pour commander"}

# The darkness of a screenshot in the middle of each module of the code's box, row by row.
READ = """async ([png, box, count]) => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const rows = [];
    for (let y = 0; y < count; y += 1) {
        let row = "";
        for (let x = 0; x < count; x += 1) {
            const along = [box.width, box.height].map((size) => size / count);
            const at = [box.x + (x + 0.5) * along[0], box.y + (y + 0.5) * along[1]];
            const [r, g, b] = pen.getImageData(...at.map(Math.floor), 1, 1).data;
            row += r + g + b < 120 ? "1" : r + g + b > 645 ? "0" : "?";
        }
        rows.push(row);
    }
    return rows;
}"""


async def read_code(stage: Watched) -> tuple[str, ...]:
    """The code as a telephone would see it: from the pixels on the screen."""
    png = base64.b64encode(await stage.page.screenshot()).decode()
    box = await stage.page.locator("#code").bounding_box()
    return tuple(await stage.page.evaluate(READ, [png, box, len(CODE)]))


def inner(rows: tuple[str, ...]) -> list[str]:
    """Without the quiet zone, on whose edge her fingertip lies."""
    return [row[4:-4] for row in rows[4:-4]]


@pytest.mark.parametrize("lang", ["zh", "en", "fr"])
async def test_she_points_at_the_code_on_the_word(
    browser: Browser, house: House, lang: str
) -> None:
    async with opened(browser, house, f"lang={lang}&transparent=1") as stage:
        late = []
        for number in range(3):  # a busy machine may starve the browser: the best of three
            cue = f"{lang}-{number}"
            house.hub.send(part(cue, 1500, CODED, POINT, marks=(("buy", MARK_MS),)))
            assert (await house.hub.played(cue)).outcome == "finished"
            found = await stage.debug()
            late.append(abs((found["pointedAtMs"] or math.inf) - MARK_MS))
            await stage.until("document.documentElement.dataset.pointing === 'false'")
            if late[-1] <= 80:
                break
        assert min(late) <= 80
        code = await stage.page.locator("#code").bounding_box()
        assert code is not None
        goal = found["target"]
        assert code["x"] <= goal["x"] * TALL[0] <= code["x"] + code["width"]
        assert abs(goal["y"] * TALL[1] - code["y"]) <= 2  # on its edge: nothing of it is covered
        assert await stage.page.inner_text("#card-scan") == SCAN[lang]
        assert await stage.page.inner_text("#card-address") == "shop.example/silk"
        assert await stage.page.locator("#buy").is_hidden()
        assert stage.complaints == []


@pytest.mark.parametrize("size", [TALL, WIDE])
@pytest.mark.parametrize("frame", ["none", "taobao", "douyin", "tiktok", "twitch"])
async def test_the_code_is_whole_and_large_while_she_points_at_it(
    browser: Browser, house: House, frame: str, size: tuple[int, int]
) -> None:
    async with opened(browser, house, f"lang=fr&frame={frame}", size, sound=False) as stage:
        cue = f"{frame}-{size[0]}"
        house.hub.send(part(cue, 8000, CODED, {**POINT, "hold_ms": 8000}, marks=(("buy", 0),)))
        # The arm is on its way for a moment, on a busy machine for longer.
        await stage.until(
            f"""document.documentElement.dataset.pointing === "true" && (([x, y], [left, top]) =>
                Math.hypot(x - left * {size[0]}, y - top * {size[1]}) < {0.1 * max(size)})(
                stage.fingertip(), document.documentElement.dataset.pointingAt.split(","))"""
        )
        assert inner(await read_code(stage)) == inner(CODE)
        code = await stage.page.locator("#code").bounding_box()
        caption = await stage.page.locator("#caption").bounding_box()
        assert code is not None
        assert caption is not None
        assert code["width"] >= 0.25 * min(size)
        assert code["y"] + code["height"] <= caption["y"]
        house.hub.stop(None)


async def test_without_a_cart_no_button_is_promised(browser: Browser, house: House) -> None:
    async with opened(browser, house, sound=False) as stage:
        for card, hidden in (
            (NO_CART, ("#buy", "#code", "#card-link")),
            ({**CODED, "link": None, "stock": 0}, ("#code", "#card-link")),
            ({**CODED, "link": {"url": LINK, "text": "x", "code": ["<svg>"]}}, ("#code",)),
            (SHOW, ("#code", "#card-link")),
        ):
            await stage.page.evaluate(
                "(product) => stage.receive({type: 'welcome', product})", card
            )
            for part_of_card in hidden:
                assert await stage.page.locator(part_of_card).is_hidden(), (card, part_of_card)
        assert await stage.page.locator("#buy").is_visible()
