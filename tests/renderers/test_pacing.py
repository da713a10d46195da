"""Whose word ends a cue: rule by rule, then whatever clients do."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.renderers.pacing import LATE_END_S, LATE_START_S, Ended, Pacing


def room(*clients: tuple[int, str, bool], named: str | None = None) -> Pacing:
    pacing = Pacing(named)
    for key, name, audio in clients:
        pacing.join(key, name, audio)
    return pacing


def test_the_longest_connected_client_with_audio_paces():
    pacing = room((1, "mute", False), (2, "obs", True), (3, "phone", True))
    pacing.sent("c-1", "u-1", 2.0, [1, 2, 3], 10.0)
    assert pacing.pacer == 2
    assert pacing.started(3, "c-1", 10.1) == ()
    assert pacing.started(2, "c-1", 10.2) == ()
    assert pacing.began_at("c-1") == 10.2
    assert pacing.finished(3, "c-1", 12.1) == ()
    assert pacing.finished(2, "c-1", 12.2) == (Ended("c-1", "finished", "obs"),)


def test_the_named_client_paces_though_it_came_later():
    pacing = room((1, "obs", True), (2, "studio", False), named="studio")
    pacing.sent("c-1", "u-1", 2.0, [1, 2], 0.0)
    assert pacing.pacer == 2


def test_its_finished_ends_the_cue_even_early():
    pacing = room((1, "obs", True))
    pacing.sent("c-1", "u-1", 5.0, [1], 0.0)
    pacing.started(1, "c-1", 0.1)
    assert pacing.finished(1, "c-1", 1.0) == (Ended("c-1", "finished", "obs"),)


def test_with_nobody_our_own_clock_paces():
    pacing = room((1, "captions", False))
    pacing.sent("c-1", "u-1", 2.0, [1], 0.0)
    assert pacing.due_at() == 2.0
    assert pacing.tick(1.9) == ()
    assert pacing.tick(2.0) == (Ended("c-1", "finished", ""),)


def test_a_pacer_that_does_not_start_is_late_and_the_next_one_paces():
    pacing = room((1, "frozen", True), (2, "obs", True))
    pacing.sent("c-1", "u-1", 3.0, [1, 2], 0.0)
    pacing.started(2, "c-1", 0.1)
    assert pacing.due_at() == LATE_START_S
    assert pacing.tick(1.0) == (Ended("c-1", "late", "frozen"),)
    assert pacing.is_late(1)
    pacing.sent("c-2", "u-2", 3.0, [1, 2], 3.2)
    assert pacing.pacer == 2


def test_a_pacer_that_does_not_finish_is_late():
    pacing = room((1, "obs", True))
    pacing.sent("c-1", "u-1", 3.0, [1], 0.0)
    pacing.started(1, "c-1", 0.5)
    assert pacing.due_at() == 0.5 + 3.0 + LATE_END_S
    assert pacing.tick(5.0) == (Ended("c-1", "late", "obs"),)
    pacing.sent("c-2", "u-2", 1.0, [1], 5.0)
    assert pacing.pacer is None
    assert pacing.due_at() == 6.0


def test_a_late_client_that_reports_a_cue_properly_paces_again():
    pacing = room((1, "obs", True))
    pacing.sent("c-1", "u-1", 1.0, [1], 0.0)
    pacing.tick(1.0)
    assert pacing.is_late(1)
    pacing.sent("c-2", "u-2", 2.0, [1], 2.0)
    pacing.started(1, "c-2", 2.1)
    pacing.tick(4.0)  # our own clock ended it
    assert pacing.finished(1, "c-2", 4.1) == ()
    assert not pacing.is_late(1)
    pacing.sent("c-3", "u-3", 1.0, [1], 5.0)
    assert pacing.pacer == 1


def test_a_pacer_that_vanishes_in_mid_sentence_leaves_the_cue_to_the_next():
    pacing = room((1, "obs", True), (2, "phone", True))
    pacing.sent("c-1", "u-1", 4.0, [1, 2], 0.0)
    pacing.started(1, "c-1", 0.1)
    pacing.started(2, "c-1", 0.2)
    assert pacing.leave(1, 2.0) == ()
    assert pacing.pacer == 2
    assert pacing.finished(2, "c-1", 4.2) == (Ended("c-1", "finished", "phone"),)


def test_alone_it_leaves_the_cue_to_our_clock_from_its_own_start():
    pacing = room((1, "obs", True))
    pacing.sent("c-1", "u-1", 4.0, [1], 0.0)
    pacing.started(1, "c-1", 0.5)
    assert pacing.leave(1, 2.0) == ()
    assert pacing.due_at() == 4.5


def test_one_that_joins_later_does_not_pace_a_cue_it_was_not_sent():
    pacing = room()
    pacing.sent("c-1", "u-1", 4.0, [], 0.0)
    pacing.join(1, "obs", True)
    assert pacing.pacer is None
    pacing.sent("c-2", "u-1", 1.0, [1], 1.0)
    pacing.tick(4.0)
    assert pacing.head == "c-2"
    assert pacing.pacer == 1


def test_parts_play_in_order_and_a_stop_cuts_the_whole_utterance():
    pacing = room((1, "obs", True))
    for cue, utterance in (("a-0", "a"), ("a-1", "a"), ("b-0", "b")):
        pacing.sent(cue, utterance, 1.0, [1], 0.0)
    pacing.started(1, "a-0", 0.0)
    assert pacing.finished(1, "a-0", 1.0) == (Ended("a-0", "finished", "obs"),)
    assert pacing.stop("a-0", 1.2) == (Ended("a-1", "interrupted", "obs"),)
    assert pacing.head == "b-0"
    assert pacing.stop(None, 1.3) == (Ended("b-0", "interrupted", "obs"),)
    assert pacing.due_at() is None


KEYS = st.integers(0, 3)
CUES = st.integers(0, 5)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("join"), KEYS, st.booleans()),
        st.tuples(st.just("leave"), KEYS, st.just(0)),
        st.tuples(st.just("send"), st.integers(0, 3000), st.integers(0, 2)),
        st.tuples(st.just("started"), KEYS, CUES),
        st.tuples(st.just("finished"), KEYS, CUES),
        st.tuples(st.just("interrupted"), KEYS, CUES),
        st.tuples(st.just("stop"), CUES, st.booleans()),
        st.tuples(st.just("wait"), st.integers(0, 4000), st.just(0)),
    ),
    max_size=60,
)


@settings(max_examples=300, deadline=None)
@given(STEPS, st.sampled_from([None, "n0", "n1"]))
def test_whatever_clients_do_every_cue_ends_once_in_order_and_in_time(
    steps: list[tuple[str, int, int]], named: str | None
):
    pacing, now, connected = Pacing(named), 0.0, set()
    lengths: list[float] = []
    ended: list[tuple[float, Ended]] = []

    def took(found: tuple[Ended, ...]) -> None:
        ended.extend((now, each) for each in found)

    def until(moment: float) -> None:
        nonlocal now
        while (due := pacing.due_at()) is not None and due <= moment:
            now = max(now, due)
            took(pacing.tick(now))
        now = max(now, moment)

    for kind, a, b in steps:
        if kind == "join":
            pacing.join(a, f"n{a}", bool(b))
            connected.add(a)
        elif kind == "leave":
            connected.discard(a)
            took(pacing.leave(a, now))
        elif kind == "send":
            lengths.append(a / 1000)
            cue = str(len(lengths) - 1)
            took(pacing.sent(cue, str(b), a / 1000, sorted(connected), now))
        elif kind == "started":
            took(pacing.started(a, str(b), now))
        elif kind in ("finished", "interrupted"):
            took(pacing.finished(a, str(b), now, outcome=kind))
        elif kind == "stop":
            took(pacing.stop(None if b else str(a), now))
        else:
            until(now + a / 1000)

    begun = now
    still = len(lengths) - len(ended)
    until(now + sum(lengths) + (LATE_START_S + LATE_END_S) * (still + 1))
    assert pacing.due_at() is None
    assert pacing.head is None
    assert sorted(int(each.cue) for _, each in ended) == list(range(len(lengths)))
    natural = [int(each.cue) for _, each in ended if each.outcome != "interrupted"]
    assert natural == sorted(natural)
    rest = [at for at, _ in ended if at > begun]
    if rest:
        assert max(rest) <= begun + sum(lengths) + (LATE_START_S + LATE_END_S) * still
