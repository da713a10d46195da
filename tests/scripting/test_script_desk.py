"""The rundown on the console: read, checked while typing, edited, signed, re-ordered; on air."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from chatbot.engine.journal import read_records
from chatbot.errors import ConfigError
from chatbot.scripting.desk import ScriptDesk
from tests.onair import Studio, studio, write_show

RUNDOWN = """\
# The evening
segments:
  - title: Welcome
    lines:
      - {en: "Good evening, everybody.", facts: []}
  # about the scarf, by Mei
  - title: Scarf
    sku: SCARF
    lines:
      - en: "It is {price}."  # the price
        point: true
      - "Soft as a cloud."
  - title: Bye
    lines:
      - en: "See you tomorrow."
        facts: []
"""


@pytest.fixture
def desk(tmp_path: Path) -> ScriptDesk:
    return ScriptDesk(with_rundown(tmp_path))


def with_rundown(folder: Path) -> Path:
    show = write_show(folder, seller=True)
    show.write_text(show.read_text(encoding="utf-8") + "rundown: rundown.yaml\n", encoding="utf-8")
    (folder / "rundown.yaml").write_text(RUNDOWN, encoding="utf-8")
    return show


def test_lines_are_shown_as_they_would_be_said(desk: ScriptDesk) -> None:
    outline = desk.outline()
    assert [(s["title"], s["lines"], s["approved"]) for s in outline["segments"]] == [
        ("Welcome", 1, 0),
        ("Scarf", 2, 0),
        ("Bye", 1, 0),
    ]
    first, second = desk.segment(2)["rows"]
    assert (first["text"], first["raw"]) == ("It is $199.", "It is {price}.")
    assert (first["verdict"], first["state"], second["number"]) == ("pass", "waiting", 3)


def test_slots_and_gate_are_checked_while_typing(desk: ScriptDesk) -> None:
    good = desk.check(2, "en", "Only {price} for the {name}!")
    assert (good["verdict"], good["text"]) == ("pass", "Only $199 for the Silk scarf!")
    assert "unknown slot {prise}" in desk.check(2, "en", "It is {prise}.")["reason"]
    assert desk.check(2, "en", "It is $9.")["verdict"] == "block"
    assert desk.check(2, "en", "The best scarf in the world.")["verdict"] == "block"
    assert desk.check(2, "en", "")["verdict"] == "block"


def test_an_edit_keeps_the_rest_and_a_stale_one_is_refused(
    desk: ScriptDesk, tmp_path: Path
) -> None:
    version = desk.outline()["version"]
    fresh = desk.edit(2, "en", "Now {price}.", version)["version"]
    text = (tmp_path / "rundown.yaml").read_text(encoding="utf-8")
    assert "point: true" in text
    assert "# about the scarf, by Mei" in text
    desk.edit(3, "fr", "Doux comme un nuage.", fresh)
    assert [r["lang"] for r in desk.segment(2)["rows"]] == ["en", "en", "fr"]
    with pytest.raises(ConfigError, match="somebody changed"):
        desk.edit(2, "en", "Mine.", version)
    with pytest.raises(ConfigError):
        desk.edit(2, "en", "It is $9.", desk.outline()["version"])


def test_lines_are_signed_by_name_and_signatures_taken_back(desk: ScriptDesk) -> None:
    version = desk.outline()["version"]
    assert desk.sign([1, 2, 3], "mia", version, take=False) == {
        "version": version, "done": 3, "refused": {},
    }  # fmt: skip
    row = desk.segment(2)["rows"][0]
    assert (row["state"], row["by"]) == ("approved", "mia")
    desk.edit(2, "en", "Now {price}.", version)
    assert desk.segment(2)["rows"][0]["state"] == "waiting"
    desk.sign([1], "mia", desk.outline()["version"], take=True)
    assert [s["approved"] for s in desk.outline()["segments"]] == [0, 1, 0]


def test_a_segment_moves_with_its_comment(desk: ScriptDesk, tmp_path: Path) -> None:
    desk.move(2, 1, desk.outline()["version"])
    assert [s["title"] for s in desk.outline()["segments"]] == ["Scarf", "Welcome", "Bye"]
    desk.move(1, 3, desk.outline()["version"])
    assert [s["title"] for s in desk.outline()["segments"]] == ["Welcome", "Bye", "Scarf"]
    text = (tmp_path / "rundown.yaml").read_text(encoding="utf-8")
    assert "  # about the scarf, by Mei\n  - title: Scarf" in text
    assert text.startswith("# The evening")
    with pytest.raises(ConfigError, match="3 segments"):
        desk.move(1, 4, desk.outline()["version"])


async def test_on_air_what_is_saved_is_in_force_and_kept(tmp_path: Path) -> None:
    async with studio(with_rundown(tmp_path)) as night:
        outline = await ask(night)
        edit = {"do": "edit", "number": 4, "lang": "en", "text": "Until next time."}
        done = await ask(night, **edit, version=outline["version"])
        async with asyncio.timeout(20):
            while "Until" not in str(night.live.room.state.memory.texts):
                message_id = await night.gateway.chat("lol")
                await night.gateway.until(lambda f: f.get("id") == message_id)  # noqa: B023
        assert "somebody changed" in (await ask(night, **edit, version=outline["version"]))["error"]
        signed = await ask(night, do="approve", numbers=[4], version=done["version"])
        assert signed["done"] == 1
        assert (await ask(night, do="dance"))["error"]
        token = night.live.stage_token
        assert "moderator" in (await ask(night, token=token))["error"]
    bodies = [record.body for record in read_records(night.journal)]
    assert any('"script_edit"' in body and '"refused"' in body for body in bodies)


async def ask(night: Studio, *, token: str = "", **body: Any) -> dict[str, Any]:
    return await night.ask("/api/script", token or night.live.moderator_token, body)
