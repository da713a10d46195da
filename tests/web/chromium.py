"""Chromium, as the tests of the pages start it."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from tests.conftest import find_chromium

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@asynccontextmanager
async def chromium(*more: str) -> AsyncIterator[Browser]:
    """A browser of one's own, with these flags besides."""
    from playwright.async_api import async_playwright

    async with async_playwright() as driver:
        flags = [*FLAGS, *more]
        browser = await driver.chromium.launch(executable_path=find_chromium(), args=flags)
        try:
            yield browser
        finally:
            await browser.close()
