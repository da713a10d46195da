"""The same message twice: known for a while, and only from the same source."""

from __future__ import annotations

from chatbot.engine.seen import Seen


def test_a_repeated_id_is_known_and_another_sources_is_not() -> None:
    seen = Seen()
    assert seen.add("taobao", "m-1", 0)
    assert not seen.add("taobao", "m-1", 10)
    assert seen.add("twitch", "m-1", 10)


def test_an_id_is_forgotten_after_a_while() -> None:
    seen = Seen(within_ms=1_000)
    assert seen.add("gw", "a", 0)
    assert not seen.add("gw", "a", 1_000)
    assert seen.add("gw", "a", 1_001)
    assert not seen.add("gw", "a", 2_001)


def test_the_oldest_give_way_when_there_are_many() -> None:
    seen = Seen(most=3)
    for number in range(4):
        assert seen.add("gw", f"m-{number}", number)
    assert seen.add("gw", "m-0", 5)
    assert not seen.add("gw", "m-3", 5)
