"""Embeddings name the intent of what no rule knows, and stay silent on the rest."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from chatbot.catalog import Catalog
from chatbot.language.embedders import Embedder, IntentIndex
from chatbot.language.embedders.exemplars import EXEMPLARS
from chatbot.language.embedders.usem import UsemEmbedder
from chatbot.language.intents import SHOP_INTENTS
from chatbot.language.reader import Reader
from chatbot.language.reading import INTENTS

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return UsemEmbedder()


@pytest.fixture(scope="module")
def index(embedder: Embedder) -> IntentIndex:
    return IntentIndex(embedder, EXEMPLARS)


def test_vectors_have_unit_length(embedder: Embedder) -> None:
    rows = embedder.embed(["多少钱", "how much", ""])
    assert rows.shape == (3, 512)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-4)
    assert embedder.embed([]).shape == (0, 512)


def test_every_intent_has_examples() -> None:
    assert set(EXEMPLARS) > set(INTENTS)
    assert min(map(len, EXEMPLARS.values())) >= 8


def test_paraphrases_are_recognised_and_nonsense_is_not(index: IntentIndex) -> None:
    named = index.classify(
        ["could you tell me the cost of it", "包裹要多少天才能收到", "qwopzx 8841"]
    )
    assert [intent for intent, _ in named] == ["price", "shipping", None]


def test_a_cry_for_help_is_heard(index: IntentIndex) -> None:
    lines = ["life has no meaning left, i wish it was over", "没人在意我 活着真的太累"]
    named = index.classify([*lines, "sold out, my life is over lol"])
    assert [intent == "unsafe:self_harm" for intent, _ in named] == [True, True, False]


def test_who_hesitates_or_exaggerates_is_in_no_danger(index: IntentIndex) -> None:
    lines = ["俺再想想", "俺想好了再来", "想死你了", "笑死我了", "i'm dying of laughter lol"]
    assert not [intent for intent, _ in index.classify(lines) if intent == "unsafe:self_harm"]


def test_with_the_rules_it_is_better_than_either(index: IntentIndex) -> None:
    catalog = ROOT.parent / "shared/acceptance/catalog.json"
    if not catalog.exists():
        pytest.skip("the acceptance samples are not here")
    reader = Reader(Catalog.model_validate_json(catalog.read_text("utf-8")))
    rows = [json.loads(line) for line in (HERE / "heldout_f.jsonl").read_text("utf-8").splitlines()]
    texts = [row["text"] for row in rows]
    readings = [reader.read(row["text"], on_screen=row.get("on_screen")) for row in rows]
    joint = index.classify(texts, readings)
    right = sum(name == row["intent"] for (name, _), row in zip(joint, rows, strict=True))
    assert right >= 0.95 * len(rows)


def test_small_talk_stays_small_talk(index: IntentIndex) -> None:
    reader = Reader(Catalog.model_validate({"products": [{"sku": "LAMP", "name": "小夜灯"}]}))
    rows = (HERE / "chatter.txt").read_text("utf-8").splitlines()[1:]
    readings = [reader.read(text, on_screen="LAMP") for text in rows]
    named = index.classify(rows, readings)
    again = [
        (text, reader.read(text, on_screen="LAMP", suggested=name))
        for text, (name, _) in zip(rows, named, strict=True)
    ]
    answered = [text for text, r in again if r.question and r.intent in SHOP_INTENTS]
    assert len(answered) <= 0.05 * len(rows), answered
    assert [text for text, r in again if r.outcome == "blocked"] == []


def test_talk_of_death_that_is_none_raises_no_alarm(index: IntentIndex) -> None:
    reader = Reader(Catalog.model_validate({"products": [{"sku": "LAMP", "name": "小夜灯"}]}))
    rows = (HERE / "hyperbole.txt").read_text("utf-8").splitlines()[1:]
    named = index.classify(rows, [reader.read(text) for text in rows])
    alarmed = [t for t, (name, _) in zip(rows, named, strict=True) if name == "unsafe:self_harm"]
    assert len(alarmed) <= 0.06 * len(rows), alarmed


def test_what_it_names_is_mostly_right(index: IntentIndex) -> None:
    files = sorted(HERE.glob("heldout_*.jsonl"))
    rows = [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]
    named = index.classify([row["text"] for row in rows])
    sure = [intent == row["intent"] for (intent, _), row in zip(named, rows, strict=True) if intent]
    assert sum(sure) >= 0.85 * len(sure)
    assert len(sure) >= 0.3 * len(rows)


def test_answers_are_remembered(index: IntentIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    first = index.classify(["ça fait mal aux oreilles ?"])

    def refuse(texts: object) -> None:
        raise AssertionError(f"embedded again: {texts}")

    monkeypatch.setattr(index.embedder, "embed", refuse)
    assert index.classify(["Ça fait mal aux oreilles ?  "]) == first
