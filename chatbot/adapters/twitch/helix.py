"""Requests to Twitch: TwitchIO's endpoints over our own transport, with tokens that renew."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import aiohttp
from twitchio.authentication import OAuth
from twitchio.http import Route

from chatbot.adapters.twitch.places import Places, Times
from chatbot.errors import AuthFailed

if TYPE_CHECKING:
    from chatbot.adapters.twitch.tokens import SignIn, TokenStore

__all__ = ["LOG_IN", "Helix", "Trouble"]

_log = logging.getLogger(__name__)
MOST_PAGES = 10
LOG_IN = "type `chatbot twitch login`"


class Trouble(Exception):
    """Twitch said no, or nothing. `status` is 0 where it could not be reached.

    `wait_s` is how long Twitch asks us to wait. The text holds no token.
    """

    def __init__(self, status: int, message: str, *, wait_s: float = 0.0) -> None:
        super().__init__(f"Twitch answered {status}: {message}" if status else message)
        self.status, self.message, self.wait_s = status, message, wait_s

    @property
    def missing_scope(self) -> str:
        """The scope that Twitch found missing, where it said so."""
        word, _, scope = self.message.partition(": ")
        return scope if word.lower() == "missing scope" else ""


class Helix(OAuth):
    """TwitchIO's endpoints for one account.

    TwitchIO's own transport hides the headers that say when to come back, names tokens in its
    errors, and uses a token that renews once twice when two requests fail together; this one does
    not. Without `sign_in` only the sign-in's own endpoints work. `wall_s` is the wall clock.
    """

    def __init__(
        self,
        client_id: str,
        http: aiohttp.ClientSession,
        *,
        places: Places,
        times: Times,
        sign_in: SignIn | None = None,
        store: TokenStore | None = None,
        wall_s: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(client_id=client_id, session=http)
        self.sign_in = sign_in
        self._http, self._store, self._places, self._times = http, store, places, times
        self._wall_s = wall_s
        self._renewing = asyncio.Lock()
        self._ended: AuthFailed | None = None

    async def request(self, route: Route) -> Any:
        """Send it; renews the token and tries again where Twitch no longer knows it.

        Raises:
            Trouble: the answer was no, or there was none.
            AuthFailed: the sign-in has ended; a person must sign in anew.
        """
        if route.use_id:
            return await self._send(route, dict(route.headers))
        used = self.sign_in
        if used is None:
            raise AuthFailed(f"nobody is signed in to Twitch: {LOG_IN}")
        try:
            return await self._send(route, _bearer(used))
        except Trouble as trouble:
            if trouble.status != 401 or "scope" in trouble.message.lower():
                raise
        await self.renew(used)
        return await self._send(route, _bearer(self.sign_in))

    async def request_json(self, route: Route) -> Any:
        return await self.request(route)

    async def get_subscriptions(self) -> list[dict[str, Any]]:
        """Every enabled subscription of this app's account.

        Raises:
            Trouble: the answer was no, or there was none.
        """
        found: list[dict[str, Any]] = []
        cursor = ""
        for _ in range(MOST_PAGES):
            params = {"status": "enabled"} | ({"after": cursor} if cursor else {})
            page = await self.request(Route("GET", "eventsub/subscriptions", params=params))
            found += page.get("data") or []
            cursor = (page.get("pagination") or {}).get("cursor") or ""
            if not cursor:
                break
        return found

    async def renew(self, used: SignIn) -> None:
        """A fresh token in place of the one in `used`, unless somebody has fetched one already.

        Raises:
            Trouble: Twitch cannot be asked now.
            AuthFailed: the sign-in has ended.
        """
        async with self._renewing:
            if self.sign_in != used:
                return
            if self._ended is not None:
                raise self._ended
            kept = await self._kept(used.login)
            if kept is not None and kept.access != used.access:
                self.sign_in = kept  # signed in anew, or renewed by another show
                return
            try:
                pair = await self.refresh_token(used.refresh)
            except Trouble as trouble:
                if trouble.status not in (400, 401, 403):
                    raise
                kept = await self._kept(used.login)
                if kept is not None and kept.access != used.access:
                    self.sign_in = kept  # another show was quicker
                    return
                self._ended = AuthFailed(
                    f"the Twitch sign-in of {used.login} has ended (revoked, expired, or the "
                    f"password was changed): {LOG_IN}; the show takes it up by itself"
                )
                raise self._ended from trouble
            except (KeyError, TypeError) as error:
                raise Trouble(200, "an answer without a token") from error
            scopes = pair.scope if isinstance(pair.scope, list) else pair.scope.split()
            self.sign_in = replace(
                used,
                access=pair.access_token,
                refresh=pair.refresh_token,
                scopes=tuple(scopes) or used.scopes,
            )
            if self._store is not None:
                await asyncio.shield(asyncio.to_thread(self._keep, self.sign_in))

    def _keep(self, sign_in: SignIn) -> None:
        assert self._store is not None
        try:
            self._store.save(sign_in)
        except OSError as error:
            # this show goes on with what it has; the next one cannot
            _log.error(
                "the renewed Twitch sign-in cannot be kept in %s (%s): free disk space, then %s",
                self._store.path,
                error.strerror,
                LOG_IN,
            )

    async def _kept(self, login: str) -> SignIn | None:
        return await asyncio.to_thread(self._store.load, login) if self._store else None

    async def _send(self, route: Route, headers: dict[str, str]) -> Any:
        url = route.url
        for theirs, ours in ((route.BASE, self._places.api), (route.ID_BASE, self._places.id)):
            if url.startswith(theirs):
                url = ours + url.removeprefix(theirs)
        given: dict[str, Any] = {"json": route.json} if route.json else {}
        if route.use_id and route.method == "POST":
            # tokens belong into the body: addresses end up in the logs of whatever is on the way
            url, _, form = url.partition("?")
            given = {"data": form}
            headers = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            async with self._http.request(
                route.method,
                url,
                headers={**headers, "Client-Id": self.client_id},
                timeout=aiohttp.ClientTimeout(total=self._times.request),
                allow_redirects=False,
                **given,
            ) as answer:
                text = await answer.text()
                status, told = answer.status, answer.headers
        except (aiohttp.ClientError, TimeoutError) as error:
            why = type(error).__name__  # its text may hold the address with what is in it
            raise Trouble(0, f"Twitch cannot be reached ({why}): check the network") from None
        try:
            body = json.loads(text) if text else {}
        except ValueError:
            body = {}
        if status >= 400:
            said = str(body.get("message") or "no reason given") if isinstance(body, dict) else ""
            raise Trouble(status, said[:200], wait_s=self._wait_s(status, told))
        if not isinstance(body, dict):
            raise Trouble(status, "an answer that is no object")
        return body

    def _wait_s(self, status: int, headers: Any) -> float:
        if status != 429:
            return 0.0
        try:
            reset = float(headers.get("Ratelimit-Reset", ""))
        except ValueError:
            return 1.0
        return min(60.0, max(0.1, reset - self._wall_s()))


def _bearer(sign_in: SignIn | None) -> dict[str, str]:
    assert sign_in is not None
    return {"Authorization": f"Bearer {sign_in.access}"}
