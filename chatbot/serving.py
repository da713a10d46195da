"""The pages of a show on air: whether they may be served there, for whom, and what is kept."""

from __future__ import annotations

import json
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chatbot.access import users_here
from chatbot.engine.clock import wall_now_ms
from chatbot.engine.records import Record
from chatbot.errors import CannotGoOnAir
from chatbot.facing import face_at_start
from chatbot.metering import figures
from chatbot.scripting.desk import ScriptDesk
from chatbot.web.endpoints import WebDeps
from chatbot.web.origin import Proxies, host_name, is_loopback
from chatbot.web.server import create_app, listen, serve_web
from chatbot.web.sessions import Sessions
from chatbot.web.users import UsersError

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Coroutine

    from chatbot.app import OnAir
    from chatbot.config import Show
    from chatbot.engine.journal import Journal
    from chatbot.engine.room import Room
    from chatbot.loading import ShowFiles
    from chatbot.web.auth import Tokens
    from chatbot.web.deeds import Deed
    from chatbot.web.feed import ConsoleFeed
    from chatbot.web.users import Users

__all__ = ["Pages", "admit_address"]

WILDCARDS = ("0.0.0.0", "::", "")


def admit_address(files: ShowFiles, users: Users) -> tuple[Path, Path] | None:
    """Let nobody in by accident: another address than this machine's needs users and TLS.

    Returns the certificate's and key's files, where pages are served with them.

    Raises:
        CannotGoOnAir: names what is missing.
    """
    web = files.show.web
    beside = files.path.absolute().parent
    tls = (beside / web.tls.cert, beside / web.tls.key) if web.tls else None
    if tls is not None:
        try:
            ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(*tls)
        except OSError as error:  # an SSLError is one
            wrong = f"{tls[0]}, {tls[1]}: not a certificate and its key ({error.strerror or error})"
            raise CannotGoOnAir(f"{wrong}: web.tls names two PEM files") from error
    if is_loopback(web.host) and web.public_url is None:
        return tls
    where = f"web.public_url {web.public_url}" if web.public_url else f"web.host {web.host}"
    if tls is None and not web.proxy:
        raise CannotGoOnAir(
            f"{where} reaches beyond this machine, where passwords must not travel in clear text: "
            "name the proxy that encrypts (web: {proxy: 127.0.0.1}, docs/remote.md), give a "
            "certificate of your own (web: {tls: {cert: …, key: …}}), or serve at 127.0.0.1"
        )
    try:
        known = users.read().users
    except UsersError as error:
        raise CannotGoOnAir(str(error)) from error
    if not known:
        raise CannotGoOnAir(
            f"{where} reaches beyond this machine, and there are no users yet: "
            "`chatbot user add NAME --role owner`"
        )
    return tls


@dataclass
class Pages:
    """The pages of one show: `listen`, then `serve`; `run` beside."""

    files: ShowFiles
    tokens: Tokens
    port: int | None
    users: Users = field(default_factory=users_here)

    def __post_init__(self) -> None:
        self.tls = admit_address(self.files, self.users)
        self.sessions = Sessions(self.tokens, self.users)
        self.face = face_at_start(self.files)

    @property
    def show(self) -> Show:
        """The show they belong to."""
        return self.files.show

    @property
    def public(self) -> str:
        """Where people elsewhere find them, or ""."""
        return self.show.web.public_url or ""

    @property
    def certificate(self) -> str:
        """The file of their own certificate, or ""."""
        return str(self.tls[0]) if self.tls else ""

    def listen(self) -> socket.socket:
        """Take the address.

        Raises:
            CannotGoOnAir: it cannot be had.
        """
        web = self.show.web
        return listen(web.host, web.port if self.port is None else self.port)

    def address(self, port: int) -> str:
        """Where this machine finds them."""
        host = "127.0.0.1" if self.show.web.host in WILDCARDS else self.show.web.host
        return f"{'https' if self.tls else 'http'}://{f'[{host}]' if ':' in host else host}:{port}"

    def serve(
        self,
        live: OnAir,
        feed: ConsoleFeed,
        journal: Journal,
        listener: socket.socket,
        started: Callable[[int], None],
    ) -> Coroutine[Any, Any, None]:
        """Serve a running show until cancelled."""
        web, room, hub = self.show.web, live.room, live.hub
        outside = not is_loopback(web.host)

        def health() -> dict[str, Any]:
            return {"ok": journal.healthy, "mode": room.state.memory.mode}

        deps = WebDeps(
            hub=hub,
            feed=feed,
            act=live.actions.act,
            tokens=self.tokens,
            sessions=self.sessions,
            script=ScriptDesk(self.files.path.absolute()),
            plugins=live.plugins,
            translator=live.translator,
            keep=lambda deed: keep(deed, room, journal),
            healthz=health if web.healthz else None,
            metrics=(lambda: figures(room, hub, feed, journal, live.tally))
            if web.metrics
            else None,
            hosts=(web.host, *([host_name(self.public[8:]) or ""] if self.public else [])),
            proxies=Proxies(web.proxy),
            only_proxies=outside and self.tls is None,
            face=self.face,
        )
        return serve_web(create_app(deps), listener, started=started, tls=self.tls)


def keep(deed: Deed, room: Room, journal: Journal) -> None:
    """Write down what somebody did; replay and resume pass it over."""
    at_ms = max(room.state.memory.now_ms, room.clock.now_ms())
    body = {
        "who": deed.who,
        "role": deed.role,
        "action": deed.action,
        "result": deed.result,
        **({"reason": deed.reason} if deed.reason else {}),
        **({"asked": deed.asked} if deed.asked else {}),
        "wall_ms": wall_now_ms(),
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    journal.append([Record("audit", at_ms, text.encode("utf-8", "replace").decode("utf-8"))])
