"""What happened: every event that can change the show, with one JSON codec.

`Event.id` is unique within its `source`; `at_ms` is show time, stamped by the room.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any, ClassVar

from pydantic import TypeAdapter

from chatbot.commands import CommandData, Mark
from chatbot.errors import JournalError

__all__ = [
    "AnswerReady",
    "AudienceMember",
    "CartAdded",
    "ChatMessage",
    "Event",
    "FilesLoaded",
    "Filtered",
    "GiftSent",
    "Lane",
    "Liked",
    "LiveState",
    "MessageDeleted",
    "ModeratorAction",
    "Notice",
    "OrderPlaced",
    "Other",
    "PartSent",
    "PlatformResult",
    "ProductSignal",
    "Proposed",
    "RendererChanged",
    "Resumed",
    "Shed",
    "SourceChanged",
    "Understood",
    "UtteranceFinished",
    "UtteranceStarted",
    "ViewerBanned",
    "ViewerCount",
    "ViewerEntered",
    "ViewerFollowed",
    "ViewerShared",
    "Woke",
    "decode",
    "encode",
    "kind_of",
]


class Lane(Enum):
    """How the bus treats an event when it is busy."""

    CONTROL = auto()  # first, never shed: people, timers, our own parts
    LATEST = auto()  # one slot a type, source and key: only the newest matters
    CHAT = auto()  # bounded ring, sheds chatter before what matters


@dataclass(frozen=True, slots=True)
class AudienceMember:
    """Who wrote or acted, as the platform names them; `role` carries no authority."""

    id: str
    nick: str = ""
    role: str = "viewer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened. `cause` is the id of the event this one follows from."""

    lane: ClassVar[Lane] = Lane.CONTROL
    id: str = ""
    source: str = ""
    at_ms: int = 0
    cause: str | None = None

    @property
    def slot(self) -> str:
        """In the LATEST lane, events of one type, source and slot replace each other."""
        return ""


# --- from platforms -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatMessage(Event):
    """A viewer wrote `text`. `stale` messages are shown, never answered."""

    lane: ClassVar[Lane] = Lane.CHAT
    viewer: AudienceMember
    text: str
    truncated: bool = False
    stale: bool = False
    sent_ms: int | None = None  # the platform's own wall-clock stamp, informative


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewerCount(Event):
    """How many are watching on one source now."""

    lane: ClassVar[Lane] = Lane.LATEST
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewerEntered(Event):
    """A viewer came in."""

    lane: ClassVar[Lane] = Lane.CHAT
    viewer: AudienceMember


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewerFollowed(Event):
    """A viewer followed the shop."""

    lane: ClassVar[Lane] = Lane.CHAT
    viewer: AudienceMember


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewerShared(Event):
    """A viewer shared the room."""

    lane: ClassVar[Lane] = Lane.CHAT
    viewer: AudienceMember


@dataclass(frozen=True, slots=True, kw_only=True)
class Liked(Event):
    """A viewer sent `count` likes."""

    lane: ClassVar[Lane] = Lane.CHAT
    viewer: AudienceMember
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftSent(Event):
    """A viewer sent a gift; `text` may be a message and is viewer text like any other."""

    lane: ClassVar[Lane] = Lane.CHAT
    viewer: AudienceMember
    name: str
    count: int = 1
    value: float | None = None
    currency: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CartAdded(Event):
    """A viewer put a product in the cart: a signal, not a fact."""

    lane: ClassVar[Lane] = Lane.CHAT
    viewer: AudienceMember
    sku: str
    quantity: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPlaced(Event):
    """A viewer ordered: a signal, not a fact."""

    lane: ClassVar[Lane] = Lane.CHAT
    viewer: AudienceMember
    sku: str
    quantity: int = 1
    amount: float | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDeleted(Event):
    """The platform deleted message `target`: it is neither answered nor shown further."""

    lane: ClassVar[Lane] = Lane.CHAT
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewerBanned(Event):
    """The platform removed this viewer: what they still have waiting is dropped."""

    lane: ClassVar[Lane] = Lane.CHAT
    viewer: AudienceMember


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveState(Event):
    """The platform says the broadcast `started` or `ended`."""

    lane: ClassVar[Lane] = Lane.LATEST
    state: str
    trusted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductSignal(Event):
    """The platform speaks about a product: `shown`, `sold_out`, `stock`, `price`.

    A feed may make a promise weaker, never stronger: `trusted` allows a higher stock.
    """

    lane: ClassVar[Lane] = Lane.LATEST
    sku: str
    action: str
    stock: int | None = None
    amount: str | None = None
    currency: str | None = None
    trusted: bool = False

    @property
    def slot(self) -> str:
        """One slot for each product and action."""
        return f"{self.sku}\0{self.action}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Other(Event):
    """A frame of a type we do not know; kept for the journal. `data` is its JSON text."""

    lane: ClassVar[Lane] = Lane.CHAT
    type: str
    data: str = ""


# --- from our own parts ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChanged(Event):
    """An adapter's health: `state` is connecting, up, down, refused, or frames (bad-frame counts).

    `counts` maps what happened (such as `bad_json`, `wrong_room`) to how often, since the start.
    """

    state: str
    detail: str = ""
    can: tuple[str, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filtered(Event):
    """What the plugin filters made of event `cause`: dropped, or its text replaced."""

    plugin: str
    dropped: bool = False
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood(Event):
    """What an embedding made of message `cause`; the rules' reading stands where it is silent."""

    intent: str | None = None
    sku: str | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerReady(Event):
    """A responder's answer to cluster `cause`; `text` empty means it has nothing to say (`why`)."""

    text: str = ""
    lang: str = ""
    marks: tuple[Mark, ...] = ()
    mood: str = "neutral"
    sku: str | None = None
    point: bool = False
    gesture: str | None = None
    facts: tuple[str, ...] = ()
    responder: str = ""
    why: str = ""
    took_ms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed(Event):
    """A plugin wishes these commands performed."""

    plugin: str
    commands: tuple[CommandData, ...]
    priority: int = 0
    expires_s: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class UtteranceStarted(Event):
    """Utterance `cause` passed the gate at `catalog_version` and is about to be sent.

    Nothing of it leaves before this is durable. `verdict` is `pass` or `block`.
    """

    verdict: str
    reasons: tuple[str, ...] = ()
    catalog_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSent(Event):
    """One clause of utterance `cause` went to the renderers; measured times of this performance."""

    part: int
    text: str
    duration_ms: int
    engine: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UtteranceFinished(Event):
    """Utterance `cause` ended: done, interrupted, failed, expired, blocked or unknown.

    `said` is the text that was really spoken.
    """

    outcome: str
    said: str = ""
    pacer: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RendererChanged(Event):
    """A renderer joined, left or changed its capabilities."""

    state: str
    name: str
    audio: str = "none"
    label: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeratorAction(Event):
    """Somebody with authority acted; `by` names them, `ref` is theirs to match the reply."""

    action: str
    by: str = ""
    target: str = ""
    text: str = ""
    sku: str = ""
    user: str = ""
    seconds: float = 0.0
    values: tuple[tuple[str, str], ...] = ()
    override: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformResult(Event):
    """A platform's reply to something we asked it to do: `done`, `refused` or `timeout`."""

    result: str
    action: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesLoaded(Event):
    """Contents of the files people write, at the start and after a save.

    `texts` pairs a kind (show, persona, catalog, rundown) with its full text;
    `error` says why a save was not taken (the old version stays in force).
    """

    texts: tuple[tuple[str, str], ...] = ()
    version: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Event):
    """Something a moderator should see: `level` is info, warning or urgent."""

    level: str
    about: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shed(Event):
    """How many events the bus let go since the last report, by reason."""

    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    """The show went on after `gap_ms` without us; `unknown` utterances were cut by the crash."""

    gap_ms: int
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Woke(Event):
    """A moment the director asked to be woken at has come."""

    lane: ClassVar[Lane] = Lane.LATEST


# --- codec ----------------------------------------------------------------------------------


@cache
def _kinds() -> dict[str, type[Event]]:
    return {kind_of(cls): cls for cls in Event.__subclasses__()}


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
    import json

    try:
        data = json.loads(raw)
        cls = _kinds()[data.pop("kind")]
        event: Event = _adapter(cls).validate_python(data)
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise JournalError(f"not an event of this version: {error}") from error
    return event
