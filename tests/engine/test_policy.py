"""What the director decides over time: it never gets stuck, and silence is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chatbot.commands import Say
from chatbot.events import (
    AnswerReady,
    AudienceMember,
    ProductSignal,
    Proposed,
    UtteranceStarted,
    ViewerBanned,
)
from chatbot.loading import ShowFiles, load_show
from chatbot.phrases import built_in_phrases
from chatbot.responders.facts import FactsResponder
from chatbot.show.brief import Answer, Brief
from tests.engine.rooms import (
    Life,
    Paper,
    acts,
    chat,
    decided,
    fates,
    heard,
    live,
    loaded,
    passed,
    woken,
)
from tests.onair import CATALOG, write_show
from tests.renderers.clock_loop import run


def test_a_greeting_that_must_wait_does_not_wake_the_room_all_the_time(night: ShowFiles) -> None:
    life = run(
        live(
            night,
            [(3_000, chat("hello", id="1")), (8_000, chat("hello", id="2", nick="Bo"))],
            then_ms=20_000,
            guess=False,
        )
    )
    assert woken(life) < 60


class Slow(FactsResponder):
    """Answers after ten seconds, as a model may."""

    async def respond(self, brief: Brief) -> AsyncIterator[Answer]:
        await passed(10_000)
        yield self.answer(brief)


def test_questions_that_wait_for_a_slow_responder_do_not_wake_the_room_all_the_time(
    night: ShowFiles,
) -> None:
    texts = ["how much is the silk scarf?", "do you ship to brazil?", "how do i order?"]
    script = [(3_000, chat(text, id=text, nick=text)) for text in texts]
    slow = Slow(built_in_phrases())
    life = run(live(night, script, then_ms=8_000, guess=False, responder=slow))
    assert woken(life) < 60


def test_a_wish_that_came_too_late_cuts_nobody_off(shop: ShowFiles) -> None:
    script: list[tuple[int, Any]] = [
        (2_000, acts("pause")),
        (0, Proposed(id="w", plugin="p", commands=(Say("Hi."),), priority=4, expires_s=1)),
        (130_000, acts("resume")),
    ]
    life = run(live(shop, script, then_ms=60_000, guess=False))
    assert decided(life, "interrupt") == []
    assert len(life.screen.parts) > 5
    assert any("not performed in time" in act["text"] for act in decided(life, "raise"))


def test_sold_out_that_is_over_cuts_nobody_off(shop: ShowFiles) -> None:
    script: list[tuple[int, Any]] = [
        (100, acts("pause")),
        (0, ProductSignal(id="s1", source="gw", sku="SCARF", action="sold_out")),
        (
            0,
            ProductSignal(id="s2", source="gw", sku="SCARF", action="stock", stock=9, trusted=True),
        ),
        (5_000, acts("resume")),
    ]
    life = run(live(shop, script, then_ms=50_000, guess=False))
    assert decided(life, "interrupt") == []


def test_a_skipped_line_or_answer_does_not_come_again(shop: ShowFiles, night: ShowFiles) -> None:
    def skip(life: Life) -> None:
        assert life.state.memory.onstage is not None
        cut.append(life.state.memory.onstage.text)
        life.room.put(acts("skip"))

    cut: list[str] = []
    pitched = run(live(shop, [(6_000, skip)], then_ms=8_000, guess=False))
    later = [act["cue"] for act in decided(pitched, "perform")]
    texts = [c["text"] for cue in later for c in cue["commands"] if c["type"] == "say"]
    assert texts.count(cut[0]) == 1

    cut.clear()
    question = chat("how much is the silk scarf?", id="q")
    answered = run(live(night, [(5_000, question), (700, skip)], then_ms=9_000, guess=False))
    assert "$199" in cut[0]
    assert sum("$199" in text for text in answered.said) == 1
    assert fates(answered)["gw/q"] == "dropped"


def test_a_disclosure_that_was_never_heard_is_made_up_for(shop: ShowFiles) -> None:
    def mend(life: Life) -> None:
        life.voice.fails_at = None

    def break_voice(life: Life) -> None:
        life.voice.fails_at = 0

    life = run(live(shop, [(0, break_voice), (20_000, mend)], then_ms=20_000, guess=False))
    assert any("AI" in text for text in life.said[:2])
    assert sum("voice" in act["about"] for act in decided(life, "raise")) == 1


def test_what_a_moderator_chooses_is_answered_next_whatever_else_waits(shop: ShowFiles) -> None:
    texts = ["how much is the silk scarf?", "how do i order?", "do you ship to brazil?", "hello"]
    script: list[tuple[int, Any]] = [(1_000, acts("pause"))]
    script += [(0, chat(text, id=f"q{n}", nick=f"V{n}")) for n, text in enumerate(texts)]
    script += [(500, acts("answer", target="gw/q3")), (500, acts("resume"))]
    life = run(live(shop, script, then_ms=12_000, guess=False))
    answers = [act["cue"]["answers"] for act in decided(life, "perform") if act["cue"]["answers"]]
    assert answers[0] == ["gw/q3"]


def test_a_question_held_after_a_crash_can_be_answered_an_hour_later(night: ShowFiles) -> None:
    life = run(live(night, [(5_000, chat("how much is the silk scarf?", id="q"))], then_ms=600))
    onstage = life.state.memory.onstage
    assert onstage is not None
    assert onstage.started
    state = life.state
    paper = Paper(life.paper.records)
    start_ms = state.memory.now_ms + 3_600_000
    second = run(
        live(
            night,
            [(60_000, acts("answer", target="gw/q"))],
            paper=paper,
            resumed=(state, start_ms),
            then_ms=20_000,
            guess=False,
        )
    )
    assert sum("$199" in text for text in second.said) == 1
    assert fates(second)["gw/q"] == "answered"


def test_a_held_question_is_let_go_in_the_end(night: ShowFiles) -> None:
    life = run(live(night, [(5_000, chat("how much is the silk scarf?", id="q"))], then_ms=600))
    state = life.state
    second = run(
        live(
            night,
            then_ms=700_000,
            paper=Paper(life.paper.records),
            resumed=(state, state.memory.now_ms),
            guess=False,
        )
    )
    assert fates(second)["gw/q"] == "expired"
    assert state.memory.board.clusters == {}


def test_an_answer_that_was_ready_is_not_given_long_after(night: ShowFiles) -> None:
    script: list[tuple[int, Any]] = [
        (5_000, chat("is the silk scarf washable?", id="q0", nick="Bo")),
        (300, chat("how much is the silk scarf?", id="q")),
        (200, acts("pause")),
        (180_000, acts("resume")),
    ]
    life = run(live(night, script, guess=False))
    assert fates(life)["gw/q"] == "expired"
    assert not any("$199" in text for text in life.said)


def test_a_removed_viewer_is_not_greeted_by_an_answer_made_before(night: ShowFiles) -> None:
    script: list[tuple[int, Any]] = [
        (5_000, acts("say", text="Welcome to all of you, we start in a moment, stay here.")),
        (100, chat("how much is the silk scarf?", id="q1", nick="Rude")),
        (10, chat("how much is the silk scarf?", id="q2", nick="Kind")),
        (300, ViewerBanned(id="b", source="gw", viewer=AudienceMember("Rude"))),
    ]
    life = run(live(night, script, then_ms=30_000, guess=False))
    answer = next(text for text in life.said if "$199" in text)
    assert "Rude" not in answer
    assert fates(life) == {"gw/q1": "dropped", "gw/q2": "answered"}


def test_an_answer_made_from_the_catalog_before_is_not_taken(night: ShowFiles) -> None:
    class Late(FactsResponder):
        async def respond(self, brief: Brief) -> AsyncIterator[Answer]:
            answer = self.answer(brief)
            if not changed:  # it is ready, and before the room hears it the price changes
                changed.append(True)
                room[0].put(acts("product", sku="SCARF", values=(("price:USD", "149"),)))
            yield answer

    changed: list[bool] = []
    room: list[Any] = []
    script: list[tuple[int, Any]] = [
        (5_000, lambda life: room.append(life.room)),
        (0, chat("how much is the silk scarf?", id="q")),
    ]
    late = Late(built_in_phrases())
    life = run(live(night, script, guess=False, responder=late))
    assert [text for text in life.said if "$" in text] != []
    assert all("$149" in text for text in life.said if "$" in text)
    assert len(heard(life, AnswerReady)) == 1
    assert not any(e.verdict == "block" for e in heard(life, UtteranceStarted))  # type: ignore[attr-defined]


def test_every_message_learns_its_fate(night: ShowFiles) -> None:
    crowd = [(5, chat("how much is the silk scarf?", id=f"q{n}", nick=f"V{n}")) for n in range(150)]
    again = [(5, chat("how much is the silk scarf?", id=f"r{n}", nick="V1")) for n in range(3)]
    life = run(live(night, [(3_000, acts("skip")), *crowd, *again], then_ms=20_000, guess=False))
    assert set(fates(life).values()) == {"answered"}
    assert len(fates(life)) == 153


def test_a_platforms_price_is_doubted_until_the_owner_has_a_word(night: ShowFiles) -> None:
    signal = ProductSignal(
        id="s", source="gw", sku="SCARF", action="price", amount="149", currency="USD"
    )
    confirm = acts("product", sku="SCARF", values=(("price:USD", "199"),))
    script: list[tuple[int, Any]] = [
        (5_000, signal),
        (100, chat("how much is the silk scarf?", id="q1")),
        (15_000, confirm),
        (0, replace(signal, id="s2")),  # platforms repeat themselves; the owner need not
        (100, chat("how much is the silk scarf?", id="q2", nick="Bo")),
    ]
    life = run(live(night, script, then_ms=15_000, guess=False))
    assert sum("$199" in text for text in life.said) == 1
    assert not any("$149" in text for text in life.said)


def test_a_rundown_saved_shorter_goes_on_from_its_start(tmp_path: Path) -> None:
    lines = "      - {text: {en: 'Line %d here.'}}\n"
    segment = "  - title: s%d\n    lines:\n" + lines
    whole = "loop: true\nsegments:\n" + "".join(segment % (n, n) for n in range(6))
    short = "loop: true\nsegments:\n" + segment % (9, 9)
    show = write_show(tmp_path, seller=True)
    show.write_text(show.read_text("utf-8") + "rundown: rundown.yaml\n", encoding="utf-8")
    (tmp_path / "rundown.yaml").write_text(whole, encoding="utf-8")
    files = load_show(show)
    save = loaded(files, rundown=short)
    life = run(live(files, [(15_000, save)], then_ms=15_000, guess=False))
    assert "Line 9 here." in life.said


@pytest.mark.parametrize(
    ("first", "then", "mode"),
    [
        ("stop", "mute", "stopped"),
        ("stop", "handback", "stopped"),
        ("pause", "mute", "paused"),
        ("takeover", "resume", "human_on"),
        ("takeover", "mute", "human_on"),
        ("takeover", "stop", "stopped"),
        ("mute", "pause", "paused"),
        ("mute", "resume", "on_air"),
        ("takeover", "handback", "on_air"),
    ],
)
def test_nothing_makes_a_silence_shorter_by_accident(
    shop: ShowFiles, first: str, then: str, mode: str
) -> None:
    script = [(3_000, acts(first)), (10, replace(acts(then), seconds=1.0))]
    life = run(live(shop, script, then_ms=5_000, guess=False))
    assert life.state.memory.mode == mode


@pytest.mark.parametrize("action", ["stop", "mute", "takeover"])
def test_a_mode_that_silences_also_silences_the_stage(shop: ShowFiles, action: str) -> None:
    life = run(live(shop, [(3_000, acts(action))], then_ms=100, guess=False))
    assert life.room.stage is not None
    assert life.room.stage.wordless
    assert life.room.stage.halted is (action != "takeover")  # who hosts may still point


def test_reloading_and_changing_keep_one_version_for_the_same_goods(night: ShowFiles) -> None:
    dearer = loaded(night, catalog=CATALOG.replace("199", "209"))
    script: list[tuple[int, Any]] = [
        (1_000, acts("product", sku="SCARF", values=(("stock", "0"),))),
        (0, acts("product", sku="SCARF", values=(("stock", "5"),))),
        (0, dearer),
        (0, loaded(night)),
    ]
    life = run(live(night, script, guess=False))
    assert life.state.catalog.version == night.catalog.version
