"""What the console shows of each part of a running show: models, plugins, voice, journal, pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chatbot.events import AnswerReady, Notice, RendererChanged, UtteranceFinished
from chatbot.responders.trouble import ModelTrouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chatbot.engine.mailbox import Mailbox
    from chatbot.engine.room import Room
    from chatbot.events import Event
    from chatbot.renderers.stage_hub import StageHub
    from chatbot.responders.model import Model
    from chatbot.show.acts import Act
    from chatbot.spending import Spending
    from chatbot.web.view import ConsoleView

__all__ = ["Beside", "ModelHealth", "VoiceHealth"]

EVERY_MS = 2_000
_AGAIN = re.compile(r"The voice .+ speaks again\.")


class Beside:
    """Tells the console, now and then, what was spent and how plugins, renderers and journal are.

    `alerts` says where alerts go to, "" for nowhere.
    """

    def __init__(
        self, view: ConsoleView, room: Room, hub: StageHub, spending: Spending, alerts: str
    ) -> None:
        self._view, self._room, self._hub, self._spending = view, room, hub, spending
        self._next_ms, self._told = 0, dict[str, str]()
        view.health("journal", "up")
        if alerts:
            view.health("alerts", "up", alerts)
        if room.understanding is not None:
            view.health("reading", "up", "rules, and an embedding where they are not sure")

    def saw(self, event: Event, acts: Sequence[Act]) -> None:
        if isinstance(event, Notice) and event.about == "reading":
            self._view.health("reading", "error", event.text)
        if not hasattr(self._room.state, "show"):
            return
        if isinstance(event, RendererChanged):
            self._renderers()
        if event.at_ms < self._next_ms:
            return
        self._next_ms = event.at_ms + EVERY_MS
        spent = self._spending
        self._view.cost([(m.name, m.spent) for m in spent.models], spent.money())
        for mailbox in self._room.mailboxes:
            self._plugin(mailbox)
        self._renderers()

    def _plugin(self, mailbox: Mailbox) -> None:
        """Off by a person or by its failures, or up; a failure shows once, then as the last."""
        fresh = mailbox.told != self._told.get(mailbox.name, "")
        self._told[mailbox.name] = mailbox.told
        if mailbox.off_by_hand:
            state, detail = "off", "switched off by a person"
        elif not mailbox.enabled or (fresh and mailbox.told):
            state, detail = "error", mailbox.told
        else:
            state, detail = "up", ""
        self._view.health(f"plugin:{mailbox.name}", state, detail)

    def _renderers(self) -> None:
        """All of them as one row: what viewers see and hear, or that they see nothing."""
        clients = self._hub.clients()
        heard = sum(client.audio != "none" for client in clients)
        shown = any(client.label for client in clients)
        if not clients and self._room.state.assists:
            self._view.health("renderers", "off", "none is needed while a person hosts")
        elif not clients:
            self._view.health("renderers", "down", "none is connected: open the page /stage")
        elif not shown:
            self._view.health("renderers", "error", "none shows the AI label: open /stage as well")
        else:
            self._view.health("renderers", "up", f"{len(clients)} connected, {heard} with sound")


class VoiceHealth:
    """The voice: being opened, up, its fallback speaking for it, or a line that nobody spoke."""

    def __init__(self, view: ConsoleView) -> None:
        self._view, self._opened, self._well = view, False, ""

    def opening(self, notice: str) -> None:
        """It is being opened."""
        self._view.health("voice", "starting", notice)

    def told(self, notice: str) -> None:
        """What the voice says of itself: while it is opened, which it is; later, what changed."""
        well = not self._opened or bool(_AGAIN.fullmatch(notice))
        self._well = notice if well else self._well
        self._view.health("voice", "up" if well else "fallback", notice)

    def opened(self) -> None:
        """It speaks from now on."""
        self._opened = True

    def ahead(self, done: int, total: int) -> None:
        """So many lines of the programme are rendered."""
        if self._view.state("voice") == "up":
            text = f"{self._well} {done} of {total} lines of the programme are ready."
            self._view.health("voice", "up", text)

    def saw(self, event: Event, acts: Sequence[Act]) -> None:
        if not isinstance(event, UtteranceFinished):
            return
        if event.outcome == "failed":
            self._view.health("voice", "error", event.detail or "a line could not be spoken")
        elif event.outcome == "done" and self._view.state("voice") == "error":
            self._view.health("voice", "up", self._well)


class ModelHealth:
    """What the console shows of each language model.

    It is `idle` until it has answered, `up` then; `error` when it failed, `off` while its budget or
    its own wish keeps it from being asked.
    """

    def __init__(self, view: ConsoleView) -> None:
        self._view, self._next_ms = view, 0
        self._models: dict[str, Model] = {}

    async def load(self, room: Room, model: Model) -> None:
        """Get a model ready beside the show, which the facts answer meanwhile."""
        if why := model.why_not():
            self._view.health(f"model:{model.name}", "starting", f"{why}; the facts answer")
        try:
            await model.load()
        except ModelTrouble as trouble:
            self.trouble(room, "warning", model.name, str(trouble))
        else:
            self._models[model.name] = model
            self._view.health(f"model:{model.name}", "idle", "not asked yet; the facts stand by")

    def trouble(self, room: Room, level: str, name: str, text: str) -> None:
        """It did not help; a sentence that was kept back (`info`) is no fault of its health."""
        if level != "info":
            self._view.health(f"model:{name}", "error", text)
        room.put(Notice(id=room.next_id("model"), level=level, about=name, text=text))

    def used(self, name: str, why: str) -> None:
        """It was asked for something else than an answer, and did not help where `why` says so."""
        if why:
            self._view.health(f"model:{name}", "error", why)
        else:
            self._up(name)

    def found(self, room: Room, state: str, about: str, text: str) -> None:
        """What the second judge has to say: of a message (`warning`), or of itself."""
        if state != "warning":
            self._view.health("judge", state, text)
        if state in ("warning", "error"):
            room.put(Notice(id=room.next_id("judge"), level="warning", about=about, text=text))

    def saw(self, event: Event, acts: Sequence[Act]) -> None:
        if isinstance(event, AnswerReady) and event.text and event.responder in self._models:
            self._up(event.responder)
        if event.at_ms >= self._next_ms:
            self._next_ms = event.at_ms + EVERY_MS
            for name, model in self._models.items():
                self._look(name, model.why_not())

    def _up(self, name: str) -> None:
        self._view.health(f"model:{name}", "up", "asked first; the facts stand behind it")

    def _look(self, name: str, why: str) -> None:
        state = self._view.state(f"model:{name}")
        if why and state in ("up", "idle"):
            self._view.health(f"model:{name}", "off", f"{why}; the facts answer")
        elif not why and state == "off":
            self._view.health(f"model:{name}", "idle", "may be asked again")
