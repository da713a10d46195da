"""Renderers over real sockets: samples, one that vanishes, one that takes nothing."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest
from serving import HELLO, OWNER, STAGE, House, serving
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from chatbot.commands import Say
from chatbot.performance import Part, Played, Speech

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection


def a_part(cue: str, *, seconds: float = 30.0, samples: int = 4800) -> Part:
    speech = Speech(
        text="你好",
        spoken="你好",
        lang="zh",
        duration_ms=round(seconds * 1000),
        audio=b"ab" * samples,
    )
    return Part(
        cue=cue, utterance=f"u-{cue}", part=0, last=True, say=Say("你好", "zh"), speech=speech
    )


async def joined(house: House, name: str, audio: str) -> ClientConnection:
    socket = await connect(house.ws + "/ws/stage", additional_headers=STAGE)
    await socket.send(json.dumps({**HELLO, "name": name, "caps": {"audio": audio}}))
    assert json.loads(await socket.recv())["type"] == "welcome"
    return socket


async def tell(socket: ClientConnection, kind: str, cue: str) -> None:
    await socket.send(json.dumps({"type": kind, "cue": cue}))


async def heard(socket: ClientConnection) -> dict[str, Any]:
    return json.loads(await socket.recv())


async def test_pcm_samples_are_the_very_next_frame(house: House):
    async with await joined(house, "engine", "pcm") as engine:
        for cue in ("c-1", "c-2"):
            house.hub.send(a_part(cue))
            house.hub.show_state("speaking")
            said = (await heard(engine))["commands"][0]
            samples = await engine.recv()
            assert isinstance(samples, bytes)
            assert len(samples) == said["audio"]["bytes"] == 9600
            await tell(engine, "started", cue)
            await tell(engine, "finished", cue)
            assert await house.hub.played(cue) == Played("finished", "engine")
            if cue == "c-1":
                assert (await heard(engine))["type"] == "state"


async def test_two_clients_and_the_pacer_vanishes_in_mid_sentence(house: House):
    obs = await joined(house, "obs", "wav")
    async with await joined(house, "phone", "wav") as phone:
        house.hub.send(a_part("c-1"))
        assert (await heard(phone))["cue"] == (await heard(obs))["cue"] == "c-1"
        await tell(obs, "started", "c-1")
        await tell(phone, "started", "c-1")
        obs.transport.abort()  # no closing handshake: a cable was pulled
        await house.renderer("left")
        await tell(phone, "finished", "c-1")
        assert await house.hub.played("c-1") == Played("finished", "phone")
    await obs.wait_closed()


async def test_a_client_that_reads_nothing_is_closed_and_delays_nobody(house: House):
    stuck = await joined(house, "stuck", "wav")
    stuck.transport.pause_reading()
    async with await joined(house, "obs", "wav") as obs:
        async with asyncio.timeout(60):
            for number in range(200):
                cue = f"c-{number}"
                house.hub.send(a_part(cue, samples=200_000))
                house.hub.stop(cue)
                while (await heard(obs)).get("type") != "stop":
                    pass
                house.hub.send(a_part(f"d-{number}", samples=200_000, seconds=0))
                if any(change.state == "left" for change in house.renderers):
                    break
        assert house.renderers[-1].name == "stuck"
        assert ("stuck", "too slow: it was disconnected") in house.errors
        assert [info.name for info in house.hub.clients()] == ["obs"]
    stuck.transport.abort()
    await stuck.wait_closed()


async def test_a_show_that_ends_says_so_to_its_clients_at_once():
    loop = asyncio.get_running_loop()
    async with serving(House()) as house:
        renderer = await joined(house, "obs", "wav")
        console = await connect(house.ws + "/ws/console", additional_headers=OWNER)
        await console.recv()
        began = loop.time()
    assert loop.time() - began < 1.5
    for socket in (renderer, console):
        with pytest.raises(ConnectionClosed) as caught:
            await socket.recv()
        assert caught.value.rcvd is not None
        assert caught.value.rcvd.code == 1012
