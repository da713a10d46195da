"""What a voice is asked for and what it gives back; the shared part is `chatbot.performance`."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol, runtime_checkable

from chatbot.performance import VISEMES, Speech, SpeechRequest, VisemeAt, Word

__all__ = [
    "VISEMES",
    "Speech",
    "SpeechEngine",
    "SpeechRequest",
    "VisemeAt",
    "Word",
    "with_pause",
]


def with_pause(speech: Speech, ms: int) -> Speech:
    """`speech` with `ms` more of silence at its end."""
    if ms <= 0:
        return speech
    rest = VisemeAt(speech.duration_ms, ms, "sil", 1.0)
    samples = speech.rate * (speech.duration_ms + ms) // 1000
    return replace(
        speech,
        audio=speech.audio and speech.audio.ljust(2 * samples, b"\0"),
        duration_ms=speech.duration_ms + ms,
        visemes=(*speech.visemes, rest) if speech.visemes else speech.visemes,
    )


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
