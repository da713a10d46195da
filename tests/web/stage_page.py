"""Opens the stage page of a served show in a real browser."""

from __future__ import annotations

import math
import struct
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chatbot.commands import Say
from chatbot.performance import VISEMES, Part, Speech, VisemeAt, Word

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, ConsoleMessage, Page, Request
    from serving import House

TEXT = "现在只要¥129！"
MARK_MS = 700
RATE = 24_000
TALL, WIDE = (540, 960), (960, 540)


@dataclass
class Watched:
    """A page, what it complained of, and the hosts it asked."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    async def until(
        self, condition: str, within_ms: int = 20_000, *, after: dict[str, Any] | None = None
    ) -> Any:
        """Wait in the page for a JavaScript condition, and give what it found.

        `after` is a frame that the page receives first: what passes by itself (a gesture, the
        face of a short line) may be over before a second message to the page arrives.
        """
        return await self.page.evaluate(
            f"""(frame) => new Promise((done, fail) => {{
                const end = performance.now() + {within_ms};
                if (frame) stage.receive(frame);
                const look = () => {{
                    const found = {condition};
                    if (found) return done(found);
                    if (performance.now() > end) return fail(new Error("never came"));
                    setTimeout(look, 8);
                }};
                look();
            }})""",
            after,
        )

    async def debug(self) -> dict[str, Any]:
        answer: dict[str, Any] = await self.page.evaluate("window.stage.debug()")
        return answer


@asynccontextmanager
async def opened(
    browser: Browser,
    house: House,
    query: str = "lang=zh&transparent=1",
    size: tuple[int, int] = TALL,
    *,
    sound: bool = True,
    fragment: str = "",
) -> AsyncIterator[Watched]:
    """The stage in a window of its own; `sound` gives it the click that unlocks it."""
    context = await browser.new_context(viewport={"width": size[0], "height": size[1]})
    page = await context.new_page()
    watched = Watched(page)

    def heard(said: ConsoleMessage) -> None:
        if said.type == "error":
            watched.complaints.append(said.text)

    def asked(sent: Request) -> None:
        if not sent.url.startswith((house.http, "data:", "blob:")):
            watched.strangers.append(sent.url)

    page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    page.on("console", heard)
    page.on("request", asked)
    try:
        await page.goto(f"{house.http}/stage?{query}{fragment}")
        # The show's answers come first: what is sent before does not reach the page, and a welcome
        # that comes later would take back what a test has put on it.
        await watched.until("window.stage?.debug?.().welcomes > 0")
        if sound:
            welcomes = (await watched.debug())["welcomes"]
            await page.mouse.click(5, size[1] - 5)
            await watched.until(f"stage.debug().welcomes > {welcomes}")
        yield watched
    finally:
        await context.close()


def tone(duration_ms: int) -> bytes:
    count = RATE * duration_ms // 1000
    return b"".join(
        struct.pack("<h", round(6000 * math.sin(2 * math.pi * 330 * i / RATE)))
        for i in range(count)
    )


def part(
    cue: str,
    duration_ms: int,
    *commands: dict[str, Any],
    number: int = 0,
    last: bool = True,
    marks: tuple[tuple[str, int], ...] = (),
) -> Part:
    """A spoken part: a tone, one word a fifth of its length, every viseme in turn."""
    step = duration_ms // len(VISEMES)
    fifth = duration_ms // 5
    speech = Speech(
        text=TEXT,
        spoken=TEXT,
        lang="zh",
        duration_ms=duration_ms,
        audio=tone(duration_ms),
        rate=RATE,
        words=tuple(Word(i * fifth, fifth, i, i + 1, TEXT[i]) for i in range(5)),
        visemes=tuple(VisemeAt(i * step, step, name) for i, name in enumerate(VISEMES)),
    )
    return Part(
        cue=cue,
        utterance=cue.split(".")[0],
        part=number,
        last=last,
        say=Say(text=TEXT, lang="zh", mood="happy"),
        speech=speech,
        marks=marks,
        commands=commands,
    )


SHOW = {
    "type": "show_product", "sku": "SERUM", "title": "茉莉玻尿酸保湿精华 30ml",
    "price": "¥129", "stock": 86, "link_no": 3,
}  # fmt: skip
POINT = {
    "type": "point_to_buy", "sku": "SERUM", "at": {"mark": "buy"}, "anchor": "down", "hold_ms": 900,
}  # fmt: skip
