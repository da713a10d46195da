"""What may be read now and is asked of it, what the gate compares a line with, dates as said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from chatbot.language.asking import common_words
from chatbot.language.matching import stems
from chatbot.language.money import day
from chatbot.papers import NewsItem, Papers, Passage
from chatbot.values import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chatbot.language.reading import Reading

__all__ = ["REMARK", "as_asked", "day_of", "gate_texts", "is_fresh", "published", "when_of"]

REMARK = "remark"
"""The topic of what asks nothing and may be answered all the same: `opening hours`."""
MOST_CHARACTERS = {"zh": 24}
MOST_CHARACTERS_OTHERWISE = 70
LEAST_WORDS = 3

_MARK = re.compile(r"[?？]")
_POLITE = ("greeting", "praise")

AHEAD = timedelta(minutes=10)
"""Clocks differ; an item dated further ahead waits for its hour."""


def published(papers: Papers, fetched: Sequence[NewsItem], wall: datetime) -> Papers:
    """All that may be spoken now: the files' papers, with the fetched items that are out."""
    items = (*papers.items, *fetched)
    if not items:
        return papers
    out = tuple(item for item in items if item.date is None or item.date <= wall + AHEAD)
    return replace(papers, items=out)


def is_fresh(item: NewsItem, papers: Papers, wall: datetime) -> bool:
    """Whether it may be read as news; never where nobody says when it was."""
    return item.date is not None and (wall - item.date).total_seconds() <= papers.fresh_for_s


def gate_texts(papers: Papers, facts: tuple[str, ...]) -> tuple[tuple[str, str], ...] | None:
    """The texts, with their languages, that alone may bear out a line resting on these facts.

    A line that cites none may rest on any; () where what it cites is gone; None without papers.
    """
    cites = any(fact.startswith(("item:", "passage:")) for fact in facts)
    if not papers and not cites:
        return None
    found: list[Passage | NewsItem] = list(papers.cited(facts))
    if not cites:
        found += papers.passages
        found += papers.items
    return tuple((_borne_out(paper), paper.lang) for paper in found)


def _borne_out(paper: Passage | NewsItem) -> str:
    if isinstance(paper, Passage):
        page = "" if paper.page is None else f"page {paper.page}. 第{paper.page}页。 "
        return f"{paper.source}. {page}{paper.heading}. {paper.text}"
    dated = "" if paper.date is None else _dates(paper.date)
    return f"{paper.title}. {paper.text} {paper.source}. {dated}"


def _dates(date: datetime) -> str:
    """A date in every way it may be said."""
    days = " ".join(f"{day(date, lang)}." for lang in LANGUAGES)
    return f"{days} {day(date, 'en')} {date.year}. {date.year}年{date.month}月{date.day}日。"


def day_of(item: NewsItem, wall: datetime, lang: str) -> str:
    """Its day: `26 November`, with the year where it is another than now; "" without a date."""
    if item.date is None:
        return ""
    date = item.date.astimezone(wall.tzinfo)
    said = day(date, lang)
    if date.year == wall.year:
        return said
    return f"{date.year}年{said}" if lang == "zh" else f"{said} {date.year}"


def when_of(item: NewsItem, wall: datetime, lang: str) -> str:
    """When, as people say it: `today`, `hier`, `11月26日`; "" without a date."""
    if item.date is None:
        return ""
    ago = (wall.date() - item.date.astimezone(wall.tzinfo).date()).days
    near = {"zh": ("今天", "昨天"), "fr": ("aujourd'hui", "hier")}.get(lang, ("today", "yesterday"))
    if 0 <= ago < len(near):
        return near[ago]
    before = {"zh": "", "fr": "le "}.get(lang, "on ")
    return f"{before}{day_of(item, wall, lang)}"


def as_asked(reading: Reading, text: str, papers: Papers, kind: str) -> Reading:
    """The reading as a desk or a newsroom takes it; what is asked is a question.

    A greeting that goes on to ask is one. To a clerk so is a short message that names what the
    documents speak of; where none of them answers it, nothing is said.
    """
    if reading.question or reading.outcome != "open":
        return reading
    polite = reading.intent in _POLITE
    if polite and _MARK.search(text) and len(stems(text)) >= LEAST_WORDS:
        return replace(reading, intent="chit_chat", question=True)
    short = len(text) <= MOST_CHARACTERS.get(reading.lang, MOST_CHARACTERS_OTHERWISE)
    about_papers = short and not stems(text).isdisjoint(_vocabulary(papers.passages))
    if kind != "clerk" or not about_papers or reading.intent in ("praise", "complaint"):
        return reading
    return replace(reading, intent="chit_chat", question=True, topic=REMARK)


@lru_cache(maxsize=2)
def _vocabulary(passages: tuple[Passage, ...]) -> frozenset[str]:
    """Every telling word of the documents."""
    found: set[str] = set()
    for passage in passages:
        found |= stems(f"{passage.source} {passage.heading} {passage.text}")
    return frozenset(found) - common_words()
