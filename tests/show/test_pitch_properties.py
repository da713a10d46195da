"""However many watch: the same facts, told another way, and no nervous changes of manner."""

from __future__ import annotations

import copy
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.catalog import Product
from chatbot.language.money import day, money
from chatbot.loading import ShowFiles, load_show
from chatbot.persona import PitchRules
from chatbot.rehearsal import Rehearsal
from chatbot.show.pitch import Audience, heard_count, watch
from chatbot.show.programme import plan
from tests.onair import write_show

RULES = PitchRules()
CATALOG = """\
products:
  - sku: SCARF
    name: {en: Silk scarf}
    price: {USD: 199}
    prior_price_30d_lowest: {USD: 259}
    offer: {ends_at: "2999-12-31T00:00:00+00:00"}
    stock: 12
    allowed_claims: {en: [pure mulberry silk, hand-rolled edges, one size]}
  - sku: MUG
    name: {en: Stoneware mug}
    price: {USD: 18}
    stock: 400
    allowed_claims: {en: [fired twice, holds half a pint]}
  - sku: BOWL
    name: {en: Rice bowl}
    price: {USD: 15.5}
    stock: 0
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> ShowFiles:
    folder: Path = tmp_path_factory.mktemp("shop")
    show = write_show(folder, seller=True)
    (folder / "catalog.yaml").write_text(CATALOG, encoding="utf-8")
    return load_show(show)


@pytest.fixture(scope="module")
def opened(shop: ShowFiles) -> Rehearsal:
    return Rehearsal(shop)


def stated(product: Product, text: str) -> set[str]:
    """Which facts of this product a text states."""
    known = {money(amount, "USD", "en") for amount in product.price.values()}
    known |= {
        money(amount, "USD", "en") for amount in (product.prior_price_30d_lowest or {}).values()
    }
    known |= set(product.allowed_claims.get("en", ()))
    if product.offer is not None and product.offer.ends_at is not None:
        known.add(day(product.offer.ends_at, "en"))
    if product.stock is not None and f" {product.stock} " in f" {text} ":
        known.add(f"{product.stock}")
    return {f"{product.sku}: {fact}" for fact in known if fact in text}


def facts_of_a_round(opened: Rehearsal, count: int, rounds: int = 1) -> set[str]:
    state = copy.copy(opened.state)
    state.memory = memory = copy.deepcopy(opened.state.memory)
    heard_count(memory.audience, "gw", count, memory.now_ms, state.persona.pitch)
    facts: set[str] = set()
    while memory.programme.round < rounds:
        memory.now_ms += 8_000
        watch(memory.audience, memory.now_ms, state.persona.pitch)
        line, memory.programme = plan(state, state.pitch())
        assert line is not None
        if line.sku is not None:
            facts |= stated(state.catalog.by_sku[line.sku], line.text)
    return facts


@settings(max_examples=60, deadline=None)
@given(count=st.integers(0, 100_000), rounds=st.integers(1, 2))
def test_any_count_of_viewers_states_the_same_facts(
    opened: Rehearsal, count: int, rounds: int
) -> None:
    few = facts_of_a_round(opened, 5, rounds)
    assert facts_of_a_round(opened, count, rounds) == few
    assert {"SCARF: $199", "SCARF: $259", "SCARF: 12", "MUG: $18"} <= few
    assert sum("SCARF" in fact for fact in few) >= 5
    assert not any("BOWL" in fact for fact in few)


def test_each_size_of_room_has_its_own_way_of_saying_them(opened: Rehearsal) -> None:
    ways = set()
    for tier in RULES.tiers:
        state = copy.copy(opened.state)
        state.memory = memory = copy.deepcopy(opened.state.memory)
        heard_count(memory.audience, "gw", tier.viewers + 5, memory.now_ms, RULES)
        pitch = state.pitch()
        ways.add((pitch.tier.name, pitch.tier.pace, pitch.tier.call_to_action_every_s))
    assert len(ways) == len(RULES.tiers)


NOISE = st.floats(0.7, 1.3)
SPIKES = st.sampled_from([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 50.0, 1_000.0])
STEPS = st.lists(st.tuples(st.sampled_from([1, 2, 5, 20]), NOISE, SPIKES), max_size=60)
EVENING = st.lists(st.tuples(st.integers(0, 100_000), STEPS), min_size=1, max_size=6)


@settings(max_examples=150, deadline=None)
@given(evening=EVENING)
def test_a_tier_changes_at_most_once_per_dwell_under_noise_and_spikes(
    evening: list[tuple[int, list[tuple[int, float, float]]]],
) -> None:
    audience, now_ms, changes = Audience(), 0, [-(10**9)]
    for level, steps in evening:
        for after_s, noise, spike in steps:
            now_ms += after_s * 1000
            before = audience.tier
            heard_count(audience, "gw", round(level * noise + level * spike), now_ms, RULES)
            if before and audience.tier != before:
                changes.append(now_ms)
    gaps = [later - earlier for earlier, later in pairwise(changes)]
    assert all(gap >= RULES.dwell_s * 1000 for gap in gaps)


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(st.tuples(NOISE, SPIKES), min_size=20, max_size=80), data=st.data())
def test_noise_around_a_steady_room_moves_no_tier(
    steps: list[tuple[float, float]], data: st.DataObject
) -> None:
    """Spikes stay fewer than half of any five counts, or they would be the room."""
    level = data.draw(st.sampled_from([8, 110, 900, 40_000]))
    audience, now_ms = Audience(), 0
    for _ in range(5):
        heard_count(audience, "gw", level, now_ms, RULES)
    tier = audience.tier
    for number, (noise, spike) in enumerate(steps):
        now_ms += 5_000
        wild = level * spike if number % 4 == 0 else 0
        heard_count(audience, "gw", round(level * noise + wild), now_ms, RULES)
        assert audience.tier == tier
