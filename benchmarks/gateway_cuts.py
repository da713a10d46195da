"""How soon each gateway dialect is back after random cuts, in both modes; what is lost or doubled.

    python benchmarks/gateway_cuts.py [CUTS [SEED [DIALECT]]]

Each time the bridge tells again what it is unsure of (native: all that was not acknowledged; the
others: their last fifty messages), and the chat goes on all the while. Behind the adapter stands
the room's own memory of what was taken. All dialects and modes run side by side. A cut is over when
a message written after it has been taken; where the bridge was gone for a while, its return counts
as the cut. In `mode: client` show time runs five times as fast as the clock, and cuts come 8 to 20
of its seconds apart: at most ten attempts a minute are made, whatever happens. In `mode: listen`
the bridge dials, at once and then every 0.2 s. Prints JSON, times in ms of show time.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import sys
import time
from collections import Counter, deque
from typing import Any

from websockets.asyncio.client import connect
from websockets.asyncio.server import Server, serve
from websockets.exceptions import WebSocketException

from chatbot.adapters.gateway import GatewayAdapter
from chatbot.adapters.link import ListenAddress
from chatbot.config import AdapterConfig
from chatbot.engine.seen import Seen
from chatbot.events import ChatMessage

FASTER = 5.0
EVERY_S = 0.02
DURABLE_S = 0.01
TOKEN = "benchmark"
CODES = (1000, 1001, 1011, 1012)
KINDS = ("aborted", *map(str, CODES), "broken frame", "too large", "half a frame")
AWAY = ("nobody listens", "503")
TELLS_AGAIN = 50


def native(n: int, text: str) -> str:
    user = {"id": f"u{n % 40}", "nick": f"v{n % 40}"}
    return json.dumps({"id": f"m-{n}", "type": "chat", "room": "r1", "user": user, "text": text})


def barrage_grab(n: int, text: str) -> str:
    body = {"MsgId": n, "User": {"Id": n % 40, "Nickname": f"v{n % 40}"}, "WebRoomId": "r1"}
    return json.dumps({"Type": 1, "Data": json.dumps({**body, "RoomId": "1", "Content": text})})


def ninja(n: int, text: str) -> str:
    body = {"id": n, "type": "youtube", "chatname": f"v{n % 40}", "chatmessage": text}
    return json.dumps({**body, "userid": f"u{n % 40}"})


def userscript(n: int, text: str) -> str:
    return json.dumps({"type": "comment", "username": f"v{n}", "content": text})


def oba(n: int, text: str) -> str:
    body = {"msg_type": "comment", "msg_id": str(n), "nick_name": f"v{n % 40}", "content": text}
    return json.dumps(body)


def dycast(n: int, text: str) -> str:
    user = {"id": f"u{n % 40}", "name": f"v{n % 40}"}
    body = {"id": f"m-{n}", "method": "WebcastChatMessage", "user": user, "content": text}
    return json.dumps([body])


BRIDGES = {
    "native": native,
    "barrage_grab": barrage_grab,
    "social_stream_ninja": ninja,
    "oba_live_tool": oba,
    "userscript": userscript,
    "dycast": dycast,
}


class Night:
    """One bridge, the adapter, and what was taken of what was told."""

    def __init__(self, dialect: str, mode: str, rng: random.Random) -> None:
        self.dialect, self.mode, self.rng = dialect, mode, rng
        self.faster = FASTER if mode == "client" else 1.0
        self.told: dict[str, float] = {}
        self.taken: Counter[str] = Counter()
        self.again = 0
        self.unsure: deque[int] = deque(maxlen=None if dialect == "native" else TELLS_AGAIN)
        self.back, self.there = asyncio.Event(), asyncio.Event()
        self.since_s = 0.0
        self._seen, self._socket = Seen(), None
        self._server: Server | None = None
        self._refusing = False
        self.port = 0

    # --- the show ---------------------------------------------------------------------------

    def now_s(self) -> float:
        return time.monotonic() * self.faster

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self.faster)

    def offer(self, event: Any, on_fate: Any) -> None:
        if not isinstance(event, ChatMessage):
            return
        new = self._seen.add(event.source, event.id, 0)
        if on_fate is not None:  # once it is durable
            fate = "kept" if new else "duplicate"
            asyncio.get_running_loop().call_later(DURABLE_S, on_fate, fate)
        if not new:
            self.again += 1
            return
        self.taken[event.text] += 1
        if self.told[event.text] >= self.since_s:
            self.back.set()

    # --- the bridge -------------------------------------------------------------------------

    async def talk(self) -> None:
        """Chat without end, told to whoever is connected."""
        for n in range(10**9):
            text = f"how much is number {n}?"
            self.told[text] = time.monotonic()
            self.unsure.append(n)
            await self._tell(n)
            await asyncio.sleep(EVERY_S)

    async def _tell(self, n: int) -> None:
        if self._socket is not None:
            with contextlib.suppress(WebSocketException):
                await self._socket.send(BRIDGES[self.dialect](n, f"how much is number {n}?"))

    async def serve(self, socket: Any) -> None:
        """One connection, whoever opened it."""
        if self.dialect == "native":
            await socket.send('{"type":"hello","acks":true}')
        for n in list(self.unsure):
            await socket.send(BRIDGES[self.dialect](n, f"how much is number {n}?"))
        self._socket = socket
        self.there.set()
        try:
            async for raw in socket:
                frame = json.loads(raw)
                if frame["type"] == "ack" and frame["fate"] in ("kept", "duplicate"):
                    with contextlib.suppress(ValueError):
                        self.unsure.remove(int(frame["id"].removeprefix("m-")))
        except WebSocketException:
            pass
        finally:
            if self._socket is socket:
                self._socket = None

    async def start(self) -> None:
        """Listen, on the same port as before."""

        def check(connection: Any, request: Any) -> Any:
            return connection.respond(503, "away\n") if self._refusing else None

        self._server = await serve(
            self._served, "127.0.0.1", self.port, compression=None, close_timeout=0.1,
            process_request=check,
        )  # fmt: skip
        self.port = self._server.sockets[0].getsockname()[1]

    async def _served(self, socket: Any) -> None:
        with contextlib.suppress(WebSocketException):
            await self.serve(socket)

    async def dial(self, url: str) -> None:
        """Connect to the show, for ever."""
        while True:
            with contextlib.suppress(OSError, WebSocketException):
                async with connect(url, compression=None, proxy=None, close_timeout=0.1) as socket:
                    await self.serve(socket)
            await asyncio.sleep(0.2)

    async def cut(self, kind: str) -> float:
        """Milliseconds of show time until the chat is heard again."""
        socket = self._socket
        self.there.clear()
        self.back.clear()
        began = self.since_s = time.monotonic()
        if kind in AWAY and self._server is not None:
            self._refusing = kind == "503"
            if kind == "nobody listens":
                self._server.close()
                await self._server.wait_closed()
            else:
                socket.transport.abort()
            await self.sleep(self.rng.uniform(0.2, 1.5))
            self._refusing = False
            if kind == "nobody listens":
                await self.start()
            began = self.since_s = time.monotonic()
        elif kind.isdigit():
            await socket.close(int(kind))
        elif kind == "broken frame":
            socket.transport.write(b"\xff\x7f" + bytes(20))
        elif kind == "too large":
            with contextlib.suppress(WebSocketException):
                await socket.send("x" * 70_000)
        elif kind == "half a frame":
            socket.transport.write(b"\x81\x7e\x01")
            await asyncio.sleep(0)
            socket.transport.abort()
        else:
            socket.transport.abort()
        await self.back.wait()
        return (time.monotonic() - began) * 1000 * self.faster


async def measure(dialect: str, mode: str, cuts: int, seed: int) -> dict[str, Any]:
    rng = random.Random(seed)
    night = Night(dialect, mode, rng)
    if mode == "client":
        await night.start()
        url: str | None = f"ws://127.0.0.1:{night.port}"
    else:
        url = None
    config = AdapterConfig(type="gateway", mode=mode, url=url, room="r1", dialect=dialect)  # type: ignore[arg-type]
    adapter = GatewayAdapter(
        config,
        name="gw",
        wall_ms=lambda: time.time_ns() // 1_000_000,
        token=None if mode == "client" else TOKEN,
        listen=None if mode == "client" else ListenAddress(port=0),
        clock=night.now_s,
        sleep=night.sleep,
        rng=rng,
    )
    took: list[tuple[float, str]] = []
    async with asyncio.TaskGroup() as tasks:
        running = [tasks.create_task(adapter.run(night.offer))]
        if mode == "listen":
            while adapter.bound is None:  # noqa: ASYNC110 - it tells nobody
                await asyncio.sleep(0.01)
            address = f"ws://127.0.0.1:{adapter.bound.port}/in/{TOKEN}"
            running.append(tasks.create_task(night.dial(address)))
        await night.there.wait()
        talking = tasks.create_task(night.talk())
        kinds = (*KINDS, *AWAY) if mode == "client" else KINDS
        for _ in range(cuts):
            await night.sleep(rng.uniform(8, 20) if mode == "client" else rng.uniform(0.05, 1.0))
            await night.there.wait()
            kind = rng.choice(kinds)
            took.append((await night.cut(kind), kind))
        talking.cancel()
        await asyncio.sleep(0.5)
        for task in running:
            task.cancel()
    if night._server is not None:
        night._server.close()
    times = sorted(ms for ms, _ in took)
    return {
        "back_ms": {
            "p50": round(times[len(times) // 2]),
            "p95": round(times[int(len(times) * 0.95) - 1]),
            "max": round(times[-1]),
        },
        "slowest": [f"{kind}: {ms:.0f}" for ms, kind in sorted(took, reverse=True)[:4]],
        "messages": len(night.told),
        "lost": sum(1 for text in night.told if not night.taken[text]),
        "taken_twice": sum(1 for n in night.taken.values() if n > 1),
        "told_again_and_dropped": night.again,
    }


async def side_by_side(dialects: list[str], cuts: int, seed: int) -> dict[str, Any]:
    runs = [(dialect, mode) for dialect in dialects for mode in ("client", "listen")]
    found = await asyncio.gather(*(measure(*run, cuts, seed + n) for n, run in enumerate(runs)))
    return {" ".join(run): result for run, result in zip(runs, found, strict=True)}


def main() -> None:
    given = [int(word) for word in sys.argv[1:3]]
    cuts, seed = (given + [100, 1][len(given) :])[:2]
    results = asyncio.run(side_by_side(sys.argv[3:] or list(BRIDGES), cuts, seed))
    print(json.dumps({"cuts": cuts, "seed": seed, **results}, indent=1))


if __name__ == "__main__":
    main()
