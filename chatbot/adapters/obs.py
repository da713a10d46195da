"""OBS as a source: when it starts and stops to stream, by obs-websocket 5 (simpleobsws)."""

from __future__ import annotations

import asyncio
import random
import time
from itertools import count
from typing import TYPE_CHECKING, Any

from chatbot.backoff import Backoff
from chatbot.errors import AuthFailed
from chatbot.events import LiveState, PlatformResult, SourceChanged
from chatbot.obs.link import SWITCH_ON, WRONG_PASSWORD, library, refused_password

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from chatbot.adapters import Offer

__all__ = ["ObsSource"]

OUTPUTS = 1 << 6
"""The subscription to events about outputs, StreamStateChanged among them."""
OPEN_WITHIN_S = 10.0
ASK_EVERY_S = 5.0
LOOK_EVERY_S = 0.05


class ObsSource:
    """Offers `LiveState` as OBS starts and stops streaming; its word is trusted.

    A connection that is lost is tried again with back-off and says nothing of the broadcast.

    Raises:
        CannotGoOnAir: simpleobsws is not installed.
    """

    can: frozenset[str] = frozenset()

    def __init__(
        self,
        url: str,
        password: str | None,
        *,
        name: str = "obs",
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        rng: random.Random | None = None,
        ask_every_s: float = ASK_EVERY_S,
    ) -> None:
        self.name = name
        self._url, self._password = url, password
        self._clock, self._sleep, self._ask_every_s = clock, sleep, ask_every_s
        self._backoff = Backoff(rng or random.Random())
        self._numbers = count(1)
        self._streaming: bool | None = None
        self._told = ""
        self._library = library()

    async def run(self, offer: Offer) -> None:
        """Offer events until cancelled.

        Raises:
            AuthFailed: OBS refused the password.
        """
        self._changed(offer, "connecting", self._url)
        while True:
            self._backoff.attempt(self._clock())
            try:
                why = await self._connected(offer)
            except (OSError, ValueError) as error:
                why = f"OBS cannot be reached at {self._url} ({error}): {SWITCH_ON}"
            wait_s = self._backoff.delay_s(self._clock())
            if why != self._told:  # once, however often it is tried again
                self._told = why
                self._changed(offer, "down", f"{why}; trying again by itself")
            await self._sleep(wait_s)

    async def act(self, ref: str, action: Mapping[str, Any]) -> PlatformResult:
        """Refuse: OBS knows no chat and no goods."""
        name = str(action.get("action", ""))
        return PlatformResult(
            id=f"obs-{ref}", source=self.name, cause=ref, result="refused", action=name
        )

    async def _connected(self, offer: Offer) -> str:
        """Watch one connection until it is lost; returns why.

        Raises:
            AuthFailed: OBS refused the password.
            OSError, ValueError, WebSocketException: it cannot be reached.
        """
        from websockets.exceptions import WebSocketException

        wanted = self._library.IdentificationParameters(eventSubscriptions=OUTPUTS)
        client = self._library.WebSocketClient(self._url, self._password or "", wanted)

        async def changed(data: Mapping[str, Any]) -> None:
            state = str(data.get("outputState", ""))
            if state.endswith(("_STARTED", "_STOPPED")):  # between them it only tries to
                self._heard(offer, streaming=state.endswith("_STARTED"))

        client.register_event_callback(changed, "StreamStateChanged")
        try:
            async with asyncio.timeout(OPEN_WITHIN_S):
                await client.connect()
                await self._identified(client)
            self._backoff.succeeded()
            self._told = ""
            self._changed(offer, "up", "")
            while client.ws_open:
                answer = await client.call(self._library.Request("GetStreamStatus"), timeout=5)
                if (task := asyncio.current_task()) and task.cancelling():
                    raise asyncio.CancelledError  # wait_for before 3.12 may swallow it
                data = answer.responseData or {}
                if answer.ok() and not data.get("outputReconnecting"):
                    self._heard(offer, streaming=bool(data.get("outputActive")))
                await self._sleep(self._ask_every_s)
        except TimeoutError:
            return f"OBS does not answer at {self._url}: {SWITCH_ON}"
        except self._library.MessageTimeout:
            return f"OBS at {self._url} no longer answers"
        except WebSocketException as error:
            return f"OBS cannot be reached at {self._url} ({error}): {SWITCH_ON}"
        finally:
            await client.disconnect()
        return "the connection to OBS is lost"

    async def _identified(self, client: Any) -> None:
        while not client.identified:
            if not client.ws_open:
                if client.ws.close_code == WRONG_PASSWORD:
                    raise AuthFailed(refused_password(self._url, self._password))
                raise ConnectionError(f"closed with code {client.ws.close_code}")
            await asyncio.sleep(LOOK_EVERY_S)

    def _heard(self, offer: Offer, *, streaming: bool) -> None:
        if streaming == self._streaming:
            return
        self._streaming = streaming
        state = "started" if streaming else "ended"
        offer(LiveState(id=self._id("live"), source=self.name, state=state, trusted=True), None)

    def _changed(self, offer: Offer, state: str, detail: str) -> None:
        event = SourceChanged(id=self._id("source"), source=self.name, state=state, detail=detail)
        offer(event, None)

    def _id(self, what: str) -> str:
        return f"{what}-{time.time_ns()}-{next(self._numbers)}"
