"""Ten claps find how late a picture is; the command says what to write."""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import sys
import time
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from chatbot.calibrating import CLAPS, Halving, clap
from chatbot.testing.osc import OscEar
from chatbot.testing.vtube_studio import VTubeStudioMock
from tests.onair import studio
from tests.test_outside_renderers import with_renderers
from tests.test_vtube_studio import until_health

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("late_ms", [-400, -120, 0, 35, 90, 250, 480])
@pytest.mark.parametrize("start", [0, 100])
def test_ten_answers_find_the_offset(late_ms: int, start: int) -> None:
    halving = Halving(start)
    for _ in range(CLAPS):
        seen = halving.offset_ms + late_ms  # how long after the sound the picture is seen
        halving.hears("together" if abs(seen) <= 25 else "sound" if seen > 0 else "picture")
    assert abs(halving.found_ms + late_ms) <= 45  # what nobody notices


def test_a_clap_opens_the_mouth_and_is_heard() -> None:
    part = clap(1)
    assert part.speech is not None
    assert max(part.speech.audio[1::2]) > 60
    assert part.speech.visemes[0].viseme == "aa"


async def test_the_command_claps_ten_times_and_says_what_to_write(tmp_path: Path) -> None:
    async with OscEar() as ear:
        show = with_renderers(tmp_path, f"{{type: vmc, port: {ear.port}, offset_ms: 40}}")
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "chatbot", "renderer", "calibrate", str(show), "--port", "0",
            cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stdin is not None
        out = process.stdout
        async with asyncio.timeout(50):
            while b"/stage" not in (line := await out.readline()):
                assert line
            address = line.decode().split()[1].replace("http", "ws").replace("/stage", "/ws/stage")
            host = address.split("/")[2]
            async with connect(address, origin=f"http://{host}", proxy=None) as page:
                caps = {"audio": "wav", "lipsync": "visemes", "overlay": True}
                hello = {"type": "hello", "protocol": "chatbot.stage/1", "name": "p", "caps": caps}
                await page.send(json.dumps(hello))
                claps = 0
                while claps < CLAPS:
                    frame = json.loads(await page.recv())
                    if frame["type"] != "cue":
                        continue
                    claps += 1
                    assert frame["commands"][0]["audio"]["format"] == "wav"
                    await page.send(json.dumps({"type": "started", "cue": frame["cue"]}))
                    if claps == 1:
                        await ear.until(lambda: any(s["A"] > 0.5 for _, s in ear.applied))
                    await page.send(json.dumps({"type": "finished", "cue": frame["cue"]}))
                    process.stdin.write(b"p\n" if claps == 1 else b"\n")
                rest = (await out.read()).decode()
        assert await process.wait() == 0
        assert "clap 10 of 10" in rest
        assert "at vmc, write:\n    offset_ms: 200" in rest


async def test_two_renderers_open_their_mouths_within_80_ms_of_the_sound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHATBOT_HOME", str(tmp_path / "home"))
    async with OscEar() as ear, VTubeStudioMock() as vts:
        lines = (f"{{type: vmc, port: {ear.port}}}", f'{{type: vtube_studio, url: "{vts.url}"}}')
        async with studio(with_renderers(tmp_path, *lines)) as night:
            await until_health(night, "up", name="vmc")
            await until_health(night, "up")
            live, voice, gaps = night.live, night.stage, []
            live.stage.silence()
            voice.playing = False
            for number in range(7):
                part = clap(number)
                live.hub.send(part)
                await voice.until(lambda f: f["type"] == "cue")
                began = time.monotonic()
                await voice.socket.send(json.dumps({"type": "started", "cue": part.cue}))

                def opened(at: float = began) -> tuple[float, ...]:
                    vmc = [t - at for t, shapes in ear.applied if t > at and shapes["A"] > 0]
                    mouth = [t - at for t, v in vts.injected if t > at and v["MouthOpen"] > 0]
                    return (vmc[0], mouth[0]) if vmc and mouth else ()

                await vts.until(lambda seen=opened: seen() or not vts.injected)
                gaps.append(opened())
                await voice.socket.send(json.dumps({"type": "finished", "cue": part.cue}))
                await live.hub.played(part.cue)
                await vts.until(lambda: vts.values("MouthOpen")[-1] == 0)
    for each in zip(*gaps, strict=True):
        assert statistics.median(each) <= 0.080, gaps
