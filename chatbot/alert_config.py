"""Where a show's alerts go, as its file says it: addresses of the library apprise."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from pydantic import BaseModel, ConfigDict, PrivateAttr, SecretStr, ValidationInfo, field_validator

__all__ = ["LEVELS", "AlertConfig", "Level"]

Level = Literal["warning", "urgent"]
LEVELS: tuple[Level, ...] = ("warning", "urgent")

_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
_SCHEME = re.compile(r"([a-z][a-z0-9]*)://")
_RANDOM = re.compile(r"[A-Za-z0-9_-]{20,}")
_SECRET_NAME = re.compile(r"auth|key|token|secret|passw?|credential", re.IGNORECASE)
_KEPT = "a secret written here would end up in the journal: write ${NAME} in its place"
_REMEDY = f"{_KEPT} and put NAME=… into a file named .env beside the show"
_SHORT = 4


class AlertConfig(BaseModel):
    """One address, such as `ntfys://ntfy.example.com/${TOPIC}`, told from level `min` upwards.

    `to` is kept as written; `address()` is where to send. Most such addresses are secrets as a
    whole: `to: ${ALERTS}` is one, too.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    to: str
    min: Level = "warning"

    _secrets: dict[str, SecretStr] = PrivateAttr(default_factory=dict)

    @field_validator("to")
    @classmethod
    def _an_address(cls, value: str, info: ValidationInfo) -> str:
        environment = _environment(info.context)
        if not (_SCHEME.match(value) or _PLACEHOLDER.match(value)):
            raise ValueError("not an address: it begins as ntfy:// does, or is ${NAME}")
        if environment is None:
            return value
        for name in _PLACEHOLDER.findall(value):
            if not environment.get(name):
                raise ValueError(
                    f"the environment variable {name} is not set: set it, or put {name}=… into a "
                    "file named .env beside the show"
                )
        _no_secret(_PLACEHOLDER.sub("", value))
        return value

    def model_post_init(self, context: Any, /) -> None:
        """Keep the secrets that `to` names."""
        environment = _environment(context)
        if environment is not None:
            for name in _PLACEHOLDER.findall(self.to):
                self._secrets[name] = SecretStr(environment[name])

    def address(self) -> str:
        """Return where to send, with its secrets filled in; never log or show it."""
        return _PLACEHOLDER.sub(
            lambda m: self._secrets[m[1]].get_secret_value() if m[1] in self._secrets else m[0],
            self.to,
        )

    @property
    def service(self) -> str:
        """Its scheme, such as `ntfy`: all of the address that is ever shown."""
        found = _SCHEME.match(self.address())
        return found[1] if found else "?"

    def redacted(self, text: str) -> str:
        """The text without anything that came from the environment."""
        hidden: set[str] = set()
        for kept in self._secrets.values():
            secret = kept.get_secret_value()
            pieces = re.split(r"[/:@?&=,]+", secret)
            hidden |= {secret, unquote(secret), *pieces, *map(unquote, pieces)}
        for piece in sorted(hidden, key=len, reverse=True):
            if len(piece) >= _SHORT and piece != self.service:
                text = text.replace(piece, "…")
        return text


def _environment(context: object) -> Mapping[str, str] | None:
    return context.get("environment") if isinstance(context, Mapping) else None


def _no_secret(written: str) -> None:
    """Refuse what looks like a secret in the part that is written out.

    Raises:
        ValueError: says what to write instead.
    """
    try:
        parts = urlsplit(written)
    except ValueError:
        raise ValueError("not an address: it begins as ntfy:// does, or is ${NAME}") from None
    user = parts.netloc.rpartition("@")[0]
    named = any(_SECRET_NAME.search(n) and v for n, v in parse_qsl(parts.query))
    if user.partition(":")[2] or named or _RANDOM.search(written):
        raise ValueError(_REMEDY)
