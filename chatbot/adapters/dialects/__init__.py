"""What other people's chat bridges send, decoded to the neutral frames: by name, or detected.

A dialect reads one WebSocket text message and gives the frames in it. None of them can be acted
on: nothing is ever sent to these bridges, some of which take orders from whoever connects.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from chatbot.adapters import native
from chatbot.adapters.dialects import barrage_grab, dycast, ninja, oba, userscript
from chatbot.adapters.dialects.shared import Repeats, parsed
from chatbot.adapters.frames import Decoded

__all__ = ["DIALECTS", "Decoder", "Repeats", "decoder_of", "dialect_of"]

Decoder = Callable[[str | bytes], Decoded | list[Decoded]]
"""One message to its frame or frames; a broken message is a `Bad`."""


class Dialect(Protocol):
    """One bridge's way of speaking, for one room."""

    def __init__(self, room: str, wall_ms: Callable[[], int], repeats: Repeats) -> None: ...

    @staticmethod
    def speaks(data: Any) -> bool:
        """Whether a parsed message can only be this dialect's."""
        ...

    def decode(self, raw: str | bytes) -> list[Decoded]:
        """The frames of one message."""
        ...


DIALECTS: dict[str, type[Dialect]] = {
    "barrage_grab": barrage_grab.BarrageGrab,
    "social_stream_ninja": ninja.SocialStreamNinja,
    "oba_live_tool": oba.ObaLiveTool,
    "userscript": userscript.Userscript,
    "dycast": dycast.Dycast,
}


def dialect_of(data: Any) -> str | None:
    """Whose a parsed message can only be: a name of `DIALECTS`, `native`, or nobody's."""
    if isinstance(data, dict) and data.get("type") in native.TYPES and _is_ours(data):
        return "native"
    return next((name for name, dialect in DIALECTS.items() if dialect.speaks(data)), None)


def _is_ours(data: dict[str, Any]) -> bool:
    """A frame of ours names its room; what opens a connection, or answers, does not."""
    return isinstance(data.get("room"), str) or data["type"] in ("hello", "done", "refused")


def decoder_of(
    dialect: str,
    *,
    room: str,
    wall_ms: Callable[[], int],
    on_detect: Callable[[str], None],
    repeats: Repeats | None = None,
) -> Decoder:
    """How the messages of one source are read; `auto` decides at the first it recognises.

    `repeats` knows what was told over the source's connections before.
    """
    repeats = repeats or Repeats()
    if dialect == "native":
        return native.decode
    if dialect in DIALECTS:
        return DIALECTS[dialect](room, wall_ms, repeats).decode
    return _Detecting(room, wall_ms, on_detect, repeats).decode


class _Detecting:
    """Reads as the native dialect until a message is plainly of another one."""

    def __init__(
        self,
        room: str,
        wall_ms: Callable[[], int],
        on_detect: Callable[[str], None],
        repeats: Repeats,
    ) -> None:
        self._room, self._wall_ms, self._on_detect = room, wall_ms, on_detect
        self._repeats = repeats
        self._decode: Decoder | None = None

    def decode(self, raw: str | bytes) -> Decoded | list[Decoded]:
        if self._decode is not None:
            return self._decode(raw)
        name = dialect_of(parsed(raw))
        if name is None:
            return native.decode(raw)
        if name != "native":
            self._on_detect(name)
        self._decode = decoder_of(
            name,
            room=self._room,
            wall_ms=self._wall_ms,
            on_detect=self._on_detect,
            repeats=self._repeats,
        )
        return self._decode(raw)
