"""Slow work beside the room: in batches, with a budget, and the oldest let go when it is late."""

from __future__ import annotations

import asyncio
from typing import Any

from chatbot.engine.batches import BATCH, SHARE, WAITING, Batches
from tests.renderers.clock_loop import run


async def served(numbers: range, work_s: float, *, patient: bool = True) -> tuple[list[Any], float]:
    """The batches that were worked on, and how long all of it took."""
    loop = asyncio.get_running_loop()
    done: list[list[int]] = []
    last = asyncio.Event()

    async def work(batch: list[int]) -> None:
        await asyncio.wait([loop.create_future()], timeout=work_s)
        done.append(batch)
        if batch[-1] == numbers[-1]:
            last.set()

    batches: Batches[int] = Batches()
    began_s = loop.time()
    async with asyncio.TaskGroup() as tasks:
        serving = tasks.create_task(batches.serve(work, patient=lambda number: patient))
        for number in numbers:
            batches.post(number)
        await last.wait()
        serving.cancel()
    return done, loop.time() - began_s


def test_what_waits_is_worked_on_together_and_in_order() -> None:
    done, _ = run(served(range(40), 0.01))
    assert [len(batch) for batch in done] == [BATCH, BATCH, 8]
    assert [number for batch in done for number in batch] == list(range(40))


def test_when_it_is_late_the_oldest_are_let_go() -> None:
    done, _ = run(served(range(300), 0.01))
    assert [number for batch in done for number in batch] == list(range(300))[-WAITING:]


def test_slow_work_takes_no_more_than_its_share_of_the_time() -> None:
    done, took_s = run(served(range(WAITING), 1.0))
    worked_s = len(done) * 1.0
    assert worked_s / (took_s + 1.0 / SHARE - 1.0) <= SHARE * 1.05


def test_an_item_that_cannot_wait_does_not() -> None:
    _, patient_s = run(served(range(1), 0.01))
    _, urgent_s = run(served(range(1), 0.01, patient=False))
    assert urgent_s < 0.05 < patient_s
