"""Lines spoken before are not made again: a small memory, a folder, and idle pre-rendering."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from chatbot.errors import SpeechUnavailable
from chatbot.language.clauses import split_clauses
from chatbot.language.spoken import spoken_form
from chatbot.speech.store import SpeechStore
from chatbot.speech.types import Speech, SpeechEngine, SpeechRequest

_MEMORY_LINES: Final = 64
_DISK_BYTES: Final = 256 * 1024 * 1024


class CachedEngine:
    """An engine that remembers. Keys hold engine, version, voice, language, pace, mood and text.

    Live requests come first: one that arrives while a line is being pre-rendered stops that work,
    which is done again once no live request is left.
    """

    def __init__(
        self,
        engine: SpeechEngine,
        *,
        version: str,
        say_as: Mapping[str, Mapping[str, str]] | None = None,
        folder: Path | None = None,
        limit_bytes: int = _DISK_BYTES,
        on_notice: Callable[[str], None] = lambda notice: None,
    ) -> None:
        """`folder` None: memory only. `version` changes when the sound of `engine` does."""
        self._engine = engine
        self._version = version
        self._say_as = say_as or {}
        self._memory: OrderedDict[str, Speech] = OrderedDict()
        self._keys: dict[SpeechRequest, str] = {}
        self._store = (
            SpeechStore(folder, limit_bytes=limit_bytes, on_notice=on_notice) if folder else None
        )
        self._live = 0
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._idle_job: asyncio.Task[Speech] | None = None
        self._idle_key = ""

    @property
    def name(self) -> str:
        return self._engine.name

    @property
    def languages(self) -> frozenset[str]:
        return self._engine.languages

    @property
    def realtime_factor(self) -> float:
        """The engine's own, for lines that are not in stock."""
        return self._engine.realtime_factor

    def has(self, request: SpeechRequest) -> bool:
        """Whether `request` is in stock, so that it costs no work."""
        key = self._key(request)
        return key in self._memory or (self._store is not None and self._store.has(key))

    async def synthesize(self, request: SpeechRequest) -> Speech:
        """The line from memory, from disk, or made now (and then kept)."""
        key = self._key(request)
        if (found := await self._find(key)) is not None:
            return found
        self._live += 1
        self._quiet.clear()
        try:
            speech = await self._overtake(key) or await self._engine.synthesize(request)
        finally:
            self._live -= 1
            if not self._live:
                self._quiet.set()
        await self._keep(key, speech)
        return speech

    async def prerender(
        self,
        lines: Iterable[SpeechRequest],
        on_progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> int:
        """Make the clauses of `lines` that are not in stock, while nothing live is asked for.

        `on_progress` hears (lines done, lines in all). Gives the number of clauses made. A line
        that cannot be spoken is passed over.
        """
        waiting = list(lines)
        made = 0
        for done, line in enumerate(waiting):
            on_progress(done, len(waiting))
            for start, end in split_clauses(line.text, line.lang):
                made += await self._when_idle(replace(line, text=line.text[start:end]))
        on_progress(len(waiting), len(waiting))
        return made

    async def aclose(self) -> None:
        """Close the engine."""
        await self._engine.aclose()

    async def _overtake(self, key: str) -> Speech | None:
        """Stop what is being pre-rendered, or wait for it when it is the very line asked for."""
        job = self._idle_job
        if job is None or job.done():
            return None
        if self._idle_key != key:
            job.cancel()
            return None
        await asyncio.wait([job])
        return None if job.cancelled() or job.exception() else job.result()

    async def _when_idle(self, request: SpeechRequest) -> bool:
        key = self._key(request)
        while not self.has(request):
            await self._quiet.wait()
            try:
                async with asyncio.TaskGroup() as group:
                    job = group.create_task(self._engine.synthesize(request))
                    self._idle_job, self._idle_key = job, key
            except* SpeechUnavailable:
                pass
            finally:
                self._idle_job = None
            if not job.cancelled():
                if job.exception() is not None:
                    return False
                await self._keep(key, job.result())
                return True
        return False

    async def _find(self, key: str) -> Speech | None:
        if (speech := self._memory.get(key)) is not None:
            self._memory.move_to_end(key)
            return speech
        if self._store is None:
            return None
        found = await asyncio.to_thread(self._store.load, key)
        if found is not None:
            self._remember(key, found)
        return found

    async def _keep(self, key: str, speech: Speech) -> None:
        self._remember(key, speech)
        if self._store is not None:
            await asyncio.to_thread(self._store.save, key, speech)

    def _remember(self, key: str, speech: Speech) -> None:
        self._memory[key] = speech
        self._memory.move_to_end(key)
        while len(self._memory) > _MEMORY_LINES:
            self._memory.popitem(last=False)

    def _key(self, request: SpeechRequest) -> str:
        """Several ask for one line's key within a moment; its spoken form takes the longest."""
        if request not in self._keys:
            if len(self._keys) > _MEMORY_LINES:
                self._keys.clear()
            self._keys[request] = self._make_key(request)
        return self._keys[request]

    def _make_key(self, request: SpeechRequest) -> str:
        spoken = spoken_form(request.text, request.lang, self._say_as.get(request.lang, {}))
        parts = (
            self._engine.name, self._version, request.voice or "", request.lang,
            f"{request.pace:.3f}", request.mood, request.text, spoken.text,
        )  # fmt: skip
        return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:40]
