"""Every figure of a text with what it measures: money, percent, counts, durations, dates."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from chatbot.language.amount_units import AFTER, BEFORE, MONTHS, UNIT_OF, WEAK_UNITS
from chatbot.language.numerals import Numeral, find_numerals, fold, parse_zh

__all__ = ["Amount", "find_amounts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A figure at `start:end` (code points of the text given).

    `kind` is money, percent, count, measure, duration, date, clock, ordinal, code or bare.
    `currency` is an ISO code where one is named. `unit`: `%` a share, `off` a reduction in percent
    (八折 is 20 off), `bogo` and `second_half` the two-for-less offers, `h`, `day`, `bday`
    (business day), `ml`…; for a date `MM-DD`, `YYYY-MM-DD` or `MM`; for a count its noun.
    `others` are further readings of the same words ("six fifty" is 6.50 or 650).
    """

    value: Decimal
    start: int
    end: int
    kind: str
    currency: str | None = None
    unit: str | None = None
    others: tuple[Decimal, ...] = ()

    @property
    def readings(self) -> tuple[Decimal, ...]:
        """All values the words may mean, the likeliest first."""
        return (self.value, *self.others)


_O_CLOCK = re.compile(r" (?:am|pm|a\.m|p\.m|o'clock|heures? du)\b")
_DIGIT = re.compile(r"\d")
_ZH_NUM = "[零〇一二三四五六七八九十两]"
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATES = (
    re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(rf"(?:(?P<y>\d{{4}})年)?(?<!\d)(?P<m>\d{{1,2}}|{_ZH_NUM}{{1,3}})月份?"
               rf"(?:(?P<d>\d{{1,2}}|{_ZH_NUM}{{1,4}})[日号])?(?!内)"),
    re.compile(rf"\b(?P<m>{_MONTH})\.? (?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[.,]\d)(?:,? (?P<y>20\d\d))?"),
    re.compile(rf"(?<![\d.,])(?P<d>\d{{1,2}})(?:st|nd|rd|th|er)? (?:of )?(?P<m>{_MONTH})\b(?! \d{{1,2}}\b)"
               rf"(?: (?P<y>20\d\d))?"),
    re.compile(r"(?<![\d.,/])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?:/(?P<y>20\d\d))?(?![\d/])"),
    re.compile(r"(?<![\d月])(?P<d>[12]\d|3[01]|[1-9])号(?=截止|结束|前|之前|到期|开始|为止|晚|恢复|补货|到货|回)"),
)  # fmt: skip
_CLOCK = re.compile(
    rf"(?<![\d.,])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d)|(?:\d{{1,2}}|{_ZH_NUM}{{1,3}})点"
    rf"(?!{_ZH_NUM}|\d|儿|击|开)(?:半|整|钟)*|(?<![\d.,])\d{{1,2}} ?h ?[0-5]\d(?!\d)"
    rf"|(?<![\d.,])\d{{1,2}}(?::\d\d)? ?(?:(?:am|pm|o'clock)\b|[ap]\.m\b\.?)"
)
_HALF = re.compile(
    r"第二件(?:只要|打)?(?P<second>半价|[一二三四五六七八九\d.]{1,3}折|免费|0元|零元)"
    r"|(?P<bogo>买[一1]送[一1]|买[一二两三\d]{1,2}(?:件|个|瓶|盒)?[送赠免][一二两三\d]{1,2}"
    r"|buy (?:one|1|two|2)[, -]+(?:and )?get (?:one|1|another|the second)\b(?: free| half off)?|\bbogo\b|(?:two|2|three|3) for (?:one|1|two|2)\b"
    r"|(?:un|1|deux|2) acheté[es]*,? (?:un|1|le deuxième) (?:offert|gratuit)|(?:le|la) deuxième (?:offert|à moitié|gratuit)e?"
    r"|(?:le|la) (?:second|2e|2ème)e? (?:offert|à moitié|gratuit)e?)"
    r"|(?P<half>半价|五折优惠|打对折|对折|half[ -]price|half off|half the price|moitié[ -]prix|à moitié prix|demi-tarif)"
)  # fmt: skip
_PERCENT_OF = re.compile(
    r"百分之([零一二三四五六七八九十百两]{1,5}(?:点[零一二三四五六七八九]{1,2})?|\d{1,3}(?:\.\d+)?)"
)
_FRACTION = re.compile(
    r"\b(?:a|one|un) (?P<part>third|quarter|fifth|tenth|tiers|quart|cinquième|dixième)\b"
    r"|(?P<of>[二三四五六八十])分之(?P<share>[一二两三四])"
)
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10, "tiers": 3, "quart": 4, "cinquième": 5,
          "dixième": 10}  # fmt: skip
_TENTHS = re.compile(r"([一二三四五六七八九两1-9])成(?![分人功本为熟不员年立交了都])")
_PIECE_OF = re.compile(r"[附送带含放配装贴有](?:了|上|着|有)?$")
"""Before 一块: a piece of something rather than money."""
_SLANG_VALUE = {"fiver": 5, "tenner": 10, "grand": 1000}
_SLANG_CURRENCY = {"dollar": "USD", "buck": "USD", "euro": "EUR", "yuan": "CNY", "quid": "GBP"}
_SLANG = re.compile(
    r"(?<!y )(?<!y-)\b(?:a|one) (fiver|tenner|buck|quid|grand)\b|\ba (dollar|euro|yuan)\b"
)
_ONE_OF_MEASURE = re.compile(
    r"\b(?P<half>half )?(?:an?|one) (?:full |whole |entire )?(?P<unit>litre|liter|kilo|kilogram|ounce)\b"
)
_IN_CURRENCY = re.compile(
    r",? (?:in|en) (?:us |american )?(dollars?|euros?|yuans?|renminbi|usd|eur|cny|rmb)\b"
)
_ONE_OF_TIME = re.compile(
    r"(?<!once )(?<!twice )(?<!times )(?<!times a )\b(?P<half>half )?an? (?:full |whole |entire )?(?P<en>second|minute|hour|day|week|month|year)\b(?! (?:or|ago|of))"
    r"|(?P<zh>半)个?(?P<unit>小时|钟头|天|月|年|斤|公斤|升)|\b(?:the )?next (?P<next>minute|hour)\b|(?P<fr>demi-heure)"
)
_ORDINAL = re.compile(
    r"第 ?(\d{1,3}|[一二三四五六七八九十百两]{1,4})(?!件半)|(?<![a-z])(?:n°|no\.|#|№|link|lien|号链接) ?(\d{1,3})(?!\d)"
    r"|(?<![\d.,])(\d{1,3})(?:st|nd|rd|th|ème|eme|e|er|ère)\b|(?<![\d.,])(\d{1,2})号(?=链|连|商|宝|品|款|链接|[^\w]|$)"
    r"|(?<![零一二三四五六七八九十])([一二三四五六七八九十]{1,2})号(?=链|连|商|宝|品|款|链接)"
)
_CODE = re.compile(
    r"(?!(?:usd|eur|cny|rmb|gbp)\d)(?<![a-z])[a-z][a-z-]*\d[a-z\d-]*|\d+[a-z]+\d+[a-z\d]*"
)
_OFF_AFTER = re.compile(
    r"\s*(?:off\b|discount|cheaper|less\b|reduction|de (?:réduction|remise|rabais|moins)|moins cher|的?优惠|的?折扣"
    r"|sur (?:tout|le prix)|remise)"
)
_OFF_BEFORE = re.compile(
    r"(?:-|−|减|省|便宜|降价?|直降|立减|优惠|discount of|save|saving|reduced by|remise de|réduction de|économisez"
    r"|rabais de|moins) ?$"
)
_RANGE = re.compile(r" ?(?:-|~|～|至|到|—|to|à|a|and|et|or|ou|或|或者|、) ?")
_TAIL_ZH = re.compile(
    r"(\d|[一二三四五六七八九])(?:毛|角)?(?:([一二三四五六七八九\d])分?(?![钟\d]))?(?![\d.个件瓶斤条双套盒包袋公克])"
)
_TAIL_LATIN = re.compile(r"(?: (?:and|et))? ?$")


def _zh_or_digits(raw: str) -> int:
    return int(raw) if raw.isdigit() else int(parse_zh(raw))


def _date(match: re.Match[str]) -> Amount | None:
    parts = match.groupdict()
    if not parts.get("m"):
        day = int(parts["d"])
        return Amount(value=Decimal(day), start=match.start(), end=match.end(), kind="date",
                      unit=f"{day:02}d")  # fmt: skip
    month = MONTHS.get(parts["m"]) or _zh_or_digits(parts["m"])
    day = _zh_or_digits(parts["d"]) if parts.get("d") else 0
    if not 1 <= month <= 12 and 1 <= day <= 12:
        month, day = day, month
    if not 1 <= month <= 12 or not 0 <= day <= 31:
        return None
    unit = f"{month:02}" + (f"-{day:02}" if day else "")
    unit = f"{parts['y']}-{unit}" if parts.get("y") else unit
    value = Decimal(month * 100 + day)
    return Amount(value=value, start=match.start(), end=match.end(), kind="date", unit=unit)


def _reduces(text: str, start: int, end: int) -> bool:
    """Whether a share at `start:end` is said to be taken off."""
    before = _OFF_BEFORE.search(text, max(0, start - 12), start)
    return before is not None or _OFF_AFTER.match(text, end) is not None


def _phrases(text: str, lang: str) -> list[Amount]:
    """Dates, clock times, half prices, ordinals and codes: figures that are whole phrases."""
    found: list[Amount] = []

    def add(match: re.Match[str], value: Decimal, kind: str, unit: str | None) -> None:
        start, end = match.span()
        found.append(Amount(value=value, start=start, end=end, kind=kind, unit=unit))

    for match in _HALF.finditer(text):
        if match["second"]:
            add(match, Decimal(25), "percent", "second_half")
        elif match["bogo"]:
            add(match, Decimal(50), "percent", "bogo")
        else:
            add(match, Decimal(50), "percent", "off")
    if not text.isascii():
        for match in _PERCENT_OF.finditer(text):
            raw = match[1]
            share = Decimal(raw) if raw[0].isdigit() else parse_zh(raw)
            add(match, share, "percent", "off" if _reduces(text, *match.span()) else "%")
    for match in _FRACTION.finditer(text):
        if _reduces(text, *match.span()):
            of = Decimal(_PARTS[match["part"]]) if match["part"] else parse_zh(match["of"])
            parts = 1 if match["part"] else parse_zh(match["share"])
            add(match, round(100 * parts / of, 1), "percent", "off")
    for match in _TENTHS.finditer(text) if "成" in text else ():
        share = Decimal(_zh_or_digits(match[1]) * 10)
        add(match, share, "percent", "off" if _reduces(text, *match.span()) else "%")
    digits = _DIGIT.search(text) is not None
    if digits or "月" in text:
        for pattern in _DATES:
            for match in pattern.finditer(text):
                date = _date(match)
                if date is not None:
                    found.append(date)
    for match in _SLANG.finditer(text):
        word = match[1] or match[2]
        value = Decimal(_SLANG_VALUE.get(word, 1))
        found.append(Amount(value=value, start=match.start(), end=match.end(), kind="money",
                            currency=_SLANG_CURRENCY.get(word)))  # fmt: skip
    for match in _ONE_OF_MEASURE.finditer(text):
        kind, unit = UNIT_OF[match["unit"]]
        add(match, Decimal("0.5") if match["half"] else Decimal(1), kind, unit)
    for match in _ONE_OF_TIME.finditer(text):
        word = match["en"] or match["next"] or match["unit"] or "heure"
        half = match["half"] or match["zh"] or match["fr"]
        kind, unit = UNIT_OF[word]
        add(match, Decimal("0.5") if half else Decimal(1), kind, unit)
    for match in _CLOCK.finditer(text) if digits or "点" in text else ():
        raw = re.match(r"\d+", match[0])
        hour = int(raw[0]) if raw else _zh_or_digits(match[0].split("点")[0])
        add(match, Decimal(hour), "clock", "clock")
    for match in _ORDINAL.finditer(text) if digits or "第" in text or "号" in text else ():
        raw_number = next(group for group in match.groups() if group)
        add(match, Decimal(_zh_or_digits(raw_number)), "ordinal", None)
    for match in _CODE.finditer(text) if digits else ():
        add(match, Decimal(re.sub(r"\D", "", match[0])[:18] or 0), "code", match[0])
    return found


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
        elif _reduces(text, start, end):
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
            if fen and amount.kind == "bare" and not gap and amount.value <= 9:
                cents = amount.value
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


def _ranges(text: str, amounts: list[Amount]) -> list[Amount]:
    """Give the first figure of `3-5 days`, `110 to 240 V`, `30 or 40 €` the unit of the second."""
    for i in range(len(amounts) - 1):
        first, second = amounts[i], amounts[i + 1]
        gap = text[first.end : second.start]
        if first.kind != "bare" or second.kind in ("bare", "code", "ordinal", "clock", "date"):
            continue
        if _RANGE.fullmatch(gap) or (
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
    found = _phrases(folded, lang)
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
    return tuple(_ranges(folded, _money_tails(folded, kept)))


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
