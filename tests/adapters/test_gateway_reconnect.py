"""Gateways that go away: how soon, how often and how politely we come back."""

from __future__ import annotations

import asyncio
import random
from typing import TYPE_CHECKING

from gateway_peers import Time, adapter, chat, gateway, on_air

from chatbot.adapters.gateway import Limits
from chatbot.events import SourceChanged

if TYPE_CHECKING:
    from websockets.asyncio.server import ServerConnection


async def test_it_comes_back_and_says_so() -> None:
    visits = 0

    async def talk(ws: ServerConnection) -> None:
        nonlocal visits
        visits += 1
        await ws.send(chat(f"m-{visits}"))
        if visits < 3:
            await ws.close(1012)
        await ws.wait_closed()

    async with gateway(talk) as url, on_air(adapter(url)) as show:
        await show.chat(3)
    assert show.states == ["connecting", "up", "down", "up", "down", "up"]
    assert "restarts (1012)" in show.of(SourceChanged)[2].detail


async def test_a_hundred_lost_connections_are_less_than_twelve_a_minute() -> None:
    dialled: list[float] = []
    enough = asyncio.Event()
    time = Time()

    async def talk(ws: ServerConnection) -> None:
        dialled.append(time.now_s)
        if len(dialled) >= 100:
            enough.set()
        ws.transport.abort()

    async with gateway(talk) as url:
        source = adapter(url, clock=time.clock, sleep=time.sleep, rng=random.Random(1))
        async with on_air(source) as show:
            async with asyncio.timeout(20):
                await enough.wait()
    busiest = max(sum(1 for t in dialled if start <= t < start + 60) for start in dialled)
    assert busiest <= 10
    assert len(set(time.slept)) > 50  # jitter
    assert len(show.events) < 250


async def test_nobody_there_is_said_in_plain_words_with_a_remedy() -> None:
    async def talk(ws: ServerConnection) -> None: ...

    async with gateway(talk) as url:
        pass
    async with on_air(adapter(url)) as show:
        await show.until(lambda: "down" in show.states)
    assert show.of(SourceChanged)[1].detail == (
        f"nothing listens at {url}; start the gateway, or correct 'url' (`chatbot connect` finds "
        "the usual bridges)"
    )
    assert show.states == ["connecting", "down"]  # said once, not at every attempt


async def test_a_dead_peer_is_noticed_by_its_silence() -> None:
    visits = 0
    noticed = asyncio.Event()

    async def talk(ws: ServerConnection) -> None:
        nonlocal visits
        visits += 1
        if visits == 1:
            ws.transport.pause_reading()  # answers no ping
            await noticed.wait()
            return
        await ws.send(chat())
        await ws.wait_closed()

    limits = Limits(ping_every_s=0.02, ping_timeout_s=0.1, close_timeout_s=0.05)
    async with gateway(talk, close_timeout=0.1) as url, on_air(adapter(url, limits=limits)) as show:
        await show.chat()
        noticed.set()
    assert "ping" in show.of(SourceChanged)[2].detail
