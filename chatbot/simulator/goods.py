"""What the audience knows of the shop: names and variants, from a catalog or from the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from chatbot.catalog import option_names
from chatbot.values import local

if TYPE_CHECKING:
    from chatbot.catalog import Catalog, Product

__all__ = ["Good", "goods_of"]

LANGUAGES = ("zh", "en", "fr")


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """A product as viewers call it: `names` by language, colours and sizes as they say them.

    `kind` is food, wear, home, or empty where nobody knows.
    """

    sku: str
    names: dict[str, tuple[str, ...]]
    link: str = ""
    kind: str = ""
    colours: dict[str, tuple[str, ...]]
    sizes: tuple[str, ...] = ()

    @classmethod
    def seen(cls, sku: str, title: str) -> Good:
        """A product known only from the card on screen."""
        return cls(sku=sku, names={lang: (title,) for lang in LANGUAGES if title}, colours={})


def goods_of(catalog: Catalog) -> tuple[Good, ...]:
    """The products of a catalog."""
    found = []
    for product in catalog.products:
        # an alias belongs to the language whose full name contains it; Han ones are Chinese
        other = tuple(a for a in product.aliases if any("\u4e00" <= c <= "\u9fff" for c in a))
        colours = [option_names(c) for c in product.variants.colours] if product.variants else []
        found.append(
            Good(
                sku=product.sku,
                link=str(product.link_no or ""),
                kind=_kind(product),
                names={
                    "zh": (local(product.name, "zh"), *other),
                    **{lang: _names(product, lang) for lang in ("en", "fr")},
                },
                colours={
                    lang: tuple(c[min(i, len(c) - 1)] for c in colours)
                    for lang, i in (("en", 0), ("zh", 1), ("fr", 2))
                },
                sizes=product.variants.sizes if product.variants else (),
            )
        )
    return tuple(found)


def _names(product: Product, lang: str) -> tuple[str, ...]:
    name = local(product.name, lang)
    return (name, *(a for a in product.aliases if a.casefold() in name.casefold()))


def _kind(product: Product) -> str:
    if {"ingredients", "food_type", "allergens", "taste"} & set(product.facts):
        return "food"
    return "wear" if product.variants and product.variants.sizes else "home"
