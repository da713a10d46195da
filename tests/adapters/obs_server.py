"""OBS's side of obs-websocket 5: hello, identify with a password, requests, events; msgpack."""

from __future__ import annotations

import base64
import contextlib
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import msgpack
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

OUTPUTS = 1 << 6
SALT, CHALLENGE = (
    "lM1GncleQOaCu9lT1yeUZhFYnqhsLLP1G5lAGo3ixaI=",
    "+IxH4CnCiqpX1rM9scsNynZzbOe4KhDeYcTNS3PDaeY=",
)


def proof(password: str) -> str:
    """What the protocol wants to see of a password."""
    secret = base64.b64encode(hashlib.sha256((password + SALT).encode()).digest())
    return base64.b64encode(hashlib.sha256(secret + CHALLENGE.encode()).digest()).decode()


class Refused(Exception):
    """OBS does not do what it was asked."""

    def __init__(self, code: int, comment: str) -> None:
        super().__init__(comment)
        self.code = code


@dataclass
class Obs:
    """A running OBS, streaming or not."""

    password: str = ""
    streaming: bool = False
    asked: list[str] = field(default_factory=list)
    port: int = 0
    subscribed: int = 0
    _peers: list[ServerConnection] = field(default_factory=list)

    async def serve(self, peer: ServerConnection) -> None:
        """One client, from hello to its end."""
        hello: dict[str, Any] = {"obsWebSocketVersion": "5.1.0", "rpcVersion": 1}
        if self.password:
            hello["authentication"] = {"salt": SALT, "challenge": CHALLENGE}
        await send(peer, 0, hello)
        identify = msgpack.unpackb(await peer.recv())
        assert identify["op"] == 1
        if self.password and identify["d"].get("authentication") != proof(self.password):
            await peer.close(4009, "Authentication failed.")
            return
        self.subscribed = identify["d"]["eventSubscriptions"]
        await send(peer, 2, {"negotiatedRpcVersion": 1})
        self._peers.append(peer)
        with contextlib.suppress(ConnectionClosed):
            await self._answer(peer)
        if peer in self._peers:
            self._peers.remove(peer)

    async def _answer(self, peer: ServerConnection) -> None:
        async for raw in peer:
            request = msgpack.unpackb(raw)["d"]
            if "requests" in request:
                results = [await self._result(each) for each in request["requests"]]
                await send(peer, 9, {"requestId": request["requestId"], "results": results})
            else:
                answer = await self._result(request)
                await send(peer, 7, {"requestId": request["requestId"], **answer})

    async def _result(self, request: dict[str, Any]) -> dict[str, Any]:
        name = request["requestType"]
        self.asked.append(name)
        try:
            data = await self.answer(name, request.get("requestData") or {})
            status: dict[str, Any] = {"result": True, "code": 100}
        except Refused as refused:
            data, status = None, {"result": False, "code": refused.code, "comment": str(refused)}
        return {"requestType": name, "requestStatus": status, "responseData": data}

    async def answer(self, request: str, data: dict[str, Any]) -> dict[str, Any] | None:
        """What OBS says to one request.

        Raises:
            Refused: it will not do it.
        """
        return {"outputActive": self.streaming, "outputReconnecting": False}

    async def tell(self, event: str, intent: int, data: dict[str, Any]) -> None:
        """Tell every client of an event."""
        for peer in self._peers:
            await send(peer, 5, {"eventType": event, "eventIntent": intent, "eventData": data})

    async def stream(self, on: bool) -> None:
        """The streamer presses the button."""
        self.streaming = on
        for state in ("STARTING", "STARTED") if on else ("STOPPING", "STOPPED"):
            data = {"outputActive": on, "outputState": f"OBS_WEBSOCKET_OUTPUT_{state}"}
            await self.tell("StreamStateChanged", OUTPUTS, data)

    async def reconnecting(self) -> None:
        """The line to the platform is lost, and OBS tries to get it back."""
        for state in ("RECONNECTING", "RECONNECTED"):
            data = {"outputActive": True, "outputState": f"OBS_WEBSOCKET_OUTPUT_{state}"}
            await self.tell("StreamStateChanged", OUTPUTS, data)

    async def crash(self) -> None:
        """Every connection is lost."""
        peers, self._peers = self._peers, []
        for peer in peers:
            peer.transport.abort()


async def send(peer: ServerConnection, op: int, data: dict[str, Any]) -> None:
    await peer.send(msgpack.packb({"op": op, "d": data}))


@contextlib.asynccontextmanager
async def obs(password: str = "", *, streaming: bool = False, port: int = 0) -> AsyncIterator[Obs]:
    """An OBS on this machine."""
    here = Obs(password, streaming)
    async with serving(here, port):
        yield here


@contextlib.asynccontextmanager
async def serving(here: Obs, port: int = 0) -> AsyncIterator[None]:
    """Have this OBS listen for the time of the block."""
    async with serve(
        here.serve,
        "127.0.0.1",
        port,
        subprotocols=["obswebsocket.msgpack"],  # type: ignore[list-item]
    ) as server:
        here.port = server.sockets[0].getsockname()[1]
        yield
