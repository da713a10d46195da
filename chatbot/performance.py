"""What is performed: speech with its timings, one part of an utterance, and who performs it.

Shared vocabulary of the voice engines, the stage and the renderers. All times are milliseconds
from the first audio sample.
"""

from __future__ import annotations

import io
import wave
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from chatbot.commands import Say

__all__ = [
    "VISEMES",
    "Part",
    "Played",
    "Renderer",
    "Speech",
    "SpeechEngine",
    "SpeechRequest",
    "StopReport",
    "VisemeAt",
    "Voice",
    "Word",
]

VISEMES = (
    "sil", "PP", "FF", "TH", "DD", "kk", "CH", "SS", "nn", "RR", "aa", "E", "ih", "oh", "ou",
)  # fmt: skip
"""The fifteen Oculus visemes."""


@dataclass(frozen=True, slots=True)
class Word:
    """A spoken word; `start` and `end` index the written text by code points."""

    t_ms: int
    d_ms: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class VisemeAt:
    """A mouth shape, one of `VISEMES`, with a weight from 0 to 1."""

    t_ms: int
    d_ms: int
    viseme: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechRequest:
    """What to say and how; `pace` 1.0 is the voice's own speed."""

    text: str
    lang: str
    mood: str = "neutral"
    pace: float = 1.0
    voice: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Speech ready to play: `audio` is mono 16-bit little-endian PCM, empty for a silent engine.

    For a part of a longer line, `start` is where `text` begins in it, and `last` ends it.
    """

    text: str
    spoken: str
    lang: str
    duration_ms: int
    audio: bytes = b""
    rate: int = 24_000
    words: tuple[Word, ...] = ()
    visemes: tuple[VisemeAt, ...] = ()
    engine: str = ""
    start: int = 0
    last: bool = True

    def wav(self) -> bytes:
        """The audio as a WAV file, whose comment says that a machine speaks."""
        buffer = io.BytesIO()
        with wave.open(buffer, "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(self.rate)
            out.writeframes(self.audio)
        return _marked(buffer.getvalue())

    def time_at(self, index: int) -> int:
        """When the code point `index` of the written text is said."""
        for word in self.words:
            if index < word.end:
                if index <= word.start:
                    return word.t_ms
                share = (index - word.start) / max(1, word.end - word.start)
                return word.t_ms + round(word.d_ms * share)
        if self.words or not self.text:
            return self.duration_ms
        return round(self.duration_ms * min(1.0, index / len(self.text)))


def _marked(wav: bytes) -> bytes:
    """The file with a LIST/INFO chunk at its end (RIFF, Multimedia Programming Interface 1.0)."""
    comment = b"AI-generated speech; digitalSourceType: trainedAlgorithmicMedia"
    comment += bytes(1 + len(comment) % 2)  # ends with a null, and on a word
    info = b"INFOICMT" + len(comment).to_bytes(4, "little") + comment
    whole = wav + b"LIST" + len(info).to_bytes(4, "little") + info
    return whole[:4] + (len(whole) - 8).to_bytes(4, "little") + whole[8:]


class SpeechEngine(Protocol):
    """A voice. `realtime_factor` is measured seconds of work per second of audio."""

    name: str
    languages: frozenset[str]
    realtime_factor: float

    async def synthesize(self, request: SpeechRequest) -> Speech:
        """Return the speech; cancellation abandons the work.

        Raises:
            SpeechUnavailable: this engine cannot say it.
        """
        ...

    async def aclose(self) -> None:
        """Stop the worker."""
        ...


class Voice(Protocol):
    """Speech, clause by clause."""

    def speak(self, request: SpeechRequest) -> AsyncIterator[Speech]:
        """Yield the clauses of the text in order, each when it may be sent.

        Raises:
            SpeechUnavailable: no engine can say it.
        """
        ...

    def prepare(self, request: SpeechRequest) -> None:
        """Render this ahead, when there is time."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One clause of an utterance, complete when sent: what the stage protocol calls a cue.

    `marks` pairs a mark's name with its time; `commands` are stage-protocol objects other than the
    `say`, with products already resolved from the catalog.
    """

    cue: str
    utterance: str
    part: int
    last: bool
    say: Say | None = None
    speech: Speech | None = None
    marks: tuple[tuple[str, int], ...] = ()
    commands: tuple[dict[str, Any], ...] = ()

    @property
    def duration_ms(self) -> int:
        """How long this part plays."""
        return self.speech.duration_ms if self.speech else 0


@dataclass(frozen=True, slots=True)
class Played:
    """How a part ended: `finished`, `interrupted` or `late`, and which client paced it."""

    outcome: str
    pacer: str = ""


@dataclass(frozen=True, slots=True)
class StopReport:
    """Which renderers confirmed silence within the time given, and how long the slowest took."""

    confirmed: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    silenced_ms: int = 0


class Renderer(Protocol):
    """Where cues go. Sending never waits for a slow client; silencing never waits for anything."""

    name: str

    def send(self, part: Part) -> None:
        """Give a part to every client; it plays after the parts sent before it."""
        ...

    async def played(self, cue: str) -> Played:
        """Wait until that part has ended, by the pacing rule of the stage protocol."""
        ...

    def stop(self, cue: str | None, fade_ms: int = 80) -> None:
        """Silence at once; with None, whatever plays."""
        ...

    async def silenced(self, within_s: float) -> StopReport:
        """Wait for the clients to confirm the last stop."""
        ...

    def show_state(self, state: str) -> None:
        """Tell clients what the host is doing (`idle`, `thinking`, `stopped`, …)."""
        ...
