"""A fake Twitch: EventSub WebSocket, Helix and sign-in on this machine, with fault switches.

    async with TwitchMock() as twitch:
        grant = twitch.grant(twitch.owner, ALL_SCOPES)
        await twitch.chat("how much is the scarf?")

Any client that lets its addresses be set can be tried against it; `docs/platforms/twitch.md` says
how ours is.
"""

from chatbot.testing.twitch.events import Happening
from chatbot.testing.twitch.mock import TwitchMock
from chatbot.testing.twitch.world import ALL_SCOPES, Account, Faults, Grant, Sent

__all__ = ["ALL_SCOPES", "Account", "Faults", "Grant", "Happening", "Sent", "TwitchMock"]
