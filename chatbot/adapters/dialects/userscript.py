"""A browser's userscript (Taobao, 1688, Pinduoduo, Kuaishou …): `{"type": "comment", …}`, no ids.

It connects to us (`mode: listen`); as it comes, it dials `ws://127.0.0.1:5001`. The same words of
the same viewer within a few seconds are one message, since the script reads the page anew when it
comes back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chatbot.adapters import frames
from chatbot.adapters.dialects.shared import (
    Repeats,
    made,
    parsed,
    user_of,
    words_of,
)
from chatbot.adapters.frames import Bad, Decoded

__all__ = ["Userscript"]


class Userscript:
    """Reads comments, and on Kuaishou gifts and likes; `info` is the script about itself."""

    def __init__(self, room: str, wall_ms: Callable[[], int], repeats: Repeats) -> None:
        self._room, self._wall_ms, self._repeats = room, wall_ms, repeats

    @staticmethod
    def speaks(data: Any) -> bool:
        """True of what names a viewer as the script does, and of its own notes."""
        if not isinstance(data, dict):
            return False
        if data.get("type") in ("comment", "info"):
            return isinstance(data.get("content"), str)
        return data.get("type") in ("gift", "like") and isinstance(data.get("username"), str)

    def decode(self, raw: str | bytes) -> list[Decoded]:
        """The frame of one message; none for a note of the script."""
        data = parsed(raw)
        if not self.speaks(data):
            return [Bad("bad_json", "none of a comment, gift, like and note")]
        kind, nick = data["type"], data.get("username")
        if kind == "info":
            return []
        text = words_of(data.get("content") or data.get("gift"))
        id = self._repeats.id_of(self._wall_ms(), self._room, kind, nick, text)
        own = {"room": self._room, "id": id, "user": user_of(None, nick)}
        if kind == "gift":
            return [made(frames.Gift, type="gift", name=text, count=1, **own)]
        if kind == "like":
            return [made(frames.Like, type="like", count=1, **own)]
        return [made(frames.Chat, type="chat", text=text, **own)]
