"""What is sold: the only source of prices, stock, shipping and offers."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Self

from pydantic import Field, field_validator, model_validator

from chatbot.errors import Wrong, WrongValue, did_you_mean
from chatbot.order_links import OrderLink
from chatbot.promotions import Offer, Promotion, Record, overlapping
from chatbot.values import (
    CURRENCIES,
    LANGUAGES,
    MARKET_CURRENCY,
    Amounts,
    Count,
    LocalText,
    decimals_of,
    local,
    suggest_per,
    valid_per,
)

__all__ = [
    "CURRENCIES",
    "LANGUAGES",
    "MARKET_CURRENCY",
    "Catalog",
    "Faq",
    "Host",
    "LocalText",
    "Offer",
    "Product",
    "Promotion",
    "Shop",
    "Variants",
    "decimals_of",
    "local",
    "option_names",
    "valid_per",
]


def option_names(option: str) -> tuple[str, ...]:
    """The spellings of one variant: `black/黑色/noir` gives all three, the first is its key."""
    return tuple(part.strip() for part in option.split("/") if part.strip())


_SKU = re.compile(r"[^\s\x00-\x1f\x7f<>]{1,64}")


class Variants(Record):
    """Sizes and colours; `stock` is by colour then size, by colour, or by size."""

    sizes: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    stock: dict[str, Count | dict[str, Count]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _stock_of_known_options(self) -> Variants:
        colours = {option_names(option)[0] for option in self.colours if option_names(option)}
        known = colours or set(self.sizes)
        wrongs = []
        for key, row in self.stock.items():
            if key not in known:
                wrongs.append(
                    Wrong(f"unknown variant {key!r}{did_you_mean(key, known)}", ("stock", key))
                )
            for size, count in row.items() if isinstance(row, dict) else ():
                if size not in self.sizes:
                    near = did_you_mean(size, self.sizes)
                    wrongs.append(Wrong(f"unknown size {size!r}{near}", ("stock", key, size)))
                if count < 0:
                    wrongs.append(Wrong("stock must be 0 or more", ("stock", key, size)))
            if isinstance(row, int) and row < 0:
                wrongs.append(Wrong("stock must be 0 or more", ("stock", key)))
        if wrongs:
            raise WrongValue(wrongs)
        return self

    @property
    def total(self) -> int | None:
        """How many are left of all variants together; None where not stated."""
        if not self.stock:
            return None
        return sum(sum(r.values()) if isinstance(r, dict) else r for r in self.stock.values())


class Product(Record):
    """One thing for sale. `price` maps a currency (ISO 4217) to the amount for one `per`.

    `per` None means one piece, `stock` None that the catalog does not say. `variants.stock` counts
    by the first spelling of a colour. `facts` are free: a value may be a text, a number, true or
    false, a mapping, or a text in each language. `price_on_hold` is set by the running show, never
    by a file: the amounts may not be spoken until a person confirms them.
    """

    sku: str
    link_no: Count | None = Field(default=None, ge=1)
    name: LocalText
    aliases: tuple[str, ...] = ()
    price: Amounts = Field(default_factory=dict)
    per: str | None = None
    prior_price_30d_lowest: Amounts | None = None
    offer: Offer | None = None
    stock: Count | None = Field(default=None, ge=0)
    restock_date: str | None = None
    variants: Variants | None = None
    facts: dict[str, Any] = Field(default_factory=dict)
    allowed_claims: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    forbidden_claims: tuple[str, ...] = ()
    returnable_after_opening: bool | None = None
    image: str | None = None
    link: OrderLink | None = None
    off_air: bool = False
    price_on_hold: bool = Field(default=False, exclude=True)

    @field_validator("sku")
    @classmethod
    def _one_word(cls, value: str) -> str:
        if not _SKU.fullmatch(value):
            raise ValueError(f"{value!r} is no sku: up to 64 letters, digits or signs, no spaces")
        return value

    @field_validator("name")
    @classmethod
    def _named(cls, value: LocalText) -> LocalText:
        if not value:
            raise ValueError("must not be empty")
        return value

    @field_validator("per")
    @classmethod
    def _known_unit(cls, value: str | None) -> str | None:
        if value is not None and not valid_per(value):
            raise ValueError(f"unknown unit {value!r}{suggest_per(value)}")
        return value

    @field_validator("restock_date")
    @classmethod
    def _a_day(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                date.fromisoformat(value)
            except ValueError:
                raise ValueError(f"{value!r} is not a date: write 2026-12-31") from None
        return value

    @model_validator(mode="after")
    def _prior_price_is_higher(self) -> Product:
        prior = self.prior_price_30d_lowest
        wrongs = []
        if self.offer and self.offer.type == "price_reduction" and not prior:
            wrongs.append(
                Wrong(
                    "a price reduction needs 'prior_price_30d_lowest' to compare with", ("offer",)
                )
            )
        for currency, amount in (prior or {}).items():
            at = ("prior_price_30d_lowest", currency)
            if currency not in self.price:
                wrongs.append(Wrong(f"there is no price in {currency} to compare with", at))
            elif self.offer and amount <= self.price[currency]:
                wrongs.append(
                    Wrong(f"{amount} is not above the price {self.price[currency]}: no offer", at)
                )
        if wrongs:
            raise WrongValue(wrongs)
        return self

    @property
    def sold_out(self) -> bool:
        """True where the catalog knows that none is left."""
        return self.stock == 0

    def stock_of(self, colour: str | None = None, size: str | None = None) -> int | None:
        """How many are left of a variant (keys as in `variants.stock`); None where not stated."""
        if colour is None and size is None:
            return self.stock
        if self.variants is None:
            return None
        table = self.variants.stock
        row = table.get(colour) if colour is not None else None
        if isinstance(row, dict):
            if size is not None:
                return row.get(size)
            return sum(row.values())
        if row is not None:
            return row if size is None else None
        if colour is not None or size is None:
            return None
        flat = table.get(size)
        if isinstance(flat, int):
            return flat
        columns = [
            cells[size] for cells in table.values() if isinstance(cells, dict) and size in cells
        ]
        return sum(columns) if columns else None


class Faq(Record):
    """A question the shop has answered itself."""

    id: str
    q: dict[str, str]
    a: dict[str, str]


class Host(Record):
    """The host as the shop names it, and the sentence that discloses the AI."""

    name: LocalText = ""
    is_ai: bool = True
    disclosure: LocalText | None = None


class Shop(Record):
    """Who sells."""

    name: LocalText = ""
    official_store: bool | None = None
    own_brand: bool | None = None
    invoice: LocalText | None = None
    host: Host | None = None
    languages: tuple[str, ...] = ()
    payment: LocalText | None = None
    order_channel: LocalText | None = None


class Catalog(Record):
    """Everything the host may state about the goods; what is not here is not known.

    `now` is only a note of when the file was written: the show has its own clock.
    """

    schema_: str | None = Field(default=None, alias="schema")
    note: str | None = None
    now: str | None = None
    shop: Shop = Field(default_factory=Shop)
    currencies: tuple[str, ...] = ()
    products: tuple[Product, ...]
    promotions: tuple[Promotion, ...] = ()
    shipping: dict[str, Any] = Field(default_factory=dict)
    returns: dict[str, Any] = Field(default_factory=dict)
    faq: tuple[Faq, ...] = ()
    policy: dict[str, Any] = Field(default_factory=dict)

    @field_validator("currencies")
    @classmethod
    def _known_currencies(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        wrongs = [
            Wrong(f"unknown currency {code!r}{did_you_mean(code, MARKET_CURRENCY.values())}", (i,))
            for i, code in enumerate(value)
            if code not in CURRENCIES
        ]
        if wrongs:
            raise WrongValue(wrongs)
        return value

    @model_validator(mode="after")
    def _names_differ(self) -> Catalog:
        wrongs = [*_taken_twice(self), *overlapping(self.promotions)]
        if wrongs:
            raise WrongValue(wrongs)
        return self

    @cached_property
    def by_sku(self) -> dict[str, Product]:
        """Products by sku."""
        return {product.sku: product for product in self.products}

    @cached_property
    def version(self) -> str:
        """Twelve hex digits that change with any content."""
        text = self.model_dump_json(by_alias=True) + "".join(
            p.sku for p in self.products if p.price_on_hold
        )
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def get(self, sku: str | None) -> Product | None:
        """The product of this sku, or None."""
        return self.by_sku.get(sku) if sku else None

    def faq_answer(self, faq_id: str, lang: str) -> str | None:
        """The shop's own answer in exactly this language, or None."""
        return next((f.a.get(lang) for f in self.faq if f.id == faq_id), None)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy that works out its index and version anew."""
        copied = super().model_copy(update=update, deep=deep)
        for worked_out in ("by_sku", "version"):
            copied.__dict__.pop(worked_out, None)
        return copied

    def changed(self, sku: str, **fields: Any) -> Catalog:
        """A new version with fields of one product replaced; KeyError for an unknown sku."""
        if sku not in self.by_sku:
            raise KeyError(sku)
        return self.model_copy(
            update={
                "products": tuple(
                    p.model_copy(update=fields) if p.sku == sku else p for p in self.products
                )
            }
        )


def _taken_twice(catalog: Catalog) -> Iterator[Wrong]:
    """Skus, link numbers, names and aliases that two products share."""
    seen: dict[tuple[str, object], tuple[int, tuple[str | int, ...]]] = {}
    for i, product in enumerate(catalog.products):
        for what, shown, value, at in _handles(product):
            mine = ("products", i, *at)
            owner, other = seen.setdefault((what, value), (i, mine))
            if owner != i:
                label = "name or alias" if what == "name" else what
                yield Wrong(
                    f"the {label} {shown!r} is already used ({{other}})",
                    mine,
                    other,
                )
    codes: dict[str, int] = {}
    for i, promotion in enumerate(catalog.promotions):
        if codes.setdefault(promotion.code.casefold(), i) != i:
            first = codes[promotion.code.casefold()]
            yield Wrong(
                f"the code {promotion.code!r} is already used ({{other}})",
                ("promotions", i, "code"),
                ("promotions", first, "code"),
            )


def _handles(product: Product) -> Iterator[tuple[str, object, object, tuple[str | int, ...]]]:
    """What people call a product by: (kind, as shown, as compared, where)."""
    yield "sku", product.sku, product.sku.casefold(), ("sku",)
    if product.link_no is not None:
        yield "link_no", product.link_no, product.link_no, ("link_no",)
    name = product.name
    names = {"": name} if isinstance(name, str) else name
    for lang, text in names.items():
        at = ("name", lang) if lang else ("name",)
        yield "name", text, text.strip().casefold(), at
    for j, alias in enumerate(product.aliases):
        yield "name", alias, alias.strip().casefold(), ("aliases", j)
