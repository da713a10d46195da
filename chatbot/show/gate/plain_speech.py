"""Whether a machine that speaks of itself keeps to what a shop's host speaks of.

A person's life can be told in more ways than rules can list. So where a model is the author, a
sentence that says I is made of the catalog's words, of plain ones (`words/plain_*.txt`) and of what
a host may speak of (`words/host.txt`). What is not about the host or goods is free.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from chatbot.language.patterns import led
from chatbot.language.wordlists import sections
from chatbot.show.gate.types import Finding
from chatbot.show.gate.vocabulary import strange_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = ["told_beyond_host"]

_HOST = {title: " ".join(lines).split() for title, _, lines in sections("host")}
_SPOKEN = frozenset(w for title in ("does", "owns", "has", "speaks") for w in _HOST[title])
_FORMS = frozenset(word[:6] for word in _SPOKEN if len(word) > 5)
"""Their beginnings, for other persons, tenses and numbers."""
_SPOKEN_ZH = frozenset(_HOST["speaks_zh"])
_MINE = led(
    r"(?<![\w'])(?:i|me|my|mine|myself|je|moi|mon|ma|mes|mien|mienne)\b|(?<![\w'])[jm]'|我(?!们)|本人|咱(?!们)|俺"
)


def _host_word(word: str) -> bool:
    """Whether a host may say a word; in Chinese, whether the strange run holds one it may."""
    if word[0] >= "\u3000":
        return any(
            word[i:j] in _SPOKEN_ZH for i in range(len(word)) for j in range(i + 2, len(word) + 1)
        )
    return word in _SPOKEN or word[:6] in _FORMS or (word.endswith("s") and word[:-1] in _SPOKEN)


def told_beyond_host(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """A machine's sentences that say I and hold a word that no host needs."""
    if not context.by_machine:
        return
    nicks = " ".join(context.nicks).casefold()
    mine = [s for s in utterance.sentences if _MINE.search(utterance.words(s))]
    found = strange_words(utterance, mine)
    for sentence, spans in groupby(found, lambda at: utterance.sentence_at(at[0])):
        strange = []
        for start, end in spans:
            word = utterance.folded[start:end]
            name = utterance.text[start : start + 1].isupper() and start > sentence.start + 1
            if not name and word not in nicks and not _host_word(word):
                strange.append(word)
        if strange:
            named = "”, “".join(strange[:3])
            yield Finding(
                "human_claim",
                f"“{named}” is nothing a host speaks of itself",
                sentence.start,
                sentence.end,
            )
