"""Three Twitch clients that we did not write, on our fake Twitch."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from chatbot.testing.twitch import TwitchMock

pytestmark = pytest.mark.peers
HERE = Path(__file__).parent


class Peer:
    """A client in a process of its own, and what it says it heard."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    async def next(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        async with asyncio.timeout(20):
            line = await self.process.stdout.readline()
        assert line, "the peer has gone"
        told: dict[str, Any] = json.loads(line)
        return told

    async def hears(self, *kinds: str) -> list[dict[str, Any]]:
        """The next events of these kinds, in whichever order they come."""
        left, found = list(kinds), []
        while left:
            told = await self.next()
            if told["kind"] in left:
                left.remove(told["kind"])
                found.append(told)
        return sorted(found, key=lambda told: kinds.index(told["kind"]))


@asynccontextmanager
async def peer(twitch: TwitchMock, *command: str) -> AsyncIterator[Peer]:
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "TWURPLE_MOCK_API_PORT": str(twitch.port)},
    )
    try:
        yield Peer(process)
    finally:
        process.kill()
        await process.wait()


async def test_twurple_hears_all_that_happens_and_loses_nothing_when_it_moves() -> None:
    async with TwitchMock() as twitch:
        twitch.world.viewers = 42
        token, owner = twitch.grant().access, twitch.owner.id
        command = ("node", str(HERE / "twitch.js"), twitch.client_id, token, owner)
        async with peer(twitch, *command) as twurple:
            ready = await twurple.hears("ready")
            assert ready == [{"kind": "ready", "viewers": 42, "sent": True}]
            bob = twitch.account("bob")
            tell = twitch.tell
            await twitch.cheers("bob", 100, "cheer100 how much?")
            await twitch.shares_resub("bob", 7, "seven months")
            await twitch.happens(
                tell.followed(bob), tell.raided(bob, 30), tell.redeemed(bob, "hydrate"),
                tell.banned(bob), tell.offline(),
            )  # fmt: skip
            kinds = ("cheer", "notification", "resub", "follow", "raid", "redemption", "ban")
            heard = await twurple.hears(*kinds, "offline")
            assert [told.get("bits") for told in heard[:1]] == [100]
            assert heard[1]["type"] == "resub"
            assert heard[2]["months"] == 7
            assert heard[4]["viewers"] == 30
            twitch.faults.welcome_after_s = 0.3
            opened = twitch.sessions.opened
            await twitch.sessions.reconnect()
            await twitch.chat("while it moves")
            await twitch.sessions.until(lambda all_: all_.opened > opened)
            assert (await twurple.hears("chat"))[0]["text"] == "while it moves"
            await twitch.sessions.until(lambda all_: len(all_.open) == 1)
            twitch.faults.duplicates = 1
            await twitch.chat("once")
            await twitch.chat("last")
            texts = [told["text"] for told in await twurple.hears("chat", "chat")]
            assert texts == ["once", "last"]  # it drops what comes twice


async def test_twitchapi_hears_what_happens() -> None:
    async with TwitchMock() as twitch:
        twitch.world.viewers = 42
        grant = twitch.grant()
        arguments = (twitch.url, twitch.client_id, grant.access, grant.refresh)
        command = (sys.executable, str(HERE / "twitch_peer.py"), *arguments)
        async with peer(twitch, *command) as twitchapi:
            assert (await twitchapi.hears("ready"))[0] == {
                "kind": "ready", "viewers": 42, "sent": True,
            }  # fmt: skip
            await twitch.happens(twitch.tell.followed(twitch.account("bob")))
            await twitch.cheers("bob", 100, "cheer100 how much?")
            follow, cheer, chat = await twitchapi.hears("follow", "cheer", "chat")
            assert (follow["who"], cheer["bits"]) == ("Bob", 100)
            assert chat["text"] in ("from twitchAPI", "cheer100 how much?")
