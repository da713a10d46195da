"""How far apart two renderers' mouths are from the sound: the stage page, and one outside.

    python benchmarks/mouth_and_sound.py [CUES]

The stage page in Chromium (CHATBOT_CHROMIUM, else the one in the path) plays the sound and paces;
a receiver of VMC and the fake VTube Studio follow it. Each cue is a clap with the mouth open from
its first sample. Sound: the moment for which the page gave the first sample to the audio clock, by
that clock's own reading of the page's clock. Mouth: the first frame of the page, and the first
message at the others, in which it is open by a fifth. Needs playwright. Prints JSON, ms after the
sound.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from _live import browser, write_show

from chatbot.app import RunOptions, on_air
from chatbot.calibrating import clap
from chatbot.loading import load_show
from chatbot.testing.osc import OscEar
from chatbot.testing.vtube_studio import VTubeStudioMock

if TYPE_CHECKING:
    from collections.abc import Iterable

OPEN = 0.2
REST_S = 0.6
SOUND_AT_ONCE = "--autoplay-policy=no-user-gesture-required"
BESIDE = """\
policy: {{market: us}}
renderers:
  - {{type: vmc, port: {port}}}
  - {{type: vtube_studio, url: "{url}"}}
"""
SOUNDS = """
window.sounds = [];
const start = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (when = 0, ...more) {
  const stamp = this.context.getOutputTimestamp();
  const now = this.context.currentTime;
  const at = performance.now() + (Math.max(when, now) - now) * 1000;
  const heard = stamp.contextTime > 0
    ? stamp.performanceTime + (Math.max(when, now) - stamp.contextTime) * 1000 : at;
  window.sounds.push(performance.timeOrigin + heard);
  return start.call(this, when, ...more);
};
window.mouths = [];
let wasOpen = false;
const look = () => {
  const open = (window.stage?.debug?.()?.mouthOpen ?? 0) > 0.2;
  if (open && !wasOpen) window.mouths.push(performance.timeOrigin + performance.now());
  wasOpen = open;
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


def openings(values: Iterable[tuple[float, float]]) -> list[float]:
    """When a mouth opened, in ms of the wall clock; `values` are monotonic seconds and how far."""
    offset_s, was, found = time.time() - time.monotonic(), False, []
    for at, value in values:
        if value > OPEN and not was:
            found.append((at + offset_s) * 1000)
        was = value > OPEN
    return found


def after(sounds: list[float], mouths: list[float]) -> dict[str, Any]:
    """The mouth that belongs to each sound: the nearest within 0.3 s."""
    near = [min(mouths, key=lambda at: abs(at - sound), default=0.0) - sound for sound in sounds]
    apart = sorted((ms for ms in near if abs(ms) < 300), key=abs)
    if not apart:
        return {"claps": len(sounds), "mouths": 0}
    in_order = sorted(apart)
    return {
        "claps": len(sounds),
        "mouths": len(apart),
        "p50": round(in_order[len(in_order) // 2], 1),
        "p95_apart": round(abs(apart[max(0, int(len(apart) * 0.95) - 1)]), 1),
        "most_apart": round(abs(apart[-1]), 1),
        "within_80": sum(abs(ms) <= 80 for ms in apart),
    }


async def measure(cues: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CHATBOT_HOME"] = folder
        async with OscEar() as ear, VTubeStudioMock() as vts:
            show = write_show(Path(folder), more=BESIDE.format(port=ear.port, url=vts.url))
            options = RunOptions(
                journal=show.with_suffix(".journal"), port=0, voice="silent", second_look=False
            )
            async with (
                browser(width=540, height=960, script=SOUNDS, flags=(SOUND_AT_ONCE,)) as page,
                on_air(load_show(show), options) as live,
            ):
                await page.goto(f"{live.address}/stage")
                await page.mouse.click(5, 955)
                while not any(  # noqa: ASYNC110 - the hub tells nobody
                    client.audio != "none" for client in live.hub.clients()
                ):
                    await asyncio.sleep(0.1)
                while not all(  # noqa: ASYNC110
                    follower.up for follower in live.hub.following.followers
                ):
                    await asyncio.sleep(0.1)
                await asyncio.sleep(4)  # the greeting is over
                before = len(await page.evaluate("window.sounds"))
                for number in range(1, cues + 1):
                    part = clap(number)
                    live.hub.send(part)
                    await live.hub.played(part.cue)
                    await asyncio.sleep(REST_S)
                sounds = (await page.evaluate("window.sounds"))[before:]
                mouths = await page.evaluate("window.mouths")
    figure = openings(
        (at, max((shapes.get(vowel, 0.0) for vowel in "AIUEO"), default=0.0))
        for at, shapes in ear.applied
    )
    model = openings(
        (at, values["MouthOpen"]) for at, values in vts.injected if "MouthOpen" in values
    )
    return {
        "cues": cues,
        "stage_page": after(sounds, mouths),
        "vmc": after(sounds, figure),
        "vtube_studio": after(sounds, model),
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure(int((sys.argv[1:] or ["60"])[0]))), indent=1))
