"""Times of day, hours and cron lines, also on the two nights that change the clocks of Paris."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from chatbot.times import Hours, Times, in_hours, next_change, next_time

PARIS = ZoneInfo("Europe/Paris")
FORWARD = datetime(2026, 3, 29, 1, tzinfo=UTC)  # 02:00 becomes 03:00
BACK = datetime(2026, 10, 25, 1, tzinfo=UTC)  # 03:00 becomes 02:00


def hours(text: str | list[str]) -> Any:
    return TypeAdapter(Hours).validate_python(text)


def come(times: Times, after: datetime, count: int, zone: str = "Europe/Paris") -> list[str]:
    """The next instants, on the wall there, each with its offset."""
    shown = []
    for _ in range(count):
        found = next_time(times, zone, after)
        assert found is not None
        shown.append(f"{found.astimezone(ZoneInfo(zone)):%d %H:%M%z}"[:-2])
        after = found
    return shown


@pytest.mark.parametrize(
    ("times", "shown"),
    [
        # in the skipped hour: as the clocks go forward
        (Times(at=("02:30",)), ["28 02:30+01", "29 03:00+02", "30 02:30+02"]),
        (Times(cron="30 2 * * *"), ["28 02:30+01", "29 03:00+02", "30 02:30+02"]),
        (Times(at=("02:00", "03:00")), ["28 02:00+01", "28 03:00+01", "29 03:00+02"]),
    ],
)
def test_a_time_that_the_clocks_skip_comes_as_they_go_forward(
    times: Times, shown: list[str]
) -> None:
    assert come(times, FORWARD - timedelta(hours=26), 3) == shown


@pytest.mark.parametrize(
    ("times", "shown"),
    [
        (Times(at=("02:30",)), ["25 02:30+02", "26 02:30+01"]),
        (Times(cron="15 2 * * *"), ["25 02:15+02", "26 02:15+01"]),
        (Times(cron="30 * * * *"), ["25 02:30+02", "25 02:30+01", "25 03:30+01"]),
        (Times(cron="0 */1 * * *"), ["25 02:00+02", "25 02:00+01", "25 03:00+01"]),
    ],
)
def test_a_time_that_the_clocks_repeat_comes_once_and_each_hour_comes_each_time(
    times: Times, shown: list[str]
) -> None:
    assert come(times, BACK - timedelta(minutes=65), len(shown)) == shown


def test_a_day_of_each_year_a_date_and_a_leap_day() -> None:
    after = datetime(2026, 11, 28, tzinfo=UTC)
    shanghai = "Asia/Shanghai"
    assert come(Times(on="12-25", at=("20:00",)), after, 1, shanghai) == ["25 20:00+08"]
    assert come(Times(on="12-25"), after, 2, shanghai) == ["25 00:00+08", "25 01:00+08"]
    assert next_time(Times(on="2026-11-27"), shanghai, after) is None
    leap = next_time(Times(on="02-29", at=("08:00",)), shanghai, after)
    assert leap == datetime(2028, 2, 29, tzinfo=UTC)


def test_hours_run_over_midnight_and_several_a_day() -> None:
    night = hours("22:00-06:00, 12:00-13:30")
    assert night == hours(["22:00-06:00", "12:00-13:30"])
    inside = {
        f"{h:02}:{m:02}"
        for h in range(24)
        for m in (0, 30)
        if in_hours(night, datetime(2026, 6, 1, h, m, tzinfo=PARIS))
    }
    assert "22:00" in inside
    assert "05:30" in inside
    assert "06:00" not in inside
    assert "13:00" in inside
    assert "13:30" not in inside
    assert in_hours(hours("20:00-24:00"), datetime(2026, 6, 1, 23, 59, tzinfo=PARIS))


def minutes(start: datetime) -> list[datetime]:
    """Each minute of the four hours from here, on the wall of Paris."""
    return [(start + timedelta(minutes=n)).astimezone(PARIS) for n in range(240)]


@pytest.mark.parametrize("text", ["00:00-02:30", "02:30-05:00", "02:00-03:00", "22:00-02:15"])
@pytest.mark.parametrize("night", [FORWARD, BACK], ids=["forward", "back"])
def test_the_host_goes_and_comes_once_however_the_clocks_are_changed(
    text: str, night: datetime
) -> None:
    spans = hours(text)
    states = [in_hours(spans, minute) for minute in minutes(night - timedelta(hours=2))]
    changes = sum(a != b for a, b in pairwise(states))
    inside_at_most_once = "".join("x" if state else " " for state in states).split()
    assert len(inside_at_most_once) <= 1
    assert changes <= 2


@given(
    st.lists(st.integers(0, 24 * 60 - 1), min_size=2, max_size=2, unique=True),
    st.sampled_from([FORWARD, BACK, datetime(2026, 7, 1, 1, tzinfo=UTC)]),
)
def test_whoever_looks_at_the_next_change_misses_none(ends: list[int], night: datetime) -> None:
    spans = ((ends[0], ends[1]),)
    moment, until = night - timedelta(hours=20), night + timedelta(hours=20)
    while moment < until:
        change = next_change(spans, "Europe/Paris", moment)
        assert change is not None
        state = in_hours(spans, moment.astimezone(PARIS))
        probe = min(change, until) - timedelta(minutes=1)
        if probe > moment:
            assert in_hours(spans, probe.astimezone(PARIS)) == state
        moment = change
