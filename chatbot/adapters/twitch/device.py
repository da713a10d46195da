"""Signing in on a machine without a web server: Twitch shows a code, a person agrees to it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from twitchio import Scopes
from twitchio.http import Route

from chatbot.adapters.twitch.helix import Helix, Trouble
from chatbot.adapters.twitch.tokens import SignIn
from chatbot.errors import AuthFailed, NotReady

if TYPE_CHECKING:
    import aiohttp

    from chatbot.adapters.twitch.places import Places, Times

__all__ = ["Code", "ask_code", "sign_in_with", "take_back"]

GRANT = "urn:ietf:params:oauth:grant-type:device_code"
AGAIN = "type `chatbot twitch login` again"


@dataclass(frozen=True, slots=True)
class Code:
    """What a person types at `address`, within `expires_s`."""

    code: str
    address: str
    device: str
    interval_s: float
    expires_s: float


async def ask_code(helix: Helix, scopes: Iterable[str]) -> Code:
    """A code for these scopes.

    Raises:
        AuthFailed: Twitch does not know the app, or it is not a public one.
        NotReady: Twitch cannot be reached.
    """
    try:
        told: Any = await helix.device_code_flow(scopes=Scopes(list(scopes)))
    except Trouble as trouble:
        if trouble.status in (400, 401, 403):
            raise AuthFailed(
                f"Twitch does not take this Client ID ({trouble.message}): copy it again from "
                "https://dev.twitch.tv/console/apps, and see that its Client Type is Public"
            ) from trouble
        raise NotReady(f"{trouble}; {AGAIN} in a minute") from trouble
    try:
        return Code(
            str(told["user_code"]),
            str(told["verification_uri"]),
            str(told["device_code"]),
            float(told.get("interval", 5)),
            float(told.get("expires_in", 1800)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise NotReady(f"Twitch's answer holds no code; {AGAIN}") from error


async def sign_in_with(
    helix: Helix,
    code: Code,
    scopes: Iterable[str],
    *,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> SignIn:
    """Wait until somebody has agreed, and return who.

    Raises:
        AuthFailed: nobody agreed in time, or somebody said no.
        NotReady: Twitch cannot be reached.
    """
    params: dict[str, Any] = {
        "client_id": helix.client_id,
        "scopes": " ".join(scopes),
        "device_code": code.device,
        "grant_type": GRANT,
    }
    waited_s, interval_s = 0.0, code.interval_s
    while waited_s <= code.expires_s:
        try:
            pair = await helix.request(
                Route("POST", "oauth2/token", use_id=True, params=dict(params))
            )
            return await _who(helix, pair)
        except Trouble as trouble:
            said = trouble.message.lower().replace(" ", "_")
            if trouble.status == 400 and "pending" not in said and "slow_down" not in said:
                raise AuthFailed(
                    f"the code was refused, used or too old ({trouble.message}): {AGAIN} and press "
                    "Authorize"
                ) from trouble
            if "slow_down" in said:
                interval_s += 5
            # anything else may pass
        await sleep(interval_s)
        waited_s += interval_s or 1.0
    raise AuthFailed(f"nobody agreed within {code.expires_s / 60:.0f} minutes: {AGAIN}")


async def _who(helix: Helix, pair: dict[str, Any]) -> SignIn:
    try:
        access, refresh = str(pair["access_token"]), str(pair["refresh_token"])
        told = await helix.validate_token(access)
    except KeyError as error:
        raise NotReady(f"Twitch's answer holds no token; {AGAIN}") from error
    if not told.login or not told.user_id:
        raise AuthFailed(f"that is no account's token; {AGAIN}")
    return SignIn(
        told.login,
        told.user_id,
        helix.client_id,
        tuple(told.scopes or ()),
        access=access,
        refresh=refresh,
    )


async def take_back(
    http: aiohttp.ClientSession, kept: SignIn, places: Places, times: Times
) -> bool:
    """Have Twitch forget this sign-in; False where it could not be told or knew it no longer."""
    helix = Helix(kept.client_id, http, places=places, times=times)
    try:
        await helix.revoke_token(kept.access)
    except Trouble:
        return False
    return True
