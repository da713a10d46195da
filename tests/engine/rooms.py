"""A room on virtual time: every part but sockets and sound, and a journal that can be cut."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from chatbot.engine.bus import Bus
from chatbot.engine.journal import FORMAT, SCHEMA, Record, _connect, _write
from chatbot.engine.records import GENESIS
from chatbot.engine.room import Observer, Room
from chatbot.engine.stage import Stage
from chatbot.events import (
    AudienceMember,
    ChatMessage,
    Event,
    FilesLoaded,
    ModeratorAction,
    Resumed,
    Understood,
    decode,
)
from chatbot.loading import ShowFiles
from chatbot.performance import Part
from chatbot.performing import opinion, resolve, voice_request
from chatbot.phrases import built_in_phrases
from chatbot.responders.facts import FactsResponder
from chatbot.restoring import engine_version, new_state
from chatbot.show.state import ShowState
from tests.engine.theatre import Screen, Voice

WALL_MS = 1_795_352_400_000
SEED = 7


class LoopClock:
    """Show time from the loop's own clock, which the test's loop lets jump."""

    def __init__(self, start_ms: int) -> None:
        self._zero_s = asyncio.get_running_loop().time()
        self._start_ms = start_ms

    def now_ms(self) -> int:
        return self._start_ms + round((asyncio.get_running_loop().time() - self._zero_s) * 1000)

    def wall_ms(self) -> int:
        return WALL_MS + self.now_ms()


class Paper:
    """A journal in memory: durable a turn of the loop after, unless the disk is `stuck`."""

    def __init__(self, records: Sequence[Record] = ()) -> None:
        self.records = list(records)
        self.units = [len(self.records)]  # where a crash may cut: a step is written whole
        self.shots: list[tuple[int, str]] = []
        self.stuck = False
        self.healthy = True
        self.durable_seq = len(self.records)
        self._waiting: list[tuple[int, Callable[[], None]]] = []

    @property
    def last_seq(self) -> int:
        return len(self.records)

    @property
    def backlog(self) -> int:
        return self.last_seq - self.durable_seq

    def append(self, records: list[Record], on_durable: Callable[[], None] | None = None) -> int:
        self.records += records
        self.units.append(len(self.records))
        if on_durable is not None:
            self._waiting.append((self.last_seq, on_durable))
        asyncio.get_running_loop().call_soon(self.write)
        return self.last_seq

    def write(self) -> None:
        if self.stuck:
            return
        self.durable_seq = self.last_seq
        waiting, self._waiting = self._waiting, []
        for _, call in waiting:
            call()

    def snapshot(self, body: str) -> None:
        self.shots.append((self.last_seq, body))

    def to_file(self, path: Path, upto: int | None = None, *, snapshots: bool = False) -> Path:
        """What a reader finds on disk after record number `upto`."""
        path.unlink(missing_ok=True)
        upto = len(self.records) if upto is None else upto
        with contextlib.closing(_connect(path)) as db:
            db.executescript(SCHEMA)
            kept = self.shots if snapshots else []
            _write(
                db,
                list(enumerate(self.records[:upto], 1)),
                [s for s in kept if s[0] <= upto][-1:],
                GENESIS,
            )
        return path


class TimedScreen(Screen):
    """Plays each part for as long as it lasts, one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.at_once = False
        self._free_at = 0.0

    def send(self, part: Part) -> None:
        super().send(part)
        loop = asyncio.get_running_loop()
        self._free_at = max(self._free_at, loop.time()) + part.duration_ms / 1000
        loop.call_at(self._free_at, self.play, part.cue)

    def stop(self, cue: str | None, fade_ms: int = 80) -> None:
        super().stop(cue, fade_ms)
        self._free_at = 0.0


class Guess:
    """Has an opinion on every message, and never the same twice."""

    def __init__(self, publish: Callable[[Event], None]) -> None:
        self._publish, self._count = publish, 0

    def post(self, message_id: str, text: str, reading: Any) -> None:
        self._count += 1
        intent = ("price", None, "stock", "praise", "shipping")[self._count % 5]
        event = Understood(cause=message_id, intent=intent, score=0.5)
        asyncio.get_running_loop().call_later(0.02, self._publish, event)

    async def run(self) -> None:
        await asyncio.Event().wait()


@dataclass
class Life:
    """One run of a show, from its start to when it was killed."""

    room: Room
    paper: Paper
    screen: TimedScreen
    voice: Voice = field(default_factory=Voice)

    @property
    def state(self) -> ShowState:
        return self.room.state

    @property
    def said(self) -> list[str]:
        return [part.say.text for part in self.screen.parts if part.say]


def head(files: ShowFiles) -> Record:
    data = {
        "format": FORMAT,
        "engine": engine_version(),
        "seed": SEED,
        "started_wall_ms": WALL_MS,
        "show": files.show.name,
        "texts": [list(pair) for pair in files.texts],
    }
    return Record("head", 0, json.dumps(data, ensure_ascii=False))


def loaded(files: ShowFiles, **changed: str) -> FilesLoaded:
    """The files as loaded, some of their texts replaced."""
    texts = tuple((kind, changed.get(kind, text)) for kind, text in files.texts)
    return FilesLoaded(texts=texts, version="v")


async def passed(after_ms: float) -> None:
    """Return when so much of the loop's own time has passed."""
    loop = asyncio.get_running_loop()
    then = loop.create_future()
    loop.call_later(after_ms / 1000, then.set_result, None)
    await then


async def live(
    files: ShowFiles,
    script: Iterable[tuple[int, Event | Callable[[Life], None]]] = (),
    *,
    then_ms: int = 5_000,
    paper: Paper | None = None,
    resumed: tuple[ShowState, int] | None = None,
    observers: Sequence[Observer] = (),
    responder: Any = None,
    guess: bool = True,
) -> Life:
    """Run the show while each entry of the script happens its ms after the one before."""
    if resumed is None:
        state, start_ms = new_state(seed=SEED, started_wall_ms=WALL_MS), 0
        paper = paper or Paper([head(files)])
    else:
        state, start_ms = resumed
        assert paper is not None
    clock, screen, voice = LoopClock(start_ms), TimedScreen(), Voice()
    room = Room(
        state,
        clock=clock,
        bus=Bus(),
        journal=paper,  # type: ignore[arg-type]
        responder=responder or FactsResponder(built_in_phrases()),
        renderer=screen,
        observers=observers,
    )
    room.stage = Stage(
        voice=voice,
        renderer=screen,
        gate=partial(opinion, state),
        resolve=lambda command: resolve(state, command),
        publish=room.put,
        now_ms=clock.now_ms,
        voice_for=lambda cue, say: voice_request(state, cue, say),
    )
    if guess:
        room.understanding = Guess(room.put)  # type: ignore[assignment]
    if state.memory.mode != "on_air":
        room.stage.silence()
    life = Life(room, paper, screen, voice)
    if resumed is not None:
        room.put(Resumed(id=room.next_id("resumed"), gap_ms=0))
    if state.memory.texts != files.texts:
        room.put(loaded(files))

    async def play() -> None:
        for after_ms, what in script:
            await passed(after_ms)
            if isinstance(what, Event):
                room.put(what)
            else:
                what(life)
        await passed(then_ms)
        raise Killed

    with contextlib.suppress(Killed):
        try:
            await room.run(play())
        except BaseExceptionGroup as group:
            raise group.exceptions[0] from None
    return life


class Killed(Exception):
    """The end of a life."""


# -- what a test says and asks ------------------------------------------------------------------


def chat(text: str, *, id: str, nick: str = "Ann") -> ChatMessage:
    return ChatMessage(id=id, source="gw", viewer=AudienceMember(nick, nick), text=text)


def acts(action: str, **fields: Any) -> ModeratorAction:
    return ModeratorAction(id=f"a-{action}", action=action, by="mod", **fields)


def decided(life: Life, kind: str) -> list[dict[str, Any]]:
    """All acts of this kind, in order."""
    bodies = (json.loads(r.body) for r in life.paper.records if r.kind == "out")
    return [act for body in bodies for act in body if act["act"] == kind]


def fates(life: Life) -> dict[str, str]:
    return {act["message"]: act["fate"] for act in decided(life, "fate")}


def heard(life: Life, kind: type[Event]) -> list[Event]:
    events = (decode(r.body) for r in life.paper.records if r.kind == "in")
    return [event for event in events if isinstance(event, kind)]


def woken(life: Life) -> int:
    return sum(r.body.startswith('{"kind":"woke"') for r in life.paper.records)
