"""Debian's Caddy in front of a show, as docs/remote.md says: who is invited comes in."""

from __future__ import annotations

import asyncio
import os
import re
import socket
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from chromium import chromium

from chatbot.access import users_here
from chatbot.app import RunOptions, on_air
from chatbot.loading import load_show
from tests.onair import write_show

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

pytestmark = [pytest.mark.peers, pytest.mark.caddy, pytest.mark.chromium]
ROOT = Path(__file__).resolve().parents[2]
CERTIFICATE = ROOT / "tests" / "own_certificate.pem"
PASSWORD = "correct horse battery"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def recipe(port: int, show: str) -> str:
    """The page's Caddyfile, with a port, a certificate and a show of this test's own."""
    page = (ROOT / "docs" / "remote.md").read_text(encoding="utf-8")
    found = re.search(r"```caddy\n(.*?)```", page, re.DOTALL)
    assert found is not None
    site = found[1].replace("show.example.com {", f"show.example.com:{port} {{")
    site = site.replace("127.0.0.1:8765", show)
    site = site.replace("{\n", f"{{\n\ttls {CERTIFICATE} {CERTIFICATE}\n", 1)
    return "{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + site


@asynccontextmanager
async def caddy(folder: Path, port: int, show: str) -> AsyncIterator[None]:
    file = folder / "Caddyfile"
    file.write_text(recipe(port, show), encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        "caddy", "run", "--config", str(file), "--adapter", "caddyfile",
        env={**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder)},
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stderr is not None
    try:
        told = b""
        async with asyncio.timeout(20):
            while b"serving initial configuration" not in told:
                told = await process.stderr.readline()
                assert told, "Caddy has ended"
        yield
    finally:
        process.terminate()
        await process.communicate()


async def test_through_caddy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHATBOT_HOME", str(tmp_path / "home"))
    users = users_here()
    users.add("boss", "owner", PASSWORD)
    port = free_port()
    site = f"https://show.example.com:{port}"
    path = write_show(tmp_path)
    web = f'{{port: 0, public_url: "{site}", proxy: 127.0.0.1}}'
    path.write_text(path.read_text("utf-8").replace("{port: 0}", web), encoding="utf-8")
    options = RunOptions(journal=tmp_path / "j.journal", voice="silent", second_look=False)
    rules = "--host-resolver-rules=MAP show.example.com 127.0.0.1"
    async with (
        on_air(load_show(path), options) as live,
        caddy(tmp_path, port, live.address.removeprefix("http://")),
        chromium(rules) as browser,
    ):
        assert live.public == site
        context = await browser.new_context(ignore_https_errors=True, locale="en-US")
        page = await context.new_page()
        await page.goto(f"{site}/console#invite={users.invite('mei', 'moderator')}")
        await page.fill("#new_password", PASSWORD)
        await page.keyboard.press("Enter")
        await page.locator('html[data-link="live"]').wait_for()
        (cookie,) = await context.cookies()
        assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "Strict")
        await page.keyboard.press("Escape")
        await page.locator("#banner", has_text="Silent").wait_for()
        assert live.room.state.memory.mode == "stopped"
        assert live.room.state.memory.mode_by == "mei"
        # Whoever comes through the proxy is not at this machine: the stage page asks to be paired.
        stop = "async () => (await fetch('/api/stage-stop', {method: 'POST'})).status"
        assert await page.evaluate(stop) == 403
