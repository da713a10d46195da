"""The pages and their sockets, served inside the show's own TaskGroup."""

from __future__ import annotations

import asyncio
import errno
import mimetypes
import socket as sockets
from pathlib import Path
from typing import TYPE_CHECKING

from chatbot.errors import CannotGoOnAir
from chatbot.web.answers import error_answer
from chatbot.web.endpoints import Endpoints, WebDeps
from chatbot.web.guard import Guard
from chatbot.web.looks import look_routes
from chatbot.web.patience import patient_protocol
from chatbot.web.plugins import PluginPanel
from chatbot.web.script import ScriptPanel
from chatbot.web.signing import SignIn
from chatbot.web.translation import TranslationDesk

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route


__all__ = ["WebDeps", "create_app", "listen", "serve_web"]

HERE = Path(__file__).parent
FRAME_LIMIT = 64 * 1024


def create_app(deps: WebDeps) -> Starlette:
    """The web application of one show."""
    from starlette.applications import Starlette
    from starlette.exceptions import HTTPException
    from starlette.middleware import Middleware
    from starlette.middleware.gzip import GZipMiddleware
    from starlette.responses import FileResponse, RedirectResponse
    from starlette.routing import Mount, Route, WebSocketRoute
    from starlette.staticfiles import StaticFiles

    # Windows reads these from its registry, where another program may have changed them.
    for kind, ending in (
        ("text/javascript", ".js"),
        ("text/css", ".css"),
        ("image/svg+xml", ".svg"),
    ):
        mimetypes.add_type(kind, ending)
    pages = Endpoints(deps)
    sign_in = SignIn(
        deps.tokens, deps.sessions, deps.proxies, deps.pairing, deps.throttle, deps.keep
    )

    def page(path: Path) -> Callable[[Request], Awaitable[Response]]:
        async def answer(_: Request) -> Response:
            return FileResponse(path, media_type="text/html; charset=utf-8")

        return answer

    async def without_slash(request: Request) -> Response:
        return RedirectResponse(request.url.path.rstrip("/"))

    async def refused(_: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        return error_answer(error.status_code, error.detail)

    def files(name: str) -> GZipMiddleware:
        # Only what everybody may read is compressed: a secret beside chosen words would leak.
        return GZipMiddleware(StaticFiles(directory=HERE / name, check_dir=False), compresslevel=6)

    return Starlette(
        routes=[
            Route("/", page(HERE / "console" / "signpost.html")),
            Route("/stage", page(HERE / "stage" / "index.html")),
            Route("/console", page(HERE / "console" / "index.html")),
            Route("/here", page(HERE / "console" / "here.html")),
            Route("/assist", page(HERE / "assist" / "index.html")),
            Route("/stage/", without_slash),
            Route("/assist/", without_slash),
            Route("/console/", without_slash),
            Mount("/stage", files("stage")),
            Mount("/console", files("console")),
            Mount("/assist", files("assist")),
            *look_routes(deps.face),
            *_desk_routes(deps, pages),
            WebSocketRoute("/ws/stage", pages.stage_socket),
            WebSocketRoute("/ws/console", pages.console_socket),
            Route("/api/session", pages.session),
            Route("/api/login", sign_in.login, methods=["POST"]),
            Route("/api/logout", sign_in.logout, methods=["POST"]),
            Route("/api/invitation", sign_in.invitation, methods=["POST"]),
            Route("/api/actions", pages.actions, methods=["POST"]),
            Route("/api/pair", sign_in.pair, methods=["POST"]),
            Route("/api/stage-stop", pages.stage_stop, methods=["POST"]),
            *([Route("/healthz", pages.healthz)] if deps.healthz else []),
            *([Route("/metrics", pages.metrics)] if deps.metrics else []),
        ],
        middleware=[
            Middleware(Guard, hosts=deps.hosts, proxies=deps.proxies if deps.only_proxies else None)
        ],
        exception_handlers={HTTPException: refused},
    )


def _desk_routes(deps: WebDeps, pages: Endpoints) -> list[Route]:
    from starlette.routing import Route

    panels: list[tuple[str, ScriptPanel | PluginPanel]] = []
    if deps.script is not None:
        panels.append(("/api/script", ScriptPanel(deps.script, pages.who, deps.keep)))
    if deps.plugins is not None:
        panels.append(("/api/plugins", PluginPanel(deps.plugins, pages.who, deps.keep)))
    routes = [
        route
        for path, panel in panels
        for route in (Route(path, panel.read), Route(path, panel.write, methods=["POST"]))
    ]
    if deps.translator is not None:
        translations = TranslationDesk(deps.translator, pages.who, deps.keep)
        routes.append(Route("/api/translation", translations.write, methods=["POST"]))
    return routes


async def serve_web(
    app: Starlette,
    listener: sockets.socket,
    *,
    started: Callable[[int], None],
    tls: tuple[Path, Path] | None = None,
) -> None:
    """Serve on a socket of `listen` until cancelled; `started` gets its port.

    `tls` is a certificate's file, with its chain, and its key's.
    """
    import contextlib

    import uvicorn

    class Server(uvicorn.Server):
        """Leaves signals to the program it runs in."""

        @contextlib.contextmanager
        def capture_signals(self):  # type: ignore[no-untyped-def]
            yield

        async def startup(self, sockets: list[sockets.socket] | None = None) -> None:
            await super().startup(sockets)
            started(listener.getsockname()[1])

    config = uvicorn.Config(
        app,
        http=patient_protocol(),
        backlog=64,  # so many are taken at once, before any of them is looked at
        log_config=None,
        log_level="warning",  # at info it writes addresses with their queries
        access_log=False,
        ws="websockets-sansio",
        ws_max_size=FRAME_LIMIT,
        ws_per_message_deflate=False,
        proxy_headers=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=2,
        ssl_certfile=tls and tls[0],
        ssl_keyfile=tls and tls[1],
    )
    server = Server(config)
    async with asyncio.TaskGroup() as group:
        serving = group.create_task(server.serve(sockets=[listener]))
        try:
            await asyncio.shield(serving)
        except asyncio.CancelledError:
            server.should_exit = True
            await asyncio.wait({serving}, timeout=4)
            raise


def listen(host: str, port: int) -> sockets.socket:
    """Take an address, so that nothing else is begun where it cannot be had (0: any free port).

    Raises:
        CannotGoOnAir: the address cannot be used.
    """
    family = sockets.AF_INET6 if ":" in host else sockets.AF_INET
    try:
        listening = sockets.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            why = f"port {port} is in use: another show may be running"
            remedy = "end it with Ctrl-C, or choose another with --port (0 takes any free one)"
        elif error.errno == errno.EACCES:
            why, remedy = f"port {port} needs more rights", "set a web.port above 1023"
        else:
            why = error.strerror or str(error)
            remedy = "set web.host to an address of this machine, such as 127.0.0.1"
        raise CannotGoOnAir(f"cannot serve pages on {host}:{port}: {why}; {remedy}") from error
    # asyncio sets this only on sockets that it opened itself. Without it a short frame waits until
    # the one before it is acknowledged, which a client may put off for 40 ms.
    listening.setsockopt(sockets.IPPROTO_TCP, sockets.TCP_NODELAY, 1)
    return listening
