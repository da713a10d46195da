"""What platforms tell: viewers, chat, gifts, carts, the broadcast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from chatbot.events.base import AudienceMember, Event, Lane

__all__ = [
    "CartAdded",
    "ChatMessage",
    "GiftSent",
    "Liked",
    "LiveState",
    "MessageDeleted",
    "OrderPlaced",
    "Other",
    "PointsRedeemed",
    "ProductSignal",
    "RaidArrived",
    "ViewerBanned",
    "ViewerCount",
    "ViewerEntered",
    "ViewerFollowed",
    "ViewerShared",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatMessage(Event):
    """A viewer wrote `text`. `stale` messages are shown, never answered.

    `shared_from` is the channel it was written in, where several channels share one chat and it was
    not this one. `kept` is what was read in words that were taken out of the journal since.
    """

    lane: ClassVar[Lane] = Lane.CHAT
    viewer: AudienceMember
    text: str
    truncated: bool = False
    stale: bool = False
    sent_ms: int | None = None  # the platform's own wall-clock stamp, informative
    shared_from: str = ""
    kept: str = ""


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
class PointsRedeemed(Event):
    """A viewer spent `cost` channel points on a reward; `text` is viewer text like any other."""

    lane: ClassVar[Lane] = Lane.CHAT
    viewer: AudienceMember
    title: str
    cost: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RaidArrived(Event):
    """Another channel (`viewer` is its owner) sent its `count` viewers here."""

    lane: ClassVar[Lane] = Lane.CHAT
    viewer: AudienceMember
    count: int = 0


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
