"""What the catalog states of a product or the shop, in clauses to build lines of."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import cycle
from typing import TYPE_CHECKING

from chatbot.language.reading import Reading
from chatbot.responders.delivery import returns, shipping
from chatbot.responders.fact_lookup import fact_label, fact_text, fact_truth
from chatbot.responders.goods import FRAMED, LABELLED
from chatbot.responders.wording import coupon_slots, coupons
from chatbot.scripting.bank import bank, filled
from chatbot.show.brief import Brief

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from chatbot.catalog import Product
    from chatbot.loading import ShowFiles

__all__ = ["Statement", "claims_of", "facts_of", "terms_of"]

_KINDS = {"fact.usage": "usage", "fact.wash": "wash", "fact.material": "material",
          "fact.origin": "origin"}  # fmt: skip
_OWN_KIND = ("storage", "safety", "allergens")
_BETWEEN = {"zh": "；", "en": "; ", "fr": " ; "}
_DULL = frozenset({"food_type"})
"""Facts that answer a question and sell nothing."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact with its ways to be said: `ways` gives clauses by language, without an end."""

    fact: str
    ways: Mapping[str, tuple[str, ...]]
    more_facts: tuple[str, ...] = field(default=())


def claims_of(product: Product, langs: tuple[str, ...]) -> Iterator[Statement]:
    """The allowed claims, word for word; those of other languages go along by their place."""
    own = product.allowed_claims.get(langs[0], ())
    for i, claim in enumerate(own):
        texts = {langs[0]: claim}
        for lang in langs[1:]:
            others = product.allowed_claims.get(lang, ())
            if others:
                texts[lang] = others[i % len(others)]
        ways = {
            lang: tuple(
                line
                for pattern in bank(lang)["claim"]
                if (line := filled(pattern, {"claim": _bare(text)})) is not None
            )
            for lang, text in texts.items()
        }
        facts = tuple(f"claim:{product.sku}:{text}" for text in dict.fromkeys(texts.values()))
        yield Statement(facts[0], ways, facts[1:])


def facts_of(product: Product, langs: tuple[str, ...]) -> Iterator[Statement]:
    """The facts that have known wording in the room's language, two to a line, each with each."""
    known = []
    for key in product.facts:
        clauses = {lang: _clauses(product, key, lang) for lang in langs}
        if clauses[langs[0]] and key not in _DULL:
            known.append((f"fact:{product.sku}:{key}", clauses))
    steps = range(min(1, len(known) - 1), len(known))
    # far apart in the list first: neighbours would tell the same fact twice in one round
    for step in sorted(steps, key=lambda step: abs(step - len(known) / 2)):
        for number, (fact, clauses) in enumerate(known):
            other, more = known[(number + step) % len(known)]
            ways = {}
            for lang, found in clauses.items():
                pairs = zip(cycle(found), more[lang], strict=False) if step else zip(found)
                joined = tuple(_BETWEEN[lang].join(parts) for parts in pairs)
                ways[lang] = _led(joined, lang, "lead", number + 3 * step) if joined else ()
            yield Statement(fact, ways, (other,) if step else ())


def _clauses(product: Product, key: str, lang: str) -> tuple[str, ...]:
    """One fact as clauses of a language; () where it has no known wording."""
    value = product.facts[key]
    if isinstance(value, bool):
        truth = fact_truth(key, value, lang)
        return (_bare(truth),) if truth else ()
    text, label = fact_text(product, key, lang), fact_label(key, lang)
    if text is None:
        return ()
    kind = _KINDS.get(FRAMED.get(key, ""), "")
    if key in _OWN_KIND:
        kind = key
    elif "warrant" in key or "guarantee" in key:
        kind = "warranty"
    elif not kind:
        kind = "told" if isinstance(value, dict) and key not in LABELLED else "any"
    if kind in ("told", "any") and label and label.casefold() in text.casefold():
        return (_bare(text),)
    values = {"value": _bare(text), **({"label": label} if label else {})}
    found = (filled(pattern, values) for pattern in bank(lang)["body"][kind])
    return tuple(clause for clause in found if clause is not None)


def _bare(text: str) -> str:
    return text.strip().rstrip("。.;；")


def _led(clauses: tuple[str, ...], lang: str, leads: str, start: int) -> tuple[str, ...]:
    """Each lead-in once, with the clauses in turn; `start` varies which lead-in comes first."""
    openings: list[str] = bank(lang)[leads]
    end = "。" if lang == "zh" else "."
    return tuple(
        openings[(start * 5 + k) % len(openings)] + clauses[k % len(clauses)] + end
        for k in range(len(openings))
    )


def terms_of(files: ShowFiles, wall: datetime, langs: tuple[str, ...]) -> Iterator[Statement]:
    """Shipping and returns region by region, and the coupons that run."""
    catalog = files.catalog
    number = 0
    for key in dict.fromkeys((*catalog.shipping, *catalog.returns)):
        for kind in ("ship", "return"):
            clauses = {lang: _terms(files, wall, lang, key, kind) for lang in langs}
            if clauses[langs[0]]:
                ways = {
                    lang: _led(found, lang, "terms_lead", number)
                    for lang, found in clauses.items()
                    if found
                }
                yield Statement(f"{kind}:{key}", ways)
                number += 1
    for coupon in coupons(_brief(files, wall, langs[0], None, "discount")):
        ways = {}
        for lang in langs:
            brief = _brief(files, wall, lang, None, "discount")
            slots = coupon_slots(brief, coupon, _currency(files))
            lines = (filled(pattern, slots) for pattern in bank(lang)["coupon"])
            ways[lang] = tuple(line for line in lines if line is not None)
        if ways[langs[0]]:
            yield Statement(f"coupon:{coupon.code}", ways)


def _terms(files: ShowFiles, wall: datetime, lang: str, region: str, kind: str) -> tuple[str, ...]:
    intent, drafts = ("shipping", shipping) if kind == "ship" else ("return", returns)
    found = drafts(_brief(files, wall, lang, region, intent))
    asked = f"{kind}:{region}"
    draft = next((one for one in found if asked in one.facts), None)
    if draft is None:
        return ()
    patterns: Mapping[str, list[str]] = bank(lang)[kind]
    names = [draft.kind.partition(".")[2], *(["dispatch"] if "hours" in draft.slots else [])]
    lines = (filled(p, draft.slots) for name in names for p in patterns.get(name, ()))
    return tuple(line for line in lines if line is not None)


def _brief(files: ShowFiles, wall: datetime, lang: str, region: str | None, intent: str) -> Brief:
    """The question that a responder would be asked, to hear what it would state."""
    return Brief(
        question_id="",
        text="",
        reading=Reading(lang=lang, intent=intent, question=True, destination=region),
        lang=lang,
        catalog=files.catalog,
        persona=files.persona,
        wall=wall,
        market=files.show.policy.market,
        order_channel=files.show.policy.order_channel,
    )


def _currency(files: ShowFiles) -> str:
    from chatbot.values import MARKET_CURRENCY

    return MARKET_CURRENCY[files.show.policy.market]
