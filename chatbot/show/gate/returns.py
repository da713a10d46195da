"""Returns and warranty: how long, of what, and who pays."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from chatbot.language.patterns import led
from chatbot.show.gate.facts import normal
from chatbot.show.gate.rules_terms import (
    DEFECT,
    EVEN_OPENED,
    FREE_RETURN,
    OPENED,
    RETURN,
    SHIP,
)
from chatbot.show.gate.shipping import WARRANTY
from chatbot.show.gate.types import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.show.gate.facts import Known
    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = ["check_returns", "check_warranty"]

_LIFE = led(
    r"终身|永久|一辈子|\blifetime\b|\bfor life\b|\bforever\b|\bà vie\b|\billimitée?\b|\bunlimited\b"
)


_USED_WITHIN = led(
    r"[用喝吃]完|保质|开封后|拆封后|\b(?:use|used|finish|drink|keeps?|best) (?:it |up )*(?:within|before|for|in)\b|"
    r"\bonce opened\b|\bà (?:utiliser|consommer|finir)\b|\bse (?:garde|conserve)\b"
)


_EVEN_IF = led(r"\bmême si\b|\beven (?:if|when)\b|就算|即使|哪怕|就是坏")
_BUYER_PAYS = re.compile(
    r"(?:运费|邮费)(?:由|归)?(?:您|你|买家|顾客|客户)|(?:您|你|买家|顾客)(?:这边|自己|自行)?(?:出|付|承担|负责)"
)
"""What the catalog leaves to the buyer is no promise."""


def check_returns(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report return periods, opened goods and who pays, where the catalog says otherwise."""
    folded, facts = utterance.folded, utterance.facts
    if not RETURN.search(folded):
        return
    for clause in utterance.clauses:
        words = utterance.words(clause)
        sentence = utterance.sentence_at(clause.start)
        sentence_words = utterance.words(sentence)
        topic = next(iter(utterance.found_in(RETURN, clause)), None)
        if not topic and not utterance.found_in(RETURN, sentence):
            continue
        if topic or not utterance.found_in(SHIP, clause):
            spoken = [
                a for a in utterance.amounts
                if clause.start <= a.start < clause.end and a.kind == "duration"
            ]  # fmt: skip
            where = words if facts.regions_named(words, utterance.text) else sentence_words
            regions = (
                facts.regions_for(where, utterance.text, utterance.lang, context.market)
                if spoken
                else ()
            )
            allowed = {d for r in regions for d in r.return_days}
            for amount in spoken:
                if amount.unit in ("min", "s") or WARRANTY.search(words):
                    continue
                if topic is None and _USED_WITHIN.search(words):
                    continue  # how long it keeps
                value = normal(amount.value, amount.unit)
                if value not in {normal(d, "day") for d in allowed}:
                    yield Finding(
                        "wrong_return",
                        f"{utterance.text[amount.start : amount.end]} to return; the catalog says {sorted(map(str, allowed))} days",
                        amount.start,
                        amount.end,
                    )
        if topic is None:
            continue
        denied = re.search(
            r"退不了|换不了|不(?:能|可|支持|接受|退|予|可以)|无法|没法|除外|概不|\bnot\b|n't\b|"
            r"\bcannot\b|\bnon\b|\bpas\b|\bexcluded\b|\bexcept|\bno returns?\b|\bunless\b|"
            r"\bni\b|\bn'|\bexclu|\bsauf\b|\bne\b|\bunopened\b|\bunused\b|未|没",
            words,
        )
        if denied and DEFECT.search(sentence_words) and _EVEN_IF.search(sentence_words):
            yield Finding("wrong_return", "faulty goods always come back", clause.start, clause.end)
        before = folded[max(0, clause.start - 40) : clause.start]
        opened = OPENED.search(words) or EVEN_OPENED.search(before[-30:])
        if opened is None and re.search(r"[?？]\s*$", before):
            opened = OPENED.search(before)  # "Opened, and not to your taste? We refund it."
        if opened and not denied:
            product = context.catalog.get(utterance.subject(topic.start(), context.sku))
            harsh = re.match(
                r"(?:使用|[用穿洗点烧燃吃喝尝泡戴煮])过|用完|used|worn|washed|burn|tasted|utilisé|porté|lavé"
                r"|allumé|brûlé|goûté",
                opened[0],
            )
            if harsh or product is None or product.returnable_after_opening is False:
                yield Finding(
                    "wrong_return",
                    "opened or used goods do not come back so",
                    clause.start + opened.start(),
                    clause.start + opened.end(),
                )
        for match in FREE_RETURN.finditer(words):
            if denied or DEFECT.search(sentence_words) or match[0] in facts.shop_text:
                continue
            if _BUYER_PAYS.search(match[0]):
                continue
            yield Finding(
                "wrong_return",
                f"“{match[0]}” is not in the catalog",
                clause.start + match.start(),
                clause.start + match.end(),
            )
    sku = utterance.subject(0, context.sku)
    product = context.catalog.get(sku)
    wrong_denial = re.search(
        r"(?:拆封|打开|拆开|opened).{0,10}(?:不能退|不可以退|can't be returned|cannot be returned)",
        folded,
    )
    if (
        wrong_denial
        and product is not None
        and product.returnable_after_opening is True
        and len({m.sku for m in utterance.mentions}) <= 1
        and utterance.mentions
    ):
        yield Finding(
            "wrong_return",
            f"{product.sku} may be returned after opening",
            wrong_denial.start(),
            wrong_denial.end(),
        )


_OF_GOODS = re.compile(r" ?(?:pour|sur|for|on) (?:l'|le |la |les |the )?")
"""Between a term and what it is the warranty of: "12 months for the kettle, 6 for the lamp"."""


def _warranty_of(utterance: Utterance, skus: tuple[str, ...]) -> tuple[set[Any], set[Known]]:
    """What the catalog says of the warranty of these products, and the terms in it."""
    said = {
        value
        for sku in skus
        for key, value in utterance.facts.products[sku].product.facts.items()
        if "warrant" in key.lower() or "guarantee" in key.lower()
    }
    return said, {normal(Decimal(str(v)), "month") for v in said if isinstance(v, int | float)}


def check_warranty(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report warranties that the product does not have."""
    for match in WARRANTY.finditer(utterance.folded):
        clause = utterance.clause_at(match.start())
        words = utterance.words(clause)
        sku = utterance.subject(match.start(), context.sku)
        pool = (sku,) if sku in utterance.facts.products else tuple(utterance.facts.products)
        if utterance.negated(match.start(), match.end()):
            continue
        known, figures = _warranty_of(utterance, pool)
        if _LIFE.search(words):
            yield Finding("unallowed_claim", "no lifetime warranty", match.start(), match.end())
        spoken = [
            a
            for a in utterance.amounts
            if clause.start <= a.start < clause.end and a.kind == "duration"
        ]
        for amount in spoken:
            if amount.unit in ("s", "min", "h"):
                continue  # what it does, not how long it is covered
            right = figures
            of = _OF_GOODS.match(utterance.folded, amount.end)
            named = utterance.mentions_in(of.end(), of.end() + 1) if of else ()
            if named:
                right = _warranty_of(utterance, (named[0].sku,))[1]
            if normal(amount.value, amount.unit) not in right:
                yield Finding(
                    "invented_fact",
                    f"a warranty of {utterance.text[amount.start : amount.end]}; the catalog says {sorted(map(str, known)) or 'none'}",
                    amount.start,
                    amount.end,
                )
        if (
            not spoken
            and not known
            and re.search(r"保修|质保|warrant|garantie\b", match[0])
            and sku in utterance.facts.products
            and not re.search(r"[?？]|details|详情", words)
        ):
            yield Finding(
                "invented_fact", "the catalog states no warranty for it", match.start(), match.end()
            )
