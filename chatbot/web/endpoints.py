"""The endpoints of the pages, and the one place that decides who somebody is."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from chatbot.web.actions import ActionRequest, ActionResult, BadAction, read_action
from chatbot.web.auth import (
    SESSION_S,
    Pairing,
    Sessions,
    Throttle,
    Tokens,
    bearer,
    host_name,
    is_loopback,
    offered_token,
    same_origin,
)
from chatbot.web.sockets import ConsoleClient, Socket, perform

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import HTTPConnection, Request
    from starlette.responses import Response
    from starlette.websockets import WebSocket

    from chatbot.web.feed import ConsoleFeed

__all__ = ["Endpoints", "WebDeps", "error_answer"]

BODY_LIMIT = 16 * 1024
STAGE_PROTOCOL = "chatbot.stage.v1"
CONSOLE_PROTOCOL = "chatbot.console.v1"


class StageServer(Protocol):
    """Whoever serves renderers."""

    async def serve(self, socket: Socket, *, page: bool) -> None:
        """Serve one renderer until it is gone."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class WebDeps:
    """What the pages need. `hosts` are names we answer to beside this machine's own."""

    hub: StageServer
    feed: ConsoleFeed
    act: Callable[[ActionRequest, str], Awaitable[ActionResult]]
    tokens: Tokens
    healthz: Callable[[], dict[str, Any]]
    hosts: tuple[str, ...] = ()
    pairing: Pairing = field(default_factory=Pairing)
    throttle: Throttle = field(default_factory=Throttle)


class Endpoints:
    """The endpoints; `_role` is the one place that decides who somebody is."""

    def __init__(self, deps: WebDeps):
        self.deps = deps
        self.sessions = Sessions(deps.tokens)

    # --- who ----------------------------------------------------------------------------

    def _role(self, request: HTTPConnection, offers: tuple[str, ...] = ()) -> str | None:
        """A token decides when one is shown, even a wrong one; a cookie only from our page."""
        token = bearer(request.headers.get("authorization"))
        token = offered_token(offers) if token is None else token
        origin, host = request.headers.get("origin"), request.headers.get("host")
        if origin is not None and not same_origin(origin, host):
            return None
        if token is not None:
            return self.deps.tokens.role(token)
        if origin is None and request.scope.get("method") != "GET":
            return None
        return self.sessions.role(request.cookies.get(self.sessions.cookie_name))

    def _is_own_page(self, request: HTTPConnection) -> bool:
        """Whether this comes from our page opened on this machine: matching Host and Origin."""
        host, origin = request.headers.get("host"), request.headers.get("origin")
        forwarded = any(k in request.headers for k in ("forwarded", "x-forwarded-for"))
        return (
            request.client is not None
            and is_loopback(request.client.host)
            and is_loopback(host_name(host))
            and same_origin(origin, host)
            and not forwarded  # behind a proxy everybody seems to be on this machine
        )

    # --- sockets ------------------------------------------------------------------------

    async def stage_socket(self, websocket: WebSocket) -> None:
        """A renderer: by the stage token, or our own page on this machine."""
        offers = tuple(websocket.scope["subprotocols"])
        token = bearer(websocket.headers.get("authorization"))
        token = offered_token(offers) if token is None else token
        if token is None:
            admitted = self._is_own_page(websocket)
        else:
            admitted = self.deps.tokens.role(token) == "stage"
        if not admitted:
            await websocket.close()  # before accept: the peer gets HTTP 403
            return
        await websocket.accept(STAGE_PROTOCOL if STAGE_PROTOCOL in offers else None)
        await self.deps.hub.serve(Socket(websocket), page=token is None)

    async def console_socket(self, websocket: WebSocket) -> None:
        """A console: by an owner's or moderator's token, or a signed-in page."""
        offers = tuple(websocket.scope["subprotocols"])
        role = self._role(websocket, offers)
        if role not in ("owner", "moderator"):
            await websocket.close()
            return
        await websocket.accept(CONSOLE_PROTOCOL if CONSOLE_PROTOCOL in offers else None)
        since = websocket.query_params.get("since", "")
        client = ConsoleClient(Socket(websocket), role=role, feed=self.deps.feed, act=self.deps.act)
        await client.serve(
            since=int(since) if since.isascii() and since.isdigit() and len(since) < 16 else None,
            epoch=websocket.query_params.get("epoch"),
        )

    # --- signing in ---------------------------------------------------------------------

    async def login(self, request: Request) -> Response:
        """Exchange a token for a session cookie."""
        data = await _json_body(request)
        if not same_origin(request.headers.get("origin"), request.headers.get("host")):
            return error_answer(403, "sign in from the console page itself")
        who = request.client.host if request.client else ""
        if wait_s := self.deps.throttle.wait_s(who):
            return error_answer(429, "too many tries", retry_after_s=wait_s)
        token = data.get("token") if isinstance(data, dict) else None
        role = self.deps.tokens.role(token) if isinstance(token, str) else None
        if role not in ("owner", "moderator"):
            self.deps.throttle.failed(who)
            return error_answer(403, "this is not an owner's or moderator's token")
        self.deps.throttle.passed(who)
        answer = _json({"role": role})
        answer.set_cookie(
            self.sessions.cookie_name,
            self.sessions.open(role),
            max_age=SESSION_S,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https"
            or request.headers.get("x-forwarded-proto") == "https",
        )
        return answer

    async def logout(self, request: Request) -> Response:
        """End the session."""
        if not same_origin(request.headers.get("origin"), request.headers.get("host")):
            return error_answer(403, "sign out from the console page itself")
        self.sessions.close(request.cookies.get(self.sessions.cookie_name))
        answer = _json({"ok": True})
        answer.delete_cookie(self.sessions.cookie_name, httponly=True, samesite="strict")
        return answer

    async def session(self, request: Request) -> Response:
        """Say which role the caller has."""
        role = self._role(request)
        return _json({"role": role}) if role else error_answer(401, "sign in first")

    async def pair(self, request: Request) -> Response:
        """Exchange a one-use code for the stage token."""
        data = await _json_body(request)
        if not same_origin(request.headers.get("origin"), request.headers.get("host")):
            return error_answer(403, "pair from the stage page itself")
        who = request.client.host if request.client else ""
        if wait_s := self.deps.throttle.wait_s(who):
            return error_answer(429, "too many tries", retry_after_s=wait_s)
        code = data.get("code") if isinstance(data, dict) else None
        if not isinstance(code, str) or not self.deps.pairing.take(code[:64]):
            self.deps.throttle.failed(who)
            return error_answer(403, "this code is used up or too old: make a new link")
        return _json({"token": self.deps.tokens.stage})

    # --- acting -------------------------------------------------------------------------

    async def actions(self, request: Request) -> Response:
        """Do one action: 200 done, 409 refused, 400 unreadable, 401 and 403 not allowed."""
        role = self._role(request)
        if role not in ("owner", "moderator"):
            return error_answer(401 if role is None else 403, "sign in with a moderator's token")
        try:
            action = read_action(await _json_body(request))
        except BadAction as error:
            reply = ActionResult(done=False, reason=str(error)).to_data(error.ref)
            return _json(reply, 400)
        result = await perform(action, role, self.deps.act)
        return _json(result.to_data(action.ref), 200 if result.done else 409)

    async def stage_stop(self, request: Request) -> Response:
        """STOP from the stage page."""
        token = bearer(request.headers.get("authorization"))
        if not (
            self._is_own_page(request) if token is None else self.deps.tokens.role(token) == "stage"
        ):
            return error_answer(403, "only the stage page on this machine may do this")
        result = await self.deps.act(ActionRequest(action="stop"), "stage")
        return _json(result.to_data(None), 200 if result.done else 409)

    async def healthz(self, _: Request) -> Response:
        """Whether the show runs."""
        health = self.deps.healthz()
        return _json(health, 200 if health.get("ok", True) else 503)


def _json(data: Any, status: int = 200) -> Response:
    from starlette.responses import Response

    text = json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")
    return Response(text, status, media_type="application/json")


def error_answer(status: int, message: str, *, retry_after_s: float = 0.0) -> Response:
    """A refusal as JSON; `retry_after_s` asks to wait."""
    answer = _json({"error": message}, status)
    if retry_after_s:
        answer.headers["retry-after"] = str(max(1, round(retry_after_s)))
    return answer


async def _json_body(request: Request) -> Any:
    """The body as JSON; only `application/json`, which no foreign form can send."""
    from starlette.exceptions import HTTPException

    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise HTTPException(415, "send application/json")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise HTTPException(413, f"at most {BODY_LIMIT} bytes")
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise HTTPException(400, "the body is not JSON") from None
