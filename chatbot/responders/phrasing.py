"""From a draft of an answer to words: a phrasing is drawn, filled, and read by the gate once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chatbot.commands import Mark
from chatbot.show.brief import Answer
from chatbot.show.draw import draw_number
from chatbot.show.gate import judge
from chatbot.show.lines import fill, slots_of

if TYPE_CHECKING:
    from chatbot.show.brief import Brief
    from chatbot.show.lines import PhraseBook

__all__ = ["Draft", "joined", "listed", "speak"]

MOST_TRIES = 12
NAMING = frozenset({"name", "the_name", "items"})
PERSONA = frozenset({"greeting", "praise", "chit_chat", "complaint", "thanks"})

Filled = tuple[str, tuple[Mark, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is to be said: a kind of phrase (`price.one`), its slots and the facts it states.

    `said` are the shop's own sentences, taken instead of the kind's phrases. `then` are kinds that
    always follow, `more` kinds that follow where the room has time for them. `sku` is the product
    spoken of: unless it is on screen, a phrase that names it is chosen.
    """

    kind: str
    slots: Mapping[str, str] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    sku: str | None = None
    mood: str = "neutral"
    gesture: str | None = None
    point: bool = False
    greet: bool = True
    said: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    more: tuple[str, ...] = ()


def listed(items: Sequence[str], lang: str) -> str:
    """`S、M和L`, `S, M and L`, `S, M et L`."""
    if len(items) < 2:
        return "".join(items)
    if lang == "zh":
        return "、".join(items)
    word = {"fr": "et"}.get(lang, "and")
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def joined(parts: Sequence[Filled], lang: str) -> Filled:
    """Sentences one after the other, with their marks moved along."""
    text, marks = "", []
    for words, own in parts:
        words = words[:1].upper() + words[1:]
        if text and lang != "zh":
            text += " "
        marks += [Mark(mark.name, mark.index + len(text)) for mark in own]
        text += words
    return text, tuple(marks)


def speak(drafts: Sequence[Draft], brief: Brief, book: PhraseBook) -> Answer:
    """The first draft that can be said, in words that the gate lets pass now."""
    blocked: list[str] = []
    own = book.for_persona(brief.persona.lines, brief.order_channel)
    for draft in drafts:
        context = brief.gate_context(draft.sku, facts=draft.facts)
        for tries, (text, marks) in enumerate(_candidates(draft, brief, own)):
            verdict = judge(text, brief.lang, context)
            if verdict.passed:
                buy = any(mark.name == "buy" for mark in marks)
                return Answer(
                    text=text,
                    lang=brief.lang,
                    marks=marks if draft.point else tuple(m for m in marks if m.name != "buy"),
                    mood=draft.mood,
                    sku=draft.sku,
                    point=draft.point and buy,
                    gesture=draft.gesture,
                    facts=draft.facts,
                )
            blocked.append(f"{', '.join(verdict.reasons)}: {text}")
            if tries >= MOST_TRIES:
                break
    why = f"not sayable ({blocked[0]})" if blocked else f"no phrase for {brief.reading.intent}"
    return Answer(why=why)


def _candidates(draft: Draft, brief: Brief, book: PhraseBook) -> Iterator[Filled]:
    """Ways to say a draft, the drawn one first: with all that belongs to it, then plainer."""
    mains = _options(draft, brief, book)
    if not mains:
        return
    then = [_tail(kind, draft, brief, book) for kind in draft.then]
    count = {"short": 0, "medium": 0 if draft.then else 1}.get(brief.length, len(draft.more))
    more = [_tail(kind, draft, brief, book) for kind in draft.more[:count]]
    opener = _opener(draft, brief, book)
    for head, tail in ((opener, more), (opener, []), ([], [])):
        for main in mains:
            yield joined([*head, main, *filter(None, then), *filter(None, tail)], brief.lang)
        if not head and not tail:
            return


def _options(draft: Draft, brief: Brief, book: PhraseBook) -> list[Filled]:
    """Every filled phrasing of a draft: the drawn one first, those said of late last."""
    if draft.said:
        return [(text, ()) for text in draft.said]
    templates = book.get(f"answer.{draft.kind}", brief.lang)
    if draft.kind in PERSONA and draft.kind in book.own:
        templates = book.get(draft.kind, brief.lang) or templates
    if draft.sku and draft.sku != brief.on_screen:
        naming = [t for t in templates if slots_of(t) & NAMING]
        templates = tuple(naming) or templates
    filled = [f for t in templates if (f := fill(t, draft.slots)) is not None]
    if not filled:
        return []
    first = draw_number(brief.draw, draft.kind) % len(filled)
    turned = filled[first:] + filled[:first]
    return sorted(turned, key=lambda option: any(option[0] in said for said in brief.recent))


def _tail(kind: str, draft: Draft, brief: Brief, book: PhraseBook) -> Filled | None:
    templates = book.get(f"answer.{kind}", brief.lang)
    filled = [f for t in templates if (f := fill(t, draft.slots)) is not None]
    return filled[draw_number(brief.draw, kind) % len(filled)] if filled else None


def _opener(draft: Draft, brief: Brief, book: PhraseBook) -> list[Filled]:
    """A sentence to those who asked; for one viewer only now and then."""
    if not draft.greet or not brief.askers:
        return []
    number = draw_number(brief.draw, "opener")
    kind = "ask.one"
    if brief.asked_by > 2 and len(brief.askers) > 1:
        kind = "ask.many"
    elif brief.asked_by > 1:
        kind = "ask.two" if len(brief.askers) > 1 else "ask.some"
    elif brief.length == "short" or number % 3:
        return []
    slots = {"asker": brief.askers[0]}
    if len(brief.askers) > 1:
        slots["other"] = brief.askers[1]
    found = [f for t in book.get(f"answer.{kind}", brief.lang) if (f := fill(t, slots))]
    return [found[number // 3 % len(found)]] if found else []
