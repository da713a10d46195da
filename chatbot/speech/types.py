"""What a voice is asked for and what it gives back: sound, words and lip shapes in time."""

from __future__ import annotations

import io
import wave
from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import Final, Protocol, runtime_checkable

VISEMES: Final = (
    "sil", "PP", "FF", "TH", "DD", "kk", "CH", "SS", "nn", "RR", "aa", "E", "I", "O", "U",
)  # fmt: skip
"""The 15 Oculus lip shapes, spelled as the stage protocol spells them."""


@dataclass(frozen=True, slots=True)
class Word:
    """One written word in time.

    Times are ms from the first audio sample; `start` and `end` are code points of the written
    text, end exclusive; `text` is that slice.
    """

    t_ms: int
    d_ms: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class VisemeAt:
    """One lip shape in time: ms from the first audio sample, weight 0 to 1."""

    t_ms: int
    d_ms: int
    viseme: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechRequest:
    """A line to be spoken: written text, `zh`, `en` or `fr`, mood, pace 0.5 to 2 (1 is usual)."""

    text: str
    lang: str
    mood: str = "neutral"
    pace: float = 1.0
    voice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """A spoken line. `audio` is s16le mono PCM at `rate` Hz, empty when the engine is silent.

    `start` is the code point of the whole line at which `text` begins: 0, except for a part of a
    longer line. `words` index `text`, not the whole line.
    """

    text: str
    spoken: str
    lang: str
    audio: bytes
    rate: int = 24_000
    duration_ms: int
    words: tuple[Word, ...]
    visemes: tuple[VisemeAt, ...]
    engine: str
    start: int = 0
    last: bool = True

    def wav(self) -> bytes:
        """The audio as a RIFF WAVE file; without audio, silence of the same duration."""
        frames = self.audio or bytes(2 * (self.duration_ms * self.rate // 1000))
        buffer = io.BytesIO()
        with wave.open(buffer, "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(self.rate)
            out.writeframes(frames)
        return buffer.getvalue()

    def time_at(self, index: int) -> int:
        """The ms at which the code point `index` of `text` begins to be spoken.

        Inside a word the time is in proportion; between words it is the next word's start; past
        the last word it is the end of the speech.
        """
        at = bisect_right(self.words, index, key=lambda word: word.start) - 1
        if at >= 0 and index < self.words[at].end:
            word = self.words[at]
            done = (index - word.start) / max(1, word.end - word.start)
            return word.t_ms + round(word.d_ms * done)
        if at + 1 < len(self.words):
            return self.words[at + 1].t_ms
        return self.duration_ms

    def with_pause(self, ms: int) -> Speech:
        """This speech with `ms` more of silence at its end."""
        if ms <= 0:
            return self
        rest = VisemeAt(self.duration_ms, ms, "sil", 1.0)
        samples = self.rate * (self.duration_ms + ms) // 1000
        audio = self.audio and self.audio.ljust(2 * samples, b"\0")
        return replace(
            self,
            audio=audio,
            duration_ms=self.duration_ms + ms,
            visemes=(*self.visemes, rest) if self.visemes else self.visemes,
        )

    def as_part(self, *, start: int, last: bool) -> Speech:
        """This speech as the part of a longer line that begins at code point `start`."""
        return replace(self, start=start, last=last)


@runtime_checkable
class SpeechEngine(Protocol):
    """A voice. `synthesize` may be cancelled at any time; `aclose` frees threads and processes.

    `realtime_factor` is seconds of work for one second of audio, measured and smoothed; below 1
    the engine is faster than its own speech.
    """

    @property
    def name(self) -> str: ...

    @property
    def languages(self) -> frozenset[str]: ...

    @property
    def realtime_factor(self) -> float: ...

    async def synthesize(self, request: SpeechRequest) -> Speech: ...

    async def aclose(self) -> None: ...
