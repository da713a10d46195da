"""French: numbers, money and units as a host says them (dix-sept euros quatre-vingt-dix)."""

from __future__ import annotations

import re
from typing import Final

from chatbot.language.spoken_parts import Reading, in_words, is_string_of_digits, split_code

_MONEY: Final = {
    "CNY": ("yuan", "yuans", "centimes"), "EUR": ("euro", "euros", "centimes"),
    "USD": ("dollar", "dollars", "cents"), "HKD": ("dollar de Hong Kong", "dollars de Hong Kong", "cents"),
    "GBP": ("livre", "livres", "pence"),
}  # fmt: skip
_UNITS: Final = {
    "%": ("pour cent", "pour cent"), "‰": ("pour mille", "pour mille"),
    "ml": ("millilitre", "millilitres"), "cl": ("centilitre", "centilitres"),
    "l": ("litre", "litres"), "mg": ("milligramme", "milligrammes"), "g": ("gramme", "grammes"),
    "kg": ("kilo", "kilos"), "mm": ("millimètre", "millimètres"),
    "cm": ("centimètre", "centimètres"), "m": ("mètre", "mètres"),
    "km": ("kilomètre", "kilomètres"), "m²": ("mètre carré", "mètres carrés"),
    "cm²": ("centimètre carré", "centimètres carrés"), "°C": ("degré", "degrés"),
    "°F": ("degré Fahrenheit", "degrés Fahrenheit"), "°": ("degré", "degrés"),
    "V": ("volt", "volts"), "W": ("watt", "watts"), "kW": ("kilowatt", "kilowatts"),
    "kWh": ("kilowattheure", "kilowattheures"), "mAh": ("milliampère-heure", "milliampères-heure"),
    "Hz": ("hertz", "hertz"), "GHz": ("gigahertz", "gigahertz"), "dB": ("décibel", "décibels"),
    "GB": ("gigaoctet", "gigaoctets"), "G": ("G", "G"), "TB": ("téraoctet", "téraoctets"),
    "MB": ("mégaoctet", "mégaoctets"), "h": ("heure", "heures"), "min": ("minute", "minutes"),
    "s": ("seconde", "secondes"), "oz": ("once", "onces"), "lb": ("livre", "livres"),
    "in": ("pouce", "pouces"),
}  # fmt: skip
_FEMININE_UNITS: Final = frozenset(("h", "min", "s", "oz", "lb"))
_PER: Final = {
    "斤": "jin", "公斤": "kilo", "件": "pièce", "个": "pièce", "瓶": "bouteille", "盒": "boîte",
    "袋": "sachet", "双": "paire", "piece": "pièce", "pcs": "pièce", "pc": "pièce",
    "unit": "unité", "each": "pièce", "month": "mois", "pair": "paire", "bottle": "bouteille",
    "box": "boîte",
}  # fmt: skip
_MARKS: Final = {
    "+": " plus ", "=": " égale ", "±": "plus ou moins ", ">": "plus de ", "<": "moins de ",
    "&": "et", "/": ", ", "#": "numéro ", "№": "numéro ", "n°": "numéro ", "no.": "numéro ",
}  # fmt: skip
_SHARES: Final = {
    ("1", "2"): "un demi", ("1", "3"): "un tiers", ("2", "3"): "deux tiers", ("1", "4"): "un quart",
    ("3", "4"): "trois quarts",
}  # fmt: skip
_MONTHS: Final = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)
_FEMININE = re.compile(
    r"\s*(?:(?:petite|grande|seule|autre|nouvelle)s?\s)?(?:pièce|heure|minute|seconde|semaine|année|"
    r"bouteille|boîte|couleur|taille|fois|personne|livraison|commande|étoile|main|unité|paire|"
    r"réduction|journée|offre|recharge|tasse|crème|place|question|dose|goutte|cuillère|couche|"
    r"brosse|serviette|robe|chemise|veste|montre|lampe|batterie|vitesse|adresse|carte|promotion|"
    r"remise|version|cliente|partie|soirée|nuit|portion|tranche|canette|poche|capsule)",
    re.IGNORECASE,
)


def _words(number: int, *, feminine: bool = False) -> str:
    said = in_words(number, "fr")
    if feminine and number % 100 not in (11, 71, 91) and number % 10 == 1:
        said = re.sub(r"un$", "une", said)
    return said


class French:
    """The spoken French of a host in France."""

    lang: Final = "fr"
    comma_decimal: Final = True
    by: Final = " sur "
    to: Final = " à "

    def number(self, reading: Reading, after: str = "", before: str = "") -> str:
        if is_string_of_digits(reading):
            return self._digits(reading.raw)
        return self._plain(reading, feminine=bool(_FEMININE.match(after)))

    def minus(self, sign: str | None) -> str:
        return {"-": "moins ", "−": "moins ", "+": "plus "}.get(sign or "", "")

    def money(self, low: Reading, high: Reading | None, currency: str) -> str:
        if high is not None:
            first = self._amount(low, currency) if low.cents else self._plain(low)
            return f"{first} à {self._amount(high, currency)}"
        return self._amount(low, currency)

    def per(self, count: Reading | None, unit: str) -> str:
        if count is not None and count.value != 1:
            return " les " + self.measure(count, None, unit)
        name = _PER.get(unit.lower()) or _UNITS.get(unit, (unit.lower(), ""))[0]
        if name == "kilo":
            return " le kilo"
        return (
            " par " + name
            if name == "mois"
            else (" l'" if name[0] in "ué" else " le ") + name
            if name not in ("pièce", "bouteille", "boîte", "paire")
            else f" la {name}"
        )

    def measure(self, low: Reading, high: Reading | None, unit: str, after: str = "") -> str:
        top = high or low
        feminine = unit in _FEMININE_UNITS
        name = _UNITS.get(unit, (unit, unit))[0 if top.value < 2 else 1]
        said = self._plain(top, feminine=feminine)
        return f"{self._plain(low)} à {said} {name}" if high is not None else f"{said} {name}"

    def span(self, low: Reading, high: Reading, after: str) -> str:
        if is_string_of_digits(low) or is_string_of_digits(high):
            return f"{self._digits(low.raw)} {self._digits(high.raw)}"
        return f"{self._plain(low)} à {self._plain(high, feminine=bool(_FEMININE.match(after)))}"

    def date(self, month: int, day: int, year: int | None) -> str:
        said = f"{'premier' if day == 1 else _words(day)} {_MONTHS[min(month, 12) - 1]}"
        return f"{said} {self.year(year)}" if year else said

    def year(self, year: int) -> str:
        return _words(year)

    def clock(self, hour: int, minute: int, half: str, before: str) -> str:
        if half == "pm" and hour < 12:
            hour += 12
        if hour in (0, 12, 24) and not minute:
            return "midi" if hour == 12 else "minuit"
        said = f"{_words(hour, feminine=True)} heure{'s' if hour > 1 else ''}"
        return f"{said} {_words(minute)}" if minute else said

    def ratio(self, part: Reading, whole: Reading, after: str) -> str:
        if (part.raw, whole.raw) in _SHARES:
            return _SHARES[part.raw, whole.raw]
        return f"{self._plain(part)} sur {self._plain(whole)}"

    def ordinal(self, number: int, suffix: str) -> str:
        if number == 1:
            return "première" if suffix in ("re", "ère", "ere") else "premier"
        return in_words(number, "fr", "ordinal")

    def discount(self, raw: str) -> str:
        return raw

    def code(self, code: str) -> str | None:
        pieces = split_code(code)
        if len(pieces) == 1 and pieces[0][0] == "word":
            return None
        said = []
        for kind, text in pieces:
            if kind == "digits":
                long = len(text) > 3 or "." in text or text[0] == "0"
                said.append(self._digits(text) if long else _words(int(text)))
            else:
                word = text.lower() if text.isupper() else text
                said.append(" ".join(text) if kind == "letters" else word)
        return " ".join(said)

    def mark(self, mark: str) -> str:
        return _MARKS.get(mark.lower(), "")

    @staticmethod
    def _digits(raw: str) -> str:
        return " ".join(_words(int(char)) if char.isdigit() else "point" for char in raw)

    def _plain(self, reading: Reading, *, feminine: bool = False) -> str:
        if is_string_of_digits(reading):
            return self._digits(reading.raw)
        said = _words(reading.whole, feminine=feminine and not reading.decimals)
        if not reading.decimals:
            return said
        zeros = len(reading.decimals) - len(reading.decimals.lstrip("0"))
        tail = reading.decimals.lstrip("0")
        rest = [*["zéro"] * zeros, *([_words(int(tail))] if tail else [])]
        return f"{said} virgule {' '.join(rest)}"

    def _amount(self, reading: Reading, currency: str) -> str:
        one, many, cents = _MONEY.get(currency, (currency, currency, "centimes"))
        if len(reading.decimals) > 2:
            return f"{self._plain(reading)} {many}"
        if reading.whole == 0 and reading.cents:
            name = cents.removesuffix("s") if reading.cents == 1 else cents
            return f"{_words(reading.cents)} {name}"
        said = _words(reading.whole, feminine=currency == "GBP")
        link = "d'" if currency == "EUR" else "de "
        if reading.whole and reading.whole % 1_000_000 == 0:
            said += f" {link}{many}"
        else:
            said += f" {one if reading.whole < 2 else many}"
        return f"{said} {_words(reading.cents)}" if reading.cents else said
