"""Avatars that a show drives beside its own stage, as the show file says them.

Each kind is a model of its own with `type` as its mark. Addresses here are the owner's own
configuration, so loopback and private networks are what they usually are.
"""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationInfo, field_validator

from chatbot.connections import obs_address, obs_password
from chatbot.errors import did_you_mean
from chatbot.performance import VISEMES

__all__ = [
    "ItemConfig",
    "LiveTalkingConfig",
    "ObsConfig",
    "OutsideConfig",
    "RendererConfig",
    "TextFilesConfig",
    "VTubeStudioConfig",
    "VmcConfig",
    "place_of",
]

SceneName = Annotated[str, Field(min_length=1, max_length=200)]
Name = Annotated[str, Field(min_length=1, max_length=128)]
Parameter = Annotated[str, Field(pattern=r"^[A-Za-z0-9]{4,32}$")]


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


class ItemConfig(BaseModel):
    """Where the product's picture stands in VTube Studio.

    `x` and `y` are -1 to 1 from edge to edge, y upwards; `size` is 0 to 1.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    x: Annotated[float, Field(ge=-1, le=1)] = 0.6
    y: Annotated[float, Field(ge=-1, le=1)] = 0.0
    size: Annotated[float, Field(gt=0, le=1)] = 0.32


class VTubeStudioConfig(OutsideConfig):
    """A Live2D model in VTube Studio, through its plugin API.

    `gestures` and `expressions` name the model's own hotkeys, by name or id, for what the show
    does; unmapped ones are found by name. `mouth` are tracking parameters that follow how
    far the mouth is open, `visemes` one for each mouth shape; one that VTube Studio lacks is made.
    """

    type: Literal["vtube_studio"]
    url: str = "ws://127.0.0.1:8001"
    gestures: dict[Name, Name] = Field(default_factory=dict)
    expressions: dict[Name, Name] = Field(default_factory=dict)
    mouth: tuple[Parameter, ...] = ("MouthOpen",)
    visemes: dict[str, Parameter] = Field(default_factory=dict)
    item: ItemConfig | None = None

    @field_validator("url")
    @classmethod
    def _socket(cls, value: str) -> str:
        return place_of(value, ("ws", "wss"), "ws://127.0.0.1:8001")

    @field_validator("visemes")
    @classmethod
    def _shapes(cls, value: dict[str, str]) -> dict[str, str]:
        for name in value:
            if name not in VISEMES:
                near = did_you_mean(name, VISEMES)
                raise ValueError(
                    f"{name!r} is no mouth shape{near} (they are {', '.join(VISEMES)})"
                )
        return value


class VmcConfig(OutsideConfig):
    """A figure moved by VMC messages: Warudo, VSeeFace, Unreal with a plugin; or VRChat.

    `port` is the receiver's, else 39539, and VRChat's 9000. `arms` are left alone where false.
    """

    type: Literal["vmc"]
    host: Annotated[str, Field(min_length=1, max_length=253)] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    names: Literal["vrm0", "vrm1", "arkit", "vrchat"] = "vrm0"
    arms: bool = True

    @property
    def to_port(self) -> int:
        """Where the messages go."""
        return self.port or (9000 if self.names == "vrchat" else 39539)


class LiveTalkingConfig(OutsideConfig):
    """A photo-real double of LiveTalking, usually on a GPU machine.

    `voice: theirs` has it say the words with its own voice, `ours` play the show's sound.
    """

    type: Literal["live_talking"]
    url: str
    session: Name = "0"
    voice: Literal["theirs", "ours"] = "theirs"

    @field_validator("url")
    @classmethod
    def _http(cls, value: str) -> str:
        return place_of(value, ("http", "https"), "http://192.168.1.20:8010")


def place_of(value: str, schemes: tuple[str, ...], example: str) -> str:
    """The address, as it was given.

    Raises:
        ValueError: it is none of these schemes, names no host, has credentials in it or a port that
            is none.
    """
    try:
        parts = urlsplit(value)
        whole = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        whole = False
    if not whole or parts.scheme not in schemes:
        raise ValueError(f"{value!r} is no address: write it as {example}")
    if parts.username or parts.password:
        raise ValueError("no name and password in an address: take them out")
    return value


RendererConfig = Annotated[
    TextFilesConfig | ObsConfig | VTubeStudioConfig | VmcConfig | LiveTalkingConfig,
    Field(discriminator="type"),
]
"""Any of the kinds; a new one joins here, and `chatbot.rendering` where it is made."""
