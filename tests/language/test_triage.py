"""The cheap test that lets the bus shed chatter before questions, and how often it errs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chatbot.language.triage import matters

HERE = Path(__file__).parent
RECORDED = HERE.parents[2] / "shared/data/twitch_vod_chat.jsonl"


def _messages() -> list[dict[str, object]]:
    files = sorted(HERE.glob("heldout_*.jsonl"))
    return [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]


def test_hardly_any_question_is_taken_for_chatter() -> None:
    questions = [str(row["text"]) for row in _messages() if row["question"]]
    missed = [text for text in questions if not matters(text)]
    assert len(missed) <= 0.03 * len(questions), missed


def test_much_of_the_chatter_is_told_apart() -> None:
    chatter = [str(row["text"]) for row in _messages() if not row["question"]]
    kept = sum(map(matters, chatter))
    assert kept <= 0.65 * len(chatter)  # complaints and orders are kept on purpose


@pytest.mark.skipif(not RECORDED.exists(), reason="the recorded chat is not here")
def test_a_real_chat_is_mostly_shed() -> None:
    lines = [json.loads(line)["text"] for line in RECORDED.read_text("utf-8").splitlines()]
    assert sum(map(matters, lines)) <= 0.2 * len(lines)


@pytest.mark.parametrize(
    "text", ["我想自杀", "i want to die", "price", "多少", "??", "c cb", "link 3"]
)
def test_what_must_be_kept(text: str) -> None:
    assert matters(text)


@pytest.mark.parametrize("text", ["哈哈哈", "LUL LUL", "lol", "666", "mdr", "❤❤❤", ""])
def test_what_may_go(text: str) -> None:
    assert not matters(text)
