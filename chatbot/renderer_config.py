"""Avatars that a show drives beside its own stage, as the show file says them.

Each kind is a model of its own with `type` as its mark. Addresses here are the owner's own
configuration, so loopback and private networks are what they usually are.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationInfo, field_validator

from chatbot.connections import obs_address, obs_password

__all__ = ["ObsConfig", "OutsideConfig", "RendererConfig", "TextFilesConfig"]

SceneName = Annotated[str, Field(min_length=1, max_length=200)]


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


class ObsConfig(OutsideConfig):
    """The product card, the AI label and the scenes of an OBS, which `chatbot obs setup` makes.

    `scene` is the name that was given there. `scenes` names the scene of a segment by its title;
    with `holding` the holding scene is shown while nobody hosts. `markers` is a file, seen from the
    show's folder, into which goes what came when in OBS's recording.
    """

    type: Literal["obs"]
    url: str = "ws://127.0.0.1:4455"
    password: Annotated[SecretStr | None, Field(validate_default=True)] = None
    scene: SceneName = "Live room"
    scenes: dict[str, SceneName] = Field(default_factory=dict)
    holding: bool = False
    markers: Annotated[str, Field(min_length=1)] | None = None

    @field_validator("url")
    @classmethod
    def _address(cls, value: str) -> str:
        return obs_address(value)

    @field_validator("password", mode="before")
    @classmethod
    def _password_from_environment(cls, value: object, info: ValidationInfo) -> object:
        return obs_password(value, info)


RendererConfig = Annotated[TextFilesConfig | ObsConfig, Field(discriminator="type")]
"""Any of the kinds; a new one joins here, and `chatbot.rendering` where it is made."""
