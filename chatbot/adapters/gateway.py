"""Taobao-style gateways: we connect to them, or they connect to us."""

from __future__ import annotations

import asyncio
import random
import time
from errno import EADDRINUSE
from itertools import count
from typing import TYPE_CHECKING, Any

from websockets.exceptions import InvalidStatus, InvalidURI, WebSocketException
from websockets.uri import parse_uri

from chatbot.adapters import link
from chatbot.adapters.dialects import Repeats, decoder_of
from chatbot.adapters.door import Door, Refusal
from chatbot.adapters.intake import Intake
from chatbot.adapters.link import Limits, ListenAddress
from chatbot.adapters.session import Session
from chatbot.addresses import is_here
from chatbot.backoff import Backoff, TokenBucket
from chatbot.errors import AuthFailed, ChatbotError, ConfigError, NotReady
from chatbot.events import PlatformResult, SourceChanged

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from websockets.asyncio.server import ServerConnection

    from chatbot.adapters import Offer
    from chatbot.config import AdapterConfig

__all__ = ["GatewayAdapter", "Limits", "ListenAddress"]

GRACE_S = 4.0
"""So long a gateway that is started together with the show may take to listen, unreported."""

TAKEN_CODE = 4409
"""Close code for a second connection of one source."""


class GatewayAdapter:
    """A `chatbot.gateway/1` source, in `mode: client` or `mode: listen`.

    `wall_ms` is the show's wall clock in ms since 1970; `token` is sent as Bearer, or is what
    `/in/<token>` must hold. `clock`, `sleep` and `rng` pace reconnecting.

    Raises:
        ConfigError: url, listen address or token do not fit the mode.
    """

    def __init__(
        self,
        config: AdapterConfig,
        *,
        name: str,
        wall_ms: Callable[[], int],
        token: str | None = None,
        listen: ListenAddress | None = None,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        rng: random.Random | None = None,
        counts_every_s: float = 10.0,
        act_timeout_s: float = 5.0,
    ) -> None:
        self._name, self._config, self._token = name, config, token
        self._limits = limits or Limits()
        self._wall_ms, self._clock, self._sleep = wall_ms, clock, sleep
        self._numbers = count(1)
        self._counts_every_s, self._act_timeout_s = counts_every_s, act_timeout_s
        self._repeats = Repeats()
        self._backoff = Backoff(rng or random.Random())
        self._bucket = TokenBucket(burst=10, per_s=2)
        self._intake = Intake(
            source=name,
            room=config.room,
            trust=frozenset(config.trust),
            wall_ms=wall_ms,
            on_notice=lambda text: self._tell("up", text),
        )
        self._spoken = ""
        self._session: Session | None = None
        self._offer: Offer | None = None
        self._told: tuple[str, str] = ("", "")
        self._counts_told: dict[str, int] = {}
        self._refused_last = ""
        self.bound: ListenAddress | None = None
        """Where `mode: listen` really waits, once it does."""
        self._listen = listen or ListenAddress()
        if config.mode == "client":
            _check_url(config, name)
        else:
            _check_listen(self._listen, token, name)

    @property
    def name(self) -> str:
        """The source of every event."""
        return self._name

    @property
    def can(self) -> frozenset[str]:
        """What the connected gateway said it can do; empty while nothing is connected."""
        return self._session.can if self._session else frozenset()

    @property
    def counts(self) -> dict[str, int]:
        """Bad frames since the start, by kind."""
        return dict(self._intake.counts)

    async def run(self, offer: Offer) -> None:
        """Offer events until cancelled.

        Raises:
            AuthFailed: the gateway refused our token.
            NotReady: the listen address is taken.
        """
        self._offer = offer
        failure: ChatbotError | None = None
        async with asyncio.TaskGroup() as tasks:
            reports = tasks.create_task(self._report())
            try:
                await (self._connect() if self._config.mode == "client" else self._wait())
            except ChatbotError as error:
                failure = error
            finally:
                reports.cancel()
        if failure is not None:
            raise failure

    async def act(self, ref: str, action: Mapping[str, Any]) -> PlatformResult:
        """Ask the gateway; `done`, `refused` or `timeout` within 5 s of being sent."""
        name = str(action.get("action", ""))

        def refused(why: str) -> PlatformResult:
            return PlatformResult(
                id=f"do-{ref}",
                source=self._name,
                cause=ref,
                result="refused",
                action=name,
                detail=why,
            )

        if self._session is None:
            return refused("no gateway is connected")
        if name not in self.can:
            return refused(f"this gateway cannot {name}: do it by hand")
        wait = self._bucket.reserve(self._clock(), patience_s=self._act_timeout_s)
        if wait is None:
            return refused("too many actions at once: the limit is 2 a second")
        if wait:
            await self._sleep(wait)
        session = self._session
        if session is None:
            return refused("the connection to the gateway was lost")
        return await session.ask(ref, action, timeout_s=self._act_timeout_s, source=self._name)

    # --- mode: client -----------------------------------------------------------------------

    async def _connect(self) -> None:
        url = self._config.connect_url() or ""
        shown = link.shown_url(self._config.url or "")
        began_s, starting = self._clock(), True
        while True:
            if self._told[0] not in ("down", "connecting"):
                self._tell("connecting", f"connecting to {shown}")
            self._backoff.attempt(self._clock())
            try:
                connection = await self._dial(url)
            except (OSError, WebSocketException, UnicodeError) as error:
                why = _why(error, shown, self._limits)
                starting = starting and isinstance(error, ConnectionRefusedError)
                if isinstance(error, InvalidStatus) and error.response.status_code in (401, 403):
                    raise AuthFailed(why) from error
            else:
                starting = False
                good = self._intake.good
                why = await self._live(connection)
                if self._intake.good > good:
                    self._backoff.succeeded()
            if not (starting and self._clock() - began_s < GRACE_S):
                self._tell("down", why)
            await self._sleep(self._backoff.delay_s(self._clock()))

    def _detected(self, dialect: str) -> None:
        if dialect != self._spoken:
            self._spoken = dialect
            self._tell("up", f"the gateway speaks {dialect}")

    async def _dial(self, url: str) -> link.Connection:
        native = self._config.dialect == "native"
        return await link.dial(url, token=self._token, limits=self._limits, exact_pong=native)

    async def _live(self, connection: link.Connection) -> str:
        assert self._offer is not None
        # anew for each connection: another bridge may have taken the place of the last one
        self._intake.decode = decoder_of(
            self._config.dialect,
            room=self._config.room,
            wall_ms=self._wall_ms,
            on_detect=self._detected,
            repeats=self._repeats,
        )
        session = Session(
            connection,
            self._intake,
            self._offer,
            on_hello=lambda: self._tell("up", "the gateway said what it can do"),
        )
        self._session = session
        self._tell("up", "connected")
        try:
            return await session.run()
        finally:
            self._session = None

    # --- mode: listen -----------------------------------------------------------------------

    async def _wait(self) -> None:
        door = Door(self._token or "", self._config.origins, refused=self._refused)
        try:
            server = await link.listen(
                self._admitted,
                self._listen,
                check=door.check,
                origins=self._config.origins,
                limits=self._limits,
            )
        except OSError as error:
            where = f"{self._listen.host}:{self._listen.port}"
            what = "it is in use" if error.errno == EADDRINUSE else error.strerror or error
            raise NotReady(
                f"cannot listen on {where}: {what}; end what uses it, or choose another port "
                "in 'url'"
            ) from error
        try:
            host, port = server.sockets[0].getsockname()[:2]
            self.bound = ListenAddress(host, port)
            self._tell("connecting", f"waiting for a gateway on {host}:{port}")
            await asyncio.get_running_loop().create_future()
        finally:
            self.bound = None
            server.close()
            await server.wait_closed()

    def _refused(self, refusal: Refusal) -> None:
        """Count it; a page that was not told yet is told at once, the others now and then."""
        self._intake.bad(refusal.kind, str(refusal))
        if refusal.fresh:
            self._refused_last = str(refusal)
            self._tell("up" if self._session else "stranger", self._refused_last)

    async def _admitted(self, connection: ServerConnection) -> None:
        if self._session is not None:
            self._intake.bad("second_connection", "a source has one connection; close the other")
            await connection.close(TAKEN_CODE, "another connection of this source is open")
            return
        self._tell("down", await self._live(connection))

    # --- telling ----------------------------------------------------------------------------

    def _tell(self, state: str, detail: str) -> None:
        if self._offer is None or (state == "down" and self._told == (state, detail)):
            return
        self._told = (state, detail)
        self._counts_told = dict(self._intake.counts)
        self._offer(
            SourceChanged(
                id=f"{state}-{self._wall_ms()}-{next(self._numbers)}",
                source=self._name,
                state=state,
                detail=detail,
                can=tuple(sorted(self.can)),
                counts=tuple(sorted(self._counts_told.items())),
            ),
            None,
        )

    async def _report(self) -> None:
        while True:
            await asyncio.sleep(self._counts_every_s)
            if self._intake.counts != self._counts_told:
                bad = sum(self._intake.counts.values()) - sum(self._counts_told.values())
                refused = sum(
                    self._intake.counts[kind] - self._counts_told.get(kind, 0)
                    for kind in ("refused_origin", "wrong_token")
                )
                said = [f"{bad - refused} more bad frames"] if bad > refused else []
                said += [f"{refused} more refused; {self._refused_last}"] if refused else []
                state = "frames" if bad > refused else "up" if self._session else "stranger"
                self._tell(state, "; ".join(said))


def _check_url(config: AdapterConfig, name: str) -> None:
    try:
        parse_uri(config.connect_url() or "")
    except InvalidURI as error:
        shown = link.shown_url(config.url or "")
        raise ConfigError(
            f"adapter {name}: {shown!r} is not an address such as ws://127.0.0.1:8770"
        ) from error


def _check_listen(address: ListenAddress, token: str | None, name: str) -> None:
    if not is_here(address.host):
        raise ConfigError(
            f"adapter {name}: mode listen is for this machine only; use 127.0.0.1, "
            f"not {address.host}"
        )
    if not token:
        raise ConfigError(f"adapter {name}: mode listen needs CHATBOT_GATEWAY_TOKEN")


_FIND = "correct 'url' (`chatbot connect` finds the usual bridges)"


def _why(error: Exception, url: str, limits: Limits) -> str:
    """Why a connection did not open, with what to do about it."""
    if isinstance(error, InvalidStatus):
        status = error.response.status_code
        if status in (401, 403):
            return (
                f"{url} refused our token ({status}): write token: ${{CHATBOT_GATEWAY_TOKEN}} at "
                "this adapter, put the gateway's token as CHATBOT_GATEWAY_TOKEN=… into a file "
                "named .env beside the show, and start again"
            )
        if 300 <= status < 400:
            return f"{url} redirects ({status}), which is not followed; write the final address"
        return (
            f"{url} answered {status} instead of opening a WebSocket: another program has this "
            f"port, or the path is wrong; {_FIND}"
        )
    if isinstance(error, TimeoutError):
        return f"{url} did not answer within {limits.open_timeout_s:g} s"
    if isinstance(error, ConnectionRefusedError):
        return f"nothing listens at {url}; start the gateway, or {_FIND}"
    if isinstance(error, WebSocketException):
        return f"{url} does not speak WebSocket as it should: {type(error).__name__}"
    return f"cannot reach {url}: {getattr(error, 'strerror', None) or error}"
