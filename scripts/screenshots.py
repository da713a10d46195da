"""Take the README's picture: the real stage and console of a running demo, side by side.

usage: python scripts/screenshots.py [--seconds 40] [--voice auto]
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

from playwright.async_api import Page, async_playwright
from playwright.async_api import TimeoutError as NeverCame

ROOT = Path(__file__).resolve().parent.parent
WHERE = ROOT / "docs" / "img"
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
<img src="data:image/png;base64,{stage}" style="height:720px;border-radius:12px">
<img src="data:image/png;base64,{console}" style="height:720px;border-radius:12px"></body>"""


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


async def take(seconds: float, voice: str) -> None:
    """Run the demo, look at it, write the pictures."""
    WHERE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        demo = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "chatbot", "demo", "--headless", "--port", "0",
            "--voice", voice, "--viewers", "3", "--journal", str(Path(folder) / "demo.journal"),
            stdout=asyncio.subprocess.PIPE, env={**os.environ, "COLUMNS": "400"}, cwd=ROOT,
        )  # fmt: skip
        assert demo.stdout is not None
        try:
            stage_url, console_url = await addresses(demo.stdout)
            async with asyncio.TaskGroup() as tasks:
                reading = tasks.create_task(_drain(demo.stdout))
                await photograph(stage_url, console_url, seconds)
                reading.cancel()
        finally:
            if demo.returncode is None:
                demo.terminate()
            await demo.wait()


async def _drain(lines: asyncio.StreamReader) -> None:
    while await lines.readline():
        pass


async def photograph(stage_url: str, console_url: str, seconds: float) -> None:
    """Open both pages, wait for a good moment, and write the pictures."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        stage = await browser.new_page(viewport={"width": 540, "height": 960})
        await stage.goto(stage_url)
        await stage.mouse.click(270, 300)
        console = await browser.new_page(
            viewport={"width": 1440, "height": 960}, color_scheme="dark"
        )
        await console.goto(console_url)
        await pointing(stage, seconds)
        await stage.screenshot(path=WHERE / "stage.png")
        await console.screenshot(path=WHERE / "console.png")
        both = await browser.new_page(viewport={"width": 1581, "height": 768})
        pictures = {
            name: base64.b64encode((WHERE / f"{name}.png").read_bytes()).decode()
            for name in ("stage", "console")
        }
        await both.set_content(PAGE.format(**pictures))
        await both.screenshot(path=WHERE / "stage-and-console.png", full_page=True)
        await browser.close()
    slim(WHERE / "console.png", painted=False)
    for name in ("stage", "stage-and-console"):
        slim(WHERE / f"{name}.png", painted=True)


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
    given = options.parse_args()
    asyncio.run(take(given.seconds, given.voice))


if __name__ == "__main__":
    main()
