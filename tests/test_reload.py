"""Saving a file while on the air: in force at the next word, all of it or nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from chatbot.show import gate
from tests.onair import studio, write_show

if TYPE_CHECKING:
    import pytest


async def test_a_saved_catalog_is_in_force_at_the_next_word(tmp_path: Path) -> None:
    show = write_show(tmp_path)
    async with studio(show) as night:
        state = night.live.room.state
        catalog = tmp_path / "catalog.yaml"
        catalog.write_text(catalog.read_text("utf-8").replace("199", "189"), encoding="utf-8")
        async with asyncio.timeout(20):
            while str(state.catalog.by_sku["SCARF"].price["USD"]) != "189":
                await night.gateway.chat("lol")
                await night.gateway.until(lambda f: f["type"] == "ack")
        await night.gateway.chat("how much is the silk scarf?")
        await night.stage.says("$189")


async def test_a_save_with_a_mistake_changes_nothing_and_is_told(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        (tmp_path / "catalog.yaml").write_text("- {name: Silk scarf, prise: 1}\n", encoding="utf-8")
        async with asyncio.timeout(20):
            while not any("prise" in n["text"] for n in night.live.view.snapshot()["notices"]):
                await night.gateway.chat("lol")
                await night.gateway.until(lambda f: f["type"] == "ack")
        await night.gateway.chat("how much is the silk scarf?")
        await night.stage.says("$199")


async def test_a_save_that_the_gate_fails_its_own_test_with_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with studio(write_show(tmp_path)) as night:
        left = tuple(check for check in gate.CHECKS if check.__name__ != "check_money")
        monkeypatch.setattr(gate, "CHECKS", left)
        catalog = tmp_path / "catalog.yaml"
        catalog.write_text(catalog.read_text("utf-8").replace("199", "189"), encoding="utf-8")
        async with asyncio.timeout(20):
            while not any("own test" in n["text"] for n in night.live.view.snapshot()["notices"]):
                await night.gateway.chat("lol")
                await night.gateway.until(lambda f: f["type"] == "ack")
        assert str(night.live.room.state.catalog.by_sku["SCARF"].price["USD"]) == "199"


async def test_saving_the_persona_does_not_undo_sold_out(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        await night.act(action="product", sku="SCARF", sold_out=True)
        host = tmp_path / "host.yaml"
        host.write_text(host.read_text("utf-8").replace("Milo", "Otis"), encoding="utf-8")
        state = night.live.room.state
        async with asyncio.timeout(20):
            while state.persona.name != "Otis":
                await night.gateway.chat("lol")
                await night.gateway.until(lambda f: f["type"] == "ack")
        assert state.catalog.by_sku["SCARF"].sold_out
