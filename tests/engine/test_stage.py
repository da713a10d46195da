"""The stage: one utterance at a time, durable before it is heard, and every one of them ends."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.commands import At, Mark, PointToBuy, ShowProduct
from chatbot.events import UtteranceFinished, UtteranceStarted
from tests.engine.theatre import FINE, WRONG, cue, settle, theatre


async def test_a_line_is_said_and_ends() -> None:
    async with theatre() as house:
        house.stage.play(cue(1))
        await settle()
        assert [type(e).__name__ for e in house.told] == [
            "UtteranceStarted",
            "PartSent",
            "UtteranceFinished",
        ]
        assert house.ends == [("u-1", "done", "It is $199.")]


async def test_nothing_is_sent_before_its_start_is_on_disk() -> None:
    async with theatre() as house:
        house.disk_writes = False
        house.stage.play(cue(1))
        await settle()
        assert house.screen.parts == []
        house.write()
        await settle()
        assert [p.say.text for p in house.screen.parts if p.say] == ["It is $199."]


async def test_a_cue_cut_before_its_task_takes_a_step_ends_once() -> None:
    async with theatre() as house:
        house.stage.play(cue(1))
        house.stage.interrupt()  # still waiting to be taken
        await settle()
        assert house.ends == [("u-1", "interrupted", "")]
        house.stage.play(cue(2))
        await asyncio.sleep(0)  # the stage has made its task, which has not begun
        assert house.stage._task is not None
        assert house.stage._task.get_name() == "perform u-2"
        assert not house.stage._begun
        house.stage.interrupt()
        await settle()
        assert house.ends[1:] == [("u-2", "interrupted", "")]
        assert house.screen.parts == []


async def test_a_cue_cut_while_the_disk_is_waited_for_is_never_sent() -> None:
    async with theatre() as house:
        house.disk_writes = False
        house.stage.play(cue(1))
        await settle()
        house.stage.interrupt()
        await settle()
        house.write()
        await settle()
        assert house.screen.parts == []
        assert house.ends == [("u-1", "interrupted", "")]


async def test_a_cue_cut_during_synthesis_leaves_no_voice_behind() -> None:
    async with theatre() as house:
        house.voice.may_speak.clear()
        house.stage.play(cue(1))
        await settle()
        house.stage.interrupt()
        await settle()
        assert house.voice.closed == 1
        assert house.ends == [("u-1", "interrupted", "")]
        house.voice.may_speak.set()
        house.stage.play(cue(2))
        await settle()
        assert house.ends[1:] == [("u-2", "done", "It is $199.")]


async def test_a_cue_cut_in_play_tells_what_had_been_said() -> None:
    async with theatre() as house:
        house.screen.at_once = False
        house.stage.play(cue(1, "One. Two. Three."))
        await settle()
        assert [p.part for p in house.screen.parts] == [0, 1, 2]
        house.screen.play(house.screen.parts[0].cue)
        await settle()
        house.stage.interrupt()
        await settle()
        assert house.ends == [("u-1", "interrupted", "One.")]
        assert house.screen.stops == [house.screen.parts[-1].cue]


async def test_silence_reaches_the_renderers_at_once_and_nothing_follows() -> None:
    async with theatre() as house:
        house.screen.at_once = False
        house.stage.play(cue(1, "One. Two."))
        await settle()
        sent = len(house.screen.parts)
        house.stage.silence()
        assert house.screen.stops == [None]  # before anything else has run
        await settle()
        house.stage.play(cue(2))
        await settle()
        assert len(house.screen.parts) == sent
        assert [outcome for _, outcome, _ in house.ends] == ["interrupted", "interrupted"]
        house.stage.release()
        house.screen.at_once = True
        house.stage.play(cue(3))
        await settle()
        assert house.ends[-1] == ("u-3", "done", "It is $199.")


async def test_what_the_gate_blocks_is_not_sent_and_says_why() -> None:
    async with theatre() as house:
        house.opinion = WRONG
        house.stage.play(cue(1))
        await settle()
        assert house.screen.parts == []
        started = next(e for e in house.told if isinstance(e, UtteranceStarted))
        assert (started.verdict, started.reasons) == ("block", ("price",))
        finished = house.told[-1]
        assert isinstance(finished, UtteranceFinished)
        assert (finished.outcome, finished.detail) == ("blocked", "price: $99")


async def test_a_line_too_old_is_not_said() -> None:
    async with theatre() as house:
        house.now_ms = 5_000
        house.stage.play(cue(1, expires_at_ms=4_000))
        await settle()
        assert house.ends == [("u-1", "expired", "")]


async def test_what_waited_for_the_disk_is_judged_again_before_it_is_said() -> None:
    async with theatre() as house:
        house.disk_writes = False
        house.stage.play(cue(1))
        house.stage.prepare(cue(2))
        await settle()
        house.opinion = WRONG
        house.write()
        await settle()
        assert house.screen.parts == []
        assert house.ends == [("u-1", "interrupted", "")]
        house.opinion = FINE
        house.stage.play(cue(2, expires_at_ms=1_000))
        await settle()
        house.now_ms = 60_000
        house.write()
        await settle()
        assert house.screen.parts == []
        assert house.ends[-1] == ("u-2", "expired", "")


async def test_a_voice_that_cannot_begin_ends_the_line_as_failed() -> None:
    async with theatre() as house:
        house.voice.fails_at = 0
        house.stage.play(cue(1))
        await settle()
        assert house.ends == [("u-1", "failed", "")]
        assert house.screen.parts == []


async def test_a_voice_that_breaks_in_mid_line_tells_what_was_heard() -> None:
    async with theatre() as house:
        house.voice.fails_at, house.screen.at_once = 1, False
        house.stage.play(cue(1, "It is $199. Buy it."))
        await settle()
        assert house.ends == []  # the first clause still sounds: the mouth is not free
        house.screen.play(house.screen.parts[0].cue)
        await settle()
        assert house.ends == [("u-1", "failed", "It is $199.")]


async def test_a_voice_that_hangs_does_not_hang_the_show() -> None:
    async with theatre(speech_within_s=0) as house:
        house.voice.stuck_at = 0
        house.stage.play(cue(1))
        await settle()
        assert house.ends == [("u-1", "failed", "")]
        assert house.voice.closed == 1


async def test_a_line_the_voice_makes_nothing_of_is_failed() -> None:
    async with theatre() as house:
        house.stage.play(cue(1, "  "))
        await settle()
        assert house.ends == [("u-1", "failed", "")]


async def test_a_catalog_changed_in_mid_line_cuts_the_rest() -> None:
    async with theatre() as house:
        house.voice.between = lambda: setattr(house, "opinion", WRONG)
        house.stage.play(cue(1, "The scarf. It is $199."))
        await settle()
        assert [p.say.text for p in house.screen.parts if p.say] == ["The scarf."]
        assert house.ends == [("u-1", "interrupted", "The scarf.")]


async def test_a_renderer_that_cuts_by_itself_ends_the_line() -> None:
    async with theatre() as house:
        house.screen.at_once = False
        house.stage.play(cue(1, "One. Two."))
        await settle()
        house.screen.play(house.screen.parts[0].cue)
        house.screen.play(house.screen.parts[1].cue, "interrupted")
        await settle()
        assert house.ends == [("u-1", "interrupted", "One.")]


async def test_pointing_travels_in_the_part_that_holds_its_mark() -> None:
    text = "The scarf. Only $199. Tap the link."
    for index, part in [(0, 0), (10, 1), (11, 1), (17, 1), (22, 2), (len(text), 2)]:
        async with theatre() as house:
            point = PointToBuy("SCARF", At("buy"))
            marks = (Mark("buy", index),)
            house.stage.play(cue(1, text, ShowProduct("SCARF"), point, marks=marks))
            await settle()
            found = [p.part for p in house.screen.parts for name, _ in p.marks if name == "buy"]
            assert found == [part], index
            commands = {
                command["type"]: (p.part, command["at"])
                for p in house.screen.parts
                for command in p.commands
            }
            assert commands["point_to_buy"] == (part, {"mark": "buy"})
            assert commands["show_product"] == (0, {"ms": 0})


async def test_what_sold_out_since_it_was_decided_is_not_pointed_at() -> None:
    async with theatre() as house:
        house.disk_writes = False
        point = PointToBuy("SCARF", At("buy"))
        house.stage.play(cue(1, "The scarf.", point, marks=(Mark("buy", 4),)))
        await settle()
        house.sellable.clear()
        house.write()
        await settle()
        assert [p.commands for p in house.screen.parts] == [()]


async def test_while_the_voice_is_opened_a_line_waits_and_may_be_cut() -> None:
    async with theatre() as house:
        house.stage.hold_back()
        house.stage.play(cue(1))
        house.stage.prepare(cue(2))
        await settle()
        assert (house.told, house.voice.prepared) == ([], [])
        house.stage.interrupt()
        assert house.ends == [("u-1", "interrupted", "")]
        house.stage.play(cue(2))
        house.stage.ready()
        await settle()
        assert house.ends[1:] == [("u-2", "done", "It is $199.")]


STEPS = ["play", "interrupt", "silence", "release", "write", "hang", "end", "gate", "tick", "mute"]


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 4)), max_size=40))
def test_whatever_happens_one_at_a_time_and_each_ends_once(steps: list[tuple[str, int]]) -> None:
    """`Screen.send` asserts that two utterances never sound together."""

    async def run() -> None:
        async with theatre() as house:
            house.screen.at_once = False
            played: list[str] = []
            silent = False
            for what, turns in steps:
                if what == "play" and len(house.ends) == len(played):  # as the director does
                    played.append(f"u-{len(played) + 1}")
                    house.stage.play(cue(len(played), "One. Two. Three."))
                elif what == "interrupt":
                    house.stage.interrupt()
                elif what == "silence":
                    silent = True
                    house.stage.silence()
                elif what == "release":
                    silent = False
                    house.stage.release()
                elif what == "write":
                    house.disk_writes = True
                    house.write()
                elif what == "hang":
                    house.disk_writes = False
                elif what == "gate":
                    house.opinion = WRONG if house.opinion is FINE else FINE
                elif what == "mute":
                    house.voice.fails_at = None if house.voice.fails_at else turns
                elif what == "end" and house.screen.sounding:
                    house.screen.play(min(house.screen.sounding))
                sent = len(house.screen.parts)
                for _ in range(turns):
                    await asyncio.sleep(0)
                if silent:
                    assert len(house.screen.parts) == sent
            house.disk_writes = True
            house.write()
            for _ in range(10):
                await settle()
                for sounding in sorted(house.screen.sounding):
                    house.screen.play(sounding)
            assert [utterance for utterance, _, _ in house.ends] == played

    asyncio.run(run())


@pytest.mark.parametrize("turns", range(25))
async def test_silence_after_any_number_of_turns_lets_nothing_out(turns: int) -> None:
    async with theatre() as house:
        house.screen.at_once = False
        house.stage.play(cue(1, "One. Two. Three."))
        for _ in range(turns):
            await asyncio.sleep(0)
        house.stage.silence()
        sent = len(house.screen.parts)
        await settle()
        assert len(house.screen.parts) == sent
        assert [(u, o) for u, o, _ in house.ends] == [("u-1", "interrupted")]
        assert house.screen.sounding == set()
