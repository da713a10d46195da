"""Kokoro-82M through onnxruntime: Chinese, English and French with exact sound durations."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from chatbot.errors import SpeechUnavailable
from chatbot.language.spoken import Spoken, spoken_form
from chatbot.speech.model_file import model_source
from chatbot.speech.phonemes import Phonemizer, Piece, chunks, pieces_of, warm_chinese
from chatbot.speech.sound import even, silence, voiced_span
from chatbot.speech.timing import Stretch, words_of
from chatbot.speech.types import Speech, SpeechRequest
from chatbot.speech.visemes import Sound, lip_shapes

if TYPE_CHECKING:
    from chatbot.speech.sound import Floats

RATE: Final = 24_000
_FRAME: Final = 600  # samples of one duration frame (25 ms)
_VOICES_SHA256: Final = "002ac083122e437b843e8537944a67ff0bff8754f52e643b03285faecf91dd37"
DEFAULT_VOICES: Final = {"zh": "zf_xiaoxiao", "en": "af_heart", "fr": "ff_siwis"}
_VOICE_LETTERS: Final = {"zh": "z", "en": "ab", "fr": "f"}  # how Kokoro names its voices
_MOOD_PACE: Final = {"excited": 1.08, "happy": 1.04, "calm": 0.95, "sad": 0.9, "apologetic": 0.95}
_PAUSE_MS: Final = {",": 130, ";": 180, ":": 160, ".": 240, "!": 240, "?": 240, "…": 300}
_GAP_MS: Final = 60
_LEAD: Final = RATE * 130 // 1000  # samples kept at most before the first symbol's frames
# Measured in three languages: the sound begins and ends two frames before its symbol's frames.
_EARLY: Final = 2 * _FRAME
_SMOOTHING: Final = 0.3
_FORGET_S: Final = 30.0
_START_AT_MOST: Final = 0.8
_USUAL: Final = 0.5  # on two quiet cores it is 0.3 to 0.4


@dataclass(frozen=True, slots=True)
class _Clip:
    """One run of the model: float audio, and frames for each symbol given (without padding)."""

    audio: Floats
    frames: tuple[float, ...]
    lead: float  # frames before the first symbol


class KokoroEngine:
    """A neural voice on the CPU: one worker thread, off the event loop.

    A cancelled request that waits is dropped; one that runs is told to stop and at most ends its
    clause. Made by `open`.
    """

    name: Final = "kokoro"

    def __init__(
        self,
        session: Any,
        *,
        languages: frozenset[str],
        espeak: Phonemizer | None,
        say_as: Mapping[str, Mapping[str, str]],
        voices: Mapping[str, Floats],
        symbols: Mapping[str, int],
        pool: ThreadPoolExecutor,
    ) -> None:
        self.languages = languages
        self._session = session
        self._espeak = espeak
        self._say_as = say_as
        self._voices = voices
        self._symbols = symbols
        self._pool = pool
        self._factor = 0.0
        self._measured_at = 0.0
        self._running: Any = None

    @classmethod
    async def open(
        cls,
        *,
        cache_dir: Path,
        espeak: Phonemizer | None,
        say_as: Mapping[str, Mapping[str, str]] | None = None,
        threads: int = 2,
    ) -> Self:
        """Load the model (about two seconds) and speak one word to warm up and measure speed.

        Raises SpeechUnavailable when onnxruntime, a model wheel or its checksum fails. Without
        `espeak` only Chinese can be spoken.
        """
        pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="kokoro")
        loop = asyncio.get_running_loop()
        try:
            session, voices, symbols = await loop.run_in_executor(pool, _load, cache_dir, threads)
            languages = frozenset(("zh", "en", "fr") if espeak is not None else ("zh",))
            engine = cls(
                session,
                languages=languages,
                espeak=espeak,
                say_as=say_as or {},
                voices=voices,
                symbols=symbols,
                pool=pool,
            )
            await loop.run_in_executor(pool, warm_chinese, cache_dir)
            await engine.synthesize(SpeechRequest(text="你好，欢迎来到直播间。", lang="zh"))
            engine._factor = 0.0  # the first run also sets up memory: measure the second
            await engine.synthesize(SpeechRequest(text="欢迎，一共3件。", lang="zh"))
            # A starting show is busy: let the first line try rather than believe a slow start.
            engine._factor = min(engine._factor, _START_AT_MOST)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
        return engine

    @property
    def realtime_factor(self) -> float:
        """Seconds of work for one second of audio, smoothed over the last lines.

        A slow measure ages: half of it is forgotten in 30 s without speech, so that a voice that
        was set aside while the machine was busy is tried again.
        """
        age_s = time.monotonic() - self._measured_at
        usual = min(self._factor, _USUAL)
        return float(usual + (self._factor - usual) * 0.5 ** (age_s / _FORGET_S))

    async def synthesize(self, request: SpeechRequest) -> Speech:
        """Speak `request`. Raises SpeechUnavailable for a language or voice that is not there."""
        if request.lang not in self.languages:
            known = ", ".join(sorted(self.languages))
            raise SpeechUnavailable(f"Kokoro speaks {known} here, not {request.lang!r}")
        voice = self._voice_for(request)
        began = time.perf_counter()
        spoken = spoken_form(request.text, request.lang, self._say_as.get(request.lang, {}))
        pieces = await pieces_of(spoken.text, request.lang, self._espeak)
        prepared = time.perf_counter() - began
        pace = request.pace * _MOOD_PACE.get(request.mood, 1.0)
        made = _Line(request, spoken)
        worked = prepared
        for chunk in chunks(pieces):
            symbols, owners = self._sequence(chunk)
            if not symbols:
                continue
            clip, seconds = await self._run(symbols, voice, min(2.0, max(0.5, pace)))
            worked += seconds
            made.add(clip, symbols, owners, chunk)
        speech = made.speech()
        self._measure(worked, speech.duration_ms)
        return speech

    def _voice_for(self, request: SpeechRequest) -> str:
        """The voice asked for, where it speaks the line's language; else that language's own."""
        own = DEFAULT_VOICES[request.lang]
        voice = request.voice or own
        if voice not in self._voices:
            raise SpeechUnavailable(f"no Kokoro voice {voice!r}; there are {sorted(self._voices)}")
        return voice if voice[0] in _VOICE_LETTERS[request.lang] else own

    async def aclose(self) -> None:
        """Drop what waits, stop what runs, free the thread and the model."""
        if self._running is not None:
            self._running.terminate = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._session = None

    def _sequence(self, pieces: Sequence[Piece]) -> tuple[str, list[int]]:
        """The symbols of `pieces` and, for each symbol, the index of its piece (-1: a blank)."""
        symbols: list[str] = []
        owners: list[int] = []
        for at, piece in enumerate(pieces):
            if piece.word and symbols:
                symbols.append(" ")
                owners.append(-1)
            for symbol in piece.symbols:
                if symbol in self._symbols:
                    symbols.append(symbol)
                    owners.append(at)
        if not any(piece.word for piece in pieces):
            return "", []
        return "".join(symbols), owners

    async def _run(self, symbols: str, voice: str, speed: float) -> tuple[_Clip, float]:
        import onnxruntime

        options = onnxruntime.RunOptions()
        numbers = [self._symbols[symbol] for symbol in symbols]
        session, style = self._session, self._voices[voice]
        if session is None:
            raise SpeechUnavailable("the voice is closed")

        def work() -> tuple[_Clip, float]:
            self._running = options
            began = time.perf_counter()
            clip = _infer(session, options, numbers, style, speed)
            return clip, time.perf_counter() - began

        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._pool, work)
        except asyncio.CancelledError:
            options.terminate = True
            raise

    def _measure(self, worked_s: float, duration_ms: int) -> None:
        factor = worked_s / max(0.2, duration_ms / 1000)
        known = self.realtime_factor if self._factor else factor
        self._factor = known + (factor - known) * _SMOOTHING
        self._measured_at = time.monotonic()


class _Line:
    """A line that grows clip by clip."""

    def __init__(self, request: SpeechRequest, spoken: Spoken) -> None:
        self._request = request
        self._spoken = spoken
        self._audio = bytearray()
        self._stretches: list[Stretch] = []
        self._sounds: list[Sound] = []

    def add(
        self, clip: _Clip, symbols: str, owners: Sequence[int], pieces: Sequence[Piece]
    ) -> None:
        """Append one clip: its silence trimmed, its pause set by its last punctuation sign."""
        began_ms = len(self._audio) // 2 * 1000 / RATE
        start, end = voiced_span(clip.audio, RATE)
        start = max(start, int(clip.lead * _FRAME) - _LEAD)
        if end <= start:
            return
        pause = _PAUSE_MS.get(symbols[-1], _GAP_MS)
        self._audio += even(clip.audio[start:end], RATE) + silence(pause, RATE)
        at = clip.lead * _FRAME - _EARLY
        spoken: dict[int, list[float]] = {}
        for symbol, owner, frames in zip(symbols, owners, clip.frames, strict=True):
            first, at = at, at + frames * _FRAME
            t, until = (
                began_ms + (min(max(x, start), end) - start) * 1000 / RATE for x in (first, at)
            )
            self._sounds.append(Sound(symbol, round(t), round(until) - round(t)))
            if owner >= 0 and pieces[owner].word:
                edges = spoken.setdefault(owner, [t, until])
                edges[1] = until
        for owner, (t, until) in spoken.items():
            piece = pieces[owner]
            self._stretches.append(Stretch(piece.at, piece.to, round(t), round(until) - round(t)))

    def speech(self) -> Speech:
        """The whole line; one without a word to say is a short silence."""
        audio = bytes(self._audio) or silence(_GAP_MS, RATE)
        duration = len(audio) // 2 * 1000 // RATE
        return Speech(
            text=self._request.text,
            spoken=self._spoken.text,
            lang=self._request.lang,
            audio=audio,
            rate=RATE,
            duration_ms=duration,
            words=words_of(self._spoken, self._stretches),
            visemes=lip_shapes(self._sounds, duration),
            engine="kokoro",
        )


def _infer(
    session: Any, options: Any, numbers: Sequence[int], style: Floats, speed: float
) -> _Clip:
    import numpy as np

    audio, durations = session.run(
        None,
        {
            "tokens": np.array([[0, *numbers, 0]], dtype=np.int64),
            "style": style[min(len(numbers), len(style) - 1)].astype(np.float32),
            "speed": np.array([speed], dtype=np.float32),
        },
        options,
    )
    frames = [float(each) for each in durations.reshape(-1)]
    return _Clip(audio.reshape(-1), tuple(frames[1:-1]), frames[0])


def _load(cache_dir: Path, threads: int) -> tuple[Any, dict[str, Floats], dict[str, int]]:
    try:
        import numpy as np
        import onnxruntime
    except ImportError as problem:
        raise SpeechUnavailable(
            f"Kokoro needs {problem.name}: run `pip install onnxruntime numpy`"
        ) from problem
    data = files("chatbot.speech").joinpath("data")
    raw = data.joinpath("kokoro_voices_5_f16.npz").read_bytes()
    if hashlib.sha256(raw).hexdigest() != _VOICES_SHA256:
        raise SpeechUnavailable(
            "chatbot/speech/data/kokoro_voices_5_f16.npz is damaged: reinstall this program"
        )
    with np.load(io.BytesIO(raw)) as stored:
        voices = {name: stored[name] for name in stored.files}
    symbols = json.loads(data.joinpath("kokoro_vocab.json").read_text(encoding="utf-8"))["vocab"]
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Spinning workers starve the rest of the show. Every line has another length, so a memory
    # pattern for each would only pile up.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.enable_mem_pattern = False
    source = model_source(cache_dir)
    from onnxruntime.capi import onnxruntime_pybind11_state as state

    try:
        session = onnxruntime.InferenceSession(
            str(source) if isinstance(source, Path) else source,
            options,
            providers=["CPUExecutionProvider"],
        )
    except (
        state.Fail,
        state.InvalidGraph,
        state.InvalidProtobuf,
        state.RuntimeException,
    ) as problem:
        raise SpeechUnavailable(f"onnxruntime cannot load the Kokoro model: {problem}") from problem
    return session, voices, symbols
