"""The native gateway dialect `chatbot.gateway/1`: one JSON text frame to one checked record."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import from_json

from chatbot.adapters.frames import (
    Bad,
    Ban,
    Cart,
    Chat,
    Decoded,
    Delete,
    Done,
    Enter,
    Follow,
    Gift,
    Hello,
    Like,
    Live,
    Order,
    Product,
    Refused,
    Share,
    Unknown,
    Viewers,
)

__all__ = ["KEPT_CHARS", "TYPES", "GatewayFrame", "decode"]

_NOTHING = object()

KEPT_CHARS = 4096
"""Frames of unknown type longer than this are kept without their body."""

GatewayFrame = Annotated[
    Chat
    | Viewers
    | Enter
    | Follow
    | Like
    | Share
    | Gift
    | Cart
    | Order
    | Delete
    | Ban
    | Live
    | Product
    | Hello
    | Done
    | Refused,
    Field(discriminator="type"),
]
"""Any frame that this version knows, for schemas."""

_KNOWN: TypeAdapter[Any] = TypeAdapter(GatewayFrame)
TYPES = frozenset(_KNOWN.core_schema["choices"])
"""Every type of frame a gateway may send, and `hello`, `done`, `refused`."""
_validate = _KNOWN.validator.validate_json


def decode(raw: str | bytes) -> Decoded:
    """Read one frame. Whatever the bytes are, it returns; a broken frame is a `Bad`."""
    if isinstance(raw, bytes):
        return Bad("binary", "frames are text")
    try:
        frame: Decoded = _validate(raw)
    except ValidationError as error:
        return _second_look(raw, error)
    # the parser lets these pass where nobody looks
    if ("NaN" in raw or "Infinity" in raw) and _loads(raw) is _NOTHING:
        return Bad("bad_json", "not JSON: NaN or Infinity")
    return frame


def _second_look(raw: str, error: ValidationError) -> Decoded:
    """An unknown type, half of an emoji, or really a bad frame."""
    if error.errors(include_url=False, include_input=False)[0]["type"] == "json_invalid":
        mended = _mend_surrogates(raw)
        if mended is None:
            return Bad("bad_json", "not JSON")
        return decode(mended)
    data = _loads(raw)
    if data is _NOTHING:
        return Bad("bad_json", "not JSON")
    if not isinstance(data, dict):
        return Bad("not_object", "a frame is one JSON object")
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    if first["type"] == "union_tag_invalid":
        return _unknown(raw, data)
    if first["type"] == "union_tag_not_found":
        return Bad("bad_type", "type is missing")
    return _bad(first)


def _unknown(raw: str, data: dict[str, Any]) -> Decoded:
    kept = raw
    if len(raw) > KEPT_CHARS:
        kept = json.dumps({"type": data["type"], "cut": len(raw)}, ensure_ascii=False)
    try:
        return Unknown.model_validate({**data, "data": kept})
    except ValidationError as error:
        return _bad(error.errors(include_url=False, include_input=False, include_context=False)[0])


def _bad(first: Any) -> Bad:
    path = [str(step) for step in first["loc"]]
    if path and path[0] in TYPES:
        path = path[1:]
    field = path[0] if path else "frame"
    kind = f"bad_{field}" if field in ("id", "room", "type", "user") else "bad_value"
    return Bad(kind, f"{'.'.join(path) or 'frame'}: {first['msg']}")


def _loads(raw: str) -> Any:
    """The JSON value, or `_NOTHING` where the text is not strictly JSON."""
    try:
        return from_json(raw, allow_inf_nan=False)
    except ValueError:
        return _NOTHING


def _mend_surrogates(raw: str) -> str | None:
    r"""The frame with lone `\ud83d` escapes replaced, or None where that is not its fault.

    Platforms that cut text at UTF-16 units send half an emoji.
    """
    if "\\ud" not in raw and "\\uD" not in raw:
        return None
    try:
        data = json.loads(raw, parse_constant=_reject)
        text = json.dumps(data, ensure_ascii=False)
    except (ValueError, RecursionError):
        return None
    mended = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return None if mended == raw else mended


def _reject(constant: str) -> Any:
    raise ValueError(constant)
