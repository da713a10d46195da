"""Avatars that a show drives beside its own stage, as the show file says them.

Each kind is a model of its own with `type` as its mark. Addresses here are the owner's own
configuration, so loopback and private networks are what they usually are.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["OutsideConfig", "RendererConfig", "TextFilesConfig"]


class OutsideConfig(BaseModel):
    """What every outside renderer has: a name of its own, and how far it plays from the sound.

    A renderer whose picture comes late by itself gets a negative `offset_ms`, one that is early a
    positive one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: str
    name: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    offset_ms: Annotated[int, Field(ge=-5_000, le=5_000)] = 0

    @property
    def called(self) -> str:
        """The name on the console."""
        return self.name or self.type


class TextFilesConfig(OutsideConfig):
    """Caption, product and price as text files, which OBS and most programs can show by themselves.

    `dir` is seen from the show's folder and is made where it is missing.
    """

    type: Literal["text_files"]
    dir: str = Field(min_length=1)


RendererConfig = TextFilesConfig
"""Any of the kinds; a new one joins here, and `chatbot.rendering` where it is made."""
