"""The shop's own questions and answers, where a viewer asks one of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chatbot.responders.phrasing import Draft

if TYPE_CHECKING:
    from chatbot.show.brief import Brief

__all__ = ["shop_answer"]

ANSWERED = frozenset({"ai", "authentic", "cart", "human"})
COMMON = frozenset(
    ["avec", "avez", "can", "could", "does", "dans", "elle", "faites", "have", "from", "comment",
     "pour", "puis", "sont", "that", "the", "there", "they", "this", "vous", "votre", "what",
     "when",
     "where", "which", "will", "with", "would", "your", "you", "est", "que", "les", "des", "une"]
)  # fmt: skip
WORD = re.compile(r"[a-zà-ÿœ]{3,}")
HAN = re.compile(r"[\u3400-\u9fff]+")
ENOUGH = 0.6


def shop_answer(brief: Brief) -> list[Draft]:
    """The answer to the question of the catalog's list that is nearest, if one is near enough."""
    asked = _marks(brief.text, brief.lang)
    best, found = 0.0, ""
    for faq in brief.catalog.faq:
        question, answer = faq.q.get(brief.lang, ""), faq.a.get(brief.lang, "")
        marks = _marks(question, brief.lang)
        if faq.id in ANSWERED or not answer or len(marks) < 2:
            continue
        likeness = len(marks & asked) / len(marks)
        if likeness > best:
            best, found = likeness, f"{faq.id}\n{answer}"
    if best < ENOUGH:
        return []
    name, answer = found.split("\n", 1)
    return [Draft(kind="faq", said=(answer,), mood="smile", facts=(f"faq:{name}",))]


def _marks(text: str, lang: str) -> set[str]:
    """What a text is recognised by: stems of its content words, or pairs of characters."""
    if lang == "zh":
        runs = HAN.findall(text)
        return {run[i : i + 2] for run in runs for i in range(len(run) - 1)} - {"可以", "以吗"}
    return {word[:4] for word in WORD.findall(text.lower()) if word not in COMMON}
