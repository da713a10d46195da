"""Which product of the catalog a text names: by name, alias, kind of goods, or link number."""

from __future__ import annotations

import re
from typing import Final

from chatbot.catalog import Catalog, Product, option_names
from chatbot.language.clean import fold
from chatbot.language.lexicon import Hit, Lexicon, Scan, is_cjk, words_of
from chatbot.language.topics import MATERIALS, fact_key, value_text
from chatbot.language.vocabulary import EN_WORDS, FR_WORDS, KNOWN_WORDS
from chatbot.language.wordlists import line_words

__all__ = ["ProductIndex"]

_LINK: Final = re.compile(
    r"(?<![\d.])(\d{1,3})\s?(?:号|號)(?!楼|线|店|晚|到|截|结|前|后|开|发货|之|过|下午|上午)|(?:链接|连接)\s?(?:no|号)?\s?(\d{1,3})(?!\d)"
    r"|第\s?(\d{1,3})\s?(?:个|款|号|件)|\b(?:link|lien|item|product|produit|article|number|numero|no|n°)"
    r"\s?[#n°.]{0,2}\s?(\d{1,3})(?![\d%])|(?<![\w&])#\s?(\d{1,3})(?!\d)|(\d{1,3})\s?(?:链接|号链)"
    r"|(?:^|\b(?:et|and|combien (?:coute|pour|fait)|how much (?:is|for)) )(?:le|la|the) (\d{1,2})"
    r"(?=\s(?:c'est|est|coute|fait|is|costs)\b|\s?[?!.]|$)"
    r"|\b(?:prix|photos?|infos?|dispo|stock) (?:du|pour le|sur le) (\d{1,2})(?![\d/%])(?=\s?[?!.,]|$)"
)
_ZH_DIGIT: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "两": 2}  # fmt: skip
_ZH_LINK: Final = re.compile(
    r"第([一二三四五六七八九十])(?:个|款|号|件|样)|([一二三四五六七八九十])号(?!楼|线|店|到|截|结|前)|链接([一二三四五六七八九十])"
)
_ORDINALS: Final = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5,
    "5th": 5, "sixth": 6, "6th": 6, "seventh": 7, "eighth": 8, "premier": 1, "premiere": 1, "1er": 1, "deuxieme": 2,
    "2eme": 2, "2e": 2, "troisieme": 3, "3eme": 3, "3e": 3, "quatrieme": 4, "4eme": 4, "4e": 4, "cinquieme": 5,
    "5eme": 5, "5e": 5, "sixieme": 6, "6eme": 6,
}  # fmt: skip
_ORDINAL: Final = re.compile(
    r"\b(?:the|le|la|du)\s(" + "|".join(_ORDINALS) + r")\b(?!\s(?:time|fois|day|jour|order|week))"
)
_AFTER_ORDINAL: Final = re.compile(
    r"\b(" + "|".join(_ORDINALS) + r")\s(?:one|item|product|link|produit|article|lien)\b"
)
_ARTICLE: Final = re.compile(r"\b(?:le|du|un|ce|cet|votre|au|mon|ton|les|des|vos)\s$")
# Names of goods that are other words elsewhere (a French sweater, an English verb).
_NAME_NUMBER: Final = re.compile(r"\b(?:number|numero|no\.?|nr\.?|n[°o])\s?(\d{1,4})\b")
_NUMBER_WORDS: Final = ("number ", "numero ", "no ", "n ", "")
"""How a number in a name may be called by viewers (`Rouge n°4`: `rouge 4`)."""
_SHORT_SPELLING: Final = {"night": "nite", "light": "lite"}
_HOMOGRAPHS: Final = frozenset(("pull", "or", "the", "robe", "pot", "fan", "cap", "pan", "ring", "bol", "sac", "lait", "sweat", "jean", "fans", "watch", "light", "lights"))  # fmt: skip
# Words of names that say nothing about which product it is.
_EMPTY: Final = frozenset(
    """the a an of and with for de du la le les des et en a au sans pour set new pack ml l g kg cm oz mini pro
    max plus x everyday voyage travel sans fil wireless magnetic rechargeable magnetique de nuit night home large
    small medium big best premium classic original basic""".split()
)


class ProductIndex:
    """Names of one catalog version, ready to be found in a text."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._by_link = {p.link_no: p.sku for p in catalog.products if p.link_no is not None}
        self._order = {p.sku: n for n, p in enumerate(catalog.products)}
        self.lexicon = Lexicon()
        self._doubtful: dict[str, set[str]] = {}
        self.lexicon.know(KNOWN_WORDS)
        names = {p.sku: _names(p) for p in catalog.products}
        owners: dict[str, set[str]] = {}
        for sku, forms in names.items():
            for form in forms:
                owners.setdefault(form, set()).add(sku)
        for form, skus in owners.items():
            self._add(form, skus)
        for form, skus in list(owners.items()):
            for spelled in _as_spelled(form) - owners.keys():
                self._add(spelled, skus, typos=False)
        self._add_numbered(owners)
        for promotion in catalog.promotions:
            self.lexicon.add("promo", [fold(promotion.code)], "", typos=False)
        self._add_words(names, owners)
        self._add_goods(names, owners)
        self._materials = self._find_materials()

    def _add(self, form: str, skus: set[str], *, typos: bool = True) -> None:
        if form in EN_WORDS or form in FR_WORDS or form in _HOMOGRAPHS:
            self._doubtful.setdefault(form, set()).update(skus)
            return
        tags = " ".join(f"sku:{sku}" for sku in sorted(skus))
        self.lexicon.add(tags, [form.replace(" ", "_")], "", typos=typos)

    def _add_numbered(self, owners: dict[str, set[str]]) -> None:
        """Names with a number, by the other ways to call it."""
        for form, skus in list(owners.items()):
            for word in _NUMBER_WORDS if _NAME_NUMBER.search(form) else ():
                called = " ".join(_NAME_NUMBER.sub(rf"{word}\1", form).split())
                if called not in owners and not called.isdigit():
                    self._add(called, skus, typos=False)

    def _add_words(self, names: dict[str, set[str]], owners: dict[str, set[str]]) -> None:
        """Single words that occur in the names of one product only name it."""
        seen: dict[str, set[str]] = {}
        for sku, forms in names.items():
            for form in forms:
                for word in words_of(form):
                    if len(word) > 3 and word.isalpha() and word not in _EMPTY:
                        seen.setdefault(word, set()).add(sku)
        for word, skus in seen.items():
            if len(skus) == 1 and word not in owners and not _is_material(word):
                self._add(word, skus)

    def _add_goods(self, names: dict[str, set[str]], owners: dict[str, set[str]]) -> None:
        """The words of a kind of goods, where exactly one product is of that kind."""
        for line in line_words("goods"):
            words = [fold(word.replace("_", " ")) for word in line]
            skus = {sku for sku, forms in names.items() if _is_kind(words, forms)}
            if len(skus) == 1:
                for word in words:
                    if word not in owners:
                        self._add(word, skus, typos=len(word) > 4)

    def _find_materials(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for line in MATERIALS:
            words = [fold(word.replace("_", " ")) for word in line.split()]
            skus = tuple(
                p.sku
                for p in self.catalog.products
                if any(_inside(w, fold(value_text(list(p.facts.values())))) for w in words)
            )
            for word in words:
                found[word] = skus
        return found

    def named(self, folded: str, lower: str) -> tuple[tuple[str, ...], Scan]:
        """The products a text (folded, and just lower-cased) names, in order, and where it does."""
        scan = self.lexicon.scan(folded)
        places: list[tuple[int, str]] = []
        rest = folded
        for hit in scan.hits:
            skus = [tag[4:] for tag in hit.tags if tag.startswith("sku:")]
            if len(skus) == 1:
                places.append((_place(hit, folded), skus[0]))
                rest = _without(rest, hit.term)
        places += self._homographs(folded, lower)
        for number, at in _link_numbers(rest):  # "item 4" may be a name rather than a link
            sku = self._by_link.get(number)
            if sku:
                places.append((at, sku))
        places.sort()
        return tuple(dict.fromkeys(sku for _, sku in places)), scan

    def _homographs(self, folded: str, lower: str) -> list[tuple[int, str]]:
        """Names that are also common words (`thé`): with accents, after an article, or alone."""
        found: list[tuple[int, str]] = []
        for form, skus in self._doubtful.items():
            if form not in folded or len(skus) != 1:
                continue
            for match in re.finditer(rf"(?<![a-z]){form}(?![a-z])", folded):
                here = lower[match.start() : match.end()] if len(lower) == len(folded) else ""
                accented = bool(here) and not here.isascii() and fold(here) == form
                if (
                    accented
                    or folded.strip(" ?!.") == form
                    or _ARTICLE.search(folded[: match.start()])
                ):
                    found.append((match.start(), next(iter(skus))))
                    break
        return found

    def with_fact(self, topic: str) -> tuple[str, ...]:
        """Products whose facts cover a topic."""
        return tuple(p.sku for p in self.catalog.products if fact_key(topic, p.facts))

    def of_material(self, term: str) -> tuple[str, ...]:
        """Products whose facts mention a material."""
        return self._materials.get(term, ())

    def with_sizes(self) -> tuple[str, ...]:
        """Products that come in sizes."""
        return tuple(p.sku for p in self.catalog.products if p.variants and p.variants.sizes)

    def with_colour(self, keys: tuple[str, ...]) -> tuple[str, ...]:
        """Products that come in one of these colours (variant keys)."""
        return tuple(
            p.sku
            for p in self.catalog.products
            if p.variants and any((option_names(c) or ("",))[0] in keys for c in p.variants.colours)
        )


def _place(hit: Hit, folded: str) -> int:
    """Where a hit stands in the text; one that was misspelt, by its first word."""
    for words in (hit.term, hit.term.split()[0]):
        at = folded.find(words)
        if at >= 0:
            return at
    return hit.start


def _without(text: str, term: str) -> str:
    """A text with blanks where a name stands; signs between its words do not matter."""
    name = r"[^\w\s]{0,2}\s?".join(map(re.escape, term.split()))
    return re.sub(name, lambda match: " " * len(match.group()), text)


def _is_material(word: str) -> bool:
    return any(word == w for line in MATERIALS for w in line.split())


def _inside(word: str, text: str) -> bool:
    return word in text if is_cjk(word[0]) else f" {word}" in f" {text}"


def _names(product: Product) -> set[str]:
    """All names of a product, folded, without sizes such as `30ml`, with Latin plurals."""
    raw = [product.name] if isinstance(product.name, str) else list(product.name.values())
    forms: set[str] = set()
    for name in [*raw, *product.aliases]:
        folded = fold(name)
        plain = re.sub(r"\b\d+(?:[.,]\d+)?\s?(?:ml|cl|l|g|kg|cm|oz|w|mah)\b|[()]", " ", folded)
        for form in (plain, re.sub(r"\d+(?:\.\d+)?(?:ml|l|g|kg|cm)$", "", folded)):
            form = " ".join(form.split())
            if form and not re.fullmatch(r"(?:link|lien)?\s?\d+号?", form):
                forms.add(form)
                if form[-1].isalpha() and form.isascii() and not form.endswith("s"):
                    forms.add(form + ("es" if form[-1] in "xz" else "s"))
                elif form.isascii() and form.endswith("s") and len(form) > 5:
                    forms.add(form[:-1])
    return forms


def _is_kind(words: list[str], forms: set[str]) -> bool:
    for form in forms:
        parts = set(words_of(form))
        for word in words:
            if is_cjk(word[0]):
                if form.endswith(word):
                    return True
            elif word in parts or (" " in word and word in form):
                return True
    return False


def _as_spelled(form: str) -> set[str]:
    """A name of several words as people shorten it: `night light`, `nite lite`."""
    spelled = {form}
    for word, short in _SHORT_SPELLING.items() if " " in form else ():
        spelled |= {re.sub(rf"\b{word}", short, one) for one in spelled}
    return spelled - {form}


def _link_numbers(folded: str) -> list[tuple[int, int]]:
    """Link numbers in a text with their places: `3号`, `link 3`, `#5`, `第二个`, `the second one`."""
    found: list[tuple[int, int]] = []
    if any(char.isdigit() for char in folded):
        for match in _LINK.finditer(folded):
            found.append((int(next(g for g in match.groups() if g)), match.start()))
    if not folded.isascii():
        for match in _ZH_LINK.finditer(folded):
            found.append((_ZH_DIGIT[next(g for g in match.groups() if g)], match.start()))
    for match in (*_ORDINAL.finditer(folded), *_AFTER_ORDINAL.finditer(folded)):
        found.append((_ORDINALS[match.group(1)], match.start()))
    return found
