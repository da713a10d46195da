"""A person hosts, and the host whispers: ranked questions with answers that the gate let pass."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chatbot.commands import Pin, PointToBuy, Say, ShowProduct
from chatbot.events import ModeratorAction, Proposed
from chatbot.loading import ShowFiles
from chatbot.rehearsal import Rehearsal
from chatbot.show.acts import Fate, Perform, Platform, Prepare, Raise, Suggest
from chatbot.show.authority import objection
from chatbot.testing import chat, load, viewers
from tests.onair import write_show

PRICE = "how much is the silk scarf?"


def show_of(folder: Path, *, mode: str, seller: bool = True) -> ShowFiles:
    path = write_show(folder, seller=seller)
    written = path.read_text(encoding="utf-8")
    text = written.replace("policy: {market: us}", f"policy: {{market: us, mode: {mode}}}")
    path.write_text(text, encoding="utf-8")
    return load(path)


def action(name: str, **fields: object) -> ModeratorAction:
    return ModeratorAction(id=f"a-{name}", action=name, by="mod", **fields)  # type: ignore[arg-type]


@pytest.fixture(params=["assist", "human_on"])
def hosted(request: pytest.FixtureRequest, tmp_path: Path) -> Rehearsal:
    """A show that a person hosts: from the start, or since a take-over."""
    mode = "assist" if request.param == "assist" else "host"
    show = Rehearsal(show_of(tmp_path, mode=mode))
    if mode == "host":
        show.feed([(2_000, action("takeover"))])
    show.run_until(3_000)
    show.acts.clear()
    show.performed.clear()
    return show


def suggested(show: Rehearsal) -> dict[str, str]:
    return {act.question: act.text for act in show.acts if isinstance(act, Suggest)}


def fates(show: Rehearsal) -> dict[str, tuple[str, str]]:
    return {a.message_id: (a.fate, a.reason) for a in show.acts if isinstance(a, Fate)}


def spoken(show: Rehearsal) -> list[Say]:
    performed = [act.cue for act in show.acts if isinstance(act, Perform | Prepare)]
    return [c for cue in performed for c in cue.commands if isinstance(c, Say)]


def test_a_question_gets_an_answer_to_read_and_nothing_is_spoken(hosted: Rehearsal) -> None:
    hosted.feed([(4_000, viewers(900)), (5_000, chat(PRICE, id="m1"))])
    hosted.run_until(60_000)
    assert "$199" in suggested(hosted)["test/m1"]
    (whispered,) = [act for act in hosted.acts if isinstance(act, Suggest)]
    assert whispered.facts == ("price:SCARF:USD",)
    assert whispered.by == "facts"
    assert spoken(hosted) == []
    assert hosted.performed == []


def test_who_hosts_marks_what_was_answered_and_what_will_not_be(hosted: Rehearsal) -> None:
    hosted.feed([(5_000, chat(PRICE, id="m1")), (5_000, chat("how do i order?", id="m2"))])
    hosted.feed([(6_000, chat("price of the scarf??", nick="Bo", id="m3"))])
    hosted.feed([(9_000, action("answered", target="test/m1"))])
    hosted.feed([(9_500, action("drop", target="test/m2"))])
    assert fates(hosted)["test/m1"] == ("answered", "by mod")
    assert fates(hosted)["test/m3"] == ("answered", "by mod")
    assert fates(hosted)["test/m2"][0] == "dropped"
    assert not hosted.state.memory.board.waiting()
    assert "no longer" in objection(hosted.state, action("answered", target="test/m2"))


def test_a_changed_price_takes_the_suggestion_back_and_makes_it_anew(hosted: Rehearsal) -> None:
    hosted.feed([(5_000, chat(PRICE, id="m1"))])
    assert "$199" in suggested(hosted)["test/m1"]
    hosted.acts.clear()
    hosted.feed([(8_000, action("product", sku="SCARF", values=(("price:USD", "149"),)))])
    assert "$149" in suggested(hosted)["test/m1"]
    assert "$199" not in str(hosted.acts)


def test_what_is_no_longer_true_does_not_stay_on_the_page(tmp_path: Path) -> None:
    files = show_of(tmp_path, mode="assist")
    fresh = "catalog: {file: catalog.yaml, fresh_for: {price: 30s}}"
    written = files.path.read_text(encoding="utf-8").replace("catalog: catalog.yaml", fresh)
    files.path.write_text(written, encoding="utf-8")
    show = Rehearsal(load(files.path))
    show.feed([(5_000, chat(PRICE, id="m1"))])
    assert "$199" in suggested(show)["test/m1"]
    show.run_until(40_000)
    cluster = show.state.memory.board.clusters["test/m1"]
    assert not any("$199" in piece.text for piece in cluster.pieces)


def test_goods_are_shown_pinned_and_pointed_at_without_a_word(hosted: Rehearsal) -> None:
    hosted.feed([(5_000, action("pin", sku="SCARF"))])
    hosted.run_until(6_000)
    hosted.feed([(7_000, action("point", sku="SCARF"))])
    hosted.run_until(9_000)
    commands = [c for p in hosted.performed for c in p.commands]
    assert ShowProduct("SCARF") in commands
    assert any(isinstance(c, PointToBuy) for c in commands)
    platform = [act.command for act in hosted.acts if isinstance(act, Platform)]
    assert platform == [Pin("SCARF")]
    assert hosted.state.memory.on_screen == "SCARF"
    assert spoken(hosted) == []


def test_nobody_makes_it_speak(hosted: Rehearsal) -> None:
    assert objection(hosted.state, action("say", text="Hello."))
    plugin = Proposed(id="p1", plugin="x", commands=(Say("Hello."),), priority=3)
    sold_out = action("product", sku="SCARF", values=(("stock", "0"),))
    hosted.feed([(5_000, plugin), (6_000, sold_out)])
    hosted.run_until(300_000)
    assert spoken(hosted) == []
    assert not [a for a in hosted.acts if isinstance(a, Raise) and "let go" in a.text]


def test_in_assist_mode_there_is_nobody_to_take_over_from(tmp_path: Path) -> None:
    show = Rehearsal(show_of(tmp_path, mode="assist"))
    for name in ("takeover", "handback", "mute"):
        assert "a person hosts" in objection(show.state, action(name))
    show.run_until(3 * 3_600_000)
    assert show.state.memory.mode == "on_air"  # who hosts is there: nobody has to say so
    assert show.performed == []


def test_pleasantries_need_no_help_and_eight_questions_are_enough(hosted: Rehearsal) -> None:
    hosted.feed([(4_000, chat("hello!", nick="Hi", id="hi"))])
    asks = ["scarf price", "how do i order?", "do you ship to brazil?", "is the bowl in stock?"]
    for n, text in enumerate([*asks, *(f"{t} please" for t in asks)]):
        hosted.feed([(5_000 + n * 100, chat(text, nick=f"V{n}", id=f"q{n}"))])
    hosted.run_until(12_000)
    assert "test/hi" not in suggested(hosted)
    assert 0 < len(suggested(hosted)) <= 8


def test_handed_back_the_host_answers_what_still_waits(tmp_path: Path) -> None:
    show = Rehearsal(show_of(tmp_path, mode="host", seller=False))
    show.feed([(2_000, action("takeover")), (5_000, replace(chat(PRICE, id="m1")))])
    show.run_until(8_000)
    assert suggested(show)
    show.feed([(9_000, action("handback"))])
    show.run_until(30_000)
    said = [p.text for p in show.performed if p.passed]
    assert sum("$199" in text for text in said) == 1


def test_a_snapshot_keeps_what_was_suggested(hosted: Rehearsal) -> None:
    hosted.feed([(5_000, chat(PRICE, id="m1"))])
    again = type(hosted.state).from_snapshot(
        hosted.state.snapshot(),
        parse=hosted.state._parse,
        phrases=hosted.state._phrases,
        reader=hosted.state._make_reader,
    )
    assert again.memory.board.clusters["test/m1"].suggested == "told"
