"""Who may do what: tokens, one table of roles and actions, and what slows guessing."""

from __future__ import annotations

import hmac
import re
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

from chatbot.errors import ConfigError
from chatbot.web.users import ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "ACTIONS",
    "DOORS",
    "Pairing",
    "Throttle",
    "Tokens",
    "allowed",
    "bearer",
    "may",
    "offered_token",
]

_RANK = {role: rank for rank, role in enumerate(ROLES, 1)}

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
    "approve": "moderator",
    "edit": "moderator",
    "veto": "moderator",
    "correct": "moderator",
    "segment": "moderator",
    "block_word": "moderator",
    "autonomy": "moderator",  # upwards an owner only: `lowers` is set for everybody else
    "mark": "moderator",
    "note": "moderator",
    "plugin": "moderator",
    "undo": "moderator",
    "product": "owner",
}
"""The least role for each action; what is not here does not exist."""

DOORS: dict[str, str] = {
    "watch": "viewer",
    "metrics": "viewer",
    "script": "moderator",
    "translate": "moderator",  # it spends tokens that answers need: not for who only watches
    "plugins": "owner",
}
"""The least role for what has a door of its own: the events, the figures, the rundown,
translations."""

STAGE = frozenset({"render", "stop"})
"""What a renderer may do with its token, and our own stage page on this machine."""

TOKEN = re.compile(r"[A-Za-z0-9_-]{16,128}")
TOKEN_OFFER = "chatbot.token."
PAIR_S = 15 * 60


def allowed(role: str | None, what: str) -> bool:
    """Whether this role may do this action or pass this door; whatever is unknown may not."""
    if role == "stage":
        return what in STAGE
    least = ACTIONS.get(what) or DOORS.get(what)
    return least is not None and _RANK.get(role or "", 0) >= _RANK[least]


def may(role: str) -> list[str]:
    """What this role may do and open, for a page to offer."""
    return [what for what in (*ACTIONS, *DOORS) if allowed(role, what)]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Tokens:
    """The access tokens; each 16 to 128 of `A-Z a-z 0-9 - _`, all different."""

    owner: str
    moderator: str
    stage: str
    gateway: str = ""
    viewer: str = ""

    def __post_init__(self) -> None:
        known = {"OWNER": self.owner, "MODERATOR": self.moderator, "STAGE": self.stage}
        if self.gateway:
            known["GATEWAY"] = self.gateway
        if self.viewer:
            known["VIEWER"] = self.viewer
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
        """`owner`, `moderator`, `viewer` or `stage`, in constant time; None for any other."""
        found = None
        for name in ("owner", "moderator", "viewer", "stage"):
            if _same(token or "", getattr(self, name)):
                found = name
        return found


def _same(given: str, known: str) -> bool:
    return bool(known) and hmac.compare_digest(given.encode("utf-8", "replace"), known.encode())


@dataclass(slots=True)
class Throttle:
    """Slows guessing: after `free` failures in a row each further try waits, up to `longest_s`."""

    now: Callable[[], float] = time.monotonic
    free: int = 5
    longest_s: float = 60.0
    _failures: OrderedDict[str, tuple[int, float]] = field(default_factory=OrderedDict)

    def wait_s(self, who: str) -> float:
        """How many seconds this address has to wait before it may try."""
        count, at = self._failures.get(_network(who), (0, 0.0))
        if count < self.free:
            return 0.0
        waits_s = min(self.longest_s, 2.0 ** (count - self.free))
        return float(max(0.0, at + waits_s - self.now()))

    def failed(self, who: str) -> None:
        """A wrong token or code came from this address."""
        who = _network(who)
        count, _ = self._failures.pop(who, (0, 0.0))
        self._failures[who] = (min(count + 1, 64), self.now())
        while len(self._failures) > 1024:
            self._failures.popitem(last=False)

    def passed(self, who: str) -> None:
        """The right one came."""
        self._failures.pop(_network(who), None)


def _network(who: str) -> str:
    """Somebody with IPv6 has a whole /64 of addresses: they count as one."""
    try:
        address = ip_address(who)
    except ValueError:
        return who
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, 64), strict=False))
    return who


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
