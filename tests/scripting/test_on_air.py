"""Only what a person approved airs, and only while what it rests on stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chatbot.approvals import Approvals, approvals_beside
from chatbot.loading import ShowFiles, load_show, load_show_texts
from chatbot.rehearsal import Rehearsal
from chatbot.scripting.approving import revoke, sign, write_approvals
from chatbot.scripting.lines import choose
from chatbot.show.acts import Perform, Raise
from chatbot.show.signed import script_of, standing, value_of
from chatbot.testing import chat

SHOW = "persona: me\ncatalog: goods.yaml\nrundown: plan.yaml\nlanguage: en\nseed: 3\n"
HOST = "name: Ann\nlanguages: [en, zh]\n"
GOODS = """\
products:
  - sku: TEA
    name: Black tea
    price: {CNY: 46}
    stock: 40
    facts: {pack: in a tin, taste: mellow}
    allowed_claims: {en: [spring harvest, packed in a tin]}
shipping: {CN: {fee_CNY: 6}}
"""
PLAN = """\
segments:
  - title: Welcome
    lines:
      - {en: "Sit down, the kettle is on.", facts: ["host:name"]}
  - title: Tea
    sku: TEA
    lines:
      - {en: "This is a spring harvest.", facts: ["claim:TEA:spring harvest"]}
      - {en: "It comes in a tin.", facts: ["fact:TEA:pack"]}
      - {en: "It is {price} for the {name}.", facts: ["price:TEA"]}
      - {en: "Tea for quiet mornings."}
"""
AT = datetime(2026, 11, 28, 10, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("show", SHOW), ("me", HOST), ("goods", GOODS), ("plan", PLAN)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def load(folder: Path, *, autonomy: str = "") -> ShowFiles:
    policy = f"policy: {{autonomy: {autonomy}}}\n" if autonomy else ""
    (folder / "show.yaml").write_text(SHOW + policy, encoding="utf-8")
    return load_show(folder / "show.yaml", environment={})


def approve(folder: Path, *lines: int, by: str = "Mei") -> None:
    files = load(folder)
    assert files.rundown is not None
    signed = sign(
        files.approvals or Approvals(),
        choose(files.rundown, lines=lines),
        files.catalog,
        files.persona,
        by=by,
        at=AT,
    )
    write_approvals(approvals_beside(folder / "plan.yaml"), signed)


def change(folder: Path, old: str, new: str) -> None:
    goods = folder / "goods.yaml"
    text = goods.read_text(encoding="utf-8")
    assert old in text
    goods.write_text(text.replace(old, new), encoding="utf-8")


def heard(files: ShowFiles, minutes: float = 2) -> list[str]:
    show = Rehearsal(files)
    show.run_until(round(minutes * 60_000))
    return [p.text for p in show.performed if p.passed]


def states(files: ShowFiles) -> list[str]:
    assert files.rundown is not None
    approvals = files.approvals or Approvals()
    return [
        standing(
            one.line,
            "en",
            one.segment.sku,
            approvals,
            lambda fact: value_of(fact, files.catalog, files.persona),
        ).state
        for one in choose(files.rundown)
    ]


def test_a_script_says_what_was_approved_and_who_it_is_and_nothing_else(folder: Path) -> None:
    approve(folder, 2, 4)
    said = heard(load(folder, autonomy="script"))
    own = [text for text in said if " AI " not in f" {text} "]
    assert set(own) == {"This is a spring harvest.", "It is ¥46 for the Black tea."}
    assert len(said) > len(own), "the host still has to say that it is an AI"


def test_a_script_answers_nobody_until_a_moderator_picks_the_question(folder: Path) -> None:
    approve(folder)
    show = Rehearsal(load(folder, autonomy="script"))
    show.feed([(1_000, chat("how much is the tea?"))])
    show.run_until(30_000)
    assert not [p for p in show.performed if p.answers]


def test_without_an_approved_line_a_script_is_silent_and_with_none_at_all_too(
    folder: Path,
) -> None:
    for files in (
        load(folder, autonomy="script"),
        load_show_texts(
            [(kind, text.replace("rundown: plan.yaml\n", ""))
             for kind, text in load(folder, autonomy="script").texts],
            environment={},
        ),
    ):  # fmt: skip
        assert all(" AI " in f" {text} " for text in heard(files))


def test_elsewhere_all_lines_air_until_somebody_keeps_approvals(folder: Path) -> None:
    assert "It comes in a tin." in heard(load(folder))
    approve(folder, 2)
    said = heard(load(folder))
    assert "This is a spring harvest." in said
    assert "It comes in a tin." not in said


@pytest.mark.parametrize(
    ("old", "new", "after"),
    [
        ("spring harvest,", "autumn harvest,", "approved stale approved approved stale"),
        ("in a tin, taste", "in a box, taste", "approved approved stale approved stale"),
        ("taste: mellow", "taste: dry", "approved approved approved approved stale"),
        ("Black tea", "Red tea", "approved approved approved stale stale"),
        ("CNY: 46", "CNY: 41", "approved approved approved approved approved"),
        ("stock: 40", "stock: 4", "approved approved approved approved approved"),
        ("fee_CNY: 6", "fee_CNY: 9", "approved approved approved approved approved"),
    ],
)
def test_what_changes_takes_the_lines_that_rest_on_it_off_the_air(
    folder: Path, old: str, new: str, after: str
) -> None:
    approve(folder)
    assert set(states(load(folder))) == {"approved"}
    change(folder, old, new)
    assert states(load(folder)) == after.split()
    approve(folder)
    gone = "spring" in old  # what the catalog no longer says stays off the air
    assert states(load(folder)).count("stale") == gone


def test_the_moderators_are_told_what_went_off_the_air_and_why(folder: Path) -> None:
    approve(folder)
    change(folder, "spring harvest,", "autumn harvest,")
    show = Rehearsal(load(folder))
    told = [act.text for act in show.acts if isinstance(act, Raise) and act.about == "script"]
    assert told[0] == "3 lines approved, 2 stale"
    assert "claim:TEA:spring harvest is no longer in the catalog" in told[1]


def test_other_words_another_product_or_other_facts_are_another_line(folder: Path) -> None:
    approve(folder)
    plan = folder / "plan.yaml"
    text = plan.read_text(encoding="utf-8")
    for old, new in (
        ("in a tin.", "in a round tin."),
        ("fact:TEA:pack", "fact:TEA:taste"),
    ):
        plan.write_text(text.replace(old, new), encoding="utf-8")
        assert states(load(folder)).count("waiting") == 1
    plan.write_text(text, encoding="utf-8")
    assert "waiting" not in states(load(folder))


def test_a_signature_taken_back_leaves_the_others(folder: Path) -> None:
    approve(folder, by="Mei")
    approve(folder, 3, by="Jo")
    files = load(folder)
    assert files.rundown is not None
    assert files.approvals is not None
    assert [s.by for s in files.approvals.signatures] == ["Mei", "Jo"]
    left = revoke(files.approvals, choose(files.rundown, segments=["Tea"]))
    assert states(replace(files, approvals=left)) == ["approved", *["waiting"] * 4]
    assert [s.by for s in left.signatures] == ["Mei"]


def test_each_line_on_air_names_who_approved_it_and_a_replay_knows_as_well(folder: Path) -> None:
    approve(folder)
    files = load(folder)
    assert [kind for kind, _ in files.texts][-1] == "approvals"
    show, again = Rehearsal(files), Rehearsal(load_show_texts(files.texts, environment={}))
    for rehearsal in (show, again):
        rehearsal.run_until(60_000)
    cues = [act.cue for act in show.acts if isinstance(act, Perform)]
    tea = next(cue for cue in cues if cue.say and "spring" in cue.say.text)
    assert "approved by Mei on 2026-11-28" in tea.reason
    assert tea.facts == ("claim:TEA:spring harvest",)
    assert show.acts == again.acts


def test_lines_of_one_beat_take_turns_and_keep_their_place(folder: Path) -> None:
    turns = "".join(f"      - {{en: 'Look {w}.', beat: hook}}\n" for w in ("here", "closer"))
    plan = f"segments:\n  - title: a\n    lines:\n{turns}      - {{en: Sit down.}}\n"
    (folder / "plan.yaml").write_text(plan, encoding="utf-8")
    said = [text for text in heard(load(folder), 1) if " AI " not in f" {text} "]
    assert said[:6] == ["Look here.", "Sit down.", "Look closer.", "Sit down.", *said[:2]]


def test_a_rundown_that_is_empty_of_approved_lines_counts_them(folder: Path) -> None:
    files = load(folder)
    script = script_of(files.rundown, None, files.catalog, files.persona, "en", only_approved=True)
    assert (script.approved, script.stale, script.waiting) == (0, 0, 5)
    assert str(script) == "0 lines approved, 5 waiting for approval"
