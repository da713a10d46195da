"""DouyinBarrageGrab 2.7 (`ws://127.0.0.1:8888`): `{"Type": 1, "Data": "<JSON>"}`.

Its socket obeys commands (`{"Cmd": …}` ends the tool): nothing is ever sent to it. It answers a
ping with a payload of its own, so that its silence, and not the pong, tells that it is dead.
Written from BarrageMessages.cs as of 2025-02.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chatbot.adapters import frames
from chatbot.adapters.dialects.shared import (
    NOTHING,
    Repeats,
    count_of,
    made,
    object_of,
    parsed,
    user_of,
    words_of,
)
from chatbot.adapters.frames import Bad, Decoded

__all__ = ["BarrageGrab"]

CHAT, LIKE, ENTER, FOLLOW, GIFT, STATS, CLUB, SHARE, ENDED = range(1, 10)


class BarrageGrab:
    """Reads what the tool grabs; messages of other rooms than ours keep their own."""

    def __init__(self, room: str, wall_ms: Callable[[], int], repeats: Repeats) -> None:
        self._room, self._wall_ms, self._repeats = room, wall_ms, repeats

    @staticmethod
    def speaks(data: Any) -> bool:
        """True of an envelope with a numbered type and JSON inside JSON."""
        return (
            isinstance(data, dict)
            and isinstance(data.get("Type"), int)
            and isinstance(data.get("Data"), str)
        )

    def decode(self, raw: str | bytes) -> list[Decoded]:
        """The frame of one message."""
        outer = parsed(raw)
        if not self.speaks(outer):
            return [Bad("bad_json", "not an envelope with Type and Data")]
        data = parsed(outer["Data"])
        if data is NOTHING or not isinstance(data, dict):
            return [Bad("bad_json", "Data is not a JSON object")]
        return [self._frame(outer["Type"], data)]

    def _frame(self, kind: int, data: dict[str, Any]) -> Decoded:
        user = object_of(data.get("User"))
        text = words_of(data.get("Content"))
        fallback = self._repeats.id_of(self._wall_ms(), kind, user.get("Id"), text)
        room = {"room": self._room_of(data), "id": str(data.get("MsgId") or fallback)}
        who = user_of(user.get("Id"), user.get("Nickname"), role=_role(user))
        if kind == CHAT:
            return made(frames.Chat, type="chat", user=who, text=text, **room)
        if kind == LIKE:
            count = count_of(data.get("Count")) or 1
            return made(frames.Like, type="like", user=who, count=count, **room)
        if kind == ENTER:
            return made(frames.Enter, type="enter", user=who, **room)
        if kind == FOLLOW:
            return made(frames.Follow, type="follow", user=who, **room)
        if kind == GIFT:  # GiftCount is what came now; RepeatCount is the running total
            count, name = count_of(data.get("GiftCount")) or 1, str(data.get("GiftName") or "")
            return made(frames.Gift, type="gift", user=who, name=name, count=count, **room)
        if kind == STATS:
            online = count_of(data.get("OnlineUserCount"))
            if not online:
                online = count_of(data.get("OnlineUserCountStr")) or online
            return made(frames.Viewers, type="viewers", count=online, **room)
        if kind == SHARE:
            return made(frames.Share, type="share", user=who, **room)
        if kind == ENDED:
            return made(frames.Live, type="live", state="ended", **room)
        return made(frames.Unknown, type=f"barrage {kind}", data="", **room)

    def _room_of(self, data: dict[str, Any]) -> str:
        """Ours where it is ours by either of its numbers, or where none is told."""
        told = [
            room for key in ("WebRoomId", "RoomId") if (room := str(data.get(key) or "0")) != "0"
        ]
        return self._room if not told or self._room in told else told[0]


def _role(user: dict[str, Any]) -> str:
    return "anchor" if user.get("IsAnchor") else "moderator" if user.get("IsAdmin") else "viewer"
