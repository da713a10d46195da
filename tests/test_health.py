"""The console has a row for each part of a show, with its state and what went wrong last."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Any

from chatbot.events import Notice, UtteranceFinished
from chatbot.health import VoiceHealth
from chatbot.web.health_rows import HealthRows
from tests.onair import Studio, studio, write_show
from tests.test_model_story import write_model_show

sys.path.insert(0, str(Path(__file__).parent / "responders"))
from model_server import model_server, stream


def rows(night: Studio) -> dict[str, dict[str, Any]]:
    return {row["part"]: row for row in night.live.view.snapshot()["health"]}


async def test_each_part_has_its_row_and_a_failure_stays_as_the_last(tmp_path: Path) -> None:
    async with model_server(stream("It folds smaller than a hand.")) as server:
        show = write_model_show(tmp_path, server.url)
        with show.open("a", encoding="utf-8") as file:
            file.write("plugins: [greeter]\nalerts: [{to: 'json://127.0.0.1:9/x'}]\n")
            file.write("renderers: [{type: text_files, dir: texts}]\n")
        async with studio(show) as night:
            await night.gateway.chat("how much is the silk scarf?")
            await night.stage.says("folds smaller")
            found = rows(night)
            model = next(part for part in found if part.startswith("model:tiny"))
            assert {
                "journal": "up", "voice": "up", "alerts": "up", "renderers": "up",
                "adapter:gw": "up", "plugin:greeter": "up", model: "up",
            }.items() <= {part: row["state"] for part, row in found.items()}.items()  # fmt: skip
            assert any(part.startswith("renderer:") for part in found)
            assert found["alerts"]["detail"] == "1 address (json)"
            assert found["renderers"]["detail"] == "1 connected, 1 with sound"
            # what failed and is well again keeps what went wrong
            journal = night.live.room._journal
            assert journal is not None
            assert journal.on_health is not None
            journal.on_health(False, "no space left")
            journal.on_health(True, "")
            assert rows(night)["journal"] | {"at_ms": 0, "last_ms": 0} == {
                "kind": "health", "at_ms": 0, "part": "journal", "state": "up", "detail": "",
                "last": "no space left", "last_ms": 0,
            }  # fmt: skip
            # a server that is gone, and a reader of the chat that fails
            night.live.room.put(Notice(level="warning", about="reading", text="rules alone"))
            await night.stage.socket.close()
            async with asyncio.timeout(10):
                while rows(night)["renderers"]["state"] == "up":
                    await night.act(action="mark")
            found = rows(night)
            assert found["reading"]["detail"] == "rules alone"
            assert (found["renderers"]["state"], "/stage" in found["renderers"]["detail"]) == (
                "down",
                True,
            )


async def test_a_model_that_may_not_be_asked_says_so(tmp_path: Path) -> None:
    async with model_server(stream("It folds smaller than a hand.")) as server:
        show = write_model_show(tmp_path, server.url)
        text = show.read_text("utf-8").replace("tiny}", "tiny, tokens_per_night: 1000}")
        show.write_text(text, encoding="utf-8")
        async with studio(show) as night:
            (model,) = night.live.translator._models
            model._budget.spend(1000, 0.0)  # type: ignore[attr-defined]
            night.live.room.state.memory.now_ms += 3_000
            await night.act(action="mark")
            row = rows(night)[f"model:{model.name}"]
            assert (row["state"], "1000 tokens are spent" in row["detail"]) == ("off", True)


def test_the_voices_fallback_and_a_line_that_nobody_spoke_are_told() -> None:
    class View:
        def __init__(self) -> None:
            self.rows = HealthRows()

        def health(self, part: str, state: str, detail: str = "") -> None:
            self.rows.put(part, state, detail, 0)

        def state(self, part: str) -> str:
            return str(self.rows.of(part).get("state", ""))

    view = View()
    voice = VoiceHealth(view)  # type: ignore[arg-type]
    voice.opening("The voice is being opened.")
    assert view.state("voice") == "starting"
    voice.told("kokoro speaks.")
    voice.opened()
    voice.ahead(3, 9)
    assert (
        view.rows.of("voice")["detail"] == "kokoro speaks. 3 of 9 lines of the programme are ready."
    )
    voice.told("kokoro is too slow. espeak speaks instead.")
    voice.ahead(9, 9)  # what was rendered ahead makes it no better
    assert view.state("voice") == "fallback"
    voice.told("The voice kokoro speaks again.")
    assert view.state("voice") == "up"
    voice.saw(UtteranceFinished(outcome="failed", detail="no clause in 5 s"), ())
    assert view.state("voice") == "error"
    voice.saw(UtteranceFinished(outcome="done"), ())
    assert (view.state("voice"), view.rows.of("voice")["last"]) == ("up", "no clause in 5 s")


BOOM = """
from chatbot.events import ChatMessage
from chatbot.plugin import Plugin

plugin = Plugin("boom")


@plugin.on(ChatMessage)
async def fails(event, ctx):
    raise ValueError("no such shelf")
"""


async def test_a_plugin_that_fails_says_so_and_one_that_is_off_says_by_whom(
    tmp_path: Path,
) -> None:
    show = write_show(tmp_path)
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "boom.py").write_text(BOOM, encoding="utf-8")
    show.write_text(show.read_text("utf-8") + "plugins: [boom]\n", encoding="utf-8")

    async with studio(show) as night:

        async def until(state: str) -> dict[str, Any]:
            async with asyncio.timeout(10):
                while (row := rows(night).get("plugin:boom", {})).get("state") != state:
                    night.live.room.state.memory.now_ms += 3_000
                    await night.act(action="mark")
            return row

        await until("up")
        await night.gateway.chat("hello")
        failed = await until("error")
        assert "no such shelf" in failed["detail"]
        well = await until("up")
        assert (well["detail"], well["last"]) == ("", failed["detail"])
        await night.act(action="plugin", id="boom", text="off")
        assert (await until("off"))["detail"] == "switched off by a person"
