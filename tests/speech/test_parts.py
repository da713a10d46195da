"""Long lines go out clause by clause and do not stutter."""

from __future__ import annotations

from collections.abc import AsyncIterator

from hypothesis import given
from hypothesis import strategies as st

from chatbot.errors import SpeechUnavailable
from chatbot.speech import Speech, SpeechRequest
from chatbot.speech.parts import PartCost, parts_to_hold, shortfall_ms, speak_in_parts
from chatbot.speech.silent import SilentEngine, estimate

LINE = SpeechRequest(
    text="有货哦，现在只要¥129，三到五天就能送到。喜欢的宝宝点下方小黄车哦！", lang="zh"
)
PARTS = st.lists(st.builds(PartCost, st.floats(200, 5000), st.floats(0, 8000)), max_size=8)


class Clock:
    def __init__(self) -> None:
        self.s = 0.0

    def __call__(self) -> float:
        return self.s


class Working:
    """An engine that takes `factor` seconds of a clock for each second of speech."""

    languages = frozenset(("zh", "en", "fr"))

    def __init__(self, clock: Clock, factor: float, *, name: str = "slow", fails: int = 99) -> None:
        self.name = name
        self.factor = factor
        self.believed = factor
        self.clock = clock
        self.fails = fails

    @property
    def realtime_factor(self) -> float:
        return self.believed

    async def synthesize(self, request: SpeechRequest) -> Speech:
        self.fails -= 1
        if self.fails < 0:
            raise SpeechUnavailable("the voice broke.")
        speech = estimate(request)
        self.clock.s += speech.duration_ms / 1000 * self.factor
        self.believed = self.factor
        return speech

    async def aclose(self) -> None:
        pass


async def gaps(parts: AsyncIterator[Speech], clock: Clock) -> tuple[list[Speech], float]:
    """The parts, and the longest silence between two of them when played as they come."""
    heard, worst, dry = [], 0.0, None
    async for part in parts:
        if dry is not None:
            worst = max(worst, clock.s - dry)
        dry = max(dry or 0.0, clock.s) + part.duration_ms / 1000
        heard.append(part)
    return heard, worst


def test_a_part_may_go_when_what_is_ready_covers_what_is_not() -> None:
    rest = [PartCost(2000, 1000), PartCost(3000, 1500)]
    assert shortfall_ms(1200, rest, margin=1.2) == 0
    assert shortfall_ms(1100, rest, margin=1.2) == 100
    assert shortfall_ms(0, []) == 0
    assert shortfall_ms(5000, [PartCost(100, 6000)], margin=1.0) == 1000


@given(PARTS)
def test_what_is_held_is_the_least_that_covers_the_rest(parts: list[PartCost]) -> None:
    hold = parts_to_hold(parts, margin=1.0, breath_ms=0)
    ready = [sum(part.duration_ms for part in parts[:count]) for count in range(len(parts) + 1)]
    if parts:
        short = [shortfall_ms(ready[at], parts[at:], 1.0) for at in range(len(parts) + 1)]
        assert short[hold] == 0
        assert 0 not in short[1:hold]


async def test_parts_cover_the_line_and_know_their_place() -> None:
    parts = [part async for part in speak_in_parts(SilentEngine(), LINE)]
    assert len(parts) > 2
    assert "".join(part.text for part in parts) == LINE.text
    assert all(LINE.text[part.start :].startswith(part.text) for part in parts)
    assert [part.last for part in parts] == [False] * (len(parts) - 1) + [True]


async def test_an_engine_slower_than_speech_is_waited_for_not_stuttered() -> None:
    for factor in (0.3, 0.6, 0.9, 1.3, 2.0):
        clock = Clock()
        engine = Working(clock, factor)
        heard, worst = await gaps(speak_in_parts(engine, LINE, now=clock, patience_s=99), clock)
        assert "".join(part.text for part in heard) == LINE.text
        assert worst <= 0, factor


async def test_a_voice_much_too_slow_makes_way_for_the_fallback_and_says_so() -> None:
    clock, notices = Clock(), list[str]()
    slow, spare = Working(clock, 3.0), Working(clock, 0.0, name="spare")
    heard, _ = await gaps(
        speak_in_parts(slow, LINE, fallback=spare, on_notice=notices.append, now=clock), clock
    )
    assert clock.s == 0
    assert "".join(part.text for part in heard) == LINE.text
    assert "spare speaks this line" in notices[0]


async def test_a_voice_that_turns_out_slow_is_given_up_before_its_first_word() -> None:
    clock, notices = Clock(), list[str]()
    slow, spare = Working(clock, 5.0), Working(clock, 0.0, name="spare")
    slow.believed = 0.9
    parts = speak_in_parts(slow, LINE, fallback=spare, on_notice=notices.append, now=clock)
    heard, worst = await gaps(parts, clock)
    assert "".join(part.text for part in heard) == LINE.text
    assert worst <= 0
    assert "spare speaks this line" in notices[0]


async def test_a_voice_that_breaks_in_the_middle_is_followed_by_the_fallback() -> None:
    clock, notices = Clock(), list[str]()
    broken, spare = Working(clock, 0.1, fails=1), Working(clock, 0.0, name="spare")
    parts = speak_in_parts(broken, LINE, fallback=spare, on_notice=notices.append, now=clock)
    assert "".join([part.text async for part in parts]) == LINE.text
    assert notices == ["the voice broke. spare speaks instead."]


async def test_what_is_in_stock_costs_nothing() -> None:
    clock, notices = Clock(), list[str]()
    slow, spare = Working(clock, 3.0), Working(clock, 0.0, name="spare")
    parts = speak_in_parts(
        slow, LINE, fallback=spare, on_notice=notices.append, has=lambda each: True, now=clock
    )
    assert await anext(parts)
    assert not notices
    await parts.aclose()  # type: ignore[attr-defined]
