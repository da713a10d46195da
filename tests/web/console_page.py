"""The console in a real Chromium, with everything about it that would be a fault."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Page
    from serving import House


class Watched:
    """A page, and everything about it that would be a fault."""

    def __init__(self, page: Page, house: House):
        self.page, self.house = page, house
        self.faults: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}"))
        page.on("request", self._asked)

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning") and "401" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.house.http, "data:", "blob:")):
            self.faults.append(f"foreign request: {request.url}")

    def publish(self, kind: str, **fields: Any) -> None:
        self.house.feed.publish({"kind": kind, "at_ms": 1000, **fields})

    def chat(self, number: int, text: str = "多少钱", **fields: Any) -> None:
        viewer = {"id": f"u{number}", "nick": f"小雨{number}", "role": "viewer"}
        row = {
            "id": f"gw/m-{number}",
            "source": "gw",
            "viewer": viewer,
            "text": text,
            "lang": "zh",
            "intent": "price",
            "question": True,
            "sku": "SERUM",
        }
        self.publish("chat", **{**row, **fields})

    async def has(self, selector: str, text: str) -> None:
        """Wait until an element that matches holds this text."""
        await self.page.locator(selector, has_text=text).first.wait_for(timeout=8000)


@asynccontextmanager
async def console(
    browser: Browser,
    house: House,
    *,
    token: str = "owner-token-0123456789",
    path: str = "/console",
    **options: Any,
) -> AsyncIterator[Watched]:
    """A page that is signed in and up to date; `options` are those of its browser context."""
    house.content.setdefault("state", {"kind": "state", "state": "on_air", "on_screen": None})
    async with opened(browser, house, f"{path}#token={token}", **options) as watched:
        await watched.page.locator('html[data-link="live"]').wait_for(timeout=15_000)
        yield watched


@asynccontextmanager
async def opened(
    browser: Browser, house: House, path: str, **options: Any
) -> AsyncIterator[Watched]:
    """A page of the show's; `options` are those of its browser context."""
    context = await browser.new_context(**{"locale": "en-US", **options})
    try:
        watched = Watched(await context.new_page(), house)
        await watched.page.goto(f"{house.http}{path}")
        yield watched
    finally:
        await context.close()
