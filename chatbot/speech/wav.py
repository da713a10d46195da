"""A WAV as samples, whatever its writer: 8 to 32 bits, float, several channels, no known length."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from chatbot.speech.sound import Floats

__all__ = ["NotWav", "read_wav"]

_PCM: Final = 1
_FLOAT: Final = 3
_EXTENSIBLE: Final = 0xFFFE
_RATES: Final = (8_000, 192_000)
_OTHERS: Final = (
    (b"ID3", "MP3"), (b"\xff\xfb", "MP3"), (b"\xff\xf3", "MP3"), (b"Ogg", "Ogg"), (b"fLa", "FLAC"),
)  # fmt: skip


class NotWav(ValueError):
    """The bytes are no WAV of samples; the text says what they are."""


def read_wav(data: bytes) -> tuple[Floats, int]:
    """The samples, mixed to one channel, -1 to 1, and their rate.

    A writer that streams leaves the length at its greatest: what is there is taken.

    Raises:
        NotWav: it is none, or of a kind that is not samples.
    """
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        kinds = {
            b"ID3": "MP3",
            b"\xff\xfb": "MP3",
            b"\xff\xf3": "MP3",
            b"Ogg": "Ogg",
            b"fLa": "FLAC",
        }
        kind = next((name for mark, name in kinds.items() if data.startswith(mark)), "")
        raise NotWav(f"it is {kind}" if kind else "it begins with something else")
    at, form = 12, b""
    while at + 8 <= len(data):
        name, size = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        body = data[at + 8 : at + 8 + size]
        if name == b"fmt ":
            form = body
        elif name == b"data":
            return _samples(form, body)
        at += 8 + size + (size & 1)
    raise NotWav("it holds no samples")


def _samples(form: bytes, body: bytes) -> tuple[Floats, int]:
    import numpy as np

    if len(form) < 16:
        raise NotWav("it does not say of which form it is")
    code, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", form)
    if code == _EXTENSIBLE and len(form) >= 26:
        code = struct.unpack_from("<H", form, 24)[0]
    if not 1 <= channels <= 8 or not _RATES[0] <= rate <= _RATES[1]:
        raise NotWav(f"{channels} channels at {rate} Hz")
    size = bits // 8 * channels
    body = body[: len(body) // size * size] if size else b""
    if code == _FLOAT and bits == 32:
        wave = np.frombuffer(body, "<f4").astype(np.float32)
    elif code == _PCM and bits == 16:
        wave = np.frombuffer(body, "<i2").astype(np.float32) / np.float32(2**15)
    elif code == _PCM and bits == 32:
        wave = np.frombuffer(body, "<i4").astype(np.float32) / np.float32(2**31)
    elif code == _PCM and bits == 24:
        three = np.frombuffer(body, np.uint8).reshape(-1, 3)
        four = np.zeros((len(three), 4), np.uint8)
        four[:, 1:] = three
        wave = four.view("<i4")[:, 0].astype(np.float32) / np.float32(2**31)
    elif code == _PCM and bits == 8:
        wave = (np.frombuffer(body, np.uint8).astype(np.float32) - 128) / np.float32(128)
    else:
        raise NotWav(f"it is compressed (form {code}, {bits} bits)")
    mixed = wave.reshape(-1, channels).mean(axis=1, dtype=np.float32)
    return np.nan_to_num(mixed, posinf=0.0, neginf=0.0), rate
