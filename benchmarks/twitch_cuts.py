"""How soon the Twitch adapter is back after random cuts, and whether anything was lost or doubled.

    python benchmarks/twitch_cuts.py [CUTS [SEED]]

The fake Twitch tells again what it is unsure of, as Twitch may; the chat goes on all the while. A
cut is over when a message that was written after it has been heard. Prints JSON, times in ms.
Silences, which only pings reveal, are measured apart. Cuts come faster here than the 30 attempts a
minute that the adapter allows itself, so the slowest ones wait for that.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from chatbot.adapters.twitch.adapter import TwitchAdapter
from chatbot.adapters.twitch.places import Places
from chatbot.adapters.twitch.tokens import SignIn, TokenStore
from chatbot.connections import TwitchConfig
from chatbot.events import ChatMessage
from chatbot.testing.twitch import ALL_SCOPES, TwitchMock
from chatbot.testing.twitch.sessions import REASONS

EVERY_S = 0.02
SILENCES = 3
KINDS = ("dropped", *map(str, REASONS), "moved", "moved late", "moved nowhere",
         "subscriptions fail", "sockets refused")  # fmt: skip


class Night:
    """The fake Twitch, a chat that never ends, and when what was heard."""

    def __init__(self, twitch: TwitchMock) -> None:
        self.twitch = twitch
        self.told: dict[str, float] = {}
        self.heard: Counter[str] = Counter()
        self.back = asyncio.Event()
        self._since_s = 0.0

    def offer(self, event: Any, on_fate: Any) -> None:
        if isinstance(event, ChatMessage):
            self.heard[event.id] += 1
            if self.told.get(event.id, 0.0) >= self._since_s:
                self.back.set()

    async def talk(self) -> None:
        while True:
            id_ = f"m-{len(self.told)}"
            self.told[id_] = time.perf_counter()
            await self.twitch.chat(f"how much is number {id_}?", id=id_)
            await asyncio.sleep(EVERY_S)

    async def cut(self, kind: str) -> float:
        """Milliseconds until the chat is heard again."""
        twitch, faults = self.twitch, self.twitch.faults
        self._since_s = time.perf_counter()
        match kind:
            case "dropped":
                await twitch.sessions.cut(None)
            case "moved":
                await twitch.sessions.reconnect()
            case "moved late":
                faults.welcome_after_s = 1.0
                await twitch.sessions.reconnect()
            case "moved nowhere":
                faults.reconnect_url = "ws://127.0.0.1:9/ws"
                await twitch.sessions.reconnect()
            case "subscriptions fail":
                faults.answers = {"eventsub/subscriptions": [500, 429]}
                await twitch.sessions.cut(4006)
            case "sockets refused":
                faults.refuse_sockets = 503
                await twitch.sessions.cut(None)
                asyncio.get_running_loop().call_later(0.3, setattr, faults, "refuse_sockets", 0)
            case "silent":
                faults.silent = True
                opened = twitch.sessions.opened
                await twitch.sessions.until(lambda all_: all_.opened > opened)
                faults.silent = False
            case _:
                await twitch.sessions.cut(int(kind))
        self._since_s = max(self._since_s, time.perf_counter() if kind == "silent" else 0.0)
        began_s = self._since_s
        if kind == "silent":
            began_s = min(t for i, t in self.told.items() if not self.heard[i])
        self.back.clear()
        await self.back.wait()
        ms = (time.perf_counter() - began_s) * 1000
        await twitch.sessions.until(lambda all_: len(all_.open) == 1)
        faults.welcome_after_s, faults.reconnect_url, faults.answers = 0.0, None, {}
        return ms


async def measure(cuts: int, seed: int) -> dict[str, Any]:
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        async with TwitchMock() as twitch:
            twitch.faults.replay = 500
            twitch.faults.retry_after_s = 1
            store, grant, owner = TokenStore(Path(folder) / "t"), twitch.grant(), twitch.owner
            store.save(
                SignIn(
                    owner.login,
                    owner.id,
                    twitch.client_id,
                    ALL_SCOPES,
                    access=grant.access,
                    refresh=grant.refresh,
                )
            )
            adapter = TwitchAdapter(
                TwitchConfig(type="twitch", channel=owner.login),
                store,
                name="twitch",
                wall_ms=lambda: int(time.time() * 1000),
                places=Places.at(twitch.url),
                rng=rng,
            )
            night = Night(twitch)
            took: list[tuple[float, str]] = []
            async with asyncio.TaskGroup() as tasks:
                running = tasks.create_task(adapter.run(night.offer))
                await twitch.until_subscribed("channel.ban")
                talking = tasks.create_task(night.talk())
                for _ in range(cuts):
                    await asyncio.sleep(rng.uniform(0.05, 1.5))
                    kind = rng.choice(KINDS)
                    took.append((await night.cut(kind), kind))
                silences = [await night.cut("silent") for _ in range(SILENCES)]
                talking.cancel()
                while any(not night.heard[id_] for id_ in night.told):
                    await asyncio.sleep(0.1)
                    if not twitch.sessions.lost:
                        await asyncio.sleep(1)
                        break
                running.cancel()
    times = sorted(ms for ms, _ in took)
    return {
        "cuts": cuts,
        "seed": seed,
        "back_ms": {
            "p50": round(times[len(times) // 2]),
            "p95": round(times[int(len(times) * 0.95) - 1]),
            "max": round(times[-1]),
        },
        "slowest": [f"{kind}: {ms:.0f}" for ms, kind in sorted(took, reverse=True)[:5]],
        "silence_ms": [round(ms) for ms in silences],
        "messages": len(night.told),
        "lost": sum(1 for id_ in night.told if not night.heard[id_]),
        "heard_twice": sum(1 for n in night.heard.values() if n > 1),
        "told_again_and_dropped": adapter.counts.get("again", 0),
    }


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:3]]
    cuts, seed = (given + [100, 1][len(given) :])[:2]
    print(json.dumps(asyncio.run(measure(cuts, seed)), indent=1))
