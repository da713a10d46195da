"""Short catalogs: a list of names and prices, in CSV, YAML or JSON, made into full ones."""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from chatbot.catalog import Catalog, Product
from chatbot.errors import ConfigError, did_you_mean
from chatbot.files.document import At, Document, Lines
from chatbot.values import CURRENCIES

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["as_catalog", "made_sku", "parse_csv", "read_money"]

_COLUMNS = {
    "name": (
        *("name", "product", "title", "nom", "produit", "article"),
        *("名称", "商品", "商品名", "商品名称", "品名", "标题"),
    ),
    "price": ("price", "amount", "价格", "单价", "售价", "价钱", "prix", "tarif"),
    "stock": ("stock", "qty", "quantity", "库存", "数量", "quantité", "quantite"),
    "currency": ("currency", "币种", "货币", "devise", "monnaie"),
    "per": ("per", "unit", "单位", "规格", "unité", "unite"),
    "sku": ("sku", "id", "ref", "编号", "货号", "编码", "réf", "référence"),
    "link_no": ("link_no", "link", "链接", "链接号", "lien"),
}
_COLUMN_OF = {spelling: column for column, spellings in _COLUMNS.items() for spelling in spellings}
_WHOLE = ("stock", "link_no")
_DELIMITERS = "\t;,，；"
_EXCEL_SAYS = re.compile(r"sep=(.)", re.IGNORECASE)  # a first line that Excel reads and hides

_MONEY_WORDS = {
    "CNY": ("¥", "￥", "元", "块", "块钱", "rmb", "人民币", "yuan"),
    "EUR": ("€", "euro", "euros", "欧元", "欧"),
    "USD": ("$", "us$", "dollar", "dollars", "美元", "美金"),
    "GBP": ("£", "pound", "pounds", "英镑"),
    "HKD": ("hk$", "港币", "港元"),
    "JPY": ("円", "日元"),
}
_CURRENCY_OF = {word: code for code, words in _MONEY_WORDS.items() for word in words}
_MONEY = re.compile(r"([^\d\-+]*?)\s*(\d[\d\s.,'’]*)\s*(\D*)")


def read_money(text: str, currency: str) -> tuple[str, Decimal, str | None]:
    """Read `¥129`, `17,90 €`, `1,299.00` or `12元/斤` as (currency, amount, per).

    A text that names no currency is in `currency`.

    Raises:
        ValueError: it is no amount, or could be read as two different ones.
    """
    whole = unicodedata.normalize("NFKC", text).strip()
    amount, slash, per = whole.partition("/")
    match = _MONEY.fullmatch(amount.strip())
    if match is None or (slash and not per.strip()):
        raise ValueError(f"{text!r} is not a price: write 129, ¥129 or 17.90 EUR")
    named = {_currency(sign, text) for sign in (match[1], match[3]) if sign.strip()}
    if len(named) > 1:
        raise ValueError(f"{text!r} names two currencies: keep one")
    return (named.pop() if named else currency), _number(match[2], text), per.strip() or None


def _currency(sign: str, text: str) -> str:
    word = sign.strip().lower()
    code = _CURRENCY_OF.get(word, word.upper())
    if code not in CURRENCIES:
        raise ValueError(f"{text!r} is not a price: unknown currency {sign.strip()!r}")
    return code


def _number(digits: str, text: str) -> Decimal:
    compact = re.sub(r"[\s'’]", "", digits)
    if re.fullmatch(r"\d{1,3}\.\d{3}", compact):
        raise ValueError(
            f"{text!r} can be read in two ways: write {compact.replace('.', '')}, or two decimals"
        )
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d{1,2})?", compact):
        compact = compact.replace(",", "")
    elif re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d{1,2})?", compact):
        compact = compact.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d+,\d{1,2}", compact):
        compact = compact.replace(",", ".")
    if not re.fullmatch(r"\d+(\.\d+)?", compact):
        raise ValueError(f"{text!r} is not a price: write 129, ¥129 or 17.90 EUR")
    return Decimal(compact)


def made_sku(name: str) -> str:
    """Return a sku that stays the same as long as the name does."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall(r"[A-Za-z0-9]+", plain)).upper()
    if len(re.findall(r"[A-Z]", slug)) >= 3 and len(slug) >= len(name) * 0.6:
        return slug[:32].rstrip("-")
    return "P" + hashlib.sha256(name.encode()).hexdigest()[:6].upper()


def parse_csv(text: str, path: str) -> Document:
    """Parse a list of name and price, with or without a header line.

    Raises:
        ConfigError: with the line of the first thing that is wrong.
    """
    found = Lines(path)
    rows = _rows(text, found)
    first_line, first = next(rows, (0, []))
    if not first:
        raise found.error("the file is empty", None)
    columns = _header(first, first_line, found)
    items: list[dict[str, Any]] = []
    if columns is None:
        columns = ["name", "price"]
        _add(items, first, first_line, columns, found)
    for line, row in rows:
        _add(items, row, line, columns, found)
    if not items:
        raise found.error("the list has a header and no product", first_line)
    return Document(path, text, items, found.lines)


def _rows(text: str, found: Lines) -> Iterator[tuple[int, list[str]]]:
    lines = text.splitlines(keepends=True)
    told = _EXCEL_SAYS.fullmatch(lines[0].strip()) if lines else None
    before = 1 if told else 0
    head = next((row for row in lines[before:] if row.strip()), "")
    delimiter = told[1] if told else next((sign for sign in _DELIMITERS if sign in head), ",")
    reader = csv.reader(lines[before:], delimiter=delimiter, strict=True)
    line = before + 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row) and not row[0].lstrip().startswith("#"):
                yield line, [cell.strip() for cell in row]
            line = before + reader.line_num + 1
    except csv.Error as error:
        what = str(error)
        if "unexpected end of data" in what:
            what = 'a quote (") is opened and not closed'
        raise found.error(f"not a list of name and price: {what}", line) from None


def _header(row: list[str], line: int, found: Lines) -> list[str] | None:
    while row and not row[-1]:  # a spreadsheet writes its empty columns too
        row = row[:-1]
    known = [_COLUMN_OF.get(cell.lower()) for cell in row]
    if "price" not in known and "name" not in known:
        return None
    for cell, column in zip(row, known, strict=True):
        if column is None:
            raise found.error(f"unknown column {cell!r}{did_you_mean(cell, _COLUMN_OF)}", line)
        if known.count(column) > 1:
            raise found.error(f"two columns mean {column!r}: keep one", line)
    for needed in ("name", "price"):
        if needed not in known:
            raise found.error(f"a column {needed!r} is missing", line)
    return [column for column in known if column]


def _add(
    items: list[dict[str, Any]], row: list[str], line: int, columns: list[str], found: Lines
) -> None:
    if len(row) > len(columns):
        if any(row[len(columns) :]):
            raise found.error(
                f"{len(row)} values for the columns {', '.join(columns)}: put a value that holds "
                "the separator in quotes, or name more columns in the first line",
                line,
            )
        row = row[: len(columns)]
    at: At = (len(items),)
    found.add(at, line)
    cells = zip(columns, row, strict=False)
    items.append({column: _cell(column, cell) for column, cell in cells if cell})


def _cell(column: str, text: str) -> str:
    """Whole numbers may be written in full-width digits, as prices may."""
    return unicodedata.normalize("NFKC", text) if column in _WHOLE else text


def as_catalog(document: Document, currency: str) -> tuple[Document, list[ConfigError]]:
    """Return the document in the full catalog's form, and what is wrong with its prices.

    A full catalog comes back with its scalar prices read, missing skus made and link numbers
    counted. Prices that name no currency are in `currency`.
    """
    form = _Form(document, currency)
    return form.document(), form.errors


class _Form:
    def __init__(self, source: Document, currency: str) -> None:
        self.source = source
        self.currency = currency
        self.errors: list[ConfigError] = []
        self.skus: set[str] = set()
        self.lines: dict[At, int] = dict(source.lines)

    def document(self) -> Document:
        data = self.source.data
        if isinstance(data, list):
            self.move((), ("products",))
            data = {"products": data}
        elif isinstance(data, dict) and "products" not in data and self.is_price_list(data):
            items = []
            for i, (name, price) in enumerate(data.items()):
                self.lines[("products", i)] = self.source.line((name,))
                items.append({"name": name, "price": price})
            data = {"products": items}
        if isinstance(data, dict) and isinstance(data.get("products"), list):
            data = {**data, "products": self.products(data["products"])}
        return Document(self.source.path, self.source.text, data, self.lines)

    def is_price_list(self, data: dict[str, Any]) -> bool:
        return bool(data) and not any(
            isinstance(value, (dict, list)) or key in Catalog.model_fields
            for key, value in data.items()
        )

    def move(self, old: At, new: At) -> None:
        for at, line in self.source.lines.items():
            if at[: len(old)] == old:
                self.lines[new + at[len(old) :]] = line

    def wrong(self, message: str, at: At) -> None:
        line = Document(self.source.path, "", None, self.lines).line(at)
        self.errors.append(ConfigError(message, path=self.source.path, line=line))

    def products(self, items: list[Any]) -> list[Any]:
        taken = {item.get("link_no") for item in items if isinstance(item, dict)}
        return [self.product(item, ("products", i), taken) for i, item in enumerate(items)]

    def product(self, item: Any, at: At, taken: set[Any]) -> Any:
        if not isinstance(item, dict):
            return item
        if len(item) == 1 and not Product.model_fields.keys() & item.keys():
            name, price = next(iter(item.items()))
            if not isinstance(price, (dict, list)):
                item = {"name": name, "price": price}
        item = dict(item)
        short = "sku" not in item
        currency = self.named_currency(item, at)
        if "price" in item:
            self.price(item, currency, at)
        elif short:
            self.wrong("'price' is missing", at)
        if short:
            item["sku"] = self.free_sku(item.get("name"), int(at[-1]) + 1)
        position = int(at[-1]) + 1
        if "link_no" not in item and position not in taken:
            item["link_no"] = position
        return item

    def free_sku(self, name: object, position: int) -> str:
        """A sku made from the name; two equal names are told as such, not as equal skus."""
        if isinstance(name, dict):
            name = name.get("en") or next(iter(name.values()), None)
        sku = made_sku(str(name)) if name else f"P{position}"
        if sku in self.skus:
            sku = f"{sku}-{position}"
        self.skus.add(sku)
        return sku

    def named_currency(self, item: dict[str, Any], at: At) -> str:
        if not isinstance(item.get("currency"), str):
            return self.currency
        written = item.pop("currency")
        try:
            return _currency(written, written)
        except ValueError:
            near = did_you_mean(written.upper(), CURRENCIES)
            self.wrong(f"unknown currency {written!r}{near}", (*at, "currency"))
            return self.currency

    def price(self, item: dict[str, Any], currency: str, at: At) -> None:
        """Read the price where it is one number or text; leave a mapping as it is."""
        price = item["price"]
        if isinstance(price, bool) or price is None:
            self.wrong("'price' should be an amount", (*at, "price"))
            del item["price"]
        elif isinstance(price, (int, float)):
            item["price"] = {currency: price}
        elif isinstance(price, str):
            try:
                named, amount, per = read_money(price, currency)
            except ValueError as error:
                self.wrong(str(error), (*at, "price"))
                del item["price"]
                return
            item["price"] = {named: str(amount)}
            if per and item.get("per") in (None, per):
                item["per"] = per
            elif per:
                self.wrong(f"'price' says per {per!r}, 'per' says otherwise", (*at, "price"))
