"""The fake Twitch's sign-in: device codes, tokens, refreshing, validation."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from aiohttp import web

from chatbot.testing.twitch.world import CLIENT_ID, Device

if TYPE_CHECKING:
    from chatbot.testing.twitch.world import Grant, World

__all__ = ["FAULT", "SignIn", "trouble"]

FAULT: web.RequestKey[int | None] = web.RequestKey("fault")
"""The status that a fault gives this request."""

DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"


def trouble(status: int, message: str, **headers: str) -> web.Response:
    """An error as Twitch words it."""
    names = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found"}
    names |= {409: "Conflict", 429: "Too Many Requests", 500: "Internal Server Error"}
    body = {"error": names.get(status, "Error"), "status": status, "message": message}
    return web.json_response(body, status=status, headers=headers)


class SignIn:
    """The endpoints under /oauth2."""

    def __init__(self, world: World, *, address: str = "", interval_s: int = 5) -> None:
        self.address, self._interval_s = address, interval_s
        self._world = world

    def routes(self, prefix: str) -> list[web.RouteDef]:
        """The endpoints, under this prefix."""
        return [
            web.post(f"{prefix}/device", self.device),
            web.post(f"{prefix}/token", self.token),
            web.get(f"{prefix}/validate", self.validate),
            web.post(f"{prefix}/revoke", self.revoke),
        ]

    async def device(self, request: web.Request) -> web.Response:
        """A device asks for a code."""
        given = await _given(request)
        if given.get("client_id") != CLIENT_ID:
            return trouble(400, "invalid client")
        scopes = given.get("scopes") or given.get("scope") or ""
        device = Device(
            secrets.token_hex(20),
            "".join(secrets.choice("BCDFGHJKLMNPQRSTVWXZ") for _ in range(8)),
            tuple(scopes.replace("+", " ").split()),
        )
        self._world.devices.append(device)
        return web.json_response(
            {
                "device_code": device.code,
                "expires_in": 1800,
                "interval": self._interval_s,
                "user_code": device.user_code,
                "verification_uri": f"{self.address}/activate?device-code={device.user_code}",
            }
        )

    async def token(self, request: web.Request) -> web.Response:
        """A token for a device code, a refresh token, or a secret."""
        given = await _given(request)
        status = request[FAULT]
        if status:
            return trouble(status, "something went wrong")
        match given.get("grant_type"):
            case "client_credentials":
                return _pair(self._world.grant(None, ()))
            case "refresh_token":
                grant = self._world.renew(given.get("refresh_token", ""))
                return trouble(400, "Invalid refresh token") if grant is None else _pair(grant)
            case kind if kind == DEVICE_GRANT:
                return self._device_token(given)
        return trouble(400, "invalid grant type")

    def _device_token(self, given: dict[str, str]) -> web.Response:
        code = given.get("device_code")
        device = next((d for d in self._world.devices if d.code == code), None)
        if device is None or device.denied:
            return trouble(400, "invalid device code")
        if device.account is None:
            return trouble(400, "authorization_pending")
        self._world.devices.remove(device)
        return _pair(self._world.grant(device.account, device.scopes))

    async def validate(self, request: web.Request) -> web.Response:
        """Whose token this is."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        grant = self._world.by_access(token) if scheme in ("OAuth", "Bearer") else None
        if grant is None:
            return web.json_response({"status": 401, "message": "invalid access token"}, status=401)
        body: dict[str, Any] = {
            "client_id": CLIENT_ID,
            "scopes": list(grant.scopes),
            "expires_in": grant.expires_s,
        }
        if grant.account is not None:
            body |= {"login": grant.account.login, "user_id": grant.account.id}
        return web.json_response(body)

    async def revoke(self, request: web.Request) -> web.Response:
        """The token is given back."""
        given = await _given(request)
        grant = self._world.by_access(given.get("token", ""))
        if grant is None:
            return trouble(400, "Invalid token")
        grant.valid = grant.renewable = False
        return web.Response()


def _pair(grant: Grant) -> web.Response:
    body = {
        "access_token": grant.access,
        "expires_in": grant.expires_s,
        "token_type": "bearer",
    }
    if grant.account is not None:
        body |= {"refresh_token": grant.refresh, "scope": list(grant.scopes)}
    return web.json_response(body)


async def _given(request: web.Request) -> dict[str, str]:
    """What was sent in the address or as a form; Twitch takes both."""
    form = await request.post()
    return {**request.query, **{k: v for k, v in form.items() if isinstance(v, str)}}
