"""Sessions: signed cookies that name a person, whose role is looked up each time."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chatbot.web.users import Known, Users, UsersError

if TYPE_CHECKING:
    from chatbot.web.auth import Tokens
    from chatbot.web.users import User

__all__ = ["SESSION_S", "Sessions", "Who"]

SESSION_S = 14 * 86_400
LOOK_EVERY_S = 1.0
MOST_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks: a user by name, or whoever holds a token, who is called by its role."""

    name: str
    role: str


class Sessions:
    """Cookies that survive a restart; they end when signed out, and with the user or the tokens.

    A cookie holds no role of a user: that is what the users' file says at the moment. `known` is
    that file in memory, read again by `run` when it has changed, so that no request waits for a
    disk.
    """

    def __init__(
        self, tokens: Tokens, users: Users | None = None, now: Callable[[], float] = time.time
    ):
        secret = f"{tokens.owner}\n{tokens.moderator}".encode()
        self._key = hashlib.blake2b(secret, person=b"chatbot.session", digest_size=32).digest()
        # Cookies know no ports: two shows on one machine must not sign each other out.
        self.cookie_name = f"chatbot_{hashlib.blake2b(self._key, digest_size=4).hexdigest()}"
        self.users, self._now = users, now
        self.known = Known()
        self._seen: tuple[int, int] | None = None
        self._ended: dict[str, None] = {}
        self._watched: dict[str, set[asyncio.Event]] = {}

    # --- cookies ------------------------------------------------------------------------

    def open(self, role: str) -> str:
        """A cookie value for somebody who showed the token of this role."""
        return self._made({"r": role})

    def open_for(self, user: User) -> str:
        """A cookie value for somebody who showed their password or invitation."""
        return self._made({"n": user.name, "s": user.stamp})

    def who(self, cookie: str | None) -> Who | None:
        """Whom a cookie of ours names, unless it is too old or signed out, or its user changed."""
        body = self._body(cookie)
        if body is None or _digest(cookie) in self._ended:
            return None
        if _digest(cookie) in self.known.signed_out or body["u"] < self._now():
            return None
        if "r" in body:
            return Who(body["r"], body["r"])
        user = self.known.users.get(body["n"])
        return Who(user.name, user.role) if user and user.stamp == body["s"] else None

    async def close(self, cookie: str | None) -> None:
        """Sign out: the cookie means nothing from now on, after a restart neither."""
        body = self._body(cookie)
        if body is None or self.who(cookie) is None:
            return
        digest = _digest(cookie)
        self._ended[digest] = None
        while len(self._ended) > MOST_REMEMBERED:
            del self._ended[next(iter(self._ended))]
        self._tell_ended()
        if self.users is not None:
            try:
                await asyncio.to_thread(self.users.sign_out, digest, body["u"])
            except UsersError:
                return  # it has ended here; only a restart would not know

    def _made(self, body: dict[str, Any]) -> str:
        until = int(self._now()) + SESSION_S
        text = json.dumps({**body, "u": until, "x": secrets.token_urlsafe(12)})
        packed = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
        return f"{packed}.{self._sign(packed)}"

    def _body(self, cookie: str | None) -> dict[str, Any] | None:
        packed, dot, signature = (cookie or "").rpartition(".")
        if not dot or len(packed) > 600:
            return None
        good = hmac.compare_digest(
            signature.encode("utf-8", "replace"), self._sign(packed).encode()
        )
        if not good:
            return None
        try:
            body: dict[str, Any] = json.loads(base64.urlsafe_b64decode(f"{packed}==="))
        except (ValueError, binascii.Error):
            return None
        return body

    def _sign(self, body: str) -> str:
        return hmac.new(self._key, body.encode("utf-8", "replace"), hashlib.sha256).hexdigest()

    # --- their end ----------------------------------------------------------------------

    def watch(self, cookie: str) -> asyncio.Event:
        """Set once the session has ended; give it back to `forget`."""
        event = asyncio.Event()
        self._watched.setdefault(cookie, set()).add(event)
        return event

    def forget(self, cookie: str, event: asyncio.Event) -> None:
        """Nobody waits for this any more."""
        waiting = self._watched.get(cookie, set())
        waiting.discard(event)
        if not waiting:
            self._watched.pop(cookie, None)

    def _tell_ended(self) -> None:
        for cookie, events in self._watched.items():
            if self.who(cookie) is None:
                for event in events:
                    event.set()

    # --- the users' file ------------------------------------------------------------------

    async def refresh(self) -> None:
        """Take the users' file as it is now; what cannot be read leaves what was known."""
        if self.users is None:
            return
        try:
            stamp = await asyncio.to_thread(self._stamp)
            if stamp == self._seen:
                return
            self.known = await asyncio.to_thread(self.users.read)
        except (UsersError, OSError):
            return
        self._seen = stamp
        self._tell_ended()

    def _stamp(self) -> tuple[int, int] | None:
        assert self.users is not None
        try:
            found = self.users.path.stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_size

    async def run(self) -> None:
        """Look at the users' file once a second, for as long as the show lasts."""
        while True:
            await self.refresh()
            await asyncio.sleep(LOOK_EVERY_S)


def _digest(cookie: str | None) -> str:
    return hashlib.sha256((cookie or "").encode("utf-8", "replace")).hexdigest()
