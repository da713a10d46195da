"""Who may do what: tokens, sessions, one table of actions, and where a request came from."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from chatbot.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "ACTIONS",
    "Pairing",
    "Sessions",
    "Throttle",
    "Tokens",
    "allowed",
    "bearer",
    "host_name",
    "is_loopback",
    "offered_token",
    "same_origin",
]

_RANK = {"viewer": 1, "moderator": 2, "owner": 3}

ACTIONS: dict[str, str] = {
    "stop": "moderator",
    "resume": "moderator",
    "pause": "moderator",
    "skip": "moderator",
    "takeover": "moderator",
    "handback": "moderator",
    "here": "moderator",
    "answer": "moderator",
    "answered": "moderator",
    "drop": "moderator",
    "say": "moderator",
    "pin": "moderator",
    "point": "moderator",
    "mute": "moderator",
    "timeout": "moderator",
    "ban": "moderator",
    "mood": "moderator",
    "product": "owner",
}
"""The least role for each action; what is not here does not exist."""

TOKEN = re.compile(r"[A-Za-z0-9_-]{16,128}")
TOKEN_OFFER = "chatbot.token."
SESSION_S = 14 * 86_400
PAIR_S = 15 * 60


def allowed(role: str | None, action: str) -> bool:
    """Whether this role may do this; unknown roles and actions may not."""
    least = ACTIONS.get(action)
    return least is not None and _RANK.get(role or "", 0) >= _RANK[least]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Tokens:
    """The access tokens; each 16 to 128 of `A-Z a-z 0-9 - _`, all different."""

    owner: str
    moderator: str
    stage: str
    gateway: str = ""

    def __post_init__(self) -> None:
        known = {"OWNER": self.owner, "MODERATOR": self.moderator, "STAGE": self.stage}
        if self.gateway:
            known["GATEWAY"] = self.gateway
        for name, token in known.items():
            if not TOKEN.fullmatch(token):
                raise ConfigError(
                    f"CHATBOT_{name}_TOKEN must be 16 to 128 characters of A-Z a-z 0-9 - _: "
                    "leave it unset and one is made"
                )
        if len(set(known.values())) != len(known):
            raise ConfigError("the CHATBOT_*_TOKEN values must differ from one another")

    def __repr__(self) -> str:
        return "Tokens(…)"

    def role(self, token: str | None) -> str | None:
        """`owner`, `moderator` or `stage`, compared in constant time; None for any other."""
        found = None
        for name in ("owner", "moderator", "stage"):
            if _same(token or "", getattr(self, name)):
                found = name
        return found


def _same(given: str, known: str) -> bool:
    return bool(known) and hmac.compare_digest(given.encode("utf-8", "replace"), known.encode())


class Sessions:
    """Signed session cookies. They survive a restart and end when the tokens change."""

    def __init__(self, tokens: Tokens, now: Callable[[], float] = time.time):
        secret = f"{tokens.owner}\n{tokens.moderator}".encode()
        self._key = hashlib.blake2b(secret, person=b"chatbot.session", digest_size=32).digest()
        # Cookies know no ports: two shows on one machine must not sign each other out.
        self.cookie_name = f"chatbot_{hashlib.blake2b(self._key, digest_size=4).hexdigest()}"
        self._now = now
        self._revoked: OrderedDict[str, None] = OrderedDict()

    def open(self, role: str) -> str:
        """A cookie value for somebody who showed the token of this role."""
        body = f"{role}.{int(self._now()) + SESSION_S}.{secrets.token_urlsafe(12)}"
        return f"{body}.{self._sign(body)}"

    def role(self, cookie: str | None) -> str | None:
        """The role of a cookie we made that is neither too old nor signed out."""
        body, dot, signature = (cookie or "").rpartition(".")
        if not dot or len(body) > 200 or not _same(signature, self._sign(body)):
            return None
        role, until, _ = body.split(".")
        if body in self._revoked or int(until) < self._now():
            return None
        return role

    def close(self, cookie: str | None) -> None:
        """Sign out: the cookie means nothing from now on."""
        if cookie is not None and self.role(cookie) is not None:
            self._revoked[cookie.rpartition(".")[0]] = None
            while len(self._revoked) > 4096:
                self._revoked.popitem(last=False)

    def _sign(self, body: str) -> str:
        return hmac.new(self._key, body.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


@dataclass(slots=True)
class Throttle:
    """Slows guessing: after `free` failures in a row each further try waits, up to a minute."""

    now: Callable[[], float] = time.monotonic
    free: int = 5
    _failures: OrderedDict[str, tuple[int, float]] = field(default_factory=OrderedDict)

    def wait_s(self, who: str) -> float:
        """How many seconds this address has to wait before it may try."""
        count, at = self._failures.get(who, (0, 0.0))
        if count < self.free:
            return 0.0
        return float(max(0.0, at + min(60.0, 2.0 ** (count - self.free)) - self.now()))

    def failed(self, who: str) -> None:
        """A wrong token or code came from this address."""
        count, _ = self._failures.pop(who, (0, 0.0))
        self._failures[who] = (min(count + 1, 64), self.now())
        while len(self._failures) > 1024:
            self._failures.popitem(last=False)

    def passed(self, who: str) -> None:
        """The right one came."""
        self._failures.pop(who, None)


@dataclass(slots=True)
class Pairing:
    """One-use codes for stage pages elsewhere, each good for a quarter of an hour."""

    now: Callable[[], float] = time.monotonic
    _codes: OrderedDict[str, float] = field(default_factory=OrderedDict)

    def new_code(self) -> str:
        """A code to print as `/stage#pair=CODE`."""
        code = secrets.token_urlsafe(16)
        self._codes[code] = self.now() + PAIR_S
        while len(self._codes) > 64:
            self._codes.popitem(last=False)
        return code

    def take(self, code: str) -> bool:
        """Use a code up; False where there is no such code (any more)."""
        match = next((known for known in self._codes if _same(code, known)), None)
        return match is not None and self._codes.pop(match) >= self.now()


# --- where a request came from --------------------------------------------------------------


def host_name(host: str | None) -> str | None:
    """The name in a Host header without its port; None for one that is no host."""
    if not host or re.search(r"[\s/@\\?#,]", host):
        return None
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return None
    return name.lower() if name else None


def is_loopback(name: str | None) -> bool:
    """Whether a host name or address can only be this machine."""
    if name == "localhost":
        return True
    try:
        return ip_address((name or "").partition("%")[0]).is_loopback
    except ValueError:
        return False


def same_origin(origin: str | None, host: str | None) -> bool:
    """Whether a request's Origin is the site its Host header names."""
    if not origin or not host:
        return False
    try:
        parts = urlsplit(origin)
        port = {"http": 80, "https": 443}[parts.scheme]
        ours = urlsplit(f"//{host}")
        return (
            parts.path == ""
            and parts.hostname is not None
            and (parts.hostname, parts.port or port) == (ours.hostname, ours.port or port)
        )
    except (KeyError, ValueError):
        return False


def bearer(authorization: str | None) -> str | None:
    """The token of an `Authorization: Bearer` header."""
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def offered_token(subprotocols: Iterable[str]) -> str | None:
    """The token offered as sub-protocol `chatbot.token.<token>`; "" for an empty one."""
    for offer in subprotocols:
        if offer.startswith(TOKEN_OFFER):
            return offer.removeprefix(TOKEN_OFFER)
    return None
