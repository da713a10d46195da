"""A change to one field of a product, made on the air: a new catalog version."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chatbot.catalog import Catalog, Product, Variants

__all__ = ["noted", "with_change"]


def with_change(catalog: Catalog, sku: str, name: str, value: str) -> Catalog:
    """A new catalog version with one field changed: stock, off_air, hold, or price:CUR.

    Raises:
        KeyError: no such product.
        ValueError: the field or the value is not one.
    """
    product = catalog.by_sku[sku]
    if name == "stock":
        number = int(value)
        if number < 0:
            raise ValueError("stock cannot be negative")
        return catalog.changed(sku, stock=number, variants=_variants_at(product, number))
    if name == "off_air":
        return catalog.changed(sku, off_air=value == "true")
    if name == "hold":
        return catalog.changed(sku, price_on_hold=value == "true")
    if name.startswith("price:"):
        try:
            amount = Decimal(value)
        except InvalidOperation as error:
            raise ValueError(f"{value!r} is not an amount") from error
        if not amount.is_finite() or amount <= 0:
            raise ValueError(f"{value!r} is not a price")
        prices = {**product.price, name.removeprefix("price:"): amount}
        return catalog.changed(sku, price=prices, price_on_hold=False)
    raise ValueError(f"{name!r} cannot be changed on air")


def noted(
    changes: list[tuple[str, str, str]], sku: str, name: str, value: str
) -> list[tuple[str, str, str]]:
    """The changes with one more, without those it undoes: a night of stock reports stays short.

    The last sold-out stays before a later stock, because it emptied the variants too.
    """
    kept = [
        change
        for change in changes
        if change[:2] != (sku, name) or (name == "stock" and change[2] == "0" != value)
    ]
    return [*kept, (sku, name, value)]


def _variants_at(product: Product, stock: int) -> Variants | None:
    """The variants of a product of which so many are left.

    None left means none of any variant; fewer than the variants' sum means that theirs are not
    known any more.
    """
    variants = product.variants
    if variants is None or not variants.stock:
        return variants
    if stock == 0:
        empty = {
            key: dict.fromkeys(cells, 0) if isinstance(cells, dict) else 0
            for key, cells in variants.stock.items()
        }
        return variants.model_copy(update={"stock": empty})
    total = sum(
        sum(cells.values()) if isinstance(cells, dict) else cells
        for cells in variants.stock.values()
    )
    return variants.model_copy(update={"stock": {}}) if stock < total else variants
