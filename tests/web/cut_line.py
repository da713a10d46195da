"""A network between a browser and the show, which can fail: cut, or dead without a word."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Line:
    """Carries bytes both ways to `port`; `up` says whether it does."""

    def __init__(self, port: int) -> None:
        self._to, self.port = port, 0
        self.up = asyncio.Event()
        self.up.set()
        self._open: set[asyncio.StreamWriter] = set()
        self.refused = 0
        """How many came while it was down."""

    def cut(self) -> None:
        """Every connection breaks, and new ones do."""
        self.up.clear()
        for writer in self._open:
            writer.transport.abort()

    def die(self) -> None:
        """Nothing passes any more, and nobody is told."""
        self.up.clear()

    def mend(self) -> None:
        """What has been sent meanwhile is lost with its connection."""
        for writer in self._open:
            writer.transport.abort()
        self.up.set()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        ends = [writer]
        self._open.add(writer)
        try:
            if not self.up.is_set():
                self.refused += 1
                return
            there, back = await asyncio.open_connection("127.0.0.1", self._to)
            ends.append(back)
            self._open.add(back)
            async with asyncio.TaskGroup() as ways:
                ways.create_task(self._pass(reader, back))
                ways.create_task(self._pass(there, writer))
        except* ConnectionError:
            pass
        finally:
            for end in ends:
                self._open.discard(end)
                end.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65_536):
            await self.up.wait()
            writer.write(data)
            await writer.drain()
        writer.close()


@asynccontextmanager
async def line_to(port: int) -> AsyncIterator[Line]:
    """A line to this port, on a free one of its own."""
    line = Line(port)
    async with await asyncio.start_server(line.carry, "127.0.0.1", 0) as server:
        line.port = server.sockets[0].getsockname()[1]
        yield line
        line.cut()
