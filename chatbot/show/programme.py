"""The programme: the rundown's next line, or without one the products in turn."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from chatbot.catalog import local
from chatbot.commands import Mark
from chatbot.language.articles import with_article
from chatbot.language.money import day, money, per_text, time_left
from chatbot.show import duo
from chatbot.show.ballot import next_step
from chatbot.show.course import advance, follow_the_crowd, sellable
from chatbot.show.disclosure import disclosure_due
from chatbot.show.draw import draw, draw_number
from chatbot.show.lines import fill
from chatbot.show.memory import Programme, Reply
from chatbot.show.mood import quiet
from chatbot.show.newsroom import next_item, read_aloud
from chatbot.show.ordering import CHAT, link_in_chat
from chatbot.show.places import here, not_yet
from chatbot.show.planned import PlannedLine
from chatbot.show.regulars import newcomer

if TYPE_CHECKING:
    from chatbot.catalog import Product
    from chatbot.rundown import Line
    from chatbot.show.pitch import Pitch
    from chatbot.show.state import ShowState

__all__ = ["CYCLE", "PlannedLine", "line_slots", "plan", "sellable"]

DISCLOSES = re.compile(r"(?<![A-Za-z])(?:AI|IA)(?![A-Za-z])|人工智能|数字人")
LOW_STOCK = 20
IDLE_EVERY_MS = 25_000
CYCLE = {
    "long": ("hook", "claim", "price", "claim", "offer", "stock", "shipping", "idle", "cta"),
    "medium": ("hook", "claim", "price", "claim", "offer", "stock", "cta"),
    "short": ("hook", "price", "claim", "offer", "claim", "stock", "cta"),
}
"""Whatever the length, a round states the same facts: as many claims, price, offer and stock."""
CLAIMS_A_ROUND = 2
QUIET_CYCLE = ("claim", "shipping", "idle")
"""What is told while nothing is to be sold."""
CALLS = ("pitch.price", "pitch.cta", "duo.price")
HELLOS = ("opening", "handover.back")
SELLING_BEATS = ("hook", "call")
BEAMING = ("happy", "excited")
HAPPY = ("opening", "handover.back", "pitch.hook", "pitch.cta")
GESTURES = {"opening": "wave", "handover.back": "wave", "pitch.hook": "hold_product"}
MOST_SKIPPED = 200


def line_slots(
    state: ShowState, product: Product | None, pitch: Pitch, n: int, lang: str = ""
) -> dict[str, str]:
    """The finite list of slots, with what the catalog says now; a missing one is not there."""
    lang, seed = lang or state.show.language, state.memory.seed
    slots = {
        "host": local(state.persona.name, lang),
        "shop": local(state.catalog.shop.name, lang),
    }
    if pitch.tier.address.get(lang):
        slots["address"] = draw(pitch.tier.address[lang], draw_number(seed, "address", n))
    if viewer := newcomer(state):
        slots["viewer"] = viewer
    if link_in_chat(state):
        slots["chat"] = CHAT.get(lang, CHAT["en"])
    if product is None:
        return slots
    slots["name"] = local(product.name, lang)
    slots["the_name"] = with_article(slots["name"], lang)
    if product.link_no is not None and state.show.policy.order_channel == "cart":
        slots["link_no"] = str(product.link_no)
    if product.stock is not None:
        slots["stock"] = str(product.stock)
    amount = product.price.get(state.currency)
    if amount is not None and not product.price_on_hold:
        slots["price"] = money(amount, state.currency, lang)
        per = per_text(product.per, lang)
        slots["per"] = per
        slots["price_per"] = (
            f"{slots['price']} {per}".strip() if lang != "zh" else (f"{per}{slots['price']}")
        )
    claims = product.allowed_claims.get(lang, ())
    if claims:
        slots["claim"] = claims[(n + draw_number(seed, "claim", product.sku)) % len(claims)]
    prior = (product.prior_price_30d_lowest or {}).get(state.currency)
    if product.offer and product.offer.ends_at and prior is not None:
        starts = product.offer.starts_at
        if (starts is None or starts <= state.wall) and state.wall < product.offer.ends_at:
            slots["was"] = money(prior, state.currency, lang)
            slots["ends"] = day(product.offer.ends_at.astimezone(state.timezone), lang)
            slots["ends_in"] = time_left(product.offer.ends_at - state.wall, lang)
    return slots


def plan(state: ShowState, pitch: Pitch) -> tuple[PlannedLine | None, Programme]:
    """The line to say now, or None when the programme is silent, and where it stands after it."""
    now_ms = state.memory.now_ms
    if state.memory.programme.silent:
        return None, state.memory.programme
    before = state.memory.programme
    programme = replace(
        before, before=None, ballot_before=None, opened=True, turns=dict(before.turns)
    )
    programme.last_line_ms, programme.item = now_ms, ""
    programme.disclosed_before_ms, programme.returning = programme.disclosed_ms, False
    programme.reply, programme.owed_before = None, before.owed
    reply = None if before.returning else duo.reply_due(state)
    if reply is not None:
        return _reply(reply), programme
    names: tuple[str, ...] = ()
    speaker = duo.HOST if state.cohost else ""
    if not before.opened and not state.scripted:
        names = ("opening", "disclosure")
    elif before.returning:
        names = ("handover.back", "disclosure")
    elif before.owed[0] and state.cohost:
        (speaker, name), programme.owed = before.owed, ("", "")
        names = (name, "disclosure")
    elif disclosure_due(state) and not _discloses_by_itself(state, programme, pitch):
        names, speaker = ("disclosure",), duo.next_turn(state)
    lines = (_authored(state, programme, name, None, pitch, speaker=speaker) for name in names)
    line = next(filter(None, lines), None)
    if line is not None and not _discloses(line) and disclosure_due(state):
        first = _authored(state, programme, "disclosure", None, pitch, speaker=speaker)
        if first is not None:  # who speaks is said first, and the greeting after it
            line = first
            programme.opened, programme.returning = before.opened, before.returning
    if line is not None:
        _note_disclosure(state, programme, line)
        return line, programme
    if state.persona.kind == "presenter" and not state.scripted:
        item = next_item(state, programme)
        if item is not None:
            return read_aloud(state, item, programme), programme
    if state.persona.kind != "seller" and (state.rundown is None or not state.scripted):
        line = None if state.scripted else _vote(state, programme, pitch)
        if line is not None:
            return line, programme
        if now_ms - state.memory.programme.last_line_ms < IDLE_EVERY_MS:
            return None, state.memory.programme
        programme.step += 1
        line = _idle(state, programme, pitch)
        programme.reply = line.reply if line else None
        return line, programme
    if state.rundown is not None and not any(s.lines for s in state.rundown.segments):
        return None, state.memory.programme
    follow_the_crowd(state, programme, pitch)
    for _ in range(MOST_SKIPPED):
        line = (
            _from_catalog(state, programme, pitch)
            if state.rundown is None
            else _from_rundown(state, programme, pitch)
        )
        place = here(programme)
        advance(state, programme, len(_cycle(state, pitch)))
        if line is not None:
            programme.before = place
            _note_disclosure(state, programme, line)
            if line.name in CALLS:
                programme.last_call_ms = now_ms
            programme.reply = line.reply
            return line, programme
    return None, state.memory.programme


def _note_disclosure(state: ShowState, programme: Programme, line: PlannedLine) -> None:
    """Where the line says that an AI speaks, that is said; of two hosts the other says it next."""
    if not _discloses(line):
        return
    programme.disclosed_ms = state.memory.now_ms
    if state.cohost is not None and not programme.owed_before[0]:
        other = duo.HOST if line.speaker == duo.COHOST else duo.COHOST
        programme.owed = (other, "duo.hello" if line.name in HELLOS else "disclosure")


def _reply(reply: Reply) -> PlannedLine:
    """The second half of a pair."""
    return PlannedLine(
        name=reply.name,
        text=reply.text,
        marks=reply.marks,
        sku=reply.sku,
        point=reply.sku is not None and any(mark.name == "buy" for mark in reply.marks),
        facts=reply.facts,
        speaker=reply.speaker,
    )


def _idle(state: ShowState, programme: Programme, pitch: Pitch) -> PlannedLine | None:
    """A thought, or a pair of lines where two hosts are on."""
    pair = state.cohost is not None and programme.step % 2
    line = _authored(state, programme, "duo.idle", None, pitch) if pair else None
    return line or _authored(state, programme, "idle", None, pitch)


def _vote(state: ShowState, programme: Programme, pitch: Pitch) -> PlannedLine | None:
    """What the vote on topics asks to be said; one of which nothing passes the gate is let go."""
    step = next_step(state)
    if step is None:
        return None
    programme.step += 1
    line = _authored(state, programme, step.name, None, pitch, step.slots, step.own)
    programme.ballot, programme.ballot_before = step.ballot, programme.ballot
    if line is None:
        now_ms = state.memory.now_ms
        programme.ballot = replace(step.ballot, choices=(), closed_ms=now_ms)
    return line


def _discloses_by_itself(state: ShowState, programme: Programme, pitch: Pitch) -> bool:
    """True where the rundown's own next line says that an AI speaks."""
    if state.rundown is None:
        return False
    line = _from_rundown(state, replace(programme, turns=dict(programme.turns)), pitch)
    return line is not None and _discloses(line)


def _discloses(line: PlannedLine) -> bool:
    """True where it says that an AI speaks; of a product, `AI` may be said otherwise."""
    who = line.sku is None and DISCLOSES.search(line.text) is not None
    return who or line.name == "disclosure"


def _from_rundown(state: ShowState, programme: Programme, pitch: Pitch) -> PlannedLine | None:
    assert state.rundown is not None
    segments, lang = state.rundown.segments, state.show.language
    if programme.segment >= len(segments):
        return None
    segment = segments[programme.segment]
    product = state.catalog.get(segment.sku)
    if not segment.lines or (product is not None and not sellable(product)):
        return None
    if not_yet(segment, programme, state.memory.now_ms):
        return None
    place = programme.step % len(segment.beats)
    options, key = segment.beats[place], f"{programme.segment}.{place}"
    turn = programme.turns.get(key, 0)
    slots = line_slots(state, product, pitch, programme.round)
    for number in range(turn, turn + len(options)):
        line = options[number % len(options)]
        filled = fill(line.text.get(lang, ""), slots)
        if not filled or not filled[0] or filled[0] in state.memory.refused:
            continue
        if _quiet(state) and _sells(line, filled[1], segment.sku):
            continue
        if product is not None and state.currency not in product.price and filled[1]:
            continue  # presented, not sold
        programme.turns[key] = (number + 1) % len(options)
        return PlannedLine(
            name=f"rundown:{segment.title}",
            text=filled[0],
            marks=filled[1],
            sku=segment.sku,
            point=line.point or any(mark.name == "buy" for mark in filled[1]),
            mood=line.mood,
            gesture=line.gesture,
            facts=line.facts or (),
            signer=state.script.signer(line, lang, segment.sku),
            speaker=(line.by or duo.next_turn(state)) if state.cohost else "",
        )
    return None


def _from_catalog(state: ShowState, programme: Programme, pitch: Pitch) -> PlannedLine | None:
    products = state.catalog.products
    product = products[programme.segment % len(products)]
    steps = _cycle(state, pitch)
    if not sellable(product) or programme.step >= len(steps):
        return None
    name = steps[programme.step]
    if name == "cta" and not (_call_due(state, pitch) and state.currency in product.price):
        return None
    if name == "shipping" and not state.catalog.shipping:
        return None
    if name == "stock" and not (product.stock is not None and 0 < product.stock <= LOW_STOCK):
        return None
    line = None
    if state.cohost is not None and duo.in_pair(name, steps, programme):
        line = _authored(state, programme, f"duo.{name}", product, pitch)
    return line or _authored(state, programme, f"pitch.{name}", product, pitch)


def _sells(line: Line, marks: tuple[Mark, ...], sku: str | None) -> bool:
    """True of a hook or a call to buy: by its beat, its mark, or the face it was written for."""
    buys = line.point or any(mark.name == "buy" for mark in marks)
    return buys or line.beat in SELLING_BEATS or (sku is not None and line.mood in BEAMING)


def _cycle(state: ShowState, pitch: Pitch) -> tuple[str, ...]:
    if _quiet(state):
        return QUIET_CYCLE
    steps = CYCLE[pitch.tier.length]
    banter = state.cohost is not None and "idle" not in steps
    return (*steps[:-1], "idle", steps[-1]) if banter else steps


def _quiet(state: ShowState) -> bool:
    return quiet(state.memory.mood, state.memory.now_ms)


def _call_due(state: ShowState, pitch: Pitch) -> bool:
    last = state.memory.programme.last_call_ms
    every_ms = pitch.tier.call_to_action_every_s * 1000
    return last is None or state.memory.now_ms - last >= every_ms


def _authored(
    state: ShowState,
    programme: Programme,
    name: str,
    product: Product | None,
    pitch: Pitch,
    more: Mapping[str, str] = MappingProxyType({}),
    given: tuple[str, ...] = (),
    speaker: str = "",
) -> PlannedLine | None:
    """One of the lines of this name, or of those given, with its slots filled."""
    lang, memory = state.show.language, state.memory
    number = draw_number(memory.seed, name, programme.round, programme.segment, programme.step)
    turn = programme.step + programme.round
    if name in ("pitch.claim", "duo.claim"):
        told = _cycle(state, pitch)[: programme.step].count("claim")
        turn = programme.round * CLAIMS_A_ROUND + told
    speaker = speaker or duo.next_turn(state)
    phrases, who = state.phrases_of(speaker), state.who(speaker)
    slots = {**line_slots(state, product, pitch, turn), **duo.names(state, speaker, lang), **more}
    own = local(who.disclosure, lang) if name == "disclosure" else ""
    options: list[duo.Pair] = []
    for templates in (
        given or ((own, *phrases.get(name, lang)) if own else phrases.get(name, lang)),
        phrases.built_in(name, lang),  # where the gate lets none of the persona's own pass
    ):
        filled = (line for t in templates if (line := fill(t, slots)) is not None)
        options = [
            p for p in (duo.split(*line) for line in filled) if p[0][0] not in memory.refused
        ]
        if options:
            break
    else:
        return None
    lately = memory.recent
    if all(o[0][0] in lately for o in options):  # all were heard: then at least not just now
        lately = lately[-(len(options) // 2) :] if len(options) > 1 else []
    (text, marks), second = draw(options, number, [o for o in options if o[0][0] in lately])
    sku = product.sku if product else None
    facts = (f"price:{sku}:{state.currency}",) if product and "price" in name else ()
    point = product is not None and any(mark.name == "buy" for mark in marks)
    gesture = GESTURES.get(name)
    return PlannedLine(
        name=name,
        text=text,
        marks=marks,
        sku=sku,
        point=point,
        mood="happy" if name in HAPPY else "neutral",
        gesture=who.gestures.get(name, gesture) if gesture else None,
        facts=() if second else facts,
        speaker=speaker,
        reply=duo.reply_of(state, speaker, name, second, sku, facts) if second else None,
    )
