"""Renderers of every temper, and a stage to put them on."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from chatbot.commands import Say
from chatbot.performance import Part, Speech, VisemeAt, Word
from chatbot.renderers.stage_hub import StageHub
from chatbot.renderers.wire import Closed, ToRenderer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from chatbot.events import RendererChanged

LABEL = {"zh": "AI生成", "en": "AI-generated"}
GESTURES = ["point_to_buy", "wave", "nod"]
OUTGOING: TypeAdapter[Any] = TypeAdapter(ToRenderer)


class Actor:
    """A renderer. `plays` says how it treats a cue (`well`, `stuck`, or not at all: `nothing`).

    What it hears is in `heard`.
    """

    def __init__(self, name: str = "avatar", *, audio: str = "none", plays: str = "well"):
        self.name, self.audio, self.plays = name, audio, plays
        self.heard: list[dict[str, Any]] = []
        self.samples: list[bytes] = []
        self.closed: tuple[int, str] | None = None
        self._out: asyncio.Queue[str | bytes | None] = asyncio.Queue()
        self._in: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self._blocked = asyncio.Event()
        self._news = asyncio.Event()

    # --- the socket, as the hub sees it

    async def receive(self) -> str | bytes:
        message = await self._out.get()
        if message is None:
            raise Closed("gone")
        return message

    async def send_text(self, text: str) -> None:
        if self.plays == "stuck" and self.heard:
            await self._blocked.wait()
        frame = json.loads(text)
        OUTGOING.validate_python(frame)
        self.heard.append(frame)
        self._news.set()
        await self._in.put(frame)

    async def send_bytes(self, data: bytes) -> None:
        self.samples.append(data)
        self.heard.append({"type": "samples"})

    async def close(self, code: int, reason: str) -> None:
        self.closed = (code, reason)

    # --- the renderer itself

    def say(self, message: Any) -> None:
        raw = message if isinstance(message, str | bytes) else json.dumps(message)
        self._out.put_nowait(raw)

    def hello(self, **caps: Any) -> None:
        caps = {"audio": self.audio, "gestures": GESTURES, "expressions": ["happy"], **caps}
        self.say({"type": "hello", "protocol": "chatbot.stage/1", "name": self.name, "caps": caps})

    def leave(self) -> None:
        self._out.put_nowait(None)

    async def until(self, found: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        while not (hits := [frame for frame in self.heard if found(frame)]):
            self._news.clear()
            await self._news.wait()
        return hits[0]

    async def until_type(self, kind: str) -> dict[str, Any]:
        return await self.until(lambda frame: frame["type"] == kind)

    async def perform(self) -> None:
        """Play cues in order, each as long as it says, and report; a stop cuts."""
        queue: list[dict[str, Any]] = []
        playing: dict[str, Any] | None = None
        ends_at = 0.0
        now = asyncio.get_running_loop().time
        while True:
            if playing is None and queue and self.plays == "well":
                playing = queue.pop(0)
                says = [c for c in playing["commands"] if c["type"] == "say"]
                ends_at = now() + (says[0]["duration_ms"] / 1000 if says else 0)
                self.say({"type": "started", "cue": playing["cue"], "at_ms": 0})
            try:
                async with asyncio.timeout_at(ends_at if playing else None):
                    frame = await self._in.get()
            except TimeoutError:
                self.say({"type": "finished", "cue": playing["cue"]})
                playing = None
                continue
            if frame["type"] == "cue":
                queue.append(frame)
            elif frame["type"] == "stop" and self.plays == "well":
                cut = [c for c in [playing, *queue] if c is not None]
                if frame["cue"] is not None:
                    of = [c["utterance"] for c in cut if c["cue"] == frame["cue"]]
                    cut = [c for c in cut if c["utterance"] in of]
                for each in cut:
                    self.say({"type": "interrupted", "cue": each["cue"]})
                queue = [c for c in queue if c not in cut]
                playing = None if playing in cut else playing


class Theatre:
    """A hub and the tasks of its clients."""

    def __init__(self, group: asyncio.TaskGroup, **options: Any):
        self.group = group
        self.changes: list[RendererChanged] = []
        self.errors: list[tuple[str, str]] = []
        self.tasks: dict[Actor, list[asyncio.Task[None]]] = {}
        self.hub = StageHub(
            label=LABEL,
            on_change=self.changes.append,
            on_error=lambda name, text: self.errors.append((name, text)),
            monotonic=asyncio.get_running_loop().time,
            **options,
        )

    async def join(self, actor: Actor, **caps: Any) -> Actor:
        serving = self.group.create_task(self.hub.serve(actor, page=False))
        self.tasks[actor] = [serving, self.group.create_task(actor.perform())]
        actor.hello(**caps)
        await actor.until_type("welcome")
        return actor

    async def gone(self, actor: Actor) -> None:
        await self.tasks[actor][0]

    def send(
        self, cue: str, *, utterance: str = "u-1", part: int = 0, seconds: float = 2.0
    ) -> Part:
        sent = a_part(cue, utterance=utterance, part=part, seconds=seconds)
        self.hub.send(sent)
        return sent


@asynccontextmanager
async def theatre(**options: Any) -> AsyncIterator[Theatre]:
    async with asyncio.TaskGroup() as group:
        stage = Theatre(group, **options)
        yield stage
        for tasks in stage.tasks.values():
            for task in tasks:
                task.cancel()


def a_part(
    cue: str = "c-1", *, utterance: str = "u-1", part: int = 0, seconds: float = 2.0
) -> Part:
    ms = round(seconds * 1000)
    speech = Speech(
        text="现在只要¥129！",
        spoken="现在只要一百二十九块！",
        lang="zh",
        duration_ms=ms,
        audio=b"\x01\x02" * 240,
        words=(Word(0, 210, 0, 2, "现在"),),
        visemes=(VisemeAt(0, 60, "PP"),),
    )
    return Part(
        cue=cue,
        utterance=utterance,
        part=part,
        last=False,
        say=Say("现在只要¥129！", "zh", "happy"),
        speech=speech,
        marks=(("buy", 1460),),
        commands=(
            {"type": "point_to_buy", "sku": "SERUM", "at": {"mark": "buy"}},
            {
                "type": "show_product",
                "sku": "SERUM",
                "title": "精华",
                "price": "¥129",
                "stock": 86,
                "at": {"mark": "buy"},
            },
            {"type": "gesture", "name": "thumbs_up", "at": {"ms": 0}},
        ),
    )


def now() -> float:
    return asyncio.get_running_loop().time()
