"""The console in a real Chromium, with everything about it that would be a fault."""

from __future__ import annotations

import os
import shutil
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Page
    from serving import House

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    found = (shutil.which(name) for name in names)
    return os.environ.get("CHATBOT_CHROMIUM") or next(filter(None, found), None)


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
    house: House, *, token: str = "owner-token-0123456789", path: str = "/console", **options: Any
) -> AsyncIterator[Watched]:
    from playwright.async_api import async_playwright

    house.content.setdefault("state", {"kind": "state", "state": "on_air", "on_screen": None})
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            context = await browser.new_context(**{"locale": "en-US", **options})
            page = await context.new_page()
            watched = Watched(page, house)
            await page.goto(f"{house.http}{path}#token={token}")
            await page.locator('html[data-link="live"]').wait_for(timeout=15_000)
            yield watched
        finally:
            await browser.close()
