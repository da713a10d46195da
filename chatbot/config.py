"""The show file: what goes on air, validated."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from chatbot.addresses import WebConfig
from chatbot.alert_config import AlertConfig
from chatbot.attendance import Attended, Held, attended_on
from chatbot.avatar import AvatarConfig
from chatbot.connections import (
    AdapterConfig,
    AnyAdapter,
    EmbedderConfig,
    JudgeConfig,
    ResponderConfig,
    StartConfig,
)
from chatbot.cost_config import CostConfig
from chatbot.errors import Wrong, WrongValue
from chatbot.order_links import OrderLink
from chatbot.papers import DocumentConfig, ItemsConfig, items_place
from chatbot.plans import Plan
from chatbot.platforms import PLATFORMS, agreed, unknown_platform
from chatbot.renderer_config import RendererConfig
from chatbot.retention_config import Retention
from chatbot.speech_config import SpeechConfig
from chatbot.times import Hours
from chatbot.values import LanguageKey, Seconds, duration_s

__all__ = [
    "AdapterConfig",
    "CatalogConfig",
    "DocumentConfig",
    "FreshFor",
    "ItemsConfig",
    "PluginConfig",
    "Policy",
    "ResponderConfig",
    "Show",
    "SpeechConfig",
    "StartConfig",
    "WebConfig",
    "builtin_dir",
    "duration_s",
    "user_dir",
    "user_home",
]

Kind = Literal["personas", "plugins", "shows"]


def builtin_dir(kind: Kind) -> Path:
    """Return the folder of what comes with the program: in the wheel, else in the repository."""
    package = Path(__file__).parent
    packed = package / "_builtin" / kind
    return packed if packed.is_dir() else package.parent / kind


def user_dir(kind: Kind) -> Path:
    """Return the person's own folder of a kind, made or not."""
    return user_home() / kind


def user_home() -> Path:
    """Return the person's own folder, made or not: CHATBOT_HOME, else the system's place."""
    import os

    import platformdirs

    home = os.environ.get("CHATBOT_HOME")
    base = Path(home) if home else platformdirs.user_config_path("live-room-host", appauthor=False)
    return base.expanduser()


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FreshFor(_Record):
    """How long a fact may be spoken after it was last confirmed, in seconds; None is for ever.

    A file writes `24h`, `15m`, `90s` or `2d`.
    """

    price: Annotated[Seconds, Field(gt=0)] | None = None
    stock: Annotated[Seconds, Field(gt=0)] | None = None


class CatalogConfig(_Record):
    """Where the catalog is, and how long its facts stay fresh. A file may give just the path."""

    file: str = Field(min_length=1)
    fresh_for: FreshFor = Field(default_factory=FreshFor)


class PluginConfig(_Record):
    """A plugin by name or path, with its own settings. A file may give just the name."""

    name: str = Field(min_length=1)
    config: dict[str, Any] = Field(default_factory=dict)


def _known_platform(value: str) -> str:
    if value not in PLATFORMS:
        raise ValueError(unknown_platform(value))
    return value


PlatformName = Annotated[
    str, AfterValidator(_known_platform), WithJsonSchema({"enum": list(PLATFORMS)})
]


class Policy(_Record):
    """What the shop allows. The market decides the currency: cn CNY, eu EUR, us USD.

    A file may give one platform or a list; market, order channel and attendance follow from the
    platforms where the file does not say them. `attended: off` asks for nobody. In the mode
    `assist` a person hosts: nothing is spoken, answers are suggested to that person. `order_link`
    is where viewers order with order channel link; it is posted every `link_every_min` at most.
    """

    platform: Annotated[
        tuple[PlatformName, ...],
        BeforeValidator(
            lambda value: (value,) if isinstance(value, str) else value,
            json_schema_input_type=PlatformName | tuple[PlatformName, ...],
        ),
        Field(min_length=1),
    ] = ("none",)
    market: Literal["cn", "eu", "us"] = "cn"
    mode: Literal["host", "assist"] = "host"
    autonomy: Literal["script", "grounded", "free"] = "grounded"
    held: Held = Held()
    order_channel: Literal["cart", "link", "none"] = "cart"
    order_link: OrderLink | None = None
    link_every_min: Annotated[int, Field(ge=1, le=240)] = 10
    attended: Annotated[
        Attended | None,
        BeforeValidator(
            lambda value: None if value == "off" else value,
            json_schema_input_type=Attended | Literal["off"],
        ),
    ] = None

    @field_validator("platform")
    @classmethod
    def _each_once_and_none_alone(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        wrongs = [
            Wrong(f"{name!r} is named twice: keep one", (i,))
            for i, name in enumerate(value)
            if name in value[:i]
        ]
        if "none" in value and len(value) > 1:
            wrongs.append(Wrong("'none' stands alone: take it out", (value.index("none"),)))
        if wrongs:
            raise WrongValue(wrongs)
        return value

    @model_validator(mode="after")
    def _a_link_is_for_channel_link(self) -> Policy:
        if self.order_link is not None and self.order_channel != "link":
            unused = f"with order_channel {self.order_channel!r} nobody is sent to a link"
            fix = f"{unused}: write 'order_channel: link', or take it out"
            raise WrongValue([Wrong(fix, ("order_link",))])
        return self

    @model_validator(mode="before")
    @classmethod
    def _as_the_platforms_suggest(cls, value: object) -> object:
        names = value.get("platform") if isinstance(value, dict) else None
        names = [names] if isinstance(names, str) else names
        known = isinstance(names, list | tuple) and all(name in PLATFORMS for name in names)
        if not names or not known:
            return value
        assert isinstance(value, dict)
        suggested = dict(zip(("market", "order_channel"), agreed(names), strict=True))
        for key, found in suggested.items():
            if found is None and key not in value:
                differ = f"{' and '.join(names)} differ: write {key!r} into the policy"
                raise WrongValue([Wrong(differ, ("platform",))])
        return {**suggested, "attended": attended_on(names), **value}


def _just(key: str) -> Callable[[object], object]:
    """Let a file write one text where a mapping with `key` is meant."""
    return lambda value: {key: value} if isinstance(value, str) else value


class Show(_Record):
    """One show as its file says it. Only `persona` and `catalog` must be there.

    `persona` is a name (found beside the show, in the user's folder, among the built-in ones) or a
    path, and so is `cohost`, a second host who takes turns with it; `say_as` maps a word to how
    each language says it; `seed` fixes the choice of variants. Outside its `hours` (minutes of the
    day in `timezone`) a human is on.
    """

    name: str = Field(default="show", min_length=1)
    language: LanguageKey = "zh"
    persona: str = Field(min_length=1)
    cohost: Annotated[str, Field(min_length=1)] | None = None
    catalog: Annotated[
        CatalogConfig,
        BeforeValidator(_just("file"), json_schema_input_type=CatalogConfig | str),
    ]
    rundown: str | None = None
    documents: Annotated[
        tuple[
            Annotated[
                DocumentConfig,
                BeforeValidator(_just("file"), json_schema_input_type=DocumentConfig | str),
            ],
            ...,
        ],
        BeforeValidator(lambda value: (value,) if isinstance(value, str | dict) else value),
    ] = ()
    items: (
        Annotated[
            ItemsConfig, BeforeValidator(items_place, json_schema_input_type=ItemsConfig | str)
        ]
        | None
    ) = None
    adapters: tuple[AnyAdapter, ...] = ()
    renderers: tuple[RendererConfig, ...] = ()
    pacer: Annotated[str, Field(min_length=1)] | None = None
    responder: Annotated[
        tuple[
            Annotated[
                ResponderConfig,
                BeforeValidator(_just("type"), json_schema_input_type=ResponderConfig | str),
            ],
            ...,
        ],
        BeforeValidator(lambda value: (value,) if isinstance(value, str | dict) else value),
        Field(min_length=1),
    ] = (ResponderConfig(type="facts"),)
    embedder: Annotated[
        EmbedderConfig,
        BeforeValidator(_just("type"), json_schema_input_type=EmbedderConfig | str),
    ] = EmbedderConfig()
    judge: JudgeConfig | None = None
    speech: SpeechConfig = Field(default_factory=SpeechConfig)
    avatar: Annotated[
        AvatarConfig,
        BeforeValidator(_just("type"), json_schema_input_type=AvatarConfig | str),
    ] = AvatarConfig()
    say_as: dict[str, dict[LanguageKey, str]] = Field(default_factory=dict)
    plugins: tuple[
        Annotated[
            PluginConfig,
            BeforeValidator(_just("name"), json_schema_input_type=PluginConfig | str),
        ],
        ...,
    ] = ()
    timezone: str = "Asia/Shanghai"
    hours: Hours | None = None
    start: Annotated[
        StartConfig,
        BeforeValidator(_just("when"), json_schema_input_type=StartConfig | str),
    ] = StartConfig()
    plans: tuple[Plan, ...] = ()
    policy: Policy = Field(default_factory=Policy)
    alerts: Annotated[tuple[AlertConfig, ...], Field(max_length=8)] = ()
    retention: Retention | None = None
    costs: CostConfig | None = None
    web: WebConfig = Field(default_factory=WebConfig)
    seed: int | None = None

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError(
                f"unknown time zone {value!r}{_near_zone(value)}: write one such as Asia/Shanghai"
            ) from None
        return value

    @model_validator(mode="after")
    def _somebody_says_when_it_starts(self) -> Show:
        trusted = any("live" in adapter.trust for adapter in self.adapters)
        if self.start.when == "live" and not trusted:
            wrong = "no adapter may say that the broadcast started: give one 'trust: [live]'"
            raise WrongValue([Wrong(wrong, ("start",))])
        return self

    @model_validator(mode="after")
    def _names_differ(self) -> Show:
        adapters = [adapter.name or adapter.type for adapter in self.adapters]
        renderers = [renderer.called for renderer in self.renderers]
        wrongs = [*_same("adapter", adapters), *_same("renderer", renderers)]
        if wrongs:
            raise WrongValue(wrongs)
        return self


def _same(what: str, names: list[str]) -> list[Wrong]:
    """Each name that was there before."""
    return [
        Wrong(
            f"two {what}s are called {name!r} (the other: {{other}}): "
            "give each a 'name' of its own",
            (f"{what}s", i),
            (f"{what}s", names.index(name)),
        )
        for i, name in enumerate(names)
        if name in names[:i]
    ]


def _near_zone(value: str) -> str:
    """The zone whose city is written nearly so: a shared continent makes no likeness."""
    cities = _cities()
    near = get_close_matches(value.rpartition("/")[2].casefold(), cities, n=1, cutoff=0.75)
    return f" (did you mean {cities[near[0]]!r}?)" if near else ""


@cache
def _cities() -> dict[str, str]:
    """Zones by their city; those of Etc, whose signs are the other way round, name none."""
    from zoneinfo import available_timezones

    zones = sorted(zone for zone in available_timezones() if "/" in zone and zone[:4] != "Etc/")
    return {zone.rpartition("/")[2].casefold(): zone for zone in reversed(zones)}
