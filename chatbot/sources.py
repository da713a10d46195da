"""The show's chat sources: made from the files, kept running, asked to act."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chatbot.adapters import Adapter
from chatbot.commands import Pin
from chatbot.connections import AdapterConfig, RecordingConfig, TwitchConfig
from chatbot.errors import AuthFailed, ChatbotError
from chatbot.events import PlatformResult, SourceChanged

if TYPE_CHECKING:
    from chatbot.adapters.twitch.tokens import TokenStore
    from chatbot.config import Show
    from chatbot.connections import AnyAdapter
    from chatbot.engine.clock import Clock
    from chatbot.engine.room import Room
    from chatbot.show.acts import Platform

__all__ = [
    "Platforms",
    "listen_address",
    "listen_addresses",
    "make_adapter",
    "make_feed",
    "start_sources",
    "supervise",
    "twitch_store",
]

RETRY_FIRST_S, RETRY_MOST_S = 1.0, 60.0


def listen_address(config: AdapterConfig, token: str) -> str:
    """Where a bridge connects to us, with the token a userscript cannot put anywhere else."""
    from chatbot.adapters.gateway import ListenAddress

    known = ListenAddress()
    address = (config.url or f"ws://{known.host}:{known.port}").rstrip("/")
    given = config.token.get_secret_value() if config.token else token
    return f"{address}/in/{given}"


def listen_addresses(configs: Sequence[AnyAdapter], token: str) -> tuple[str, ...]:
    """Where bridges connect to us, in the order of the show file."""
    return tuple(
        listen_address(config, token)
        for config in configs
        if isinstance(config, AdapterConfig) and config.mode == "listen"
    )


def twitch_store() -> TokenStore:
    """Where this person's Twitch sign-ins are kept: the system's keyring, else a private file."""
    from chatbot.adapters.twitch.tokens import TokenStore, system_keyring
    from chatbot.config import user_home

    return TokenStore(user_home() / "twitch.json", system_keyring())


def make_adapter(
    config: AnyAdapter, clock: Clock, token: str, *, beside: Path | None = None
) -> Adapter:
    """The adapter of this configuration; `token` is what listening sources must show.

    In mode listen `url` is where we listen. Files are seen from the folder `beside`.

    Raises:
        ConfigError: a recording cannot be read.
    """
    if isinstance(config, RecordingConfig):
        from chatbot.adapters.recording import RecordingAdapter
        from chatbot.recordings import read_recording

        return RecordingAdapter(
            read_recording((beside or Path()) / Path(config.file).expanduser()),
            name=config.name or config.type,
            shown=config.file,
            speed=config.speed,
            now_ms=clock.now_ms,
        )
    if isinstance(config, TwitchConfig):
        from chatbot.adapters.twitch.adapter import TwitchAdapter

        return TwitchAdapter(
            config, twitch_store(), name=config.name or config.type, wall_ms=clock.wall_ms
        )
    from urllib.parse import urlsplit

    from chatbot.adapters.gateway import GatewayAdapter, ListenAddress

    given = config.token.get_secret_value() if config.token else None
    where = urlsplit(config.url or "")
    listen = ListenAddress(where.hostname or "127.0.0.1", where.port or ListenAddress().port)
    return GatewayAdapter(
        config,
        name=config.name or config.type,
        wall_ms=clock.wall_ms,
        token=given or (token if config.mode == "listen" else None),
        listen=listen if config.mode == "listen" else None,
    )


def make_feed(show: Show) -> Adapter:
    """What asks the show's feed of news."""
    from chatbot.adapters.feed import FeedAdapter

    assert show.items is not None
    return FeedAdapter(show.items, language=show.language)


def start_sources(show: Show) -> list[Adapter]:
    """Who says that the broadcast starts, beside the chat's own sources.

    Raises:
        CannotGoOnAir: what it takes is not installed.
    """
    from chatbot.adapters.obs import ObsSource

    if show.start.when != "obs":
        return []
    password = show.start.password
    return [ObsSource(show.start.url, password.get_secret_value() if password else None)]


async def supervise(adapter: Adapter, room: Room) -> None:
    """Run an adapter for the life of the show: its failure is told, and never ends the show."""
    wait_s, told = RETRY_FIRST_S, ""
    while True:
        try:
            await adapter.run(room.put)
            return
        except AuthFailed as error:
            room.put(_source(room, adapter, "refused", str(error)))
            return
        except Exception as error:  # the supervisor's wall: one adapter must not end the show
            kind = "" if isinstance(error, ChatbotError) else f"{type(error).__name__}: "
            detail = f"{kind}{error}; trying again by itself"
            if detail != told or room.state.memory.sources.get(adapter.name) != "down":
                room.put(_source(room, adapter, "down", detail))
                told = detail
        await asyncio.sleep(wait_s)
        wait_s = min(RETRY_MOST_S, wait_s * 2)


def _source(room: Room, adapter: Adapter, state: str, detail: str) -> SourceChanged:
    return SourceChanged(id=room.next_id("source"), source=adapter.name, state=state, detail=detail)


class Platforms:
    """Asks the platforms that can to act; their replies come back as events."""

    def __init__(self, room: Room, adapters: Sequence[Adapter]) -> None:
        self._room, self._adapters = room, adapters
        self._told: set[tuple[str, str]] = set()

    def act(self, act: Platform) -> None:
        """Ask whom it is meant for; where nobody can, say once that it is to be done by hand."""
        command = act.command
        if isinstance(command, Pin):
            action: dict[str, Any] = {"action": "pin", "sku": command.sku}
        else:
            action = {"action": "reply", "text": command.text, "reply_to": command.reply_to}
        name, asked = str(action["action"]), (act.source, str(action["action"]))
        able = [a for a in self._adapters if act.source in ("", a.name) and name in a.can]
        for adapter in able:
            self._room.spawn(self._ask(adapter, act.ref, action))
        if able:
            self._told.discard(asked)
        elif self._adapters and asked not in self._told:
            self._told.add(asked)
            here = "this chat takes no writing, or is not connected"
            self._room.put(
                PlatformResult(
                    id=self._room.next_id("platform"),
                    source=act.source,
                    cause=act.ref,
                    result="refused",
                    action=name,
                    detail=here if act.source else "no connected platform can",
                )
            )

    async def _ask(self, adapter: Adapter, ref: str, action: dict[str, Any]) -> None:
        self._room.put(await adapter.act(ref, action))
