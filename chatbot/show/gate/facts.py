"""The catalog as the gate reads it: names to products, and every figure it states."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import chain
from operator import add
from typing import TYPE_CHECKING, Any

from chatbot.language.amounts import Amount, find_amounts
from chatbot.language.numerals import fold
from chatbot.language.patterns import led
from chatbot.language.spoken import spoken_form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chatbot.catalog import Catalog, LocalText, Product

__all__ = ["CatalogFacts", "Known", "ProductFacts", "Region", "facts_of", "normal", "words_of"]

Known = tuple[Decimal, str | None]
"""A figure and its base unit (seconds, months, ml, g…); None where the catalog names no unit."""

_MOST_NAMED = 512
"""Texts whose regions are remembered."""

_BASE = {
    "s": ("s", 1), "min": ("s", 60), "h": ("s", 3600), "day": ("s", 86400), "week": ("s", 604800),
    "month": ("month", 1), "year": ("month", 12), "ml": ("ml", 1), "cl": ("ml", 10),
    "l": ("ml", 1000), "mg": ("mg", 1), "g": ("mg", 1000), "kg": ("mg", 10**6),
    "斤": ("mg", 500_000), "两": ("mg", 50_000), "mm": ("mm", 1), "cm": ("mm", 10),
    "m": ("mm", 1000),
}  # fmt: skip
_KEY_UNITS = {
    "ml": "ml", "cl": "cl", "l": "l", "mg": "mg", "g": "g", "gsm": "gsm", "kg": "kg", "mm": "mm",
    "cm": "cm", "m": "m", "hours": "h", "hour": "h", "minutes": "min", "seconds": "s",
    "days": "day", "weeks": "week", "months": "month", "years": "year", "v": "v", "w": "w",
    "mah": "mah", "percent": "%", "celsius": "c", "db": "db", "lumens": "lm",
}  # fmt: skip


def normal(value: Decimal, unit: str | None) -> Known:
    """A figure in its base unit, so that 600 ml is 0.6 l and a year is twelve months."""
    base, factor = _BASE.get(unit or "", (unit, 1))
    return (value * factor).normalize(), base


def _texts(value: Any) -> Iterator[str]:
    if value is None or value is False:
        return
    if isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    elif value is not True:
        yield str(value)


def _figures(key: str, value: Any) -> Iterator[Known]:
    """The figures of one fact; one without a unit takes that of its key (`battery_hours`)."""
    units = [_KEY_UNITS[part] for part in key.lower().split("_") if part in _KEY_UNITS]
    own = units[0] if units else None
    for text in _texts(value):
        for amount in find_amounts(text, "en"):
            if amount.kind in ("measure", "duration", "percent"):
                yield normal(amount.value, amount.unit)
            elif amount.kind == "count":
                yield normal(amount.value, None)
            elif amount.kind != "money":
                yield normal(amount.value, own if amount.kind == "bare" else None)


_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_LATIN_RUN = re.compile(r"[a-zà-ÿœ]+")
_NOT = re.compile(
    r"\([^)]*\)|（[^）]*）|\b(?:not|no|non|pas|do not|sans|without)\b[^,;/]*|[不无非][^，；,;/]*"
)


def _spoken_support(product: Product) -> str:
    """All the catalog asserts of a product, folded, without what it denies."""
    parts: list[str] = []
    for key, value in product.facts.items():
        if value is False:
            continue
        parts.append(key.replace("_", " "))
        parts.extend(_NOT.sub(" ", text) for text in _texts(value))
    for claims in product.allowed_claims.values():
        parts.extend(claims)
    parts.extend(_texts(product.name))
    return fold(" | ".join(parts))


@dataclass(frozen=True)
class ProductFacts:
    """One product's figures, codes and claims."""

    product: Product
    figures: frozenset[Known]
    codes: frozenset[str]
    support: str
    forbidden: tuple[tuple[str, re.Pattern[str]], ...]
    written: frozenset[Decimal]

    @cached_property
    def bare(self) -> frozenset[Decimal]:
        """Every figure's value whatever its unit."""
        return frozenset(value for value, _ in self.figures)


@dataclass(frozen=True, kw_only=True)
class Region:
    """How one region is shipped to and what comes back from it."""

    key: str
    fee: dict[str, Decimal] = field(default_factory=dict)
    free_from: dict[str, Decimal] = field(default_factory=dict)
    surcharge: dict[str, Decimal] = field(default_factory=dict)
    remote: tuple[str, ...] = ()
    dispatch_hours: Decimal | None = None
    days: tuple[Decimal, ...] = ()
    business_days: bool = False
    return_days: tuple[Decimal, ...] = ()


_REGION_WORDS = {
    "CN": r"中国|国内|大陆|内地|全国|北京|上海|广州|深圳|\bchina\b|\bchine\b|mainland",
    "EU": r"欧盟|欧洲|法国|巴黎|柏林|\bparis\b|\blyon\b|\bberlin\b|德国|意大利|西班牙|比利时|荷兰|\beu\b|\beurope\b|union européenne|\bl'ue\b|\bfrance\b"
    r"|german|allemagne|\bital|spain|espagne|belgi|netherlands|pays-bas|portugal|"
    r"austria|autriche|ireland|irlande",
    "US": r"美国|纽约|洛杉矶|\bnew york\b|\busa\b|\bthe us\b|\bu\.s\b|united states|\bthe states\b|\bamerica\b|états-unis|etats-unis|amérique",
    "UK": r"英国|\buk\b|britain|england|royaume-uni|angleterre",
}
_IN_THE_US = re.compile(r"\bUS\b(?! ?(?:dollars?|\$))")
_REGION_OF_MARKET = {"cn": "CN", "eu": "EU", "us": "US"}
_LANG_REGIONS = {"zh": ("CN",), "en": ("EU", "US"), "fr": ("EU",)}


def _regions(catalog: Catalog) -> dict[str, Region]:
    found: dict[str, Region] = {}
    for key, info in catalog.shipping.items():
        if not isinstance(info, dict):
            continue
        money: dict[str, dict[str, Decimal]] = {"fee": {}, "free_from": {}, "remote_surcharge": {}}
        days: tuple[Decimal, ...] = ()
        business = False
        for name, value in info.items():
            head, _, currency = name.rpartition("_")
            if head in money and value is not None:
                money[head][currency] = Decimal(str(value))
            elif name.startswith("days") and value is not None:
                days = tuple(a.value for a in find_amounts(str(value), "en"))
                business = "business" in name or "working" in name
        remote = tuple(
            fold(part) for name in info.get("remote_regions") or () for part in str(name).split("/")
        )
        hours = info.get("dispatch_hours")
        found[key] = Region(
            key=key, fee=money["fee"], free_from=money["free_from"],
            surcharge=money["remote_surcharge"], remote=remote, days=days, business_days=business,
            dispatch_hours=None if hours is None else Decimal(str(hours)),
            return_days=tuple(
                a.value for text in _texts(catalog.returns.get(key))
                for a in find_amounts(text, "en") if a.kind == "duration"
            ),
        )  # fmt: skip
    for key, text in catalog.returns.items():
        days = tuple(a.value for a in find_amounts(str(text), "en") if a.unit == "day")
        if key not in found and days:
            found[key] = Region(key=key, return_days=days)
    return found


def _latin(word: str) -> bool:
    return bool(re.match(r"[a-zà-ÿœ0-9]", word))


def _name_patterns(catalog: Catalog) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    words: dict[str, str] = {}

    def add(word: str, sku: str) -> None:
        word = fold(word).strip()
        if word and not (word in words and words[word] != sku):
            words[word] = sku

    for product in catalog.products:
        for name in _texts(product.name):
            add(name, product.sku)
            bare = re.sub(r"[\s(（]*[\d.,]+ ?[a-zA-Z²%]{1,3}[)）]?$", "", name)
            add(bare, product.sku)
            if not product.aliases and " " in bare:
                head = bare.split()[-1]
                if len(head) > 3 and head.isascii():
                    add(head, product.sku)
        for alias in product.aliases:
            add(alias, product.sku)
        add(product.sku, product.sku)
    if not words:
        return None, words
    ordered = sorted(words, key=len, reverse=True)
    ends = {w: r"(?:e?s)?(?![a-zà-ÿœ0-9])" if _latin(w[-1]) else "" for w in ordered}
    latin = "|".join(re.escape(w) + ends[w] for w in ordered if _latin(w))
    wide = "|".join(re.escape(w) + ends[w] for w in ordered if not _latin(w))
    parts = [part for part in (latin and rf"(?<![a-zà-ÿœ0-9])(?:{latin})", wide) if part]
    return re.compile("|".join(parts)), words


def _forbidden(product: Product) -> tuple[tuple[str, re.Pattern[str]], ...]:
    patterns: list[tuple[str, re.Pattern[str]]] = []
    for claim in product.forbidden_claims:
        for part in re.sub(r"\([^)]*\)|（[^）]*）", "", claim).split("/"):
            phrase = fold(part).strip()
            if not phrase:
                continue
            body = re.sub(r"(?<![a-z])n(?![a-z])|\d+", "#", phrase)
            body = (
                re.escape(body)
                .replace(r"\#", "#")
                .replace("#", r"[\d一二两三四五六七八九十a-z]{1,8}")
            )
            body = body.replace(r"\ ", r"[ -]")
            if _latin(phrase):
                body = rf"(?<![a-zà-ÿ]){body}(?:s|d|es)?(?![a-zà-ÿ])"
            patterns.append((phrase, re.compile(body)))
    return tuple(patterns)


def words_of(*values: Any) -> frozenset[str]:
    """The words in Latin letters and the pairs of Chinese characters of some texts."""
    return _words_in(" | ".join(part for value in values for part in _texts(value)))


@lru_cache(maxsize=64)
def _words_in(written: str) -> frozenset[str]:
    text = fold(written).replace("_", " ")
    pairs = chain.from_iterable(map(add, run, run[1:]) for run in _HAN_RUN.findall(text))
    return frozenset(_LATIN_RUN.findall(text)).union(pairs)


def _telling(words_by_sku: dict[str, frozenset[str]], least: int) -> dict[str, frozenset[str]]:
    """The words that one product has alone; of Latin ones only those of `least` letters."""
    often = Counter(word for words in words_by_sku.values() for word in words)
    return {
        sku: frozenset(w for w in words if often[w] == 1 and (len(w) >= least or not w.isascii()))
        for sku, words in words_by_sku.items()
    }


def _words_about(product: Product) -> frozenset[str]:
    said: list[Any] = [product.name, list(product.aliases), product.sku, product.per]
    said += [product.allowed_claims, list(product.facts), product.facts]
    if product.variants is not None:
        said += [list(product.variants.colours), list(product.variants.sizes)]
    return words_of(*said)


class CatalogFacts:
    """An index of one catalog version; build with `facts_of`."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self.names, self._words = _name_patterns(catalog)
        self.regions = _regions(catalog)
        self._named: dict[tuple[str, str], tuple[Region, ...]] = {}
        self.products: dict[str, ProductFacts] = {}
        for product in catalog.products:
            figures = {k for key, v in product.facts.items() for k in _figures(key, v)}
            figures |= {k for v in product.allowed_claims.values() for k in _figures("", v)}
            figures |= set(_figures("", product.name))
            codes = {
                (a.unit or "") for text in (_spoken_support(product),)
                for a in find_amounts(text, "en") if a.kind == "code"
            }  # fmt: skip
            written = {
                a.value
                for value in (product.facts, product.allowed_claims, product.name)
                for text in _texts(value)
                for a in find_amounts(text, "en")
            }
            self.products[product.sku] = ProductFacts(
                product, frozenset(figures), frozenset(codes), _spoken_support(product),
                _forbidden(product), frozenset(written),
            )  # fmt: skip
        shop: list[Any] = [catalog.shop.model_dump(), catalog.shipping, catalog.returns]
        shop += [faq.a for faq in catalog.faq]
        self.shop_text = fold(" | ".join(text for value in shop for text in _texts(value)))
        self.shop_figures = frozenset(
            {normal(a.value, a.unit if a.kind in ("duration", "measure", "percent") else None)
             for value in shop for text in _texts(value) for a in find_amounts(text, "en")}
        )  # fmt: skip
        self.bare = frozenset(v for p in self.products.values() for v in p.bare) | frozenset(
            value for value, _ in self.shop_figures
        )
        self.promo_codes = {
            fold(said): p
            for p in catalog.promotions
            for said in (p.code, *(spoken_form(p.code, lang).text for lang in ("zh", "en", "fr")))
        }
        parts = [
            rf"(?P<{key}>{_REGION_WORDS.get(key, re.escape(fold(key)))})"
            for key in self.regions
            if key.isidentifier()
        ]
        self._region = led("|".join(parts)) if parts else None

    @cached_property
    def own_words(self) -> frozenset[str]:
        """Every word of the catalog in Latin letters, and every pair of Chinese characters."""
        catalog = self.catalog
        said: list[Any] = [self.shop_text, catalog.shop.model_dump()]
        said += [faq.q for faq in catalog.faq] + [p.code for p in catalog.promotions]
        return words_of(*said).union(*map(_words_about, catalog.products))

    @cached_property
    def telling_words(self) -> dict[str, frozenset[str]]:
        """The words of each product that are of no other: they tell which one is meant."""
        return _telling({p.sku: _words_about(p) for p in self.catalog.products}, 4)

    @cached_property
    def _telling_names(self) -> dict[str, frozenset[str]]:
        names = {p.sku: words_of(p.name, list(p.aliases)) for p in self.catalog.products}
        return _telling(names, 5)

    def skus_told(self, text: str) -> list[str]:
        """The products of whose names a text has a word that no other name has: 旅行壶."""
        said = words_of(text)
        return [sku for sku, words in self._telling_names.items() if said & words]

    def sku_of(self, word: str) -> str | None:
        """The product a matched name belongs to."""
        for cut in (0, 1, 2):
            sku = self._words.get(word[: len(word) - cut])
            if sku:
                return sku
        return None

    def regions_named(self, folded: str, text: str = "") -> tuple[Region, ...]:
        """The shipping regions a text names."""
        if self._region is None:
            return ()
        american = "US" in text
        key = (folded, text if american else "")
        known = self._named.get(key)
        if known is None:
            if len(self._named) > _MOST_NAMED:
                self._named.clear()
            known = self._named[key] = self._regions_in(folded, text)
        return known

    def _regions_in(self, folded: str, text: str) -> tuple[Region, ...]:
        assert self._region is not None
        keys = {m.lastgroup for m in self._region.finditer(folded)}
        if _IN_THE_US.search(text):
            keys.add("US")
        return tuple(
            self.regions[key] for key in sorted(k for k in keys if k) if key in self.regions
        )

    def regions_for(self, folded: str, text: str, lang: str, market: str) -> tuple[Region, ...]:
        """The regions named, else the market's and those where the language is spoken."""
        named = self.regions_named(folded, text)
        if named:
            return named
        keys = {_REGION_OF_MARKET.get(market, market.upper()), *_LANG_REGIONS.get(lang, ())}
        return tuple(self.regions[key] for key in sorted(keys) if key in self.regions)

    def figure_known(self, amount: Amount, skus: tuple[str, ...]) -> bool:
        """Whether one of these products (all, where none is given) states this figure."""
        wanted = normal(amount.value, amount.unit if amount.kind != "count" else None)
        pool = skus or tuple(self.products)
        return any(wanted in self.products[sku].figures for sku in pool if sku in self.products)


_CACHE: list[CatalogFacts] = []


def facts_of(catalog: Catalog) -> CatalogFacts:
    """The index of a catalog, kept for the last few versions."""
    for facts in _CACHE:
        if facts.catalog is catalog:
            return facts
    facts = CatalogFacts(catalog)
    _CACHE.insert(0, facts)
    del _CACHE[8:]
    return facts


def local_texts(text: LocalText | None) -> tuple[str, ...]:
    """All languages of a text."""
    return tuple(_texts(text))
