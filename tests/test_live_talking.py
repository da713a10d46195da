"""A photo-real double on another machine says what the show says and falls silent on a stop."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from chatbot.config import Show
from chatbot.errors import ConfigErrors
from chatbot.files import parse, validate
from chatbot.performance import Part, Speech
from chatbot.renderer_config import LiveTalkingConfig
from chatbot.renderers.live_talking import LiveTalking
from chatbot.renderers.outside import Deed
from chatbot.testing.live_talking import LiveTalkingMock
from tests.onair import studio
from tests.test_outside_renderers import with_renderers
from tests.test_vtube_studio import until_health


def listed(url: str, more: str = "") -> str:
    return f'{{type: live_talking, url: "{url}"{more}}}'


async def test_it_says_what_the_show_says_and_stops(tmp_path: Path) -> None:
    async with LiveTalkingMock(sessions=(0,)) as double:  # an older one counts in numbers
        async with studio(with_renderers(tmp_path, listed(double.url))) as night:
            await until_health(night, "up", "its own voice", name="live_talking")
            await night.gateway.chat("how much is the scarf?")
            await night.stage.says("$199")
            await double.until(lambda: any("hundred" in said for said in double.said))
            cut = double.interrupted
            await night.act(action="stop", ref="1")
            await double.until(lambda: double.interrupted > cut)
        assert double.said
        assert not double.played


async def test_it_can_speak_with_the_shows_own_sound() -> None:
    async with LiveTalkingMock() as double:
        config = LiveTalkingConfig(type="live_talking", url=double.url, voice="ours")
        renderer = LiveTalking(config)
        await renderer.connect()
        speech = Speech(
            text="Hi.", spoken="Hi.", lang="en", audio=b"\0\1" * 240, rate=24000, duration_ms=10
        )
        part = Part(cue="c", utterance="u", part=0, last=True, speech=speech)
        deed = Deed("say", {"text": "Hi.", "spoken": "Hi."}, part, 0.0)
        await renderer.perform(deed)
        assert double.played == [speech.wav()]
        silent = replace(part, speech=replace(speech, audio=b""))
        await renderer.perform(replace(deed, part=silent))
        assert double.said == ["Hi."]  # without a sound its own voice says it
        double.missing.add("/interrupt_talk")
        await renderer.stop()
        await renderer.aclose()
        assert double.interrupted == 2


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("session", "webrtcapi.html, press Start, and write the session it shows as 'session'"),
        ("redirect", "sends on to http://169.254.169.254/: write that address in the show file"),
        ("page", "does not answer as LiveTalking does (HTTP 200): check the address"),
        ("closed", "start LiveTalking there and compare the port"),
    ],
)
async def test_a_fault_is_told_with_what_to_do(tmp_path: Path, fault: str, words: str) -> None:
    async with LiveTalkingMock(sessions=("7",)) as double:
        if fault == "redirect":
            away = {"Location": "http://169.254.169.254/"}
            double.answer = lambda: web.Response(status=302, headers=away)
        elif fault == "page":
            double.answer = lambda: web.Response(text="<html>", content_type="text/html")
        url = "http://127.0.0.1:1" if fault == "closed" else double.url
        async with studio(with_renderers(tmp_path, listed(url))) as night:
            await until_health(night, "down", words, name="live_talking")
            await night.gateway.chat("how much is the scarf?")
            await night.stage.says("$199")


def test_an_address_that_is_none_is_told() -> None:
    text = 'persona: lan\ncatalog: c.yaml\nrenderers:\n- {type: live_talking, url: "gpu:8010"}\n'
    with pytest.raises(ConfigErrors) as wrong:
        validate(Show, parse(text, "show.yaml"))
    assert "write it as http://192.168.1.20:8010" in str(wrong.value)
