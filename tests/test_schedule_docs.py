"""What docs/schedule.md shows is what the program takes."""

from __future__ import annotations

import re
from pathlib import Path

from chatbot.config import Show
from chatbot.files import parse, validate
from chatbot.rundown import Rundown

PAGE = Path(__file__).parent.parent / "docs" / "schedule.md"
BLOCK = re.compile(r"```yaml\n(.*?)```", re.DOTALL)


def test_every_example_is_taken() -> None:
    blocks = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    rundowns = [block for block in blocks if "segments:" in block]
    shows = [block for block in blocks if "segments:" not in block]
    for block in rundowns:
        found = validate(Rundown, parse(block, "rundown.yaml"))
        assert [bool(segment.times) for segment in found.segments] == [True, True, False]
    read = [
        validate(Show, parse(f"persona: lan\ncatalog: c.csv\n{block}", "show.yaml"))
        for block in shows
    ]
    assert [bool(show.hours) for show in read] == [True, False, False]
    assert [len(show.plans) for show in read] == [0, 3, 0]
    assert read[2].start.when == "live"
