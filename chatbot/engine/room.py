"""One live room: the step from event to decision, and the task group around it."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from chatbot.engine.answering import Answering
from chatbot.engine.bus import Bus
from chatbot.engine.journal import Record
from chatbot.engine.seen import Seen
from chatbot.events import (
    AnswerReady,
    Event,
    FilesLoaded,
    Filtered,
    Lane,
    ModeratorAction,
    Notice,
    Resumed,
    Shed,
    Woke,
    encode,
)
from chatbot.show import core
from chatbot.show.acts import (
    Act,
    Ask,
    Interrupt,
    Perform,
    Platform,
    Posture,
    Prepare,
    Rest,
    Understand,
    act_to_data,
)

if TYPE_CHECKING:
    from chatbot.engine.bus import OnFate
    from chatbot.engine.clock import Clock
    from chatbot.engine.journal import Journal
    from chatbot.engine.mailbox import Mailbox
    from chatbot.engine.stage import Stage
    from chatbot.engine.understanding import Understanding
    from chatbot.performance import Renderer
    from chatbot.show.brief import Responder
    from chatbot.show.state import ShowState

__all__ = ["Observer", "Room", "acts_record"]

BACKLOG_MOST = 20_000
SHED_REPORT_S = 1.0
SNAPSHOT_EVERY = 5_000
BATCH = 8  # steps between two turns of the sockets: some 2 ms, so that a flood is read, and shed


class Observer(Protocol):
    """Watches the room: the console, the transcript. It may not change anything."""

    def saw(self, event: Event, acts: Sequence[Act]) -> None:
        """Called after each step."""
        ...


def acts_record(acts: Sequence[Act], at_ms: int) -> Record | None:
    """What was decided, as one journal record; resting is not worth one."""
    data = [act_to_data(act) for act in acts if not isinstance(act, Rest)]
    if not data:
        return None
    return Record("out", at_ms, json.dumps(data, ensure_ascii=False, separators=(",", ":")))


class Room:
    """Owns the state: every change enters through `put` and is taken, in order, by `step`."""

    def __init__(
        self,
        state: ShowState,
        *,
        clock: Clock,
        bus: Bus,
        journal: Journal | None,
        responder: Responder,
        renderer: Renderer,
        act_on_platform: Callable[[Platform], None] | None = None,
        observers: Sequence[Observer] = (),
    ) -> None:
        self.state, self.clock, self.bus = state, clock, bus
        self.seen = Seen()
        self.stage: Stage | None = None
        self.closing = False
        self.mailboxes: list[Mailbox] = []
        self.understanding: Understanding | None = None
        self._journal, self._renderer = journal, renderer
        self._act_on_platform = act_on_platform
        self._observers = tuple(observers)
        self._tasks: asyncio.TaskGroup | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._wake_ms: int | None = None
        self._numbers = itertools.count(1)
        self.life = 0 if journal is None else journal.last_seq
        self._answering = Answering(
            responder, publish=self.put, next_id=self.next_id, now_ms=clock.now_ms
        )
        self._half_done = False
        self._since_snapshot = 0
        self._shed_told: dict[str, int] = {}

    def observe(self, *observers: Observer) -> None:
        """Let these watch, too."""
        self._observers += observers

    # -- in ------------------------------------------------------------------------------------

    def put(self, event: Event, on_fate: OnFate | None = None) -> None:
        """Give the room an event; never waits."""
        self.bus.put(event, on_fate)

    @property
    def writable(self) -> bool:
        """Whether what happens reaches the disk."""
        return self._journal is None or self._journal.healthy

    def next_id(self, prefix: str) -> str:
        """An id for an event of our own, unique over the journal's life."""
        return f"{prefix}-{self.life}-{next(self._numbers)}"

    # -- the step ------------------------------------------------------------------------------

    def step(self, event: Event, on_fate: OnFate | None = None) -> tuple[Act, ...]:
        """Take one event all the way to a decision, without waiting for anything."""
        at_ms = max(self.state.memory.now_ms, self.clock.now_ms())
        if isinstance(event, AnswerReady) and not self._answering.wants(event):
            return ()
        if (
            event.lane is not Lane.CONTROL
            and event.source
            and not self.seen.add(event.source, event.id, at_ms)
        ):
            if on_fate is not None:
                self._once_durable([], lambda: on_fate("duplicate"))
            return ()
        event = replace(event, at_ms=at_ms)
        filtered: list[Filtered] = []
        for mailbox in self.mailboxes:
            heard = core.admitted(event, tuple(filtered))
            if heard is None:
                break
            outcome = mailbox.filter(heard)
            if outcome is not None:
                filtered.append(replace(outcome, at_ms=at_ms))
        mode_before = self.state.memory.mode
        self._half_done = True
        acts = core.step(self.state, event, tuple(filtered))
        self._record(event, filtered, acts, on_fate)
        self._half_done = False
        heard = core.admitted(event, tuple(filtered))
        if heard is not None:
            for mailbox in self.mailboxes:
                mailbox.post(heard)
        for act in acts:
            self._carry_out(act)
        self._mode_changed(mode_before)
        if isinstance(event, ModeratorAction | FilesLoaded | Resumed):
            for mailbox in self.mailboxes:
                off = mailbox.name in self.state.memory.plugins_off
                if off != mailbox.off_by_hand or self._asked_on(event, mailbox):
                    mailbox.switch(on=not off)
        self._answering.keep(self.state.memory.board.awaits)
        for observer in self._observers:
            observer.saw(event, acts)
        return acts

    @staticmethod
    def _asked_on(event: Event, mailbox: Mailbox) -> bool:
        """Whether a person wants it on: it may be off by its own failures."""
        wanted = isinstance(event, ModeratorAction) and event.action == "plugin"
        return wanted and event.target == mailbox.name and event.text == "on"  # type: ignore[attr-defined]

    def _mode_changed(self, before: str) -> None:
        mode = self.state.memory.mode
        if self.stage is None or mode == before:
            return
        if self.state.whispers:
            self.stage.hush()
        elif mode == "on_air":
            self.stage.release()
        elif mode not in ("paused", "holding") and not self.stage.halted:
            self.stage.silence()

    def _once_durable(self, records: list[Record], then: Callable[[], None] | None) -> None:
        if self._journal is not None:
            self._journal.append(records, then)
        elif then is not None:
            then()

    def _record(
        self,
        event: Event,
        filtered: Sequence[Event],
        acts: Sequence[Act],
        on_fate: OnFate | None,
    ) -> None:
        kept = None if on_fate is None else lambda: on_fate("kept")
        records = [
            Record("in", event.at_ms, encode(event).decode(), event.source, event.id),
            *(Record("in", event.at_ms, encode(f).decode()) for f in filtered),
        ]
        decided = acts_record(acts, event.at_ms)
        if decided is not None:
            records.append(decided)
        self._once_durable(records, kept)
        if self._journal is None:
            return
        self._since_snapshot += len(records)
        if self._since_snapshot >= SNAPSHOT_EVERY:
            self._since_snapshot = 0
            self._journal.snapshot(self.state.snapshot())
        self.bus.chat_open = self._journal.backlog < BACKLOG_MOST

    def snapshot(self) -> None:
        """Remember the state as it stands, unless an error left a step half done."""
        if self._journal is not None and not self._half_done:
            self._since_snapshot = 0
            self._journal.snapshot(self.state.snapshot())

    def settle(self) -> None:
        """Take in what our own parts still reported when the room had ended; nothing is done."""
        self.stage, self._act_on_platform = None, None
        for event, on_fate in self.bus.rest():
            self.step(event, on_fate)

    def _carry_out(self, act: Act) -> None:
        match act:
            case Ask(brief) if self._tasks is not None:
                self._answering.ask(brief, self._tasks)
            case Understand(message_id, text, reading):
                if self.understanding is not None:
                    self.understanding.post(message_id, text, reading)
            case Perform(cue=cue) if self.stage is not None:
                self.stage.play(cue)
            case Prepare(cue) if self.stage is not None:
                self.stage.prepare(cue)
            case Interrupt() if self.stage is not None:
                self.stage.interrupt()
            case Posture(name) if not self.closing:
                self._renderer.show_state(name)
            case Platform() if self._act_on_platform is not None:
                self._act_on_platform(act)
            case Rest(until_ms):
                self._wake_at(until_ms)
            case _:
                pass

    # -- time --------------------------------------------------------------------------------

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run this beside the room, for as long as the room runs."""
        if self._tasks is None:
            work.close()
            return
        self._tasks.create_task(work)

    def _wake_at(self, at_ms: int) -> None:
        if self._tasks is None or (self._wake_ms == at_ms and self._timer is not None):
            return
        if self._timer is not None:
            self._timer.cancel()
        self._wake_ms = at_ms
        delay_s = max(0, at_ms - self.clock.now_ms()) / 1000
        self._timer = asyncio.get_running_loop().call_later(delay_s, self._wake)

    def _wake(self) -> None:
        self._timer = None
        self.put(Woke(id=self.next_id("woke")))

    # -- running -------------------------------------------------------------------------------

    async def run(self, *others: Any) -> None:
        """Run the room and the coroutines given, until cancelled; nothing is left running."""
        try:
            async with asyncio.TaskGroup() as tasks:
                self._tasks = tasks
                if self.stage is not None:
                    tasks.create_task(self.stage.run(), name="stage")
                if self.understanding is not None:
                    tasks.create_task(self._understand(self.understanding), name="understanding")
                for mailbox in self.mailboxes:
                    tasks.create_task(mailbox.run(), name=f"plugin {mailbox.name}")
                tasks.create_task(self._report_shed(), name="shed")
                for other in others:
                    tasks.create_task(other)
                self.put(Woke(id=self.next_id("woke")))
                await self._pump()
        finally:
            if self._timer is not None:
                self._timer.cancel()
            self._tasks = None

    async def _understand(self, understanding: Understanding) -> None:
        try:
            await understanding.run()
        except Exception as error:  # a supervisor's wall: without it the rules read alone
            self.understanding = None
            text = f"the embedding is off, the rules read alone: {type(error).__name__}: {error}"
            self.put(
                Notice(id=self.next_id("reading"), level="warning", about="reading", text=text)
            )

    async def _pump(self) -> None:
        while True:
            for event, on_fate in await self.bus.take(BATCH):
                self.step(event, on_fate)
            await asyncio.sleep(0)  # the sockets' turn

    async def _report_shed(self) -> None:
        while True:
            await asyncio.sleep(SHED_REPORT_S)
            new = {
                reason: count - self._shed_told.get(reason, 0)
                for reason, count in self.bus.shed.items()
                if count > self._shed_told.get(reason, 0)
            }
            if new:
                self._shed_told = dict(self.bus.shed)
                self.put(Shed(id=self.next_id("shed"), counts=tuple(sorted(new.items()))))
