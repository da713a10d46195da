"""VMC over OSC: Warudo, VSeeFace, Unreal with a plugin; and VRChat's avatar parameters.

https://protocol.vmc.info: each shape's value, then one message that applies them all; bones as
position and rotation. UDP tells nobody that it was lost, so what moves is sent again and again, and
the rest that follows a few times.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import TYPE_CHECKING, Any

from chatbot.errors import NotReady
from chatbot.renderers.arms import pointing, resting
from chatbot.renderers.blend_shapes import FACES, blend_shapes
from chatbot.renderers.nearest import GESTURES
from chatbot.renderers.outside import NEUTRAL, Face, OutsideRenderer
from chatbot.renderers.wire import Caps

if TYPE_CHECKING:
    from chatbot.renderer_config import VmcConfig

__all__ = ["Vmc"]

POINTING = frozenset({"point_to_buy", *GESTURES["point_to_buy"]}) - {"wave"}
MOST_BYTES = 1400
"""A bundle above this may be cut in two on its way."""
REST_TIMES = 3
REFUSED_WITHIN_S = 0.15


class Vmc(OutsideRenderer):
    """Sends faces to `host`:`port`, 30 times a second while something moves."""

    frames_per_s = 30.0
    caps = Caps(
        lipsync="visemes", gestures=("point_to_buy", "point"), expressions=FACES, overlay=False
    )

    def __init__(self, config: VmcConfig) -> None:
        self.name = config.called
        self._config = config
        self._host, self._port = config.host, config.to_port
        self.where = f"{self._host}:{self._port} (UDP)"
        self._transport: asyncio.DatagramTransport | None = None
        self._refused = asyncio.Event()
        self._began = 0.0
        self._human = self._posed = False

    async def connect(self) -> str:
        """Open the socket and send the resting face.

        Raises:
            NotReady: there is no such host, or nobody listens on it.
        """
        self._refused.clear()
        self._began = time.monotonic()
        loop = asyncio.get_running_loop()
        try:
            self._transport, _ = await loop.create_datagram_endpoint(
                lambda: _Ear(self._refused), remote_addr=(self._host, self._port)
            )
        except (OSError, UnicodeError) as error:
            raise NotReady(
                f"no host is called {self._host}: check 'host' in the show file"
            ) from error
        self._send(NEUTRAL)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(REFUSED_WITHIN_S):
                await self._refused.wait()
                self._transport.close()
                self._transport = None
                raise NotReady(self._nobody())
        return f"sends to {self.where}; UDP says nothing back"

    def _nobody(self) -> str:
        where = "switch on OSC in its menu" if self._vrchat else "switch on its VMC receiver"
        return (
            f"nobody listens at {self.where}: start the program, {where} and compare the port "
            "with the show file"
        )

    @property
    def _vrchat(self) -> bool:
        return self._config.names == "vrchat"

    async def watch(self) -> None:
        """Return once the computer there says that nobody listens."""
        await self._refused.wait()
        raise ConnectionRefusedError(self._nobody())

    async def frame(self, face: Face) -> None:
        """Send the face; a resting one a few times, since none follows."""
        if self._human:
            return
        for _ in range(1 if face.moving else REST_TIMES):
            self._send(face)
        self._posed = _points(face) or (self._posed and face.moving)

    async def show(self, what: str, value: Any) -> None:
        """While a person has taken over, the figure is theirs."""
        if what == "state":
            human = value == "human_on"
            if human and not self._human:
                await self.stop()
            self._human = human

    async def stop(self) -> None:
        """Close the mouth and lower the arm."""
        for _ in range(REST_TIMES):
            self._send(NEUTRAL)
        self._posed = False

    async def aclose(self) -> None:
        """Leave the figure at rest."""
        if self._transport is not None:
            if not self._human:
                await self.stop()
            self._transport.close()
            self._transport = None

    def _send(self, face: Face) -> None:
        if self._transport is None:
            return
        for bundle in self._bundles(face):
            self._transport.sendto(bundle)

    def _bundles(self, face: Face) -> list[bytes]:
        from pythonosc.osc_bundle_builder import IMMEDIATELY, OscBundleBuilder

        bundles: list[bytes] = []
        builder, size = OscBundleBuilder(IMMEDIATELY), 16
        for message in self._messages(face):
            if size + len(message.dgram) + 4 > MOST_BYTES:
                bundles.append(builder.build().dgram)
                builder, size = OscBundleBuilder(IMMEDIATELY), 16
            builder.add_content(message)
            size += len(message.dgram) + 4
        return [*bundles, builder.build().dgram]

    def _messages(self, face: Face) -> list[Any]:
        points = _points(face)
        if self._vrchat:
            shapes = {**blend_shapes(face, "vrm0"), "Point": face.share if points else 0.0}
            return [_message(f"/avatar/parameters/{name}", w) for name, w in shapes.items()]
        messages = [
            _message("/VMC/Ext/OK", 1),
            _message("/VMC/Ext/T", time.monotonic() - self._began),
        ]
        if self._config.arms and (points or self._posed):
            pose = pointing(face.anchor, face.share) if points else resting()
            for bone, rotation in pose.items():
                messages.append(_message("/VMC/Ext/Bone/Pos", bone, 0.0, 0.0, 0.0, *rotation))
        for name, weight in blend_shapes(face, self._config.names).items():
            messages.append(_message("/VMC/Ext/Blend/Val", name, weight))
        return [*messages, _message("/VMC/Ext/Blend/Apply")]


def _points(face: Face) -> bool:
    return face.gesture in POINTING and face.share > 0


class _Ear(asyncio.DatagramProtocol):
    def __init__(self, refused: asyncio.Event) -> None:
        self._refused = refused

    def error_received(self, exc: Exception) -> None:
        self._refused.set()


def _message(address: str, *values: str | float) -> Any:
    """An OSC message whose numbers are floats, but for an `int`: receivers ask for the type."""
    from pythonosc.osc_message_builder import OscMessageBuilder

    builder = OscMessageBuilder(address)
    for value in values:
        kind = "s" if isinstance(value, str) else "i" if isinstance(value, int) else "f"
        builder.add_arg(value, kind)
    return builder.build()
