"""A renderer under examination: what it was sent, and its reports as they came."""

from __future__ import annotations

import array
import asyncio
import json
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chatbot.commands import Say
from chatbot.performance import Part, Speech, VisemeAt, Word
from chatbot.renderers.frames import CueFrames, encode_json
from chatbot.renderers.wire import BadReport, Hello, Pong, Report, Trouble, read_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from chatbot.renderers.client import StageSocket

__all__ = ["Broken", "Examined"]

PONG_S = 2.0


class Broken(Exception):
    """A rule is broken; the text says what was seen."""


@dataclass(slots=True)
class Examined:
    """One connection of a renderer. Times are seconds of the loop's clock."""

    socket: StageSocket
    hello: Hello | None = None
    reports: list[tuple[float, Report | Trouble | Pong]] = field(default_factory=list)
    bad: list[str] = field(default_factory=list)
    gone: bool = False
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _said: int = 0

    @property
    def now(self) -> float:
        return asyncio.get_running_loop().time()

    async def read(self) -> None:
        """Keep what arrives, until the renderer leaves."""
        try:
            while True:
                self._keep(await self.socket.receive())
                self._news.set()
        except ConnectionError:
            self.gone = True
            self._news.set()

    def _keep(self, message: str | bytes) -> None:
        try:
            report = read_report(json.loads(message))
        except (BadReport, ValueError) as error:
            self.bad.append(str(error))
            return
        if isinstance(report, Hello):
            self.hello = report
        elif report is not None:
            self.reports.append((self.now, report))

    async def until(self, there: Callable[[], bool], within_s: float) -> bool:
        """Whether it came true in time."""
        end = self.now + within_s
        while not there() and not self.gone and self.now < end:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), end - self.now)
            except TimeoutError:
                break
        return there()

    def when(self, kind: str, cue: str | None) -> float | None:
        """When the first such report came."""
        for at, report in self.reports:
            if isinstance(report, Report) and report.type == kind and report.cue == cue:
                return at
        return None

    async def report(self, kind: str, cue: str, within_s: float) -> float:
        """When it came; `Broken` where it does not come in time."""
        if not await self.until(lambda: self.when(kind, cue) is not None, within_s):
            raise Broken(f"no {kind!r} of {cue} within {within_s:g} s")
        return self.when(kind, cue) or 0.0

    async def send(self, data: dict[str, Any]) -> None:
        await self.socket.send_text(encode_json(data))

    async def cue(self, part: Part) -> float:
        """Send a part as this renderer gets it; returns when."""
        frame = CueFrames(part).for_caps(self.hello.caps) if self.hello else None
        if frame is None:
            raise Broken("it has not said hello")
        at = self.now
        await self.socket.send_text(frame.text)
        if frame.binary is not None:
            await self.socket.send_bytes(frame.binary)
        return at

    async def alive(self) -> None:
        """`Broken` unless it answers a ping."""
        known = len(self.reports)
        await self.send({"type": "ping"})
        if not await self.until(
            lambda: any(isinstance(r, Pong) for _, r in self.reports[known:]), PONG_S
        ):
            raise Broken("the connection closed" if self.gone else "no answer to a ping")

    def sentence(self, text: str, ms: int, part: int = 0, *, last: bool = True) -> Part:
        """A sentence of our own, with a tone for its sound."""
        self._said += not part
        utterance = f"check-{self._said}"
        cut = max(1, len(text) // 2)
        words = (
            Word(0, ms // 2, 0, cut, text[:cut]),
            Word(ms // 2, ms // 2, cut, len(text), text[cut:]),
        )
        shapes = tuple(VisemeAt(t, 100, "aa" if t % 200 else "PP") for t in range(0, ms, 100))
        return Part(
            cue=f"{utterance}.{part}",
            utterance=utterance,
            part=part,
            last=last,
            say=Say(text=text, lang="en"),
            speech=Speech(
                text=text, spoken=text, lang="en", duration_ms=ms, audio=tone(ms), words=words,
                visemes=shapes,
            ),
            marks=(("buy", ms // 2),),
            commands=(
                {"type": "point_to_buy", "sku": "CHECK", "at": {"mark": "buy"}, "anchor": "down",
                 "hold_ms": 500},
            ),
        )  # fmt: skip


def tone(ms: int, rate: int = 24_000) -> bytes:
    """A soft 220 Hz tone, mono s16le."""
    wave = (round(3000 * math.sin(2 * math.pi * 220 * i / rate)) for i in range(rate * ms // 1000))
    return array.array("h", wave).tobytes()
