"""docs/jobs.md does what it says: its files make shows, its samples run by name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from paper_shows import files_of

from chatbot.recordings import read_recording
from chatbot.running import show_file

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "jobs.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(?:yaml|markdown)\n(?:<!-- |# )(\S+?)(?: -->)?\n(.*?)```", PAGE, re.DOTALL)
FEED = re.search(r"^items: \{feed:.*$", PAGE, re.MULTILINE)


def write(folder: Path, blocks: list[tuple[str, str]]) -> Path:
    for name, text in blocks:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "show.yaml"


def test_the_presenters_files_make_a_show(tmp_path: Path) -> None:
    names = [name for name, _ in BLOCKS]
    assert names == ["show.yaml", "nothing.yaml", "items/lamp.md", "show.yaml"]
    path = write(tmp_path, BLOCKS[:3])
    (item,) = files_of(path).papers.items
    assert item.source == "the Quillhaven Lantern"
    assert FEED is not None
    path.write_text(BLOCKS[0][1].replace("items: items/", FEED[0]), encoding="utf-8")
    feed = files_of(path).show.items
    assert feed is not None
    assert (feed.address, feed.every) == ("https://example.org/news.rss", 300)


def test_the_clerks_files_make_a_show(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "rules.fr.md").write_text("On peut garder un outil 14 jours.", "utf-8")
    (tmp_path / "fees.md").write_text("A lost card is replaced for 3 euros.", encoding="utf-8")
    files = files_of(write(tmp_path, [BLOCKS[1], BLOCKS[3]]))
    assert {(p.source, p.lang) for p in files.papers.passages} == {
        ("the fee sheet", "en"),
        ("rules", "fr"),
    }


@pytest.mark.parametrize("name", ["news", "desk"])
def test_a_sample_runs_by_name_and_has_a_chat_to_play(name: str) -> None:
    assert f"chatbot run {name}" in PAGE
    assert files_of(show_file(Path(name))).show.name == name
    assert len(read_recording(ROOT / "shows" / name / "chat.jsonl")) >= 8
