"""What renderers get and who paces, on virtual time."""

from __future__ import annotations

import asyncio
import base64
import io
import wave
from typing import Any

import pytest
from actors import LABEL, Actor, now, theatre
from clock_loop import run
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.performance import Played


def test_a_cue_is_what_the_protocol_says():
    async def story() -> None:
        async with theatre() as stage:
            actor = await stage.join(Actor())
            stage.send("c-17", utterance="u-9")
            cue = await actor.until_type("cue")
        assert cue == {
            "type": "cue",
            "cue": "c-17",
            "utterance": "u-9",
            "part": 0,
            "last": False,
            "commands": [
                {
                    "type": "say",
                    "text": "现在只要¥129！",
                    "spoken": "现在只要一百二十九块！",
                    "lang": "zh",
                    "mood": "happy",
                    "duration_ms": 2000,
                    "words": [{"t": 0, "d": 210, "from": 0, "to": 2, "w": "现在"}],
                    "visemes": [{"t": 0, "d": 60, "v": "PP", "w": 1.0}],
                    "marks": [{"t": 1460, "name": "buy"}],
                },
                {"type": "point_to_buy", "sku": "SERUM", "at": {"mark": "buy"}},
                {
                    "type": "show_product",
                    "sku": "SERUM",
                    "title": "精华",
                    "price": "¥129",
                    "stock": 86,
                    "at": {"mark": "buy"},
                },
                {"type": "gesture", "name": "nod", "at": {"ms": 0}},
            ],
        }

    run(story())


def test_wav_and_pcm_carry_the_same_samples():
    async def story() -> None:
        async with theatre() as stage:
            wav = await stage.join(Actor("wav", audio="wav"))
            pcm = await stage.join(Actor("pcm", audio="pcm"))
            stage.send("c-1")
            said = (await wav.until_type("cue"))["commands"][0]
            with wave.open(io.BytesIO(base64.b64decode(said["audio"]["data"]))) as file:
                assert file.getframerate() == 24_000
                assert file.readframes(240) == b"\x01\x02" * 240
            said = (await pcm.until_type("cue"))["commands"][0]
            await stage.hub.played("c-1")
            assert said["audio"] == {
                "format": "pcm",
                "encoding": "s16le",
                "rate": 24_000,
                "channels": 1,
                "bytes": 480,
            }
            kinds = [frame["type"] for frame in pcm.heard]
            assert kinds[kinds.index("cue") + 1] == "samples"
            assert pcm.samples == [b"\x01\x02" * 240]

    run(story())


def test_a_cue_that_a_client_never_began_is_not_ended_by_its_word():
    async def story() -> None:
        async with theatre() as stage:
            hasty = Actor("hasty", audio="wav", plays="nothing")
            await stage.join(hasty)
            stage.send("c-1", seconds=1.0)
            hasty.say({"type": "finished", "cue": "c-1"})
            assert (await stage.hub.played("c-1")).outcome == "late"
            assert stage.hub.counts["before_started"] == 1

    run(story())


def test_a_late_joiner_learns_the_state_the_product_and_the_cue_but_does_not_play_it():
    async def story() -> None:
        async with theatre(lang="zh") as stage:
            stage.hub.show_state("speaking")
            stage.send("c-1")
            late = await stage.join(Actor("late", audio="wav"))
            welcome = late.heard[0]
            assert welcome["state"] == "speaking"
            assert welcome["cue"] == "c-1"
            assert welcome["label"] == LABEL
            assert welcome["lang"] == "zh"
            assert welcome["product"] == {
                "sku": "SERUM",
                "title": "精华",
                "price": "¥129",
                "stock": 86,
            }
            assert welcome["fallbacks"]["gestures"]["thumbs_up"] == "nod"
            assert "wave" not in welcome["fallbacks"]["gestures"]
            assert welcome["fallbacks"]["expressions"]["excited"] == "happy"
            assert welcome["fallbacks"]["visemes"]["aa"] is None
            assert await stage.hub.played("c-1") == Played("finished", "")
            assert [frame["type"] for frame in late.heard] == ["welcome"]

    run(story())


def test_states_and_the_label_reach_everybody_and_the_label_stays_visible():
    async def story() -> None:
        async with theatre() as stage:
            actor = await stage.join(Actor())
            stage.hub.show_state("thinking")
            stage.hub.show_state("thinking")
            stage.hub.show_label({"zh": "真人", "en": "A human is on"})
            label = await actor.until_type("label")
            assert label["visible"] is True
            assert [f["state"] for f in actor.heard if f["type"] == "state"] == ["thinking"]

    run(story())


def test_the_pacer_ends_cues_and_the_others_follow_with_an_offset():
    async def story() -> None:
        async with theatre() as stage:
            await stage.join(Actor("obs", audio="wav"))
            await stage.join(Actor("phone", audio="wav"))
            began = now()
            stage.send("c-1", seconds=2)
            assert await stage.hub.played("c-1") == Played("finished", "obs")
            assert now() - began == pytest.approx(2.0)
            infos = stage.hub.clients()
            assert [info.pacing for info in infos] == [True, False]
            assert infos[1].offset_ms == 0

    run(story())


def test_two_clients_and_the_pacer_vanishes_in_mid_sentence():
    async def story() -> None:
        async with theatre() as stage:
            obs = await stage.join(Actor("obs", audio="wav"))
            await stage.join(Actor("phone", audio="wav"))
            stage.send("c-1", seconds=4)
            stage.send("c-2", part=1, seconds=1)
            await asyncio.sleep(1.5)
            obs.leave()
            await stage.gone(obs)
            began = now()
            assert await stage.hub.played("c-1") == Played("finished", "phone")
            assert now() - began == pytest.approx(2.5)
            assert await stage.hub.played("c-2") == Played("finished", "phone")
            assert [change.state for change in stage.changes] == ["joined", "joined", "left"]

    run(story())


def test_a_frozen_page_costs_one_second_once():
    async def story() -> None:
        async with theatre() as stage:
            await stage.join(Actor("frozen", audio="wav", plays="nothing"))
            began = now()
            stage.send("c-1")
            assert await stage.hub.played("c-1") == Played("late", "frozen")
            assert now() - began == pytest.approx(1.0)
            stage.send("c-2", seconds=2)
            assert await stage.hub.played("c-2") == Played("finished", "")
            assert now() - began == pytest.approx(3.0)
            assert stage.errors[0][0] == "frozen"

    run(story())


def test_a_click_that_unlocks_sound_changes_what_is_sent():
    async def story() -> None:
        async with theatre() as stage:
            page = await stage.join(Actor("page"))
            page.audio = "wav"
            page.hello()
            await page.until(lambda _: len(stage.changes) == 2)
            stage.send("c-1")
            cue = await page.until_type("cue")
            assert cue["commands"][0]["audio"]["format"] == "wav"
            assert [change.audio for change in stage.changes] == ["none", "wav"]

    run(story())


RUBBISH: list[Any] = [
    "{",
    "[]",
    "null",
    b"\x00\xff",
    {"type": "finished"},
    {"type": "finished", "cue": 5},
    {"type": "finished", "cue": "x" * 500},
    {"type": "started", "cue": "never-sent", "at_ms": 1e400},
    {"type": "dance", "cue": "c-1"},
    {"type": "error", "message": "x" * 3000},
    {"type": "interrupted", "cue": None},
    {"type": "pong", "extra": 1},
    "[" * 30_000,
    "x" * 70_000,
]


def test_rubbish_is_counted_and_dropped():
    async def story() -> None:
        async with theatre() as stage:
            actor = await stage.join(Actor("odd", audio="wav"))
            for frame in RUBBISH:
                actor.say(frame)
            stage.send("c-1", seconds=1)
            assert await stage.hub.played("c-1") == Played("finished", "odd")
            assert stage.hub.counts["bad"] == 9
            assert stage.hub.counts["unknown_type"] == 1

    run(story())


@pytest.mark.parametrize(
    ("hello", "why"),
    [
        ({"type": "hello", "protocol": "chatbot.stage/2", "name": "x"}, "protocol"),
        ({"type": "hello", "protocol": "chatbot.stage/1"}, "name"),
        (
            {
                "type": "hello",
                "protocol": "chatbot.stage/1",
                "name": "x",
                "caps": {"audio": "mp3"},
            },
            "caps.audio",
        ),
    ],
)
def test_a_wrong_hello_is_told_which_field_is_wrong(hello: dict[str, Any], why: str):
    async def story() -> None:
        async with theatre() as stage:
            actor = Actor()
            actor.say(hello)
            await stage.hub.serve(actor, page=False)
            assert actor.closed is not None
            assert actor.closed[0] == 1008
            assert why in actor.closed[1]

    run(story())


def test_one_that_never_says_hello_is_closed():
    async def story() -> None:
        async with theatre() as stage:
            actor = Actor()
            await stage.hub.serve(actor, page=True)
            assert actor.closed == (1008, "no hello came")
            assert stage.changes == []

    run(story())


def test_an_error_of_a_renderer_is_passed_on_at_a_bounded_rate():
    async def story() -> None:
        async with theatre() as stage:
            actor = await stage.join(Actor("obs"))
            for _ in range(50):
                actor.say({"type": "error", "message": "no shader"})
            actor.say({"type": "hello", "protocol": "chatbot.stage/1", "name": "again"})
            await actor.until(lambda _: len(stage.changes) == 2)
            assert stage.errors == [("obs", "no shader")] * 5

    run(story())


STEP = st.one_of(
    st.tuples(st.just("join"), st.sampled_from(["wav", "pcm", "none"])),
    st.tuples(st.just("join_frozen"), st.just("wav")),
    st.tuples(st.just("leave"), st.integers(0, 3)),
    st.tuples(st.just("send"), st.floats(0, 3)),
    st.tuples(st.just("stop"), st.booleans()),
    st.tuples(st.just("rest"), st.floats(0, 3)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, max_size=25))
def test_whatever_happens_every_cue_is_played_in_bounded_time(steps: list[tuple[str, Any]]):
    async def story() -> None:
        async with theatre() as stage:
            actors: list[Actor] = []
            waits: list[asyncio.Task[Played]] = []
            total = 0.0
            for n, (what, value) in enumerate(steps):
                if what.startswith("join"):
                    plays = "nothing" if what == "join_frozen" else "well"
                    actors.append(await stage.join(Actor(f"a{n}", audio=value, plays=plays)))
                elif what == "leave" and value < len(actors):
                    actors.pop(value).leave()
                elif what == "send":
                    stage.send(f"c-{n}", utterance=f"u-{n // 3}", seconds=value)
                    waits.append(stage.group.create_task(stage.hub.played(f"c-{n}")))
                    total += value + 2.5
                elif what == "stop":
                    stage.hub.stop(None if value else stage.hub.cue)
                elif what == "rest":
                    await asyncio.sleep(value)
            async with asyncio.timeout(total + 1):
                for wait in waits:
                    assert (await wait).outcome in ("finished", "late", "interrupted")
            assert stage.hub.cue is None

    run(story())
