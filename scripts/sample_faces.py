"""Draw the sample face's pictures and clips (shows/paper): `python scripts/sample_faces.py`.

Our own drawing, made by scripts/sample_face.js in a Chromium (CHATBOT_CHROMIUM, or on PATH).
"""

from __future__ import annotations

import asyncio
import base64
from pathlib import Path

from playwright.async_api import Page, async_playwright

from scripts.screenshots import FLAGS, chromium

ROOT = Path(__file__).resolve().parent.parent
WHERE = ROOT / "shows" / "paper"
MADE = """async ([how, name]) => {
    const face = await import("http://face.local/face.js");
    const bytes = new Uint8Array(await (await face[how](name)).arrayBuffer());
    let text = "";
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
}"""


async def made(page: Page, how: str, name: str) -> bytes:
    """A picture or clip of this name, as the page draws it."""
    return base64.b64decode(await page.evaluate(MADE, [how, name]))


async def draw_all() -> None:
    """Write every picture and every clip."""
    script = (ROOT / "scripts" / "sample_face.js").read_text(encoding="utf-8")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = await browser.new_page()
        await page.route(
            "http://face.local/face.js",
            lambda route: route.fulfill(body=script, content_type="text/javascript"),
        )
        await page.route(
            "http://face.local/",
            lambda route: route.fulfill(body="<body></body>", content_type="text/html"),
        )
        await page.goto("http://face.local/")
        for folder, how, table, suffix in (
            ("face", "picture", "PICTURES", "png"),
            ("clips", "clip", "CLIPS", "webm"),
        ):
            names = await page.evaluate(
                f'async () => Object.keys((await import("http://face.local/face.js")).{table})'
            )
            (WHERE / folder).mkdir(parents=True, exist_ok=True)
            for name in names:
                path = WHERE / folder / f"{name}.{suffix}"
                path.write_bytes(await made(page, how, name))
                print(path.relative_to(ROOT), path.stat().st_size)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(draw_all())
