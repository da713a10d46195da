"""Somebody who is signed in to the fake Twitch."""

from __future__ import annotations

from chatbot.adapters.twitch.tokens import SignIn
from chatbot.testing.twitch import ALL_SCOPES, Account, TwitchMock


def signed_in(
    twitch: TwitchMock, account: Account | None = None, scopes: tuple[str, ...] = ALL_SCOPES
) -> SignIn:
    """What `chatbot twitch login` would keep."""
    who = account or twitch.owner
    grant = twitch.grant(who, scopes)
    return SignIn(
        who.login,
        who.id,
        twitch.client_id,
        tuple(scopes),
        access=grant.access,
        refresh=grant.refresh,
    )
