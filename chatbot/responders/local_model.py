"""A language model in this process, through `transformers`, on a thread of its own.

It loads while the facts are on air and joins when it is ready. The one that a package brings is so
small that it is asked little (`in_short`) and held to what it was told (`beyond`), before the gate.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from chatbot.responders.budget import Breaker
from chatbot.responders.local_weights import PACKAGED, Stopped, Weights, load_weights, missing
from chatbot.responders.sentences import Sentences, Thinking
from chatbot.responders.trouble import ModelTrouble
from chatbot.show.prompt import LANGUAGE

__all__ = ["LocalModel", "Short", "beyond", "in_short"]

BETWEEN_TOKENS_S = 3.0
FACTS_MOST = 3
SHARED = 0.3
"""A fact is close to a question from here on: a word of it stands in at most three facts."""

_FACT = re.compile(r"^\[([a-z]+[^\]\s]*)\] (.+)$", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_LONG = re.compile(r"[^\W\d_]{5,}")
_GRAMMAR_WORDS = """
the and for are was has its our you your can may will with from this that these those there here
their they them have does what when where which while how who why about after before into onto over
under until between because would could should just only also both each every other some any all
not please
"""
_GRAMMAR = frozenset(_GRAMMAR_WORDS.split())
_FIGURE = re.compile(r"\d[\d.,]*(?<![.,])")
_POLAR = re.compile(r"\b(?:yes|yeah|sure|no|nope|not|never|none|cannot)\b|n['’]t\b", re.IGNORECASE)


class LocalModel:
    """Asks `smollm2`, or the model in a folder of the user's; `load` it before.

    One answer at a time: while it writes one, `why_not` says so. An iterator that is closed, or a
    task that is cancelled, stops the writing, and ends only when the thread has left it.
    """

    def __init__(
        self,
        model: str = PACKAGED,
        *,
        now_s: Callable[[], float],
        max_tokens: int = 48,
        first_token_s: float = 4.0,
        total_s: float = 12.0,
        cache_dir: Path | None = None,
    ) -> None:
        self._model, self._now_s, self._cache_dir = model, now_s, cache_dir
        self.name = model if model == PACKAGED else Path(model).name
        self._max_tokens = max_tokens
        self._first_token_s, self._total_s = first_token_s, total_s
        self._breaker, self._one = Breaker(), asyncio.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="local-model")
        self._closed, self._stop = threading.Event(), threading.Event()
        self._weights: Weights | None = None
        self._absent = missing(model) or "still loading"

    def why_not(self) -> str:
        """Why it cannot be asked now, "" when it can."""
        if self._weights is None:
            return self._absent
        if self._one.locked():
            return "it writes another answer"
        return self._breaker.why_not(self._now_s())

    async def load(self) -> None:
        """Make it ready: some seconds, in its thread; more when it is converted the first time.

        Raises:
            ModelTrouble: it cannot be loaded; `why_not` goes on saying why.
        """
        try:
            if reason := missing(self._model):
                raise self._trouble("unreachable", f"cannot be loaded: {reason}")
            weights = await self._in_thread(
                load_weights, self._model, self._cache_dir or _user_cache(), self._closed
            )
            if self._closed.is_set():
                raise Stopped
            self._weights = weights
        except asyncio.CancelledError:
            self._closed.set()
            raise
        except Stopped:
            self._absent = "closed"
        except ModelTrouble as trouble:
            self._absent = str(trouble)
            raise
        except Exception as error:
            said = " ".join(str(error).split())[:300]
            self._absent = (
                f"cannot be loaded ({type(error).__name__}: {said}); if its files are damaged, "
                f"put whole ones in their place, or delete {self._cache_dir or _user_cache()}"
            )
            raise self._trouble("unreachable", self._absent) from error

    async def aclose(self) -> None:
        """Let go of the weights; a load or an answer under way ends at its next step."""
        self._closed.set()
        self._stop.set()
        self._weights, self._absent = None, "closed"
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def sentences(self, messages: Sequence[Mapping[str, str]]) -> AsyncGenerator[str]:
        """Whole sentences, each as soon as it is there; none where `in_short` finds no fact.

        Raises:
            ModelTrouble: it is not ready, stalls, fails, or goes beyond what it was told.
        """
        weights, short, begun = self._weights, None, False
        if weights is None:
            raise self._trouble("unreachable", self._absent)
        if self._model == PACKAGED:
            short = in_short(messages)
            if short is None:
                return
            messages = short.messages
        ends_at = asyncio.get_running_loop().time() + self._total_s
        async with self._one:
            self._breaker.began()
            try:
                async with aclosing(self._written(weights, messages, ends_at)) as written:
                    async for sentence in written:
                        wrong = beyond(sentence, short) if short else ""
                        if wrong:
                            raise self._trouble("blocked", f"was not heard, {wrong}: {sentence!r}")
                        begun = True
                        yield sentence
                        if short:
                            break  # what a model this small writes next is a ramble
            except ModelTrouble as trouble:
                if trouble.kind == "blocked":
                    self._breaker.succeeded()
                else:
                    self._breaker.failed(self._now_s())
                raise
            except (GeneratorExit, asyncio.CancelledError):
                if begun:  # what was wanted of it came
                    self._breaker.succeeded()
                else:
                    self._breaker.abandoned()
                raise
            else:
                self._breaker.succeeded()

    async def _written(
        self, weights: Weights, messages: Sequence[Mapping[str, str]], ends_at: float
    ) -> AsyncGenerator[str]:
        """The sentences as the thread writes them; it has left when this has ended."""
        if self._closed.is_set():
            raise self._trouble("unreachable", "is closed")
        loop, limit_s = asyncio.get_running_loop(), self._first_token_s
        splitter, thinking = Sentences(), Thinking()
        stop = self._stop = threading.Event()
        streamer = weights.streamer()
        writing = self._in_thread(
            weights.write, messages, streamer, most_tokens=self._max_tokens, stop=stop
        )
        writing.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            while True:
                try:
                    async with asyncio.timeout_at(min(ends_at, loop.time() + limit_s)):
                        piece = await anext(streamer, None)
                except TimeoutError:
                    raise self._trouble("stalled", "is too slow on this machine") from None
                if piece is None:
                    break
                limit_s = BETWEEN_TOKENS_S
                for sentence in splitter.feed(thinking.feed(piece)):
                    yield sentence
            whole = await self._outcome(writing)
            for sentence in splitter.feed(thinking.end()) + splitter.end(cut=not whole):
                yield sentence
        finally:
            stop.set()
            await asyncio.wait([writing])

    async def _outcome(self, writing: asyncio.Future[bool]) -> bool:
        """Whether it came to an end by itself; what broke it, as trouble with its name."""
        try:
            return await writing
        except Stopped:
            raise self._trouble("cut", "was closed in the middle of its answer") from None
        except Exception as error:
            said = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
            raise self._trouble("broken", f"failed ({said})") from error

    def _in_thread(self, work: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        loop = asyncio.get_running_loop()
        return loop.run_in_executor(self._thread, partial(work, *args, **kwargs))

    def _trouble(self, kind: str, what: str) -> ModelTrouble:
        return ModelTrouble(kind, f"{self.name}: {what}")


@dataclass(frozen=True, slots=True)
class Short:
    """A question for a very small model: its messages, the facts in them, and who asks what."""

    messages: tuple[Mapping[str, str], ...]
    facts: tuple[str, ...]
    asked: str


def in_short(messages: Sequence[Mapping[str, str]]) -> Short | None:
    """The same question in a hundred tokens; None where no fact is near, or not English is wanted.

    What stays: the name, the three facts that share the rarest words with the question (price and
    stock come along), and the viewer's words.
    """
    system, said = messages[0]["content"], messages[-1]["content"]
    if f"Answer the viewer in {LANGUAGE['en']}" not in system:
        return None
    asked = str(json.loads(said)["viewer_message"])
    named = re.match(r"You are ([^,\n]+),", system)
    facts = _closest(_FACT.findall(system), asked)
    if not facts:
        return None
    lines = [f"You are {named[1] if named else 'the host'}, an AI host in a shop."]
    lines.append("Answer in one short sentence in English. Use only these facts:")
    lines += [f"- {fact}" for fact in facts]
    short = (
        {"role": "system", "content": "\n".join(lines)},
        {"role": "user", "content": asked},
    )
    return Short(short, facts, asked)


def beyond(sentence: str, short: Short) -> str:
    """What a sentence adds to what a very small model was told, "" when nothing that matters.

    Its figures, a yes, a no or a denial must stand in the facts, and its longer words there or in
    the question; and it must bring something of a fact that the question had not.
    """
    facts = " ".join(short.facts)
    figures = set(_FIGURE.findall(sentence)) - set(_FIGURE.findall(facts))
    if figures:
        return f"{', '.join(sorted(figures))} is in no fact"
    said, told, asked = _stems(sentence), _stems(facts), _stems(short.asked)
    polar = {word.lower() for word in _POLAR.findall(sentence)}
    denied = any(_POLAR.search(fact) and said & _stems(fact) for fact in short.facts)
    if polar and not denied:
        return f"{', '.join(sorted(polar))!r} is in no fact"
    new = [word for word in _LONG.findall(sentence) if not _stems(word) <= told | asked]
    if new:
        return f"{', '.join(new)} is in no fact"
    brings = polar or _FIGURE.search(sentence) or said & (told - asked)
    return "" if brings else "it brings no fact"


def _closest(facts: Sequence[tuple[str, str]], asked: str) -> tuple[str, ...]:
    words = [_stems(f"{id_} {text}") for id_, text in facts]
    how_many = Counter(word for each in words for word in each)
    wanted = _stems(asked)
    scores = [sum(1 / how_many[word] for word in wanted & each) for each in words]
    if max(scores, default=0) <= SHARED:
        return ()  # a question of the price alone, say, which needs no model
    first = ("price:", "stock:")
    ranked = sorted(
        (at for at, (id_, _) in enumerate(facts) if scores[at] > SHARED or id_.startswith(first)),
        key=lambda at: (-scores[at], at),
    )
    return tuple(facts[at][1] for at in sorted(ranked[:FACTS_MOST]))


def _stems(text: str) -> set[str]:
    """The words that carry meaning, by their first five letters: endings fall away."""
    words = (word.lower() for word in _WORD.findall(text))
    return {word.removesuffix("s")[:5] for word in words if word not in _GRAMMAR}


def _user_cache() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("live-room-host", appauthor=False) / "models"
