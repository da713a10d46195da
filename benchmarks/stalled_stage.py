"""What a stage client that does not read costs the nineteen others.

    python benchmarks/stalled_stage.py [ROUNDS [CUES]]

Two shows on the air side by side, so that both meet the same load. Each has twenty clients in a
process of their own, and cues of 2 s of sound, ten a second. In one of them the longest-connected
client, which paces, stops reading after its welcome and has small buffers. How long each cue takes
to each of the nineteen others, from the sending to the whole frame. Prints JSON, times in ms: of
all rounds together, and of each.
"""

from __future__ import annotations

import asyncio
import json
import re
import socket as socketlib
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from _live import write_show
from websockets.asyncio.client import connect

from chatbot.app import OnAir, RunOptions, on_air
from chatbot.commands import Say
from chatbot.loading import load_show
from chatbot.performance import Part, Speech, VisemeAt

CLIENTS = 20
EVERY_S = 0.1
CUE_MS, RATE = 2_000, 24_000
SHARES = {"p50": 0.5, "p90": 0.9, "p99": 0.99}
CUE = re.compile(r'"cue":\s*"(b-\d+)"')
HELLO = {
    "type": "hello",
    "protocol": "chatbot.stage/1",
    "caps": {"audio": "wav", "lipsync": "visemes", "gestures": [], "overlay": True},
}


# --- the clients' process -----------------------------------------------------------------------


async def client(number: int, address: str, token: str, stalls: bool, heard: Any, up: Any) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    where = urlsplit(address)
    raw = socketlib.socket()
    if stalls:
        raw.setsockopt(socketlib.SOL_SOCKET, socketlib.SO_RCVBUF, 16_384)
    raw.connect((where.hostname, where.port))
    raw.setblocking(False)
    async with connect(
        address, sock=raw, additional_headers=headers, proxy=None, max_size=None, compression=None
    ) as socket:
        await socket.send(json.dumps({**HELLO, "name": f"client {number}"}))
        await socket.recv()
        if stalls:
            socket.transport.pause_reading()
        up()
        if stalls:
            await asyncio.get_running_loop().create_future()
        async for text in socket:
            now = time.monotonic()
            assert isinstance(text, str)
            found = CUE.search(text[:200])
            if found is None or not text.startswith('{"type":"cue"'):
                continue
            heard.append((number, found[1], now))
            for report in ("started", "finished"):
                await socket.send(json.dumps({"type": report, "cue": found[1]}))


async def clients(address: str, token: str, stalled: bool) -> None:
    heard: list[tuple[int, str, float]] = []
    running = []
    for number in range(CLIENTS):
        up = asyncio.Event()
        stalls = stalled and number == 0
        running.append(asyncio.create_task(client(number, address, token, stalls, heard, up.set)))
        await up.wait()
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    print(json.dumps(heard), flush=True)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


# --- the show -----------------------------------------------------------------------------------


def part(cue: str, audio: bytes) -> Part:
    speech = Speech(
        text="Only today.", spoken="Only today.", lang="en", duration_ms=CUE_MS, audio=audio,
        rate=RATE, visemes=(VisemeAt(0, CUE_MS, "aa"),),
    )  # fmt: skip
    return Part(
        cue=cue, utterance=cue, part=0, last=True, say=Say("Only today.", "en"), speech=speech
    )


async def run(live: OnAir, *, stalled: bool, cues: int, audio: bytes) -> list[float]:
    """Milliseconds to each other client, of every cue."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, __file__, "--clients",
        f"{live.address.replace('http', 'ws', 1)}/ws/stage", live.stage_token, str(int(stalled)),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=2**26,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    assert (await process.stdout.readline()).strip() == b"ready"
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    if stalled:
        await asyncio.sleep(EVERY_S / 2)  # the other show's cues are due between ours
    sent: dict[str, float] = {}
    for number in range(cues):
        made = part(f"b-{number}", audio)
        sent[made.cue] = time.monotonic()
        live.hub.send(made)
        await asyncio.sleep(EVERY_S)
    await asyncio.sleep(2)
    process.stdin.write(b"end\n")
    heard = json.loads(await process.stdout.readline())
    process.stdin.close()
    await process.wait()
    return [(at - sent[cue]) * 1000 for number, cue, at in heard if number and cue in sent]


async def show(stalled: bool, cues: int) -> None:
    noise = np.random.default_rng(1).uniform(-3_000, 3_000, RATE * CUE_MS // 1000)
    with tempfile.TemporaryDirectory() as folder:
        path = write_show(Path(folder), more="policy: {market: us}\n")
        options = RunOptions(
            journal=path.with_suffix(".journal"), port=0, voice="silent", second_look=False
        )
        async with on_air(load_show(path), options) as live:
            audio = noise.astype("<i2").tobytes()
            took = await run(live, stalled=stalled, cues=cues, audio=audio)
        print(json.dumps(took), flush=True)


# --- both shows ---------------------------------------------------------------------------------


async def side_by_side(cues: int) -> list[list[float]]:
    """What each show measured: all read, one stalled."""
    shows = [
        await asyncio.create_subprocess_exec(
            sys.executable, __file__, "--show", str(stalled), str(cues),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=2**26,
        )
        for stalled in (0, 1)
    ]  # fmt: skip
    for each in shows:
        assert each.stdout is not None
        assert (await each.stdout.readline()).strip() == b"ready"
    for each in shows:
        assert each.stdin is not None
        each.stdin.write(b"go\n")
    found = await asyncio.gather(*(each.communicate() for each in shows))
    return [json.loads(out) for out, _ in found]


def told(took: list[float]) -> dict[str, Any]:
    ordered = sorted(took)
    share = {name: ordered[int(len(ordered) * part)] for name, part in SHARES.items()}
    return {"arrived": len(took), **{name: round(ms, 2) for name, ms in share.items()}}


async def measure(rounds: int, cues: int) -> dict[str, Any]:
    found = [await side_by_side(cues) for _ in range(rounds)]
    free, stalled = ([ms for each in found for ms in each[which]] for which in (0, 1))
    assert len(free) == len(stalled) == rounds * cues * (CLIENTS - 1), (len(free), len(stalled))
    all_read, one_stalled = told(free), told(stalled)
    return {
        "clients": CLIENTS,
        "cues": rounds * cues,
        "all_read": all_read,
        "one_stalled": one_stalled,
        "added": {name: round(one_stalled[name] - all_read[name], 2) for name in SHARES},
        "p99_of_each_round": [[told(took)["p99"] for took in each] for each in found],
    }


def main() -> None:
    if sys.argv[1:2] == ["--clients"]:
        asyncio.run(clients(sys.argv[2], sys.argv[3], sys.argv[4] == "1"))
        return
    if sys.argv[1:2] == ["--show"]:
        asyncio.run(show(sys.argv[2] == "1", int(sys.argv[3])))
        return
    given = [int(word) for word in sys.argv[1:3]]
    rounds, cues = (given + [3, 250][len(given) :])[:2]
    print(json.dumps(asyncio.run(measure(rounds, cues)), indent=1))


if __name__ == "__main__":
    main()
