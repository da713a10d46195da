"""From a notification of EventSub to the events of the show. No I/O."""

from __future__ import annotations

import json
import logging
from collections import Counter, deque
from collections.abc import Callable
from datetime import datetime
from typing import Any

from chatbot import events
from chatbot.adapters.skew import Skew
from chatbot.adapters.twitch.once import Once, Seen
from chatbot.events import AudienceMember, Event
from chatbot.language.clean import clean_nick, clean_text

__all__ = ["Reader"]

_log = logging.getLogger(__name__)

SEEN = 20_000
RECENT = 200  # messages that a /clear takes back
ABSENT = 3  # Helix lags behind by a minute or more
KEPT_CHARS = 4_096
NOBODY = AudienceMember("anonymous")
ROLES = (("broadcaster", "anchor"), ("moderator", "moderator"), ("bot-badge", "bot"))

Fields = dict[str, Any]


class Reader:
    """Reads the notifications of one channel, over all its connections.

    `wall_ms` is the wall clock, `now_s` any steady one. `counts` says how many frames were bad or
    came again, by kind, since the start.
    """

    def __init__(
        self,
        *,
        source: str,
        trust: frozenset[str],
        wall_ms: Callable[[], int],
        now_s: Callable[[], float],
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._source, self._trust = source, trust
        self._wall_ms, self._now_s = wall_ms, now_s
        self._seen, self._once, self._skew = Seen(SEEN), Once(), Skew()
        self._recent: deque[str] = deque(maxlen=RECENT)
        self._stream, self._last, self._absent = "", "", 0

    def read(self, frame: Fields, session: str) -> list[Event]:
        """What a notification says; nothing where it is bad or was told before."""
        try:
            metadata, payload = frame["metadata"], frame["payload"]
            kind, id_, fields = (
                str(metadata["subscription_type"]),
                str(metadata["message_id"]),
                payload["event"],
            )
        except (KeyError, TypeError):
            self.bad("bad_notification", "a notification without type, id or event")
            return []
        if self._seen.again(id_):
            self.counts["again"] += 1
            return []
        try:
            read = _READERS.get(kind, Reader._other)
            return read(self, fields, id_, f"{kind} {session}", metadata)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            missing = isinstance(error, KeyError)
            what = f"{error} is missing" if missing else f"a field of the wrong kind: {error}"
            self.bad(f"bad_{kind}", what)
            return []

    def polled(self, stream: str | None, viewers: int = 0) -> list[Event]:
        """What Helix says of the broadcast; its word that it is over is believed the third time."""
        if stream is None:
            self._absent += 1
            return self._ended("") if self._absent >= ABSENT and self._stream else []
        self._absent = 0
        began = [] if stream in (self._stream, self._last) else self._began(stream)
        count = events.ViewerCount(
            id=f"viewers-{self._wall_ms()}", source=self._source, count=viewers
        )
        return [*began, count]

    def _began(self, stream: str) -> list[Event]:
        if stream == self._stream:
            return []
        self._stream, self._absent = stream, 0
        return [self._live(f"live-{stream}", "started")]

    def _ended(self, id_: str) -> list[Event]:
        stream, self._stream = self._stream, ""
        if not stream and self._last:
            return []  # told before
        self._last = stream or id_
        return [self._live(f"ended-{self._last}", "ended")]

    def _live(self, id_: str, state: str) -> Event:
        trusted = "live" in self._trust
        return events.LiveState(id=id_, source=self._source, state=state, trusted=trusted)

    def bad(self, kind: str, detail: str) -> None:
        """Count what is wrong, and log the first of each kind (never what a viewer wrote)."""
        self.counts[kind] += 1
        if self.counts[kind] == 1:
            _log.warning(
                "%s: %s: %s (more of this kind are counted only)", self._source, kind, detail
            )

    # --- chat -------------------------------------------------------------------------------

    def _message(self, e: Fields, id_: str, teller: str, metadata: Fields) -> list[Event]:
        message_id = str(e.get("message_id") or id_)
        if self._seen.again(f"chat {message_id}"):
            self.counts["again"] += 1
            return []
        viewer = self._who(e, "chatter_user_", badges=e.get("badges") or ())
        if e.get("chatter_user_login") == "ananonymouscheerer":
            viewer = NOBODY
        shared = self._elsewhere(e)
        found: list[Event] = []
        cleaned = clean_text(_words(e["message"]))
        if cleaned.text:
            self._recent.append(message_id)
            sent_ms, stale = self._stamp(metadata, viewer.id)
            found.append(
                events.ChatMessage(
                    id=message_id,
                    source=self._source,
                    viewer=viewer,
                    text=cleaned.text,
                    truncated=cleaned.truncated,
                    stale=stale,
                    sent_ms=sent_ms,
                    shared_from=shared,
                )
            )
        bits = int((e.get("cheer") or {}).get("bits") or 0)
        if bits and not shared:
            found += self._gift(viewer, "bits", bits, ("cheer", viewer.id, bits), teller, id_)
        return found

    def _notice(self, e: Fields, id_: str, teller: str, metadata: Fields) -> list[Event]:
        kind = str(e["notice_type"])
        told = e.get(kind) or {}
        if self._elsewhere(e):
            return self._other(e, id_, teller, metadata)
        anonymous = bool(e.get("chatter_is_anonymous"))
        viewer = NOBODY if anonymous else self._who(e, "chatter_user_")
        text = _words(e.get("message") or {})
        match kind:
            case "sub" | "prime_paid_upgrade" | "gift_paid_upgrade":
                return self._sub(viewer, teller, id_)
            case "resub":
                return self._resub(viewer, told.get("cumulative_months"), text, teller, id_)
            case "sub_gift":
                if told.get("community_gift_id"):
                    return []  # one of many: the giver is told once, for all of them
                return self._gave(viewer, 1, teller, id_)
            case "community_sub_gift":
                return self._gave(viewer, int(told["total"]), teller, id_)
            case "raid":
                raider = self._who(told, "user_")
                return self._raid(raider, int(told.get("viewer_count") or 0), teller, id_)
        return self._other(e, id_, teller, metadata)

    def _deleted(self, e: Fields, id_: str, teller: str, metadata: Fields) -> list[Event]:
        target = str(e["message_id"])
        return [events.MessageDeleted(id=f"delete-{target}", source=self._source, target=target)]

    def _cleared(self, e: Fields, id_: str, teller: str, metadata: Fields) -> list[Event]:
        cleared = list(self._recent)
        self._recent.clear()
        return [
            events.MessageDeleted(id=f"delete-{target}", source=self._source, target=target)
            for target in cleared
        ]

    def _gone(self, e: Fields, id_: str, teller: str, metadata: Fields) -> list[Event]:
        prefix = "target_user_" if "target_user_id" in e else "user_"
        viewer = self._who(e, prefix)
        if not self._once.new(("gone", viewer.id), teller, self._now_s()):
            return []
        return [events.ViewerBanned(id=id_, source=self._source, viewer=viewer)]

    # --- gifts and company ------------------------------------------------------------------

    def _followed(self, e: Fields, id_: str, teller: str, metadata: Fields) -> list[Event]:
        viewer = self._who(e, "user_")
        id_ = f"follow-{viewer.id}-{e.get('followed_at') or id_}"
        if self._seen.again(id_):
            return []
        return [events.ViewerFollowed(id=id_, source=self._source, viewer=viewer)]

    def _subscribed(self, e: Fields, id_: str, teller: str, metadata: Fields) -> list[Event]:
        if e.get("is_gift"):
            return []  # told once, with the giver
        return self._sub(self._who(e, "user_"), teller, id_)

    def _shared_resub(self, e: Fields, id_: str, teller: str, metadata: Fields) -> list[Event]:
        text = str((e.get("message") or {}).get("text") or "")
        months = e.get("cumulative_months")
        return self._resub(self._who(e, "user_"), months, text, teller, id_)

    def _subs_given(self, e: Fields, id_: str, teller: str, metadata: Fields) -> list[Event]:
        return self._gave(self._maybe(e), int(e["total"]), teller, id_)

    def _cheered(self, e: Fields, id_: str, teller: str, metadata: Fields) -> list[Event]:
        viewer, bits = self._maybe(e), int(e["bits"])
        return self._gift(viewer, "bits", bits, ("cheer", viewer.id, bits), teller, id_)

    def _raided(self, e: Fields, id_: str, teller: str, metadata: Fields) -> list[Event]:
        raider = self._who(e, "from_broadcaster_user_")
        return self._raid(raider, int(e.get("viewers") or 0), teller, id_)

    def _redeemed(self, e: Fields, id_: str, teller: str, metadata: Fields) -> list[Event]:
        reward = e["reward"]
        id_ = f"redemption-{e.get('id') or id_}"
        if self._seen.again(id_):
            return []
        return [
            events.PointsRedeemed(
                id=id_,
                source=self._source,
                viewer=self._who(e, "user_"),
                title=clean_nick(str(reward["title"])),
                cost=int(reward.get("cost") or 0),
                text=clean_text(str(e.get("user_input") or "")).text,
            )
        ]

    def _sub(self, viewer: AudienceMember, teller: str, id_: str) -> list[Event]:
        return self._gift(viewer, "subscription", 1, ("sub", viewer.id), teller, id_)

    def _resub(
        self, viewer: AudienceMember, months: Any, text: str, teller: str, id_: str
    ) -> list[Event]:
        key = ("resub", viewer.id)
        months = max(1, int(months or 1))
        return self._gift(viewer, "resubscription", months, key, teller, id_, text)

    def _gave(self, viewer: AudienceMember, total: int, teller: str, id_: str) -> list[Event]:
        key = ("gave", viewer.id, total)
        return self._gift(viewer, "gift subscription", total, key, teller, id_)

    def _gift(
        self,
        viewer: AudienceMember,
        name: str,
        count: int,
        key: tuple[Any, ...],
        teller: str,
        id_: str,
        text: str = "",
    ) -> list[Event]:
        if not self._once.new(key, teller, self._now_s()):
            self.counts["told_twice"] += 1
            return []
        return [
            events.GiftSent(
                id=f"{name.replace(' ', '-')}-{id_}",
                source=self._source,
                viewer=viewer,
                name=name,
                count=count,
                text=clean_text(text).text if text else "",
            )
        ]

    def _raid(self, viewer: AudienceMember, count: int, teller: str, id_: str) -> list[Event]:
        if not self._once.new(("raid", viewer.id), teller, self._now_s()):
            self.counts["told_twice"] += 1
            return []
        return [
            events.RaidArrived(id=f"raid-{id_}", source=self._source, viewer=viewer, count=count)
        ]

    # --- the broadcast, and the rest --------------------------------------------------------

    def _online(self, e: Fields, id_: str, teller: str, metadata: Fields) -> list[Event]:
        if e.get("type", "live") != "live":
            return []  # a rerun or a premiere is no show
        return self._began(str(e["id"]))

    def _offline(self, e: Fields, id_: str, teller: str, metadata: Fields) -> list[Event]:
        return self._ended(id_)

    def _other(self, e: Fields, id_: str, teller: str, metadata: Fields) -> list[Event]:
        kind = str(e.get("notice_type") or metadata["subscription_type"])
        if not self._once.new((kind, id_), teller, self._now_s()):
            return []
        data = json.dumps(e, ensure_ascii=False)
        if len(data) > KEPT_CHARS:
            data = json.dumps({"cut": len(data)})
        return [events.Other(id=id_, source=self._source, type=kind, data=data)]

    # --- parts ------------------------------------------------------------------------------

    def _who(self, e: Fields, prefix: str, badges: Any = ()) -> AudienceMember:
        names = {b.get("set_id") for b in badges if isinstance(b, dict)}
        role = next((role for badge, role in ROLES if badge in names), "viewer")
        name = str(e.get(f"{prefix}name") or e.get(f"{prefix}login") or "")
        return AudienceMember(str(e[f"{prefix}id"]), clean_nick(name) if name else "", role)

    def _maybe(self, e: Fields) -> AudienceMember:
        known = e.get("user_id") and not e.get("is_anonymous")
        return self._who(e, "user_") if known else NOBODY

    def _elsewhere(self, e: Fields) -> str:
        """The channel it was written in, where that is another one of a shared chat."""
        source = e.get("source_broadcaster_user_id")
        if not source or source == e.get("broadcaster_user_id"):
            return ""
        name = e.get("source_broadcaster_user_name") or e.get("source_broadcaster_user_login")
        return clean_nick(str(name or source))

    def _stamp(self, metadata: Fields, viewer: str) -> tuple[int | None, bool]:
        text = str(metadata.get("message_timestamp") or "")
        try:
            # nanoseconds: more than Python reads
            whole, _, rest = text.rstrip("Z").partition(".")
            sent = datetime.fromisoformat(f"{whole}.{rest[:6] or '0':0<6}+00:00")
        except ValueError:
            return None, False
        sent_ms = max(0, int(sent.timestamp() * 1000))
        corrected, stale, _ = self._skew.judge(sent_ms, self._wall_ms(), viewer)
        return corrected, stale


def _words(message: Fields) -> str:
    """What was written, without the cheers' own words ("cheer100")."""
    parts = message.get("fragments")
    if not isinstance(parts, list) or not parts:
        return str(message.get("text") or "")
    return "".join(str(p.get("text") or "") for p in parts if p.get("type") != "cheermote").strip()


_READERS: dict[str, Callable[[Reader, Fields, str, str, Fields], list[Event]]] = {
    "channel.chat.message": Reader._message,
    "channel.chat.notification": Reader._notice,
    "channel.chat.message_delete": Reader._deleted,
    "channel.chat.clear_user_messages": Reader._gone,
    "channel.chat.clear": Reader._cleared,
    "channel.ban": Reader._gone,
    "channel.follow": Reader._followed,
    "channel.subscribe": Reader._subscribed,
    "channel.subscription.message": Reader._shared_resub,
    "channel.subscription.gift": Reader._subs_given,
    "channel.cheer": Reader._cheered,
    "channel.raid": Reader._raided,
    "channel.channel_points_custom_reward_redemption.add": Reader._redeemed,
    "stream.online": Reader._online,
    "stream.offline": Reader._offline,
}
