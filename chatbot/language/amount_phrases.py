"""Dates, clock times, half prices, ordinals and codes: figures that are whole phrases."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from chatbot.language.amount import Amount
from chatbot.language.amount_units import MONTHS, UNIT_OF
from chatbot.language.numerals import parse_zh
from chatbot.language.patterns import led

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["phrases", "reduces"]

_DIGIT = re.compile(r"\d")
_ZH_NUM = "[零〇一二三四五六七八九十两]"
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DATES = (
    ((), re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)")),
    ("月", re.compile(rf"(?:(?P<y>\d{{4}})年)?(?<!\d)(?P<m>\d{{1,2}}|{_ZH_NUM}{{1,3}})月份?"
                     rf"(?:(?P<d>\d{{1,2}}|{_ZH_NUM}{{1,4}})[日号])?(?!内)")),
    (MONTHS, re.compile(rf"\b(?P<m>{_MONTH})\.? (?:the )?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|[.,]\d)(?:,? (?P<y>20\d\d))?")),
    (MONTHS, re.compile(rf"(?<![\d.,])(?P<d>\d{{1,2}})(?:st|nd|rd|th|er)? (?:of )?(?P<m>{_MONTH})\b(?! \d{{1,2}}\b)"
                        rf"(?: (?P<y>20\d\d))?")),
    ("/", re.compile(r"(?<![\d.,/])(?P<d>\d{1,2})/(?P<m>\d{1,2})(?:/(?P<y>20\d\d))?(?![\d/])")),
    ("号", re.compile(r"(?<![\d月])(?P<d>[12]\d|3[01]|[1-9])号(?=截止|结束|前|之前|到期|开始|为止|晚|恢复|补货|到货|回)")),
)  # fmt: skip
"""Each with strings of which a text must have one (none: any text)."""
_CLOCK = re.compile(
    rf"(?=\d|{_ZH_NUM})(?:(?<![\d.,])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?!\d)|(?:[01]?\d|2[0-4])点[0-5]?\d分(?![钟之])|{_ZH_NUM}{{1,3}}点{_ZH_NUM}{{1,3}}分(?![钟之])|(?:\d{{1,2}}|{_ZH_NUM}{{1,3}})点"
    rf"(?!{_ZH_NUM}|\d|儿|击|开)(?:半|整|钟)*|(?<![\d.,])\d{{1,2}} ?h ?[0-5]\d(?!\d)"
    rf"|(?<![\d.,])\d{{1,2}}(?::\d\d)? ?(?:(?:am|pm|o'clock)\b|[ap]\.m\b\.?))"
)
_HALF = led(
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
_FRACTION = led(
    r"\b(?:a|one|un) (?P<part>third|quarter|fifth|tenth|tiers|quart|cinquième|dixième)\b"
    r"|(?P<of>[二三四五六八十])分之(?P<share>[一二两三四])"
)
_HALF_SIGNS = ("半", "折", "买", "第二", "half", "buy", "bogo", "for one", "for 1", "for two",
               "for 2", "offert", "gratuit", "moitié", "demi")  # fmt: skip
_FRACTION_SIGNS = ("third", "quarter", "fifth", "tenth", "tiers", "quart", "ième", "分之")
_MEASURE_SIGNS = ("litre", "liter", "kilo", "ounce")
_TIME_SIGNS = ("second", "minute", "hour", "day", "week", "month", "year", "半", "demi-heure")
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10, "tiers": 3, "quart": 4, "cinquième": 5,
          "dixième": 10}  # fmt: skip
_TENTHS = re.compile(r"([一二三四五六七八九两1-9])成(?![分人功本为熟不员年立交了都])")
_SLANG_VALUE = {"fiver": 5, "tenner": 10, "grand": 1000}
_SLANG_CURRENCY = {"dollar": "USD", "buck": "USD", "euro": "EUR", "yuan": "CNY", "quid": "GBP"}
_SLANG = re.compile(
    r"\b(?=a |one )(?:(?<!y )(?<!y-)(?:a|one) (fiver|tenner|buck|quid|grand)|a (dollar|euro|yuan))\b"
)
_ONE_OF_MEASURE = led(
    r"\b(?P<half>half )?(?:an?|one) (?:full |whole |entire )?(?P<unit>litre|liter|kilo|kilogram|ounce)\b"
)
_ONE_OF_TIME = led(
    r"(?<!once )(?<!twice )(?<!times )(?<!times a )\b(?P<half>half )?an? (?:full |whole |entire )?(?P<en>second|minute|hour|day|week|month|year)\b(?! (?:or|ago|of))"
    r"|(?P<zh>半)个?(?P<unit>小时|钟头|天|月|年|斤|公斤|升)|\b(?:the )?next (?P<next>minute|hour)\b|(?P<fr>demi-heure)"
)
_ORDINAL = re.compile(
    r"(?=[\d第#№nl号零一二三四五六七八九十])(?:第 ?(\d{1,3}|[一二三四五六七八九十百两]{1,4})(?!件半)|(?<![a-z])(?:n°|no\.|#|№|link|lien|号链接) ?(\d{1,3})(?!\d)"
    r"|(?<![\d.,])(\d{1,3})(?:st|nd|rd|th|ème|eme|e|er|ère)\b|(?<![\d.,])(\d{1,2})号(?=链|连|商|宝|品|款|链接|[^\w]|$)"
    r"|(?<![零一二三四五六七八九十])([一二三四五六七八九十]{1,2})号(?=链|连|商|宝|品|款|链接))"
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


def reduces(text: str, start: int, end: int) -> bool:
    """Whether a share at `start:end` is said to be taken off."""
    before = _OFF_BEFORE.search(text, max(0, start - 12), start)
    return before is not None or _OFF_AFTER.match(text, end) is not None


def _one_of(signs: Iterable[str], text: str) -> bool:
    """Whether any of these occurs: it spares most texts the search for a phrase."""
    return any(sign in text for sign in signs)


def phrases(text: str, lang: str) -> list[Amount]:
    """Dates, clock times, half prices, ordinals and codes: figures that are whole phrases."""
    found: list[Amount] = []

    def add(match: re.Match[str], value: Decimal, kind: str, unit: str | None) -> None:
        start, end = match.span()
        found.append(Amount(value=value, start=start, end=end, kind=kind, unit=unit))

    for match in _HALF.finditer(text) if _one_of(_HALF_SIGNS, text) else ():
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
            add(match, share, "percent", "off" if reduces(text, *match.span()) else "%")
    for match in _FRACTION.finditer(text) if _one_of(_FRACTION_SIGNS, text) else ():
        if reduces(text, *match.span()):
            of = Decimal(_PARTS[match["part"]]) if match["part"] else parse_zh(match["of"])
            parts = 1 if match["part"] else parse_zh(match["share"])
            add(match, round(100 * parts / of, 1), "percent", "off")
    for match in _TENTHS.finditer(text) if "成" in text else ():
        share = Decimal(_zh_or_digits(match[1]) * 10)
        add(match, share, "percent", "off" if reduces(text, *match.span()) else "%")
    digits = _DIGIT.search(text) is not None
    if digits or "月" in text:
        for signs, pattern in _DATES:
            for match in pattern.finditer(text) if not signs or _one_of(signs, text) else ():
                date = _date(match)
                if date is not None:
                    found.append(date)
    for match in _SLANG.finditer(text):
        word = match[1] or match[2]
        value = Decimal(_SLANG_VALUE.get(word, 1))
        found.append(Amount(value=value, start=match.start(), end=match.end(), kind="money",
                            currency=_SLANG_CURRENCY.get(word)))  # fmt: skip
    for match in _ONE_OF_MEASURE.finditer(text) if _one_of(_MEASURE_SIGNS, text) else ():
        kind, unit = UNIT_OF[match["unit"]]
        add(match, Decimal("0.5") if match["half"] else Decimal(1), kind, unit)
    for match in _ONE_OF_TIME.finditer(text) if _one_of(_TIME_SIGNS, text) else ():
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
