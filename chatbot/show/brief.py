"""What a responder is given and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from chatbot.commands import Mark
from chatbot.papers import NO_PAPERS, Papers
from chatbot.show.gate.types import GateContext
from chatbot.show.papers import gate_texts

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from chatbot.catalog import Catalog
    from chatbot.language.reading import Reading
    from chatbot.persona import Persona

__all__ = ["Answer", "Brief", "Responder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One question, with all a responder may use to answer it.

    `askers` are one or two cleaned nicknames that may be greeted, `asked_by` how many viewers
    asked; `draw` is a number that chooses among equal phrasings, the same at every replay.
    `stale` names the kinds of fact that are too old to be stated, `say_as` what is pronounced
    otherwise than written; `waited_s` is how long the first asker has been waiting. `papers` may
    be read from, `last_item` is the id of the news that was last read aloud. `speaker` is which of
    two hosts, the `persona`, answers. `link_in_chat`: where they order stands in the chat.
    """

    question_id: str
    text: str
    reading: Reading
    lang: str
    catalog: Catalog
    persona: Persona
    wall: datetime
    market: str
    order_channel: str = "cart"
    link_in_chat: bool = False
    askers: tuple[str, ...] = ()
    asked_by: int = 1
    on_screen: str | None = None
    length: str = "medium"
    draw: int = 0
    recent: tuple[str, ...] = ()
    stale: frozenset[str] = frozenset()
    say_as: tuple[tuple[str, str], ...] = ()
    waited_s: float = 0.0
    papers: Papers = NO_PAPERS
    last_item: str = ""
    speaker: str = ""

    def gate_context(
        self, sku: str | None, *, by_machine: bool = False, facts: tuple[str, ...] = ()
    ) -> GateContext:
        """What the gate knows when the answer is spoken at once, of the product `sku`."""
        return GateContext(
            catalog=self.catalog,
            room_lang=self.lang,
            languages=self.persona.languages,
            market=self.market,
            wall=self.wall,
            sku=sku or self.on_screen,
            in_reply_to=self.text,
            nicks=self.askers,
            stale=self.stale,
            by_machine=by_machine,
            say_as=self.say_as,
            papers=gate_texts(self.papers, facts),
            order_channel=self.order_channel,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Words for the host, with the facts they state (`price:TEE:CNY`).

    `text` empty means there is nothing to say, and `why` tells a moderator the reason. `point`
    asks for pointing at the `buy` mark; the stage still refuses it for what is sold out. An answer
    may come sentence by sentence: `last` is false while more may follow. `by` names the responder.
    A `filler` bridges a wait and is not said once a real sentence is there. A person's own words
    may `override` reasons of style.
    """

    text: str = ""
    lang: str = ""
    marks: tuple[Mark, ...] = ()
    mood: str = "neutral"
    sku: str | None = None
    point: bool = False
    gesture: str | None = None
    facts: tuple[str, ...] = ()
    why: str = ""
    last: bool = True
    by: str = ""
    filler: bool = False
    override: tuple[str, ...] = ()


class Responder(Protocol):
    """Something that answers. Cancellation means the answer is no longer wanted."""

    name: str

    def respond(self, brief: Brief) -> AsyncIterator[Answer]:
        """Yield the answer, sentence by sentence where it takes time to make.

        The end of the iteration ends it; one with empty text says why there is nothing to say.
        """
        ...

    def moment(self, brief: Brief) -> Answer | None:
        """What bridges the wait where the first sentence takes its time; None for nothing."""
        ...
