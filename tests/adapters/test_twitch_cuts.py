"""Connections to Twitch that fail in each way: what is told is heard, once."""

from __future__ import annotations

from pathlib import Path

import pytest
from twitch_peers import on_twitch

from chatbot.adapters.twitch.once import Once
from chatbot.events import GiftSent, ViewerFollowed
from chatbot.testing.twitch import TwitchMock
from chatbot.testing.twitch.sessions import REASONS, Sessions

CHAT = "channel.chat.message"


def heard_by_one(all_: Sessions) -> bool:
    """One session is left, and the chat is subscribed on it."""
    live = [s for s in all_.open.values() if s.open]
    return len(live) == 1 and any(sub["type"] == CHAT for sub in live[0].subs.values())


async def test_twitch_moves_us_four_times_and_none_of_a_thousand_messages_is_lost(
    tmp_path: Path,
) -> None:
    async with on_twitch(tmp_path) as on:
        on.twitch.faults.welcome_after_s = 0.02
        for n in range(1000):
            if n % 250 == 100:
                await on.twitch.sessions.until(lambda all_: len(all_.open) == 1)
                await on.twitch.sessions.reconnect()
            await on.twitch.chat(f"message {n}")
            if n % 3 == 0:
                await on.show.chat(n + 1)  # the chat goes on while we move
        await on.show.chat(1000)
        assert on.twitch.sessions.opened == 5
    assert on.show.texts == [f"message {n}" for n in range(1000)]
    assert on.twitch.sessions.lost == []


@pytest.mark.parametrize("own_ids", [False, True])
@pytest.mark.parametrize(
    "url", ["ws://127.0.0.1:9/ws", "http://127.0.0.1/", "", "ws://evil.example"]
)
async def test_an_address_that_leads_nowhere_costs_nothing(
    tmp_path: Path, url: str, own_ids: bool
) -> None:
    async with on_twitch(tmp_path) as on:
        await on.twitch.until_subscribed("channel.follow", "channel.cheer")
        on.twitch.faults.own_ids = own_ids
        on.twitch.faults.reconnect_url = url
        await on.twitch.sessions.reconnect()
        bob = on.twitch.account("bob")
        for n in range(40):
            await on.twitch.chat(f"message {n}")
            await on.twitch.cheers("bob", 7, f"cheer {n}")
        await on.twitch.happens(on.twitch.tell.followed(bob))
        await on.twitch.sessions.until(heard_by_one)
        await on.twitch.chat("last")
        await on.show.until(lambda: "last" in on.show.texts)
        told = [text for text in on.show.texts if text.startswith("message")]
        assert told == [f"message {n}" for n in range(40)]
        assert len(on.show.of(GiftSent)) == 40
        assert len(on.show.of(ViewerFollowed)) == 1
        assert on.twitch.sessions.lost == []


@pytest.mark.parametrize("code", [None, 1000, *REASONS])
async def test_whichever_way_it_is_closed_it_comes_back_and_hears_what_is_told_again(
    tmp_path: Path, code: int | None
) -> None:
    async with on_twitch(tmp_path) as on:
        on.twitch.faults.replay = 5
        await on.twitch.chat("before")
        await on.show.chat()
        await on.twitch.sessions.cut(code)
        await on.twitch.sessions.until(lambda all_: not all_.open)
        await on.twitch.chat("meanwhile")
        await on.show.chat(2)
        await on.twitch.sessions.until(heard_by_one)
        await on.twitch.chat("after")
        await on.show.chat(3)
        assert on.show.texts == ["before", "meanwhile", "after"]
        assert on.twitch.sessions.lost == []


async def test_silence_is_noticed(tmp_path: Path) -> None:
    async with on_twitch(tmp_path, twitch=TwitchMock(keepalive_s=0.1)) as on:
        on.twitch.faults.silent = True
        await on.twitch.sessions.until(lambda all_: all_.opened >= 2)
        on.twitch.faults.silent = False
        await on.show.until(lambda: on.show.states[-1] == "up")
        await on.twitch.chat("after")
        await on.show.chat()


async def test_subscriptions_that_fail_are_asked_for_again(tmp_path: Path) -> None:
    async with on_twitch(tmp_path) as on:
        on.twitch.faults.answers = {"eventsub/subscriptions": [500, 429, 500]}
        on.twitch.faults.retry_after_s = 0
        await on.twitch.sessions.cut(4006)
        await on.twitch.sessions.until(lambda all_: not all_.open)
        await on.twitch.sessions.until(heard_by_one)
        await on.twitch.until_subscribed(CHAT, "channel.follow", "channel.ban")
        assert on.twitch.sessions.opened == 2


async def test_a_subscription_that_died_unsaid_is_found_missing(tmp_path: Path) -> None:
    async with on_twitch(tmp_path) as on:
        (session,) = on.twitch.sessions.open.values()
        await on.twitch.until_subscribed("channel.ban")
        session.subs.clear()
        await on.twitch.until_subscribed(CHAT)
        await on.twitch.chat("after")
        await on.show.chat()
        assert on.twitch.sessions.opened == 1


async def test_a_subscription_that_was_taken_away_is_asked_for_once_more(tmp_path: Path) -> None:
    async with on_twitch(tmp_path) as on:
        await on.twitch.sessions.revoke(CHAT, "moderator_removed")
        await on.twitch.until_subscribed(CHAT)
        await on.twitch.chat("after")
        await on.show.chat()


async def test_no_welcome_and_no_socket_are_told_and_outlived(tmp_path: Path) -> None:
    async with on_twitch(tmp_path) as on:
        on.twitch.faults.refuse_sockets = 503
        await on.twitch.sessions.cut(None)
        await on.show.until(lambda: "down" in on.show.states)
        on.twitch.faults.refuse_sockets = 0
        await on.show.until(lambda: on.show.states[-1] == "up")
        await on.twitch.chat("after")
        await on.show.chat()


def test_what_two_tell_is_new_once_and_what_one_tells_twice_is_two() -> None:
    once = Once(within_s=60)
    tellings = ["chat", "cheer", "cheer", "chat", "chat", "third"]
    assert [once.new("bob 100", teller, 0.0) for teller in tellings] == [
        True, False, True, False, True, False,
    ]  # fmt: skip
    assert once.new("bob 100", "third", 61.0)
