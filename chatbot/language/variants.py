"""Colour, size, body weight and quantity as viewers write them."""

from __future__ import annotations

import re
from typing import Final

from chatbot.catalog import Catalog, option_names
from chatbot.language.clean import fold
from chatbot.language.lexicon import Lexicon, Scan
from chatbot.language.vocabulary import KNOWN_WORDS
from chatbot.language.wordlists import line_words

__all__ = ["COLOURS", "VariantIndex", "quantity_of", "weight_kg_of"]

COLOURS: Final = tuple(" ".join(words) for words in line_words("colours"))

_SIZES: Final = {
    "xs": "XS", "s": "S", "m": "M", "l": "L", "xl": "XL", "xxl": "XXL", "2xl": "XXL", "xxxl": "XXXL", "3xl": "XXXL",
    "4xl": "4XL", "5xl": "5XL", "xsmall": "XS", "xlarge": "XL",
}  # fmt: skip
_SIZE: Final = re.compile(
    r"(?<![a-z0-9'.$€-])(xs|s|m|l|x{1,3}l|[2-5]xl)(?![a-z0-9'.-])(?:\s?[码号])?"
)
_EU_SIZE: Final = re.compile(r"(?<![\d.,$€£¥])(3[2-9]|4[0-9]|5[0-2])(?:\.5)?\s?(?:码|号)|\b(?:size|taille|pointure|eu|du)\s?(3[2-9]|4[0-9]|5[0-2])(?!\d)")  # fmt: skip
_WEIGHT_UNIT: Final = re.compile(r"\s?(?:kg|斤|公斤)")
_NAMED_SIZE: Final = {
    "大码": "XL", "加大": "XL", "中码": "M", "小码": "S", "small": "S", "medium": "M", "large": "L", "extra large": "XL",
    "x large": "XL", "extra small": "XS",
}  # fmt: skip
_LETTER_CONTEXT: Final = frozenset(("size", "colour", "stock", "still", "have", "price", "q"))

_NUM: Final = r"(\d{1,3}(?:[.,]\d)?)"
_KG: Final = re.compile(
    rf"(?<![\d.,]){_NUM}\s?(?:kgs?|kilos?|公斤|千克|kilogram\w{{0,2}})(?![a-z])"
)
_JIN: Final = re.compile(rf"(?<![\d.,]){_NUM}\s?(?:多|来)?(?:斤)")
_LB: Final = re.compile(rf"(?<![\d.,]){_NUM}\s?(?:lbs?|pounds?|磅)(?![a-z])")
_ZH_JIN: Final = re.compile(r"([一二两])百([一二三四五六七八九])?(?:十)?([一二三四五六七八九])?斤")
_BODY: Final = re.compile(r"体重|穿|码|身高|weigh|size|wear|fit|guy|girl|woman|man\b|taille|pese|fais|mesure|person|cm|boy|lady|高")  # fmt: skip
_WEAR_JIN: Final = (35.0, 130.0)

_NOT_FIT: Final = r"(?<!\bruns )(?<!\brun )(?<!\bfits )(?<!\bfit )(?<!\brunning )"
_ZH_NUMBER: Final = {"一": 1, "两": 2, "二": 2, "俩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}  # fmt: skip
_ZH_COUNT: Final = re.compile(
    r"(?<!第)(?<![\d.])(\d{1,3}|[一两二俩三四五六七八九十])\s?(?:件|个(?!月|小时|色|颜色|人|码|星期|字|问题|链接|赞)|瓶|盒|袋|包(?!邮)|条|双|套|支|片|箱|份|只|张|罐|杯|对(?![不吗吧的么嘛了])|台|把|组|提|单)"
)
_EN_NUMBER: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "dozen": 12, "couple": 2, "pair": 2, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "douzaine": 12, "both": 2,
}  # fmt: skip
_X_COUNT: Final = re.compile(r"(?<![\w.])(?:x\s?(\d{1,3})|(\d{1,3})\s?x)(?![\w.])|\b(\d{1,3})\s?(?:pcs|pieces|units|pieces|pairs|paires|packs|unites|exemplaires|of them|of those|of these)\b")  # fmt: skip


_SEVERAL: Final = r"(\d{1,2}|two|three|four|five|deux|trois|quatre|cinq)"
_FOR_SEVERAL: Final = re.compile(
    rf"\b(?:for|of|buy|take|get|pour|de|prends?|si j'en prends) {_SEVERAL}(?: of (?:them|it|those))?\s?(?:[?!.,]|$)"
    rf"|\b(?:for|of|pour) (?:the |les |all )?{_SEVERAL}\s?[?!.]*$"
    rf"|^(?:and |et |les )?{_SEVERAL} (?:for|c'?est|ca fait|font|pour|is|are) (?:how much|combien)"
)
"""So many of what is on the screen; of a price only: "2 for how much", "deux c'est combien"."""
_PRICED: Final = re.compile(r"\bhow much\b|\bcombien\b|\btotal|\bprice|\bprix\b|\bcosts?\b")


def weight_kg_of(folded: str) -> float | None:
    """The body weight a text names, in kg (`160斤` is 80 kg), or None."""
    if not any(char.isdigit() for char in folded) and "百" not in folded:
        return None
    for pattern, factor in ((_KG, 1.0), (_JIN, 0.5), (_LB, 0.45359237)):
        match = pattern.search(folded)
        if match:
            kg = float(match.group(1).replace(",", ".")) * factor
            low, high = _WEAR_JIN
            if low <= kg <= high and (_BODY.search(folded) or kg >= 40):
                return round(kg, 1)
    match = _ZH_JIN.search(folded)
    if match:
        jin = 100 * _ZH_NUMBER[match.group(1)] + 10 * _ZH_NUMBER.get(match.group(2) or "", 0)
        return (jin + _ZH_NUMBER.get(match.group(3) or "", 0)) / 2
    return None


def quantity_of(folded: str, scan: Scan, product_words: frozenset[str]) -> int | None:
    """How many pieces a text speaks of (`两件`, `2 tees`, `x3`), or None."""
    match = _ZH_COUNT.search(folded) if not folded.isascii() else None
    if match:
        said = match.group(1)
        return int(said) if said.isdigit() else _ZH_NUMBER[said]
    match = _X_COUNT.search(folded)
    if match:
        return int(next(g for g in match.groups() if g))
    several = _FOR_SEVERAL.search(folded) if _PRICED.search(folded) else None
    if several:
        said = next(group for group in several.groups() if group)
        return int(said) if said.isdigit() else _EN_NUMBER[said]
    words = scan.words
    for at, word in enumerate(words[:-1]):
        count = int(word) if word.isdigit() and len(word) < 4 else _EN_NUMBER.get(word)
        if (
            count
            and word != "one"
            and (at == 0 or words[at - 1] not in ("#", "link", "lien", "no"))
        ):
            after = words[at + 1 : at + 3]
            if any(next_word in product_words for next_word in after) and count > 0:
                return count
    return None


class VariantIndex:
    """Colours of a catalog, ready to be found in a text."""

    def __init__(self, catalog: Catalog) -> None:
        self.lexicon = Lexicon()
        self.lexicon.know(KNOWN_WORDS)
        keys: dict[str, str] = {}
        for product in catalog.products:
            for option in product.variants.colours if product.variants else ():
                names = option_names(option)
                for name in names:
                    keys[fold(name)] = names[0]
        for line in COLOURS:
            words = [fold(word.replace("_", " ")) for word in line.split()]
            key = next((keys[word] for word in words if word in keys), words[0])
            key = key.replace(" colour", "")
            for word in words[1:]:
                self.lexicon.add(f"colour:{key}", [word.replace(" ", "_")], "", typos=len(word) > 5)
        for words in line_words("colour_words"):
            self.lexicon.add("other", words, "", typos=False)
        for name, key in keys.items():
            self.lexicon.add(f"colour:{key}", [name.replace(" ", "_")], "")

        self._sizes = {
            fold(size): size
            for product in catalog.products
            for size in (product.variants.sizes if product.variants else ())
        }

    def offers(self, size: str | None) -> bool:
        """True when some product comes in this size."""
        return size is not None and size in self._sizes.values()

    def size(self, folded: str, tags: set[str], *, colour: bool) -> str | None:
        """The size a text names, as the catalog writes it or in capitals, or None.

        A single letter counts only beside a colour, a word about sizes, or alone (`tags`).
        """
        for name, size in self._sizes.items():
            if len(name) > 3 and name in folded:
                return size
        for match in _SIZE.finditer(folded):
            letter = match.group(1)
            if letter in ("s", "m", "l") and not match.group().endswith(("码", "号")):
                if folded[max(0, match.start() - 1) : match.start()].isdigit():
                    continue
                if not (colour or tags & _LETTER_CONTEXT or len(folded) < 6):
                    continue
            return _SIZES[letter]
        found = _EU_SIZE.search(folded)
        if found and not _WEIGHT_UNIT.match(folded, found.end()):
            return found.group(1) or found.group(2)
        for name, size in _NAMED_SIZE.items():
            if name in folded and (
                not name.isascii() or re.search(rf"{_NOT_FIT}\b{name}\b", folded)
            ):
                return size
        return None

    def colour(self, folded: str) -> str | None:
        """The colour a text names: its variant key where the catalog has it, else a plain name."""
        for hit in self.lexicon.scan(folded).hits:
            for tag in hit.tags:
                if tag.startswith("colour:"):
                    return tag[7:]
        return None
