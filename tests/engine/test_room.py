"""The room: an ordered inbox, owned tasks, bounded memory, faults that are seen."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from chatbot.commands import Reply, Say
from chatbot.engine.mailbox import Mailbox
from chatbot.events import (
    AudienceMember,
    CartAdded,
    Event,
    Notice,
    ProductSignal,
    Proposed,
    ViewerCount,
)
from chatbot.loading import ShowFiles
from chatbot.phrases import built_in_phrases
from chatbot.plugin import Context, NoConfig, Plugin
from chatbot.responders.facts import FactsResponder
from chatbot.show.brief import Answer, Brief
from chatbot.show.state import ShowState
from tests.engine.rooms import Life, Paper, acts, chat, decided, fates, live
from tests.renderers.clock_loop import run

# -- memory is bounded --------------------------------------------------------------------------


def test_a_night_of_signals_leaves_a_small_memory(night: ShowFiles) -> None:
    def flood(life: Life) -> None:
        put = life.room.step
        for n in range(2_200):
            viewer = AudienceMember(f"u{n}", f"V{n}")
            put(CartAdded(id=f"c{n}", source="gw", viewer=viewer, sku="SCARF"))
            put(
                ProductSignal(
                    id=f"s{n}", source="gw", sku="SCARF", action="stock", stock=n % 7, trusted=True
                )
            )
            put(Proposed(id=f"p{n}", plugin="p", commands=(Reply("x"),), priority=1))
            put(chat(f"how much for {n} scarves?", id=f"m{n}", nick=f"V{n}"))
            put(acts("timeout", user=f"gw/x{n}", seconds=1.0))
            put(ViewerCount(id=f"v{n}", source="gw", count=n))

    life = run(live(night, [(3_000, flood)], then_ms=5_000, guess=False))
    memory = life.state.memory
    sizes = {
        "wishes": (len(memory.wishes), 40),
        "clusters": (len(memory.board.clusters), 210),
        "by_key": (len(memory.board.by_key), 210),
        "carts": (len(memory.board.carts), 2_000),
        "catalog changes": (len(memory.catalog_changes), 4),
        "viewers": (len(memory.viewers), 2_000),
        "removed": (len(memory.removed), 5_000),
        "chats": (len(memory.audience.chats), 5_000),
        "history": (len(memory.audience.history), 60),
        "recent": (len(memory.recent), 60),
        "answers": (len(life.room._answering._tasks) + len(life.room._answering._wanted), 6),
        "fates": (len(memory.fates) + len(memory.raises), 0),
    }
    assert {name: size for name, (size, most) in sizes.items() if size > most} == {}


def test_a_plugins_flood_does_not_push_a_moderators_words_out(shop: ShowFiles) -> None:
    def flood(life: Life) -> None:
        life.room.put(acts("say", text="Thank you for coming."))
        for n in range(100):
            wish = Proposed(id=f"p{n}", plugin="p", commands=(Say("Hi.", "en"),), priority=1)
            life.room.put(wish)

    life = run(live(shop, [(3_000, flood)], then_ms=5_000, guess=False))
    assert "Thank you for coming." in life.said


# -- errors are seen ------------------------------------------------------------------------------


class Broken:
    """An observer with a fault."""

    def saw(self, event: Event, acts: Any) -> None:
        if isinstance(event, Notice):
            raise RuntimeError("the observer broke")


def test_a_fault_in_an_observer_ends_the_show_and_is_seen(night: ShowFiles) -> None:
    trouble = Notice(level="info", about="x", text="y")
    with pytest.raises(RuntimeError, match="the observer broke"):
        run(live(night, [(1_000, trouble)], observers=[Broken()]))


def test_a_step_that_failed_half_way_is_not_remembered_as_done(
    night: ShowFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = Paper()
    rooms: list[Any] = []

    def fail(state: ShowState, event: Any) -> None:
        state.memory.utterances += 1_000
        raise RuntimeError("half way")

    def break_it(life: Life) -> None:
        rooms.append(life.room)
        monkeypatch.setattr("chatbot.show.goods.signalled", fail)
        life.room.put(ProductSignal(id="s", source="gw", sku="SCARF", action="shown"))

    with pytest.raises(RuntimeError, match="half way"):
        run(live(night, [(1_000, break_it)], paper=paper))
    rooms[0].snapshot()
    assert paper.shots == []


def test_a_responder_that_fails_or_hangs_costs_one_answer(night: ShowFiles) -> None:
    class Faulty(FactsResponder):
        async def respond(self, brief: Brief) -> AsyncIterator[Answer]:
            if "ship" in brief.text:
                raise RuntimeError("no network")
            if "order" in brief.text:
                await asyncio.Event().wait()
            yield self.answer(brief)

    script: list[tuple[int, Any]] = [
        (3_000, chat("do you ship to brazil?", id="q1", nick="A")),
        (0, chat("how do i order?", id="q2", nick="B")),
        (0, chat("how much is the silk scarf?", id="q3", nick="C")),
    ]
    life = run(
        live(night, script, then_ms=30_000, guess=False, responder=Faulty(built_in_phrases()))
    )
    assert fates(life) == {"gw/q1": "ignored", "gw/q2": "ignored", "gw/q3": "answered"}
    assert any("no network" in act["text"] for act in decided(life, "raise"))


def test_an_embedding_that_fails_leaves_the_rules(night: ShowFiles) -> None:
    class Torn:
        def post(self, *args: Any) -> None:
            """Nobody looks."""

        async def run(self) -> None:
            raise OSError("the model file is torn")

    def tear(life: Life) -> None:
        life.room.spawn(life.room._understand(Torn()))  # type: ignore[arg-type]

    script = [(100, tear), (3_000, chat("how much is the silk scarf?", id="q"))]
    life = run(live(night, script, guess=False))
    assert any("torn" in act["text"] for act in decided(life, "raise"))
    assert any("$199" in text for text in life.said)


def test_nothing_runs_on_after_the_room(night: ShowFiles) -> None:
    async def main() -> set[str]:
        await live(night, [(3_000, chat("how much is the silk scarf?", id="q"))])
        current = asyncio.current_task()
        return {t.get_name() for t in asyncio.all_tasks() if t is not current}

    assert run(main()) == set()


# -- ids ---------------------------------------------------------------------------------------


def test_ids_are_never_used_again_after_a_restart(shop: ShowFiles) -> None:
    made: list[str] = []

    def take(life: Life) -> None:
        made.extend(life.room.next_id("action") for _ in range(5))

    first: Life = run(live(shop, [(0, take)], then_ms=0))
    state = first.state
    second: Life = run(
        live(
            shop,
            [(0, take)],
            then_ms=0,
            paper=Paper(first.paper.records),
            resumed=(state, state.memory.now_ms),
        )
    )
    assert second.room.life > first.room.life
    assert len(made) == len(set(made)) == 10


def test_a_duplicate_is_told_only_once_the_first_is_on_disk(night: ShowFiles) -> None:
    told: list[str] = []
    seen: list[list[str]] = []

    def twice(life: Life) -> None:
        life.paper.stuck = True
        for _ in range(2):
            life.room.put(chat("lol", id="m1"), told.append)

    def look(life: Life) -> None:
        seen.append(list(told))
        life.paper.stuck = False
        life.paper.write()

    run(live(night, [(1_000, twice), (1_000, look)], guess=False))
    assert seen == [[]]
    assert told == ["kept", "duplicate"]


# -- plugins ---------------------------------------------------------------------------------------


def mailbox(plugin: Plugin[Any], sent: list[Event]) -> Mailbox:
    def context(propose: Callable[..., None]) -> Context[Any]:
        return Context(NoConfig(), None, None, logging.getLogger("test"), propose)  # type: ignore[arg-type]

    return Mailbox(plugin, context, sent.append, now_ms=lambda: 0, now_ns=lambda: 0, life="9-")


@pytest.mark.parametrize("wish", [Say("half a character: \ud83d"), "not a command", Say(3)])  # type: ignore[arg-type]
async def test_a_wish_that_cannot_be_written_down_is_the_plugins_fault(wish: Any) -> None:
    sent: list[Event] = []
    plugin: Plugin[Any] = Plugin("odd")
    box = mailbox(plugin, sent)
    box.context().propose(wish)
    box.context().propose(Say("Hello."))
    assert [type(event).__name__ for event in sent] == ["Notice", "Proposed"]
    assert sent[1].id == "odd-9-2"


def test_no_filter_stands_between_a_moderator_and_the_show() -> None:
    asked: list[Event] = []
    plugin: Plugin[Any] = Plugin("greedy")

    @plugin.filter(Event)
    def drop_everything(event: Event, ctx: Context[Any]) -> Event | None:
        asked.append(event)
        return None

    box = mailbox(plugin, [])
    assert box.filter(acts("stop")) is None
    assert asked == []
    outcome = box.filter(chat("hello", id="1"))
    assert outcome is not None
    assert outcome.dropped
