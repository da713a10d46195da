"""Approving and changing the catalog while the show is on the air, through the real sockets."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chatbot.approvals import Approvals, approvals_beside
from chatbot.errors import CannotGoOnAir
from chatbot.loading import load_show
from chatbot.replaying import replay
from chatbot.scripting.approving import sign, write_approvals
from chatbot.scripting.lines import choose
from tests.onair import Studio, studio, write_show

PLAN = """\
segments:
  - title: Scarf
    sku: SCARF
    lines:
      - {en: "It is woven from silk.", facts: ["fact:SCARF:material"]}
      - {en: "Link {link_no} is the {name}.", facts: ["name:SCARF", "link:SCARF"]}
"""
GOODS = "- {sku: SCARF, name: Silk scarf, price: 199, stock: 12, facts: {material: silk}}\n"


@pytest.fixture
def show(tmp_path: Path) -> Path:
    path = write_show(tmp_path, seller=True)
    text = path.read_text(encoding="utf-8").replace(
        "{market: us}", "{market: us, autonomy: script}"
    )
    path.write_text(text + "rundown: plan.yaml\n", encoding="utf-8")
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "catalog.yaml").write_text(GOODS, encoding="utf-8")
    return path


def approve(show: Path, *lines: int) -> None:
    files = load_show(show, environment={})
    assert files.rundown is not None
    signed = sign(
        files.approvals or Approvals(), choose(files.rundown, lines=lines), files.catalog,
        files.persona, by="Mei", at=datetime(2026, 11, 28, tzinfo=UTC),
    )  # fmt: skip
    write_approvals(approvals_beside(show.with_name("plan.yaml")), signed)


async def notice(night: Studio, part: str) -> None:
    """Wait until the console shows a notice with this part; chatter makes time pass."""
    async with asyncio.timeout(20):
        while not any(part in n["text"] for n in night.live.view.snapshot()["notices"]):
            await night.gateway.chat("lol")
            await night.gateway.until(lambda f: f["type"] == "ack")


async def test_a_script_with_nothing_approved_does_not_go_on_the_air(show: Path) -> None:
    with pytest.raises(CannotGoOnAir, match=r"none is approved; chatbot script review .*--all"):
        async with studio(show):
            pass


async def test_lines_come_and_go_with_their_approval_while_on_the_air(
    show: Path, tmp_path: Path
) -> None:
    approve(show, 1)
    async with studio(show, journal=tmp_path / "night.journal") as night:
        await night.stage.says("woven from silk")
        assert not any("Link 1" in str(frame) for frame in night.stage.frames)
        approve(show, 2)
        await night.stage.says("Link 1 is the Silk scarf.")
        goods = tmp_path / "catalog.yaml"
        goods.write_text(GOODS.replace("material: silk", "material: wool"), encoding="utf-8")
        await notice(night, "fact:SCARF:material was “silk”, is “wool”")
        state = night.live.room.state
        assert (state.script.approved, state.script.stale) == (1, 1)
        await night.stage.says("Link 1 is the Silk scarf.")
        after = len(night.stage.frames)
        await night.stage.says("Link 1 is the Silk scarf.")
        assert not any("woven" in str(frame) for frame in night.stage.frames[after:])
    count, difference = await replay(tmp_path / "night.journal", tell=lambda event, acts: None)
    assert difference is None
    assert count > 10


async def test_a_moderator_may_still_have_a_question_answered(show: Path) -> None:
    approve(show)
    async with studio(show) as night:
        question = await night.gateway.chat("how much is the silk scarf?")
        await notice(night, "approved")
        await night.act(action="answer", id=f"gw/{question}")
        await night.stage.says("$199")
