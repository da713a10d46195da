"""English: numbers, money and units as an American host says them (seventeen euros ninety)."""

from __future__ import annotations

import re
from typing import Final

from chatbot.language.spoken_parts import Reading, in_words, is_string_of_digits, split_code

_MONEY: Final = {
    "CNY": ("yuan", "yuan", "fen"), "EUR": ("euro", "euros", "cents"),
    "USD": ("dollar", "dollars", "cents"), "HKD": ("Hong Kong dollar", "Hong Kong dollars", "cents"),
    "GBP": ("pound", "pounds", "pence"),
}  # fmt: skip
_UNITS: Final = {
    "%": ("percent", "percent"), "‰": ("per thousand", "per thousand"),
    "ml": ("milliliter", "milliliters"), "cl": ("centiliter", "centiliters"),
    "l": ("liter", "liters"), "mg": ("milligram", "milligrams"), "g": ("gram", "grams"),
    "kg": ("kilo", "kilos"), "mm": ("millimeter", "millimeters"),
    "cm": ("centimeter", "centimeters"), "m": ("meter", "meters"),
    "km": ("kilometer", "kilometers"), "m²": ("square meter", "square meters"),
    "cm²": ("square centimeter", "square centimeters"), "°C": ("degree Celsius", "degrees Celsius"),
    "°F": ("degree Fahrenheit", "degrees Fahrenheit"), "°": ("degree", "degrees"),
    "V": ("volt", "volts"), "W": ("watt", "watts"), "kW": ("kilowatt", "kilowatts"),
    "kWh": ("kilowatt hour", "kilowatt hours"), "mAh": ("milliamp hour", "milliamp hours"),
    "Hz": ("hertz", "hertz"), "GHz": ("gigahertz", "gigahertz"), "dB": ("decibel", "decibels"),
    "GB": ("gigabyte", "gigabytes"), "G": ("G", "G"), "TB": ("terabyte", "terabytes"), "MB": ("megabyte", "megabytes"),
    "h": ("hour", "hours"), "min": ("minute", "minutes"), "s": ("second", "seconds"),
    "oz": ("ounce", "ounces"), "lb": ("pound", "pounds"), "in": ("inch", "inches"),
}  # fmt: skip
_PER: Final = {
    "斤": "jin", "公斤": "kilo", "件": "piece", "个": "piece", "瓶": "bottle", "盒": "box",
    "袋": "bag", "双": "pair", "pcs": "piece", "pc": "piece", "pièce": "piece", "mois": "month",
    "paire": "pair", "bouteille": "bottle", "boîte": "box", "unité": "unit",
}  # fmt: skip
_SHARES: Final = {
    ("1", "2"): "a half", ("1", "3"): "a third", ("2", "3"): "two thirds", ("1", "4"): "a quarter",
    ("3", "4"): "three quarters", ("24", "7"): "twenty four seven",
}  # fmt: skip
_MONTHS: Final = (
    "January February March April May June July August September October November December".split()
)
_MARKS: Final = {
    "+": " plus ", "=": " equals ", "±": "plus or minus ", ">": "over ", "<": "under ", "&": "and",
    "/": ", ", "#": "number ", "№": "number ", "n°": "number ", "no.": "number ",
}  # fmt: skip
_YEARS = re.compile(r"\b(?:in|since|from|until|of|by|©)\s$", re.IGNORECASE)


def _words(number: int, to: str = "cardinal") -> str:
    said = in_words(number, "en", to)
    return said.replace(" and ", " ").replace(",", "").replace("-", " ")


class English:
    """The spoken English of an American host."""

    lang: Final = "en"
    comma_decimal: Final = False
    by: Final = " by "
    to: Final = " to "

    def number(self, reading: Reading, after: str = "", before: str = "") -> str:
        if is_string_of_digits(reading):
            return self._digits(reading.raw)
        if re.fullmatch(r"(?:19|20)\d\d", reading.raw) and _YEARS.search(before):
            return self.year(reading.whole)
        return self._plain(reading)

    def minus(self, sign: str | None) -> str:
        return {"-": "minus ", "−": "minus ", "+": "plus "}.get(sign or "", "")

    def money(self, low: Reading, high: Reading | None, currency: str) -> str:
        if high is not None:
            first = self._plain(low) if not low.cents else self._amount(low, currency)
            return f"{first} to {self._amount(high, currency)}"
        return self._amount(low, currency)

    def per(self, count: Reading | None, unit: str) -> str:
        if count is not None and (count.value != 1):
            return " per " + self.measure(count, None, unit)
        name = _PER.get(unit.lower()) or _UNITS.get(unit, (unit.lower(), ""))[0]
        return " each" if name == "each" else f" per {name}"

    def measure(self, low: Reading, high: Reading | None, unit: str, after: str = "") -> str:
        top = high or low
        name = _UNITS.get(unit, (unit, unit))[0 if top.value == 1 else 1]
        if high is not None:
            return f"{self._plain(low)} to {self._plain(high)} {name}"
        return f"{self._plain(low)} {name}"

    def span(self, low: Reading, high: Reading, after: str) -> str:
        if is_string_of_digits(low) or is_string_of_digits(high):
            return f"{self._digits(low.raw)} {self._digits(high.raw)}"
        return f"{self._plain(low)} to {self._plain(high)}"

    def date(self, month: int, day: int, year: int | None) -> str:
        said = f"{_MONTHS[min(month, 12) - 1]} {_words(day, 'ordinal')}"
        return f"{said}, {self.year(year)}" if year else said

    def year(self, year: int) -> str:
        return _words(year, "year")

    def clock(self, hour: int, minute: int, half: str, before: str) -> str:
        if not minute and not half and hour in (0, 12, 24):
            return "noon" if hour == 12 else "midnight"
        half = half or ("am" if hour < 12 or hour == 24 else "pm")
        hour = hour - 12 if hour > 12 else hour or 12
        said = _words(hour)
        if minute:
            said += (" oh " if minute < 10 else " ") + _words(minute)
        return f"{said} {half[0].upper()}M"

    def ratio(self, part: Reading, whole: Reading, after: str) -> str:
        if (part.raw, whole.raw) in _SHARES:
            return _SHARES[part.raw, whole.raw]
        return f"{self._plain(part)} out of {self._plain(whole)}"

    def ordinal(self, number: int, suffix: str) -> str:
        return _words(number, "ordinal")

    def discount(self, raw: str) -> str:
        return raw

    def code(self, code: str) -> str | None:
        pieces = split_code(code)
        if len(pieces) == 1 and pieces[0][0] == "word":
            return None
        said = []
        for kind, text in pieces:
            if kind == "digits":
                said.append(self._code_number(text))
            elif kind == "letters":
                said.append("eh" if text == "A" else text)  # espeak reads a lone A as the article
            else:
                said.append(text.lower() if text.isupper() else text)
        return " ".join(said)

    def mark(self, mark: str) -> str:
        return _MARKS.get(mark.lower(), "")

    def _code_number(self, digits: str) -> str:
        if "." in digits:
            return self._digits(digits)
        if len(digits) <= 2 and digits[0] != "0":
            return _words(int(digits))
        if len(digits) == 3 and digits.endswith("00"):
            return _words(int(digits))
        return self._digits(digits)

    @staticmethod
    def _digits(raw: str) -> str:
        return " ".join(_words(int(char)) if char.isdigit() else "point" for char in raw)

    def _plain(self, reading: Reading) -> str:
        if is_string_of_digits(reading):
            return self._digits(reading.raw)
        said = _words(reading.whole)
        return f"{said} point {self._digits(reading.decimals)}" if reading.decimals else said

    def _amount(self, reading: Reading, currency: str) -> str:
        one, many, cents = _MONEY.get(currency, (currency, currency, "cents"))
        if len(reading.decimals) > 2 or (reading.cents and currency == "CNY"):
            bare = Reading(reading.value, reading.decimals.rstrip("0"), reading.raw)
            return f"{self._plain(bare)} {many}"
        if reading.whole == 0 and reading.cents:
            name = cents.removesuffix("s") if reading.cents == 1 else cents
            return f"{_words(reading.cents)} {name}"
        said = f"{_words(reading.whole)} {one if reading.whole == 1 else many}"
        if not reading.cents:
            return said
        return said + (" oh " if reading.cents < 10 else " ") + _words(reading.cents)
