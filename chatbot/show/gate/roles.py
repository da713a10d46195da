"""What a figure of money is said to be: a price, a fee, a coupon, a former price, a saving."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chatbot.catalog import MARKET_CURRENCY
from chatbot.language.amount_units import UNIT_OF
from chatbot.language.patterns import led
from chatbot.show.gate.options import beside_option
from chatbot.show.gate.price_like import price_like
from chatbot.show.gate.rules_roles import (
    AND_SHIPPING,
    COUPON,
    COUPON_CUE,
    DIFFERENCE,
    FREE_SHIPPING,
    NOT_SHIPPING,
    PRIOR,
    SAVING,
    SAVING_AFTER,
    SHIPPING,
    SUM,
)
from chatbot.show.gate.utterance import Span

if TYPE_CHECKING:
    from chatbot.language.amounts import Amount
    from chatbot.show.gate.types import GateContext
    from chatbot.show.gate.utterance import Utterance

__all__ = [
    "COUPON",
    "FREE_SHIPPING",
    "SUM",
    "WITH_FEE",
    "Figure",
    "money_figures",
]

_PRIOR_AFTER = re.compile(
    r"^\s*(?:降到|降至|的原价|(?:au plus bas|le plus bas|at (?:its|their) lowest)\b|\(?(?:original|regular) price|auparavant|avant\b|before\b(?! "
    r"shipping))"
)
_SHORT_OF = led(
    r"(?:还差|只差|就差|差|再买|再凑|\bshort(?: of it)? by|\banother|\bmanque(?:nt)?(?: plus que| encore)?|\bencore)[\s:：]*(?:just|only|about)?\s*$"
)
_STILL = re.compile(r"\s*(?:short\b|more (?:to|and|for)\b|to go\b|de plus (?:pour|et)\b)")
"""What is missing to a threshold: 还差20块就包邮."""
WITH_FEE = re.compile(
    r" (?:avec|dont) (?:les |la )?[\d.,]+ ?[€$] (?:de )?(?:frais|port|livraison|d'envoi)|"
    r" (?:with|including) (?:the )?[€$£¥]?[\d.,]+ (?:of |in )?(?:shipping|delivery|postage)\b|"
    r" (?:with|including|incl\.?) (?:the )?(?:shipping|delivery|postage)\b|,? (?:livraison|port) (?:comprise?|incluse?)\b|"
    r" (?:avec|with|y compris) (?:les |la |the )?(?:frais de (?:port|livraison)|frais d'envoi|livraison|port)\b|,?(?:含|连|带|算上|加上)(?:了)?(?:运费|邮费)"
)
"""A sum that the fee is in: "it comes to $19.80 with shipping"."""
_FEE_THEN = re.compile(
    r"(?:加上?|\bplus\b|\band\b|\bavec\b|\bet\b|\bthen\b|\bwith\b)(?=[^，。;!?]{0,44}?(?:\d|[一二两三四五六七八九十]))(?:[^，。,;!?]|(?<=\d),(?=\d)){0,28}?(?:运费|邮费|\bshipping|\bdelivery|\bpostage|\blivraison|\bport\b|\bd'envoi)"
    r"(?:[^，。,;!?]|(?<=\d),(?=\d)){0,20}?(?:是|共|合计|等于|=|就|\bis|\bmakes?|\bcomes? to|\bbrings? (?:it|you|that) to|\bthat's|\bfait|\bfont|\bdonne|\bsoit|\barrive à)\s*[€$¥]?\s*$"
)
"""The fee is a term of the sum that comes next: 加上八块运费是五十三块."""
_ADDING = re.compile(
    r"(?:再?加上?|\bplus|\band|\bavec|\bet|\bwith|\badds?)(?: the| les?)?\s*[€$¥]?\s*$"
)
_OF_THE_FEE = re.compile(
    r"(?:\s*(?:yuans?|euros?|dollars?|块|元|€|\$))?(?: de| d'| for| of|的)?(?: the| la| le| les)?\s*(?:frais de |frais d')?"
    r"(?:运费|邮费|shipping|delivery|postage|livraison|port|d'envoi)\s*[,:，：=]?\s*(?:一共|共|合计|就|是|so|makes?|that's|comes? to|is|soit|ça fait|cela fait|fait|font|donc)?\s*[€$¥]?\s*$"
)
"""Between a fee that is added and the sum it goes into: "plus 4.90 for shipping: 43.60"."""
_IN_TOTAL = re.compile(
    r"\s*(?:€|euros?|\$|dollars?|yuans?|元|块)?\s*(?:au total\b|en tout\b|all together\b|altogether\b|in (?:all|total)\b|all in\b)"
)
_AGAINST = re.compile(r"\b(?:contre|against|versus|vs)\s*$")
_LESS_AFTER = re.compile(
    r"\s*(?:yuans?|euros?|dollars?|块|元)?\s*(?:below|under (?:its|the|their)|less than|cheaper than|lower than|de moins que|en dessous d|"
    r"d'écart|de différence|(?:of )?difference\b|apart\b)"
)
"""By so much one is under the other: "20 below its thirty-day low"."""
_MINIMUM_IS = re.compile(
    r"(?:门槛|起用金额|最低消费|\bminimum|\bseuil)\s*(?:是|为|要|is|est|:|：)*\s*(?:de )?$"
)
_FEE_MORE = re.compile(
    r"\s*(?:de plus|more|extra|en plus) (?:pour|for) (?:la |l'|the )?(?:livraison|envoi|port|shipping|delivery|postage)"
)
_ORDER_OF = re.compile(
    r"[- ](?:order|basket|purchase|minimum)\b| (?:de commande|d'achats?)\b|的订单"
)
"""A sum that is asked for: "it needs a thirty-dollar order"."""

_DENIED = led(
    r"(?:(?<!是)不是|并非|\bnot|n't|\bpas(?! (?:plus|moins))|\brather than|\bplutôt que)\s*(?:at|for|à|de)?\s*$"
)
"""Right before a figure: it is the one that does not hold."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of money with its currency (None where any will do), role and surroundings."""

    amount: Amount
    currency: str | None
    role: str
    left: str
    right: str
    clause: Span
    named: bool


OFF_FROM = re.compile(r"满.{1,12}减")
"""So much off from a sum on: 满199减20."""
_TO_REACH = led(
    r"(?:满了?|(?<!不)够|过了?|(?<![降减])到|\bshort of(?: the)?|\baway from(?: the)?|\bpast(?: the)?|\batteindre(?: les)?|\batteint(?: pas)?(?: les)?|\bhits?|\bspend(?:ing)?|超过|达到|\bover|\babove|\bfrom|\bof|\bat least|\bdès|à partir "
    r"de|\bplus de|\bde|supérieures? à|\bexceed\w*|\breach\w*|\bspend"
    r"|\b(?:starts?|starting|begins?|kicks in|applies|free) (?:at|from)|\bcommence à"
    r"|\bneeds?|\brequires?|\bnécessite|\bexige|需要?|要求"
    r"|\bau moins|\bminimum(?: order)?(?: of| is)?|\bd'achats?)\s*$"
)
_REACHED = re.compile(
    r"\s*(?:you need|needed|requis|nécessaires?|qu'il faut|的门槛|以上|起|门槛|or more|and (?:over|up)|minimum|et plus|d'achats?|起包邮)"
)
_BELOW = led(
    r"(?:不到|低于|不满|不足|未满|没满|没到|\bunder|\bbelow|\bless than|\bmoins de|inférieure?s? à)\s*$"
)
_COUPON_AFTER = re.compile(r"[^，。,.]{0,6}(?:用?券|门槛|coupon|code)")
_WAIVED = re.compile(r"\s*(?:就|即|便|都)?(?:不收|免了|不用|不要)")
_CHARGED = re.compile(r"(?:收|另加|加收|另付|补)\s*$")
_FELL_FROM = led(r"(?:\bfrom|\bde|从)\s*$")
_FELL_TO = re.compile(r"\s*(?:down )?(?:to|à|直?降到|降至|到)\s*(?:just|only|now)?\s*")


def _role(
    left: str,
    right: str,
    clause: str,
    sentence: str,
    *,
    regional: bool,
    coupon: bool,
    beside_code: bool = False,
    with_fee: bool = False,
) -> str:
    left, right = (
        NOT_SHIPPING.sub(" ", left),
        NOT_SHIPPING.sub(" ", AND_SHIPPING.sub(" ", right)),
    )
    free = bool(FREE_SHIPPING.search(right) or FREE_SHIPPING.search(left))
    threshold = bool(_TO_REACH.search(left) or _REACHED.match(right))
    missing = _SHORT_OF.search(left) or _STILL.match(right)
    if with_fee:
        return "price"
    if _FEE_MORE.match(right):
        return "shipping"
    if coupon and _MINIMUM_IS.search(left):
        return "minimum"
    if _LESS_AFTER.match(right):
        return "saving"
    if missing and (FREE_SHIPPING.search(left) or not SHIPPING.search(left)):
        return "gap"
    if _ORDER_OF.match(right):
        return "minimum" if coupon else "free_from"
    below = _BELOW.search(left)
    if below and coupon and not SHIPPING.search(clause):
        return "minimum"
    if (threshold or below) and _COUPON_AFTER.match(right):
        return "minimum"
    waived = _WAIVED.match(right)
    if (threshold and (free or waived) and SHIPPING.search(sentence)) or (
        below and SHIPPING.search(sentence)
    ):
        return "free_from"
    if _CHARGED.search(left) and SHIPPING.search(sentence):
        return "shipping"
    if regional and SHIPPING.search(sentence) and not free:
        return "shipping"
    if DIFFERENCE.search(left):
        return "saving"
    if SAVING.search(left) and not coupon and not OFF_FROM.search(clause):
        return "saving"
    if _FELL_FROM.search(left) and _FELL_TO.fullmatch(right):
        return "prior"
    if PRIOR.search(left[-70:]) or _PRIOR_AFTER.match(right):
        return "prior"
    if free and not FREE_SHIPPING.search(left):
        return "price"
    if SHIPPING.search(right[:24]) or SHIPPING.search(left):
        return "free_from" if threshold and FREE_SHIPPING.search(clause) else "shipping"
    if coupon or OFF_FROM.search(clause):
        near = left[-30:] + " " + right[:20]
        cued = (
            COUPON_CUE.search(near)
            or re.search(r"(?:need|require|nécessite|exige)", near)
            or beside_code
        )
        if threshold and not SAVING.search(left) and cued:
            return "minimum"
        if (
            SAVING.search(left)
            or SAVING_AFTER.match(right)
            or re.search(r"(?:抵|抵扣|worth|of)\s*$", left)
        ):
            return "coupon"
        if re.match(r"\s*(?:的)?(?:优惠)?(?:券|coupon|voucher|bon\b)", right):
            return "coupon"
    if SAVING.search(left) or SAVING_AFTER.match(right):
        return "saving"
    if threshold and FREE_SHIPPING.search(sentence):
        return "free_from"
    return "price"


_TOPIC = re.compile(
    r"(欧元|美元|美金|人民币)(?:的话|价格?|计价|算)|(?:^|[,;:.!?]) ?(?:in|en) (?:us )?(euros|dollars|yuan)\b"
    r"|\b(euro|dollar|yuan) (?:shoppers|buyers|customers|payers|prices?)\b"
)


def _after_fee(amounts: tuple[Amount, ...], number: int, folded: str) -> bool:
    """Whether a figure is the sum of what was said before it and a fee said right before it."""
    if not number:
        return False
    fee, amount = amounts[number - 1], amounts[number]
    added = _ADDING.search(folded, max(0, fee.start - 16), fee.start)
    return added is not None and _OF_THE_FEE.fullmatch(folded, fee.end, amount.start) is not None


def _topic(before: str) -> str | None:
    """The currency a sentence has said it counts in: 欧元的话，T恤12.9."""
    named = [match[1] or match[2] or match[3] for match in _TOPIC.finditer(before)]
    return UNIT_OF[named[-1]][1] if named else None


def _named_in(amounts: tuple[Amount, ...], span: Span) -> str | None:
    """The one currency that a sentence names: "nineteen bucks, plus five ninety"."""
    named = {a.currency for a in amounts if a.currency and span.start <= a.start < span.end}
    return named.pop() if len(named) == 1 else None


def _of_region(utterance: Utterance, span: Span) -> str | None:
    """The currency of the one place that a sentence ships to: "thirteen ninety, to the States"."""
    fees = {currency for region in utterance.regions_in(span) for currency in region.fee}
    return fees.pop() if len(fees) == 1 else None


def _joined_by_colon(utterance: Utterance, clause: Span) -> Span:
    """A clause with the one before it, where only a colon parts them: "ensemble : vingt euros"."""
    before = utterance.folded[max(0, clause.start - 2) : clause.start].strip()
    if before not in (":", "："):
        return clause
    return Span(utterance.clause_at(clause.start - 2).start, clause.end)


def _beside_code(utterance: Utterance, amount: Amount) -> bool:
    """Whether a coupon's code stands near: "past 199 you can use LIVE10"."""
    near = utterance.folded[max(0, amount.start - 30) : amount.end + 24]
    return any(code in near for code in utterance.facts.promo_codes)


def _apposed(utterance: Utterance, clause: Span) -> str:
    """What a figure alone in its clause explains: "son prix le plus bas sur 30 jours, 19,90 €"."""
    before = utterance.clause_at(clause.start - 2)
    words = utterance.words(before)
    beside = before.end >= clause.start - 3 and (PRIOR.search(words[-60:]) or SUM.search(words))
    return words if beside and not re.search(r"\d[\s€$¥元]*$", words) else ""


def money_figures(utterance: Utterance, context: GateContext) -> tuple[Figure, ...]:
    """All figures that a listener takes for money, with what they are said to be.

    A bare number counts where price words or a product stand beside it; it is in the market's
    currency.
    """
    if utterance.money is not None and utterance.money[0] is context:
        return utterance.money[1]
    figures: list[Figure] = []
    market = MARKET_CURRENCY.get(context.market)
    amounts = utterance.amounts
    last_end = 0
    for i, amount in enumerate(amounts):
        if amount.kind not in ("money", "bare"):
            continue
        clause = _joined_by_colon(utterance, utterance.clause_at(amount.start))
        left_from = max(clause.start, last_end)
        follower = amounts[i + 1].start if i + 1 < len(amounts) else clause.end
        left = utterance.folded[left_from : amount.start]
        right = utterance.folded[amount.end : max(amount.end, min(clause.end, follower))]
        if not left.strip(" ,，、:"):
            left = _apposed(utterance, clause) or left
        named = amount.kind == "money"
        if not named:
            sku = utterance.subject(amount.start, context.sku)
            if beside_option(utterance, amount.start, context):
                continue  # judged with the stock
            if not price_like(amount, left, right, utterance, sku):
                continue
        if _DENIED.search(left) or utterance.answered_no(amount.start):
            continue  # "it is 199, not 189"
        span = utterance.sentence_at(amount.start)
        sentence = utterance.words(span)
        topic = _topic(utterance.folded[span.start : amount.start])
        everywhere = Span(0, len(utterance.folded))
        currency = amount.currency if named else (
            topic or _named_in(amounts, span) or _named_in(amounts, everywhere)
            or _of_region(utterance, span) or market
        )  # fmt: skip
        coupon = bool(utterance.found_in(COUPON, span)) or any(
            code in sentence for code in utterance.facts.promo_codes
        )
        coupon = coupon or (bool(utterance.promotions) and not SHIPPING.search(sentence))
        whole = not utterance.mentions_in(span.start, span.end)
        about = Span(span.start, clause.end) if whole else Span(left_from, amount.start)
        before = utterance.folded[span.start : amount.start]
        regional = bool(utterance.regions_in(about)) and not utterance.mentions_in(
            left_from, amount.start
        )
        role = _role(
            left, right, utterance.words(clause), sentence,
            regional=regional, coupon=coupon, beside_code=_beside_code(utterance, amount),
            with_fee=WITH_FEE.match(utterance.folded, amount.end) is not None
            or _FEE_THEN.search(before) is not None
            or _IN_TOTAL.match(right) is not None
            or _after_fee(amounts, i, utterance.folded),
        )  # fmt: skip
        if (
            role == "prior"
            and _AGAINST.search(left)
            and len(figures) > 0
            and (len(utterance.mentions_in(span.start, amount.start)) > 1)
        ):
            role = "price"  # one after the other: "between the tea and the lamp, 8.90 against 6.90"
        figures.append(Figure(amount, currency, role, left, right, clause, named))
        last_end = amount.end
    utterance.money = (context, tuple(figures))
    return utterance.money[1]
