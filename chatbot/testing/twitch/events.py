"""What can happen on the fake Twitch's channel, as EventSub tells it."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Any

from chatbot.testing.twitch.world import Account, now

__all__ = ["Happening", "Telling"]


@dataclass(frozen=True, slots=True)
class Happening:
    """One event: its subscription type and its fields."""

    type: str
    event: dict[str, Any]


def _who(prefix: str, account: Account | None) -> dict[str, Any]:
    """The three fields that name an account."""
    return {
        f"{prefix}id": account.id if account else None,
        f"{prefix}login": account.login if account else None,
        f"{prefix}name": account.shown if account else None,
    }


class Telling:
    """Writes the events of one channel."""

    def __init__(self, owner: Account) -> None:
        self.owner = owner

    def _here(self) -> dict[str, Any]:
        return _who("broadcaster_user_", self.owner)

    def message(
        self,
        text: str,
        who: Account,
        *,
        id: str = "",
        bits: int = 0,
        badges: tuple[str, ...] = (),
        shared_from: Account | None = None,
    ) -> Happening:
        """A chat message; one `shared_from` another channel was written there."""
        source = shared_from or None
        return Happening(
            "channel.chat.message",
            {
                **self._here(),
                **_who("chatter_user_", who),
                "message_id": id or str(uuid.uuid4()),
                "message": _body(text, cheered=bool(bits)),
                "message_type": "text",
                "badges": [{"set_id": badge, "id": "1", "info": ""} for badge in badges],
                "cheer": {"bits": bits} if bits else None,
                "color": "#8A2BE2",
                "reply": None,
                "channel_points_custom_reward_id": None,
                "channel_points_animation_id": None,
                **_who("source_broadcaster_user_", source),
                "source_message_id": str(uuid.uuid4()) if source else None,
                "source_badges": [] if source else None,
                "is_source_only": False if source else None,
            },
        )

    def notification(
        self, kind: str, who: Account, *, text: str = "", id: str = "", **details: Any
    ) -> Happening:
        """A chat notification of this kind, such as sub, resub, community_sub_gift or raid."""
        kinds = (
            *("sub", "resub", "sub_gift", "community_sub_gift", "gift_paid_upgrade"),
            *("prime_paid_upgrade", "raid", "unraid", "pay_it_forward", "announcement"),
            *("bits_badge_tier", "charity_donation"),
        )
        return Happening(
            "channel.chat.notification",
            {
                **self._here(),
                **_who("chatter_user_", who),
                "chatter_is_anonymous": False,
                "color": "",
                "badges": [],
                "system_message": f"{who.shown}: {kind}",
                "message_id": id or str(uuid.uuid4()),
                "message": _body(text),
                "notice_type": kind,
                **dict.fromkeys(kinds),
                kind: details,
                **_who("source_broadcaster_user_", None),
                "source_message_id": None,
                "source_badges": None,
            },
        )

    def deleted(self, message_id: str, who: Account) -> Happening:
        """A moderator deleted a message."""
        target = _who("target_user_", who)
        return Happening(
            "channel.chat.message_delete", {**self._here(), **target, "message_id": message_id}
        )

    def cleared(self, who: Account) -> Happening:
        """All that somebody wrote is gone: they were banned or timed out."""
        return Happening(
            "channel.chat.clear_user_messages", {**self._here(), **_who("target_user_", who)}
        )

    def wiped(self) -> Happening:
        """The whole chat was cleared."""
        return Happening("channel.chat.clear", self._here())

    def followed(self, who: Account) -> Happening:
        """Somebody followed."""
        return Happening(
            "channel.follow", {**_who("user_", who), **self._here(), "followed_at": now()}
        )

    def subscribed(self, who: Account, *, gift: bool = False, tier: str = "1000") -> Happening:
        """Somebody subscribed, or was given it."""
        return Happening(
            "channel.subscribe",
            {**_who("user_", who), **self._here(), "tier": tier, "is_gift": gift},
        )

    def subscribed_again(self, who: Account, text: str, *, months: int) -> Happening:
        """Somebody shared that they subscribed again."""
        return Happening(
            "channel.subscription.message",
            {
                **_who("user_", who),
                **self._here(),
                "tier": "1000",
                "message": {"text": text, "emotes": None},
                "cumulative_months": months,
                "streak_months": None,
                "duration_months": 1,
            },
        )

    def gave(self, who: Account | None, total: int) -> Happening:
        """Somebody, or nobody known, gave subscriptions away."""
        return Happening(
            "channel.subscription.gift",
            {
                **_who("user_", who),
                **self._here(),
                "total": total,
                "tier": "1000",
                "cumulative_total": None if who is None else total,
                "is_anonymous": who is None,
            },
        )

    def cheered(self, who: Account | None, bits: int, text: str) -> Happening:
        """Somebody, or nobody known, cheered."""
        return Happening(
            "channel.cheer",
            {
                "is_anonymous": who is None,
                **_who("user_", who),
                **self._here(),
                "message": text,
                "bits": bits,
            },
        )

    def raided(self, who: Account, viewers: int) -> Happening:
        """Another channel sent its viewers here."""
        return Happening(
            "channel.raid",
            {
                **_who("from_broadcaster_user_", who),
                **_who("to_broadcaster_user_", self.owner),
                "viewers": viewers,
            },
        )

    def redeemed(self, who: Account, title: str, *, cost: int = 100, text: str = "") -> Happening:
        """Somebody spent channel points."""
        return Happening(
            "channel.channel_points_custom_reward_redemption.add",
            {
                "id": str(uuid.uuid4()),
                **self._here(),
                **_who("user_", who),
                "user_input": text,
                "status": "unfulfilled",
                "reward": {"id": str(uuid.uuid4()), "title": title, "cost": cost, "prompt": ""},
                "redeemed_at": now(),
            },
        )

    def banned(self, who: Account, *, ends_at: str | None = None) -> Happening:
        """Somebody was banned, or timed out until `ends_at`."""
        return Happening(
            "channel.ban",
            {
                **_who("user_", who),
                **self._here(),
                **_who("moderator_user_", self.owner),
                "reason": "",
                "banned_at": now(),
                "ends_at": ends_at,
                "is_permanent": ends_at is None,
            },
        )

    def online(self, stream_id: str) -> Happening:
        """The stream began."""
        return Happening(
            "stream.online",
            {"id": stream_id, **self._here(), "type": "live", "started_at": now(whole=True)},
        )

    def offline(self) -> Happening:
        """The stream ended."""
        return Happening("stream.offline", self._here())


def _body(text: str, *, cheered: bool = False) -> dict[str, Any]:
    """A message's text and its fragments; in a cheer, words such as `cheer100` are cheermotes."""
    pieces = re.split(r"(\bcheer\d+\b)", text) if cheered else [text]
    return {"text": text, "fragments": [_fragment(piece, cheered) for piece in pieces if piece]}


def _fragment(text: str, cheered: bool) -> dict[str, Any]:
    given = re.fullmatch(r"cheer(\d+)", text) if cheered else None
    bits = int(given[1]) if given else 0
    return {
        "type": "cheermote" if given else "text",
        "text": text,
        "cheermote": {"prefix": "cheer", "bits": bits, "tier": 1} if given else None,
        "emote": None,
        "mention": None,
    }
