"""A show that drives OBS: card, arrow, label, scenes and markers; and OBS at fault."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from chatbot.errors import AuthFailed, ConfigErrors, NotReady
from chatbot.loading import load_show
from chatbot.performance import Part
from chatbot.renderers.obs import ObsRenderer
from chatbot.renderers.outside import NEUTRAL, Deed, Face
from tests.obs.scenes import SCENE_ITEMS, ObsScenes, Placed, obs_scenes, set_up
from tests.onair import studio, write_show

PART = Part(cue="c-1", utterance="u-1", part=0, last=True)


def renderer(here: ObsScenes, **how: Any) -> ObsRenderer:
    return ObsRenderer(f"ws://127.0.0.1:{here.port}", here.password or None, **how)


def product(**what: Any) -> Deed:
    return Deed("show_product", {"type": "show_product", **what}, PART, 0.0)


def card(here: ObsScenes) -> dict[str, bool]:
    return {p.source.removeprefix("Live room "): p.shown for p in here.scenes["Live room card"]}


def show_with_obs(folder: Path, here: ObsScenes, **more: str) -> Path:
    path = write_show(folder)
    keys = "".join(f", {key}: {value}" for key, value in more.items())
    line = f"renderers:\n  - {{type: obs, url: 'ws://127.0.0.1:{here.port}'{keys}}}\n"
    path.write_text(path.read_text("utf-8") + line, "utf-8")
    (folder / ".env").write_text("OBS_PASSWORD=s3cret\n", encoding="utf-8")
    return path


async def test_a_question_brings_the_product_to_the_card_and_its_end_takes_it_away(
    tmp_path: Path,
) -> None:
    async with obs_scenes("s3cret") as here:
        await set_up(here)
        here.program = "Live room"
        show = show_with_obs(tmp_path, here, holding="true")
        async with studio(show) as night:
            await here.until(lambda: not card(here)["price"])  # the sample is gone
            await night.gateway.chat("how much is the scarf?")
            await night.stage.says("$199")
            await here.until(lambda: card(here)["arrow"])
            assert here.text("Live room title") == "Silk scarf"
            assert here.text("Live room price") == "$199"
            assert here.text("Live room note") == "No. 1 in the cart · 12 in stock"
            assert here.text("Live room AI label") == "AI-generated"
            assert all(card(here).values())
            await here.until(lambda: not card(here)["arrow"])
            row = next(r for r in night.live.view.snapshot()["health"] if "obs" in r["part"])
            assert row["state"] in ("up", "slow")  # slow on a machine that is busy
        assert not any(card(here).values())
        assert here.program == "Live room holding"  # what a closed program leaves behind
    journal = (tmp_path / "show.journal").read_bytes()
    assert b"s3cret" not in journal


async def test_obs_may_close_and_come_back_in_the_middle_of_a_show(tmp_path: Path) -> None:
    async with obs_scenes("s3cret") as here:
        await set_up(here)
        show = show_with_obs(tmp_path, here)
        async with studio(show) as night:
            await night.gateway.chat("how much is the scarf?")
            await night.stage.says("$199")
            await here.until(lambda: card(here)["price"])
            here.inputs["Live room title"][1]["text"] = "as OBS kept it"
            await here.tell("ExitStarted", 1, {})
            await here.until(lambda: here.text("Live room title") == "Silk scarf")
            assert card(here)["price"]  # what stood stands again
    assert b"OBS was closed; trying again by itself" in (tmp_path / "show.journal").read_bytes()


async def test_things_are_found_by_name_again_when_their_numbers_change() -> None:
    async with obs_scenes() as here:
        await set_up(here)
        obs = renderer(here)
        await obs.connect()
        await obs.perform(product(title="Scarf", price="$1"))
        items = here.scenes["Live room card"]
        items[:] = [Placed(p.source, p.number + 500, False, p.transform) for p in items]
        await here.tell("SceneItemCreated", SCENE_ITEMS, {"sceneName": "Live room card"})
        await here.until(lambda: True)
        await obs._link.ask("GetVersion")  # type: ignore[union-attr]  # the event came before
        await asyncio.sleep(0)
        await obs.perform(product(title="Bowl", price="$2"))
        assert card(here)["title"]
        assert here.text("Live room title") == "Bowl"
        here.on_RemoveInput("Live room note")  # the streamer does not want that line
        await obs.perform(product(title="Cup", price="$3", stock=4))
        assert here.text("Live room title") == "Cup"
        assert card(here)["price"]
        await obs.perform(product(title="Vase", price=None))
        assert not card(here)["price"]
        await obs.aclose()


@pytest.mark.parametrize(
    ("anchor", "arrow"),
    [(None, "▼"), ("left", "◀"), ({"x": 0.9, "y": 0.4}, "▶"), ({"x": 0.5, "y": 0.1}, "▲")],
)
async def test_the_arrow_shows_where_the_buy_button_is_while_the_host_points(
    anchor: Any, arrow: str
) -> None:
    async with obs_scenes() as here:
        await set_up(here)
        obs = renderer(here)
        await obs.connect()
        await obs.frame(Face(gesture="point_to_buy", share=0.4, anchor=anchor, moving=True))
        assert (card(here)["arrow"], here.text("Live room arrow")) == (True, arrow)
        await obs.frame(NEUTRAL)
        assert not card(here)["arrow"]
        await obs.frame(Face(gesture="point_to_buy", share=0.4, anchor=anchor, moving=True))
        await obs.stop()
        assert not card(here)["arrow"]
        await obs.aclose()


async def test_scenes_follow_segments_and_the_holding_scene_but_not_the_streamers_own() -> None:
    async with obs_scenes() as here:
        await set_up(here, lang="fr")
        here.scenes["Close-up"] = []
        obs = renderer(here, scenes={"Scarves": "Close-up"}, holding=True, lang="fr")
        await obs.connect()
        await obs.show("state", "soon")
        assert here.program == "Mine"  # none of ours is on the air: the streamer's choice
        here.program = "Live room"
        await obs.show("state", "soon")
        assert here.program == "Live room holding"
        assert here.text("Live room holding title") == "Ça commence bientôt"
        await obs.show("state", "speaking")
        assert here.program == "Live room"
        await obs.show("segment", "Scarves")
        assert here.program == "Close-up"
        await obs.show("state", "ended")
        assert here.program == "Live room holding"
        assert here.text("Live room holding title") == "Le live est terminé"
        here.program = "Mine"
        await obs.show("state", "speaking")
        assert here.program == "Mine"
        await obs.aclose()


async def test_markers_are_kept_while_obs_records(tmp_path: Path) -> None:
    async with obs_scenes(chapters=[]) as here:
        await set_up(here)
        obs = renderer(here, markers=tmp_path / "night" / "markers.txt")
        await obs.connect()
        await obs.perform(product(title="Cup"))
        here.recording = True
        await obs.show("segment", "Scarves")
        await obs.perform(product(title="Scarf"))
        await obs.perform(product(title="Scarf"))
        await obs.aclose()
        assert here.chapters == ["Scarves", "Scarf"]
        obs = renderer(here, markers=tmp_path)
        with pytest.raises(NotReady, match=r"cannot be written .*look at its folder"):
            await obs.connect()
        await obs.aclose()
    lines = (tmp_path / "night" / "markers.txt").read_text("utf-8").splitlines()
    assert lines == ["00:12:31 Scarves", "00:12:31 Scarf"]


async def test_what_is_wrong_in_obs_is_told_with_what_to_do() -> None:
    async with obs_scenes("s3cret") as here:
        obs = renderer(here)
        with pytest.raises(NotReady, match="make them with chatbot obs setup"):
            await obs.connect()
        await obs.aclose()
        await set_up(here)
        obs = renderer(here, scenes={"Scarves": "Close-up"})
        assert await obs.connect() == "OBS 31.0.0; it has no scene 'Close-up'"
        watching = asyncio.create_task(obs.watch())
        await here.tell("CurrentSceneCollectionChanged", 2, {"sceneCollectionName": "Other"})
        with pytest.raises(ConnectionError, match="OBS has another scene collection now"):
            await asyncio.wait_for(watching, 10)
        await obs.aclose()
        wrong = ObsRenderer(f"ws://127.0.0.1:{here.port}", "wrong")
        with pytest.raises(AuthFailed, match="put OBS_PASSWORD=… into a file named"):
            await wrong.connect()
        await wrong.aclose()
        gone = f"ws://127.0.0.1:{here.port}"
    closed = ObsRenderer(gone, None)
    with pytest.raises(NotReady, match="tick “Enable WebSocket server”"):
        await closed.connect()
    await closed.aclose()


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("password: hunter2", "a password written here would end up in the journal"),
        ("url: 'http://127.0.0.1'", "is not OBS's address: write ws://127.0.0.1:4455"),
        ("scenes: {Scarfs: A}", "the rundown has no segment 'Scarfs' (did you mean 'Scarves'?)"),
        ("scens: {}", "unknown key 'scens' (did you mean 'scenes'?)"),
    ],
)
def test_a_mistake_in_the_show_file_is_told(tmp_path: Path, keys: str, told: str) -> None:
    path = write_show(tmp_path)
    (tmp_path / "rundown.yaml").write_text(
        "segments:\n  - {title: Scarves, sku: SCARF, lines: [{text: {en: It is silk.}}]}\n", "utf-8"
    )
    more = f"rundown: rundown.yaml\nrenderers:\n  - {{type: obs, {keys}}}\n"
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    with pytest.raises(ConfigErrors) as wrong:
        load_show(path)
    assert f"show.yaml:9: {told}" in str(wrong.value) or told in str(wrong.value)


def test_scenes_without_a_rundown_are_told(tmp_path: Path) -> None:
    path = write_show(tmp_path)
    more = "renderers:\n  - {type: obs, scenes: {Scarves: Close-up}}\n"
    path.write_text(path.read_text("utf-8") + more, "utf-8")
    with pytest.raises(ConfigErrors, match="this show has no rundown"):
        load_show(path)
