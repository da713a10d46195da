"""A night of feelings: its journal replays the same, and a snapshot remembers the mood."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chatbot.loading import load_show
from chatbot.replaying import replay
from chatbot.restoring import restore
from chatbot.show.state import ShowState
from tests.engine.rooms import Life, acts, chat, decided, live
from tests.onair import write_show
from tests.renderers.clock_loop import run

NIGHT = [
    *("lol", "哈哈哈哈", "mdr", "😂😂"),
    *("my bowl arrived broken", "it tore on the first day", "terrible service, never again"),
    *("how much is the silk scarf?", "the handle broke off", "hurry up", "still waiting"),
]


def script() -> list[tuple[int, Any]]:
    told = [
        (6_000, chat(text, id=f"m{number}", nick=f"V{number}")) for number, text in enumerate(NIGHT)
    ]
    return [*told, (60_000, acts("mood", text="warm", seconds=30)), (200_000, acts("pause"))]


def test_a_night_of_feelings_replays_the_same(tmp_path: Path) -> None:
    files = load_show(write_show(tmp_path, seller=True))
    life: Life = run(live(files, script(), guess=False))
    said = [c for act in decided(life, "perform") for c in act["cue"]["commands"]]
    moods = {c.get("mood", "neutral") for c in said if c["type"] == "say"}
    assert {"happy", "sober", "smile"} <= moods
    assert any(c["type"] == "expression" for c in said)
    path = life.paper.to_file(tmp_path / "night.journal")
    count, difference = run(replay(path, tell=lambda event, acts: None))
    assert difference is None
    assert count > len(NIGHT)


def test_a_show_that_comes_back_is_in_the_same_mood(tmp_path: Path) -> None:
    files = load_show(write_show(tmp_path, seller=True))
    life: Life = run(live(files, script()[:9], guess=False))
    assert life.state.memory.mood.name == "sober"
    state, _ = restore(life.paper.to_file(tmp_path / "night.journal"))
    assert state.memory.mood == life.state.memory.mood
    body = state.snapshot()
    again = ShowState.from_snapshot(
        body, parse=state._parse, phrases=state._phrases, reader=state._make_reader
    )
    assert again.memory.mood == life.state.memory.mood
