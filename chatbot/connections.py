"""What a show connects to, as its file says it: chat sources and models.

Secrets are written as `${NAME}` and filled in while the file is validated, from the mapping given
as `context={"environment": …}`; without one they stay as written, which is what a replay wants.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    SecretStr,
    ValidationInfo,
    field_validator,
    model_validator,
)

from chatbot.addresses import is_here, page_origin
from chatbot.errors import Wrong, WrongValue

__all__ = [
    "AdapterConfig",
    "AnyAdapter",
    "EmbedderConfig",
    "JudgeConfig",
    "RecordingConfig",
    "ResponderConfig",
    "StartConfig",
    "TwitchConfig",
]

_TWITCH_LOGIN = re.compile(r"[a-z0-9_]{2,25}")
_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
_HEADER_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}")
_SECRET_NAME = re.compile(r"auth|key|token|secret|cookie|passw|credential|signature", re.IGNORECASE)
_OWN_HEADERS = re.compile(
    r"accept(-encoding)?|connection|content-\w+|expect|host|te|transfer-encoding|upgrade",
    re.IGNORECASE,
)


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AdapterConfig(_Record):
    """A chat source. `token` and parts of `url` may be `${NAME}`; both stay out of logs.

    `url` is kept as written, for people to read; `connect_url()` is what to connect to.
    """

    type: Literal["gateway"]
    name: str | None = None
    mode: Literal["client", "listen"] = "client"
    url: str | None = None
    room: str = Field(min_length=1)
    token: SecretStr | None = None
    dialect: Literal[
        "auto", "native", "barrage_grab", "social_stream_ninja", "oba_live_tool", "userscript",
        "dycast",
    ] = "auto"  # fmt: skip
    trust: tuple[Literal["stock", "live"], ...] = ()
    origins: tuple[str, ...] = ()

    _secrets: dict[str, SecretStr] = PrivateAttr(default_factory=dict)

    def connect_url(self) -> str | None:
        """Return the address with its secrets filled in; never log or show it."""
        if self.url is None:
            return None
        return _PLACEHOLDER.sub(
            lambda m: self._secrets[m[1]].get_secret_value() if m[1] in self._secrets else m[0],
            self.url,
        )

    @field_validator("token", mode="before")
    @classmethod
    def _token_from_environment(cls, value: object, info: ValidationInfo) -> object:
        return secret_of(value, info, "token", "CHATBOT_GATEWAY_TOKEN")

    @field_validator("url")
    @classmethod
    def _address(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None:
            return None
        if not value.startswith(("ws://", "wss://")):
            raise ValueError(
                f"{value!r} is not a WebSocket address: it starts with ws:// or wss://"
            )
        _whole(value)
        environment = _environment(info.context)
        if environment is not None:
            for name in _PLACEHOLDER.findall(value):
                _value_of(name, environment)
        user_info = value.split("://", 1)[1].split("/", 1)[0].rpartition("@")[0]
        if environment is not None and _PLACEHOLDER.sub("", user_info).strip(":"):
            raise ValueError(
                "a password written here would end up in the journal: write ${NAME} in its place "
                "and put NAME=… into a file named .env beside the show"
            )
        return value

    @field_validator("origins")
    @classmethod
    def _pages(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(page_origin(origin) for origin in value)

    @model_validator(mode="after")
    def _url_for_mode(self) -> AdapterConfig:
        if self.mode == "client" and self.url is None:
            raise ValueError("a gateway client needs 'url', such as ws://127.0.0.1:8770")
        if self.mode == "listen" and self.url is not None:
            host = urlsplit(self.url).hostname or ""
            if not is_here(host):
                wrong = f"mode listen is for this machine only: write ws://127.0.0.1, not {host}"
                raise WrongValue([Wrong(wrong, ("url",))])
        return self

    def model_post_init(self, context: Any, /) -> None:
        """Keep the secrets that `url` names."""
        environment = _environment(context)
        if environment is None or not self.url:
            return
        for name in _PLACEHOLDER.findall(self.url):
            self._secrets[name] = SecretStr(environment[name])


class TwitchConfig(_Record):
    """A Twitch channel's chat. `account` is who signed in, where several did.

    With `announce` a line that answers nobody, such as the order link, is an announcement where the
    account may make one.
    """

    type: Literal["twitch"]
    name: str | None = None
    channel: str = Field(min_length=1)
    account: str | None = None
    announce: bool = False
    trust: tuple[Literal["live"], ...] = ()

    @field_validator("channel", "account")
    @classmethod
    def _login(cls, value: str | None) -> str | None:
        if value is None:
            return None
        login = value.lower().lstrip("@#")
        if _TWITCH_LOGIN.fullmatch(login):
            return login
        last = login.split("?")[0].rstrip("/").rpartition("/")[2]
        near = f": write {last}" if _TWITCH_LOGIN.fullmatch(last) else ""
        raise ValueError(
            f"{value!r} is no name on Twitch, which is the last part of twitch.tv/…{near}"
        )


class RecordingConfig(_Record):
    """A recorded chat for rehearsals; `file` is seen from the show. It starts and ends nothing."""

    type: Literal["recording"]
    name: str | None = None
    file: str = Field(min_length=1)
    speed: float = Field(default=1.0, ge=0.01, le=1000)
    trust: ClassVar[tuple[str, ...]] = ()


AnyAdapter = Annotated[AdapterConfig | TwitchConfig | RecordingConfig, Field(discriminator="type")]
"""Any chat source of a show file."""


class ResponderConfig(_Record):
    """Who answers: the catalog's facts, or a language model, on a server or in this process.

    `openai` is any server that speaks OpenAI's API, `transformers` the small model of
    `make setup LLM=1`, or the folder of one. `api_key` may only be `${NAME}`; so may the value of a
    header whose name speaks of a secret, and any other may hold it. The deadlines are in seconds;
    the budgets count tokens of questions and answers together, and the facts answer once one is
    spent.
    """

    type: Literal["facts", "openai", "transformers"]
    base_url: str | None = None
    model: str | None = None
    api_key: SecretStr | None = None
    headers: dict[str, SecretStr] = Field(default_factory=dict)
    max_tokens: int = Field(default=160, ge=16, le=2_000)
    temperature: float = Field(default=0.3, ge=0, le=2)
    first_token_s: float = Field(default=4.0, gt=0, le=15)
    total_s: float = Field(default=12.0, gt=0, le=60)
    tokens_per_minute: int = Field(default=20_000, ge=1_000)
    tokens_per_night: int = Field(default=2_000_000, ge=1_000)

    @field_validator("api_key", mode="before")
    @classmethod
    def _key_from_environment(cls, value: object, info: ValidationInfo) -> object:
        return secret_of(value, info, "key", "OPENAI_API_KEY")

    @field_validator("headers", mode="before")
    @classmethod
    def _headers_from_environment(cls, value: object, info: ValidationInfo) -> object:
        if not isinstance(value, dict):
            return value
        return {str(name): _header(str(name), text, info) for name, text in value.items()}

    @field_validator("base_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        return http_address(value)

    @model_validator(mode="after")
    def _complete(self) -> ResponderConfig:
        wrongs = []
        if self.type == "transformers":
            for key in ("base_url", "api_key", "headers", "temperature"):
                if key in self.model_fields_set:
                    wrongs.append(Wrong(f"a model in this process takes no {key!r}", (key,)))
        elif self.type == "openai":
            for key, example in (
                ("base_url", "http://127.0.0.1:11434/v1"),
                ("model", "the name the server knows it by"),
            ):
                if getattr(self, key) is None:
                    wrongs.append(Wrong(f"a language model needs {key!r}: {example}", ()))
        else:
            given = self.model_fields_set - {"type"}
            wrongs = [Wrong(f"the facts take no {key!r}", (key,)) for key in sorted(given)]
        if wrongs:
            raise WrongValue(wrongs)
        return self


class EmbedderConfig(_Record):
    """What likens messages to known ones where the rules are not sure.

    `usem` comes along; `sentence-transformers` takes a `model`: a folder, an installed package that
    ships one, or a name of Hugging Face's hub.
    """

    type: Literal["usem", "sentence-transformers"] = "usem"
    model: str | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def _complete(self) -> EmbedderConfig:
        if self.type == "usem" and self.model is not None:
            raise WrongValue([Wrong("usem is one model: it takes no 'model'", ("model",))])
        if self.type != "usem" and self.model is None:
            what = "sentence-transformers needs 'model': a folder, or a name"
            raise WrongValue([Wrong(what, ())])
        return self


class StartConfig(_Record):
    """When the host begins: now, when a trusted source says live, or when OBS starts to stream.

    `url` and `password` are those of OBS's WebSocket server; without a password here it is the one
    in OBS_PASSWORD, if there is one. A file may give just the word.
    """

    when: Literal["now", "live", "obs"] = "now"
    url: str = "ws://127.0.0.1:4455"
    password: Annotated[SecretStr | None, Field(validate_default=True)] = None

    @field_validator("url")
    @classmethod
    def _address(cls, value: str) -> str:
        return obs_address(value)

    @field_validator("password", mode="before")
    @classmethod
    def _password_from_environment(cls, value: object, info: ValidationInfo) -> object:
        return (
            value if info.data.get("when") != "obs" and value is None else obs_password(value, info)
        )

    @model_validator(mode="after")
    def _only_obs_has_an_address(self) -> StartConfig:
        given = [key for key in ("url", "password") if key in self.model_fields_set]
        if self.when != "obs" and given:
            wrongs = [Wrong(f"only 'when: obs' takes {key!r}", (key,)) for key in given]
            raise WrongValue(wrongs)
        return self


class JudgeConfig(_Record):
    """A text-classification model that reads the chat too and tells the moderators what it finds.

    `model` is the folder of one, or a name of Hugging Face's hub. A message is raised from
    `threshold` on, for one of the `labels`; without any, for all but those that mean no harm.
    """

    type: Literal["transformers"]
    model: str = Field(min_length=1)
    labels: tuple[str, ...] = ()
    threshold: float = Field(default=0.8, gt=0, le=1)


def _whole(value: str) -> None:
    """Refuse an address without a host, or with a port that is none; `${NAME}` may be any part."""
    try:
        parts = urlsplit(_PLACEHOLDER.sub("1", value))
        whole = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        whole = False
    if not whole:
        raise ValueError(f"{value!r} is no whole address: write it as ws://127.0.0.1:8770")


def http_address(value: str | None) -> str | None:
    """A server's address; a password in it would be shown.

    Raises:
        ValueError: it is none.
    """
    if value is not None and not value.startswith(("http://", "https://")):
        raise ValueError(f"{value!r} is not an address: it starts with http:// or https://")
    if value is not None and "@" in value.split("://", 1)[1].split("/", 1)[0]:
        raise ValueError("no password in the address: write api_key: ${OPENAI_API_KEY}")
    return value


def _header(name: str, value: object, info: ValidationInfo) -> object:
    """A header's value with its `${NAME}`s filled in.

    Raises:
        ValueError: it is no header, or one of the request's own, or holds a secret as it is.
    """
    if not _HEADER_NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of a header")
    if _OWN_HEADERS.fullmatch(name):
        raise ValueError(f"the header {name!r} is set by the request itself")
    if _SECRET_NAME.search(name) or (isinstance(value, str) and _PLACEHOLDER.search(value)):
        value = secret_of(value, info, f"{name} header", "GATEWAY_KEY")
    if isinstance(value, str) and not (value.isascii() and value.isprintable()):
        raise ValueError(f"the header {name!r} holds more than one line of plain letters")
    return value


def obs_address(value: str) -> str:
    """The address of OBS's WebSocket server.

    Raises:
        ValueError: it is none, or has a password in it.
    """
    if not value.startswith(("ws://", "wss://")):
        raise ValueError(f"{value!r} is not OBS's address: write ws://127.0.0.1:4455")
    if "@" in value:
        raise ValueError("no password in the address: write password: ${OBS_PASSWORD}")
    return value


def obs_password(value: object, info: ValidationInfo) -> object:
    """The password that `${NAME}` stands for; without one, that of OBS_PASSWORD.

    Raises:
        ValueError: it is written out, or its variable is not set.
    """
    environment = _environment(info.context)
    if value is None and environment is not None:
        return environment.get("OBS_PASSWORD") or None
    return secret_of(value, info, "password", "OBS_PASSWORD")


def secret_of(value: object, info: ValidationInfo, what: str, example: str) -> object:
    """The secret that `${NAME}` stands for; one that is written out would be kept for ever."""
    environment = _environment(info.context)
    if environment is None or not isinstance(value, str):
        return value
    if not _PLACEHOLDER.search(value):
        raise ValueError(
            f"a {what} written here would end up in the journal: write ${{{example}}} "
            f"and put {example}=… into a file named .env beside the show"
        )
    return _PLACEHOLDER.sub(lambda m: _value_of(m[1], environment), value)


def _environment(context: object) -> Mapping[str, str] | None:
    return context.get("environment") if isinstance(context, Mapping) else None


def _value_of(name: str, environment: Mapping[str, str]) -> str:
    if not environment.get(name):
        raise ValueError(
            f"the environment variable {name} is not set: set it, or put {name}=… into a file "
            "named .env beside the show"
        )
    return environment[name]
