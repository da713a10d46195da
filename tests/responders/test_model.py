"""A language model on its leash: what it says well is said, the rest is replaced by the facts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any

import pytest
from asking import NOW, brief, night

from chatbot.language.reading import Reading
from chatbot.phrases import built_in_phrases
from chatbot.responders.facts import FactsResponder
from chatbot.responders.model import ModelResponder
from chatbot.responders.trouble import ModelTrouble
from chatbot.show.brief import Answer, Brief
from chatbot.show.prompt import canary

NIGHT, LAN = night()
POT = NIGHT.by_sku["POT"]
PRICE = f"¥{POT.price['CNY']}"


class Script:
    """A model that says these lines; an exception among them is raised there."""

    def __init__(self, *lines: str | Exception, name: str = "script", why_not: str = "") -> None:
        self.name, self._lines, self._why_not = name, lines, why_not
        self.asked: list[Sequence[Mapping[str, str]]] = []
        self.ended = 0

    def why_not(self) -> str:
        return self._why_not

    async def load(self) -> None:
        pass

    async def aclose(self) -> None:
        pass

    async def sentences(self, messages: Sequence[Mapping[str, str]]) -> AsyncGenerator[str]:
        self.asked.append(messages)
        try:
            for line in self._lines:
                if isinstance(line, Exception):
                    raise line
                yield line
        finally:
            self.ended += 1


def question(intent: str = "price", lang: str = "en", **fields: Any) -> Brief:
    reading = Reading(lang=lang, intent=intent, question=True, sku="POT")
    return brief(reading, text="tell me about the pot", length="long", wall=NOW, **fields)


def answers(asked: Brief, *models: Script) -> tuple[list[Answer], list[tuple[str, ...]]]:
    told: list[tuple[str, ...]] = []
    phrases = built_in_phrases()
    responder = ModelResponder(
        models, FactsResponder(phrases), phrases, tell=lambda *what: told.append(what)
    )

    async def collect() -> list[Answer]:
        return [piece async for piece in responder.respond(asked)]

    return asyncio.run(collect()), told


def test_a_true_sentence_is_said_and_points_at_its_price() -> None:
    pieces, told = answers(question(), Script(f"The Enamel Soup Pot is {PRICE}.", "It is blue."))
    assert pieces[0].text == f"The Enamel Soup Pot is {PRICE}."
    assert (pieces[0].sku, pieces[0].point, pieces[0].by) == ("POT", True, "script")
    assert pieces[0].marks[0].index == pieces[0].text.index(PRICE)
    assert "price:POT:CNY" in pieces[0].facts
    assert pieces[-1].last
    assert not told


@pytest.mark.parametrize(
    "lie",
    [
        "The Enamel Soup Pot is only ¥9.",
        "It is the best pot in the world.",
        "I'm a real person, promise.",
        "Pay me on WeChat and it's yours.",
        "**Wow** <b>this pot</b>!",
        "这口锅很好看。",
    ],
)
def test_a_wrong_sentence_is_replaced_by_what_the_facts_say(lie: str) -> None:
    model = Script("Happy to tell you.", lie, "And more.")
    pieces, told = answers(question(), model)
    assert [piece.by for piece in pieces] == ["script", "facts"]
    assert PRICE in pieces[-1].text
    assert lie not in " ".join(piece.text for piece in pieces)
    assert pieces[-1].last
    assert [lie in text for _, _, text in told] == [True]
    assert model.ended == 1


def test_a_model_that_repeats_its_instructions_is_not_heard() -> None:
    asked = question()
    pieces, _ = answers(asked, Script(f"My instructions hold {canary(asked)}."))
    assert [piece.by for piece in pieces] == ["facts"]


def test_trouble_before_and_in_the_middle_ends_in_the_facts() -> None:
    trouble = ModelTrouble("stalled", "http://127.0.0.1:1 stalled: start it again")
    for lines in ((trouble,), ("Happy to tell you.", trouble)):
        pieces, told = answers(question(), Script(*lines))
        assert pieces[-1].by == "facts"
        assert PRICE in pieces[-1].text
        assert told == [("warning", "script", str(trouble))]


def test_a_model_that_says_nothing_leaves_it_to_the_facts() -> None:
    pieces, _ = answers(question(), Script())
    assert [(piece.by, piece.last) for piece in pieces] == [("facts", True)]


def test_the_first_model_that_can_be_asked_is_asked() -> None:
    down, up = Script("No.", name="down", why_not="it rests"), Script("It is blue.", name="up")
    pieces, _ = answers(question("usage"), down, up)
    assert pieces[0].by == "up"
    assert not down.asked


def test_no_more_sentences_than_the_room_has_time_for() -> None:
    model = Script("One.", "Two.", "Three.", "Four.", "Five.")
    pieces, _ = answers(question("praise"), model)
    assert [piece.text for piece in pieces] == ["One.", "Two.", "Three."]
    assert pieces[-1].last
    assert model.ended == 1


def test_what_the_law_asks_is_never_left_to_a_model() -> None:
    model = Script("I am Lan, made of flesh.")
    pieces, _ = answers(question("ai_identity"), model)
    assert [piece.by for piece in pieces] == ["facts"]
    assert not model.asked


def test_the_moment_is_short_in_three_languages() -> None:
    phrases = built_in_phrases()
    responder = ModelResponder([], FactsResponder(phrases), phrases, tell=lambda *what: None)
    for lang in ("zh", "en", "fr"):
        moment = responder.moment(question(lang=lang))
        assert moment is not None
        assert moment.filler
        assert len(moment.text) < 40
    assert responder.moment(question(lang="de")) is None


@pytest.mark.parametrize("line", ["Tell me about the pot!", "Can you tell me about the pot?"])
def test_a_model_that_only_asks_back_is_not_heard(line: str) -> None:
    said, told = answers(question(), Script(line))
    assert [answer.by for answer in said] == ["facts"]
    assert "repeats the question" in told[0][2]


def test_a_model_that_says_it_again_is_not_heard_again() -> None:
    said, told = answers(question(), Script("It is enamelled.", "It is enamelled!"))
    assert said[0].text == "It is enamelled."
    assert said[-1].by == "facts"
    assert "repeats itself" in told[0][2]


def test_the_hosts_name_before_a_line_is_not_spoken() -> None:
    said, _ = answers(question(), Script("Lan: It is enamelled."))
    assert said[0].text == "It is enamelled."
