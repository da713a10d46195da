"""What the show knows: the memory of tonight, and the files in force as values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from chatbot.catalog import MARKET_CURRENCY
from chatbot.papers import NO_PAPERS, Papers
from chatbot.show.corrections import noted, with_change
from chatbot.show.memory import Memory, Wish
from chatbot.show.papers import published
from chatbot.show.pitch import Pitch, pitch_for
from chatbot.show.signed import Script, script_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from chatbot.approvals import Approvals
    from chatbot.catalog import Catalog
    from chatbot.config import Show
    from chatbot.language.reader import Reader
    from chatbot.language.reading import Reading
    from chatbot.persona import Persona
    from chatbot.rundown import Rundown
    from chatbot.show.lines import PhraseBook

    Parsed = tuple[Show, Persona, Catalog, Rundown | None, Approvals | None, Papers, Persona | None]

__all__ = ["ShowState"]

Texts = tuple[tuple[str, str], ...]
MOST_WISHES = 40


class ShowState:
    """The memory of tonight, and the files in force as values.

    `parse` turns file contents into (show, persona, catalog, rundown or None, approvals or None,
    papers, second host or None); it must be pure. `rundown` is what of it may air, `script` who
    approved that.
    """

    def __init__(
        self,
        memory: Memory,
        *,
        parse: Callable[[Texts], Parsed],
        phrases: PhraseBook,
        reader: Callable[[Catalog, Show, Persona, Persona | None], Reader],
    ) -> None:
        self.memory = memory
        self._parse = parse
        self._phrases = phrases
        self._make_reader = reader
        self.show: Show
        self.persona: Persona
        self.cohost: Persona | None = None
        self.catalog: Catalog
        self.rundown: Rundown | None = None
        self.filed: Papers = NO_PAPERS
        self.script = Script()
        self.last_reading: Reading | None = None
        if memory.texts:
            self.take_files(memory.texts)

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
        """The wall clock now, to the second, in the show's time zone."""
        epoch = datetime.fromtimestamp(0, UTC)
        moment = epoch + timedelta(
            seconds=(self.memory.started_wall_ms + self.memory.now_ms) // 1000
        )
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
    def scripted(self) -> bool:
        """True where nothing is said by itself but approved lines."""
        alone = self.memory.attendance.absent == "script_only"
        return alone or self.autonomy == "script"

    @property
    def autonomy(self) -> str:
        """How free the host is: script, grounded or free; set on the air, else by the show file."""
        return self.memory.autonomy or self.show.policy.autonomy

    @property
    def assists(self) -> bool:
        """True where a person hosts the whole show and the host only whispers."""
        return hasattr(self, "show") and self.show.policy.mode == "assist"

    @property
    def whispers(self) -> bool:
        """True while a person hosts and reads what the host would have answered."""
        mode = self.memory.mode
        return mode == "human_on" or (mode == "on_air" and self.assists)

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

    @property
    def papers(self) -> Papers:
        """What may be read from now: documents, and news that is out."""
        return published(self.filed, self.memory.fetched, self.wall)

    @property
    def reads(self) -> bool:
        """True where answers are read from documents or news rather than the catalog."""
        return bool(self.show.documents) or self.show.items is not None

    def say_as(self, lang: str) -> tuple[tuple[str, str], ...]:
        """What is pronounced otherwise than it is written in a language: (written, spoken)."""
        return tuple((word, by[lang]) for word, by in self.show.say_as.items() if lang in by)

    def who(self, speaker: str) -> Persona:
        """The persona that speaks as `speaker`."""
        return self.cohost if speaker == "cohost" and self.cohost else self.persona

    def phrases_of(self, speaker: str) -> PhraseBook:
        """The lines of the one who speaks."""
        if speaker == "cohost" and self.cohost:
            return self.phrases.for_persona(self.cohost.lines, self.phrases.channel)
        return self.phrases

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
        """Queue something to perform; of more than forty the least and oldest is let go.

        While a person hosts, only what shows goods without a word.
        """
        if self.whispers and not wish.wordless:
            return
        wishes = self.memory.wishes
        wishes.append(wish)
        if len(wishes) > MOST_WISHES:
            wishes.remove(min(wishes, key=lambda w: (w.priority, w.at_ms)))

    # -- files and goods ---------------------------------------------------------------------------

    def take_files(self, texts: Texts) -> None:
        """Put these file contents in force, with what was changed on the air since."""
        (
            self.show, self.persona, self.catalog, self._written, self._approvals, self.filed,
            self.cohost,
        ) = self._parse(texts)  # fmt: skip
        self._filed = self.catalog
        self.rescript()
        for sku, name, value in self.memory.catalog_changes:
            self.catalog = with_change(self.catalog, sku, name, value)
        self.__dict__.pop("timezone", None)
        channel = self.show.policy.order_channel
        self.phrases = self._phrases.for_persona(self.persona.lines, channel)
        self.reader = self._make_reader(self.catalog, self.show, self.persona, self.cohost)

    def rescript(self) -> None:
        """Take anew what of the rundown may air; the built-in lines were approved by the start."""
        nothing_written = self._written is None and self.show.policy.autonomy != "script"
        self.script = script_of(
            self._written,
            self._approvals,
            self.catalog,
            self.persona,
            self.show.language,
            only_approved=self.scripted and not nothing_written,
        )
        self.rundown = self.script.rundown

    def change_product(self, sku: str, name: str, value: str) -> None:
        """Change one field of a product from now on (a new catalog version)."""
        self.catalog = with_change(self.catalog, sku, name, value)
        self.memory.catalog_changes = noted(self.memory.catalog_changes, sku, name, value)
        self.catalog_changed()

    def put_changes(self, changes: list[tuple[str, str, str]]) -> None:
        """Let exactly these changes to the catalog's file be in force: some were undone."""
        self.catalog, self.memory.catalog_changes = self._filed, list(changes)
        for sku, name, value in changes:
            self.catalog = with_change(self.catalog, sku, name, value)
        self.catalog_changed()

    def catalog_changed(self) -> None:
        """Answers made from the version before are made anew, and take in no further question."""
        board = self.memory.board
        for cluster in board.clusters.values():
            if cluster.begun and cluster.status in ("ready", "between"):
                self.memory.fates += board.answered(cluster, self.memory.now_ms, "on older facts")
            elif cluster.signed and cluster.status == "ready":
                continue  # a person's words, or approved by one: the gate reads them once more
            elif cluster.status in ("ready", "asking", "review"):
                cluster.unanswered()
            elif board.by_key.get(cluster.key) == cluster.id and cluster.status != "open":
                del board.by_key[cluster.key]
        self.memory.prepared = ""
        self.memory.refused.clear()
