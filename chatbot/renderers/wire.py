"""The stage protocol `chatbot.stage/1` as pydantic models: what renderers report, what we send.

Reports are read with unknown keys ignored, so that a newer renderer still works. What we send is
described strictly; the schemas in `docs/protocol/` are made from these models.
"""

from __future__ import annotations

import math
import unicodedata
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator

from chatbot.performance import VISEMES

__all__ = [
    "FRAME_LIMIT",
    "PROTOCOL",
    "STATES",
    "BadReport",
    "Caps",
    "Closed",
    "Fallbacks",
    "FromRenderer",
    "Hello",
    "Report",
    "ToRenderer",
    "Trouble",
    "read_report",
]

PROTOCOL = "chatbot.stage/1"
FRAME_LIMIT = 64 * 1024
"""Longest report, in bytes or characters."""
STATES = ("idle", "listening", "reading", "thinking", "speaking", "waiting", "human_on", "stopped")


class Closed(ConnectionError):
    """The client is gone."""


class BadReport(ValueError):
    """A report that is not of this protocol; the text names the field."""


# --- what renderers send --------------------------------------------------------------------

Name = Annotated[str, Field(min_length=1, max_length=64)]
CueId = Annotated[str, Field(min_length=1, max_length=128)]


class _Incoming(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Caps(_Incoming):
    """What a renderer can do; whatever is left out, it cannot."""

    audio: Literal["wav", "pcm", "none"] = "none"
    lipsync: Literal["visemes", "arkit", "volume", "none"] = "none"
    gestures: Annotated[tuple[Name, ...], Field(max_length=64)] = ()
    expressions: Annotated[tuple[Name, ...], Field(max_length=64)] = ()
    overlay: bool = True


class Hello(_Incoming):
    """The first message, and again whenever the capabilities change."""

    type: Literal["hello"]
    protocol: Literal["chatbot.stage/1"]
    name: Name
    caps: Caps = Field(default_factory=Caps)

    @field_validator("name")
    @classmethod
    def _printable(cls, value: str) -> str:
        kept = "".join(c for c in value if not unicodedata.category(c).startswith("C")).strip()
        return kept or "renderer"


class Report(_Incoming):
    """What became of a cue; `cue` is null where a stop found nothing playing."""

    type: Literal["started", "finished", "interrupted", "mark"]
    cue: CueId | None = None
    mark: Name | None = None
    at_ms: float | None = None

    @field_validator("at_ms")
    @classmethod
    def _finite(cls, value: float | None) -> float | None:
        return value if value is None or math.isfinite(value) else None


class Trouble(_Incoming):
    """Something went wrong in the renderer."""

    type: Literal["error"]
    message: Annotated[str, Field(max_length=2000)] = ""
    cue: CueId | None = None


class Pong(_Incoming):
    """The answer to a ping."""

    type: Literal["pong"]


FromRenderer = Annotated[Hello | Report | Trouble | Pong, Field(discriminator="type")]
_reader: TypeAdapter[Any] = TypeAdapter(FromRenderer)
_KNOWN = {"hello", "started", "finished", "interrupted", "mark", "error", "pong"}


def read_report(data: Any) -> Hello | Report | Trouble | Pong | None:
    """Read one decoded JSON frame; None for a type this version does not know.

    Raises:
        BadReport: not an object of this protocol.
    """
    if not isinstance(data, dict) or not isinstance(data.get("type"), str):
        raise BadReport("a frame is one JSON object with a type")
    if data["type"] not in _KNOWN:
        return None
    try:
        return _reader.validate_python(data)  # type: ignore[no-any-return]
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise BadReport(f"{place}: {first['msg']}") from None


# --- what we send ---------------------------------------------------------------------------

Ms = Annotated[int, Field(ge=0)]


class _Outgoing(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class At(_Outgoing):
    """When a command happens: on a mark of the cue's `say`, or `ms` after its first sample."""

    mark: str | None = None
    ms: Ms | None = None


class WavAudio(_Outgoing):
    """A whole WAV file, base64."""

    format: Literal["wav"]
    data: str


class PcmAudio(_Outgoing):
    """Raw samples: the very next frame on the socket is binary with exactly `bytes` bytes."""

    format: Literal["pcm"]
    encoding: Literal["s16le"]
    rate: Annotated[int, Field(gt=0)]
    channels: Literal[1]
    bytes: Annotated[int, Field(ge=0)]


class WireWord(_Outgoing):
    """A word: time, length, and its place in `text` by code points."""

    t: Ms
    d: Ms
    from_: Annotated[int, Field(ge=0, alias="from")]
    to: Annotated[int, Field(ge=0)]
    w: str


class WireViseme(_Outgoing):
    """A mouth shape: time, length, Oculus name, weight."""

    t: Ms
    d: Ms
    v: Literal[tuple(VISEMES)]  # type: ignore[valid-type]
    w: Annotated[float, Field(ge=0, le=1)]


class WireMark(_Outgoing):
    """A named moment."""

    t: Ms
    name: str


Speaker = Literal["host", "cohost"]


class SayCommand(_Outgoing):
    """Speak: `text` is what people read, `spoken` what is said. Times are ms of the audio.

    `speaker` is one of the welcome's `hosts`; it is absent where there is one host.
    """

    type: Literal["say"]
    text: str
    spoken: str
    lang: str
    mood: str
    speaker: Speaker | None = None
    audio: Annotated[WavAudio | PcmAudio, Field(discriminator="format")] | None = None
    duration_ms: Ms
    words: tuple[WireWord, ...] = ()
    visemes: tuple[WireViseme, ...] = ()
    marks: tuple[WireMark, ...] = ()


class Anchor(_Outgoing):
    """A place in the platform's frame, from its top left, as shares of width and height."""

    x: Annotated[float, Field(ge=0, le=1)]
    y: Annotated[float, Field(ge=0, le=1)]


class PointToBuyCommand(_Outgoing):
    """Point at the buy button of `sku`."""

    type: Literal["point_to_buy"]
    sku: str
    at: At | None = None
    anchor: Literal["up", "down", "left", "right"] | Anchor = "down"
    hold_ms: Ms = 2500


class OrderCode(_Outgoing):
    """An address to order at: to be read as `text`, and its QR code.

    The rows of `code` are dark (`1`) and light (`0`) modules with the quiet zone: draw them dark on
    light, each a square of whole pixels.
    """

    url: str
    text: str
    code: tuple[str, ...]


class ShowProductCommand(_Outgoing):
    """Put the product's card on screen; what the catalog does not state now is null.

    `order` says where viewers order: in the platform's cart, by the `link` on the screen (null
    while it is sold out), or nowhere. Where there is a link, `point_to_buy` points at its code.
    """

    type: Literal["show_product"]
    sku: str
    title: str = ""
    price: str | None = None
    stock: int | None = None
    link_no: int | None = None
    order: Literal["cart", "link", "none"] = "cart"
    link: OrderCode | None = None
    at: At | None = None


class GestureCommand(_Outgoing):
    """A named motion."""

    type: Literal["gesture"]
    name: str
    at: At | None = None


class ExpressionCommand(_Outgoing):
    """A named face."""

    type: Literal["expression"]
    name: str
    weight: Annotated[float, Field(ge=0, le=1)] = 0.7
    fade_ms: Ms = 200
    at: At | None = None


StageCommand = Annotated[
    SayCommand | PointToBuyCommand | ShowProductCommand | GestureCommand | ExpressionCommand,
    Field(discriminator="type"),
]


class CueMessage(_Outgoing):
    """One clause, complete when sent, with at most one `say`; parts of one utterance in order."""

    type: Literal["cue"]
    cue: str
    utterance: str
    part: Annotated[int, Field(ge=0)]
    last: bool
    commands: tuple[StageCommand, ...]


class Fallbacks(_Outgoing):
    """What a name we may send becomes on this renderer; null where it has nothing near."""

    gestures: dict[str, str | None] = Field(default_factory=dict)
    expressions: dict[str, str | None] = Field(default_factory=dict)
    visemes: dict[str, Any] = Field(default_factory=dict)


class HostName(_Outgoing):
    """One of two hosts: the `speaker` of its lines, and its name in the room's language."""

    speaker: Speaker
    name: str


class WelcomeMessage(_Outgoing):
    """The answer to `hello`. `cue` is in play and is not sent again.

    `hosts` are there where two take turns: draw both, and let the one move who speaks.
    `lang` is the room's language: the one in which to show the label and a holding card.
    """

    type: Literal["welcome"]
    label: dict[str, str]
    lang: str
    state: str
    card: Literal["soon", "ended"] | None = None
    product: dict[str, Any] | None
    cue: str | None
    fallbacks: Fallbacks
    hosts: tuple[HostName, ...] = ()


class StopMessage(_Outgoing):
    """Silence at once: the cue and its utterance's queued parts, or with null everything.

    Each cue that is cut is reported `interrupted`; one that finds nothing playing may report
    `interrupted` with `cue` null.
    """

    type: Literal["stop"]
    cue: str | None
    fade_ms: Ms


class StateMessage(_Outgoing):
    """What the host is doing; `card` says more of a silence: it starts soon, or it has ended."""

    type: Literal["state"]
    state: str
    card: Literal["soon", "ended"] | None = None


class LabelMessage(_Outgoing):
    """The AI label, per language; it is always visible."""

    type: Literal["label"]
    text: dict[str, str]
    visible: Literal[True]


class PingMessage(_Outgoing):
    """Are you there? Answer with `pong`."""

    type: Literal["ping"]


ToRenderer = Annotated[
    WelcomeMessage | CueMessage | StopMessage | StateMessage | LabelMessage | PingMessage,
    Field(discriminator="type"),
]
