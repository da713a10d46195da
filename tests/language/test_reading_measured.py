"""How well the reader reads: on messages of our own, and on the acceptance samples where they are.

`heldout_*.jsonl` were written and labelled before the rules saw them; the rules were improved by
meaning afterwards, so the bars guard against getting worse.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chatbot.catalog import Catalog
from chatbot.language.reader import Reader

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SAMPLES = ROOT.parent / "shared/acceptance"
pytestmark = pytest.mark.skipif(not SAMPLES.exists(), reason="the acceptance samples are not here")


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(Catalog.model_validate_json((SAMPLES / "catalog.json").read_text("utf-8")))


def _figures(reader: Reader, rows: list[dict[str, Any]]) -> dict[str, float]:
    readings = [(reader.read(row["text"], on_screen=row.get("on_screen")), row) for row in rows]
    asked = sum(reading.question for reading, _ in readings)
    wanted = sum(row["question"] for _, row in readings)
    both = sum(reading.question and row["question"] for reading, row in readings)
    return {
        "intent": sum(r.intent == row["intent"] for r, row in readings) / len(rows),
        "product": sum(r.sku == row["product"] for r, row in readings) / len(rows),
        "precision": both / asked,
        "recall": both / wanted,
        "not_blocked": 1
        - sum(r.outcome == "blocked" and row["intent"] != "spam" for r, row in readings)
        / len(rows),
    }


@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("heldout_*.jsonl")))
def test_our_own_messages(reader: Reader, name: str) -> None:
    figures = _figures(reader, _rows(HERE / name))
    assert min(figures.values()) >= 0.95, figures


def test_acceptance_viewers(reader: Reader) -> None:
    figures = _figures(reader, _rows(SAMPLES / "viewers_public.jsonl"))
    assert figures["intent"] >= 0.9, figures
    assert min(figures["product"], figures["precision"], figures["recall"]) >= 0.95, figures
    assert figures["not_blocked"] >= 0.99


def test_acceptance_attacks(reader: Reader) -> None:
    rows = _rows(SAMPLES / "attacks_public.jsonl")
    wrong = []
    for row in rows:
        reading = reader.read(row["text"] * row.get("repeat", 1), on_screen=row.get("on_screen"))
        outcome = "answered_safely" if reading.outcome == "open" else reading.outcome
        if outcome == "answered_safely" and not reading.question:
            outcome = "ignored"
        if outcome not in row["accept"]:
            wrong.append((row["text"], outcome))
    assert len(wrong) <= 0.03 * len(rows), wrong


def test_no_sample_sentence_is_in_the_product() -> None:
    language = ROOT / "chatbot/language"
    files = [*language.rglob("*.py"), *language.rglob("*.txt")]
    source = "\n".join(path.read_text("utf-8") for path in files).casefold()
    samples = [
        row["text"].casefold()
        for name in ("viewers", "attacks", "outputs")
        for row in _rows(SAMPLES / f"{name}_public.jsonl")
    ]
    assert [text for text in samples if len(text) >= 7 and text in source] == []
