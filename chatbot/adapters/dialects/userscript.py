"""A browser's userscript (Taobao, 1688, Pinduoduo, Kuaishou …): `{"type": "comment", …}`, no ids.

It connects to us: `mode: listen`. The same words of the same viewer within a few seconds are one
message, since the script reads the page anew when it comes back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chatbot.adapters import frames
from chatbot.adapters.dialects.shared import bucket, made, parsed, token, user_of
from chatbot.adapters.frames import Bad, Decoded

__all__ = ["Userscript"]


class Userscript:
    """Reads comments; `info` is the script talking about itself."""

    def __init__(self, room: str, wall_ms: Callable[[], int]) -> None:
        self._room, self._wall_ms = room, wall_ms

    @staticmethod
    def speaks(data: Any) -> bool:
        """True of a comment with a user's name, and of the script's own notes."""
        return isinstance(data, dict) and data.get("type") in ("comment", "info") and (
            isinstance(data.get("content"), str)
        )  # fmt: skip

    def decode(self, raw: str | bytes) -> list[Decoded]:
        """The frame of one message; none for a note of the script."""
        data = parsed(raw)
        if not self.speaks(data):
            return [Bad("bad_json", "neither a comment nor a note")]
        if data["type"] == "info":
            return []
        nick, text = data.get("username"), data["content"]
        id = token(self._room, nick, text, bucket(self._wall_ms()))
        who = user_of(None, nick)
        return [made(frames.Chat, type="chat", room=self._room, id=id, user=who, text=text)]
