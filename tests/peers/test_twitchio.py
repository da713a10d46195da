"""TwitchIO's own client on our fake Twitch: it works, and what of its faults is ours to cover."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import twitchio
from twitchio import eventsub
from twitchio.eventsub import websockets
from twitchio.http import Route

from chatbot.testing.twitch import TwitchMock

pytestmark = pytest.mark.peers


class Heard(twitchio.Client):
    """Remembers the chat, in the order it comes."""

    def __init__(self, twitch: TwitchMock) -> None:
        super().__init__(client_id=twitch.client_id, client_secret="secret")
        self.texts: asyncio.Queue[str] = asyncio.Queue(100)

    async def event_message(self, message: twitchio.ChatMessage) -> None:
        self.texts.put_nowait(message.text)

    async def hears(self) -> str:
        async with asyncio.timeout(10):
            return await self.texts.get()


@pytest.fixture
async def room(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[TwitchMock, Heard]]:
    async with TwitchMock() as twitch:
        monkeypatch.setattr(Route, "BASE", f"{twitch.url}/helix/")
        monkeypatch.setattr(Route, "ID_BASE", f"{twitch.url}/")
        monkeypatch.setattr(websockets, "WSS", f"ws://127.0.0.1:{twitch.port}/ws")
        client, grant, owner = Heard(twitch), twitch.grant(), twitch.owner.id
        await client.login(load_tokens=False, save_tokens=False)
        await client.add_token(grant.access, grant.refresh)
        wanted = eventsub.ChatMessageSubscription(broadcaster_user_id=owner, user_id=owner)
        await client.subscribe_websocket(wanted, token_for=owner)
        yield twitch, client
        await client.close()


async def test_twitchio_hears_the_chat_and_what_comes_twice_twice(
    room: tuple[TwitchMock, Heard],
) -> None:
    twitch, client = room
    twitch.faults.duplicates = 1
    await twitch.chat("how much?")
    assert [await client.hears(), await client.hears()] == ["how much?"] * 2


async def test_twitchio_loses_what_is_written_while_it_moves(
    room: tuple[TwitchMock, Heard],
) -> None:
    twitch, client = room
    twitch.faults.welcome_after_s = 0.3
    await twitch.sessions.reconnect()
    await twitch.sessions.until(lambda all_: all_.opened == 2)
    await twitch.chat("while it moves")
    await twitch.sessions.until(lambda all_: any(s.moved for s in all_.open.values()))
    await twitch.chat("after it moved")
    assert await client.hears() == "after it moved"
