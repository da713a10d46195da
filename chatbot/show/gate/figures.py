"""Figures that are no money: each must be one that the product, or the shop, states."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chatbot.language.patterns import led
from chatbot.show.gate.facts import normal
from chatbot.show.gate.price_like import MEASURED
from chatbot.show.gate.roles import money_figures
from chatbot.show.gate.rules_terms import RETURN, SHIP
from chatbot.show.gate.totals import in_force, offer_in_force
from chatbot.show.gate.types import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.language.amounts import Amount
    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = ["check_figures"]

_ELSEWHERE = led(
    r"发货|发出|寄出|路上|在途|到货|送达|配送|快递|物流|退|换|保修|质保|剩|库存|活动|优惠|截止|结束|"
    r"倒计时|最后|恢复|涨|\bship|\bdeliver|\bdispatch|\breturn|\brefund|\bwarrant|"
    r"\bguarantee|\bleft\b|\bends?\b|\boffer\b|\bin stock\b|\blivr|\bretour|\brembours|"
    r"\brétract|\bgarantie|\breste|\bstock|\bexpédi|\bjusqu|\bse termine|\bprevious\b|"
    r"能到|会到|就到|到家|\bthe last\b|\bderniers\b|近|最低(?![档挡亮])|\bplus bas\b|\bsend(?:ing)? (?:\w+ ){0,3}back\b|"
    r"\blowest\b(?! (?:level|setting|mode|brightness|step|speed))|送到|\bbelow\b|précéd|\bnever\b|-day low\b"
)
_CROWD = re.compile(
    r"位|人|people|viewers|personnes|buyers|acheteurs|买家|粉丝|万人|个人|customers|clients|reviews|avis|orders|"
    r"星|stars?|étoiles"
)
_KINDS = re.compile(
    r"^(?:款|种|样|colou?rs?|couleurs|色|sizes?|tailles?|taille|levels?|niveaux?|"
    r"档|modes?|settings|infusions?|泡|drops?|gouttes?|滴|tablets|capsules|码|半)$"
)


_BODY_SIZE = led(r"身高|体重|斤重|\bweigh|\btall\b|\bmesur|\bpes")
_VIEWER = led(r"[你您]|身高|体重|\byou|\bvous\b|\bvotre\b|\btu\b|\bi'm\b|\bje\b")
_WEATHER = led(
    r"零下|零上|天气|气温|室外|外面|出门|降温|升温|\bweather\b|\boutside\b|\bforecast\b|\bfreezing\b|"
    r"\bmétéo\b|\bdehors\b|\bil fait\b|\btempératures? extérieures?\b"
)
_RECIPE = led(
    r"菜谱|食谱|面粉|炒|炖|烘焙|烤箱|\brecipes?\b|\bflour\b|\boven\b|\bbak(?:e|ing)\b|\bstew\b|"
    r"\brecettes?\b|\bfarine\b|\bau four\b|\bgâteaux?\b|\bcrêpes?\b"
)
"""Cooking talked about in the chat; a shop that sells food has its products' names for it."""
_RESULT = led(r"见效|效果|\bresults?\b|\brésultat|\bweeks?\b|\bsemaines?\b")
_ADJECTIVE_KIND = re.compile(
    r"\s+[a-z-]+ (?:levels?|modes?|settings|speeds?|colou?rs?|shades?|sizes?|versions?|scents?|pockets?)\b"
)
"""What is counted after an adjective: "five brightness levels"."""


def check_figures(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report measures, durations, counts of features and bare numbers that no fact states."""
    facts = utterance.facts
    money = {f.amount.start for f in money_figures(utterance, context)}
    for amount in utterance.amounts:
        if amount.start in money or amount.kind in ("money", "date", "ordinal"):
            continue
        clause = utterance.clause_at(amount.start)
        words = utterance.words(clause)
        sku = utterance.subject(amount.start, context.sku)
        skus = (sku,) if sku in facts.products else ()
        said = utterance.text[amount.start : amount.end]
        denied = utterance.negated(amount.start)
        if amount.kind == "code":
            code = amount.unit or ""
            everywhere = any(code in p.support or code in p.codes for p in facts.products.values())
            claim = re.match(r"ip[x\d]|usb|bt\d|v\d|ph\d|spf|pa\+", code)
            if (
                claim
                and not denied
                and not (
                    any(code in facts.products[s].support for s in skus) if skus else everywhere
                )
            ):
                yield Finding(
                    "invented_fact",
                    f"“{said}” is not in the product's facts",
                    amount.start,
                    amount.end,
                )
            continue
        if amount.kind == "clock":
            hours = {v for v, _ in facts.shop_figures}
            if (
                re.search(
                    r"客服|人工|上班|在线|营业|agent|support|open|online|conseill|service|en ligne",
                    words,
                )
                and normal(amount.value, None)[0] not in hours
            ):
                yield Finding(
                    "invented_fact",
                    f"“{said}” is not in the shop's hours",
                    amount.start,
                    amount.end,
                )
            continue
        if amount.kind == "percent":
            if amount.unit == "%" and not denied and not facts.figure_known(amount, skus):
                yield Finding(
                    "unallowed_claim",
                    f"“{said}” is not in the product's facts",
                    amount.start,
                    amount.end,
                )
            continue
        if amount.kind == "count":
            unit = amount.unit or ""
            if (
                _CROWD.search(unit)
                and amount.value > 20
                and re.search(
                    r"买|下单|拍|回购|好评|推荐|bought|ordered|love|recommend|happy|"
                    r"satisfied|acheté|commandé|adopté|satisf|review|avis|star|étoile|"
                    r"星",
                    words,
                )
            ):
                yield Finding(
                    "invented_fact", f"“{said}” is not in the catalog", amount.start, amount.end
                )
            elif _KINDS.match(unit) and not denied:
                options = _option_counts(utterance, context, skus)
                options.add(len({m.sku for m in utterance.mentions}))
                product_known = facts.figure_known(amount, skus) or amount.value in options
                near = utterance.folded[max(clause.start, amount.start - 8) : amount.start]
                chosen = re.search(r"(?:[这那哪任]|其中的?|\b(?:those|these|ces|which)) ?$", near)
                if not product_known and amount.value > 1 and not chosen and skus:
                    yield Finding(
                        "invented_fact",
                        f"“{said}” is not in the product's facts",
                        amount.start,
                        amount.end,
                    )
            continue
        if amount.kind == "bare":
            left = utterance.folded[clause.start : amount.start]
            counted = _ADJECTIVE_KIND.match(utterance.folded, amount.end)
            if (
                skus
                and not denied
                and (MEASURED.search(left) or counted)
                and amount.value not in facts.products[skus[0]].written
                and not (counted and amount.value in _option_counts(utterance, context, skus))
            ):
                yield Finding(
                    "invented_fact",
                    f"“{said}” is not in the product's facts",
                    amount.start,
                    amount.end,
                )
            continue  # small numbers, or figures the catalog states; the rest is judged as money
        days = amount.unit in ("day", "bday")
        if (
            denied
            or _ELSEWHERE.search(words)
            or (
                days
                and utterance.regions_in(
                    utterance.sentence_at(amount.start)
                )  # judged with shipping
            )
        ):
            continue
        sentence = utterance.words(utterance.sentence_at(amount.start))
        if days and (SHIP.search(sentence) or RETURN.search(sentence)):
            continue  # the checks of shipping, returns, stock and urgency judge these
        if facts.figure_known(amount, skus) or (days and _days_to_an_end(amount, context)):
            continue
        shop = normal(amount.value, amount.unit) in facts.shop_figures
        if shop and not skus:
            continue
        if amount.kind == "duration" and amount.unit in ("s", "min", "day", "h") and re.search(
            r"稍等|接下来|陪|等|马上回|凌晨|回来|on air|\blive\b|antenne|en direct|休息|聊|开播|直播|wait|back in|stream|moment|attend|pause|revien|minutes? (?:ago|please)|请给我|give me|une seconde|one second|24", words
        ):  # fmt: skip
            continue
        if (
            amount.kind == "measure"
            and _BODY_SIZE.search(words)
            and amount.unit in ("cm", "kg", "斤", "lb", "m")
            and (_VIEWER.search(words) or not utterance.mentions_in(clause.start, clause.end))
        ):
            continue
        if (
            amount.kind == "measure"
            and amount.unit in ("c", "f", "度", "°c")
            and _WEATHER.search(sentence)
        ):
            continue
        span = utterance.sentence_at(amount.start)
        if _RECIPE.search(sentence) and not utterance.mentions_in(span.start, span.end):
            continue
        if _sold_by_measure(context, sku) and normal(amount.value, amount.unit)[1] in ("mg", "ml"):
            continue  # how much is bought; the price per measure is judged as money
        if _soft_size(utterance, amount.start, amount.end):
            continue
        promised = amount.kind == "duration" and (days or _RESULT.search(words))
        reason = "unallowed_claim" if promised else "invented_fact"
        yield Finding(reason, f"“{said}” is not in the product's facts", amount.start, amount.end)


def _days_to_an_end(amount: Amount, context: GateContext) -> bool:
    """Whether so many days are left of a coupon or an offer."""
    ends = [p.ends_at for p in context.catalog.promotions if in_force(p, context)]
    ends += [
        p.offer.ends_at for p in context.catalog.products if p.offer and offer_in_force(p, context)
    ]
    left = ((end.date() - context.wall.astimezone(end.tzinfo).date()).days for end in ends if end)
    return any(amount.value == days for days in left)


def _sold_by_measure(context: GateContext, sku: str | None) -> bool:
    product = context.catalog.get(sku)
    return product is not None and bool(
        re.search(r"\d|kg|斤|克|\bg\b|\bl\b|lb|pound|litre", product.per or "")
    )


def _soft_size(utterance: Utterance, start: int, end: int) -> bool:
    """A viewer's weight beside a size ("60 kg, take M") is no fact of the product."""
    sentence = utterance.sentence_at(start)
    near = utterance.text[max(sentence.start, start - 40) : min(end + 40, sentence.end)]
    return bool(re.search(r"kg|kilo|公斤|斤", utterance.folded[start:end])) and bool(
        re.search(
            r"(?<![A-Za-z])(?:XS|S|M|L|XL|XXL)(?![A-Za-z])|码|size|taille|\b(?:small|medium|large|médium)\b",
            near,
        )
    )


def _option_counts(utterance: Utterance, context: GateContext, skus: tuple[str, ...]) -> set[int]:
    """How many products, colours, sizes or codes there are to count."""
    counts = {1, len(context.catalog.products)}
    for sku in skus or tuple(utterance.facts.products):
        variants = context.catalog.by_sku[sku].variants
        if variants is not None:
            counts |= {len(variants.colours), len(variants.sizes)}
    return counts
