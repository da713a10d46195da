"""How big the room is, and how to speak to it. Explained in one sentence to whoever watches."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from statistics import median

from chatbot.persona import PitchRules, Tier

__all__ = ["Audience", "Pitch", "heard_count", "pitch_for", "trend_of", "watch"]

RECENT_COUNTS = 5  # the median of these hides a single wild count
TREND_S = 120
TREND_SHARE = 0.15
SURGE_SHARE, DROP_SHARE = 0.5, -0.4
FEWEST_SWUNG = 20
"""Fewer viewers than this come and go all the time."""


@dataclass
class Audience:
    """What is known of the audience. `counts` are the recent counts of each source."""

    counts: dict[str, list[int]] = field(default_factory=dict)
    smoothed: float | None = None
    updated_ms: int = 0
    tier: str = ""
    leaning: str = ""
    leaning_since_ms: int = 0
    history: list[tuple[int, float]] = field(default_factory=list)
    chats: list[int] = field(default_factory=list)
    carts: dict[str, int] = field(default_factory=dict)
    orders: dict[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """The raw total of the newest counts."""
        return sum(values[-1] for values in self.counts.values() if values)


@dataclass(frozen=True, slots=True)
class Pitch:
    """How to speak now."""

    tier: Tier
    viewers: int
    trend: str
    why: str


def heard_count(
    audience: Audience, source: str, count: int, now_ms: int, rules: PitchRules
) -> None:
    """Take in a viewer count: the newest of each source, the median of its last five, smoothed."""
    values = audience.counts.setdefault(source, [])
    values.append(max(0, count))
    del values[:-RECENT_COUNTS]
    watch(audience, now_ms, rules)


def watch(audience: Audience, now_ms: int, rules: PitchRules) -> None:
    """Let time pass: move the smoothed count and, with hysteresis and dwell, the tier."""
    if audience.counts:
        target = float(sum(median(values) for values in audience.counts.values() if values))
        if audience.smoothed is None:
            audience.smoothed = target
        else:
            passed_s = max(0, now_ms - audience.updated_ms) / 1000
            share = 1 - math.exp(-passed_s / rules.smoothing_s) if rules.smoothing_s else 1.0
            audience.smoothed += (target - audience.smoothed) * share
        audience.updated_ms = now_ms
        if not audience.history or now_ms - audience.history[-1][0] >= 5_000:
            audience.history.append((now_ms, round(audience.smoothed, 1)))
            del audience.history[: -2 * TREND_S // 5]
    _move_tier(audience, now_ms, rules)


def _move_tier(audience: Audience, now_ms: int, rules: PitchRules) -> None:
    if audience.smoothed is None:
        return
    tiers = sorted(rules.tiers, key=lambda tier: tier.viewers)
    names = [tier.name for tier in tiers]
    count = audience.smoothed
    fitting = max((i for i, tier in enumerate(tiers) if tier.viewers <= count), default=0)
    if audience.tier not in names:
        audience.tier, audience.leaning = names[fitting], ""
        return
    here = names.index(audience.tier)
    if fitting > here:
        beyond = count >= tiers[here + 1].viewers * (1 + rules.hysteresis)
    else:
        beyond = fitting < here and count < tiers[here].viewers * (1 - rules.hysteresis)
    if not beyond:
        audience.leaning = ""
    elif audience.leaning != names[fitting]:
        audience.leaning, audience.leaning_since_ms = names[fitting], now_ms
    if audience.leaning and now_ms - audience.leaning_since_ms >= rules.dwell_s * 1000:
        audience.tier, audience.leaning = audience.leaning, ""


def trend_of(audience: Audience, now_ms: int) -> str:
    """`surging`, `rising`, `steady`, `falling` or `dropping`, over the last two minutes."""
    if audience.smoothed is None:
        return "steady"
    before = next((c for at, c in audience.history if at >= now_ms - TREND_S * 1000), None)
    if before is None or audience.smoothed < 1:
        return "steady"
    change = (audience.smoothed - before) / max(before, 1.0)
    if abs(audience.smoothed - before) >= FEWEST_SWUNG and not DROP_SHARE < change < SURGE_SHARE:
        return "surging" if change > 0 else "dropping"
    if change > TREND_SHARE:
        return "rising"
    return "falling" if change < -TREND_SHARE else "steady"


def pitch_for(
    audience: Audience, rules: PitchRules, now_ms: int, last_call_ms: int | None
) -> Pitch:
    """The pitch that fits this audience. It changes tempo and form, never facts."""
    tier = next((t for t in rules.tiers if t.name == audience.tier), rules.tiers[0])
    viewers = round(audience.smoothed or 0)
    trend = trend_of(audience, now_ms)
    calls = (
        ""
        if last_call_ms is None
        else f"; last call to action {(now_ms - last_call_ms) // 1000} s ago"
    )
    people = "1 viewer" if viewers == 1 else f"{viewers:,} viewers"
    known = f"{people} and {trend}" if audience.counts else "audience not known"
    return Pitch(tier, viewers, trend, f"{known}: {tier.name} pace{calls}")
