"""Public fakes for plugin authors and for our own tests: no sockets, no sound, no waiting."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from chatbot.commands import Command, Gesture, PointToBuy, Say, ShowProduct
from chatbot.engine.mailbox import Mailbox
from chatbot.events import AudienceMember, ChatMessage, Event, Proposed, ViewerCount
from chatbot.loading import ShowFiles, load_show
from chatbot.performance import Part, Played, StopReport
from chatbot.plugin import Context, Plugin
from chatbot.rehearsal import Rehearsal
from chatbot.show.core import admitted

__all__ = [
    "RecordingRenderer",
    "chat",
    "context",
    "load",
    "rehearse",
    "run_show",
    "viewers",
]


def chat(text: str, *, nick: str = "Ann", viewer: str = "", id: str = "") -> ChatMessage:
    """A viewer's message. Without an `id` the text is its id."""
    member = AudienceMember(viewer or nick, nick)
    return ChatMessage(id=id or text, source="test", viewer=member, text=text)


def viewers(count: int) -> ViewerCount:
    """A viewer count."""
    return ViewerCount(id=f"count-{count}", source="test", count=count)


def load(path: Path | str) -> ShowFiles:
    """The show of this file."""
    return load_show(Path(path))


def context(plugin: Plugin[Any], show: ShowFiles, **config: Any) -> Context[Any]:
    """A context for calling a handler directly; proposals go nowhere."""
    return Context(
        plugin.config(**config),
        show.persona,
        show.catalog,
        logging.getLogger(f"chatbot.plugins.{plugin.name}"),
        lambda *commands: None,
    )


async def run_show(
    show: ShowFiles,
    events: Iterable[Event],
    *,
    plugins: Sequence[Plugin[Any]] = (),
    on_screen: str | None = None,
    seconds: float = 60,
) -> list[Command]:
    """What the show performs because of these events: each `Say` that passed the gate, and more.

    The programme is silent, so only answers, notices and plugins' wishes are performed. Marks and
    places in time are left out, so that a result compares with what one would write by hand.
    """
    rehearsal = await rehearse(
        show, events, plugins=plugins, on_screen=on_screen, seconds=seconds, programme=False
    )
    return [_plain(c) for p in rehearsal.performed if p.passed for c in p.commands]


async def rehearse(
    show: ShowFiles,
    events: Iterable[Event],
    *,
    plugins: Sequence[Plugin[Any]] = (),
    on_screen: str | None = None,
    seconds: float = 60,
    programme: bool = True,
) -> Rehearsal:
    """Run the events through the show on virtual time, one a second, and `seconds` beyond."""
    rehearsal = Rehearsal(show, silent_programme=not programme)
    rehearsal.state.memory.on_screen = on_screen
    proposed: list[Event] = []
    mailboxes = [
        Mailbox(
            plugin,
            lambda propose, plugin=plugin: replace(context(plugin, show), propose=propose),  # type: ignore[misc]
            proposed.append,
            now_ms=lambda: rehearsal.now_ms,
            now_ns=lambda: 0,
        )
        for plugin in plugins
    ]
    for event in events:
        at_ms = event.at_ms or rehearsal.now_ms + 1_000
        event = replace(event, at_ms=at_ms)
        filtered = tuple(f for box in mailboxes if (f := box.filter(event)) is not None)
        heard = admitted(event, filtered)
        if heard is None:
            continue
        rehearsal.feed([(at_ms, heard)])
        for box in mailboxes:
            await box.serve(heard)
        rehearsal.feed([(at_ms, wish) for wish in proposed if isinstance(wish, Proposed)])
        proposed.clear()
    rehearsal.run_until(rehearsal.now_ms + round(seconds * 1000))
    return rehearsal


def _plain(command: Command) -> Command:
    match command:
        case Say(text):
            return Say(text)
        case PointToBuy(sku):
            return PointToBuy(sku)
        case ShowProduct(sku):
            return ShowProduct(sku)
        case Gesture(name):
            return Gesture(name)
        case _:
            return command


class RecordingRenderer:
    """Plays every part at once and remembers it."""

    name = "recording"

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.stops: list[str | None] = []
        self.states: list[str] = []

    def send(self, part: Part) -> None:
        """Remember the part."""
        self.parts.append(part)

    async def played(self, cue: str) -> Played:
        """It has been played already."""
        return Played("finished", self.name)

    def stop(self, cue: str | None, fade_ms: int = 80) -> None:
        """Remember the stop."""
        self.stops.append(cue)

    async def silenced(self, within_s: float) -> StopReport:
        """Always silent."""
        return StopReport(confirmed=(self.name,))

    def show_state(self, state: str) -> None:
        """Remember the state."""
        self.states.append(state)
