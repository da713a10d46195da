"""Notifications without gaps: connections watched, moved, renewed, and subscribed again."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from twitchio.eventsub import SubscriptionType

from chatbot.adapters.twitch.helix import LOG_IN, Helix, Trouble
from chatbot.adapters.twitch.line import Line, NoLine
from chatbot.adapters.twitch.places import Places, Times
from chatbot.adapters.twitch.scopes import OWNERS, READ_CHAT
from chatbot.adapters.twitch.wanted import CHAT, Wanted
from chatbot.backoff import Backoff
from chatbot.errors import AuthFailed

if TYPE_CHECKING:
    import aiohttp

__all__ = ["Feed"]

AT_ONCE = 5  # subscriptions asked for together


class Feed:
    """Keeps one connection to EventSub with every wanted subscription on it.

    `hear` is given each notification and its session; `tell` the state (connecting, up, down) and
    why; `lacks` what is not heard, each with why. When Twitch moves us, the old connection is
    read until the new one is welcomed; when the new one fails, a third is subscribed first.
    """

    def __init__(
        self,
        http: aiohttp.ClientSession,
        helix: Helix,
        wanted: tuple[Wanted, ...],
        *,
        places: Places,
        times: Times,
        hear: Callable[[dict[str, Any], str], None],
        tell: Callable[[str, str], None],
        lacks: Callable[[list[str]], None],
        bad: Callable[[str, str], None],
        rng: random.Random,
    ) -> None:
        self._http, self._helix, self._wanted = http, helix, wanted
        self._places, self._times = places, times
        self._hear, self._tell, self._lacks, self._bad = hear, tell, lacks, bad
        self._backoff = Backoff(rng, first_s=0.3, most_s=20.0, per_minute=30)
        self._line: Line | None = None
        self._ended = asyncio.Event()  # some line has
        self._hopeless: set[str] = set()
        self._lacking: dict[str, list[str]] = {}
        self._failure: AuthFailed | None = None
        self._tasks: asyncio.TaskGroup

    async def run(self) -> None:
        """Hear until cancelled.

        Raises:
            AuthFailed: the sign-in has ended, or may not read this chat.
        """
        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            audit = tasks.create_task(self._audit())
            try:
                await self._keep()
            finally:
                audit.cancel()
                if self._line is not None:
                    await self._line.close("we stop")
        assert self._failure is not None
        raise self._failure

    async def _keep(self) -> None:
        loop = asyncio.get_running_loop()
        failed = 0
        while self._failure is None:
            line = self._line
            if line is not None and not line.ended.is_set():
                self._ended.clear()
                await self._ended.wait()
                continue
            if line is not None and self._failure is None and not failed:
                self._tell("connecting", line.why)
            if line is not None or failed:
                await asyncio.sleep(self._backoff.delay_s(loop.time()))
            if self._line is not line:
                continue  # it was moved in the meantime
            self._backoff.attempt(loop.time())
            try:
                fresh = await self._open(self._url)
            except NoLine as error:
                failed += 1
                self._tell("down", str(error))
                continue
            if self._line is not line:
                self._take_leave(fresh)
                continue
            failed = 0
            self._line = fresh
            self._hopeless.clear()  # the account may moderate there by now
            self._tasks.create_task(self._subscribe(fresh))

    @property
    def _url(self) -> str:
        return f"{self._places.events}?keepalive_timeout_seconds=10"

    async def _open(self, url: str) -> Line:
        """A welcomed connection that is being read."""
        line = await Line.open(self._http, url, self._times)

        async def read() -> None:
            try:
                await line.read(lambda kind, frame: self._got(line, kind, frame), self._bad)
            finally:
                self._ended.set()

        self._tasks.create_task(read())
        return line

    def _trusted(self, url: str) -> str:
        """The address as it is, where it is Twitch's.

        Raises:
            NoLine: it leads somewhere else.
        """
        known, given = urlsplit(self._places.events), urlsplit(url)
        theirs = (known.hostname or "").split(".")[-2:]
        host = (given.hostname or "").split(".")
        if given.scheme != known.scheme or host[-2:] != theirs:
            raise NoLine("Twitch gave an address that is not its own")
        return url

    def _take_leave(self, line: Line) -> None:
        """Read what is still under way on this connection, then close it."""

        async def leave() -> None:
            try:
                async with asyncio.timeout(self._times.retire):
                    await line.ended.wait()
            except TimeoutError:
                await line.close("we moved")

        self._tasks.create_task(leave())

    # --- frames -----------------------------------------------------------------------------

    def _got(self, line: Line, kind: str, frame: dict[str, Any]) -> None:
        if kind == "notification":
            self._hear(frame, line.id)
        elif kind == "session_reconnect":
            self._asked_to_move(line, frame)
        elif kind == "revocation":
            self._revoked(line, frame)

    def _asked_to_move(self, line: Line, frame: dict[str, Any]) -> None:
        if line is not self._line or line.moving:
            return
        line.moving = True
        try:
            url = str(frame["payload"]["session"]["reconnect_url"])
        except (KeyError, TypeError):
            url = ""
        self._tasks.create_task(self._move(line, url))

    async def _move(self, old: Line, url: str) -> None:
        try:
            new = await self._open(self._trusted(url))
        except NoLine:
            try:
                new = await self._open(self._url)
            except NoLine:
                return  # the old one goes on until Twitch ends it
            await self._subscribe(new)
        else:
            new.subs = set(old.subs)
        if self._line is not old or new.ended.is_set():
            self._take_leave(new)
            return
        self._line = new
        self._take_leave(old)
        if CHAT in new.subs:
            self._tell("up", "connected")
        await self._look(new)

    def _revoked(self, line: Line, frame: dict[str, Any]) -> None:
        try:
            told = frame["payload"]["subscription"]
            kind, why = str(told["type"]), str(told["status"])
        except (KeyError, TypeError):
            self._bad("bad_revocation", "a revocation without type or status")
            return
        line.subs.discard(kind)
        found = next((w for w in self._wanted if w.type == kind), None)
        if found is None or line is not self._line:
            return
        if why == "version_removed":
            self._given_up(found, "Twitch took this version away: install a newer program")
        self._tasks.create_task(self._subscribe(line))

    # --- subscriptions ----------------------------------------------------------------------

    async def _subscribe(self, line: Line) -> None:
        """Ask for all that is wanted and not there, until it is, or never will be."""
        delay_s, told = 0.3, False
        while not line.ended.is_set():
            missing = [w for w in self._wanted if w.type not in line.subs | self._hopeless]
            if not missing:
                break
            wait_s = 0.0
            batch = [missing[0]] if missing[0].type == CHAT else missing[:AT_ONCE]
            asked = [self._ask(line, wanted) for wanted in batch]
            for trouble in await asyncio.gather(*asked):
                if trouble is not None:
                    wait_s = max(wait_s, trouble.wait_s, delay_s)
            if self._failure is not None:
                await line.close("we may not read this chat")
                return
            if CHAT in line.subs and not told and line is self._line:
                told = True
                self._backoff.succeeded()
                self._tell("up", "connected")
            if wait_s and not told and line is self._line:
                self._tell("down", "Twitch does not take our subscriptions now; trying again")
            if wait_s:
                await _ended_or(line, wait_s)
                delay_s = min(30.0, delay_s * 2)
        if self._lacking:
            parts = [f"{', '.join(whats)} ({why})" for why, whats in self._lacking.items()]
            self._lacks(sorted(parts))
            self._lacking = {}

    async def _ask(self, line: Line, wanted: Wanted) -> Trouble | None:
        """Ask for one; what is returned is worth another try."""
        account = self._helix.sign_in
        assert account is not None
        if wanted.scope and wanted.scope not in account.scopes:
            self._given_up(wanted, f"the sign-in lacks {wanted.scope}")
            return None
        try:
            await self._helix.create_eventsub_subscription(
                type=SubscriptionType(wanted.type),
                version=wanted.payload.version,
                condition=wanted.payload.condition,
                transport={"method": "websocket", "session_id": line.id},
                token_for=account.user_id,
            )
        except AuthFailed as failure:
            self._failure = failure
        except Trouble as trouble:
            if trouble.status == 409:
                line.subs.add(wanted.type)
            elif trouble.status == 400 and "session" in trouble.message:
                await line.close("Twitch no longer knows this session")
            elif trouble.status in (400, 401, 403):
                self._given_up(wanted, _why_not(trouble, wanted))
            else:
                return trouble
        else:
            line.subs.add(wanted.type)
        return None

    def _given_up(self, wanted: Wanted, why: str) -> None:
        self._hopeless.add(wanted.type)
        if wanted.type == CHAT:
            self._failure = AuthFailed(f"the chat cannot be read: {why}: {LOG_IN}")
        else:
            self._lacking.setdefault(why, []).append(wanted.what)

    async def _audit(self) -> None:
        """Look now and then whether what we think is subscribed is."""
        while True:
            await asyncio.sleep(self._times.audit_every)
            if self._line is not None and not self._line.ended.is_set():
                await self._look(self._line)

    async def _look(self, line: Line) -> None:
        try:
            answer = await self._helix.get_subscriptions()
        except Trouble:
            return  # another time
        except AuthFailed as failure:
            self._failure = failure
            await line.close("the sign-in has ended")
            return
        there = {
            str(sub.get("type"))
            for sub in answer
            if sub.get("status") == "enabled"
            and (sub.get("transport") or {}).get("session_id") == line.id
        }
        if line.subs - there:
            line.subs &= there
            await self._subscribe(line)


async def _ended_or(line: Line, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await line.ended.wait()
    except TimeoutError:
        return


def _why_not(trouble: Trouble, wanted: Wanted) -> str:
    if trouble.status == 403 and wanted.scope in OWNERS:
        return "only the channel's own account may"
    if trouble.status == 403 and wanted.scope == READ_CHAT:
        return "the account may not, or is banned there"
    if trouble.status == 403 and wanted.scope:
        return "the account must be a moderator of the channel"
    return str(trouble)
