"""Lines into Twitch's chat: under its limits, no commands, and done only when they are there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from gateway_peers import Time
from twitch_peers import QUICK, on_twitch

from chatbot.adapters.twitch.helix import Helix
from chatbot.adapters.twitch.outbox import LONGEST, Outbox, parts_of
from chatbot.adapters.twitch.places import Places
from chatbot.events import ChatMessage
from chatbot.testing.twitch import TwitchMock
from tests.twitch_sign_in import signed_in


@pytest.fixture
async def twitch() -> AsyncIterator[TwitchMock]:
    async with TwitchMock() as fake:
        yield fake


@pytest.fixture
async def helix(twitch: TwitchMock) -> AsyncIterator[Helix]:
    kept = signed_in(twitch)
    async with aiohttp.ClientSession() as http:
        yield Helix(twitch.client_id, http, places=Places.at(twitch.url), times=QUICK, sign_in=kept)


def outbox(helix: Helix, time: Time) -> Outbox:
    owner = helix.sign_in.user_id  # type: ignore[union-attr]
    return Outbox(
        helix, source="twitch", channel_id=owner, user_id=owner, clock=time.clock, sleep=time.sleep
    )


async def test_lines_stay_under_four_fifths_of_the_limit_and_none_comes_late(
    twitch: TwitchMock, helix: Helix
) -> None:
    time, sent_s = Time(), []
    box = outbox(helix, time)
    for n in range(60):
        result = await box.act(f"{n}", {"action": "reply", "text": f"line {n}"})
        assert result.result == "done"
        sent_s.append(time.now_s)
        twitch.world.sent_at.clear()  # the fake one counts by another clock
    busiest = max(sum(start <= at < start + 30 for at in sent_s) for start in sent_s)
    assert busiest <= 16
    many = [box.act(f"{n}", {"action": "reply", "text": f"more {n}"}) for n in range(30)]
    results = [result.result for result in await asyncio.gather(*many)]
    assert results.count("refused") > 0
    assert [line.text for line in twitch.world.sent[:2]] == ["line 0", "line 1"]


async def test_a_429_is_waited_out_and_the_line_sent_once(twitch: TwitchMock, helix: Helix) -> None:
    time = Time()
    twitch.faults.answers = {"chat/messages": [429, 429]}
    twitch.faults.retry_after_s = 3
    box = outbox(helix, time)
    result = await box.act("1", {"action": "reply", "text": "hello", "reply_to": "m-1"})
    assert result.result == "done"
    assert [(line.text, line.reply_to) for line in twitch.world.sent] == [("hello", "m-1")]
    assert sum(time.slept) > 3


@pytest.mark.parametrize(
    ("answers", "drop", "result", "said"),
    [
        ([500], "", "timeout", "may or may not be in the chat"),
        ([403], "", "refused", "403"),
        ([], "msg_duplicate", "refused", "msg_duplicate"),
    ],
)
async def test_what_is_not_in_the_chat_is_not_called_done(
    twitch: TwitchMock, helix: Helix, answers: list[int], drop: str, result: str, said: str
) -> None:
    twitch.faults.answers, twitch.faults.drop_reason = {"chat/messages": answers}, drop
    found = await outbox(helix, Time()).act("1", {"action": "reply", "text": "hello"})
    assert (found.result, found.cause, found.action) == (result, "1", "reply")
    assert said in found.detail
    assert twitch.world.sent == []


async def test_what_twitch_cannot_do_is_for_a_hand(twitch: TwitchMock, helix: Helix) -> None:
    box = outbox(helix, Time())
    assert (await box.act("1", {"action": "pin", "sku": "S"})).detail.endswith("do it by hand")
    assert (await box.act("2", {"action": "reply", "text": " \u200b\n"})).result == "refused"
    assert (await box.act("3", {"action": "announce", "text": "soon"})).result == "done"
    assert [line.way for line in twitch.world.sent] == ["announcement"]


@pytest.mark.parametrize(
    ("account", "reply_to", "way"),
    [("", None, "announcement"), ("", "m-1", "message"), ("helper", None, "message")],
)
async def test_a_link_is_announced_where_the_account_may(
    tmp_path: Path, account: str, reply_to: str | None, way: str
) -> None:
    async with on_twitch(tmp_path, account=account, announce=True) as on:
        line = {"action": "reply", "text": "https://shop.example", "reply_to": reply_to}
        result = await on.adapter.act("1", line)
        assert (result.result, result.action) == ("done", "reply")
        assert [sent.way for sent in on.twitch.world.sent] == [way]


async def test_our_own_lines_are_not_heard_as_a_viewers(tmp_path: Path) -> None:
    async with on_twitch(tmp_path) as on:
        result = await on.adapter.act("1", {"action": "reply", "text": "It costs $199."})
        assert result.result == "done"
        await on.twitch.chat("I typed this", who="silknight")  # by hand, from the same account
        await on.twitch.chat("last")
        await on.show.chat(2)
        typed, last = on.show.of(ChatMessage)
        assert (typed.text, typed.viewer.role) == ("I typed this", "anchor")
        assert (last.text, last.viewer.role) == ("last", "viewer")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("hello", ["hello"]),
        ("/ban ann", ["- /ban ann"]),
        ("  .timeout ann", ["- .timeout ann"]),
        ("\u200b/me", ["- /me"]),
        (".50 $", ["- .50 $"]),
        ("a\nb\r\n/c\u2028d", ["a b /c d"]),
        ("", []),
        ("\x00\x1b", []),
    ],
)
def test_a_line_is_one_line_and_no_command(text: str, parts: list[str]) -> None:
    assert parts_of(text) == parts


def test_a_long_text_is_parted_after_sentences_and_no_part_is_a_command() -> None:
    sentence = "It folds small and costs 199 dollars. "
    parts = parts_of(sentence * 30 + "/" + "x" * 600)
    assert all(len(part) <= LONGEST and part[0] not in "/." for part in parts)
    assert parts[0].endswith("dollars.")
    assert "".join(parts).replace(" ", "").replace("-/", "/") == (
        sentence * 30 + "/" + "x" * 600
    ).replace(" ", "")
