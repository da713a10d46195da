"""Sign-ins, kept in the system's keyring or in a file that only its owner may read."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from chatbot.errors import ConfigError

__all__ = ["Keyring", "SignIn", "TokenStore", "system_keyring"]

SERVICE = "live-room-host twitch"
SECURE = 1  # keyring gives backends that only write a file less
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who signed in with which app, and may do what; its printed form holds no token."""

    login: str
    user_id: str
    client_id: str
    scopes: tuple[str, ...]
    access: str = field(repr=False)
    refresh: str = field(repr=False)


class Keyring(Protocol):
    """What the package `keyring` offers."""

    def get_password(self, service: str, name: str) -> str | None: ...

    def set_password(self, service: str, name: str, password: str) -> None: ...

    def delete_password(self, service: str, name: str) -> None: ...


class TokenStore:
    """The sign-ins of one person on this machine.

    `path` is a JSON file of mode 0600 that lists the logins; where there is a `keyring` the tokens
    are in it, else in the file. Every call may block: give it a thread.
    """

    def __init__(self, path: Path, keyring: Keyring | None = None) -> None:
        self.path, self._keyring = path, keyring

    def logins(self) -> list[str]:
        """Who is signed in, oldest first.

        Raises:
            ConfigError: the file is not one of ours.
        """
        return list(self._read())

    def load(self, login: str) -> SignIn | None:
        """The sign-in of this account, if there is one.

        Raises:
            ConfigError: the file is not one of ours.
        """
        kept = self._read().get(login)
        if kept is None:
            return None
        if kept.get("in") == "keyring":
            ring, text = self._keyring, None
            with contextlib.suppress(_KeyringFailed):
                text = _guarded(lambda: ring.get_password(SERVICE, login)) if ring else None
            if text is None:
                return None
            kept = json.loads(text)
        try:
            return SignIn(**{**kept, "scopes": tuple(kept["scopes"])})
        except (TypeError, KeyError) as error:
            raise self._spoilt() from error

    def save(self, sign_in: SignIn, *, move: bool = False) -> str:
        """Keep it where an older one of that account is; returns where, for people to read.

        With `move`, and for one that is new, that is the keyring where there is one.

        Raises:
            OSError: the file cannot be written.
        """
        names = ("login", "user_id", "client_id", "scopes", "access", "refresh")
        body: dict[str, Any] = {name: getattr(sign_in, name) for name in names}
        where = f"the file {self.path}, which only you may read"
        kept: dict[str, Any] = body
        every = self._read()
        filed = sign_in.login in every and every[sign_in.login].get("in") != "keyring"
        if (ring := self._keyring) is not None and (move or not filed):
            with contextlib.suppress(_KeyringFailed):
                _guarded(lambda: ring.set_password(SERVICE, sign_in.login, json.dumps(body)))
                kept, where = {"in": "keyring"}, "your system's keyring"
        every[sign_in.login] = kept
        self._write(every)
        return where

    def forget(self, login: str) -> None:
        """Keep this account's sign-in no longer."""
        every = self._read()
        ring = self._keyring
        if every.pop(login, {}).get("in") == "keyring" and ring is not None:
            with contextlib.suppress(_KeyringFailed):
                _guarded(lambda: ring.delete_password(SERVICE, login))
        self._write(every)

    def _read(self) -> dict[str, dict[str, Any]]:
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise self._spoilt() from error
        if not isinstance(kept, dict) or not all(isinstance(v, dict) for v in kept.values()):
            raise self._spoilt()
        return kept

    def _spoilt(self) -> ConfigError:
        return ConfigError(
            "not a file of Twitch sign-ins: delete it and type `chatbot twitch login` again",
            path=self.path,
        )

    def _write(self, every: dict[str, Any]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        fresh.unlink(missing_ok=True)
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(every, out, indent=1)
        os.replace(fresh, self.path)


class _KeyringFailed(Exception):
    """The keyring is locked, full or gone."""


def _guarded(what: Callable[[], T]) -> T:
    try:
        return what()
    except Exception as error:
        # each system's keyring raises its own kinds; all mean that the file is the place
        raise _KeyringFailed from error


def system_keyring() -> Keyring | None:
    """The system's keyring, where the package is installed and there is one to unlock."""
    try:
        import keyring
        from keyring.backends.fail import Keyring as NoKeyring
    except ImportError:
        return None
    backend: Any = keyring.get_keyring()
    if isinstance(backend, NoKeyring) or backend.priority < SECURE:
        return None
    found: Keyring = backend
    return found
