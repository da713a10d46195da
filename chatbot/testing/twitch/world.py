"""What the fake Twitch knows: accounts, sign-ins, what was sent, and what shall go wrong."""

from __future__ import annotations

import hashlib
import secrets
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

__all__ = ["ALL_SCOPES", "SCOPES_OF", "Account", "Device", "Faults", "Grant", "Sent", "World"]

CLIENT_ID = "mockclientid0000000000000000000"

SCOPES_OF: dict[tuple[str, str], str] = {
    ("channel.chat.message", "1"): "user:read:chat",
    ("channel.chat.notification", "1"): "user:read:chat",
    ("channel.chat.message_delete", "1"): "user:read:chat",
    ("channel.chat.clear_user_messages", "1"): "user:read:chat",
    ("channel.chat.clear", "1"): "user:read:chat",
    ("channel.follow", "2"): "moderator:read:followers",
    ("channel.subscribe", "1"): "channel:read:subscriptions",
    ("channel.subscription.gift", "1"): "channel:read:subscriptions",
    ("channel.subscription.message", "1"): "channel:read:subscriptions",
    ("channel.cheer", "1"): "bits:read",
    ("channel.raid", "1"): "",
    ("channel.channel_points_custom_reward_redemption.add", "1"): "channel:read:redemptions",
    ("channel.ban", "1"): "channel:moderate",
    ("channel.unban", "1"): "channel:moderate",
    ("channel.update", "2"): "",
    ("stream.online", "1"): "",
    ("stream.offline", "1"): "",
}
"""Subscription type and version to the scope it takes."""

OWNER_ONLY = frozenset({"channel:read:subscriptions", "bits:read", "channel:read:redemptions"})
"""What only the channel's own account may read."""

ALL_SCOPES: tuple[str, ...] = (
    *sorted({scope for scope in SCOPES_OF.values() if scope}),
    "moderator:manage:announcements",
    "user:write:chat",
)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody on Twitch; the id is derived from the login."""

    login: str
    name: str = ""

    @property
    def id(self) -> str:
        """A number as text, as Twitch has it."""
        return str(100_000 + int(hashlib.sha256(self.login.encode()).hexdigest()[:6], 16))

    @property
    def shown(self) -> str:
        """The name as people see it."""
        return self.name or self.login.capitalize()


@dataclass
class Grant:
    """A sign-in: one access token and the refresh token that renews it."""

    account: Account | None
    scopes: tuple[str, ...]
    access: str = field(default_factory=lambda: secrets.token_hex(15))
    refresh: str = field(default_factory=lambda: secrets.token_hex(25))
    valid: bool = True
    renewable: bool = True
    expires_s: int = 14_400


@dataclass
class Device:
    """A device code that waits for somebody to type it in."""

    code: str
    user_code: str
    scopes: tuple[str, ...]
    account: Account | None = None
    denied: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A line that a client wrote: `way` is message or announcement."""

    way: str
    text: str
    account: Account
    message_id: str = ""
    reply_to: str | None = None


@dataclass
class Faults:
    """What goes wrong, and how; all off at first.

    A status in `answers` is given to the next request whose path ends so, once each.
    """

    duplicates: int = 0
    """Each notification is sent so many times more, with the same message id."""
    own_ids: bool = False
    """Each subscription's notifications have message ids of their own, even of one event."""
    welcome_after_s: float = 0.0
    """A welcome comes so late."""
    no_welcome: bool = False
    reconnect_url: str | None = None
    """The address given with `session_reconnect`, in place of the right one."""
    silent: bool = False
    """Connections stay open and nothing is sent: no keepalive, no pong, no notification."""
    refuse_sockets: int = 0
    """New WebSocket connections get this HTTP status."""
    answers: dict[str, list[int]] = field(default_factory=dict)
    """Path's end to the statuses of its next answers, such as {"chat/messages": [429, 500]}."""
    retry_after_s: int = 1
    """After a 429, when `Ratelimit-Reset` says to come back."""
    missing: tuple[str, ...] = ()
    """Fields left out of every event."""
    drop_reason: str = ""
    """Lines are accepted and not sent, for this reason."""
    replay: int = 0
    """A new session is sent the last so many notifications again, with their ids."""
    garbage: tuple[str, ...] = ()
    """Frames sent as they are after each welcome."""

    def answer(self, path: str) -> int | None:
        """The status that this request is to get, if any."""
        for end, statuses in self.answers.items():
            if path.endswith(end) and statuses:
                return statuses.pop(0)
        return None


class World:
    """Accounts, sign-ins, and what was said. `owner` is whose channel it is."""

    def __init__(self, owner: Account) -> None:
        self.owner = owner
        self.accounts: dict[str, Account] = {}
        self.grants: list[Grant] = []
        self.devices: list[Device] = []
        self.sent: list[Sent] = []
        self.sent_at: deque[float] = deque()
        self.moderators: set[str] = set()
        self.viewers: int | None = 1
        """How many watch; None while the channel is offline."""
        self.stream_id = "900001"
        self.requests: list[tuple[str, str]] = []
        """Method and path of each request, in order."""
        self.meet(owner)

    def meet(self, account: Account) -> Account:
        """Know this account from now on."""
        self.accounts[account.id] = account
        return account

    def grant(self, account: Account | None, scopes: tuple[str, ...]) -> Grant:
        """Sign this account in."""
        if account is not None:
            self.meet(account)
        self.grants.append(Grant(account, tuple(scopes)))
        return self.grants[-1]

    def by_access(self, token: str) -> Grant | None:
        """The valid sign-in that this access token belongs to."""
        return next((g for g in self.grants if g.access == token and g.valid), None)

    def renew(self, refresh: str) -> Grant | None:
        """A new pair for a refresh token, which is good for one use."""
        found = next((g for g in self.grants if g.refresh == refresh and g.renewable), None)
        if found is None:
            return None
        found.access, found.refresh = secrets.token_hex(15), secrets.token_hex(25)
        found.valid, found.expires_s = True, 14_400
        return found

    def stream(self) -> dict[str, Any] | None:
        """The stream as Helix tells it; None while offline."""
        if self.viewers is None:
            return None
        return {
            "id": self.stream_id,
            "user_id": self.owner.id,
            "user_login": self.owner.login,
            "user_name": self.owner.shown,
            "game_id": "509658",
            "game_name": "Just Chatting",
            "type": "live",
            "title": "late night",
            "viewer_count": self.viewers,
            "started_at": now(whole=True),
            "language": "en",
            "thumbnail_url": "https://example.org/{width}x{height}.jpg",
            "tag_ids": [],
            "tags": [],
            "is_mature": False,
        }


def now(*, whole: bool = False) -> str:
    """The time as Twitch writes it: nanoseconds in EventSub, whole seconds in Helix."""
    moment = datetime.now(UTC)
    if whole:
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f") + "000Z"
