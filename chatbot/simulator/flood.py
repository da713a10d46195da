"""A gateway that sends as many messages a second as it is told: for benchmarks.

    python -m chatbot.simulator.flood PORT [RATE [SECONDS [QUESTION_EVERY]]]

prints its port, waits for a show, floods it, and prints what it sent as JSON.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import cycle

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.protocol import State

__all__ = ["Flooded", "flood"]

BATCH_S = 0.01
BEHIND = 4 * 1024 * 1024
"""Bytes a show may be behind before the sender waits for it."""

CHATTER = ("哈哈哈", "来了来了", "lol same", "❤️❤️", "主播晚上好", "mdr", "路过看看", "666")
QUESTION = "这个多少钱"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flooded:
    """What was sent, in how long, and how long the show kept the sender waiting."""

    sent: int
    questions: int
    seconds: float
    waited_s: float


def packets(run: str, room: str, question_every: int) -> Iterator[bytes]:
    """Endless WebSocket text frames, ready for the wire; the id counts from 1."""
    texts, users = cycle(CHATTER), cycle(f"u{n}" for n in range(997))
    number = 0
    while True:
        number += 1
        asks = question_every > 0 and number % question_every == 0
        user = next(users)
        body = (
            f'{{"id":"{run}-{number}","type":"chat","ts":{time.time_ns() // 1_000_000},'
            f'"room":"{room}","user":{{"id":"{user}","nick":"viewer {user}","role":"viewer"}},'
            f'"text":"{QUESTION if asks else next(texts)}"}}'
        ).encode()
        yield bytes((0x81, 126)) + len(body).to_bytes(2, "big") + body


async def flood(
    port: int,
    *,
    rate: float = 10_000,
    seconds: float = 30,
    question_every: int = 0,
    room: str = "r1",
    host: str = "127.0.0.1",
    on_ready: Callable[[int], None] | None = None,
) -> Flooded:
    """Wait for one show, send it `rate` messages a second for `seconds`, and return what was sent.

    Messages are made in batches of 10 ms and written whole. A show that reads too slowly makes
    the sender wait instead of buffering without end.
    """
    result: asyncio.Future[Flooded] = asyncio.get_running_loop().create_future()

    async def talk(show: ServerConnection) -> None:
        if result.done():
            return
        run = f"f{time.time_ns() // 1_000_000:x}"
        made = packets(run, room, question_every)
        start = time.monotonic()
        sent, waited = 0, 0.0
        while (now := time.monotonic()) - start < seconds and show.state is State.OPEN:
            due = min(int((now - start) * rate) - sent, 2000)
            show.transport.write(b"".join(next(made) for _ in range(due)))
            sent += due
            await asyncio.sleep(BATCH_S)
            waited += await _let_it_read(show)
        done = Flooded(
            sent=sent,
            questions=sent // question_every if question_every else 0,
            seconds=round(time.monotonic() - start, 3),
            waited_s=round(waited, 3),
        )
        with contextlib.suppress(ConnectionClosed):
            await (await show.ping())  # answered once all is read
        if not result.done():
            result.set_result(done)

    async with serve(
        talk, host, port, compression=None, ping_interval=None, close_timeout=1
    ) as server:
        if on_ready is not None:
            on_ready(server.sockets[0].getsockname()[1])
        return await result


async def _let_it_read(show: ServerConnection) -> float:
    """Wait while the show is far behind; returns the seconds waited."""
    began = time.monotonic()
    while show.transport.get_write_buffer_size() > BEHIND:  # noqa: ASYNC110 - asyncio tells nobody
        await asyncio.sleep(BATCH_S)
    return time.monotonic() - began


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


async def _main(arguments: list[str]) -> None:
    given = [float(a) for a in arguments[:4]]
    port, rate, seconds, every = given + [8770, 10_000, 30, 0][len(given) :]
    done = await flood(
        int(port),
        rate=rate,
        seconds=seconds,
        question_every=int(every),
        on_ready=lambda bound: _say(json.dumps({"port": bound})),
    )
    _say(json.dumps(asdict(done)))


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1:]))
