"""The only way to a mouth: reads the words about to be spoken against the catalog of this moment.

`judge` runs independent checks `(Utterance, GateContext) -> Iterable[Finding]` over one parsed
text. To add a rule, write such a function and add it to `CHECKS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.show.gate.claims import (
    check_claims,
    check_commitment,
    check_disparagement,
    check_superlatives,
)
from chatbot.show.gate.discounts import check_discounts
from chatbot.show.gate.facts import facts_of
from chatbot.show.gate.figures import check_figures
from chatbot.show.gate.identity import (
    check_human,
    check_injection,
    check_leaks,
    check_off_platform,
)
from chatbot.show.gate.money import check_money
from chatbot.show.gate.returns import check_returns, check_warranty
from chatbot.show.gate.shipping import check_shipping
from chatbot.show.gate.stock import check_stock
from chatbot.show.gate.surface import (
    MAX_LENGTH,
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Check = Callable[[Utterance, GateContext], Iterable[Finding]]

__all__ = [
    "CHECKS", "MAX_LENGTH", "OVERRIDABLE", "REASONS", "Finding", "GateContext", "Utterance",
    "Verdict", "judge",
]  # fmt: skip

CHECKS: tuple[Check, ...] = (
    check_money, check_discounts, check_stock, check_urgency, check_shipping, check_returns,
    check_warranty, check_variants, check_figures, check_superlatives, check_claims, check_commitment,
    check_disparagement, check_human, check_leaks, check_injection, check_off_platform,
    check_markup, check_links, check_pii, check_gibberish, check_repetition, check_length,
    check_language, check_profanity,
)  # fmt: skip
"""All rules, the gravest first: the first finding is the detail a moderator reads."""

MOST_FIGURES = 40
"""Figures, or products named, in one text; beyond that nothing is compared."""

HOPELESS = 2 * MAX_LENGTH
"""Code points beyond which nothing is parsed and no override helps."""


def judge(text: str, lang: str, context: GateContext) -> Verdict:
    """Whether a text may be spoken, shown or sent now, and if not, why.

    Pure and linear in the text's length; never raises on any text. `lang` is the language the
    text is meant to be in. Reasons come in the order of `CHECKS`; those of `context.override`
    that may be overridden are left out.
    """
    if len(text) > HOPELESS:
        return Verdict(False, ("truncated",), f"{len(text)} characters; {MAX_LENGTH} at most")
    utterance = Utterance(text, lang, facts_of(context.catalog))
    if len(utterance.amounts) > MOST_FIGURES or len(utterance.mentions) > MOST_FIGURES:
        return Verdict(False, ("gibberish",), "more figures or products than anybody would say")
    waived = OVERRIDABLE.intersection(context.override)
    reasons: dict[str, str] = {}
    for check in CHECKS:
        for finding in check(utterance, context):
            if finding.reason not in waived:
                reasons.setdefault(finding.reason, finding.detail)
    if not reasons:
        return Verdict(True)
    return Verdict(False, tuple(reasons), next(iter(reasons.values())))
