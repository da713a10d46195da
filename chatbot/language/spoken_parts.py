"""What the three languages share when they read numbers: amounts, currencies, units."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, Protocol

CURRENCIES: Final = {
    "CN¥": "CNY", "RMB": "CNY", "CNY": "CNY", "¥": "CNY", "元": "CNY", "块钱": "CNY", "块": "CNY",
    "€": "EUR", "EUR": "EUR", "EUROS": "EUR", "EURO": "EUR", "欧元": "EUR",
    "US$": "USD", "USD": "USD", "$": "USD", "美元": "USD", "DOLLARS": "USD",
    "HK$": "HKD", "港币": "HKD", "£": "GBP", "GBP": "GBP", "英镑": "GBP",
    "YUANS": "CNY", "YUAN": "CNY",
}  # fmt: skip
"""Signs and words of money, upper case, to their ISO code; `¥` is the yuan in these rooms."""

UNITS: Final = {
    "%": "%", "‰": "‰", "ml": "ml", "mL": "ml", "cl": "cl", "L": "l", "l": "l", "mg": "mg",
    "g": "g", "kg": "kg", "KG": "kg", "Kg": "kg", "ML": "ml", "Ml": "ml", "CM": "cm", "MM": "mm", "mm": "mm", "cm": "cm", "km": "km", "m": "m", "m²": "m²",
    "cm²": "cm²", "m2": "m²", "°C": "°C", "℃": "°C", "°F": "°F", "°": "°", "V": "V", "W": "W",
    "kW": "kW", "kWh": "kWh", "mAh": "mAh", "Hz": "Hz", "GHz": "GHz", "dB": "dB", "GB": "GB", "G": "G", "gb": "GB",
    "Go": "GB", "TB": "TB", "To": "TB", "MB": "MB", "Mo": "MB", "h": "h", "min": "min", "mins": "min",
    "sec": "s", "oz": "oz", "lb": "lb", "lbs": "lb", "inch": "in", "inches": "in",
}  # fmt: skip
"""Written units to the key under which each language names them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A number as read: its value and its decimals as written (`2.0` keeps its zero)."""

    value: Decimal
    decimals: str
    raw: str

    @property
    def whole(self) -> int:
        return int(self.value)

    @property
    def cents(self) -> int:
        """Hundredths, for money: 17.9 gives 90. Beyond two decimals, None fits: see `plain`."""
        return int((self.decimals + "00")[:2])


def amount_of(raw: str, comma_decimal: bool) -> Reading:
    """The number written as `raw`, with either decimal sign and with or without group signs.

    Where one sign before three digits could mean both (`1.299`), `comma_decimal` tells: then a
    comma is the decimal sign and a point groups, else the other way round.
    """
    text = "".join(raw.split())
    signs = [char for char in text if char in ".,"]
    whole, decimals = text, ""
    if signs:
        last = max(text.rfind("."), text.rfind(","))
        tail = text[last + 1 :]
        one_kind = len(set(signs)) == 1
        grouped = len(tail) == 3 and (
            (one_kind and len(signs) > 1)
            or (len(signs) == 1 and (text[last] == ("." if comma_decimal else ",")))
        )
        if one_kind and len(signs) > 1 and not grouped:
            return Reading(Decimal(0), "", raw)
        if not grouped:
            whole, decimals = text[:last], tail
        if grouped and text.startswith("0"):
            whole, decimals = text[:last], tail
    whole = whole.replace(".", "").replace(",", "") or "0"
    return Reading(Decimal(f"{whole}.{decimals or 0}"), decimals, raw)


@lru_cache(maxsize=1024)
def in_words(number: int, lang: str, to: str = "cardinal") -> str:
    """`number` in words: `cardinal`, `ordinal` or `year`."""
    import num2words2  # imported late: only a speaking show needs it

    convert: Callable[..., object] = num2words2.num2words
    return str(convert(number, lang=lang, to=to))


def is_string_of_digits(reading: Reading) -> bool:
    """Whether the number is read digit by digit: a telephone, an order number, `007`, `1.5.2`."""
    signs = reading.raw.count(".") + reading.raw.count(",")
    if signs > 1 and not reading.value:
        return True
    plain = reading.raw.isdigit()
    return plain and (len(reading.raw) >= 7 or (len(reading.raw) > 1 and reading.raw[0] == "0"))


SPELLED: Final = frozenset(
    "AI IA LED LCD UV UVA UVB SPF VIP PVC USB EU UE US UK USA FAQ DIY ID QR TV PC BPA HD UHD OS "
    "ISO CE FDA PU PP PE PET ABS RGB GPS NFC AC DC XS XL XXL IP IPX OLED CNY RMB EUR USD DM PM AM "
    "APP EDT EDP PH".split()
)
"""Capitals that are said letter by letter although they could be read as a word."""


def split_code(code: str) -> list[tuple[str, str]]:
    """A code's pieces: (`"word"`, `"letters"` or `"digits"`, text). `LIVE10` is a word and digits.

    Capitals are spelled when they are short, known to be spelled, or have no vowel.
    """
    pieces: list[tuple[str, str]] = []
    for part in re.findall(r"[A-Za-z]+|\d+(?:\.\d+)?", code):
        if part[0].isdigit():
            pieces.append(("digits", part))
        elif part.upper() in SPELLED and part.isupper():
            pieces.append(("letters", part))
        elif len(part) == 1 or (part.isupper() and not re.search("[AEIOUY]", part)):
            pieces.append(("letters", part.upper()))
        elif len(part) <= 2 and part.isupper() and len(part) < len(code):
            pieces.append(("letters", part))
        else:
            pieces.append(("word", part))
    return pieces


class Tongue(Protocol):
    """How one language says what the scanner found. Every method returns the words alone."""

    @property
    def lang(self) -> str: ...
    @property
    def comma_decimal(self) -> bool: ...
    @property
    def by(self) -> str: ...
    @property
    def to(self) -> str: ...

    def number(self, reading: Reading, after: str = "", before: str = "") -> str: ...
    def minus(self, sign: str | None) -> str: ...
    def money(self, low: Reading, high: Reading | None, currency: str) -> str: ...
    def per(self, count: Reading | None, unit: str) -> str: ...
    def measure(self, low: Reading, high: Reading | None, unit: str, after: str = "") -> str: ...
    def span(self, low: Reading, high: Reading, after: str) -> str: ...
    def date(self, month: int, day: int, year: int | None) -> str: ...
    def year(self, year: int) -> str: ...
    def clock(self, hour: int, minute: int, half: str, before: str) -> str: ...
    def ratio(self, part: Reading, whole: Reading, after: str) -> str: ...
    def ordinal(self, number: int, suffix: str) -> str: ...
    def discount(self, raw: str) -> str: ...
    def code(self, code: str) -> str | None: ...
    def mark(self, mark: str) -> str: ...
