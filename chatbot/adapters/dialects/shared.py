"""What the dialects share: strict JSON, counts as people write them, HTML made text, ids."""

from __future__ import annotations

import hashlib
import re
from html.parser import HTMLParser
from typing import Any

from pydantic import ValidationError
from pydantic_core import from_json

from chatbot.adapters.frames import Bad, Decoded, Frame, User

__all__ = [
    "NOTHING", "Repeats", "count_of", "made", "object_of", "parsed", "text_of", "token", "user_of",
    "words_of",
]  # fmt: skip

NOTHING = object()
"""What is no JSON."""
_COUNT = re.compile(r"\s*(\d[\d,]*(?:\.\d+)?)\s*(千|万|[wW]|[kK]|亿|[mM])?\s*\+?\s*")
_TIMES = {"千": 10**3, "万": 10**4, "w": 10**4, "k": 10**3, "m": 10**6, "亿": 10**8}
_SAME_MS = 5_000
"""A message without an id, sent again within so long, is the same message."""
_KNOWN = 5_000


def parsed(raw: str | bytes) -> Any:
    """The JSON value of a text message, or `NOTHING`."""
    if isinstance(raw, bytes):
        return NOTHING
    try:
        return from_json(raw, allow_inf_nan=False)
    except ValueError:
        return NOTHING


def count_of(value: Any) -> int | None:
    """A count given as a number or as people write it: `22000`, `"22,000"`, `"2.2万"`, `"1.3w"`."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return int(value) if value >= 0 else None
    match = _COUNT.fullmatch(str(value)) if isinstance(value, str) else None
    if match is None:
        return None
    return round(float(match[1].replace(",", "")) * _TIMES.get((match[2] or "").lower(), 1))


_BREAKS = ("br", "p", "div", "li")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")
        elif tag in _BREAKS:
            self.parts.append(" ")


def text_of(html: str) -> str:
    """HTML as text: tags away, entities read, a picture by its alternative text."""
    if "<" not in html and "&" not in html:
        return html
    reader = _Text()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


def object_of(value: Any) -> dict[str, Any]:
    """A JSON object, empty where it is none."""
    return value if isinstance(value, dict) else {}


def words_of(value: Any) -> str:
    """A text, empty where it is none."""
    return value if isinstance(value, str) else ""


def token(*parts: Any) -> str:
    """An id for what has none, from what it says."""
    return hashlib.sha256("\x00".join(map(str, parts)).encode("utf-8", "replace")).hexdigest()[:24]


class Repeats:
    """Ids for what has none: the same words of the same viewer, lately, are one message.

    It outlives a connection, for bridges tell again when they come back. A restart of the program
    within the same stretch of time finds the same ids.
    """

    def __init__(self) -> None:
        self._first_ms: dict[str, int] = {}

    def id_of(self, wall_ms: int, *parts: Any) -> str:
        """The id of what says this, new or told again."""
        key = token(*parts)
        first_ms = self._first_ms.get(key)
        if first_ms is None or not 0 <= wall_ms - first_ms < _SAME_MS:
            self._first_ms.pop(key, None)
            self._first_ms[key] = first_ms = wall_ms
            while len(self._first_ms) > _KNOWN:
                del self._first_ms[next(iter(self._first_ms))]
        return token(key, first_ms // _SAME_MS)


def user_of(id: Any, nick: Any, *, role: str = "viewer") -> dict[str, Any]:
    """A `user` for a frame; without an id the name stands for one."""
    name = nick if isinstance(nick, str) else ""
    return {"id": str(id) if id else name or "?", "nick": name, "role": role}


def made(kind: type[Frame], **fields: Any) -> Decoded:
    """The checked frame, or what is wrong with it."""
    if isinstance(fields.get("user"), dict):
        try:
            fields["user"] = User.model_validate(fields["user"])
        except ValidationError:
            return Bad("bad_user", "user: not a name that can be kept")
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = str(first["loc"][0]) if first["loc"] else "frame"
        return Bad(f"bad_{where}", f"{where}: {first['msg']}")
