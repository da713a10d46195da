"""Amounts, the units they are for, and dates, as a shop writes them in each language."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

__all__ = ["count_text", "day", "money", "per_text", "time_left"]

ZH_NAMES = {"EUR": "欧元", "USD": "美元", "GBP": "英镑", "JPY": "日元", "HKD": "港币"}
SYMBOLS = {"CNY": "¥", "EUR": "€", "USD": "$", "GBP": "£", "JPY": "JP¥", "HKD": "HK$"}

# a unit as a catalog writes it: the same unit in Chinese, English (one, many) and French (one, many)
UNITS: dict[str, tuple[str, str, str, str, str]] = {
    "pair": ("双", "pair", "pairs", "la paire", "paires"),
    "set": ("套", "set", "sets", "le lot", "lots"),
    "box": ("盒", "box", "boxes", "la boîte", "boîtes"),
    "bag": ("袋", "bag", "bags", "le sachet", "sachets"),
    "bottle": ("瓶", "bottle", "bottles", "la bouteille", "bouteilles"),
    "tin": ("罐", "tin", "tins", "la boîte", "boîtes"),
    "pack": ("包", "pack", "packs", "le paquet", "paquets"),
    "roll": ("卷", "roll", "rolls", "le rouleau", "rouleaux"),
    "portion": ("份", "portion", "portions", "la portion", "portions"),
    "m": ("米", "metre", "m", "le mètre", "m"),
    "mg": ("毫克", "mg", "mg", "le mg", "mg"),
    "g": ("克", "g", "g", "le gramme", "g"),
    "kg": ("公斤", "kg", "kg", "le kilo", "kg"),
    "ml": ("毫升", "ml", "ml", "le ml", "ml"),
    "cl": ("厘升", "cl", "cl", "le cl", "cl"),
    "l": ("升", "litre", "l", "le litre", "l"),
    "lb": ("磅", "pound", "lb", "la livre anglaise", "lb"),
    "oz": ("盎司", "ounce", "oz", "l'once", "oz"),
    "件": ("件", "piece", "pieces", "la pièce", "pièces"),
    "双": ("双", "pair", "pairs", "la paire", "paires"),
    "套": ("套", "set", "sets", "le lot", "lots"),
    "盒": ("盒", "box", "boxes", "la boîte", "boîtes"),
    "袋": ("袋", "bag", "bags", "le sachet", "sachets"),
    "瓶": ("瓶", "bottle", "bottles", "la bouteille", "bouteilles"),
    "罐": ("罐", "tin", "tins", "la boîte", "boîtes"),
    "包": ("包", "pack", "packs", "le paquet", "paquets"),
    "卷": ("卷", "roll", "rolls", "le rouleau", "rouleaux"),
    "张": ("张", "sheet", "sheets", "la feuille", "feuilles"),
    "本": ("本", "copy", "copies", "l'exemplaire", "exemplaires"),
    "份": ("份", "portion", "portions", "la portion", "portions"),
    "米": ("米", "metre", "m", "le mètre", "m"),
    "克": ("克", "g", "g", "le gramme", "g"),
    "公斤": ("公斤", "kg", "kg", "le kilo", "kg"),
    "斤": ("斤", "500 g", "× 500 g", "les 500 g", "× 500 g"),
    "两": ("两", "50 g", "× 50 g", "les 50 g", "× 50 g"),
    "毫升": ("毫升", "ml", "ml", "le ml", "ml"),
    "升": ("升", "litre", "l", "le litre", "l"),
}
SAME = {"千克": "公斤", "对": "双", "pièce": "件", "paire": "pair", "lot": "set", "boîte": "box", "sachet": "bag",
        "bouteille": "bottle"}  # fmt: skip
COUNTERS = {"个": "个", "只": "只", "条": "条", "支": "支", "把": "把"}
PACKS = frozenset(
    ["pair", "set", "box", "bag", "bottle", "tin", "pack", "roll", "portion",
     "双", "套", "盒", "袋", "瓶", "罐", "包", "卷", "份", "件"]
)  # fmt: skip
PER = re.compile(r"(?:(\d+(?:\.\d+)?)\s*)?(\D+)")


def money(amount: Decimal, currency: str, lang: str) -> str:
    """`¥129`, `17.90欧元`, `€17.90` or `17,90 €`; whole amounts have no decimals."""
    whole = amount == amount.to_integral_value()
    digits = f"{amount:,.0f}" if whole else f"{amount:,.2f}"
    symbol = SYMBOLS.get(currency, currency)
    if lang == "fr":
        plain = digits.replace(",", "\u202f").replace(".", ",")
        return f"{plain}\u00a0{symbol}"
    if lang == "zh" and currency != "CNY":
        return f"{digits}{ZH_NAMES.get(currency, currency)}"
    return f"{symbol}{digits}" if currency in SYMBOLS else f"{symbol} {digits}"


def per_text(per: str | None, lang: str) -> str:
    """How the unit of a price is said: `per 500 g`, `每500克`, `les 500 g`; "" for a piece."""
    match = PER.fullmatch((per or "piece").strip())
    number, unit = (match[1], match[2].strip()) if match else (None, per or "")
    unit = SAME.get(unit, unit)
    number = None if number in ("1", "1.0") else number
    if unit in COUNTERS:
        if number is None:
            return {"zh": f"每{unit}", "fr": "la pièce"}.get(lang, "each")
        unit = "件"
    if unit in ("piece", "件") and number is None:
        return f"每{unit}" if lang == "zh" and unit == "件" and per == "件" else ""
    zh, one, many, un, plusieurs = UNITS.get("件" if unit == "piece" else unit, (unit,) * 5)
    if lang == "zh":
        return f"每{number or ''}{zh}"
    if lang == "fr":
        value = (number or "").replace(".", ",")
        return f"les {value} {plusieurs}" if number else un
    return f"per {number} {many}" if number else f"per {one}"


def count_text(count: int, per: str | None, lang: str) -> str:
    """So many of a packed unit: `2罐`, `2 tins`, `2 boîtes`; "" for what is measured."""
    unit = SAME.get((per or "").strip(), (per or "").strip())
    if unit not in PACKS:
        return ""
    zh, one, many, _, plusieurs = UNITS[unit]
    if lang == "zh":
        return f"{count}{zh}"
    return f"{count} {plusieurs if lang == 'fr' else one if count == 1 else many}"


def day(moment: date, lang: str) -> str:
    """A date as it is said: `11月30日`, `30 November`, `30 novembre`."""
    if lang == "zh":
        return f"{moment.month}月{moment.day}日"
    from babel.dates import format_date

    name: str = format_date(moment, "d MMMM", locale=lang)
    return name.replace("1 ", "1er ", 1) if lang == "fr" and moment.day == 1 else name


def time_left(left: timedelta, lang: str) -> str:
    """How long is left, as it is said: `10分钟`, `1 minute`, `2 heures`; "" under half a minute.

    Hours are whole: never more than there are.
    """
    seconds = int(left.total_seconds())
    if seconds < 30:
        return ""
    count, unit = round(seconds / 60) or 1, "minute"
    if seconds >= 5400:
        count, unit = seconds // 3600, "hour"
    if lang == "zh":
        return f"{count}{'分钟' if unit == 'minute' else '小时'}"
    word = {"hour": "heure"}.get(unit, unit) if lang == "fr" else unit
    return f"{count} {word}{'s' if count > 1 else ''}"
