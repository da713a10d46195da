"""The fake Twitch's Helix: who, streams, sending lines, subscriptions; with scopes and limits."""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING, Any

from aiohttp import web

from chatbot.testing.twitch.oauth import FAULT, trouble
from chatbot.testing.twitch.world import CLIENT_ID, OWNER_ONLY, SCOPES_OF, Sent, now

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from chatbot.testing.twitch.sessions import Sessions
    from chatbot.testing.twitch.world import Account, Grant, World

__all__ = ["Helix"]

MOST_SUBS, MOST_SESSIONS, MOST_CHARS = 300, 3, 500
LINES, LINES_S = 20, 30.0


class Helix:
    """The endpoints. `echo` tells the channel what a client wrote."""

    def __init__(
        self, world: World, sessions: Sessions, *, echo: Callable[[Sent], Awaitable[None]]
    ) -> None:
        self._world, self._sessions, self._echo = world, sessions, echo

    def routes(self, prefix: str) -> list[web.RouteDef]:
        """The endpoints, under this prefix."""
        return [
            web.get(f"{prefix}/users", self.users),
            web.get(f"{prefix}/streams", self.streams),
            web.post(f"{prefix}/chat/messages", self.say),
            web.post(f"{prefix}/chat/announcements", self.announce),
            web.post(f"{prefix}/eventsub/subscriptions", self.subscribe),
            web.get(f"{prefix}/eventsub/subscriptions", self.subscriptions),
            web.delete(f"{prefix}/eventsub/subscriptions", self.unsubscribe),
        ]

    async def users(self, request: web.Request) -> web.Response:
        """Accounts by id or login; without either, whose token it is."""
        grant = _grant(request)
        ids, logins = request.query.getall("id", []), request.query.getall("login", [])
        known = self._world.accounts.values()
        found = [a for a in known if a.id in ids or a.login in logins]
        if not ids and not logins and grant.account is not None:
            found = [grant.account]
        return web.json_response({"data": [_user(account) for account in found]})

    async def streams(self, request: web.Request) -> web.Response:
        """The channel's stream, where it is on."""
        stream = self._world.stream()
        asked = {*request.query.getall("user_id", []), *request.query.getall("user_login", [])}
        here = asked & {self._world.owner.id, self._world.owner.login}
        data = [stream] if stream is not None and here else []
        return web.json_response({"data": data, "pagination": {}})

    # --- lines ------------------------------------------------------------------------------

    async def say(self, request: web.Request) -> web.Response:
        """A client writes in the chat."""
        grant, given = _grant(request), await _given(request)
        account = grant.account
        if account is None or "user:write:chat" not in grant.scopes:
            return trouble(401, "Missing scope: user:write:chat")
        if given.get("sender_id") != account.id:
            return trouble(400, "the sender_id must match the user of the token")
        if given.get("broadcaster_id") not in self._world.accounts:
            return trouble(400, "the broadcaster_id is not a user's")
        text = str(given.get("message", ""))
        if not text.strip() or len(text) > MOST_CHARS:
            return trouble(422, "the message is empty or longer than 500 characters")
        if self._too_many():
            return trouble(
                429, "Too Many Requests", **_back_at(self._sessions.faults.retry_after_s)
            )
        reason = self._sessions.faults.drop_reason
        message_id = "" if reason else str(uuid.uuid4())
        told = {"code": reason, "message": f"dropped: {reason}"} if reason else None
        sent = Sent("message", text, account, message_id, given.get("reply_parent_message_id"))
        if not reason:
            self._world.sent.append(sent)
            await self._echo(sent)
        body = {"message_id": message_id, "is_sent": not reason, "drop_reason": told}
        return web.json_response({"data": [body]})

    async def announce(self, request: web.Request) -> web.Response:
        """A client announces something."""
        grant, given = _grant(request), await _given(request)
        account = grant.account
        if account is None or "moderator:manage:announcements" not in grant.scopes:
            return trouble(401, "Missing scope: moderator:manage:announcements")
        if request.query.get("moderator_id") != account.id:
            return trouble(401, "the moderator_id must match the user of the token")
        if not self._moderates(account):
            return trouble(403, "the user is not a moderator of this channel")
        sent = Sent("announcement", str(given.get("message", "")), account)
        self._world.sent.append(sent)
        await self._echo(sent)
        return web.Response(status=204)

    def _moderates(self, account: Account) -> bool:
        return account == self._world.owner or account.id in self._world.moderators

    def _too_many(self) -> bool:
        times, at = self._world.sent_at, time.monotonic()
        while times and times[0] < at - LINES_S:
            times.popleft()
        if len(times) >= LINES:
            return True
        times.append(at)
        return False

    # --- subscriptions ----------------------------------------------------------------------

    async def subscribe(self, request: web.Request) -> web.Response:
        """A session wants to hear of something."""
        grant, given = _grant(request), await _given(request)
        kind, version = str(given.get("type")), str(given.get("version"))
        condition, transport = given.get("condition") or {}, given.get("transport") or {}
        if (kind, version) not in SCOPES_OF:
            return trouble(400, f"invalid subscription type and version: {kind} {version}")
        if grant.account is None:
            return trouble(400, "invalid transport and auth combination")
        session = self._sessions.open.get(str(transport.get("session_id")))
        if transport.get("method") != "websocket" or session is None or not session.welcomed:
            return trouble(400, "websocket transport session does not exist or has disconnected")
        if why := self._refusal(grant, SCOPES_OF[kind, version], condition):
            return trouble(403, why)
        if any(s["type"] == kind and s["condition"] == condition for s in session.subs.values()):
            return trouble(409, "subscription already exists")
        if len(session.subs) >= MOST_SUBS:
            return trouble(429, "number of websocket subscriptions exceeded")
        session.user_id = grant.account.id
        others = [s for s in self._sessions.open.values() if s.subs and s is not session]
        if sum(s.user_id == session.user_id for s in others) >= MOST_SESSIONS:
            return trouble(429, "number of websocket transports limit exceeded")
        sub: dict[str, Any] = {
            "id": str(uuid.uuid4()),
            "status": "enabled",
            "type": kind,
            "version": version,
            "condition": condition,
            "created_at": now(),
            "transport": {
                "method": "websocket",
                "session_id": session.id,
                "connected_at": now(),
            },
            "cost": 0 if grant.account == self._world.owner else 1,
        }
        await self._sessions.subscribed(session, sub)
        return web.json_response(self._told([sub]), status=202)

    def _refusal(self, grant: Grant, scope: str, condition: dict[str, str]) -> str:
        if not scope:
            return ""
        account = grant.account
        assert account is not None
        user = condition.get("user_id") or condition.get("moderator_user_id")
        missing = scope not in grant.scopes or (user and user != account.id)
        not_theirs = scope in OWNER_ONLY and account != self._world.owner
        no_moderator = scope.startswith(("moderator:", "channel:moderate")) and not self._moderates(
            account
        )
        return (
            "subscription missing proper authorization"
            if (missing or not_theirs or no_moderator)
            else ""
        )

    async def subscriptions(self, request: web.Request) -> web.Response:
        """Every subscription there is."""
        subs = [sub for s in self._sessions.open.values() for sub in s.subs.values()]
        return web.json_response(self._told(subs) | {"pagination": {}})

    async def unsubscribe(self, request: web.Request) -> web.Response:
        """A subscription is no longer wanted."""
        wanted = request.query.get("id", "")
        for session in self._sessions.open.values():
            if session.subs.pop(wanted, None) is not None:
                return web.Response(status=204)
        return trouble(404, "the subscription was not found")

    def _told(self, subs: list[dict[str, Any]]) -> dict[str, Any]:
        every = [sub for s in self._sessions.open.values() for sub in s.subs.values()]
        cost = sum(sub["cost"] for sub in every)
        return {"data": subs, "total": len(every), "total_cost": cost, "max_total_cost": 10}


@web.middleware
async def guard(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Count the request, give it the status that a fault names, and look at its token."""
    world, sessions = request.app[WORLD], request.app[SESSIONS]
    world.requests.append((request.method, request.path))
    request[FAULT] = status = sessions.faults.answer(request.path)
    if request.path.endswith("/ws") or "/oauth2/" in request.path or "/auth/" in request.path:
        return await handler(request)
    headers = {"Ratelimit-Limit": "800", "Ratelimit-Remaining": "799"} | _reset(1)
    if status == 429:
        return trouble(429, "Too Many Requests", **_back_at(sessions.faults.retry_after_s))
    if status is not None:
        return trouble(status, "something went wrong", **headers)
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    grant = world.by_access(token) if scheme == "Bearer" else None
    if grant is None:
        return trouble(401, "Invalid OAuth token", **headers)
    if request.headers.get("Client-Id") != CLIENT_ID:
        return trouble(401, "Client ID and OAuth token do not match", **headers)
    request[GRANT] = grant
    response = await handler(request)
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    return response


WORLD: web.AppKey[World] = web.AppKey("world")
SESSIONS: web.AppKey[Sessions] = web.AppKey("sessions")
GRANT: web.RequestKey[Grant] = web.RequestKey("grant")


def _grant(request: web.Request) -> Grant:
    return request[GRANT]


async def _given(request: web.Request) -> dict[str, Any]:
    """The fields of a request: clients put them in the address or in the body."""
    try:
        body = await request.json() if request.can_read_body else {}
    except ValueError:
        body = {}
    return {**request.query, **(body if isinstance(body, dict) else {})}


def _reset(seconds: float) -> dict[str, str]:
    return {"Ratelimit-Reset": str(int(time.time() + seconds))}


def _back_at(seconds: float) -> dict[str, str]:
    return {"Ratelimit-Limit": "800", "Ratelimit-Remaining": "0", **_reset(seconds)}


def _user(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "login": account.login,
        "display_name": account.shown,
        "type": "",
        "broadcaster_type": "affiliate",
        "description": "",
        "profile_image_url": "",
        "offline_image_url": "",
        "view_count": 0,
        "created_at": "2020-01-01T00:00:00Z",
    }
