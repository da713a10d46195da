"""What viewers ask, and the facts that the answer must bring, in the shop's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from asking import NOW, answer, ask, brief, night, shop, verdict

from chatbot.catalog import Catalog
from chatbot.language.reading import Reading
from chatbot.show.brief import Answer

NIGHT, LAN = night()
DRAWS = range(0, 40, 3)


def reading(lang: str, intent: str, sku: str | None = None, **fields: object) -> Reading:
    base = Reading(lang=lang, intent=intent, question=True, sku=sku)
    return replace(base, **fields)  # type: ignore[arg-type]


def said(asked: Reading, catalog: Catalog = NIGHT, text: str = "", **fields: object) -> Answer:
    return answer(brief(asked, text=text, catalog=catalog, **fields))


TABLE = yaml.safe_load((Path(__file__).parent / "answers.yaml").read_text("utf-8"))
CASES = [(where, row) for where, rows in TABLE.items() for row in rows]


@pytest.mark.parametrize("lang", ["zh", "en", "fr"])
@pytest.mark.parametrize(
    ("where", "row"),
    CASES,
    ids=[f"{where}-{n}-{r['intent']}" for n, (where, r) in enumerate(CASES)],
)
def test_answers_bring_the_facts(where: str, row: dict[str, Any], lang: str) -> None:
    catalog = NIGHT if where == "night" else shop()
    if catalog is None:
        pytest.skip("the acceptance catalog is not here")
    for draw in DRAWS:
        asked = reading(lang, row["intent"], row.get("sku"), **row.get("reading", {}))
        question = brief(asked, catalog=catalog, draw=draw)
        found = answer(question)
        assert found.text, found.why
        assert found.facts
        assert verdict(found.text, question, found.sku).passed
        for part in row[lang].split("+"):
            assert any(option in found.text for option in part.split("|")), (part, found.text)


# -- what an answer may point at -------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en", "fr"])
def test_the_buy_mark_stands_before_the_price_and_only_where_it_can_be_bought(lang: str) -> None:
    for draw in DRAWS:
        sold = said(reading(lang, "price", "POT"), draw=draw)
        (mark,) = sold.marks
        assert sold.point
        assert "168" in sold.text[mark.index : mark.index + 5]
        gone = said(reading(lang, "price", "TOWEL"), draw=draw)
        assert not gone.point
        assert not gone.marks


@pytest.mark.parametrize("lang", ["zh", "en", "fr"])
def test_a_price_in_doubt_and_a_product_off_air_are_not_stated(lang: str) -> None:
    held = NIGHT.changed("POT", price_on_hold=True)
    away = NIGHT.changed("POT", off_air=True)
    for draw in DRAWS:
        for intent in ("price", "discount", "stock", "chit_chat"):
            assert "168" not in said(reading(lang, intent, "POT"), held, draw=draw).text
            assert "168" not in said(reading(lang, intent, "POT"), away, draw=draw).text


@pytest.mark.parametrize("lang", ["zh", "en", "fr"])
def test_an_offer_is_named_only_while_it_runs(lang: str) -> None:
    over = NOW + timedelta(days=60)
    for draw in DRAWS:
        found = said(reading(lang, "price", "PYJAMA"), draw=draw, wall=over)
        assert "139" in found.text
        assert "169" not in found.text
        assert "NIGHT" not in said(reading(lang, "discount"), draw=draw, wall=over).text


@pytest.mark.parametrize("lang", ["zh", "en", "fr"])
def test_the_price_is_the_catalogs_at_this_moment(lang: str) -> None:
    dearer = NIGHT.changed("POT", price={"CNY": Decimal("172.50")})
    assert "172" in said(reading(lang, "price", "POT"), dearer).text


def test_two_products_are_priced_each_and_together() -> None:
    found = ask("how much are the pyjamas and the candle", NIGHT)
    assert all(part in found.text for part in ("¥139", "¥88", "¥227"))
    assert set(found.facts) == {"price:PYJAMA:CNY", "price:CANDLE:CNY"}


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("how much for 2 candles and a soup pot", "¥344"),
        ("两个蜡烛加一个汤锅一共多少", "344元"),
        ("combien pour deux bougies et un faitout", "344"),
    ],
)
def test_a_basket_is_added_up(text: str, total: str) -> None:
    assert total in ask(text, NIGHT).text


def test_what_is_sold_by_weight_is_priced_by_weight() -> None:
    found = ask("核桃两斤多少钱", NIGHT)
    assert "39.60元" in found.text
    assert "每500克19.80元" in found.text


@pytest.mark.parametrize(
    ("text", "lang", "never", "always"),
    [
        ("WINTER99这个码能用吗", "zh", "WINTER99", "NIGHT"),
        ("does code HAPPY50 work", "en", "HAPPY50", "NIGHT"),
        ("le code NOEL77 marche ?", "fr", "NOEL77", "NIGHT"),
        ("是不是打三折", "zh", "三折", "没有|不是"),
        ("70% off today right?", "en", "70", "no|No|don't|isn't|not"),
        ("買一送一有嗎", "zh", "买一", "没有|没"),
        ("a free gift with it?", "en", "xxx", "NIGHT"),
        ("vous offrez un cadeau ?", "fr", "xxx", "pas|aucun|Pas|Aucun"),
        ("便宜点行不行", "zh", "xxx", "NIGHT"),
    ],
)
def test_false_premises_are_put_right_without_repeating_them(
    text: str, lang: str, never: str, always: str
) -> None:
    for draw in DRAWS:
        found = said(reading(lang, "discount"), text=text, draw=draw)
        assert never not in found.text
        assert any(word in found.text for word in always.split("|")), found.text


# -- to whom ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en", "fr"])
def test_a_merged_question_names_one_or_two_of_those_who_asked(lang: str) -> None:
    for draw in DRAWS:
        asked = reading(lang, "price", "POT")
        two = said(asked, askers=("Mei", "Tom"), asked_by=2, draw=draw)
        many = said(asked, askers=("Mei", "Tom"), asked_by=40, draw=draw)
        one = said(asked, askers=("Mei",), asked_by=7, draw=draw)
        for both in (two, many):
            assert "Mei" in both.text
            assert "Tom" in both.text
        assert "Mei" in one.text
        assert "Tom" not in one.text
        assert "168" in many.text[many.marks[0].index :][:5]


def test_a_name_that_the_gate_refuses_is_left_out() -> None:
    asked = reading("en", "price", "POT")
    for nick in ("guaranteed cure", "https://a.example"):
        found = said(asked, askers=(nick, "Tom"), asked_by=2)
        assert "¥168" in found.text
        assert nick not in found.text


def test_answers_vary_and_avoid_what_was_said_of_late() -> None:
    asked = reading("en", "price", "POT")
    texts = {said(asked, draw=draw, length="short").text for draw in range(40)}
    assert len(texts) >= 4
    first = said(asked, length="short").text
    assert said(asked, length="short", recent=(first,)).text != first


def test_a_crowd_gets_shorter_answers() -> None:
    asked = reading("fr", "price", "POT")
    short = [said(asked, draw=draw, length="short").text for draw in range(30)]
    long = [said(asked, draw=draw, length="long").text for draw in range(30)]
    assert sum(map(len, short)) < sum(map(len, long)) * 0.8


@pytest.mark.parametrize("lang", ["zh", "en", "fr"])
def test_a_product_that_is_not_on_screen_is_named(lang: str) -> None:
    name = {"zh": "汤锅", "en": "Soup Pot", "fr": "faitout"}[lang]
    for draw in range(30):
        for intent in ("price", "stock", "size_colour"):
            found = said(reading(lang, intent, "POT"), draw=draw, on_screen="CANDLE")
            assert name.lower() in found.text.lower()


# -- beside the goods ------------------------------------------------------------------------------


def test_order_channels() -> None:
    asked = reading("en", "order")
    assert "cart" in said(asked, NIGHT.model_copy(update={"faq": ()})).text
    assert "cart" not in said(asked, order_channel="none").text
    thanks = said(replace(asked, question=False))
    assert "hank" in thanks.text
    assert thanks.mood == "happy"


def test_greetings_know_the_hour() -> None:
    asked = reading("en", "greeting")
    texts = {said(asked, draw=n, wall=NOW.replace(hour=9)).text for n in range(30)}
    assert any("Good morning" in text for text in texts)
    assert not any("evening" in text for text in texts)
    assert said(asked).gesture == "wave"


def test_an_idea_is_in_stock_and_within_the_budget() -> None:
    for draw in DRAWS:
        found = said(reading("zh", "chit_chat", topic="recommend"), text="60以内", draw=draw)
        assert found.sku in {"WALNUT", "READLIGHT", "DIANHONG"}
    none = said(reading("zh", "chit_chat", topic="recommend"), text="预算10块")
    assert none.sku is None


def test_the_shops_own_questions_are_answered_in_its_words() -> None:
    assert ask("可以包成礼物吗", NIGHT).text == NIGHT.faq_answer("gift", "zh")
    assert "gift wrapping" in said(reading("en", "chit_chat"), text="can you gift wrap").text


def test_trouble_with_the_stream_is_not_sent_to_the_order_desk() -> None:
    found = said(reading("en", "complaint"), text="the stream is lagging")
    assert "support" not in found.text
    assert found.mood == "sorry"


def test_characters_chat_and_sell_nothing() -> None:
    milo = LAN.model_copy(
        update={"kind": "character", "lines": {"greeting": {"en": ("Evening, night owl.",)}}}
    )
    assert said(reading("en", "greeting"), persona=milo).text == "Evening, night owl."
    assert "cart" not in said(reading("en", "order"), persona=milo).text
    assert said(reading("en", "chit_chat"), persona=milo).text
    assert "168" not in said(reading("en", "price", "POT"), persona=milo).text


def test_spam_is_not_answered() -> None:
    assert not said(reading("en", "spam")).text


def test_a_language_without_phrases_is_silent_and_says_why() -> None:
    found = said(reading("de", "price", "POT"))
    assert not found.text
    assert "price" in found.why


@pytest.mark.parametrize(
    "text",
    [
        "what size is the pot in litres",
        "elle fait quelle taille ?",
        "elle fait combien de litres ?",
    ],
)
def test_the_size_of_what_has_none_is_how_large_it_is(text: str) -> None:
    """Other goods come in sizes; the pot on the screen is measured."""
    assert "3 litres" in ask(text, NIGHT, on_screen="POT").text


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("2 for how much", "¥336"),
        ("c'est combien si j'en prends trois", "504"),
        ("how much does it hold", "3 litres"),
        ("for how many persons", "three to four people"),
        ("can you hold one for me", "order"),
        ("给我留一个", "下"),
        ("how much time is left?", "NIGHT"),
        ("encore combien de temps ?", "NIGHT"),
    ],
)
def test_what_is_meant_counts_not_the_word_that_it_begins_with(text: str, part: str) -> None:
    """`How much` asks for a price, a content or a time, and `hold` for a content or a favour."""
    assert part in ask(text, NIGHT, on_screen="POT").text


def test_how_sturdy_a_product_is_is_no_question_for_its_sale() -> None:
    """`Solide` is no misspelt `solde`."""
    asked = ask("elle est solide ?", NIGHT, on_screen="POT")
    assert asked.facts == ("none",)
    assert "NIGHT" not in asked.text


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("优惠券到什么时候", "12月31日"),
        ("until when is the coupon valid?", "31 December"),
        ("le code promo est valable jusqu'à quand ?", "31 décembre"),
    ],
)
def test_the_end_of_a_coupon_is_told_once(text: str, end: str) -> None:
    for draw in DRAWS:
        found = ask(text, NIGHT, draw=draw)
        assert "NIGHT" in found.text
        assert found.text.count(end) == 1, found.text
