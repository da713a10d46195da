"""Events as JSON and back: one codec for the journal and whoever else stores them."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from chatbot.errors import JournalError
from chatbot.events import own, platform
from chatbot.events.base import Event

__all__ = [
    "decode",
    "encode",
    "kind_of",
]


@cache
def _kinds() -> dict[str, type[Event]]:
    classes = [getattr(module, name) for module in (platform, own) for name in module.__all__]
    return {kind_of(cls): cls for cls in classes}


def kind_of(event: Event | type[Event]) -> str:
    """The event's name on the wire, such as `chat_message`."""
    return _snake((event if isinstance(event, type) else type(event)).__name__)


@cache
def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


_ADAPTERS: dict[type[Event], TypeAdapter[Any]] = {}


def _adapter(cls: type[Event]) -> TypeAdapter[Any]:
    """Made when first needed: building them all would slow every import."""
    if cls not in _ADAPTERS:
        _ADAPTERS[cls] = TypeAdapter(cls)
    return _ADAPTERS[cls]


def encode(event: Event) -> bytes:
    """Return the event as one JSON object, UTF-8, defaults left out, `kind` first."""
    body: bytes = _adapter(type(event)).dump_json(event, exclude_defaults=True)
    head = b'{"kind":"%s"' % kind_of(event).encode()
    return head + (b"}" if body == b"{}" else b"," + body[1:])


def decode(raw: bytes | str) -> Event:
    """Read one event written by `encode`.

    Raises:
        JournalError: the text is not an event this version knows.
    """
    try:
        data = json.loads(raw)
        cls = _kinds()[data.pop("kind")]
        event: Event = _adapter(cls).validate_python(data)
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise JournalError(f"not an event of this version: {error}") from error
    return event
