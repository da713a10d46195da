"""Whether somebody seems to be there: at the camera or the keys, in a body, not made by software."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from chatbot.show.gate.rules_person import (
    AFFIRMED,
    BODILY,
    NOBODY,
    PERSON_THERE,
    PLACE,
    SCOFF,
    UNMADE,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from chatbot.show.gate.utterance import Utterance

__all__ = ["seems_a_person"]


def seems_a_person(utterance: Utterance) -> Iterator[re.Match[str]]:
    """Words that put a person there, give the host a body, or laugh off that it is software."""
    folded = utterance.folded
    for match in PLACE.finditer(folded):
        sentence = utterance.words(utterance.sentence_at(match.start()))
        if PERSON_THERE.search(sentence) and not NOBODY.search(sentence):
            yield match
    if not AFFIRMED.search(folded):
        yield from SCOFF.finditer(folded)
    for match in chain(UNMADE.finditer(folded), BODILY.finditer(folded)):
        denied = match[0].endswith(("不是真人", "不是活人", "并非真人"))
        if not denied and not utterance.negated(match.start(), match.end()):
            yield match
