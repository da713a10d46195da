"""What viewers ask, and the facts that the answer must bring, in the shop's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from asking import NOW, answer, ask, brief, night, shop, verdict

from chatbot.catalog import Catalog
from chatbot.language.reading import Reading
from chatbot.show.brief import Answer

NIGHT, LAN = night()
ANY = range(0, 40, 3)


def said(reading: Reading, catalog: Catalog = NIGHT, text: str = "", **fields: object) -> Answer:
    return answer(brief(reading, text=text, catalog=catalog, **fields))


def reading(lang: str, intent: str, sku: str | None = None, **fields: object) -> Reading:
    base = Reading(lang=lang, intent=intent, question=True, sku=sku)
    return replace(base, **fields)  # type: ignore[arg-type]


# intent, sku, what the reading adds, then what each language must say (all of the words)
TABLE = [
    ("price", "POT", {}, {"zh": "168元", "en": "¥168", "fr": "168\u00a0¥"}),
    ("price", "WALNUT", {}, {"zh": "每500克19.80元", "en": "¥19.80 per 500 g", "fr": "les 500 g"}),
    ("price", "POT", {"currency": "EUR"}, {"zh": "24.90欧元", "en": "€24.90", "fr": "24,90"}),
    ("price", "POT", {"destination": "US"}, {"zh": "26.90美元", "en": "$26.90", "fr": "26,90"}),
    ("price", "POT", {"currency": "JPY"}, {"zh": "168元", "en": "¥168", "fr": "168"}),
    ("price", "POT", {"quantity": 3}, {"zh": "504元", "en": "¥504", "fr": "504"}),
    ("price", "PYJAMA", {}, {"zh": "169元 12月31日", "en": "¥169 31 December", "fr": "169 31 décembre"}),
    ("price", "TOWEL", {}, {"zh": "52元", "en": "sold out", "fr": "7,90|52"}),
    ("stock", "POT", {}, {"zh": "36", "en": "36", "fr": "36"}),
    ("stock", "POT", {"colour": "misty blue"}, {"zh": "雾蓝 15", "en": "15", "fr": "bleu brume 15"}),
    ("stock", "PYJAMA", {"colour": "oat", "size": "XL"}, {"zh": "XL码 6", "en": "6", "fr": "XL 6"}),
    ("stock", "PYJAMA", {"colour": "slate", "size": "XL"}, {"zh": "S、M、L", "en": "S, M and L", "fr": "S, M et L"}),
    ("stock", "PYJAMA", {"colour": "red"}, {"zh": "燕麦色", "en": "oat", "fr": "avoine"}),
    ("stock", "PYJAMA", {"size": "5XL"}, {"zh": "S、M、L、XL", "en": "S, M, L and XL", "fr": "S, M, L et XL"}),
    ("stock", "TOWEL", {}, {"zh": "12月8日", "en": "8 December", "fr": "8 décembre"}),
    ("shipping", None, {}, {"zh": "6元 69元 2-5天", "en": "¥6 ¥69 2 to 5 days", "fr": "5,50 60 8 à 12 jours ouvrés"}),
    ("shipping", None, {"destination": "EU"}, {"zh": "5.50欧元 8-12个工作日", "en": "€5.50 8 to 12 business days", "fr": "5,50"}),
    ("shipping", None, {"destination": "US"}, {"zh": "6.50美元", "en": "$6.50", "fr": "6,50 9 à 15 jours ouvrés"}),
    ("shipping", None, {"destination_name": "日本"}, {"zh": "国内、欧盟、美国", "en": "ship", "fr": "États-Unis"}),
    ("return", None, {}, {"zh": "7天", "en": "7 days", "fr": "14 jours"}),
    ("return", None, {"destination": "US"}, {"zh": "14天", "en": "14 days", "fr": "14 jours"}),
    ("return", "CANDLE", {}, {"zh": "拆|打开", "en": "opened|opening", "fr": "ouverture|ouvert"}),
    ("size_colour", "PYJAMA", {}, {"zh": "S、M、L、XL", "en": "S, M, L and XL", "fr": "S, M, L et XL"}),
    ("size_colour", "PYJAMA", {"weight_kg": 60.0}, {"zh": "M码", "en": "M", "fr": "taille M"}),
    ("size_colour", "PYJAMA", {"weight_kg": 52.0}, {"zh": "S M", "en": "S M", "fr": "S M"}),
    ("size_colour", "PYJAMA", {"weight_kg": 130.0}, {"zh": "42 85", "en": "42 85", "fr": "42 85"}),
    ("size_colour", "READLIGHT", {}, {"zh": "白色、墨绿", "en": "white and dark green", "fr": "blanc et vert foncé"}),
    ("usage", "READLIGHT", {"topic": "water"}, {"zh": "不防水", "en": "not water-resistant", "fr": "non étanche"}),
    ("usage", "DIANHONG", {"topic": "usage"}, {"zh": "3克 90度", "en": "3 g 90 °C", "fr": "3 g 90 °C"}),
    ("usage", "DIANHONG", {"topic": "contains_caffeine"}, {"zh": "含咖啡因", "en": "caffeine", "fr": "caféine"}),
    ("usage", "POT", {"topic": "capacity_l"}, {"zh": "3升", "en": "3 litres", "fr": "3 litres"}),
    ("usage", "POT", {"topic": "sensor"}, {"zh": "客服|详情页|商品页|资料", "en": "product page|support|not sure", "fr": "fiche produit|service client"}),
    ("usage", "CANDLE", {"topic": "pregnancy"}, {"zh": "医生", "en": "doctor", "fr": "médecin"}),
    ("authenticity", "READLIGHT", {"topic": "warranty"}, {"zh": "12个月", "en": "12 months", "fr": "12 mois"}),
    ("authenticity", "WALNUT", {"topic": "warranty"}, {"zh": "质保", "en": "warranty", "fr": "garantie|information"}),
    ("authenticity", None, {"topic": "invoice"}, {"zh": "电子发票", "en": "invoice", "fr": "facture"}),
    ("authenticity", None, {}, {"zh": "授权", "en": "authorisation", "fr": "autorisation"}),
    ("discount", None, {"topic": "coupon"}, {"zh": "NIGHT 159元 15元", "en": "NIGHT ¥15 ¥159", "fr": "NIGHT 15 159"}),
    ("discount", "PYJAMA", {"topic": "ends"}, {"zh": "12月31日", "en": "31 December", "fr": "31 décembre"}),
    ("discount", "POT", {}, {"zh": "168元 NIGHT", "en": "¥168 NIGHT", "fr": "168 NIGHT"}),
    ("order", None, {}, {"zh": "购物车", "en": "cart", "fr": "panier"}),
    ("ai_identity", None, {}, {"zh": "AI", "en": "AI", "fr": "IA"}),
    ("ai_identity", None, {"topic": "human"}, {"zh": "客服", "en": "chat|support", "fr": "chat"}),
    ("complaint", None, {}, {"zh": "客服", "en": "support|chat", "fr": "service client|chat"}),
    ("chit_chat", None, {"topic": "recommend"}, {"zh": "元", "en": "¥", "fr": "¥"}),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en", "fr"])
@pytest.mark.parametrize(
    ("intent", "sku", "more", "wanted"), TABLE, ids=lambda v: v if isinstance(v, str) else ""
)
def test_answers_bring_the_facts(
    intent: str, sku: str | None, more: dict[str, object], wanted: dict[str, str], lang: str
) -> None:
    words = wanted[lang]
    parts = [words] if " " in words and _is_phrase(words) else words.split(" ")
    for draw in ANY:
        asked = brief(reading(lang, intent, sku, **more), draw=draw, on_screen=sku)
        found = answer(asked)
        assert found.text, found.why
        assert verdict(found.text, asked, found.sku).passed
        if intent == "discount" and more.get("topic") == "ends":
            assert found.facts == ("offer:PYJAMA",)
        for part in parts:
            assert any(option in found.text for option in part.split("|")), found.text


def _is_phrase(words: str) -> bool:
    """Words that stand together; figures that need not are parted by spaces."""
    return not any(char.isdigit() for char in words) and words.replace(" ", "").isascii() and (
        "," in words or words in ("not water-resistant", "sold out", "white and dark green")
    ) or words in ("les 500 g", "¥19.80 per 500 g", "S, M et L", "S, M, L et XL", "bleu brume",
                   "blanc et vert foncé", "non étanche", "taille M")  # fmt: skip
