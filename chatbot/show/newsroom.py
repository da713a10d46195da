"""A presenter's programme: which item is read next, and in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.language.matching import sentences_of
from chatbot.show.draw import draw, draw_number
from chatbot.show.duo import next_turn
from chatbot.show.lines import fill
from chatbot.show.papers import is_fresh, when_of
from chatbot.show.planned import PlannedLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chatbot.papers import NewsItem
    from chatbot.show.memory import Programme
    from chatbot.show.state import ShowState

__all__ = ["news_of", "next_item", "read_aloud", "take_fetched", "words_of_item"]

AGAIN_MS = 8 * 60_000
"""An item is read again for newcomers after so long."""
MOST_SENTENCES = 3
MOST_CHARACTERS = {"zh": 140}
MOST_CHARACTERS_OTHERWISE = 420
MOST_FETCHED = 120


def take_fetched(state: ShowState, items: tuple[NewsItem, ...]) -> int:
    """Take in what a feed lists now; returns how many are new. What it lists no more stays."""
    memory = state.memory
    known = {item.id: item for item in memory.fetched}
    fresh = [item for item in items if item.id not in known]
    known |= {item.id: item for item in items}
    memory.fetched = list(known.values())[-MOST_FETCHED:]
    return len(fresh)


def next_item(state: ShowState, programme: Programme) -> NewsItem | None:
    """The item to read now: unread ones first, the newest of them; None while none is due."""
    papers, now_ms, wall = state.papers, state.memory.now_ms, state.wall
    turns = programme.turns
    due: list[tuple[int, float, NewsItem]] = []
    for item in papers.items:
        last_ms = turns.get(f"item.{item.id}")
        if item.lang not in state.persona.languages or not is_fresh(item, papers, wall):
            continue
        if last_ms is None or now_ms - last_ms >= AGAIN_MS:
            assert item.date is not None
            due.append((-1 if last_ms is None else last_ms, -item.date.timestamp(), item))
    due.sort(key=lambda entry: entry[:2])
    return next((item for _, _, item in due if words_of_item(state, item, programme)), None)


def words_of_item(state: ShowState, item: NewsItem, programme: Programme) -> str:
    """The words to read an item in, source and date with it; "" where none passed the gate."""
    read = f"item.{item.id}" in programme.turns
    templates = state.phrases.get("news.again" if read else "news.item", item.lang)
    when = when_of(item, state.wall, item.lang)
    number = draw_number(state.memory.seed, item.id, programme.turns.get(f"item.{item.id}", 0))
    for most in (MOST_SENTENCES, 1, 0):  # what the gate refused may be one sentence only
        slots = {"news": news_of(item, most), "source": item.source, "when": when}
        options = [words[0] for template in templates if (words := fill(template, slots))]
        if options and not any(words in state.memory.refused for words in options):
            return draw(options, number, [o for o in options if o in state.memory.recent])
    return ""


def news_of(item: NewsItem, most: int = MOST_SENTENCES, asked: Sequence[str] = ()) -> str:
    """The headline and its first sentences, in the item's words; those `asked` for, if any."""
    room = MOST_CHARACTERS.get(item.lang, MOST_CHARACTERS_OTHERWISE)
    parts = [_ended(item.title, item.lang)]
    whole = sentences_of(item.text)
    for sentence in ([s for s in whole if s in asked] or whole)[:most]:
        room -= len(sentence)
        if room < 0:
            break
        parts.append(_ended(sentence, item.lang))
    return ("" if item.lang == "zh" else " ").join(parts)


def _ended(sentence: str, lang: str) -> str:
    if sentence.endswith(tuple(".!?…。！？”»\"'")):
        return sentence
    return f"{sentence.rstrip(',;:，；：')}{'。' if lang == 'zh' else '.'}"


def read_aloud(state: ShowState, item: NewsItem, programme: Programme) -> PlannedLine:
    """The line that reads an item, noted as read."""
    text = words_of_item(state, item, programme)
    there = {f"item.{other.id}" for other in state.papers.items}
    turns = {k: v for k, v in programme.turns.items() if k in there or not k.startswith("item.")}
    programme.item = item.id
    programme.turns = {**turns, f"item.{item.id}": state.memory.now_ms}
    facts = (f"item:{item.id}",)
    return PlannedLine(
        name="news",
        text=text,
        marks=(),
        sku=None,
        facts=facts,
        lang=item.lang,
        speaker=next_turn(state),
    )
