"""A show on the air that drives the real OBS: card, price, arrow, scenes, markers, a crash."""

from __future__ import annotations

import asyncio
import base64
import os
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from chatbot.obs.layout import Wish, layout_of
from chatbot.obs.setup import apply, setup_plan
from chatbot.obs.survey import survey
from tests.onair import Studio, studio, write_show
from tests.peers.obs_picture import ARROW, CARD, GOLD, PRICE, SHADE, picture, until
from tests.peers.obs_real import PASSWORD, RealObs, real_obs

pytestmark = [pytest.mark.peers, pytest.mark.obs]


@pytest.fixture
async def obs() -> AsyncIterator[RealObs]:
    """A running OBS with the scenes of `chatbot obs setup --face none`, on the air."""
    async with real_obs() as here:
        async with here.link() as link:
            found = await survey(link)
            layout = layout_of(
                Wish(), canvas=found.canvas, kinds=found.kinds, platform=found.platform
            )
            await apply(link, setup_plan(found, layout))
            await link.ask("CreateScene", sceneName="Close-up")
            await link.ask("SetCurrentProgramScene", sceneName="Live room")
        yield here


def show_with(folder: Path, here: RealObs, more: str = "") -> Path:
    path = write_show(folder, seller="rundown" in more)
    line = f"renderers:\n  - {{type: obs, url: '{here.url}', holding: true, markers: marks.txt"
    scenes = ", scenes: {Scarves: Close-up}" if "rundown" in more else ""
    path.write_text(f"{path.read_text('utf-8')}{more}{line}{scenes}}}\n", "utf-8")
    (folder / ".env").write_text(f"OBS_PASSWORD={PASSWORD}\n", encoding="utf-8")
    return path


async def health(night: Studio, true: Callable[[dict[str, str]], bool]) -> None:
    """Wait for what the console says of OBS; the gateway's acks give the time between looks."""
    async with asyncio.timeout(20):
        while True:
            rows = night.live.view.snapshot()["health"]
            row = next((r for r in rows if r["part"] == "renderer:obs"), {})
            if row and true(row):
                return
            await asyncio.sleep(0)


async def test_the_price_stands_in_obs_and_survives_its_crash(obs: RealObs, tmp_path: Path) -> None:
    async with studio(show_with(tmp_path, obs)) as night:
        async with obs.link() as link:
            await until(link, "Live room", lambda p: p.near(SHADE, CARD) == 0)
            await night.gateway.chat("how much is the scarf?")
            await night.stage.says("$199")
            shown = await until(link, "Live room", lambda p: p.near(GOLD, ARROW) > 0.01)
            assert shown.near(SHADE, CARD) > 0.6
            assert shown.near(GOLD, PRICE) > 0.01
            price = await link.ask("GetInputSettings", inputName="Live room price")
            assert price["inputSettings"]["text"] == "$199"
            if kept := os.environ.get("CHATBOT_KEEP_PICTURES"):
                png = await link.ask(
                    "GetSourceScreenshot", sourceName="Live room", imageFormat="png"
                )
                data = base64.b64decode(png["imageData"].partition(",")[2])
                await asyncio.to_thread((Path(kept) / "obs-card.png").write_bytes, data)
        await obs.kill()
        await health(night, lambda row: row["state"] == "down")
        await night.gateway.chat("and the bowl?")  # the show goes on without it
        await night.stage.says("bowl")
        await obs.start()
        async with obs.link() as link:
            await health(night, lambda row: row["state"] == "up")
            await until(link, "Live room", lambda p: p.near(SHADE, CARD) > 0.6)
            await link.ask("SetCurrentProgramScene", sceneName="Live room")
            title = await link.ask("GetInputSettings", inputName="Live room title")
            assert title["inputSettings"]["text"] in ("Silk scarf", "Rice bowl")
    async with obs.link() as link:
        shown = await picture(link, "Live room")
        assert shown.near(SHADE, CARD) == 0
        program = (await link.ask("GetCurrentProgramScene"))["currentProgramSceneName"]
        assert program == "Live room holding"


async def test_a_segment_has_its_scene_and_the_recording_its_markers(
    obs: RealObs, tmp_path: Path
) -> None:
    (tmp_path / "rundown.yaml").write_text(
        "segments:\n  - {title: Scarves, sku: SCARF, lines: [{text: {en: It is silk.}}]}\n", "utf-8"
    )
    async with obs.link() as link:
        await link.ask("StartRecord")
        async with studio(show_with(tmp_path, obs, "rundown: rundown.yaml\n")) as night:
            await night.stage.says("It is silk")
            marks = tmp_path / "marks.txt"
            async with asyncio.timeout(20):
                while "Scarves" not in await asyncio.to_thread(_text_of, marks):
                    pass
            program = (await link.ask("GetCurrentProgramScene"))["currentProgramSceneName"]
            assert program == "Close-up"
        stopped = await link.ask("StopRecord")
    assert Path(stopped["outputPath"]).parent == obs.home
    assert "00:00:" in marks.read_text("utf-8")


def _text_of(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""
