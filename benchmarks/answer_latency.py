"""From a gateway frame to the first cue frame, with an idle mouth and the silent voice.

One question every 3 s among 50 chatter lines a second, gateway and stage client in another
process, journal on disk. Prints p50 and p99 in ms as JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path
from statistics import quantiles
from typing import Any

from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve

ROOT = Path(__file__).resolve().parent.parent
CHATTER_PER_S = 50
PRODUCTS = 8


async def show(folder: Path, gateway: str) -> None:
    """The process under test: prints its address and token, then runs until killed."""
    from chatbot.app import RunOptions, on_air
    from chatbot.config import AdapterConfig
    from chatbot.loading import load_show

    (folder / "show.yaml").write_text(
        "language: en\npersona: ./host.yaml\ncatalog: goods.yaml\npolicy: {market: us}\n", "utf-8"
    )
    (folder / "host.yaml").write_text(
        "name: Lan\nkind: clerk\nlanguages: [en]\n"
        "lines: {opening: {en: ['I am an AI host.']}, idle: {en: ['Quiet.']}}\n",
        "utf-8",
    )
    goods = [f"- {{sku: P{n}, name: Product number {n}, price: {n + 10}}}" for n in range(PRODUCTS)]
    (folder / "goods.yaml").write_text("\n".join(goods), "utf-8")
    adapter = AdapterConfig(type="gateway", name="gw", url=gateway, room="r1")
    options = RunOptions(
        journal=folder / "bench.journal", port=0, voice="silent", adapters=(adapter,)
    )
    async with on_air(load_show(folder / "show.yaml"), options) as live:
        print(json.dumps({"address": live.address, "token": live.stage_token}), flush=True)
        await asyncio.Event().wait()


async def measure(questions: int, every_s: float) -> list[float]:
    """Times in ms from sending a question to receiving its cue."""
    peer: asyncio.Future[ServerConnection] = asyncio.get_running_loop().create_future()
    cues: asyncio.Queue[tuple[float, str]] = asyncio.Queue()

    async def gateway(connection: ServerConnection) -> None:
        await connection.send('{"type":"hello","acks":true}')
        peer.set_result(connection)
        async for _ in connection:
            pass

    def frame(number: str, text: str) -> str:
        user = {"id": f"u{number}", "nick": f"viewer {number}"}
        ts = time.time_ns() // 1_000_000
        row = {"id": number, "type": "chat", "ts": ts, "room": "r1", "user": user, "text": text}
        return json.dumps(row)

    async def chatter() -> None:
        connection = await peer
        for n in range(1_000_000):
            await connection.send(frame(f"c{n}", "lol so pretty tonight"))
            await asyncio.sleep(1 / CHATTER_PER_S)

    async def listen(address: str, token: str, ready: asyncio.Event) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        url = address.replace("http", "ws", 1) + "/ws/stage"
        async with connect(url, additional_headers=headers, proxy=None) as socket:
            caps = {"audio": "wav", "lipsync": "visemes", "gestures": [], "overlay": True}
            hello = {"type": "hello", "protocol": "chatbot.stage/1", "name": "bench", "caps": caps}
            await socket.send(json.dumps(hello))
            ready.set()
            async for raw in socket:
                at = time.perf_counter()
                message: dict[str, Any] = json.loads(raw)
                if message["type"] == "cue":
                    for report in ("started", "finished"):
                        await socket.send(json.dumps({"type": report, "cue": message["cue"]}))
                    await cues.put((at, str(message["commands"])))
                elif message["type"] == "ping":
                    await socket.send('{"type":"pong"}')

    with tempfile.TemporaryDirectory() as folder:
        async with serve(gateway, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            child = await asyncio.create_subprocess_exec(
                sys.executable, __file__, "--show", folder, "--gateway", f"ws://127.0.0.1:{port}",
                stdout=asyncio.subprocess.PIPE,
            )  # fmt: skip
            assert child.stdout is not None
            where = json.loads(await child.stdout.readline())
            times: list[float] = []
            ready = asyncio.Event()
            try:
                async with asyncio.TaskGroup() as tasks:
                    others = [
                        tasks.create_task(listen(where["address"], where["token"], ready)),
                        tasks.create_task(chatter()),
                    ]
                    await ready.wait()
                    connection = await peer
                    await asyncio.sleep(2)
                    for n in range(-PRODUCTS, questions):  # once each first: then it is rendered
                        while not cues.empty():
                            cues.get_nowait()
                        product = n % PRODUCTS
                        began = time.perf_counter()
                        await connection.send(
                            frame(f"q{n}", f"how much is product number {product}?")
                        )
                        async with asyncio.timeout(10):
                            while True:
                                at, commands = await cues.get()
                                if f"number {product}" in commands:
                                    break
                        if n >= 0:
                            times.append((at - began) * 1000)
                        await asyncio.sleep(every_s)
                    for other in others:
                        other.cancel()
            finally:
                child.kill()
                await child.wait()
    return times


def main() -> None:
    """Measure and print JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--questions", type=int, default=20)
    options.add_argument("--every", type=float, default=3.0)
    options.add_argument("--show", type=Path)
    options.add_argument("--gateway")
    given = options.parse_args()
    if given.show:
        asyncio.run(show(given.show, given.gateway))
        return
    times = asyncio.run(measure(given.questions, given.every))
    cuts = quantiles(times, n=100, method="inclusive")
    print(
        json.dumps(
            {
                "benchmark": "answer_latency",
                "questions": len(times),
                "p50_ms": round(cuts[49], 2),
                "p99_ms": round(cuts[98], 2),
                "goal": "p50 <= 10 ms, p99 <= 100 ms",
            }
        )
    )


if __name__ == "__main__":
    main()
