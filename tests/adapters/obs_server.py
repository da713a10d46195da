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


@dataclass
class Obs:
    """A running OBS, streaming or not."""

    password: str = ""
    streaming: bool = False
    asked: list[str] = field(default_factory=list)
    port: int = 0
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
        assert identify["d"]["eventSubscriptions"] & OUTPUTS
        await send(peer, 2, {"negotiatedRpcVersion": 1})
        self._peers.append(peer)
        with contextlib.suppress(ConnectionClosed):
            await self._answer(peer)

    async def _answer(self, peer: ServerConnection) -> None:
        async for raw in peer:
            request = msgpack.unpackb(raw)["d"]
            self.asked.append(request["requestType"])
            status = {"outputActive": self.streaming, "outputReconnecting": False}
            answer = {
                "requestType": request["requestType"],
                "requestId": request["requestId"],
                "requestStatus": {"result": True, "code": 100},
                "responseData": status,
            }
            await send(peer, 7, answer)

    async def stream(self, on: bool) -> None:
        """The streamer presses the button."""
        self.streaming = on
        for state in ("STARTING", "STARTED") if on else ("STOPPING", "STOPPED"):
            data = {"outputActive": on, "outputState": f"OBS_WEBSOCKET_OUTPUT_{state}"}
            event = {"eventType": "StreamStateChanged", "eventIntent": OUTPUTS, "eventData": data}
            for peer in self._peers:
                await send(peer, 5, event)

    async def reconnecting(self) -> None:
        """The line to the platform is lost, and OBS tries to get it back."""
        for state in ("RECONNECTING", "RECONNECTED"):
            data = {"outputActive": True, "outputState": f"OBS_WEBSOCKET_OUTPUT_{state}"}
            event = {"eventType": "StreamStateChanged", "eventIntent": OUTPUTS, "eventData": data}
            for peer in self._peers:
                await send(peer, 5, event)

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
    async with serve(
        here.serve,
        "127.0.0.1",
        port,
        subprotocols=["obswebsocket.msgpack"],  # type: ignore[list-item]
    ) as server:
        here.port = server.sockets[0].getsockname()[1]
        yield here
