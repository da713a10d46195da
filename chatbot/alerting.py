"""What of a show leaves the page: hears what happens and tells the addresses of `alerts:`."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from chatbot.alert_book import AlertBook, Told
from chatbot.alert_words import KINDS, body_of, said_in, title_of
from chatbot.delivering import Deliverer, unknown_address
from chatbot.errors import CannotGoOnAir
from chatbot.events import (
    ModeratorAction,
    Notice,
    RendererChanged,
    Resumed,
    SourceChanged,
    UtteranceStarted,
)
from chatbot.show.acts import Raise, Refuse

if TYPE_CHECKING:
    from chatbot.alert_config import AlertConfig
    from chatbot.engine.room import Room
    from chatbot.events import Event
    from chatbot.renderers.client import ClientInfo
    from chatbot.responders.model import Model
    from chatbot.show.acts import Act
    from chatbot.show.state import ShowState
    from chatbot.web.view import ConsoleView

__all__ = ["Alerts", "check_addresses", "told_of"]

GRACE_MS = 15_000
"""What comes back within this time is no alert: a reload, a gateway's restart."""
BLOCKED, BLOCKED_MS = 3, 60_000
MOST_WAITING = 32
MOST_TOLD = 300
TONIGHT = "tonight's "
"""How a model says that the whole show's budget is spent, not that of a minute."""
OFF_AIR = ("waiting", "ended")


def check_addresses(addresses: Sequence[AlertConfig]) -> None:
    """Learn before the show of an address that cannot be sent to.

    Raises:
        CannotGoOnAir: apprise makes nothing of one.
    """
    for number, config in enumerate(addresses, 1):
        if unknown_address(config):
            raise CannotGoOnAir(
                f"alerts: address {number} ({config.service}) is none that apprise knows: compare "
                "it with docs/alerts.md"
            )


def told_of(addresses: Sequence[AlertConfig]) -> str:
    """Where alerts go to, as far as it is ever shown: `2 addresses (ntfys, tgram)`."""
    if not addresses:
        return ""
    kinds = ", ".join(dict.fromkeys(config.service for config in addresses))
    return f"{len(addresses)} address{'es' if len(addresses) > 1 else ''} ({kinds})"


class Alerts:
    """Observes the show; `run` sends, beside it. `base` is where people find its pages."""

    def __init__(
        self,
        addresses: Sequence[AlertConfig],
        *,
        state: ShowState,
        room: Room,
        view: ConsoleView,
        stages: Callable[[], Sequence[ClientInfo]],
        models: Sequence[Model],
        base: Callable[[], str],
    ) -> None:
        self._addresses, self._base, self._stages = addresses, base, stages
        self._state, self._room, self._view = state, room, view
        self._models, self._spent = models, set[str]()
        self._book = AlertBook([address.min for address in addresses])
        self._waiting: asyncio.Queue[tuple[Told, int]] = asyncio.Queue(MOST_WAITING)
        self._grace: dict[str, tuple[int, str, str]] = {}
        self._blocked: deque[int] = deque(maxlen=BLOCKED)
        self._staged = False
        self._deliverer = Deliverer()

    def saw(self, event: Event, acts: Sequence[Act]) -> None:
        """Find what people elsewhere must hear of; never waits."""
        if not (self._addresses and hasattr(self._state, "show")):
            return
        now_ms = self._state.memory.now_ms
        match event:
            case ModeratorAction() if not any(isinstance(act, Refuse) for act in acts):
                self._book.acknowledged()
            case SourceChanged():
                self._source(event, now_ms)
            case RendererChanged(source="stage"):
                self._stage(event, now_ms)
            case UtteranceStarted(verdict="block"):
                self._block(event.cause or "", now_ms)
            case Resumed():
                self._raise("restart", self._body("restart", seconds=f"{event.gap_ms / 1000:.0f}"))
            case Notice() if event.about != "alerts":
                self._notice(event)
            case _:
                pass
        for act in acts:
            if isinstance(act, Raise) and act.level == "urgent":
                self._urgent(act)
        self._look(now_ms)

    async def run(self) -> None:
        """Send what is to be sent, one after the other; never ends."""
        while True:
            told, place = await self._waiting.get()
            number = told.reached[place]
            config = self._addresses[number]
            name = f"address {number + 1} ({config.service})"
            why = await self._deliverer.send(config, told.title, told.body)
            level, text = ("warning", f"{name}: {why}") if why else ("info", f"{name} was told")
            self._view.health("alerts", "error" if why else "up", text)
            text = f"{told.title}: {text}"
            notice_id = self._room.next_id("alert")
            self._room.put(Notice(id=notice_id, level=level, about="alerts", text=text))
            if why and told.place == place and self._book.next(told, self._state.memory.now_ms):
                self._send(told)

    def _source(self, event: SourceChanged, now_ms: int) -> None:
        key = f"gateway {event.source}"
        if event.state in ("down", "refused"):
            detail = event.detail or event.state
            text = self._body("gateway", source=event.source, detail=detail)
            self._grace.setdefault(key, (now_ms + GRACE_MS, text, f"adapter:{event.source}"))
        elif event.state == "up":
            self._grace.pop(key, None)

    def _stage(self, event: RendererChanged, now_ms: int) -> None:
        stages = self._stages()
        self._staged = self._staged or bool(stages) or event.state == "joined"
        lost = self._staged and not stages
        unlabelled = bool(stages) and not any(stage.label for stage in stages)
        for kind, wrong in (("stage", lost), ("label", unlabelled)):
            if wrong:
                self._grace.setdefault(kind, (now_ms + GRACE_MS, self._body(kind), "renderers"))
            else:
                self._grace.pop(kind, None)

    def _block(self, utterance: str, now_ms: int) -> None:
        self._blocked.append(now_ms)
        if len(self._blocked) == BLOCKED and now_ms - self._blocked[0] <= BLOCKED_MS:
            self._raise("blocked", self._body("blocked"), utterance)

    def _notice(self, event: Notice) -> None:
        if event.about == "judge" or event.text.startswith("switched off: "):
            text = f"{event.about}: {event.text}"
            self._raise("guard", said_in(self._state.show.language, text))

    def _urgent(self, act: Raise) -> None:
        if act.about in self._state.memory.sources:
            return  # the gateway's, which has its grace
        kind = {"attendance": "absent"}.get(act.about, "show")
        if "may be in danger" in act.text:
            kind = "danger"
        self._raise(kind, said_in(self._state.show.language, act.text), act.about)

    def _look(self, now_ms: int) -> None:
        """What lasted, and what nobody answered."""
        for key, (due_ms, text, item) in list(self._grace.items()):
            if now_ms >= due_ms and self._state.memory.mode not in OFF_AIR:
                del self._grace[key]
                self._raise(key.partition(" ")[0], text, item)
        for model in self._models:
            why = "" if model.name in self._spent else model.why_not()
            if why.startswith(TONIGHT):
                self._spent.add(model.name)
                self._raise("budget", self._body("budget", model=model.name))
        for told in self._book.due(now_ms):
            self._send(told)

    def _body(self, kind: str, **values: str) -> str:
        return body_of(kind, self._state.show.language, **values)

    def _raise(self, kind: str, text: str, item: str = "") -> None:
        show = self._state.show
        page = "here" if kind == "absent" else f"console#item={quote(item or kind, safe='')}"
        body = f"{text[:MOST_TOLD]}\n{self._base()}/{page}"
        told = self._book.raised(
            kind,
            KINDS[kind][0],
            title_of(kind, show.language, show.name),
            body,
            self._state.memory.now_ms,
        )
        if told is not None:
            self._send(told)

    def _send(self, told: Told) -> None:
        try:
            self._waiting.put_nowait((told, told.place))
        except asyncio.QueueFull:
            self._view.health("alerts", "error", f"more than {MOST_WAITING} wait to be sent")
