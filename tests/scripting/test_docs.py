"""docs/scripts.md does what it says: its files are written, its commands run in order."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest
import yaml

from chatbot.cli import main
from chatbot.files import parse, validate
from chatbot.rundown import FACTS, SLOTS, Rundown

PAGE = (Path(__file__).parents[2] / "docs" / "scripts.md").read_text(encoding="utf-8")
FENCES = re.findall(r"```(\w+)(?: ([\w.]+))?\n(.*?)```", PAGE, re.S)


def counted(text: str) -> str:
    """The text whatever its counts: a better gate lets other lines pass."""
    return re.sub(r"\d+", "N", text)


def test_every_command_of_the_page_runs_and_says_what_stands_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    ran = 0
    for kind, name, body in FENCES:
        if name:
            (tmp_path / name).write_text(body, encoding="utf-8")
        if kind != "console":
            continue
        for block in re.split(r"^\$ ", body, flags=re.M)[1:]:
            command, *expected = block.rstrip().splitlines()
            monkeypatch.setattr(sys, "argv", shlex.split(command))
            capsys.readouterr()
            with pytest.raises(SystemExit) as ended:
                main()
            said = counted(capsys.readouterr().out)
            assert not ended.value.code, command
            for line in expected:
                assert counted(line) in said, f"{command}\n{said[:2000]}"
            ran += 1
    assert ran >= 6


def test_slots_and_facts_are_all_explained() -> None:
    rows = re.findall(r"^\| (`[^|]*) \|", PAGE, re.M)
    named = set(re.findall(r"`([^`]*)`", " ".join(rows)))
    assert {f"{{{slot}}}" for slot in SLOTS} <= named
    assert {kind for one in named if (kind := one.partition(":")[0]) in FACTS} == set(FACTS)


def test_the_sample_of_a_rundown_is_one() -> None:
    sample = next(body for kind, name, body in FENCES if kind == "yaml" and "segments:" in body)
    rundown = validate(Rundown, parse(sample, "rundown.yaml"))
    assert [len(beat) for beat in rundown.segments[0].beats] == [2, 1]
    assert yaml.safe_load(sample)["pause_s"] == rundown.pause_s
