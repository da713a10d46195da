"""Faces of one's own on the stage page, in a real browser: mouth shut, mouth open, pointing."""

from __future__ import annotations

import base64
import itertools
import statistics
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from serving import House, serving
from stage_page import POINT, SHOW, opened, part

from chatbot.commands import Say
from chatbot.files.faces import read_face
from chatbot.performance import Part, SpeechRequest
from chatbot.speech.espeak import EspeakEngine
from chatbot.speech.espeak_client import EspeakProcess

if TYPE_CHECKING:
    from playwright.async_api import Browser

pytestmark = pytest.mark.chromium

PAPER = Path(__file__).parent.parent.parent / "shows" / "paper"

# Notes which picture or clip is to be seen, and how far along the cue is.
WATCH = """() => {
    window.seen = [];
    const {box} = stage.body;
    const note = () => {
        const {clock_ms} = stage.debug();
        if (clock_ms !== null) seen.push([box.dataset.picture ?? box.dataset.clip, clock_ms]);
        setTimeout(note, 20);
    };
    note();
}"""


async def test_pictures_open_their_mouth_point_on_the_word_and_shut_it(
    browser: Browser,
) -> None:
    face = read_face("png", PAPER / "face")
    async with serving(House(face=face)) as house, opened(browser, house) as stage:
        picture = "stage.body.box.dataset.picture"
        await stage.until(f"['shut', 'blink'].includes({picture})")
        await stage.page.evaluate(WATCH)
        point = POINT | {"hold_ms": 400}
        house.hub.send(part("c-1", 2000, SHOW, point, marks=(("buy", 500),)))
        assert (await house.hub.played("c-1")).outcome == "finished"
        await stage.until(f"['shut', 'blink'].includes({picture})")
        seen = await stage.page.evaluate("window.seen")
        assert {"shut", "half", "open", "point_open"} <= {name for name, _ in seen}
        first = next(at for name, at in seen if name.startswith("point"))
        assert abs(first - 500) < 150
        # No picture but one is to be seen.
        shown = "[...stage.body.box.children].filter((i) => i.style.visibility === 'visible')"
        assert await stage.page.evaluate(f"{shown}.length") == 1
        assert stage.complaints == []
        assert stage.strangers == []


async def test_clips_talk_while_the_voice_does_and_point_on_the_word(browser: Browser) -> None:
    face = read_face("clips", PAPER / "clips")
    async with serving(House(face=face)) as house, opened(browser, house, "lang=zh") as stage:
        clip = "stage.body.box.dataset.clip"
        playing = "stage.body.reels.idle.video"
        await stage.until(f"{clip} === 'idle' && {playing}.currentTime > 0.1")
        await stage.page.evaluate(WATCH)
        house.hub.send(part("c-1", 2000, SHOW, POINT, marks=(("buy", 1000),)))
        await stage.until("stage.body.reels[stage.body.talk]?.level === 1")
        await stage.until(f"{clip} === 'point' && stage.body.reels.point.video.currentTime >= 0.4")
        assert (await house.hub.played("c-1")).outcome == "finished"
        await stage.until(f"{clip} === 'idle' && !stage.body.talk")
        await stage.until("['talk', 'point'].every((n) => stage.body.reels[n].video.paused)")
        seen = [name for name, _ in await stage.page.evaluate("window.seen")]
        assert [name for name, _ in itertools.groupby(seen)][:3] == ["idle", "talk", "point"]
        assert not await stage.page.evaluate(f"{playing}.paused")
        assert stage.complaints == []
        assert stage.strangers == []


async def test_where_the_avatar_cannot_be_shown_the_drawn_host_stands_in(
    browser: Browser, tmp_path: Path
) -> None:
    for name in ("idle", "talk"):
        (tmp_path / f"{name}.webm").write_bytes(b"not a clip")
    files = {name: tmp_path / f"{name}.webm" for name in ("idle", "talk")}
    face = replace(read_face("clips", PAPER / "clips"), files=files)
    async with serving(House(face=face)) as house, opened(browser, house, sound=False) as stage:
        await stage.until("document.querySelector('#rig-back [data-bone=head]') !== null")
        assert await stage.page.evaluate("document.querySelectorAll('.figure').length") == 0
        house.hub.send(part("c-1", 300))
        assert (await house.hub.played("c-1")).outcome == "finished"
        assert house.errors[0][0] == "browser-stage"
        assert "does not play idle: export it as MP4" in house.errors[0][1]


async def test_the_page_for_the_sound_alone_plays_and_draws_no_host(browser: Browser) -> None:
    async with (
        serving(House()) as house,
        opened(browser, house, "lang=zh&audio=only&transparent=1") as stage,
    ):
        (client,) = house.hub.clients()
        assert (client.name, client.audio, client.label) == ("browser-sound", "wav", True)
        house.hub.send(part("c-1", 600, SHOW, POINT, marks=(("buy", 200),)))
        await stage.until("stage.peak() > 0.02")
        assert await stage.page.inner_text("#ai-label") == "AI生成"
        assert await stage.page.is_visible("#ai-label")
        for hidden in ("#card", "#caption", "#rig-back"):
            assert not await stage.page.is_visible(hidden)
        assert (await house.hub.played("c-1")).outcome == "finished"
        assert stage.complaints == []


HEARD = """async ({audio, rate, visemes}) => {
    const {visemesOf} = await import("/stage/ear.js");
    const {sample} = await import("/stage/mouth.js");
    const raw = Uint8Array.from(atob(audio), (c) => c.charCodeAt(0));
    const samples = Float32Array.from(new Int16Array(raw.buffer), (v) => v / 32768);
    const sound = {sampleRate: rate, numberOfChannels: 1, getChannelData: () => samples};
    const track = visemesOf(sound);
    const times = Array.from({length: samples.length / rate * 50}, (_, i) => i * 20);
    const open = (of) => times.map((t) => sample(of, t).shape.o);
    return [open(track), open(visemes), [...new Set(track.map((each) => each.v))]];
}"""


async def test_lips_are_had_from_the_sound_alone_where_a_voice_tells_none(
    browser: Browser,
) -> None:
    engine = EspeakEngine(EspeakProcess())
    text = "大家晚上好，这条丝巾现在只要一百二十九块，点一号链接就可以下单。"
    speech = await engine.synthesize(SpeechRequest(text=text, lang="zh"))
    await engine.aclose()
    said = {
        "audio": base64.b64encode(speech.audio).decode(),
        "rate": speech.rate,
        "visemes": [
            {"t": v.t_ms, "d": v.d_ms, "v": v.viseme, "w": v.weight} for v in speech.visemes
        ],
    }
    async with serving(House()) as house, opened(browser, house) as stage:
        heard, known, names = await stage.page.evaluate(HEARD, said)
        # How far the mouth is open goes along with what the voice itself knows of it.
        assert statistics.correlation(heard, known) > 0.5
        assert {"aa", "ih", "sil", "SS"} <= set(names)
        # And the page uses it: a cue of sound without visemes opens the mouth.
        mute = replace(speech, visemes=())
        say = Say(text=text, lang="zh", mood="neutral")
        house.hub.send(Part(cue="c-1", utterance="c-1", part=0, last=True, say=say, speech=mute))
        await stage.until("stage.debug().mouthOpen > 0.5")
        house.hub.stop(None)
        await stage.until("stage.debug().mouthOpen < 0.4")
        assert stage.complaints == []


async def test_the_page_gets_the_faces_files_and_nothing_else_of_the_folder() -> None:
    face = read_face("png", PAPER / "face")
    async with (
        serving(House(face=face)) as house,
        httpx.AsyncClient(base_url=house.http) as client,
    ):
        told = await client.get("/avatar.json")
        assert told.json()["type"] == "png"
        assert "real_person" not in told.text
        picture = await client.get(told.json()["files"]["shut"])
        assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")
        for name in ("avatar.yaml", "shut.yaml", "../show.yaml", "..%2Fshow.yaml", "shut"):
            assert (await client.get(f"/avatar/{name}")).status_code == 404
