"""One outside renderer at work: told by the show without waiting, in its own time, never alone.

What the show says is noted at once and waits for nobody: what stands (state, label, product) is
kept once, the latest only; deeds wait in a bounded score and are dropped when they come too late.
A renderer that is slow, dead or broken so costs nobody else anything.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from chatbot.backoff import Backoff
from chatbot.errors import AuthFailed, NotReady
from chatbot.renderers.score import Score

if TYPE_CHECKING:
    from collections.abc import Callable

    from chatbot.performance import Part
    from chatbot.renderers.outside import Deed, OutsideRenderer

__all__ = ["Follower"]

STALE_S = 2.0
"""A deed that could not be begun this long after it was due comes too late."""
WELL_AFTER_S = 10.0
"""A connection that lasted so long was a good one: the next attempt comes soon."""
CLOSE_WITHIN_S = 1.0


class Follower:
    """Runs `renderer` and keeps it in time with the sound, `offset_ms` after it.

    `tell` hears a state (`connecting up down refused slow`) and words about it; `clock` is
    monotonic seconds, the one in which `began` and `ended` are told.
    """

    def __init__(
        self,
        renderer: OutsideRenderer,
        *,
        offset_ms: int = 0,
        tell: Callable[[str, str], None] = lambda state, detail: None,
        clock: Callable[[], float] = time.monotonic,
        rng: random.Random | None = None,
    ) -> None:
        self.renderer, self.offset_ms = renderer, offset_ms
        self.counts: Counter[str] = Counter()
        self._tell, self._clock = tell, clock
        self._backoff = Backoff(rng or random.Random())
        self._score = Score(renderer.caps)
        self._standing: dict[str, Any] = {}
        self._unshown: dict[str, Any] = {}
        self._product: Deed | None = None
        self._up = False
        self._cut = False
        self._wake, self._wake_face = asyncio.Event(), asyncio.Event()
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._doing: asyncio.Timeout | None = None
        self._told = ("", "")
        renderer.notice = self._notice

    @property
    def name(self) -> str:
        """The renderer's name on the console."""
        return self.renderer.name

    @property
    def up(self) -> bool:
        """Whether it is connected."""
        return self._up

    # --- what the show says: noted at once ----------------------------------------------

    def sent(self, part: Part) -> None:
        """A part was sent; it plays when `began` says so."""
        self._score.add(part)

    def began(self, cue: str, at: float, *, silent: bool = False) -> None:
        """A part began at `at`; `silent` where nobody heard it: its words stay away."""
        self._score.caps = self.renderer.caps
        self._score.begin(cue, at + self.offset_ms / 1000, silent=silent)
        if not self._up:
            self._catch_up()
        self._rouse()

    def ended(self, cue: str, at: float) -> None:
        """A part ended."""
        self._score.ended(cue, at + self.offset_ms / 1000)
        self._wake_face.set()

    def stop(self, utterance: str | None) -> None:
        """Be silent now: an utterance, or everything."""
        self._score.cut(utterance, self._clock())
        self._cut = True
        if self._doing is not None and not self._doing.expired():
            self._doing.reschedule(asyncio.get_running_loop().time())
        self._rouse()

    def show(self, what: str, value: Any) -> None:
        """This stands from now on; only the latest is shown."""
        self._standing[what] = self._unshown[what] = value
        self._rouse()

    async def settled(self) -> None:
        """Return once what stands is shown and what was due is done, or nobody is there for it."""
        await self._quiet.wait()

    def _rouse(self) -> None:
        if self._up:
            self._quiet.clear()
        self._wake.set()
        self._wake_face.set()

    # --- the renderer's own time --------------------------------------------------------

    async def run(self) -> None:
        """Connect, perform, and connect again; never ends by itself.

        Raises:
            Exception: what the renderer did not foresee.
        """
        self._say("connecting", self.renderer.where)
        while True:
            self._backoff.attempt(self._clock())
            try:
                why = await self._once()
            except AuthFailed as error:
                self._say("refused", str(error))
                await self.renderer.allowed()
                continue
            finally:
                self._up = False
                self._quiet.set()
            wait_s = self._backoff.delay_s(self._clock())
            self._say("down", f"{why}; trying again by itself")
            await asyncio.sleep(wait_s)

    async def _once(self) -> str:
        """Serve one connection; returns why it ended.

        Raises:
            AuthFailed: it refuses us.
        """
        renderer, began = self.renderer, self._clock()
        try:
            try:
                async with asyncio.timeout(renderer.connect_within_s):
                    about = await renderer.connect()
            except TimeoutError:
                return f"no answer at {renderer.where} within {renderer.connect_within_s:.0f} s"
            began = self._clock()
            self._catch_up()
            self._unshown = dict(self._standing)
            self._up = True
            self._quiet.clear()
            self._say("up", about)
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._watch(), name=f"{self.name}: watch")
                tasks.create_task(self._perform(), name=f"{self.name}: perform")
                if renderer.frames_per_s:
                    tasks.create_task(self._frames(), name=f"{self.name}: frames")
        except (OSError, NotReady) as error:
            return str(error) or type(error).__name__
        except BaseExceptionGroup as group:
            return _why(group)
        finally:
            if self._up and self._clock() - began > WELL_AFTER_S:
                self._backoff.succeeded()
            await self._close()
        return "the connection is lost"

    def _catch_up(self) -> None:
        """Let go of what was due while nobody was there; the product stands."""
        while (deed := self._score.due(self._clock())) is not None:
            if deed.kind == "show_product":
                self._product = deed

    async def _close(self) -> None:
        try:
            async with asyncio.timeout(CLOSE_WITHIN_S):
                await self.renderer.aclose()
        except TimeoutError:
            self.counts["not_closed"] += 1

    async def _watch(self) -> None:
        await self.renderer.watch()
        raise ConnectionError("the connection is lost")

    async def _perform(self) -> None:
        if self._product is not None:
            await self._in_time(self._product)
        while True:
            self._wake.clear()
            if self._cut:
                self._cut = False
                async with asyncio.timeout(self.renderer.answer_within_s):
                    await self.renderer.stop()
                continue
            if self._unshown:
                what = next(iter(self._unshown))
                value = self._unshown.pop(what)
                async with asyncio.timeout(self.renderer.answer_within_s):
                    await self.renderer.show(what, value)
                continue
            deed = self._score.due(self._clock())
            if deed is None:
                self._quiet.set()
                await self._until_next()
                continue
            self._wake_face.set()  # the face knows of it now
            if deed.kind == "show_product":
                self._product = deed
            if self._clock() - deed.due_at > STALE_S and deed.kind != "show_product":
                self.counts["too_late"] += 1
                self._say("slow", f"{self.counts['too_late']} motions came too late")
                continue
            await self._in_time(deed)

    async def _until_next(self) -> None:
        at = self._score.next_at()
        wait_s = None if at is None else max(0.0, at - self._clock())
        try:
            async with asyncio.timeout(wait_s):
                await self._wake.wait()
        except TimeoutError:
            pass

    async def _in_time(self, deed: Deed) -> None:
        """Have it done; a stop cuts it."""
        try:
            async with asyncio.timeout(self.renderer.answer_within_s) as self._doing:
                await self.renderer.perform(deed)
        except TimeoutError:
            if self._cut:  # by `stop`, which is what happens next
                return
            within = f"{self.renderer.answer_within_s:.0f} s"
            raise TimeoutError(f"{self.renderer.where} did not answer within {within}") from None
        finally:
            self._doing = None

    async def _frames(self) -> None:
        spacing = 1 / self.renderer.frames_per_s
        due = self._clock()
        while True:
            self._wake_face.clear()
            face = self._score.face(self._clock())
            async with asyncio.timeout(self.renderer.answer_within_s):
                await self.renderer.frame(face)
            self.counts["frames"] += 1
            if face.moving:
                due = max(due + spacing, self._clock())  # none is made up for
                await self._pause(due - self._clock())
            else:
                await self._pause(self.renderer.idle_every_s)
                due = self._clock()

    async def _pause(self, seconds: float | None) -> None:
        """Wait for the next frame, or until something begins or is cut."""
        if seconds is not None and seconds <= 0:
            await asyncio.sleep(0)
            return
        try:
            async with asyncio.timeout(seconds):
                await self._wake_face.wait()
        except TimeoutError:
            pass

    def _notice(self, words: str) -> None:
        self._say("up" if self._up else "connecting", words)

    def _say(self, state: str, detail: str) -> None:
        if (state, detail) != self._told:
            self._told = (state, detail)
            self._tell(state, detail)


def _why(group: BaseExceptionGroup[BaseException]) -> str:
    """Why a connection ended, of what its tasks raised.

    Raises:
        AuthFailed, Exception: what is no loss of a connection.
    """
    errors = list(_leaves(group))
    for error in errors:
        if not isinstance(error, OSError | NotReady):
            raise error
    return str(errors[0]) or "it no longer answers"


def _leaves(group: BaseExceptionGroup[BaseException]) -> list[BaseException]:
    found: list[BaseException] = []
    for error in group.exceptions:
        found += _leaves(error) if isinstance(error, BaseExceptionGroup) else [error]
    return found
