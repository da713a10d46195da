"""What of a show leaves the page: hears what happens and tells the addresses of `alerts:`."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from chatbot.alert_book import AlertBook, Told
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
    from chatbot.alert_config import AlertConfig, Level
    from chatbot.engine.room import Room
    from chatbot.events import Event
    from chatbot.renderers.client import ClientInfo
    from chatbot.responders.model import Model
    from chatbot.show.acts import Act
    from chatbot.show.state import ShowState
    from chatbot.web.view import ConsoleView

__all__ = ["KINDS", "Alerts", "check_addresses", "title_of"]

GRACE_MS = 15_000
"""What comes back within this time is no alert: a reload, a gateway's restart."""
BLOCKED, BLOCKED_MS = 3, 60_000
MOST_WAITING = 32
MOST_TOLD = 300
TONIGHT = "tonight's "
"""How a model says that the whole show's budget is spent, not that of a minute."""
OFF_AIR = ("waiting", "ended")

KINDS: dict[str, tuple[Level, dict[str, str]]] = {
    "gateway": ("urgent", {
        "zh": "聊天连接断了", "en": "The chat is not connected",
        "fr": "Le chat n'est pas connecté",
    }),
    "stage": ("urgent", {
        "zh": "没有画面：舞台已断开", "en": "No stage is connected",
        "fr": "Aucune scène n'est connectée",
    }),
    "label": ("urgent", {
        "zh": "没有显示AI标识", "en": "The AI label is not shown",
        "fr": "La mention IA n'est pas affichée",
    }),
    "danger": ("urgent", {
        "zh": "观众可能有危险，请查看", "en": "A viewer may be in danger: please look",
        "fr": "Un spectateur est peut-être en danger : regardez",
    }),
    "absent": ("urgent", {
        "zh": "没有人值守", "en": "Nobody attends the show", "fr": "Personne ne surveille",
    }),
    "guard": ("warning", {
        "zh": "一项防护已关闭", "en": "A guard is off", "fr": "Une protection est coupée",
    }),
    "blocked": ("warning", {
        "zh": "一分钟内拦下三句话", "en": "Three lines blocked within a minute",
        "fr": "Trois phrases bloquées en une minute",
    }),
    "restart": ("warning", {
        "zh": "节目重新启动了", "en": "The show was restarted", "fr": "L'émission a redémarré",
    }),
    "budget": ("warning", {
        "zh": "今晚的模型额度已用完", "en": "Tonight's model budget is spent",
        "fr": "Le budget du modèle est épuisé pour cette nuit",
    }),
    "show": ("urgent", {
        "zh": "节目需要你", "en": "The show needs you", "fr": "L'émission a besoin de vous",
    }),
}  # fmt: skip
"""Each kind's level, and its title in the room's language."""


def title_of(kind: str, language: str, show: str) -> str:
    """An alert's title, such as `night: The chat is not connected`."""
    words = KINDS[kind][1]
    return f"{show}: {words.get(language[:2], words['en'])}"


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
                self._raise("restart", f"It was away for {event.gap_ms / 1000:.0f} s.")
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
            text = f"{event.source}: {event.detail or event.state}"
            self._grace.setdefault(key, (now_ms + GRACE_MS, text, f"adapter:{event.source}"))
        elif event.state == "up":
            self._grace.pop(key, None)

    def _stage(self, event: RendererChanged, now_ms: int) -> None:
        stages = self._stages()
        self._staged = self._staged or bool(stages) or event.state == "joined"
        lost = self._staged and not stages
        unlabelled = bool(stages) and not any(stage.label for stage in stages)
        for kind, wrong, text in (
            ("stage", lost, "The last one has left: nothing is seen or heard."),
            ("label", unlabelled, "No connected renderer shows it: open the stage page as well."),
        ):
            if wrong:
                self._grace.setdefault(kind, (now_ms + GRACE_MS, text, "renderers"))
            else:
                self._grace.pop(kind, None)

    def _block(self, utterance: str, now_ms: int) -> None:
        self._blocked.append(now_ms)
        if len(self._blocked) == BLOCKED and now_ms - self._blocked[0] <= BLOCKED_MS:
            self._raise("blocked", "The gate let none of them through.", utterance)

    def _notice(self, event: Notice) -> None:
        if event.about == "judge" or event.text.startswith("switched off: "):
            self._raise("guard", f"{event.about}: {event.text}")

    def _urgent(self, act: Raise) -> None:
        if act.about in self._state.memory.sources:
            return  # the gateway's, which has its grace
        kind = {"attendance": "absent"}.get(act.about, "show")
        if "may be in danger" in act.text:
            kind = "danger"
        self._raise(kind, act.text, act.about)

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
                self._raise("budget", f"{model.name}: {why}")
        for told in self._book.due(now_ms):
            self._send(told)

    def _raise(self, kind: str, text: str, item: str = "") -> None:
        show = self._state.show
        body = f"{text[:MOST_TOLD]}\n{self._base()}/console#item={quote(item or kind, safe='')}"
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
