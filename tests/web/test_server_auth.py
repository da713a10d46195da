"""Signing in, and the one table of who may do what."""

from __future__ import annotations

import base64
from ipaddress import ip_network
from typing import Any

import httpx
import pytest
from serving import COOKIE, MODERATOR, OWNER, STAGE, VIEWER, House, serving, signed_in

from chatbot.errors import ConfigError
from chatbot.web import sockets
from chatbot.web.auth import ACTIONS, DOORS, Throttle, Tokens, allowed, may
from chatbot.web.auth import STAGE as STAGE_MAY
from chatbot.web.origin import Proxies
from chatbot.web.sessions import Sessions, Who

# --- signing in -----------------------------------------------------------------------------


async def test_a_person_signs_in_acts_and_signs_out(house: House):
    async with signed_in(house, "moderator-token-012345") as client:
        session = (await client.get("/api/session")).json()
        assert session == {"role": "moderator", "name": "moderator", "may": may("moderator")}
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


async def test_guessing_a_bearer_from_elsewhere_slows_down_and_this_machine_never_waits():
    house = House(options={"proxies": Proxies((ip_network("127.0.0.1/32"),))})
    guess = {"authorization": "Bearer wrong-token-0123456789"}
    async with serving(house), httpx.AsyncClient(base_url=house.http) as client:
        there = {"x-forwarded-for": "203.0.113.9"}
        for _ in range(21):
            assert (await client.get("/api/session", headers=guess | there)).status_code == 401
        assert (await client.get("/api/session", headers=OWNER | there)).status_code == 401
        nearby = {"x-forwarded-for": "203.0.113.10"}
        assert (await client.get("/api/session", headers=OWNER | nearby)).status_code == 200
        for _ in range(21):
            await client.get("/api/session", headers=guess)
        stop = await client.post("/api/actions", json={"action": "stop"}, headers=OWNER)
        assert stop.status_code == 200


async def test_over_tls_a_page_without_it_is_not_ours():
    house = House(options={"proxies": Proxies((ip_network("127.0.0.1/32"),))})
    async with serving(house), httpx.AsyncClient(base_url=house.http) as client:
        told = {"token": "owner-token-0123456789"}
        for proto, origin, wanted in (
            ("https", f"http://{house.host}", 403),
            ("https", f"https://{house.host}", 200),
            ("http", f"http://{house.host}", 200),
        ):
            headers = {"x-forwarded-proto": proto, "origin": origin}
            answer = await client.post("/api/login", json=told, headers=headers)
            assert answer.status_code == wanted, (proto, origin)
            assert ("secure" in answer.headers.get("set-cookie", "").lower()) == (
                proto == "https" and wanted == 200
            )


async def test_the_stage_token_signs_nobody_in(house: House):
    async with httpx.AsyncClient(base_url=house.http, headers={"origin": house.http}) as client:
        for token in ("stage-token-0123456789", "gateway-token-01234567", "", None, 5, "é" * 20):
            answer = await client.post("/api/login", json={"token": token})
            assert answer.status_code in (403, 429)


def test_a_session_survives_a_restart_and_dies_with_the_tokens():
    tokens = Tokens(owner="o" * 16, moderator="m" * 16, stage="s" * 16)
    clock = [1_000.0]
    cookie = Sessions(tokens, now=lambda: clock[0]).open("moderator")
    after_restart = Sessions(tokens, now=lambda: clock[0])
    assert after_restart.who(cookie) == Who("moderator", "moderator")
    forged = base64.urlsafe_b64encode(b'{"r":"owner","u":99999999999}').decode().rstrip("=")
    for wrong in (f"{forged}.{cookie.rpartition('.')[2]}", f"{cookie}x", "a.b.c.d", ".", ""):
        assert after_restart.who(wrong) is None
    other = Tokens(owner="O" * 16, moderator="m" * 16, stage="s" * 16)
    assert Sessions(other, now=lambda: clock[0]).who(cookie) is None
    clock[0] += 15 * 86_400
    assert after_restart.who(cookie) is None


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
    shown = {"owner": OWNER, "moderator": MODERATOR, "viewer": VIEWER, "stage": STAGE, None: {}}
    ranks = {"viewer": 1, "moderator": 2, "owner": 3}
    async with httpx.AsyncClient(base_url=house.http) as client:
        for role, headers in shown.items():
            for action in (*ACTIONS, *DOORS, "render", "__class__", "STOP"):
                house.asked.clear()
                house.deeds.clear()
                known = action in ACTIONS
                may_do = known and ranks.get(role or "", 0) >= ranks[ACTIONS[action]]
                may_do |= role == "stage" and action == "stop"
                assert allowed(role, action) == may_do or not known
                answer = await client.post("/api/actions", json={"action": action}, headers=headers)
                wanted = 401 if role is None else 200 if may_do else 403 if known else 409
                assert answer.status_code == wanted, (role, action)
                assert bool(house.asked) == may_do
                assert [(d.role, d.action) for d in house.deeds] == (
                    [(role, action)] if role else []
                )
                if role and not may_do:
                    assert answer.json()["type"] == "refused"
    assert not any(allowed(None, what) or allowed("", what) for what in (*ACTIONS, *DOORS))
    assert [what for what in (*ACTIONS, *DOORS, "render") if allowed("stage", what)] == [
        "stop",
        "render",
    ]
    assert {"stop", "render"} == STAGE_MAY


class Desk:
    """Behind the doors: a script, plugins and a translator that let anybody do anything."""

    def overview(self) -> dict[str, Any]:
        return {"plugins": []}

    def change(self, name: str, settings: dict[str, Any], *, save: bool) -> dict[str, Any]:
        return {}

    def outline(self) -> dict[str, Any]:
        return {}

    def check(self, number: int, lang: str, text: str) -> dict[str, Any]:
        return {}

    async def translate(self, message_id: str, to: str) -> dict[str, str]:
        return {"text": "", "by": ""}


async def test_every_role_and_door_by_the_table():
    """Each door is really asked: the table alone would not show a door that stands open."""
    far = {"x-forwarded-for": "203.0.113.9"}
    asked: dict[str, tuple[str, str, dict[str, Any] | None]] = {
        "metrics": ("GET", "/metrics", None),
        "script": ("POST", "/api/script", {"do": "check"}),
        "translate": ("POST", "/api/translation", {"id": "gw/m-1", "to": "en"}),
        "plugins": ("POST", "/api/plugins", {"name": "greeter", "save": True}),
    }
    assert set(DOORS) == {"watch", *asked}  # the socket's door has tests of its own
    desk: Any = Desk()
    options: dict[str, Any] = {
        "script": desk, "plugins": desk, "translator": desk, "metrics": lambda: (b"", "text/plain"),
    }  # fmt: skip
    shown = {"owner": OWNER, "moderator": MODERATOR, "viewer": VIEWER, "stage": STAGE, None: {}}
    house = House(options=options)
    async with serving(house), httpx.AsyncClient(base_url=house.http) as client:
        for role, headers in shown.items():
            for door, (method, path, body) in asked.items():
                answer = await client.request(method, path, json=body, headers=headers | far)
                may_pass = allowed(role, door)
                assert (answer.status_code == 200) == may_pass, (role, door, answer.text)
                assert may_pass or answer.status_code in (401, 403)


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


async def test_a_flood_of_actions_is_cut_short_and_stop_is_no_part_of_it(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sockets, "PER_S", 0)  # a slow machine sends no flood
    async with httpx.AsyncClient(base_url=house.http) as client:
        mark = {"action": "mark", "ref": "7"}
        answer = await client.post("/api/actions", json=mark, headers=MODERATOR)
        assert (answer.status_code, answer.json()["ref"]) == (429, "7")
        assert house.deeds == []
        stop = await client.post("/api/actions", json={"action": "stop"}, headers=MODERATOR)
        assert stop.status_code == 200
