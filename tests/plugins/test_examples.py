"""The example plugins, told as their users would."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot import AudienceMember, Gesture, OrderPlaced, Plugin, Say, ViewerFollowed
from chatbot.engine.loader import load_plugin
from chatbot.loading import ShowFiles
from chatbot.testing import chat, context, load, run_show
from tests.onair import write_show

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"


@pytest.fixture
def night(tmp_path: Path) -> ShowFiles:
    return load(write_show(tmp_path))


def example(name: str) -> Plugin:
    return load_plugin(PLUGINS / f"{name}.py")[0]


def followed(nick: str, at_ms: int) -> ViewerFollowed:
    return ViewerFollowed(
        id=f"f{at_ms}", source="test", at_ms=at_ms, viewer=AudienceMember(nick, nick)
    )


async def test_the_greeter_greets_by_name_but_not_everybody_at_once(night: ShowFiles) -> None:
    performed = await run_show(
        night,
        [followed("小雨", 1_000), followed("阿木", 2_000), followed("小北", 40_000)],
        plugins=[example("greeter")],
    )
    assert performed == [Say("欢迎小雨，谢谢关注。"), Say("欢迎小北，谢谢关注。")]


async def test_the_greeter_never_says_a_name_that_is_an_advertisement(night: ShowFiles) -> None:
    assert (
        await run_show(night, [followed("加微信免费", 1_000)], plugins=[example("greeter")]) == []
    )


async def test_orders_are_thanked_together(night: ShowFiles) -> None:
    orders = [
        OrderPlaced(id=f"o{n}", source="test", viewer=AudienceMember(f"u{n}"), sku="SCARF")
        for n in range(5)
    ]
    performed = await run_show(night, orders, plugins=[example("thank_orders")])
    assert performed == [Say("谢谢刚刚下单的朋友们。"), Gesture("clap")]


def test_quiet_words_keep_a_message_away(night: ShowFiles) -> None:
    plugin = example("quiet_words")
    ((_, drop),) = plugin.filters
    ctx = context(plugin, night, words=["Followers"])
    assert drop(chat("buy FOLLOWERS here"), ctx) is None
    assert drop(chat("how much is the scarf?"), ctx) is not None
