"""A rundown drafted from the catalog: authored patterns with what it states, read by the gate.

Each place of a segment is a beat whose lines take turns, so that a round is short and no sentence
comes back for hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from chatbot.catalog import local
from chatbot.files import crosscheck
from chatbot.language.cart_words import needs_cart
from chatbot.rundown import Line, Rundown, Segment, slots_in
from chatbot.scripting.bank import bank
from chatbot.scripting.modelled import with_lines
from chatbot.scripting.prompter import Prompter, state_for
from chatbot.scripting.repetition import first_repeat, said_in, sentences
from chatbot.scripting.statements import claims_of, facts_of, terms_of
from chatbot.show.signed import facts_of_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from chatbot.catalog import Product
    from chatbot.loading import ShowFiles
    from chatbot.scripting.statements import Statement

__all__ = ["Draft", "LeftOut", "draft", "hours_without_repeat", "segments_for"]

CLAIM_BEATS = 2
FACT_BEATS = 4
PAUSE_S = 2.0
MOST_TURNS = 36
FEW = 100
"""From so many on, nobody is helped by hearing how many are left."""
MEASURED_HOURS = 6
CALLS = {"cart": "call", "link": "coded"}
"""What calls to order, by where viewers do."""
_MOODS = {"welcome": "happy", "hook": "happy", "call": "smile", "closing": "smile"}
_GESTURES = {"welcome": "wave", "hook": "hold_product", "closing": "bow"}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A text that was not drafted, and the gate's reason."""

    segment: str
    lang: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What was drafted; `hours` pass before a sentence is heard twice, in the room's language."""

    rundown: Rundown
    left_out: tuple[LeftOut, ...]
    hours: float


def draft(
    files: ShowFiles,
    wall_ms: int,
    *,
    hours: float = 3,
    each: Callable[[Sequence[Segment]], Iterable[Segment]] = iter,
    more: Mapping[str, tuple[Line, ...]] = MappingProxyType({}),
) -> Draft:
    """Draft a rundown with turns for so many hours; `each` wraps the segments being judged.

    `more` are lines by SKU, such as a model's, that come before those of their beat.
    """
    judging = _Judged(files, wall_ms)
    judged = []
    for segment in each(tuple(segments_for(files, wall_ms))):
        own = with_lines(segment.lines, more.get(segment.sku or "", ()))
        lines = tuple(judging.passing(segment_with(segment, own)))
        if lines:
            judged.append(segment_with(segment, lines))
    rundown = _without_typed_figures(Rundown(segments=tuple(judged), pause_s=PAUSE_S), files)
    rundown = _trimmed(rundown, files, wall_ms, hours)
    return Draft(rundown, tuple(judging.left_out), hours_without_repeat(files, rundown, wall_ms))


def segment_with(segment: Segment, lines: tuple[Line, ...]) -> Segment:
    """The same segment with other lines."""
    return segment.with_lines(lines)


def hours_without_repeat(files: ShowFiles, rundown: Rundown, wall_ms: int) -> float:
    """How long this rundown is said on and on, with no questions, before a sentence comes again."""
    state = state_for(files, files.show.language, wall_ms, rundown)
    found = first_repeat(said_in(state, MEASURED_HOURS))
    return MEASURED_HOURS if found is None else round(found.again_ms / 3_600_000, 2)


# -- what there is to say --------------------------------------------------------------------------


def segments_for(files: ShowFiles, wall_ms: int) -> Iterator[Segment]:
    """Opening, a segment for each product to be sold, a pause amid them, closing: unjudged."""
    langs = _languages(files)
    wall = state_for(files, langs[0], wall_ms).wall
    currency = state_for(files, langs[0], wall_ms).currency
    products = [
        p for p in files.catalog.products if not (p.off_air or p.sold_out) and currency in p.price
    ]
    terms = tuple(_turns(tuple(terms_of(files, wall, langs)), langs))
    yield Segment(title="Opening", lines=tuple(_said(langs, "welcome")))
    half = (len(products) + 1) // 2
    for number, product in enumerate(products, 1):
        yield _segment_of(product, langs, files.show.policy.order_channel)
        if number == half:
            pause = (*_said(langs, "idle"), *(_beat(line, "terms") for line in terms))
            yield Segment(title="In between", lines=pause)
    yield Segment(title="Closing", lines=tuple(_said(langs, "closing")))


def _languages(files: ShowFiles) -> tuple[str, ...]:
    """The persona's languages, the room's first."""
    own = files.show.language
    return (own, *(lang for lang in files.persona.languages if lang != own))


def _segment_of(product: Product, langs: tuple[str, ...], channel: str) -> Segment:
    claims = _beats("claim", tuple(claims_of(product, langs)), langs, CLAIM_BEATS)
    facts = _beats("facts", tuple(facts_of(product, langs)), langs, FACT_BEATS)
    few = product.stock is not None and product.stock <= FEW
    doubts = list(_said(langs, "doubt", product))
    if product.returnable_after_opening is False:
        opened = _said(langs, "opened", product)
        doubts = _mixed(doubts, [_resting(line, f"opened:{product.sku}") for line in opened])
    lines = (
        *_said(langs, "hook", product),
        *chain.from_iterable(claims[:1]),
        *chain.from_iterable(facts[:2]),
        *_said(langs, "price", product, *(["offer"] if product.offer else [])),
        *chain.from_iterable(claims[1:]),
        *chain.from_iterable(facts[2:]),
        *(_beat(line, "doubt") for line in doubts),
        *_said(langs, "ask", product, *(["stock"] if few else [])),
        *(_said(langs, "call", product, bank_of=CALLS[channel]) if channel in CALLS else ()),
        *_said(langs, "next", product),
    )
    return Segment(title=local(product.name, langs[0]), sku=product.sku, lines=lines)


def _beats(
    name: str, stated: Sequence[Statement], langs: tuple[str, ...], most: int
) -> list[list[Line]]:
    """So many beats, each with its share of the statements: every round tells another few."""
    count = min(most, len({one.fact for one in stated}))
    lines = tuple(islice(_turns(stated, langs), count * MOST_TURNS))
    return [[_beat(line, f"{name} {n + 1}") for line in lines[n::count]] for n in range(count)]


def _said(
    langs: tuple[str, ...],
    name: str,
    product: Product | None = None,
    *more: str,
    bank_of: str | None = None,
) -> Iterator[Line]:
    """The lines of a beat from its patterns; those of `more` come among them, every fourth."""
    lines = [_line(name, texts, product) for texts in _parallel(langs, bank_of or name)]
    for other in more:
        lines = _mixed(lines, [_line(name, texts, product) for texts in _parallel(langs, other)])
    yield from lines


def _mixed(lines: list[Line], more: list[Line]) -> list[Line]:
    for number, line in enumerate(more):
        lines.insert(min(len(lines), 3 + 4 * number), line)
    return lines


def _parallel(langs: tuple[str, ...], name: str) -> Iterator[dict[str, str]]:
    """The patterns of this name, one of each language at a time."""
    for i, own in enumerate(bank(langs[0])[name]):
        others = {lang: bank(lang)[name] for lang in langs[1:]}
        yield {langs[0]: own} | {lang: texts[i] for lang, texts in others.items() if i < len(texts)}


def _line(beat: str, texts: Mapping[str, str], product: Product | None) -> Line:
    line = Line.model_validate(
        {
            "text": dict(texts),
            "beat": beat,
            "gesture": _GESTURES.get(beat),
            "mood": _MOODS.get(beat, "neutral"),
            "facts": [],
        }
    )
    sku = product.sku if product else None
    found = (fact for lang in texts for fact in facts_of_line(line, lang, sku))
    return line.model_copy(update={"facts": tuple(dict.fromkeys(found))})


def _beat(line: Line, beat: str | None) -> Line:
    return line.model_copy(update={"beat": beat})


def _resting(line: Line, *facts: str) -> Line:
    return line.model_copy(update={"facts": tuple(dict.fromkeys((*(line.facts or ()), *facts)))})


def _turns(stated: Sequence[Statement], langs: tuple[str, ...]) -> Iterator[Line]:
    """All statements in a first wording, then all in a second, and so on."""
    most = max((len(one.ways[langs[0]]) for one in stated), default=0)
    for way in range(most):
        for number, one in enumerate(stated):
            if way >= len(one.ways[langs[0]]):
                continue
            # claims share their patterns: each begins elsewhere among them
            shift = number * 4 if one.fact.startswith("claim:") else 0
            texts = {
                lang: ways[(way + shift) % len(ways)] for lang, ways in one.ways.items() if ways
            }
            yield _resting(_line("facts", texts, None), one.fact, *one.more_facts)


# -- what may be said -----------------------------------------------------------------------------


class _Judged:
    """The lines that may be said: the gate lets them pass now, and nothing was said like it."""

    def __init__(self, files: ShowFiles, wall_ms: int) -> None:
        self.prompter = Prompter(files, wall_ms)
        self.own, self.channel = files.show.language, files.show.policy.order_channel
        self.left_out: list[LeftOut] = []
        self.heard: set[tuple[str, str]] = set()

    def passing(self, segment: Segment) -> Iterator[Line]:
        """The lines in the languages in which they pass; without the room's, none."""
        for line in segment.lines:
            texts = {
                lang: text
                for lang, text in line.text.items()
                if self.passes(text, lang, segment) and not self.repeats(text, lang, segment)
            }
            if self.own in texts:
                yield line.model_copy(update={"text": texts})

    def passes(self, text: str, lang: str, segment: Segment) -> bool:
        if self.channel != "cart" and needs_cart(text):
            return False
        if why := self.prompter.blocked(text, lang, segment.sku):
            self.left_out.append(LeftOut(segment.title, lang, text, why))
            return False
        fills = self.prompter.fillings(text, lang, segment.sku)
        return bool(fills) or lang != self.own or _waits(text)

    def repeats(self, text: str, lang: str, segment: Segment) -> bool:
        """True where one of its sentences is in the draft already; two products may share much."""
        fills = self.prompter.fillings(text, lang, segment.sku) or (text,)
        found = {(lang, s) for filled in fills for s in sentences(filled)}
        if found & self.heard:
            return True
        self.heard |= found
        return False


def _waits(text: str) -> bool:
    """True for a line about an offer, which has no value for its slots until the offer runs."""
    return bool({"was", "ends"} & set(slots_in(text)))


def _without_typed_figures(rundown: Rundown, files: ShowFiles) -> Rundown:
    """Without lines in which the catalog's own words state a figure that a slot stands for."""
    found = crosscheck.rundown_wrongs(rundown, files.catalog, files.show.language)
    wrong = {error.at[:4] for is_error, error in found if is_error}
    return replace_segments(
        rundown,
        (
            segment_with(
                segment,
                tuple(
                    line
                    for j, line in enumerate(segment.lines)
                    if ("segments", i, "lines", j) not in wrong
                ),
            )
            for i, segment in enumerate(rundown.segments)
        ),
    )


def _trimmed(rundown: Rundown, files: ShowFiles, wall_ms: int, hours: float) -> Rundown:
    """Only the turns that so many hours take: what people need not read, they need not sign."""
    state = state_for(files, files.show.language, wall_ms, rundown)
    taken: dict[str, int] = {}
    for line in said_in(state, hours):
        taken[line.place] = taken.get(line.place, 0) + 1
    segments = []
    for i, segment in enumerate(rundown.segments):
        lines: list[Line] = []
        for place, options in enumerate(segment.beats):
            lines += options[: taken.get(f"{i}.{place}", 0) + 1]
        segments.append(segment_with(segment, tuple(lines)))
    return replace_segments(rundown, segments)


def replace_segments(rundown: Rundown, segments: Iterable[Segment]) -> Rundown:
    """The rundown with these segments."""
    return rundown.model_copy(update={"segments": tuple(segments)})
