"""Whether the host calls something its own that no software has: a closed world of what it may."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chatbot.language.patterns import latin_view
from chatbot.show.gate.rules_having import (
    AND_EN,
    AND_FR,
    COUNTED,
    HAS,
    HAS_ZH,
    HAVE_EN,
    HAVE_FR,
    HAVE_ZH,
    MINE_ZH,
    OWNS_ZH,
    STOPS,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.show.gate.utterance import Utterance

__all__ = ["had_beyond_software"]

_WORD = re.compile(r"[a-zà-ÿœ-]+")


def _thing(words: str) -> list[str]:
    """A noun with its adjectives: the words before the next preposition or verb."""
    thing: list[str] = []
    for word in _WORD.findall(words):
        if word in STOPS:
            break
        thing.append(word)
    return [word for word in thing if word not in COUNTED]


def _foreign(utterance: Utterance, match: re.Match[str]) -> bool:
    """Whether what is had is neither a host's nor of the shop's goods."""
    thing = _thing(match[1])
    if not thing or HAS.intersection(thing):
        return False
    return not utterance.mentions_in(match.start(), match.end())


def had_beyond_software(utterance: Utterance) -> Iterator[re.Match[str]]:
    """What the host says that it has, or that is its own, and no host made by software has."""
    folded = utterance.folded
    latin = latin_view(folded)
    for have, more in ((HAVE_EN, AND_EN), (HAVE_FR, AND_FR)):
        for match in have.finditer(latin):
            if _foreign(utterance, match):
                yield match
            end = utterance.sentence_at(match.start()).end
            yield from (
                m for m in more.finditer(latin, match.start(1), end) if _foreign(utterance, m)
            )
    if "我" not in folded:
        return
    for had, host in ((HAVE_ZH, HAS_ZH), (MINE_ZH, OWNS_ZH)):
        for match in had.finditer(folded):
            if not host.search(match[1]) and not utterance.mentions_in(*match.span()):
                yield match
