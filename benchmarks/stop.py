"""STOP on the console in Chromium, from the key until the stage client is told to be silent.

10,000 messages a second come from another process, the whole console is open and a sentence is
being said: as it is, then with a model that takes questions and never answers, then with a disk
on which every write waits. Prints JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from _live import Live, beside, browser, free_port, on_air, play, summary, write_show

sys.path.insert(0, str(Path(__file__).parents[1]))

from chatbot.testing.disks import hung_disk

FLOOD = Path(__file__).with_name("flood.py")
WARM_UP_S = 5


def post(live: Live, action: str) -> bool:
    """Whether the show did it."""
    request = urllib.request.Request(
        f"{live.address}/api/actions",
        data=json.dumps({"action": action}).encode(),
        headers={"Authorization": f"Bearer {live.owner}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return bool(json.loads(answer.read())["type"] == "done")
    except urllib.error.HTTPError:
        return False


class Model:
    """A server that takes every question and answers none."""

    def __init__(self) -> None:
        self.asked = 0

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until the other end gives up."""
        while data := await reader.read(65_536):
            self.asked += b"POST" in data
        writer.close()


async def measure(times: int, *, model: bool, disk: bool) -> dict[str, Any]:
    """Press STOP so often; how long until the stage client heard, and until the page said so."""
    heard, ready, silent = asyncio.Event(), asyncio.Event(), Model()
    pressed: list[float] = []
    told: list[float] = []
    port = free_port()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = await asyncio.start_server(silent.take, "127.0.0.1", 0)
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
        with_model = f"responder: [{{type: openai, base_url: '{url}', model: hung}}, facts]\n"
        write_show(folder, more="policy: {market: us}\n" + (with_model if model else ""))
        seconds = WARM_UP_S + 5 + times * 4
        sender = await asyncio.create_subprocess_exec(
            sys.executable, str(FLOOD), "--flood", str(port),
            "--seconds", str(seconds), stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            async with (
                on_air(folder, f"ws://127.0.0.1:{port}") as live,
                beside(play(live, on_stop=heard.set, ready=ready)),
                browser() as page,
            ):
                await page.goto(live.console)
                await page.locator('html[data-link="live"]').wait_for()
                await ready.wait()
                await asyncio.sleep(WARM_UP_S)
                for _ in range(times):
                    while not await asyncio.to_thread(post, live, "resume"):  # noqa: ASYNC110, HTTP
                        await asyncio.sleep(0.1)
                    await page.locator('html[data-mode="on_air"]').wait_for()
                    with hung_disk(live.journal) if disk else contextlib.nullcontext():
                        await asyncio.sleep(0.8)
                        heard.clear()
                        began = time.perf_counter()
                        key = asyncio.ensure_future(page.keyboard.press("Escape"))
                        await asyncio.wait_for(heard.wait(), 20)
                        pressed.append((time.perf_counter() - began) * 1000)
                        await key
                        await page.locator("#banner", has_text="Silent").wait_for()
                        told.append((time.perf_counter() - began) * 1000)
                        banner = await page.inner_text("#banner")
                rows = await page.locator(".msg").count()
                assert sender.stdout is not None
                sent = json.loads(await sender.stdout.readline())["sent"]
        finally:
            if sender.returncode is None:
                sender.kill()
            await sender.wait()
            server.close()
    return {
        "stage_hears_ms": summary(pressed),
        "page_tells_ms": summary(told),
        "messages_per_s": round(sent / seconds),
        "rows_on_page": rows,
        **({"model_asked": silent.asked} if model else {}),
        **({"banner": banner} if disk else {}),
    }


def main() -> None:
    """Measure and print JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=10)
    times = options.parse_args().times
    found = {
        "flood": asyncio.run(measure(times, model=False, disk=False)),
        "flood, hung model": asyncio.run(measure(times, model=True, disk=False)),
        "flood, hung disk": asyncio.run(measure(times, model=False, disk=True)),
    }
    print(json.dumps({"benchmark": "stop", **found, "goal": "stage_hears_ms worst <= 300"}))


if __name__ == "__main__":
    main()
