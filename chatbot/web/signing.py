"""Signing in and out: by password, token or invitation; and pairing a stage page."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chatbot.web.answers import error_answer, json_answer, json_body
from chatbot.web.auth import Pairing, Throttle, Tokens, may
from chatbot.web.deeds import Deed, Keep
from chatbot.web.origin import Proxies
from chatbot.web.sessions import SESSION_S, Sessions, Who
from chatbot.web.users import UsersError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from chatbot.web.users import User

__all__ = ["SignIn"]

MOST_WAITING = 16
FAILURES_EVERY_S = 10.0
"""A flood of wrong passwords must not fill the journal: one record in so many seconds."""
TOO_MANY = "too many tries: wait a moment"
ONLY_OURS = "only our own page may ask this"
Text = Annotated[str, Field(max_length=300)]


class _Body(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Login(_Body):
    token: Text | None = None
    name: Text = ""
    password: Text = ""


class _Invitation(_Body):
    code: Text
    password: Text | None = None


class _Pair(_Body):
    code: Text


B = TypeVar("B", bound=_Body)


@dataclass(slots=True)
class SignIn:
    """The endpoints through which a person comes in; each asks for our own page's Origin."""

    tokens: Tokens
    sessions: Sessions
    proxies: Proxies
    pairing: Pairing
    throttle: Throttle
    keep: Keep
    now: Callable[[], float] = time.monotonic
    _names: Throttle = field(default_factory=lambda: Throttle(free=20, longest_s=5.0))
    _verifying: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))
    _waiting: int = 0
    _failed_at: float = float("-inf")
    _failures: int = 0

    async def login(self, request: Request) -> Response:
        """Exchange a token, or a name and its password, for a session cookie."""
        asked = await self._read(request, _Login)
        if not isinstance(asked, _Login):
            return asked
        address = self.proxies.client(request)
        if wait_s := max(self.throttle.wait_s(address), self._names.wait_s(f"@{asked.name}")):
            return error_answer(429, TOO_MANY, retry_after_s=wait_s)
        if asked.token is not None:
            role = self.tokens.role(asked.token)
            if role is None or role == "stage":
                return self._wrong(address, "", "this is no token for people")
            self.throttle.passed(address)
            return self._open(request, self.sessions.open(role), Who(role, role))
        if self._waiting >= MOST_WAITING:
            return error_answer(429, TOO_MANY, retry_after_s=1.0)
        # Counted before it is looked at: a hundred at once are a hundred tries, too.
        self.throttle.failed(address)
        self._names.failed(f"@{asked.name}")
        user = await self._verified(asked.name, asked.password)
        if user is None:
            return self._wrong(address, asked.name, "wrong name or password", counted=True)
        self.throttle.passed(address)
        self._names.passed(f"@{user.name}")
        await self.sessions.refresh()
        return self._open(request, self.sessions.open_for(user), Who(user.name, user.role))

    async def logout(self, request: Request) -> Response:
        """End the session, on every page that shares it."""
        if not self.proxies.ours(request):
            return error_answer(403, ONLY_OURS)
        cookie = request.cookies.get(self.sessions.cookie_name)
        who = self.sessions.who(cookie)
        await self.sessions.close(cookie)
        if who is not None:
            self._note(who.name, who.role, "sign_out")
        answer = json_answer({"ok": True})
        answer.delete_cookie(self.sessions.cookie_name, httponly=True, samesite="strict")
        return answer

    async def invitation(self, request: Request) -> Response:
        """Whom an invitation is for; with a password, use it up and sign in."""
        asked = await self._read(request, _Invitation)
        if not isinstance(asked, _Invitation):
            return asked
        users, address = self.sessions.users, self.proxies.client(request)
        if wait_s := self.throttle.wait_s(address):
            return error_answer(429, TOO_MANY, retry_after_s=wait_s)
        invited = None if users is None else await asyncio.to_thread(users.invited, asked.code)
        used_up = "this link is used up or too old: ask for a new one"
        if users is None or invited is None:
            return self._wrong(address, "", used_up)
        if asked.password is None:
            return json_answer({"name": invited[0], "role": invited[1]})
        try:
            async with self._verifying:
                user = await asyncio.to_thread(users.accept, asked.code, asked.password)
        except UsersError as error:
            return error_answer(400, str(error))
        if user is None:
            return self._wrong(address, "", used_up)
        self.throttle.passed(address)
        await self.sessions.refresh()
        who = Who(user.name, user.role)
        return self._open(request, self.sessions.open_for(user), who, "accept_invitation")

    async def pair(self, request: Request) -> Response:
        """Exchange a one-use code for the stage token."""
        asked = await self._read(request, _Pair)
        if not isinstance(asked, _Pair):
            return asked
        address = self.proxies.client(request)
        if wait_s := self.throttle.wait_s(address):
            return error_answer(429, TOO_MANY, retry_after_s=wait_s)
        if not self.pairing.take(asked.code[:64]):
            return self._wrong(address, "", "this code is used up or too old: make a new link")
        return json_answer({"token": self.tokens.stage})

    # --- inside -------------------------------------------------------------------------

    async def _read(self, request: Request, kind: type[B]) -> B | Response:
        """The body, from our own page only."""
        data: Any = await json_body(request)
        if not self.proxies.ours(request):
            return error_answer(403, ONLY_OURS)
        try:
            return kind.model_validate(data)
        except ValidationError:
            return error_answer(403, f"{kind.__name__.strip('_').lower()}: not as it should be")

    async def _verified(self, name: str, password: str) -> User | None:
        if self.sessions.users is None:
            return None
        self._waiting += 1
        try:
            async with self._verifying:
                return await asyncio.to_thread(self.sessions.users.verify, name, password)
        except UsersError:
            return None
        finally:
            self._waiting -= 1

    def _wrong(self, address: str, name: str, why: str, *, counted: bool = False) -> Response:
        if not counted:
            self.throttle.failed(address)
        self._failures += 1
        if self.now() - self._failed_at >= FAILURES_EVERY_S:
            known = name if name in self.sessions.known.users else ""
            self._note(known, "", "sign_in", why, tries=self._failures)
            self._failed_at, self._failures = self.now(), 0
        return error_answer(403, why)

    def _open(self, request: Request, cookie: str, who: Who, action: str = "sign_in") -> Response:
        self._note(who.name, who.role, action)
        answer = json_answer({"role": who.role, "name": who.name, "may": may(who.role)})
        answer.set_cookie(
            self.sessions.cookie_name,
            cookie,
            max_age=SESSION_S,
            httponly=True,
            samesite="strict",
            secure=self.proxies.secure(request),
        )
        return answer

    def _note(self, who: str, role: str, action: str, why: str = "", **asked: Any) -> None:
        result = "refused" if why else "done"
        self.keep(Deed(who=who, role=role, action=action, result=result, reason=why, asked=asked))
