"""What is planned: the segments of the evening and their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from chatbot.errors import Wrong, WrongValue, did_you_mean
from chatbot.persona import GestureName, MoodName
from chatbot.times import Timed
from chatbot.values import LANGUAGES, LanguageKey

__all__ = ["FACTS", "PRODUCT_SLOTS", "SLOTS", "Line", "Rundown", "Segment", "slots_in"]

SLOTS = {
    "name": "the product's name",
    "the_name": "its name with the article that French puts before it",
    "price": "its price in the market's currency",
    "per": "what the price is for, such as 500 g; nothing for one piece",
    "price_per": "price and unit together, in the order of the language",
    "stock": "how many are left",
    "link_no": "its link number",
    "was": "the lowest price of the 30 days before a running offer",
    "ends": "the day a running offer ends",
    "ends_in": "how long a running offer still lasts, such as 10 minutes",
    "claim": "one of its allowed claims, a different one each round",
    "host": "the host's name",
    "shop": "the shop's name",
    "address": "how a room of this size is addressed",
    "viewer": "who came or wrote in the last half minute, in a room that is greeted by name",
}
"""What the catalog fills in as a line is said; a line whose slot has no value is left out."""

FACTS = {
    "name": "name:SKU, the product's name",
    "claim": "claim:SKU:TEXT, one of its allowed claims, word for word",
    "claims": "claims:SKU, all its allowed claims",
    "fact": "fact:SKU:KEY, one of its facts",
    "opened": "opened:SKU, whether it can be returned once opened",
    "product": "product:SKU, all that the catalog says of it but price and stock",
    "price": "price:SKU, filled as the line is said",
    "stock": "stock:SKU, filled as the line is said",
    "link": "link:SKU, filled as the line is said",
    "offer": "offer:SKU, filled as the line is said",
    "ship": "ship:REGION, what shipping there costs and takes",
    "return": "return:REGION, what can be returned from there",
    "faq": "faq:ID, an answer of the shop",
    "coupon": "coupon:CODE, a coupon",
    "shop": "shop:name, or shop:terms for all that the shop promises",
    "host": "host:name, the host's name",
}
"""What a line may say it rests on; what changes of it takes an approved line off the air."""

PRODUCT_SLOTS = frozenset(SLOTS) - {"host", "shop", "address", "viewer"}

_MARKS = ("buy",)
_SLOT = re.compile(r"\{([^{}]*)\}")
_MARK = re.compile(r"\[([a-z_]+)\]")


def slots_in(text: str) -> tuple[str, ...]:
    """Return the names between braces, in order."""
    return tuple(_SLOT.findall(text))


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Line(_Record):
    """One thing to say, by language, with slots such as `{price}` and marks such as `[buy]`.

    A file may put the languages beside the other keys: `{zh: …, en: …, gesture: wave}`. A text
    alone is in the room's language, given as `context={"language": …}`, else in Chinese.
    `point` points at the buy button while the line is said; a `[buy]` mark does so on its word.
    Lines of a segment with the same `beat` take turns: one of them each time round. `facts` are
    what the line rests on, as in `FACTS`; without them it rests on all that its product is. Of two
    hosts the one says it who did not speak last, or who stands in `by`.
    """

    text: dict[LanguageKey, str] = Field(min_length=1)
    gesture: GestureName | None = None
    mood: MoodName = "neutral"
    point: bool = False
    by: Literal["host", "cohost"] | None = None
    beat: str | None = Field(default=None, min_length=1)
    facts: tuple[str, ...] | None = None

    @model_validator(mode="before")
    @classmethod
    def _languages_beside_the_rest(cls, data: Any, info: ValidationInfo) -> Any:
        if isinstance(data, str):
            room = info.context.get("language") if isinstance(info.context, Mapping) else None
            return {"text": {room or LANGUAGES[0]: data}}
        if isinstance(data, dict) and len(data) == 1 and next(iter(data)) in SLOTS:
            raise ValueError(f"put quotes around a text with braces: '{{{next(iter(data))}}}'")
        if not isinstance(data, dict) or "text" in data:
            return data
        texts = {key: value for key, value in data.items() if key in LANGUAGES}
        rest = {key: value for key, value in data.items() if key not in LANGUAGES}
        return {**rest, "text": texts} if texts else data

    @model_validator(mode="after")
    def _slots_and_marks_are_known(self) -> Line:
        wrongs = [w for lang, text in self.text.items() for w in _wrong_text(lang, text)]
        wrongs += [w for i, fact in enumerate(self.facts or ()) for w in _wrong_fact(fact, i)]
        if wrongs:
            raise WrongValue(wrongs)
        return self


def _wrong_text(lang: str, text: str) -> Iterator[Wrong]:
    at = ("text", lang)
    if not text.strip():
        yield Wrong("the line is empty", at)
    for slot in slots_in(text):
        if slot not in SLOTS:
            near = did_you_mean(slot, SLOTS) or f" (known: {', '.join(SLOTS)})"
            yield Wrong(f"unknown slot {{{slot}}}{near}", at)
    rest = _SLOT.sub("", text)
    if "{" in rest or "}" in rest:
        yield Wrong("a brace has no partner: a slot is written {price}", at)
    for mark in _MARK.findall(text):
        if mark not in _MARKS:
            near = did_you_mean(mark, _MARKS) or f" (known: {', '.join(_MARKS)})"
            yield Wrong(f"unknown mark [{mark}]{near}", at)


def _wrong_fact(fact: str, i: int) -> Iterator[Wrong]:
    kind, colon, rest = fact.partition(":")
    if kind not in FACTS:
        near = did_you_mean(kind, FACTS) or f" (known: {', '.join(FACTS)})"
        yield Wrong(f"unknown kind of fact {kind!r}{near}", ("facts", i))
    elif not colon or not rest or (kind in ("claim", "fact") and ":" not in rest):
        yield Wrong(f"{fact!r} is not complete: write {FACTS[kind].split(',')[0]}", ("facts", i))


class Segment(Timed):
    """A part of the evening, about one product or none: its lines once through.

    One with times waits for them: `at` a time the rundown goes on from here, a `cron` line makes it
    an interlude, after which the rundown goes on where it was.

    Of lines with the same `beat` one comes, where the first of them stands, a different one each
    time round. With `minutes` all come again until so much time has passed.
    """

    title: str = Field(min_length=1)
    sku: str | None = None
    minutes: float | None = Field(default=None, gt=0, le=24 * 60)
    lines: tuple[Line, ...] = ()

    @cached_property
    def beats(self) -> tuple[tuple[Line, ...], ...]:
        """What is said once through: each place with the lines that take turns in it."""
        places: dict[str | int, list[Line]] = {}
        for i, line in enumerate(self.lines):
            places.setdefault(line.beat or i, []).append(line)
        return tuple(tuple(lines) for lines in places.values())

    def with_lines(self, lines: tuple[Line, ...]) -> Segment:
        """The same segment with other lines."""
        rest = {name: getattr(self, name) for name in Segment.model_fields if name != "lines"}
        return Segment(**rest, lines=lines)

    @model_validator(mode="after")
    def _product_slots_need_a_product(self) -> Segment:
        if self.sku is not None:
            return self
        wrongs = [
            Wrong(
                f"{{{slot}}} needs a product: give the segment a 'sku'", ("lines", i, "text", lang)
            )
            for i, line in enumerate(self.lines)
            for lang, text in line.text.items()
            for slot in slots_in(text)
            if slot in PRODUCT_SLOTS
        ]
        if wrongs:
            raise WrongValue(wrongs)
        return self


class Rundown(_Record):
    """Segments in order; after the last the first comes again when `loop` is true.

    `pause_s` is how long the host breathes between two lines while nobody asks anything.
    """

    segments: tuple[Segment, ...] = Field(min_length=1)
    loop: bool = True
    pause_s: float = Field(default=0.45, ge=0.1, le=30)
