"""A plugin that is slow, broken or greedy hurts only itself."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chatbot import (
    AudienceMember,
    ChatMessage,
    Context,
    Plugin,
    Reaction,
    Reply,
    Say,
    ViewerCount,
)
from chatbot.engine.loader import find_plugin, load_plugin
from chatbot.engine.mailbox import Mailbox
from chatbot.errors import PluginError
from chatbot.events import Event, Filtered, Notice, Proposed
from chatbot.plugin import NoConfig

ROOT = Path(__file__).resolve().parents[2]


def chat(text: str) -> ChatMessage:
    return ChatMessage(id=text, source="gw", viewer=AudienceMember("u1", "Ann"), text=text)


class Office:
    """A mailbox with a clock that only the test moves."""

    def __init__(self, plugin: Plugin[Any], *, deadline_s: float = 0.5) -> None:
        self.sent: list[Event] = []
        self.now_ms = self.now_ns = 0

        def context(propose: Callable[..., None]) -> Context[Any]:
            return Context(NoConfig(), None, None, logging.getLogger("test"), propose)  # type: ignore[arg-type]

        self.box = Mailbox(
            plugin,
            context,
            self.sent.append,
            now_ms=lambda: self.now_ms,
            now_ns=lambda: self.now_ns,
            deadline_s=deadline_s,
        )

    async def settle(self) -> None:
        """Serve what waits, in the mailbox's own task."""
        async with asyncio.TaskGroup() as tasks:
            task = tasks.create_task(self.box.run())
            for _ in range(100):
                await asyncio.sleep(0)
            task.cancel()

    @property
    def notices(self) -> list[str]:
        return [event.text for event in self.sent if isinstance(event, Notice)]


async def test_a_reaction_becomes_a_wish_with_its_cause() -> None:
    plugin: Plugin = Plugin("hello")

    @plugin.on(ChatMessage)
    async def greet(event: ChatMessage, ctx: Context) -> Reaction:
        return Say("Welcome!") if event.text == "hello" else None

    office = Office(plugin)
    for text in ("hello", "lol"):
        office.box.post(chat(text))
    await office.settle()
    assert office.sent == [
        Proposed(
            id="hello-1", cause="hello", plugin="hello", commands=(Say("Welcome!"),), priority=1
        )
    ]


async def test_a_reply_goes_to_who_is_reacted_to_unless_it_says_otherwise() -> None:
    plugin: Plugin = Plugin("hello")

    @plugin.on(ChatMessage)
    async def answer(event: ChatMessage, ctx: Context) -> Reaction:
        ctx.propose(Reply("later"))
        return [Reply("here"), Reply("there", "twitch"), Reply("everywhere", "*")]

    @plugin.on(ViewerCount)
    async def count(event: ViewerCount, ctx: Context) -> Reaction:
        return Reply("to all")

    office = Office(plugin)
    office.box.post(chat("hello"))
    office.box.post(ViewerCount(id="v", source="gw", count=3))
    await office.settle()
    where = {
        command.text: command.source
        for wish in office.sent
        if isinstance(wish, Proposed)
        for command in wish.commands
        if isinstance(command, Reply)
    }
    assert where == {
        "later": "", "here": "gw", "there": "twitch", "everywhere": "*", "to all": "*",
    }  # fmt: skip


async def test_five_errors_in_a_minute_switch_a_plugin_off() -> None:
    plugin: Plugin = Plugin("broken")

    @plugin.on(ChatMessage)
    async def fail(event: ChatMessage, ctx: Context) -> Reaction:
        raise RuntimeError(event.text)

    office = Office(plugin)
    for number in range(7):
        office.box.post(chat(f"message {number}"))
    await office.settle()
    assert not office.box.enabled
    assert sum("RuntimeError" in text for text in office.notices) == 5
    assert office.notices[-1] == "switched off: 5 failures in a minute"


async def test_a_handler_that_never_returns_misses_its_deadline_and_the_next_event_is_served() -> (
    None
):
    plugin: Plugin = Plugin("stuck")
    heard = []

    @plugin.on(ChatMessage)
    async def wait(event: ChatMessage, ctx: Context) -> Reaction:
        heard.append(event.text)
        if event.text == "first":
            await asyncio.Event().wait()
        return None

    office = Office(plugin, deadline_s=0)
    office.box.post(chat("first"))
    office.box.post(chat("second"))
    await office.settle()
    assert heard == ["first", "second"]
    assert "took longer" in office.notices[0]


async def test_a_full_mailbox_lets_the_oldest_go() -> None:
    plugin: Plugin = Plugin("slow")
    heard = []

    @plugin.on(ChatMessage)
    async def listen(event: ChatMessage, ctx: Context) -> Reaction:
        heard.append(event.text)
        return None

    office = Office(plugin)
    for number in range(100):
        office.box.post(chat(str(number)))
    await office.settle()
    assert heard == [str(number) for number in range(36, 100)]
    assert office.box.shed == 36


def test_a_filter_drops_rewrites_or_leaves_a_message() -> None:
    plugin: Plugin = Plugin("words")

    @plugin.filter(ChatMessage)
    def check(event: ChatMessage, ctx: Context) -> ChatMessage | None:
        if "secret" in event.text:
            return None
        from dataclasses import replace

        return replace(event, text=event.text.replace("darn", "oh"))

    office = Office(plugin)
    assert office.box.filter(chat("hello")) is None
    assert office.box.filter(chat("secret")) == Filtered(
        cause="secret", source="gw", plugin="words", dropped=True
    )
    outcome = office.box.filter(chat("darn it"))
    assert outcome is not None
    assert outcome.text == "oh it"


def test_a_filter_that_is_slow_three_times_is_switched_off() -> None:
    plugin: Plugin = Plugin("slow")
    office = Office(plugin)

    @plugin.filter(ChatMessage)
    def dawdle(event: ChatMessage, ctx: Context) -> ChatMessage | None:
        office.now_ns += 20_000_000
        return event

    for number in range(3):
        office.box.filter(chat(str(number)))
    assert not office.box.enabled


@pytest.mark.parametrize("path", sorted((ROOT / "plugins").glob("*.py")), ids=lambda p: p.stem)
def test_every_example_plugin_loads_and_is_short(path: Path) -> None:
    plugin, _ = load_plugin(path)
    assert plugin.name == path.stem
    assert len(path.read_text("utf-8").splitlines()) <= 40


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = 1", "no plugin here"),
        ("import nothing_like_this", "ModuleNotFoundError"),
        ("def broken(:", "SyntaxError"),
        (
            "from chatbot import *\nplugin = Plugin('p')\n"
            "@plugin.on(ChatMessage)\ndef f(e, c): ...\n",
            "not `async def`",
        ),
    ],
)
def test_a_plugin_file_that_will_not_do_is_named_with_its_remedy(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "p.py"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PluginError, match=message):
        load_plugin(path)


def test_an_unknown_plugin_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(PluginError, match=r"no plugin 'greter' \(did you mean 'greeter'\?\)"):
        find_plugin("greter", [ROOT / "plugins"])
