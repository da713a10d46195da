"""`chatbot obs setup` and `undo`: what is told, made and taken out, and what stays as it was."""

from __future__ import annotations

import asyncio
import contextlib
import copy
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from typer.testing import CliRunner

from chatbot.cli_obs import _page, obs_app
from chatbot.errors import ChatbotError
from tests.adapters.obs_server import obs
from tests.obs.scenes import ObsScenes, Placed, obs_scenes

PASSWORD = "s3cret"


async def chatbot(folder: Path, *words: str) -> tuple[int, str, str]:
    """Run `chatbot obs` to its end: its exit code, and what it wrote."""
    with contextlib.chdir(folder):
        result = await asyncio.to_thread(CliRunner().invoke, obs_app, words)
    refused = isinstance(result.exception, ChatbotError)
    err = f"{result.stderr}{result.exception if refused else ''}"
    assert refused or result.exception is None or isinstance(result.exception, SystemExit), err
    assert PASSWORD not in result.stdout + err
    return result.exit_code, result.stdout, err


def streamers(here: ObsScenes) -> None:
    """What somebody had there before: a scene with a camera."""
    here.scenes["Mine"] = [Placed("camera", 77, True, {"positionX": 3.0})]
    here.inputs["camera"] = ("dshow_input", {"device": "front"})


def all_of(here: ObsScenes) -> object:
    return copy.deepcopy((here.scenes, here.inputs, here.program))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".env").write_text(f"OBS_PASSWORD={PASSWORD}\n", encoding="utf-8")
    return tmp_path


async def test_the_scenes_are_told_made_shown_and_taken_out_again(folder: Path) -> None:
    async with obs_scenes(PASSWORD) as here:
        streamers(here)
        before = all_of(here)
        url = ("--url", f"ws://127.0.0.1:{here.port}")
        code, told, _ = await chatbot(folder, "setup", *url, "--dry-run")
        assert (code, all_of(here)) == (0, before)
        assert "new “Live room stage”: the stage: http://127.0.0.1:8765/stage?transparent=1" in told
        assert "1920 × 1080, transparent, sound through OBS's mixer" in told
        code, _, why = await chatbot(folder, "setup", *url)  # nobody is there to agree
        assert (code, all_of(here)) == (1, before)
        assert "add --yes" in why

        code, told, _ = await chatbot(folder, "setup", *url, "--yes", "--picture", "scene.png")
        assert code == 0
        assert (folder / "scene.png").read_bytes().startswith(b"\x89PNG")
        assert "Nothing is served at" in told
        assert "- {type: obs, url: 'ws://127.0.0.1:" in told
        kind, stage = here.inputs["Live room stage"]
        assert kind == "browser_source"
        assert (stage["width"], stage["height"], stage["reroute_audio"]) == (1920, 1080, True)
        assert stage["shutdown"] is False
        # The stage draws its own card and label: ours wait, hidden, for who wants them.
        shown = {placed.source: placed.shown for placed in here.scenes["Live room"]}
        assert shown == {
            "Live room stage": True,
            "Live room card": False,
            "Live room AI label": False,
        }
        assert here.item("Live room card", "Live room arrow").shown is False
        assert here.text("Live room holding title") == "Starting soon"
        assert here.program == "Mine"
        made = all_of(here)

        code, told, _ = await chatbot(folder, "setup", *url, "--yes")
        assert code == 0
        assert "Everything is there already" in told
        assert all_of(here) == made

        here.item("Live room", "Live room stage").transform["positionX"] = 40  # moved by hand
        other = ("--stage", "http://127.0.0.1:9000/stage")
        code, told, _ = await chatbot(folder, "setup", *url, "--yes", *other)
        assert code == 0
        assert "set “Live room stage”" in told
        assert here.inputs["Live room stage"][1]["url"].startswith("http://127.0.0.1:9000/stage?")
        assert here.item("Live room", "Live room stage").transform["positionX"] == 40

        code, told, _ = await chatbot(folder, "undo", *url, "--dry-run")
        assert code == 0
        assert "Live room" in here.scenes
        code, told, _ = await chatbot(folder, "undo", *url, "--yes")
        assert code == 0
        assert "OBS is as it was" in told
        assert all_of(here) == before
        assert "There is nothing of ours" in (await chatbot(folder, "undo", *url, "--yes"))[1]


async def test_what_the_streamer_put_into_our_scenes_stays_and_ours_leaves_theirs(
    folder: Path,
) -> None:
    async with obs_scenes(PASSWORD) as here:
        streamers(here)
        url = ("--url", f"ws://127.0.0.1:{here.port}")
        assert (await chatbot(folder, "setup", *url, "--yes", "--face", "none"))[0] == 0
        assert here.item("Live room", "Live room card").shown
        assert here.item("Live room", "Live room AI label").shown
        assert "Live room stage" not in here.inputs
        here.on_CreateSceneItem("Mine", "Live room card", True)
        here.on_CreateSceneItem("Live room", "camera", True)
        code, told, _ = await chatbot(folder, "undo", *url, "--yes")
        assert code == 0
        assert "the scene 'Live room' stays: it holds 'camera'" in told
        assert [placed.source for placed in here.scenes["Mine"]] == ["camera"]
        assert {name: len(items) for name, items in here.scenes.items()} == {
            "Mine": 1,
            "Live room": 1,
        }


async def test_a_fault_half_way_leaves_nothing_behind(folder: Path) -> None:
    async with obs_scenes(PASSWORD) as here:
        streamers(here)
        before = all_of(here)
        url = ("--url", f"ws://127.0.0.1:{here.port}")
        here.refuses.add("SetSceneItemTransform")
        code, _, why = await chatbot(folder, "setup", *url, "--yes")
        assert code == 1
        assert "OBS refuses SetSceneItemTransform: it went wrong" in why
        assert all_of(here) == before


async def test_what_was_cut_half_way_is_gone_on_with_or_taken_out(folder: Path) -> None:
    async with obs_scenes(PASSWORD) as here:
        streamers(here)
        before = all_of(here)
        url = ("--url", f"ws://127.0.0.1:{here.port}")
        assert (await chatbot(folder, "setup", *url, "--yes"))[0] == 0
        whole = {name: len(items) for name, items in here.scenes.items()}
        here.on_RemoveInput("Live room stage")
        here.on_RemoveInput("Live room AI label")
        here.scenes["Live room"].clear()  # as if killed after the scene, before its first source
        cut = copy.deepcopy((here.scenes, here.inputs))
        assert (await chatbot(folder, "setup", *url, "--yes"))[0] == 0
        assert {name: len(items) for name, items in here.scenes.items()} == whole
        here.scenes, here.inputs = cut
        assert (await chatbot(folder, "undo", *url, "--yes"))[0] == 0
        assert all_of(here) == before


async def test_names_that_are_taken_and_a_scene_on_the_air_are_left_alone(folder: Path) -> None:
    async with obs_scenes(PASSWORD) as here:
        here.scenes["Live room"] = []
        url = ("--url", f"ws://127.0.0.1:{here.port}")
        code, _, why = await chatbot(folder, "setup", *url, "--yes")
        assert code == 1
        assert "called 'Live room', which this program did not make" in why
        assert "--scene" in why
        code, _, _ = await chatbot(folder, "setup", *url, "--yes", "--scene", "Shop")
        assert code == 0
        here.program, here.streaming = "Shop", True
        code, _, why = await chatbot(folder, "undo", *url, "--yes")
        assert code == 1
        assert "on the air with the scene 'Shop': switch to another scene first" in why
        assert "Shop" in here.scenes


async def test_a_show_gives_language_label_and_address(folder: Path) -> None:
    (folder / "goods.yaml").write_text("- {name: 真丝围巾, price: 129}\n", encoding="utf-8")
    show = "persona: lan\nlanguage: zh\ncatalog: goods.yaml\nweb: {port: 9123}\n"
    async with obs_scenes(PASSWORD, kinds=("text_gdiplus_v2", "color_source_v3")) as here:
        obs = f"{{type: obs, url: 'ws://127.0.0.1:{here.port}', scene: 直播间}}"
        text = f"{show}renderers: [{obs}]\n"
        (folder / "show.yaml").write_text(text, encoding="utf-8")
        code, told, why = await chatbot(folder, "setup", "show.yaml", "--yes")
    assert (code, "This OBS has" in why) == (0, True), why
    assert "This OBS has no browser source" in why
    assert "http://127.0.0.1:9123/stage" in why
    assert here.text("直播间 holding title") == "即将开播"
    assert "renderers:" not in told  # the show has it already
    assert "AI" in here.text("直播间 AI label")
    assert here.inputs["直播间 price"][1]["font"]["face"] == "Microsoft YaHei"


async def test_what_cannot_be_reached_is_told_with_what_to_click(folder: Path) -> None:
    async with obs("another") as here:
        code, _, why = await chatbot(folder, "setup", "--url", f"ws://127.0.0.1:{here.port}")
        assert code == 1
        assert "refuses the password: put OBS_PASSWORD=… into a file named .env" in why
        assert "Show Connect Info" in why
        port = here.port
    code, _, why = await chatbot(folder, "setup", "--url", f"ws://127.0.0.1:{port}")
    assert code == 1
    assert "open Tools → WebSocket Server Settings, tick “Enable WebSocket server”" in why
    code, _, why = await chatbot(folder, "setup", "--url", f"http://127.0.0.1:{port}")
    assert code == 1
    assert "write it as ws://127.0.0.1:4455" in why


def test_the_stage_is_framed_as_the_platform_is() -> None:
    page = _page("http://127.0.0.1:8765/stage#pair=abc", "douyin", opaque=False)
    assert parse_qs(urlsplit(page).query) == {"transparent": ["1"], "frame": ["douyin"]}
    assert urlsplit(page).fragment == "pair=abc"
    assert _page("http://127.0.0.1:8765/stage", "none", opaque=True).endswith("/stage")
