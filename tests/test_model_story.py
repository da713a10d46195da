"""A language model on the air, through real sockets: HTTP stream in, gated speech out."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from chatbot.loading import load_show
from chatbot.models import whole_answers
from chatbot.rehearsal import ask_rows
from chatbot.replaying import replay
from chatbot.report.reading import read_night
from tests.onair import CATALOG, say_of, studio, write_show

sys.path.insert(0, str(Path(__file__).parent / "responders"))
from model_server import Answering, Play, chunk, model_server, stream


def write_model_show(folder: Path, url: str) -> Path:
    show = write_show(folder)
    text = show.read_text("utf-8")
    responder = f"responder:\n  - {{type: openai, base_url: '{url}', model: tiny}}\n  - facts\n"
    show.write_text(text + responder, encoding="utf-8")
    return show


async def test_a_models_sentences_are_said_one_after_the_other(tmp_path: Path) -> None:
    play = stream("It is a silk scarf for $1", "99. It folds small", "er than a hand.")
    async with (
        model_server(play) as server,
        studio(write_model_show(tmp_path, server.url)) as night,
    ):
        await night.gateway.chat("tell me about the silk scarf, is it soft?", nick="Rosalind")
        first = await night.stage.says("$199")
        second = await night.stage.says("folds smaller")
        assert first["utterance"] != second["utterance"]
    told = json.dumps(server.asked[0].request)
    assert "[price:SCARF:USD] Silk scarf: $199" in told
    assert "Rosalind" not in told
    _, difference = await replay(tmp_path / "show.journal", tell=lambda event, acts: None)
    assert difference is None


async def test_what_the_model_took_is_in_the_journal_and_the_report_reckons_with_it(
    tmp_path: Path,
) -> None:
    usage = b'data: {"choices": [], "usage": {"prompt_tokens": 3000, "completion_tokens": 500}}\n\n'
    async with model_server(stream("It folds smaller than a hand.", usage)) as server:
        show = write_model_show(tmp_path, server.url)
        costs = "costs: {currency: USD, tokens: {input: 10, output: 40}}\n"
        show.write_text(show.read_text("utf-8") + costs, encoding="utf-8")
        async with studio(show) as night:
            await night.gateway.chat("is the silk scarf soft?")
            await night.stage.says("folds smaller")
    told = read_night(tmp_path / "show.journal")
    assert [(s.name, s.sent, s.written, s.cost) for s in told.costs] == [("tiny", 3000, 500, 0.05)]
    _, difference = await replay(tmp_path / "show.journal", tell=lambda event, acts: None)
    assert difference is None


async def test_a_lie_is_not_heard_and_the_facts_answer_instead(tmp_path: Path) -> None:
    lies = stream("Great choice. ", "Tonight the silk scarf is only $19!", " Hurry, two left.")
    async with (
        model_server(lies) as server,
        studio(write_model_show(tmp_path, server.url)) as night,
    ):
        await night.gateway.chat("how much is the silk scarf?")
        await night.stage.says("$199")
        said = [say_of(frame)["text"] for frame in night.stage.frames if say_of(frame)]
        assert not any("$19!" in text or "Hurry" in text for text in said)
        notices = [notice["text"] for notice in night.live.view.snapshot()["notices"]]
        assert any("wrong_price" in text and "$19!" in text for text in notices)


async def test_a_dead_model_costs_no_answer_and_is_told(tmp_path: Path) -> None:
    async with model_server(stream("Yes.")) as server:
        url = server.url
    async with studio(write_model_show(tmp_path, url)) as night:
        await night.gateway.chat("how much is the silk scarf?")
        await night.stage.says("$199")
        health = {row["part"]: row for row in night.live.view.snapshot()["health"]}
        assert "start it, or set base_url" in health[f"model:tiny at {url[7:-3]}"]["detail"]


async def test_a_model_that_comes_back_is_shown_as_up(tmp_path: Path) -> None:
    async def broken(answering: Answering) -> None:
        await answering.head(500, "text/html")

    async with (
        model_server(broken, stream("It folds smaller than a hand.")) as server,
        studio(write_model_show(tmp_path, server.url)) as night,
    ):
        part = f"model:tiny at {server.url[7:-3]}"

        def state() -> str:
            rows = night.live.view.snapshot()["health"]
            return str(next(row["state"] for row in rows if row["part"] == part))

        assert state() == "idle"
        await night.gateway.chat("how much is the silk scarf?")
        await night.stage.says("$199")
        assert state() == "error"
        await night.gateway.chat("is the silk scarf soft?", nick="Bo")
        await night.stage.says("folds smaller")
        assert state() == "up"


async def test_stop_hangs_up_on_the_model(tmp_path: Path) -> None:
    async def slow(answering: Answering) -> None:
        await answering.head()
        await answering.raw(chunk("It is a silk scarf. And"))
        await answering.gone.wait()

    plays: list[Play] = [slow]
    async with (
        model_server(*plays) as server,
        studio(write_model_show(tmp_path, server.url)) as night,
    ):
        await night.gateway.chat("tell me about the silk scarf, is it soft?")
        await night.stage.says("silk scarf")
        assert (await night.act(action="stop"))["type"] == "done"
        await server.asked[0].gone.wait()


def test_the_catalog_of_these_stories_has_the_price_they_tell() -> None:
    assert "price: 199" in CATALOG


async def test_ask_answers_with_the_shows_own_model(tmp_path: Path) -> None:
    async with model_server(stream("It is a silk scarf for $199.")) as server:
        show = load_show(write_model_show(tmp_path, server.url))

        def rehearse() -> list[dict[str, Any]]:
            rows = [{"id": "1", "text": "tell me about the silk scarf, is it soft?"}]
            with whole_answers(show.show.responder) as responder:
                return list(ask_rows(show, rows, responder=responder))

        (answer,) = await asyncio.to_thread(rehearse)
    assert answer["answer"] == "It is a silk scarf for $199."
    assert answer["outcome"] == "answered_safely"
