"""Finds out what a bridge says before a show is set to it: looks, listens, and sends nothing."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException

from chatbot.adapters import frames, link
from chatbot.adapters.dialects import decoder_of, dialect_of
from chatbot.adapters.dialects.shared import parsed
from chatbot.adapters.door import NO_ADDRESS, Door, Refusal
from chatbot.adapters.translate import to_event
from chatbot.events import ChatMessage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chatbot.adapters.dialects import Decoder
    from chatbot.adapters.link import Connection, Limits, ListenAddress

__all__ = ["NO_ROOM", "Ear", "Tell", "dial", "wait_for"]

NO_ROOM = "my-room"
"""Stands for the room of bridges that tell none: any name will do for them."""
AGAIN_S = 1.0
MOST_ROOMS = 6

Tell = Callable[[str, str], None]
"""Told how it stands, and what goes with it: `absent open odd refused spoken strange closed`,
`listening taken` of a connection, `page no_address no_token` of whom we refused."""


@dataclass
class Ear:
    """What one connection says.

    `first` is its first chat message, cleaned, and `room` that message's; `others` counts what was
    not chat, `strange` what belongs to no dialect; `origin` is the page it came from.
    """

    wall_ms: Callable[[], int]
    origin: str = ""
    dialect: str = ""
    room: str = NO_ROOM
    first: ChatMessage | None = None

    def __post_init__(self) -> None:
        self.others: Counter[str] = Counter()
        self.rooms: dict[str, None] = {}
        self.can: frozenset[str] = frozenset()
        self.strange = 0
        self._decode: Decoder | None = None

    def hear(self, raw: str | bytes) -> None:
        """Take one message."""
        if self._decode is None:
            name = dialect_of(parsed(raw))
            if name is None:
                self.strange += 1
                return
            self.dialect = name
            self._decode = decoder_of(
                name, room=NO_ROOM, wall_ms=self.wall_ms, on_detect=lambda _: None
            )
        found = self._decode(raw)
        for frame in found if isinstance(found, list) else [found]:
            self._take(frame)

    def _take(self, frame: frames.Decoded) -> None:
        if isinstance(frame, frames.Hello):
            self.can = frames.ACTIONS.intersection(frame.can or ())
        elif isinstance(frame, frames.Bad):
            self.strange += 1
        elif isinstance(frame, frames.Frame):
            if len(self.rooms) < MOST_ROOMS:
                self.rooms[frame.room] = None
            if not isinstance(frame, frames.Chat):
                kind = type(frame).__name__.lower()
                self.others["other" if kind == "unknown" else kind] += 1
            elif self.first is None:
                said = to_event(frame, source="")
                assert isinstance(said, ChatMessage)
                self.first, self.room = said, frame.room


async def dial(
    url: str, *, wall_ms: Callable[[], int], limits: Limits, tell: Tell, ears: list[Ear]
) -> Ear:
    """Connect, again and again, until a chat message comes; `ears` gets one for each connection.

    No token is sent: who is there is not known yet.
    """
    while True:
        try:
            connection = await link.dial(url, token=None, limits=limits, exact_pong=False)
        except (OSError, WebSocketException, UnicodeError) as error:
            tell(*_why(error))
        else:
            ear = Ear(wall_ms)
            ears.append(ear)
            tell("open", "")
            try:
                if await _listened(connection, ear, tell):
                    return ear
            finally:
                await connection.close()
            tell("closed", "")
        await asyncio.sleep(AGAIN_S)


async def wait_for(
    address: ListenAddress,
    token: str,
    origins: Sequence[str],
    *,
    wall_ms: Callable[[], int],
    limits: Limits,
    tell: Tell,
    ears: list[Ear],
) -> Ear:
    """Listen, again and again where the port is taken, until somebody's chat message comes."""
    door = Door(token, origins, refused=lambda each: _turned_away(each, tell))
    found: asyncio.Future[Ear] = asyncio.get_running_loop().create_future()

    async def admitted(connection: Any) -> None:
        ear = Ear(wall_ms, origin=connection.request.headers.get("Origin") or "")
        ears.append(ear)
        tell("open", ear.origin)
        if not await _listened(connection, ear, tell):
            tell("closed", "")
        elif not found.done():
            found.set_result(ear)

    while True:
        try:
            server = await link.listen(
                admitted, address, check=door.check, origins=origins, limits=limits
            )
        except OSError as error:
            tell("taken", error.strerror or str(error))
            await asyncio.sleep(AGAIN_S)
            continue
        tell("listening", "")
        try:
            return await found
        finally:
            server.close()
            await server.wait_closed()


def _turned_away(refusal: Refusal, tell: Tell) -> None:
    if not refusal.fresh:
        return
    if refusal.kind == "wrong_token":
        tell("no_token", refusal.origin)
    else:
        tell("no_address" if refusal.origin == NO_ADDRESS else "page", refusal.origin)


async def _listened(connection: Connection, ear: Ear, tell: Tell) -> bool:
    """Whether a chat message came before the connection ended."""
    told = ""
    try:
        while ear.first is None:
            ear.hear(await connection.recv())
            if ear.dialect != told:
                told = ear.dialect
                tell("spoken", told)
            elif not told and ear.strange == 1:
                tell("strange", "")
    except ConnectionClosed:
        return False
    return True


def _why(error: Exception) -> tuple[str, str]:
    if isinstance(error, InvalidStatus):
        status = error.response.status_code
        return ("refused" if status in (401, 403) else "odd"), f"HTTP {status}"
    if isinstance(error, ConnectionRefusedError):
        return "absent", ""
    if isinstance(error, TimeoutError):
        return "absent", ""
    if isinstance(error, WebSocketException):
        return "odd", "no WebSocket"
    return "absent", str(getattr(error, "strerror", None) or error)
