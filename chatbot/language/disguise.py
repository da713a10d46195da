"""Other ways of writing the same words: spelled out, with digits for letters, shifted, encoded."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Iterator
from typing import Final

from chatbot.language.clean import fold
from chatbot.language.vocabulary import EN_WORDS, FR_WORDS

__all__ = ["disguises", "letters_of"]

_LEET: Final = str.maketrans("013457@$!|", "oieastasil")
_NOT_LETTER: Final = re.compile(r"[^a-z\u3400-\u9fff]+")
_SPACED: Final = re.compile(
    r"(?:(?<=\s)|^)(?:[^\W\d_][\s._*|/\\-]{1,3}){4,}[^\W\d_](?=\s|$|[.,!?])"
)
_SPACED_CJK: Final = re.compile(r"(?:[\u3400-\u9fff][\s._*|/\\·-]{1,3}){3,}[\u3400-\u9fff]")
_SEPARATORS: Final = re.compile(r"[\s._*|/\\·-]+")
_BASE64: Final = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{16,400}={0,2}")
_HEX: Final = re.compile(r"(?<![0-9a-f])(?:[0-9a-f]{2}\s?){8,200}(?![0-9a-f])")
# Words that give a spelled-out order away once its letters stand together.
_JOINED: Final = re.compile(
    "(ignore(?:all|your|the|prev|every|tes|les|toutes)|disregard|systemprompt|devel?op(?:p?eur|er)mode"
    "|jailbreak|repeatafter|repeteapres|youarenow|tuesmaintenant|pretend(?:to|you)|forget(?:your|all)"
    "|oublietes|instructions|consignes|prompt|killyourself|fuckyou|saythat|freeforall)"
)
_LEETED: Final = re.compile(r"[a-z][013457@$!|]+[a-z]|[013457@$!|][a-z]{2}")
# Letters of other scripts that look like Latin ones.
_LOOKALIKE: Final = str.maketrans("аеорсухіјѕԁһӏοαενιρτυ", "aeopcyxijsdhloaeviptu")


def letters_of(folded: str) -> str:
    """The letters and Chinese characters alone."""
    return _NOT_LETTER.sub("", folded)


def disguises(text: str, folded: str) -> Iterator[str]:
    """Yield folded readings of `text` under the usual disguises, at most a handful."""
    if _LEETED.search(folded):
        yield folded.translate(_LEET)
    if not folded.isascii():
        plain = folded.translate(_LOOKALIKE)
        if plain != folded:
            yield plain
        if _SPACED_CJK.search(folded):
            yield _SPACED_CJK.sub(lambda m: _SEPARATORS.sub("", m.group()), folded)
    if _SPACED.search(folded) and _JOINED.search(letters_of(folded)):
        yield "rot13"  # the order itself cannot be split back into words
    if folded.isascii() and len(folded) >= 12:
        words = re.findall("[a-z]{2,}", folded)
        ordinary = sum(word in EN_WORDS or word in FR_WORDS for word in words)
        if len(words) >= 3 and ordinary * 4 < len(words):
            for form in (codecs.encode(folded, "rot13"), folded[::-1]):
                found = re.findall("[a-z]{3,}", form)
                if sum(word in EN_WORDS for word in found) >= max(2, len(found) // 3):
                    yield form + " rot13"
    for match in _BASE64.finditer(text):
        decoded = _decoded(match.group())
        if decoded:
            yield decoded
    for match in _HEX.finditer(folded):
        try:
            yield fold(bytes.fromhex(match.group().replace(" ", "")).decode("utf-8"))
        except (ValueError, UnicodeDecodeError):
            continue


def _decoded(token: str) -> str:
    """The text behind a base64 token, or "" where it is no text."""
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), validate=True)
        text = raw.decode("utf-8")
    except (binascii.Error, ValueError):
        return ""
    if token.isdigit() or token.islower() or token.isupper() or " " not in text.strip():
        return ""
    if not text.isprintable() or sum(c.isalpha() or c == " " for c in text) < 0.7 * len(text):
        return ""
    return fold(text) + " base64"
