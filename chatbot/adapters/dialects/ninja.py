"""Social Stream Ninja (channel 4 of its server): flat messages from any platform, chat as HTML.

Join by `wss://io.socialstream.ninja/join/${SSN_SESSION}/4`, or its desktop program's own server by
`ws://127.0.0.1:3000/join/${SSN_SESSION}/4`; the session's id is the only secret.
Written from its api.md and event-reference as of 2026-08.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chatbot.adapters import frames
from chatbot.adapters.dialects.shared import (
    Repeats,
    count_of,
    made,
    object_of,
    parsed,
    text_of,
    token,
    user_of,
    words_of,
)
from chatbot.adapters.frames import Bad, Decoded

__all__ = ["SocialStreamNinja"]

LIVE = {"stream_online": "started", "stream_offline": "ended", "live_chat_ended": "ended"}
FOLLOWS = ("new_follower", "followed", "follow")
JOINS = ("new_subscriber", "resub", "sponsorship", "sponsor", "subscribe", "subscription")
SPOKEN = ("cheer", "reward", "superchat", "supersticker", "question_new")
"""Events whose text the viewer wrote; that of any other is the platform's."""
MOST_PLATFORMS = 16


class SocialStreamNinja:
    """Reads its overlay messages; those of several platforms are one room."""

    def __init__(self, room: str, wall_ms: Callable[[], int], repeats: Repeats) -> None:
        self._room, self._wall_ms, self._repeats = room, wall_ms, repeats
        self._watching: dict[str, int] = {}

    @staticmethod
    def speaks(data: Any) -> bool:
        """True of a message with a chat name, of an event, and of one wrapped for peers."""
        return isinstance(data, dict) and (
            "overlayNinja" in data
            or ("chatname" in data and ("chatmessage" in data or "event" in data))
            or ("event" in data and "meta" in data)
        )

    def decode(self, raw: str | bytes) -> list[Decoded]:
        """The frame of one message; what controls overlays is left out."""
        data = parsed(raw)
        if isinstance(data, dict) and isinstance(data.get("overlayNinja"), dict):
            data = data["overlayNinja"]
        if not isinstance(data, dict):
            return [Bad("bad_json", "not a JSON object")]
        if data.get("private") or not self.speaks(data):
            return []
        return [self._frame(data)]

    def _frame(self, data: dict[str, Any]) -> Decoded:
        meta = object_of(data.get("meta"))
        nick = text_of(str(data.get("chatname") or ""))
        message = words_of(data.get("chatmessage"))
        text = message if data.get("textonly") else text_of(message)
        here = str(data.get("type") or "")
        # a streak of gifts is told again with a rising count: it is one gift
        own = meta.get("tiktokGiftStreakId") or meta.get("messageId")
        if not own:  # its own numbers begin anywhere at each start
            number = data.get("id")
            said = (nick, text, data.get("event"))
            if number is None:
                own = self._repeats.id_of(self._wall_ms(), *said)
            else:
                own = token(*said, number)
        room = {"room": self._room, "id": f"{here}:{own}"}
        role = "moderator" if data.get("moderator") or data.get("admin") else "viewer"
        who = user_of(f"{here}:{data.get('userid') or nick}", nick,
                      role="bot" if data.get("bot") else role)  # fmt: skip
        event = data.get("event")
        if event in ("viewer_update", "viewer_updates"):
            return made(frames.Viewers, type="viewers", count=self._viewers(here, data), **room)
        if isinstance(event, str) and event in LIVE:
            return made(frames.Live, type="live", state=LIVE[event], **room)
        gift = data.get("hasDonation")
        name = text_of(gift) if isinstance(gift, str) and gift else event
        if name is not event or event in JOINS:
            return made(
                frames.Gift, type="gift", user=who, name=str(name), count=1, text=text, **room
            )
        if event in FOLLOWS:
            return made(frames.Follow, type="follow", user=who, **room)
        if event in ("joined", "shared"):
            kind = frames.Enter if event == "joined" else frames.Share
            return made(kind, type="enter" if event == "joined" else "share", user=who, **room)
        if event == "liked":
            return made(frames.Like, type="like", user=who, count=1, **room)
        if event and not (event in SPOKEN and text):
            # totals of likes and followers, commerce snapshots, raids, lines of the platform's own
            return made(frames.Unknown, type=str(event)[:64], data="", **room)
        return made(frames.Chat, type="chat", user=who, text=text, **room)

    def _viewers(self, here: str, data: dict[str, Any]) -> int | None:
        """How many watch on all platforms now: each one's last word counts once."""
        meta = data.get("meta")
        told = object_of(meta)
        if data.get("event") == "viewer_update":
            told = {here: told.get("viewer_count") if told else meta}
        else:
            self._watching = {}
        for place, count in list(told.items())[:MOST_PLATFORMS]:
            watching = count_of(count)
            if watching is not None and (
                place in self._watching or len(self._watching) < MOST_PLATFORMS
            ):
                self._watching[place] = watching
        return sum(self._watching.values()) if self._watching else None
