"""The pages and the stage socket: who may open them, and what is never told."""

from __future__ import annotations

import logging
import re
import socket
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from serving import OWNER, STAGE, refused, stage_welcome

from chatbot.errors import CannotGoOnAir
from chatbot.web import server
from chatbot.web.guard import HEADERS
from chatbot.web.origin import Proxies, host_name, same_origin
from chatbot.web.server import WebDeps, create_app, listen

if TYPE_CHECKING:
    from serving import House


@pytest.mark.parametrize("path", ["/", "/stage", "/console", "/console/console.js", "/healthz"])
async def test_pages_are_there_with_headers_that_forbid_foreign_code(house: House, path: str):
    async with httpx.AsyncClient(base_url=house.http) as client:
        answer = await client.get(path)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "server" not in answer.headers
    if path.endswith(".js"):
        assert answer.headers["content-type"].startswith("text/javascript")


async def test_a_page_asked_for_under_a_foreign_name_is_refused(house: House):
    async with httpx.AsyncClient(base_url=house.http) as client:
        for host in ("evil.example", f"evil.example:{house.port}", "localhost.evil.example", "a b"):
            answer = await client.get("/console", headers={"host": host})
            assert answer.status_code == 421, host
        for host in (house.host, f"localhost:{house.port}", f"[::1]:{house.port}"):
            assert (await client.get("/console", headers={"host": host})).status_code == 200


async def test_static_files_stay_inside_their_folder(house: House):
    async with httpx.AsyncClient(base_url=house.http) as client:
        for path in ("/console/../server.py", "/console/%2e%2e/server.py", "/stage/..%2fauth.py"):
            assert (await client.get(path)).status_code == 404


async def test_a_busy_port_says_what_to_do(house: House):
    with pytest.raises(CannotGoOnAir, match=rf"port {house.port} is in use.*--port"):
        listen("127.0.0.1", house.port)


# --- the stage socket -----------------------------------------------------------------------


async def test_a_program_shows_the_stage_token_as_bearer(house: House):
    welcome, selected = await stage_welcome(house, additional_headers=STAGE)
    assert welcome["type"] == "welcome"
    assert welcome["label"]["fr"] == "Généré par IA"
    assert welcome["cue"] is None
    assert selected is None


async def test_a_browser_offers_protocol_and_token_and_only_the_protocol_is_selected(house: House):
    offers = ["chatbot.stage.v1", "chatbot.token.stage-token-0123456789"]
    _, selected = await stage_welcome(house, subprotocols=offers)
    assert selected == "chatbot.stage.v1"
    _, selected = await stage_welcome(house, subprotocols=list(reversed(offers)))
    assert selected == "chatbot.stage.v1"


async def test_a_client_that_offers_only_the_token_is_accepted_with_none_selected(house: House):
    offers = ["chatbot.token.stage-token-0123456789"]
    _, selected = await stage_welcome(house, subprotocols=offers)
    assert selected is None


async def test_the_page_on_this_machine_needs_no_token(house: House):
    welcome, selected = await stage_welcome(
        house, origin=house.http, subprotocols=["chatbot.stage.v1"]
    )
    assert welcome["type"] == "welcome"
    assert selected == "chatbot.stage.v1"
    assert house.renderers[0].state == "joined"


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"subprotocols": ["chatbot.stage.v1"]},
        {"subprotocols": ["chatbot.token."]},
        {"subprotocols": ["chatbot.stage.v1", "chatbot.token.wrong-token-0123456789"]},
        {"additional_headers": {"authorization": "Bearer wrong-token-0123456789"}},
        {"additional_headers": OWNER},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
    ],
    ids=str,
)
async def test_anybody_else_gets_403_before_the_upgrade(house: House, options: dict[str, Any]):
    assert await refused(house, "/ws/stage", **options) == 403


async def test_behind_a_proxy_nobody_counts_as_this_machine(house: House):
    status = await refused(
        house,
        "/ws/stage",
        origin=house.http,
        additional_headers={"x-forwarded-for": "203.0.113.9"},
    )
    assert status == 403


async def test_a_page_elsewhere_is_paired_once(house: House):
    code = house.pairing.new_code()
    async with httpx.AsyncClient(base_url=house.http, headers={"origin": house.http}) as client:
        first = await client.post("/api/pair", json={"code": code})
        again = await client.post("/api/pair", json={"code": code})
        assert (await client.post("/api/pair", json={"code": ""})).status_code == 403
        assert (await client.post("/api/pair", json=[1])).status_code == 403
        foreign = await client.post(
            "/api/pair", json={"code": code}, headers={"origin": "http://evil.example"}
        )
    assert first.json() == {"token": "stage-token-0123456789"}
    assert again.status_code == 403
    assert foreign.status_code == 403


async def test_the_stage_page_can_stop_the_show_and_nothing_else(house: House):
    async with httpx.AsyncClient(base_url=house.http) as client:
        page = {"origin": house.http}
        stopped = await client.post("/api/stage-stop", headers=page)
        assert stopped.json()["type"] == "done"
        assert house.asked[0][1] == "stage"
        assert (await client.post("/api/stage-stop", headers=STAGE)).status_code == 200
        assert (await client.post("/api/stage-stop")).status_code == 403
        evil = {"origin": "https://evil.example"}
        assert (await client.post("/api/stage-stop", headers=evil)).status_code == 403
        say = await client.post(
            "/api/actions", json={"action": "say", "text": "x"}, headers={**STAGE, **page}
        )
        assert say.status_code == 403
        say = await client.post("/api/actions", json={"action": "stop"}, headers=page)
        assert say.status_code == 401
    assert [request.action for request, _ in house.asked] == ["stop", "stop"]


async def test_no_log_line_shows_a_token(house: House, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO)
    await stage_welcome(house, subprotocols=["chatbot.token.stage-token-0123456789"])
    await refused(house, "/ws/console?token=owner-token-0123456789")
    async with httpx.AsyncClient(base_url=house.http) as client:
        await client.get("/healthz?token=owner-token-0123456789", headers=OWNER)
    ours = [r.getMessage() for r in caplog.records if not r.name.startswith(("httpx", "httpcore"))]
    assert not any("0123456789" in line for line in ours)


# --- where a request came from ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("origin", "host", "same"),
    [
        ("http://localhost:8765", "localhost:8765", True),
        ("http://[::1]:8765", "[::1]:8765", True),
        ("https://shop.example", "shop.example", True),
        ("http://127.0.0.1:8765", "localhost:8765", False),
        ("http://localhost:8765", "localhost:8766", False),
        ("http://localhost:8765.evil.example", "localhost:8765", False),
        ("http://evil.example/localhost:8765", "localhost:8765", False),
        ("null", "localhost:8765", False),
        ("file://", "localhost:8765", False),
        ("http://localhost:99999999", "localhost", False),
        (None, "localhost", False),
        ("http://localhost", None, False),
    ],
)
def test_same_origin(origin: str | None, host: str | None, same: bool):
    assert same_origin(origin, host) is same


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("LOCALHOST:1", "localhost"),
        ("[::1]:1", "::1"),
        ("a@localhost", None),
        ("localhost/x", None),
        ("", None),
        (None, None),
        ("[::1", None),
    ],
)
def test_host_name(host: str | None, name: str | None):
    assert host_name(host) == name


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_no_frame_waits_for_the_one_before_it_to_be_acknowledged(host: str) -> None:
    try:
        listening = listen(host, 0)
    except CannotGoOnAir:
        pytest.skip(f"no {host} on this machine")
    with listening, socket.create_connection(listening.getsockname()[:2]):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


async def test_without_tls_only_this_machine_and_the_named_proxy_are_answered(house: House):
    proxies = Proxies((ip_network("10.0.0.0/24"),))
    deps = WebDeps(
        hub=house.hub,
        feed=house.feed,
        act=house.act,
        tokens=house.tokens,
        sessions=house.sessions,
        hosts=("show.example.com",),
        proxies=proxies,
        only_proxies=True,
    )
    seen = {"127.0.0.1": 200, "10.0.0.2": 200, "::ffff:10.0.0.2": 200, "10.0.1.2": 403, "x": 403}
    for peer, status in seen.items():
        way = httpx.ASGITransport(create_app(deps), client=(peer, 5))
        async with httpx.AsyncClient(transport=way, base_url="http://show.example.com") as client:
            answer = await client.get("/console")
            assert (peer, answer.status_code) == (peer, status)


def test_pages_hold_no_script_style_or_handler_of_their_own():
    pages = sorted((Path(server.__file__).parent).glob("*/*.html"))
    assert len(pages) >= 4
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not re.search(
            r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", text
        ), page
    assert "unsafe" not in HEADERS["content-security-policy"]
    assert "script-src 'self';" in HEADERS["content-security-policy"]
