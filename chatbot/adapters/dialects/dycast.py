"""dycast (Douyin, in a browser): it forwards arrays of messages to us, `mode: listen`.

Before them it sends one object about the room. Counts come as numbers or as text such as "2.2万".
Written from its DyMessage type.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from chatbot.adapters import frames
from chatbot.adapters.dialects.shared import (
    Repeats,
    count_of,
    made,
    object_of,
    parsed,
    user_of,
    words_of,
)
from chatbot.adapters.frames import Bad, Decoded

__all__ = ["Dycast"]

MOST = 500
"""Messages in one array; more are dropped, and counted."""
PAUSED, ENDED, STREAK = 3, 4, 1
"""Douyin tells the end of a broadcast as 3; dycast leaves the room at either."""
_LIKES = re.compile(r"\((\d{1,9})\)$")


class Dycast:
    """Reads each message of an array."""

    def __init__(self, room: str, wall_ms: Callable[[], int], repeats: Repeats) -> None:
        self._room, self._wall_ms, self._repeats = room, wall_ms, repeats

    @staticmethod
    def speaks(data: Any) -> bool:
        """True of an array whose messages name a Webcast method, and of the room's own object."""
        if _is_room(data):
            return True
        rows = data if isinstance(data, list) else [data]
        return bool(rows) and isinstance(rows[0], dict) and (
            str(rows[0].get("method", "")).startswith("Webcast")
        )  # fmt: skip

    def decode(self, raw: str | bytes) -> list[Decoded]:
        """The frames of one array."""
        data = parsed(raw)
        if _is_room(data):
            return []
        rows = data if isinstance(data, list) else [data]
        found = [frame for row in rows[:MOST] if (frame := self._frame(row)) is not None]
        if len(rows) > MOST:
            found.append(Bad("too_many", f"{len(rows)} messages in one array; {MOST} at most"))
        return found

    def _frame(self, data: Any) -> Decoded | None:
        if not isinstance(data, dict) or not isinstance(data.get("method"), str):
            return Bad("bad_json", "not a message with a method")
        kind = data["method"].removeprefix("Webcast").removesuffix("Message")
        user, gift, about = (object_of(data.get(key)) for key in ("user", "gift", "room"))
        text = words_of(data.get("content"))
        fallback = self._repeats.id_of(self._wall_ms(), kind, user.get("id"), text)
        room = {"room": self._room, "id": str(data.get("id") or fallback)}
        who = user_of(user.get("id"), user.get("name"))
        if kind == "Chat":
            return made(frames.Chat, type="chat", user=who, text=text, **room)
        if kind == "Member":
            return made(frames.Enter, type="enter", user=who, **room)
        if kind == "Social":
            return made(frames.Follow, type="follow", user=who, **room)
        if kind == "Like":
            given = _LIKES.search(text)  # "… (3)": what came now; its total is room.likeCount
            count = int(given[1]) if given else 1
            return made(frames.Like, type="like", user=who, count=count, **room)
        if kind == "Gift" and count_of(gift.get("type")) == STREAK and not gift.get("repeatEnd"):
            return None  # its count is a running total: the last one tells
        if kind == "Gift":
            count, name = count_of(gift.get("count")) or 1, str(gift.get("name") or "")
            return made(frames.Gift, type="gift", user=who, name=name, count=count, **room)
        if kind in ("RoomUserSeq", "RoomStats"):
            watching = count_of(about.get("audienceCount"))
            if watching is None:
                return None
            return made(frames.Viewers, type="viewers", count=watching, **room)
        if kind == "Control" and count_of(about.get("status")) in (PAUSED, ENDED):
            return made(frames.Live, type="live", state="ended", **room)
        return made(frames.Unknown, type=kind[:64] or "?", data="", **room)


def _is_room(data: Any) -> bool:
    return isinstance(data, dict) and "roomId" in data and "uniqueId" in data
