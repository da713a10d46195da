"""What a viewer wants to know about a product, and the catalog's facts that answer it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from chatbot.language.wordlists import line_words, sections

__all__ = ["MATERIALS", "TOPICS", "Topic", "fact_key"]


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to ask about: the fact keys that may hold it, best first, and its words."""

    name: str
    keys: str
    zh: str
    en: str
    fr: str


def _topics() -> Iterator[Topic]:
    for name, keys, lines in sections("topics"):
        words = {line[:2]: line[3:].strip() for line in lines}
        yield Topic(name, keys, words.get("zh", ""), words.get("en", ""), words.get("fr", ""))


TOPICS: Final = tuple(_topics())
MATERIALS: Final = tuple(" ".join(words) for words in line_words("materials"))

_CUT = re.compile(r"[\W_]+")
_BY_NAME: Final = {topic.name: topic for topic in TOPICS}


def fact_key(topic: str, facts: Mapping[str, Any]) -> str | None:
    """Return the key of `facts` that answers a topic, or None where the catalog is silent."""
    known = _BY_NAME.get(topic)
    wanted = known.keys.split() if known else [topic]
    for key in wanted:
        if key in facts:
            return key
    for key in wanted:
        for fact in facts:
            if fact.startswith(key) or key.startswith(fact):
                return fact
    parts = set(_CUT.split(topic))
    return next((fact for fact in facts if parts & set(_CUT.split(fact.lower()))), None)


def value_text(value: Any) -> str:
    """All words of a fact's value, for looking things up in it."""
    if isinstance(value, Mapping):
        return " ".join(f"{key} {value_text(item)}" for key, item in value.items())
    if isinstance(value, Iterable) and not isinstance(value, str):
        return " ".join(map(value_text, value))
    return str(value)
