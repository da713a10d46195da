"""Questions for the facts responder, on the demo's catalog and on the acceptance one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import product as crossed
from pathlib import Path
from typing import Any

from chatbot.catalog import Catalog, option_names
from chatbot.language.reader import Reader
from chatbot.language.reading import Reading
from chatbot.loading import load_show
from chatbot.persona import Persona
from chatbot.phrases import built_in_phrases
from chatbot.responders.facts import ANSWERS, FactsResponder
from chatbot.responders.phrasing import Draft
from chatbot.show.brief import Answer, Brief
from chatbot.show.gate import GateContext, Verdict, judge

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "acceptance"
NOW = datetime.fromisoformat("2026-11-22T21:00:00+08:00")
LANGS = ("zh", "en", "fr")


@cache
def night() -> tuple[Catalog, Persona]:
    """The demo's catalog and its host."""
    show = load_show(ROOT / "shows" / "night" / "show.yaml")
    return show.catalog, show.persona


@cache
def shop() -> Catalog | None:
    """The acceptance catalog, where it is here: facts as English texts, claims in each language."""
    path = SHARED / "catalog.json"
    return Catalog.model_validate_json(path.read_text("utf-8")) if path.is_file() else None


def catalogs() -> dict[str, Catalog]:
    other = shop()
    return {"night": night()[0]} | ({"shop": other} if other else {})


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


def answer(asked: Brief) -> Answer:
    return FactsResponder(built_in_phrases()).answer(asked)


def ask(text: str, catalog: Catalog, on_screen: str | None = None, **fields: Any) -> Answer:
    """The answer to a viewer's words."""
    reading = reader_of(catalog).read(text, on_screen=on_screen)
    return answer(brief(reading, text=text, catalog=catalog, on_screen=on_screen, **fields))


_READERS: dict[str, Reader] = {}


def reader_of(catalog: Catalog) -> Reader:
    if catalog.version not in _READERS:
        _READERS[catalog.version] = Reader(catalog)
    return _READERS[catalog.version]


def verdict(text: str, asked: Brief, sku: str | None) -> Verdict:
    """The gate's opinion as it will be when the answer is about to be spoken."""
    return judge(
        text,
        asked.lang,
        GateContext(
            catalog=asked.catalog,
            room_lang="zh",
            languages=LANGS,
            market=asked.market,
            wall=asked.wall,
            sku=sku or asked.on_screen,
            in_reply_to=asked.text,
            nicks=asked.askers,
            order_channel=asked.order_channel,
        ),
    )


TEXTS = {
    "discount": (
        "",
        "买一送一",
        "80%",
        "cheaper",
        "WINTER99",
        "gratuit",
        "code",
        "expire",
        "twice",
    ),
    "return": ("", "who pays", "邮费谁出"),
    "shipping": ("", "which carrier", "哪家快递", "customs", "worldwide", "多久发货"),
    "size_colour": ("", "colour", "颜色", "couleur", "kids", "size guide"),
    "price": ("", "3斤", "1.5 kg"),
    "usage": ("", "how does it work", "tell me about it", "how big", "oven", "sugar"),
    "order": ("", "paypal", "can you hold one for me"),
    "chit_chat": ("", "the best?", "a physical store?"),
    "complaint": ("", "no sound", "声音没了", "broken"),
}
TOPICS = (
    "material", "origin", "usage", "wash", "battery", "charging", "water", "voltage", "plug",
    "capacity", "weight", "boil", "brightness", "noise", "bluetooth", "compatibility", "mount",
    "ingredients", "caffeine", "fragrance", "shelf_life", "open_life", "skin", "pregnancy",
    "allergy", "age", "effect", "sensor", "safety", "dimensions", "included", "warranty", "invoice",
    "human", "coupon", "ends", "recommend", "competitor",
)  # fmt: skip
PLACES = (("CN", "xinjiang"), ("CN", "北京"), ("EU", "france"), ("US", "usa"), (None, "香港"))
KILOS = (30.0, 48.0, 55.0, 60.0, 65.0, 80.0, 130.0)


def readings(catalog: Catalog, lang: str) -> Iterator[tuple[Reading, str]]:
    """Readings of every kind that a room brings, with words where the words matter."""
    for intent, sku in crossed(ANSWERS, (None, *catalog.by_sku)):
        base = Reading(lang=lang, intent=intent, question=True, sku=sku)
        for text in TEXTS.get(intent, ("",)):
            yield base, text
        yield replace(base, question=False), ""
        topics = TOPICS if intent in ("usage", "authenticity", "discount", "chit_chat") else ()
        for topic in (*topics, "human"):
            yield replace(base, topic=topic), ""
        if sku is None or intent not in ("price", "stock", "size_colour"):
            continue
        for change in ({"quantity": 2}, {"currency": "JPY"}, {"currency": "EUR"}):
            yield replace(base, **change), ""  # type: ignore[arg-type]
        for kg in KILOS:
            yield replace(base, weight_kg=kg), ""
        variants = catalog.by_sku[sku].variants
        colours = [option_names(o)[0] for o in variants.colours] if variants else []
        sizes = list(variants.sizes) if variants else []
        for colour, size in crossed((None, "red", *colours), (None, "5XL", *sizes)):
            yield replace(base, colour=colour, size=size), ""
    first = tuple(catalog.by_sku)
    gone = [p.sku for p in catalog.products if p.sold_out]
    for (place, name), intent in crossed(PLACES, ("shipping", "return", "price")):
        base = Reading(lang=lang, intent=intent, question=True, sku=first[0])
        yield replace(base, destination=place, destination_name=name), name
    for budget in ("", "10", "100"):
        idea = Reading(lang=lang, intent="chit_chat", question=True, topic="recommend")
        yield idea, budget
    two = Reading(lang=lang, intent="price", question=True, sku=first[1], skus=first[1:3])
    yield two, ""
    yield replace(two, quantity=2), ""
    names = [catalog.by_sku[sku].aliases[0] for sku in two.skus]
    yield two, f"2件{names[0]}和1件{names[1]}一共多少"
    yield replace(two, skus=(first[2], *gone)), ""


def changed(catalog: Catalog) -> list[Catalog]:
    """The catalog, and what may become of it in a night: held, off air, bare."""
    one, two, three = tuple(catalog.by_sku)[:3]
    bare = catalog.model_copy(
        update={
            "shipping": {"other": "not shipped"},
            "returns": {"CN": "30 days", "EU": "none"},
            "promotions": (),
            "faq": (),
            "shop": catalog.shop.model_copy(update={"own_brand": True, "invoice": None}),
        }
    ).changed(one, variants=None, stock=None, facts={}, price={}, prior_price_30d_lowest=None)
    varied = catalog
    for product in catalog.products:
        if product.variants is None:
            continue
        rows = product.variants.stock.items() if product.variants.sizes else ()
        gone = {key: dict.fromkeys(row, 0) for key, row in rows if isinstance(row, dict)}
        variants = product.variants.model_copy(update={"stock": gone})
        varied = varied.changed(product.sku, variants=variants)
    abroad = {key: rule for key, rule in catalog.shipping.items() if key in ("EU", "US")}
    return [
        catalog,
        varied.model_copy(
            update={
                "promotions": tuple(
                    p.model_copy(update={"min_order": {}}) for p in catalog.promotions
                )
            }
        ),
        catalog.changed(one, price_on_hold=True)
        .changed(two, off_air=True)
        .model_copy(update={"shipping": abroad}),
        bare.changed(one, offer=None).changed(two, stock=0).changed(three, restock_date=None),
    ]


def drafts(catalog: Catalog, lang: str) -> Iterator[tuple[Draft, Brief]]:
    """Every draft that a room can bring out of the responder."""
    persona = night()[1]
    character = persona.model_copy(update={"kind": "character", "lines": {}})
    for known in changed(catalog):
        for reading, text in readings(known, lang):
            asked = brief(reading, text=text, catalog=known, on_screen=reading.sku)
            for draft in ANSWERS[reading.intent](asked):
                yield draft, asked
    for known, channel in crossed(changed(catalog), ("link", "none")):
        for reading, text in readings(known, lang):
            if reading.intent in ("order", "price", "stock"):
                asked = brief(
                    reading, text=text, catalog=known, on_screen=reading.sku,
                    order_channel=channel, link_in_chat=channel == "link",
                )  # fmt: skip
                for draft in ANSWERS[reading.intent](asked):
                    yield draft, asked
    for intent, askers in crossed(ANSWERS, ((), ("Mei",), ("Mei", "Tom"))):
        for who, channel in ((persona, "link"), (persona, "none"), (character, "cart")):
            reading = Reading(lang=lang, intent=intent, question=True)
            asked = brief(
                reading, catalog=catalog, persona=who, askers=askers, order_channel=channel
            )
            for draft in ANSWERS[intent](asked):
                yield draft, asked
