"""A night by the clock through the room itself: it replays the same, and nothing comes twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from chatbot.events import ClockMoved, LiveState
from chatbot.loading import ShowFiles, load_show
from chatbot.replaying import replay
from chatbot.restoring import restore
from tests.engine.rooms import WALL_MS, Life, acts, chat, live
from tests.onair import write_show
from tests.renderers.clock_loop import run

MINUTE = 60_000
RUNDOWN = """\
segments:
  - {title: ordinary, lines: [{en: "A quiet word about the shop."}, {en: "Another quiet word."}]}
  - {title: minute, cron: "*/2 * * * *", lines: [{en: "A short note, every other minute."}]}
pause_s: 5
"""


def clock(after_ms: int) -> str:
    """The time on the wall in UTC, so long after the show began."""
    moment = datetime.fromtimestamp(WALL_MS / 1000, UTC) + timedelta(milliseconds=after_ms)
    return f"{moment:%H:%M}"


def night(folder: Path) -> ShowFiles:
    """A show whose line is planned for its third minute, and whose hours end in the sixth."""
    path = write_show(folder, seller=True)
    (folder / "rundown.yaml").write_text(RUNDOWN, encoding="utf-8")
    more = (
        f"rundown: rundown.yaml\ntimezone: UTC\n"
        f'hours: "{clock(-3_600_000)}-{clock(6 * MINUTE)}"\n'
        f'plans: [{{at: "{clock(3 * MINUTE)}", say: {{en: "A planned word for you all."}}}}]\n'
    )
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    return load_show(path)


def times_said(life: Life, text: str) -> int:
    return sum(text in said for said in life.said)


def test_a_night_by_the_clock_replays_the_same(tmp_path: Path) -> None:
    files = night(tmp_path)
    ended = LiveState(id="l1", source="gw", state="ended", trusted=True)
    script: list[tuple[int, Any]] = [
        (20_000, chat("how much is the silk scarf?", id="m1")),
        (4 * MINUTE, ClockMoved(id="c1", by_ms=-2 * MINUTE)),
        (5 * MINUTE, acts("handback")),
        (MINUTE, ended),
    ]
    life: Life = run(live(files, script, guess=False, then_ms=MINUTE))
    assert times_said(life, "A planned word for you all.") == 1
    assert times_said(life, "A short note") >= 2
    assert life.state.memory.mode == "ended"
    path = life.paper.to_file(tmp_path / "night.journal")
    _, difference = run(replay(path, tell=lambda event, acts: None))
    assert difference is None


def test_who_restarts_in_the_minute_of_a_plan_hears_it_once(tmp_path: Path) -> None:
    files = night(tmp_path)
    first: Life = run(live(files, then_ms=3 * MINUTE + 20_000, guess=False))
    assert times_said(first, "A planned word for you all.") == 1
    resumed = restore(first.paper.to_file(tmp_path / "night.journal"))
    again: Life = run(live(files, paper=first.paper, resumed=resumed, then_ms=MINUTE, guess=False))
    assert times_said(again, "A planned word for you all.") == 0
    assert again.said
