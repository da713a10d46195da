"""Whatever is read from a viewer, the answer is one that the gate lets through."""

from __future__ import annotations

from asking import LANGS, answer, brief, catalogs, verdict
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.language.reading import Reading
from chatbot.responders.facts import ANSWERS

CATALOGS = list(catalogs().values())
SKUS = sorted({sku for catalog in CATALOGS for sku in catalog.by_sku})
WORDS = st.text(max_size=60) | st.sampled_from(
    [
        "80% off",
        "买一送一",
        "who pays",
        "what about the sun",
        "cheaper",
        "3斤",
        "code AB12CD",
        "colour",
    ]
)

any_reading = st.builds(
    Reading,
    lang=st.sampled_from(LANGS),
    intent=st.sampled_from(sorted(ANSWERS)),
    question=st.booleans(),
    sku=st.none() | st.sampled_from(SKUS),
    skus=st.lists(st.sampled_from(SKUS), max_size=4, unique=True).map(tuple),
    colour=st.none() | st.sampled_from(["white", "navy", "oat", "slate", "red"]),
    size=st.none() | st.sampled_from(["S", "XL", "38"]),
    weight_kg=st.none() | st.floats(20, 200).map(lambda kg: round(kg, 1)),
    quantity=st.none() | st.integers(1, 999),
    currency=st.none() | st.sampled_from(["CNY", "EUR", "USD", "GBP"]),
    destination=st.none() | st.sampled_from(["CN", "EU", "US"]),
    destination_name=st.sampled_from(["", "paris", "xinjiang", "香港", "brazil"]),
    topic=st.none() | st.sampled_from(["usage", "water", "effect", "age", "ends", "coupon"]),
)


@settings(max_examples=150, deadline=None)
@given(
    reading=any_reading,
    text=WORDS,
    catalog=st.sampled_from(CATALOGS),
    draw=st.integers(0, 2**32 - 1),
    length=st.sampled_from(["short", "medium", "long"]),
    askers=st.lists(st.text(min_size=1, max_size=12), max_size=2).map(tuple),
    asked_by=st.integers(1, 50),
    market=st.sampled_from(["cn", "eu", "us"]),
)
def test_every_answer_passes_the_gate(
    reading: Reading, text: str, catalog: object, draw: int, **fields: object
) -> None:
    asked = brief(reading, text=text, catalog=catalog, draw=draw, **fields)  # type: ignore[arg-type]
    found = answer(asked)
    if found.text:
        assert verdict(found.text, asked, found.sku).passed
        assert found.text == found.text.strip()
        assert all(0 <= mark.index < len(found.text) for mark in found.marks)
        assert not found.point or found.marks
    else:
        assert found.why
    assert answer(asked) == found
