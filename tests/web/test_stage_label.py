"""The AI label of the stage page: large, readable, never covered, in every frame."""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from serving import House, serving
from stage_page import POINT, SHOW, TALL, WIDE, opened, part

if TYPE_CHECKING:
    from playwright.async_api import Browser

pytestmark = pytest.mark.chromium


def pixels(png: bytes) -> list[list[tuple[int, int, int]]]:
    """Rows of RGB of an 8-bit RGB or RGBA PNG."""
    at, packed, width, deep = 8, b"", 0, 3
    while at < len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        kind, body = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            width, deep = int.from_bytes(body[:4], "big"), {2: 3, 6: 4}[body[9]]
        elif kind == b"IDAT":
            packed += body
        at += 12 + size
    raw, rows = zlib.decompress(packed), []
    before = bytearray(width * deep)
    for start in range(0, len(raw), width * deep + 1):
        how, line = raw[start], bytearray(raw[start + 1 : start + 1 + width * deep])
        for i in range(len(line)):
            a = line[i - deep] if i >= deep else 0
            b, c = before[i], before[i - deep] if i >= deep else 0
            guess = a + b - c
            paeth = min((a, b, c), key=lambda v: abs(guess - v))
            line[i] = (line[i] + (0, a, b, (a + b) // 2, paeth)[how]) & 255
        rows.append([(line[i], line[i + 1], line[i + 2]) for i in range(0, len(line), deep)])
        before = line
    return rows


def luminance(colour: tuple[int, int, int]) -> float:
    """Relative luminance, WCAG 2.2."""
    r, g, b = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (v / 255 for v in colour)
    )
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


HIDE_THE_REST = """() => {
    for (const el of document.querySelectorAll('#stage > *')) {
        if (el.id !== 'ai-label') el.style.setProperty('visibility', 'hidden', 'important');
    }
    for (const el of document.querySelectorAll('.bone')) el.style.visibility = 'hidden';
}"""


async def test_label_and_holding_card_keep_to_the_rooms_language(browser: Browser) -> None:
    async with (
        serving(House(lang="zh")) as room,
        opened(browser, room, "transparent=1", sound=False) as stage,
    ):
        await room.renderer("joined")
        english = part("c-1", 2500)
        assert english.say is not None
        assert english.speech is not None
        say, speech = replace(english.say, lang="en"), replace(english.speech, lang="en")
        room.hub.send(replace(english, say=say, speech=speech))
        await stage.until("document.getElementById('caption').lang === 'en'")
        await room.hub.played("c-1")
        label = stage.page.locator("#ai-label")
        assert await label.inner_text() == "AI生成"
        room.hub.show_state("stopped")
        await stage.until("!document.getElementById('hold').hidden")
        assert "稍歇" in await stage.page.locator("#hold").inner_text()
        room.hub.show_label({"fr": "Animation humaine"})
        await stage.until("document.getElementById('ai-label').textContent === 'Animation humaine'")


@pytest.mark.parametrize(
    ("frame", "size"),
    [
        *((name, TALL) for name in ("none", "taobao", "douyin", "tiktok")),
        ("none", WIDE),
        ("twitch", WIDE),
    ],
)
async def test_the_label_is_large_readable_and_uncovered(
    browser: Browser, house: House, frame: str, size: tuple[int, int]
) -> None:
    async with opened(
        browser, house, f"lang=zh&transparent=1&frame={frame}", size, sound=False
    ) as stage:
        wish = {"type": "label", "text": {"zh": "AI生成"}, "visible": False}
        await stage.page.evaluate("(frame) => stage.receive(frame)", wish)
        house.hub.send(part("c-1", 8000, SHOW, {**POINT, "hold_ms": 8000}, marks=(("buy", 0),)))
        await stage.until("document.documentElement.dataset.pointing === 'true'")
        boxes = {
            name: await stage.page.locator(f"#{name}").bounding_box()
            for name in ("ai-label", "card", "caption")
        }
        label = boxes.pop("ai-label")
        assert label is not None
        for name, box in boxes.items():
            assert box is not None, name
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= size[0]
            assert (
                box["y"] >= label["y"] + label["height"] or box["x"] >= label["x"] + label["width"]
            )
        clip = {key: round(value) for key, value in label.items()}
        clip = {**clip, "x": clip["x"] + 2, "y": clip["y"] + 2}
        clip = {**clip, "width": clip["width"] - 4, "height": clip["height"] - 4}
        shown = await stage.page.screenshot(clip=clip)
        await stage.page.evaluate(HIDE_THE_REST)
        alone = await stage.page.screenshot(clip=clip)
        inner = slice(6, -6)  # the rounded corners let the background through
        rows, bare = pixels(shown), pixels(alone)
        assert [row[inner] for row in rows[inner]] == [row[inner] for row in bare[inner]]

        lights = [[luminance(colour) for colour in row] for row in rows]
        paper = min(min(row) for row in lights[inner])
        ink = max(max(row) for row in lights[inner])
        assert (ink + 0.05) / (paper + 0.05) >= 4.5
        written = [i for i, row in enumerate(lights) if max(row[inner]) > (ink + paper) / 2]
        ink_height = written[-1] - written[0] + 1
        assert ink_height / size[1] >= 0.025
        assert ink_height / min(size) >= 0.05  # GB 45438-2025, of the shorter side


# What the apps draw over the picture, as fractions of the frame: top, right, bottom, left.
COVERED = {
    "taobao": (0.12, 0.14, 0.29, 0.0),
    "douyin": (0.12, 0.16, 0.29, 0.0),
    "tiktok": (0.12, 0.15, 0.31, 0.0),
    "twitch": (0.08, 0.0, 0.1, 0.0),
}


@pytest.mark.parametrize(
    ("frame", "size"),
    [*((name, TALL) for name in ("taobao", "douyin", "tiktok")), ("twitch", WIDE)],
)
async def test_nothing_that_matters_lies_under_what_the_app_draws(
    browser: Browser, house: House, frame: str, size: tuple[int, int]
) -> None:
    long = {
        **SHOW,
        "title": "Savon de Marseille au lait d'amande, lot de quatre",
        "price": "9 / kg",
    }
    async with opened(browser, house, f"lang=fr&frame={frame}", size, sound=False) as stage:
        house.hub.send(part("c-1", 8000, long, {**POINT, "hold_ms": 8000}, marks=(("buy", 0),)))
        await stage.until("document.documentElement.dataset.pointing === 'true'")
        top, right, bottom, left = COVERED[frame]
        for name in ("ai-label", "card", "caption"):
            box = await stage.page.locator(f"#{name}").bounding_box()
            assert box is not None, name
            assert box["x"] >= left * size[0], name
            assert box["x"] + box["width"] <= (1 - right) * size[0], name
            assert box["y"] >= top * size[1], name
            assert box["y"] + box["height"] <= (1 - bottom) * size[1], name
        tip = await stage.page.evaluate("stage.fingertip()")
        button = await stage.page.locator("#buy").bounding_box()
        assert button is not None
        slack = 0.012 * size[1]  # she breathes, and taps
        assert button["x"] - slack <= tip[0] <= button["x"] + button["width"] + slack
        assert button["y"] - slack <= tip[1] <= button["y"] + button["height"] + slack
