"""What happened in a night: a fold over the steps of its journal."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chatbot.catalog import local
from chatbot.events import (
    CartAdded,
    ChatMessage,
    Event,
    FilesLoaded,
    ModeratorAction,
    Notice,
    OrderPlaced,
    Resumed,
    SourceChanged,
    UtteranceFinished,
    UtteranceStarted,
)
from chatbot.report.facts import stated
from chatbot.report.rows import (
    Intervention,
    Line,
    Minute,
    Outage,
    Product,
    Question,
    Spent,
)
from chatbot.show.acts import Act, Fate, Perform, Raise, Refuse
from chatbot.show.questions import COURTESY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from chatbot.commands import Cue
    from chatbot.cost_config import CostConfig
    from chatbot.show.state import ShowState

__all__ = ["Night"]

NO_FACT = "none"
"""What an answer rests on that says that the shop has not stated it."""


@dataclass
class Night:
    """Everything that the report tells. Times are ms of the show, begun at wall `started_ms`.

    The records begin at `from_ms`: older ones may have been removed. `rewritten` tells of what was
    taken out since.
    """

    name: str = ""
    lang: str = "en"
    timezone: str = "UTC"
    started_ms: int = 0
    lasted_ms: int = 0
    from_ms: int = 0
    rewritten: list[str] = field(default_factory=list)
    version: str = ""
    minutes: list[Minute] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    interventions: dict[str, Intervention] = field(default_factory=dict)
    outages: list[Outage] = field(default_factory=list)
    alerts: list[tuple[int, str, str]] = field(default_factory=list)
    catalogs: list[tuple[int, str]] = field(default_factory=list)
    costs: list[Spent] = field(default_factory=list)
    prices: CostConfig | None = None
    _texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    _down: dict[str, Outage] = field(default_factory=dict)

    def saw(self, state: ShowState, event: Event, acts: Sequence[Act]) -> None:
        """Take one step."""
        if not hasattr(state, "catalog"):
            return
        self.lasted_ms = max(self.lasted_ms, event.at_ms)
        minute = self._minute(event.at_ms, state)
        match event:
            case ChatMessage():
                minute.chat += 1
                self._texts[f"{event.source}/{event.id}"] = (event.viewer.nick, event.text)
            case OrderPlaced():
                product = self._product(event.sku, state)
                product.orders += 1
                product.pieces += event.quantity
                minute.orders += 1
            case CartAdded():
                self._product(event.sku, state).carts += 1
            case UtteranceStarted():
                self._judged(event, state)
            case UtteranceFinished():
                line = self.lines.get(event.cause or "")
                if line is not None:
                    line.outcome, line.said, line.ended_ms = event.outcome, event.said, event.at_ms
            case ModeratorAction():
                self._acted(event)
            case SourceChanged() | Resumed():
                self._health(event)
            case Notice(level="urgent" | "warning"):
                self.alerts.append((event.at_ms, event.level, event.text))
            case FilesLoaded():
                self._files(event, state)
            case _:
                pass
        for act in acts:
            self._decided(act, event, state, minute)

    def took(self, at_ms: int, taken: Mapping[str, Any]) -> None:
        """Take one record of what was used."""
        spent = Spent(at_ms, **taken)
        self.costs.append(spent)
        minute = self._at(at_ms)
        minute.tokens += spent.sent + spent.written
        minute.characters += spent.characters

    def priced(self, prices: CostConfig | None) -> None:
        """Reckon with these prices what the night cost."""
        self.prices = prices
        for spent in self.costs:
            cost = None
            if prices is not None and spent.part == "model":
                cost = prices.of_tokens(spent.name, spent.sent, spent.written)
            elif prices is not None:
                cost = prices.of_characters(spent.characters)
            spent.cost = None if cost is None else float(cost)
            spent.currency = prices.currency if prices is not None and cost is not None else ""

    def _at(self, at_ms: int) -> Minute:
        number = max(0, at_ms - self.from_ms) // 60_000
        while len(self.minutes) <= number:
            self.minutes.append(Minute())
        return self.minutes[number]

    def _minute(self, at_ms: int, state: ShowState) -> Minute:
        minute, memory = self._at(at_ms), state.memory
        minute.viewers, minute.tier = memory.audience.count, memory.audience.tier
        minute.mood = memory.mood.name
        rundown = state.rundown
        if rundown is not None and rundown.segments:
            at = min(memory.programme.segment, len(rundown.segments) - 1)
            minute.segment = rundown.segments[at].title
        return minute

    def _judged(self, event: UtteranceStarted, state: ShowState) -> None:
        line = self.lines.get(event.cause or "")
        if line is not None:
            line.verdict, line.reasons = event.verdict, event.reasons
            line.catalog, line.at_ms = event.catalog_version, event.at_ms
            line.stated = tuple(stated(fact, state) for fact in line.facts)

    def _acted(self, event: ModeratorAction) -> None:
        values = " ".join(f"{key}={value}" for key, value in event.values)
        parts = (event.target, event.sku, event.user, event.text, values)
        detail = " ".join(part for part in parts if part)
        self.interventions[event.id] = Intervention(event.at_ms, event.by, event.action, detail)

    def _health(self, event: SourceChanged | Resumed) -> None:
        if isinstance(event, Resumed):
            began = max(0, event.at_ms - event.gap_ms)
            self.outages.append(Outage(began, "the show", "ended and resumed", event.at_ms))
            return
        if event.state in ("down", "refused") and event.source not in self._down:
            outage = Outage(event.at_ms, event.source, event.detail)
            self._down[event.source] = outage
            self.outages.append(outage)
        elif event.state == "up" and event.source in self._down:
            self._down.pop(event.source).until_ms = event.at_ms

    def _files(self, event: FilesLoaded, state: ShowState) -> None:
        if not event.error:
            self.prices = state.show.costs
        if not self.catalogs:
            self._named(state)
        if event.version and (not self.catalogs or self.catalogs[-1][1] != state.catalog.version):
            self.catalogs.append((event.at_ms, state.catalog.version))

    def opened(self, state: ShowState) -> None:
        """The records begin in the midst of a show."""
        self._named(state)
        self.prices = state.show.costs
        self.catalogs.append((self.from_ms, state.catalog.version))

    def _named(self, state: ShowState) -> None:
        self.name, self.lang = state.show.name, state.show.language
        self.timezone = state.show.timezone

    def minute_ms(self, number: int) -> int:
        """When a minute of `minutes` begins, in ms of the show."""
        return self.from_ms + number * 60_000

    def _decided(self, act: Act, event: Event, state: ShowState, minute: Minute) -> None:
        match act:
            case Perform(cue=cue):
                self._cue(cue, event.at_ms)
            case Fate():
                self._fate(act, event, state, minute)
            case Raise():
                if act.level != "info":
                    self.alerts.append((event.at_ms, act.level, act.text))
            case Refuse():
                if act.action in self.interventions:
                    self.interventions[act.action].refused = act.why
            case _:
                pass

    def _cue(self, cue: Cue, at_ms: int) -> None:
        for message in cue.answers:
            question = self.questions.get(message)
            if question is None:
                continue
            question.unknown = question.unknown or NO_FACT in cue.facts
            if question.waited_ms is None:
                question.waited_ms = max(0, at_ms - question.at_ms)
        if cue.say is None:
            return
        asked = tuple(": ".join(self._texts[m]) for m in cue.answers if m in self._texts)
        self.lines[cue.id] = Line(
            cue.id, at_ms, cue.say.text, cue.say.lang, cue.reason, asked, cue.facts
        )

    def _fate(self, act: Fate, event: Event, state: ShowState, minute: Minute) -> None:
        if act.reason.startswith(COURTESY):
            return
        question = self.questions.get(act.message_id)
        if question is None:
            if act.fate not in ("waiting", "merged", "answered") or not isinstance(
                event, ChatMessage
            ):
                return
            nick, text = self._texts.get(act.message_id, ("", ""))
            reading = state.last_reading
            lang, intent, sku = (
                (reading.lang, reading.intent, reading.sku) if reading else ("", "", None)
            )
            question = Question(act.message_id, event.at_ms, nick, text, lang, intent, sku)
            question.named = bool(reading and reading.skus)
            self.questions[act.message_id] = question
            minute.asked += 1
            if sku:
                self._product(sku, state).asked += 1
        question.fate, question.reason = act.fate, act.reason
        minute.answered += act.fate == "answered"
        minute.missed += act.fate not in ("answered", "waiting", "merged")

    def _product(self, sku: str, state: ShowState) -> Product:
        if sku not in self.products:
            known = state.catalog.get(sku)
            name = local(known.name, self.lang) if known else sku
            self.products[sku] = Product(sku, name)
        return self.products[sku]

    @property
    def orders(self) -> int:
        """How many orders there were."""
        return sum(product.orders for product in self.products.values())

    @property
    def cost(self) -> float | None:
        """What models and voices cost, as far as prices are known; None where none is."""
        known = [spent.cost for spent in self.costs if spent.cost is not None]
        return sum(known) if known else None

    @property
    def answered(self) -> list[Question]:
        """Questions that were answered."""
        return [q for q in self.questions.values() if q.fate == "answered"]

    @property
    def missed(self) -> list[Question]:
        """Questions that were not, those still waiting at the end included."""
        return [q for q in self.questions.values() if q.fate != "answered"]

    @property
    def missed_why(self) -> Counter[str]:
        """How many questions were missed for which reason."""
        return Counter(": ".join(part for part in (q.fate, q.reason) if part) for q in self.missed)

    @property
    def blocked(self) -> list[Line]:
        """Lines that the gate kept from being said."""
        return [line for line in self.lines.values() if line.verdict == "block"]

    @property
    def spoken(self) -> list[Line]:
        """Lines that were heard, wholly or in part, in order."""
        return [line for line in self.lines.values() if line.said]
