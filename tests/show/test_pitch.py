"""The pitch follows the room slowly, and one wild count does not move it."""

from __future__ import annotations

from chatbot.persona import PitchRules
from chatbot.show.pitch import Audience, heard_count, pitch_for, watch

RULES = PitchRules()


def room(counts: list[int], *, every_s: int = 5) -> tuple[Audience, int]:
    audience, now_ms = Audience(), 0
    for count in counts:
        heard_count(audience, "gw", count, now_ms, RULES)
        now_ms += every_s * 1000
    return audience, now_ms


def test_a_small_room_stays_a_handful() -> None:
    audience, now_ms = room([12] * 20)
    pitch = pitch_for(audience, RULES, now_ms, None)
    assert (pitch.tier.name, pitch.viewers, pitch.trend) == ("handful", 12, "steady")
    assert pitch.why == "12 viewers and steady: handful pace"


def test_a_bot_spike_moves_nothing() -> None:
    audience, now_ms = room([40] * 20 + [90_000] + [40] * 5)
    assert pitch_for(audience, RULES, now_ms, None).viewers == 40


def test_a_growing_room_changes_tier_only_after_the_dwell() -> None:
    audience, _ = room([20] * 30)
    now_ms = 150_000
    tiers = []
    for _ in range(60):
        heard_count(audience, "gw", 1000, now_ms, RULES)
        tiers.append(audience.tier)
        now_ms += 5_000
    assert tiers[0] == "handful"
    changed = tiers.index("hundreds")
    assert changed * 5 >= RULES.dwell_s
    assert tiers[-1] == "hundreds"


def test_a_count_at_the_border_does_not_flap() -> None:
    audience, now_ms = room([40] * 60)
    tiers = set()
    for number in range(200):
        heard_count(audience, "gw", 28 if number % 20 < 10 else 33, now_ms, RULES)
        tiers.add(audience.tier)
        now_ms += 5_000
    assert tiers == {"dozens"}


def test_platforms_add_up() -> None:
    audience = Audience()
    for source, count in (("taobao", 100), ("twitch", 30)):
        heard_count(audience, source, count, 0, RULES)
    watch(audience, 600_000, RULES)
    assert pitch_for(audience, RULES, 600_000, 510_000).why == (
        "130 viewers and steady: dozens pace; last call to action 90 s ago"
    )
