"""What people at the console do to the show: hold, approve, take back, block, go to, undo."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chatbot.commands import Say
from chatbot.events import ModeratorAction
from chatbot.loading import ShowFiles
from chatbot.rehearsal import Rehearsal
from chatbot.show import desk, retraction
from chatbot.show.acts import Fate, Perform, Raise, Refuse
from chatbot.show.authority import objection, to_judge
from chatbot.show.brief import Answer, Brief
from chatbot.show.core import judge_cue
from chatbot.show.memory import Said
from chatbot.testing import chat, load
from chatbot.web import desk_rows
from tests.onair import write_show

S = 1_000
LIKE = "what do you do when nobody is watching?"
MADE = "I count the stars and hum a tune."


class Model:
    """Writes one sentence, resting on what it is told to."""

    name = "poet"

    def __init__(self, *facts: str) -> None:
        self.facts = facts or ("none",)

    async def respond(self, brief: Brief) -> AsyncIterator[Answer]:
        yield Answer(text=MADE, lang=brief.lang, facts=self.facts, by=self.name)

    def moment(self, brief: Brief) -> Answer | None:
        return None


def files(folder: Path, policy: str = "", *, seller: bool = False) -> ShowFiles:
    path = write_show(folder, seller=seller)
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("{market: us}", f"{{market: us, attended: off, {policy}}}"), encoding="utf-8"
    )
    return load(path)


def show_of(folder: Path, policy: str = "", *facts: str, seller: bool = False) -> Rehearsal:
    return Rehearsal(files(folder, policy, seller=seller), responder=Model(*facts))


def act(show: Rehearsal, name: str, by: str = "mia", **fields: object) -> ModeratorAction:
    """Do it now; the id is new each time."""
    number = sum(isinstance(a, Refuse) for a in show.acts) + len(show.acts)
    event = ModeratorAction(id=f"{name}-{number}", action=name, by=by, **fields)  # type: ignore[arg-type]
    show.feed([(show.now_ms, event)])
    return event


def said(show: Rehearsal) -> list[str]:
    return [p.text for p in show.performed if p.passed and p.text]


def fates(show: Rehearsal, message: str) -> list[str]:
    told = [a for a in show.acts if isinstance(a, Fate) and a.message_id == f"test/{message}"]
    return [f"{a.fate}: {a.reason}" for a in told]


def refusals(show: Rehearsal) -> list[str]:
    return [a.why for a in show.acts if isinstance(a, Refuse)]


def asked(show: Rehearsal, text: str = LIKE) -> str:
    show.feed([(show.now_ms + S, chat(text, id="q"))])
    show.run_until(show.now_ms + 3 * S)
    return "test/q"


# -- approve ---------------------------------------------------------------------------------------


def test_what_rests_on_no_fact_waits_and_is_said_once_approved(tmp_path: Path) -> None:
    show = show_of(tmp_path)
    question = asked(show)
    show.run_until(show.now_ms + 20 * S)
    assert MADE not in said(show)
    (row,) = desk_rows.held(show.state, [])
    assert (row["answer"], row["by"], row["facts"], row["passed"]) == (MADE, "poet", [], True)
    act(show, "approve", target=question)
    show.run_until(show.now_ms + 10 * S)
    assert said(show).count(MADE) == 1
    assert any("approved by mia" in a.cue.reason for a in show.acts if isinstance(a, Perform))
    assert desk_rows.held(show.state, []) == []


def test_a_grounded_answer_needs_nobody_and_a_free_host_nobody_at_all(tmp_path: Path) -> None:
    grounded = show_of(tmp_path / "a", "", "price:SCARF:USD")
    asked(grounded)
    free = show_of(tmp_path / "b", "autonomy: free")
    asked(free)
    for show in (grounded, free):
        show.run_until(show.now_ms + 10 * S)
        assert MADE in said(show)


@pytest.mark.parametrize(("then", "heard"), [("drop", 0), ("say", 1)])
def test_a_timeout_decides_and_says_so(tmp_path: Path, then: str, heard: int) -> None:
    show = show_of(tmp_path, f"held: {{for_s: 10, then: {then}}}")
    asked(show)
    show.run_until(show.now_ms + 6 * S)
    assert MADE not in said(show)
    show.run_until(show.now_ms + 20 * S)
    assert said(show).count(MADE) == heard
    assert any("within 10 s" in a.text for a in show.acts if isinstance(a, Raise))


def test_an_edit_says_the_edited_words_and_a_veto_nothing(tmp_path: Path) -> None:
    show = show_of(tmp_path / "a")
    act(show, "edit", target=asked(show), text="I read by lamplight.")
    show.run_until(show.now_ms + 10 * S)
    assert "I read by lamplight." in said(show)
    assert MADE not in said(show)
    show = show_of(tmp_path / "b")
    act(show, "veto", target=asked(show))
    show.run_until(show.now_ms + 90 * S)
    assert MADE not in said(show)
    assert "dropped: vetoed by mia" in fates(show, "q")


def test_of_two_people_the_first_wins_and_the_other_is_told(tmp_path: Path) -> None:
    show = show_of(tmp_path)
    question = asked(show)
    act(show, "approve", target=question)
    act(show, "veto", by="ben", target=question)
    assert refusals(show) == ["mia was first and approved it"]
    show.run_until(show.now_ms + 10 * S)
    assert said(show).count(MADE) == 1


def test_wrong_words_do_not_pass_by_hand(tmp_path: Path) -> None:
    show = show_of(tmp_path)
    question = asked(show)
    edit = ModeratorAction(
        id="e", action="edit", by="mia", target=question, text="The silk scarf is $9 tonight."
    )
    assert objection(show.state, edit) == ""
    cue = to_judge(show.state, edit)
    assert cue is not None
    assert "wrong_price" in judge_cue(show.state, cue).reasons


# -- answer now ------------------------------------------------------------------------------------


def test_a_question_is_answered_with_a_persons_words(tmp_path: Path) -> None:
    show = Rehearsal(files(tmp_path, "autonomy: script"))
    question = asked(show, "do you ship to brazil?")
    show.run_until(show.now_ms + 5 * S)
    assert not said(show)[1:]
    act(show, "answer", target=question, text="Please write to the shop about Brazil.")
    show.run_until(show.now_ms + 10 * S)
    assert "Please write to the shop about Brazil." in said(show)
    assert any(f.startswith("answered") for f in fates(show, "q"))


# -- take back -------------------------------------------------------------------------------------


def test_a_line_is_taken_back_once_and_not_said_again(tmp_path: Path) -> None:
    show = Rehearsal(files(tmp_path, seller=True))
    show.run_until(40 * S)
    line = next(s for s in show.state.memory.said if s.sku)
    taken = act(show, "correct", target=line.utterance)
    show.run_until(show.now_ms + 10 * S)
    (cue,) = [a.cue for a in show.acts if isinstance(a, Perform) and a.cue.cause == taken.id]
    assert cue.priority == 4
    assert line.utterance in cue.reason
    passed = [p for p in show.performed if p.commands == cue.commands]
    assert passed[0].passed, passed[0].detail
    assert line.line in show.state.memory.refused
    act(show, "correct", by="ben", target=line.utterance)
    assert refusals(show) == ["mia has it taken back already"]


@pytest.mark.parametrize("lang", ["zh", "en", "fr"])
@pytest.mark.parametrize("facts", [("price:SCARF:USD",), ()], ids=["price", "line"])
@pytest.mark.parametrize("seller", [True, False], ids=["seller", "clerk"])
def test_every_correction_passes_the_gate_in_three_languages(
    tmp_path: Path, lang: str, facts: tuple[str, ...], seller: bool
) -> None:
    show = Rehearsal(files(tmp_path, seller=seller))
    words = {"zh": "今晚的围巾请看商品页面。", "en": "Please look at the product page.",
             "fr": "Regardez la page du produit."}[lang]  # fmt: skip
    drawn = set()
    for number in range(40):
        line = Said(f"l-{number}", "x", "x", lang, "SCARF", facts, "", 0)
        show.state.memory.said = [line]
        for text in ("", words):
            action = ModeratorAction(
                id="a", action="correct", by="mia", target=line.utterance, text=text
            )
            assert retraction.objection(show.state, action) == ""
            cue = retraction.as_cue(show.state, action)
            assert cue is not None
            verdict = judge_cue(show.state, cue)
            assert verdict.passed, (cue.commands, verdict.detail)
            (say,) = (c for c in cue.commands if isinstance(c, Say))
            assert say.lang == lang
            drawn.add(say.text)
    assert len(drawn) >= 10  # six wordings of each kind


# -- words, segments, freedom, notes ---------------------------------------------------------------


def test_a_blocked_word_is_neither_heard_nor_said_until_it_is_unblocked(tmp_path: Path) -> None:
    show = show_of(tmp_path, "autonomy: free")
    blocked = act(show, "block_word", text="Nobody")
    asked(show)
    show.run_until(show.now_ms + 10 * S)
    assert MADE not in said(show)
    assert fates(show, "q") == ["blocked: a word that a moderator blocked"]
    act(show, "undo", target=blocked.id)
    show.feed([(show.now_ms + S, chat(LIKE, id="r"))])
    show.run_until(show.now_ms + 10 * S)
    assert MADE in said(show)
    act(show, "block_word", text="scarf")
    assert "in the name of SCARF" in refusals(show)[-1]


def test_the_programme_goes_to_a_segment_and_back(tmp_path: Path) -> None:
    show = Rehearsal(files(tmp_path, seller=True))
    show.run_until(10 * S)
    before = show.state.memory.programme.segment
    went = act(show, "segment", target="1")
    assert desk_rows.segments(show.state)[0]["here"]
    act(show, "undo", target=went.id)
    assert show.state.memory.programme.segment == before
    act(show, "segment", target="2")  # the bowl
    assert "sold out" in refusals(show)[-1]


def test_freedom_falls_at_a_moderators_word_and_rises_at_an_owners(tmp_path: Path) -> None:
    show = show_of(tmp_path)
    act(show, "autonomy", text="script", values=(("lowers", "true"),))
    assert show.state.scripted
    act(show, "autonomy", text="free", values=(("lowers", "true"),))
    assert refusals(show)[-1].startswith("only an owner")
    act(show, "autonomy", text="free")
    asked(show)
    show.run_until(show.now_ms + 10 * S)
    assert MADE in said(show)


def test_notes_are_pinned_replaced_and_taken_down(tmp_path: Path) -> None:
    show = show_of(tmp_path)
    first = act(show, "note", text="Watch user 7.")
    second = act(show, "note", by="ben", target=first.id, text="User 7 is fine.")
    assert [n["text"] for n in desk_rows.desk(show.state)["notes"]] == ["User 7 is fine."]
    act(show, "note", target=second.id)
    assert desk_rows.desk(show.state)["notes"] == []
    act(show, "mark", text="the joke about the owl")
    assert not refusals(show)


# -- undo ------------------------------------------------------------------------------------------


def test_a_dropped_question_comes_back_and_is_answered(tmp_path: Path) -> None:
    show = Rehearsal(files(tmp_path))
    act(show, "pause")
    question = asked(show, "how much is the silk scarf?")
    dropped = act(show, "drop", target=question)
    assert not show.state.memory.board.clusters
    act(show, "undo", target=dropped.id)
    act(show, "resume")
    show.run_until(show.now_ms + 10 * S)
    assert any("$199" in text for text in said(show))
    act(show, "undo", target=dropped.id)
    assert refusals(show)[-1] == "that can no longer be undone"


def test_a_price_goes_back_unless_it_was_changed_again(tmp_path: Path) -> None:
    show = Rehearsal(files(tmp_path))
    first = act(show, "product", sku="SCARF", values=(("price:USD", "149"),))
    act(show, "undo", target=first.id)
    assert str(show.state.catalog.by_sku["SCARF"].price["USD"]) == "199"
    second = act(show, "product", sku="SCARF", values=(("price:USD", "149"),))
    act(show, "product", sku="SCARF", values=(("price:USD", "159"),))
    act(show, "undo", target=second.id)
    assert "changed again" in refusals(show)[-1]


def test_every_action_that_can_be_done_has_its_rules() -> None:
    assert set(desk.OBJECTIONS) == set(desk.DOES)
