"""Take the pictures of the docs: the pages of a running demo, and the report of its night.

usage: python scripts/screenshots.py [--seconds 40] [--voice auto] [--into FOLDER] [--night JOURNAL]
The report is that of the demo's own minutes, or of a longer night's journal where one is named.
Needs the development tools and a Chromium (CHATBOT_CHROMIUM, or on PATH). With Pillow installed
the pictures are reduced to 256 colours, a third of the size.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import importlib
import importlib.util
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright
from playwright.async_api import TimeoutError as NeverCame

ROOT = Path(__file__).resolve().parent.parent
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]
PAGE = """<body style="margin:0;background:#0f1115;display:flex;gap:24px;padding:24px">
{pictures}</body>"""
PICTURE = '<img src="data:image/png;base64,{}" style="height:{}px;border-radius:12px">'
PHONE_HEIGHT = 740
NOTE = "Ben takes over at six. The parcel van comes at seven today."


def chromium() -> str:
    """The browser's path."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    found = os.environ.get("CHATBOT_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise SystemExit("no Chromium: install one, or set CHATBOT_CHROMIUM")
    return found


async def addresses(lines: asyncio.StreamReader) -> tuple[str, str]:
    """The stage's and the console's addresses, from what the demo prints."""
    stage = console = ""
    while not (stage and console):
        line = (await lines.readline()).decode()
        if not line:
            raise SystemExit("the demo ended before it was on air")
        if match := re.search(r"(http://\S+/(stage|console)\S*)", line):
            stage, console = (match[1], console) if match[2] == "stage" else (stage, match[1])
    return stage, console


async def pointing(page: Page, seconds: float) -> None:
    """Wait until the avatar points, or until the time is over."""
    await page.wait_for_timeout(seconds * 1000)
    try:
        await page.wait_for_selector("html[data-pointing=true]", timeout=60_000)
        await page.wait_for_timeout(700)
    except NeverCame:
        print("the avatar did not point; taking the picture all the same", file=sys.stderr)


async def take(seconds: float, voice: str, where: Path, night: Path | None) -> None:
    """Run the demo, look at it, write the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder) / "demo.journal"
        demo = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "chatbot", "demo", "--headless", "--port", "0",
            "--voice", voice, "--viewers", "3", "--journal", str(journal),
            stdout=asyncio.subprocess.PIPE, env={**os.environ, "COLUMNS": "400"}, cwd=ROOT,
        )  # fmt: skip
        assert demo.stdout is not None
        try:
            stage_url, console_url = await addresses(demo.stdout)
            async with asyncio.TaskGroup() as tasks:
                reading = tasks.create_task(_drain(demo.stdout))
                await photograph(stage_url, console_url, seconds, where)
                reading.cancel()
        finally:
            if demo.returncode is None:
                demo.terminate()
            await demo.wait()
        await report(night or journal, Path(folder) / "report.html", where)


async def _drain(lines: asyncio.StreamReader) -> None:
    while await lines.readline():
        pass


async def photograph(stage_url: str, console_url: str, seconds: float, where: Path) -> None:
    """Open the pages, wait for a good moment, and write the pictures."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        stage = await browser.new_page(viewport={"width": 540, "height": 960})
        await stage.goto(stage_url)
        await stage.mouse.click(270, 300)
        console = await browser.new_page(
            viewport={"width": 1440, "height": 960}, color_scheme="dark", locale="en-US"
        )
        await console.goto(console_url)
        await console.locator('html[data-link="live"]').wait_for()
        await console.keyboard.press("n")
        await console.fill("#words-text", NOTE)
        await console.keyboard.press("Enter")
        phone = await browser.new_page(
            viewport={"width": 360, "height": PHONE_HEIGHT}, color_scheme="dark", locale="en-US"
        )
        await phone.goto(console_url)
        await pointing(stage, seconds)
        await stage.screenshot(path=where / "stage.png")
        await console.screenshot(path=where / "console.png")
        await together(browser, where, "stage-and-console", ("stage", "console"), 720)
        tabs = ("live", "next", "health")
        for tab in tabs:
            await phone.click(f'[data-go="{tab}"]')
            await phone.wait_for_timeout(400)
            await phone.screenshot(path=where / f"{tab}.png")
        await together(browser, where, "console-phone", tabs, PHONE_HEIGHT)
        for tab in tabs:
            (where / f"{tab}.png").unlink()
        await console.keyboard.press("t")
        assist = await browser.new_page(viewport={"width": 1280, "height": 800}, locale="en-US")
        await assist.goto(console_url.replace("/console", "/assist"))
        await assist.locator("#answer:not([data-kind='none']):not(:empty)").wait_for(timeout=90_000)
        await assist.wait_for_timeout(6_000)
        await assist.screenshot(path=where / "assist.png")
        await browser.close()
    for name in ("console", "console-phone", "assist"):
        slim(where / f"{name}.png", painted=False)
    for name in ("stage", "stage-and-console"):
        slim(where / f"{name}.png", painted=True)


async def together(
    browser: Browser, where: Path, name: str, parts: tuple[str, ...], height: int
) -> None:
    """One picture of several, side by side."""
    page = await browser.new_page()
    files = [base64.b64encode((where / f"{part}.png").read_bytes()).decode() for part in parts]
    pictures = "".join(PICTURE.format(each, height) for each in files)
    await page.set_content(PAGE.format(pictures=pictures))
    size = await page.evaluate(
        "() => [...document.images].reduce((w, i) => w + i.getBoundingClientRect().width + 24, 24)"
    )
    await page.set_viewport_size({"width": round(size), "height": height + 48})
    await page.screenshot(path=where / f"{name}.png")
    await page.close()


async def report(journal: Path, file: Path, where: Path) -> None:
    """The first screenful of what the night was worth."""
    writing = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "chatbot", "report", str(journal), "-o", str(file), "--lang", "en",
        stdout=asyncio.subprocess.DEVNULL, cwd=ROOT,
    )  # fmt: skip
    if await writing.wait():
        raise SystemExit("the report was not written")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = await browser.new_page(viewport={"width": 900, "height": 1200})
        await page.goto(file.as_uri())
        await page.screenshot(path=where / "report.png")
        await browser.close()
    slim(where / "report.png", painted=False)


def slim(path: Path, *, painted: bool) -> None:
    """Reduce a picture to 256 colours, where Pillow is installed; `painted`: it has soft light."""
    if importlib.util.find_spec("PIL") is None:
        print(f"{path.name} keeps its full size: Pillow is not installed", file=sys.stderr)
        return
    image = importlib.import_module("PIL.Image")
    with image.open(path) as png:
        full = png.convert("RGB")
    few = full.quantize(256, method=image.Quantize.MAXCOVERAGE if painted else None)
    if painted:  # dots of mixed colours keep skin and light smooth
        few = full.quantize(palette=few, dither=image.Dither.FLOYDSTEINBERG)
    few.save(path, optimize=True)


def main() -> None:
    """Take the pictures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=40)
    options.add_argument("--voice", default="auto")
    options.add_argument("--into", type=Path, default=ROOT / "docs" / "img")
    options.add_argument("--night", type=Path, help="a longer night's journal, for the report")
    given = options.parse_args()
    given.into.mkdir(parents=True, exist_ok=True)
    asyncio.run(take(given.seconds, given.voice, given.into, given.night))


if __name__ == "__main__":
    main()
