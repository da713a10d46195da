"""Every figure of a text with what it measures: money, percent, counts, durations, dates."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from chatbot.language.amount import Amount
from chatbot.language.amount_phrases import phrases, reduces
from chatbot.language.amount_units import AFTER, BEFORE, UNIT_OF, WEAK_UNITS
from chatbot.language.numerals import Numeral, find_numerals, fold, parse_zh

__all__ = ["Amount", "find_amounts"]

_O_CLOCK = re.compile(r" (?:am|pm|a\.m|p\.m|o'clock|heures? du)\b")
_PIECE_OF = re.compile(r"[附送带含放配装贴有](?:了|上|着|有)?$")
"""Before 一块: a piece of something rather than money."""
_IN_CURRENCY = re.compile(
    r",? (?:in|en) (?:us |american )?(dollars?|euros?|yuans?|renminbi|usd|eur|cny|rmb)\b"
    r"(?!,? (?:it's|it is|that's|it costs?|c'est|ça (?:fait|donne)|the|le|la|elle|il)\b)"
)
_RANGE = re.compile(r" ?(?:-|~|～|至|到|—|to|à|a|and|et|or|ou|或|或者|、) ?")


def _off(zhe: Decimal) -> Decimal:
    """八折 and 85折 as percent off."""
    share = zhe if zhe >= 10 else zhe * 10
    return Decimal(100) - share


def _with_unit(text: str, numeral: Numeral) -> Amount | None:
    start, end = numeral.start, numeral.end
    kind, unit, currency = "bare", None, None
    before = BEFORE.search(text, max(0, start - 5), start)
    if before and text[max(0, before.start() - 2) : before.start()].rstrip()[-1:].isdigit():
        before = None  # 17€90: the sign belongs to the figure before
    after = AFTER.match(text, end)
    name = (after[1] or after[2]) if after else ""
    if name and numeral.weak and (name in WEAK_UNITS or (after and after[0].startswith("-"))):
        after, name = None, ""
    if before:
        kind, currency = "money", UNIT_OF[before[1]][1]
        start = before.start()
    if after and not (before and UNIT_OF[name][0] not in ("money", "percent")):
        found, found_unit = UNIT_OF[name]
        if found == "minor" and not before:
            scale = 10 if found_unit == "jiao" else 100
            currency = "CNY" if found_unit == "jiao" else None
            return Amount(value=numeral.value / scale, start=start, end=after.end(), kind="money",
                          currency=currency)  # fmt: skip
        if found == "money":
            kind, currency = (
                "money",
                (UNIT_OF[before[1]][1] if before and name == "$" else found_unit),
            )
            end = after.end()
            if name == "块" and numeral.words and _PIECE_OF.search(text, max(0, start - 2), start):
                kind, unit, currency = "count", "块", None
        elif found != "minor":
            kind, unit, end = found, found_unit, after.end()
    value = numeral.value
    if kind == "bare" and numeral.weak:
        return None
    if kind == "percent":
        if unit == "off":
            value = _off(value)
        elif reduces(text, start, end):
            unit = "off"
    named = _IN_CURRENCY.match(text, end) if kind == "bare" else None
    if named:
        kind, currency, end = "money", UNIT_OF[named[1]][1], named.end()
    if kind == "bare" and _O_CLOCK.match(text, end):
        kind, unit = "clock", "clock"
    return Amount(value=value, start=start, end=end, kind=kind, currency=currency, unit=unit,
                  others=numeral.others)  # fmt: skip


_END = re.compile(
    r"\s*(?:$|[.,!?;:)。，！]|(?:pour|par|chac\w+|for|each|apiece|today|aujourd|et|and|per|la|le|with|avec)\b)"
)
_CURRENCY_WORD = re.compile(r"\b(?:euros?|dollars?|yuans?|bucks) (?:oh )?$")


def _ends_there(text: str, amount: Amount) -> bool:
    """Whether a word-number closes the phrase: "neuf euros cinq." but not "neuf euros cinq mugs"."""
    return text[amount.start].isalpha() and _END.match(text, amount.end) is not None


def _money_tails(text: str, amounts: list[Amount]) -> list[Amount]:
    """Join what follows the currency: 块九, "euros ninety", "dollars and 90 cents"."""
    joined: list[Amount] = []
    for amount in amounts:
        last = joined[-1] if joined else None
        if last and last.kind == "money":
            gap = text[last.end : amount.start]
            cents: Decimal | None = None
            fen = last.value * 10 == int(last.value * 10) and text[last.end - 1] in "毛角"
            whole = last.value == last.value.to_integral_value()
            zero = text[amount.start] == "零" and text[last.end - 1] in "块元"
            if (
                amount.kind == "bare"
                and not gap
                and amount.value <= 9
                and (fen or (whole and zero))
            ):
                cents = amount.value  # 块零五 is five hundredths
            elif whole and amount.kind == "bare" and amount.value == int(amount.value) and gap in (
                "", " ", " and ", " et ", " oh ",
            ):  # fmt: skip
                two_digits = 10 <= amount.value <= 99
                if text[last.end - 1] in "块元" and not gap and amount.value <= 99:
                    cents = amount.value * (10 if amount.value <= 9 else 1)
                elif (
                    1 <= amount.value <= 9 and gap in (" ", " oh ") and _ends_there(text, amount)
                ) or (two_digits and not gap.strip() and text[last.end - 1] not in "块元"):
                    cents = amount.value
            elif (
                whole
                and amount.kind == "money"
                and amount.value < 1
                and text[amount.end - 1] in "毛角钱stem"
                and gap.strip() in ("", "and", "et")
            ):
                cents = amount.value * 100
            if cents is not None:
                joined[-1] = replace(
                    last, value=last.value + cents / 100, end=amount.end, others=()
                )
                continue
        joined.append(amount)
    return joined


_FEN = re.compile(r"零?([一二三四五六七八九1-9])分(?!钟|之|期|店)")


def _fen(text: str, amounts: list[Amount]) -> list[Amount]:
    """Join the hundredths: 五块一毛一分, 五块零一分."""
    joined: list[Amount] = []
    for amount in amounts:
        last = joined[-1] if joined else None
        if last and amount.start < last.end:
            continue  # 一分, taken for a minute before it was joined
        end = amount.end - (text[amount.end - 1] == "零")
        coin = text[end - 1] if amount.kind == "money" else ""
        match = _FEN.match(text, end) if coin in ("毛", "角", "块", "元") else None
        if match and (coin in "毛角" or match[0][0] == "零"):
            value = amount.value + parse_zh(match[1]) / 100
            joined.append(replace(amount, value=value, end=match.end(), others=()))
        else:
            joined.append(amount)
    return joined


_ALL_OF = re.compile(r"\b(?:les|the|all|both|ces|these) $")
"""Before a number of things: "les deux à 13,80 €"."""


def _ranges(text: str, amounts: list[Amount]) -> list[Amount]:
    """Give the first figure of `3-5 days`, `110 to 240 V`, `30 or 40 €` the unit of the second."""
    for i in range(len(amounts) - 1):
        first, second = amounts[i], amounts[i + 1]
        gap = text[first.end : second.start]
        if first.kind != "bare" or second.kind in ("bare", "code", "ordinal", "clock", "date"):
            continue
        all_of_them = _ALL_OF.search(text, max(0, first.start - 6), first.start)
        of_so_many = (
            second.kind == "money" and first.value <= 12 and second.value >= 4 * first.value
        )  # "deux à 13,80 €"
        if (_RANGE.fullmatch(gap) and not all_of_them and not of_so_many) or (
            not gap
            and first.value < min(second.value, Decimal(10))
            and second.kind in ("duration", "count")
        ):
            amounts[i] = replace(
                first, kind=second.kind, unit=second.unit, currency=second.currency
            )
    return amounts


def find_amounts(text: str, lang: str) -> tuple[Amount, ...]:
    """All figures of a text in zh, en or fr, digits or words, in order and without overlaps.

    `lang` settles only what is ambiguous (1,299 and 1.299). Linear in the text's length.
    """
    folded = fold(text)
    found = phrases(folded, lang)
    taken = sorted((a.start, a.end) for a in found)
    busy = bytearray(len(folded))
    for a, b in taken:
        busy[a:b] = b"\x01" * (b - a)
    for numeral in _with_weak_tail(find_numerals(folded, lang), folded):
        if any(busy[numeral.start : numeral.end]):
            continue
        amount = _with_unit(folded, numeral)
        if amount is not None:
            found.append(amount)
    found.sort(key=lambda a: (a.start, -a.end))
    kept: list[Amount] = []
    for amount in found:
        if kept and amount.start < kept[-1].end:
            continue
        kept.append(amount)
    return tuple(_ranges(folded, _fen(folded, _money_tails(folded, kept))))


def _with_weak_tail(numerals: list[Numeral], text: str) -> list[Numeral]:
    """A lone word-number counts after 块 or 元 (三块五) and as the start of a range (三到五天)."""
    result: list[Numeral] = []
    for i, numeral in enumerate(numerals):
        if numeral.weak and i + 1 < len(numerals):
            follower = numerals[i + 1]
            gap = text[numeral.end : follower.start]
            if len(gap) <= 4 and _RANGE.fullmatch(gap) and AFTER.match(text, follower.end):
                numeral = replace(numeral, weak=False)
        if numeral.weak and _CURRENCY_WORD.search(text, max(0, numeral.start - 12), numeral.start):
            numeral = replace(numeral, weak=_END.match(text, numeral.end) is None)
        if numeral.weak and numeral.start and text[numeral.start - 1] in "块元毛":
            after = AFTER.match(text, numeral.end)
            if not after:
                numeral = replace(numeral, weak=False)
        result.append(numeral)
    return result
