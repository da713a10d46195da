"""A language model behind a real HTTP server, in every way that the servers of the field answer."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest
from model_server import Answering, ModelServer, Play, chunk, model_server, stream

from chatbot.connections import ResponderConfig
from chatbot.responders.openai import OpenAIModel
from chatbot.responders.trouble import ModelTrouble

MESSAGES = [{"role": "user", "content": "how much?"}]


class Heard(list[str]):
    """The sentences of an answer, the trouble it ended in, and the model that was asked."""

    trouble: ModelTrouble | None = None
    model: OpenAIModel


async def ask(
    server: ModelServer | str, now_s: Callable[[], float] | None = None, **how: Any
) -> Heard:
    url = server if isinstance(server, str) else server.url
    config = ResponderConfig(type="openai", base_url=url, model="m", **how)
    heard = Heard()
    heard.model = OpenAIModel(config, now_s=now_s or asyncio.get_running_loop().time)
    try:
        async for sentence in heard.model.sentences(MESSAGES):
            heard.append(sentence)
    except ModelTrouble as trouble:
        heard.trouble = trouble
    finally:
        await heard.model.aclose()
    return heard


async def hear(*plays: Play, **how: Any) -> Heard:
    async with model_server(*plays) as server:
        return await ask(server, **how)


async def kind_of(*plays: Play, **how: Any) -> str:
    heard = await hear(*plays, **how)
    assert heard.trouble is not None, heard
    return heard.trouble.kind


def said(status: int, body: str, kind: str = "application/json", *more: str) -> Play:
    async def play(answering: Answering) -> None:
        await answering.head(status, kind, more)
        await answering.raw(body.encode())

    return play


def error(message: str, status: int = 400, *more: str) -> Play:
    return said(status, json.dumps({"error": {"message": message}}), "application/json", *more)


def zipped(data: bytes, *, broken: bool = False) -> Play:
    async def play(answering: Answering) -> None:
        await answering.head(more=["content-encoding: gzip"])
        await answering.raw(b"no zip" if broken else gzip.compress(data))

    return play


# -- what is said ------------------------------------------------------------------------------


async def test_sentences_come_as_they_are_written() -> None:
    heard = await hear(stream("The pot is ¥16", "8.50 toni", "ght. It holds ", "4.5 litres", "!"))
    assert heard == ["The pot is ¥168.50 tonight.", "It holds 4.5 litres!"]
    assert heard.trouble is None


async def test_the_request_is_what_every_server_understands() -> None:
    async with model_server(stream("Yes.")) as server:
        await ask(server, api_key="sk-1234567890", max_tokens=99)
    asked = server.asked[0]
    assert asked.headers[":path"] == "/v1/chat/completions"
    assert asked.headers["authorization"] == "bearer sk-1234567890".lower()
    assert asked.request["messages"] == MESSAGES
    assert (asked.request["stream"], asked.request["max_tokens"]) == (True, 99)


@pytest.mark.parametrize("ending", ["", "/", "/v1", "/v1/"])
async def test_the_address_may_end_in_several_ways(ending: str) -> None:
    async with model_server(stream("Yes.")) as server:
        heard = await ask(server.url.removesuffix("/v1") + ending)
    assert heard == ["Yes."]
    assert server.asked[0].headers[":path"] == "/v1/chat/completions"


async def test_chunks_without_choices_or_words_are_passed_over_and_usage_is_read() -> None:
    usage = b'data: {"choices": [], "usage": {"prompt_tokens": 30, "total_tokens": 42}}\n\n'
    empty = [chunk(role="assistant"), chunk(""), b'data: {"choices": [{"delta": {}}]}\n\n',
             b'data: {"choices": [{"delta": {"content": null}, "finish_reason": ""}]}\n\n',
             b'data: {"choices": [{"delta": null}]}\n\n']  # fmt: skip
    heard = await hear(stream(*empty, "Yes.", usage))
    assert heard == ["Yes."]
    assert heard.model._budget.spent == 42
    assert heard.model.used == (30, 12)


async def test_frames_may_be_split_anywhere_and_written_in_any_legal_way() -> None:
    words = chunk("锅是蓝色的。").replace(b"\n\n", b"\r\n\r\n").replace(b"data: ", b"data:")
    odd = b": OPENROUTER PROCESSING\n\nevent: message\nid: 7\n" + words + b":\n\n"
    two = b'data: {"choices": [{"delta":\ndata: {"content": "Two lines."}}]}\n\n'

    async def play(answering: Answering) -> None:
        await answering.head()
        for byte in odd + two + chunk(finish="stop"):
            await answering.raw(bytes([byte]))

    assert await hear(play) == ["锅是蓝色的。", "Two lines."]


async def test_what_a_model_thinks_is_never_heard() -> None:
    heard = await hear(
        stream(
            chunk(reasoning_content="The price must be ¥1."), chunk(reasoning="Say ¥2."),
            "<th", "ink>It is ¥3", ".</th", "ink>It is ", "blue. <THINK>¥4. <think>¥5.</think>",
            "¥6.</THINK> Yes.", "<think>and so on",
        )
    )  # fmt: skip
    assert heard == ["It is blue.", "Yes."]


async def test_a_server_that_does_not_stream_is_heard_too() -> None:
    whole = {"choices": [{"message": {"content": "It is blue. Yes."}, "finish_reason": "stop"}]}
    assert await hear(said(200, json.dumps(whole))) == ["It is blue.", "Yes."]


async def test_a_zipped_stream_is_read() -> None:
    assert await hear(zipped(chunk("Yes.") + chunk(finish="stop"))) == ["Yes."]


async def test_a_mark_of_byte_order_a_wrong_label_and_parts_are_no_matter() -> None:
    parts = chunk().replace(b'"delta": {}', b'"delta": {"content": [{"text": "It is"}, {"x": 1}]}')

    async def play(answering: Answering) -> None:
        await answering.head(kind="text/plain; charset=utf-8")
        await answering.raw(b"\xef\xbb\xbf" + parts + chunk(" blue.", finish="stop"))

    assert await hear(play) == ["It is blue."]


async def test_all_that_was_said_counts_when_the_server_then_hangs_or_breaks_off() -> None:
    async def hangs(answering: Answering) -> None:
        await answering.head()
        await answering.raw(chunk("It is blue", finish="stop"))
        await answering.gone.wait()

    async def breaks(answering: Answering) -> None:
        await answering.head(more=["transfer-encoding: chunked"])
        last = chunk("It is blue", finish="stop")
        await answering.raw(f"{len(last):x}\r\n".encode() + last + b"\r\nzz")

    for play in (hangs, breaks):
        heard = await hear(play)
        assert (heard, heard.trouble) == (["It is blue"], None)


async def test_thoughts_without_a_beginning_are_found_out_once() -> None:
    thoughts = stream("It must cost ¥1. So I say", " yes.</think>", "It is blue.")
    async with model_server(thoughts) as server:
        config = ResponderConfig(type="openai", base_url=server.url, model="m")
        model = OpenAIModel(config, now_s=asyncio.get_running_loop().time)
        with pytest.raises(ModelTrouble, match="thinks aloud"):
            _ = [sentence async for sentence in model.sentences(MESSAGES)]
        assert [sentence async for sentence in model.sentences(MESSAGES)] == ["It is blue."]
        await model.aclose()


async def test_what_comes_after_done_is_not_heard() -> None:
    assert await hear(stream(chunk("Yes.", finish="stop"), b"data: [DONE]\n\n", "No.")) == ["Yes."]


async def test_an_answer_cut_for_its_length_ends_with_its_last_whole_sentence() -> None:
    assert await hear(stream("It is blue. It also ha", finish="length")) == ["It is blue."]


# -- what goes wrong ---------------------------------------------------------------------------


async def test_a_stream_that_ends_early_is_trouble_unless_it_had_finished() -> None:
    assert await kind_of(stream("It is bl", finish=None, done=False)) == "cut"
    assert await kind_of(stream("It is blue.", finish=None)) == "cut"
    heard = await hear(stream("It is blue.", done=False))
    assert (heard, heard.trouble) == (["It is blue."], None)


@pytest.mark.parametrize(
    ("play", "kind"),
    [
        (stream(b'data: {"error": {"message": "out of memory"}}\n\n'), "broken"),
        (stream(b'data: {"object": "error", "message": "no"}\n\n'), "broken"),
        (stream(b"data: not json\n\n"), "broken"),
        (stream(b"data: [1]\n\n"), "broken"),
        (said(200, "<html>hello</html>", "text/html"), "broken"),
        (said(502, "<html>bad gateway</html>", "text/html"), "broken"),
        (error("bad key sk-abcdefgh1234", 401), "refused"),
        (error("no such model", 404), "no_such_model"),
        (error("loading model", 503), "overloaded"),
        (said(307, "", "text/plain", "location: http://127.0.0.1:9/"), "broken"),
        (stream(chunk(tool_calls=[{"index": 0, "function": {"name": "f"}}])), "tool_calls"),
        (stream(finish="tool_calls"), "tool_calls"),
        (stream("It ", finish="content_filter"), "filtered"),
        (stream(chunk(refusal="I cannot.")), "filtered"),
        (stream(b"data: " + b"x" * 2_000_000), "cut"),
        (stream(chunk(function_call={"name": "f"})), "tool_calls"),
        (zipped(b"data: " + b"x" * 200_000_000), "cut"),
        (zipped(b"", broken=True), "cut"),
        (error("bad key: hushhush1 is not known", 400), "broken"),
    ],
)  # fmt: skip
async def test_each_kind_of_trouble_is_named(play: Play, kind: str) -> None:
    heard = await hear(play, api_key="hushhush1")
    assert heard.trouble is not None
    assert heard.trouble.kind == kind
    assert "hushhush1" not in str(heard.trouble)
    assert "m at 127.0.0.1:" in str(heard.trouble)
    assert "sk-abcdefgh1234" not in str(heard.trouble)


async def test_nobody_there_says_what_to_do() -> None:
    async with model_server(stream("Yes.")) as server:
        url = server.url
    heard = await ask(url)
    assert heard.trouble is not None
    assert heard.trouble.kind == "unreachable"
    assert "start it, or set base_url" in str(heard.trouble)


async def test_a_server_that_knows_fewer_options_is_asked_again_without() -> None:
    plays = [
        error("unknown field stream_options"),
        error("use max_completion_tokens instead of max_tokens"),
        stream("Yes."),
    ]
    async with model_server(*plays) as server:
        assert await ask(server) == ["Yes."]
    last = server.asked[-1].request
    assert "stream_options" not in last
    assert "max_tokens" not in last
    assert last["max_completion_tokens"] == 160
    assert await kind_of(error("I do not like it")) == "broken"


async def hang(answering: Answering) -> None:
    await answering.head()
    await answering.raw(chunk("It is blue. And"))
    await answering.gone.wait()


async def test_a_model_that_stalls_is_given_up_and_hears_of_it(monkeypatch: Any) -> None:
    async def silent(answering: Answering) -> None:
        await answering.gone.wait()

    for play, how in ((silent, {"first_token_s": 0.05}), (hang, {"total_s": 0.1})):
        async with model_server(play) as server:
            heard = await ask(server, **how)
            assert heard.trouble is not None
            assert heard.trouble.kind == "stalled"
            async with asyncio.timeout(2):
                await server.asked[0].gone.wait()
    monkeypatch.setattr("chatbot.responders.openai.BETWEEN_TOKENS_S", 0.05)
    heard = await hear(hang)
    assert heard == ["It is blue."]
    assert heard.trouble is not None
    assert heard.trouble.kind == "stalled"


async def test_a_show_that_moves_on_hangs_up_at_once() -> None:
    async with model_server(hang) as server:
        config = ResponderConfig(type="openai", base_url=server.url, model="m")
        model = OpenAIModel(config, now_s=asyncio.get_running_loop().time)
        sentences = model.sentences(MESSAGES)
        assert await anext(sentences) == "It is blue."
        await sentences.aclose()
        async with asyncio.timeout(0.25):
            await server.asked[0].gone.wait()
        assert model.why_not() == ""
        await model.aclose()


# -- being left alone --------------------------------------------------------------------------


async def test_a_busy_server_is_left_alone_for_as_long_as_it_asks() -> None:
    clock = [1_000.0]
    heard = await hear(error("slow down", 429, "retry-after: 20"), now_s=lambda: clock[0])
    assert heard.trouble is not None
    assert heard.trouble.retry_after_s == 20
    assert "20 s" in heard.model.why_not()
    clock[0] += 20
    assert heard.model.why_not() == ""


async def test_a_probe_that_answers_closes_the_breaker_though_it_was_not_heard_out() -> None:
    clock = [1_000.0]
    async with model_server(error("x", 500), error("x", 500), error("x", 500), hang) as server:
        config = ResponderConfig(type="openai", base_url=server.url, model="m")
        model = OpenAIModel(config, now_s=lambda: clock[0])
        for _ in range(3):
            with pytest.raises(ModelTrouble):
                await anext(model.sentences(MESSAGES))
        assert model.why_not() != ""
        clock[0] += 15
        assert model.why_not() == ""
        sentences = model.sentences(MESSAGES)
        assert await anext(sentences) == "It is blue."
        await sentences.aclose()
        assert model.why_not() == ""
        await model.aclose()


async def test_declined_questions_say_nothing_against_the_server() -> None:
    async with model_server(stream("It ", finish="content_filter")) as server:
        config = ResponderConfig(type="openai", base_url=server.url, model="m")
        model = OpenAIModel(config, now_s=asyncio.get_running_loop().time)
        for _ in range(4):
            with pytest.raises(ModelTrouble):
                await anext(model.sentences(MESSAGES))
        assert model.why_not() == ""
        await model.aclose()


async def test_tokens_are_counted_even_where_the_server_does_not() -> None:
    heard = await hear(stream("Word " * 300 + "."), tokens_per_minute=1_000, total_s=5)
    assert heard.model._budget.spent > 500
