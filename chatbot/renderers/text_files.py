"""Caption, product and price as text files: the smallest renderer, and a use of its own.

OBS's text source ("read from file") and most programs that draw on a picture show such files, on
any machine that sees the folder.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from chatbot.files.whole import write_whole
from chatbot.renderers.outside import OutsideRenderer

if TYPE_CHECKING:
    from pathlib import Path

    from chatbot.renderers.outside import Deed, Face

__all__ = ["TextFiles"]

FILES = ("caption", "title", "price", "state", "label")


class TextFiles(OutsideRenderer):
    """Keeps `caption.txt`, `title.txt`, `price.txt`, `state.txt` and `label.txt` in a folder."""

    frames_per_s = 10.0

    def __init__(self, folder: Path, *, name: str = "text_files") -> None:
        self.name, self.where = name, str(folder)
        self._folder = folder
        self._written: dict[str, str] = {}

    async def connect(self) -> str:
        """Make the folder; what an earlier show left in it is emptied."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._written.clear()
        for name in FILES:
            await self._write(name, "")
        return f"{', '.join(f'{name}.txt' for name in FILES)} in {self._folder}"

    async def perform(self, deed: Deed) -> None:
        """Write down what is said or shown."""
        if deed.kind == "say":
            await self._write("caption", str(deed.command["text"]))
        elif deed.kind == "show_product":
            await self._write("title", str(deed.command.get("title") or ""))
            await self._write("price", str(deed.command.get("price") or ""))

    async def frame(self, face: Face) -> None:
        """Take the caption away once nothing is said any more."""
        if not face.moving:
            await self._write("caption", "")

    async def show(self, what: str, value: Any) -> None:
        """Write down the state and the AI label, in all its languages."""
        if what == "label":
            await self._write("label", " · ".join(dict.fromkeys(value.values())))
        elif what == "state":
            await self._write("state", str(value))

    async def stop(self) -> None:
        """Take the caption away."""
        await self._write("caption", "")

    async def aclose(self) -> None:
        """Leave nothing on screen but the label."""
        try:
            for name in FILES[:-1]:
                await self._write(name, "")
        except OSError:
            pass  # the disk is gone: whoever reads it sees nothing either

    async def _write(self, name: str, text: str) -> None:
        if self._written.get(name) == text:
            return
        path = self._folder / f"{name}.txt"
        await asyncio.to_thread(write_whole, path, text)
        self._written[name] = text
