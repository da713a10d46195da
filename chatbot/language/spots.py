"""Where the words of a message lie, and which of them say more than a product's name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from chatbot.language.lexicon import Hit, Scan, is_cjk
from chatbot.language.topics import TOPICS

__all__ = ["is_bare", "outside", "topics_of", "without_names"]

_TOPIC_RANK: Final = {topic.name: n for n, topic in enumerate(TOPICS)}
_PARTICLES: Final = frozenset("的了呢吗嘛么啊呀哦哈吧这那是")
_SMALL: Final = frozenset(
    "the a an and or ou of for with it its is le la les l du de des d un une et en avec ce cette ca c est y".split()
)
_UNTELLING: Final = frozenset(
    ("chat", "life", "greeting", "i", "room", "time", "exclaim", "praise")
)
Spot = tuple[bool, int]
"""Where a hit lies: whether at a Chinese character, and at which character or word."""


def _spots(hits: Iterable[Hit]) -> set[Spot]:
    return {(is_cjk(hit.term[0]), at) for hit in hits for at in range(hit.start, hit.end)}


def outside(scan: Scan, named: Scan) -> list[Hit]:
    """The hits that are more than part of a product's name."""
    taken = _spots(named.hits)
    return [hit for hit in scan.hits if not taken >= _spots((hit,))] if taken else scan.hits


def topics_of(hits: Iterable[Hit]) -> list[str]:
    """Topics in the order of TOPICS."""
    found = {tag[6:] for hit in hits for tag in hit.tags if tag.startswith("topic:")}
    return sorted(found, key=_TOPIC_RANK.__getitem__)


def is_bare(scan: Scan, named: Scan) -> bool:
    """True when nearly every word is one of shop talk, as in `battery life` or `材质`."""
    telling = [hit for hit in scan.hits if not hit.tags <= _UNTELLING]
    covered = _spots(named.hits) | _spots(telling)
    words = {(False, at) for at, word in enumerate(scan.words) if word not in _SMALL}
    chars = {(True, at) for at, c in enumerate(scan.text) if is_cjk(c) and c not in _PARTICLES}
    said = {spot for spot in words | chars if spot[0] or scan.words[spot[1]] != "\0"}
    rest = said - covered
    foreign = sum(not spot[0] for spot in rest)
    return not foreign and len(rest) <= min(2, len(said) - len(rest))


def without_names(folded: str, named: Scan) -> str:
    """The text without the products' names, whose colours are not asked for."""
    for hit in named.hits:
        if any(tag.startswith("sku:") for tag in hit.tags):
            folded = folded.replace(hit.term, " ", 1)
    return folded
