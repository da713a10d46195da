"""Bus throughput as a ratio to a bare asyncio.Queue with an awaited handler, in the same run."""

from __future__ import annotations

import asyncio
import json
import time
from statistics import median

from chatbot.engine.bus import Bus
from chatbot.events import AudienceMember, ChatMessage, Event, ModeratorAction, ViewerCount

EVENTS = 50_000
ROUNDS = 5
BURST = 256
ANN = AudienceMember("u1", "Ann")


def make_events() -> list[Event]:
    """Chat for the most part, a viewer count in fifty, a moderator's action in five hundred."""
    events: list[Event] = []
    for n in range(EVENTS):
        if n % 500 == 0:
            events.append(ModeratorAction(id=str(n), action="skip", by="bench"))
        elif n % 50 == 0:
            events.append(ViewerCount(id=str(n), source=f"s{n}", count=n))
        else:
            events.append(ChatMessage(id=str(n), source="gw", viewer=ANN, text="how much?"))
    return events


async def floor(events: list[Event]) -> float:
    """Events a second through asyncio.Queue."""
    queue: asyncio.Queue[Event] = asyncio.Queue(maxsize=0)
    count = 0

    async def handle(event: Event) -> None:
        nonlocal count
        count += 1

    async def consume() -> None:
        while count < len(events):
            await handle(await queue.get())

    began = time.perf_counter()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(consume())
        for start in range(0, len(events), BURST):
            for event in events[start : start + BURST]:
                queue.put_nowait(event)
            await asyncio.sleep(0)
    return count / (time.perf_counter() - began)


async def bus_rate(events: list[Event]) -> float:
    """Events a second through the bus, all lanes, one handler."""
    bus = Bus(chat_size=1024, matters=lambda text: "?" in text)
    taken_all = asyncio.Event()
    count = 0

    async def handle(event: Event) -> None:
        nonlocal count
        count += 1

    async def consume() -> None:
        while count < len(events):
            for event, _ in await bus.take(64):
                await handle(event)
            if not len(bus):
                taken_all.set()

    began = time.perf_counter()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(consume())
        for start in range(0, len(events), BURST):
            for event in events[start : start + BURST]:
                bus.put(event)
            await taken_all.wait()
            taken_all.clear()
    assert not bus.shed, bus.shed
    return count / (time.perf_counter() - began)


def main() -> None:
    """Print medians and the ratio."""
    events = make_events()
    floors, rates, ratios = [], [], []
    for _ in range(ROUNDS):
        before = asyncio.run(floor(events))
        rate = asyncio.run(bus_rate(events))
        after = asyncio.run(floor(events))
        floors.append((before + after) / 2)
        rates.append(rate)
        ratios.append(rate / floors[-1])
    print(
        json.dumps(
            {
                "benchmark": "bus",
                "events": EVENTS,
                "queue_per_s": round(median(floors)),
                "bus_per_s": round(median(rates)),
                "ratio": round(median(ratios), 2),
                "goal": "ratio >= 0.6",
            }
        )
    )


if __name__ == "__main__":
    main()
