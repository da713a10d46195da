"""What a product is like and whether it is genuine, as far as the catalog says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from chatbot.language.topics import fact_key
from chatbot.responders.asked import ABOUT, BIG, CERTIFIED, DETAILS, HOW, SUBSTANCE
from chatbot.responders.fact_lookup import fact_label, fact_text, fact_truth, shop_text
from chatbot.responders.phrasing import Draft
from chatbot.responders.wording import base_slots, currency_of, product_slots

if TYPE_CHECKING:
    from chatbot.catalog import Product
    from chatbot.show.brief import Brief

__all__ = ["authenticity", "usage"]

DOCTOR = frozenset({"pregnancy", "allergy", "age", "skin"})
FRAMED = {
    "usage": "fact.usage",
    "preparation": "fact.usage",
    "wash": "fact.wash",
    "care": "fact.wash",
    "fabric": "fact.material",
    "material": "fact.material",
    "origin": "fact.origin",
    "water_resistance": "fact.plain",
    "bluetooth": "fact.plain",
    "plug": "fact.plain",
    "mount": "fact.plain",
    "charging": "fact.plain",
    "skin_types": "fact.plain",
}
LABELLED = frozenset(
    {"scent", "ingredients", "wax", "wick", "harvest", "taste", "hobs", "fit", "grade"}
)
MEASURES = (
    "size_cm", "diameter_cm", "height_cm", "length_cm", "width_cm", "capacity_l", "volume_ml"
)  # fmt: skip
OTHERS = {
    "battery": ("battery_note", "battery_hours", "battery_hours_with_case", "battery_hours_lowest"),
    "battery_hours": ("battery_hours", "battery_hours_with_case"),
    "capacity": ("capacity_l", "volume_ml", "net_weight_g"),
    "dimensions": ("size_cm", "diameter_cm", "height_cm", "length_cm", "width_cm"),
}


def usage(brief: Brief) -> list[Draft]:
    """The fact asked for, else that it is not known."""
    product = brief.catalog.get(brief.reading.sku)
    if product is None:
        return [Draft(kind="which.detail", mood="smile", facts=("none",))]
    slots = product_slots(brief, product, currency_of(brief))
    topic = brief.reading.topic
    unknown = Draft(
        kind="unknown", slots=slots, sku=product.sku, mood="thinking", gesture="shrug",
        facts=("none",),
    )  # fmt: skip
    if topic is not None and topic.startswith(("warrant", "guarantee")):
        return _warranty(brief, product)
    keys = _keys(brief, product)
    if SUBSTANCE.search(brief.text) and "key_ingredient" in keys:
        return [unknown]  # the main one is no list of all
    drafts = _told(brief, product, keys, slots)
    if topic in DOCTOR and topic not in product.facts and not (topic == "skin" and drafts):
        return [
            Draft(kind="fact.doctor", slots=slots, sku=product.sku, mood="sober", facts=("none",)),
            unknown,
        ]
    if topic == "effect" and not drafts:
        effect = Draft(
            kind="fact.effect", slots=slots, sku=product.sku, facts=(f"claims:{product.sku}",)
        )
        return [effect, unknown] if "claims" in slots else [unknown]
    if drafts:
        return [*drafts, unknown]
    if topic is None and "claims" in slots and ABOUT.search(brief.text):
        about = Draft(
            kind="fact.about", slots=slots, sku=product.sku, mood="smile",
            facts=(f"claims:{product.sku}",),
        )  # fmt: skip
        return [about, unknown]
    return [unknown]


def _keys(brief: Brief, product: Product) -> list[str]:
    """The keys that answer the question, those that its own words name first."""
    topic, keys = brief.reading.topic, []
    for key, pattern in DETAILS.items():
        if key in product.facts and pattern.search(brief.text):
            keys.append(key)
    if not keys and BIG.search(brief.text):
        keys = [key for key in MEASURES if key in product.facts]
    if keys:
        return keys[:3]
    if topic is not None:
        for group in (topic, *(g for g, members in OTHERS.items() if topic in members)):
            keys += [k for k in OTHERS.get(group, ()) if k in product.facts]
        if "battery_note" in keys:
            return ["battery_note"]
        found = fact_key(topic, product.facts)
        if found is not None:
            keys.insert(0, found)
        return list(dict.fromkeys(keys))[:3]
    return ["usage"] if "usage" in product.facts and HOW.search(brief.text) else []


def _told(brief: Brief, product: Product, keys: list[str], slots: dict[str, str]) -> list[Draft]:
    """What the catalog says under these keys: one sentence for one, a short list for more."""
    lang, sku = brief.lang, product.sku
    facts: list[str] = []
    parts: list[str] = []
    single: tuple[str, str] | None = None
    for key in keys:
        value = product.facts.get(key)
        if isinstance(value, bool):
            sentence = fact_truth(key, value, lang)
            if sentence is not None:
                told = slots | {"sentence": sentence}
                return [Draft(kind="fact.truth", slots=told, sku=sku, facts=(f"fact:{sku}:{key}",))]
            continue
        text = fact_text(product, key, lang)
        if text is None:
            continue
        text = text.strip().rstrip(".。")
        facts.append(f"fact:{sku}:{key}")
        label = fact_label(key, lang)
        single = single or (key, text)
        colon = {"zh": "", "fr": " : "}.get(lang, ": ")
        parts.append(f"{label}{colon}{text}" if label else text)
    if single is None:
        return []
    key, text = single
    if len(parts) > 1:
        told = slots | {"value": ("，" if lang == "zh" else ", ").join(parts)}
        return [Draft(kind="fact.plain", slots=told, sku=sku, facts=tuple(facts))]
    told = slots | {"value": text}
    label = fact_label(key, lang)
    if label is not None:
        told["label"] = label
    phrase = isinstance(product.facts[key], Mapping) and key not in LABELLED
    kind = FRAMED.get(key, "fact.labelled" if label and not phrase else "fact.plain")
    drafts = [Draft(kind=kind, slots=told, sku=sku, mood="smile", facts=tuple(facts))]
    return [*drafts, Draft(kind="fact.plain", slots=told, sku=sku, facts=tuple(facts))]


def authenticity(brief: Brief) -> list[Draft]:
    """Genuine goods, invoice, warranty, material, as the shop states them."""
    reading, catalog, lang = brief.reading, brief.catalog, brief.lang
    topic, product = reading.topic, catalog.get(reading.sku)
    if topic == "invoice":
        invoice = shop_text(catalog.shop.invoice, lang)
        slots = base_slots(brief) | ({"invoice": invoice.rstrip("。.")} if invoice else {})
        return [
            Draft(kind="invoice", slots=slots, mood="smile", facts=("invoice",)),
            Draft(kind="unknown.shop", slots=slots, facts=("none",)),
        ]
    if topic is not None and topic.startswith(("warrant", "guarantee")):
        return _warranty(brief, product)
    if topic is not None and product is not None and topic != "competitor":
        slots = product_slots(brief, product, currency_of(brief))
        told = _told(brief, product, _keys(brief, product), slots)
        if told:
            return told
    if product is not None and CERTIFIED.search(brief.text):
        slots = product_slots(brief, product, currency_of(brief))
        return [Draft(kind="unknown", slots=slots, sku=product.sku, facts=("none",))]
    about_it = topic is not None and topic != "competitor" and product is not None
    if about_it and fact_key(topic or "", product.facts if product else {}) is None:
        return usage(brief)
    answer = catalog.faq_answer("authentic", lang)
    drafts: list[Draft] = []
    if answer:
        drafts.append(Draft(kind="genuine.faq", said=(answer,), mood="smile", facts=("authentic",)))
    shop = catalog.shop
    if shop.official_store:
        kind = "genuine.own" if shop.own_brand else "genuine.official"
        drafts.append(Draft(kind=kind, slots=base_slots(brief), mood="smile", facts=("authentic",)))
    return [*drafts, Draft(kind="unknown.shop", slots=base_slots(brief), facts=("none",))]


def _warranty(brief: Brief, product: Product | None) -> list[Draft]:
    if product is None:
        return [Draft(kind="which.detail", mood="smile", facts=("none",))]
    slots = product_slots(brief, product, currency_of(brief))
    key = next((k for k in product.facts if "warrant" in k or "guarantee" in k), None)
    if key is not None:
        text = fact_text(product, key, brief.lang)
        if text is not None:
            return [
                Draft(
                    kind="warranty", slots=slots | {"value": text}, sku=product.sku, mood="smile",
                    facts=(f"fact:{product.sku}:{key}",),
                )
            ]  # fmt: skip
    return [
        Draft(
            kind="warranty.unknown", slots=slots, sku=product.sku, mood="thinking", facts=("none",)
        ),
        Draft(kind="unknown", slots=slots, sku=product.sku, facts=("none",)),
    ]
