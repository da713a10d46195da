"""Catalogs: the full format, the short ones, and mistakes that would put a wrong price on air."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from chatbot.catalog import Catalog, Product, Variants, decimals_of, local, valid_per
from chatbot.errors import ConfigError, ConfigErrors
from chatbot.files import as_catalog, parse, read, read_money, validate

ACCEPTANCE = Path(__file__).parents[2] / "shared" / "acceptance" / "catalog.json"


def catalog_of(text: str, path: str = "c.yaml", currency: str = "CNY") -> Catalog:
    document, wrong_prices = as_catalog(parse(text, path), currency)
    try:
        catalog = validate(Catalog, document)
    except ConfigErrors as wrong:
        raise ConfigErrors([*wrong_prices, *wrong.errors]) from None
    if wrong_prices:
        raise ConfigErrors(wrong_prices)
    return catalog


def listed(catalog: Catalog) -> list[tuple[str, dict[str, Decimal]]]:
    return [(local(product.name, "zh"), product.price) for product in catalog.products]


@pytest.mark.skipif(not ACCEPTANCE.is_file(), reason="the shared samples are not here")
def test_the_acceptance_catalog_loads_unchanged() -> None:
    document, wrong_prices = as_catalog(read(ACCEPTANCE), "CNY")
    catalog = validate(Catalog, document)
    assert wrong_prices == []
    assert document.data == read(ACCEPTANCE).data
    assert [product.link_no for product in catalog.products] == [1, 2, 3, 4, 5, 6]
    for product in catalog.products:
        assert set(product.price) == {"CNY", "EUR", "USD"}
        if product.variants and product.variants.total is not None:
            assert product.variants.total == product.stock


SHORT = {
    "csv with a header": ("c.csv", 'name,price,stock\nTea,58,3\nPot,"1,299.00",\n'),
    "csv without": ("c.csv", "Tea,58元\nPot,¥1299\n"),
    "chinese header": ("c.csv", "\ufeff名称;价格\nTea;58\nPot;1299\n".lstrip("\ufeff")),
    "french header": ("c.csv", "nom;prix;devise\nTea;58,00;CNY\nPot;1 299,00;CNY\n"),
    "tabs": ("c.csv", "name\tprice\nTea\t58\nPot\t1299\n"),
    "chinese commas": ("c.csv", "Tea，58\nPot，1299\n"),
    "told by excel": ("c.csv", "sep=|\nname|price\nTea|58\nPot|1,299.00\n"),
    "empty columns": ("c.csv", "name,price,,\nTea,58,,\nPot,1299,,\n"),
    "full-width digits": ("c.csv", "名称，价格，库存\nTea，￥５８，３\nPot，１２９９，\n"),
    "comments and gaps": ("c.csv", "# tonight\nTea,58\n\nPot,1299\n"),
    "yaml records": ("c.yaml", "- {name: Tea, price: 58}\n- {name: Pot, price: ¥1299}\n"),
    "yaml pairs": ("c.yaml", "- Tea: 58\n- Pot: 1299\n"),
    "yaml mapping": ("c.yaml", "Tea: 58\nPot: 1299 CNY\n"),
    "under products": ("c.yaml", "products:\n  - {name: Tea, price: 58}\n  - Pot: 1299\n"),
    "json": ("c.json", '[{"name": "Tea", "price": 58}, {"name": "Pot", "price": "1299"}]'),
}


@pytest.mark.parametrize("form", SHORT)
def test_a_list_of_names_and_prices_is_enough(form: str) -> None:
    path, text = SHORT[form]
    catalog = catalog_of(text, path)
    assert listed(catalog) == [("Tea", {"CNY": Decimal(58)}), ("Pot", {"CNY": Decimal(1299)})]
    assert [(p.sku, p.link_no) for p in catalog.products] == [("TEA", 1), ("POT", 2)]


def test_stock_may_be_written_in_full_width_digits() -> None:
    catalog = catalog_of("名称,价格,库存,链接号\nTea,58,４０,７\n", "c.csv")
    assert [(p.stock, p.link_no) for p in catalog.products] == [(40, 7)]


def test_a_made_sku_follows_the_name_and_not_the_place() -> None:
    before = catalog_of("- 桂花茶: 58\n- 核桃: 12\n")
    after = catalog_of("- 新品: 9\n- 核桃: 12\n- 桂花茶: 58\n")
    assert {p.name: p.sku for p in before.products}.items() <= {
        p.name: p.sku for p in after.products
    }.items()


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("¥129", ("CNY", "129", None)),
        ("129元", ("CNY", "129", None)),
        ("129块钱", ("CNY", "129", None)),
        ("１２９元", ("CNY", "129", None)),
        ("17,90 €", ("EUR", "17.90", None)),
        ("€17.90", ("EUR", "17.90", None)),
        ("1 299,00 €", ("EUR", "1299.00", None)),
        ("1.299,00 €", ("EUR", "1299.00", None)),
        ("$1,299.00", ("USD", "1299.00", None)),
        ("US$ 5", ("USD", "5", None)),
        ("5 GBP", ("GBP", "5", None)),
        ("12元/斤", ("CNY", "12", "斤")),
        ("19.8/500 g", ("CNY", "19.8", "500 g")),
        ("129", ("CNY", "129", None)),
    ],
)
def test_prices_as_people_write_them(written: str, read_as: tuple[str, str, str | None]) -> None:
    currency, amount, per = read_money(written, "CNY")
    assert (currency, str(amount), per) == read_as


@pytest.mark.parametrize(
    "written",
    ["", "free", "-3", "1.299", "1,2345", "¥12 €", "12 XYZ", "1-2", "12/", "1 2 3,4,5", "1e3"],
)
def test_a_price_that_can_be_misread_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"price|two (ways|currencies)"):
        read_money(written, "CNY")


PRODUCT = "products:\n  - sku: A\n    name: A\n    price: {CNY: 10}\n    "
WRONG = {
    "name,price\nTea,58\nTea,60\n": ["c.csv:3: the name or alias 'Tea' is already used (line 2)"],
    "name,price\nBougie,17,90\n": [
        "c.csv:2: 3 values for the columns name, price: put a value that holds the separator in "
        "quotes, or name more columns in the first line"
    ],
    "name,price,stok\nA,1,2\n": ["c.csv:1: unknown column 'stok' (did you mean 'stock'?)"],
    "price,stock\n1,2\n": ["c.csv:1: a column 'name' is missing"],
    "name,price\n": ["c.csv:1: the list has a header and no product"],
    "name,price\nTea,ten\nPot,1.299\n": [
        "c.csv:2: 'ten' is not a price: write 129, ¥129 or 17.90 EUR",
        "c.csv:3: '1.299' can be read in two ways: write 1299, or two decimals",
    ],
    "name,price,stock\nTea,5,many\n": ["c.csv:2: stock: should be a whole number, not 'many'"],
    'name,price\nTea,5\n"Pot,6\nCup,7\n': [
        'c.csv:3: not a list of name and price: a quote (") is opened and not closed'
    ],
    "sep=;\nname;price\nTea;ten\n": ["c.csv:3: 'ten' is not a price: write 129, ¥129 or 17.90 EUR"],
    "name,price,currency\nTea,5,XYZ\n": ["c.csv:2: unknown currency 'XYZ'"],
    "- {name: Tea}\n": ["c.yaml:1: 'price' is missing"],
    "- {nme: Tea, price: 5}\n": ["c.yaml:1: unknown key 'nme' (did you mean 'name'?)"],
    "prodcts: [{sku: A}]\n": [
        "c.yaml:1: unknown key 'prodcts' (did you mean 'products'?)",
        "c.yaml:1: 'name' is missing",
    ],
    "products:\n  - {sku: A, name: a, link_no: 1}\n  - {sku: A, nam: b, link_no: 1, stok: 1}\n": [
        "c.yaml:3: unknown key 'nam' (did you mean 'name'?)",
        "c.yaml:3: unknown key 'stok' (did you mean 'stock'?)",
        "c.yaml:3: the sku 'A' is already used (line 2)",
        "c.yaml:3: the link_no 1 is already used (line 2)",
    ],
    "products:\n  - {sku: A, name: a, price: {RMB: 12}}\n": [
        "c.yaml:2: unknown currency 'RMB' (did you mean 'CNY'?)"
    ],
    "products:\n  - {sku: A, name: a, price: {CNY: 0, EUR: 1.234, JPY: 1.5}}\n": [
        "c.yaml:2: 0 CNY: an amount must be more than 0",
        "c.yaml:2: 1.234 EUR: an amount in EUR has 2 decimals at most",
        "c.yaml:2: 1.5 JPY: an amount in JPY has no decimals",
    ],
    "products:\n  - {sku: A, name: a}\n  - {sku: a, name: b, link_no: 1}\n": [
        "c.yaml:3: the sku 'a' is already used (line 2)",
    ],
    "products:\n  - {sku: A, name: a, link_no: 4}\n  - {sku: B, name: b, link_no: 4}\n": [
        "c.yaml:3: the link_no 4 is already used (line 2)"
    ],
    "products:\n  - {sku: A, name: cup}\n  - sku: B\n    name: mug\n    aliases:\n      - Cup\n": [
        "c.yaml:6: the name or alias 'Cup' is already used (line 2)"
    ],
    PRODUCT + "offer: {ends_at: '2026-12-31T23:59:59+08:00'}": [
        "c.yaml:5: a price reduction needs 'prior_price_30d_lowest' to compare with"
    ],
    PRODUCT + "prior_price_30d_lowest: {CNY: 9}\n    offer: {}": [
        "c.yaml:5: 9 is not above the price 10: no offer"
    ],
    PRODUCT + "prior_price_30d_lowest: {EUR: 9}": [
        "c.yaml:5: there is no price in EUR to compare with"
    ],
    PRODUCT + "offer:\n      ends_at: 2026-12-31T00:00:00": [
        "c.yaml:6: offer.ends_at: say which clock is meant: 2026-12-31T00:00:00+08:00 for China, "
        "or another offset"
    ],
    PRODUCT + "per: 500 gr": ["c.yaml:5: unknown unit '500 gr' (did you mean 'g'?)"],
    PRODUCT + "stock: -1": ["c.yaml:5: stock: must be 0 or more"],
    PRODUCT + "stock: true": ["c.yaml:5: stock: should be a whole number, not true"],
    PRODUCT + "restock_date: soon": [
        "c.yaml:5: restock_date: 'soon' is not a date: write 2026-12-31"
    ],
    PRODUCT + "variants:\n      colours: [red/红]\n      stock:\n        rad: 3": [
        "c.yaml:8: unknown variant 'rad' (did you mean 'red'?)"
    ],
    PRODUCT + "variants: {sizes: [38, 39], colours: [red], stock: {red: {38: 2, 40: 1}}}": [
        "c.yaml:5: unknown size '40'"
    ],
    "products: [{sku: A B, name: a}]": [
        "c.yaml:1: sku: 'A B' is no sku: up to 64 letters, digits or signs, no spaces"
    ],
    "products: [{sku: A, name: a}]\npromotions:\n  - {code: X, effect: {CNY: 1}}\n"
    "  - {code: x, effect: {CNY: 2}}\n": ["c.yaml:4: the code 'x' is already used (line 3)"],
    "currencies: [RMB]\nproducts: [{sku: A, name: a}]\n": ["c.yaml:1: unknown currency 'RMB'"],
}


@pytest.mark.parametrize("text", WRONG)
def test_each_mistake_in_a_catalog(text: str) -> None:
    path = "c.csv" if "c.csv" in WRONG[text][0] else "c.yaml"
    with pytest.raises((ConfigError, ConfigErrors)) as caught:
        catalog_of(text, path)
    assert str(caught.value).splitlines() == WRONG[text]


def test_link_numbers_count_from_the_top_and_leave_given_ones_alone() -> None:
    catalog = catalog_of("products:\n  - {sku: A, name: a, link_no: 2}\n  - {sku: B, name: b}\n")
    assert [product.link_no for product in catalog.products] == [2, None]


def test_numbers_written_as_skus_and_sizes_are_texts() -> None:
    catalog = catalog_of(
        "products:\n  - sku: 1001\n    name: 501\n"
        "    variants: {sizes: [38, 39], stock: {38: 2, 39: 0}}\n"
    )
    product = catalog.products[0]
    assert (product.sku, product.name) == ("1001", "501")
    assert product.variants is not None
    assert product.variants.sizes == ("38", "39")
    assert product.variants.total == 2


def test_the_version_follows_the_content() -> None:
    one, same = catalog_of("- Tea: 58\n"), catalog_of("Tea: 58\n")
    assert one.version == same.version
    assert len(one.version) == 12
    assert catalog_of("- Tea: 59\n").version != one.version
    held = one.changed("TEA", price_on_hold=True)
    assert held.version != one.version
    assert one.by_sku["TEA"].stock is None
    assert one.changed("TEA", stock=3).by_sku["TEA"].stock == 3
    with pytest.raises(KeyError):
        one.changed("NONE", stock=3)


def test_stock_of_a_variant() -> None:
    shirt = Product(
        sku="A",
        name="shirt",
        variants=Variants(
            sizes=("S", "M"),
            colours=("red/红", "blue"),
            stock={"red": {"S": 1, "M": 2}, "blue": {"S": 4, "M": 0}},
        ),
    )
    assert shirt.stock_of("red", "M") == 2
    assert shirt.stock_of("red") == 3
    assert shirt.stock_of(size="S") == 5
    assert shirt.stock_of("green") is None
    shoe = Product(sku="B", name="shoe", variants=Variants(sizes=("38",), stock={"38": 6}))
    assert shoe.stock_of(size="38") == 6


@pytest.mark.parametrize("per", ["piece", "500 g", "斤", "kg", "l", "100g", "0.5 l", "盒"])
def test_units_that_a_price_may_be_for(per: str) -> None:
    assert valid_per(per)
    assert not valid_per(per + "x")


def test_decimals_by_currency() -> None:
    assert [decimals_of(code) for code in ("CNY", "JPY", "KWD")] == [2, 0, 3]
