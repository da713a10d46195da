"""Which voice speaks: the one asked for, or the best that this machine has, and why."""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from chatbot.errors import SpeechUnavailable
from chatbot.speech.cache import CachedEngine
from chatbot.speech.espeak import EspeakEngine
from chatbot.speech.espeak_client import EspeakProcess
from chatbot.speech.parts import speak_in_parts
from chatbot.speech.silent import SilentEngine
from chatbot.speech.types import Speech, SpeechEngine, SpeechRequest

if TYPE_CHECKING:
    from chatbot.speech_config import SpeechConfig

CHOICES: Final = ("auto", "kokoro", "espeak", "silent", "openai")
ASIDE_S: Final = 60.0
_MODEL_VERSION: Final = "82m-int8-2"


class Voice:
    """The chosen engine with its cache and its fallback; itself an engine.

    A language that the engine does not speak goes to the fallback, and so does a line that it
    fails on or is too slow for.
    """

    def __init__(
        self,
        engine: CachedEngine,
        fallback: SpeechEngine | None,
        on_notice: Callable[[str], None],
    ) -> None:
        self._engine = engine
        self._fallback = fallback
        self._on_notice = on_notice
        self._set_aside = False
        self._aside_until = 0.0

    @property
    def name(self) -> str:
        return self._engine.name

    @property
    def languages(self) -> frozenset[str]:
        more = self._fallback.languages if self._fallback else frozenset()
        return self._engine.languages | more

    @property
    def realtime_factor(self) -> float:
        return self._engine.realtime_factor

    def has(self, request: SpeechRequest) -> bool:
        """Whether `request` (one clause) is in stock."""
        return self._engine.has(request)

    async def synthesize(self, request: SpeechRequest) -> Speech:
        """`request` in one piece."""
        engine = self._for(request)
        try:
            return await engine.synthesize(request)
        except SpeechUnavailable as problem:
            if self._fallback is None or engine is self._fallback:
                raise
            self._notice_once(f"{problem} {self._fallback.name} speaks instead.")
            return await self._fallback.synthesize(request)

    async def speak(self, request: SpeechRequest) -> AsyncIterator[Speech]:
        """`request` clause by clause, without stutter: see `parts.speak_in_parts`.

        A notice is given when the fallback takes over and when the engine speaks again. Once it
        was too slow the fallback goes on for a minute: nobody should have two voices by turns.
        """
        engine = self._for(request)
        if self._fallback is not None and time.monotonic() < self._aside_until:
            engine = self._fallback
        async for part in speak_in_parts(
            engine,
            request,
            fallback=self._fallback,
            on_notice=self._notice_once,
            has=self.has if engine is self._engine else lambda clause: False,
        ):
            if self._set_aside and part.engine == self.name:
                self._set_aside = False
                self._on_notice(f"The voice {self.name} speaks again.")
            yield part

    async def prerender(
        self,
        lines: Iterable[SpeechRequest],
        on_progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> int:
        """Make known lines ahead, in idle time: see `CachedEngine.prerender`."""
        return await self._engine.prerender(
            [line for line in lines if line.lang in self._engine.languages], on_progress
        )

    async def aclose(self) -> None:
        """Close engine and fallback."""
        await self._engine.aclose()
        if self._fallback is not None:
            await self._fallback.aclose()

    def _notice_once(self, notice: str) -> None:
        self._aside_until = time.monotonic() + ASIDE_S
        if not self._set_aside:
            self._set_aside = True
            self._on_notice(notice)

    def _for(self, request: SpeechRequest) -> SpeechEngine:
        if request.lang not in self._engine.languages and self._fallback is not None:
            return self._fallback
        return self._engine


class Spares:
    """Voices in order: a line that one fails on goes to the next. The last one should never."""

    def __init__(self, *engines: SpeechEngine) -> None:
        self._engines = engines
        self.name = engines[0].name
        self.languages = engines[0].languages

    @property
    def realtime_factor(self) -> float:
        return self._engines[0].realtime_factor

    async def synthesize(self, request: SpeechRequest) -> Speech:
        """`request` by the first engine that can."""
        for engine in self._engines[:-1]:
            with contextlib.suppress(SpeechUnavailable):
                return await engine.synthesize(request)
        return await self._engines[-1].synthesize(request)

    async def aclose(self) -> None:
        """Close them all."""
        for engine in self._engines:
            await engine.aclose()


async def open_engine(
    choice: str,
    *,
    languages: Iterable[str],
    say_as: Mapping[str, Mapping[str, str]] | None = None,
    cache_dir: Path | None = None,
    on_notice: Callable[[str], None] = lambda notice: None,
    server: SpeechConfig | None = None,
    on_bought: Callable[[int], None] = lambda characters: None,
) -> Voice:
    """The voice `choice`, one of `CHOICES`, or the next best, with a notice.

    `languages` are those the room needs; `say_as` maps language to {written: spoken}. `cache_dir`
    holds the assembled model and spoken lines (None: the user's cache folder). `on_notice` hears
    in one sentence each what was chosen and why, `on_bought` how many characters `server` spoke.
    Raises SpeechUnavailable only for an unknown
    `choice`: in the end there is always the silent voice.
    """
    if choice not in CHOICES:
        raise SpeechUnavailable(f"no speech engine {choice!r}; there are {', '.join(CHOICES)}")
    lexicon = say_as or {}
    wanted = frozenset(languages)
    folder = cache_dir or _user_cache()

    def cached(engine: SpeechEngine, version: str) -> CachedEngine:
        return CachedEngine(
            engine, version=version, say_as=lexicon, folder=folder / "lines", on_notice=on_notice
        )

    if choice == "silent":
        return _silent(lexicon, on_notice, "The voice is silent, as asked: captions and lips only.")
    process = EspeakProcess()
    espeak: EspeakEngine | None = None
    spare: SpeechEngine
    missing = ""
    try:
        await process.start()
        espeak = EspeakEngine(process, lexicon)
    except SpeechUnavailable as problem:
        missing = str(problem)
    if choice == "openai":
        from chatbot.speech.openai import OpenAISpeech

        assert server is not None
        asked = OpenAISpeech(server, lexicon, on_bought)
        on_notice(await asked.introduce(wanted))
        silent = SilentEngine(lexicon)
        spare = Spares(espeak, silent) if espeak else silent
        return Voice(cached(asked, asked.version), spare, on_notice)
    if choice != "espeak":
        try:
            from chatbot.speech.kokoro import KokoroEngine

            kokoro = await KokoroEngine.open(
                cache_dir=folder, espeak=process if espeak else None, say_as=lexicon
            )
        except SpeechUnavailable as problem:
            missing = f"{problem}. {missing}" if missing else str(problem)
        except BaseException:
            await process.aclose()
            raise
        else:
            mute = wanted - kokoro.languages
            on_notice(
                f"Kokoro speaks {', '.join(sorted(kokoro.languages))} "
                f"({kokoro.realtime_factor:.2f} s of work for 1 s of speech)."
                + (f" No voice for {', '.join(sorted(mute))}: {missing}." if mute else "")
            )
            silent = SilentEngine(lexicon)
            spare = Spares(espeak, silent) if espeak else silent
            return Voice(cached(kokoro, _MODEL_VERSION), spare, on_notice)
    if espeak is not None:
        why = f" because Kokoro cannot be used: {missing}." if missing else ", as asked."
        on_notice(f"espeak-ng speaks{why}")
        return Voice(cached(espeak, process.version), SilentEngine(lexicon), on_notice)
    await process.aclose()
    return _silent(lexicon, on_notice, f"No voice can be used, captions and lips only: {missing}.")


def _silent(
    lexicon: Mapping[str, Mapping[str, str]], on_notice: Callable[[str], None], why: str
) -> Voice:
    on_notice(why)
    return Voice(CachedEngine(SilentEngine(lexicon), version="1", say_as=lexicon), None, on_notice)


def _user_cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("live-room-host", appauthor=False)
