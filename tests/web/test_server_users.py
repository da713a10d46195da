"""Users: who signs in with a password or an invitation, and what ends it."""

from __future__ import annotations

import asyncio
import json
import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import pytest_asyncio
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from serving import COOKIE, House, refused, serving
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from chatbot.web.auth import Throttle
from chatbot.web.users import MOST_INVITES, Users, UsersError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

PASSWORD = "correct horse battery"


@pytest.fixture
def users(tmp_path: Path) -> Users:
    cheap = PasswordHasher.from_parameters(CHEAPEST)
    return Users(tmp_path / "private" / "users.db", hasher=cheap)


@pytest_asyncio.fixture(loop_scope="module")
async def home(users: Users) -> AsyncIterator[House]:
    async with serving(House(users=users)) as house:
        yield house


@asynccontextmanager
async def page(house: House) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=house.http, headers={"origin": house.http}) as client:
        yield client


async def sign_in(client: httpx.AsyncClient, name: str, password: str = PASSWORD) -> Any:
    return await client.post("/api/login", json={"name": name, "password": password})


async def act(client: httpx.AsyncClient, action: str) -> int:
    return (await client.post("/api/actions", json={"action": action})).status_code


# --- a password -----------------------------------------------------------------------------


async def test_a_person_signs_in_by_name_and_acts_under_it(home: House, users: Users):
    users.add("小雨", "moderator", PASSWORD)
    async with page(home) as client:
        answer = await sign_in(client, " 小雨 ")
        assert answer.json()["name"] == "小雨"
        assert answer.json()["role"] == "moderator"
        assert {"httponly", "samesite=strict"} <= {
            part.strip().lower() for part in answer.headers["set-cookie"].split(";")
        }
        assert await act(client, "skip") == 200
        assert await act(client, "product") == 403
    assert home.asked[0][1] == "小雨"
    kept = [(d.who, d.role, d.action, d.result) for d in home.deeds]
    assert kept == [
        ("小雨", "moderator", "sign_in", "done"),
        ("小雨", "moderator", "skip", "done"),
        ("小雨", "moderator", "product", "refused"),
    ]


async def test_a_viewer_watches_and_does_nothing(home: House, users: Users):
    users.add("guest", "viewer", PASSWORD)
    async with page(home) as client:
        assert (await sign_in(client, "guest")).json()["may"] == ["watch", "metrics"]
        assert await act(client, "stop") == 403
        cookie = f"{COOKIE}={client.cookies[COOKIE]}"
    headers = {"cookie": cookie, "origin": home.http}
    async with connect(f"{home.ws}/ws/console", additional_headers=headers) as socket:
        assert json.loads(await socket.recv())["type"] == "snapshot"
        await socket.send('{"action":"stop","ref":"1"}')
        assert json.loads(await socket.recv())["reason"] == "stop needs moderator"
    assert home.asked == []


async def test_a_wrong_password_and_a_name_nobody_has_sound_the_same(home: House, users: Users):
    users.add("mei", "owner", PASSWORD)
    await home.sessions.refresh()
    async with page(home) as client:
        wrong = await sign_in(client, "mei", "wrong password!")
        nobody = await sign_in(client, "nobody-here")
        assert (wrong.status_code, nobody.status_code) == (403, 403)
        assert wrong.text == nobody.text
        for body in ({"name": "mei"}, {"name": ["mei"]}, {"name": "mei", "role": "owner"}, [], 5):
            assert (await client.post("/api/login", json=body)).status_code in (403, 429)
    # A flood of wrong ones is one record, which does not hold what was typed.
    assert [(d.who, d.result) for d in home.deeds] == [("mei", "refused")]
    assert "wrong password!" not in repr(home.deeds)


async def test_many_tries_at_once_are_many_tries(users: Users):
    users.add("mei", "owner", PASSWORD)
    house = House(users=users, options={"throttle": Throttle(now=lambda: 0.0)})
    async with serving(house) as home, page(home) as client:
        answers = await asyncio.gather(*(sign_in(client, "mei", f"guess {i}") for i in range(12)))
    codes = sorted(answer.status_code for answer in answers)
    assert codes == [403] * 5 + [429] * 7


@pytest.mark.parametrize("change", ["password", "role", "remove"])
async def test_what_changes_a_user_ends_their_sessions(home: House, users: Users, change: str):
    users.add("mei", "owner", PASSWORD)
    async with page(home) as client:
        await sign_in(client, "mei")
        headers = {"cookie": f"{COOKIE}={client.cookies[COOKIE]}", "origin": home.http}
        async with connect(f"{home.ws}/ws/console", additional_headers=headers) as socket:
            await socket.recv()
            if change == "remove":
                users.remove("mei")
            elif change == "role":
                users.change("mei", role="viewer")
            else:
                users.change("mei", password="another password")
            await home.sessions.refresh()
            with pytest.raises(ConnectionClosed) as closed:
                await socket.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 4003
        assert (await client.get("/api/session")).status_code == 401
        assert await refused(home, "/ws/console", additional_headers=headers) == 403
        assert await act(client, "skip") == 401
    assert home.asked == []


async def test_signing_out_outlives_a_restart(home: House, users: Users):
    users.add("mei", "owner", PASSWORD)
    async with page(home) as client:
        await sign_in(client, "mei")
        cookie = client.cookies[COOKIE]
        await client.post("/api/logout")
    async with serving(House(users=users)) as again, page(again) as client:
        client.cookies.set(COOKIE, cookie, domain="127.0.0.1")
        assert (await client.get("/api/session")).status_code == 401


async def test_only_our_own_page_signs_in(home: House, users: Users):
    users.add("mei", "owner", PASSWORD)
    body = {"name": "mei", "password": PASSWORD}
    async with httpx.AsyncClient(base_url=home.http) as client:
        for origin in ({}, {"origin": "https://evil.example"}, {"origin": "null"}):
            for path in ("/api/login", "/api/logout", "/api/invitation", "/api/pair"):
                answer = await client.post(path, json=body, headers=origin)
                assert answer.status_code == 403, (path, origin)
                assert "set-cookie" not in answer.headers
        form = {"origin": home.http, "content-type": "application/x-www-form-urlencoded"}
        answer = await client.post("/api/login", content=b"name=mei", headers=form)
        assert answer.status_code == 415


# --- an invitation --------------------------------------------------------------------------


async def test_an_invitation_is_used_once(home: House, users: Users):
    code = users.invite("mei", "moderator")
    async with page(home) as client:
        asked = await client.post("/api/invitation", json={"code": code})
        assert asked.json() == {"name": "mei", "role": "moderator"}
        short = await client.post("/api/invitation", json={"code": code, "password": "short"})
        assert (short.status_code, "10 to" in short.text) == (400, True)
        assert (await client.get("/api/session")).status_code == 401
        body = {"code": code, "password": PASSWORD}
        both = await asyncio.gather(*(client.post("/api/invitation", json=body) for _ in range(2)))
        assert sorted(answer.status_code for answer in both) == [200, 403]
        assert (await client.get("/api/session")).json()["name"] == "mei"
        assert await act(client, "pause") == 200
    async with page(home) as client:
        assert (await sign_in(client, "mei")).status_code == 200
        assert (await client.post("/api/invitation", json=body)).status_code == 403
    assert "accept_invitation" in [deed.action for deed in home.deeds]
    assert code not in repr(home.deeds)


async def test_an_invitation_ends_by_itself_with_a_newer_one_and_with_the_user(tmp_path: Path):
    clock = [1_000.0]
    cheap = PasswordHasher.from_parameters(CHEAPEST)
    users = Users(tmp_path / "users.db", now=lambda: clock[0], hasher=cheap)
    first = users.invite("mei", "moderator")
    second = users.invite("mei", "viewer")
    assert users.invited(first) is None
    assert users.invited(second) == ("mei", "viewer")
    clock[0] += 901
    assert users.accept(second, PASSWORD) is None
    third = users.invite("mei", "viewer")
    users.remove("mei")
    assert users.invited(third) is None
    for number in range(MOST_INVITES):
        users.invite(f"u{number}", "viewer")
    with pytest.raises(UsersError, match="invitations are open"):
        users.invite("one-more", "viewer")


# --- the file -------------------------------------------------------------------------------


def test_the_file_is_private_and_holds_no_secret_as_it_is(users: Users):
    Users(users.path).add("mei", "owner", PASSWORD)
    code = users.invite("bo", "viewer")
    content = users.path.read_bytes()
    assert b"$argon2id$v=19$m=65536,t=3,p=4$" in content
    assert PASSWORD.encode() not in content
    assert code.encode() not in content
    if os.name != "nt":
        assert users.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "password", "why"),
    [
        ("", PASSWORD, "letters"),
        ("a b", PASSWORD, "letters"),
        ("mei\n", "x", "characters"),
        ("../x", PASSWORD, "letters"),
        ("x" * 33, PASSWORD, "letters"),
        ("Owner", PASSWORD, "stands for"),
        ("mei", "short", "10 to 256"),
        ("mei", "x" * 257, "10 to 256"),
        ("mei", "aaaaaaaaaaaa", "easy"),
        ("longestname", "LongestName", "easy"),
    ],
)
def test_a_bad_name_or_password_is_refused(users: Users, name: str, password: str, why: str):
    with pytest.raises(UsersError, match=why):
        users.add(name, "viewer", password)


def test_a_file_that_is_none_is_named(tmp_path: Path):
    path = tmp_path / "users.db"
    path.write_text("not a database at all, but long enough" * 20, encoding="utf-8")
    with pytest.raises(UsersError, match="cannot be used"):
        Users(path).read()
