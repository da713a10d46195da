"""The model of the room's mood: slow, explainable, and moved by nobody alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.persona import MoodRules, Sober
from chatbot.show.mood import (
    CALM,
    FEELINGS,
    Mood,
    Waiting,
    face_for,
    felt,
    quiet,
    set_by_hand,
    watch,
    wrote,
)

RULES = MoodRules()
NOBODY = Waiting()


def room(feelings: list[tuple[int, str, str]], *, until_s: int = 0) -> Mood:
    """A mood after these feelings, each as (second, what, who), and time until the end."""
    mood, last_s = Mood(), 0
    for at_s, feeling, who in feelings:
        wrote(mood, who, at_s * 1000, RULES)
        felt(mood, feeling, who, at_s * 1000, RULES)
        watch(mood, at_s * 1000, RULES, NOBODY)
        last_s = at_s
    for at_s in range(last_s + 5, until_s + 1, 5):
        watch(mood, at_s * 1000, RULES, NOBODY)
    return mood


def several(feeling: str, viewers: int, *, every_s: int = 10) -> list[tuple[int, str, str]]:
    return [(n * every_s, feeling, f"u{n}") for n in range(viewers)]


STORIES = {
    "three complaints within a minute": (
        several("complaint", 3),
        "sober: 3 complaints in 2 minutes from 3 viewers",
    ),
    "laughter": (several("laughter", 4), "playful: 4 laughs in 1.5 minutes from 4 viewers"),
    "praise": (several("praise", 4), "warm: 4 kind words in 2 minutes from 4 viewers"),
    "impatience": (
        several("impatience", 4),
        "hurried: 4 impatient messages in 2 minutes from 4 viewers",
    ),
    "orders say less than words": (several("order", 4), CALM),
    "many orders and greetings": (
        [*several("order", 6, every_s=2), *((12 + n, "greeting", f"g{n}") for n in range(6))],
        "warm: 6 orders and 6 greetings in 2 minutes from 12 viewers",
    ),
    "two viewers are too few": (several("complaint", 2, every_s=1), CALM),
    "far apart is not a wave": (several("complaint", 5, every_s=120), CALM),
    "one viewer over and over": ([(n, "complaint", "u") for n in range(0, 600, 5)], CALM),
}


@pytest.mark.parametrize("story", STORIES)
def test_what_the_room_feels_becomes_a_mood_with_its_reason(story: str) -> None:
    feelings, why = STORIES[story]
    assert room(feelings).why == why


def test_a_few_complaints_are_not_the_mood_of_a_crowd() -> None:
    mood = Mood()
    for number in range(200):
        wrote(mood, f"w{number}", number * 300, RULES)
    for number in range(4):
        felt(mood, "complaint", f"c{number}", 60_000 + number, RULES)
    watch(mood, 61_000, RULES, NOBODY)
    assert mood.name == "neutral"
    for number in range(4, 24):
        felt(mood, "complaint", f"c{number}", 61_000 + number, RULES)
    watch(mood, 62_000, RULES, NOBODY)
    assert mood.name == "sober"


def test_a_mood_fades_later_than_it_came_and_selling_waits_a_little_longer() -> None:
    wave = several("complaint", 4)
    assert room(wave, until_s=80).name == "sober"
    calm = room(wave, until_s=140)
    assert (calm.name, calm.why) == ("neutral", CALM)
    assert quiet(calm, 140_000)
    assert not quiet(room(wave, until_s=240), 240_000)


def test_questions_that_pile_up_make_a_hurry_once_the_oldest_is_old() -> None:
    mood = Mood()
    watch(mood, 0, RULES, Waiting(12, 9, 20_000))
    assert mood.name == "neutral"
    watch(mood, 50_000, RULES, Waiting(12, 9, 70_000))
    assert mood.why == "hurried: 12 questions waiting and the oldest for 70 s"
    watch(mood, 90_000, RULES, Waiting(1, 1, 90_000))
    assert mood.name == "neutral"
    watch(mood, 130_000, RULES, Waiting(12, 1, 130_000))  # all of one viewer
    assert mood.name == "neutral"


def test_complaints_go_before_everything_else_but_not_before_the_dwell() -> None:
    laughs = [(n, "laughter", f"l{n}") for n in range(6)]
    both = [*laughs, *((6 + n, "complaint", f"c{n}") for n in range(4))]
    assert room(both).name == "playful"
    assert room(both, until_s=40).name == "sober"
    assert quiet(room(both), 10_000)  # nothing is sold meanwhile


def test_a_person_sets_it_for_a_while_and_gives_it_back() -> None:
    mood = room(several("complaint", 4))
    set_by_hand(mood, "warm", "Mia", 40_000, 60_000)
    watch(mood, 60_000, RULES, NOBODY)
    assert (mood.name, mood.why) == ("warm", "warm: set by Mia")
    assert not quiet(mood, 60_000)
    watch(mood, 101_000, RULES, NOBODY)
    assert mood.name == "neutral"

    mood = room(several("complaint", 4))
    set_by_hand(mood, "neutral", "Mia", 31_000, 60_000)
    set_by_hand(mood, "auto", "Mia", 32_000, 0)
    watch(mood, 33_000, RULES, NOBODY)
    assert mood.name == "sober"


FACES = [
    ("neutral", "neutral", "neutral"),
    ("warm", "neutral", "smile"),
    ("warm", "sorry", "sorry"),
    ("playful", "neutral", "happy"),
    ("hurried", "smile", "smile"),
    ("sober", "neutral", "sober"),
    ("sober", "happy", "sober"),
    ("sober", "sorry", "sorry"),
    ("sober", "thinking", "thinking"),
]


@pytest.mark.parametrize(("mood", "own", "face"), FACES)
def test_the_face_of_a_line(mood: str, own: str, face: str) -> None:
    assert face_for(Mood(name=mood), RULES, own) == face


def test_a_persona_may_be_harder_to_move() -> None:
    calm = RULES.model_copy(update={"sober": Sober(at_least=20)})
    mood = Mood()
    for at_s, feeling, who in several("complaint", 9, every_s=2):
        felt(mood, feeling, who, at_s * 1000, calm)
        watch(mood, at_s * 1000, calm, NOBODY)
    assert mood.name == "neutral"


WAITING = st.builds(Waiting, st.integers(0, 40), st.integers(0, 40), st.integers(0, 300_000))
STEPS = st.lists(
    st.tuples(
        st.sampled_from([0, 10, 500, 2_000, 10_000, 40_000]),
        st.sampled_from([*FEELINGS, ""]),
        st.integers(0, 12),
        st.integers(1, 12),
        st.just(NOBODY) | WAITING,
    ),
    max_size=80,
)


@settings(max_examples=200, deadline=None)
@given(steps=STEPS)
def test_the_mood_changes_at_most_once_per_dwell_whatever_comes(
    steps: list[tuple[int, str, int, int, Waiting]],
) -> None:
    mood, now_ms, changes = Mood(), 0, [-(10**9)]
    for after_ms, feeling, first, viewers, waiting in steps:
        now_ms += after_ms
        for viewer in range(first, first + viewers):
            wrote(mood, f"u{viewer}", now_ms, RULES)
            if feeling:
                felt(mood, feeling, f"u{viewer}", now_ms, RULES)
        before = replace(mood)
        watch(mood, now_ms, RULES, waiting)
        if mood.name != before.name:
            changes.append(now_ms)
        assert mood.why.startswith(f"{mood.name}: ")
    assert all(later - earlier >= RULES.dwell_s * 1000 for earlier, later in pairwise(changes))


@settings(max_examples=100, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 90_000), st.sampled_from([*FEELINGS]), st.integers(1, 30)),
        max_size=60,
    )
)
def test_one_viewer_alone_moves_nothing(steps: list[tuple[int, str, int]]) -> None:
    mood, now_ms = Mood(), 0
    for after_ms, feeling, times in steps:
        now_ms += after_ms
        for _ in range(times):
            wrote(mood, "u", now_ms, RULES)
            felt(mood, feeling, "u", now_ms, RULES)
        watch(mood, now_ms, RULES, NOBODY)
        assert (mood.name, quiet(mood, now_ms)) == ("neutral", False)
