"""The bus keeps order within a lane, sheds chatter first, and counts all it lets go."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from chatbot.engine.bus import Bus
from chatbot.events import AudienceMember, ChatMessage, Liked, ModeratorAction, ViewerCount

ANN = AudienceMember("u1", "Ann")


def chat(number: int, text: str) -> ChatMessage:
    return ChatMessage(id=f"m{number}", source="gw", viewer=ANN, text=text)


def is_question(text: str) -> bool:
    return text.endswith("?")


async def taken(bus: Bus, most: int = 10_000) -> list[object]:
    return [event for event, _ in await bus.take(most)]


async def test_a_moderator_overtakes_the_chat() -> None:
    bus = Bus()
    bus.put(chat(1, "hello"))
    stop = ModeratorAction(id="a1", action="stop", by="owner")
    bus.put(stop)
    assert (await taken(bus))[0] == stop


async def test_only_the_newest_viewer_count_of_each_source_waits() -> None:
    bus = Bus()
    for number, (source, count) in enumerate([("a", 10), ("b", 5), ("a", 30)]):
        bus.put(ViewerCount(id=str(number), source=source, count=count))
    assert [(e.source, e.count) for e in await taken(bus)] == [("b", 5), ("a", 30)]  # type: ignore[attr-defined]
    assert bus.shed == {"replaced by a newer one": 1}


async def test_a_flood_sheds_chatter_before_any_question() -> None:
    bus = Bus(chat_size=4, matters=is_question)
    fates: list[str] = []
    for number in range(3):
        bus.put(chat(number, "how much?"), fates.append)
    for number in range(3, 1000):
        bus.put(chat(number, "lol"))
    bus.put(chat(1000, "in stock?"), fates.append)
    kept = [e.id for e in await taken(bus)]  # type: ignore[attr-defined]
    assert kept == ["m0", "m1", "m2", "m1000"]
    assert fates == []
    assert bus.shed == {"chatter": 997}


async def test_when_only_questions_wait_the_oldest_gives_way_and_is_told() -> None:
    bus = Bus(chat_size=2, matters=is_question)
    fates: list[str] = []
    for number in range(3):
        bus.put(chat(number, "how much?"), fates.append)
    assert fates == ["shed"]
    bus.put(chat(9, "lol"), fates.append)
    assert fates == ["shed", "shed"]
    assert [e.id for e in await taken(bus)] == ["m1", "m2"]  # type: ignore[attr-defined]


async def test_while_the_journal_is_behind_chat_waits_but_control_does_not() -> None:
    bus = Bus()
    bus.chat_open = False
    bus.put(chat(1, "how much?"))
    bus.put(ModeratorAction(id="a1", action="stop"))
    assert [type(e) for e in await taken(bus)] == [ModeratorAction]
    bus.chat_open = True
    assert [e.id for e in await taken(bus)] == ["m1"]  # type: ignore[attr-defined]


async def test_a_waiting_room_wakes_for_the_first_event() -> None:
    bus = Bus()
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(bus.take())
        await asyncio.sleep(0)
        bus.put(chat(1, "hi"))
    assert [event.id for event, _ in waiting.result()] == ["m1"]


@given(st.lists(st.sampled_from(["?", ".", "like"]), max_size=200), st.integers(1, 16))
def test_nothing_is_lost_without_being_counted_and_order_is_kept(
    kinds: list[str], size: int
) -> None:
    bus = Bus(chat_size=size, matters=is_question)
    for number, kind in enumerate(kinds):
        if kind == "like":
            bus.put(Liked(id=f"m{number}", source="gw", viewer=ANN))
        else:
            bus.put(chat(number, kind))
    kept = asyncio.run(taken(bus)) if len(bus) else []
    numbers = [int(event.id[1:]) for event in kept]  # type: ignore[attr-defined]
    assert numbers == sorted(numbers)
    assert len(kept) + sum(bus.shed.values()) == len(kinds)
    assert len(kept) <= size
    asked = kinds.count("?")
    assert sum(isinstance(e, ChatMessage) and e.text == "?" for e in kept) == min(asked, size)
