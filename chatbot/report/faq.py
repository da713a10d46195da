"""The questions that the shop could not answer, drafted as FAQ entries for a person to fill."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chatbot.forgetting.people import NO_WORDS
from chatbot.language.clean import fold

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


def open_questions(night: Night, most: int = 10) -> list[Open]:
    """The most asked first; what asks the same about the same product counts together."""
    groups: dict[tuple[str, str | None, str], list[Question]] = defaultdict(list)
    for question in night.questions.values():
        if question.unknown and question.text and not question.text.startswith(NO_WORDS):
            sense = question.intent if question.intent != "usage" else _topic(question.text)
            groups[sense, question.sku, question.lang].append(question)
    ranked = sorted(groups.values(), key=lambda group: (-len(group), group[0].at_ms))
    return [_open(group) for group in ranked[:most]]


def _topic(text: str) -> str:
    """Questions about use differ by what they ask; those of the same words are one."""
    return "".join(c for c in fold(text) if c.isalnum())


def _open(group: list[Question]) -> Open:
    first = min(group, key=lambda question: len(question.text))
    ways = tuple(dict.fromkeys(question.text for question in group))[:4]
    return Open(len(group), first.text, first.lang, first.intent, first.sku, ways)


def as_yaml(found: list[Open], languages: tuple[str, ...]) -> str:
    """Entries for the catalog's `faq`; an answer that is left empty keeps its entry out of use."""
    import yaml

    entries = [
        {
            "id": f"asked-{number}",
            "q": {each.lang: each.text},
            "a": dict.fromkeys(dict.fromkeys((each.lang, *languages)), ""),
        }
        for number, each in enumerate(found, 1)
    ]
    return yaml.safe_dump({"faq": entries}, allow_unicode=True, sort_keys=False)
