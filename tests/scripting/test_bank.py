"""The patterns that rundowns are drafted from: complete, and each product has its own sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from chatbot.rundown import PRODUCT_SLOTS, SLOTS, slots_in
from chatbot.scripting.bank import OWN_SLOTS, bank, filled
from chatbot.scripting.repetition import sentences
from chatbot.values import LANGUAGES

OF_PRODUCT = (
    "hook",
    "price",
    "doubt",
    "ask",
    "call",
    "coded",
    "next",
    "claim",
    "opened",
    "offer",
    "stock",
)
OF_SHOP = ("welcome", "idle", "closing")
TURNS = ("hook", "price", "doubt", "ask", "call", "next", *OF_SHOP)


def patterns(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from patterns(one)
    elif isinstance(value, list):
        for one in value:
            yield from patterns(one)


def test_each_language_has_the_same_patterns_and_as_many_turns() -> None:
    first = bank(LANGUAGES[0])
    for lang in LANGUAGES:
        assert bank(lang).keys() == first.keys()
        for name in ("body", "ship", "return"):
            assert bank(lang)[name].keys() == first[name].keys()
        for name in TURNS:
            assert len(bank(lang)[name]) == len(first[name]) >= 30, f"{lang} {name}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_known_slots_are_used_and_no_figure_is_typed(lang: str) -> None:
    for pattern in patterns(dict(bank(lang))):
        assert set(slots_in(pattern)) <= {*SLOTS, *OWN_SLOTS}, pattern
        bare = pattern.replace("30天", "").replace("30 days", "").replace("30 derniers", "")
        assert not any(char.isdigit() for char in bare), pattern


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_sentence_about_a_product_names_something_of_its_own(lang: str) -> None:
    own = {*PRODUCT_SLOTS, *OWN_SLOTS} - {"address"}
    for name in OF_PRODUCT:
        for pattern in bank(lang)[name]:
            for sentence in split(pattern):
                assert own & set(slots_in(sentence)), pattern


def split(pattern: str) -> Iterator[str]:
    """The pattern's sentences with their slots: `sentences` would take the braces for signs."""
    start = 0
    for at, char in enumerate(pattern):
        if char in "。！？!?" or (char == "." and pattern[at + 1 : at + 2] in ("", " ")):
            if pattern[start:at].strip():
                yield pattern[start:at]
            start = at + 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_stands_twice(lang: str) -> None:
    names = (*OF_PRODUCT, *OF_SHOP)
    found = (pattern for name in names for pattern in bank(lang)[name])
    count = Counter(s for pattern in found for s in sentences(pattern))
    assert [sentence for sentence, times in count.items() if times > 1] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_welcome_says_each_time_that_an_ai_speaks(lang: str) -> None:
    for pattern in bank(lang)["welcome"]:
        assert ("IA" if lang == "fr" else "AI") in pattern


def test_french_never_contracts_an_article() -> None:
    for pattern in patterns(dict(bank("fr"))):
        assert " de {the_name}" not in pattern, pattern
        assert " à {the_name}" not in pattern, pattern


def test_a_pattern_is_filled_with_what_is_stated_or_not_at_all() -> None:
    assert filled("{name}: {claim}.", {"claim": "all cotton"}) == "{name}: all cotton."
    assert filled("{name}: {claim}.", {}) is None
    assert filled("{claim}.", {"claim": "{price}"}) is None
