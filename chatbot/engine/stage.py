"""The stage: one utterance at a time, gated, durable before it is heard, cut by cancellation."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chatbot.commands import At, Command, Cue, Say
from chatbot.errors import SpeechUnavailable, first_of
from chatbot.events import Event, PartSent, UtteranceFinished, UtteranceStarted
from chatbot.performance import Part, Renderer, Speech, SpeechRequest, Voice

if TYPE_CHECKING:
    from chatbot.engine.bus import Fate, OnFate

__all__ = ["Opinion", "Stage"]

SPEECH_WITHIN_S = 30.0
"""A voice that has not made the next clause by then has failed."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """The gate's verdict at speaking time and the catalog version it was made against."""

    passed: bool
    reasons: tuple[str, ...]
    detail: str
    version: str


class Stage:
    """Performs cues one after the other.

    `gate` judges a cue against the catalog as it is now; `resolve` turns a command other than `Say`
    into a stage-protocol object, or None where it must not be performed any more; `publish` sends
    an event to the room with a callback for when it is durable.
    """

    def __init__(
        self,
        *,
        voice: Voice,
        renderer: Renderer,
        gate: Callable[[Cue], Opinion],
        resolve: Callable[[Command], dict[str, Any] | None],
        publish: Callable[[Event, OnFate | None], None],
        now_ms: Callable[[], int],
        voice_for: Callable[[Cue, Say], SpeechRequest],
        on_sent: Callable[[Part], None] = lambda part: None,
        speech_within_s: float = SPEECH_WITHIN_S,
    ) -> None:
        self._voice, self._renderer = voice, renderer
        self._gate, self._resolve = gate, resolve
        self._publish, self._now_ms, self._voice_for = publish, now_ms, voice_for
        self._on_sent = on_sent
        self._speech_within_s = speech_within_s
        self._pending: Cue | None = None
        self._arrived = asyncio.Event()
        self._opened = asyncio.Event()
        self._opened.set()
        self._task: asyncio.Task[None] | None = None
        self._begun = False
        self._halted = self._hushed = False
        self._current = ""

    @property
    def halted(self) -> bool:
        """Whether it was silenced and not released since."""
        return self._halted

    @property
    def wordless(self) -> bool:
        """Whether no words leave: it is halted, or a person hosts."""
        return self._halted or self._hushed

    def hold_back(self) -> None:
        """Let cues wait until `ready`: the voice is not there yet."""
        self._opened.clear()

    def ready(self) -> None:
        """Perform what waits."""
        self._opened.set()

    def play(self, cue: Cue) -> None:
        """Perform this as soon as the stage is free."""
        self._drop_pending()
        self._pending = cue
        self._arrived.set()

    def prepare(self, cue: Cue) -> None:
        """Render its speech ahead."""
        if cue.say is not None and not self._halted and self._opened.is_set():
            self._voice.prepare(self._voice_for(cue, cue.say))

    def interrupt(self) -> None:
        """Cut what is being performed, or is about to be."""
        self._drop_pending()
        if self._task is not None and not self._task.done():
            self._task.cancel()

    def _drop_pending(self) -> None:
        cue, self._pending = self._pending, None
        if cue is not None:
            self._end(cue, "interrupted")

    def silence(self) -> None:
        """Silence now and stay silent until `release`; waits for nothing."""
        self._halted = True
        self._renderer.stop(None)
        self.interrupt()

    def hush(self) -> None:
        """Silence now; until `release` only what has no words is performed: a person hosts."""
        if not self._halted:
            self.silence()
        self._halted, self._hushed = False, True

    def release(self) -> None:
        """Allow speech again."""
        self._halted = self._hushed = False

    async def run(self) -> None:
        """Perform cues until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            while True:
                await self._arrived.wait()
                await self._opened.wait()
                self._arrived.clear()
                cue, self._pending = self._pending, None
                if cue is None:
                    continue
                self._begun = False
                self._task = tasks.create_task(self._perform(cue), name=f"perform {cue.id}")
                await asyncio.wait([self._task])
                if not self._begun:  # a task cut before its first step never runs at all
                    self._end(cue, "interrupted")

    async def _perform(self, cue: Cue) -> None:
        self._begun = True
        said: list[str] = []
        outcome, detail, pacer = "interrupted", "", ""
        try:
            if not self._halted and not (self._hushed and cue.say is not None):
                outcome, detail, pacer = await self._speak(cue, said)
        except SpeechUnavailable as error:
            outcome, detail = "failed", str(error)
        except asyncio.CancelledError:
            if not self._halted:  # else everything was silenced already
                self._renderer.stop(self._current or None)
            raise
        finally:
            self._current = ""
            self._end(cue, outcome, "".join(said), pacer=pacer, detail=detail)

    def _end(
        self, cue: Cue, outcome: str, said: str = "", *, pacer: str = "", detail: str = ""
    ) -> None:
        self._publish(
            UtteranceFinished(cause=cue.id, outcome=outcome, said=said, pacer=pacer, detail=detail),
            None,
        )

    async def _speak(self, cue: Cue, said: list[str]) -> tuple[str, str, str]:
        opinion = self._gate(cue)
        if not opinion.passed:
            await self._durably(cue, opinion)
            return "blocked", _why(opinion), ""
        if self._expired(cue):
            return "expired", "", ""
        say = cue.say
        if say is None or not say.text:
            await self._durably(cue, opinion)
            return await self._show(cue)
        parts = aiter(self._voice.speak(self._voice_for(cue, say)))
        try:
            try:
                async with asyncio.TaskGroup() as both:
                    both.create_task(self._durably(cue, opinion))
                    first = both.create_task(self._first(parts))
            except BaseExceptionGroup as group:
                raise first_of(group) or group from None
            if first.result() is None:
                raise SpeechUnavailable(f"the voice made nothing of {say.text!r}")
            return await self._play_parts(cue, say, first.result(), parts, said)
        finally:
            if isinstance(parts, AsyncGenerator):
                await parts.aclose()

    def _expired(self, cue: Cue) -> bool:
        return bool(cue.expires_at_ms) and self._now_ms() > cue.expires_at_ms

    async def _first(self, parts: AsyncIterator[Speech]) -> Speech | None:
        await asyncio.sleep(0)  # the room's turn first: it writes the start down meanwhile
        return await self._next(parts)

    async def _next(self, parts: AsyncIterator[Speech]) -> Speech | None:
        """The next clause, or None at the end.

        Raises:
            SpeechUnavailable: none came in time.
        """
        try:
            async with asyncio.timeout(self._speech_within_s):
                return await anext(parts, None)
        except TimeoutError:
            raise SpeechUnavailable(
                f"the voice made no sound within {self._speech_within_s:.0f} s"
            ) from None

    def _not_any_more(self, cue: Cue) -> tuple[str, str, str] | None:
        """Why it must not be said as things are now: writing to disk and speaking take time."""
        if self._expired(cue):
            return "expired", "", ""
        opinion = self._gate(cue)
        if not opinion.passed:
            return "interrupted", f"no longer right: {_why(opinion)}", ""
        return None

    async def _show(self, cue: Cue) -> tuple[str, str, str]:
        ended = self._not_any_more(cue)
        if ended is not None:
            return ended
        part = self._part(cue, 0, last=True, commands=self._commands(cue, None, 0))
        self._renderer.send(part)
        self._current = part.cue
        played = await self._renderer.played(part.cue)
        outcome = "interrupted" if played.outcome == "interrupted" else "done"
        return outcome, "", played.pacer

    async def _play_parts(
        self,
        cue: Cue,
        say: Say,
        first: Speech | None,
        rest: AsyncIterator[Speech],
        said: list[str],
    ) -> tuple[str, str, str]:
        sent: list[tuple[str, str]] = []
        current, reached = first, 0
        ended: tuple[str, str, str] | None = None
        while current is not None:
            ended = self._not_any_more(cue)
            if ended is not None and (not sent or ended[0] == "interrupted"):
                if sent:
                    self._renderer.stop(sent[-1][0])
                break
            ended = None  # a line that has begun may end late
            number = self._send(cue, say, current, len(sent), reached)
            sent.append((number, current.text))
            reached = current.start + len(current.text)
            await asyncio.sleep(0)  # the clause leaves before the next one is made
            try:
                current = None if current.last else await self._next(rest)
            except SpeechUnavailable as error:
                ended = "failed", str(error), ""
                break
        pacer = ""
        for number, text in sent:
            played = await self._renderer.played(number)
            pacer = played.pacer
            if played.outcome == "interrupted":
                return "interrupted", ended[1] if ended else "", pacer
            said.append(text)
        return (ended[0], ended[1], pacer) if ended else ("done", "", pacer)

    def _send(self, cue: Cue, say: Say, speech: Speech, number: int, reached: int) -> str:
        """Send one clause with the marks from `reached`, where the one before ended, to its end."""
        end = speech.start + len(speech.text)
        marks = tuple(
            (mark.name, speech.time_at(max(0, mark.index - speech.start)))
            for mark in say.marks
            if reached <= mark.index < end or (speech.last and mark.index >= end)
        )
        part = self._part(
            cue,
            number,
            last=speech.last,
            say=Say(speech.text, speech.lang or say.lang, say.mood, speaker=say.speaker),
            speech=speech,
            marks=marks,
            commands=self._commands(cue, {name for name, _ in marks}, number),
        )
        self._renderer.send(part)
        self._on_sent(part)
        self._current = part.cue
        self._publish(
            PartSent(
                id=part.cue,
                cause=cue.id,
                part=number,
                text=speech.text,
                duration_ms=speech.duration_ms,
                engine=speech.engine,
            ),
            None,
        )
        return part.cue

    def _part(self, cue: Cue, number: int, *, last: bool, **fields: Any) -> Part:
        """A part; its id is unique over the journal's life because the utterance's is."""
        name = f"c-{cue.id.removeprefix('u-')}.{number}"
        return Part(cue=name, utterance=cue.id, part=number, last=last, **fields)

    def _commands(
        self, cue: Cue, marks: set[str] | None, number: int
    ) -> tuple[dict[str, Any], ...]:
        """The commands that travel in this part, resolved against the catalog as it is now."""
        known = {mark.name for mark in cue.say.marks} if cue.say else set()
        out: list[dict[str, Any]] = []
        for command in cue.commands:
            at: At = getattr(command, "at", At())
            if isinstance(command, Say):
                continue
            on_mark = at.mark if at.mark in known else None
            here = number == 0 if on_mark is None or marks is None else on_mark in marks
            if here and (resolved := self._resolve(command)) is not None:
                when = {"mark": on_mark} if on_mark else {"ms": at.ms}
                out.append({**resolved, "at": when} if hasattr(command, "at") else resolved)
        return tuple(out)

    async def _durably(self, cue: Cue, opinion: Opinion) -> None:
        """Return once the start of this utterance, and all that led to it, is on disk."""
        done: asyncio.Future[Fate] = asyncio.get_running_loop().create_future()

        def decided(fate: Fate) -> None:
            if not done.done():
                done.set_result(fate)

        self._publish(
            UtteranceStarted(
                cause=cue.id,
                verdict="pass" if opinion.passed else "block",
                reasons=opinion.reasons,
                catalog_version=opinion.version,
            ),
            decided,
        )
        await done


def _why(opinion: Opinion) -> str:
    return f"{', '.join(opinion.reasons)}: {opinion.detail}".rstrip(": ")
