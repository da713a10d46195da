"""Somebody says “I'm here” now and then; without that the show falls back, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.errors import ConfigErrors
from chatbot.events import ModeratorAction
from chatbot.loading import ShowFiles
from chatbot.rehearsal import Rehearsal
from chatbot.show.acts import Posture, Raise
from chatbot.show.programme import DISCLOSES
from chatbot.testing import chat, load
from tests.onair import write_show

MINUTE = 60_000
RUNDOWN = """\
segments:
  - {title: scarf, sku: SCARF, lines: [{text: {en: "A scarf for the evening."}, facts: []}]}
"""


def night(folder: Path, attended: str, *, seller: bool = True, more: str = "") -> ShowFiles:
    path = write_show(folder, seller=seller)
    text = path.read_text(encoding="utf-8").replace(
        "policy: {market: us}",
        f"policy: {{market: us, order_channel: cart, {attended}}}\n{more}",
    )
    path.write_text(text, encoding="utf-8")
    return load(path)


def action(name: str, **fields: object) -> ModeratorAction:
    return ModeratorAction(id=f"a-{name}", action=name, by="mod", **fields)  # type: ignore[arg-type]


def alerts(show: Rehearsal, level: str) -> list[str]:
    return [a.text for a in show.acts if isinstance(a, Raise) and a.level == level]


def said(show: Rehearsal) -> list[str]:
    return [p.text for p in show.performed if p.passed and p.text]


HOLDING = "attended: {every_min: 30}"
SCRIPT = "attended: {every_min: 30, on_absence: script_only}"


def test_who_taps_in_time_keeps_the_show_on(tmp_path: Path) -> None:
    show = Rehearsal(night(tmp_path, HOLDING))
    for minutes in (29, 58, 87):
        show.feed([(minutes * MINUTE, action("here"))])
    show.run_until(116 * MINUTE)
    assert show.state.memory.mode == "on_air"
    assert not alerts(show, "urgent")


def test_nobody_is_reminded_and_then_the_show_holds_until_somebody_taps(tmp_path: Path) -> None:
    show = Rehearsal(night(tmp_path, HOLDING))
    show.run_until(26 * MINUTE)
    assert [w for w in alerts(show, "warning") if "5 min" in w]
    show.run_until(31 * MINUTE)
    assert show.state.memory.mode == "holding"
    assert len(alerts(show, "urgent")) == 1
    assert [a for a in show.acts if isinstance(a, Posture)][-1] == Posture("stopped")
    heard = len(said(show))
    show.feed([(40 * MINUTE, chat("how much is the silk scarf?"))])
    show.run_until(41 * MINUTE)
    assert len(said(show)) == heard
    show.feed([(41 * MINUTE, action("here"))])
    show.run_until(42 * MINUTE)
    assert DISCLOSES.search(said(show)[heard])  # viewers who came meanwhile are told
    assert any("$199" in text for text in said(show)[heard:])
    assert len(alerts(show, "urgent")) == 1


def test_the_sentence_that_is_being_said_is_finished(tmp_path: Path) -> None:
    show = Rehearsal(night(tmp_path, HOLDING))
    show.run_until(31 * MINUTE)
    assert len(said(show)) > 20
    assert all(act.why != "holding" for act in show.acts if hasattr(act, "why"))
    assert not [a for a in show.acts if type(a).__name__ == "Interrupt"]


@pytest.mark.parametrize("seller", [True, False], ids=["seller", "clerk"])
def test_with_script_only_it_goes_on_and_answers_nobody(tmp_path: Path, seller: bool) -> None:
    show = Rehearsal(night(tmp_path, SCRIPT, seller=seller))
    show.run_until(31 * MINUTE)
    heard = len(said(show))
    show.feed([(32 * MINUTE, chat("do you ship to brazil?"))])
    show.run_until(34 * MINUTE)
    assert show.state.memory.mode == "on_air"
    assert len(said(show)) > heard
    assert not any("brazil" in text.lower() for text in said(show)[heard:])
    assert "approved script" in alerts(show, "urgent")[0]
    heard = len(said(show))
    show.feed([(34 * MINUTE, action("here")), (34 * MINUTE + 5, chat("is the bowl in stock?"))])
    show.run_until(35 * MINUTE)
    assert any("bowl" in text.lower() for text in said(show)[heard:])


def test_a_script_that_nobody_approved_is_none(tmp_path: Path) -> None:
    (tmp_path / "rundown.yaml").write_text(RUNDOWN, encoding="utf-8")
    show = Rehearsal(night(tmp_path, SCRIPT, more="rundown: rundown.yaml"))
    show.run_until(20 * MINUTE)
    assert "A scarf for the evening." in said(show)
    show.run_until(31 * MINUTE)
    assert show.state.memory.mode == "holding"
    show.feed([(32 * MINUTE, action("here"))])
    heard = len(said(show))
    show.run_until(34 * MINUTE)
    assert "A scarf for the evening." in said(show)[heard:]


@pytest.mark.parametrize("name", ["mood", "resume", "stop", "takeover"])
def test_whoever_acts_is_there(tmp_path: Path, name: str) -> None:
    show = Rehearsal(night(tmp_path, HOLDING))
    show.run_until(31 * MINUTE)
    show.feed([(32 * MINUTE, action(name, text="warm" if name == "mood" else ""))])
    expected = {"stop": "stopped", "takeover": "human_on"}.get(name, "on_air")
    assert show.state.memory.mode == expected
    assert show.state.memory.attendance.absent == ""


def test_a_human_on_the_air_is_there(tmp_path: Path) -> None:
    show = Rehearsal(night(tmp_path, HOLDING))
    show.feed([(MINUTE, action("takeover"))])
    show.run_until(120 * MINUTE)
    assert show.state.memory.mode == "human_on"
    show.feed([(120 * MINUTE, action("handback"))])
    show.run_until(149 * MINUTE)
    assert show.state.memory.mode == "on_air"


def test_a_snapshot_remembers_who_was_there(tmp_path: Path) -> None:
    show = Rehearsal(night(tmp_path, SCRIPT))
    show.run_until(31 * MINUTE)
    again = type(show.state).from_snapshot(
        show.state.snapshot(),
        parse=show.state._parse,
        phrases=show.state._phrases,
        reader=show.state._make_reader,
    )
    assert again.scripted
    assert again.memory.attendance == show.state.memory.attendance


@pytest.mark.parametrize(
    ("policy", "every", "falls_to"),
    [
        ("platform: none", None, None),
        ("platform: twitch", 30, "script_only"),
        ("platform: [twitch, douyin]", 30, "holding"),
        ("platform: douyin, attended: off", None, None),
        ("platform: none, attended: {every_min: 10}", 10, "holding"),
    ],
)
def test_the_platform_suggests_and_the_owner_decides(
    tmp_path: Path, policy: str, every: int | None, falls_to: str | None
) -> None:
    found = night(tmp_path, policy).show.policy.attended
    assert (found and found.every_min, found and found.on_absence) == (every, falls_to)


def test_a_mistake_is_told_by_line(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigErrors, match=r"show.yaml:5: .*'music' \(known: holding, script_only\)"
    ):
        night(tmp_path, "attended: {every_min: 30, on_absence: music}")
    with pytest.raises(ConfigErrors, match=r"show.yaml:5: .*attended"):
        night(tmp_path, "attended: sometimes")
