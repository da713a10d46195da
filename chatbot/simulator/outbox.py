"""Frames a gateway has sent and nobody has acknowledged yet. Pure."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

__all__ = ["Outbox"]


class Outbox:
    """Keeps at most `most` unacknowledged frames, oldest first; `lost` counts what fell out."""

    def __init__(self, most: int = 5000) -> None:
        self.lost = 0
        self.fates: dict[str, int] = {}
        self._most = most
        self._frames: OrderedDict[str, str] = OrderedDict()

    def __len__(self) -> int:
        return len(self._frames)

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._frames.values()))

    def put(self, frame_id: str, frame: str) -> None:
        """A frame goes out."""
        self._frames[frame_id] = frame
        if len(self._frames) > self._most:
            self._frames.popitem(last=False)
            self.lost += 1

    def acknowledged(self, frame_id: str, fate: str) -> None:
        """The show said what became of it."""
        if self._frames.pop(frame_id, None) is not None:
            self.fates[fate] = self.fates.get(fate, 0) + 1
