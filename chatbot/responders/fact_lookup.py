"""A product's fact as words of a language, or None where it cannot be said in that language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from chatbot.catalog import LANGUAGES, local
from chatbot.responders.wording import CJK, alternatives

if TYPE_CHECKING:
    from chatbot.catalog import Product

__all__ = ["fact_label", "fact_text", "fact_truth"]

SPLIT = re.compile(r"\s*[,;+]\s+|\s+\+\s+|\s*[()]\s*")
NUMBER = re.compile(
    r"(about |approx\.? |around |~|约)?(\d+(?:\.\d+)?)(?:\s*[-–]\s*(\d+(?:\.\d+)?))?"
)
SIZES = re.compile(r"[\d.]+(?: ?[×x] ?[\d.]+){1,2}")
PROPER = re.compile(r"[A-Z][\w'’-]+(?:,? [A-Z][\w'’-]+)*")
CAUTION = re.compile(r"\b(?:not?|never|only|without|except|do not|don't|avoid|excluding)\b", re.I)
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9-]*|[A-Z][a-z]{3,}")
UNITS: dict[str, tuple[str, str, str, str, str]] = {
    "ml": ("毫升", "ml", "ml", "ml", "ml"),
    "l": ("升", "litres", "litre", "litres", "litre"),
    "g": ("克", "g", "g", "g", "g"),
    "kg": ("公斤", "kg", "kg", "kg", "kg"),
    "gsm": ("克每平方米", "gsm", "gsm", "g/m²", "g/m²"),
    "cm": ("厘米", "cm", "cm", "cm", "cm"),
    "mm": ("毫米", "mm", "mm", "mm", "mm"),
    "m": ("米", "m", "m", "m", "m"),
    "w": ("瓦", "watts", "watt", "watts", "watt"),
    "v": ("伏", "volts", "volt", "volts", "volt"),
    "hours": ("小时", "hours", "hour", "heures", "heure"),
    "minutes": ("分钟", "minutes", "minute", "minutes", "minute"),
    "months": ("个月", "months", "month", "mois", "mois"),
    "days": ("天", "days", "day", "jours", "jour"),
    "years": ("年", "years", "year", "ans", "an"),
    "levels": ("档", "levels", "level", "niveaux", "niveau"),
    "c": ("度", "°C", "°C", "°C", "°C"),
    "mah": ("毫安时", "mAh", "mAh", "mAh", "mAh"),
}

PREFIX = {"bluetooth": {"zh": "蓝牙", "en": "Bluetooth ", "fr": "Bluetooth "}}


@cache
def _words() -> dict[str, Any]:
    import yaml

    text = (files("chatbot") / "data" / "fact_words.yaml").read_text("utf-8")
    words: dict[str, Any] = yaml.safe_load(text)
    words["terms"] = [(re.compile(p, re.IGNORECASE), zh, fr) for p, zh, fr in words["terms"]]
    return words


def fact_label(key: str, lang: str) -> str | None:
    """What a fact's key is called, None for one that has no name here."""
    found = _words()["labels"].get(key, {}).get(lang)
    if found is None and lang == "en":
        return key.replace("_", " ")
    return None if found is None else str(found)


def fact_truth(key: str, value: bool, lang: str) -> str | None:
    """The sentence for a key that holds true or false, without a subject."""
    pair = _words()["truths"].get(key, {}).get(lang)
    return str(pair[0 if value else 1]) if pair else None


def fact_text(product: Product, key: str, lang: str) -> str | None:
    """The fact's value as it may be said; figures carry the unit of the key's last part."""
    value = product.facts.get(key)
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, Mapping):
        if value and set(value) <= {*LANGUAGES, *(k for k in value if len(str(k)) == 2)}:
            found = value.get(lang)
            return str(found) if found else None
        return None
    if isinstance(value, int | float):
        return _figure(str(value), key, lang)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return None
    return _text(str(value).strip(), product, key, lang)


def _text(text: str, product: Product, key: str, lang: str) -> str | None:
    figure = _figure(text, key, lang)
    if figure is not None:
        return PREFIX.get(key, {}).get(lang, "") + figure
    if re.search(r"\s/\s", text) or ("/" in text and CJK.search(text)):
        found = alternatives(text, lang)
        if found:
            return found
        text = alternatives(text, "en") or text
    chinese = bool(CJK.search(text))
    if (lang == "zh") == chinese and lang != "fr":
        return text.replace("; ", ", ")
    if chinese:
        return _claim(text, product, lang)
    if PROPER.fullmatch(text) and lang == "fr":
        return text
    return (
        _translated(text, lang) or _claim(text, product, lang) or _translated(text, lang, part=True)
    )


def _figure(text: str, key: str, lang: str) -> str | None:
    """A bare figure with the unit that its key names: `0.6` of `capacity_l` is `0,6 litre`."""
    unit = next((p for p in reversed(key.split("_")) if p in UNITS), None)
    if SIZES.fullmatch(text):
        word = UNITS[unit][0 if lang == "zh" else 1] if unit else ""
        sides = re.split(r" ?[×x] ?", text.replace(".", ",") if lang == "fr" else text)
        if lang == "zh":
            return "×".join(f"{side}{word}" for side in sides)
        return " × ".join(f"{side} {word}".strip() for side in sides)
    match = NUMBER.fullmatch(text)
    if match is None:
        return None
    about, low, high = match.groups()
    low = low.removesuffix(".0")
    if lang == "fr":
        low, high = low.replace(".", ","), high and high.replace(".", ",")
    to = {"zh": "到", "fr": " à "}.get(lang, " to ")
    amount = f"{low}{to}{high}" if high else low
    if unit is not None:
        zh, many, one, plusieurs, un = UNITS[unit]
        single = high is None and float(match[2]) < 2
        if lang == "zh":
            amount += zh
        elif lang == "fr":
            amount += f" {un if single else plusieurs}"
        else:
            amount += f" {one if float(match[2]) == 1 and high is None else many}"
    if about:
        amount = {"zh": f"大约{amount}", "fr": f"environ {amount}"}.get(lang, f"about {amount}")
    return amount


def _translated(text: str, lang: str, *, part: bool = False) -> str | None:
    """English trade words in `lang`; with `part`, harmless others are left out."""
    if lang not in ("zh", "fr"):
        return None
    said: list[str] = []
    for piece in filter(None, (p.strip(" .") for p in SPLIT.split(text))):
        words = _term(piece, lang)
        if words is None:
            if not part or CAUTION.search(piece):
                return None
            continue
        said.append(words)
    if not said:
        return None
    return ("，" if lang == "zh" else ", ").join(said)


def _term(piece: str, lang: str) -> str | None:
    for pattern, zh, fr in _words()["terms"]:
        match = pattern.fullmatch(piece)
        if match:
            groups = [group or "" for group in match.groups()]
            return str(zh if lang == "zh" else fr).format(*groups).strip()
    return None


def _claim(text: str, product: Product, lang: str) -> str | None:
    """An allowed claim with the fact's figures, codes or names: the shop's own words for it."""
    tokens = {token.lower().replace(",", ".") for token in TOKEN.findall(text)}
    if not tokens:
        return None
    best: tuple[int, str] | None = None
    for claim in product.allowed_claims.get(lang, ()):
        own = {token.lower().replace(",", ".") for token in TOKEN.findall(claim)}
        shared = len(tokens & own)
        strange = {word for word in own - tokens if word[0].isdigit()}
        if shared and not strange and (best is None or shared > best[0]):
            best = (shared, claim)
    return best[1] if best else None


def shop_text(text: Any, lang: str) -> str | None:
    """A text of the shop in exactly this language."""
    if isinstance(text, Mapping):
        found = text.get(lang)
        return str(found) if found else None
    plain = local(text, lang) if isinstance(text, str) else ""
    return plain if plain and bool(CJK.search(plain)) == (lang == "zh") and lang != "fr" else None
