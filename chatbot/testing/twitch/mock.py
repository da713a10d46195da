"""The fake Twitch as one server: start it, let things happen, switch faults."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Self

from aiohttp import web

from chatbot.testing.twitch.events import Happening, Telling
from chatbot.testing.twitch.helix import SESSIONS, WORLD, Helix, guard
from chatbot.testing.twitch.oauth import SignIn
from chatbot.testing.twitch.sessions import Sessions
from chatbot.testing.twitch.world import ALL_SCOPES, CLIENT_ID, Account, Faults, Grant, Sent, World

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["TwitchMock"]


class TwitchMock:
    """A Twitch with one channel, for the time of an `async with`.

    `keepalive_s` and `unused_s` shorten the times that Twitch sets (10 s each), `grace_s` the 30 s
    for a reconnect; a client that heeds the welcome need not know. Helix is at `/helix` (and
    `/mock`), sign-in at `/oauth2` (and `/auth`), EventSub at `/ws`.
    """

    def __init__(
        self,
        *,
        channel: str = "silknight",
        port: int = 0,
        keepalive_s: float | None = None,
        unused_s: float | None = None,
        grace_s: float = 30.0,
        ping_every_s: float = 30.0,
        device_interval_s: int = 5,
    ) -> None:
        self.owner = Account(channel)
        self.faults = Faults()
        self.client_id = CLIENT_ID
        self.world = World(self.owner)
        self.tell = Telling(self.owner)
        self.port = port
        self.sessions = Sessions(
            self.faults,
            address=lambda: f"ws://127.0.0.1:{self.port}/ws",
            keepalive_s=keepalive_s,
            unused_s=unused_s,
            grace_s=grace_s,
            ping_every_s=ping_every_s,
        )
        self._sign_in = SignIn(self.world, interval_s=device_interval_s)
        self._runner: web.AppRunner | None = None
        self._sent = asyncio.Condition()

    @property
    def url(self) -> str:
        """Where it is, such as http://127.0.0.1:40001."""
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        app = web.Application(middlewares=[guard])
        app[WORLD], app[SESSIONS] = self.world, self.sessions
        helix = Helix(self.world, self.sessions, echo=self._echo)
        app.add_routes([*helix.routes("/helix"), *helix.routes("/mock")])
        app.add_routes(
            [
                web.post("/eventsub/subscriptions", helix.subscribe),
                web.get("/eventsub/subscriptions", helix.subscriptions),
                web.delete("/eventsub/subscriptions", helix.unsubscribe),
                *self._sign_in.routes("/oauth2"),
                *self._sign_in.routes("/auth"),
                web.get("/ws", self.sessions.serve),
            ]
        )
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self._sign_in.address = self.url
        return self

    async def __aexit__(self, *_: object) -> None:
        for session in list(self.sessions.open.values()):
            session.drop()
        if self._runner is not None:
            await self._runner.cleanup()

    # --- people -----------------------------------------------------------------------------

    def grant(self, account: Account | None = None, scopes: tuple[str, ...] = ALL_SCOPES) -> Grant:
        """Sign an account in; without one the channel's own."""
        return self.world.grant(account or self.owner, scopes)

    def account(self, login: str, *, moderator: bool = False) -> Account:
        """An account of this name."""
        account = self.world.meet(Account(login))
        if moderator:
            self.world.moderators.add(account.id)
        return account

    def type_in(
        self, user_code: str, account: Account | None = None, *, deny: bool = False
    ) -> None:
        """Somebody types a device code into Twitch's page, and agrees, or does not.

        Raises:
            LookupError: there is no such code.
        """
        for device in self.world.devices:
            if device.user_code == user_code:
                device.account = None if deny else account or self.owner
                device.denied = deny
                return
        raise LookupError(user_code)

    # --- what happens -----------------------------------------------------------------------

    async def happens(self, *happenings: Happening) -> list[str]:
        """Tell whoever subscribed to it; returns the message ids of the notifications."""
        return [await self.sessions.tell(each.type, each.event) for each in happenings]

    async def chat(self, text: str, who: str = "ann", **how: object) -> str:
        """A viewer writes; returns the chat message's id."""
        happening = self.tell.message(text, self.account(who), **how)  # type: ignore[arg-type]
        await self.happens(happening)
        return str(happening.event["message_id"])

    async def cheers(self, who: str, bits: int, text: str) -> None:
        """A viewer cheers: Twitch tells it as a chat message and as a cheer."""
        account = self.account(who)
        await self.happens(
            self.tell.message(text, account, bits=bits), self.tell.cheered(account, bits, text)
        )

    async def shares_resub(self, who: str, months: int, text: str) -> None:
        """A viewer shares that they subscribed again: told as notification and as message."""
        account = self.account(who)
        told: dict[str, Any] = {
            "cumulative_months": months,
            "duration_months": 1,
            "streak_months": None,
            "sub_tier": "1000",
            "is_prime": False,
            "is_gift": False,
        }
        await self.happens(
            self.tell.notification("resub", account, text=text, **told),
            self.tell.subscribed_again(account, text, months=months),
        )

    async def goes_live(self, viewers: int = 1) -> None:
        """The channel's stream begins."""
        self.world.viewers = viewers
        self.world.stream_id = str(int(self.world.stream_id) + 1)
        await self.happens(self.tell.online(self.world.stream_id))

    async def goes_offline(self) -> None:
        """The channel's stream ends."""
        self.world.viewers = None
        await self.happens(self.tell.offline())

    async def _echo(self, sent: Sent) -> None:
        if sent.way == "message":
            await self.happens(self.tell.message(sent.text, sent.account, id=sent.message_id))
        else:
            told = self.tell.notification(
                "announcement", sent.account, text=sent.text, color="BLUE"
            )
            await self.happens(told)
        async with self._sent:
            self._sent.notify_all()

    # --- waiting ----------------------------------------------------------------------------

    async def until_sent(self, wanted: Callable[[Sent], bool] = lambda _: True) -> Sent:
        """Wait until a client has sent such a line."""
        async with self._sent:
            await self._sent.wait_for(lambda: any(map(wanted, self.world.sent)))
        return next(filter(wanted, self.world.sent))

    async def until_subscribed(self, *types: str, sessions: int = 1) -> None:
        """Wait until so many sessions are open and these types are subscribed to."""
        wanted = set(types) or {"channel.chat.message"}

        def there(all_: Sessions) -> bool:
            live = [s for s in all_.open.values() if s.open]
            have = {sub["type"] for s in live for sub in s.subs.values()}
            return len(live) >= sessions and wanted <= have

        await self.sessions.until(there)
