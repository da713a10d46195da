"""What the gate is given, what it gives back, and what its checks report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from chatbot.catalog import Catalog

__all__ = ["OVERRIDABLE", "REASONS", "Finding", "GateContext", "Verdict"]

REASONS = (
    "wrong_price", "invented_discount", "false_prior_price", "wrong_stock", "fake_urgency",
    "wrong_shipping", "wrong_return", "superlative", "medical_claim", "unallowed_claim",
    "human_claim", "invented_fact", "external_link", "off_platform", "off_platform_payment", "pii",
    "prompt_leak", "secret_leak", "markup", "command", "empty", "gibberish", "repetition_loop",
    "truncated", "off_language", "profanity", "hate", "minor_exploitation", "injection_compliance",
    "disparagement", "commitment", "refusal_boilerplate",
)  # fmt: skip
"""Every reason a verdict may name."""

OVERRIDABLE = frozenset(
    {"off_language", "repetition_loop", "truncated", "unallowed_claim", "disparagement"}
)
"""The reasons of style that a named moderator may override; no other ever is."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`passed`, else why; `detail` is a sentence for a moderator (the figure, what is true)."""

    passed: bool
    reasons: tuple[str, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: a reason of `REASONS`, a sentence, and where (code points)."""

    reason: str
    detail: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GateContext:
    """What is true at the moment of speaking.

    `wall` is aware. `languages` are the persona's. `sku` is on screen or being talked of,
    `in_reply_to` the viewer's words, `asked` the products that these name, `nicks` names that may be said, `stale` the kinds of fact
    (`price`, `stock`) too old to be spoken, `override` the reasons a moderator waives. `by_machine`:
    nobody reviewed these words, so that those about goods must be the catalog's or plain. `say_as`:
    how the voice says names, in the text's language. `papers`: the texts (with their languages)
    whose figures alone may be said, in a show that reads from documents or news. `order_channel`:
    where there is no cart, nobody is sent to one. `links`: what may stand in a message of the chat,
    letter by letter; in speech none may.
    """

    catalog: Catalog
    room_lang: str
    languages: tuple[str, ...]
    market: str
    wall: datetime
    sku: str | None = None
    in_reply_to: str = ""
    asked: tuple[str, ...] = ()
    nicks: tuple[str, ...] = ()
    blocked_words: tuple[str, ...] = ()
    stale: frozenset[str] = frozenset()
    override: tuple[str, ...] = ()
    by_machine: bool = False
    say_as: tuple[tuple[str, str], ...] = ()
    papers: tuple[tuple[str, str], ...] | None = None
    order_channel: str = "cart"
    links: tuple[str, ...] = ()
