"""What stands on the stage page: the drawn host, or a face of the streamer's own, and whose it is.

A face of one's own is a folder of pictures or clips, or a VRM model, with a file `avatar.yaml`
beside them. That file says whether a real person is shown; one who is has given consent.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from chatbot.errors import Wrong, WrongValue

__all__ = ["AVATAR_FILE", "AvatarConfig", "AvatarFile", "AvatarType", "Consent"]

AVATAR_FILE = "avatar.yaml"
"""The name of the file that says whose face it is."""

AvatarType = Literal["svg", "png", "clips", "vrm"]
Share = Annotated[float, Field(ge=-1, le=1)]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AvatarConfig(_Record):
    """Which avatar the stage page shows: `dir` of pictures or clips, `file` of a VRM model.

    Paths are seen from the show file. A file may give just the type.
    """

    type: AvatarType = "svg"
    dir: str | None = Field(default=None, min_length=1)
    file: str | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def _names_its_place(self) -> AvatarConfig:
        needed = {"svg": None, "vrm": "file"}.get(self.type, "dir")
        wrongs = [
            Wrong(f"an avatar of type {self.type} takes no {key!r}", (key,))
            for key in ("dir", "file")
            if getattr(self, key) is not None and key != needed
        ]
        if needed is not None and getattr(self, needed) is None:
            example = "model.vrm" if needed == "file" else "my-face"
            wrongs.append(Wrong(f"the avatar needs {needed!r}, such as {needed}: {example}", ()))
        if wrongs:
            raise WrongValue(wrongs)
        return self


class Consent(_Record):
    """A real person agreed to be shown or heard: who, the document that says so, and its day."""

    name: str = Field(min_length=1, max_length=200)
    file: str = Field(min_length=1)
    date: date


class AvatarFile(_Record):
    """What the author of a face says of it: `avatar.yaml` beside its files.

    `real_person` has no default: whoever makes the file has to say it. `size` is a factor, `x` and
    `y` shares of the frame (to the right, down). `points` is where the pointing finger goes, as a
    viewer sees it; a picture is mirrored when the button is on the other side, unless `mirror` is
    false. In clips the finger is there `point_at_ms` after the clip's beginning; `fit: cover` fills
    the frame with them, `stand` sets them where the drawn host would stand.
    """

    real_person: bool
    consent: Consent | None = None
    size: float = Field(default=1.0, ge=0.2, le=3)
    x: Share = 0.0
    y: Share = 0.0
    points: Literal["left", "right"] = "right"
    mirror: bool = True
    point_at_ms: int = Field(default=500, ge=0, le=5_000)
    fit: Literal["auto", "cover", "stand"] = "auto"

    @model_validator(mode="after")
    def _a_person_has_agreed(self) -> AvatarFile:
        wrongs = list(consent_wrongs(self.real_person, self.consent, "shown"))
        if wrongs:
            raise WrongValue(wrongs)
        return self


def consent_wrongs(
    real_person: bool | None, consent: Consent | None, how: Literal["shown", "heard"]
) -> tuple[Wrong, ...]:
    """What is wrong where a real person is shown or heard without having agreed."""
    if real_person and consent is None:
        need = "consent: {name: WHO, file: consent.pdf, date: 2026-11-28}"
        what = f"a real person is {how} only with their consent: write {need}"
        return (Wrong(what, ("real_person",)),)
    if consent is not None and not real_person:
        return (Wrong("consent is a real person's: write real_person: true", ("consent",)),)
    return ()
