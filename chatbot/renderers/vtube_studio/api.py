"""The wire to VTube Studio: one WebSocket, requests matched by their id, events beside them.

The messages are those of https://github.com/DenchiSoft/VTubeStudio (API 1.0).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from itertools import count
from typing import TYPE_CHECKING, Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, InvalidMessage, WebSocketException

from chatbot.errors import NotReady

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Api", "VtsError", "remedy"]

NAME, VERSION = "VTubeStudioPublicAPI", "1.0"
OPEN_WITHIN_S = 5.0
ANSWER_WITHIN_S = 5.0
LOST = "the connection to VTube Studio is lost"

_REMEDIES = {
    1: "in VTube Studio open the settings (the gear) and switch on the plugin API",
    8: "VTube Studio has taken back its permission: click Allow when it asks again",
    9: "VTube Studio asks whether pictures may be loaded: click Allow there, or take 'item' away",
    50: "somebody clicked Deny in VTube Studio: run 'chatbot renderer inspect SHOW.yaml' and click "
    "Allow",
    51: "VTube Studio already asks about a plugin: answer that question",
    200: "too many hotkeys at once",
    201: "no model is loaded in VTube Studio: load one",
    203: "the same hotkey was just triggered",
    204: "the hotkey's file is missing: open it in VTube Studio and choose its file again",
    205: "close the open windows in VTube Studio",
    354: "that is a name of VTube Studio's own: choose another",
    352: "another plugin has made it: choose another name",
    454: "another plugin moves it: end that one, or give this show another parameter",
    753: "close the open windows in VTube Studio",
    754: "the scene is full of items: take some away",
    758: "a picture has to be PNG, JPG or GIF of 64 to 2048 pixels, under 5 MB",
    800: "close the open windows in VTube Studio",
    1101: "close the plugin window in VTube Studio",
}
"""What to click or change, by VTube Studio's error number."""


def remedy(number: int, message: str) -> str:
    """What VTube Studio said, and what to do about it where we know."""
    said = message.strip().rstrip(".") or "VTube Studio refused"
    known = _REMEDIES.get(number)
    return f"{said}: {known}" if known else f"{said} (VTube Studio's error {number})"


class VtsError(Exception):
    """VTube Studio refused a request; `number` is its error id."""

    def __init__(self, number: int, message: str) -> None:
        self.number = number
        super().__init__(remedy(number, message))


class Api:
    """An open connection. `on_event` hears each event's name and data.

    Every method raises ConnectionError once the connection is lost.
    """

    def __init__(
        self, connection: ClientConnection, on_event: Callable[[str, Mapping[str, Any]], None]
    ) -> None:
        self._connection, self._on_event = connection, on_event
        self._waiting: dict[str, asyncio.Future[Mapping[str, Any]]] = {}
        self._ids = count(1)
        self._read_elsewhere = False

    @classmethod
    async def open(cls, url: str, on_event: Callable[[str, Mapping[str, Any]], None]) -> Api:
        """Connect.

        Raises:
            NotReady: nobody listens there, or it is no VTube Studio.
        """
        try:
            connection = await connect(
                url, open_timeout=OPEN_WITHIN_S, proxy=None, max_size=2**24, close_timeout=0.5
            )
        except (TimeoutError, InvalidMessage, InvalidHandshake) as error:
            raise NotReady(
                f"{url} does not answer as VTube Studio does ({type(error).__name__}): compare the "
                "port with VTube Studio's settings"
            ) from error
        except (OSError, WebSocketException) as error:
            raise NotReady(
                f"nobody listens at {url}: start VTube Studio, switch on the plugin API in its "
                "settings (the gear), and compare the port there with 'url' in the show file"
            ) from error
        return cls(connection, on_event)

    async def ask(
        self, kind: str, data: Mapping[str, Any] | None = None, *, within_s: float = ANSWER_WITHIN_S
    ) -> Mapping[str, Any]:
        """Send `kind` + `Request`; returns the answer's data.

        Raises:
            VtsError: VTube Studio refused.
            TimeoutError: no answer within `within_s`.
        """
        number = f"chatbot-{next(self._ids)}"
        request = {
            "apiName": NAME,
            "apiVersion": VERSION,
            "requestID": number,
            "messageType": f"{kind}Request",
            "data": dict(data or {}),
        }
        answer: asyncio.Future[Mapping[str, Any]] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            async with asyncio.timeout(within_s):
                await self._connection.send(json.dumps(request))
                while not (self._read_elsewhere or answer.done()):
                    self._take(await self._connection.recv())
                return await answer
        except WebSocketException as error:
            raise ConnectionError(LOST) from error
        except TimeoutError as error:
            raise TimeoutError(
                f"VTube Studio did not answer {kind}Request within {within_s:.0f} s"
            ) from error
        finally:
            self._waiting.pop(number, None)

    async def read(self) -> None:
        """Read until the connection is lost; without it each `ask` reads for itself."""
        self._read_elsewhere = True
        try:
            async for text in self._connection:
                self._take(text)
        except WebSocketException:
            pass
        finally:
            self._read_elsewhere = False
            for waiting in self._waiting.values():
                if not waiting.done():
                    waiting.set_exception(ConnectionError(LOST))

    async def aclose(self) -> None:
        """Close; never raises OSError."""
        with contextlib.suppress(OSError, WebSocketException):
            await self._connection.close()

    def _take(self, text: str | bytes) -> None:
        try:
            message = json.loads(text)
            kind, data = str(message["messageType"]), message.get("data")
            data = data if isinstance(data, dict) else {}
            waiting = self._waiting.get(str(message.get("requestID")))
            if kind.endswith("Event"):
                self._on_event(kind, data)
                return
            if waiting is None or waiting.done():
                return  # an answer that nobody waits for any more
            if kind == "APIError":
                number = int(data.get("errorID", 0))
                waiting.set_exception(VtsError(number, str(data.get("message", ""))))
            else:
                waiting.set_result(data)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return  # not a message of the API: newer versions may send more
