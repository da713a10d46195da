"""What is left, in which sizes and colours, and which size fits."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from chatbot.catalog import option_names
from chatbot.language.money import day
from chatbot.responders.asked import BIG, CHART, COLOURS, NOT_OFFERED
from chatbot.responders.goods import usage
from chatbot.responders.phrasing import Draft, listed
from chatbot.responders.wording import currency_of, option_word, product_slots, variant_text

if TYPE_CHECKING:
    from chatbot.catalog import Product
    from chatbot.show.brief import Brief

__all__ = ["size_colour", "stock"]

GUIDE = "size_guide_kg"
RANGE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*[-–~]\s*(\d+(?:\.\d+)?)\s*")


def stock(brief: Brief) -> list[Draft]:
    """How many are left of the product, or of the variant asked for."""
    reading = brief.reading
    product = brief.catalog.get(reading.sku)
    if product is None:
        return [Draft(kind="which", mood="smile", facts=("none",))]
    slots = _slots(brief, product)
    sku = product.sku
    if product.off_air:
        return [Draft(kind="off_air", slots=slots, sku=sku, facts=("none",))]
    if product.sold_out:
        facts = (f"stock:{sku}",)
        dated = Draft(kind="stock.out_until", slots=slots, sku=sku, mood="sorry", facts=facts)
        out = Draft(kind="stock.out", slots=slots, sku=sku, mood="sorry", facts=facts)
        return [dated, out] if "date" in slots else [out]
    if reading.colour or reading.size:
        return _variant(brief, product, slots)
    if product.stock is None:
        return [Draft(kind="stock.unknown", slots=slots, sku=sku, mood="thinking", facts=("none",))]
    return [_left(brief, product, slots, (f"stock:{sku}",))]


def _left(brief: Brief, product: Product, slots: dict[str, str], facts: tuple[str, ...]) -> Draft:
    return Draft(
        kind="stock.total", slots=slots, sku=product.sku, mood="smile", facts=facts, point=True,
        more=("stock.more",),
    )  # fmt: skip


def _slots(brief: Brief, product: Product) -> dict[str, str]:
    lang, variants = brief.lang, product.variants
    slots = product_slots(brief, product, currency_of(brief))
    if product.restock_date:
        slots["date"] = day(date.fromisoformat(product.restock_date), lang)
    if variants and variants.sizes:
        slots["sizes"] = listed(variants.sizes, lang)
    if variants and variants.colours:
        slots["colours"] = listed([option_word(o, lang) for o in variants.colours], lang)
    return slots


def _offered(product: Product, colour: str | None, size: str | None) -> bool:
    variants = product.variants
    if variants is None:
        return False
    colours = {option_names(o)[0] for o in variants.colours}
    return (colour is None or colour in colours) and (size is None or size in variants.sizes)


def _variant(brief: Brief, product: Product, slots: dict[str, str]) -> list[Draft]:
    reading, sku, lang = brief.reading, product.sku, brief.lang
    colour, size = reading.colour, reading.size
    if not _offered(product, colour, size):
        return _not_offered(product, slots)
    slots = slots | {"variant": variant_text(product, colour, size, lang)}
    where = ":".join(part for part in ("stock", sku, colour, size) if part)
    left = product.stock_of(colour, size)
    if left is None and product.variants and len(product.variants.colours) == 1 and not size:
        left = product.stock
    if left is None:
        return [
            Draft(
                kind="stock.variant_unknown", slots=slots, sku=sku, mood="thinking", facts=("none",)
            )
        ]
    if left:
        slots["stock"] = str(left)
        return [
            Draft(
                kind="stock.variant", slots=slots, sku=sku, mood="smile", point=True,
                facts=(where,),
            )
        ]  # fmt: skip
    slots.pop("stock", None)
    others = _other_sizes(product, colour) if size else []
    drafts = []
    if others:
        more = slots | {"others": listed(others, lang)}
        drafts.append(
            Draft(kind="stock.variant_out_but", slots=more, sku=sku, mood="sorry", facts=(where,))
        )
    return [
        *drafts,
        Draft(kind="stock.variant_out", slots=slots, sku=sku, mood="sorry", facts=(where,)),
    ]


def _other_sizes(product: Product, colour: str | None) -> list[str]:
    """The sizes of that colour that are left."""
    variants = product.variants
    if variants is None:
        return []
    return [size for size in variants.sizes if product.stock_of(colour, size)]


def _not_offered(product: Product, slots: dict[str, str]) -> list[Draft]:
    facts = (f"variants:{product.sku}",)
    kinds = [
        kind
        for kind, needs in (
            ("variant.none_both", ("sizes", "colours")),
            ("variant.none_sizes", ("sizes",)),
            ("variant.none_colours", ("colours",)),
        )
        if all(need in slots for need in needs)
    ]
    drafts = [Draft(kind=kind, slots=slots, sku=product.sku, facts=facts) for kind in kinds[:1]]
    return [*drafts, Draft(kind="variant.unknown", slots=slots, sku=product.sku, facts=("none",))]


def size_colour(brief: Brief) -> list[Draft]:
    """Which size fits a weight, else the sizes or colours there are."""
    reading, lang = brief.reading, brief.lang
    product = brief.catalog.get(reading.sku)
    if product is None:
        return [Draft(kind="which", mood="smile", facts=("none",))]
    about_it = reading.topic or BIG.search(brief.text)
    sized = product.variants is not None and product.variants.sizes
    if about_it and not sized and not (product.variants and COLOURS.search(brief.text)):
        return usage(brief)
    sku, slots = product.sku, _slots(brief, product)
    facts: tuple[str, ...] = (f"variants:{sku}",)
    guide = _guide(product)
    if reading.weight_kg and guide:
        return _fitting(brief, product, slots, guide)
    asked = reading.colour or reading.size
    if asked and not _offered(product, reading.colour, reading.size):
        return _not_offered(product, slots)
    if NOT_OFFERED.search(brief.text) and "sizes" in slots:
        return [Draft(kind="variant.none_sizes", slots=slots, sku=sku, facts=facts)]
    if asked and not product.sold_out:
        return stock(brief)
    if guide and reading.size in guide:
        low, high = guide[reading.size or ""]
        slots = slots | {"size": str(reading.size), "low": f"{low:g}", "high": f"{high:g}"}
        return [Draft(kind="size.range", slots=slots, sku=sku, facts=(f"fact:{sku}:{GUIDE}",))]
    drafts: list[Draft] = []
    about_colour = COLOURS.search(brief.text) or "sizes" not in slots
    if "colours" in slots and about_colour:
        options = product.variants.colours if product.variants else ()
        kind = "colour.list" if len(options) > 1 else "colour.one"
        drafts.append(Draft(kind=kind, slots=slots, sku=sku, mood="smile", facts=facts))
    if "sizes" in slots:
        asks_chart = bool(guide and CHART.search(brief.text))
        if guide:
            slots["chart"] = _chart(guide, lang)
            facts = (*facts, f"fact:{sku}:{GUIDE}")
        more = ("size.ask",) if asks_chart or not guide else ("size.ask", "size.chart")
        drafts.append(
            Draft(
                kind="size.list", slots=slots, sku=sku, mood="smile", facts=facts,
                then=("size.chart",) if asks_chart else (), more=more if guide else (),
            )
        )  # fmt: skip
    return [*drafts, Draft(kind="variant.unknown", slots=slots, sku=sku, facts=("none",))]


def _chart(guide: dict[str, tuple[float, float]], lang: str) -> str:
    """`S码45-55公斤，M码55-65公斤`, `S for 45-55 kg, M for 55-65 kg`."""
    parts = {
        "zh": [f"{size}码{low:g}-{high:g}公斤" for size, (low, high) in guide.items()],
        "fr": [f"{size} pour {low:g}-{high:g} kg" for size, (low, high) in guide.items()],
    }
    rest = [f"{size} for {low:g}-{high:g} kg" for size, (low, high) in guide.items()]
    return ("，" if lang == "zh" else ", ").join(parts.get(lang, rest))


def _guide(product: Product) -> dict[str, tuple[float, float]]:
    found = product.facts.get(GUIDE)
    if not isinstance(found, dict):
        return {}
    ranges = {str(size): RANGE.fullmatch(str(text)) for size, text in found.items()}
    return {size: (float(m[1]), float(m[2])) for size, m in ranges.items() if m}


def _fitting(
    brief: Brief, product: Product, slots: dict[str, str], guide: dict[str, tuple[float, float]]
) -> list[Draft]:
    kg = brief.reading.weight_kg or 0.0
    sku = product.sku
    facts = (f"fact:{sku}:{GUIDE}",)
    slots = slots | {"weight": f"{kg:g}".replace(".", "," if brief.lang == "fr" else ".")}
    fits = [size for size, (low, high) in guide.items() if low <= kg <= high]
    if not fits:
        lowest = min(low for low, _ in guide.values())
        highest = max(high for _, high in guide.values())
        slots |= {"low": f"{lowest:g}", "high": f"{highest:g}"}
        return [Draft(kind="size.outside", slots=slots, sku=sku, facts=facts)]
    slots |= {"size": fits[0]}
    if len(fits) > 1:
        slots |= {"size": fits[0], "bigger": fits[-1]}
        return [Draft(kind="size.between", slots=slots, sku=sku, mood="smile", facts=facts)]
    left = product.stock_of(brief.reading.colour, fits[0])
    if left == 0:
        return [Draft(kind="size.fits_out", slots=slots, sku=sku, mood="sorry", facts=facts)]
    low, high = guide[fits[0]]
    slots |= {"low": f"{low:g}", "high": f"{high:g}"}
    return [Draft(kind="size.fits", slots=slots, sku=sku, mood="smile", facts=facts)]
