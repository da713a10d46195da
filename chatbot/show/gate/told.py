"""Whether the host tells how it is instructed and set, or what opens a door."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chatbot.show.gate.rules_told import (
    ABOVE,
    CONTENT,
    FIELDS,
    HOSTWARD,
    KEY_NAME,
    KEY_VALUE,
    NUMBERED,
    QUOTED,
    RECEIVED,
    SETTING,
    SHEET,
    UNMISTAKABLE,
    WRITTEN,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.show.gate.utterance import Utterance

__all__ = ["keys_told", "orders_told"]

_FULL_STOP = re.compile(r"[.!?](?=\s|$)|[。！？\n]")
"""Where a sentence ends; a password may hold such a mark."""

_UNKNOWN = re.compile(
    r"(?<![a-z\d])[a-z]{2,10}_(?=[a-z\d_]*\d)[a-z\d_]{4,}|(?<![\w-])(?=(?:[a-z]*\d+[a-z]+){2})[a-z\d]{10,}(?![\w-])",
    re.I,
)
"""A word with an underscore before more than a nickname's few digits, or one long with letters and digits by turns."""


def orders_told(utterance: Utterance) -> Iterator[re.Match[str]]:
    """Words that tell an instruction to the host, who gave it, where it stands, or a setting."""
    folded = utterance.folded
    for first, others in (
        (RECEIVED, (SHEET, CONTENT)),
        (NUMBERED, (HOSTWARD,)),
        (ABOVE, (WRITTEN,)),
    ):
        for match in first.finditer(folded):
            span = utterance.sentence_at(match.start())
            if any(other.search(utterance.words(span)) for other in others):
                yield match
    yield from UNMISTAKABLE.finditer(folded)
    yield from SETTING.finditer(folded)
    for match in QUOTED.finditer(folded):
        if (
            folded[match.end() : match.end() + 1] not in ("?", "？")
            and match[0][-1] not in "吗么呢"
        ):
            yield match
    for sentence in utterance.sentences:
        fields = list(FIELDS.finditer(folded, sentence.start, sentence.end))
        if len({field[0][:3] for field in fields}) > 1:
            yield fields[0]


def keys_told(utterance: Utterance) -> Iterator[re.Match[str]]:
    """Keys, passwords and codes that open something, by their name or by their look."""
    for match in KEY_NAME.finditer(utterance.folded):
        stop = _FULL_STOP.search(utterance.folded, match.end())
        end = min(stop.start() if stop else len(utterance.folded), match.end() + 60)
        value = KEY_VALUE.search(utterance.folded, match.end(), end)
        codes = [promotion.code.casefold() for promotion in utterance.promotions]
        if value and value[0].strip(".") not in codes and not utterance.mentions_in(*value.span()):
            yield value
    for match in _UNKNOWN.finditer(utterance.text):
        if not utterance.mentions_in(*match.span()):
            yield match
