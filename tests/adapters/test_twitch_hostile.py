"""Whatever a frame of EventSub holds, it costs itself only, and what is read can be kept."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from twitch_peers import on_twitch

from chatbot.adapters.twitch.read import Reader
from chatbot.events import decode, encode
from chatbot.testing.twitch.events import Telling
from chatbot.testing.twitch.world import Account

BOB, TELL = Account("bob"), Telling(Account("silknight"))
GIFTS = {"total": 3, "cumulative_months": 3, "viewer_count": 9, "user_id": "1", "user_name": "Gus"}
HAPPENINGS = [
    TELL.message("cheer100 how much?", BOB, bits=100, badges=("moderator",)),
    TELL.message("bonsoir", BOB, shared_from=Account("lacabane")),
    *(
        TELL.notification(kind, BOB, text="hi", **GIFTS)
        for kind in ("sub", "resub", "sub_gift", "community_sub_gift", "raid", "announcement")
    ),
    TELL.deleted("m-1", BOB), TELL.cleared(BOB), TELL.wiped(), TELL.followed(BOB),
    TELL.subscribed(BOB), TELL.subscribed_again(BOB, "hi", months=3), TELL.gave(None, 2),
    TELL.cheered(BOB, 5, "hi"), TELL.raided(BOB, 3), TELL.redeemed(BOB, "hydrate"),
    TELL.banned(BOB), TELL.online("1"), TELL.offline(),
]  # fmt: skip
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "text", "bits", "fragments", "x"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


@settings(max_examples=150)
@given(data=st.data())
def test_a_notification_with_anything_in_it_is_read_or_counted(data: st.DataObject) -> None:
    happening = data.draw(st.sampled_from(HAPPENINGS))
    event: dict[str, Any] = dict(happening.event)
    for _ in range(data.draw(st.integers(0, 3))):
        key = data.draw(st.sampled_from(sorted(event)))
        if data.draw(st.booleans()):
            event[key] = data.draw(ANYTHING)
        else:
            del event[key]
        if not event:
            break
    reader = Reader(
        source="twitch",
        trust=frozenset(),
        wall_ms=lambda: int(time.time() * 1000),
        now_s=time.monotonic,
    )
    stamp = data.draw(st.sampled_from(["2026-11-28T16:00:00.123456789Z", "yesterday", ""]))
    metadata = {
        "subscription_type": happening.type,
        "message_id": "n-1",
        "message_timestamp": stamp,
    }
    frame = {"metadata": metadata, "payload": {"event": event}}
    for read in reader.read(frame, "s"):
        assert decode(encode(read)) == read


async def test_half_an_emoji_and_controls_are_mended(tmp_path: Path) -> None:
    async with on_twitch(tmp_path) as on:
        (session,) = on.twitch.sessions.open.values()
        happening = TELL.message("TEXT", Account("NICK"))
        metadata = {"message_id": "n", "message_type": "notification", "message_timestamp": ""}
        metadata |= {"subscription_type": happening.type, "subscription_version": "1"}
        frame = json.dumps({"metadata": metadata, "payload": {"event": happening.event}})
        frame = frame.replace("TEXT", r"how \ud83d much\u0000\u202e?").replace("Nick", r"\ud83dann")
        await session.send_raw(frame)
        (chat,) = await on.show.chat()
        assert decode(encode(chat)) == chat
        assert "how" in chat.text
        assert not any(ord(c) < 32 or c == "\u202e" for c in chat.text + chat.viewer.nick)
