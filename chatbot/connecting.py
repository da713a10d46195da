"""Looks for a platform's chat bridges where they usually are, until one brings a message."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from chatbot.errors import AuthFailed, ConfigError
from chatbot.events import ChatMessage, Event, SourceChanged

if TYPE_CHECKING:
    from chatbot.adapters import OnFate
    from chatbot.adapters.probe import Ear, Tell
    from chatbot.connections import TwitchConfig

__all__ = [
    "BRIDGES",
    "POLICIES",
    "TITLES",
    "Bridge",
    "Found",
    "Silence",
    "hear_twitch",
    "look_for",
    "places",
]

SESSION = "SSN_SESSION"
LOCAL = "ws://127.0.0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """One bridge and where it is looked for. `start` names how it is started.

    At `url` it listens; where it `dials`, we listen there for it, and let pages of `origins` in.
    """

    title: str
    url: str
    start: str
    dials: bool = False
    origins: tuple[str, ...] = ()

    @property
    def port(self) -> int:
        """The port of its address."""
        return int(re.sub(r"^wss?://[^:/]+:?", "", self.url).partition("/")[0] or 443)


TITLES = {
    "native": "chatbot.gateway/1",
    "barrage_grab": "DouyinBarrageGrab",
    "social_stream_ninja": "Social Stream Ninja",
    "oba_live_tool": "oba-live-tool",
    "userscript": "userscript",
    "dycast": "dycast",
}
"""What people call whoever speaks a dialect."""

_OBA = Bridge(title="oba-live-tool", url=f"{LOCAL}:12354", start="oba")
_NINJA = "Social Stream Ninja"

BRIDGES: dict[str, tuple[Bridge, ...]] = {
    "taobao": (
        _OBA,
        Bridge(
            title="userscript",
            url=f"{LOCAL}:5001",
            start="script",
            dials=True,
            origins=("https://tbzb.taobao.com",),
        ),
        Bridge(title="chatbot.gateway/1", url=f"{LOCAL}:8770", start="own"),
    ),
    "douyin": (
        Bridge(title="DouyinBarrageGrab", url=f"{LOCAL}:8888", start="grab"),
        _OBA,
        Bridge(
            title="dycast",
            url=f"{LOCAL}:8771",
            start="dycast",
            dials=True,
            origins=("http://localhost:5173",),
        ),
    ),
    "tiktok": (
        Bridge(title=_NINJA, url=f"{LOCAL}:3000/join/${{{SESSION}}}/4", start="ninja_local"),
        Bridge(
            title=f"{_NINJA} (io.socialstream.ninja)",
            url=f"wss://io.socialstream.ninja/join/${{{SESSION}}}/4",
            start="ninja_cloud",
        ),
    ),
}

POLICIES = {"taobao": "taobao", "douyin": "douyin", "tiktok": "tiktok_eu", "twitch": "twitch"}


@dataclass(frozen=True, slots=True)
class Found:
    """The bridge that brought the first message, and what it said."""

    platform: str
    bridge: Bridge
    ear: Ear

    @property
    def adapter(self) -> dict[str, Any]:
        """What to write under `adapters:`."""
        room = {"room": self.ear.room}
        if not self.bridge.dials:
            return {"type": "gateway", "name": self.platform, "url": self.bridge.url, **room}
        here = {"mode": "listen", "url": self.bridge.url, **room}
        pages = {"origins": [self.ear.origin]} if self.ear.origin else {}
        return {"type": "gateway", "name": self.platform, **here, **pages}


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing came in time: where somebody was, it is `bridge`, and what it said is in `ear`."""

    bridge: Bridge | None = None
    ear: Ear | None = None


def places(
    platform: str,
    *,
    port: int | None = None,
    listen: int | None = None,
    origins: Sequence[str] = (),
    environment: Mapping[str, str],
) -> tuple[Bridge, ...]:
    """Where to look. `port` is a bridge's own instead of the usual ones, `listen` one of ours.

    Raises:
        ConfigError: Social Stream Ninja's session is not known.
    """
    usual = BRIDGES[platform]
    dialled = [bridge for bridge in usual if not bridge.dials]
    heard = [bridge for bridge in usual if bridge.dials]
    if port is not None or listen is not None:
        dialled = [_moved(dialled[0], port)] if port is not None else []
        first = heard[0] if heard else Bridge(title="WebSocket", url=LOCAL, start="anyone")
        heard = [_moved(replace(first, dials=True), listen)] if listen is not None else []
    known = environment.get(SESSION)
    if not known and port is not None:
        dialled = [replace(b, url=b.url.partition("/join/")[0]) for b in dialled]
    elif not known and any(SESSION in bridge.url for bridge in dialled):
        raise ConfigError(
            f"Social Stream Ninja's chat is behind its session id, its only secret: put "
            f"{SESSION}=… into a file named .env here, with what follows ?session= in the address "
            "of its dock, and try again"
        )
    heard = [replace(b, origins=tuple(dict.fromkeys([*b.origins, *origins]))) for b in heard]
    return (*dialled, *heard)


def _moved(bridge: Bridge, port: int) -> Bridge:
    path = re.sub(r"^ws://[^/]*", "", bridge.url)
    return replace(bridge, url=f"{LOCAL}:{port}{path}")


async def look_for(
    platform: str,
    bridges: Sequence[Bridge],
    *,
    token: str,
    environment: Mapping[str, str],
    wait_s: float,
    tell: Callable[[Bridge, str, str], None],
) -> Found | Silence:
    """The first chat message of any of them, or that none came within `wait_s`.

    `tell` hears how it stands with each: the words of `chatbot.adapters.probe.Tell`.
    """
    ears: list[list[Ear]] = [[] for _ in bridges]
    found: list[Found] = []

    async def seek(number: int) -> None:
        bridge = bridges[number]
        ear = await _ear_at(bridge, token, environment, ears[number], partial(tell, bridge))
        if not found:
            found.append(Found(platform, bridge, ear))
        for task in seeking:
            if task is not seeking[number]:
                task.cancel()

    try:
        async with asyncio.timeout(wait_s), asyncio.TaskGroup() as tasks:
            seeking = [tasks.create_task(seek(number)) for number in range(len(bridges))]
    except TimeoutError:
        pass
    if found:
        return found[0]
    met = [(sum(ear.others.values()), number) for number, each in enumerate(ears) for ear in each]
    if not met:
        return Silence()
    _, number = max(met)
    return Silence(bridges[number], max(ears[number], key=lambda ear: ear.others.total()))


async def _ear_at(
    bridge: Bridge, token: str, environment: Mapping[str, str], ears: list[Ear], tell: Tell
) -> Ear:
    from chatbot.adapters.link import Limits, ListenAddress
    from chatbot.adapters.probe import dial, wait_for
    from chatbot.engine.clock import wall_now_ms

    how: dict[str, Any] = {
        "wall_ms": wall_now_ms, "limits": Limits(open_timeout_s=5.0),
        "tell": tell, "ears": ears,
    }  # fmt: skip
    if bridge.dials:
        return await wait_for(ListenAddress(port=bridge.port), token, bridge.origins, **how)
    url = bridge.url.replace(f"${{{SESSION}}}", environment.get(SESSION, ""))
    return await dial(url, **how)


async def hear_twitch(
    config: TwitchConfig, *, wait_s: float, tell: Callable[[str, str], None]
) -> ChatMessage | None:
    """The first line of a channel's chat, or None where nobody wrote within `wait_s`.

    `tell` hears the states of a source, and what goes with them.

    Raises:
        AuthFailed: the sign-in is of no use; the message says what to type.
    """
    from chatbot.adapters.twitch.adapter import TwitchAdapter
    from chatbot.engine.clock import wall_now_ms
    from chatbot.sources import twitch_store

    ended: asyncio.Future[ChatMessage] = asyncio.get_running_loop().create_future()

    def offer(event: Event, on_fate: OnFate | None) -> None:
        if isinstance(event, SourceChanged):
            if event.state == "refused" and not ended.done():
                ended.set_exception(AuthFailed(event.detail))
            tell(event.state, event.detail)
        elif isinstance(event, ChatMessage) and not ended.done():
            ended.set_result(event)

    adapter = TwitchAdapter(config, twitch_store(), name="twitch", wall_ms=wall_now_ms)
    try:
        async with asyncio.timeout(wait_s), asyncio.TaskGroup() as tasks:
            running = tasks.create_task(adapter.run(offer))
            try:
                return await asyncio.shield(ended)
            except AuthFailed as error:
                refused = error
            finally:
                running.cancel()
    except TimeoutError:
        return None
    raise refused
