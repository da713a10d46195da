"""How fast the gateway adapter takes chat in, beside a bare `websockets` receive loop.

    python benchmarks/ingest.py [FRAMES]

The sender runs in its own process and sends as fast as it is read. Prints JSON: frames per
second of this process's CPU time for both, their ratio, and the cost of each station.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import sys
import time
from typing import Any

from websockets.asyncio.client import connect

from chatbot.adapters.gateway import GatewayAdapter
from chatbot.adapters.native import decode
from chatbot.adapters.translate import to_event
from chatbot.config import AdapterConfig
from chatbot.simulator.flood import flood, packets

ROUNDS = 3


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


async def bare(url: str, frames: int) -> dict[str, float]:
    async with connect(url, compression=None, max_size=65536, proxy=None) as peer:
        await peer.recv()
        cpu, wall = time.process_time(), time.perf_counter()
        for _ in range(frames):
            await peer.recv()
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


def best(results: list[dict[str, float]]) -> dict[str, float]:
    return max(results, key=lambda r: r["frames_per_cpu_s"])


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
    raw = best([once(bare, frames, 1e9) for _ in range(ROUNDS)])
    ours = best([once(adapter, frames, 1e9) for _ in range(ROUNDS)])
    steady = once(adapter, min(frames, 50_000), 10_000)
    print(
        json.dumps(
            {
                "frames": frames,
                "bare_recv": raw,
                "adapter": ours,
                "ratio": round(ours["frames_per_cpu_s"] / raw["frames_per_cpu_s"], 3),
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
