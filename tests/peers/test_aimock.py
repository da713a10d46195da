"""Our client against a model server we did not write."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chatbot.connections import ResponderConfig
from chatbot.responders.openai import OpenAIModel
from chatbot.responders.trouble import ModelTrouble

pytestmark = pytest.mark.peers
HERE = Path(__file__).parent


@pytest.fixture
async def url() -> AsyncIterator[str]:
    """The server's address, for as long as the test needs it."""
    server = await asyncio.create_subprocess_exec(
        "node", str(HERE / "model.js"),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert server.stdout is not None
    assert server.stdin is not None
    async with asyncio.timeout(20):
        address = (await server.stdout.readline()).decode().strip()
    yield f"{address}/v1"
    server.stdin.close()
    await server.wait()


async def ask(url: str, text: str, **how: float) -> tuple[list[str], str, OpenAIModel]:
    """The sentences, the kind of trouble they ended in, and the model."""
    config = ResponderConfig.model_validate(
        {"type": "openai", "base_url": url, "model": "gpt-4o", "api_key": "sk-x", **how}
    )
    model = OpenAIModel(config, now_s=asyncio.get_running_loop().time)
    heard, kind = [], ""
    try:
        async for sentence in model.sentences([{"role": "user", "content": text}]):
            heard.append(sentence)
    except ModelTrouble as trouble:
        kind = trouble.kind
    await model.aclose()
    return heard, kind, model


@pytest.mark.parametrize(
    ("text", "sentences", "kind"),
    [
        ("plain", ["The silk scarf is $199.", "It folds small."], ""),
        ("thinking", ["It is soft."], ""),
        ("length", ["It is soft."], ""),
        ("filter", [], "filtered"),
        ("tools", [], "tool_calls"),
        ("busy", [], "overloaded"),
        ("loading", [], "overloaded"),
        ("key", [], "refused"),
        ("hangs up", ["It is soft."], "cut"),
        ("truncates", ["It is soft."], "cut"),
        ("malformed", [], "broken"),
        ("drops", [], "cut"),
        ("nobody knows this question", [], "no_such_model"),
    ],
)
async def test_a_server_that_is_not_ours(
    url: str, text: str, sentences: list[str], kind: str
) -> None:
    heard, trouble, _ = await ask(url, text)
    assert (heard, trouble) == (sentences, kind)


async def test_a_slow_server_is_given_up(url: str) -> None:
    heard, trouble, _ = await ask(url, "slowly", first_token_s=0.3)
    assert (heard, trouble) == ([], "stalled")


async def test_its_count_of_tokens_is_taken(url: str) -> None:
    _, _, model = await ask(url, "plain")
    assert 0 < model._budget.spent < 100
