"""Signing in, and the one table of who may do what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
from serving import COOKIE, MODERATOR, OWNER, STAGE, signed_in

from chatbot.errors import ConfigError
from chatbot.web.auth import ACTIONS, Sessions, Throttle, Tokens, allowed

if TYPE_CHECKING:
    from serving import House


# --- signing in -----------------------------------------------------------------------------


async def test_a_person_signs_in_acts_and_signs_out(house: House):
    async with signed_in(house, "moderator-token-012345") as client:
        assert (await client.get("/api/session")).json() == {"role": "moderator"}
        done = await client.post("/api/actions", json={"action": "skip", "ref": 7})
        assert done.json() == {"type": "done", "ref": "7", "durable": True}
        cookie = client.cookies[COOKIE]
        await client.post("/api/logout")
        client.cookies.set(COOKIE, cookie, domain="127.0.0.1")
        assert (await client.get("/api/session")).status_code == 401


async def test_a_cookie_works_only_from_our_own_page_and_only_with_json(house: House):
    async with signed_in(house, "owner-token-0123456789") as client:
        cookie = {"cookie": f"{COOKIE}={client.cookies[COOKIE]}"}
    async with httpx.AsyncClient(base_url=house.http) as bare:
        post = {"action": "stop"}
        for origin in ("https://evil.example", "null", f"http://evil.example:{house.port}"):
            answer = await bare.post(
                "/api/actions", json=post, headers={**cookie, "origin": origin}
            )
            assert answer.status_code == 401, origin
        assert (await bare.post("/api/actions", json=post, headers=cookie)).status_code == 401
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
            answer = await bare.post(
                "/api/actions",
                content=b'{"action":"stop"}',
                headers={**cookie, "origin": house.http, "content-type": kind},
            )
            assert answer.status_code == 415, kind
    assert house.asked == []


async def test_guessing_a_token_slows_down(house: House):
    async with httpx.AsyncClient(base_url=house.http, headers={"origin": house.http}) as client:
        answers = [
            await client.post("/api/login", json={"token": f"wrong-token-012345-{i}"})
            for i in range(6)
        ]
    assert [a.status_code for a in answers] == [403] * 5 + [429]
    assert int(answers[-1].headers["retry-after"]) >= 1


async def test_the_stage_token_signs_nobody_in(house: House):
    async with httpx.AsyncClient(base_url=house.http, headers={"origin": house.http}) as client:
        for token in ("stage-token-0123456789", "gateway-token-01234567", "", None, 5, "é" * 20):
            answer = await client.post("/api/login", json={"token": token})
            assert answer.status_code in (403, 429)


def test_a_session_survives_a_restart_and_dies_with_the_tokens():
    tokens = Tokens(owner="o" * 16, moderator="m" * 16, stage="s" * 16)
    clock = [1_000.0]
    cookie = Sessions(tokens, lambda: clock[0]).open("moderator")
    after_restart = Sessions(tokens, lambda: clock[0])
    assert after_restart.role(cookie) == "moderator"
    assert after_restart.role(cookie.replace("moderator", "owner")) is None
    assert after_restart.role("a.b.c.d") is None
    assert after_restart.role("") is None
    other = Tokens(owner="O" * 16, moderator="m" * 16, stage="s" * 16)
    assert Sessions(other, lambda: clock[0]).role(cookie) is None
    clock[0] += 15 * 86_400
    assert after_restart.role(cookie) is None


def test_the_throttle_forgets_after_the_right_token():
    clock = [0.0]
    throttle = Throttle(now=lambda: clock[0])
    for _ in range(7):
        throttle.failed("a")
    assert throttle.wait_s("a") == 4.0
    assert throttle.wait_s("b") == 0.0
    clock[0] = 4.0
    assert throttle.wait_s("a") == 0.0
    throttle.passed("a")
    throttle.failed("a")
    assert throttle.wait_s("a") == 0.0


@pytest.mark.parametrize("bad", ["short", "x" * 129, "with space 0123456789", "é" * 20, ""])
def test_a_token_has_its_shape_and_an_error_does_not_show_it(bad: str):
    with pytest.raises(ConfigError) as caught:
        Tokens(owner=bad, moderator="m" * 16, stage="s" * 16)
    assert "CHATBOT_OWNER_TOKEN" in str(caught.value)
    assert not bad or bad not in str(caught.value)


def test_tokens_do_not_show_in_a_traceback():
    assert "0123456789" not in repr(Tokens(owner="0" * 16, moderator="1" * 16, stage="2" * 16))


# --- one table of actions -------------------------------------------------------------------


async def test_every_role_and_action_by_the_table(house: House):
    shown = {"owner": OWNER, "moderator": MODERATOR, "stage": STAGE, "viewer": {}, None: {}}
    async with httpx.AsyncClient(base_url=house.http) as client:
        for role, headers in shown.items():
            for action in (*ACTIONS, "approve", "__class__", "STOP"):
                house.asked.clear()
                may = role in ("owner", "moderator") and ACTIONS.get(action) in (role, "moderator")
                assert allowed(role, action) == may
                answer = await client.post("/api/actions", json={"action": action}, headers=headers)
                assert (answer.status_code == 200) == may, (role, action)
                assert bool(house.asked) == may
                if role in ("owner", "moderator") and not may:
                    assert answer.json()["type"] == "refused"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b'{"action":5}',
        b'{"action":"stop","role":"owner"}',
        b'{"action":"timeout","seconds":-1}',
        b'{"action":"timeout","seconds":NaN}',
        b'{"action":"product","sku":"A","price":"free"}',
        b'{"action":"product","sku":"A","price":"1e999"}',
        b'{"action":"product","sku":"A","stock":-1}',
        b'{"action":"say","text":"' + b"x" * 3000 + b'"}',
        b'{"action":"say","text":"' + b"x" * 20_000 + b'"}',
        b"[" * 10_000,
        b"\xff\xfe",
    ],
    ids=lambda body: body[:40],
)
async def test_what_cannot_be_read_is_refused_with_a_reason(house: House, body: bytes):
    async with httpx.AsyncClient(base_url=house.http) as client:
        answer = await client.post(
            "/api/actions", content=body, headers={**OWNER, "content-type": "application/json"}
        )
    assert answer.status_code in (400, 413)
    assert answer.json().get("reason") or answer.json().get("error")
    assert "token" not in answer.text
    assert house.asked == []


async def test_a_refused_action_says_why(house: House):
    async with httpx.AsyncClient(base_url=house.http) as client:
        answer = await client.post(
            "/api/actions", json={"action": "drop", "id": "gone", "ref": "a"}, headers=MODERATOR
        )
    assert answer.status_code == 409
    assert answer.json() == {
        "type": "refused",
        "ref": "a",
        "reason": "this question was answered already",
    }
