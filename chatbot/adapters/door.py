"""Who may connect to us in `mode: listen`: whoever has the path, from no page or a listed one."""

from __future__ import annotations

import re
import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from websockets.asyncio.server import ServerConnection
    from websockets.http11 import Request, Response

__all__ = ["Door", "shown_origin"]

_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]{0,31}://[A-Za-z0-9.:_\[\]-]{1,120}")
NAMED = 8
"""Pages that are told by name; what more there are is only counted."""


def shown_origin(origin: str) -> str:
    """An `Origin` as it may be shown: whoever connects writes it."""
    return origin if _ORIGIN.fullmatch(origin) else "an odd address"


class Door:
    """Checks a request before it becomes a connection.

    `refused` is told the kind of refusal, for counting, and in plain words who it was and what to
    do; the words are empty where they were told before. Whoever lacks the token learns nothing, and
    is never proposed for the list: only a page that holds it is.
    """

    def __init__(
        self, token: str, origins: Sequence[str], *, refused: Callable[[str, str], None]
    ) -> None:
        self._path, self._origins = f"/in/{token}".encode(), frozenset(origins)
        self._refused = refused
        self._named: set[tuple[str, str]] = set()

    def check(self, connection: ServerConnection, request: Request) -> Response | None:
        """The refusal, or None where it may come in."""
        path = request.path.partition("?")[0].encode("utf-8", "replace")
        origins = request.headers.get_all("Origin")
        if not secrets.compare_digest(path, self._path):
            self._tell("wrong_token", origins, _NO_TOKEN)
        elif len(origins) > 1 or not self._origins.issuperset(origins):
            self._tell("refused_origin", origins, _NULL if origins == ["null"] else _UNLISTED)
        else:
            return None
        return connection.respond(HTTPStatus.FORBIDDEN, "forbidden\n")

    def _tell(self, kind: str, origins: list[str], words: str) -> None:
        origin = shown_origin(origins[0]) if origins else ""
        known = (kind, origin) in self._named
        told = "" if known or len(self._named) >= NAMED else _who(kind, origin, words)
        if told:
            self._named.add((kind, origin))
        self._refused(kind, told)


_UNLISTED = (
    "a page of {origin} was refused; if it is your room's, write at this adapter: "
    'origins: ["{origin}"]'
)
_NULL = (
    "a page without an address of its own (a file, a sandboxed frame) was refused, and cannot be "
    "let in: open it from a server, such as http://localhost:5173"
)
_NO_TOKEN = (
    "{who} tried to connect without the right token: if it is your bridge, give it the address "
    "that the start prints (chat in …/in/…)"
)


def _who(kind: str, origin: str, words: str) -> str:
    return words.format(origin=origin, who=f"a page of {origin}" if origin else "somebody")
