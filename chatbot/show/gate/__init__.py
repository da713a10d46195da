"""The only way to a mouth: reads the words about to be spoken against the catalog of this moment.

`judge` runs independent checks `(Utterance, GateContext) -> Iterable[Finding]` over one parsed
text. To add a rule, write such a function and add it to `SHOP_CHECKS` or `SPEECH_CHECKS`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from chatbot.language.spoken import pronounced
from chatbot.show.gate.aloud import check_aloud
from chatbot.show.gate.claims import (
    check_claims,
    check_commitment,
    check_disparagement,
    check_superlatives,
)
from chatbot.show.gate.comparisons import check_comparisons
from chatbot.show.gate.conduct import check_conduct, check_refusal
from chatbot.show.gate.discounts import check_discounts
from chatbot.show.gate.facts import facts_of
from chatbot.show.gate.figures import check_figures
from chatbot.show.gate.identity import (
    check_human,
    check_injection,
    check_leaks,
    check_off_platform,
    check_self,
)
from chatbot.show.gate.money import check_money
from chatbot.show.gate.origins import check_origins
from chatbot.show.gate.papers import check_papers
from chatbot.show.gate.plans import check_plans
from chatbot.show.gate.returns import check_returns, check_warranty
from chatbot.show.gate.selftest import canary_failures
from chatbot.show.gate.shipping import check_shipping
from chatbot.show.gate.stock import check_stock
from chatbot.show.gate.surface import (
    MAX_LENGTH,
    check_cart,
    check_gibberish,
    check_language,
    check_length,
    check_links,
    check_markup,
    check_pii,
    check_profanity,
    check_repetition,
)
from chatbot.show.gate.types import OVERRIDABLE, REASONS, Finding, GateContext, Verdict
from chatbot.show.gate.urgency import check_urgency
from chatbot.show.gate.utterance import Utterance
from chatbot.show.gate.variants import check_variants
from chatbot.show.gate.vocabulary import check_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from chatbot.catalog import Catalog

    Check = Callable[[Utterance, GateContext], Iterable[Finding]]

__all__ = [
    "CHECKS",
    "MAX_LENGTH",
    "OVERRIDABLE",
    "REASONS",
    "SHOP_CHECKS",
    "SPEECH_CHECKS",
    "Finding",
    "GateContext",
    "Utterance",
    "Verdict",
    "judge",
    "self_test",
]  # fmt: skip

SHOP_CHECKS: tuple[Check, ...] = (
    check_money, check_comparisons, check_discounts, check_stock, check_urgency, check_shipping, check_returns,
    check_warranty, check_variants, check_figures, check_origins, check_plans, check_superlatives,
    check_claims, check_self, check_vocabulary,
)  # fmt: skip
"""What is said of goods, and by a seller of itself: a character without a catalog has a life."""

SPEECH_CHECKS: tuple[Check, ...] = (
    check_papers, check_conduct, check_commitment, check_disparagement, check_human, check_leaks, check_injection,
    check_off_platform, check_cart, check_markup, check_links, check_pii, check_gibberish, check_repetition,
    check_length, check_language, check_profanity, check_refusal, check_aloud,
)  # fmt: skip
"""What nobody says, whatever they sell."""

CHECKS = SHOP_CHECKS + SPEECH_CHECKS
"""All rules, the gravest first: the first finding is the detail a moderator reads."""

_MANNERS: tuple[Check, ...] = (
    check_conduct, check_commitment, check_disparagement, check_human, check_off_platform,
    check_profanity,
)  # fmt: skip
_MEANING = (check_claims, check_superlatives, check_discounts, check_urgency, *_MANNERS)
"""What a pronunciation may not make of a line; its spelling is nobody's concern."""

MOST_FIGURES = 40
"""Figures, or products named, in one text; beyond that nothing is compared."""

HOPELESS = 2 * MAX_LENGTH
"""Code points beyond which nothing is parsed and no override helps."""


def _without_nick_digits(text: str, nicks: tuple[str, ...]) -> str:
    """The text with blanks for the digits of names: 用户38291 states no figure."""
    for nick in nicks:
        if (
            nick
            and nick in text
            and re.search(r"\d", nick)
            and not re.search(r"[$€¥%折元块]", nick)
        ):
            text = text.replace(nick, re.sub(r"\d", " ", nick))
    return text


def _without_links(text: str, lang: str, links: tuple[str, ...]) -> str:
    """The text with a word in place of each allowed address that stands alone in it."""
    here = {"zh": "这里", "fr": "ici"}.get(lang[:2], "here")
    return "".join(here if part in links else part for part in re.split(r"(\s+)", text))


def _found(checks: Iterable[Check], utterance: Utterance, context: GateContext) -> dict[str, str]:
    """Each reason that is not waived, with its first detail, in the order of the checks."""
    waived = OVERRIDABLE.intersection(context.override)
    reasons: dict[str, str] = {}
    for check in checks:
        for finding in check(utterance, context):
            if finding.reason not in waived:
                reasons.setdefault(finding.reason, finding.detail)
    return reasons


_MOST_REMEMBERED = 64
_remembered: dict[tuple[str, str], tuple[GateContext, Verdict]] = {}


def judge(text: str, lang: str, context: GateContext) -> Verdict:
    """Whether a text may be spoken, shown or sent now, and if not, why.

    Pure and linear in the text's length; never raises on any text. `lang` is the language the
    text is meant to be in. Reasons come in the order of `CHECKS`; those of `context.override`
    that may be overridden are left out. A line is judged when it is chosen, when it begins and at
    each of its parts: the last verdicts are remembered with all they were made from.
    """
    known = _remembered.get((text, lang))
    if known is not None and known[0] == context:
        return known[1]
    verdict = _judge(text, lang, context)
    if len(_remembered) >= _MOST_REMEMBERED:
        _remembered.clear()
    _remembered[text, lang] = (context, verdict)
    return verdict


def _judge(text: str, lang: str, context: GateContext) -> Verdict:
    if len(text) > HOPELESS:
        return Verdict(False, ("truncated",), f"{len(text)} characters; {MAX_LENGTH} at most")
    facts = facts_of(context.catalog)
    if context.links:
        text = _without_links(text, lang, context.links)
    utterance = Utterance(_without_nick_digits(text, context.nicks), lang, facts)
    if len(utterance.amounts) > MOST_FIGURES or len(utterance.mentions) > MOST_FIGURES:
        return Verdict(False, ("gibberish",), "more figures or products than anybody would say")
    if context.in_reply_to:
        named = Utterance(context.in_reply_to[:500], lang, facts).mentions
        asked = tuple(dict.fromkeys(mention.sku for mention in named))
        if asked and (context.sku is None or not utterance.mentions):
            context = replace(context, sku=asked[-1], asked=asked)
    sells = bool(context.catalog.products)
    reasons = _found(CHECKS if sells else SPEECH_CHECKS, utterance, context)
    heard = pronounced(text, dict(context.say_as))
    if heard != text:
        aloud = _found(_MEANING if sells else _MANNERS, Utterance(heard, lang, facts), context)
        for reason, detail in aloud.items():
            reasons.setdefault(reason, f"said aloud: {detail}")
    if not reasons:
        return Verdict(True)
    return Verdict(False, tuple(reasons), next(iter(reasons.values())))


def self_test(catalog: Catalog, market: str, wall: datetime) -> tuple[str, ...]:
    """What this gate gets wrong of what it must know, a sentence each; () when it may go on air.

    Pure; some 50 ms. `catalog` is the show's, `wall` aware. A show with any failure must not
    start, and nothing is spoken where this raises.
    """
    return canary_failures(_judge, catalog, market, wall)
