"""A show that is killed goes on where it was: nothing said twice, nothing journaled lost."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

from chatbot.engine.journal import read_records
from chatbot.replaying import replay
from tests.onair import say_of, studio, write_show

CHILD = """
import asyncio, json, sys
from pathlib import Path
from tests.onair import studio, write_show

async def main(folder):
    async with studio(write_show(folder)) as night:
        night.stage.playing = False          # the answer is begun and never ends
        await night.gateway.chat("how much is the silk scarf?")
        cue = await night.stage.says("$199")
        print(json.dumps(cue), flush=True)
        await asyncio.Event().wait()

asyncio.run(main(Path(sys.argv[1])))
"""


async def killed_in_mid_sentence(folder: Path) -> dict[str, Any]:
    root = Path(__file__).parent.parent
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        CHILD,
        str(folder),
        stdout=asyncio.subprocess.PIPE,
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert child.stdout is not None
    async with asyncio.timeout(30):
        cue: dict[str, Any] = json.loads(await child.stdout.readline())
    child.kill()
    await child.wait()
    return cue


async def test_a_price_cut_by_kill_9_is_not_said_again_by_itself(tmp_path: Path) -> None:
    cut = await killed_in_mid_sentence(tmp_path)
    journal = tmp_path / "show.journal"
    before = [record.body for record in read_records(journal)]
    async with studio(tmp_path / "show.yaml") as night:
        # The gateway sends again what was not acknowledged: known ids are not asked twice.
        await night.gateway.chat("how much is the silk scarf?", id="m-1")
        duplicate = await night.gateway.until(lambda f: f["type"] == "ack")
        assert duplicate["fate"] == "duplicate"
        board = night.live.room.state.memory.board
        held = [c for c in board.clusters.values() if c.status == "held"]
        assert [c.first.text for c in held] == ["how much is the silk scarf?"]
        assert not any("$199" in say_of(f).get("text", "") for f in night.stage.frames)
        done = await night.act(action="answer", id=held[0].id)
        assert done["type"] == "done"
        again = await night.stage.says("$199")
        assert again["cue"] != cut["cue"]
        assert again["utterance"] != cut["utterance"]
    after = [record.body for record in read_records(journal)]
    assert after[: len(before)] == before
    _, difference = await replay(journal, tell=lambda event, acts: None)
    assert difference is None


async def test_a_stopped_show_resumes_stopped(tmp_path: Path) -> None:
    show = write_show(tmp_path, seller=True)
    async with studio(show) as night:
        await night.stage.until(lambda f: f["type"] == "cue")
        await night.act(action="stop")
    async with studio(show) as night:
        await night.gateway.chat("how much is the silk scarf?")
        await night.gateway.until(lambda f: f["type"] == "ack")
        assert night.live.room.state.memory.mode == "stopped"
        assert not any(f["type"] == "cue" for f in night.stage.frames)
        await night.act(action="resume")
        await night.stage.says("$199")
