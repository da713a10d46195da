"""How people are spoken of and to: no contempt of groups, nothing of children, no boilerplate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.show.gate.rules_conduct import (
    CONTEMPT,
    GROUP,
    MINOR,
    PURSE,
    REFUSAL,
    SENT_TO_BUY,
    SEXUAL,
)
from chatbot.show.gate.types import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = ["check_conduct", "check_refusal"]


def check_conduct(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report contempt of a group of people, and children beside sexual words."""
    for match in GROUP.finditer(utterance.folded):
        sentence = utterance.sentence_at(match.start())
        bad = CONTEMPT.search(utterance.words(sentence))
        if bad is None or utterance.negated(
            sentence.start + bad.start(), sentence.start + bad.end()
        ):
            continue
        yield Finding(
            "hate", f"“{match[0]} … {bad[0]}” is contempt of people", match.start(), match.end()
        )
    yield from _behind_a_parent(utterance)
    for match in MINOR.finditer(utterance.folded):
        beside = SEXUAL.search(utterance.words(utterance.sentence_at(match.start())))
        if beside is not None:
            yield Finding(
                "minor_exploitation",
                f"“{match[0]}” beside “{beside[0]}”",
                match.start(),
                match.end(),
            )


def _behind_a_parent(utterance: Utterance) -> Iterator[Finding]:
    """A child sent to buy with what is a parent's."""
    for match in PURSE.finditer(utterance.folded):
        if SENT_TO_BUY.search(utterance.words(utterance.sentence_at(match.start()))):
            detail = f"“{match[0]}” is for a parent to use"
            yield Finding("minor_exploitation", detail, match.start(), match.end())


def check_refusal(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report a model's own refusal, which says nothing to a room."""
    match = REFUSAL.search(utterance.folded)
    if match:
        yield Finding(
            "refusal_boilerplate", f"“{match[0]}” is a model's refusal", match.start(), match.end()
        )
