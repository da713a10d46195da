"""A stage on its own: a voice, a screen and a disk that do what the test says."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from chatbot.commands import Command, Cue, PointToBuy, Say, ShowProduct
from chatbot.engine.stage import Opinion, Stage
from chatbot.errors import SpeechUnavailable
from chatbot.events import Event, PartSent, UtteranceFinished, UtteranceStarted
from chatbot.performance import Part, Played, Speech, SpeechRequest, StopReport

FINE = Opinion(True, (), "", "v1")
CLAUSE = re.compile(r"\S.*?(?:[.!?。！？]+(?=\s|$)|$)", re.DOTALL)
WRONG = Opinion(False, ("price",), "$99", "v2")


class Voice:
    """Speaks a clause for each sentence; the test says when, and where it fails."""

    def __init__(self) -> None:
        self.may_speak = asyncio.Event()
        self.may_speak.set()
        self.fails_at: int | None = None
        self.stuck_at: int | None = None
        self.between: Callable[[], None] = lambda: None
        self.prepared: list[SpeechRequest] = []
        self.closed = 0

    async def speak(self, request: SpeechRequest) -> AsyncIterator[Speech]:
        clauses = list(CLAUSE.finditer(request.text))
        try:
            for number, clause in enumerate(clauses):
                await self.may_speak.wait()
                if number:
                    self.between()
                if number == self.fails_at:
                    raise SpeechUnavailable("the voice broke")
                if number == self.stuck_at:
                    await asyncio.Event().wait()
                yield Speech(
                    text=clause[0],
                    spoken=clause[0],
                    lang=request.lang,
                    duration_ms=100 * len(clause[0]),
                    start=clause.start(),
                    last=number == len(clauses) - 1,
                )
        finally:
            self.closed += 1

    def prepare(self, request: SpeechRequest) -> None:
        self.prepared.append(request)


class Screen:
    """A renderer that plays a part when the test says so; a stop cuts everything."""

    name = "screen"

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.stops: list[str | None] = []
        self.states: list[str] = []
        self._ended: dict[str, asyncio.Future[Played]] = {}
        self.at_once = True
        self.sounding: set[str] = set()

    def send(self, part: Part) -> None:
        assert not self.sounding or {p.utterance for p in self.parts if p.cue in self.sounding} == {
            part.utterance
        }, "two utterances at once"
        assert part.cue not in {p.cue for p in self.parts}, "an id was used before"
        self.parts.append(part)
        self.sounding.add(part.cue)
        self._ended[part.cue] = asyncio.get_running_loop().create_future()
        if self.at_once:
            self.play(part.cue)

    def play(self, cue: str, outcome: str = "finished") -> None:
        self.sounding.discard(cue)
        if not self._ended[cue].done():
            self._ended[cue].set_result(Played(outcome, self.name))

    async def played(self, cue: str) -> Played:
        return await asyncio.shield(self._ended[cue])

    def stop(self, cue: str | None, fade_ms: int = 80) -> None:
        self.stops.append(cue)
        for each in list(self.sounding):
            self.play(each, "interrupted")

    async def silenced(self, within_s: float) -> StopReport:
        return StopReport()

    def show_state(self, state: str) -> None:
        self.states.append(state)


class Theatre:
    """A stage with everything around it in the test's hands."""

    def __init__(self, **how: Any) -> None:
        self.voice, self.screen = Voice(), Screen()
        self.told: list[Event] = []
        self.waiting: list[Callable[[str], None]] = []
        self.disk_writes = True
        self.opinion = FINE
        self.sellable = {"SCARF", "BOWL"}
        self.now_ms = 0
        self.stage = Stage(
            voice=self.voice,
            renderer=self.screen,
            gate=lambda cue: self.opinion,
            resolve=self.resolve,
            publish=self.publish,  # type: ignore[arg-type]
            now_ms=lambda: self.now_ms,
            voice_for=lambda cue, say: SpeechRequest(text=say.text, lang="en"),
            **how,
        )

    def resolve(self, command: Command) -> dict[str, Any] | None:
        if isinstance(command, PointToBuy):
            if command.sku not in self.sellable:
                return None
            return {"type": "point_to_buy", "sku": command.sku}
        if isinstance(command, ShowProduct):
            return {"type": "show_product", "sku": command.sku}
        return None

    def publish(self, event: Event, on_fate: Callable[[str], None] | None) -> None:
        if isinstance(event, PartSent):
            started = {e.cause for e in self.told if isinstance(e, UtteranceStarted)}
            assert event.cause in started, "sent before its start was told"
        self.told.append(event)
        if on_fate is not None:
            if self.disk_writes:
                on_fate("kept")
            else:
                self.waiting.append(on_fate)

    def write(self) -> None:
        """The disk takes what waits."""
        waiting, self.waiting = self.waiting, []
        for on_fate in waiting:
            on_fate("kept")

    @property
    def ends(self) -> list[tuple[str | None, str, str]]:
        """Utterance, outcome and what was said, of each that ended."""
        return [(e.cause, e.outcome, e.said) for e in self.told if isinstance(e, UtteranceFinished)]


@asynccontextmanager
async def theatre(**how: Any) -> AsyncIterator[Theatre]:
    house = Theatre(**how)
    task = asyncio.create_task(house.stage.run())
    await settle()
    try:
        yield house
    finally:
        task.cancel()
        await asyncio.wait([task])
        assert task.cancelled(), task.exception()


async def settle() -> None:
    for _ in range(30):
        await asyncio.sleep(0)


def cue(number: int, text: str = "It is $199.", *commands: Command, **how: Any) -> Cue:
    marks = how.pop("marks", ())
    said: tuple[Command, ...] = (Say(text, "en", "neutral", marks),) if text else ()
    return Cue(id=f"u-{number}", commands=(*said, *commands), **how)
