"""espeak-ng in its own process, started by `espeak_client` as a script of its own.

espeak-ng is GPL; it is loaded here and nowhere else, and spoken to over pipes; this file imports
nothing of ours. A frame is a 4-byte big-endian length and that many bytes: a JSON object, or,
right after an answer with `"bytes": N`, raw s16le mono PCM. Requests:

    {"id": 1, "do": "phonemes", "voice": "en-us", "texts": ["…"]}  → {"id": 1, "ipa": ["…"]}
    {"id": 2, "do": "speak", "voice": "fr", "text": "…", "wpm": 175, "pitch": 50}
        → {"id": 2, "rate": 22050, "bytes": N,
           "words": [[ms, start, length]], "sounds": [[ms, "ipa"]]}

The first frame it sends is `{"ready": true, "version": …}` or `{"ready": false, "why": …}`.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import json
import os
import signal
import sys
from typing import Any, BinaryIO, Final

_RETRIEVAL: Final = 1  # AUDIO_OUTPUT_RETRIEVAL: samples go to the callback, no device is opened
_SYNCHRONOUS: Final = 2
_PHONEME_EVENTS: Final = 0x0001
_PHONEME_IPA: Final = 0x0002
_DONT_EXIT: Final = 0x8000
_UTF8: Final = 1
_END_PAUSE: Final = 0x1000
_IPA: Final = 0x02
_TIE: Final = 0x80 | (ord("^") << 8)
_RATE, _VOLUME, _PITCH = 1, 2, 3
_EVENT_WORD, _EVENT_PHONEME = 1, 7
_END = 0


class _Id(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    ]


_CALLBACK = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


class Espeak:
    """The library, loaded and initialised. Raises OSError naming what is missing."""

    def __init__(self) -> None:
        library, data = _find()
        self._lib = ctypes.CDLL(library)
        self._lib.espeak_Info.restype = ctypes.c_char_p
        self._lib.espeak_TextToPhonemes.restype = ctypes.c_char_p
        self._lib.espeak_TextToPhonemes.argtypes = [
            ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int,
        ]  # fmt: skip
        options = _PHONEME_EVENTS | _PHONEME_IPA | _DONT_EXIT
        self.rate = int(
            self._lib.espeak_Initialize(_SYNCHRONOUS, 0, data.encode() if data else None, options)
        )
        if self.rate <= 0:
            raise OSError(f"espeak-ng found no data directory (looked in {data or 'its default'})")
        self.version = (self._lib.espeak_Info(None) or b"").decode("utf-8", "replace")
        self._callback = _CALLBACK(self._collect)  # kept: the library holds only the pointer
        self._lib.espeak_SetSynthCallback(self._callback)
        self._voice = ""
        self._audio = bytearray()
        self._words: list[list[int]] = []
        self._sounds: list[list[Any]] = []

    def phonemes(self, voice: str, text: str) -> str:
        """The IPA of `text` with ties (`^`) inside affricates and diphthongs; clauses join."""
        self._use(voice)
        buffer = ctypes.create_string_buffer(text.encode("utf-8", "replace"))
        pointer = ctypes.c_void_p(ctypes.addressof(buffer))
        clauses = []
        while pointer.value:
            said = self._lib.espeak_TextToPhonemes(ctypes.byref(pointer), _UTF8, _IPA | _TIE)
            clauses.append((said or b"").decode("utf-8", "replace").strip())
        return " ".join(clause for clause in clauses if clause)

    def speak(self, voice: str, text: str, wpm: int, pitch: int) -> dict[str, Any]:
        """The audio of `text` and its events; `audio` is s16le PCM at `rate`."""
        self._use(voice)
        self._lib.espeak_SetParameter(_RATE, wpm, 0)
        self._lib.espeak_SetParameter(_PITCH, pitch, 0)
        self._audio, self._words, self._sounds = bytearray(), [], []
        raw = text.encode("utf-8", "replace")
        self._lib.espeak_Synth(raw, len(raw) + 1, 0, 1, 0, _UTF8 | _END_PAUSE, None, None)
        self._lib.espeak_Synchronize()
        return {
            "rate": self.rate,
            "words": self._words,
            "sounds": self._sounds,
            "audio": bytes(self._audio),
        }

    def _use(self, voice: str) -> None:
        if voice != self._voice:
            if self._lib.espeak_SetVoiceByName(voice.encode()) != 0:
                raise ValueError(f"espeak-ng has no voice named {voice!r}")
            self._voice = voice

    def _collect(self, wav: Any, count: int, events: Any) -> int:
        if wav and count > 0:
            self._audio += ctypes.string_at(wav, count * 2)
        at = 0
        while events and events[at].type != _END:
            event = events[at]
            if event.type == _EVENT_WORD:
                self._words.append([event.audio_position, event.text_position - 1, event.length])
            elif event.type == _EVENT_PHONEME:
                name = bytes(event.id.string).decode("utf-8", "ignore")
                self._sounds.append([event.audio_position, name])
            at += 1
        return 0


def _find() -> tuple[str, str]:
    """The library and its data: the wheel `espeakng-loader`, else the system's."""
    wheel = ""
    try:
        import espeakng_loader  # type: ignore[import-untyped, unused-ignore]

        library, data = espeakng_loader.get_library_path(), espeakng_loader.get_data_path()
        if os.path.exists(library) and os.path.isdir(data):
            return str(library), str(data)
        wheel = f" (the wheel espeakng-loader lacks {library})"
    except ImportError:
        pass
    names = {"win32": ["libespeak-ng.dll"], "darwin": ["libespeak-ng.1.dylib"]}
    for name in (ctypes.util.find_library("espeak-ng"), *names.get(sys.platform, [])):
        if name:
            return name, ""
    if sys.platform.startswith("linux"):
        return "libespeak-ng.so.1", ""
    raise OSError(f"no espeak-ng library{wheel}")


def _read(stream: BinaryIO) -> dict[str, Any] | None:
    head = stream.read(4)
    if len(head) < 4:
        return None
    body = stream.read(int.from_bytes(head, "big"))
    found = json.loads(body)
    return found if isinstance(found, dict) else {}


def _write(stream: BinaryIO, answer: dict[str, Any], audio: bytes = b"") -> None:
    body = json.dumps(answer, ensure_ascii=False).encode()
    stream.write(len(body).to_bytes(4, "big") + body + audio)
    stream.flush()


def _answer(espeak: Espeak, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    key, voice = request.get("id"), str(request.get("voice", "en-us"))
    try:
        if request.get("do") == "phonemes":
            return {"id": key, "ipa": [espeak.phonemes(voice, t) for t in request["texts"]]}, b""
        wpm, pitch = int(request.get("wpm", 175)), int(request.get("pitch", 50))
        said = espeak.speak(voice, str(request["text"]), wpm, pitch)
        audio = said.pop("audio")
        return {"id": key, **said, "bytes": len(audio)}, audio
    except (ValueError, KeyError, TypeError) as problem:
        return {"id": key, "error": str(problem)}, b""


def main() -> int:
    """Answer requests on stdin until it closes."""
    # Ctrl-C is for the show, which closes our stdin when it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The library may print; only frames may reach the pipe that the parent reads.
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(pipe.fileno(), os.O_BINARY)
        msvcrt.setmode(sys.stdin.fileno(), os.O_BINARY)
    try:
        espeak = Espeak()
    except (OSError, AttributeError) as problem:
        _write(pipe, {"ready": False, "why": str(problem)})
        return 1
    _write(pipe, {"ready": True, "version": espeak.version})
    while (request := _read(sys.stdin.buffer)) is not None:
        answer, audio = _answer(espeak, request)
        _write(pipe, answer, audio)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:
        sys.exit(0)
