"""Who answers: from the show file's list to a responder, and which model servers are at hand."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import SecretStr

from chatbot.connections import ResponderConfig
from chatbot.phrases import built_in_phrases
from chatbot.responders.facts import FactsResponder
from chatbot.responders.model import Model, ModelResponder
from chatbot.responders.reading import PapersResponder

if TYPE_CHECKING:
    from chatbot.responders.search import Search
    from chatbot.show.brief import Answer, Brief, Responder

__all__ = [
    "SMALL_MODEL",
    "USUAL_SERVERS",
    "find_server",
    "make_models",
    "make_responder",
    "server_at",
    "whole_answers",
]

USUAL_SERVERS = (
    ("Ollama", "http://127.0.0.1:11434/v1"),
    ("LM Studio", "http://127.0.0.1:1234/v1"),
    ("llama.cpp", "http://127.0.0.1:8080/v1"),
    ("vLLM", "http://127.0.0.1:8000/v1"),
)
LOOK_S = 0.7
SMALL_MODEL, SMALL_ANSWER = "smollm2", 48


def make_models(
    configs: Sequence[ResponderConfig], *, now_s: Callable[[], float]
) -> tuple[Model, ...]:
    """The language models that this list names before its facts, in order."""
    wanted = _until_facts(configs)
    if not wanted:
        return ()
    return tuple(_make_model(config, now_s) for config in wanted)


def _make_model(config: ResponderConfig, now_s: Callable[[], float]) -> Model:
    if config.type == "transformers":
        from chatbot.responders.local_model import LocalModel

        given = config.model_fields_set
        return LocalModel(
            config.model or SMALL_MODEL,
            now_s=now_s,
            first_token_s=config.first_token_s,
            total_s=config.total_s,
            max_tokens=config.max_tokens if "max_tokens" in given else SMALL_ANSWER,
        )
    from chatbot.responders.openai import OpenAIModel

    return OpenAIModel(config, now_s=now_s)


def _until_facts(configs: Sequence[ResponderConfig]) -> Sequence[ResponderConfig]:
    """What stands after the facts is never asked: they always answer."""
    kinds = [config.type for config in configs]
    return configs[: kinds.index("facts")] if "facts" in kinds else configs


def make_responder(
    models: Sequence[Model],
    *,
    tell: Callable[[str, str, str], None],
    search: Search | None = None,
) -> Responder:
    """The facts alone, or the models with the facts behind them; with a `search`, the papers."""
    phrases = built_in_phrases()
    facts = FactsResponder(phrases)
    if search is not None:
        return PapersResponder(facts, phrases, search)
    return ModelResponder(models, facts, phrases, tell=tell) if models else facts


@contextmanager
def whole_answers(
    configs: Sequence[ResponderConfig],
    *,
    tell: Callable[[str, str, str], None] = lambda level, name, text: None,
    search: Search | None = None,
) -> Iterator[Responder]:
    """The show's responder for virtual time: each answer is whole before time goes on."""
    models = make_models(configs, now_s=time.monotonic)
    responder = make_responder(models, tell=tell, search=search)
    if not models and search is None:
        yield responder
        return
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="models", daemon=True)
    thread.start()
    try:
        for model in models:
            asyncio.run_coroutine_threadsafe(model.load(), loop).result()
        yield _Whole(responder, loop)
    finally:
        for model in models:
            asyncio.run_coroutine_threadsafe(model.aclose(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


class _Whole:
    """Has another responder answer on a loop of its own, and gives the sentences at once."""

    def __init__(self, responder: Responder, loop: asyncio.AbstractEventLoop) -> None:
        self.name, self._responder, self._loop = responder.name, responder, loop

    async def respond(self, brief: Brief) -> AsyncIterator[Answer]:
        for piece in asyncio.run_coroutine_threadsafe(self._collect(brief), self._loop).result():
            yield piece

    async def _collect(self, brief: Brief) -> list[Answer]:
        return [piece async for piece in self._responder.respond(brief)]

    def moment(self, brief: Brief) -> Answer | None:
        return None


async def find_server(environment: Mapping[str, str]) -> tuple[str, ResponderConfig] | None:
    """A model server at `OPENAI_BASE_URL`, or on a usual port of this machine: (name, how)."""
    named = environment.get("OPENAI_BASE_URL")
    candidates = [("OPENAI_BASE_URL", named)] if named else list(USUAL_SERVERS)
    asked = (server_at(url, environment) for _, url in candidates)
    found = await asyncio.gather(*asked)
    return next(
        ((name, config) for (name, _), config in zip(candidates, found, strict=True) if config),
        None,
    )


async def server_at(url: str, environment: Mapping[str, str]) -> ResponderConfig | None:
    """How to ask the server at this address, or None where none answers.

    The model is `OPENAI_MODEL`, else the first that the server lists. The key in `OPENAI_API_KEY`
    goes to no address but the one in `OPENAI_BASE_URL`.
    """
    from chatbot.responders.openai import bases

    own = url == environment.get("OPENAI_BASE_URL")
    key = environment.get("OPENAI_API_KEY") if own else None
    listed = await asyncio.gather(*(_first_model(base, key) for base in bases(url)))
    for base, model in zip(bases(url), listed, strict=True):
        if model is not None and (model := environment.get("OPENAI_MODEL") or model):
            return ResponderConfig(
                type="openai", base_url=base, model=model, api_key=SecretStr(key) if key else None
            )
    return None


async def _first_model(base: str, key: str | None) -> str | None:
    """The first model that the server lists, "" for an empty list; None where none answers."""
    import httpx

    headers = {"Authorization": f"Bearer {key}"} if key else {}
    local = urlsplit(base).hostname in ("127.0.0.1", "localhost", "::1")
    try:
        async with httpx.AsyncClient(timeout=LOOK_S, trust_env=not local) as client:
            answer = await client.get(f"{base}/models", headers=headers)
            answer.raise_for_status()
            listed = answer.json()["data"]
            return str(listed[0]["id"]) if listed else ""
    except (httpx.HTTPError, ValueError, LookupError, TypeError):
        return None
