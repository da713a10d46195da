"""Chatter is left alone: what names no product and asks nothing is about no product."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.catalog import Catalog
from chatbot.language.intents import SHOP_INTENTS
from chatbot.language.reader import Reader
from chatbot.language.starts import StartIndex
from chatbot.simulator.phrases import LANGUAGES, every

HERE = Path(__file__).parent
READER = Reader(
    Catalog.model_validate(
        {
            "products": [
                {"sku": "LAMP", "name": "小夜灯", "aliases": ["lamp", "lampe"]},
                {"sku": "CANDLE", "name": "香薰蜡烛", "aliases": ["蜡烛", "candle", "bougie"]},
            ],
            "promotions": [{"code": "NIGHT", "effect": {"CNY": 15}}],
        }
    )
)
NO_QUESTIONS = ("chatter", "greeting", "praise", "thanks", "emoji")


def _lines(name: str) -> list[str]:
    rows = (HERE / name).read_text("utf-8").splitlines()
    return [row for row in rows if not row.startswith("#")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_chatter_of_the_simulated_room_gets_no_facts(lang: str) -> None:
    lines = [text for about in NO_QUESTIONS for text in every(lang, about) if "{" not in text]
    readings = [(text, READER.read(text, on_screen="LAMP")) for text in lines]
    wrong = [text for text, r in readings if r.question and r.intent in SHOP_INTENTS]
    assert len(wrong) <= 0.02 * len(lines), wrong
    assert all(r.outcome == "open" for _, r in readings)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_invitations_of_the_simulated_room_go_unanswered(lang: str) -> None:
    lines = [text for text in every(lang, "spam") if "{" not in text]
    heard = [text for text in lines if READER.read(text, on_screen="LAMP").outcome == "open"]
    assert len(heard) <= 0.02 * len(lines), heard


@pytest.mark.parametrize("on_screen", ["LAMP", "CANDLE"])
def test_small_talk_is_about_no_product(on_screen: str) -> None:
    readings = [(text, READER.read(text, on_screen=on_screen)) for text in _lines("chatter.txt")]
    assert [text for text, r in readings if r.question and r.intent in SHOP_INTENTS] == []


def test_solicitation_is_stopped_and_its_look_alikes_are_not() -> None:
    lines = _lines("solicitation.txt")
    bad, good = lines[: lines.index("")], lines[lines.index("") + 1 :]
    assert [text for text in bad if READER.read(text, on_screen="LAMP").outcome == "open"] == []
    assert [text for text in good if READER.read(text, on_screen="LAMP").outcome != "open"] == []


def test_cries_for_help_are_told_from_hyperbole() -> None:
    cries, talk = _lines("cries.txt"), _lines("hyperbole.txt")
    missed = [text for text in cries if "self_harm" not in READER.read(text).unsafe]
    alarmed = [text for text in talk if READER.read(text).outcome == "blocked"]
    assert len(missed) <= 0.08 * len(cries), missed
    assert len(alarmed) <= 0.02 * len(talk), alarmed


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("下雨天戴着能用吗", True), ("外面下雨", False), ("失眠能点这个吗", True),
        ("昨晚失眠", False), ("is it ok in the rain", True), ("raining again", False),
        ("ça aide à dormir ?", True), ("allez dormir", False), ("night shift again", False),
        ("does NIGHT work on the lamp", True), ("蜡烛都有啥色", True), ("明白了", False),
        ("battery life", True), ("材质", True),
    ],
)  # fmt: skip
def test_words_of_daily_life_are_questions_only_where_one_is_asked(
    text: str, question: bool
) -> None:
    reading = READER.read(text, on_screen="LAMP")
    assert (reading.question and reading.intent in SHOP_INTENTS) is question, reading


def test_double_letters_are_no_noise() -> None:
    for text in ("does the rabbit lamp wobble", "bubble wrap?", "grabbed two"):
        assert READER.read(text).outcome == "open", text


def test_each_alternative_of_a_pattern_is_found() -> None:
    index = StartIndex([("x", r"\bcat\b|\bdog(?:s|gy)\b|[|]end"), ("y", r"^\d|\b\d{2}")])
    assert index.names("two doggy") == ["x"]
    assert index.names("a |end") == ["x"]
    assert index.names("for 12") == ["y"]
    assert index.names("the bird") == []
