"""One comparable form of a text that keeps every place: lower case, ASCII digits and signs."""

from __future__ import annotations

import unicodedata

__all__ = ["fold"]


class _FoldTable(dict[int, str]):
    """One character to one character: full-width and styled forms to ASCII, odd spaces to spaces."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = char
        if char in "\u2019\u2018\u02bc\u2032\uff07":
            plain = "'"
        elif char in "\u2010\u2011\u2012\u2013\u2014\u2212\uff0d\ufe63":
            plain = "-"
        elif char in "²³，。！？；":
            pass  # a full-width comma ends a clause, it groups no digits
        elif char.isspace():
            plain = " "
        elif code > 0x7F:
            wide = unicodedata.normalize("NFKC", char)
            if len(wide) == 1 and (wide.isascii() or not char.isalpha()):
                plain = wide
            if not plain.isascii() and plain.isdecimal():
                plain = str(unicodedata.decimal(plain))
        lowered = plain.lower()
        self[code] = plain = lowered if len(lowered) == 1 else plain
        return plain


_FOLD = _FoldTable()


def fold(text: str) -> str:
    """Lower-case text of the same length in which digits, signs and spaces are ASCII."""
    return text.translate(_FOLD)
