"""How fast the gateway adapter takes chat in, beside a bare `websockets` and pydantic loop.

    python benchmarks/ingest.py [FRAMES]

The floor is what anybody would write: `recv`, then a pydantic model's `model_validate_json`. The
adapter checks, cleans, corrects stamps and makes events besides. Both read the same flood, on one
core, in turns; the sender runs in a process of its own and sends as fast as it is read. Prints
JSON: frames per second of this process's CPU time for both (medians), the ratio of each pair of
turns and their median, and the cost of each station.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import sys
import time
from typing import Any

from pydantic import BaseModel
from websockets.asyncio.client import connect

from chatbot.adapters.gateway import GatewayAdapter
from chatbot.adapters.native import decode
from chatbot.adapters.translate import to_event
from chatbot.config import AdapterConfig
from chatbot.simulator.flood import flood, packets

ROUNDS = 5


class Viewer(BaseModel):
    id: str
    nick: str
    role: str


class Message(BaseModel):
    """The floor's model: what a chat line holds, and nothing else."""

    id: str
    type: str
    ts: int
    room: str
    user: Viewer
    text: str


def sender(port: Any, rate: float, seconds: float) -> None:
    def ready(bound: int) -> None:
        port.put(bound)

    asyncio.run(flood(0, rate=rate, seconds=seconds, on_ready=ready))


def from_another_process(rate: float, seconds: float) -> tuple[Any, int]:
    context = multiprocessing.get_context("spawn")
    port: Any = context.Queue()
    process = context.Process(target=sender, args=(port, rate, seconds))
    process.start()
    return process, port.get(timeout=30)


async def received(url: str, frames: int) -> dict[str, float]:
    async with connect(url, compression=None, max_size=65536, proxy=None) as peer:
        await peer.recv()
        cpu, wall = time.process_time(), time.perf_counter()
        for _ in range(frames):
            await peer.recv()
        return rates(frames, time.process_time() - cpu, time.perf_counter() - wall)


async def bare(url: str, frames: int) -> dict[str, float]:
    async with connect(url, compression=None, max_size=65536, proxy=None) as peer:
        await peer.recv()
        cpu, wall = time.process_time(), time.perf_counter()
        for _ in range(frames):
            Message.model_validate_json(await peer.recv())
        return rates(frames, time.process_time() - cpu, time.perf_counter() - wall)


async def adapter(url: str, frames: int) -> dict[str, float]:
    config = AdapterConfig(type="gateway", url=url, room="r1")
    source = GatewayAdapter(config, name="flood", wall_ms=lambda: time.time_ns() // 1_000_000)
    taken, start = 0, (0.0, 0.0)
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def offer(event: Any, on_fate: Any) -> None:
        nonlocal taken, start
        taken += 1
        if taken == 3:  # connecting, up, and the first message
            start = time.process_time(), time.perf_counter()
        if taken == frames + 3:
            done.set_result(None)

    running = asyncio.create_task(source.run(offer))
    await done
    result = rates(frames, time.process_time() - start[0], time.perf_counter() - start[1])
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    return result


def rates(frames: int, cpu_s: float, wall_s: float) -> dict[str, float]:
    return {
        "frames_per_cpu_s": round(frames / cpu_s),
        "us_per_frame": round(cpu_s / frames * 1e6, 2),
        "frames_per_s": round(frames / wall_s),
    }


def once(what: Any, frames: int, rate: float) -> dict[str, float]:
    process, port = from_another_process(rate, 60)
    try:
        result: dict[str, float] = asyncio.run(what(f"ws://127.0.0.1:{port}", frames))
    finally:
        process.terminate()
        process.join()
    return result


def middle(results: list[dict[str, float]]) -> dict[str, float]:
    return sorted(results, key=lambda r: r["frames_per_cpu_s"])[len(results) // 2]


def stations(frames: int = 20_000) -> dict[str, float]:
    made = packets("b", "r1", 4)
    texts = [next(made)[4:].decode() for _ in range(frames)]
    start = time.process_time()
    for text in texts:
        decode(text)
    decoded = time.process_time()
    for text in texts:
        to_event(decode(text), source="b")  # type: ignore[arg-type]
    both = time.process_time()
    return {
        "decode_us": round((decoded - start) / frames * 1e6, 2),
        "to_event_us": round((both - 2 * decoded + start) / frames * 1e6, 2),
    }


def main() -> None:
    frames = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    pairs = [(once(bare, frames, 1e9), once(adapter, frames, 1e9)) for _ in range(ROUNDS)]
    ratios = sorted(
        round(ours["frames_per_cpu_s"] / floor["frames_per_cpu_s"], 3) for floor, ours in pairs
    )
    steady = once(adapter, min(frames, 50_000), 10_000)
    print(
        json.dumps(
            {
                "frames": frames,
                "recv_alone": once(received, frames, 1e9),
                "bare": middle([floor for floor, _ in pairs]),
                "adapter": middle([ours for _, ours in pairs]),
                "ratio": ratios[len(ratios) // 2],
                "ratios": ratios,
                "at_10000_a_second": {
                    "frames_per_s": steady["frames_per_s"],
                    "core_used": round(steady["frames_per_s"] / steady["frames_per_cpu_s"], 3),
                },
                **stations(),
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
