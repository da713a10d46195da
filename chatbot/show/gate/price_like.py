"""Whether a bare number is a price: from the words around it, and from what the catalog states."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from chatbot.language.patterns import led
from chatbot.show.gate.rules_roles import STOCK_AFTER, STRONG, WEAK

if TYPE_CHECKING:
    from chatbot.language.amounts import Amount
    from chatbot.show.gate.utterance import Utterance

__all__ = ["MEASURED", "UNDER", "price_like"]

_TAKE = re.compile(
    r"^\s*(?:卖你|给你|成交|卖了|带走|拿下|包邮|到手|秒|抢|拍下|起(?!步)|一位|all "
    r"in|chacun|pièce\b|each\b|a piece)"
)
_WASHED = led(r"(?:\b(?:wash|iron|lav\w+|repass\w+)\b|洗|熨)[^,，。.]{0,16}$")
"""Before a temperature without its unit."""
_TILL = re.compile(
    r"\s*(?:to|till|until|-|–|à|jusqu'à|到|至)\s*(?:midnight|noon|minuit|midi|零点|午夜|凌晨)"
)
"""Hours of the day: from 9 to midnight."""
MEASURED = led(
    r"(?:蓝牙|\bbluetooth|\bversion|\bwi-?fi|直径|长度|宽度|高度|厚度|深度|净重|重量|容量|尺寸|功率|电压|口径|底径|"
    r"\b(?:diameter|length|width|height|depth|weight|capacity|thickness|diamètre|longueur|largeur|"
    r"hauteur|profondeur|poids|contenance|épaisseur)(?:s)?)"
    r"[\s:：]*(?:is|est|de|of|about|approximately|约|大约|大概|是|为|有|environ)*[\s:：]*(?:about|约|environ)?\s*$"
)
"""What is measured rather than sold, right before its figure."""
UNDER = led(r"(?:不到|低于|不足|不用|\bunder|\bbelow|\bless than|\bmoins de)\s*$")
"""Right before a figure that bounds a price from above."""
_IDIOMS = frozenset(map(Decimal, (18, 24, 365, 666, 100)))
"""Numbers of everyday speech that state nothing of the goods (24 hours, 365 days, 666)."""


_SIZE_GUIDE = re.compile(r"(?<![A-Za-z])(?:XS|S|M|L|XL|XXL)(?![A-Za-z])")


def _of_sizes(amount: Amount, utterance: Utterance) -> bool:
    """Whether a bare figure goes on with the kilos of a size: "XL covers 75 to 85"."""
    span = utterance.sentence_at(amount.start)
    kilos = any(
        a.kind == "measure" and a.unit in ("kg", "斤", "lb") and span.start <= a.start < span.end
        for a in utterance.amounts
    )
    sized = _SIZE_GUIDE.search(utterance.text[span.start : span.end])
    return kilos and sized is not None and amount.value == amount.value.to_integral_value()


def price_like(
    amount: Amount, left: str, right: str, utterance: Utterance, sku: str | None
) -> bool:
    """Whether a listener takes a number without a currency, between these words, for a price."""
    if _of_sizes(amount, utterance):
        return False
    if MEASURED.search(left):
        return False  # judged with the other facts
    raw = utterance.folded[amount.start : amount.end]
    whole = amount.value == amount.value.to_integral_value()
    if STOCK_AFTER.match(right) or _TILL.match(right) or _WASHED.search(left):
        return False
    named = utterance.mentions_in(amount.end, amount.end + 2)
    if whole and amount.value <= 20 and named and not right.startswith("的"):
        return False  # "3 tees" is how many; 17的茶壶 is how much
    if re.search(
        r"(?:\bhave|\bgot|\b(?:j'en |en )?ai|\bthere are|\bavons|\by a|\breste(?:nt)?(?: plus)?(?: que)?|\bplus que|\bstock\b[^,.;]{0,20}|有|库存)[\s:：]*$",
        left,
    ):
        return False
    if re.match(r"\s*derniers jours\b", right):
        return False
    if not left.strip() and not right.strip() and utterance.clauses[0].start != amount.start:
        return True  # a clause of its own: "for you, thirty"
    if whole and named:
        return True  # 199的水壶
    known = utterance.facts.products.get(sku or "")
    in_facts = amount.value.normalize() in (known.bare if known else frozenset())
    bounded = UNDER.search(left) is not None and sku is not None
    if bounded or STRONG.search(left) or _TAKE.match(right):
        counted = bool(
            re.match(
                r"\s*(?:to go|more|thing|question|of|left|for(?! (?:the|this|that|it|one|an?|each|both|your?)\b)|person"
                r"|of them|remaining)\b",
                right,
            )
        )
        return not counted
    two_decimals = bool(re.search(r"[.,]\d\d$", raw)) or bool(amount.others)
    if two_decimals and not in_facts:
        return True
    if in_facts or amount.value < 4:
        return False
    if WEAK.search(left):
        return not re.match(r"\s*[a-zà-ÿ]{3,}", right) or bool(
            re.match(
                r"\s*(?:for|each|today|now|with|and|plus|pour|chacun|aujourd|avec|et)\b", right
            )
        )
    touching = utterance.mentions_in(max(0, amount.start - 40), amount.start)
    if touching and not re.search(
        r"[a-zà-ÿ\u4e00-\u9fff\d]", utterance.folded[touching[-1].end : amount.start]
    ):
        return not re.match(r"\s*[a-zà-ÿ]{3,}", right)
    return (amount.value > 10 or not whole) and not _bare_known(utterance, amount, right)


def _bare_known(utterance: Utterance, amount: Amount, right: str) -> bool:
    """Whether a number without a unit is one the catalog states, or counts the audience."""
    facts = utterance.facts
    value = amount.value.normalize()
    if value in facts.bare or re.match(
        r"\s*(?:people|viewers|of you|personnes|人|spectateurs)", right
    ):
        return True
    return value in _IDIOMS
