"""Outside renderers follow the pacer, on virtual time: bounded, and alone with their faults."""

from __future__ import annotations

import asyncio
import random
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from actors import Actor, Theatre, a_part, theatre
from clock_loop import run

from chatbot.errors import AuthFailed
from chatbot.performance import Part, VisemeAt
from chatbot.renderers.follower import Follower
from chatbot.renderers.outside import Deed, Face, OutsideRenderer
from chatbot.renderers.wire import Caps

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


class Puppet(OutsideRenderer):
    """Writes down what it is asked to do, and when; `fault` is how it fails."""

    name, where = "puppet", "udp://here"
    caps = Caps(gestures=("point_to_buy", "wave"), expressions=("happy",))
    frames_per_s = 30.0

    def __init__(self, fault: str = "") -> None:
        self.fault = fault
        self.deeds: list[tuple[float, Deed]] = []
        self.faces: list[tuple[float, Face]] = []
        self.shown: list[tuple[str, Any]] = []
        self.connects: list[float] = []
        self.stops: list[float] = []
        self.closed = 0
        self.lost = asyncio.Event()

    def now(self) -> float:
        return asyncio.get_running_loop().time()

    async def connect(self) -> str:
        self.connects.append(self.now())
        if self.fault == "absent":
            raise ConnectionRefusedError("nobody listens at udp://here")
        if self.fault == "refuses":
            raise AuthFailed("the token is not valid: allow the plugin again")
        if self.fault == "mute":
            await asyncio.Event().wait()
        self.lost.clear()
        return "a puppet"

    async def watch(self) -> None:
        await self.lost.wait()

    async def perform(self, deed: Deed) -> None:
        if self.fault == "stuck":
            await asyncio.Event().wait()
        self.deeds.append((self.now(), deed))

    async def frame(self, face: Face) -> None:
        self.faces.append((self.now(), face))

    async def show(self, what: str, value: Any) -> None:
        self.shown.append((what, value))

    async def stop(self) -> None:
        self.stops.append(self.now())

    async def aclose(self) -> None:
        self.closed += 1

    def times(self, kind: str) -> list[float]:
        return [at for at, deed in self.deeds if deed.kind == kind]


@asynccontextmanager
async def following(
    puppet: Puppet, offset_ms: int = 0
) -> AsyncIterator[tuple[Theatre, list[tuple[str, str]]]]:
    told: list[tuple[str, str]] = []
    async with theatre() as stage:
        clock = asyncio.get_running_loop().time
        follower = Follower(
            puppet,
            offset_ms=offset_ms,
            tell=lambda *what: told.append(what),
            clock=clock,
            rng=random.Random(1),
        )
        stage.hub.follow(follower)
        task = stage.group.create_task(follower.run())
        yield stage, told
        task.cancel()


def spoken(cue: str, **more: Any) -> Part:
    """A part that opens the mouth from its first moment to its last."""
    part = a_part(cue, **more)
    assert part.speech is not None
    ms = part.duration_ms
    shapes = tuple(VisemeAt(t, 100, ("aa", "oh")[t // 100 % 2]) for t in range(0, ms, 100))
    return replace(part, speech=replace(part.speech, visemes=shapes))


def mouth(puppet: Puppet) -> list[float]:
    return [at for at, face in puppet.faces if face.open > 0]


def test_a_renderer_moves_when_the_sound_begins_not_when_the_cue_is_sent():
    async def story() -> None:
        puppet = Puppet()
        async with following(puppet, offset_ms=120) as (stage, told):
            voice = await stage.join(Actor("voice", audio="wav", plays="nothing"))
            stage.hub.send(spoken("c-1"))
            await asyncio.sleep(0.4)  # the page fetches and decodes
            assert puppet.deeds == []
            began = asyncio.get_running_loop().time()
            voice.say({"type": "started", "cue": "c-1"})
            await asyncio.sleep(2.6)
            voice.say({"type": "finished", "cue": "c-1"})
            await asyncio.sleep(5)
        assert told[:2] == [("connecting", "udp://here"), ("up", "a puppet")]
        assert puppet.times("say") == [pytest.approx(began + 0.12)]
        assert puppet.times("point_to_buy") == [pytest.approx(began + 0.12 + 1.46)]
        assert puppet.times("show_product") == [pytest.approx(began + 0.12 + 1.46)]
        assert mouth(puppet)[0] == pytest.approx(began + 0.12, abs=0.04)
        assert puppet.faces[-1][1] == Face()  # neutral at the end

    run(story())


def test_without_a_voice_our_own_clock_begins_a_cue_and_names_are_the_nearest():
    async def story() -> None:
        puppet = Puppet()
        async with following(puppet) as (stage, _):
            await asyncio.sleep(1)
            sent = asyncio.get_running_loop().time()
            stage.send("c-1")
            stage.send("c-2", part=1)
            await asyncio.sleep(10)
        assert puppet.times("say") == [pytest.approx(sent), pytest.approx(sent + 2)]
        names = [deed.command["name"] for _, deed in puppet.deeds if deed.kind == "gesture"]
        assert names == ["wave", "wave"]  # nearest to the thumbs_up it does not have

    run(story())


def test_a_stop_is_heard_at_once_even_while_a_renderer_does_not_answer():
    async def story() -> None:
        puppet = Puppet()
        async with following(puppet) as (stage, told):
            await asyncio.sleep(1)
            puppet.fault = "stuck"
            stage.hub.send(spoken("c-1"))
            await asyncio.sleep(0.5)
            at = asyncio.get_running_loop().time()
            stage.hub.stop(None)
            await asyncio.sleep(0.5)
            assert puppet.stops == [pytest.approx(at)]
            assert max(mouth(puppet)) <= at
            puppet.fault = ""
            await asyncio.sleep(5)
        assert puppet.deeds == []  # what was cut never comes
        assert [state for state, _ in told] == ["connecting", "up"]

    run(story())


def test_one_that_hangs_costs_the_others_nothing_and_is_tried_again():
    async def story() -> None:
        hanging, well = Puppet("stuck"), Puppet()
        async with following(hanging) as (stage, told):
            clock = asyncio.get_running_loop().time
            other = Follower(well, clock=clock)
            stage.hub.follow(other)
            task = stage.group.create_task(other.run())
            await asyncio.sleep(1)
            at = clock()
            stage.send("c-1")
            assert (await stage.hub.played("c-1")).outcome == "finished"
            assert clock() == pytest.approx(at + 2)
            await asyncio.sleep(20)
            task.cancel()
        assert well.times("point_to_buy") == [pytest.approx(at + 1.46)]
        down = [detail for state, detail in told if state == "down"]
        assert set(down) == {"udp://here did not answer within 3 s; trying again by itself"}
        assert len(hanging.connects) > 1
        assert hanging.closed == len(hanging.connects)

    run(story())


@pytest.mark.parametrize(
    ("fault", "detail"),
    [
        ("absent", "nobody listens at udp://here; trying again by itself"),
        ("mute", "no answer at udp://here within 10 s; trying again by itself"),
    ],
)
def test_one_that_is_not_there_is_said_once_and_tried_with_patience(fault: str, detail: str):
    async def story() -> None:
        puppet = Puppet(fault)
        async with following(puppet) as (stage, told):
            for number in range(600):  # nobody counts up what waits for it
                stage.send(f"c-{number}", utterance=f"u-{number}", seconds=0.2)
                await asyncio.sleep(0.2)
            assert told == [("connecting", "udp://here"), ("down", detail)]
            assert len(puppet.connects) <= 21  # ten a minute
            puppet.fault = ""
            await asyncio.sleep(30)
        assert [deed.kind for _, deed in puppet.deeds] == ["show_product"]  # what stands is shown
        assert ("state", "idle") in puppet.shown

    run(story())


def test_one_that_refuses_us_is_not_asked_again():
    async def story() -> None:
        puppet = Puppet("refuses")
        async with following(puppet) as (_, told):
            await asyncio.sleep(100)
        assert told[-1] == ("refused", "the token is not valid: allow the plugin again")
        assert len(puppet.connects) == 1

    run(story())


def test_after_a_loss_the_latest_that_stands_is_shown_again():
    async def story() -> None:
        puppet = Puppet()
        async with following(puppet) as (stage, told):
            await asyncio.sleep(1)
            stage.hub.show_state("thinking")
            stage.hub.show_state("speaking")
            puppet.lost.set()
            await asyncio.sleep(10)
        assert [state for state, _ in told] == ["connecting", "up", "down", "up"]
        assert puppet.shown.count(("state", "speaking")) == 2  # before and after
        assert ("state", "thinking") not in puppet.shown  # nobody had time to see it

    run(story())


def test_words_that_nobody_began_stay_away_and_the_card_comes():
    async def story() -> None:
        puppet = Puppet()
        async with following(puppet) as (stage, _):
            await stage.join(Actor("voice", audio="wav", plays="nothing"))
            stage.send("c-1")
            assert (await stage.hub.played("c-1")).outcome == "late"
            await asyncio.sleep(1)
        kinds = [deed.kind for _, deed in puppet.deeds]
        assert kinds == ["point_to_buy", "show_product", "gesture"]
        assert mouth(puppet) == []

    run(story())


def test_a_voice_without_mouth_shapes_moves_the_mouth_by_its_loudness():
    async def story() -> None:
        import math
        from array import array

        rate, loud = 24_000, array("h")
        for i in range(rate):  # half a second of silence, then of sound
            loud.append(round(12_000 * math.sin(i / 12)) if i > rate / 2 else 0)
        part = a_part("c-1", seconds=1.0)
        assert part.speech is not None
        speech = replace(part.speech, visemes=(), audio=loud.tobytes())
        puppet = Puppet()
        async with following(puppet) as (stage, _):
            await asyncio.sleep(1)
            at = asyncio.get_running_loop().time()
            stage.hub.send(replace(part, speech=speech))
            await asyncio.sleep(4)
        assert at + 0.4 < mouth(puppet)[0] < at + 0.56
        assert mouth(puppet)[-1] < at + 1.1

    run(story())
