"""A language model behind any server that speaks OpenAI's chat completions, streaming.

Request and frames: `POST {base}/chat/completions`, server-sent events that end in `[DONE]`, as the
servers of vLLM, Ollama, llama.cpp, LM Studio and the clouds send them, each with its own turns.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from chatbot.responders.budget import Breaker, TokenBudget
from chatbot.responders.sentences import Sentences, Thinking
from chatbot.responders.trouble import ModelTrouble

if TYPE_CHECKING:
    import httpx

    from chatbot.connections import ResponderConfig

__all__ = ["OpenAIModel", "bases"]

CONNECT_S = 2.0
BETWEEN_TOKENS_S = 3.0
AFTER_THE_END_S = 0.3
"""What may still come after the last word: the count of tokens."""
NO_FAULT = ("filtered", "tool_calls")
"""Troubles with one question that say nothing against the server."""
MOST_CHARACTERS = 4_000
MOST_BYTES = 1_000_000
RETRY_AFTER_S = 10.0
CHARACTERS_A_TOKEN = 2
SECRET_LENGTH = 4
"""A shorter value of a header (such as `1`) hides nothing, and would be found everywhere."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class OpenAIModel:
    """Asks one model; its breaker and budget say when it is left alone.

    The key goes into the request's header and nowhere else. Redirects are not followed, and a
    server on this machine is reached without the environment's proxy.
    """

    def __init__(self, config: ResponderConfig, *, now_s: Callable[[], float]) -> None:
        import httpx

        assert config.base_url is not None
        assert config.model is not None
        where = urlsplit(config.base_url)
        self.name, self.model = f"{config.model} at {where.netloc}", config.model
        self._config, self._now_s = config, now_s
        self._breaker = Breaker()
        self._budget = TokenBudget(config.tokens_per_minute, config.tokens_per_night)
        self._urls = [f"{base}/chat/completions" for base in bases(config.base_url)]
        key = config.api_key.get_secret_value() if config.api_key else ""
        more = {name: value.get_secret_value() for name, value in config.headers.items()}
        self._secrets = [text for text in (key, *more.values()) if len(text) >= SECRET_LENGTH]
        self._thinks_first = False
        self._used = (0, 0)
        self._http = httpx.AsyncClient(
            headers={"Accept-Encoding": "gzip"}
            | ({"Authorization": f"Bearer {key}"} if key else {})
            | more,
            timeout=httpx.Timeout(None, connect=CONNECT_S, pool=CONNECT_S),
            trust_env=where.hostname not in LOOPBACK,
            event_hooks={"response": [_bounded]},
        )

    @property
    def spent(self) -> int:
        """Tokens of all questions and answers since the start."""
        return self._budget.spent

    @property
    def used(self) -> tuple[int, int]:
        """Tokens sent and tokens written since the start; a guess where the server counts none."""
        return self._used

    def why_not(self) -> str:
        """Why it cannot be asked now, "" when it can."""
        now_s = self._now_s()
        return self._budget.why_not(now_s) or self._breaker.why_not(now_s)

    async def load(self) -> None:
        """Nothing: a server is asked when a question comes."""

    async def aclose(self) -> None:
        """Close its connections."""
        await self._http.aclose()

    async def sentences(self, messages: Sequence[Mapping[str, str]]) -> AsyncGenerator[str]:
        """Whole sentences, each as soon as it is there.

        Raises:
            ModelTrouble: it cannot be reached, stalls, stops half-way, or does not speak the
                protocol.
        """
        self._breaker.began()
        reply, splitter, begun = _Reply(), Sentences(), False
        try:
            async with aclosing(self._pieces(messages, reply)) as pieces:
                async for piece in pieces:
                    for sentence in splitter.feed(piece):
                        begun = True
                        yield sentence
                for sentence in splitter.end(cut=reply.finish == "length"):
                    yield sentence
        except ModelTrouble as trouble:
            if trouble.kind in NO_FAULT:
                self._breaker.succeeded()
            else:
                self._breaker.failed(self._now_s(), trouble.retry_after_s)
            raise
        except (GeneratorExit, asyncio.CancelledError):
            if begun:  # what was wanted of it came
                self._breaker.succeeded()
            else:
                self._breaker.abandoned()
            raise
        else:
            self._breaker.succeeded()
        finally:
            asked = sum(len(message["content"]) for message in messages)
            sent, written = reply.tokens or (
                asked // CHARACTERS_A_TOKEN,
                reply.characters // CHARACTERS_A_TOKEN,
            )
            self._used = (self._used[0] + sent, self._used[1] + written)
            self._budget.spend(sent + written, self._now_s())

    async def _pieces(
        self, messages: Sequence[Mapping[str, str]], reply: _Reply
    ) -> AsyncGenerator[str]:
        """The words as they come; each wait has its limit, and none is longer than the total."""
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + self._config.total_s
        limit_s, thinking = self._config.first_token_s, Thinking(begun=self._thinks_first)
        async with aclosing(self._frames(messages)) as frames:
            while True:
                until = min(ends_at, loop.time() + limit_s)
                try:
                    async with asyncio.timeout_at(until):
                        frame = await anext(frames, None)
                except ModelTrouble as trouble:
                    if reply.finish and trouble.kind == "cut":
                        break  # all was said before it broke off
                    raise
                except TimeoutError:
                    if reply.finish:
                        break
                    what = "has not ended" if until == ends_at else f"sent nothing for {limit_s} s"
                    raise self._trouble("stalled", f"{what}: choose a faster model") from None
                if frame is None:
                    break
                words = self._words_of(frame, reply)
                if reply.characters > MOST_CHARACTERS:
                    raise self._trouble("broken", f"wrote over {MOST_CHARACTERS} characters")
                if words:
                    limit_s = BETWEEN_TOKENS_S
                    if heard := thinking.feed(words):
                        yield heard
                if thinking.astray:
                    self._thinks_first = True
                    raise self._trouble("broken", "thinks aloud before <think>; now it is known")
                if reply.finish:
                    limit_s = AFTER_THE_END_S
        if not reply.finish:
            raise self._trouble("cut", "ended in the middle of its answer")
        if rest := thinking.end():
            yield rest

    def _words_of(self, frame: Any, reply: _Reply) -> str:
        """What a frame adds to the answer; it never trusts the frame's shape."""
        if not isinstance(frame, dict):
            raise self._trouble("broken", "sent a frame that is no object")
        if frame.get("error") or frame.get("object") == "error":
            raise self._trouble("broken", f"reports: {_message_of(frame)}")
        usage = frame.get("usage")
        if isinstance(usage, dict):
            reply.tokens = _counted(usage) or reply.tokens
        choices = frame.get("choices")
        choice = choices[0] if isinstance(choices, list) and choices else None
        if not isinstance(choice, dict):
            return ""
        reply.finish = str(choice.get("finish_reason") or reply.finish)
        said = choice.get("delta") or choice.get("message")
        said = said if isinstance(said, dict) else {}
        if (
            said.get("tool_calls")
            or said.get("function_call")
            or reply.finish in ("tool_calls", "function_call")
        ):
            raise self._trouble("tool_calls", "wants to call a tool; there are none")
        if said.get("refusal") or reply.finish == "content_filter":
            raise self._trouble("filtered", "declined to answer")
        words = said.get("content")
        if isinstance(words, list):  # parts, as some servers send them
            texts = [part.get("text") for part in words if isinstance(part, dict)]
            words = "".join(text for text in texts if isinstance(text, str))
        words = words if isinstance(words, str) else ""
        reply.characters += len(words)
        return words

    async def _frames(self, messages: Sequence[Mapping[str, str]]) -> AsyncGenerator[Any]:
        """The JSON values of the stream, or the one of a server that does not stream."""
        import httpx

        body: dict[str, Any] = {
            "model": self._config.model,
            "messages": list(messages),
            "stream": True,
            "stream_options": {"include_usage": True},
            "max_tokens": self._config.max_tokens,
            "temperature": self._config.temperature,
        }
        urls = list(self._urls)
        try:
            for _ in range(5):
                async with self._http.stream("POST", urls[0], json=body) as response:
                    if response.status_code == 404 and len(urls) > 1:
                        del urls[0]
                        continue
                    if response.status_code != 404:
                        self._urls = urls
                    if response.status_code == 400 and _without(
                        body, (await response.aread()).decode("utf-8", "replace")
                    ):
                        continue
                    if response.status_code != 200:
                        raise self._status(response, await response.aread())
                    async with aclosing(self._decoded(response)) as decoded:
                        async for value in decoded:
                            yield value
                    return
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            remedy = "start it, or set base_url"
            raise self._trouble("unreachable", f"does not answer: {remedy}") from error
        except httpx.HTTPError as error:
            raise self._trouble("cut", f"broke off ({type(error).__name__})") from error
        except httpx.InvalidURL as error:
            raise self._trouble("unreachable", f"has no such address ({error})") from error
        raise self._trouble("broken", "accepts no form of the request")

    async def _decoded(self, response: httpx.Response) -> AsyncGenerator[Any]:
        kind = response.headers.get("content-type", "").partition(";")[0].strip()
        if kind == "application/json":
            yield self._parsed((await response.aread()).decode("utf-8", "replace"))
            return
        if kind == "text/plain":
            response.headers["content-type"] = kind = (
                "text/event-stream"  # mislabelled, as some are
            )
        if kind != "text/event-stream":
            raise self._trouble("broken", f"sent {kind or 'nothing'} instead of a stream")
        from httpx_sse import EventSource, SSEError

        try:
            async for event in EventSource(response).aiter_sse():
                data = event.data.strip()
                if data == "[DONE]":
                    return
                if data:
                    yield self._parsed(data)
        except SSEError as error:
            raise self._trouble("broken", f"sent a broken stream ({error})") from error

    def _parsed(self, text: str) -> Any:
        try:
            return json.loads(text)
        except (ValueError, RecursionError) as error:
            raise self._trouble("broken", "sent something that is no JSON") from error

    def _status(self, response: httpx.Response, body: bytes) -> ModelTrouble:
        said = _message_of(_json_or_none(body))
        code = response.status_code
        if code in (401, 403):
            key = "wants another key: set api_key: ${OPENAI_API_KEY} under 'responder', and put "
            return self._trouble("refused", f"{key}OPENAI_API_KEY=… into .env beside the show")
        if code == 404:
            what = f"knows no model {self._config.model!r}, or base_url is wrong"
            return self._trouble("no_such_model", f"{what} {said}".strip())
        if code in (429, 503):
            trouble = self._trouble("overloaded", f"is busy or loading ({code}) {said}".strip())
            trouble.retry_after_s = _seconds(response.headers.get("retry-after"))
            return trouble
        return self._trouble("broken", f"answered {code} {said}".strip())

    def _trouble(self, kind: str, what: str) -> ModelTrouble:
        for secret in self._secrets:
            what = what.replace(secret, "[key]")
        return ModelTrouble(kind, f"{self.name} {what}")


def bases(url: str) -> tuple[str, ...]:
    """Where the API may be, the likeliest first: people leave out `/v1`, or add the last step."""
    base = url.rstrip("/").removesuffix("/chat/completions")
    path = urlsplit(base).path
    if re.search(r"/v\d+\w*(?:/|$)", path):
        return (base,)
    return (base, f"{base}/v1") if path else (f"{base}/v1", base)


class _Reply:
    """What is known of an answer besides its words."""

    finish = ""
    tokens: tuple[int, int] | None = None
    characters = 0


async def _bounded(response: httpx.Response) -> None:
    """Let no server send more, unpacked, than an answer can need; drop a mark of byte order."""
    import zlib

    import httpx

    assert isinstance(response.stream, httpx.AsyncByteStream)
    stream: httpx.AsyncByteStream = response.stream
    unzip = None
    if response.headers.get("content-encoding") == "gzip":
        unzip = zlib.decompressobj(31)  # ours: httpx's own unpacks without a limit
        del response.headers["content-encoding"]

    class Bounded(httpx.AsyncByteStream):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            left = MOST_BYTES
            async for chunk in stream:
                try:
                    data = unzip.decompress(chunk, left + 1) if unzip else chunk
                except zlib.error as error:
                    raise httpx.DecodingError(str(error)) from error
                if left == MOST_BYTES:
                    data = data.removeprefix(b"\xef\xbb\xbf")
                left -= len(data)
                if left < 0:
                    raise httpx.ReadError(f"over {MOST_BYTES} bytes")
                yield data

        async def aclose(self) -> None:
            await stream.aclose()

    response.stream = Bounded()


def _without(body: dict[str, Any], complaint: str) -> bool:
    """Leave out, or rename, what the server does not know; False where it complains of more."""
    if "stream_options" in complaint and body.pop("stream_options", None) is not None:
        return True
    if "max_tokens" in complaint and "max_tokens" in body:
        body["max_completion_tokens"] = body.pop("max_tokens")
        return True
    return "temperature" in complaint and body.pop("temperature", None) is not None


def _counted(usage: Mapping[str, Any]) -> tuple[int, int] | None:
    """Tokens sent and written, as the server counts them; what is only in the total was written."""
    names = ("prompt_tokens", "completion_tokens", "total_tokens")
    sent, written, total = (max(0, n) if isinstance(n := usage.get(name), int) else 0
                            for name in names)  # fmt: skip
    written = max(written, total - sent)
    return (sent, written) if sent + written else None


def _json_or_none(body: bytes) -> Any:
    try:
        return json.loads(body[:10_000])
    except ValueError:
        return None


def _message_of(value: Any) -> str:
    """What an error says, one short line of it; never a key that it may repeat."""
    error = value.get("error", value) if isinstance(value, dict) else value
    text = error.get("message") if isinstance(error, dict) else error
    text = " ".join(str(text or "").split())[:160]
    return re.sub(r"\b(?:sk|key|tok)[-_][\w-]{4,}\S*", "[key]", text)


def _seconds(header: str | None) -> float:
    try:
        return max(0.0, float(header or RETRY_AFTER_S))
    except ValueError:
        return RETRY_AFTER_S  # a date: its clock is not ours
