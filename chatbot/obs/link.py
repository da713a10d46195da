"""A connection to OBS by obs-websocket 5 (simpleobsws): opened, asked, and its faults in words.

Every message says what to click in OBS. The password reaches no message.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Any

from chatbot.errors import AuthFailed, CannotGoOnAir, ChatbotError, ConfigError, NotReady

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
    from types import ModuleType

__all__ = [
    "DEFAULT_URL", "SWITCH_ON", "WRONG_PASSWORD", "ObsLink", "ObsRefused", "library", "opened",
    "refused_password",
]  # fmt: skip

DEFAULT_URL = "ws://127.0.0.1:4455"
"""Where OBS listens unless it is told otherwise."""
WRONG_PASSWORD, ANOTHER_RPC = 4009, 4010
"""Close codes of obs-websocket 5."""
OPEN_WITHIN_S, ANSWER_WITHIN_S = 10.0, 5.0
LOOK_EVERY_S = 0.02
SWITCH_ON = (
    "start OBS (28 or newer), open Tools → WebSocket Server Settings, tick "
    "“Enable WebSocket server” and press OK"
)


class ObsRefused(ChatbotError):
    """OBS understood a request and will not do it; `code` is obs-websocket's."""

    def __init__(self, request: str, code: int, comment: str | None) -> None:
        self.request, self.code = request, code
        super().__init__(f"OBS refuses {request}: {comment or f'code {code}'}")


class ObsLink:
    """An open connection; `about` is what OBS says of itself (GetVersion)."""

    def __init__(self, client: Any, url: str) -> None:
        self._client, self.url = client, url
        self.about: Mapping[str, Any] = {}

    async def ask(self, request: str, **data: Any) -> dict[str, Any]:
        """Send one request and return what OBS answers to it.

        Raises:
            ObsRefused: OBS will not do it.
            ConnectionError: the connection is lost, or OBS no longer answers.
        """
        asked = library().Request(request, data or None)
        answer = await self._waiting(self._client.call(asked, timeout=ANSWER_WITHIN_S))
        return _result(answer)

    async def batch(self, *requests: tuple[str, Mapping[str, Any]]) -> None:
        """Send requests that OBS carries out in one go: no frame shows half of them.

        Raises:
            ObsRefused: OBS will not do one of them; the others are done.
            ConnectionError: the connection is lost, or OBS no longer answers.
        """
        asked = [library().Request(name, dict(data)) for name, data in requests]
        answers = await self._waiting(self._client.call_batch(asked, timeout=ANSWER_WITHIN_S))
        for answer in answers:
            _result(answer)

    async def _waiting(self, answer: Awaitable[Any]) -> Any:
        from websockets.exceptions import WebSocketException

        task = asyncio.current_task()
        cancelled = task.cancelling() if task else 0  # a TaskGroup that failed may have left some
        try:
            answered = await answer
        except library().MessageTimeout:
            raise ConnectionError(f"OBS at {self.url} no longer answers") from None
        except (WebSocketException, library().NotIdentifiedError) as error:
            raise ConnectionError(f"the connection to OBS is lost ({error})") from None
        if task and task.cancelling() > cancelled:
            raise asyncio.CancelledError  # wait_for before 3.12 may swallow it
        return answered

    async def may(self, request: str, **data: Any) -> dict[str, Any] | None:
        """As `ask`; None where OBS will not do it."""
        try:
            return await self.ask(request, **data)
        except ObsRefused:
            return None

    def can(self, request: str) -> bool:
        """Whether this OBS knows that request."""
        return request in self.about.get("availableRequests", ())

    def on_event(self, heard: Callable[[str, Mapping[str, Any]], None]) -> None:
        """Have `heard` called with the name and the data of every event subscribed to."""

        async def told(data: Mapping[str, Any]) -> None:
            heard(str(data.get("eventType")), data.get("eventData") or {})

        self._client.register_event_callback(told)

    def on_lost(self, heard: Callable[[], object]) -> None:
        """Have `heard` called once the connection is lost, at once where it is already."""
        if self._client.recv_task is None:
            heard()
        else:
            self._client.recv_task.add_done_callback(lambda _: heard())


@contextlib.asynccontextmanager
async def opened(url: str, password: str | None, *, events: int = 0) -> AsyncIterator[ObsLink]:
    """Connect for the time of the block; `events` is obs-websocket's mask of what to hear.

    Raises:
        ConfigError: `url` is no WebSocket address.
        CannotGoOnAir: the library is not installed.
        AuthFailed: OBS refused the password.
        NotReady: nothing answers there, or something that is no obs-websocket 5.
    """
    if not url.startswith(("ws://", "wss://")):
        raise ConfigError(f"{url!r} is not OBS's address: write it as {DEFAULT_URL}")
    found = library()
    wanted = found.IdentificationParameters(eventSubscriptions=events)
    client = found.WebSocketClient(url, password or "", wanted)
    try:
        await _identify(client, url, password)
        link = ObsLink(client, url)
        link.about = await link.ask("GetVersion")
        yield link
    finally:
        await client.disconnect()


def _result(answer: Any) -> dict[str, Any]:
    if not answer.ok():
        status = answer.requestStatus
        raise ObsRefused(answer.requestType, status.code, status.comment)
    return dict(answer.responseData or {})


async def _identify(client: Any, url: str, password: str | None) -> None:
    from websockets.exceptions import WebSocketException

    stranger = (
        f"what listens at {url} is no OBS of today: look up the port in OBS under "
        "Tools → WebSocket Server Settings; it needs OBS 28 or newer (obs-websocket 5)"
    )
    try:
        async with asyncio.timeout(OPEN_WITHIN_S):
            await client.connect()
            while not client.identified:
                if not client.ws_open:
                    raise _closed(client.ws.close_code, url, password, stranger)
                await asyncio.sleep(LOOK_EVERY_S)
    except TimeoutError:
        raise NotReady(stranger if client.ws_open else _unreachable(url, "no answer")) from None
    except (WebSocketException, EOFError) as error:
        raise NotReady(f"{stranger} ({error})") from None
    except (OSError, ValueError) as error:
        raise NotReady(_unreachable(url, error)) from None


def _unreachable(url: str, why: object) -> str:
    return f"OBS cannot be reached at {url} ({why}): {SWITCH_ON}, and look that the port is right"


def _closed(code: int | None, url: str, password: str | None, stranger: str) -> ChatbotError:
    if code == WRONG_PASSWORD:
        return AuthFailed(refused_password(url, password))
    if code == ANOTHER_RPC:
        return NotReady(stranger)
    return NotReady(f"OBS at {url} closed the connection (code {code}): {SWITCH_ON}")


def refused_password(url: str, password: str | None) -> str:
    """What to do about a password that OBS at `url` does not take."""
    missing = "" if password else "; none is set"
    return (
        f"OBS at {url} refuses the password{missing}: put OBS_PASSWORD=… into a file named .env "
        "beside the show, as OBS shows it under Tools → WebSocket Server Settings → "
        "Show Connect Info, and start again"
    )


def library() -> ModuleType:
    """The library simpleobsws, without what it does to the log of websockets.

    Raises:
        CannotGoOnAir: it is not installed.
    """
    wire = logging.getLogger("websockets")
    level = wire.level
    try:
        import simpleobsws
    except ImportError:
        raise CannotGoOnAir(
            "OBS needs simpleobsws: pip install 'live-room-host[obs]', or simpleobsws alone"
        ) from None
    wire.setLevel(level)
    found: ModuleType = simpleobsws
    return found
