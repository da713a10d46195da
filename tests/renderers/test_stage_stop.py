"""Silence: who is told, who confirmed, who is too slow; on virtual time."""

from __future__ import annotations

import asyncio

import pytest
from actors import Actor, now, theatre
from clock_loop import run

from chatbot.performance import Played


def test_stop_cuts_the_utterance_and_everybody_confirms():
    async def story() -> None:
        async with theatre() as stage:
            actor = await stage.join(Actor("obs", audio="wav"))
            idle = await stage.join(Actor("captions", plays="well"))
            for part in range(3):
                stage.send(f"c-{part}", part=part)
            await asyncio.sleep(0.5)
            stage.hub.stop("c-0", fade_ms=120)
            assert await stage.hub.played("c-0") == Played("interrupted", "obs")
            assert await stage.hub.played("c-2") == Played("interrupted", "")
            report = await stage.hub.silenced(0.3)
            assert set(report.confirmed) == {"obs", "captions"}
            assert report.unconfirmed == ()
            stop = await actor.until_type("stop")
            assert stop == {"type": "stop", "cue": "c-0", "fade_ms": 120}
            assert await idle.until_type("stop") == stop
            stage.send("c-9", utterance="u-2", seconds=1)
            assert await stage.hub.played("c-9") == Played("finished", "obs")

    run(story())


def test_stop_is_sent_though_nothing_plays():
    async def story() -> None:
        async with theatre() as stage:
            actor = await stage.join(Actor("obs", audio="wav"))
            stage.hub.stop(None)
            assert (await actor.until_type("stop"))["cue"] is None
            report = await stage.hub.silenced(0.3)
            assert report.confirmed == ("obs",)
            assert report.silenced_ms == 0

    run(story())


def test_who_does_not_confirm_is_named_and_nobody_waits_longer():
    async def story() -> None:
        async with theatre() as stage:
            await stage.join(Actor("frozen", audio="wav", plays="nothing"))
            await stage.join(Actor("obs", audio="wav"))
            gone = await stage.join(Actor("gone", audio="wav", plays="nothing"))
            stage.send("c-1")
            await asyncio.sleep(0.1)
            began = now()
            stage.hub.stop(None)
            gone.leave()
            report = await stage.hub.silenced(0.3)
            assert report.confirmed == ("obs",)
            assert set(report.unconfirmed) == {"frozen", "gone"}
            assert report.silenced_ms == pytest.approx(300, abs=1)
            assert now() - began == pytest.approx(0.3)

    run(story())


def test_a_stop_passes_cues_that_a_slow_client_was_not_sent():
    async def story() -> None:
        async with theatre() as stage:
            slow = await stage.join(Actor("slow", audio="wav", plays="stuck"))
            await stage.join(Actor("obs", audio="wav"))
            stage.hub.show_state("speaking")
            await asyncio.sleep(0)
            for part in range(5):
                stage.send(f"c-{part}", part=part)
            stage.hub.stop(None)
            slow.plays = "well"
            slow._blocked.set()
            await slow.until_type("stop")
            assert "cue" not in [frame["type"] for frame in slow.heard]

    run(story())


def test_a_client_that_takes_nothing_is_closed_and_delays_nobody():
    async def story() -> None:
        async with theatre() as stage:
            stuck = await stage.join(Actor("stuck", audio="wav", plays="stuck"))
            await stage.join(Actor("obs", audio="wav"))
            began = now()
            for n in range(300):
                stage.send(f"c-{n}", utterance=f"u-{n}", seconds=0.5)
                await stage.hub.played(f"c-{n}")
            assert now() - began < 0.5 * 300 + 2
            await stage.gone(stuck)
            assert stuck.closed is not None
            assert stuck.closed[0] == 4008
            assert [info.name for info in stage.hub.clients()] == ["obs"]

    run(story())
