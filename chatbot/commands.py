"""What to do: commands a renderer or platform performs, and the cue that carries them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator, TypeAdapter, ValidationError

__all__ = [
    "EVERY_PLATFORM",
    "At",
    "Command",
    "CommandData",
    "Cue",
    "Expression",
    "Gesture",
    "Mark",
    "Pin",
    "PointToBuy",
    "Priority",
    "Reply",
    "Say",
    "ShowProduct",
    "command_from_data",
    "command_to_data",
]


@dataclass(frozen=True, slots=True)
class Mark:
    """A named place in a spoken text; `index` counts code points of the written text."""

    name: str
    index: int


@dataclass(frozen=True, slots=True)
class At:
    """When a command happens inside its cue: on a mark of the `Say`, or `ms` after its start."""

    mark: str | None = None
    ms: int = 0


@dataclass(frozen=True, slots=True)
class Say:
    """Speak `text` (what people read) in `lang`, with `mood`; marks name words in it.

    `speaker` says which of two hosts speaks: `host` or `cohost`; "" where there is one.
    """

    text: str
    lang: str = ""
    mood: str = "neutral"
    marks: tuple[Mark, ...] = ()
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class PointToBuy:
    """Point at the buy button of `sku`; `anchor` is a side, held for `hold_ms`."""

    sku: str
    at: At = field(default_factory=At)
    anchor: str = "down"
    hold_ms: int = 2500


@dataclass(frozen=True, slots=True)
class ShowProduct:
    """Put the product's card on screen; title, price and stock come from the catalog."""

    sku: str
    at: At = field(default_factory=At)


@dataclass(frozen=True, slots=True)
class Gesture:
    """A named motion such as `wave`; renderers use the nearest one they have."""

    name: str
    at: At = field(default_factory=At)


@dataclass(frozen=True, slots=True)
class Expression:
    """A named face such as `happy`, with a weight from 0 to 1."""

    name: str
    weight: float = 0.7
    fade_ms: int = 200


@dataclass(frozen=True, slots=True)
class Pin:
    """Ask the platform to pin this product's link."""

    sku: str


EVERY_PLATFORM = "*"


@dataclass(frozen=True, slots=True)
class Reply:
    """Ask the platform to post `text`, as a reply where `reply_to` names a message of `source`.

    `source` is the platform, by its adapter's name. Without one it is where the event came from
    that a plugin reacts to, and every platform that can post where it reacts to nobody; "*" is
    always every one.
    """

    text: str
    source: str = ""
    reply_to: str | None = None


Command = Say | PointToBuy | ShowProduct | Gesture | Expression | Pin | Reply

COMMAND_TYPES: dict[str, type] = {
    "say": Say,
    "point_to_buy": PointToBuy,
    "show_product": ShowProduct,
    "gesture": Gesture,
    "expression": Expression,
    "pin": Pin,
    "reply": Reply,
}
_NAME_OF = {cls: name for name, cls in COMMAND_TYPES.items()}


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def _adapter(cls: type) -> TypeAdapter[Any]:
    """Made when first needed."""
    if cls not in _ADAPTERS:
        _ADAPTERS[cls] = TypeAdapter(cls)
    return _ADAPTERS[cls]


def command_to_data(command: Command) -> dict[str, Any]:
    """The command as JSON-ready data, its `type` first, defaults left out."""
    body = _adapter(type(command)).dump_python(command, mode="json", exclude_defaults=True)
    return {"type": _NAME_OF[type(command)], **body}


def command_from_data(data: Any) -> Any:
    """Read what `command_to_data` wrote.

    Raises:
        ValueError: the type is unknown or a field is wrong.
    """
    if isinstance(data, tuple(_NAME_OF)):
        return data
    if not isinstance(data, dict) or data.get("type") not in COMMAND_TYPES:
        raise ValueError(f"not a command: {data!r:.80}")
    body = {key: value for key, value in data.items() if key != "type"}
    try:
        return _adapter(COMMAND_TYPES[data["type"]]).validate_python(body)
    except ValidationError as error:
        raise ValueError(str(error)) from error


CommandData = Annotated[
    Command, PlainSerializer(command_to_data), PlainValidator(command_from_data)
]


class Priority(IntEnum):
    """Which cue may interrupt which: only a strictly lower one gives way."""

    AMBIENT = 0
    PITCH = 1
    ANSWER = 2
    NOTICE = 3
    MODERATOR = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One utterance to perform: at most one `Say`, and why it is said.

    `answers` are the message ids this answers, `facts` the catalog facts it states
    (such as `price:TEE:CNY`), `expires_at_ms` show time after which it is stale.
    """

    id: str
    commands: tuple[Command, ...]
    priority: Priority = Priority.PITCH
    cause: str = ""
    reason: str = ""
    expires_at_ms: int = 0
    interruptible: bool = True
    answers: tuple[str, ...] = ()
    in_reply_to: str = ""
    facts: tuple[str, ...] = ()
    sku: str | None = None
    pace: float = 1.0
    override: tuple[str, ...] = ()

    @property
    def say(self) -> Say | None:
        """The cue's one `Say`, if it speaks."""
        return next((c for c in self.commands if isinstance(c, Say)), None)
