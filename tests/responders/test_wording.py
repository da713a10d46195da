"""Amounts, units, dates and names as each language says them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from chatbot.language.articles import with_article
from chatbot.language.money import count_text, day, money, per_text
from chatbot.responders.fact_lookup import fact_label, fact_text
from chatbot.values import valid_per

UNITS = """
pair set box bag bottle tin pack roll portion m mg g kg ml cl l lb oz
件 个 只 双 对 套 盒 袋 瓶 罐 包 卷 条 张 本 支 把 份 米 克 千克 公斤 斤 两 毫升 升
pièce paire lot boîte sachet bouteille
"""


@pytest.mark.parametrize("unit", UNITS.split())
def test_every_unit_of_a_price_has_its_words_in_three_languages(unit: str) -> None:
    assert valid_per(unit)
    for number in ("", "2 ", "500 "):
        zh, en, fr = (per_text(f"{number}{unit}", lang) for lang in ("zh", "en", "fr"))
        assert zh.startswith("每") or zh == ""
        assert en.isascii() or "×" in en or en == ""
        assert not any("\u4e00" <= char <= "\u9fff" for char in en + fr)
        assert not any(char.isascii() and char.isalpha() for char in zh), zh


@pytest.mark.parametrize(
    ("per", "zh", "en", "fr"),
    [
        (None, "", "", ""),
        ("piece", "", "", ""),
        ("500 g", "每500克", "per 500 g", "les 500 g"),
        ("tin", "每罐", "per tin", "la boîte"),
        ("set", "每套", "per set", "le lot"),
        ("斤", "每斤", "per 500 g", "les 500 g"),
        ("kg", "每公斤", "per kg", "le kilo"),
        ("2 pair", "每2双", "per 2 pairs", "les 2 paires"),
        ("1.5 l", "每1.5升", "per 1.5 l", "les 1,5 l"),
    ],
)
def test_units_as_they_are_said(per: str | None, zh: str, en: str, fr: str) -> None:
    assert [per_text(per, lang) for lang in ("zh", "en", "fr")] == [zh, en, fr]


def test_counts_of_packs() -> None:
    assert [count_text(2, "tin", lang) for lang in ("zh", "en", "fr")] == [
        "2罐",
        "2 tins",
        "2 boîtes",
    ]
    assert count_text(1, "box", "en") == "1 box"
    assert count_text(2, "500 g", "en") == ""


def test_money_and_days() -> None:
    assert money(Decimal("1234.5"), "EUR", "fr") == "1\u202f234,50\u00a0€"
    assert money(Decimal(17), "EUR", "zh") == "17欧元"
    assert money(Decimal("12.9"), "CHF", "en") == "CHF 12.90"
    assert day(date(2026, 12, 1), "fr") == "1er décembre"
    assert day(date(2026, 12, 21), "fr") == "21 décembre"
    assert day(date(2026, 12, 1), "zh") == "12月1日"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Sérum HydraGlow", "le sérum HydraGlow"),
        ("Bougie parfumée", "la bougie parfumée"),
        ("Huile d'olive", "l'huile d'olive"),
        ("Noix du Yunnan", "les noix du Yunnan"),
        ("Écouteurs sans fil", "les écouteurs sans fil"),
        ("Zorblax 3000", "Zorblax 3000"),
    ],
)
def test_french_names_take_their_article(name: str, said: str) -> None:
    assert with_article(name, "fr") == said
    assert with_article(name, "en") == name


def _fact(
    key: str, value: object, lang: str, claims: dict[str, tuple[str, ...]] | None = None
) -> str | None:
    from chatbot.catalog import Product

    product = Product(sku="X", name="X", facts={key: value}, allowed_claims=claims or {})
    return fact_text(product, key, lang)


@pytest.mark.parametrize(
    ("key", "value", "zh", "en", "fr"),
    [
        ("battery_hours", 1, "1小时", "1 hour", "1 heure"),
        ("capacity_l", 1.5, "1.5升", "1.5 litres", "1,5 litre"),
        ("weight_kg", "2-3", "2到3公斤", "2 to 3 kg", "2 à 3 kg"),
        ("size_cm", "45 x 65", "45厘米×65厘米", "45 cm × 65 cm", "45 cm × 65 cm"),
        ("fabric", "90% cotton / 90%棉 / 90 % coton", "90%棉", "90% cotton", "90 % coton"),
        ("wash", "hand wash", "要手洗", "hand wash", "lavage à la main"),
        ("wash", "no bleach; iron low", "不要漂白，低温熨烫",
         "no bleach, iron low", "pas de javel, repassage doux"),
        ("colour", {"zh": "红", "en": "red"}, "红", "red", None),
        ("origin", "Limoges", None, "Limoges", "Limoges"),
        # a caution that cannot be translated is not left out
        ("care", "glass, never near a zeppelin", None, "glass, never near a zeppelin", None),
        ("care", "glass, blessed by a zeppelin", "玻璃", "glass, blessed by a zeppelin", "verre"),
        ("noise_cancelling", True, None, None, None),
    ],
)  # fmt: skip
def test_facts_in_three_languages(
    key: str, value: object, zh: str | None, en: str | None, fr: str | None
) -> None:
    assert [_fact(key, value, lang) for lang in ("zh", "en", "fr")] == [zh, en, fr]


def test_a_claim_stands_in_for_a_fact_of_another_language_by_its_figures() -> None:
    claims = {"zh": ("ABC12快充", "十年质保"), "fr": ("recharge rapide ABC12",)}
    value = "ABC12 quick charge of the new kind"
    assert _fact("charging", value, "zh", claims) == "ABC12快充"
    assert _fact("charging", value, "fr", claims) == "recharge rapide ABC12"
    assert _fact("charging", value, "fr") is None


def test_a_key_without_a_name_is_named_in_english_only() -> None:
    assert fact_label("spin_speed", "en") == "spin speed"
    assert fact_label("spin_speed", "zh") is None
