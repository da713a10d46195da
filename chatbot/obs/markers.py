"""What came when in OBS's recording: a chapter in the file where OBS can, and a line in ours."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from chatbot.errors import NotReady

if TYPE_CHECKING:
    from pathlib import Path

    from chatbot.obs.link import ObsLink

__all__ = ["Markers"]


class Markers:
    """Notes what begins while OBS records; `path` is a text file with a line for each.

    The lines (`00:12:31 Silk scarf`) are those that video sites take as chapters.
    """

    def __init__(self, path: Path | None) -> None:
        self._path, self._last = path, ""

    async def check(self) -> None:
        """Look that the file can be written.

        Raises:
            NotReady: it cannot.
        """
        await self._write("")

    async def mark(self, link: ObsLink, what: str) -> None:
        """Note that this begins now, once until something else does.

        Raises:
            NotReady: the file cannot be written.
            ConnectionError: the connection to OBS is lost.
        """
        status = await link.may("GetRecordStatus") or {}
        if not status.get("outputActive"):
            self._last = ""
            return
        if what == self._last:
            return
        self._last = what
        if link.can("CreateRecordChapter"):  # OBS 30.2, and only into Hybrid MP4
            await link.may("CreateRecordChapter", chapterName=what)
        at = str(status.get("outputTimecode", "")).partition(".")[0]
        await self._write(f"{at} {what}\n")

    async def _write(self, text: str) -> None:
        if self._path is not None:
            await asyncio.to_thread(_append, self._path, text)


def _append(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise NotReady(f"{path} cannot be written ({error.strerror}): look at its folder") from None
