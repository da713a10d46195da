"""What a show file says of its pages: where they are served, and who may reach them."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address, ip_network
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

__all__ = ["Tls", "WebConfig", "is_here", "is_outside", "page_origin"]

_NAME = re.compile(r"[a-z0-9_.:-]{1,253}")


def _network(value: object) -> IPv4Network | IPv6Network:
    try:
        return ip_network(str(value).strip())
    except ValueError:
        wrong = f"{str(value)[:64]!r} is no address: write the one your proxy connects from"
        raise ValueError(f"{wrong}, such as 127.0.0.1 or 10.0.0.0/24") from None


def _site(value: str) -> str:
    """An address without a path: pages have paths of their own."""
    try:
        parts = urlsplit(value.rstrip("/"))
        port = parts.port
    except ValueError as error:
        raise ValueError(f"no address: {error}") from None
    name = parts.hostname or ""
    plain = not (parts.path or parts.query or parts.fragment or parts.username or parts.password)
    if parts.scheme != "https" or not plain or not re.fullmatch(r"[\w.:-]+", name):
        raise ValueError("write https:// and a name, no path, such as https://show.example.com")
    shown = f"[{name}]" if ":" in name else name
    return f"https://{shown}" + (f":{port}" if port not in (None, 443) else "")


def is_here(host: str) -> bool:
    """Whether only this machine can reach what listens on this host."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


_NAT64 = ip_network("64:ff9b::/96")


def is_outside(number: str) -> bool:
    """Whether an IP address is a public one, and so is the IPv4 address that it may wrap.

    Raises:
        ValueError: it is no IP address.
    """
    ip = ip_address(number)
    if not ip.is_global or ip.is_multicast:
        return False
    if isinstance(ip, IPv4Address):
        return True
    within = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
    if ip in _NAT64:
        within = IPv4Address(int(ip) & 0xFFFF_FFFF)
    return not within or (within.is_global and not within.is_multicast)


def page_origin(value: str) -> str:
    """What a browser sends as `Origin` for a page of this address.

    Raises:
        ValueError: it is no page's, or stands for more than one site.
    """
    try:
        parts = urlsplit(value.strip().lower())
        port = parts.port
    except ValueError as error:
        raise ValueError(f"{value!r} is no page's address: {error}") from None
    name = parts.hostname or ""
    if not parts.scheme or not _NAME.fullmatch(name) or parts.username:
        every = value.strip() in ("*", "null")
        why = "would let every page in" if every else "is no page's address"
        raise ValueError(f"{value!r} {why}: write one site, such as https://tbzb.taobao.com")
    shown = f"[{name}]" if ":" in name else name
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    return f"{parts.scheme}://{shown}" + (f":{port}" if port not in (None, usual) else "")


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Tls(_Record):
    """A certificate of one's own: files in PEM, seen from the show file."""

    cert: Annotated[str, Field(min_length=1)]
    key: Annotated[str, Field(min_length=1)]


class WebConfig(_Record):
    """Where pages are served; port 0 takes any free one.

    `public_url` is where people elsewhere find them, `proxy` the addresses of proxies that bring
    those people, each an address or a network.
    """

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8765
    public_url: Annotated[str, AfterValidator(_site)] | None = None
    proxy: Annotated[
        tuple[
            Annotated[
                IPv4Network | IPv6Network, BeforeValidator(_network, json_schema_input_type=str)
            ],
            ...,
        ],
        BeforeValidator(lambda value: (value,) if isinstance(value, str) else value),
    ] = ()
    tls: Tls | None = None
    healthz: bool = True
    metrics: bool = False
