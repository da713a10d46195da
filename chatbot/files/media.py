"""What kind of picture, clip or model a file is, from its first bytes: enough to check it."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

__all__ = ["BadMedia", "Clip", "Model", "Picture", "read_clip", "read_model", "read_picture"]

_HEAD: Final = 256 * 1024
_HOLDERS: Final = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl"))
_MOST_JSON: Final = 32 * 1024 * 1024
_CODECS: Final = {
    b"avc1": "h264", b"avc3": "h264", b"hvc1": "hevc", b"hev1": "hevc",
    b"vp08": "vp8", b"vp09": "vp9", b"av01": "av1",
}  # fmt: skip
_WEBM: Final = {b"V_VP8": "vp8", b"V_VP9": "vp9", b"V_AV1": "av1"}


class BadMedia(ValueError):
    """It is not what its name says; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels, and whether it may have see-through ones."""

    width: int
    height: int
    alpha: bool


@dataclass(frozen=True, slots=True)
class Clip:
    """The codec by its short name, `other` where it is none of those known; seconds if known."""

    codec: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """A VRM model: its version (0 or 1), the meta block, expressions and humanoid bones it has."""

    version: int
    meta: dict[str, Any]
    expressions: frozenset[str]
    bones: frozenset[str] = field(default_factory=frozenset)


def read_picture(path: Path) -> Picture:
    """A PNG's or WebP's size.

    Raises:
        BadMedia: it is neither.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head[:8] == b"\x89PNG\r\n\x1a\n" and len(head) >= 26:
        width, height = struct.unpack(">II", head[16:24])
        return Picture(width, height, head[25] in (4, 6) or b"tRNS" in head)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP" and len(head) >= 30:
        kind = head[12:16]
        if kind == b"VP8X":
            width = int.from_bytes(head[24:27], "little") + 1
            height = int.from_bytes(head[27:30], "little") + 1
            return Picture(width, height, bool(head[20] & 0x10))
        if kind == b"VP8L":
            bits = int.from_bytes(head[21:25], "little")
            return Picture((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1))
        if kind == b"VP8 ":
            width, height = struct.unpack("<HH", head[26:30])
            return Picture(width & 0x3FFF, height & 0x3FFF, False)
    raise BadMedia("this is no PNG or WebP picture: save it as one (PNG keeps it see-through)")


def read_clip(path: Path) -> Clip:
    """A WebM's or MP4's codec.

    Raises:
        BadMedia: it is neither, or holds no picture.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head[:4] == b"\x1a\x45\xdf\xa3":
            for mark, codec in _WEBM.items():
                if mark in head:
                    return Clip(codec)
            raise BadMedia("it holds no VP8, VP9 or AV1 picture: export it as MP4 (H.264)")
        if head[4:8] in (b"ftyp", b"moov", b"wide", b"mdat", b"free"):
            return _mp4(file, path.stat().st_size)
    raise BadMedia("this is no WebM or MP4 clip: export it as MP4 (H.264)")


def _mp4(file: BinaryIO, size: int) -> Clip:
    seconds, codec = None, ""
    for name, at, end in _boxes(file, 0, size):
        if name == b"mvhd":
            file.seek(at)
            data = file.read(32)
            if data[:1] == b"\x01" and len(data) == 32:
                scale, length = struct.unpack(">IQ", data[20:32])
            else:
                scale, length = struct.unpack(">II", data[12:20].ljust(8, b"\0"))
            seconds = length / scale if scale and length else None
        elif name == b"stsd" and end - at >= 16:
            file.seek(at + 12)
            mark = file.read(4)
            if mark in _CODECS:
                codec = _CODECS[mark]
            elif not codec and mark not in (b"mp4a", b"Opus", b"sowt", b"lpcm", b"tmcd", b"mebx"):
                codec = "other"
    if not codec:
        raise BadMedia("it holds no picture, or was not recorded to its end: export it anew")
    return Clip(codec, seconds)


def _boxes(file: BinaryIO, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Every box with the place of its content, those inside holders too."""
    while at + 8 <= end:
        file.seek(at)
        head = file.read(16)
        if len(head) < 8:
            return
        size, name = struct.unpack(">I4s", head[:8])
        start = at + 8
        if size == 1 and len(head) == 16:
            size, start = struct.unpack(">Q", head[8:16])[0], at + 16
        stop = end if size == 0 else at + size
        if stop < start or stop > end:
            return
        yield name, start, stop
        if name in _HOLDERS:
            yield from _boxes(file, start, stop)
        at = stop


def read_model(path: Path) -> Model:
    """What a VRM file says of itself.

    Raises:
        BadMedia: it is no VRM.
        OSError: it cannot be read.
    """
    wrong = BadMedia("this is no VRM model: export it as VRM 1.0 or 0.x")
    with path.open("rb") as file:
        head = file.read(20)
        if len(head) < 20 or head[:4] != b"glTF" or head[16:20] != b"JSON":
            raise wrong
        length = struct.unpack("<I", head[12:16])[0]
        if length > _MOST_JSON:
            raise wrong
        try:
            data = json.loads(file.read(length))
        except (ValueError, RecursionError):
            raise wrong from None
    found = data.get("extensions") if isinstance(data, dict) else None
    extensions = found if isinstance(found, dict) else {}
    _refuse_links(data)
    new, old = extensions.get("VRMC_vrm"), extensions.get("VRM")
    if isinstance(new, dict):
        expressions = _part(_part(new, "expressions"), "preset")
        bones = _part(_part(new, "humanoid"), "humanBones")
        return Model(1, _part(new, "meta"), frozenset(expressions), frozenset(bones))
    if isinstance(old, dict):
        groups = _part(old, "blendShapeMaster").get("blendShapeGroups")
        rows = groups if isinstance(groups, list) else []
        names = {str(row.get("presetName", "")).lower() for row in rows if isinstance(row, dict)}
        named = _part(old, "humanoid").get("humanBones")
        rows = named if isinstance(named, list) else []
        bones0 = {str(row.get("bone", "")) for row in rows if isinstance(row, dict)}
        return Model(0, _part(old, "meta"), frozenset(names), frozenset(bones0))
    raise wrong


def _part(data: dict[str, Any], key: str) -> dict[str, Any]:
    found = data.get(key)
    return found if isinstance(found, dict) else {}


def _refuse_links(data: dict[str, Any]) -> None:
    for key in ("buffers", "images"):
        rows = data.get(key)
        for row in rows if isinstance(rows, list) else ():
            uri = row.get("uri") if isinstance(row, dict) else None
            if isinstance(uri, str) and not uri.startswith("data:"):
                raise BadMedia("it fetches parts from elsewhere: export it with everything inside")
