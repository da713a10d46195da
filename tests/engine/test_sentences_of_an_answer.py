"""An answer that comes sentence by sentence: said as it comes, in one go, to its end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chatbot.commands import Say
from chatbot.events import AnswerReady, ChatMessage, Proposed
from chatbot.loading import ShowFiles
from chatbot.phrases import built_in_phrases
from chatbot.responders.facts import FactsResponder
from chatbot.show.brief import Answer, Brief
from chatbot.testing import load
from tests.engine.rooms import acts, chat, fates, heard, live, passed
from tests.onair import write_show
from tests.renderers.clock_loop import run


@pytest.fixture
def night(tmp_path: Path) -> ShowFiles:
    """A clerk who only answers, with a silk scarf."""
    return load(write_show(tmp_path, seller=True))


class Talker(FactsResponder):
    """A model: three sentences, each some time after the one before."""

    name = "talker"

    def __init__(self, *waits_ms: int) -> None:
        super().__init__(built_in_phrases())
        self._waits_ms = waits_ms
        self.closed: list[str] = []

    async def respond(self, brief: Brief) -> AsyncIterator[Answer]:
        said = ("The scarf is pure warmth.", "It folds to nothing.", "Shall I show it?")
        try:
            for number, wait_ms in enumerate(self._waits_ms):
                await passed(wait_ms)
                told = Answer(text=said[number], lang="en", sku="SCARF", facts=("usage:SCARF",))
                yield replace(told, last=number == 2)
        except (asyncio.CancelledError, GeneratorExit):
            self.closed.append(brief.question_id)
            raise


class Thinker(Talker):
    """A model that is slow to begin, and says that it is looking."""

    def moment(self, brief: Brief) -> Answer | None:
        return Answer(text="Let me see.", lang="en", last=False, filler=True)


QUESTION = [(3_000, chat("tell me about the silk scarf, how is it used?", id="q"))]


def said_of_it(life: Any) -> list[str]:
    texts = ("warmth", "folds", "Shall I")
    return [text for text in life.said if any(word in text for word in texts)]


def test_each_sentence_is_said_when_it_is_there_and_nothing_comes_between(night: ShowFiles) -> None:
    life = run(live(night, QUESTION, then_ms=40_000, guess=False, responder=Talker(200, 900, 900)))
    assert said_of_it(life) == [
        "The scarf is pure warmth.", "It folds to nothing.", "Shall I show it?"
    ]  # fmt: skip
    begins = life.said.index("The scarf is pure warmth.")
    assert life.said[begins : begins + 3] == said_of_it(life)
    assert fates(life)["gw/q"] == "answered"


def test_a_model_that_dries_up_leaves_an_answered_question_and_the_show_goes_on(
    night: ShowFiles,
) -> None:
    talker = Talker(200, 60_000, 0)
    life = run(live(night, QUESTION, then_ms=40_000, guess=False, responder=talker))
    assert said_of_it(life) == ["The scarf is pure warmth."]
    assert fates(life)["gw/q"] == "answered"
    assert talker.closed == ["q"] or talker.closed == ["gw/q"]
    assert life.said[-1] not in said_of_it(life)


def test_stop_ends_the_answer_and_the_work_on_it(night: ShowFiles) -> None:
    talker = Talker(200, 2_500, 2_500)
    script = [*QUESTION, (8_000, acts("stop")), (5_000, acts("resume"))]
    life = run(live(night, script, then_ms=30_000, guess=False, responder=talker))
    assert said_of_it(life)[:1] == ["The scarf is pure warmth."]
    assert len(said_of_it(life)) < 3
    assert fates(life)["gw/q"] == "answered"


def test_a_notice_may_be_said_between_two_sentences(night: ShowFiles) -> None:
    notice = Proposed(
        id="n", plugin="bell", commands=(Say("One moment, please.", "en"),), priority=3
    )
    script = [*QUESTION, (1_500, notice)]
    life = run(live(night, script, then_ms=40_000, guess=False, responder=Talker(200, 100, 100)))
    assert len(said_of_it(life)) == 3
    assert "One moment, please." in life.said


def test_a_slow_model_is_bridged_by_a_moment_and_then_answers(tmp_path: Path) -> None:
    clerk = load(write_show(tmp_path))  # who pitches nothing: the mouth is free
    life = run(live(clerk, QUESTION, then_ms=40_000, guess=False, responder=Thinker(3_000, 100, 0)))
    begins = life.said.index("Let me see.")
    assert life.said[begins : begins + 4] == [
        "Let me see.", "The scarf is pure warmth.", "It folds to nothing.", "Shall I show it?"
    ]  # fmt: skip
    moments = [event for event in heard(life, AnswerReady) if event.filler]  # type: ignore[attr-defined]
    asked_ms = next(e.at_ms for e in heard(life, ChatMessage))
    assert [event.at_ms - asked_ms < 2_000 for event in moments] == [True]


def test_a_moment_is_not_said_once_the_sentence_is_there(night: ShowFiles) -> None:
    script = [(2_000, chat("how is the silk scarf used?", id="q"))]  # while she is pitching
    life = run(live(night, script, then_ms=40_000, guess=False, responder=Thinker(1_600, 100, 0)))
    assert len(said_of_it(life)) == 3
    assert "Let me see." not in life.said


def test_a_moment_alone_is_no_answer(tmp_path: Path) -> None:
    clerk = load(write_show(tmp_path))
    life = run(live(clerk, QUESTION, then_ms=60_000, guess=False, responder=Thinker(90_000)))
    assert "Let me see." in life.said
    assert life.said.count("Let me see.") == 1
    assert life.said.index("Let me see.") < len(life.said) - 1  # the show goes on
    assert fates(life)["gw/q"] == "ignored"
