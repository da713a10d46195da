"""A voice behind any server that speaks OpenAI's `/audio/speech`: a cloud, or one of one's own.

Request: `POST {base}/audio/speech` with `model`, `input`, `voice`, `response_format` and `speed`;
the answer is a WAV. Servers give no timings: words are spread over the sound, and the lips follow
the sound itself where it is played.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from chatbot.errors import SpeechUnavailable
from chatbot.speech.silent import estimate
from chatbot.speech.sound import even, voiced_span
from chatbot.speech.types import Speech, SpeechRequest, Word
from chatbot.speech.wav import NotWav, read_wav

if TYPE_CHECKING:
    from collections.abc import Iterable

    import httpx

    from chatbot.speech_config import SpeechConfig

__all__ = ["OpenAISpeech"]

_CONNECT_S: Final = 2.0
_ANSWER_S: Final = 20.0
_MOST_BYTES: Final = 20 * 1024 * 1024
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
_FIRST_GUESS: Final = 0.3
_HELLO: Final = {"zh": "你好。", "en": "Hello.", "fr": "Bonjour."}


class OpenAISpeech:
    """Asks one server. The key goes into the request's header and nowhere else."""

    name: Final = "openai"

    def __init__(
        self,
        config: SpeechConfig,
        say_as: Mapping[str, Mapping[str, str]] | None = None,
        on_bought: Callable[[int], None] = lambda characters: None,
    ) -> None:
        """`on_bought` hears how many characters each sentence had that the server spoke."""
        import httpx

        assert config.base_url is not None
        where = urlsplit(config.base_url)
        self._config, self._say_as, self._on_bought = config, say_as or {}, on_bought
        self._url = f"{_base(config.base_url)}/audio/speech"
        self._called = f"the speech server at {where.netloc}"
        self._key = config.api_key.get_secret_value() if config.api_key else ""
        self._factor = _FIRST_GUESS
        self._speed = True
        self.languages = frozenset(lang for lang in ("zh", "en", "fr") if config.voice_for(lang))
        self._http = httpx.AsyncClient(
            headers={"Authorization": f"Bearer {self._key}"} if self._key else {},
            timeout=httpx.Timeout(_ANSWER_S, connect=_CONNECT_S, pool=_CONNECT_S),
            trust_env=where.hostname not in _LOOPBACK,
        )

    @property
    def version(self) -> str:
        """Changes with server, model and voices: lines kept from another are not its own."""
        voices = [self._config.voice_for(lang) for lang in ("zh", "en", "fr")]
        text = "\0".join((self._url, self._config.model or "", *voices))
        return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]

    @property
    def realtime_factor(self) -> float:
        """Seconds of waiting for one second of audio, as measured lately."""
        return self._factor

    async def introduce(self, languages: Iterable[str]) -> str:
        """Have it say a word; returns in one sentence how that went."""
        lang = next((lang for lang in sorted(languages) if lang in self.languages), "")
        if not lang:
            return f"There is no voice for {', '.join(sorted(languages))} in speech.voice."
        try:
            await self.synthesize(SpeechRequest(text=_HELLO[lang], lang=lang))
        except SpeechUnavailable as problem:
            return f"{problem} Until then another voice speaks."
        return f"{self._config.model} speaks, by {self._called}."

    async def synthesize(self, request: SpeechRequest) -> Speech:
        """The sound of `request`, without silence at its ends; words at estimated times.

        Raises:
            SpeechUnavailable: the server cannot be reached, refuses, or sends no WAV.
        """
        began = time.monotonic()
        guess = estimate(request, self._say_as.get(request.lang))
        data = await self._ask(request, guess.spoken)
        try:
            audio, rate = read_wav(data)
        except NotWav as wrong:
            raise self._trouble(f"sent no WAV ({wrong}): choose one that can") from None
        start, end = voiced_span(audio, rate)
        pcm = even(audio[start:end], rate)
        if not pcm:
            raise self._trouble(f"sent silence for {request.text[:40]!r}")
        duration = len(pcm) // 2 * 1000 // rate
        took = (time.monotonic() - began) / max(0.2, duration / 1000)
        self._factor += (took - self._factor) * 0.3
        return replace(
            guess,
            audio=pcm,
            rate=rate,
            duration_ms=duration,
            words=_spread(guess, duration),
            visemes=(),
            engine=self.name,
        )

    async def aclose(self) -> None:
        """Close its connections."""
        await self._http.aclose()

    async def _ask(self, request: SpeechRequest, spoken: str) -> bytes:
        import httpx

        body: dict[str, object] = {
            "model": self._config.model,
            "input": spoken,
            "voice": self._config.voice_for(request.lang),
            "response_format": "wav",
        }
        if self._speed and request.pace != 1.0:
            body["speed"] = min(4.0, max(0.25, request.pace))
        try:
            async with self._http.stream("POST", self._url, json=body) as response:
                data = await self._read(response)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise self._trouble("does not answer: start it, or set speech.base_url") from error
        except httpx.TimeoutException as error:
            raise self._trouble(f"sent nothing for {_ANSWER_S:.0f} s") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._trouble(f"broke off ({type(error).__name__})") from error
        if response.status_code == 400 and "speed" in body and b"speed" in data:
            self._speed = False
            return await self._ask(request, spoken)
        if response.status_code != 200:
            raise self._status(response.status_code, data)
        self._on_bought(len(spoken))
        return data

    async def _read(self, response: httpx.Response) -> bytes:
        data = bytearray()
        async for chunk in response.aiter_bytes():
            data += chunk
            if len(data) > _MOST_BYTES:
                raise self._trouble(f"sent over {_MOST_BYTES // 2**20} MB for one sentence")
        return bytes(data)

    def _status(self, code: int, data: bytes) -> SpeechUnavailable:
        said = " ".join(data[:300].decode("utf-8", "replace").split())[:160]
        if code in (401, 403):
            key = "wants another key: set speech.api_key: ${OPENAI_API_KEY}, and put "
            return self._trouble(f"{key}OPENAI_API_KEY=… into .env beside the show")
        if code == 404:
            model, voice = self._config.model, self._config.voice
            return self._trouble(f"knows no model {model!r} or voice {voice!r} ({said})")
        if code in (429, 503):
            return self._trouble(f"is busy ({code})")
        return self._trouble(f"answered {code} ({said})")

    def _trouble(self, what: str) -> SpeechUnavailable:
        text = f"{self._called} {what}."
        return SpeechUnavailable(text.replace(self._key, "[key]") if len(self._key) > 3 else text)


def _base(url: str) -> str:
    base = url.rstrip("/").removesuffix("/audio/speech")
    return base if re.search(r"/v\d+\w*(?:/|$)", urlsplit(base).path) else f"{base}/v1"


def _spread(guess: Speech, duration_ms: int) -> tuple[Word, ...]:
    """The estimated words, stretched to the length of the sound, which ends with the last one."""
    end_ms = max((word.t_ms + word.d_ms for word in guess.words), default=guess.duration_ms)
    by = duration_ms / max(1, end_ms)
    return tuple(
        replace(word, t_ms=round(word.t_ms * by), d_ms=round(word.d_ms * by))
        for word in guess.words
    )
