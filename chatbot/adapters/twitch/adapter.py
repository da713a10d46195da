"""The Twitch adapter: one channel's chat and happenings in, lines out."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any

import aiohttp

from chatbot.adapters.twitch.feed import Feed
from chatbot.adapters.twitch.helix import LOG_IN, Helix, Trouble
from chatbot.adapters.twitch.outbox import Outbox
from chatbot.adapters.twitch.places import Places, Times
from chatbot.adapters.twitch.read import Reader
from chatbot.adapters.twitch.wanted import wanted_of
from chatbot.errors import AuthFailed
from chatbot.events import ChatMessage, Event, Notice, PlatformResult, SourceChanged

if TYPE_CHECKING:
    from chatbot.adapters import Offer
    from chatbot.adapters.twitch.tokens import SignIn, TokenStore
    from chatbot.connections import TwitchConfig

__all__ = ["TwitchAdapter"]

# What it logs may hold addresses with tokens in them.
logging.getLogger("twitchio").setLevel(logging.CRITICAL)


class TwitchAdapter:
    """A Twitch channel as a source. `wall_ms` is the show's wall clock in ms since 1970.

    Nobody signed in, or a sign-in that ended, does not end it: it waits for `chatbot twitch login`.
    """

    def __init__(
        self,
        config: TwitchConfig,
        store: TokenStore,
        *,
        name: str,
        wall_ms: Callable[[], int],
        places: Places | None = None,
        times: Times | None = None,
        rng: random.Random | None = None,
    ) -> None:
        self._config, self._store, self._name = config, store, name
        self._places, self._times = places or Places.usual(), times or Times()
        self._wall_ms, self._rng = wall_ms, rng or random.Random()
        self._numbers = count(1)
        self._reader = Reader(
            source=name, trust=frozenset(config.trust), wall_ms=wall_ms, now_s=time.monotonic
        )
        self._outbox: Outbox | None = None
        self._told = ("", "")
        self._lacking: list[str] = []
        self._offer: Offer | None = None

    @property
    def name(self) -> str:
        """The source of every event."""
        return self._name

    @property
    def can(self) -> frozenset[str]:
        """What the sign-in allows, once Twitch has known it."""
        return self._outbox.can if self._outbox is not None else frozenset()

    @property
    def counts(self) -> dict[str, int]:
        """What was bad or came again since the start, by kind."""
        return dict(self._reader.counts)

    async def run(self, offer: Offer) -> None:
        """Offer events until cancelled."""
        self._offer = offer
        async with aiohttp.ClientSession() as http:
            while True:
                used: SignIn | None = None
                try:
                    used = await asyncio.to_thread(self._signed_in)
                    await self._once(http, used)
                except AuthFailed as failure:
                    self._tell("refused", str(failure))
                finally:
                    self._outbox = None
                await self._another_sign_in(used)

    async def act(self, ref: str, action: Mapping[str, Any]) -> PlatformResult:
        """Write into the chat; `done` only where Twitch says that it is there."""
        if self._outbox is None:
            return PlatformResult(
                id=f"do-{ref}",
                source=self._name,
                cause=ref,
                result="refused",
                action=str(action.get("action", "")),
                detail="Twitch is not connected",
            )
        box = self._outbox
        link = action.get("action") == "reply" and not action.get("reply_to")
        if self._config.announce and link and "announce" in box.can:
            result = await box.act(ref, {**action, "action": "announce"})
            if result.result != "refused":
                return replace(result, action="reply")
        return await box.act(ref, action)

    # --- signing in -------------------------------------------------------------------------

    def _signed_in(self) -> SignIn:
        """The sign-in to use; called in a thread.

        Raises:
            AuthFailed: there is none, or none of that name.
        """
        known = self._store.logins()
        wanted = self._config.account
        if wanted is None:
            own = self._config.channel.lower()
            wanted = own if own in known or not known else known[-1]
        sign_in = self._store.load(wanted)
        if sign_in is None:
            who = f"{wanted} is not" if known or self._config.account else "nobody is"
            raise AuthFailed(f"{who} signed in to Twitch: {LOG_IN}")
        return sign_in

    async def _another_sign_in(self, used: SignIn | None) -> None:
        """Wait until somebody has signed in anew."""
        while True:
            await asyncio.sleep(self._times.sign_in_every)
            try:
                if await asyncio.to_thread(self._signed_in) != used:
                    return
            except AuthFailed:
                continue

    async def _once(self, http: aiohttp.ClientSession, sign_in: SignIn) -> None:
        """Be on the channel for as long as this sign-in is good.

        Raises:
            AuthFailed: it has ended, or is of no use here.
        """
        helix = Helix(
            sign_in.client_id,
            http,
            places=self._places,
            times=self._times,
            sign_in=sign_in,
            store=self._store,
        )
        channel_id = await self._reached(helix)
        account = helix.sign_in or sign_in
        self._outbox = Outbox(
            helix, source=self._name, channel_id=channel_id, user_id=account.user_id
        )
        feed = Feed(
            http,
            helix,
            wanted_of(channel_id, account.user_id),
            places=self._places,
            times=self._times,
            hear=self._hear,
            tell=self._tell,
            lacks=self._lacks,
            bad=self._reader.bad,
            rng=self._rng,
        )
        failure: AuthFailed | None = None
        async with asyncio.TaskGroup() as tasks:
            beside = [
                tasks.create_task(self._poll(helix, channel_id)),
                tasks.create_task(self._validate(helix)),
            ]
            try:
                await feed.run()
            except* AuthFailed as failures:
                failure = failures.exceptions[0]  # type: ignore[assignment]
            finally:
                for task in beside:
                    task.cancel()
        assert failure is not None
        raise failure

    async def _reached(self, helix: Helix) -> str:
        """The channel's id, once Twitch can be asked for it."""
        delay_s = 1.0
        self._tell("connecting", f"connecting to {self._config.channel}")
        while True:
            try:
                await self._check(helix)
                answer: Any = await helix.get_users(logins=[self._config.channel])
                found = answer.get("data") or []
                if not found:
                    raise AuthFailed(
                        f"Twitch knows no channel {self._config.channel!r}: correct 'channel' in "
                        "the show file (it is the last part of twitch.tv/…) and start again"
                    )
                return str(found[0]["id"])
            except Trouble as trouble:
                self._tell("down", str(trouble))
                await asyncio.sleep(max(trouble.wait_s, delay_s))
                delay_s = min(30.0, delay_s * 2)

    async def _check(self, helix: Helix) -> None:
        """Ask Twitch about the token, as it wants to be asked each hour; renew one that ends."""
        used = helix.sign_in
        assert used is not None
        try:
            told = await helix.validate_token(used.access)
        except Trouble as trouble:
            if trouble.status != 401:
                raise
            await helix.renew(used)
            return
        except (KeyError, TypeError):
            return  # an odd answer: a request will tell
        if told.expires_in < self._times.validate_every + 600:
            await helix.renew(used)

    async def _validate(self, helix: Helix) -> None:
        while True:
            await asyncio.sleep(self._times.validate_every)
            try:
                await self._check(helix)
            except Trouble:
                continue  # a request will tell
            except AuthFailed:
                continue  # likewise, and ends the connection

    # --- hearing ----------------------------------------------------------------------------

    def _hear(self, frame: dict[str, Any], session: str) -> None:
        for event in self._reader.read(frame, session):
            self._give(event)

    def _give(self, event: Event) -> None:
        assert self._offer is not None
        box = self._outbox
        if isinstance(event, ChatMessage) and box is not None and event.viewer.id == box.user_id:
            if box.wrote(event.id, event.text):
                return
            # typed by hand, or a line from before we were started anew: never to be answered
            role = "anchor" if box.user_id == box.channel_id else "bot"
            event = replace(event, viewer=replace(event.viewer, role=role))
        self._offer(event, None)

    async def _poll(self, helix: Helix, channel_id: str) -> None:
        """How many watch, and whether the broadcast is on, now and then."""
        while True:
            try:
                streams = await helix.get_streams(user_ids=[channel_id], first=1)
            except (Trouble, AuthFailed):
                pass  # the next one tells
            except (KeyError, TypeError, ValueError) as error:
                self._reader.bad("bad_stream", f"Helix told of the stream oddly: {error!r}")
            else:
                stream = streams[0] if streams else None
                viewers = int(stream.viewer_count or 0) if stream else 0
                for event in self._reader.polled(str(stream.id) if stream else None, viewers):
                    self._give(event)
            await asyncio.sleep(self._times.poll_every)

    # --- telling ----------------------------------------------------------------------------

    def _lacks(self, parts: list[str]) -> None:
        assert self._offer is not None
        if parts == self._lacking:
            return
        self._lacking = parts
        remedy = f"to hear them, {LOG_IN} as the channel's own account and agree to all"
        self._offer(
            Notice(
                id=f"lacks-{self._wall_ms()}-{next(self._numbers)}",
                source=self._name,
                level="info",
                about=self._name,
                text=f"not heard on Twitch: {', '.join(parts)}; {remedy}",
            ),
            None,
        )

    def _tell(self, state: str, detail: str) -> None:
        if self._offer is None or self._told == (state, detail):
            return
        self._told = (state, detail)
        counts = tuple(sorted(self._reader.counts.items()))
        self._offer(
            SourceChanged(
                id=f"{state}-{self._wall_ms()}-{next(self._numbers)}",
                source=self._name,
                state=state,
                detail=detail,
                can=tuple(sorted(self.can)),
                counts=counts,
            ),
            None,
        )
