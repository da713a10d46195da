"""Where a request came from: its Host, its Origin, and what a trusted proxy says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

__all__ = ["Proxies", "host_name", "is_loopback", "same_origin"]

FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "via")


def host_name(host: str | None) -> str | None:
    """The name in a Host header without its port; None for one that is no host."""
    if not host or re.search(r"[\s/@\\?#,]", host):
        return None
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return None
    return name.lower() if name else None


def is_loopback(name: str | None) -> bool:
    """Whether a host name or address can only be this machine."""
    if name == "localhost":
        return True
    try:
        return ip_address((name or "").partition("%")[0]).is_loopback
    except ValueError:
        return False


def same_origin(origin: str | None, host: str | None) -> bool:
    """Whether a request's Origin is the site its Host header names."""
    if not origin or not host:
        return False
    try:
        parts = urlsplit(origin)
        port = {"http": 80, "https": 443}[parts.scheme]
        ours = urlsplit(f"//{host}")
        return (
            parts.path == ""
            and parts.hostname is not None
            and (parts.hostname, parts.port or port) == (ours.hostname, ours.port or port)
        )
    except (KeyError, ValueError):
        return False


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies whose word counts, by the addresses they connect from."""

    trusted: tuple[IPv4Network | IPv6Network, ...] = ()

    def trusts(self, peer: str | None) -> bool:
        """Whether a request from this address may say who is behind it."""
        try:
            address = ip_address((peer or "").partition("%")[0])
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None)
        return any((mapped or address) in network for network in self.trusted)

    def client(self, request: HTTPConnection) -> str:
        """The address of whoever asks; of those a trusted proxy names, the last."""
        peer = request.client.host if request.client else ""
        named = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
        try:
            return str(ip_address(named)) if self.trusts(peer) else peer
        except ValueError:
            return peer

    def secure(self, request: HTTPConnection) -> bool:
        """Whether it travelled over TLS, as far as we or a trusted proxy know."""
        if request.url.scheme in ("https", "wss"):
            return True
        peer = request.client.host if request.client else ""
        return self.trusts(peer) and request.headers.get("x-forwarded-proto") == "https"

    def ours(self, request: HTTPConnection) -> bool:
        """Whether a page of ours asks, over TLS where we are reached so."""
        origin = request.headers.get("origin")
        if not same_origin(origin, request.headers.get("host")):
            return False
        return (origin or "").startswith("https:") or not self.secure(request)

    def from_here(self, request: HTTPConnection) -> bool:
        """Whether it comes from this machine itself, and not from somebody behind a proxy."""
        return (
            request.client is not None
            and is_loopback(request.client.host)
            and is_loopback(host_name(request.headers.get("host")))
            and not any(name in request.headers for name in FORWARDED)
        )
