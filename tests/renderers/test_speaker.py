"""The computer's loudspeakers as a renderer: a real audio device, one that makes no sound."""

from __future__ import annotations

import asyncio
import itertools
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from chatbot.commands import Say
from chatbot.errors import CannotGoOnAir, NotReady
from chatbot.events import RendererChanged
from chatbot.performance import Part, Speech
from chatbot.renderers.speaker import RATE, Loudspeaker, Sounding
from chatbot.renderers.stage_hub import StageHub


def spoken(cue: str, ms: int, *, last: bool = True) -> Part:
    audio = struct.pack("<h", 900) * (24 * ms)
    speech = Speech(text="Hi.", spoken="Hi.", lang="en", duration_ms=ms, audio=audio)
    return Part(
        cue=cue, utterance=cue[0], part=int(cue[1:]), last=last, say=Say("Hi.", "en"), speech=speech
    )


@asynccontextmanager
async def playing() -> AsyncIterator[StageHub]:
    joined = asyncio.Event()

    def changed(event: RendererChanged) -> None:
        joined.set()

    hub = StageHub(label={"en": "AI"}, on_change=changed, on_error=lambda name, text: None)
    speaker = Loudspeaker(unheard=True)
    async with asyncio.TaskGroup() as tasks:
        serving = tasks.create_task(hub.serve(speaker, page=False))
        async with asyncio.timeout(5):
            await joined.wait()
        try:
            yield hub
        finally:
            serving.cancel()
            speaker.shut()


async def test_the_loudspeakers_play_parts_in_order_and_pace_the_show() -> None:
    async with playing() as hub:
        (client,) = hub.clients()
        assert (client.name, client.audio) == ("loudspeakers", "pcm")
        hub.send(spoken("u0", 120, last=False))
        hub.send(spoken("u1", 120))
        async with asyncio.timeout(10):
            for cue in ("u0", "u1"):
                played = await hub.played(cue)
                assert (played.outcome, played.pacer) == ("finished", "loudspeakers")


async def test_a_stop_silences_them_and_they_say_so() -> None:
    async with playing() as hub:
        hub.send(spoken("u0", 20_000))
        hub.stop(None)
        report = await hub.silenced(5)
        assert report.confirmed == ("loudspeakers",)
        assert (await hub.played("u0")).outcome == "interrupted"


def test_samples_follow_each_other_without_a_gap_and_end_softly() -> None:
    told: list[tuple[str, str]] = []
    sounding = Sounding(lambda what, cue: told.append((what, cue)))
    one, two = struct.pack("<h", 8000) * 100, struct.pack("<h", 4000) * 100
    sounding.add("a", "u", one)
    sounding.add("b", "u", two)
    heard = sounding.take(150) + sounding.take(RATE // 10)
    values = struct.unpack(f"<{len(heard) // 2}h", heard)
    assert values[:100] == (8000,) * 100
    assert values[100:200] == (4000,) * 100
    assert 0 < values[200] < 4000
    assert max(abs(a - b) for a, b in itertools.pairwise(values[199:])) < 20
    assert values[-1] == 0
    assert told == [("started", "a"), ("finished", "a"), ("started", "b"), ("finished", "b")]


def test_a_cut_takes_the_parts_of_that_utterance_only() -> None:
    sounding = Sounding(lambda what, cue: None)
    for cue, utterance in (("a", "u"), ("b", "u"), ("c", "v")):
        sounding.add(cue, utterance, bytes(400))
    assert sounding.cut("b") == ["a", "b"]
    assert sounding.cut("x") == []
    assert sounding.cut(None) == ["c"]


async def test_where_there_is_no_sound_card_the_remedy_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import miniaudio

    from chatbot.rendering import aloud

    def none(*_: object, **__: object) -> None:
        raise miniaudio.MiniaudioError("failed to init device", -401)

    monkeypatch.setattr(miniaudio, "PlaybackDevice", none)
    with pytest.raises(NotReady, match="plug one in, or leave out --play"):
        Loudspeaker()
    hub = StageHub(label={}, on_change=lambda event: None, on_error=lambda name, text: None)
    with pytest.raises(CannotGoOnAir, match="--play: no sound card can be used"):
        aloud(hub)
