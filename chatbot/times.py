"""Times as people write them, and the instants they stand for, by APScheduler's triggers.

Nothing here reads a clock. A time in the hour that the clocks skip comes as they go forward; one in
the hour that they repeat comes in its first pass; a cron line for every hour comes in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from chatbot.errors import Wrong, WrongValue

__all__ = ["Hours", "Timed", "Times", "in_hours", "next_change", "next_time"]

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_SPAN = re.compile(rf"\s*({_TIME.pattern}|24:00)\s*[-–]\s*({_TIME.pattern}|24:00)\s*")
_DAY = re.compile(r"(?:(\d{4})-)?(\d{1,2})-(\d{1,2})")
_ONCE = datetime(2000, 1, 1, tzinfo=UTC)
DAY_MIN = 24 * 60


def _clock_time(value: str) -> str:
    found = _TIME.fullmatch(value.strip())
    if found is None:
        raise ValueError(f"{value!r} is not a time of day: write 02:00 or 20:30")
    return f"{int(found[1]):02}:{found[2]}"


def _cron(value: str) -> str:
    fields = value.split()
    if len(fields) != 5:
        raise ValueError(f"{value!r} needs five fields: minute hour day month weekday, '0 * * * *'")
    if re.search(r"\d", fields[4]):
        raise ValueError(
            f"the weekday {fields[4]!r} is a number, which some count from Sunday and some from "
            "Monday: write its name, such as mon or sat,sun"
        )
    try:
        found = next_time(Times(cron=value), "UTC", _ONCE)
    except ValueError as error:
        raise ValueError(f"{value!r} is not a cron line: {error}") from None
    if found is None:
        raise ValueError(f"{value!r} never comes: there is no such day")
    return " ".join(fields)


def _on(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _day(value: str) -> str:
    found = _DAY.fullmatch(value.strip())
    try:
        assert found is not None
        date(int(found[1] or 2000), int(found[2]), int(found[3]))  # 2000 has a 29th of February
    except (AssertionError, ValueError):
        raise ValueError(f"{value!r} is not a day: write 12-25, or 2027-02-06") from None
    return value.strip()


ClockTime = Annotated[str, AfterValidator(_clock_time)]
CronText = Annotated[str, AfterValidator(_cron)]
Day = Annotated[str, BeforeValidator(_on), AfterValidator(_day)]


def _hours(value: object) -> object:
    """The spans that `"00:00-08:00, 12:00-13:30"` or a list of such texts names, in minutes."""
    texts = value if isinstance(value, list | tuple) else [value]
    spans: list[object] = []
    for text in texts:
        if not isinstance(text, str):
            spans.append(text)
            continue
        for part in text.split(","):
            spans.append(_span(part))
    return spans


def _span(part: str) -> tuple[int, int]:
    found = _SPAN.fullmatch(part)
    if found is None:
        raise ValueError(f"{part.strip()!r} are no hours: write 00:00-08:00, or 22:00-06:00")
    start, end = _minutes(found[1]), _minutes(found[4])
    if start % DAY_MIN == end % DAY_MIN:
        raise ValueError(f"{part.strip()!r} leaves no time: for the whole day leave 'hours' out")
    return start % DAY_MIN, end % DAY_MIN


def _minutes(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


Hours = Annotated[
    tuple[tuple[int, int], ...],
    BeforeValidator(_hours, json_schema_input_type=str | list[str]),
    Field(min_length=1),
]


@dataclass(frozen=True, slots=True)
class Times:
    """When something comes: `at` times of a day, or as a `cron` line says, on a day or on each.

    `on` is a date, or a month and day of each year; alone it means each full hour of that day.
    """

    on: str | None = None
    at: tuple[str, ...] = ()
    cron: str | None = None

    def __bool__(self) -> bool:
        return bool(self.on or self.at or self.cron)


class Timed(BaseModel):
    """What people write that comes at times: `at` (and `on` which day), or a `cron` line."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: Day | None = None
    at: Annotated[
        tuple[ClockTime, ...],
        BeforeValidator(
            lambda value: (value,) if isinstance(value, str) else value,
            json_schema_input_type=ClockTime | tuple[ClockTime, ...],
        ),
    ] = ()
    cron: CronText | None = None

    @property
    def times(self) -> Times:
        """When it comes."""
        return Times(on=self.on, at=self.at, cron=self.cron)

    @model_validator(mode="after")
    def _one_way(self) -> Timed:
        if self.cron and (self.at or self.on):
            other = "at" if self.at else "on"
            raise WrongValue([Wrong(f"'cron' and {other!r} do not go together", ("cron",))])
        return self


def next_time(times: Times, zone: str, after: datetime) -> datetime | None:
    """The first instant later than `after`, in UTC; None where there is none."""
    found = (_next(trigger, fixed, after) for trigger, fixed in _triggers(times, zone))
    return min((each for each in found if each is not None), default=None)


def in_hours(hours: Hours, moment: datetime) -> bool:
    """Whether `moment`, in the zone it carries, lies in one of these spans of the day."""
    here = _minute_of_day(moment)
    return any(
        start <= here < end if start < end else here >= start or here < end for start, end in hours
    )


def next_change(hours: Hours, zone: str, after: datetime) -> datetime | None:
    """The first instant later than `after` at which one of the spans begins or ends."""
    ends = {f"{minute // 60:02}:{minute % 60:02}" for span in hours for minute in span}
    return next_time(Times(at=tuple(sorted(ends))), zone, after) if ends else None


def _minute_of_day(moment: datetime) -> int:
    """Minutes since midnight; all of an hour's second pass counts as the last of its first."""
    while moment.fold:
        later = (moment.astimezone(UTC) + timedelta(minutes=1)).astimezone(moment.tzinfo)
        if not later.fold:
            break
        moment = later
    return moment.hour * 60 + moment.minute


# -- APScheduler's triggers ----------------------------------------------------------------------


@cache
def _triggers(times: Times, zone: str) -> tuple[tuple[Any, bool], ...]:
    """APScheduler's triggers of these times; each with whether it names a fixed hour."""
    return tuple(_made(times, ZoneInfo(zone)))


def _made(times: Times, zone: ZoneInfo) -> Iterator[tuple[Any, bool]]:
    from apscheduler.triggers.cron import CronTrigger

    if times.cron:
        fixed = not times.cron.split()[1].startswith("*")
        yield CronTrigger.from_crontab(times.cron, timezone=zone), fixed
        return
    day: dict[str, int] = {}
    if times.on and (found := _DAY.fullmatch(times.on)):
        day = {"month": int(found[2]), "day": int(found[3])}
        if found[1]:
            day["year"] = int(found[1])
    if not times.at:
        yield CronTrigger(**day, hour="*", minute=0, timezone=zone), False
    for at in times.at:
        hour, minute = at.split(":")
        yield CronTrigger(**day, hour=int(hour), minute=int(minute), timezone=zone), True


def _next(trigger: Any, fixed: bool, after: datetime) -> datetime | None:
    probe = after.astimezone(UTC)
    while True:
        probe += timedelta(milliseconds=1)
        found: datetime | None = trigger.get_next_fire_time(None, probe)
        if found is None:
            return None
        probe = found.astimezone(UTC)
        if not fixed:
            return found.astimezone(UTC)
        if found.fold and probe.astimezone(trigger.timezone).fold:
            continue  # the first pass had it
        come = _as_clocks_go_forward(found)
        if come > after:
            return come


def _as_clocks_go_forward(found: datetime) -> datetime:
    """The instant itself or, where the zone's clocks skip it, the one at which they do."""
    zone, moment = found.tzinfo, found.astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == found.replace(tzinfo=None):
        return moment
    moment = found.replace(fold=1).astimezone(UTC)
    while moment.astimezone(zone).replace(tzinfo=None) < found.replace(tzinfo=None):
        moment += timedelta(minutes=1)
    return moment
