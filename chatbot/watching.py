"""What follows the show beside it: the label of who is on, and lines rendered ahead."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from chatbot.commands import Cue, Say
from chatbot.events import AnswerReady, ClockMoved, FilesLoaded, Notice
from chatbot.performing import voice_request
from chatbot.responders.trouble import ModelTrouble
from chatbot.show.acts import Perform
from chatbot.show.foreseen import known_lines

if TYPE_CHECKING:
    from chatbot.engine.clock import SystemClock
    from chatbot.engine.room import Room
    from chatbot.events import Event
    from chatbot.renderers.stage_hub import StageHub
    from chatbot.responders.model import Model
    from chatbot.show.acts import Act
    from chatbot.show.state import ShowState
    from chatbot.spending import Spending
    from chatbot.voice import ShowVoice
    from chatbot.web.view import ConsoleView

__all__ = ["Ahead", "Beside", "LabelKeeper", "ModelHealth", "SegmentKeeper", "watch_clock"]

CLOCK_EVERY_S = 2.0
BESIDE_EVERY_MS = 2_000
HUMAN = {"zh": "真人主播", "en": "Human host", "fr": "Une personne à l'antenne"}


class LabelKeeper:
    """The label says who is on: the AI, in the platforms' words, or a human who took over."""

    def __init__(self, state: ShowState, hub: StageHub, label: dict[str, str]) -> None:
        self._state, self._hub, self._label, self._human = state, hub, label, False

    def saw(self, event: Event, acts: Sequence[Act]) -> None:
        mode = self._state.memory.mode
        human = mode == "human_on" or self._state.assists
        if human != self._human:
            self._human = human
            self._hub.show_label(HUMAN if human else self._label)


class SegmentKeeper:
    """Tells outside renderers which of the rundown's segments a line of the host's is from."""

    def __init__(self, state: ShowState, hub: StageHub) -> None:
        self._state, self._hub, self._title = state, hub, ""

    def saw(self, event: Event, acts: Sequence[Act]) -> None:
        rundown = self._state.rundown
        for act in acts:
            if rundown is None or not isinstance(act, Perform) or act.programme is None:
                continue
            place = act.programme.before
            if place is None or place.segment >= len(rundown.segments):
                continue
            title = rundown.segments[place.segment].title
            if title != self._title:
                self._title = title
                self._hub.show_segment(title)


async def watch_clock(clock: SystemClock, room: Room) -> None:
    """Tell the room whenever the machine's clock was set, or the machine slept; never ends."""
    while True:
        await asyncio.sleep(CLOCK_EVERY_S)
        if by_ms := clock.follow():
            room.put(ClockMoved(id=room.next_id("clock"), by_ms=by_ms))


class Ahead:
    """Has the programme's lines rendered before they are due, whenever the files change."""

    def __init__(self, state: ShowState, voice: ShowVoice, view: ConsoleView) -> None:
        self._state, self._voice, self._view = state, voice, view
        self._loaded, self._opened = asyncio.Event(), asyncio.Event()

    def ready(self) -> None:
        self._opened.set()

    def saw(self, event: Event, acts: Sequence[Act]) -> None:
        if isinstance(event, FilesLoaded) and not event.error:
            self._loaded.set()

    async def run(self) -> None:
        await self._opened.wait()
        spoken = self._view.detail("voice")

        def told(done: int, total: int) -> None:
            text = f"{spoken} {done} of {total} lines of the programme are ready."
            self._view.health("voice", "up", text)

        while True:
            await self._loaded.wait()
            self._loaded.clear()
            pitch = self._state.pitch()
            cue = Cue(id="", commands=(), pace=pitch.tier.pace)
            texts = known_lines(self._state, pitch)
            await self._voice.prerender(
                [voice_request(self._state, cue, Say(text)) for text in texts], told
            )


class Beside:
    """Tells the console, now and then, what was spent and how the plugins are."""

    def __init__(self, view: ConsoleView, room: Room, spending: Spending) -> None:
        self._view, self._room, self._spending = view, room, spending
        self._next_ms = 0

    def saw(self, event: Event, acts: Sequence[Act]) -> None:
        if event.at_ms < self._next_ms:
            return
        self._next_ms = event.at_ms + BESIDE_EVERY_MS
        spent = self._spending
        self._view.cost([(m.name, m.spent) for m in spent.models], spent.money())
        for mailbox in self._room.mailboxes:
            state = "up" if mailbox.enabled else "off"
            self._view.health(f"plugin:{mailbox.name}", state, mailbox.told)


class ModelHealth:
    """What the console shows of each language model: up until it fails, and again once it helps."""

    def __init__(self, view: ConsoleView) -> None:
        self._view, self._failing = view, set[str]()

    async def load(self, room: Room, model: Model) -> None:
        """Get a model ready beside the show, which the facts answer meanwhile."""
        if why := model.why_not():
            self._view.health(f"model:{model.name}", "starting", f"{why}; the facts answer")
        try:
            await model.load()
        except ModelTrouble as trouble:
            self.trouble(room, "warning", model.name, str(trouble))
        else:
            self._up(model.name)

    def _up(self, name: str) -> None:
        self._failing.discard(name)
        self._view.health(f"model:{name}", "up", "asked first; the facts stand behind it")

    def trouble(self, room: Room, level: str, name: str, text: str) -> None:
        """It did not help; a sentence that was kept back (`info`) is no fault of its health."""
        if level != "info":
            self._failing.add(name)
            self._view.health(f"model:{name}", "error", text)
        room.put(Notice(id=room.next_id("model"), level=level, about=name, text=text))

    def found(self, room: Room, state: str, about: str, text: str) -> None:
        """What the second judge has to say: of a message (`warning`), or of itself."""
        if state != "warning":
            self._view.health("judge", state, text)
        if state in ("warning", "error"):
            room.put(Notice(id=room.next_id("judge"), level="warning", about=about, text=text))

    def saw(self, event: Event, acts: Sequence[Act]) -> None:
        if isinstance(event, AnswerReady) and event.text and event.responder in self._failing:
            self._up(event.responder)
