"""The fake VTube Studio's socket, and what a test does with it."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from chatbot.testing.vtube_studio.studio import (
    FREE,
    LOST_AFTER_S,
    Hotkey,
    Refused,
    Session,
    Studio,
)

__all__ = ["VTubeStudioMock"]

API = {"apiName": "VTubeStudioPublicAPI", "apiVersion": "1.0"}


@dataclass(slots=True)
class VTubeStudioMock(Studio):
    """A `Studio` that listens on `port` of this machine, any where it is 0."""

    _server: Server | None = None

    async def __aenter__(self) -> VTubeStudioMock:
        self._server = await serve(self._serve, "127.0.0.1", self.port, max_size=2**24)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        await self.drop()
        await self._server.wait_closed()

    @property
    def url(self) -> str:
        """Its address."""
        return f"ws://127.0.0.1:{self.port}"

    # --- what a test asks and does ------------------------------------------------------

    async def until(self, true: Callable[[], bool], within_s: float = 15.0) -> None:
        """Wait until something that was asked of it makes this true."""
        async with asyncio.timeout(within_s):
            while not true():
                self.news.clear()
                await self.news.wait()

    async def given_back(self, parameter: str, within_s: float = 15.0) -> None:
        """Wait until no plugin moves this parameter any more."""
        async with asyncio.timeout(within_s):
            while True:
                left_s = self.moved.get(parameter, -1e9) + LOST_AFTER_S - time.monotonic()
                if left_s <= 0:
                    return
                await asyncio.sleep(left_s)

    async def load_model(self, name: str, hotkeys: tuple[Hotkey, ...]) -> None:
        """Somebody loads another model; plugins that asked for it are told."""
        self.model, self.hotkeys, self.expressions = name, hotkeys, set()
        for session in tuple(self.sessions):
            if "ModelLoadedEvent" in session.events:
                data = {"modelLoaded": True, "modelName": name, "modelID": f"id{name}"}
                await session.connection.send(
                    _answer("ModelLoadedEvent", secrets.token_hex(8), data)
                )

    def revoke(self) -> None:
        """Somebody takes all permissions back."""
        self.tokens.clear()
        self.permissions.clear()
        for session in self.sessions:
            session.allowed = False

    async def drop(self) -> None:
        """Cut every connection."""
        for session in tuple(self.sessions):
            session.connection.transport.abort()

    # --- the wire -----------------------------------------------------------------------

    async def _serve(self, connection: ServerConnection) -> None:
        session = Session(connection)
        self.sessions.append(session)
        try:
            async for text in connection:
                answer = await self._answer(session, text)
                if answer is not None:
                    await connection.send(answer)
                self.news.set()
        except ConnectionClosed:
            pass
        finally:
            self.sessions.remove(session)
            self.items = {} if not self.sessions else self.items
            self.news.set()

    async def _answer(self, session: Session, text: str | bytes) -> str | None:
        number = secrets.token_hex(16)
        try:
            try:
                message = json.loads(text)
                assert isinstance(message, dict)
            except (ValueError, AssertionError):
                raise Refused(2, "JSON invalid") from None
            number = message.get("requestID", number)
            if not isinstance(number, str) or not re.fullmatch(r"[ -~]{1,64}", number):
                number = secrets.token_hex(16)
                raise Refused(5, "Request ID invalid")
            kind = self._kind(message)
            if self.silent:
                return None
            data = message.get("data")
            done = await self._do(session, kind, data if isinstance(data, dict) else {})
        except Refused as error:
            self.errors.append(error.number)
            return _answer("APIError", number, {"errorID": error.number, "message": str(error)})
        return _answer(f"{kind}Response", number, done)

    def _kind(self, message: Mapping[str, Any]) -> str:
        if message.get("apiName") != API["apiName"]:
            raise Refused(3, "API name invalid")
        if message.get("apiVersion") != API["apiVersion"]:
            raise Refused(4, "API version invalid")
        kind = message.get("messageType")
        if not isinstance(kind, str) or not kind:
            raise Refused(6, "Request type missing or empty")
        if not kind.endswith("Request"):
            raise Refused(7, "Request type unknown")
        return kind.removesuffix("Request")

    async def _do(self, session: Session, kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
        if not self.api_on and kind != "APIState":
            raise Refused(1, "API access is turned off")
        do = self.requests().get(kind)
        if do is None:
            raise Refused(7, f"Request type {kind}Request unknown")
        if kind not in FREE and not session.allowed:
            raise Refused(8, "This request requires authentication")
        done = do(session, data)
        return await done if inspect.isawaitable(done) else done


def _answer(kind: str, number: str, data: Mapping[str, Any]) -> str:
    stamp = {"timestamp": round(time.time() * 1000), "messageType": kind, "requestID": number}
    return json.dumps({**API, **stamp, "data": data})
