"""A face of the streamer's own: its folder read and checked, file by file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from chatbot.avatar import AVATAR_FILE, AvatarFile, AvatarType, Consent
from chatbot.errors import ConfigError, ConfigErrors, did_you_mean
from chatbot.files import Document, read, validate
from chatbot.files.media import BadMedia, read_clip, read_model, read_picture
from chatbot.persona import GESTURES

__all__ = ["DRAWN", "PICTURES", "Face", "check_consent", "folder_type", "read_face"]

PICTURES: Final = ("shut", "half", "open", "round", "blink", "blink_open")
"""The pictures of a mouth; others are gestures, `point` and `point_open` among them."""

_PICTURE: Final = (".png", ".webp")
_CLIP: Final = (".mp4", ".webm", ".mov", ".m4v")
_MODEL: Final = (".vrm",)
_MOST_PICTURE: Final = 8 * 2**20
_MOST_CLIP: Final = 64 * 2**20
_MOST_MODEL: Final = 200 * 2**20
_MOST_PIXELS: Final = 4096
_KINDS: Final = {
    ".png": "image/png", ".webp": "image/webp", ".mp4": "video/mp4", ".m4v": "video/mp4",
    ".mov": "video/mp4", ".webm": "video/webm", ".vrm": "model/gltf-binary",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """What the stage page shows: the files by name, and what `avatar.yaml` says.

    `parts` are the files of others that draw it. `warnings` do not keep the show off the air.
    """

    type: AvatarType
    said: AvatarFile
    files: Mapping[str, Path] = field(default_factory=dict)
    parts: Mapping[str, Path] = field(default_factory=dict)
    warnings: tuple[ConfigError, ...] = ()

    @property
    def manifest(self) -> dict[str, Any]:
        """What the page is told: nobody's consent, no path of this machine."""
        urls = {
            name: f"/avatar/{name}{path.suffix.lower()}?v={_changed(path):x}"
            for name, path in self.files.items()
        }
        said = self.said.model_dump(exclude={"real_person", "consent"})
        return {"type": self.type, "files": urls, **said}

    def media_type(self, name: str) -> str:
        """The media type of the file of this name."""
        return _KINDS[self.files[name].suffix.lower()]


def _changed(path: Path) -> int:
    """When the file was last changed; 0 where it is gone."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


DRAWN = Face(type="svg", said=AvatarFile(real_person=False))
"""The host that the stage page draws by itself."""


def folder_type(place: Path) -> AvatarType:
    """What a folder or file holds: the type to write into the show file.

    Raises:
        ConfigError: no pictures, clips or model are there.
    """
    if place.suffix.lower() in _MODEL:
        return "vrm"
    found = {path.suffix.lower() for path in _shown_files(place)}
    for kind, suffixes in (("clips", _CLIP), ("png", _PICTURE), ("vrm", _MODEL)):
        if found & set(suffixes):
            return kind  # type: ignore[return-value]
    raise ConfigError(
        "no pictures (shut.png, open.png), clips (idle.mp4, talk.mp4) or model (.vrm) here",
        path=place,
    )


def read_face(kind: AvatarType, place: Path, *, today: date | None = None) -> Face:
    """Read the avatar at `place`: a folder, or for a VRM its file or the folder of one.

    Raises:
        ConfigErrors: everything that keeps it off the stage.
    """
    if kind == "svg":
        return DRAWN
    wrongs: list[ConfigError] = []
    warnings: list[ConfigError] = []
    folder = place if place.is_dir() else place.parent
    if not place.exists():
        raise ConfigErrors([ConfigError("there is no such file or folder", path=place)])
    files = _named(kind, place, wrongs)
    for path in files.values():
        try:
            check = {"png": _picture, "clips": _clip, "vrm": _model}[kind]
            for level, text in check(path):
                kept = wrongs if level == "error" else warnings
                kept.append(ConfigError(text, path=path))
        except BadMedia as bad:
            wrongs.append(ConfigError(str(bad), path=path))
        except OSError as error:
            wrongs.append(ConfigError(f"cannot be read: {error.strerror or error}", path=path))
    wrongs += _missing(kind, files, place)
    if kind == "png" and not wrongs:
        wrongs += _sizes(files)
    if kind in ("png", "clips"):
        warnings += _wanting(kind, files, place)
    said = _said(folder, wrongs, today or datetime.now(UTC).date())
    if wrongs or said is None:
        raise ConfigErrors(wrongs)
    return Face(type=kind, said=said, files=files, warnings=tuple(warnings))


def _shown_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.is_file() and p.name[0] not in "._")


def _named(kind: AvatarType, place: Path, wrongs: list[ConfigError]) -> dict[str, Path]:
    """The files that count, by what they are called; the others are told of."""
    if kind == "vrm":
        models = [place] if place.is_file() else _shown_files(place)
        models = [path for path in models if path.suffix.lower() in _MODEL]
        if len(models) != 1:
            wrongs.append(ConfigError(f"{len(models)} models (.vrm) here: name one", path=place))
        return {"model": models[0]} if models else {}
    if not place.is_dir():
        wrongs.append(ConfigError("this is no folder: 'dir' names the folder", path=place))
        return {}
    suffixes = _PICTURE if kind == "png" else _CLIP
    known = _known(kind)
    files: dict[str, Path] = {}
    for path in _shown_files(place):
        if path.suffix.lower() not in suffixes:
            continue
        name = path.stem.lower()
        bare = re.sub(r"_[2-9]$", "", name) if kind == "clips" else name
        if bare not in known:
            near = did_you_mean(bare, known) or f" (known: {', '.join(known)})"
            wrongs.append(ConfigError(f"nothing is called {path.stem!r}{near}", path=path))
        elif name in files:
            wrongs.append(ConfigError(f"{files[name].name} is there too: keep one", path=path))
        else:
            files[name] = path
    return files


def _known(kind: AvatarType) -> tuple[str, ...]:
    gestures = tuple(each for each in GESTURES if each not in ("idle", "point_to_buy"))
    if kind == "clips":
        return ("idle", "talk", *gestures)
    return (*PICTURES, *gestures, *(f"{each}_open" for each in gestures))


def _missing(kind: AvatarType, files: Mapping[str, Path], place: Path) -> Iterator[ConfigError]:
    needed = {"png": ("shut", "open"), "clips": ("idle", "talk")}.get(kind, ())
    what = {
        "shut": "shut.png is missing: the face with its mouth shut",
        "open": "open.png is missing: the same face with its mouth open",
        "idle": "idle.mp4 is missing: the person listens, mouth shut, for 5 to 20 seconds",
        "talk": "talk.mp4 is missing: the person talks without a pause, for 5 to 20 seconds",
    }
    yield from (ConfigError(what[name], path=place) for name in needed if name not in files)


def _wanting(kind: AvatarType, files: Mapping[str, Path], place: Path) -> Iterator[ConfigError]:
    if "point" not in files:
        text = f"without a point.{'png' if kind == 'png' else 'mp4'} only the card draws the eye"
        yield ConfigError(text, path=place)
    if kind == "png" and "point" in files and "point_open" not in files:
        yield ConfigError("without a point_open.png the mouth rests while it points", path=place)
    if kind == "png" and "blink" not in files:
        yield ConfigError("without a blink.png it never blinks", path=place)


def _picture(path: Path) -> Iterator[tuple[str, str]]:
    size = path.stat().st_size
    if size > _MOST_PICTURE:
        yield "error", f"{size / 2**20:.0f} MB, at most {_MOST_PICTURE // 2**20}: make it smaller"
    found = read_picture(path)
    if max(found.width, found.height) > _MOST_PIXELS:
        wide = f"{found.width} × {found.height} pixels"
        yield "error", f"{wide}, at most {_MOST_PIXELS} either way: make it smaller"
    if not found.alpha:
        yield "warning", "no see-through background: it covers the set as a rectangle"


def _sizes(files: Mapping[str, Path]) -> Iterator[ConfigError]:
    """Pictures lie over one another: one of another size would jump."""
    first = read_picture(files["shut"])
    for name, path in files.items():
        found = read_picture(path)
        if (found.width, found.height) != (first.width, first.height):
            yield ConfigError(
                f"{found.width} × {found.height} pixels, but shut is {first.width} × "
                f"{first.height}: {name} would jump; draw them all on one canvas",
                path=path,
            )


def _clip(path: Path) -> Iterator[tuple[str, str]]:
    size = path.stat().st_size
    if size > _MOST_CLIP:
        yield "error", f"{size / 2**20:.0f} MB, at most {_MOST_CLIP // 2**20}: cut it shorter"
    found = read_clip(path)
    if found.codec == "other":
        yield "error", "no browser plays this: export it as MP4 (H.264)"
    if found.codec == "hevc":
        yield "warning", "HEVC: many browsers, and OBS, do not play it; export it as MP4 (H.264)"
    if found.seconds is not None and found.seconds < 0.5:
        yield "error", f"{found.seconds:.1f} s are too short: film a second at least"
    if found.seconds is not None and found.seconds > 60:
        yield "warning", f"{found.seconds:.0f} s long: 5 to 20 are enough, it is played in a loop"


def _model(path: Path) -> Iterator[tuple[str, str]]:
    size = path.stat().st_size
    if size > _MOST_MODEL:
        yield "error", f"{size / 2**20:.0f} MB, at most {_MOST_MODEL // 2**20}: reduce its textures"
    found = read_model(path)
    if not found.expressions & {"aa", "a"}:
        yield "error", "it has no mouth (the expression aa): export it with its expressions"
    if not found.expressions & {"blink"}:
        yield "warning", "it has no expression blink: it never blinks"
    use = str(found.meta.get("commercialUsage" if found.version else "commercialUssageName", ""))
    if use in ("personalNonProfit", "Disallow"):
        yield "warning", f"its licence allows no commercial use ({use}): ask its maker first"
    who = str(found.meta.get("avatarPermission" if found.version else "allowedUserName", ""))
    if who in ("onlyAuthor", "OnlyAuthor"):
        yield "warning", f"its licence lets only its author perform with it ({who})"


def _said(folder: Path, wrongs: list[ConfigError], today: date) -> AvatarFile | None:
    path = folder / AVATAR_FILE
    if not path.is_file():
        text = (
            f"{AVATAR_FILE} is missing: write one here with 'real_person: false', or, where a real "
            "person is shown, 'real_person: true' and their consent: {name, file, date}"
        )
        wrongs.append(ConfigError(text, path=folder))
        return None
    try:
        written = read(path)
        said = validate(AvatarFile, written)
    except ConfigErrors as errors:
        wrongs += errors.errors
        return None
    except ConfigError as error:
        wrongs.append(error)
        return None
    if said.consent is not None:
        wrongs += check_consent(said.consent, written, ("consent",), folder, today)
    return said


def check_consent(
    consent: Consent, written: Document, at: tuple[str | int, ...], beside: Path, today: date
) -> Iterator[ConfigError]:
    """What is wrong with a consent: its document is not there, or its day is yet to come."""
    paper = beside / Path(consent.file).expanduser()
    try:
        empty = not paper.is_file() or paper.stat().st_size == 0
    except OSError:
        empty = True
    if empty:
        text = f"there is no {consent.file!r} with {consent.name}'s consent in it: put it there"
        yield written.error(text, (*at, "file"))
    if consent.date > today:
        yield written.error(f"{consent.date} is yet to come", (*at, "date"))
