"""What a sign-in may do: each scope, and why it is asked for."""

from __future__ import annotations

__all__ = ["ANNOUNCE", "OWNERS", "READ_CHAT", "SCOPES", "WRITE_CHAT", "no_chat"]

READ_CHAT = "user:read:chat"
WRITE_CHAT = "user:write:chat"
ANNOUNCE = "moderator:manage:announcements"

SCOPES: dict[str, str] = {
    READ_CHAT: "read the chat, with what Twitch tells in it (needed)",
    WRITE_CHAT: "write replies into the chat",
    "moderator:read:followers": "hear who follows",
    "channel:read:subscriptions": "hear who subscribes or gives subscriptions (own channel only)",
    "bits:read": "hear anonymous cheers too (own channel only)",
    "channel:read:redemptions": "hear who spends channel points (own channel only)",
    "channel:moderate": "hear whom a moderator bans or times out, to drop their questions",
    ANNOUNCE: "post announcements",
}
"""In the order they are shown. Only the first is needed; without another its part is missing."""

OWNERS = frozenset({"channel:read:subscriptions", "bits:read", "channel:read:redemptions"})
"""What only the channel's own account may hear of."""


def no_chat(login: str) -> str:
    """What to do where a sign-in may not do what is needed."""
    return (
        f"the sign-in of {login} may not read the chat: type `chatbot twitch login` and agree to "
        "user:read:chat"
    )
