"""The questions that the shop could not answer, drafted as FAQ entries for a person to fill."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chatbot.forgetting.people import NO_WORDS
from chatbot.language.clean import fold
from chatbot.responders.facts import OPEN
from chatbot.scripting.writing import scalar

if TYPE_CHECKING:
    from chatbot.report.night import Night
    from chatbot.report.rows import Question

__all__ = ["Open", "as_yaml", "open_questions"]


@dataclass(frozen=True, slots=True)
class Open:
    """A question that found no fact: how often it was asked, and one way in which it was put."""

    asked: int
    text: str
    lang: str
    intent: str
    sku: str | None
    ways: tuple[str, ...]
    product: str = ""
    """What was on screen and meant, where the question names no product."""

    @property
    def by_faq(self) -> bool:
        """Whether an entry of the FAQ would answer it: prices and sizes stand with a product."""
        return self.intent in OPEN


def open_questions(night: Night, most: int = 10) -> list[Open]:
    """The most asked first; what asks the same about the same product counts together."""
    groups: dict[tuple[str, str | None, str], list[Question]] = defaultdict(list)
    for question in night.questions.values():
        if question.unknown and question.text and not question.text.startswith(NO_WORDS):
            sense = question.intent if question.intent != "usage" else _topic(question.text)
            groups[sense, question.sku, question.lang].append(question)
    ranked = sorted(groups.values(), key=lambda group: (-len(group), group[0].at_ms))
    return [_open(group, night) for group in ranked[:most]]


def _topic(text: str) -> str:
    """Questions about use differ by what they ask; those of the same words are one."""
    return "".join(c for c in fold(text) if c.isalnum())


def _open(group: list[Question], night: Night) -> Open:
    first = min(group, key=lambda question: len(question.text))
    ways = tuple(dict.fromkeys(question.text for question in group))[:4]
    meant = None if first.named else night.products.get(first.sku or "")
    product = "" if meant is None else meant.name
    return Open(len(group), first.text, first.lang, first.intent, first.sku, ways, product)


def _plain(text: str) -> str:
    """On one line, for a comment: nothing in it can end the comment or break the file."""
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def as_yaml(found: list[Open], languages: tuple[str, ...], *, told: bool = False) -> str:
    """Entries for the catalog's `faq`; an answer that is left empty keeps its entry out of use.

    With `told`, a comment says how often each was asked and how else.
    """
    rows = ["faq:"]
    for number, each in enumerate((one for one in found if one.by_faq), 1):
        langs = dict.fromkeys((each.lang, *languages))
        if told:
            rows.append(f"  # asked {each.asked} times")
            rows += [f"  #   {_plain(way)}" for way in each.ways if way != each.text]
        rows += [f"  - id: asked-{number}", f"    q: {scalar({each.lang: _question(each)})}"]
        rows += ["    a:", *(f'      {lang}: ""' for lang in langs)]
    others = [each for each in found if not each.by_faq]
    rows[0] += " []" if len(rows) == 1 else ""
    if others:
        rows.append("# These are answered from the product itself: fill it in in the catalog.")
    for each in others:
        rows.append(f"#   {each.sku or 'the shop'}, {each.intent}: {_plain(each.text)}")
    return "\n".join(rows) + "\n"


def _question(each: Open) -> str:
    """With the product that was meant, if none was named: its answer is wrong for others."""
    return f"{each.text} ({each.product})" if each.product else each.text
