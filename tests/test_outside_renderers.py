"""A show with an outside renderer, from its file to what stands in the renderer's hands."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from watchfiles import awatch
from websockets.asyncio.client import connect

from chatbot.calibrating import clap
from chatbot.config import Show
from chatbot.errors import ConfigErrors
from chatbot.files import parse, validate
from chatbot.performance import Played
from chatbot.replaying import replay
from tests.onair import StageClient, studio, write_show

OK = "persona: lan\ncatalog: c.yaml\n"


def with_renderers(folder: Path, *lines: str, seller: bool = False) -> Path:
    path = write_show(folder, seller=seller)
    listed = "".join(f"  - {line}\n" for line in lines)
    path.write_text(path.read_text("utf-8") + f"renderers:\n{listed}", "utf-8")
    return path


def text_of(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


async def until_file(path: Path, wanted: str) -> None:
    """Until the file holds this text; with "" until it is empty."""
    looks = awatch(path.parents[1], debounce=50, step=10, rust_timeout=500, yield_on_timeout=True)
    async with asyncio.timeout(40):
        async for _ in looks:
            text = text_of(path)
            if text == wanted or (wanted and wanted in text):
                break
    await looks.aclose()


async def test_the_caption_and_the_price_stand_in_text_files(tmp_path: Path) -> None:
    show = with_renderers(
        tmp_path, "{type: text_files, dir: texts, name: lower third}", seller=True
    )
    async with studio(show) as night:
        texts = tmp_path / "texts"
        night.stage.lingers = "$199"  # else its caption is gone as soon as it came
        await night.gateway.chat("how much is the scarf?")
        await night.stage.says("$199")
        await until_file(texts / "caption.txt", "$199")
        await until_file(texts / "price.txt", "$199")
        assert "Silk scarf" in (texts / "title.txt").read_text("utf-8")
        assert "AI" in (texts / "label.txt").read_text("utf-8")
        row = next(r for r in night.live.view.snapshot()["health"] if "lower" in r["part"])
        assert row["part"] == "renderer:lower third"
        assert row["state"] in ("up", "slow")  # slow on a machine that is busy
        await night.act(action="stop", ref="1")
        await until_file(texts / "caption.txt", "")
    assert (texts / "price.txt").read_text("utf-8") == ""  # nothing stays on screen but the label
    count, difference = await replay(night.journal, speed=None, tell=lambda event, acts: None)
    assert difference is None
    assert count


async def test_the_stage_client_that_the_show_names_gives_the_clock(tmp_path: Path) -> None:
    show = write_show(tmp_path)
    show.write_text(show.read_text("utf-8") + "pacer: hall\n", "utf-8")
    async with studio(show) as night:
        hub, headers = night.live.hub, {"Authorization": f"Bearer {night.live.stage_token}"}
        address = f"{night.live.address.replace('http', 'ws', 1)}/ws/stage"
        async with connect(address, additional_headers=headers, proxy=None) as socket:
            hall = StageClient(socket)
            await hall.hello(name="hall")
            night.live.stage.silence()
            part = clap(1)
            hub.send(part)
            # the first to come has played it; it is over when the named one has
            await night.stage.until(lambda f: f.get("cue") == part.cue)
            assert [client.name for client in hub.clients() if client.pacing] == ["hall"]
            assert hub.cue == part.cue
            await hall.until(lambda f: f.get("cue") == part.cue)
            assert await hub.played(part.cue) == Played("finished", "hall")


async def test_a_folder_that_cannot_be_made_is_said_and_the_show_goes_on(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", "utf-8")
    show = with_renderers(tmp_path, "{type: text_files, dir: taken}")
    async with studio(show) as night:
        await night.gateway.chat("how much is the scarf?")
        await night.stage.says("$199")
        row = next(r for r in night.live.view.snapshot()["health"] if "text_files" in r["part"])
    assert row["state"] == "down"
    assert "taken" in row["detail"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "- {type: text_file, dir: x}",
            "show.yaml:4: unknown type 'text_file' "
            "(known: text_files, obs, vtube_studio, vmc, live_talking)",
        ),
        ("- {type: text_files}", "show.yaml:4: 'dir' is missing"),
        (
            "- {type: text_files, dir: x, ofset_ms: 5}",
            "show.yaml:4: unknown key 'ofset_ms' (did you mean 'offset_ms'?)",
        ),
        (
            "- {type: text_files, dir: x, offset_ms: 9000}",
            "show.yaml:4: offset_ms: must be 5000 or less",
        ),
        (
            "- {type: text_files, dir: x}\n- {type: text_files, dir: y}",
            "show.yaml:5: two renderers are called 'text_files' (the other: line 4): give each a "
            "'name' of its own",
        ),
    ],
)
def test_a_mistake_in_a_renderer_is_told_by_line_and_remedy(text: str, told: str) -> None:
    with pytest.raises(ConfigErrors) as wrong:
        validate(Show, parse(f"{OK}renderers:\n{text}\n", "show.yaml"))
    assert str(wrong.value.errors[0]) == told
