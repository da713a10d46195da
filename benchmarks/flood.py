"""Ten thousand messages a second for thirty seconds, from another process over one connection.

Meanwhile a stage client and a console listen, questions are asked, and STOP is pressed. Prints
JSON: memory growth of the show after warm-up, what was shed, whether the console missed an event,
and how long STOP took to reach the stage client.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median
from typing import Any

import psutil
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve

PER_S, SECONDS, WARM_UP_S = 10_000, 30, 5
BATCH = 100


async def flood(port: int, seconds: float) -> None:
    """The sending process: a gateway that floods whoever connects."""
    done = asyncio.Event()
    sent = 0

    async def gateway(connection: ServerConnection) -> None:
        nonlocal sent
        await connection.send('{"type":"hello"}')

        async def hear() -> None:
            async for _ in connection:
                pass

        async with asyncio.TaskGroup() as tasks:
            hearing = tasks.create_task(hear())
            began = time.perf_counter()
            while time.perf_counter() - began < seconds:
                due = int((time.perf_counter() - began) * PER_S)
                while sent < due:
                    text = "how much is product number 7?" if sent % 5_000 == 0 else "lol nice"
                    user = {"id": f"u{sent % 5000}", "nick": f"viewer {sent % 5000}"}
                    await connection.send(
                        json.dumps(
                            {
                                "id": f"m{sent}",
                                "type": "chat",
                                "ts": 0,
                                "room": "r1",
                                "user": user,
                                "text": text,
                            }
                            | {"ts": time.time_ns() // 1_000_000}
                        )
                    )
                    sent += 1
                await asyncio.sleep(0.005)
            hearing.cancel()
        print(json.dumps({"sent": sent}), flush=True)
        done.set()

    async with serve(gateway, "127.0.0.1", port, ping_interval=None):
        await done.wait()


async def measure(seconds: float) -> dict[str, Any]:
    """Run show and flood, watch both."""
    sys.path.insert(0, str(Path(__file__).parent))
    from answer_latency import __file__ as show_script

    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        sender = await asyncio.create_subprocess_exec(
            sys.executable, __file__, "--flood", str(port), "--seconds", str(seconds + WARM_UP_S),
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        show = await asyncio.create_subprocess_exec(
            sys.executable, show_script, "--show", folder, "--gateway", f"ws://127.0.0.1:{port}",
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert show.stdout is not None
        assert sender.stdout is not None
        where = json.loads(await show.stdout.readline())
        tokens = _tokens(folder)
        base = where["address"].replace("http", "ws", 1)
        memory = psutil.Process(show.pid)
        stops: list[float] = []
        console: dict[str, Any] = {"last": None, "gaps": 0, "events": 0, "shed": {}}
        stopped = asyncio.Event()

        async def stage() -> None:
            headers = {"Authorization": f"Bearer {where['token']}"}
            async with connect(
                f"{base}/ws/stage", additional_headers=headers, proxy=None
            ) as socket:
                caps = {"audio": "wav", "lipsync": "visemes", "gestures": [], "overlay": True}
                hello = {
                    "type": "hello",
                    "protocol": "chatbot.stage/1",
                    "name": "bench",
                    "caps": caps,
                }
                await socket.send(json.dumps(hello))
                async for raw in socket:
                    frame = json.loads(raw)
                    if frame["type"] == "cue":
                        for report in ("started", "finished"):
                            await socket.send(json.dumps({"type": report, "cue": frame["cue"]}))
                    elif frame["type"] == "stop":
                        await socket.send(
                            json.dumps({"type": "interrupted", "cue": frame.get("cue")})
                        )
                        stopped.set()
                    elif frame["type"] == "ping":
                        await socket.send('{"type":"pong"}')

        async def watch_console() -> None:
            headers = {"Authorization": f"Bearer {tokens['owner']}"}
            async with connect(
                f"{base}/ws/console", additional_headers=headers, proxy=None, max_size=None
            ) as socket:
                async for raw in socket:
                    frame = json.loads(raw)
                    if frame["type"] == "snapshot":
                        console["last"] = frame["seq"]
                    elif frame["type"] == "event":
                        if frame["seq"] != console["last"] + 1:
                            console["gaps"] += 1
                        console["last"] = frame["seq"]
                        console["events"] += 1
                        if frame["event"]["kind"] == "shed":
                            for reason, count in frame["event"]["counts"].items():
                                console["shed"][reason] = console["shed"].get(reason, 0) + count

        def post(action: str) -> dict[str, Any]:
            request = urllib.request.Request(
                f"{where['address']}/api/actions",
                data=json.dumps({"action": action}).encode(),
                headers={
                    "Authorization": f"Bearer {tokens['owner']}",
                    "Content-Type": "application/json",
                },
            )
            with urllib.request.urlopen(request, timeout=20) as answer:
                return dict(json.loads(answer.read()))

        try:
            async with asyncio.TaskGroup() as tasks:
                others = [tasks.create_task(stage()), tasks.create_task(watch_console())]
                await asyncio.sleep(WARM_UP_S)
                warm = memory.memory_info().rss
                peak = warm
                ends = time.perf_counter() + seconds - 2
                while time.perf_counter() < ends:
                    stopped.clear()
                    pressed = time.perf_counter()
                    reply = asyncio.create_task(asyncio.to_thread(post, "stop"))  # bench only
                    await asyncio.wait_for(stopped.wait(), 10)
                    stops.append((time.perf_counter() - pressed) * 1000)
                    await reply
                    await asyncio.to_thread(post, "resume")
                    peak = max(peak, memory.memory_info().rss)
                    await asyncio.sleep(2)
                sent = json.loads(await sender.stdout.readline())["sent"]
                for other in others:
                    other.cancel()
        finally:
            for process in (show, sender):
                if process.returncode is None:
                    process.kill()
                await process.wait()
    return {
        "benchmark": "flood",
        "sent": sent,
        "seconds": seconds + WARM_UP_S,
        "memory_growth_mb": round((peak - warm) / 2**20, 1),
        "console_events": console["events"],
        "console_gaps": console["gaps"],
        "shed": console["shed"],
        "stop_ms": {"median": round(median(stops), 1), "worst": round(max(stops), 1)},
        "goal": "memory <= 64 MB, no gap, no question shed, stop <= 300 ms",
    }


def _tokens(folder: str) -> dict[str, str]:
    return dict(json.loads(Path(folder, "bench.journal.tokens").read_text("utf-8")))


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def main() -> None:
    """Measure and print JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--flood", type=int)
    options.add_argument("--seconds", type=float, default=SECONDS)
    given = options.parse_args()
    if given.flood:
        asyncio.run(flood(given.flood, given.seconds))
        return
    print(json.dumps(asyncio.run(measure(given.seconds))))


if __name__ == "__main__":
    main()
