"""A night by the clock: hours, segments and lines at their times, and each of them once."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chatbot.errors import ConfigErrors
from chatbot.events import ClockMoved, FilesLoaded
from chatbot.show.programme import DISCLOSES
from chatbot.testing import chat, load
from tests.show.nights import (
    HOUR,
    MINUTE,
    NIGHT,
    PARIS,
    act,
    at,
    mode,
    restarted,
    run_to,
    said,
    show_at,
    told,
    when,
)

RUNDOWN = """\
segments:
  - {title: ordinary, lines: [{en: "A quiet word about the shop."}, {en: "Another quiet word."}]}
  - {title: bowls, at: "02:30", lines: [{en: "Now a look at bowls."}, {en: "Bowls are round."}]}
  - {title: news, cron: "0 * * * *", lines: [{en: "A short note on the hour."}]}
  - {title: last, lines: [{en: "And a word at the end."}]}
pause_s: 20
"""


# -- hours ---------------------------------------------------------------------------------------


def test_the_avatar_is_on_in_its_hours_and_a_human_outside_them(tmp_path: Path) -> None:
    show = show_at(tmp_path, at("2026-06-01T22:00"), NIGHT)
    run_to(show, at("2026-06-01T23:59"))
    assert (mode(show), said(show)) == ("human_on", [])
    run_to(show, at("2026-06-02T00:01"))
    assert mode(show) == "on_air"
    assert DISCLOSES.search(said(show)[0])
    run_to(show, at("2026-06-02T07:59:50"))
    assert mode(show) == "on_air"
    run_to(show, at("2026-06-02T08:00:40"))
    assert (mode(show), show.state.memory.mode_by) == ("human_on", "schedule")
    assert "person" in said(show)[-1] or "human" in said(show)[-1]
    assert len(told(show, "the avatar's hours begin: ")) == 1
    assert len(told(show, "the avatar's hours end")) == 1


def test_the_clock_undoes_nobodys_own_hand_over_but_at_its_borders(tmp_path: Path) -> None:
    show = show_at(tmp_path, at("2026-06-02T01:00"), NIGHT)
    run_to(show, at("2026-06-02T03:00"))
    show.feed([(show.now_ms, act("takeover"))])
    run_to(show, at("2026-06-02T07:00"))
    assert mode(show) == "human_on"
    run_to(show, at("2026-06-02T12:00"))
    show.feed([(show.now_ms, act("handback"))])
    run_to(show, at("2026-06-02T23:00"))
    assert mode(show) == "on_air"
    run_to(show, at("2026-06-03T08:01"))
    assert mode(show) == "human_on"
    run_to(show, at("2026-06-04T00:01"))
    assert mode(show) == "on_air"


@pytest.mark.parametrize("silence", ["stop", "pause"])
def test_the_clock_ends_no_silence_that_a_person_asked_for(tmp_path: Path, silence: str) -> None:
    show = show_at(tmp_path, at("2026-06-02T07:00"), NIGHT)
    show.feed([(HOUR // 2, act(silence))])
    run_to(show, at("2026-06-03T01:00"))
    assert mode(show) == {"stop": "stopped", "pause": "paused"}[silence]
    assert told(show, "resume it when it may")


def test_a_restart_after_the_hours_leaves_the_human_on_without_a_goodbye(tmp_path: Path) -> None:
    show = show_at(tmp_path, at("2026-06-02T07:30"), NIGHT)
    run_to(show, at("2026-06-02T07:50"))
    heard = said(show)
    restarted(show, timedelta(minutes=40))
    run_to(show, at("2026-06-02T09:00"))
    assert mode(show) == "human_on"
    assert said(show) == heard


def test_hours_that_are_edited_count_at_once(tmp_path: Path) -> None:
    show = show_at(tmp_path, at("2026-06-02T07:30"), NIGHT)
    run_to(show, at("2026-06-02T07:40"))
    texts = tuple((k, t.replace("08:00", "07:00")) for k, t in show.state.memory.texts)
    show.feed([(show.now_ms, FilesLoaded(id="f2", texts=texts, version="2"))])
    run_to(show, at("2026-06-02T07:42"))
    assert mode(show) == "human_on"


@pytest.mark.parametrize(
    ("day", "hours"),
    [("2026-03-29", "00:00-02:30"), ("2026-10-25", "00:00-02:30"), ("2026-10-25", "02:30-04:00")],
)
def test_one_hand_over_each_way_on_the_nights_the_clocks_change(
    tmp_path: Path, day: str, hours: str
) -> None:
    start = at(f"{day}T00:30").astimezone(ZoneInfo("UTC"))
    show = show_at(tmp_path, start, f'hours: "{hours}"')
    run_to(show, start + timedelta(hours=7))
    begins = hours.startswith("02")
    assert len(told(show, "hours begin: ")) == begins
    assert len(told(show, "hours end")) == 1


# -- segments and lines --------------------------------------------------------------------------


def every_minute(start: datetime, minutes: int) -> list[datetime]:
    utc = start.astimezone(ZoneInfo("UTC"))
    return [(utc + timedelta(minutes=n)).astimezone(PARIS) for n in range(1, minutes + 1)]


def test_a_segment_comes_at_its_time_and_the_rundown_goes_on_from_there(tmp_path: Path) -> None:
    show = show_at(tmp_path, at("2026-06-02T01:50"), rundown=RUNDOWN)
    run_to(show, at("2026-06-02T02:29:30"))
    assert not [text for text in said(show) if "bowls" in text.lower()]
    run_to(show, at("2026-06-02T02:32:30"))
    heard = said(show)
    place = heard.index("Now a look at bowls.")
    assert heard[place + 1 : place + 4] == [
        "Bowls are round.",
        "And a word at the end.",
        "A quiet word about the shop.",
    ]


def test_an_interlude_comes_by_its_cron_line_and_the_rundown_goes_on_where_it_was(
    tmp_path: Path,
) -> None:
    show = show_at(tmp_path, at("2026-06-02T00:58"), rundown=RUNDOWN)
    moments = every_minute(at("2026-06-02T00:58"), 125)
    notes = when(show, "on the hour", moments)
    assert notes == ["02 01:01", "02 02:01", "02 03:01"]
    heard = said(show)
    place = heard.index("A short note on the hour.")
    turns = ["A quiet word about the shop.", "Another quiet word.", "And a word at the end."]
    before, after = heard[place - 1], heard[place + 1]
    assert turns.index(after) == (turns.index(before) + 1) % 3


def test_an_interlude_that_is_cut_comes_again_and_then_the_rundown_goes_on(tmp_path: Path) -> None:
    show = show_at(tmp_path, at("2026-06-02T00:59"), rundown=RUNDOWN)
    while said(show)[-1:] != ["A short note on the hour."]:
        show.run_until(show.now_ms + 500)
    show.feed([(show.now_ms, act("stop")), (show.now_ms + 1_000, act("resume"))])
    show.run_until(show.now_ms + 2 * MINUTE)
    heard = said(show)
    assert heard.count("A short note on the hour.") == 2
    assert heard[-1] != "A short note on the hour."


def test_a_segment_that_could_not_begin_while_a_human_was_on_is_passed_over(
    tmp_path: Path,
) -> None:
    show = show_at(tmp_path, at("2026-06-02T02:20"), rundown=RUNDOWN)
    show.feed([(MINUTE, act("takeover")), (100 * MINUTE, act("handback"))])
    run_to(show, at("2026-06-02T04:20"))
    heard = said(show)
    assert not [text for text in heard if "bowls" in text.lower()]
    assert "A quiet word about the shop." in heard[-12:]


PLANS = """\
plans:
  - {on: 06-02, at: "02:30", say: {en: "A warm hello to all awake, from {host}.", gesture: wave}}
  - {at: "03:00", say: [{en: "It is a calm night."}, {en: "The night goes on."}]}
"""


def test_a_planned_line_comes_at_its_minute_between_two_sentences(tmp_path: Path) -> None:
    show = show_at(tmp_path, at("2026-06-02T02:00"), PLANS)
    moments = every_minute(at("2026-06-02T02:00"), 90)
    assert when(show, "all awake, from Milo", moments) == ["02 02:30"]
    assert sum("night" in text and "quiet" not in text for text in said(show)) == 1


def test_the_missing_and_the_doubled_hour_have_the_line_once(tmp_path: Path) -> None:
    plan = 'plans: [{at: "02:30", say: {en: "It is half past two."}}]'
    for day, shown in (("2026-03-29", ["29 03:00"]), ("2026-10-25", ["25 02:30"])):
        start = at(f"{day}T00:30")
        show = show_at(tmp_path, start, plan)
        assert when(show, "half past two", every_minute(start, 300)) == shown


def test_what_is_missed_for_minutes_comes_and_for_longer_is_left_out_and_told(
    tmp_path: Path,
) -> None:
    plan = 'plans: [{at: ["02:10", "02:50"], say: {en: "A planned word."}}]'
    show = show_at(tmp_path, at("2026-06-02T02:00"), plan)
    run_to(show, at("2026-06-02T02:08"))
    restarted(show, timedelta(minutes=5))
    run_to(show, at("2026-06-02T02:20"))
    assert said(show).count("A planned word.") == 1
    restarted(show, timedelta(minutes=1))
    run_to(show, at("2026-06-02T02:45"))
    assert said(show).count("A planned word.") == 1
    restarted(show, timedelta(minutes=20))
    run_to(show, at("2026-06-02T03:30"))
    assert said(show).count("A planned word.") == 1
    assert told(show, "due at 02:50, was missed")


def test_a_clock_that_is_set_back_repeats_nothing_and_one_set_ahead_skips(tmp_path: Path) -> None:
    plan = 'plans: [{at: ["02:10", "02:50"], say: {en: "A planned word."}}]'
    show = show_at(tmp_path, at("2026-06-02T02:00"), plan)
    run_to(show, at("2026-06-02T02:12"))
    show.feed([(show.now_ms, ClockMoved(id="c1", by_ms=-10 * MINUTE))])
    before_ms = show.now_ms
    run_to(show, at("2026-06-02T02:30"))
    assert show.now_ms > before_ms
    assert said(show).count("A planned word.") == 1
    show.feed([(show.now_ms, ClockMoved(id="c2", by_ms=30 * MINUTE))])
    run_to(show, at("2026-06-02T03:30"))
    assert said(show).count("A planned word.") == 1
    assert told(show, "was missed")
    assert len(told(show, "the clock was set")) == 2


def test_a_clock_that_was_a_day_ahead_is_believed_once_it_is_right(tmp_path: Path) -> None:
    show = show_at(tmp_path, at("2026-06-03T12:00"), NIGHT)
    assert mode(show) == "human_on"
    show.feed([(MINUTE, ClockMoved(id="c1", by_ms=-34 * HOUR))])
    assert f"{show.state.wall:%d %H:%M}" == "02 02:01"
    assert mode(show) == "on_air"


def test_a_flood_of_questions_does_not_keep_a_planned_line_away(tmp_path: Path) -> None:
    plan = 'plans: [{at: "02:01", say: {en: "A planned word."}}]'
    show = show_at(tmp_path, at("2026-06-02T02:00"), plan, seller=True)
    for second in range(10, 120):
        show.feed([(second * 1000, chat("how much is the silk scarf?", nick=f"V{second}",
                                        id=f"q{second}"))])  # fmt: skip
    assert said(show).count("A planned word.") == 1


def test_only_approved_lines_air_by_the_clock_too(tmp_path: Path) -> None:
    plan = "plans: [{at: '02:01', say: {en: 'A planned word.'}}]"
    show = show_at(tmp_path, at("2026-06-02T02:00"), plan)
    path = tmp_path / "show.yaml"
    scripted = path.read_text(encoding="utf-8").replace("{market: us}", "{autonomy: script}")
    path.write_text(scripted, encoding="utf-8")
    with pytest.raises(ConfigErrors, match=r"show.yaml:\d+: .*only approved lines air"):
        load(path)
    show.state.show = show.state.show.model_copy(
        update={"policy": show.state.show.policy.model_copy(update={"autonomy": "script"})}
    )
    run_to(show, at("2026-06-02T02:10"))
    assert "A planned word." not in said(show)
    assert told(show, "only approved lines air")
