"""The composition root: from validated files to a running room. The only module that knows all."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from chatbot.access import Running, announce, tokens_for
from chatbot.actions import Actions
from chatbot.adapters import Adapter
from chatbot.alerting import Alerts, check_addresses, told_of
from chatbot.classifying import open_classifier, open_search
from chatbot.confirming import Confirmation, admission, same_platforms, tell_room
from chatbot.engine.bus import Bus
from chatbot.engine.clock import wall_now_ms
from chatbot.engine.journal import Journal
from chatbot.engine.room import Observer, Room
from chatbot.engine.stage import Stage
from chatbot.engine.understanding import Understanding
from chatbot.errors import CannotGoOnAir, first_of
from chatbot.events import FilesLoaded, Notice
from chatbot.health import Beside, ModelHealth, VoiceHealth
from chatbot.judging import SecondJudge
from chatbot.language.triage import matters
from chatbot.loading import ShowFiles, environment_of, watch
from chatbot.models import make_models, make_responder
from chatbot.performing import hosts_of, opinion, resolve, voice_request
from chatbot.platforms import label_of
from chatbot.plugging import PluginDesk, plugged
from chatbot.renderers.stage_hub import StageHub
from chatbot.rendering import aloud, outside
from chatbot.responders.reading import units_of
from chatbot.responders.translating import Translator
from chatbot.restoring import (
    begin,
    files_loaded,
    files_refused,
    open_state,
    remember_kept_ids,
)
from chatbot.scripting.start import script_at_start
from chatbot.serving import Pages
from chatbot.show.gate import self_test
from chatbot.show.state import ShowState
from chatbot.show.tally import Tally
from chatbot.sources import (
    Platforms,
    listen_addresses,
    make_adapter,
    make_feed,
    start_sources,
    supervise,
)
from chatbot.spending import Spending
from chatbot.voice import ShowVoice
from chatbot.watching import Ahead, LabelKeeper, SegmentKeeper, watch_clock
from chatbot.web.feed import ConsoleFeed
from chatbot.web.view import ConsoleView

if TYPE_CHECKING:
    from chatbot.config import Show
    from chatbot.connections import AnyAdapter, ResponderConfig

__all__ = ["OnAir", "RunOptions", "on_air", "resolve"]


@dataclass
class RunOptions:
    """How to run a show; `on_ready` hears the addresses once pages are served."""

    journal: Path
    port: int | None = None
    voice: str | None = None
    adapters: Sequence[AnyAdapter] | None = None
    responders: Sequence[ResponderConfig] | None = None
    headless: bool = False
    second_look: bool = True
    play: bool = False
    observers: Callable[[ShowState], Sequence[Observer]] = field(default=lambda state: ())
    on_ready: Callable[[OnAir], None] = field(default=lambda on_air: None)
    say: Callable[[str], None] = field(default=lambda text: None)


@dataclass
class OnAir:
    """A show that is on the air; `voice_open` is set once lines are spoken."""

    room: Room
    stage: Stage
    hub: StageHub
    view: ConsoleView
    tally: Tally
    actions: Actions
    plugins: PluginDesk
    translator: Translator
    address: str = ""
    public: str = ""
    owner_token: str = ""
    moderator_token: str = ""
    viewer_token: str = ""
    listening: tuple[str, ...] = ()
    stage_token: str = ""
    voice_open: asyncio.Event = field(default_factory=asyncio.Event)

    async def hold(self) -> None:
        """Silence, show the holding card, and let the renderers confirm: the end, or kill -TERM."""
        self.room.closing = True
        self.stage.silence()
        self.hub.show_state("stopped")
        await asyncio.gather(self.hub.silenced(0.3), self.hub.following.settled(0.5))


@asynccontextmanager
async def on_air(files: ShowFiles, options: RunOptions) -> AsyncIterator[OnAir]:
    """Put the show on the air for the time of the block; lines wait until the voice is open.

    Raises:
        CannotGoOnAir: the platform, the gate, the journal, a plugin or a port will not do.
        SpeechUnavailable: there is no voice of that name.
    """
    confirmed = admission(files)
    check_addresses(files.show.alerts)
    _test_the_gate(files)
    script = script_at_start(files)
    if script.signed:
        options.say(f"Of the rundown: {script}.")
    journal = Journal(options.journal)
    try:
        async with _on_air(files, options, journal, confirmed) as live:
            yield live
    except BaseExceptionGroup as group:
        raise first_of(group) or group from None
    finally:
        await journal.aclose()


@asynccontextmanager
async def _on_air(
    files: ShowFiles,
    options: RunOptions,
    journal: Journal,
    confirmed: tuple[Confirmation, ...],
) -> AsyncIterator[OnAir]:
    environment = environment_of(files.path.absolute().parent)
    tokens = tokens_for(options.journal, environment)
    pages = Pages(files, tokens, options.port)
    state, clock, resumed = open_state(files, journal)
    bus = Bus(matters=matters)
    tally = Tally()
    feed = ConsoleFeed()
    view = ConsoleView(state, feed.publish)
    feed.snapshot = view.snapshot
    adapters: list[Adapter] = []
    show, loop = files.show, asyncio.get_running_loop()
    voice = ShowVoice()
    voice_health = VoiceHealth(view)
    ahead = Ahead(state, voice, voice_health.ahead)
    asked = show.responder if options.responders is None else options.responders
    models = make_models(asked, now_s=time.monotonic)
    search = open_search(show, tell=lambda text: _doubt(room, loop, text))
    health = ModelHealth(view)
    room: Room
    judge = SecondJudge(show.judge, lambda *what: health.found(room, *what)) if show.judge else None
    label = label_of(show.policy.platform)
    hub = StageHub(
        label=label,
        lang=show.language,
        hosts=hosts_of(files),
        pacer=show.pacer,
        on_change=lambda event: room.put(event),
        on_error=lambda name, text: view.health(f"renderer:{name}", "error", text),
    )
    room = Room(
        state,
        clock=clock,
        bus=bus,
        journal=journal,
        responder=make_responder(
            models, tell=lambda *what: health.trouble(room, *what), search=search
        ),
        renderer=hub,
        act_on_platform=lambda act: platforms.act(act),
        observers=(
            tally,
            view,
            ahead,
            health,
            voice_health,
            LabelKeeper(state, hub, label),
            SegmentKeeper(state, hub),
            *((judge,) if judge else ()),
            *options.observers(state),
        ),
    )
    journal.on_health = lambda well, error: _journal_health(
        room, view, options.journal, well, error
    )
    platforms = Platforms(room, adapters)
    stage = room.stage = Stage(
        voice=voice,
        renderer=hub,
        gate=partial(opinion, state),
        resolve=lambda command: resolve(state, command),
        publish=room.put,
        now_ms=clock.now_ms,
        voice_for=lambda cue, say: voice_request(state, cue, say),
        on_sent=view.sent,
    )
    if files.show.policy.mode == "assist" or state.memory.mode == "human_on":
        stage.hush()
    elif state.memory.mode != "on_air":
        stage.silence()
    room.mailboxes = [plugged(room, files, p.name, p.config) for p in show.plugins]
    room.understanding = _understanding(room, show) if options.second_look else None
    configs = show.adapters if options.adapters is None else options.adapters
    beside_show = files.path.absolute().parent
    adapters += [make_adapter(c, clock, tokens.gateway, beside=beside_show) for c in configs]
    if show.items is not None and show.items.address is not None:
        adapters.append(make_feed(show))
    adapters += start_sources(show)
    drives = outside(files, room, hub) + ([aloud(hub)] if options.play else [])
    actions = Actions(room=room, stage=stage, hub=hub)
    plugins = PluginDesk(room, files.path.absolute())
    alerts = Alerts(
        show.alerts, state=state, room=room, view=view, stages=hub.clients,
        models=models, base=lambda: live.public or live.address,
    )  # fmt: skip
    translator = Translator(models, now_s=time.monotonic, tell=health.used)
    spending = Spending(room, journal, models, voice, show.speech)
    beside_it = Beside(view, room, hub, spending, alerts=told_of(show.alerts))
    room.observe(actions, plugins, translator, spending, beside_it, alerts)
    served: asyncio.Future[int] = loop.create_future()
    live = OnAir(
        room, stage, hub, view, tally, actions, plugins, translator,
        owner_token=tokens.owner, moderator_token=tokens.moderator, stage_token=tokens.stage,
        viewer_token=tokens.viewer, public=pages.public,
    )  # fmt: skip
    live.listening = listen_addresses(configs, tokens.gateway)
    if resumed is not None:
        remember_kept_ids(room, options.journal)
        room.snapshot()

    def spoken(notice: str) -> None:
        options.say(notice)
        voice_health.told(notice)

    async def open_voice() -> None:
        assists = show.policy.mode == "assist"  # then nothing is ever spoken
        choice = "silent" if assists else options.voice or show.speech.engine
        if choice != "silent":
            opening = "The voice is being opened; the first words come in some seconds."
            options.say(opening)
            voice_health.opening(opening)
        await voice.open(
            choice,
            languages=files.persona.languages,
            say_as=show.say_as,
            on_notice=spoken,
            server=show.speech,
        )
        voice_health.opened()
        stage.ready()
        if not assists:
            ahead.ready()
        live.voice_open.set()

    beside: list[Coroutine[Any, Any, None]] = []
    listener = pages.listen()  # before the first record: a show that cannot be seen is none
    stage.hold_back()
    begin(room, files, resumed)  # ahead of whatever a source or a person says
    tell_room(room, files, confirmed)
    journal.start()
    try:
        async with asyncio.TaskGroup() as tasks:
            serving = pages.serve(live, feed, journal, listener, served.set_result)
            web = tasks.create_task(serving)
            web.add_done_callback(lambda _: served.done() or served.cancel())
            try:
                live.address = pages.address(await served)
            except asyncio.CancelledError:
                if web.done():
                    await web  # it could not start: raise why
                raise
            beside += [
                voice.run(),
                alerts.run(),
                pages.sessions.run(),
                watch_clock(clock, room),
                *(health.load(room, model) for model in models),
                *((judge.run(),) if judge else ()),
                ahead.run(),
                *((search.learn(units_of(files.papers)),) if search else ()),
                *(supervise(adapter, room) for adapter in adapters),
                *(drive() for drive in drives),
                watch(
                    files,
                    lambda fresh: room.put(_tested(room, files, fresh)),
                    lambda wrong: room.put(files_refused(room, wrong)),
                    environment=environment,
                ),
            ]
            main = tasks.create_task(room.run(*beside))
            running = Running(
                show.name, os.getpid(), live.address, tokens.owner, pages.public, pages.certificate
            )
            opening = tasks.create_task(open_voice())
            with announce(running):
                options.on_ready(live)
                try:
                    yield live
                finally:
                    opening.cancel()
                    await live.hold()
                    for task in (main, web):
                        if not task.cancelling():  # a second one would cut its tidying up
                            task.cancel()
    finally:
        for work in beside:  # those that a show cut at once never began
            work.close()
        try:
            room.settle()
            spending.note()
            room.snapshot()
        finally:
            await voice.aclose()
            for model in models:
                await model.aclose()


def _tested(room: Room, files: ShowFiles, fresh: ShowFiles) -> FilesLoaded:
    """What was saved, in force if the gate knows right from wrong with it, else not taken."""
    try:
        same_platforms(files, fresh)
        _test_the_gate(fresh)
    except CannotGoOnAir as failed:
        return files_refused(room, failed)
    return files_loaded(room, fresh)


def _test_the_gate(files: ShowFiles) -> None:
    wall = datetime.fromtimestamp(wall_now_ms() / 1000, ZoneInfo(files.show.timezone))
    failures = self_test(files.catalog, files.show.policy.market, wall)
    if failures:
        more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
        raise CannotGoOnAir(
            f"the gate fails its own test with this catalog, so nothing may be said of it: "
            f"{failures[0]}{more}; give products names that differ, or install the program anew"
        )


# -- parts -------------------------------------------------------------------------------------


def _understanding(room: Room, show: Show) -> Understanding | None:
    loop = asyncio.get_running_loop()
    classifier = open_classifier(
        show.embedder, language=show.language, tell=lambda text: _doubt(room, loop, text)
    )
    return None if classifier is None else Understanding(classifier, room.put)


def _doubt(room: Room, loop: asyncio.AbstractEventLoop, text: str) -> None:
    """Tell of the embedder what is heard from the thread that loads it, too."""
    notice = Notice(id=room.next_id("reading"), level="warning", about="reading", text=text)
    loop.call_soon_threadsafe(room.put, notice)


def _journal_health(room: Room, view: ConsoleView, path: Path, well: bool, error: str) -> None:
    view.health("journal", "up" if well else "down", error)
    text = (
        f"{path} is written again; the show goes on"
        if well
        else f"{path} cannot be written ({error}): free disk space; nothing new is said until then"
    )
    room.put(
        Notice(
            id=room.next_id("journal"),
            level="info" if well else "urgent",
            about="journal",
            text=text,
        )
    )
