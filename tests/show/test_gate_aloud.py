"""What the voice says is what is written: each figure reads back, or the line is not spoken."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.catalog import Catalog
from chatbot.language.amounts import find_amounts
from chatbot.language.money import money
from chatbot.language.spoken import spoken_form
from chatbot.show.gate import GateContext, Verdict, judge

SHOP = Catalog.model_validate(
    {
        "products": [
            {"sku": "JAR", "name": {"zh": "罐子", "en": "jar", "fr": "bocal"}, "stock": 12,
             "price": {"CNY": 199, "EUR": 24.9}},
        ]
    }
)  # fmt: skip
LANGS = ("zh", "en", "fr")


def verdict(text: str, lang: str, **say_as: str) -> Verdict:
    context = GateContext(
        catalog=SHOP, room_lang=lang, languages=(lang,), market="cn",
        wall=datetime.fromisoformat("2026-06-12T21:00:00+08:00"), say_as=tuple(say_as.items()),
    )  # fmt: skip
    return judge(text, lang, context)


@given(
    cents=st.integers(min_value=100, max_value=9_999_999),
    currency=st.sampled_from(("CNY", "EUR", "USD")),
    lang=st.sampled_from(LANGS),
)
def test_every_price_is_said_as_it_is_written(cents: int, currency: str, lang: str) -> None:
    value = Decimal(cents) / 100
    written = money(value, currency, lang)
    said = spoken_form(written, lang).text
    assert not any(char.isdigit() for char in said)
    heard = find_amounts(said, lang)
    assert [value in amount.readings for amount in heard] == [True], said
    assert "would be said" not in verdict(written, lang).detail


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Agents are there 9:00-24:00, then at 14:30, 2:05 pm and 0:15."),
        ("fr", "De 9:00 à 24:00, puis à 14 h 30 et à 18:05."),
        ("zh", "客服9:00-24:00在线，14:30和20:05也在。"),
        ("en", "We're open 9:00-24:00, from 3 to 5 December, at 30 °C, 5.3 V, 100% of it."),
        ("fr", "Du 1er au 31 décembre, de 9 h 30 à 24 h, 2,5 kg, 3 % et 80 pièces."),
        ("zh", "12月31日前，3-5天，每500克19.80元，8.5折，第2件，30cm。"),
    ],
)
def test_dates_hours_shares_and_measures_read_back(lang: str, text: str) -> None:
    assert "would be said" not in verdict(text, lang).detail


@pytest.mark.parametrize(
    ("lang", "text"),
    [("en", "The jar is ¥199."), ("fr", "Le bocal est à 199 ¥."), ("zh", "罐子199元。")],
)
def test_a_pronunciation_that_changes_a_price_is_not_spoken(lang: str, text: str) -> None:
    assert verdict(text, lang).passed
    wrong = {"en": "ninety-nine", "fr": "quatre-vingt-dix-neuf", "zh": "九十九"}[lang]
    found = verdict(text, lang, **{"199": wrong, "¥199": wrong})
    assert found.reasons[:1] in (("wrong_price",), ("invented_fact",))
    assert "would be said" in found.detail


def test_a_name_may_be_said_in_any_way() -> None:
    assert verdict("The jar is here.", "en", jar="jarre").passed


@pytest.mark.parametrize(
    ("lang", "text", "said", "reason"),
    [
        ("en", "This jar is here.", "jar that cures cancer", "medical_claim"),
        ("zh", "罐子来了。", "全网最好的罐子", "superlative"),
        ("fr", "Le bocal est là.", "bocal à moitié prix", "invented_discount"),
    ],
)
def test_a_pronunciation_makes_no_claim(lang: str, text: str, said: str, reason: str) -> None:
    name = {"en": "jar", "zh": "罐子", "fr": "bocal"}[lang]
    found = verdict(text, lang, **{name: said})
    assert reason in found.reasons
    assert found.detail.startswith("said aloud")
