"""Twitch: chat and what happens on a channel in, lines out.

TwitchIO brings Helix, sign-in and the shapes of subscriptions; the sockets are ours
(`docs/adr/0017-twitch-sockets-are-ours.md`). Nothing here imports TwitchIO before it is used.
"""

from chatbot.adapters.twitch.places import Places

__all__ = ["Places"]
