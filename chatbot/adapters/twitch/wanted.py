"""What we ask EventSub for: the types, what they concern, and the scope each takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from twitchio import eventsub

from chatbot.adapters.twitch.scopes import READ_CHAT

__all__ = ["CHAT", "Wanted", "wanted_of"]

CHAT = "channel.chat.message"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One subscription; `what` is what is not heard without it."""

    payload: Any
    scope: str
    what: str

    @property
    def type(self) -> str:
        """The subscription type, such as `channel.follow`."""
        return str(self.payload.type)


def wanted_of(channel_id: str, user_id: str) -> tuple[Wanted, ...]:
    """Everything we want to hear of this channel as this user; the chat comes first."""
    here: dict[str, Any] = {"broadcaster_user_id": channel_id}
    chat = {**here, "user_id": user_id}
    subs, moderates = "channel:read:subscriptions", "channel:moderate"
    return (
        Wanted(eventsub.ChatMessageSubscription(**chat), READ_CHAT, "the chat"),
        Wanted(eventsub.ChatNotificationSubscription(**chat), READ_CHAT, "notices in the chat"),
        Wanted(eventsub.ChatMessageDeleteSubscription(**chat), READ_CHAT, "deleted messages"),
        Wanted(eventsub.ChatClearUserMessagesSubscription(**chat), READ_CHAT, "time-outs"),
        Wanted(eventsub.ChatClearSubscription(**here, user_id=user_id), READ_CHAT, "/clear"),
        Wanted(eventsub.StreamOnlineSubscription(**here), "", "the start of the stream"),
        Wanted(eventsub.StreamOfflineSubscription(**here), "", "the end of the stream"),
        Wanted(
            eventsub.ChannelFollowSubscription(**here, moderator_user_id=user_id),
            "moderator:read:followers",
            "follows",
        ),
        Wanted(eventsub.ChannelSubscribeSubscription(**here), subs, "subscriptions"),
        Wanted(eventsub.ChannelSubscribeMessageSubscription(**here), subs, "resubscriptions"),
        Wanted(eventsub.ChannelSubscriptionGiftSubscription(**here), subs, "gift subscriptions"),
        Wanted(eventsub.ChannelCheerSubscription(**here), "bits:read", "anonymous cheers"),
        Wanted(eventsub.ChannelRaidSubscription(to_broadcaster_user_id=channel_id), "", "raids"),
        Wanted(
            eventsub.ChannelPointsRedeemAddSubscription(**here),
            "channel:read:redemptions",
            "channel points",
        ),
        Wanted(eventsub.ChannelBanSubscription(**here), moderates, "bans"),
    )
