"""The show begins and ends with the broadcast, and says first of all that an AI speaks."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from chatbot.events import Event, LiveState
from chatbot.rehearsal import Rehearsal
from chatbot.show.acts import Posture
from chatbot.show.programme import DISCLOSES
from chatbot.testing import chat, load, viewers
from tests.onair import write_show
from tests.show.nights import (
    HOUR,
    MINUTE,
    NIGHT,
    act,
    at,
    mode,
    restarted,
    run_to,
    said,
    show_at,
    told,
)

TRUSTED = (
    "start: live\nadapters: [{type: gateway, url: 'ws://127.0.0.1:1', room: r1, trust: [live]}]"
)


def live(state: str, *, trusted: bool = True) -> Event:
    return LiveState(id=f"l-{state}-{trusted}", source="gw", state=state, trusted=trusted)


def test_the_host_waits_for_a_trusted_word_and_says_first_that_it_is_an_ai(tmp_path: Path) -> None:
    show = show_at(tmp_path, at("2026-06-02T02:00"), TRUSTED)
    show.feed(
        [(1_000, chat("how much is the silk scarf?")), (MINUTE, live("started", trusted=False))]
    )
    show.run_until(2 * MINUTE)
    assert (mode(show), said(show)) == ("waiting", [])
    assert told(show, "waiting for the platform to say")
    assert Posture("soon") in show.acts
    show.feed([(3 * MINUTE, live("started"))])
    show.run_until(3 * MINUTE + 10_000)
    assert mode(show) == "on_air"
    assert DISCLOSES.search(said(show)[0])


def test_a_person_may_begin_without_waiting(tmp_path: Path) -> None:
    show = show_at(tmp_path, at("2026-06-02T02:00"), TRUSTED)
    show.feed([(1_000, act("resume"))])
    show.run_until(10_000)
    assert mode(show) == "on_air"
    assert said(show)


def test_live_outside_the_hours_begins_with_the_human(tmp_path: Path) -> None:
    show = show_at(tmp_path, at("2026-06-02T20:00"), f"{TRUSTED}\n{NIGHT}")
    show.feed([(1_000, live("started"))])
    assert mode(show) == "human_on"
    run_to(show, at("2026-06-03T00:01"))
    assert mode(show) == "on_air"


@pytest.mark.parametrize("seller", [True, False], ids=["seller", "clerk"])
def test_the_end_of_the_broadcast_lets_the_sentence_end_and_says_goodbye(
    tmp_path: Path, seller: bool
) -> None:
    show = show_at(tmp_path, at("2026-06-02T02:00"), seller=seller)
    show.feed([(2_000, live("ended", trusted=False))])
    assert show.state.memory.leaving is None
    show.feed([(2_500, live("ended"))])
    show.run_until(40_000)
    goodbyes = show.state.phrases.get("broadcast.goodbye", "en")
    assert (mode(show), said(show)[-1] in goodbyes, len(said(show))) == ("ended", True, 2)
    assert Posture("ended") in show.acts
    show.feed([(HOUR, live("started"))])
    show.run_until(HOUR + 10_000)
    assert mode(show) == "on_air"
    assert DISCLOSES.search(said(show)[2])


def test_a_stop_outlasts_the_end_and_the_next_start(tmp_path: Path) -> None:
    show = show_at(tmp_path, at("2026-06-02T02:00"))
    show.feed([(2_000, act("stop")), (3_000, live("ended")), (4_000, live("started"))])
    assert mode(show) == "stopped"


def test_an_ended_broadcast_stays_ended_over_a_restart_and_says_so(tmp_path: Path) -> None:
    show = show_at(tmp_path, at("2026-06-02T02:00"))
    show.feed([(2_000, live("ended"))])
    show.run_until(40_000)
    restarted(show, timedelta(minutes=10))
    show.run_until(show.now_ms + MINUTE)
    assert mode(show) == "ended"
    assert told(show, "the last broadcast has ended")


# -- who speaks ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "greeting", ["", "  opening: {en: ['Welcome, everybody, to a long night with us!']}"]
)
def test_it_says_that_it_is_an_ai_within_ten_seconds_whatever_is_asked(
    tmp_path: Path, greeting: str
) -> None:
    path = write_show(tmp_path, seller=True)
    host = tmp_path / "host.yaml"
    lines = "lines:\n" + greeting + "\n" if greeting else ""
    lines += "  handover.back: {en: ['Back with you all, and glad of it.']}\n" if greeting else ""
    host.write_text(host.read_text(encoding="utf-8") + lines, encoding="utf-8")
    show = Rehearsal(load(path))
    asked = [chat("how much is the silk scarf?", nick=f"V{n}", id=f"q{n}") for n in range(20)]
    show.feed([(10 + n, each) for n, each in enumerate(asked)])
    show.feed([(50, viewers(400))])
    show.run_until(10_000)
    assert any(DISCLOSES.search(text) for text in said(show))
    show.feed([(5 * MINUTE, act("takeover")), (9 * MINUTE, chat("do you ship to brazil?"))])
    heard = len(said(show))
    show.feed([(10 * MINUTE, act("handback"))])
    show.run_until(10 * MINUTE + 10_000)
    assert any(DISCLOSES.search(text) for text in said(show)[heard:])
    show.run_until(12 * MINUTE)
    if greeting:
        assert "Back with you all, and glad of it." in said(show)[heard:]


def test_after_a_restart_of_more_than_a_minute_it_says_so_anew(tmp_path: Path) -> None:
    show = show_at(tmp_path, at("2026-06-02T02:00"))
    show.run_until(3 * MINUTE)
    heard = len(said(show))
    restarted(show, timedelta(minutes=2))
    show.run_until(show.now_ms + 10_000)
    assert DISCLOSES.search(said(show)[heard])
