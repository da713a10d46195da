"""A feed on the web: asked now and then, and never from where it must not be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from test_papers_files import ATOM, RSS

from chatbot.adapters.feed import FeedAdapter
from chatbot.events import Event, ItemsFetched, SourceChanged, decode, encode
from chatbot.papers import ItemsConfig


@dataclass
class Web:
    """A web server that answers each path with what it was given."""

    port: int = 0
    pages: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.asked.append(head)
        writer.write(
            self.pages.get(head.split()[1], b"HTTP/1.1 404 no\r\nContent-Length: 0\r\n\r\n")
        )
        await writer.drain()
        writer.close()


def page(body: str | bytes, head: str = "") -> bytes:
    raw = body.encode() if isinstance(body, str) else body
    return f"HTTP/1.1 200 OK\r\n{head}Content-Length: {len(raw)}\r\n\r\n".encode() + raw


def sent_on(to: str) -> bytes:
    return f"HTTP/1.1 302 there\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


@asynccontextmanager
async def web() -> AsyncIterator[Web]:
    found = Web()
    async with await asyncio.start_server(found.serve, "127.0.0.1", 0) as server:
        found.port = server.sockets[0].getsockname()[1]
        yield found


async def told(config: ItemsConfig, enough: Callable[[list[Event]], bool]) -> list[Event]:
    """What the adapter offers until it is enough."""
    events: list[Event] = []
    came = asyncio.Event()

    def offer(event: Event, on_fate: object) -> None:
        events.append(event)
        if enough(events):
            came.set()

    async with asyncio.timeout(20), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(FeedAdapter(config, language="en").run(offer))
        await came.wait()
        running.cancel()
    return events


def is_settled(events: list[Event]) -> bool:
    return any(isinstance(e, SourceChanged) and e.state in ("up", "down") for e in events)


def last_detail(events: list[Event]) -> str:
    return next(e.detail for e in reversed(events) if isinstance(e, SourceChanged))


async def test_what_the_feed_lists_enters_as_one_event_that_a_replay_can_read() -> None:
    async with web() as server:
        server.pages["/news"] = page(RSS)
        config = ItemsConfig(feed=f"http://127.0.0.1:{server.port}/news")
        events = await told(config, is_settled)
    (fetched,) = (e for e in events if isinstance(e, ItemsFetched))
    assert [item.title for item in fetched.items] == ["Lamp & light", "No date"]
    assert decode(encode(fetched)) == fetched
    assert "identity" in server.asked[0]


async def test_on_the_same_host_it_may_be_sent_on() -> None:
    async with web() as server:
        server.pages |= {"/old": sent_on("/new"), "/new": page(ATOM)}
        config = ItemsConfig(feed=f"http://127.0.0.1:{server.port}/old")
        events = await told(config, is_settled)
    assert any(isinstance(e, ItemsFetched) for e in events)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (sent_on("http://localhost:{port}/secret"), "inside this network"),
        (sent_on("http://169.254.169.254/latest"), "inside this network"),
        (sent_on("http://[::1]:{port}/secret"), "inside this network"),
        (sent_on("file:///etc/passwd"), "not asked"),
        (sent_on("/news"), "more than 3 times"),
        (b"HTTP/1.1 500 no\r\nContent-Length: 0\r\n\r\n", "it answers 500"),
        (page("x" * 10, "Content-Encoding: gzip\r\n"), "compressed"),
        (page(b"x" * (2 * 1024 * 1024 + 1)), "larger than 2 MiB"),
        (page("<html>hello</html>"), "no RSS or Atom feed"),
    ],
    ids=["localhost", "metadata", "v6", "file", "loop", "fault", "gzip", "huge", "page"],
)
async def test_what_must_not_be_read_is_told_and_nothing_enters(answer: bytes, said: str) -> None:
    async with web() as server:
        server.pages["/news"] = answer.replace(b"{port}", str(server.port).encode())
        server.pages["/secret"] = page(RSS)
        config = ItemsConfig(feed=f"http://127.0.0.1:{server.port}/news?key=abc")
        server.pages["/news?key=abc"] = server.pages["/news"]
        events = await told(config, is_settled)
    assert not any(isinstance(e, ItemsFetched) for e in events)
    assert said in last_detail(events)
    assert "abc" not in last_detail(events)
    assert not any("secret" in head.split("\r\n")[0] for head in server.asked)
