"""A renderer in sixty lines: performs a show's cues as text, in time. Needs `websockets`.

CHATBOT_STAGE_TOKEN=… python examples/renderer.py ws://127.0.0.1:8765/ws/stage
"""

import asyncio
import json
import os
import sys
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

CAPS = {"audio": "none", "lipsync": "visemes", "gestures": ["wave"], "overlay": True}
HELLO = {"type": "hello", "protocol": "chatbot.stage/1", "name": "sixty lines", "caps": CAPS}
TOKEN = {"Authorization": f"Bearer {os.environ.get('CHATBOT_STAGE_TOKEN', '')}"}


def moments(commands: list[dict[str, Any]]) -> list[tuple[int, str]]:
    """What happens at which millisecond of a cue; its end comes last."""
    say = next((c for c in commands if c["type"] == "say"), {})
    marks = {mark["name"]: mark["t"] for mark in say.get("marks", [])}
    happens = [(0, say.get("text", ""))]
    happens += [(v["t"], f"  mouth {v['v']}") for v in say.get("visemes", [])]
    for command in (c for c in commands if c["type"] != "say"):
        at = command.get("at") or {}
        what = f"* {command['type']} {command.get('name') or command.get('sku')}"
        happens.append((marks.get(at.get("mark"), at.get("ms") or 0), what))
    return [*sorted(happens, key=lambda at: at[0]), (say.get("duration_ms", 0), "")]


async def perform(
    cue: dict[str, Any], before: list[asyncio.Task[None]], show: ClientConnection
) -> None:
    if before:
        await asyncio.wait(before)
    now = asyncio.get_running_loop().time
    began = now()
    await show.send(json.dumps({"type": "started", "cue": cue["cue"]}))
    for at_ms, what in moments(cue["commands"]):
        await asyncio.sleep(began + at_ms / 1000 - now())
        print(what, flush=True)  # your puppet moves here
    await show.send(json.dumps({"type": "finished", "cue": cue["cue"]}))


async def main(url: str) -> None:
    async for show in connect(url, additional_headers=TOKEN, max_size=2**24):
        line: dict[str, tuple[str, asyncio.Task[None]]] = {}  # cue: its utterance, its performance
        try:
            await show.send(json.dumps(HELLO))
            async for text in show:
                message = json.loads(text)
                if message["type"] == "cue":
                    of = message["utterance"]
                    line = {c: job for c, job in line.items() if job[0] == of or not job[1].done()}
                    before = [task for _, task in line.values()]
                    line[message["cue"]] = of, asyncio.create_task(perform(message, before, show))
                elif message["type"] == "stop":
                    of = message["cue"] and line.get(message["cue"], ("",))[0]
                    cut = {c: t for c, (u, t) in line.items() if of in (None, u) and t.cancel()}
                    for cue in cut or [None]:
                        await show.send(json.dumps({"type": "interrupted", "cue": cue}))
                elif message["type"] == "ping":
                    await show.send('{"type": "pong"}')
                elif message["type"] in ("welcome", "label"):  # it must stay in sight
                    print(message.get("label") or message.get("text"), flush=True)
        except ConnectionClosed:
            pass


asyncio.run(main(sys.argv[1]))
