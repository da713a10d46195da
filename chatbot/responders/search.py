"""The finder of answers as responders use it: beside the event loop, where it must learn first."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from chatbot.language.finding import Finder, Found, Unit

if TYPE_CHECKING:
    from chatbot.language.embedders import Embedder

__all__ = ["Search"]

OPEN_FAULTS = (ImportError, OSError, ValueError, RuntimeError)
"""What libraries raise at a model that is not there or cannot be read."""


class Search:
    """Looks for answers by words at once, or by meaning in a thread where there is an embedder.

    `tell` hears once, in that thread, why words alone must do.
    """

    def __init__(
        self,
        open_embedder: Callable[[], Embedder] | None = None,
        *,
        tell: Callable[[str], None] = lambda text: None,
    ) -> None:
        self._open, self._tell = open_embedder, tell
        self._finder = Finder() if open_embedder is None else None
        self._turn = threading.Lock()

    async def look(self, question: str, units: tuple[Unit, ...]) -> Found:
        """What is asked, and which units answer."""
        if self._open is None:
            return self.at_once(question, units)
        return await asyncio.to_thread(self.at_once, question, units)

    def at_once(self, question: str, units: tuple[Unit, ...]) -> Found:
        """The same, without a loop: blocks for some ms, for longer the first time."""
        with self._turn:  # one at a time, and a look that nobody waits for any more is one too
            return self._opened().look(question, units)

    async def learn(self, units: tuple[Unit, ...]) -> None:
        """Load what is slow before the first question."""
        await self.look("?", units)

    def _opened(self) -> Finder:
        if self._finder is None:
            assert self._open is not None
            try:
                self._finder = Finder(self._open())
            except OPEN_FAULTS as error:
                self._finder = Finder()
                self._tell(f"answers are found by words alone: {type(error).__name__}: {error}")
        return self._finder
