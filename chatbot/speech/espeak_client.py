"""Our end of the espeak-ng process: start it, ask it, restart it when it dies."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from chatbot.errors import SpeechUnavailable

_REMEDY: Final = (
    "install it with `pip install espeakng-loader`, or your system's package espeak-ng "
    "(Debian: apt install libespeak-ng1)"
)
_WORKER: Path = Path(__file__).with_name("espeak_worker.py")
_START_S: Final = 10.0
_LARGEST: Final = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class EspeakSpeech:
    """What espeak made: s16le PCM, words as (ms, start, length), sounds as (ms, IPA)."""

    audio: bytes
    rate: int
    words: tuple[tuple[int, int, int], ...]
    sounds: tuple[tuple[int, str], ...]


class EspeakProcess:
    """One espeak-ng worker. Requests take turns; each has a deadline; a dead worker is replaced.

    Raises SpeechUnavailable when espeak-ng is not installed or dies twice on one request.
    """

    def __init__(self, *, deadline_s: float = 5.0) -> None:
        self.version = ""
        self._deadline_s = deadline_s
        self._process: asyncio.subprocess.Process | None = None
        self._killed = False
        self._turn = asyncio.Lock()
        self._ids = itertools.count(1)

    async def start(self) -> None:
        """Start the worker and wait until the library is loaded."""
        async with self._turn:
            await self._ready()

    async def phonemes(self, voice: str, texts: Sequence[str]) -> list[str]:
        """The IPA of each text, with `^` between the halves of affricates and diphthongs."""
        if not texts:
            return []
        answer, _ = await self._ask({"do": "phonemes", "voice": voice, "texts": list(texts)})
        return [str(ipa) for ipa in answer["ipa"]]

    async def speak(self, voice: str, text: str, *, wpm: int, pitch: int = 50) -> EspeakSpeech:
        """`text` spoken by `voice` at `wpm` words a minute; `pitch` is 0 to 99."""
        request = {"do": "speak", "voice": voice, "text": text, "wpm": wpm, "pitch": pitch}
        answer, audio = await self._ask(request)
        return EspeakSpeech(
            audio=audio,
            rate=int(answer["rate"]),
            words=tuple((int(t), int(s), int(n)) for t, s, n in answer["words"]),
            sounds=tuple((int(t), str(ipa)) for t, ipa in answer["sounds"]),
        )

    async def aclose(self) -> None:
        """End the worker; a later request starts a new one."""
        async with self._turn:
            await self._end()

    async def _ask(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        async with self._turn:
            for last in (False, True):
                await self._ready()
                try:
                    async with asyncio.timeout(self._deadline_s):
                        answer, audio = await self._exchange(request)
                except (TimeoutError, EOFError, ConnectionError, ValueError) as problem:
                    await self._end()
                    if last:
                        raise SpeechUnavailable(
                            f"espeak-ng did not answer ({problem or 'too slow'}); its process was "
                            "ended and starts again with the next line"
                        ) from problem
                    continue
                except asyncio.CancelledError:
                    # The answer is still on its way; a fresh process is cheaper than reading on.
                    self._kill()
                    raise
                if "error" in answer:
                    raise SpeechUnavailable(f"espeak-ng cannot say this: {answer['error']}")
                return answer, audio
        raise AssertionError("unreachable")

    async def _exchange(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        key = next(self._ids)
        body = json.dumps({"id": key, **request}, ensure_ascii=False).encode()
        process.stdin.write(len(body).to_bytes(4, "big") + body)
        await process.stdin.drain()
        answer = await self._frame(process.stdout)
        if answer.get("id") != key:
            raise ValueError("its answer was out of order")
        size = int(answer.get("bytes", 0))
        return answer, (await process.stdout.readexactly(size) if size else b"")

    async def _frame(self, stream: asyncio.StreamReader) -> dict[str, Any]:
        size = int.from_bytes(await stream.readexactly(4), "big")
        if size > _LARGEST:
            raise ValueError("its answer was no frame")
        found = json.loads(await stream.readexactly(size))
        if not isinstance(found, dict):
            raise ValueError("its answer was no object")
        return found

    async def _ready(self) -> None:
        alive = self._process is not None and self._process.returncode is None
        if alive and not self._killed:
            return
        await self._end()
        self._killed = False
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-P",  # the worker's folder must not shadow the standard library's modules
            str(_WORKER),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=1 << 20,
        )
        assert process.stdout is not None
        try:
            async with asyncio.timeout(_START_S):
                hello = await self._frame(process.stdout)
        except (TimeoutError, EOFError, ConnectionError, ValueError) as problem:
            await self._end()
            raise SpeechUnavailable(f"espeak-ng's process did not start: {_REMEDY}") from problem
        except asyncio.CancelledError:
            self._kill()
            raise
        if not hello.get("ready"):
            await self._end()
            raise SpeechUnavailable(f"espeak-ng cannot be loaded ({hello.get('why')}): {_REMEDY}")
        self.version = str(hello.get("version", ""))

    def _kill(self) -> None:
        self._killed = True
        if self._process is not None and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()
