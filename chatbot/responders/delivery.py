"""Shipping and returns, by region."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from chatbot.language.articles import with_article
from chatbot.responders.asked import CARRIER, CUSTOMS, DISPATCHED, PAYS, WORLD
from chatbot.responders.phrasing import Draft, listed
from chatbot.responders.wording import (
    CJK,
    alternatives,
    region_name,
    said_money,
    span,
    spoken_name,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chatbot.show.brief import Brief

__all__ = ["returns", "shipping"]

MARKET_REGION = {"cn": "CN", "eu": "EU", "us": "US"}
LIKELY = {"fr": "EU"}
DAYS = re.compile(r"(\d+)\s*(?:business |working )?days?\b", re.I)


def _regions(catalog_part: Mapping[str, Any], kind: type | tuple[type, ...]) -> list[str]:
    skip = {"other", "carrier", "return_shipping", "note"}
    return [k for k, v in catalog_part.items() if k not in skip and isinstance(v, kind)]


def _region(brief: Brief, known: list[str]) -> tuple[str | None, bool]:
    """The region to speak of, and whether the viewer named it."""
    named = brief.reading.destination
    if named in known:
        return named, True
    for guess in (LIKELY.get(brief.lang), MARKET_REGION.get(brief.market)):
        if guess in known:
            return guess, False
    return (known[0], False) if len(known) == 1 else (None, False)


def _elsewhere(brief: Brief, known: list[str]) -> bool:
    named = brief.reading.destination
    if named is None:
        return bool(brief.reading.destination_name)
    return named not in known


def shipping(brief: Brief) -> list[Draft]:
    """What delivery costs and how long it takes, or that there is none to that place."""
    lang, rules = brief.lang, brief.catalog.shipping
    known = _regions(rules, dict)
    if not known:
        return [Draft(kind="ship.unknown", mood="thinking", facts=("none",))]
    slots = {"regions": listed([region_name(key, lang) for key in known], lang)}
    if _elsewhere(brief, known):
        facts = ("ship:none",)
        place = brief.reading.destination_name
        if lang == "zh" and CJK.search(place):
            slots["place"] = place
        return [Draft(kind="ship.none", slots=slots, mood="sorry", facts=facts)]
    if CARRIER.search(brief.text) and "carrier" in rules:
        return [Draft(kind="ship.carrier", slots=slots, facts=("ship:carrier",))]
    if CUSTOMS.search(brief.text):
        return [Draft(kind="ship.customs", slots=slots, mood="thinking", facts=("none",))]
    if brief.reading.destination is None and WORLD.search(brief.text):
        every = tuple(f"ship:{name}" for name in known)
        return [Draft(kind="ship.regions", slots=slots, facts=every)]
    key, named = _region(brief, known)
    if key is None:
        return [Draft(kind="ship.where", slots=slots, facts=("none",))]
    rule = rules[key]
    slots |= _rule_slots(rule, key, lang)
    facts = (f"ship:{key}",)
    remote = _remote(brief, rule)
    if remote is not None and "surcharge" in slots:
        slots["place"] = remote or slots["remote"]
        return [
            Draft(kind="ship.remote", slots=slots, facts=(*facts, f"ship_remote:{key}")),
        ]
    kinds = [
        kind
        for kind, needs in (
            ("ship.free", ("fee", "free_from", "days")),
            ("ship.fee", ("fee", "days")),
            ("ship.fee_only", ("fee",)),
            ("ship.days_only", ("days",)),
        )
        if all(need in slots for need in needs)
    ]
    more: tuple[str, ...] = ("ship.dispatch",) if named else ("ship.dispatch", "ship.else")
    if not named and len(known) > 1:
        more = ("ship.else", "ship.dispatch")
    then: tuple[str, ...] = ()
    if "hours" in slots and DISPATCHED.search(brief.text):
        then = ("ship.dispatch",)
    drafts = [
        Draft(kind=k, slots=slots, mood="smile", facts=facts, then=then, more=more) for k in kinds
    ]
    return [*drafts, Draft(kind="ship.unknown", mood="thinking", facts=("none",))]


def _rule_slots(rule: Mapping[str, Any], key: str, lang: str) -> dict[str, str]:
    slots = {"region": region_name(key, lang)}
    for field, value in rule.items():
        name, _, currency = field.rpartition("_")
        if name in ("fee", "free_from", "remote_surcharge") and value is not None:
            try:
                amount = Decimal(str(value))
            except InvalidOperation:
                continue
            slot = {"remote_surcharge": "surcharge"}.get(name, name)
            slots[slot] = said_money(amount, currency, lang)
    for unit in ("days", "days_business"):
        if rule.get(unit) is not None:
            slots["days"] = span(rule[unit], unit, lang)
    if rule.get("dispatch_hours") is not None:
        slots["hours"] = span(rule["dispatch_hours"], "hours", lang)
    remote = [alternatives(str(name), lang) or alternatives(str(name), "en") or str(name)
              for name in rule.get("remote_regions") or ()]  # fmt: skip
    if remote:
        slots["remote"] = listed(remote, lang)
    return slots


def _remote(brief: Brief, rule: Mapping[str, Any]) -> str | None:
    """The remote region that is asked about: its name, "" for remote ones at large, or None."""
    asked = f"{brief.text} {brief.reading.destination_name}".lower()
    for name in rule.get("remote_regions") or ():
        parts = [part.strip() for part in str(name).split("/")]
        if any(part and part.lower() in asked for part in parts):
            return alternatives(str(name), brief.lang) or parts[0]
    if re.search(r"偏远|加收|附加费|surcharge|remote|éloigné|supplément", asked):
        return ""
    return None


def returns(brief: Brief) -> list[Draft]:
    """How long goods may be sent back, in which state, and who pays."""
    lang, catalog = brief.lang, brief.catalog
    known = _regions(catalog.returns, str)
    if not known:
        return [Draft(kind="return.unknown", mood="thinking", facts=("none",))]
    key, _ = _region(brief, known)
    if _elsewhere(brief, known):
        slots = {"regions": listed([region_name(k, lang) for k in known], lang)}
        return [Draft(kind="ship.none", slots=slots, mood="sorry", facts=("ship:none",))]
    if key is None:
        return [Draft(kind="return.unknown", mood="thinking", facts=("none",))]
    rule = str(catalog.returns[key])
    days = DAYS.search(rule)
    if days is None:
        return [Draft(kind="return.unknown", mood="thinking", facts=("none",))]
    slots = {"region": region_name(key, lang), "days": span(days[1], "days", lang)}
    head = rule.split(";")[0]
    kind = "return.from_delivery" if re.search(r"deliver", head) else "return.days"
    if "unused" in head:
        kind = "return.packed" if "packag" in head else "return.unused"
    facts = [f"return:{key}"]
    then: list[str] = []
    product = catalog.get(brief.reading.sku or brief.on_screen)
    sku = product.sku if product is not None and "excluded" in rule else None
    if product is not None and product.returnable_after_opening is False:
        slots["name"] = spoken_name(product, lang)
        slots["the_name"] = with_article(slots["name"], lang)
        then.append("return.opened")
        facts.append(f"opened:{product.sku}")
    elif product is None:
        closed = [p for p in catalog.products if p.returnable_after_opening is False]
        if closed and len(closed) <= 3:
            names = [with_article(spoken_name(p, lang), lang) for p in closed]
            slots["names"] = listed(names, lang)
            then.append("return.opened_some")
    payer = str(catalog.returns.get("return_shipping") or "")
    more = ("return.payer",) if re.search(r"buyer pays", payer) and "shop pays" in payer else ()
    if more and PAYS.search(brief.text):
        then, more = [*more, *then[:1]], ()
    drafts = [
        Draft(kind=kind, slots=slots, sku=sku, facts=tuple(facts), then=tuple(then), more=more),
        Draft(kind=kind, slots=slots, sku=sku, facts=(f"return:{key}",)),
    ]
    return drafts
