"""What the show knows: apply an event, and nothing else changes it but the acts decided."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from chatbot.catalog import MARKET_CURRENCY
from chatbot.commands import Priority
from chatbot.events import (
    AnswerReady,
    CartAdded,
    ChatMessage,
    Event,
    FilesLoaded,
    LiveState,
    MessageDeleted,
    ModeratorAction,
    Notice,
    OrderPlaced,
    PlatformResult,
    ProductSignal,
    Proposed,
    Resumed,
    SourceChanged,
    Understood,
    UtteranceFinished,
    UtteranceStarted,
    ViewerBanned,
    ViewerCount,
)
from chatbot.show import authority, goods, hearing, stagecraft
from chatbot.show.memory import Memory, Wish
from chatbot.show.pitch import Pitch, heard_count, pitch_for, watch

if TYPE_CHECKING:
    from collections.abc import Callable

    from chatbot.catalog import Catalog
    from chatbot.config import Show
    from chatbot.language.reader import Reader
    from chatbot.language.reading import Reading
    from chatbot.persona import Persona
    from chatbot.rundown import Rundown
    from chatbot.show.lines import PhraseBook

__all__ = ["ShowState"]

Texts = tuple[tuple[str, str], ...]
MOST_WISHES = 40


class ShowState:
    """The memory of tonight, and the files in force as values.

    `parse` turns file contents into (show, persona, catalog, rundown or None); it must be pure.
    """

    def __init__(
        self,
        memory: Memory,
        *,
        parse: Callable[[Texts], tuple[Show, Persona, Catalog, Rundown | None]],
        phrases: PhraseBook,
        reader: Callable[[Catalog, Show, Persona], Reader],
    ) -> None:
        self.memory = memory
        self._parse = parse
        self._phrases = phrases
        self._make_reader = reader
        self.show: Show
        self.persona: Persona
        self.catalog: Catalog
        self.rundown: Rundown | None = None
        self.last_reading: Reading | None = None
        if memory.texts:
            self._take_files(memory.texts)

    @classmethod
    def from_snapshot(cls, body: str, **parts: Any) -> ShowState:
        """The state that `snapshot` wrote."""
        return cls(TypeAdapter(Memory).validate_json(body), **parts)

    def snapshot(self) -> str:
        """The memory as JSON."""
        return TypeAdapter(Memory).dump_json(self.memory).decode()

    # -- what is derived -----------------------------------------------------------------------

    @property
    def wall(self) -> datetime:
        """The wall clock now, in the show's time zone."""
        epoch = datetime.fromtimestamp(0, UTC)
        moment = epoch + timedelta(milliseconds=self.memory.started_wall_ms + self.memory.now_ms)
        return moment.astimezone(self.timezone)

    @cached_property
    def timezone(self) -> ZoneInfo:
        """The show's time zone."""
        return ZoneInfo(self.show.timezone)

    @property
    def currency(self) -> str:
        """The market's currency."""
        return MARKET_CURRENCY[self.show.policy.market]

    @property
    def stale(self) -> frozenset[str]:
        """Which kinds of fact are past their `fresh_for`."""
        age_s = (self.memory.now_ms - self.memory.loaded_ms) / 1000
        fresh = self.show.catalog.fresh_for
        return frozenset(
            name
            for name, limit in (("price", fresh.price), ("stock", fresh.stock))
            if limit is not None and age_s > limit
        )

    def pitch(self) -> Pitch:
        """How to speak to the room now."""
        memory = self.memory
        return pitch_for(
            memory.audience, self.persona.pitch, memory.now_ms, memory.programme.last_call_ms
        )

    def fate(self, message_id: str, fate: str, reason: str = "") -> None:
        """Note what became of a message; the next decision tells."""
        self.memory.fates.append((message_id, fate, reason))

    def tell(self, level: str, about: str, text: str) -> None:
        """Note something for the moderators; the next decision tells."""
        self.memory.raises.append((level, about, text))

    def wish(self, wish: Wish) -> None:
        """Queue something to perform; of more than forty the least and oldest is let go."""
        wishes = self.memory.wishes
        wishes.append(wish)
        if len(wishes) > MOST_WISHES:
            wishes.remove(min(wishes, key=lambda w: (w.priority, w.at_ms)))

    def _forget_wishes(self) -> None:
        memory = self.memory
        late = [wish for wish in memory.wishes if wish.expires_at_ms <= memory.now_ms]
        for wish in late:
            memory.wishes.remove(wish)
            if wish.priority >= Priority.NOTICE:
                self.tell("warning", wish.reason, "not performed in time, and let go")

    # -- events --------------------------------------------------------------------------------

    def apply(self, event: Event) -> None:
        """Take in what happened."""
        memory = self.memory
        memory.now_ms = max(memory.now_ms, event.at_ms)
        match event:
            case FilesLoaded():
                self._files_loaded(event)
            case ChatMessage():
                hearing.heard(self, event)
            case Understood():
                hearing.understood(self, event)
            case ViewerCount():
                heard_count(
                    memory.audience, event.source, event.count, memory.now_ms, self.persona.pitch
                )
            case CartAdded():
                _count(memory.audience.carts, event.sku, event.quantity)
                memory.board.in_cart(f"{event.source}/{event.viewer.id}", memory.now_ms)
            case OrderPlaced():
                _count(memory.audience.orders, event.sku, event.quantity)
            case MessageDeleted():
                memory.fates += memory.board.drop_message(
                    f"{event.source}/{event.target}", "deleted on the platform"
                )
            case ViewerBanned():
                memory.fates += memory.board.drop_viewer(
                    f"{event.source}/{event.viewer.id}", "removed by the platform"
                )
            case ProductSignal():
                goods.signalled(self, event)
            case LiveState():
                if event.state == "ended" and event.trusted:
                    memory.mode, memory.mode_by = "stopped", event.source
                    self.tell("info", event.source, "the platform ended the broadcast")
            case SourceChanged():
                memory.sources[event.source] = event.state
                if event.state in ("down", "refused"):
                    level = "urgent" if event.state == "refused" else "warning"
                    self.tell(level, event.source, event.detail)
            case AnswerReady():
                stagecraft.answer_ready(self, event)
            case UtteranceStarted():
                stagecraft.started(self, event)
            case UtteranceFinished():
                stagecraft.finished(self, event)
            case Proposed():
                self._proposed(event)
            case ModeratorAction():
                authority.acted(self, event)
            case Notice():
                self.tell(event.level, event.about, event.text)
            case PlatformResult():
                if event.result != "done":
                    self.tell(
                        "warning", event.source, f"{event.action} by hand: {event.detail}".strip()
                    )
            case Resumed():
                stagecraft.resumed(self, event)
            case _:
                pass
        if memory.mode == "muted" and memory.now_ms >= memory.muted_until_ms:
            memory.mode, memory.mode_by = "on_air", ""
        self._forget_wishes()
        if hasattr(self, "persona"):
            watch(memory.audience, memory.now_ms, self.persona.pitch)
        memory.fates += memory.board.expire(memory.now_ms)

    def _proposed(self, event: Proposed) -> None:
        now_ms = self.memory.now_ms
        self.wish(
            Wish(
                id=event.id,
                commands=event.commands,
                priority=event.priority,
                reason=f"plugin {event.plugin}",
                at_ms=now_ms,
                expires_at_ms=now_ms + round(event.expires_s * 1000),
            )
        )

    def _files_loaded(self, event: FilesLoaded) -> None:
        if event.error:
            self.tell("warning", "files", f"{event.error} The version before stays in force.")
            return
        first = not self.memory.texts
        before, now = dict(self.memory.texts), dict(event.texts)
        if before.get("catalog") != now.get("catalog"):
            self.memory.catalog_changes = []
        self._take_files(event.texts)
        self.memory.texts = event.texts
        self.memory.loaded_ms = self.memory.now_ms
        stagecraft.catalog_changed(self)
        if not first:
            self.tell("info", "files", f"version {event.version} is in force")

    def _take_files(self, texts: Texts) -> None:
        self.show, self.persona, self.catalog, self.rundown = self._parse(texts)
        for sku, name, value in self.memory.catalog_changes:
            self.catalog = goods.with_change(self.catalog, sku, name, value)
        self.__dict__.pop("timezone", None)
        self.phrases = self._phrases.for_persona(self.persona.lines)
        self.reader = self._make_reader(self.catalog, self.show, self.persona)

    def change_product(self, sku: str, name: str, value: str) -> None:
        """Change one field of a product from now on (a new catalog version)."""
        self.catalog = goods.with_change(self.catalog, sku, name, value)
        self.memory.catalog_changes = goods.noted(self.memory.catalog_changes, sku, name, value)
        stagecraft.catalog_changed(self)


def _count(table: dict[str, int], sku: str, quantity: int) -> None:
    if sku in table or len(table) < 1000:
        table[sku] = table.get(sku, 0) + max(1, min(quantity, 99))
