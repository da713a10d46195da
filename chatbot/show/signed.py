"""Which lines of a rundown may air: those that people approved, while what they rest on stands."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from chatbot.approvals import Approvals, mark_of
from chatbot.rundown import Rundown, Segment, slots_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chatbot.catalog import Catalog, Product
    from chatbot.persona import Persona
    from chatbot.rundown import Line

__all__ = ["LIVE", "Script", "Standing", "facts_of_line", "script_of", "standing", "value_of"]

LIVE = frozenset({"price", "stock", "link", "offer"})
"""Kinds of fact that are filled in as a line is said: their change makes no line stale."""

_OF_SLOT = {
    "name": "name:{}", "the_name": "name:{}", "claim": "claims:{}", "price": "price:{}",
    "per": "price:{}", "price_per": "price:{}", "stock": "stock:{}", "link_no": "link:{}",
    "was": "offer:{}", "ends": "offer:{}", "host": "host:name", "shop": "shop:name",
}  # fmt: skip
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Standing:
    """How a line stands: `why` says what made it stale."""

    state: Literal["approved", "stale", "waiting"]
    by: str = ""
    at: str = ""
    why: str = ""


@dataclass(frozen=True)
class Script:
    """What of a rundown may air, and who approved it.

    `rundown` is None where the products come in turn without one. `signed` is true where only
    approved lines air; the counts are of lines in the room's language. `signers` says by mark who
    approved a line, and when; `reasons` why lines went stale, once each.
    """

    rundown: Rundown | None = None
    signed: bool = False
    approved: int = 0
    stale: int = 0
    waiting: int = 0
    signers: Mapping[str, str] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()

    def signer(self, line: Line, lang: str, sku: str | None) -> str:
        """Who approved this line, and when; "" where nobody had to."""
        if not self.signers:
            return ""
        return self.signers.get(mark_of(lang, line.text.get(lang, ""), sku, line.facts), "")

    def __str__(self) -> str:
        parts = [f"{self.approved} lines approved"]
        parts += [f"{self.stale} stale"] if self.stale else []
        parts += [f"{self.waiting} waiting for approval"] if self.waiting else []
        return ", ".join(parts)


def facts_of_line(line: Line, lang: str, sku: str | None) -> tuple[str, ...]:
    """What a line rests on: the facts it lists and those behind its slots.

    Without a list it rests on all that its product is, or on all that the shop promises.
    """
    rests = line.facts
    if rests is None:
        rests = (f"product:{sku}",) if sku else ("shop:terms",)
    slots = (slot for slot in slots_in(line.text.get(lang, "")) if slot in _OF_SLOT)
    return tuple(dict.fromkeys((*rests, *(_OF_SLOT[slot].format(sku) for slot in slots))))


def standing(
    line: Line,
    lang: str,
    sku: str | None,
    approvals: Approvals,
    value: Callable[[str], str | None],
) -> Standing:
    """How a line stands in one language; `value` says what a fact is now, None for no longer."""
    signature = approvals.by_mark.get(mark_of(lang, line.text.get(lang, ""), sku, line.facts))
    if signature is None:
        return Standing("waiting")
    by, at = signature.by, signature.at.isoformat(timespec="seconds")
    for fact in facts_of_line(line, lang, sku):
        if fact.partition(":")[0] in LIVE:
            continue
        now = value(fact)
        if now is None:
            return Standing("stale", by, at, f"{fact} is no longer in the catalog")
        if fact not in signature.facts:
            return Standing("stale", by, at, f"{fact} was not part of the approval")
        if now != signature.facts[fact]:
            return Standing("stale", by, at, f"{fact} was “{signature.facts[fact]}”, is “{now}”")
    return Standing("approved", by, at)


def script_of(
    rundown: Rundown | None,
    approvals: Approvals | None,
    catalog: Catalog,
    persona: Persona,
    lang: str,
    *,
    only_approved: bool,
) -> Script:
    """What may air in this room; with `only_approved` a rundown without approvals is silent."""
    if rundown is None:
        return Script(Rundown(segments=(Segment(title="silence"),)) if only_approved else None,
                      signed=only_approved)  # fmt: skip
    if approvals is None:
        if not only_approved:
            return Script(rundown)
        approvals = Approvals()
    known: dict[str, str | None] = {}

    def value(fact: str) -> str | None:
        if fact not in known:
            known[fact] = value_of(fact, catalog, persona)
        return known[fact]

    count = {"approved": 0, "stale": 0, "waiting": 0}
    signers: dict[str, str] = {}
    reasons: dict[str, None] = {}
    segments = []
    for segment in rundown.segments:
        lines = []
        for line in segment.lines:
            if lang not in line.text:
                continue
            found = standing(line, lang, segment.sku, approvals, value)
            count[found.state] += 1
            if found.state == "approved":
                mark = mark_of(lang, line.text[lang], segment.sku, line.facts)
                signers[mark] = f"{found.by} on {found.at[:10]}"
                lines.append(line)
            elif found.state == "stale":
                reasons.setdefault(found.why)
        segments.append(segment.with_lines(tuple(lines)))
    return Script(
        rundown.model_copy(update={"segments": tuple(segments)}), signed=True, signers=signers,
        reasons=tuple(reasons), **count,
    )  # fmt: skip


# -- what a fact is now --------------------------------------------------------------------------


def value_of(fact: str, catalog: Catalog, persona: Persona) -> str | None:
    """What the catalog says of a fact, as one text to compare; None where it says nothing."""
    kind, _, rest = fact.partition(":")
    found = _of_shop(kind, rest, catalog, persona)
    if found is None:
        sku, more = _product_in(rest, catalog)
        product = catalog.get(sku)
        found = None if product is None else _of_product(kind, more, product)
    return None if found in (None, {}, [], "") else _text(found)


def _product_in(rest: str, catalog: Catalog) -> tuple[str, str]:
    """The sku before the first colon that ends one: a sku may hold colons itself."""
    at = rest.find(":")
    while at >= 0:
        if catalog.get(rest[:at]) is not None:
            return rest[:at], rest[at + 1 :]
        at = rest.find(":", at + 1)
    return rest, ""


def _of_shop(kind: str, rest: str, catalog: Catalog, persona: Persona) -> Any:
    match kind, rest:
        case "host", _:
            return persona.name
        case "shop", "name":
            return catalog.shop.name
        case "shop", _:
            shop = catalog.shop.model_dump(mode="json")
            return {"shop": shop, "shipping": catalog.shipping, "returns": catalog.returns}
        case "ship", region:
            return catalog.shipping.get(region)
        case "return", region:
            return catalog.returns.get(region)
        case "faq", name:
            return next((faq.a for faq in catalog.faq if faq.id == name), None)
        case "coupon", code:
            coupon = next((one for one in catalog.promotions if one.code == code), None)
            return coupon and coupon.model_dump(mode="json")
    return None


def _of_product(kind: str, more: str, product: Product) -> Any:
    match kind:
        case "name":
            return product.name
        case "claim":
            return _claim(more, product)
        case "claims":
            return product.allowed_claims
        case "fact":
            return product.facts.get(more)
        case "opened" if product.returnable_after_opening is not None:
            return "yes" if product.returnable_after_opening else "no"
        case "product":
            said = product.model_dump(
                mode="json", include={"name", "facts", "allowed_claims", "forbidden_claims", "per",
                                      "returnable_after_opening"},
            )  # fmt: skip
            options = product.variants
            return said | ({"sizes": options.sizes, "colours": options.colours} if options else {})
        case kind if kind in LIVE:
            return "filled as the line is said"
    return None


def _claim(text: str, product: Product) -> Any:
    """The claim and, where each language has as many, its fellows in the other languages."""
    for claims in product.allowed_claims.values():
        if text in claims:
            at = claims.index(text)
            fellows = product.allowed_claims.items()
            return {lang: c[at] for lang, c in fellows if len(c) == len(claims)}
    return None


def _text(value: Any) -> str:
    if isinstance(value, str):
        text = value
    elif isinstance(value, dict) and all(isinstance(v, str) for v in value.values()):
        text = " / ".join(value[key] for key in sorted(value))
    else:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    if len(text) <= _LONGEST:
        return text
    return f"{text[:40]}… ({hashlib.sha256(text.encode()).hexdigest()[:16]})"
