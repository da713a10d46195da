"""What the reader makes of chat, on a small shop of our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.catalog import Catalog, Product
from chatbot.language.reader import Reader
from chatbot.language.reading import INTENTS

SHOP = Catalog.model_validate(
    {
        "shop": {"host": {"name": {"zh": "小满", "en": "Mia"}}},
        "products": [
            {
                "sku": "MANGO",
                "link_no": 1,
                "name": {"zh": "海南芒果干 500g", "en": "Dried Mango 500 g", "fr": "Mangue séchée"},
                "aliases": ["芒果干"],
                "price": {"CNY": "29.90"},
                "facts": {"origin": "Hainan", "shelf_life_months": 9, "ingredients": "mango"},
            },
            {
                "sku": "HOODIE",
                "link_no": 2,
                "name": {"zh": "加绒卫衣", "en": "Fleece Hoodie", "fr": "Sweat à capuche polaire"},
                "price": {"CNY": "159"},
                "variants": {
                    "sizes": ["M", "L", "XL", "均码加大"],
                    "colours": ["grey/灰色/gris", "burgundy/酒红/bordeaux"],
                },
                "facts": {"fabric": "80% cotton / 棉", "wash": "30 °C"},
            },
            {
                "sku": "MOP",
                "link_no": 12,
                "name": "旋转拖把",
                "price": {"CNY": "89"},
                "facts": {"warranty_months": 24, "bucket_litres": 6},
            },
        ],
        "promotions": [{"code": "MIA5", "effect": {"CNY": 5}}],
    }
)  # fmt: skip
READER = Reader(SHOP)
AGAIN = Reader(SHOP)


@pytest.mark.parametrize(
    ("text", "intent", "sku"),
    [
        ("芒果干多少钱一包", "price", "MANGO"),
        ("hoodies price?", "price", "HOODIE"),
        ("how much is the hoddie", "price", "HOODIE"),
        ("la mangue elle coûte combien", "price", "MANGO"),
        ("12号链接啥价", "price", "MOP"),
        ("第二个还有货吗", "stock", "HOODIE"),
        ("lien 12 dispo ?", "stock", "MOP"),
        ("the first one, is it sweet?", "usage", "MANGO"),
        ("mop warranty", "authenticity", "MOP"),
        ("拖把质保多久", "authenticity", "MOP"),
        ("灰色XL还有吗", "stock", "HOODIE"),
        ("burgundy in L?", "stock", "HOODIE"),
        ("哪里产的芒果", "usage", "MANGO"),
        ("MIA5 怎么用", "discount", None),
        ("发西藏吗", "shipping", None),
        ("能退不", "return", None),
        ("机器人吗你是", "ai_identity", None),
        ("主播太美了吧", "praise", None),
        ("拖把用了一次就断了", "complaint", "MOP"),
        ("le sweat à capuche pèse combien ?", "usage", "HOODIE"),
        ("how many people does the dried mango serve?", "usage", "MANGO"),
        ("芒果干够几个人吃", "usage", "MANGO"),
        ("make it 120 and I take two", "discount", None),
        ("120块我拿两件", "discount", None),
        ("mets-le à 120 et j'en prends deux", "discount", None),
    ],
)
def test_intent_and_product(text: str, intent: str, sku: str | None) -> None:
    reading = READER.read(text)
    assert (reading.intent, reading.sku) == (intent, sku)
    assert reading.question is (intent not in ("praise", "complaint"))


def test_the_product_on_screen_is_meant_where_none_is_named() -> None:
    assert READER.read("多少钱").sku is None
    assert READER.read("多少钱", on_screen="MOP").sku == "MOP"
    assert READER.read("芒果干多少钱", on_screen="MOP").sku == "MANGO"
    assert READER.read("包邮吗", on_screen="MOP").sku is None
    assert READER.read("有XL吗", on_screen="MOP").sku == "HOODIE"
    assert READER.read("and in grey?", last_sku="HOODIE").sku == "HOODIE"
    assert READER.read("多少钱", on_screen="GONE").sku is None


def test_names_that_differ_by_a_number_are_not_link_numbers() -> None:
    goods = [Product(sku=f"P{n}", link_no=n + 1, name=f"Item number {n}") for n in range(9)]
    reader = Reader(Catalog(products=tuple(goods)), room_lang="en")
    assert reader.read("how much is item number 4?").skus == ("P4",)
    assert reader.read("item number 7 and item number 3, price?").skus == ("P7", "P3")
    assert reader.read("how much is number 4?").skus == ("P3",)


def test_a_number_in_a_name_may_be_called_in_other_ways() -> None:
    goods = [Product(sku=f"R{n}", link_no=n + 1, name=f"Rouge n°{n}") for n in range(1, 5)]
    reader = Reader(Catalog(products=tuple(goods)), room_lang="fr")
    for text in ("combien coûte le rouge n°3 ?", "rouge 3 prix ?", "le rouge numéro 3, combien ?"):
        assert reader.read(text).skus == ("R3",)
    assert reader.read("le lien 3, combien ?").skus == ("R2",)
    assert reader.read("le 3 c'est combien ?").skus == ("R2",)


def test_names_that_differ_by_a_letter_are_told_apart() -> None:
    goods = [Product(sku=f"S{letter}", name=f"Serum {letter}") for letter in "AB"]
    reader = Reader(Catalog(products=tuple(goods)), room_lang="en")
    assert reader.read("how much is serum b?").skus == ("SB",)
    assert reader.read("serum a and serum b, price?").skus == ("SA", "SB")
    assert reader.read("serum price?").skus == ()


def test_several_products_and_a_quantity() -> None:
    reading = READER.read("两件卫衣加一个拖把一共多少")
    assert reading.skus == ("HOODIE", "MOP")
    assert reading.quantity == 2
    assert READER.read("3 hoodies how much").quantity == 3
    assert READER.read("combien pour deux sweats").quantity == 2
    assert READER.read("价格 x4", on_screen="MOP").quantity == 4


@pytest.mark.parametrize(
    ("text", "kg"),
    [
        ("150斤穿什么码", 75.0),
        ("一百二十斤穿多大", 60.0),
        ("what size for 62 kg", 62.0),
        ("je fais 58 kilos, quelle taille", 58.0),
        ("200 lbs guy, XL?", 90.7),
        ("两斤多少钱", None),
        ("2 kg of mango", None),
    ],
)
def test_body_weight(text: str, kg: float | None) -> None:
    assert READER.read(text).weight_kg == kg


@pytest.mark.parametrize(
    ("text", "colour", "size"),
    [
        ("酒红色L码有吗", "burgundy", "L"),
        ("gris en XL dispo ?", "grey", "XL"),
        ("gray medium left?", "grey", "M"),
        ("有粉色吗", "pink", None),
        ("3xl?", None, "XXXL"),
        ("均码加大有吗", None, "均码加大"),
        ("i'm happy", None, None),
        ("c'est l'heure", None, None),
    ],
)
def test_variants(text: str, colour: str | None, size: str | None) -> None:
    reading = READER.read(text)
    assert (reading.colour, reading.size) == (colour, size)


@pytest.mark.parametrize(
    ("text", "region", "name"),
    [
        ("do you ship to Portugal", "EU", "portugal"),
        ("vous livrez à Lyon ?", "EU", "lyon"),
        ("新疆包邮吗", "CN", "新疆"),
        ("可以寄台湾吗", None, "台湾"),
        ("寄到臺灣要多久", None, "台湾"),
        ("shipping to the states?", "US", "the states"),
        ("vous livrez à la réunion ?", None, "la reunion"),
        ("包邮吗", None, ""),
    ],
)
def test_destinations(text: str, region: str | None, name: str) -> None:
    reading = READER.read(text)
    assert (reading.intent, reading.destination, reading.destination_name) == (
        "shipping",
        region,
        name,
    )


def test_currency_is_what_the_viewer_names() -> None:
    assert READER.read("how much in euros").currency == "EUR"
    assert READER.read("多少美元").currency == "USD"
    assert READER.read("combien en dollars").currency == "USD"
    assert READER.read("多少钱").currency is None


def test_the_topic_is_a_fact_of_the_catalog_or_a_plain_word() -> None:
    assert READER.read("芒果干哪里产的").topic == "origin"
    assert READER.read("卫衣是什么料子").topic == "fabric"
    assert READER.read("hoodie machine washable?").topic == "wash"
    assert READER.read("孕妇能吃芒果干吗").topic == "pregnancy"
    assert READER.read("拖把保修几年").topic == "warranty_months"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("多少钱", "zh"), ("duo shao qian", "zh"), ("how much", "en"), ("c combien", "fr"),
        ("où est le lien", "fr"), ("T恤", "zh"), ("いくらですか", "ja"),
        ("얼마예요", "ko"), ("сколько стоит", "ru"), ("cost plz", "en"),
        ("svp le prix", "fr"), ("666", "zh"), ("", "zh"),
    ],
)  # fmt: skip
def test_language(text: str, lang: str) -> None:
    assert READER.read(text).lang == lang


def test_a_line_without_evidence_is_in_the_language_of_the_viewer_or_the_room() -> None:
    assert READER.read("mango 500").lang == "zh"
    assert READER.read("mango 500", last_lang="fr").lang == "fr"
    assert READER.read("mango 500", hint="en").lang == "en"
    assert Reader(SHOP, room_lang="en").read("mango 500").lang == "en"


def test_another_viewer_may_be_asked_but_the_host_is_asked_by_name() -> None:
    assert not READER.read("@lily how much did you pay?").question
    assert READER.read("@Mia how much is the mop?").question
    assert Reader(SHOP, host_names=["阿满"]).read("@阿满 拖把多少钱").question


def test_a_suggested_intent_stands_and_the_rest_follows_it() -> None:
    alone = READER.read("水桶拎着沉不", on_screen="MOP")
    helped = READER.read("水桶拎着沉不", on_screen="MOP", suggested="usage")
    assert (helped.intent, helped.sku, helped.question) == ("usage", "MOP", True)
    assert alone.lang == helped.lang
    assert READER.read("加我微信", suggested="greeting").outcome == "blocked"
    assert READER.read("多少钱", suggested="no such intent").intent == "price"


@given(st.text(max_size=700), st.sampled_from([None, "MOP", "HOODIE"]))
def test_anything_can_be_read_and_reads_the_same_again(text: str, on_screen: str | None) -> None:
    first = READER.read(text, on_screen=on_screen)
    assert first.intent in INTENTS
    assert first.outcome in ("open", "ignored", "blocked")
    assert first.sku is None or first.sku in SHOP.by_sku
    assert AGAIN.read(text, on_screen=on_screen) == first


@pytest.mark.parametrize(
    ("text", "last", "lang"),
    [
        ("any 旋转拖把 left?", None, "en"),
        ("what does the 旋转拖把 cost", None, "en"),
        ("旋转拖把, quel prix svp ?", None, "fr"),
        ("旋转拖把 price", "en", "en"),
        ("旋转拖把 price", None, "zh"),
        ("旋转拖把 M L XL", None, "zh"),
        ("旋转拖把 ok吗", "en", "zh"),
        ("旋转拖把", "en", "zh"),
        ("旋转拖把 duoshaoqian", None, "zh"),
    ],
)
def test_a_chinese_name_of_goods_makes_no_chinese_question(
    text: str, last: str | None, lang: str
) -> None:
    assert READER.read(text, last_lang=last).lang == lang


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("你是真的小狐狸吗？", "ai_identity"),
        ("t'es un vrai renard ?", "ai_identity"),
        ("旋转拖把是真的不锈钢吗", "authenticity"),
        ("介绍得很明白", "praise"),
        ("解释得明白", "praise"),
        ("你真是可爱", "praise"),
    ],
)
def test_who_asks_whether_the_host_is_a_real_creature_asks_after_the_ai(
    text: str, intent: str
) -> None:
    assert READER.read(text).intent == intent
