"""Amounts as a shop writes them in each language."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

__all__ = ["day", "money", "per_text"]

ZH_NAMES = {"EUR": "欧元", "USD": "美元", "GBP": "英镑", "JPY": "日元", "HKD": "港币"}
SYMBOLS = {"CNY": "¥", "EUR": "€", "USD": "$", "GBP": "£", "JPY": "JP¥", "HKD": "HK$"}
PER = {
    "zh": {"piece": "每件", "kg": "每公斤", "l": "每升", "斤": "每斤"},
    "en": {"piece": "each", "kg": "per kg", "l": "per litre", "斤": "per 500 g"},
    "fr": {"piece": "pièce", "kg": "le kilo", "l": "le litre", "斤": "les 500 g"},
}


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
    return f"{symbol}{digits}"


def per_text(per: str | None, lang: str) -> str:
    """How the unit of a price is said: `per 500 g`, `每500克`, `les 500 g`; "" for a piece."""
    if per is None or per == "piece":
        return ""
    known = PER.get(lang, {}).get(per)
    if known:
        return known
    if lang == "zh":
        return "每" + per.replace(" ", "").replace("kg", "公斤").replace("g", "克")
    return f"les {per}" if lang == "fr" else f"per {per}"


def day(moment: datetime, lang: str) -> str:
    """A date as it is said: `11月30日`, `30 November`, `30 novembre`."""
    if lang == "zh":
        return f"{moment.month}月{moment.day}日"
    from babel.dates import format_date

    name: str = format_date(moment, "d MMMM", locale=lang)
    return name.replace("1 ", "1er ", 1) if lang == "fr" and moment.day == 1 else name
