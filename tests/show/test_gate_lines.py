"""The gate against labelled lines: lists of ours, written before the gate met them, and the
public acceptance sample. Floors a little under today's result; money never escapes."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from chatbot.catalog import Catalog
from chatbot.config import builtin_dir
from chatbot.loading import load_show
from chatbot.show.gate import GateContext, judge

HERE = Path(__file__).parent
ACCEPTANCE = HERE.parents[2] / "shared" / "acceptance"
MONEY = {"wrong_price", "invented_discount", "false_prior_price"}
NIGHT = datetime.fromisoformat("2026-11-28T21:00:00+08:00")

needs_acceptance = pytest.mark.skipif(
    not (ACCEPTANCE / "catalog.json").exists(), reason="the acceptance shop is not here"
)

PATHS = {
    name: HERE / f"test_gate_lines_{name}.jsonl"
    for name in [
        *"abcdefghijklmnopqrstuvwxyz",
        "aa",
        "ab",
        "ac",
        "ad",
        "ae",
        "af",
        "ag",
        "ah",
        "ai",
        "aj",
    ]
}
PATHS["public"] = ACCEPTANCE / "outputs_public.jsonl"
# Lists c and d hold prices without a product or currency, which the gate blocks on purpose;
# what passes in q comes as near to what is blocked as it can.
MOST_OVER = {
    **dict.fromkeys(PATHS, 0.03),
    "c": 0.1,
    "d": 0.1,
    "h": 0.04,
    "ai": 0.05,
    "q": 0.07,
    "r": 0.04,
    "public": 0.06,
}
# Some lines of h to ai are wrong in a way that two reasons fit; their labels name one.
LEAST_NAMED = {
    "h": 0.87,
    "i": 0.86,
    "j": 0.87,
    "k": 0.94,
    "l": 0.9,
    "m": 0.87,
    "n": 0.9,
    "o": 0.9,
    "p": 0.87,
    "q": 0.84,
    "s": 0.92,
    "w": 0.93,
    "x": 0.94,
    "y": 0.94,
    "z": 0.94,
    "aa": 0.94,
    "ac": 0.85,
    "ad": 0.87,
    "ai": 0.9,
}


def hold(
    path: Path, catalog: Catalog, wall: datetime, most_over: float, least_named: float = 0.95
) -> None:
    """What is wrong in a list is blocked, for a right reason; what is right passes."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    escaped, over, named = [], [], 0
    for row in rows:
        context = GateContext(
            catalog=catalog, room_lang=row["lang"], languages=("zh", "en", "fr"), market="cn",
            wall=wall, in_reply_to=row.get("in_reply_to", ""), by_machine=True,
        )  # fmt: skip
        verdict = judge(row["text"], row["lang"], context)
        if row["verdict"] == "pass" and not verdict.passed:
            over.append((row["text"], verdict))
        if row["verdict"] == "block":
            named += bool(set(verdict.reasons) & set(row["reasons"]))
            if verdict.passed:
                escaped.append((set(row["reasons"]), row["text"]))
    blocks = sum(row["verdict"] == "block" for row in rows)
    assert not [text for reasons, text in escaped if reasons & MONEY]
    assert len(escaped) <= 0.03 * blocks, escaped
    assert len(over) <= most_over * (len(rows) - blocks), over
    assert named >= least_named * blocks


@needs_acceptance
@pytest.mark.parametrize("name", PATHS)
def test_labelled_lines(name: str) -> None:
    catalog = Catalog.model_validate_json((ACCEPTANCE / "catalog.json").read_text("utf-8"))
    wall = datetime.fromisoformat(str(catalog.now))
    hold(PATHS[name], catalog, wall, MOST_OVER[name], LEAST_NAMED.get(name, 0.95))


def test_labelled_lines_of_the_night_show() -> None:
    catalog = load_show(builtin_dir("shows") / "night" / "show.yaml", environment={}).catalog
    hold(HERE / "test_gate_lines_night.jsonl", catalog, NIGHT, 0.03)
