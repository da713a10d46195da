"""How long it takes to resume a show from a twelve-hour journal; prints JSON."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from pathlib import Path

from chatbot.engine.bus import Bus
from chatbot.engine.journal import FORMAT, Journal, Record
from chatbot.engine.room import Room
from chatbot.events import AudienceMember, ChatMessage, FilesLoaded, ViewerCount
from chatbot.loading import load_show
from chatbot.phrases import built_in_phrases
from chatbot.responders.facts import FactsResponder
from chatbot.restoring import engine_version, new_state, restore
from chatbot.testing import RecordingRenderer

HOURS = 12
SHOW = Path(__file__).resolve().parent.parent / "shows" / "night" / "show.yaml"
TEXTS = ("多少钱", "还有货吗", "哈哈哈", "666", "主播好", "how much is the lamp?", "包邮吗", "好看")


class Stepping:
    """A clock that the benchmark moves."""

    def __init__(self) -> None:
        self.at_ms = 0

    def now_ms(self) -> int:
        return self.at_ms

    def wall_ms(self) -> int:
        return 1_795_352_400_000 + self.at_ms


async def record(path: Path, every_ms: int) -> int:
    """A night's journal: one message every `every_ms`, a viewer count every five seconds."""
    files = load_show(SHOW, environment={})
    clock = Stepping()
    journal = Journal(path)
    state = new_state(seed=1, started_wall_ms=clock.wall_ms())
    room = Room(
        state,
        clock=clock,
        bus=Bus(),
        journal=journal,
        responder=FactsResponder(built_in_phrases()),
        renderer=RecordingRenderer(),
    )
    head = {
        "format": FORMAT,
        "engine": engine_version(),
        "seed": 1,
        "started_wall_ms": clock.wall_ms(),
        "texts": [],
    }
    journal.append([Record("head", 0, json.dumps(head))])
    journal.start()
    room.step(FilesLoaded(id="files", texts=files.texts, version=files.version))
    for n in range(HOURS * 3_600_000 // every_ms):
        clock.at_ms += every_ms
        viewer = AudienceMember(f"u{n % 900}", f"viewer {n % 900}")
        room.step(ChatMessage(id=f"m{n}", source="gw", viewer=viewer, text=TEXTS[n % len(TEXTS)]))
        if n % 10 == 0:
            room.step(ViewerCount(id=f"v{n}", source="gw", count=100 + n % 300))
            await asyncio.sleep(0)
    await journal.aclose()
    return journal.last_seq


def main() -> None:
    """Write the journal, then time the resume."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "night.journal"
        began = time.perf_counter()
        records = asyncio.run(record(path, every_ms=500))
        written = time.perf_counter() - began
        began = time.perf_counter()
        _, last_ms = restore(path)
        took = time.perf_counter() - began
        size = path.stat().st_size
    print(
        json.dumps(
            {
                "benchmark": "resume",
                "hours": round(last_ms / 3_600_000, 1),
                "records": records,
                "journal_mb": round(size / 1e6, 1),
                "step_us": round(written / (HOURS * 7200 * 1.1) * 1e6, 1),
                "resume_s": round(took, 2),
                "goal": "resume_s <= 2",
            }
        )
    )


if __name__ == "__main__":
    main()
