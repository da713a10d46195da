"""Listens to the host as a renderer without sound would, over `chatbot.stage/1`."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from random import Random
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from chatbot.simulator.hearing import Heard, heard_in

__all__ = ["listen_to_stage"]

_log = logging.getLogger(__name__)

HELLO = {
    "type": "hello",
    "protocol": "chatbot.stage/1",
    "name": "audience",
    "caps": {
        "audio": "none",
        "lipsync": "none",
        "gestures": [],
        "expressions": [],
        "overlay": False,
    },
}


async def listen_to_stage(
    url: str, token: str | None, on_heard: Callable[[Heard], None], *, speed: float = 1.0
) -> None:
    """Report what the host does when it does it, reconnecting, until cancelled.

    Returns early only where the stage refuses the token.
    """
    rng, failures = Random(), 0
    headers = {"Authorization": f"Bearer {token}"} if token else None
    while True:
        try:
            async with connect(
                url, additional_headers=headers, proxy=None, compression=None, max_size=None
            ) as stage:
                failures = 0
                await _Ear(stage, on_heard, speed).run()
        except InvalidStatus as error:
            if error.response.status_code in (401, 403):
                _log.warning("the stage refused the token; the audience hears nothing")
                return
        except (OSError, WebSocketException) as error:
            _log.info("the stage cannot be reached: %s", error)
        failures += 1
        await asyncio.sleep(min(10.0, 0.25 * 2 ** min(failures, 6)) * rng.uniform(0.7, 1.3))


class _Ear:
    """One connection: plays each cue silently, in order, and says so."""

    def __init__(
        self, stage: ClientConnection, on_heard: Callable[[Heard], None], speed: float
    ) -> None:
        self._stage, self._on_heard = stage, on_heard
        self._cues: asyncio.Queue[dict[str, Any]] = asyncio.Queue(maxsize=100)
        self._playing: asyncio.Task[None] | None = None
        self._cue: str | None = None
        self._speed = speed

    async def run(self) -> None:
        await self._stage.send(json.dumps(HELLO))
        async with asyncio.TaskGroup() as tasks:
            player = tasks.create_task(self._play())
            try:
                async for raw in self._stage:
                    if isinstance(raw, str):
                        await self._take(raw)
            except ConnectionClosed:
                pass
            finally:
                player.cancel()

    async def _take(self, raw: str) -> None:
        try:
            message = json.loads(raw)
        except ValueError:
            return
        kind = message.get("type") if isinstance(message, dict) else None
        if kind == "welcome":
            for heard in heard_in(message):
                self._on_heard(heard)
        elif kind == "cue" and not self._cues.full():
            self._cues.put_nowait(message)
        elif kind == "stop":
            while not self._cues.empty():
                self._cues.get_nowait()
            if self._playing is not None:
                self._playing.cancel()
            await self._report("interrupted", self._cue or message.get("cue"))
        elif kind == "ping":
            await self._stage.send('{"type":"pong"}')

    async def _play(self) -> None:
        while True:
            message = await self._cues.get()
            self._cue = str(message.get("cue"))
            try:
                await self._report("started", self._cue)
                async with asyncio.TaskGroup() as one:
                    self._playing = one.create_task(self._watch(message))
                if not self._playing.cancelled():
                    await self._report("finished", self._cue)
            except ConnectionClosed:
                return
            finally:
                self._playing = self._cue = None

    async def _watch(self, message: dict[str, Any]) -> None:
        passed_ms = 0
        for heard in sorted(heard_in(message), key=lambda heard: heard.at_ms):
            await asyncio.sleep(max(0, heard.at_ms - passed_ms) / 1000)
            passed_ms = max(passed_ms, heard.at_ms)
            self._on_heard(heard)
        lasts_ms = max(
            (c.get("duration_ms") or 0 for c in message.get("commands") or () if _is_say(c)),
            default=0,
        )
        await asyncio.sleep(max(0, lasts_ms - passed_ms) / 1000)

    async def _report(self, kind: str, cue: str | None) -> None:
        await self._stage.send(json.dumps({"type": kind, "cue": cue}))


def _is_say(command: Any) -> bool:
    return (
        isinstance(command, dict)
        and command.get("type") == "say"
        and isinstance(command.get("duration_ms"), int)
    )
