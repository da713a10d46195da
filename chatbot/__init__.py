"""Host live rooms with an avatar that answers from the shop's own facts.

These names are what plugins are written with. Each is imported when it is first used, so that
`import chatbot` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chatbot.commands import (
        At,
        Command,
        Expression,
        Gesture,
        Mark,
        Pin,
        PointToBuy,
        Reply,
        Say,
        ShowProduct,
    )
    from chatbot.events import (
        AudienceMember,
        CartAdded,
        ChatMessage,
        Event,
        GiftSent,
        Liked,
        LiveState,
        OrderPlaced,
        PointsRedeemed,
        RaidArrived,
        UtteranceFinished,
        ViewerCount,
        ViewerEntered,
        ViewerFollowed,
        ViewerShared,
    )
    from chatbot.language.nick import spoken_nick
    from chatbot.plugin import Context, NoConfig, Plugin, Reaction

__all__ = [
    "At",
    "AudienceMember",
    "CartAdded",
    "ChatMessage",
    "Command",
    "Context",
    "Event",
    "Expression",
    "Gesture",
    "GiftSent",
    "Liked",
    "LiveState",
    "Mark",
    "NoConfig",
    "OrderPlaced",
    "Pin",
    "Plugin",
    "PointToBuy",
    "PointsRedeemed",
    "RaidArrived",
    "Reaction",
    "Reply",
    "Say",
    "ShowProduct",
    "UtteranceFinished",
    "ViewerCount",
    "ViewerEntered",
    "ViewerFollowed",
    "ViewerShared",
    "spoken_nick",
]

_HOME = {
    "At": "chatbot.commands",
    "Command": "chatbot.commands",
    "Expression": "chatbot.commands",
    "Gesture": "chatbot.commands",
    "Mark": "chatbot.commands",
    "Pin": "chatbot.commands",
    "PointToBuy": "chatbot.commands",
    "Reply": "chatbot.commands",
    "Say": "chatbot.commands",
    "ShowProduct": "chatbot.commands",
    "AudienceMember": "chatbot.events",
    "CartAdded": "chatbot.events",
    "ChatMessage": "chatbot.events",
    "Event": "chatbot.events",
    "GiftSent": "chatbot.events",
    "Liked": "chatbot.events",
    "LiveState": "chatbot.events",
    "OrderPlaced": "chatbot.events",
    "PointsRedeemed": "chatbot.events",
    "RaidArrived": "chatbot.events",
    "UtteranceFinished": "chatbot.events",
    "ViewerCount": "chatbot.events",
    "ViewerEntered": "chatbot.events",
    "ViewerFollowed": "chatbot.events",
    "ViewerShared": "chatbot.events",
    "spoken_nick": "chatbot.language.nick",
    "Context": "chatbot.plugin",
    "NoConfig": "chatbot.plugin",
    "Plugin": "chatbot.plugin",
    "Reaction": "chatbot.plugin",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'chatbot' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
