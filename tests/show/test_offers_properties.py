"""Whatever times a catalog has: no promise before its start or after its end, no false scarcity."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.commands import Command, Say
from chatbot.rehearsal import Rehearsal
from chatbot.show.disclosure import disclosure_due
from chatbot.show.gate import GateContext, judge
from chatbot.show.goods import LOW_STOCK, low_stock_words
from chatbot.show.memory import Wish
from chatbot.show.offers import commands_for, is_offer, look
from chatbot.show.state import ShowState
from tests.show.offer_shops import WALL, catalog
from tests.show.test_offers import shop

LANGS = ("zh", "en", "fr")
MOMENTS = ("announce", "remind", "last_call", "last_minute", "over")
SECONDS = st.one_of(st.none(), st.integers(-7200, 5 * 86_400), st.integers(-100, 1_000))


@cache
def _opened(lang: str) -> Rehearsal:
    with tempfile.TemporaryDirectory() as folder:
        files = shop(Path(folder), minutes=None, lang=lang)
    show = Rehearsal(files, wall_ms=round(WALL.timestamp() * 1000))
    show.run_until(30_000)
    return show


def on_air(lang: str) -> ShowState:
    """A seller who has opened and said who speaks, with an empty mouth."""
    state = _opened(lang).copy().state
    memory = state.memory
    memory.onstage, memory.wishes = None, []
    memory.offers, memory.low_stock_told = {}, []
    return state


def text_of(commands: Sequence[Command]) -> str:
    return next((c.text for c in commands if isinstance(c, Say)), "")


def passes(state: ShowState, text: str) -> bool:
    lang = state.show.language
    context = GateContext(
        catalog=state.catalog, room_lang=lang, languages=(lang,), market="us", wall=state.wall
    )
    return judge(text, lang, context).passed


@settings(max_examples=150, deadline=None)
@given(
    lang=st.sampled_from(LANGS),
    starts=SECONDS,
    ends=SECONDS,
    at_s=st.integers(40, 86_400),
    name=st.sampled_from(MOMENTS),
    kind=st.sampled_from(["offer", "coupon"]),
    seed=st.integers(0, 50),
)
def test_at_any_instant_what_is_said_is_in_force(
    lang: str, starts: int | None, ends: int | None, at_s: int, name: str, kind: str, seed: int
) -> None:
    if starts is not None and ends is not None and ends <= starts:
        starts, ends = ends, starts + (ends == starts)
    state = on_air(lang)
    starts_at = None if starts is None else WALL + timedelta(seconds=starts)
    ends_at = None if ends is None else WALL + timedelta(seconds=ends)
    state.catalog = catalog(starts_at=starts_at, ends_at=ends_at)
    state.memory.now_ms = at_s * 1_000
    of = "SCARF" if kind == "offer" else "SOIE20"
    wish = Wish(f"w{seed}", (), 3, f"{kind}: {name} {of}", 0, 10**9)
    text = text_of(commands_for(state, wish, pointing=False))
    begun = starts_at is None or starts_at <= state.wall
    ended = ends_at is not None and ends_at <= state.wall
    if name == "over":
        assert bool(text) == ended
    elif text:
        assert begun
        assert not ended
    if text:
        assert passes(state, text), text


@settings(max_examples=40, deadline=None)
@given(
    starts=SECONDS,
    ends=SECONDS,
    steps=st.lists(st.integers(1, 1_200), min_size=1, max_size=40),
)
def test_each_moment_comes_at_most_once_and_in_order(
    starts: int | None, ends: int | None, steps: list[int]
) -> None:
    if starts is not None and ends is not None and ends <= starts:
        starts, ends = ends, starts + (ends == starts)
    state = on_air("en")
    starts_at = None if starts is None else WALL + timedelta(seconds=starts)
    ends_at = None if ends is None else WALL + timedelta(seconds=ends)
    state.catalog = catalog(starts_at=starts_at, ends_at=ends_at, coupon=False)
    came: list[str] = []
    for step in steps:
        state.memory.now_ms += step * 1_000
        state.memory.programme.disclosed_ms = state.memory.now_ms
        assert not disclosure_due(state)
        look(state)
        begun = starts_at is None or starts_at <= state.wall
        ended = ends_at is not None and ends_at <= state.wall
        for wish in filter(is_offer, state.memory.wishes):
            name = wish.reason.split()[1]
            assert begun
            assert ended == (name == "over")
            came.append(name)
        state.memory.wishes.clear()
    once = [name for name in came if name != "remind"]
    assert len(set(once)) == len(once)
    assert not came or came[0] == "announce"
    assert sorted(once, key=MOMENTS.index) == once


@settings(max_examples=60, deadline=None)
@given(lang=st.sampled_from(LANGS), stock=st.one_of(st.none(), st.integers(0, 60)))
def test_scarcity_is_said_only_with_the_true_figure(lang: str, stock: int | None) -> None:
    state = on_air(lang)
    state.catalog = catalog(stock=stock)
    text = text_of(low_stock_words(state, "SCARF", "cause"))
    few = stock is not None and 0 < stock <= LOW_STOCK
    assert bool(text) == few
    if text:
        assert str(stock) in text
        assert passes(state, text)
