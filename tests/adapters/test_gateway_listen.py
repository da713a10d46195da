"""A browser extension or app connects to us: who may, and how many."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from gateway_peers import Show, adapter, chat, on_air
from pydantic import ValidationError
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from chatbot.adapters.gateway import GatewayAdapter, ListenAddress
from chatbot.config import AdapterConfig
from chatbot.errors import ConfigError, NotReady
from chatbot.events import SourceChanged

TOKEN = "sesame-0123456789abcdef"
ORIGIN = "https://live.example.cn"


def listener(**more: object) -> GatewayAdapter:
    options = {"token": TOKEN, "listen": ListenAddress(port=0), **more}
    return adapter(None, mode="listen", config={"origins": [ORIGIN]}, **options)


@asynccontextmanager
async def listening(source: GatewayAdapter) -> AsyncIterator[tuple[Show, str]]:
    async with on_air(source) as show:
        await show.until(lambda: source.bound)
        assert source.bound is not None
        yield show, f"ws://{source.bound.host}:{source.bound.port}"


async def test_whoever_knows_the_path_is_heard() -> None:
    source = listener()
    async with listening(source) as (show, url):
        async with connect(f"{url}/in/{TOKEN}") as peer:
            await peer.send('{"type":"hello","acks":true,"can":["pin"]}')
            await peer.send(chat("m-1"))
            await show.chat()
            show.fates["m-1"]("kept")
            assert json.loads(await peer.recv()) == {"type": "ack", "id": "m-1", "fate": "kept"}
            assert source.can == {"pin"}
        await show.until(lambda: "down" in show.states)
        async with connect(f"{url}/in/{TOKEN}", origin=ORIGIN) as peer:  # type: ignore[arg-type]
            await peer.send(chat("m-2"))
            await show.chat(2)
    assert show.states[:4] == ["connecting", "up", "up", "down"]


@pytest.mark.parametrize(
    ("path", "origin"),
    [
        ("/", None),
        ("/in/", None),
        ("/in/sesame", None),
        (f"/in/{TOKEN}x", None),
        (f"/in/{TOKEN}", "https://evil.example"),
        (f"/in/{TOKEN}", "null"),
        ("/in/wrong", ORIGIN),
    ],
)
async def test_nobody_else_is(path: str, origin: str | None) -> None:
    source = listener()
    async with listening(source) as (_, url):
        with pytest.raises(InvalidStatus) as refused:
            await connect(url + path, origin=origin)  # type: ignore[arg-type]
    assert refused.value.response.status_code == 403
    assert TOKEN.encode() not in (refused.value.response.body or b"")


async def test_a_source_has_one_connection_and_the_second_is_told_so() -> None:
    source = listener()
    async with listening(source) as (show, url), connect(f"{url}/in/{TOKEN}") as first:
        await show.until(lambda: "up" in show.states)
        async with connect(f"{url}/in/{TOKEN}") as second:
            with pytest.raises(ConnectionClosed) as closed:
                await second.recv()
        await first.send(chat())
        await show.chat()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4409
    assert closed.value.rcvd.reason == "another connection of this source is open"
    assert source.counts == {"second_connection": 1}


async def test_the_token_reaches_neither_log_nor_events(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("websockets").setLevel(logging.WARNING)  # the test's own client talks
    async with listening(listener()) as (show, url):
        with pytest.raises(InvalidStatus):
            await connect(f"{url}/in/{TOKEN}", origin="https://evil.example")  # type: ignore[arg-type]
        async with connect(f"{url}/in/{TOKEN}") as peer:
            await peer.send(chat())
            await show.chat()
    assert TOKEN not in caplog.text
    assert TOKEN not in str(show.events)


async def test_the_end_of_the_show_says_goodbye() -> None:
    async with listening(listener()) as (show, url):
        peer = await connect(f"{url}/in/{TOKEN}")
        await show.until(lambda: "up" in show.states)
    with pytest.raises(ConnectionClosed) as closed:
        await peer.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1001


async def test_a_taken_port_is_not_ready_and_says_which() -> None:
    async with listening(listener()) as (_, url):
        port = int(url.rpartition(":")[2])
        show = Show()
        with pytest.raises(NotReady, match=rf"127\.0\.0\.1:{port}.*choose another port"):
            await listener(listen=ListenAddress(port=port)).run(show.offer)
    assert show.events == []  # whoever runs it tells


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.com", "::"])
def test_only_this_machine_is_listened_to(host: str) -> None:
    with pytest.raises(ConfigError, match=r"use 127\.0\.0\.1"):
        listener(listen=ListenAddress(host=host))
    shown = f"[{host}]" if ":" in host else host
    with pytest.raises(ValidationError, match=r"only: write ws://127\.0\.0\.1, not"):
        AdapterConfig(type="gateway", mode="listen", room="r1", url=f"ws://{shown}:5001")


@pytest.mark.parametrize("url", ["ws://127.0.0.1:88888", "ws://", "ws://:80", "wss://[::1"])
def test_an_address_that_leads_nowhere_is_wrong_before_the_show(url: str) -> None:
    with pytest.raises(ValidationError, match=r"no whole address: write it as ws://127"):
        AdapterConfig(type="gateway", room="r1", url=url)


def test_without_a_token_nothing_is_opened() -> None:
    with pytest.raises(ConfigError, match="CHATBOT_GATEWAY_TOKEN"):
        listener(token=None)


async def test_a_client_that_never_finishes_its_request_does_not_hold_the_door() -> None:
    async with listening(listener()) as (show, url):
        host, port = url.removeprefix("ws://").split(":")
        _, stuck = await asyncio.open_connection(host, int(port))
        stuck.write(b"GET /in/")
        async with connect(f"{url}/in/{TOKEN}") as peer:
            await peer.send(chat())
            await show.chat()
        stuck.close()


# --- pages that are refused -----------------------------------------------------------------

PAGE = "https://tbzb.taobao.com"


async def refused(url: str, path: str, origin: str | None) -> None:
    with pytest.raises(InvalidStatus) as refusal:
        await connect(f"{url}{path}", origin=origin)  # type: ignore[arg-type]
    assert refusal.value.response.status_code == 403


async def test_a_page_that_is_not_listed_is_named_with_what_to_write() -> None:
    source = listener()
    async with listening(source) as (show, url):
        await refused(url, f"/in/{TOKEN}", PAGE)
        await show.until(lambda: "stranger" in show.states)
        told = show.of(SourceChanged)[-1]
        assert told.detail == (
            f"a page of {PAGE} was refused; if it is your room's, write at this adapter: "
            f'origins: ["{PAGE}"]'
        )
        assert dict(told.counts) == {"refused_origin": 1}
        await refused(url, f"/in/{TOKEN}", PAGE)
    assert source.counts == {"refused_origin": 2}
    assert show.states.count("stranger") == 1  # named once, then counted


async def test_a_page_that_comes_again_stays_named_in_the_report() -> None:
    source = listener(counts_every_s=0.05)
    async with listening(source) as (show, url):
        await refused(url, f"/in/{TOKEN}", PAGE)
        await refused(url, f"/in/{TOKEN}", PAGE)
        await show.until(lambda: show.of(SourceChanged)[-1].detail.startswith("1 more refused"))
        assert PAGE in show.of(SourceChanged)[-1].detail


async def test_a_page_without_the_token_is_named_and_never_proposed() -> None:
    source = listener()
    async with listening(source) as (show, url):
        await refused(url, "/", "https://evil.example")
        await refused(url, "/", None)
        await show.until(lambda: show.states.count("stranger") == 2)
        page, nobody = [told.detail for told in show.of(SourceChanged) if told.state == "stranger"]
    assert "a page of https://evil.example tried to connect without the right token" in page
    assert nobody.startswith("somebody tried to connect without the right token")
    assert "origins" not in page + nobody
    assert source.counts == {"wrong_token": 2}


@pytest.mark.parametrize(
    ("origin", "shown"),
    [
        ("https://x.example/<script>", "a page of an odd address"),
        ("https://" + "a" * 200, "a page of an odd address"),
        ("null", "a page without an address of its own"),
    ],
)
async def test_what_a_page_calls_itself_is_shown_only_where_it_is_an_address(
    origin: str, shown: str
) -> None:
    async with listening(listener()) as (show, url):
        await refused(url, f"/in/{TOKEN}", origin)
        await show.until(lambda: "stranger" in show.states)
        detail = show.of(SourceChanged)[-1].detail
    assert detail.startswith(shown)
    assert "<" not in detail


async def test_many_pages_fill_neither_console_nor_memory() -> None:
    source = listener()
    async with listening(source) as (show, url):
        for number in range(12):
            await refused(url, f"/in/{TOKEN}", f"https://p{number}.example")
    assert show.states.count("stranger") == 8
    assert source.counts == {"refused_origin": 12}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://TBZB.taobao.com/live?liveId=5", PAGE),
        ("https://live.example.cn:443/", ORIGIN),
        ("http://localhost:5173", "http://localhost:5173"),
        ("chrome-extension://abcdefghij", "chrome-extension://abcdefghij"),
    ],
)
def test_an_origin_may_be_written_as_the_page_is_called(written: str, meant: str) -> None:
    config = AdapterConfig(type="gateway", mode="listen", room="r1", origins=(written,))
    assert config.origins == (meant,)


@pytest.mark.parametrize("written", ["*", "null", "tbzb.taobao.com", "https://", "https://*.x.cn"])
def test_an_origin_that_is_no_site_is_an_error(written: str) -> None:
    with pytest.raises(ValidationError, match="write one site, such as https://tbzb"):
        AdapterConfig(type="gateway", mode="listen", room="r1", origins=(written,))


async def test_a_stranger_does_not_make_a_room_that_is_heard_look_lost() -> None:
    async with listening(listener()) as (show, url), connect(f"{url}/in/{TOKEN}") as peer:
        await peer.send(chat())
        await show.chat()
        await refused(url, f"/in/{TOKEN}", PAGE)
        await show.until(lambda: PAGE in show.of(SourceChanged)[-1].detail)
        assert show.states[-1] == "up"
