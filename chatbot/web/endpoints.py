"""The endpoints of the pages, and the one place that decides who somebody is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from chatbot.files.faces import DRAWN
from chatbot.web.actions import ActionRequest, ActionResult, BadAction, read_action
from chatbot.web.answers import error_answer, json_answer, json_body
from chatbot.web.auth import (
    ACTIONS,
    Pairing,
    Throttle,
    Tokens,
    allowed,
    bearer,
    may,
    offered_token,
)
from chatbot.web.deeds import Deed, Keep
from chatbot.web.origin import Proxies
from chatbot.web.sessions import Sessions, Who
from chatbot.web.sockets import TOO_MANY_ACTIONS, ConsoleClient, Pace, Socket, perform

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import HTTPConnection, Request
    from starlette.responses import Response
    from starlette.websockets import WebSocket

    from chatbot.files.faces import Face
    from chatbot.web.feed import ConsoleFeed
    from chatbot.web.plugins import Plugins
    from chatbot.web.script import Script
    from chatbot.web.translation import Translator

__all__ = ["Endpoints", "WebDeps"]

STAGE_PROTOCOL = "chatbot.stage.v1"
CONSOLE_PROTOCOL = "chatbot.console.v1"


class StageServer(Protocol):
    """Whoever serves renderers."""

    async def serve(self, socket: Socket, *, page: bool) -> None:
        """Serve one renderer until it is gone."""
        ...


def _nowhere(deed: Deed) -> None:
    """For whoever keeps no log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebDeps:
    """What the pages need. `hosts` are names we answer to beside this machine's own.

    With `only_proxies` nobody but this machine and the proxies is answered at all. `healthz` and
    `metrics` (text and its media type) are None where they are switched off.
    """

    hub: StageServer
    feed: ConsoleFeed
    act: Callable[[ActionRequest, str], Awaitable[ActionResult]]
    tokens: Tokens
    sessions: Sessions
    keep: Keep = _nowhere
    healthz: Callable[[], dict[str, Any]] | None = None
    metrics: Callable[[], tuple[bytes, str]] | None = None
    hosts: tuple[str, ...] = ()
    proxies: Proxies = field(default_factory=Proxies)
    only_proxies: bool = False
    pairing: Pairing = field(default_factory=Pairing)
    throttle: Throttle = field(default_factory=Throttle)
    face: Face = DRAWN
    script: Script | None = None
    plugins: Plugins | None = None
    translator: Translator | None = None


def _token(request: HTTPConnection, offers: tuple[str, ...]) -> str | None:
    token = bearer(request.headers.get("authorization"))
    return offered_token(offers) if token is None else token


class Endpoints:
    """The endpoints; `who` is the one place that decides who somebody is."""

    def __init__(self, deps: WebDeps):
        self.deps = deps
        self.sessions = deps.sessions
        self._guesses = Throttle(free=20, longest_s=10.0)
        self._pace = Pace()

    # --- who ----------------------------------------------------------------------------

    def who(self, request: HTTPConnection, offers: tuple[str, ...] = ()) -> Who | None:
        """A token decides when one is shown, even a wrong one; a cookie only from our page."""
        token = _token(request, offers)
        origin = request.headers.get("origin")
        if origin is not None and not self.deps.proxies.ours(request):
            return None
        if token is not None:
            role = self._role(request, token)
            return None if role is None else Who(role, role)
        if origin is None and request.scope.get("method") != "GET":
            return None
        return self.sessions.who(request.cookies.get(self.sessions.cookie_name))

    def _renders(self, request: HTTPConnection, offers: tuple[str, ...]) -> bool:
        """Whether this is a renderer: by the stage token, or our own page on this machine."""
        token = _token(request, offers)
        if token is not None:
            return allowed(self._role(request, token), "render")
        return self.deps.proxies.from_here(request) and self.deps.proxies.ours(request)

    def _role(self, request: HTTPConnection, token: str) -> str | None:
        """The role of a token; who guesses from elsewhere is not looked at for a while.

        This machine is: nothing may keep `chatbot stop` waiting.
        """
        proxies = self.deps.proxies
        address = "" if proxies.from_here(request) else proxies.client(request)
        if address and self._guesses.wait_s(address):
            return None
        role = self.deps.tokens.role(token)
        if address:
            (self._guesses.passed if role else self._guesses.failed)(address)
        return role

    # --- sockets ------------------------------------------------------------------------

    async def stage_socket(self, websocket: WebSocket) -> None:
        """A renderer: by the stage token, or our own page on this machine."""
        offers = tuple(websocket.scope["subprotocols"])
        if not self._renders(websocket, offers):
            await websocket.close()  # before accept: the peer gets HTTP 403
            return
        await websocket.accept(STAGE_PROTOCOL if STAGE_PROTOCOL in offers else None)
        await self.deps.hub.serve(Socket(websocket), page=_token(websocket, offers) is None)

    async def console_socket(self, websocket: WebSocket) -> None:
        """A console: by a token of people, or a signed-in page, for as long as it is signed in."""
        offers = tuple(websocket.scope["subprotocols"])
        who = self.who(websocket, offers)
        if who is None or not allowed(who.role, "watch"):
            await websocket.close()
            return
        since = websocket.query_params.get("since", "")
        known = since.isascii() and since.isdigit() and len(since) < 16
        cookie = ""
        if _token(websocket, offers) is None:
            cookie = websocket.cookies.get(self.sessions.cookie_name, "")
        client = ConsoleClient(
            Socket(websocket),
            who=(lambda: self.sessions.who(cookie)) if cookie else (lambda: who),
            feed=self.deps.feed,
            act=self.deps.act,
            keep=self.deps.keep,
        )
        ended = self.sessions.watch(cookie)
        try:
            await websocket.accept(CONSOLE_PROTOCOL if CONSOLE_PROTOCOL in offers else None)
            await client.serve(
                since=int(since) if known else None,
                epoch=websocket.query_params.get("epoch"),
                ended=ended if cookie else None,
            )
        finally:
            self.sessions.forget(cookie, ended)

    # --- who is there -------------------------------------------------------------------

    async def session(self, request: Request) -> Response:
        """Say who the caller is and what they may do; where nobody is signed in, how one does."""
        who = self.who(request)
        if who is None:
            passwords = bool(self.sessions.known.users)
            return error_answer(401, "sign in first", passwords=passwords)
        return json_answer({"role": who.role, "name": who.name, "may": may(who.role)})

    # --- acting -------------------------------------------------------------------------

    async def actions(self, request: Request) -> Response:
        """Do one action: 200 done, 409 refused, 400 unreadable, 401 and 403 not allowed, 429."""
        who = self.who(request)
        if who is None:
            return error_answer(401, "sign in with a moderator's name or token")
        try:
            action = read_action(await json_body(request))
        except BadAction as error:
            reply = ActionResult(done=False, reason=str(error)).to_data(error.ref)
            return json_answer(reply, 400)
        if action.action != "stop" and not self._pace.may_act(who.name):
            reply = ActionResult(done=False, reason=TOO_MANY_ACTIONS).to_data(action.ref)
            return json_answer(reply, 429)
        result = await perform(action, who, self.deps.act, self.deps.keep)
        forbidden = action.action in ACTIONS and not allowed(who.role, action.action)
        status = 200 if result.done else 403 if forbidden else 409
        return json_answer(result.to_data(action.ref), status)

    async def stage_stop(self, request: Request) -> Response:
        """STOP from the stage page."""
        if not self._renders(request, ()):
            return error_answer(403, "only the stage page on this machine may do this")
        stop = ActionRequest(action="stop")
        result = await perform(stop, Who("stage", "stage"), self.deps.act, self.deps.keep)
        return json_answer(result.to_data(None), 200 if result.done else 409)

    # --- how it goes --------------------------------------------------------------------

    async def healthz(self, request: Request) -> Response:
        """Whether the show runs; strangers hear no more than that."""
        assert self.deps.healthz is not None
        health = self.deps.healthz()
        well = bool(health.get("ok", True))
        trusted = self.deps.proxies.from_here(request) or self.who(request) is not None
        return json_answer(health if trusted else {"ok": well}, 200 if well else 503)

    async def metrics(self, request: Request) -> Response:
        """Figures for Prometheus: on this machine, or for a token that may see them."""
        from starlette.responses import Response

        assert self.deps.metrics is not None
        who = self.who(request)
        seen = who is not None and allowed(who.role, "metrics")
        if not seen and not self.deps.proxies.from_here(request):
            return error_answer(401, "send the viewer's token: Authorization: Bearer TOKEN")
        text, kind = self.deps.metrics()
        return Response(text, media_type=kind)
