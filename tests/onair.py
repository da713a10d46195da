"""A show on the air for tests: a gateway that we play, and a stage client that reads cues."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve

from chatbot.app import OnAir, RunOptions, on_air
from chatbot.config import AdapterConfig
from chatbot.loading import ShowFiles, load_show

SHOW = """\
name: silk-night
language: en
persona: {persona}
catalog: catalog.yaml
policy: {{market: us}}
web: {{port: 0}}
seed: 7
"""
SELLER = """\
name: Lan
kind: seller
languages: [en, zh, fr]
"""
CLERK = """\
name: Milo
kind: clerk
languages: [en, zh, fr]
lines:
  opening: {en: ["Hello, I am Milo, an AI host."]}
  idle: {en: ["The night is quiet."]}
"""
CATALOG = """\
- {sku: SCARF, name: Silk scarf, price: 199, stock: 12, aliases: [scarf]}
- {sku: BOWL, name: Rice bowl, price: 15.50, stock: 0, aliases: [bowl]}
"""


def write_show(folder: Path, *, seller: bool = False) -> Path:
    """A small show in this folder; the clerk only answers, the seller pitches too."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "show.yaml").write_text(SHOW.format(persona="./host.yaml"), encoding="utf-8")
    (folder / "host.yaml").write_text(SELLER if seller else CLERK, encoding="utf-8")
    (folder / "catalog.yaml").write_text(CATALOG, encoding="utf-8")
    return folder / "show.yaml"


@dataclass
class Gateway:
    """A native gateway under the test's control."""

    port: int = 0
    received: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)
    connected: asyncio.Event = field(default_factory=asyncio.Event)
    _peer: ServerConnection | None = None
    _numbers: int = 0

    async def serve(self, connection: ServerConnection) -> None:
        """Greet, then hear what the show sends."""
        self._peer = connection
        hello = {"type": "hello", "acks": True, "can": ["reply", "pin", "unpin"]}
        await connection.send(json.dumps(hello))
        self.connected.set()
        async for raw in connection:
            frame = json.loads(raw)
            if frame["type"] == "do":
                await connection.send(json.dumps({"type": "done", "ref": frame["ref"]}))
            await self.received.put(frame)
        self.connected.clear()

    async def send(self, frame: dict[str, Any] | str) -> None:
        """Send one frame."""
        await asyncio.wait_for(self.connected.wait(), 10)
        assert self._peer is not None
        await self._peer.send(frame if isinstance(frame, str) else json.dumps(frame))

    async def chat(self, text: str, *, nick: str = "Ann", id: str | None = None) -> str:
        """A viewer writes."""
        self._numbers += 1
        message_id = id or f"m-{self._numbers}"
        await self.send(
            {
                "id": message_id,
                "type": "chat",
                "ts": 0,
                "room": "r1",
                "user": {"id": nick, "nick": nick},
                "text": text,
            }
            | {"ts": self.now_ms()}
        )
        return message_id

    now_ms: Callable[[], int] = lambda: 0

    async def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first frame from the show that is wanted."""
        async with asyncio.timeout(20):
            while True:
                frame = await self.received.get()
                if wanted(frame):
                    return frame


@dataclass
class StageClient:
    """A renderer that plays everything at once."""

    socket: ClientConnection
    frames: list[dict[str, Any]] = field(default_factory=list)
    playing: bool = True
    lingers: str = ""
    """A cue whose text holds this is begun, and not reported as finished."""

    async def hello(self, audio: str = "wav", name: str = "test") -> None:
        """Introduce ourselves and read the welcome."""
        caps = {"audio": audio, "lipsync": "visemes", "gestures": ["point_to_buy"], "overlay": True}
        await self.socket.send(
            json.dumps({"type": "hello", "protocol": "chatbot.stage/1", "name": name, "caps": caps})
        )
        await self.until(lambda f: f["type"] == "welcome")

    async def until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Read, and play what is read, until a frame is wanted."""
        async with asyncio.timeout(20):
            while True:
                frame = json.loads(await self.socket.recv())
                self.frames.append(frame)
                if frame["type"] == "cue" and self.playing:
                    lingers = self.lingers and self.lingers in say_of(frame).get("text", "")
                    for report in ("started",) if lingers else ("started", "finished"):
                        await self.socket.send(json.dumps({"type": report, "cue": frame["cue"]}))
                elif frame["type"] == "stop":
                    await self.socket.send(json.dumps({"type": "interrupted", "cue": frame["cue"]}))
                elif frame["type"] == "ping":
                    await self.socket.send(json.dumps({"type": "pong"}))
                if wanted(frame):
                    return frame

    async def says(self, part: str) -> dict[str, Any]:
        """The cue whose text holds this part."""
        return await self.until(lambda f: part in say_of(f).get("text", ""))


def say_of(frame: dict[str, Any]) -> dict[str, Any]:
    """The `say` of a cue frame, or {}."""
    commands = frame.get("commands", [])
    return next((c for c in commands if c["type"] == "say"), {})


def command_of(frame: dict[str, Any], kind: str) -> dict[str, Any]:
    """The command of this type in a cue frame, or {}."""
    return next((c for c in frame.get("commands", []) if c["type"] == kind), {})


@dataclass
class Studio:
    """A show on the air with its gateway and one stage client."""

    live: OnAir
    gateway: Gateway
    stage: StageClient
    files: ShowFiles
    journal: Path

    async def act(self, **action: Any) -> dict[str, Any]:
        """Post an action as the owner."""
        return await self.ask("/api/actions", self.live.owner_token, action)

    async def ask(self, path: str, token: str, body: dict[str, Any]) -> dict[str, Any]:
        """Post to the show's web server, or get where the body is empty; the answer, or refusal."""
        import urllib.error
        import urllib.request

        request = urllib.request.Request(
            f"{self.live.address}{path}",
            data=json.dumps(body).encode() if body else None,
            headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
        )

        def post() -> dict[str, Any]:
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:
                    return dict(json.loads(answer.read()))
            except urllib.error.HTTPError as refused:
                return dict(json.loads(refused.read()))

        return await asyncio.to_thread(post)


@contextlib.asynccontextmanager
async def studio(
    show: Path, *, journal: Path | None = None, voice: str = "silent"
) -> AsyncIterator[Studio]:
    """Put a show on the air, connected on both sides."""
    gateway = Gateway()
    files = load_show(show)
    where = journal or show.with_suffix(".journal")
    async with serve(gateway.serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        adapter = AdapterConfig(type="gateway", name="gw", url=f"ws://127.0.0.1:{port}", room="r1")
        options = RunOptions(
            journal=where, port=0, voice=voice, adapters=(adapter,), second_look=False
        )
        async with on_air(files, options) as live:
            gateway.now_ms = live.room.clock.wall_ms
            address = f"{live.address.replace('http', 'ws', 1)}/ws/stage"
            headers = {"Authorization": f"Bearer {live.stage_token}"}
            async with connect(address, additional_headers=headers, proxy=None) as socket:
                stage = StageClient(socket)
                await stage.hello()
                yield Studio(live, gateway, stage, files, where)
