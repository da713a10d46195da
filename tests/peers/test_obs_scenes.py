"""The scenes of `chatbot obs` in the real OBS, beside another program that is connected to it."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from chatbot.obs.link import ObsLink
from tests.peers.obs_picture import CARD, GOLD, PRICE, SHADE, picture
from tests.peers.obs_real import PASSWORD, RealObs, real_obs

pytestmark = [pytest.mark.peers, pytest.mark.obs]
HERE = Path(__file__).parent


@pytest.fixture
async def obs() -> AsyncIterator[RealObs]:
    """A running OBS in which somebody has a scene with a camera and a title."""
    async with real_obs() as here:
        async with here.link() as link:
            await link.ask("CreateScene", sceneName="Mine")
            green = {"color": 0xFF008000, "width": 400, "height": 300}
            made = await link.ask(
                "CreateInput",
                sceneName="Mine",
                inputName="camera",
                inputKind="color_source_v3",
                inputSettings=green,
            )
            await link.ask(
                "SetSceneItemTransform",
                sceneName="Mine",
                sceneItemId=made["sceneItemId"],
                sceneItemTransform={"positionX": 30.0, "rotation": 5.0},
            )
            await link.ask("SetCurrentProgramScene", sceneName="Mine")
        yield here


async def chatbot(folder: Path, *words: str) -> tuple[int, str]:
    """Run `chatbot obs` to its end: its exit code, and all that it wrote."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "chatbot", "obs", *words,
        cwd=folder,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={"PATH": "", "PYTHONPATH": str(HERE.parents[1]), "PYTHONUTF8": "1", "COLUMNS": "100"},
    )  # fmt: skip
    out, _ = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode is not None
    assert PASSWORD not in out.decode()
    return process.returncode, out.decode()


async def everything(link: ObsLink) -> dict[str, Any]:
    """Whatever OBS tells of scenes, sources and outputs."""
    scenes = await link.ask("GetSceneList")
    names = [scene["sceneName"] for scene in scenes["scenes"]]
    inputs = (await link.ask("GetInputList"))["inputs"]
    return {
        "scenes": scenes,
        "items": {name: await link.ask("GetSceneItemList", sceneName=name) for name in names},
        "inputs": {
            each["inputName"]: await link.ask("GetInputSettings", inputName=each["inputName"])
            for each in inputs
        },
        "video": await link.ask("GetVideoSettings"),
        "profile": await link.ask("GetProfileList"),
        "special": await link.ask("GetSpecialInputs"),
    }


async def test_setup_makes_the_scenes_and_undo_leaves_obs_as_it_was(
    obs: RealObs, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(f"OBS_PASSWORD={PASSWORD}\n", encoding="utf-8")
    url = ("--url", obs.url)
    async with obs.link() as link:
        before = await everything(link)
        code, told = await chatbot(tmp_path, "setup", *url, "--dry-run")
        assert (code, await everything(link)) == (0, before), told
        code, told = await chatbot(tmp_path, "setup", *url, "--yes")
        assert code == 0, told
        kinds = (await link.ask("GetInputKindList"))["inputKinds"]
        assert ("browser_source" in kinds) != ("no browser source" in told)
        assert (tmp_path / "obs-scene.png").read_bytes().startswith(b"\x89PNG")

        shown = await picture(link, "Live room")
        assert shown.near(SHADE, CARD) > 0.7
        assert shown.near(GOLD, PRICE) > 0.02
        now = await everything(link)
        assert now["scenes"]["currentProgramSceneName"] == "Mine"
        assert now["items"]["Mine"] == before["items"]["Mine"]
        assert now["inputs"]["camera"] == before["inputs"]["camera"]
        # The mark is in OBS's own file: stored, and read again, it still says what is ours.
        await link.ask("CreateSceneCollection", sceneCollectionName="Another")
        code, told = await chatbot(tmp_path, "undo", *url, "--yes")
        assert (code, "nothing of ours in this scene collection" in told) == (0, True), told
        await link.ask("SetCurrentSceneCollection", sceneCollectionName="Untitled")
        # Ours, set into a scene of the streamer's own, where undo has to find it.
        await link.ask("CreateSceneItem", sceneName="Mine", sourceName="Live room card")
        code, told = await chatbot(tmp_path, "undo", *url, "--yes")
        assert code == 0, told
        assert "take “Live room card” out of the scene “Mine”" in told
        assert await everything(link) == before


async def test_what_is_wrong_is_told_with_what_to_click(obs: RealObs, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("OBS_PASSWORD=wrong\n", encoding="utf-8")
    code, told = await chatbot(tmp_path, "setup", "--url", obs.url, "--yes")
    assert code == 1
    assert "refuses the password: put OBS_PASSWORD=… into a file named .env" in told
    await obs.kill()
    code, told = await chatbot(tmp_path, "setup", "--url", obs.url, "--yes")
    assert code == 1
    assert "tick “Enable WebSocket server”" in told


async def test_another_program_hears_of_it_and_works_beside_us(
    obs: RealObs, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text(f"OBS_PASSWORD={PASSWORD}\n", encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        "node", str(HERE / "obs_beside.js"), obs.url, PASSWORD,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None

    async def hears(true: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        assert process.stdout is not None
        async with asyncio.timeout(20):
            while not true(said := json.loads(await process.stdout.readline())):
                pass
        return said

    await hears(lambda said: "ready" in said)
    code, told = await chatbot(tmp_path, "setup", "--url", obs.url, "--yes")
    assert code == 0, told
    await hears(lambda said: said.get("sceneName") == "Live room")
    ask = {"request": "GetInputSettings", "data": {"inputName": "Live room price"}}
    process.stdin.write(json.dumps(ask).encode() + b"\n")
    said = await hears(lambda said: "answer" in said)
    assert said["answer"]["inputSettings"]["text"] == "Price"
    process.stdin.close()
    await asyncio.wait_for(process.wait(), 10)
    assert process.returncode == 0
