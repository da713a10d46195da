"""Somebody who listens to OSC over UDP: what a VMC receiver or VRChat would hear.

async with OscEar() as ear:
show.renderers = [{"type": "vmc", "port": ear.port}]
await ear.until(lambda: ear.shapes.get("A", 0) > 0.3)
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

__all__ = ["OscEar"]


class OscEar(asyncio.DatagramProtocol):
    """Listens on `port` of this machine, any where it is 0.

    `heard` is every message as (monotonic seconds, address, values); `shapes` are the blend shapes
    as they were last applied, `bones` each bone's last rotation, `largest` the longest datagram.
    """

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self.heard: list[tuple[float, str, tuple[Any, ...]]] = []
        self.shapes: dict[str, float] = {}
        self.bones: dict[str, tuple[float, ...]] = {}
        self.applied: list[tuple[float, dict[str, float]]] = []
        self.largest = 0
        self._values: dict[str, float] = {}
        self._news = asyncio.Event()
        self._transport: asyncio.BaseTransport | None = None

    async def __aenter__(self) -> OscEar:
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(
            lambda: self, local_addr=("127.0.0.1", self.port)
        )
        self.port = self._transport.get_extra_info("sockname")[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._transport is not None
        self._transport.close()

    async def until(self, true: Callable[[], bool], within_s: float = 15.0) -> None:
        """Wait until something that was heard makes this true."""
        async with asyncio.timeout(within_s):
            while not true():
                self._news.clear()
                await self._news.wait()

    def datagram_received(self, data: bytes, addr: tuple[str | Any, int]) -> None:
        """Take what came."""
        from pythonosc.osc_packet import OscPacket

        now = time.monotonic()
        self.largest = max(self.largest, len(data))
        for timed in OscPacket(data).messages:
            message = timed.message
            values = tuple(message.params)
            self.heard.append((now, message.address, values))
            if message.address == "/VMC/Ext/Blend/Val":
                self._values[values[0]] = values[1]
            elif message.address == "/VMC/Ext/Blend/Apply":
                self.shapes = dict(self._values)
                self.applied.append((now, self.shapes))
            elif message.address == "/VMC/Ext/Bone/Pos":
                self.bones[values[0]] = values[4:]
        self._news.set()
