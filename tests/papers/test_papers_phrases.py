"""Every phrase around a quote or an item can be said in its language."""

from __future__ import annotations

from datetime import datetime

import pytest

from chatbot.catalog import Catalog
from chatbot.papers import NewsItem, Papers, Passage
from chatbot.phrases import built_in_phrases
from chatbot.show.gate import GateContext, judge
from chatbot.show.lines import fill
from chatbot.show.newsroom import news_of
from chatbot.show.papers import day_of, gate_texts, when_of
from chatbot.values import LANGUAGES

BOOK = built_in_phrases()
NAMES = sorted(
    name for name in BOOK.lines if name.startswith(("news.", "answer.news.", "answer.desk."))
)
WALL = datetime.fromisoformat("2026-11-28T12:00:00+01:00")
SOURCES = {"zh": "羽港广播", "en": "the Lantern", "fr": "la mairie"}
SHEETS = {"zh": "收费表", "en": "the fee sheet", "fr": "les tarifs"}
TEXTS = {
    "zh": ("新灯亮了", "它用40瓦。", "办证要12欧元。"),
    "en": ("A new lamp", "It uses 40 watts.", "A card costs 12 euros."),
    "fr": ("Une nouvelle lampe", "Elle consomme 40 watts.", "La carte coûte 12 euros."),
}


def papers(lang: str, date: str) -> Papers:
    title, text, quote = TEXTS[lang]
    item = NewsItem(
        id="i",
        title=title,
        text=text,
        source=SOURCES[lang],
        lang=lang,
        date=datetime.fromisoformat(date),
    )
    passage = Passage(id="p", text=quote, source=SHEETS[lang], lang=lang, page=2)
    return Papers((passage,), (item,))


@pytest.mark.parametrize("date", ["2026-11-28T08:00Z", "2026-11-27T08:00Z", "2025-01-01T08:00Z"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_it_passes_the_gate(name: str, lang: str, date: str) -> None:
    read = papers(lang, date)
    item, passage = read.items[0], read.passages[0]
    desk = "desk" in name
    slots = {
        "news": news_of(item),
        "source": passage.source if desk else item.source,
        "when": when_of(item, WALL, lang),
        "day": day_of(item, WALL, lang),
        "quote": passage.text,
        "page": "2",
    }
    facts = ("passage:p",) if desk else ("item:i",)
    context = GateContext(
        catalog=Catalog(products=()),
        room_lang=lang,
        languages=LANGUAGES,
        market="eu",
        wall=WALL,
        papers=gate_texts(read, facts),
    )
    for template in BOOK.lines[name][lang]:
        filled = fill(template, slots)
        assert filled is not None, template
        verdict = judge(filled[0], lang, context)
        assert verdict.passed, f"{filled[0]} ({verdict.detail})"


@pytest.mark.parametrize("name", ["answer.desk.advice", "answer.desk.forecast"])
def test_a_refusal_offers_a_person(name: str) -> None:
    for lang, word in (("zh", "同事"), ("en", "colleague"), ("fr", "collègue")):
        offers = [word in template.lower() for template in BOOK.lines[name][lang]]
        assert all(offers), BOOK.lines[name][lang]
