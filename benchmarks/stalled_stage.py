"""What a stage client that does not read costs the nineteen others.

    python benchmarks/stalled_stage.py [PAIRS [CUES]]

A show on the air, twenty clients in a process of their own, cues of 0.6 s of sound, twenty a
second. In every other run the longest-connected client, which paces, stops reading after its
welcome. How long each cue takes to each of the others, from the sending to the whole frame; runs in
turns, the first of each pair without a stalled client. Prints JSON, times in ms; `added_p99` is the
median of the pairs' differences.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from websockets.asyncio.client import connect

from chatbot.app import OnAir, RunOptions, on_air
from chatbot.commands import Say
from chatbot.loading import load_show
from chatbot.performance import Part, Speech, VisemeAt

CLIENTS = 20
EVERY_S = 0.05
CUE_MS, RATE = 600, 24_000
SHOW = "name: stalled\nlanguage: en\npersona: ./host.yaml\ncatalog: c.yaml\npolicy: {market: us}\n"
CUE = re.compile(r'"cue":\s*"(b-\d+)"')
HELLO = {
    "type": "hello",
    "protocol": "chatbot.stage/1",
    "caps": {"audio": "wav", "lipsync": "visemes", "gestures": [], "overlay": True},
}


# --- the clients' process -----------------------------------------------------------------------


async def client(number: int, address: str, token: str, stalls: bool, heard: Any, up: Any) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    async with connect(
        address, additional_headers=headers, proxy=None, max_size=None, compression=None
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


async def run(live: OnAir, *, stalled: bool, cues: int, first: int, audio: bytes) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, __file__, "--clients",
        f"{live.address.replace('http', 'ws', 1)}/ws/stage", live.stage_token, str(int(stalled)),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=2**26,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    assert (await process.stdout.readline()).strip() == b"ready"
    sent: dict[str, float] = {}
    for number in range(first, first + cues):
        cue = f"b-{number}"
        made = part(cue, audio)
        sent[cue] = time.monotonic()
        live.hub.send(made)
        await asyncio.sleep(EVERY_S)
    await asyncio.sleep(1)
    process.stdin.write(b"end\n")
    heard = json.loads(await process.stdout.readline())
    process.stdin.close()
    await process.wait()
    live.hub.stop(None)
    took = sorted((at - sent[cue]) * 1000 for number, cue, at in heard if number and cue in sent)
    assert len(took) == cues * (CLIENTS - 1), f"{len(took)} of {cues * (CLIENTS - 1)} arrived"
    return {
        "p50": round(took[len(took) // 2], 2),
        "p99": round(took[int(len(took) * 0.99) - 1], 2),
        "max": round(took[-1], 2),
    }


async def measure(pairs: int, cues: int) -> dict[str, Any]:
    noise = np.random.default_rng(1).uniform(-3_000, 3_000, RATE * CUE_MS // 1000)
    audio = noise.astype("<i2").tobytes()
    found: list[tuple[dict[str, Any], dict[str, Any]]] = []
    with tempfile.TemporaryDirectory() as folder:
        show = Path(folder) / "show.yaml"
        show.write_text(SHOW, encoding="utf-8")
        host = 'name: Milo\nkind: clerk\nlanguages: [en]\nlines: {opening: {en: ["Hello."]}}\n'
        (show.parent / "host.yaml").write_text(host, encoding="utf-8")
        catalog = "- {sku: SCARF, name: Silk scarf, price: 199, stock: 12}\n"
        (show.parent / "c.yaml").write_text(catalog, encoding="utf-8")
        options = RunOptions(
            journal=show.with_suffix(".journal"), port=0, voice="silent", second_look=False
        )
        async with on_air(load_show(show), options) as live:
            number = 0
            await run(live, stalled=False, cues=20, first=number, audio=audio)  # warm
            number += 20
            for _ in range(pairs):
                both = []
                for stalled in (False, True):
                    both.append(
                        await run(live, stalled=stalled, cues=cues, first=number, audio=audio)
                    )
                    number += cues
                found.append((both[0], both[1]))
    added = [round(stalled["p99"] - free["p99"], 2) for free, stalled in found]
    return {
        "clients": CLIENTS,
        "cues": cues,
        "all_read": [free for free, _ in found],
        "one_stalled": [stalled for _, stalled in found],
        "p99_all_read": median(free["p99"] for free, _ in found),
        "p99_one_stalled": median(stalled["p99"] for _, stalled in found),
        "added_p99": median(added),
        "added_p99_of_each_pair": added,
    }


def main() -> None:
    if sys.argv[1:2] == ["--clients"]:
        asyncio.run(clients(sys.argv[2], sys.argv[3], sys.argv[4] == "1"))
        return
    given = [int(word) for word in sys.argv[1:3]]
    pairs, cues = (given + [12, 60][len(given) :])[:2]
    print(json.dumps(asyncio.run(measure(pairs, cues)), indent=1))


if __name__ == "__main__":
    main()
