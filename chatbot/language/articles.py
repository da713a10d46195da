"""The article that a product's name takes in the middle of a sentence."""

from __future__ import annotations

from typing import Final

from chatbot.language.wordlists import sections

__all__ = ["with_article"]

_KINDS: Final = {
    noun: kind for kind, _, lines in sections("nouns_fr") for line in lines for noun in line.split()
}
_ARTICLES: Final = {"m": "le ", "f": "la ", "mp": "les ", "fp": "les "}
_VOWELS: Final = "aeiouyàâéèêëîïôœùû"
_SILENT_H: Final = frozenset(("huile", "horloge", "herbe", "humidificateur"))


def with_article(name: str, lang: str) -> str:
    """`le sérum HydraGlow`, `l'huile d'olive`, `les noix`.

    A name whose noun is not known stays as it is, and so do names in other languages.
    """
    noun = name.split(" ", 1)[0].rstrip(",").lower()
    kind = _KINDS.get(noun) if lang == "fr" else None
    if kind is None:
        return name
    rest = name[0].lower() + name[1:]
    if kind in ("m", "f") and (noun[0] in _VOWELS or noun in _SILENT_H):
        return f"l'{rest}"
    return _ARTICLES[kind] + rest
