"""Questions for the facts responder, on the demo's catalog and the acceptance one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import product as crossed
from pathlib import Path
from typing import Any

import pytest

from chatbot.catalog import Catalog, option_names
from chatbot.language.reader import Reader
from chatbot.language.reading import Reading
from chatbot.loading import load_show
from chatbot.persona import Persona
from chatbot.phrases import built_in_phrases
from chatbot.responders.facts import ANSWERS, FactsResponder
from chatbot.responders.phrasing import Draft
from chatbot.show.brief import Answer, Brief

ROOT = Path(__file__).parents[2]
ACCEPTANCE = ROOT.parent / "shared" / "acceptance" / "catalog.json"
NOW = datetime.fromisoformat("2026-11-22T21:00:00+08:00")
LANGS = ("zh", "en", "fr")


@cache
def night() -> tuple[Catalog, Persona]:
    show = load_show(ROOT / "shows" / "night" / "show.yaml")
    return show.catalog, show.persona


@cache
def shop() -> Catalog:
    if not ACCEPTANCE.is_file():
        pytest.skip("the acceptance catalog is not here")
    return Catalog.model_validate_json(ACCEPTANCE.read_text("utf-8"))


def catalogs() -> list[Catalog]:
    return [night()[0], *([shop()] if ACCEPTANCE.is_file() else [])]


@cache
def reader(version: str) -> Reader:
    found = next(c for c in catalogs() if c.version == version)
    return Reader(found)


def brief(
    reading: Reading, *, text: str = "", catalog: Catalog | None = None, **fields: Any
) -> Brief:
    """A question as the director hands it on."""
    known, persona = night()
    fields = {
        "question_id": "q",
        "lang": reading.lang,
        "persona": persona,
        "wall": NOW,
        "market": "cn",
        **fields,
    }
    return Brief(text=text, reading=reading, catalog=catalog or known, **fields)


def ask(
    text: str, lang: str, *, catalog: Catalog | None = None, on_screen: str | None = None, **fields: Any
) -> Answer:
    """The answer to a viewer's words."""
    known = catalog or night()[0]
    reading = Reader(known).read(text, on_screen=on_screen, hint=lang)
    asked = brief(reading, text=text, catalog=known, on_screen=on_screen, **fields)
    return FactsResponder(built_in_phrases()).answer(asked)


TEXTS = {
    "discount": ("", "买一送一", "80%", "cheaper", "WINTER99", "gratuit", "code"),
    "return": ("", "who pays", "邮费谁出"),
    "shipping": ("", "which carrier", "哪家快递", "remote"),
    "size_colour": ("", "colour", "颜色", "couleur", "kids"),
    "complaint": ("", "no sound", "声音没了", "broken"),
    "chit_chat": ("", "100", "20"),
    "price": ("", "it was 3.50 before, right?"),
}
TOPICS = (
    None, "material", "origin", "usage", "wash", "battery", "charging", "water", "voltage", "plug", "capacity",
    "weight", "boil", "brightness", "noise", "bluetooth", "compatibility", "mount", "ingredients", "caffeine",
    "fragrance", "shelf_life", "open_life", "skin", "pregnancy", "allergy", "age", "effect", "sensor", "safety",
    "dimensions", "included", "warranty", "invoice", "human", "coupon", "ends", "recommend", "competitor",
)  # fmt: skip


def readings(catalog: Catalog, lang: str) -> Iterator[tuple[Reading, str]]:
    """Readings of every kind that a room brings, with words where the words matter."""
    skus: tuple[str | None, ...] = (None, *catalog.by_sku)
    for intent, sku in crossed(ANSWERS, skus):
        base = Reading(lang=lang, intent=intent, question=True, sku=sku)
        for text in TEXTS.get(intent, ("",)):
            yield base, text
        if sku is None:
            yield replace(base, question=False), ""
        for topic in TOPICS[1:]:
            yield replace(base, topic=topic), ""
        product = catalog.get(sku)
        if product is None:
            continue
        yield replace(base, quantity=2), ""
        yield replace(base, currency="JPY"), ""
        yield replace(base, currency="EUR"), ""
        for kg in (30.0, 48.0, 55.0, 60.0, 65.0, 80.0, 130.0):
            yield replace(base, weight_kg=kg), ""
        variants = product.variants
        colours = [option_names(o)[0] for o in variants.colours] if variants else []
        sizes = list(variants.sizes) if variants else []
        for colour, size in crossed((None, "red", *colours), (None, "5XL", *sizes)):
            yield replace(base, colour=colour, size=size), ""
    for place, name in (("CN", "xinjiang"), ("CN", "北京"), ("EU", "france"), ("US", "usa"), (None, "香港")):
        for intent in ("shipping", "return", "price"):
            yield Reading(lang=lang, intent=intent, question=True, destination=place, destination_name=name, sku=next(iter(catalog.by_sku))), name  # fmt: skip
    first = tuple(catalog.by_sku)
    yield Reading(lang=lang, intent="price", question=True, sku=first[0], skus=first[:2]), ""
    yield Reading(lang=lang, intent="price", question=True, sku=first[1], skus=first[1:4], quantity=2), ""


def changed(catalog: Catalog) -> list[Catalog]:
    """The catalog, and as it may become during a night: held, off air, without details."""
    plain, sold = next(iter(catalog.by_sku)), list(catalog.by_sku)[1]
    bare = catalog.model_copy(
        update={
            "shipping": {}, "returns": {}, "promotions": (), "faq": (),
            "shop": catalog.shop.model_copy(update={"official_store": True, "own_brand": True, "invoice": None}),
        }
    ).changed(plain, variants=None, stock=None, facts={}, price={}, prior_price_30d_lowest=None, offer=None)  # fmt: skip
    return [catalog, catalog.changed(plain, price_on_hold=True).changed(sold, off_air=True), bare.changed(sold, stock=0)]


def drafts(catalog: Catalog, lang: str) -> Iterator[tuple[Draft, Brief]]:
    """Every draft that a room can bring out of the responder."""
    persona = night()[1]
    character = persona.model_copy(update={"kind": "character", "lines": {}})
    for known in changed(catalog):
        for reading, text in readings(known, lang):
            for on_screen in {None, reading.sku}:
                asked = brief(reading, text=text, catalog=known, on_screen=on_screen)
                for draft in ANSWERS[reading.intent](asked):
                    yield draft, asked
    for intent in ("chit_chat", "order", "complaint", "greeting", "praise"):
        reading = Reading(lang=lang, intent=intent, question=True)
        for askers in ((), ("Mei",), ("Mei", "Tom")):
            for who in (persona, character):
                asked = brief(reading, catalog=catalog, persona=who, askers=askers)
                for draft in ANSWERS[intent](asked):
                    yield draft, asked
