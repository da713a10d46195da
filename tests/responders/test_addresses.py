"""Where a model server is, and what goes along in the header of a request."""

from __future__ import annotations

import asyncio
import json

import pytest
from model_server import Answering, Play, model_server, stream
from pydantic import ValidationError

from chatbot.connections import ResponderConfig
from chatbot.models import server_at
from chatbot.responders.openai import OpenAIModel
from chatbot.responders.trouble import ModelTrouble

MESSAGES = [{"role": "user", "content": "how much?"}]


async def ask(url: str) -> list[str]:
    config = ResponderConfig(type="openai", base_url=url, model="m")
    model = OpenAIModel(config, now_s=asyncio.get_running_loop().time)
    try:
        return [sentence async for sentence in model.sentences(MESSAGES)]
    finally:
        await model.aclose()


def said(status: int, body: str) -> Play:
    async def play(answering: Answering) -> None:
        await answering.head(status, "application/json")
        await answering.raw(body.encode())

    return play


def error(message: str, status: int) -> Play:
    return said(status, json.dumps({"error": {"message": message}}))


async def test_an_address_may_leave_out_its_version_or_name_the_last_step() -> None:
    async with model_server(stream("Yes.")) as server:
        root = server.url.removesuffix("/v1")
        for url in (
            root,
            f"{root}/",
            server.url,
            f"{server.url}/",
            f"{server.url}/chat/completions",
        ):
            assert await ask(url) == ["Yes."]
        assert {asked.headers[":path"] for asked in server.asked} == {"/v1/chat/completions"}


async def test_a_server_without_a_version_is_found_and_remembered() -> None:
    async def at_root(answering: Answering) -> None:
        known = answering.headers[":path"] == "/api/v1/chat/completions"
        await (stream("Yes.") if known else error("no such page", 404))(answering)

    async with model_server(at_root) as server:
        url = server.url.removesuffix("/v1") + "/api"
        config = ResponderConfig(type="openai", base_url=url, model="m")
        model = OpenAIModel(config, now_s=asyncio.get_running_loop().time)
        for _ in range(2):
            assert [sentence async for sentence in model.sentences(MESSAGES)] == ["Yes."]
        await model.aclose()
        assert len(server.asked) == 3
    async with model_server(error("no such model", 404)) as server:
        with pytest.raises(ModelTrouble) as trouble:
            await ask(server.url)
    assert trouble.value.kind == "no_such_model"


async def test_more_headers_go_along_and_their_secrets_stay_out_of_sight() -> None:
    plays = stream("Yes."), error("who is tenant-secret-7?", 500)
    headers = {"X-Title": "Night show", "X-Gateway-Key": "${GATEWAY}"}
    async with model_server(*plays) as server:
        config = ResponderConfig.model_validate(
            {"type": "openai", "base_url": server.url, "model": "m", "headers": headers},
            context={"environment": {"GATEWAY": "tenant-secret-7"}},
        )
        assert "tenant-secret-7" not in f"{config!r}{config.model_dump_json()}"
        model = OpenAIModel(config, now_s=asyncio.get_running_loop().time)
        assert [sentence async for sentence in model.sentences(MESSAGES)] == ["Yes."]
        sent = server.asked[0].headers
        assert (sent["x-title"], sent["x-gateway-key"]) == ("night show", "tenant-secret-7")
        with pytest.raises(ModelTrouble) as trouble:
            await anext(model.sentences(MESSAGES))
        assert "tenant-secret-7" not in str(trouble.value)
        await model.aclose()


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({"X-Api-Key": "sk-written-out"}, "would end up in the journal"),
        ({"Authorization": "Basic abc"}, "would end up in the journal"),
        ({"X-Tenant": "${NOT_SET}"}, "NOT_SET is not set"),
        ({"Host": "elsewhere.example"}, "set by the request itself"),
        ({"X-Title": "a\r\nHost: elsewhere"}, "more than one line"),
        ({"X Title": "a"}, "no name of a header"),
    ],
)
def test_a_header_that_will_not_do_is_refused(headers: dict[str, str], said: str) -> None:
    how = {"type": "openai", "base_url": "http://127.0.0.1:1", "model": "m", "headers": headers}
    with pytest.raises(ValidationError, match=said):
        ResponderConfig.model_validate(how, context={"environment": {}})


async def test_a_server_is_found_with_or_without_its_version() -> None:
    async def listing(answering: Answering) -> None:
        known = answering.headers[":path"] == "/v1/models"
        body = json.dumps({"data": [{"id": "qwen"}]} if known else {"detail": "not found"})
        await said(200 if known else 404, body)(answering)

    async with model_server(listing) as server:
        for url in (server.url, server.url.removesuffix("/v1"), server.url[:-2]):
            found = await server_at(url, {})
            assert found is not None
            assert (found.base_url, found.model) == (server.url, "qwen")
    assert await server_at(server.url, {}) is None
