"""The fallback voice: espeak-ng in its own process. Plain, instant, in every language we speak."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Final

from chatbot.language.spoken import Spoken, spoken_form
from chatbot.speech.espeak_client import EspeakProcess, EspeakSpeech
from chatbot.speech.sound import even
from chatbot.speech.timing import TOKEN, Stretch, words_of
from chatbot.speech.types import Speech, SpeechRequest
from chatbot.speech.visemes import Sound, lip_shapes

_VOICES: Final = {"zh": "cmn", "en": "en-us", "fr": "fr"}
_WPM: Final = {"zh": 190, "en": 165, "fr": 165}
_PITCH: Final = {"excited": 62, "happy": 58, "calm": 45, "sad": 40}
_TAIL_MS: Final = 150


class EspeakEngine:
    """espeak-ng behind the engine's protocol; the process is shared with Kokoro's phonemes."""

    name: Final = "espeak"
    languages: Final = frozenset(("zh", "en", "fr"))

    def __init__(
        self,
        process: EspeakProcess,
        say_as: Mapping[str, Mapping[str, str]] | None = None,
        *,
        owns_process: bool = True,
    ) -> None:
        """`owns_process`: closing this engine ends the process."""
        self._process = process
        self._say_as = say_as or {}
        self._owns = owns_process
        self._factor = 0.0

    @property
    def realtime_factor(self) -> float:
        """Seconds of work for one second of audio (about 0.01)."""
        return self._factor

    async def synthesize(self, request: SpeechRequest) -> Speech:
        """Speak `request` in its language's voice (`request.voice` names another engine's).

        Raises SpeechUnavailable when the process cannot be had.
        """
        began = time.perf_counter()
        spoken = spoken_form(request.text, request.lang, self._say_as.get(request.lang, {}))
        wpm = round(_WPM.get(request.lang, 165) * min(2.0, max(0.5, request.pace)))
        made = await self._process.speak(
            _VOICES.get(request.lang, "en-us"),
            spoken.text,
            wpm=wpm,
            pitch=_PITCH.get(request.mood, 50),
        )
        speech = _speech(request, spoken, made)
        self._factor = (time.perf_counter() - began) / max(0.2, speech.duration_ms / 1000)
        return speech

    async def aclose(self) -> None:
        """End the process, when it is this engine's own."""
        if self._owns:
            await self._process.aclose()


def _speech(request: SpeechRequest, spoken: Spoken, made: EspeakSpeech) -> Speech:
    import numpy as np

    audio = np.frombuffer(made.audio, dtype="<i2").astype(np.float32) / np.float32(32768)
    whole_ms = len(audio) * 1000 // made.rate
    last_ms = max((t for t, ipa in made.sounds if _heard(ipa)), default=0)
    silent_ms = min((t for t, ipa in made.sounds if t > last_ms), default=whole_ms)
    end_ms = min(whole_ms, silent_ms + _TAIL_MS)
    pcm = even(audio[: end_ms * made.rate // 1000], made.rate)
    duration = len(pcm) // 2 * 1000 // made.rate
    until = min(silent_ms, duration)
    return Speech(
        text=request.text,
        spoken=spoken.text,
        lang=request.lang,
        audio=pcm,
        rate=made.rate,
        duration_ms=duration,
        words=words_of(spoken, _stretches(spoken.text, made, until)),
        visemes=lip_shapes(_sounds(made, whole_ms), duration),
        engine="espeak",
    )


def _stretches(text: str, made: EspeakSpeech, end_ms: int) -> list[Stretch]:
    """Word events as stretches of `text`; espeak halves `c'est`, which is one word to read."""
    tokens = [match.span() for match in TOKEN.finditer(text) if text[match.start()].isascii()]
    found: list[Stretch] = []
    for at, (t, start, length) in enumerate(made.words):
        until = made.words[at + 1][0] if at + 1 < len(made.words) else end_ms
        stop = min(len(text), start + max(1, length))
        start, stop = next(((a, b) for a, b in tokens if a <= start < b), (start, stop))
        if found and found[-1].at == start:
            t = found.pop().t_ms
        found.append(Stretch(start, stop, t, max(0, min(until, end_ms) - t)))
    return found


def _sounds(made: EspeakSpeech, whole_ms: int) -> list[Sound]:
    """The phoneme events, cut into single symbols that share the event's time."""
    events = [(t, ipa) for t, ipa in made.sounds if not ipa.startswith("(")]
    sounds = []
    for at, (t, ipa) in enumerate(events):
        until = events[at + 1][0] if at + 1 < len(events) else whole_ms
        symbols = [char for char in ipa if not char.isdigit() and char != "."] or [" "]
        step = max(0, until - t) / len(symbols)
        for place, symbol in enumerate(symbols):
            start = round(t + step * place)
            sounds.append(Sound(symbol, start, round(t + step * (place + 1)) - start))
    return sounds


def _heard(ipa: str) -> bool:
    return bool(ipa) and not ipa.startswith("(")
