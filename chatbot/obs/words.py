"""What stands on OBS's own card and holding scene, in the room's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["FACES", "HOLDING", "face_of", "label_in", "note_of", "sample_card"]

HOLDING: dict[str, dict[str, tuple[str, str]]] = {
    "soon": {
        "zh": ("即将开播", "马上就来，请稍等"),
        "en": ("Starting soon", "We'll be with you shortly"),
        "fr": ("Ça commence bientôt", "On arrive tout de suite"),
    },
    "stopped": {
        "zh": ("直播稍歇", "稍后回来"),
        "en": ("Taking a short break", "We'll be back"),
        "fr": ("Petite pause", "On revient bientôt"),
    },
    "ended": {
        "zh": ("直播已结束", "谢谢观看"),
        "en": ("The show has ended", "Thanks for watching"),
        "fr": ("Le live est terminé", "Merci d’avoir été là"),
    },
}
"""Heading and line of the holding scene, by the state that it explains."""

_SAMPLE = {
    "zh": ("商品", "价格", "库存"),
    "en": ("Product", "Price", "Stock"),
    "fr": ("Produit", "Prix", "Stock"),
}
_OUT = {"zh": "已售罄", "en": "Sold out", "fr": "Épuisé"}
_STOCK = {"zh": "库存 {n}", "en": "{n} in stock", "fr": "{n} en stock"}
_NUMBER = {"zh": "{n}号链接", "en": "No. {n} in the cart", "fr": "N° {n} dans le panier"}

FACES = {
    "windows": {"zh": "Microsoft YaHei", "": "Segoe UI"},
    "macos": {"zh": "PingFang SC", "": "Helvetica Neue"},
    "linux": {"zh": "Noto Sans CJK SC", "": "DejaVu Sans"},
}
"""Fonts by OBS's platform and language: its FreeType text takes no letter from a second font."""


def _in(texts: Mapping[str, Any], lang: str) -> Any:
    return texts.get(lang[:2], texts["en"])


def face_of(platform: str, lang: str) -> str:
    """A font that has the letters of this language on the machine where OBS runs."""
    faces = FACES.get(platform, FACES["linux"])
    return faces.get(lang[:2], faces[""])


def sample_card(lang: str) -> tuple[str, str, str]:
    """What the card says before the first product: no title, price or stock of anything."""
    sample: tuple[str, str, str] = _in(_SAMPLE, lang)
    return sample


def label_in(texts: Mapping[str, str], lang: str) -> str:
    """The label in the room's language, else in any that it has."""
    found = texts.get(lang[:2]) or texts.get("en") or next(iter(texts.values()), "")
    return found.strip()


def note_of(product: Mapping[str, Any], lang: str) -> str:
    """The line beneath the price: where it is ordered and what is left, as the catalog has it."""
    stock, link = product.get("stock"), product.get("link")
    if product.get("sold_out") is True or stock == 0:
        return str(_in(_OUT, lang))
    said = []
    if isinstance(link, Mapping) and link.get("text"):
        said.append(str(link["text"]))
    elif product.get("link_no") is not None:
        said.append(_in(_NUMBER, lang).format(n=product["link_no"]))
    if isinstance(stock, int):
        said.append(_in(_STOCK, lang).format(n=stock))
    return " · ".join(said)
