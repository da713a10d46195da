"""A night of the demo's shop, as docs/night.md tells it: each moment, and what is said then."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from scripts import night_story as story
from scripts.night_story import Night, Row


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Night:
    """Three hours with a small audience of the simulator's."""
    return story.night(story.shop(tmp_path_factory.mktemp("night")), rate=0.1)


def during(told: Night, from_s: float, lasts_s: float, who: str = "**host**") -> list[Row]:
    return [row for row in told.rows if from_s <= row.at_s < from_s + lasts_s and row.who == who]


def test_a_crowd_hears_the_hook_again_and_is_spoken_to_as_one(told: Night) -> None:
    said = during(told, story.SURGE_S, 240)
    assert any("surging" in row.why for row in said)
    assert any("hundreds pace" in row.why for row in said)
    assert told.minutes[story.SURGE_S // 60 - 1][2] in ("handful", "dozens")


def test_when_it_walks_away_the_pace_follows(told: Night) -> None:
    said = during(told, story.DROP_S, 300)
    assert any("dropping" in row.why for row in said)
    assert not any("hundreds pace" in row.why for row in said if row.at_s > story.DROP_S + 240)


def test_the_sale_is_told_while_it_runs_and_not_a_word_longer(told: Night) -> None:
    begins, ends = story.SALE_S, story.SALE_S + 1800
    offers = [row for row in told.rows if row.who == "**host**" and row.why.startswith("offer:")]
    ours = [row for row in offers if row.why.endswith(story.SALE) or story.SALE in row.why]
    assert begins <= ours[0].at_s < begins + 60
    assert any("last_" in row.why for row in ours)
    assert "over" in ours[-1].why
    assert ends <= ours[-1].at_s < ends + 60
    after = [row.words for row in during(told, ends + 1, 9_000)]
    assert not any("lowest price" in words or "30天最低价" in words for words in after)


def test_what_sold_out_is_not_sold_any_more(told: Night) -> None:
    said = during(told, story.SOLD_OUT_S + 1, 6_000)
    assert any("sold out" in row.why for row in said[:3])
    candle = [row for row in said[3:] if "candle" in row.words.casefold()]
    assert not any("points at the button" in row.why for row in candle)


def test_while_viewers_complain_nothing_is_sold(told: Night) -> None:
    sober = next(row.at_s for row in during(told, story.COMPLAINTS_S, 120) if "sober" in row.why)
    lines = [row for row in during(told, sober, 60) if row.why.startswith("rundown:")]
    assert not any("points at the button" in row.why for row in lines)


def test_an_answer_made_anew_for_more_who_ask_is_said_once(told: Night) -> None:
    said = [row for row in told.rows if row.who == "**host**" and row.why.startswith("about ")]
    again = [b.words for a, b in pairwise(said) if a.words == b.words and b.at_s - a.at_s < 6]
    assert again == []


def test_at_eight_it_says_goodbye_and_a_human_is_on(told: Night) -> None:
    said = during(told, story.END_S - 1, 600)
    assert said[-1].why.startswith("goodbye")
    assert said[-1].at_s < story.END_S + 25
    assert told.mode == "human_on"


def test_nobody_hears_a_sentence_that_the_gate_would_not_let_pass(told: Night) -> None:
    assert not [row.words for row in told.rows if row.who == "gate"]


def test_the_page_tells_each_moment() -> None:
    page = (Path(story.PAGE)).read_text("utf-8")
    for title, _, _, _ in story.MOMENTS:
        assert f"## {title}" in page
    assert story.PLOT.is_file()
