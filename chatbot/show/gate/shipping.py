"""Shipping: days, carriers, destinations, what is free."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from chatbot.language.numerals import fold
from chatbot.language.patterns import led
from chatbot.show.gate.roles import FREE_SHIPPING
from chatbot.show.gate.rules_soft import ARRIVES, OCCASION
from chatbot.show.gate.rules_stock import UNKNOWN
from chatbot.show.gate.rules_terms import (
    CARRIER,
    DISPATCH,
    ELSEWHERE,
    FAST,
    RETURN,
    SHIP,
    SOON,
)
from chatbot.show.gate.types import Finding
from chatbot.show.gate.utterance import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = ["WARRANTY", "check_shipping"]

WARRANTY = led(r"保修|质保|包换|\bwarrant|\bguaranteed? for\b|\bgaranti(?:e|s|es)?\b|\bguarantee\b")
_OPEN = led(
    r"能不能|会不会|是否|是不是|吗|后(?:可以|能)?(?:退|换)|\b(?:whether|if)\b|\best-ce que\b|\?|？"
)
_NO_PROMISE = led(
    r"取决于|得看|\bdepends?\b|\bdépend\b|没法|无法|不能|不保证|不敢|说不准|不承诺|\b(?:can't|cannot|can not|not able|no guarantee|don't promise)\b"
    r"|\bne (?:peux|pouvons|peut|puis|promet\w*|garanti\w*)\b|\baucune garantie\b"
)
_RECEIVED = led(
    r"(?:签收|收到|收货)(?:之?后|的|货|起)?|\b(?:after|of|from|upon) (?:delivery|receipt|receiving)|\baprès (?:la )?(?:livraison|réception)"
)
_SHIP_TO = re.compile(r"发|寄|送|配送|直邮|ship|deliver|send|livr|expédi|envoy|包邮")


_DEPENDS = led(r"取决于|得看|\bdepends\b|\bdépend\b")
_AT_LEAST = led(
    r"最少|最快|至少|起码|\bat (?:least|the earliest)\b|\bfrom\b|\bau (?:moins|plus tôt)\b|\bà partir de\b|\bdès\b"
)
_NO_SURCHARGE = led(
    r"(?:运费|邮费).{0,4}(?:一分|一毛|不用|不加|不收|免)|不(?:另|再|额外|加)?(?:收费|加价|加钱|加运费)|\bno (?:extra|surcharge|additional)|\bsans (?:supplément|surcoût)"
)
_SHORT = 16
"""A clause this short that names an occasion belongs to the next: "tomorrow, it is with you"."""


def _days_ok(
    utterance: Utterance, context: GateContext, clause: str, unit: str, values: set[Decimal]
) -> tuple[bool, str]:
    """Whether delivery days fit a region that may be meant."""
    sentence = utterance.folded
    regions = utterance.facts.regions_named(clause, "") or utterance.facts.regions_for(
        sentence, utterance.text, utterance.lang, context.market
    )
    said = []
    for region in regions:  # the whole range or its end: "in 3 days" promises more than "3-5"
        said.append(
            f"{region.key} {'-'.join(map(str, region.days))}{' business' if region.business_days else ''} days"
        )
        bounds = [set(region.days), {max(region.days)}] if region.days else []
        if bounds and _AT_LEAST.search(clause):
            bounds.append({min(region.days)})
        if values in bounds and (unit == "bday") == region.business_days:
            return True, ""
        hours = region.dispatch_hours
        in_days = hours is not None and values == {hours / 24} and unit == "day"
        if in_days and DISPATCH.search(clause):
            return True, ""
    return False, "; ".join(said) or "nothing"


def _occasions(utterance: Utterance) -> Iterator[Finding]:
    """Arrival by an occasion, or within a day, in words: the catalog states neither."""
    if not ARRIVES.search(utterance.folded):
        return
    for match in OCCASION.finditer(utterance.folded):
        clause = utterance.clause_at(match.start())
        sentence = utterance.words(utterance.sentence_at(match.start()))
        words = utterance.words(clause)
        if not ARRIVES.search(words) and clause.end - clause.start <= _SHORT:
            words = utterance.words(Span(clause.start, utterance.sentence_at(clause.start).end))
        if not ARRIVES.search(words) or RETURN.search(words):
            continue
        if utterance.negated(match.start(), match.end()) or _OPEN.search(words):
            continue
        if UNKNOWN.search(sentence) or _NO_PROMISE.search(sentence):
            continue
        yield Finding(
            "wrong_shipping",
            f"“{match[0]}”: arrival by then is not in the catalog",
            match.start(),
            match.end(),
        )


def check_shipping(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report delivery times, carriers, destinations and free shipping that the catalog denies."""
    folded = utterance.folded
    facts = utterance.facts
    yield from _occasions(utterance)
    timed = any(a.kind == "duration" for a in utterance.amounts)
    if not (
        timed
        or any(w.search(folded) for w in (SHIP, CARRIER, FAST, ELSEWHERE))
        or SOON.search(folded)
    ):
        yield from _free_shipping(utterance, context)
        return
    for clause in utterance.clauses:
        words = utterance.words(clause)
        sentence = utterance.sentence_at(clause.start)
        topical = bool(utterance.found_in(SHIP, clause))
        shipped = bool(utterance.found_in(SHIP, sentence))
        near_topic = topical or shipped
        # In a sentence about returns alone, a period is judged with the returns.
        returning = bool(utterance.found_in(RETURN, clause)) or (
            (_RECEIVED.search(words) is not None or not shipped)
            and bool(utterance.found_in(RETURN, sentence))
        )
        if not topical and context.in_reply_to and RETURN.search(fold(context.in_reply_to)):
            returning = True
        if timed and not topical and facts.regions_named(words):
            topical = near_topic = (
                any(
                    a.unit in ("day", "bday") and clause.start <= a.start < clause.end
                    for a in utterance.amounts
                )
                or near_topic
            )
        if SOON.search(words):
            topical = near_topic = True
        if near_topic and not returning and not WARRANTY.search(words):
            spoken = [
                a
                for a in utterance.amounts
                if clause.start <= a.start < clause.end and a.kind == "duration"
            ]
            days = {a.value for a in spoken if a.unit in ("day", "bday")}
            hours = {a.value for a in spoken if a.unit == "h"}
            weeks = {a.value for a in spoken if a.unit in ("week", "min")}
            first = spoken[0].start if spoken else clause.start
            if days and not utterance.negated(first):
                unit = "bday" if any(a.unit == "bday" for a in spoken) else "day"
                ok, said = _days_ok(utterance, context, words, unit, days)
                own = not utterance.mentions_in(clause.start, clause.end)
                if not ok and (topical or own or unit == "bday"):
                    yield Finding(
                        "wrong_shipping",
                        f"delivery in {sorted(map(str, days))} days; the catalog says {said}",
                        first,
                        clause.end,
                    )
            if hours and topical and not utterance.negated(first):
                known = {
                    r.dispatch_hours
                    for r in facts.regions_for(
                        folded, utterance.text, utterance.lang, context.market
                    )
                    if r.dispatch_hours
                }
                if not hours <= known or not DISPATCH.search(words):
                    yield Finding(
                        "wrong_shipping",
                        f"{sorted(map(str, hours))} hours; the catalog says {sorted(map(str, known))} to dispatch",
                        first,
                        clause.end,
                    )
            if weeks and topical and not utterance.negated(first):
                yield Finding(
                    "wrong_shipping", "no such delivery time in the catalog", first, clause.end
                )
            for match in utterance.found_in(FAST, clause):
                at = match.start()
                if _DEPENDS.search(utterance.words(utterance.sentence_at(at))):
                    continue
                if (topical or re.search(r"达$|到$|发$|收$", match[0])) and not utterance.negated(
                    at, match.end()
                ):
                    yield Finding(
                        "wrong_shipping",
                        f"“{match[0]}” is not in the catalog",
                        at,
                        match.end(),
                    )
        for match in utterance.found_in(CARRIER, clause):
            if match[0] not in facts.shop_text and not utterance.negated(*match.span()):
                yield Finding(
                    "wrong_shipping",
                    f"the carrier {match[0]} is not in the catalog",
                    *match.span(),
                )
        for match in utterance.found_in(ELSEWHERE, clause):
            known_place = any(match[0] in key.lower() for key in facts.regions) or (
                match[0] in ("uk", "英国", "royaume-uni", "britain") and "UK" in facts.regions
            )
            if (
                known_place
                or not facts.regions
                or not _SHIP_TO.search(words)
                or utterance.negated(*match.span())
            ):
                continue
            if re.search(r"不|没|无法|\bnot\b|n't|\bpas\b|\bcannot\b|only", words):
                continue
            yield Finding(
                "wrong_shipping",
                f"the catalog does not ship to {match[0]}",
                *match.span(),
            )
    yield from _free_shipping(utterance, context)


_AWAY = led(r"(?:离|距离?)$|\b(?:short of|away from|from|manque pour) (?:the |la )?$")
_MISSING = led(r"(?:门槛)?[，,]?(?:就|只|还)+差")
"""Said around free shipping that is not reached yet: 离包邮还差九块."""


def _free_shipping(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Free shipping may be said with its threshold, or of what is dearer than it."""
    folded, facts = utterance.folded, utterance.facts
    surcharged = [r for r in facts.regions.values() if r.surcharge]
    waived = _NO_SURCHARGE.search(folded) if surcharged else None
    if waived and (
        re.search(r"偏远|\bremote\b|éloigné", folded)
        or any(name in folded for r in surcharged for name in r.remote)
    ):
        yield Finding(
            "wrong_shipping", "remote regions pay a surcharge", waived.start(), waived.end()
        )
    if not FREE_SHIPPING.search(folded):
        return
    pool = facts.regions_for(folded, utterance.text, utterance.lang, context.market)
    for match in FREE_SHIPPING.finditer(folded):
        before = folded[max(0, match.start() - 8) : match.start()]
        if utterance.negated(match.start(), match.end()) and not re.match(
            r"不|零|no |pas|sans", match[0]
        ):
            continue
        if re.search(r"(?:是否|是不是|才|凑单|凑够?|差.{0,6})$", before) and "满" not in before:
            continue
        if _AWAY.search(folded, 0, match.start()) or _MISSING.match(folded, match.end()):
            continue  # what is missing to it is judged as money
        sentence = utterance.sentence_at(match.start())
        words = utterance.words(sentence)
        remote = [name for r in facts.regions.values() for name in r.remote if name in words]
        if (remote or re.search(r"偏远", words)) and not re.search(
            r"除|不含|不包|加收|另|外|except|excl|sauf|hors|surcharge|plus", words
        ):
            yield Finding(
                "wrong_shipping", "remote regions pay a surcharge", match.start(), match.end()
            )
            continue
        money = [
            a
            for a in utterance.amounts
            if sentence.start <= a.start < sentence.end and a.kind in ("money", "bare")
        ]
        floors = {v for r in (pool or facts.regions.values()) for v in r.free_from.values()}
        floors |= {
            v
            for r in facts.regions.values()
            for v in r.free_from.values()
            if not facts.regions_named(words, utterance.text)
        }
        near = [
            a for a in money if abs(a.end - match.start()) <= 30 or abs(a.start - match.end()) <= 40
        ]
        if any(a.value in floors for a in near):
            continue
        group = list(
            dict.fromkeys(m.sku for m in utterance.mentions_in(sentence.start, sentence.end))
        )
        group = group or [s for s in (utterance.subject(match.start(), context.sku),) if s]
        covered = False
        for region in pool:
            for currency, floor in region.free_from.items():
                prices = [
                    context.catalog.by_sku[s].price.get(currency)
                    for s in group
                    if s in context.catalog.by_sku
                ]
                spoken = [a.value for a in near if a.currency in (currency, None)]
                if (prices and all(p is not None and p >= floor for p in prices)) or any(
                    v >= floor for v in spoken
                ):
                    covered = True
        if not covered:
            yield Finding(
                "wrong_shipping",
                f"free shipping is not unconditional (from {sorted(map(str, floors)) or 'never'})",
                match.start(),
                match.end(),
            )
