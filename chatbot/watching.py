"""What follows the show beside it: the label of who is on, and lines rendered ahead."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from chatbot.commands import Cue, Say
from chatbot.events import ClockMoved, FilesLoaded
from chatbot.performing import voice_request
from chatbot.show.acts import Perform
from chatbot.show.foreseen import known_lines

if TYPE_CHECKING:
    from chatbot.engine.clock import SystemClock
    from chatbot.engine.room import Room
    from chatbot.events import Event
    from chatbot.renderers.stage_hub import StageHub
    from chatbot.show.acts import Act
    from chatbot.show.state import ShowState
    from chatbot.voice import ShowVoice

__all__ = ["Ahead", "LabelKeeper", "SegmentKeeper", "watch_clock"]

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

    def __init__(
        self, state: ShowState, voice: ShowVoice, told: Callable[[int, int], None]
    ) -> None:
        self._state, self._voice, self._told = state, voice, told
        self._loaded, self._opened = asyncio.Event(), asyncio.Event()

    def ready(self) -> None:
        self._opened.set()

    def saw(self, event: Event, acts: Sequence[Act]) -> None:
        if isinstance(event, FilesLoaded) and not event.error:
            self._loaded.set()

    async def run(self) -> None:
        await self._opened.wait()
        while True:
            await self._loaded.wait()
            self._loaded.clear()
            pitch = self._state.pitch()
            cue = Cue(id="", commands=(), pace=pitch.tier.pace)
            texts = known_lines(self._state, pitch)
            await self._voice.prerender(
                [voice_request(self._state, cue, Say(text)) for text in texts], self._told
            )
