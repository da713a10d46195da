"""A night on Twitch, against the fake one: what is heard, once; what is written, politely."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from twitch_peers import on_twitch

from chatbot.events import (
    ChatMessage,
    GiftSent,
    LiveState,
    MessageDeleted,
    Notice,
    PointsRedeemed,
    RaidArrived,
    SourceChanged,
    ViewerBanned,
    ViewerCount,
    ViewerFollowed,
)
from chatbot.testing.twitch import Account
from tests.twitch_sign_in import signed_in

if TYPE_CHECKING:
    import pytest

EVERYTHING = (
    "channel.chat.message", "channel.chat.notification", "channel.chat.message_delete",
    "channel.chat.clear_user_messages", "channel.follow", "channel.subscribe", "channel.cheer",
    "channel.subscription.gift", "channel.subscription.message", "channel.raid", "channel.ban",
    "channel.channel_points_custom_reward_redemption.add", "stream.online", "stream.offline",
)  # fmt: skip


async def test_all_that_happens_on_a_channel_is_heard(tmp_path: Path) -> None:
    async with on_twitch(tmp_path, trust=["live"]) as on:
        twitch, show = on.twitch, on.show
        await twitch.until_subscribed(*EVERYTHING)
        bob, tell = twitch.account("bob"), twitch.tell
        first = await twitch.chat("how much is the scarf?", badges=("moderator",))
        await twitch.happens(
            tell.followed(bob), tell.raided(bob, 30), tell.redeemed(bob, "hydrate", text="now"),
            tell.deleted(first, bob), tell.banned(bob, ends_at="2026-12-01T00:00:00Z"),
            tell.cleared(bob), tell.notification("announcement", bob, text="hi", color="BLUE"),
        )  # fmt: skip
        await twitch.goes_live(12)
        await show.until(lambda: show.of(LiveState))
        await twitch.goes_offline()
        await show.until(lambda: len(show.of(LiveState)) >= 3)
        chat = show.of(ChatMessage)[0]
        assert (chat.text, chat.viewer.nick, chat.viewer.role) == (
            "how much is the scarf?", "Ann", "moderator",
        )  # fmt: skip
        assert (chat.id, chat.source, chat.stale, chat.shared_from) == (first, "twitch", False, "")
        assert [e.viewer.nick for e in show.of(ViewerFollowed)] == ["Bob"]
        assert [e.count for e in show.of(RaidArrived)] == [30]
        assert [(e.title, e.text) for e in show.of(PointsRedeemed)] == [("hydrate", "now")]
        assert [e.target for e in show.of(MessageDeleted)] == [first]
        assert [e.viewer.id for e in show.of(ViewerBanned)] == [bob.id]
        await show.until(lambda: show.of(ViewerCount))
        states = [(e.state, e.trusted) for e in show.of(LiveState)]
        # on when we came, on anew, and over
        assert states == [("started", True), ("started", True), ("ended", True)]


async def test_cheers_and_resubs_that_are_told_twice_are_thanked_once(tmp_path: Path) -> None:
    async with on_twitch(tmp_path) as on:
        twitch, show, tell = on.twitch, on.show, on.twitch.tell
        await twitch.until_subscribed(*EVERYTHING)
        twitch.faults.duplicates = 1
        bob, gus = twitch.account("bob"), twitch.account("gus")
        await twitch.cheers("bob", 100, "cheer100 how much?")
        await twitch.cheers("bob", 100, "cheer100 really?")
        await twitch.happens(tell.cheered(None, 5, "psst"))
        await twitch.shares_resub("bob", 7, "seven months")
        await twitch.happens(
            tell.subscribed(gus),
            tell.notification("sub", gus, sub_tier="1000"),
            tell.gave(bob, 3),
            tell.notification("community_sub_gift", bob, total=3, id="g", sub_tier="1000"),
            *(tell.subscribed(twitch.account(f"lucky{n}"), gift=True) for n in range(3)),
            tell.raided(gus, 9),
            tell.notification("raid", gus, user_id=gus.id, user_name="Gus", viewer_count=9),
        )
        await twitch.chat("last")
        await show.until(lambda: "last" in show.texts)
        gifts = [(e.name, e.count, e.viewer.nick) for e in show.of(GiftSent)]
        assert gifts == [
            ("bits", 100, "Bob"), ("bits", 100, "Bob"), ("bits", 5, ""),
            ("resubscription", 7, "Bob"), ("subscription", 1, "Gus"),
            ("gift subscription", 3, "Bob"),
        ]  # fmt: skip
        assert len(show.of(RaidArrived)) == 1
        assert show.texts == ["how much?", "really?", "last"]


async def test_what_another_channel_of_a_shared_chat_wrote_is_marked(tmp_path: Path) -> None:
    async with on_twitch(tmp_path) as on:
        await on.twitch.chat("bonsoir", shared_from=Account("lacabane", "La Cabane"))
        await on.twitch.chat("salut", shared_from=on.twitch.owner)
        chat = await on.show.chat(2)
        assert [message.shared_from for message in chat] == ["La Cabane", ""]


async def test_a_chat_that_is_cleared_takes_its_messages_back(tmp_path: Path) -> None:
    async with on_twitch(tmp_path) as on:
        await on.twitch.until_subscribed("channel.chat.clear")
        ids = [await on.twitch.chat(f"question {n}") for n in range(3)]
        await on.twitch.happens(on.twitch.tell.wiped(), on.twitch.tell.wiped())
        await on.show.until(lambda: len(on.show.of(MessageDeleted)) >= 3)
        assert [event.target for event in on.show.of(MessageDeleted)] == ids


async def test_a_lame_event_costs_itself_only(tmp_path: Path) -> None:
    async with on_twitch(tmp_path) as on:
        on.twitch.faults.missing = ("badges", "cheer", "color", "message_type")
        await on.twitch.chat("no badges")
        on.twitch.faults.missing = ("chatter_user_id",)
        await on.twitch.chat("nobody")
        on.twitch.faults.missing = ("message",)
        await on.twitch.chat("nothing")
        on.twitch.faults.missing = ()
        for session in on.twitch.sessions.open.values():
            for text in (
                "",
                "[]",
                "{}",
                '{"metadata": 3}',
                "\x00",
                '{"metadata":{"message_type":"x"}}',
            ):
                await session.send_raw(text)
        await on.twitch.chat("last")
        await on.show.chat(2)
        assert on.show.texts == ["no badges", "last"]
        assert on.adapter.counts["bad_channel.chat.message"] == 2
        assert on.twitch.sessions.opened == 1


# --- signing in -----------------------------------------------------------------------------


async def test_nobody_signed_in_is_told_what_to_type_and_taken_up_at_once(tmp_path: Path) -> None:
    async with on_twitch(tmp_path, scopes=None, subscribed=False) as on:
        await on.show.until(lambda: "refused" in on.show.states)
        assert "nobody is signed in to Twitch: type `chatbot twitch login`" in _said(on.show)
        on.store.save(signed_in(on.twitch))
        await on.show.until(lambda: "up" in on.show.states)
        await on.twitch.chat("hello")
        await on.show.chat()


async def test_an_expired_token_is_renewed_and_the_new_one_kept(tmp_path: Path) -> None:
    async with on_twitch(tmp_path) as on:
        before = on.store.load("silknight")
        assert before is not None
        grant = on.twitch.world.by_access(before.access)
        assert grant is not None
        grant.valid = False
        said = [on.adapter.act(f"{n}", {"action": "reply", "text": f"hi {n}"}) for n in range(3)]
        assert [result.result for result in await asyncio.gather(*said)] == ["done"] * 3
        after = on.store.load("silknight")
        assert after is not None
        assert after.access != before.access
        assert before.access not in on.store.path.read_text(encoding="utf-8")
        if os.name == "posix":
            assert on.store.path.stat().st_mode & 0o777 == 0o600


async def test_a_token_that_another_show_renewed_is_taken_from_where_it_is_kept(
    tmp_path: Path,
) -> None:
    async with on_twitch(tmp_path) as on:
        for grant in on.twitch.world.grants:
            grant.valid = grant.renewable = False
        on.store.save(signed_in(on.twitch))  # the other show's
        assert (await on.adapter.act("1", {"action": "reply", "text": "hi"})).result == "done"
        assert "refused" not in on.show.states


async def test_a_revoked_sign_in_says_so_and_a_new_one_is_taken_up(tmp_path: Path) -> None:
    async with on_twitch(tmp_path) as on:
        for grant in on.twitch.world.grants:
            grant.valid = grant.renewable = False
        await on.twitch.sessions.revoke("channel.chat.message", "authorization_revoked")
        await on.show.until(lambda: "refused" in on.show.states)
        assert "has ended" in _said(on.show)
        assert "chatbot twitch login" in _said(on.show)
        on.store.save(signed_in(on.twitch))
        await on.show.until(lambda: on.show.states[-1] == "up")
        await on.twitch.chat("back")
        await on.show.chat()


async def test_scopes_that_are_missing_are_named_with_what_is_not_heard(tmp_path: Path) -> None:
    scopes = ("user:read:chat",)
    async with on_twitch(tmp_path, account="helper", scopes=scopes) as on:
        await on.show.until(lambda: on.show.of(Notice))
        text = on.show.of(Notice)[0].text
        assert "follows (the sign-in lacks moderator:read:followers)" in text
        assert "chatbot twitch login" in text
        result = await on.adapter.act("1", {"action": "reply", "text": "hi"})
        assert (result.result, "user:write:chat" in result.detail) == ("refused", True)
    async with on_twitch(tmp_path, scopes=("bits:read",), subscribed=False) as on:
        await on.show.until(lambda: "refused" in on.show.states)
        assert "lacks user:read:chat" in _said(on.show)


async def test_an_account_that_moderates_nothing_hears_what_it_may(tmp_path: Path) -> None:
    async with on_twitch(tmp_path, account="helper") as on:
        await on.show.until(lambda: on.show.of(Notice))
        text = on.show.of(Notice)[0].text
        owners = (
            "subscriptions, resubscriptions, gift subscriptions, anonymous cheers, channel points"
        )
        assert f"{owners} (only the channel's own account may)" in text
        assert "bans (the account must be a moderator of the channel)" in text
        await on.twitch.chat("hello")
        await on.show.chat()


async def test_a_twitch_that_cannot_be_reached_is_waited_for(tmp_path: Path) -> None:
    async with on_twitch(tmp_path, subscribed=False) as on:
        on.twitch.faults.answers = {"oauth2/validate": [503], "users": [500]}
        await on.show.until(lambda: on.show.states[-1:] == ["down"])
        assert "Twitch answered 500" in _said(on.show)
        await on.show.until(lambda: "up" in on.show.states)


async def test_a_channel_that_is_none_is_told(tmp_path: Path) -> None:
    async with on_twitch(tmp_path, channel="silknigth", subscribed=False) as on:
        await on.show.until(lambda: "refused" in on.show.states)
        assert "Twitch knows no channel 'silknigth'" in _said(on.show)


async def test_no_token_reaches_what_people_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    async with on_twitch(tmp_path) as on:
        kept = on.store.load("silknight")
        assert kept is not None
        for grant in on.twitch.world.grants:
            grant.valid = grant.renewable = False
        await on.adapter.act("1", {"action": "reply", "text": "hi"})
        await on.twitch.sessions.cut(4000)
        await on.show.until(lambda: "refused" in on.show.states)
        told = caplog.text + repr(on.show.events) + repr(kept)
        assert kept.access not in told
        assert kept.refresh not in told


def _said(show: object) -> str:
    changed: list[SourceChanged] = show.of(SourceChanged)  # type: ignore[attr-defined]
    return " ".join(event.detail for event in changed)
