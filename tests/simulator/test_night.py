"""The simulator as a gateway: what a show sees of it over real sockets."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve

from chatbot.adapters import OnFate
from chatbot.adapters.gateway import GatewayAdapter
from chatbot.config import AdapterConfig
from chatbot.errors import ConfigError, NotReady
from chatbot.events import ChatMessage, Event
from chatbot.recordings import read_recording
from chatbot.simulator import SimulatorOptions, simulate
from chatbot.simulator.gateway import Gateway

RECORDED = Path(__file__).parents[2] / "../shared/data/twitch_vod_chat.jsonl"
CHAT = {"type": "chat", "user": {"id": "u1", "nick": "雨"}, "text": "在吗"}


@asynccontextmanager
async def simulated(options: SimulatorOptions) -> AsyncIterator[tuple[str, asyncio.Task[None]]]:
    port: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(simulate(options, on_ready=port.set_result))
    try:
        await asyncio.wait([port, task], return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            await task
        yield f"ws://127.0.0.1:{port.result()}", task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def gateway() -> AsyncIterator[tuple[Gateway, str]]:
    made = Gateway(room="r1", run="t", wall_ms=lambda: 1000)
    async with made.listening("127.0.0.1", 0) as port:
        yield made, f"ws://127.0.0.1:{port}"


async def receive(show: ClientConnection) -> dict[str, Any]:
    async with asyncio.timeout(5):
        message: dict[str, Any] = json.loads(await show.recv())
        return message


async def test_what_nobody_acknowledged_is_sent_again() -> None:
    async with gateway() as (made, url):
        async with connect(url) as show:
            hello = await receive(show)
            assert hello == {
                "type": "hello",
                "acks": True,
                "can": ["delete", "mute", "pin", "reply", "unpin"],
            }
            await made.first_show()
            first, second = made.send(CHAT), made.send(CHAT)
            assert [(await receive(show))["id"] for _ in range(2)] == [first, second]
            await show.send(json.dumps({"type": "ack", "id": first, "fate": "kept"}))
            await show.send('{"type":"do","ref":"1","action":"unpin"}')
            assert (await receive(show))["type"] == "done"
        third = made.send(CHAT)
        async with connect(url) as show:
            await receive(show)
            again = [await receive(show) for _ in range(2)]
    assert [frame["id"] for frame in again] == [second, third]
    assert again[0] == {"id": second, "ts": 1000, "room": "r1", **CHAT}
    assert made.outbox.fates == {"kept": 1}


async def test_every_action_is_done_or_refused_with_a_reason() -> None:
    asked = [
        {"action": "pin", "sku": "SERUM"},
        {"action": "reply", "text": "包邮", "reply_to": "t-1"},
        {"action": "unpin"},
        {"action": "mute", "user": "u1", "seconds": 600},
        {"action": "delete", "target": "t-1"},
        {"action": "pin"},
        {"action": "fly"},
    ]
    async with gateway() as (made, url), connect(url) as show:
        await receive(show)
        await made.first_show()
        replies = []
        for ref, action in enumerate(asked):
            await show.send(json.dumps({"type": "do", "ref": str(ref), **action}))
            reply = await receive(show)
            if reply["type"] == "delete":
                assert reply["target"] == "t-1"
                reply = await receive(show)
            replies.append(reply)
    assert [r["type"] for r in replies] == ["done"] * 5 + ["refused"] * 2
    assert [r["ref"] for r in replies] == [str(n) for n in range(7)]
    assert replies[5]["reason"] == "pin needs sku"
    assert [a["action"] for a in made.actions] == ["pin", "reply", "unpin", "mute", "delete"]


async def test_nonsense_from_a_show_is_ignored() -> None:
    async with gateway() as (_, url), connect(url) as show:
        await receive(show)
        for nonsense in ("{", "[]", '"x"', b"\x00", '{"type":"ack"}'):
            await show.send(nonsense)
        await show.send('{"type":"do","ref":"1","action":"unpin"}')
        assert (await receive(show))["type"] == "done"


async def test_the_adapter_and_the_simulator_understand_one_another() -> None:
    options = SimulatorOptions(port=0, speed=200, seed=4)
    chat: asyncio.Future[ChatMessage] = asyncio.get_running_loop().create_future()

    def offer(event: Event, on_fate: OnFate | None) -> None:
        if on_fate is not None:
            on_fate("kept")
        if isinstance(event, ChatMessage) and not chat.done():
            chat.set_result(event)

    async with simulated(options) as (url, _):
        config = AdapterConfig(type="gateway", url=url, room="r1")
        adapter = GatewayAdapter(config, name="sim", wall_ms=lambda: 0)
        running = asyncio.create_task(adapter.run(offer))
        async with asyncio.timeout(10):
            message = await chat
            result = await adapter.act("1", {"action": "pin", "sku": "WALNUT"})
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert message.source == "sim"
    assert message.viewer.nick
    assert result.result == "done"


async def test_a_recording_is_played_to_its_end_and_delivered(tmp_path: Path) -> None:
    script = tmp_path / "chat.jsonl"
    rows = [
        {"offset_s": n * 3, "user": f"v{n}", "badges": [], "text": f"line {n}"} for n in range(20)
    ]
    script.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    async with simulated(SimulatorOptions(port=0, script=script, speed=500)) as (url, task):
        texts = []
        async with connect(url) as show:
            await receive(show)
            async for raw in show:
                frame = json.loads(raw)
                await show.send(json.dumps({"type": "ack", "id": frame["id"], "fate": "kept"}))
                texts += [frame["text"]] if frame["type"] == "chat" else []
        async with asyncio.timeout(5):
            await task
    assert texts == [f"line {n}" for n in range(20)]


def test_a_broken_recording_names_the_line(tmp_path: Path) -> None:
    script = tmp_path / "chat.jsonl"
    script.write_text(
        '{"offset_s":0,"user":"a","text":"x"}\n{"offset_s":"soon"}\n', encoding="utf-8"
    )
    with pytest.raises(ConfigError, match=r"chat\.jsonl:2: offset_s"):
        read_recording(script)
    script.write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"chat\.jsonl:1: no recorded chat that is known here"):
        read_recording(script)
    with pytest.raises(ConfigError, match="cannot read"):
        read_recording(tmp_path / "none.jsonl")


@pytest.mark.skipif(not RECORDED.exists(), reason="the recorded chat is not beside this repository")
async def test_a_recorded_night_arrives_whole() -> None:
    arrived: list[str] = []

    def offer(event: Event, on_fate: OnFate | None) -> None:
        if isinstance(event, ChatMessage):
            arrived.append(event.text)
        if on_fate is not None:
            on_fate("kept")

    options = SimulatorOptions(port=0, script=RECORDED, speed=3000)
    async with simulated(options) as (url, task):
        config = AdapterConfig(type="gateway", url=url, room="r1")
        adapter = GatewayAdapter(config, name="sim", wall_ms=lambda: 2_000_000_000_000)
        running = asyncio.create_task(adapter.run(offer))
        async with asyncio.timeout(20):
            await task  # it ends when all is acknowledged
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    assert len(arrived) == len(read_recording(RECORDED)) == 3090
    assert adapter.counts == {}


async def test_a_taken_port_is_said() -> None:
    async with gateway() as (_, url):
        port = int(url.rpartition(":")[2])
        with pytest.raises(NotReady, match="choose another --port"):
            await simulate(SimulatorOptions(port=port))


@asynccontextmanager
async def stage(
    talk: Callable[[ServerConnection], Awaitable[None]],
) -> AsyncIterator[str]:
    async with serve(talk, "127.0.0.1", 0) as server:
        yield f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def test_the_audience_listens_as_a_renderer_without_sound() -> None:
    reports: list[dict[str, Any]] = []
    over = asyncio.Event()
    cue = {"type": "cue", "utterance": "u", "part": 0, "last": True}
    say = {"type": "say", "text": "¥19", "marks": [{"t": 20, "name": "buy"}]}
    point = {"type": "point_to_buy", "sku": "A", "at": {"mark": "buy"}}

    async def talk(ws: ServerConnection) -> None:
        reports.append({"auth": ws.request.headers["Authorization"]} if ws.request else {})
        reports.append(json.loads(await ws.recv()))
        await ws.send('{"type":"welcome","label":{},"state":"idle","product":{"sku":"A"}}')
        for name, ms in (("c-1", 40), ("c-2", 60_000)):
            commands = [{**say, "duration_ms": ms}, point]
            await ws.send(json.dumps({**cue, "cue": name, "commands": commands}))
        async for raw in ws:
            reports.append(json.loads(raw))
            if reports[-1] == {"type": "started", "cue": "c-2"}:
                await ws.send('{"type":"stop","cue":"c-2","fade_ms":80}')
            if reports[-1]["type"] == "interrupted":
                over.set()

    async with stage(talk) as heard_at:
        options = SimulatorOptions(port=0, stage=heard_at, stage_token="t" * 16)
        async with simulated(options), asyncio.timeout(5):
            await over.wait()
    assert reports[0] == {"auth": "Bearer " + "t" * 16}
    assert reports[1]["caps"]["audio"] == "none"
    assert [(r["type"], r["cue"]) for r in reports[2:]] == [
        ("started", "c-1"),
        ("finished", "c-1"),
        ("started", "c-2"),
        ("interrupted", "c-2"),
    ]
