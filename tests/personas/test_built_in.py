"""What comes with the program is right, complete in three languages, and fits its schemas."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest
import yaml

from chatbot.catalog import Catalog, Product
from chatbot.checking import SCHEMAS, check_paths, kind_of, schema
from chatbot.config import builtin_dir
from chatbot.errors import ConfigError
from chatbot.files import parse, read
from chatbot.language.money import day, money, per_text
from chatbot.loading import load_show
from chatbot.show.gate import GateContext, judge
from chatbot.show.lines import fill
from chatbot.values import LANGUAGES, local

PERSONAS = sorted(builtin_dir("personas").glob("*.yaml"))
SHOWS = sorted(builtin_dir("shows").glob("*/show.yaml"))
FILES = [*PERSONAS, *(path for show in SHOWS for path in sorted(show.parent.glob("*.yaml")))]


def shown(path: Path) -> str:
    return f"{path.parent.name}-{path.stem}"


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_show(builtin_dir("shows") / "night" / "show.yaml", environment={}).catalog


@pytest.mark.parametrize("path", [*PERSONAS, *SHOWS], ids=shown)
def test_nothing_is_wrong_and_nothing_doubtful(path: Path) -> None:
    assert check_paths([path], environment={}) == []


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_each_file_fits_its_schema(path: Path) -> None:
    document = read(path)
    kind = kind_of(document)
    assert kind != "plugin"
    jsonschema.validate(document.data, schema(kind), jsonschema.Draft202012Validator)


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_each_file_reads_the_same_where_libyaml_is_missing(path: Path) -> None:
    # a build of PyYAML without its C part is stricter in places
    assert yaml.safe_load(path.read_text(encoding="utf-8")) == read(path).data


@pytest.mark.parametrize("kind", SCHEMAS)
def test_each_schema_describes_every_key_and_refuses_others(kind: str) -> None:
    made = schema(kind)
    jsonschema.Draft202012Validator.check_schema(made)
    for record in (made, *made["$defs"].values()):
        for key, field in record.get("properties", {}).items():
            assert field.get("description"), f"{record['title']}.{key} has no description"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"nmae": {}}, made)


def test_a_schema_that_is_not_there_is_named() -> None:
    with pytest.raises(ConfigError, match=r"unknown schema 'shwo' \(did you mean 'show'\?\)"):
        schema("shwo")


@pytest.mark.parametrize("text", ["- {name: Tea, price: 58}", "- Tea: 58", "Tea: 58\nPot: 12元/斤"])
def test_short_catalogs_fit_the_schema(text: str) -> None:
    jsonschema.validate(parse(text, "c.yaml").data, schema("catalog"))


def test_the_night_shop_sells_what_the_demo_needs(catalog: Catalog) -> None:
    assert 6 <= len(catalog.products) <= 8
    assert any(product.per == "500 g" for product in catalog.products)
    assert any(product.sold_out for product in catalog.products)
    assert any(product.stock and product.stock < 10 for product in catalog.products)
    assert any(product.offer for product in catalog.products)
    assert any(p.variants and p.variants.sizes and p.variants.colours for p in catalog.products)
    assert catalog.promotions


def texts_of(product: Product) -> list[object]:
    facts = [value for value in product.facts.values() if isinstance(value, dict)]
    return [product.name, *(fact for fact in facts if set(fact) & set(LANGUAGES))]


def test_every_product_speaks_three_languages(catalog: Catalog) -> None:
    for product in catalog.products:
        assert len(product.facts) >= 5, product.sku
        for text in texts_of(product):
            assert isinstance(text, dict)
            assert set(text) == set(LANGUAGES), (product.sku, text)
        assert set(product.allowed_claims) == set(LANGUAGES)
        assert set(product.price) == set(catalog.currencies)


def test_every_line_of_the_night_has_three_languages() -> None:
    files = load_show(builtin_dir("shows") / "night" / "show.yaml", environment={})
    assert files.rundown is not None
    for segment in files.rundown.segments:
        assert 4 <= len(segment.lines) <= 6
        for line in segment.lines:
            assert set(line.text) == set(LANGUAGES)


SUPERLATIVE = re.compile(
    r"最|第一|顶级|唯一|绝对|\b(?:best|cheapest|finest|greatest|perfect|unbeatable|meilleure?s?|"
    r"parfaite?s?|le (?:plus|moins))\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_nothing_boasts(path: Path) -> None:
    assert SUPERLATIVE.search(path.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_gate_lets_the_night_be_said(lang: str) -> None:
    files = load_show(builtin_dir("shows") / "night" / "show.yaml", environment={})
    assert files.rundown is not None
    blocked = []
    for segment in files.rundown.segments:
        context = GateContext(
            catalog=files.catalog,
            room_lang=lang,
            languages=LANGUAGES,
            market="cn",
            wall=datetime(2026, 11, 22, 21, tzinfo=UTC),
            sku=segment.sku,
        )
        slots = slots_of(files.catalog, segment.sku, lang)
        for line in segment.lines:
            filled = fill(line.text[lang], slots)
            assert filled is not None, line
            verdict = judge(filled[0], lang, context)
            if not verdict.passed:
                blocked.append((filled[0], verdict.reasons))
    assert blocked == []


def slots_of(catalog: Catalog, sku: str | None, lang: str) -> dict[str, str]:
    slots = {"host": "Lan", "shop": local(catalog.shop.name, lang), "address": "大家"}
    product = catalog.get(sku)
    if product is not None:
        price = money(product.price["CNY"], "CNY", lang)
        slots |= {
            "name": local(product.name, lang),
            "price": price,
            "price_per": f"{price} {per_text(product.per, lang)}",
            "stock": str(product.stock),
            "link_no": str(product.link_no),
        }
        if product.offer and product.offer.ends_at and product.prior_price_30d_lowest:
            slots["was"] = money(product.prior_price_30d_lowest["CNY"], "CNY", lang)
            slots["ends"] = day(product.offer.ends_at, lang)
    return slots
