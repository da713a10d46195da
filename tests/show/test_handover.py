"""The avatar leaves with a goodbye where there is time, and is welcomed back as what it is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chatbot.commands import Gesture, Say
from chatbot.events import ModeratorAction, Resumed
from chatbot.loading import ShowFiles
from chatbot.rehearsal import Rehearsal
from chatbot.show.authority import objection
from chatbot.show.brief import Answer, Brief
from chatbot.show.handover import FAREWELL_WITHIN_MS, hand_over
from chatbot.show.programme import DISCLOSES
from chatbot.show.state import ShowState
from chatbot.testing import chat, load
from tests.onair import write_show

PERSON = {"en": "person|human", "fr": "personne", "zh": "真人"}


@pytest.fixture(params=["clerk", "seller"])
def night(request: pytest.FixtureRequest, tmp_path: Path) -> ShowFiles:
    return load(write_show(tmp_path, seller=request.param == "seller"))


def action(name: str, **fields: object) -> ModeratorAction:
    return ModeratorAction(id=f"a-{name}", action=name, by="mod", **fields)  # type: ignore[arg-type]


def said(show: Rehearsal) -> list[str]:
    return [p.text for p in show.performed if p.passed and p.text]


def test_a_take_over_acts_at_once_and_says_nothing(night: ShowFiles) -> None:
    show = Rehearsal(night)
    show.feed([(2_000, action("takeover"))])
    heard = said(show)
    assert show.state.memory.mode == "human_on"
    show.run_until(60_000)
    assert said(show) == heard


def test_with_a_farewell_the_sentence_is_finished_and_goodbye_said(night: ShowFiles) -> None:
    show = Rehearsal(night)
    show.feed([(2_000, action("takeover", farewell=True))])
    assert show.state.memory.mode == "on_air"
    show.run_until(30_000)
    memory = show.state.memory
    assert (memory.mode, memory.mode_by, memory.leaving) == ("human_on", "mod", None)
    goodbye = show.performed[-1]
    assert goodbye.passed
    assert any(word in goodbye.text.lower() for word in PERSON["en"].split("|"))
    assert Gesture("wave") in goodbye.commands
    assert len(said(show)) == 2  # what was being said, and goodbye
    assert "interrupted" not in {p.reasons for p in show.performed}


def test_an_answer_is_said_to_its_end_before_the_goodbye(night: ShowFiles) -> None:
    class InSentences:
        name = "model"

        async def respond(self, brief: Brief) -> AsyncIterator[Answer]:
            costs = ("price:SCARF:USD",)
            yield Answer(text="The scarf costs $199.", lang="en", facts=costs, last=False)
            yield Answer(text="It is a silk scarf.", lang="en", facts=costs)

    show = Rehearsal(night, responder=InSentences())
    show.feed([(20_000, chat("how much is the silk scarf?"))])
    while not (said(show) and "$199" in said(show)[-1]):
        show.run_until(show.now_ms + 100)
    show.feed([(show.now_ms + 10, action("takeover", farewell=True))])
    show.run_until(show.now_ms + 20_000)
    assert said(show)[-2] == "It is a silk scarf."
    assert show.state.memory.mode == "human_on"


def test_back_on_the_air_it_says_what_it_is_within_ten_seconds(night: ShowFiles) -> None:
    show = Rehearsal(night)
    show.feed([(2_000, action("takeover")), (600_000, chat("how much is the silk scarf?"))])
    heard = len(show.performed)
    show.feed([(601_000, action("handback"))])
    show.run_until(611_000)
    back = show.performed[heard]
    assert back.passed
    assert DISCLOSES.search(back.text)
    assert back.text not in said(show)[:heard]
    show.run_until(640_000)
    assert any("$199" in text for text in said(show)[heard + 1 :])


def test_a_goodbye_that_cannot_be_said_in_time_is_left_out(night: ShowFiles) -> None:
    show = Rehearsal(night)
    long = action("say", text="A word more. " * 28, override=("repetition_loop",))
    show.feed([(10, long), (20, action("takeover", farewell=True))])
    show.run_until(20 + FAREWELL_WITHIN_MS + 1_000)
    assert show.state.memory.mode == "human_on"
    assert not any("person" in text or "human" in text for text in said(show))


def test_where_the_show_is_silent_there_is_no_goodbye(night: ShowFiles) -> None:
    show = Rehearsal(night)
    show.feed([(2_000, action("pause")), (20_000, action("takeover", farewell=True))])
    assert show.state.memory.mode == "human_on"


@pytest.mark.parametrize("name", ["stop", "takeover"])
def test_whoever_silences_the_goodbye_is_obeyed(night: ShowFiles, name: str) -> None:
    show = Rehearsal(night)
    show.feed([(2_000, action("takeover", farewell=True)), (2_100, action(name))])
    memory = show.state.memory
    assert memory.mode == ("stopped" if name == "stop" else "human_on")
    heard = said(show)
    show.run_until(60_000)
    assert said(show) == heard
    assert memory.leaving is None


def test_one_goodbye_is_enough(night: ShowFiles) -> None:
    show = Rehearsal(night)
    leave = action("takeover", farewell=True)
    show.feed([(2_000, leave)])
    assert "goodbye" in objection(show.state, leave)


def test_the_schedule_hands_over_by_the_same_door(night: ShowFiles) -> None:
    show = Rehearsal(night)
    show.run_until(5_000)
    hand_over(show.state, "human", farewell=True, by="schedule")
    show.run_until(40_000)
    assert (show.state.memory.mode, show.state.memory.mode_by) == ("human_on", "schedule")
    hand_over(show.state, "human", farewell=True, by="schedule")  # said twice: nothing changes
    heard = len(said(show))
    hand_over(show.state, "avatar", farewell=False, by="schedule")
    show.run_until(60_000)
    assert DISCLOSES.search(said(show)[heard])


def test_the_schedule_ends_no_silence_that_a_person_asked_for(night: ShowFiles) -> None:
    show = Rehearsal(night)
    show.feed([(2_000, action("stop"))])
    hand_over(show.state, "avatar", farewell=False, by="schedule")
    assert show.state.memory.mode == "stopped"


def test_a_crash_in_the_goodbye_leaves_the_human_on(night: ShowFiles) -> None:
    show = Rehearsal(night)
    show.feed([(2_000, action("takeover", farewell=True))])
    while not (show.state.memory.onstage and show.state.memory.onstage.wish):
        show.run_until(show.now_ms + 200)
    again = ShowState.from_snapshot(
        show.state.snapshot(),
        parse=show.state._parse,
        phrases=show.state._phrases,
        reader=show.state._make_reader,
    )
    show.state, show._ends = again, []
    show.feed([(show.now_ms + 500, Resumed(id="resumed", gap_ms=500))])
    show.run_until(show.now_ms + 30_000)
    assert again.memory.mode == "human_on"
    assert sum(any(isinstance(c, Say) for c in p.commands) for p in show.performed) <= 2
