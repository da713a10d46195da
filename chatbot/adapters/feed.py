"""News in: a feed at an address, asked now and then; what it lists enters as an event."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import socket
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit, urlunsplit

from chatbot.addresses import is_outside
from chatbot.errors import ConfigError, NotReady
from chatbot.events import ItemsFetched, PlatformResult, SourceChanged
from chatbot.files.feed import MOST_FEED_BYTES, read_feed
from chatbot.values import local

if TYPE_CHECKING:
    import httpx

    from chatbot.adapters import Offer
    from chatbot.papers import ItemsConfig

__all__ = ["FeedAdapter"]

STEP_S = 10.0
WHOLE_S = 30.0
MOST_HOPS = 4
REDIRECTS = (301, 302, 303, 307, 308)
ACCEPTS = "application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.1"


class FeedAdapter:
    """Asks one feed every so often. What cannot be read leaves the items that are known.

    An address it is sent on to must be on the same host or a public one: a feed must not make us
    ask machines that only we can reach. Compressed answers are not asked for, and not taken.
    """

    name = "feed"
    can: frozenset[str] = frozenset()

    def __init__(self, config: ItemsConfig, *, language: str) -> None:
        assert config.address is not None
        self._config, self._address = config, config.address
        self._lang = config.language or language
        self._seen: dict[str, str] = {}
        self._digest = ""
        self._life = hashlib.sha256(self._address.encode()).hexdigest()[:6]
        self._numbers = itertools.count(1)

    async def run(self, offer: Offer) -> None:
        """Offer what the feed lists, at the start and when it has changed; never ends."""
        import httpx

        state = ""
        offer(self._told("connecting", self._shown), None)
        while True:
            try:
                raw = await self._ask()
                if raw is not None:
                    await self._offer_items(raw, offer)
                found, detail = "up", self._shown
            except (httpx.HTTPError, OSError, TimeoutError, NotReady, ConfigError) as error:
                found = "down"
                said = str(error) or type(error).__name__
                detail = (
                    f"{self._shown} cannot be read: {said}. See that it opens in a browser, and "
                    "write where it ends up as 'feed' under 'items'; asked again in "
                    f"{self._config.every:.0f} s"
                )
            if found != state:
                state = found
                offer(self._told(found, detail), None)
            await asyncio.sleep(self._config.every)

    async def act(self, ref: str, action: Mapping[str, Any]) -> PlatformResult:
        """Nothing can be asked of a feed."""
        asked = str(action.get("action", ""))
        return PlatformResult(cause=ref, source=self.name, result="refused", action=asked)

    @property
    def _shown(self) -> str:
        """The address without what may be a key in it."""
        where = urlsplit(self._address)
        return urlunsplit((where.scheme, where.netloc, where.path, "", ""))

    def _told(self, state: str, detail: str) -> SourceChanged:
        return SourceChanged(id=self._id(), source=self.name, state=state, detail=detail)

    def _id(self) -> str:
        return f"feed-{self._life}-{next(self._numbers)}"

    async def _offer_items(self, raw: bytes, offer: Offer) -> None:
        digest = hashlib.sha256(raw).hexdigest()
        if digest == self._digest:
            return
        source = local(self._config.source, self._lang)
        items = await asyncio.to_thread(
            read_feed, raw, source=source, lang=self._lang, shown=self._shown
        )
        self._digest = digest
        offer(ItemsFetched(id=self._id(), source=self.name, items=items), None)

    # -- asking --------------------------------------------------------------------------------

    async def _ask(self) -> bytes | None:
        """The feed's bytes, None where it has not changed.

        Raises:
            NotReady: it answers otherwise than with a feed, too much, or from where it must not.
            httpx.HTTPError: it does not answer.
        """
        import httpx

        async with (
            asyncio.timeout(WHOLE_S),
            httpx.AsyncClient(timeout=STEP_S, follow_redirects=False, trust_env=False) as client,
        ):
            address = self._address
            for _ in range(MOST_HOPS):
                host = await _resolved(address, self._address)
                async with client.stream(
                    "GET",
                    _at(address, host),
                    headers=self._headers(address),
                    extensions={"sni_hostname": urlsplit(address).hostname or ""},
                ) as answer:
                    if answer.status_code in REDIRECTS and "location" in answer.headers:
                        address = urljoin(address, answer.headers["location"])
                        continue
                    return await self._body(answer)
        raise NotReady(f"it is sent on more than {MOST_HOPS - 1} times")

    def _headers(self, address: str) -> dict[str, str]:
        where = urlsplit(address)
        head = {
            "Host": where.netloc.rpartition("@")[2],
            "Accept": ACCEPTS,
            "Accept-Encoding": "identity",
            "User-Agent": "live-room-host (news reader)",
        }
        return head | (self._seen if address == self._address else {})

    async def _body(self, answer: httpx.Response) -> bytes | None:
        if answer.status_code == 304:
            return None
        if answer.status_code != 200:
            raise NotReady(f"it answers {answer.status_code}")
        if answer.headers.get("content-encoding", "identity").lower() != "identity":
            raise NotReady("it sends compressed what was asked for plain")
        raw = bytearray()
        async for chunk in answer.aiter_raw():
            raw += chunk
            if len(raw) > MOST_FEED_BYTES:
                raise NotReady(f"it is larger than {MOST_FEED_BYTES // 1024**2} MiB")
        tags = (("etag", "If-None-Match"), ("last-modified", "If-Modified-Since"))
        self._seen = {to: answer.headers[name] for name, to in tags if name in answer.headers}
        return bytes(raw)


def _at(address: str, host: str) -> str:
    """The address with the host's number for its name: what was checked is what is asked."""
    where = urlsplit(address)
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if where.port is None else f"{shown}:{where.port}"
    return urlunsplit((where.scheme, netloc, where.path or "/", where.query, ""))


async def _resolved(address: str, own: str) -> str:
    """The number of an address's host.

    Raises:
        NotReady: it is no web address, or a host inside that the show's owner did not name.
        OSError: there is no such host.
    """
    where = urlsplit(address)
    if where.scheme not in ("http", "https") or not where.hostname:
        raise NotReady(f"it is sent on to {where.scheme or 'an address'}, which is not asked")
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(where.hostname, where.port, type=socket.SOCK_STREAM)
    found.sort(key=lambda entry: entry[0] != socket.AF_INET)  # not everybody's IPv6 leads out
    numbers = [str(entry[4][0]).partition("%")[0] for entry in found]
    if where.hostname != urlsplit(own).hostname:
        inside = [number for number in numbers if not is_outside(number)]
        if inside:
            raise NotReady(f"it is sent on to {where.hostname}, inside this network: not asked")
    return numbers[0]
