"""The address at which viewers order where there is no cart: which may be, how it is shown."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from pydantic import AfterValidator

__all__ = ["LINK_LIMIT", "OrderLink", "checked_link", "host_of", "modules", "shown_link"]

LINK_LIMIT = 200
"""Longest address, in characters: a longer one makes a code too fine for a telephone."""
MOST_SHOWN = 30
QUIET_ZONE = 4
"""Light modules round a code, as ISO/IEC 18004 asks."""

_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}")
_SIGNS = re.compile(r"[A-Za-z0-9\-._~:/?@!$&'()*+,;=%]+")
_SECRET = re.compile(
    r"token|secret|passw|pwd|api_?key|^key$|auth|^sig|signature|session|^sid$|jwt|credential",
    re.IGNORECASE,
)
_RANDOM = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9_.\-]{32,}")


def checked_link(link: str) -> str:
    """The address itself.

    Raises:
        ValueError: it is no address that a viewer may be sent to.
    """
    say = "write an address such as https://shop.example/tea"
    if not link.startswith("https://"):
        raise ValueError(f"{link[:60]!r} does not begin with https://: {say}")
    if len(link) > LINK_LIMIT:
        raise ValueError(
            f"the address has {len(link)} characters, {LINK_LIMIT} at most: shorten it"
        )
    if not _SIGNS.fullmatch(link):
        raise ValueError(f"{link!r} holds signs that no address has (or a '#'): {say}")
    parts = urlsplit(link)
    if "@" in parts.netloc:
        raise ValueError("the address names a user or password: take out what is before the '@'")
    if not _HOST.fullmatch(parts.netloc):
        raise ValueError(
            f"{parts.netloc!r} is no host name, small letters and without a port: {say}"
        )
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if _SECRET.search(name) or _RANDOM.fullmatch(value):
            raise ValueError(
                f"the address holds what looks like a secret ({name!r}), and everybody will see "
                "it: take it out"
            )
    return link


OrderLink = Annotated[str, AfterValidator(checked_link)]


def host_of(link: str) -> str:
    """The host of an address."""
    return urlsplit(link).netloc


def shown_link(link: str) -> str:
    """The address as people read it: without scheme, and cut where it is long."""
    text = link.removeprefix("https://").removeprefix("www.").rstrip("/")
    if len(text) <= MOST_SHOWN:
        return text
    return f"{host_of(link).removeprefix('www.')}/…"


def modules(link: str) -> tuple[str, ...]:
    """The QR code of an address, row by row: `1` is dark. Its quiet zone is in it."""
    import segno

    code = segno.make(link, error="m", micro=False)
    return tuple(
        "".join("1" if dark else "0" for dark in row)
        for row in code.matrix_iter(scale=1, border=QUIET_ZONE)
    )
