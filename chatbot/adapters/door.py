"""Who may connect to us in `mode: listen`: whoever has the path, from no page or a listed one."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from websockets.asyncio.server import ServerConnection
    from websockets.http11 import Request, Response

__all__ = ["NO_ADDRESS", "Door", "Refusal"]

_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]{0,31}://[A-Za-z0-9.:_\[\]-]{1,120}")
NAMED = 8
"""Pages that are told by name; what more there are is only counted."""


NO_ADDRESS = "null"
"""What a browser sends for a page that has no address of its own."""


def shown_origin(origin: str) -> str:
    """An `Origin` as it may be shown: whoever connects writes it."""
    if origin == NO_ADDRESS:
        return origin
    return origin if _ORIGIN.fullmatch(origin) else "an odd address"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Somebody was not let in. `kind` is for counting; `origin` is "" where no page was named.

    `fresh` is False where this was told before, or where too many were.
    """

    kind: Literal["wrong_token", "refused_origin"]
    origin: str
    fresh: bool

    def __str__(self) -> str:
        """Who it was, and what to do. Only a page that has the token is proposed for the list."""
        if self.kind == "wrong_token":
            known = self.origin not in ("", NO_ADDRESS)
            who = f"a page of {self.origin}" if known else "somebody"
            return (
                f"{who} tried to connect without the right token: if it is your bridge, give it "
                "the address that the start prints (chat in …/in/…)"
            )
        if self.origin == NO_ADDRESS:
            return (
                "a page without an address of its own (a file, a sandboxed frame) was refused, and "
                "cannot be let in: open it from a server, such as http://localhost:5173"
            )
        return (
            f"a page of {self.origin} was refused; if it is your room's, write at this adapter: "
            f'origins: ["{self.origin}"]'
        )


class Door:
    """Checks a request before it becomes a connection. Whoever is refused learns nothing."""

    def __init__(
        self, token: str, origins: Sequence[str], *, refused: Callable[[Refusal], None]
    ) -> None:
        self._path, self._origins = f"/in/{token}".encode(), frozenset(origins)
        self._refused = refused
        self._named: set[tuple[str, str]] = set()

    def check(self, connection: ServerConnection, request: Request) -> Response | None:
        """The refusal, or None where it may come in."""
        path = request.path.partition("?")[0].encode("utf-8", "replace")
        origins = request.headers.get_all("Origin")
        if not secrets.compare_digest(path, self._path):
            self._tell("wrong_token", origins)
        elif len(origins) > 1 or not self._origins.issuperset(origins):
            self._tell("refused_origin", origins)
        else:
            return None
        return connection.respond(HTTPStatus.FORBIDDEN, "forbidden\n")

    def _tell(self, kind: Literal["wrong_token", "refused_origin"], origins: list[str]) -> None:
        origin = shown_origin(origins[0]) if origins else ""
        fresh = (kind, origin) not in self._named and len(self._named) < NAMED
        if fresh:
            self._named.add((kind, origin))
        self._refused(Refusal(kind, origin, fresh))
