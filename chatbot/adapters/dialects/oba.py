"""oba-live-tool 1.6 (Taobao, Douyin, Xiaohongshu, Kuaishou, WeChat Channels): flat, `msg_type`.

It listens on `ws://127.0.0.1:12354` unless another port is set in it.
The only open feed with orders: a paid one counts, one that is only placed does not yet.
Written from its shared/types.d.ts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chatbot.adapters import frames
from chatbot.adapters.dialects.shared import Repeats, made, parsed, user_of
from chatbot.adapters.frames import Bad, Decoded

__all__ = ["ObaLiveTool"]

CHATS = ("comment", "taobao_comment", "xiaohongshu_comment", "wechat_channel_live_msg")
PERSONAL: dict[str, tuple[type[frames.Frame], str]] = {
    "room_enter": (frames.Enter, "enter"),
    "room_follow": (frames.Follow, "follow"),
    "subscribe_merchant_brand_vip": (frames.Follow, "follow"),
    "ecom_fansclub_participate": (frames.Follow, "follow"),
}
PAID = "已付款"


class ObaLiveTool:
    """Reads its live messages."""

    def __init__(self, room: str, wall_ms: Callable[[], int], repeats: Repeats) -> None:
        self._room, self._wall_ms, self._repeats = room, wall_ms, repeats

    @staticmethod
    def speaks(data: Any) -> bool:
        """True of a message with `msg_type`."""
        return isinstance(data, dict) and isinstance(data.get("msg_type"), str)

    def decode(self, raw: str | bytes) -> list[Decoded]:
        """The frame of one message."""
        data = parsed(raw)
        if not self.speaks(data):
            return [Bad("bad_json", "not an object with msg_type")]
        return [self._frame(data)]

    def _frame(self, data: dict[str, Any]) -> Decoded:
        kind, nick, text = data["msg_type"], data.get("nick_name"), data.get("content")
        fallback = self._repeats.id_of(self._wall_ms(), kind, data.get("user_id"), nick, text)
        stamp = data.get("time")
        room = {
            "room": self._room,
            "id": str(data.get("msg_id") or fallback),
            "ts": float(stamp) if isinstance(stamp, int | float) else None,
        }
        who = user_of(data.get("user_id"), nick)
        if kind in CHATS:
            return made(frames.Chat, type="chat", user=who, text=text, **room)
        if kind in PERSONAL:
            frame, name = PERSONAL[kind]
            return made(frame, type=name, user=who, **room)
        if kind == "room_like":
            return made(frames.Like, type="like", user=who, count=1, **room)
        if kind == "live_order" and data.get("order_status") == PAID:
            sku = str(data.get("product_id") or data.get("product_title") or "")
            return made(frames.Order, type="order", user=who, sku=sku, **room)
        return made(frames.Unknown, type=kind[:64], data="", **room)
