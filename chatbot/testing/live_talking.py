"""A fake LiveTalking: the routes a show uses, over real HTTP.

async with LiveTalkingMock() as double:
show.renderers = [{"type": "live_talking", "url": double.url}]
await double.until(lambda: double.said)
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

__all__ = ["LiveTalkingMock"]


class LiveTalkingMock:
    """`sessions` are those that are open; `missing` are routes it does not have, as older ones.

    `said` are the texts, `played` the sounds, `interrupted` how often it was cut; `answer` replaces
    every answer.
    """

    def __init__(self, *, sessions: tuple[str | int, ...] = ("0",)) -> None:
        self.sessions = sessions
        self.missing: set[str] = set()
        self.answer: Callable[[], web.Response] | None = None
        self.said: list[str] = []
        self.played: list[bytes] = []
        self.interrupted = 0
        self.port = 0
        self._news = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> LiveTalkingMock:
        app = web.Application()
        routes = {
            "/human": self._human,
            "/humanaudio": self._sound,
            "/interrupt_talk": self._interrupt,
            "/is_speaking": self._speaking,
        }
        for path, do in routes.items():
            app.router.add_post(path, self._wrapped(path, do))
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    async def until(self, true: Callable[[], object], within_s: float = 15.0) -> None:
        """Wait until something that was asked of it makes this true."""
        async with asyncio.timeout(within_s):
            while not true():
                self._news.clear()
                await self._news.wait()

    def _wrapped(
        self, path: str, do: Callable[[dict[str, Any]], None]
    ) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def served(request: web.Request) -> web.Response:
            if path in self.missing:
                raise web.HTTPNotFound
            if self.answer is not None:
                return self.answer()
            if path == "/humanaudio":
                form = await request.post()
                file = form["file"]
                assert isinstance(file, web.FileField)
                fields = {"sessionid": form["sessionid"], "sound": file.file.read()}
            else:
                fields = await request.json()
            if fields.get("sessionid") not in self.sessions:
                return web.json_response({"code": -1, "msg": "session not found"})
            do(fields)
            self._news.set()
            return web.json_response({"code": 0, "msg": "ok", "data": False})

        return served

    def _human(self, fields: dict[str, Any]) -> None:
        if fields.get("interrupt"):
            self.interrupted += 1
        if fields["type"] == "echo" and fields["text"]:
            self.said.append(fields["text"])

    def _sound(self, fields: dict[str, Any]) -> None:
        self.played.append(fields["sound"])

    def _interrupt(self, fields: dict[str, Any]) -> None:
        self.interrupted += 1

    def _speaking(self, fields: dict[str, Any]) -> None:
        return
