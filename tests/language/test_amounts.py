"""Figures as people write and say them in three languages."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.language.amounts import find_amounts
from chatbot.language.numerals import find_numerals, fold, parse_digits, parse_zh


def found(text: str, lang: str) -> list[tuple[str, str, str | None]]:
    return [
        (a.kind, f"{a.value.normalize():f}", a.currency or a.unit) for a in find_amounts(text, lang)
    ]


MONEY = [
    ("zh", "一百二十九块", "129", "CNY"),
    ("zh", "两百五十块", "250", "CNY"),
    ("zh", "一百二十九块九", "129.9", "CNY"),
    ("zh", "九块九毛九", "9.99", "CNY"),
    ("zh", "五毛", "0.5", "CNY"),
    ("zh", "１２９元", "129", "CNY"),
    ("zh", "￥1,299.00", "1299", "CNY"),
    ("zh", "壹佰贰拾玖元", "129", "CNY"),
    ("zh", "17.9欧", "17.9", "EUR"),
    ("zh", "十八点九美元", "18.9", "USD"),
    ("en", "€17.90", "17.9", "EUR"),
    ("en", "USD 18.90", "18.9", "USD"),
    ("en", "seventeen euros ninety", "17.9", "EUR"),
    ("en", "eighteen dollars and ninety cents", "18.9", "USD"),
    ("en", "one hundred and twenty-nine yuan", "129", "CNY"),
    ("en", "a thousand dollars", "1000", "USD"),
    ("fr", "17,90 €", "17.9", "EUR"),
    ("fr", "1\u202f299,00\u00a0€", "1299", "EUR"),
    ("fr", "1.299,00 €", "1299", "EUR"),
    ("fr", "dix-sept euros quatre-vingt-dix", "17.9", "EUR"),
    ("fr", "quatre-vingt-onze euros", "91", "EUR"),
    ("fr", "soixante et onze euros et cinq centimes", "71.05", "EUR"),
    ("fr", "cent vingt-neuf yuans", "129", "CNY"),
]


@pytest.mark.parametrize(("lang", "text", "value", "currency"), MONEY)
def test_money(lang: str, text: str, value: str, currency: str) -> None:
    assert found(text, lang) == [("money", value, currency)]


OTHERS = [
    ("zh", "打八折", [("percent", "20", "off")]),
    ("zh", "八五折", [("percent", "15", "off")]),
    ("zh", "半价", [("percent", "50", "off")]),
    ("zh", "第二件半价", [("percent", "25", "second_half")]),
    ("zh", "买一送一", [("percent", "50", "bogo")]),
    ("zh", "百分之二十", [("percent", "20", "%")]),
    ("en", "half price", [("percent", "50", "off")]),
    ("en", "20% off", [("percent", "20", "off")]),
    ("fr", "moitié prix", [("percent", "50", "off")]),
    ("fr", "2 % d'acide", [("percent", "2", "%")]),
    ("zh", "三到五天", [("duration", "3", "day"), ("duration", "5", "day")]),
    ("zh", "三五天", [("duration", "3", "day"), ("duration", "5", "day")]),
    ("zh", "半小时", [("duration", "0.5", "h")]),
    ("en", "7-12 business days", [("duration", "7", "bday"), ("duration", "12", "bday")]),
    ("en", "half an hour", [("duration", "0.5", "h")]),
    ("fr", "7 à 12 jours ouvrés", [("duration", "7", "bday"), ("duration", "12", "bday")]),
    ("zh", "十一月三十号", [("date", "1130", "11-30")]),
    ("en", "November 30.", [("date", "1130", "11-30")]),
    ("fr", "le 30 novembre", [("date", "1130", "11-30")]),
    ("zh", "两件", [("count", "2", "件")]),
    ("zh", "第三款", [("ordinal", "3", None)]),
    ("en", "0.6 litres", [("measure", "0.6", "l")]),
    ("en", "IPX4", [("code", "4", "ipx4")]),
    ("en", "9:00", [("clock", "9", "clock")]),
]


@pytest.mark.parametrize(("lang", "text", "expected"), OTHERS)
def test_other_figures(lang: str, text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert found(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text"),
    [("zh", "我们一起看一下这一款"), ("zh", "十分好看"), ("zh", "千万别错过"),
     ("en", "this one is for you"),
     ("fr", "un mug et une tasse"), ("fr", "sans cesse")],
)  # fmt: skip
def test_words_that_are_no_figures(lang: str, text: str) -> None:
    assert [a for a in find_amounts(text, lang) if a.kind in ("money", "bare", "percent")] == []


def test_six_fifty_has_two_readings() -> None:
    (amount,) = find_amounts("six fifty", "en")
    assert amount.readings == (Decimal("6.5"), Decimal(650))


def test_the_language_settles_what_a_lone_separator_means() -> None:
    assert parse_digits("1,299", "en") == parse_digits("1.299", "fr") == 1299
    assert parse_digits("1.299", "en") == parse_digits("1,299", "fr") == Decimal("1.299")


def test_places_are_those_of_the_text_given() -> None:
    text = "Ｔ恤：１２９元，好看"
    (amount,) = find_amounts(text, "zh")
    assert text[amount.start : amount.end] == "１２９元"
    assert len(fold(text)) == len(text)


@settings(max_examples=200)
@given(st.integers(min_value=1, max_value=99_999))
def test_chinese_words_say_what_digits_say(number: int) -> None:
    import cn2an

    assert parse_zh(cn2an.an2cn(str(number), "low")) == number
    assert parse_zh(cn2an.an2cn(str(number), "up")) == number


@settings(max_examples=200)
@given(st.text(max_size=200), st.sampled_from(("zh", "en", "fr")))
def test_any_text_is_read_in_order_without_overlaps(text: str, lang: str) -> None:
    amounts = find_amounts(text, lang)
    assert all(a.end <= b.start for a, b in pairwise(amounts))
    assert all(0 <= a.start < a.end <= len(text) for a in amounts)
    assert all(n.start < n.end for n in find_numerals(fold(text), lang))
