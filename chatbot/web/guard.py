"""What every answer carries, and whom we answer at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatbot.web.origin import Proxies, host_name, is_loopback

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HEADERS", "Guard"]

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        "img-src 'self' data: blob:; media-src 'self' data: blob:; font-src 'self'; "
        "connect-src 'self' blob:; worker-src 'self' blob:; manifest-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-cache",
}
ELSEWHERE = "This is not the address this show answers to. Name it in web.public_url."
DIRECT = "Come through the proxy: nothing is encrypted here."


class Guard:
    """Answers only to our own names (DNS rebinding) and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...], proxies: Proxies | None = None):
        self._app = app
        self._proxies = proxies  # None: anybody may come directly
        self._hosts = {"localhost", "127.0.0.1", "::1", *(h.lower() for h in hosts)}
        self._headers = [(k.encode(), v.encode()) for k, v in HEADERS.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        if not self._ours(scope):
            await self._refuse(scope, send, 421, ELSEWHERE)
            return
        if not self._through_proxy(scope):
            await self._refuse(scope, send, 403, DIRECT)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *self._headers]
            await send(message)

        await self._app(scope, receive, with_headers)

    def _ours(self, scope: Scope) -> bool:
        found = [value for key, value in scope["headers"] if key == b"host"]
        name = host_name(found[0].decode("latin-1")) if len(found) == 1 else None
        # The address the peer connected to is ours by definition, and no name can equal it.
        here = (scope.get("server") or ("",))[0]
        return name is not None and (name in self._hosts or name == here)

    def _through_proxy(self, scope: Scope) -> bool:
        """Passwords travel in clear text here: only between this machine and a named proxy."""
        peer = (scope.get("client") or ("",))[0]
        return self._proxies is None or is_loopback(peer) or self._proxies.trusts(peer)

    async def _refuse(self, scope: Scope, send: Send, status: int, why: str) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = [(b"content-type", b"text/plain"), *self._headers]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": f"{why}\n".encode()})
