"""A product's picture, from a file or an address: bounded, and never from inside a network."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from chatbot.addresses import is_outside
from chatbot.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["MOST_BYTES", "picture_of"]

MOST_BYTES = 5_000_000
WITHIN_S = 10.0
STARTS = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8")


async def picture_of(image: str, beside: Path) -> bytes:
    """The bytes of a PNG, JPG or GIF; a file is seen from the folder `beside`.

    An address is a shop's, so it is fetched from public addresses only, without redirects.

    Raises:
        ConfigError: it is not there, not a picture, too large, or its address points inside.
    """
    if "://" in image:
        found = await _fetched(image)
    else:
        try:
            found = await asyncio.to_thread(_read, beside / image)
        except OSError as error:
            why = error.strerror or error
            raise ConfigError(f"the picture {image} cannot be read: {why}") from error
    if len(found) > MOST_BYTES:
        raise ConfigError(
            f"the picture {image} is over {MOST_BYTES // 1_000_000} MB: make it smaller"
        )
    if not found.startswith(STARTS):
        raise ConfigError(f"the picture {image} is no PNG, JPG or GIF: save it as one of these")
    return found


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


async def _fetched(url: str) -> bytes:
    import httpx

    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port or {"http": 80, "https": 443}[parts.scheme]
        assert host
    except (ValueError, KeyError, AssertionError):
        raise ConfigError(
            f"{url!r} is no address of a picture: http://, https:// or a file"
        ) from None
    address = await _public(host, port)
    shown = f"[{address}]" if ":" in address else address
    # the address that was looked at is the one that is spoken to, whatever the name says next
    target = httpx.URL(url).copy_with(host=shown.strip("[]"), port=parts.port)
    head = {"Host": parts.netloc.rpartition("@")[2]}
    body = bytearray()
    try:
        async with (
            asyncio.timeout(WITHIN_S),
            httpx.AsyncClient(trust_env=False, follow_redirects=False) as client,
            client.stream("GET", target, headers=head, extensions={"sni_hostname": host}) as answer,
        ):
            if answer.status_code != 200:
                raise ConfigError(
                    f"{url} answered {answer.status_code}: save the picture beside the show "
                    "and name the file"
                )
            async for piece in answer.aiter_bytes():
                body += piece
                if len(body) > MOST_BYTES:
                    break
    except (httpx.HTTPError, TimeoutError) as error:
        raise ConfigError(f"the picture {url} cannot be fetched: {type(error).__name__}") from error
    return bytes(body)


async def _public(host: str, port: int) -> str:
    """An address of this host.

    Raises:
        ConfigError: there is none, or one of them points inside.
    """
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ConfigError(f"no host is called {host}: check the picture's address") from error
    addresses = [str(each[4][0]).partition("%")[0] for each in found]
    for address in addresses:
        if not is_outside(address):
            raise ConfigError(
                f"the picture's host {host} points inside ({address}): save the picture beside the "
                "show and name the file"
            )
    return addresses[0]
