"""What is read from documents or news states their figures and dates, and no others."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from chatbot.language.stated import keys_of, statements
from chatbot.show.gate.types import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = ["check_papers"]


def check_papers(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report each figure, share, date and named number that the papers do not state."""
    if context.papers is None:
        return
    if not context.papers:
        yield Finding("invented_fact", "what this was read from is not there any more")
        return
    known = _known(context.papers)
    lang = utterance.lang or context.room_lang
    own_words = any(lang == written_in for _, written_in in context.papers)
    for said, keys in statements(utterance.text, lang):
        worded = all(key.startswith(("of:", "name:")) for key in keys)
        if keys & known or (worded and not own_words):  # words of another language are not compared
            continue
        at = max(0, utterance.text.find(said))
        detail = f"“{said}” is not in what this is read from"
        yield Finding("invented_fact", detail, at, at + len(said))


@lru_cache(maxsize=64)
def _known(papers: tuple[tuple[str, str], ...]) -> frozenset[str]:
    return frozenset(key for text, lang in papers for key in keys_of(text, lang))
