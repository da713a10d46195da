"""Values that several files share: texts by language, amounts, units, instants, durations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from chatbot.errors import Wrong, WrongValue, did_you_mean

__all__ = [
    "CURRENCIES",
    "LANGUAGES",
    "MARKET_CURRENCY",
    "Amounts",
    "Count",
    "Instant",
    "LanguageKey",
    "LocalText",
    "Seconds",
    "decimals_of",
    "duration_s",
    "local",
    "suggest_per",
    "valid_per",
]

MARKET_CURRENCY = {"cn": "CNY", "eu": "EUR", "us": "USD"}

LANGUAGES = ("zh", "en", "fr")
"""The languages that the host speaks."""

# ISO 4217, the currencies in use
CURRENCIES = frozenset(
    re.findall(
        r"\w+",
        """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
    GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD
    KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN
    NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP
    SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND
    VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG""",
    )
)
_NO_CENTS = re.findall(r"\w+", "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF")
_DECIMALS = {
    **dict.fromkeys(_NO_CENTS, 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
_SLIPS = {"RMB": "CNY", "CNH": "CNY", "YUAN": "CNY", "EURO": "EUR", "US": "USD"} | {
    **{"¥": "CNY", "￥": "CNY", "元": "CNY", "€": "EUR", "$": "USD", "£": "GBP"}
}
_LANGUAGE_SLIPS = {"cn": "zh", "jp": "ja", "kr": "ko", "uk": "en", "us": "en"}

_PER_UNITS = re.findall(
    r"\S+",
    "piece pair set box bag bottle tin pack roll portion m mg g kg ml cl l lb oz "
    "件 个 只 双 对 套 盒 袋 瓶 罐 包 卷 条 张 本 支 把 份 米 克 千克 公斤 斤 两 毫升 升 "
    "pièce paire lot boîte sachet bouteille",
)
_PER = re.compile(r"(?:(\d+(?:\.\d+)?)\s*)?(\D+)")


def decimals_of(currency: str) -> int:
    """How many decimals amounts in this currency have."""
    return _DECIMALS.get(currency, 2)


def valid_per(per: str) -> bool:
    """True for what a price may be for: `piece`, `500 g`, `斤`, `kg`, `l` and their like."""
    match = _PER.fullmatch(per.strip())
    return match is not None and match[2].strip() in _PER_UNITS and match[1] not in ("0", "0.0")


def suggest_per(per: str) -> str:
    """Return the nearest known unit, or examples, to put behind an error."""
    unit = per.lstrip("0123456789. ")
    return did_you_mean(unit, _PER_UNITS) or " (such as piece, 500 g, 斤, kg, l)"


def _checked_languages(value: str | dict[str, str]) -> str | dict[str, str]:
    if isinstance(value, dict):
        wrongs = list(_language_keys(value))
        wrongs += [Wrong("the text is empty", (key,)) for key, text in value.items() if not text]
        if not value:
            wrongs = [Wrong("write a text, or one for each language (zh, en, fr)")]
        if wrongs:
            raise WrongValue(wrongs)
    return value


def _language_keys(keys: Iterable[str]) -> Iterator[Wrong]:
    for key in keys:
        if key in LANGUAGES or (re.fullmatch("[a-z]{2}", key) and key not in _LANGUAGE_SLIPS):
            continue
        slip = _LANGUAGE_SLIPS.get(key.lower()) or key[:2].lower()
        near = f" (did you mean {slip!r}?)" if slip in LANGUAGES else ""
        yield Wrong(f"unknown language {key!r}{near}", (key,))


def _spoken_language(value: str) -> str:
    if value not in LANGUAGES:
        slip = _LANGUAGE_SLIPS.get(value.lower()) or value[:2].lower()
        near = f" (did you mean {slip!r}?)" if slip in LANGUAGES else " (known: zh, en, fr)"
        raise ValueError(f"unknown language {value!r}{near}")
    return value


LanguageKey = Annotated[
    str, AfterValidator(_spoken_language), WithJsonSchema({"enum": list(LANGUAGES)})
]
"""The code of a language that the host speaks."""

LocalText = Annotated[str | dict[str, str], AfterValidator(_checked_languages)]
"""One text for all languages, or one for each."""


def local(text: LocalText | None, lang: str, *fallback: str) -> str:
    """Return the text in `lang`, else in the first fallback it has, else in any; "" for None."""
    if text is None or isinstance(text, str):
        return text or ""
    for choice in (lang, *fallback, "en", "zh"):
        if text.get(choice):
            return text[choice]
    return next(iter(text.values()), "")


def _wrong_amounts(amounts: dict[str, Decimal] | None) -> Iterator[Wrong]:
    for currency, amount in (amounts or {}).items():
        if currency not in CURRENCIES:
            slip = _SLIPS.get(currency.upper()) or currency.upper()
            near = f" (did you mean {slip!r}?)" if slip in CURRENCIES else ""
            near = near or did_you_mean(currency.upper(), MARKET_CURRENCY.values())
            yield Wrong(f"unknown currency {currency!r}{near}", (currency,))
            continue
        exponent = amount.normalize().as_tuple().exponent
        if not amount.is_finite() or amount <= 0:
            yield Wrong(f"{amount} {currency}: an amount must be more than 0", (currency,))
        elif amount >= 10**9:
            yield Wrong(f"{amount} {currency}: this amount is too large", (currency,))
        elif isinstance(exponent, int) and -exponent > decimals_of(currency):
            most = decimals_of(currency)
            words = f"{most} decimals at most" if most else "no decimals"
            yield Wrong(f"{amount} {currency}: an amount in {currency} has {words}", (currency,))


def _amounts(value: dict[str, Decimal] | None) -> dict[str, Decimal] | None:
    wrongs = list(_wrong_amounts(value))
    if wrongs:
        raise WrongValue(wrongs)
    return value


def _with_offset(value: datetime | None) -> datetime | None:
    if value is not None and value.tzinfo is None:
        raise ValueError(
            f"say which clock is meant: {value.isoformat()}+08:00 for China, or another offset"
        )
    return value


def _no_truth(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError(f"should be a whole number, not {str(value).lower()}")
    return value


Count = Annotated[int, BeforeValidator(_no_truth, json_schema_input_type=int)]
"""A whole number; `true` is not one."""

Amounts = Annotated[dict[str, Decimal], AfterValidator(_amounts)]
Instant = Annotated[datetime, AfterValidator(_with_offset)]


_UNITS_S = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}
_DURATION = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(s|m|min|h|d)\s*")


def duration_s(value: object) -> object:
    """Turn `90s`, `15m`, `24h`, `2d` into seconds; numbers are seconds already.

    Raises:
        ValueError: a text that is no duration.
    """
    if not isinstance(value, str):
        return value
    match = _DURATION.fullmatch(value)
    if match is None:
        raise ValueError(f"{value!r} is not a duration: write 90s, 15m, 24h or 2d")
    return float(match[1]) * _UNITS_S[match[2]]


Seconds = Annotated[float, BeforeValidator(duration_s, json_schema_input_type=float | str)]
