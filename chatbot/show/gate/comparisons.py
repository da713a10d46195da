"""Prices compared: one product with another must be true; with another time or place, borne out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chatbot.catalog import MARKET_CURRENCY
from chatbot.language.patterns import led
from chatbot.show.gate.totals import offer_in_force
from chatbot.show.gate.types import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.catalog import Product
    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = ["check_comparisons"]

_CHEAP = re.compile(r"便宜|实惠|划算|低|cheap|less|moins|lower|meilleur marché")
_EITHER = led(
    r"(?:比|没有?|不如)(?P<zh>[^，。！？；,.;!?]{1,24}?)(?:那么|这么|更|还要?|要|稍微?|略|价格?|卖得?)*(?P<adj>便宜|贵(?!宾)|实惠|价格[高低]|划算)"
    r"|\b(?P<en>cheaper|dearer|pricier|more expensive|less expensive|more costly|lower in price|costs? (?:\w+ )?(?:less|more)"
    r"|(?:is|are) (?:\w+ )?(?:less|more)) than\b"
    r"|\b(?P<fr>moins ch[eè]re?s?|plus ch[eè]re?s?|plus coûteu\w+|moins coûteu\w+|meilleur marché"
    r"|(?:coûte(?:nt)?|vaut|revient) (?:\w+ )?(?:moins|plus)(?: cher)?) qu"
    r"|(?P<same>一样(?:的)?(?:价|贵|便宜)|价格(?:是)?(?:一样|相同)|同价|\bsame price\b|\bas (?:cheap|expensive) as\b|\bmême prix\b"
    r"|\baussi ch[eè]re?s? que\b)"
)
_TIME_OR_PLACE = led(
    r"平时|昨天|之前|以前|上次|上周|往常|原来|原价|市场|外面|超市|专柜|商场|门店|网上|实体店|去年|双十一"
    r"|\b(?:before|usual\w*|yesterday|last (?:week|month|year|time)|ever|normal\w*|in (?:the )?(?:shops|stores)|elsewhere|retail)\b"
    r"|\b(?:avant|d'habitude|hier|la semaine dernière|l'an dernier|en magasin|ailleurs|d'ordinaire|normalement|jamais)\b"
)
_HINT = re.compile(r"便宜|贵|实惠|划算|价|than|qu|price|prix|expensive|cheap|che?è?r")


def _order(a: Product, b: Product, context: GateContext) -> int | None:
    """-1, 0 or 1 as the first costs less, the same or more; None where prices may not be said."""
    shared = a.price.keys() & b.price.keys()
    market = MARKET_CURRENCY.get(context.market)
    if market in shared:
        shared = {market}
    held = any(p.off_air or p.price_on_hold for p in (a, b)) or "price" in context.stale
    signs = {(a.price[c] > b.price[c]) - (a.price[c] < b.price[c]) for c in shared}
    return signs.pop() if len(signs) == 1 and not held else None


def check_comparisons(utterance: Utterance, context: GateContext) -> Iterator[Finding]:
    """Report a comparison of two listed prices that is false, or of one with an unknown price."""
    folded = utterance.folded
    if not _HINT.search(folded):
        return
    for match in _EITHER.finditer(folded):
        sentence = utterance.sentence_at(match.start())
        if match["same"]:
            named = [
                context.catalog.by_sku[m.sku]
                for m in utterance.mentions_in(sentence.start, sentence.end)
            ]
            pair = list({p.sku: p for p in named}.values())[:2]
            denied = utterance.negated(match.start(), match.end())
            if len(pair) == 2 and (_order(pair[0], pair[1], context) == 0) is denied:
                yield Finding("wrong_price", f"“{match[0]}” is not so", match.start(), match.end())
            continue
        end = match.end() if match["zh"] else sentence.end
        first = match.start("zh") if match["zh"] else match.end()
        others = utterance.mentions_in(first, min(end, first + 60))
        before = [m for m in utterance.mentions if m.start < match.start()]
        a = context.catalog.get(before[-1].sku if before else context.sku)
        cheap = _CHEAP.search(match["adj"] or match["en"] or match["fr"]) is not None
        rest = match["zh"] or folded[match.end() : utterance.clause_at(match.start()).end]
        if not others:
            elsewhere = _TIME_OR_PLACE.search(rest)
            borne_out = a is not None and cheap and offer_in_force(a, context)
            if (
                elsewhere
                and not borne_out
                and not utterance.negated(match.start())
                and match[0][0] != "没"
            ):
                yield Finding(
                    "false_prior_price",
                    f"“{match[0]} {elsewhere[0]}”: the catalog knows no such price",
                    match.start(),
                    match.end(),
                )
            continue
        b = context.catalog.get(others[0].sku)
        if a is None or b is None:
            a = b = None
        wanted = -1 if cheap else 1
        order = _order(a, b, context) if a is not None and b is not None else None
        if match[0][0] in "没不":  # 没有毛毯贵: costs less than it
            right = order == -wanted
        elif utterance.negated(match.start()):
            right = order in (-wanted, 0)
        else:
            right = order == wanted
        if order is None or not right:
            skus = f"{a.sku} and {b.sku}" if a and b else "what is compared"
            yield Finding(
                "wrong_price",
                f"“{match[0]}”: the prices of {skus} do not say so",
                match.start(),
                match.end(),
            )
