"""The show's own avatar, found and checked: at the start, and by `chatbot check` and `avatar`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from chatbot.engine.clock import wall_now_ms
from chatbot.errors import CannotGoOnAir, ConfigError, ConfigErrors, NotReady
from chatbot.files import parse
from chatbot.files.faces import DRAWN, Face, check_consent, read_face
from chatbot.vrm_parts import vrm_parts

if TYPE_CHECKING:
    from chatbot.loading import ShowFiles

__all__ = ["face_at_start", "face_of", "face_problems", "today_in", "voice_wrongs"]

Level = Literal["error", "warning"]


def today_in(timezone: str) -> date:
    """The day it is there, by the process's wall clock."""
    return datetime.fromtimestamp(wall_now_ms() / 1000, ZoneInfo(timezone)).date()


def face_of(files: ShowFiles) -> Face:
    """The avatar that the show names.

    Raises:
        ConfigErrors: everything that keeps it off the stage.
    """
    config = files.show.avatar
    named = config.dir or config.file
    if named is None:
        return DRAWN
    place = _short(files.path.absolute().parent / Path(named).expanduser())
    if not place.exists():
        asked = parse(dict(files.texts)["show"], str(files.path))
        key = "dir" if config.dir else "file"
        text = f"there is no {named!r} beside the show"
        raise ConfigErrors([asked.error(text, ("avatar", key))])
    return read_face(config.type, place, today=today_in(files.show.timezone))


def voice_wrongs(files: ShowFiles) -> Iterator[ConfigError]:
    """What is wrong with the consent of the person whose voice the show speaks with."""
    if (consent := files.show.speech.consent) is not None:
        asked = parse(dict(files.texts)["show"], str(files.path))
        beside, today = files.path.absolute().parent, today_in(files.show.timezone)
        yield from check_consent(consent, asked, ("speech", "consent"), beside, today)


def face_problems(files: ShowFiles) -> Iterator[tuple[Level, ConfigError]]:
    """What is wrong with the show's avatar and voice, and what may be."""
    yield from (("error", error) for error in voice_wrongs(files))
    try:
        face = face_of(files)
    except ConfigErrors as wrong:
        yield from (("error", error) for error in wrong.errors)
    else:
        yield from (("warning", warning) for warning in face.warnings)
        if face.type == "vrm":
            try:
                vrm_parts()
            except NotReady as missing:
                yield "warning", ConfigError(str(missing), path=files.path)


def face_at_start(files: ShowFiles) -> Face:
    """The avatar of a show that is about to go on air.

    Raises:
        CannotGoOnAir: something is wrong with it, or a real person has not consented.
    """
    if wrongs := list(voice_wrongs(files)):
        raise CannotGoOnAir("\n".join(map(str, wrongs)))
    try:
        face = face_of(files)
        return replace(face, parts=vrm_parts()) if face.type == "vrm" else face
    except (ConfigErrors, NotReady) as wrong:
        raise CannotGoOnAir(str(wrong)) from wrong


def _short(path: Path) -> Path:
    """The path as a person would write it from here."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path
