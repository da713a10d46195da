"""Answers read from papers: a clerk's documents and a presenter's news, the source said aloud."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from chatbot.language.finding import Found, Unit
from chatbot.language.matching import sentences_of
from chatbot.responders.phrasing import Draft, speak
from chatbot.show.brief import Answer, Brief
from chatbot.show.newsroom import news_of
from chatbot.show.papers import REMARK, day_of, is_fresh, when_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from chatbot.papers import NewsItem, Papers, Passage
    from chatbot.responders.facts import FactsResponder
    from chatbot.responders.search import Search
    from chatbot.show.lines import PhraseBook

__all__ = ["PapersResponder", "units_of"]

HANDOVER = "handover"
"""The fact of an answer that a person is to take over."""
PLEASANTRIES = ("greeting", "praise", "ai_identity")
ASIDE = ("advice", "forecast")
MOST_QUOTED = {"zh": 90}
MOST_QUOTED_OTHERWISE = 260

_PART = re.compile(r"(?<=[;；])\s*")


@lru_cache(maxsize=4)
def _units(papers: tuple[Passage | NewsItem, ...]) -> tuple[tuple[Unit, int], ...]:
    """Each sentence that may answer, and which of the papers it is of."""
    found: list[tuple[Unit, int]] = []
    for number, paper in enumerate(papers):
        heading = getattr(paper, "heading", None)
        title = paper.title if heading is None else ""  # type: ignore[union-attr]
        texts = (*filter(None, (title,)), *sentences_of(paper.text))
        for text in texts:
            about = heading or ("" if text == title else title)
            found.append((Unit(text, paper.lang, about, paper.source), number))
    return tuple(found)


def units_of(papers: Papers) -> tuple[Unit, ...]:
    """Everything that can be found in these papers, to be learnt ahead."""
    return tuple(unit for pile in (papers.passages, papers.items) for unit, _ in _units(pile))


class PapersResponder:
    """Answers from the brief's papers, and from nothing else; the facts return pleasantries.

    What no paper says is not known. A clerk then hands over to a person: the answer carries the
    fact `handover`, which the moderators are told of.
    """

    name = "papers"

    def __init__(self, facts: FactsResponder, phrases: PhraseBook, search: Search) -> None:
        self._facts, self._phrases, self._search = facts, phrases, search

    async def respond(self, brief: Brief) -> AsyncIterator[Answer]:
        """Yield the one answer."""
        if brief.reading.intent in PLEASANTRIES and brief.reading.topic != "human":
            yield self._facts.answer(brief)
        elif brief.persona.kind == "presenter":
            yield await self._news(brief)
        else:
            yield await self._desk(brief)

    def moment(self, brief: Brief) -> Answer | None:
        """Nothing: finding takes some milliseconds."""
        return None

    async def _find(
        self, brief: Brief, papers: Sequence[Passage | NewsItem]
    ) -> tuple[Found, list[tuple[Unit, int]]]:
        """What is asked and where it stands, in the asker's language, else in another we speak."""
        every = [pair for pair in _units(tuple(papers)) if pair[0].lang in brief.persona.languages]
        own = [pair for pair in every if pair[0].lang == brief.lang]
        found, pairs = Found("service"), own
        for pairs in (own, [pair for pair in every if pair[0].lang != brief.lang]):
            found = await self._search.look(brief.text, tuple(unit for unit, _ in pairs))
            if found.units or found.kind != "service":
                break
        return found, pairs

    def _say(self, brief: Brief, drafts: Sequence[Draft], lang: str = "") -> Answer:
        return speak(drafts, replace(brief, lang=lang or brief.lang), self._phrases)

    # -- the desk ------------------------------------------------------------------------------

    async def _desk(self, brief: Brief) -> Answer:
        passages = brief.papers.passages
        found, pairs = await self._find(brief, passages)
        if found.kind == "person" or brief.reading.topic == "human":
            return self._say(brief, [_plain("desk.person", HANDOVER)])
        if found.kind in ASIDE:
            return self._say(brief, [_plain(f"desk.{found.kind}")])
        if found.units:
            quotes = [(pairs[at][0], passages[pairs[at][1]]) for at in found.units]
            drafts = [_quoting(quotes, most) for most in (2, 1)]
            answer = self._say(brief, drafts, quotes[0][1].lang)
            if answer.text:
                return answer
        if brief.reading.intent == "complaint":
            answer = self._facts.answer(brief)
            return replace(answer, facts=(*answer.facts, HANDOVER))
        if brief.reading.topic == REMARK:
            return Answer(why="a remark that no document answers")
        if found.kind == "smalltalk":
            return self._say(brief, [_plain("desk.smalltalk")])
        return self._say(brief, [_plain("desk.unknown", HANDOVER)])

    # -- the news ------------------------------------------------------------------------------

    async def _news(self, brief: Brief) -> Answer:
        papers = brief.papers
        found, pairs = await self._find(brief, papers.items)
        if found.kind in ASIDE:
            return self._say(brief, [_plain(f"news.{found.kind}")])
        if found.kind == "source":
            return self._say(brief, [_naming(papers.item(brief.last_item), brief)])
        items = list(dict.fromkeys(papers.items[pairs[at][1]] for at in found.units))
        if found.kind == "latest" and not items:
            items = [item for item in papers.items if item.lang in brief.persona.languages]
            items = [item for item in items if is_fresh(item, papers, brief.wall)]
            items.sort(key=lambda item: item.lang != brief.lang)
        items.sort(key=lambda item: -item.date.timestamp() if item.date else 0.0)
        asked = [pairs[at][0].text for at in found.units]
        for item in items[:2]:
            drafts = [_telling(item, brief, asked, most) for most in (2, 1, 0)]
            answer = self._say(brief, drafts, item.lang)
            if answer.text:
                return answer
        if brief.reading.intent == "complaint":
            return self._facts.answer(brief)
        kind = "news.smalltalk" if found.kind == "smalltalk" else "news.unknown"
        return self._say(brief, [_plain(kind)])


def _plain(kind: str, *facts: str) -> Draft:
    return Draft(kind=kind, facts=facts or ("none",), greet=False)


def _quoting(quotes: Sequence[tuple[Unit, Passage]], most: int) -> Draft:
    """The document's own sentence, or two that stand on the same page, after its name."""
    first = quotes[0][1]
    same = [(u, p) for u, p in quotes if (p.source, p.page) == (first.source, first.page)][:most]
    same.sort(key=lambda quote: _number(quote[1]))  # as they stand there
    said = [_short(unit.text, first.lang) for unit, _ in same]
    slots = {"source": first.source, "quote": ("" if first.lang == "zh" else " ").join(said)}
    if first.page is not None:
        slots["page"] = str(first.page)
    return Draft(
        kind="desk.says" if first.page is None else "desk.says.page",
        slots=slots,
        facts=tuple(dict.fromkeys(f"passage:{passage.id}" for _, passage in same)),
        greet=False,
    )


def _number(passage: Passage) -> int:
    return int(passage.id.rpartition("#")[2])


def _short(sentence: str, lang: str) -> str:
    """The sentence, of a long one its parts up to a semicolon; with an end to it."""
    room = MOST_QUOTED.get(lang, MOST_QUOTED_OTHERWISE)
    parts = _PART.split(sentence)
    while len(parts) > 1 and len(" ".join(parts)) > room:
        parts.pop()
    text = " ".join(parts).rstrip(" ;；,，:：")
    return text if text.endswith(tuple(".!?…。！？")) else f"{text}{'。' if lang == 'zh' else '.'}"


def _telling(item: NewsItem, brief: Brief, asked: Sequence[str], most: int) -> Draft:
    """The headline, what was asked for, and the source; that the item is old is said first."""
    kind = "news.found" if is_fresh(item, brief.papers, brief.wall) else "news.older"
    slots = {
        "news": news_of(item, most, asked),
        "source": item.source,
        "when": when_of(item, brief.wall, item.lang),
        "day": day_of(item, brief.wall, item.lang),
    }
    if item.date is None:
        kind = "news.undated"
    return Draft(kind=kind, slots=slots, facts=(f"item:{item.id}",), greet=False)


def _naming(item: NewsItem | None, brief: Brief) -> Draft:
    """The source of the item that was read last."""
    if item is None:
        return _plain("news.source.none")
    kind = "news.source" if item.date is not None else "news.source.undated"
    slots = {"source": item.source, "when": when_of(item, brief.wall, brief.lang)}
    return Draft(kind=kind, slots=slots, facts=(f"item:{item.id}",), greet=False)
