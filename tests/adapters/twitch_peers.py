"""A show on the fake Twitch: the adapter, its store of sign-ins, and what it offered."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gateway_peers import Show

from chatbot.adapters.twitch.adapter import TwitchAdapter
from chatbot.adapters.twitch.places import Places, Times
from chatbot.adapters.twitch.tokens import TokenStore
from chatbot.connections import TwitchConfig
from chatbot.testing.twitch import ALL_SCOPES, TwitchMock
from tests.twitch_sign_in import signed_in

QUICK = Times(
    open=9.0, welcome=9.0, request=9.0, ping_every=5.0, quiet=0.2, retire=0.05, poll_every=0.05,
    audit_every=0.1, sign_in_every=0.02,
)  # fmt: skip


@dataclass
class OnTwitch:
    """The three parts of a test."""

    twitch: TwitchMock
    adapter: TwitchAdapter
    show: Show
    store: TokenStore


@asynccontextmanager
async def on_twitch(
    folder: Path,
    *,
    twitch: TwitchMock | None = None,
    account: str = "",
    scopes: tuple[str, ...] | None = ALL_SCOPES,
    moderator: bool = False,
    times: Times = QUICK,
    subscribed: bool = True,
    **config: Any,
) -> AsyncIterator[OnTwitch]:
    """Run the adapter on a fake Twitch for as long as the block lasts."""
    async with twitch or TwitchMock() as fake:
        store = TokenStore(folder / "twitch.json")
        who = fake.account(account, moderator=moderator) if account else None
        if scopes is not None:
            store.save(signed_in(fake, who, scopes))
        adapter = TwitchAdapter(
            TwitchConfig.model_validate({"type": "twitch", "channel": "silknight", **config}),
            store,
            name="twitch",
            wall_ms=lambda: int(time.time() * 1000),
            places=Places.at(fake.url),
            times=times,
            rng=random.Random(1),
        )
        show = Show()
        running = asyncio.create_task(adapter.run(show.offer))
        try:
            if subscribed:
                await show.until(lambda: "up" in show.states or running.done())
            if running.done():
                running.result()
            yield OnTwitch(fake, adapter, show, store)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
