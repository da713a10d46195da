"""What is a vote while one is open, and for which of the choices."""

from __future__ import annotations

import pytest

from chatbot.language.votes import vote_in

CHOICES = (
    ("night trains", "夜车", "les trains de nuit", "train"),
    ("the moon", "月亮", "la lune", "moon"),
    ("bakers", "面包师", "les boulangers"),
)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        *((text, 0) for text in ("1", "111", "扣1", "选一", "one!", "le 1", "le premier", "#1")),
        *((text, 1) for text in ("2 please", "扣 2", "2号", "我选二", "vote 2", "je vote 2", "2.")),
        *((text, 2) for text in ("the third one", "le troisième", "投3", "number 3", "n°3")),
        *((text, 1) for text in ("moon please", "La lune !", "月亮月亮", "THE MOON")),
        ("夜车！", 0),
        ("bakers, of course", 2),
    ],
)
def test_a_number_or_a_choices_own_words_are_a_vote(text: str, choice: int) -> None:
    assert vote_in(text, CHOICES) == choice


@pytest.mark.parametrize(
    "text",
    [
        *("4", "12", "233", "666", "10", "2 or 3", "1块钱", "hello", "moonlight", "夜车还是月亮"),
        "why is the moon red?",
        "I would like to tell you a long story about the moon and my garden",
    ],
)
def test_what_names_none_or_two_or_asks_is_no_vote(text: str) -> None:
    assert vote_in(text, CHOICES) is None
