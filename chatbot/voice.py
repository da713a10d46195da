"""The voice of a show: the chosen engine, and rendering ahead of what will be said next."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from chatbot.errors import SpeechUnavailable
from chatbot.performance import Speech, SpeechRequest
from chatbot.speech.choose import open_engine

if TYPE_CHECKING:
    from chatbot.speech.choose import Voice as Chosen
    from chatbot.speech_config import SpeechConfig

__all__ = ["ShowVoice"]


class ShowVoice:
    """Speaks clause by clause; prepares the newest line it was told of when there is time.

    Opening takes seconds, so it is done while the pages are already served.
    """

    def __init__(self) -> None:
        self._chosen: Chosen | None = None
        self._next: SpeechRequest | None = None
        self._arrived = asyncio.Event()
        self.bought = 0
        """Characters that a speech server has spoken since the start; others cost nothing."""

    async def open(
        self,
        choice: str,
        *,
        languages: Iterable[str],
        say_as: Mapping[str, Mapping[str, str]],
        on_notice: Callable[[str], None],
        server: SpeechConfig | None = None,
    ) -> None:
        """Take the voice of this choice, or the next best; `say_as` is written, language, spoken.

        `on_notice` hears what was taken and why; `server` is the one of the choice `openai`.
        """
        by_language: dict[str, dict[str, str]] = {}
        for written, spoken in say_as.items():
            for lang, text in spoken.items():
                by_language.setdefault(lang, {})[written] = text

        def bought(characters: int) -> None:
            self.bought += characters

        self._chosen = await open_engine(
            choice, languages=languages, say_as=by_language, on_notice=on_notice, server=server,
            on_bought=bought,
        )  # fmt: skip

    @property
    def _open(self) -> Chosen:
        if self._chosen is None:
            raise SpeechUnavailable("the voice is still being opened: wait a moment")
        return self._chosen

    def speak(self, request: SpeechRequest) -> AsyncIterator[Speech]:
        """The clauses of the line, each when it may be sent."""
        return self._open.speak(request)

    def prepare(self, request: SpeechRequest) -> None:
        """Render this ahead; a newer wish replaces an older one that has not begun."""
        self._next = request
        self._arrived.set()

    async def prerender(
        self, requests: list[SpeechRequest], on_progress: Callable[[int, int], None]
    ) -> None:
        """Render all these in idle time; `on_progress` hears (lines done, lines in all)."""
        await self._open.prerender(requests, on_progress)

    async def run(self) -> None:
        """Render ahead until cancelled."""
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            request, self._next = self._next, None
            if request is not None:
                await self._open.prerender([request])

    async def aclose(self) -> None:
        """Stop the engines."""
        if self._chosen is not None:
            await self._chosen.aclose()
