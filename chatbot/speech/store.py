"""Spoken lines on disk: one file a line, checked when read, the least used ones dropped."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from chatbot.speech.types import Speech, VisemeAt, Word

_MAGIC: Final = b"speech2\n"
_SUFFIX: Final = ".speech"


def pack(speech: Speech) -> bytes:
    """`speech` as bytes: a magic line, sha256 of the rest, header length, JSON header, PCM."""
    header = {
        "text": speech.text, "spoken": speech.spoken, "lang": speech.lang, "rate": speech.rate,
        "duration_ms": speech.duration_ms, "engine": speech.engine,
        "words": [[w.t_ms, w.d_ms, w.start, w.end, w.text] for w in speech.words],
        "visemes": [[v.t_ms, v.d_ms, v.viseme, v.weight] for v in speech.visemes],
    }  # fmt: skip
    head = json.dumps(header, ensure_ascii=False).encode()
    body = len(head).to_bytes(4, "big") + head + speech.audio
    return _MAGIC + hashlib.sha256(body).digest() + body


def unpack(data: bytes) -> Speech | None:
    """What `pack` made; None for anything else, a damaged file included."""
    digest, body = data[len(_MAGIC) : len(_MAGIC) + 32], data[len(_MAGIC) + 32 :]
    if not data.startswith(_MAGIC) or hashlib.sha256(body).digest() != digest:
        return None
    size = int.from_bytes(body[:4], "big")
    header: dict[str, Any] = json.loads(body[4 : 4 + size])
    words = tuple(Word(*word) for word in header.pop("words"))
    visemes = tuple(VisemeAt(*viseme) for viseme in header.pop("visemes"))
    return Speech(**header, audio=body[4 + size :], words=words, visemes=visemes)


class SpeechStore:
    """A folder of spoken lines, at most `limit_bytes` of them.

    A damaged file is a miss and is removed. A folder that cannot be written turns the store off,
    with one notice; reading goes on. Blocking: call it from a thread.
    """

    def __init__(self, folder: Path, *, limit_bytes: int, on_notice: Callable[[str], None]) -> None:
        self._folder = folder
        self._limit = limit_bytes
        self._on_notice = on_notice
        self._writable = True
        self._size: int | None = None

    def has(self, key: str) -> bool:
        """Whether there is a file for `key` (it may still prove damaged)."""
        return (self._folder / (key + _SUFFIX)).is_file()

    def load(self, key: str) -> Speech | None:
        """The line kept under `key`, marked as used now, or None."""
        path = self._folder / (key + _SUFFIX)
        try:
            speech = unpack(path.read_bytes())
        except FileNotFoundError:
            return None
        except OSError:
            return None
        except (ValueError, TypeError, KeyError):
            speech = None
        with contextlib.suppress(OSError):
            if speech is None:
                path.unlink(missing_ok=True)
            else:
                os.utime(path)
        return speech

    def save(self, key: str, speech: Speech) -> None:
        """Keep `speech` under `key`, whole or not at all."""
        if not self._writable:
            return
        data = pack(speech)
        name = ""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, prefix=".new-")
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(name, self._folder / (key + _SUFFIX))
        except OSError as problem:
            self._writable = False
            with contextlib.suppress(OSError):
                Path(name).unlink(missing_ok=True)
            self._on_notice(
                f"Spoken lines cannot be kept in {self._folder} ({problem}); they are kept in "
                "memory only. Free some space or make the folder writable."
            )
            return
        self._size = None if self._size is None else self._size + len(data)
        self._trim()

    def _trim(self) -> None:
        if self._size is not None and self._size <= self._limit:
            return
        files = []
        for path in self._folder.glob("*" + _SUFFIX):
            with contextlib.suppress(OSError):
                stat = path.stat()
                files.append((stat.st_mtime_ns, stat.st_size, path))
        self._size = sum(size for _, size, _ in files)
        for _, size, path in sorted(files, key=lambda file: file[0]):
            if self._size <= self._limit:
                return
            with contextlib.suppress(OSError):
                path.unlink()
                self._size -= size
