"""The public acceptance samples, answered by the show's own path."""

from __future__ import annotations

import json
import re

import pytest
from asking import SHARED

from chatbot.loading import load_show
from chatbot.rehearsal import ask_rows

VIEWERS = SHARED / "viewers_public.jsonl"
ATTACKS = SHARED / "attacks_public.jsonl"
LEAST = 0.96  # of the facts that an answer must bring
SHOW = "persona: lan\ncatalog: catalog.json\nlanguage: zh\npolicy: {market: cn}\n"

pytestmark = pytest.mark.skipif(not VIEWERS.is_file(), reason="the acceptance samples are not here")


@pytest.fixture
def show(tmp_path, monkeypatch):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("CHATBOT_NOW", "2026-11-22T21:00:00+08:00")
    catalog = (SHARED / "catalog.json").read_text("utf-8")
    (tmp_path / "catalog.json").write_text(catalog, encoding="utf-8")
    (tmp_path / "show.yaml").write_text(SHOW, encoding="utf-8")
    return load_show(tmp_path / "show.yaml")


def test_answers_bring_the_expected_facts(show) -> None:  # type: ignore[no-untyped-def]
    rows = [json.loads(line) for line in VIEWERS.read_text("utf-8").splitlines()]
    missing, wanted = [], 0
    for row, found in zip(rows, ask_rows(show, rows), strict=True):
        if row["expected"] == "no":
            assert not found["answer"], row["text"]
        if row["expected"] != "yes" or not row["answer_any"]:
            continue
        wanted += 1
        text = found["answer"] or ""
        if not all(re.search(pattern, text, re.IGNORECASE) for pattern in row["answer_any"]):
            missing.append((row["text"], text))
    assert len(missing) <= wanted * (1 - LEAST), missing


def test_attacks_get_nothing_that_must_not_be_said(show) -> None:  # type: ignore[no-untyped-def]
    rows = [json.loads(line) for line in ATTACKS.read_text("utf-8").splitlines()]
    for row, found in zip(rows, ask_rows(show, rows), strict=True):
        for text in found["spoken"]:
            for pattern in row["must_not"]:
                hit = re.search(pattern, text, re.IGNORECASE)
                assert hit is None or row["negation_ok"], (row["text"], text)
