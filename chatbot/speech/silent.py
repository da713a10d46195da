"""The voice that makes no sound: timings estimated from the text, for tests and rooms on mute."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from chatbot.language.spoken import spoken_form
from chatbot.speech.timing import CJK, TOKEN, Stretch, words_of
from chatbot.speech.types import Speech, SpeechRequest
from chatbot.speech.visemes import Sound, lip_shapes

_SYLLABLE_MS: Final = {"zh": 205, "en": 195, "fr": 175}
_PAUSE_MS: Final = {",": 160, "，": 160, "、": 120, ";": 220, "；": 220, ":": 200, "：": 200}
_STOP_MS: Final = 300
_LEAST_MS: Final = 200
_VOWELS: Final = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+", re.IGNORECASE)
_LETTERS: Final = {
    letter: symbol
    for symbol, letters in {
        "p": "pbm", "f": "fv", "t": "td", "k": "cgkq", "s": "szxç", "n": "nl", "ɹ": "r", "ʒ": "j",
        "h": "h", "a": "aàâäæ", "e": "eéèêë", "i": "iyîï", "o": "oôö", "u": "uùûüw", "œ": "œ",
    }.items()
    for letter in letters
}  # fmt: skip
_INITIALS: Final = "ptkmnlsʂɕfxʨ"
_FINALS: Final = "aeiouɤ"


class SilentEngine:
    """Estimated word times and lip shapes, no audio. Instant, and the same for the same text."""

    name: Final = "silent"
    languages: Final = frozenset(("zh", "en", "fr"))
    realtime_factor: Final = 0.0

    def __init__(self, say_as: Mapping[str, Mapping[str, str]] | None = None) -> None:
        """`say_as` maps a language to its pronunciations (written name to spoken form)."""
        self._say_as = say_as or {}

    async def synthesize(self, request: SpeechRequest) -> Speech:
        """The timings of `request` spoken at its pace."""
        return estimate(request, self._say_as.get(request.lang))

    async def aclose(self) -> None:
        """Nothing to free."""


def estimate(request: SpeechRequest, say_as: Mapping[str, str] | None = None) -> Speech:
    """The silent speech of `request`: about 5 syllables a second, pauses at punctuation."""
    spoken = spoken_form(request.text, request.lang, say_as or {})
    per_syllable = _SYLLABLE_MS.get(request.lang, 195) / min(2.0, max(0.5, request.pace))
    clock = 0.0
    stretches: list[Stretch] = []
    sounds: list[Sound] = []
    for match in TOKEN.finditer(spoken.text):
        token = match.group()
        if not token[0].isalnum():
            pause = _PAUSE_MS.get(token, _STOP_MS if token in ".!?…。！？" else 0)
            if pause and stretches:
                sounds.append(Sound(" ", round(clock), pause))
                clock += pause
            continue
        chinese = re.match(f"[{CJK}]", token) is not None
        units = list(token) if chinese else [token]
        at = match.start()
        for unit in units:
            syllables = 1 if chinese else max(1, len(_VOWELS.findall(unit)))
            length = per_syllable * syllables
            stretches.append(Stretch(at, at + len(unit), round(clock), round(length)))
            sounds.extend(_sounds(unit, clock, length, chinese))
            clock += length
            at += len(unit)
    duration = max(round(clock), _LEAST_MS)
    return Speech(
        text=request.text,
        spoken=spoken.text,
        lang=request.lang,
        audio=b"",
        duration_ms=duration,
        words=words_of(spoken, stretches),
        visemes=lip_shapes(sounds, duration),
        engine="silent",
    )


def _sounds(unit: str, start: float, length: float, chinese: bool) -> list[Sound]:
    """A guess at the sounds of one syllable or word: enough for a mouth that moves plausibly."""
    if chinese:
        code = ord(unit)
        symbols = _INITIALS[code % len(_INITIALS)] + _FINALS[code // 12 % len(_FINALS)]
        shares = [0.35, 0.65]
    else:
        symbols = "".join(_LETTERS.get(char, "") for char in unit.lower()) or "e"
        weights = [2.0 if char in "aeiouœæ" else 1.0 for char in symbols]
        shares = [weight / sum(weights) for weight in weights]
    sounds = []
    for symbol, share in zip(symbols, shares, strict=True):
        sounds.append(Sound(symbol, round(start), round(start + length * share) - round(start)))
        start += length * share
    return sounds
