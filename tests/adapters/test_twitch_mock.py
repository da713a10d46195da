"""The fake Twitch keeps Twitch's rules, so that whoever passes against it has learnt them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from chatbot.testing.twitch import ALL_SCOPES, TwitchMock
from chatbot.testing.twitch.sessions import REASONS

CHAT = "channel.chat.message"


class Client:
    """A bare client: what it sends is what the test says."""

    def __init__(self, twitch: TwitchMock, http: aiohttp.ClientSession, token: str) -> None:
        self.twitch, self.http = twitch, http
        self.headers = {"Authorization": f"Bearer {token}", "Client-Id": twitch.client_id}

    async def ask(self, method: str, path: str, **how: Any) -> tuple[int, Any, Any]:
        """Status, body and headers."""
        url = f"{self.twitch.url}{path}"
        async with self.http.request(method, url, headers=self.headers, **how) as answer:
            return answer.status, await answer.json(content_type=None), answer.headers

    async def connect(self, url: str = "") -> tuple[aiohttp.ClientWebSocketResponse, Any]:
        """A socket and its welcome."""
        socket = await self.http.ws_connect(url or f"{self.twitch.url}/ws")
        welcome = await socket.receive_json()
        return socket, welcome["payload"]["session"]

    async def subscribe(self, session: str, kind: str = CHAT, version: str = "1") -> int:
        owner = self.twitch.owner.id
        condition = {"broadcaster_user_id": owner, "user_id": owner}
        if kind == "channel.follow":
            condition = {"broadcaster_user_id": owner, "moderator_user_id": owner}
        body = {"type": kind, "version": version, "condition": condition}
        body |= {"transport": {"method": "websocket", "session_id": session}}
        status, _, _ = await self.ask("POST", "/helix/eventsub/subscriptions", json=body)
        return status

    async def say(self, text: str) -> tuple[int, Any, Any]:
        owner = self.twitch.owner.id
        body = {"broadcaster_id": owner, "sender_id": owner, "message": text}
        return await self.ask("POST", "/helix/chat/messages", json=body)


@asynccontextmanager
async def connected(
    scopes: tuple[str, ...] = ALL_SCOPES, **how: Any
) -> AsyncIterator[tuple[TwitchMock, Client]]:
    async with TwitchMock(**how) as twitch, aiohttp.ClientSession() as http:
        yield twitch, Client(twitch, http, twitch.grant(scopes=scopes).access)


async def heard(socket: aiohttp.ClientWebSocketResponse) -> str:
    """The text of the next chat message."""
    frame = await socket.receive_json()
    return str(frame["payload"]["event"]["message"]["text"])


async def test_a_session_is_welcomed_hears_the_chat_and_is_kept_alive() -> None:
    async with connected(keepalive_s=0.2, unused_s=10) as (twitch, client):
        socket, session = await client.connect()
        assert session["status"] == "connected"
        assert await client.subscribe(session["id"]) == 202
        await twitch.chat("how much?")
        frames = {}
        while len(frames) < 2:  # either may come first
            frame = await socket.receive_json()
            frames[frame["metadata"]["message_type"]] = frame
        assert set(frames) == {"notification", "session_keepalive"}
        notification = frames["notification"]
        assert notification["metadata"]["subscription_type"] == CHAT
        assert notification["payload"]["event"]["chatter_user_login"] == "ann"
        await socket.close()


@pytest.mark.parametrize(
    ("session", "kind", "version", "scopes", "status"),
    [
        ("", CHAT, "1", ALL_SCOPES, 202),
        ("gone", CHAT, "1", ALL_SCOPES, 400),
        ("", CHAT, "9", ALL_SCOPES, 400),
        ("", CHAT, "1", ("bits:read",), 403),
        ("", "channel.follow", "2", ALL_SCOPES, 202),
        ("", "channel.raid", "1", (), 202),
    ],
)
async def test_a_subscription_needs_a_session_a_known_type_and_its_scope(
    session: str, kind: str, version: str, scopes: tuple[str, ...], status: int
) -> None:
    async with connected(scopes) as (_, client):
        socket, welcomed = await client.connect()
        assert await client.subscribe(session or welcomed["id"], kind, version) == status
        if status == 202:
            assert await client.subscribe(session or welcomed["id"], kind, version) == 409
        await socket.close()


async def test_an_account_has_three_sessions_with_subscriptions() -> None:
    async with connected() as (_, client):
        opened = [await client.connect() for _ in range(4)]
        statuses = [await client.subscribe(session["id"]) for _, session in opened]
        assert statuses == [202, 202, 202, 429]
        await asyncio.gather(*(socket.close() for socket, _ in opened))


async def test_faults_double_delay_and_lame_what_is_sent() -> None:
    async with connected() as (twitch, client):
        twitch.faults.welcome_after_s = 0.05
        socket, session = await client.connect()
        await client.subscribe(session["id"])
        twitch.faults.duplicates, twitch.faults.missing = 1, ("badges",)
        await twitch.chat("one")
        first, second = await socket.receive_json(), await socket.receive_json()
        assert first["metadata"]["message_id"] == second["metadata"]["message_id"]
        assert "badges" not in first["payload"]["event"]
        twitch.faults.silent = True
        await twitch.chat("nobody hears this")
        assert len(twitch.sessions.lost) == 1
        await socket.close()


async def test_a_client_that_moves_as_asked_loses_nothing() -> None:
    async with connected() as (twitch, client):
        old, session = await client.connect()
        await client.subscribe(session["id"])
        await twitch.sessions.reconnect()
        told = (await old.receive_json())["payload"]["session"]
        assert told["status"] == "reconnecting"
        await twitch.chat("still on the old one")
        assert await heard(old) == "still on the old one"
        new, _ = await client.connect(told["reconnect_url"])
        await twitch.chat("on the new one")
        assert await heard(new) == "on the new one"
        await asyncio.gather(old.close(), new.close())


async def test_a_client_that_breaks_a_rule_is_closed_with_its_code() -> None:
    async with connected(unused_s=0.05) as (_, client):
        unused, _ = await client.connect()
        await unused.receive()
    async with connected(grace_s=0.05) as (twitch, client):
        talks, session = await client.connect()
        await client.subscribe(session["id"])
        await talks.send_str("hello")
        await talks.receive()
        stays, session = await client.connect()
        await client.subscribe(session["id"])
        await twitch.sessions.reconnect()
        await stays.receive_json()
        await stays.receive()
        wrong = await client.http.ws_connect(f"{twitch.url}/ws?reconnect=nonsense")
        await wrong.receive()
    codes = [socket.close_code for socket in (unused, talks, stays, wrong)]
    assert codes == [4003, 4001, 4004, 4007]


async def test_a_client_that_answers_no_ping_is_closed() -> None:
    async with TwitchMock(ping_every_s=0.05) as twitch, aiohttp.ClientSession() as http:
        socket = await http.ws_connect(f"{twitch.url}/ws", autoping=False)
        frames = [await socket.receive() for _ in range(3)]
        assert [frame.type.name for frame in frames] == ["TEXT", "PING", "CLOSE"]
        assert socket.close_code == 4002


@pytest.mark.parametrize("code", [None, *REASONS])
async def test_every_close_code_can_be_had(code: int | None) -> None:
    async with connected() as (twitch, client):
        socket, session = await client.connect()
        await client.subscribe(session["id"])
        await twitch.sessions.cut(code)
        await socket.receive()
        assert socket.close_code == (code or 1006)


async def test_a_revocation_says_why_and_ends_the_subscription() -> None:
    async with connected() as (twitch, client):
        socket, session = await client.connect()
        await client.subscribe(session["id"])
        await twitch.sessions.revoke(CHAT, "authorization_revoked")
        frame = await socket.receive_json()
        assert frame["metadata"]["message_type"] == "revocation"
        assert frame["payload"]["subscription"]["status"] == "authorization_revoked"
        assert await client.subscribe(session["id"]) == 202
        await socket.close()


async def test_lines_have_a_limit_and_may_be_dropped() -> None:
    async with connected() as (twitch, client):
        assert [(await client.say(f"line {n}"))[0] for n in range(21)] == [200] * 20 + [429]
        status, _, headers = await client.say("once more")
        assert (status, headers["Ratelimit-Remaining"]) == (429, "0")
        twitch.world.sent_at.clear()
        twitch.faults.drop_reason = "msg_duplicate"
        _, body, _ = await client.say("again")
        assert body["data"][0]["is_sent"] is False
        assert body["data"][0]["drop_reason"]["code"] == "msg_duplicate"
        twitch.faults.answers = {"chat/messages": [500, 429]}
        assert [(await client.say("x"))[0] for _ in range(2)] == [500, 429]
        assert (await client.say("y" * 501))[0] == 422


async def test_a_device_code_becomes_a_sign_in_that_is_renewed_once_a_token() -> None:
    async with connected() as (twitch, client):
        form = {"client_id": twitch.client_id, "scopes": "user:read:chat"}
        _, device, _ = await client.ask("POST", "/oauth2/device", data=form)
        grant = "urn:ietf:params:oauth:grant-type:device_code"
        form |= {"device_code": device["device_code"], "grant_type": grant}
        status, body, _ = await client.ask("POST", "/oauth2/token", data=form)
        assert (status, body["message"]) == (400, "authorization_pending")
        twitch.type_in(device["user_code"])
        _, pair, _ = await client.ask("POST", "/oauth2/token", data=form)
        assert pair["scope"] == ["user:read:chat"]
        renew = {"client_id": twitch.client_id, "grant_type": "refresh_token"}
        renew |= {"refresh_token": pair["refresh_token"]}
        status, again, _ = await client.ask("POST", "/oauth2/token", data=renew)
        assert (status, again["access_token"] != pair["access_token"]) == (200, True)
        assert (await client.ask("POST", "/oauth2/token", data=renew))[0] == 400


async def test_a_token_that_was_taken_back_is_of_no_use() -> None:
    async with connected() as (twitch, client):
        assert (await client.ask("GET", "/helix/users"))[0] == 200
        twitch.world.grants[0].valid = False
        assert (await client.ask("GET", "/helix/users"))[0] == 401
        client.headers = {"Authorization": "Bearer x", "Client-Id": twitch.client_id}
        assert (await client.ask("GET", "/oauth2/validate"))[0] == 401


async def test_a_stream_is_there_while_it_is_on() -> None:
    async with connected() as (twitch, client):
        twitch.world.viewers = 42
        path = f"/helix/streams?user_id={twitch.owner.id}"
        assert (await client.ask("GET", path))[1]["data"][0]["viewer_count"] == 42
        await twitch.goes_offline()
        assert (await client.ask("GET", path))[1]["data"] == []
