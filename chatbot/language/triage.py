"""Question or chatter, told apart in a few microseconds, for a bus that must let something go."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from chatbot.language.clean import fold
from chatbot.language.wordlists import sections

__all__ = ["matters"]

_HEAD: Final = 160
_TELLING: Final = frozenset(
    "q yn howmany price stock ship return size fit chart auth warranty invoice discount coupon order human"
    " complaint broken ai offer_end haggle recommend work still ask".split()
)
# Words of these groups that chatter is full of.
_CHATTY: Final = frozenset(
    "a the is it in at of on my get got has have real fake right click cop real fire super original work"
    " works working stopped late worst trash rubbish small large height length patterns remain gone brand"
    " quality nul mixte coupe marque panier encore toujours reste c est tu as vous les la le de que".split()
)
_OPENERS: Final = frozenset(
    "is are do does did can could will would has have should may any was you're vous tu".split()
)
_URGENT: Final = ("自杀", "想死", "不想活", "救命", "suicid", "kill my", "want to die", "mourir")
_HELP: Final = (
    "die",
    "suicide",
    "suicider",
    "kill",
    "mourir",
    "help",
    "aide",
    "please",
    "lien",
    "link",
    "#1",
    "#2",
    "#3",
    "#4",
    "#5",
    "#6",
)


@lru_cache(maxsize=1)
def _telling() -> tuple[frozenset[str], frozenset[str]]:
    """Latin words, and Chinese pairs of characters, that give a question away."""
    words: set[str] = set(_HELP)
    pairs: set[str] = set(_URGENT)
    for name in ("zh", "pinyin", "en", "fr", "other"):
        for tags, _, lines in sections(name):
            if _TELLING.isdisjoint(tags.split()):
                continue
            for term in " ".join(lines).split():
                parts = fold(term).split("_")
                if not term.isascii() and len(term) <= 3 and len(parts) == 1:
                    pairs.add(parts[0][:2])
                elif len(parts) == 1:
                    words.add(parts[0].rstrip("*"))
                elif name == "pinyin":
                    words.add("".join(parts))
    for _, _, lines in sections("topics"):
        for line in lines:
            for term in line[3:].split():
                if not term.isascii() and line.startswith("zh"):
                    pairs.add(term[:2])
                elif "_" not in term:
                    words.add(term.rstrip("*"))
    return frozenset(words - _CHATTY), frozenset(pair for pair in pairs if pair)


_SIGNS: Final = str.maketrans(dict.fromkeys(map(ord, ".,;:!¡¿\"()[]{}<>~*_/\\|+=&^…'’-"), " "))


def matters(text: str) -> bool:
    """True when a message looks as if somebody waits for an answer, or needs help.

    Looks at the first 160 code points only. Prefers to keep: chatter taken for a question costs a
    place, a question taken for chatter costs a customer. `tests/language/test_triage.py` measures
    both errors.
    """
    head = text[:_HEAD]
    if "?" in head or "？" in head:
        return True
    words, pairs = _telling()
    if head.isascii():
        found = head.lower().translate(_SIGNS).split()
        return bool(found) and (found[0] in _OPENERS or not words.isdisjoint(found))
    head = fold(head)
    if not words.isdisjoint(head.translate(_SIGNS).split()):
        return True
    return any(head[at] in pairs or head[at : at + 2] in pairs for at in range(len(head)))
