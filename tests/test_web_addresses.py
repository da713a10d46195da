"""Where a show may be reached: by default from this machine only, else with users and TLS."""

from __future__ import annotations

import asyncio
import json
import re
import ssl
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import yaml
from websockets.asyncio.client import connect

from chatbot.access import users_here
from chatbot.addresses import WebConfig, is_outside
from chatbot.app import OnAir, RunOptions, on_air
from chatbot.engine.records import read_records
from chatbot.errors import CannotGoOnAir, ConfigErrors
from chatbot.loading import load_show
from chatbot.replaying import replay
from chatbot.running import act_on_running
from tests.onair import write_show

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

CERTIFICATE = Path(__file__).with_name("own_certificate.pem")
PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHATBOT_HOME", str(tmp_path / "home"))


def with_web(folder: Path, web: str) -> Path:
    path = write_show(folder)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{port: 0}", f"{{port: 0, {web}}}"), encoding="utf-8")
    return path


@asynccontextmanager
async def live(folder: Path, web: str) -> AsyncIterator[OnAir]:
    path = with_web(folder, web)
    options = RunOptions(journal=path.with_suffix(".journal"), voice="silent", second_look=False)
    async with on_air(load_show(path), options) as running:
        yield running


def deeds(folder: Path) -> list[dict[str, Any]]:
    records = read_records(folder / "show.journal")
    return [json.loads(record.body) for record in records if record.kind == "audit"]


TLS = f"tls: {{cert: {CERTIFICATE}, key: {CERTIFICATE}}}"


@pytest.mark.parametrize(
    ("web", "users", "why"),
    [
        ("host: 0.0.0.0", True, "web.host 0.0.0.0 reaches beyond this machine"),
        ('public_url: "https://show.example.com"', True, "name the proxy that encrypts"),
        ("host: 0.0.0.0, proxy: 10.0.0.2", False, "no users yet: `chatbot user add"),
        (f"host: 0.0.0.0, {TLS}", False, "no users yet"),
        ("tls: {cert: show.yaml, key: show.yaml}", True, "not a certificate and its key"),
        ("tls: {cert: none.pem, key: none.pem}", True, "No such file"),
    ],
)
async def test_another_address_is_refused_without_users_and_tls(
    tmp_path: Path, web: str, users: bool, why: str
) -> None:
    if users:
        users_here().add("mei", "owner", PASSWORD)
    with pytest.raises(CannotGoOnAir, match=why):
        async with live(tmp_path, web):
            pass
    assert not (tmp_path / "show.journal").exists() or not list(
        read_records(tmp_path / "show.journal")
    )


@pytest.mark.parametrize(
    ("web", "why"),
    [
        ("public_url: http://show.example.com", "show.yaml:6: web.public_url: write https://"),
        ('public_url: "https://show.example.com/console"', "no path"),
        ('public_url: "https://mei:secret@show.example.com"', "write https:// and a name"),
        ("proxy: caddy", "such as 127.0.0.1 or 10.0.0.0/24"),
        ("metrics: maybe", "show.yaml:6: web.metrics"),
        ("publik_url: x", "did you mean 'public_url'"),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(tmp_path: Path, web: str, why: str) -> None:
    with pytest.raises(ConfigErrors) as caught:
        load_show(with_web(tmp_path, web))
    assert why in str(caught.value)
    assert "secret" not in str(caught.value)


async def test_a_certificate_of_ones_own(tmp_path: Path) -> None:
    users_here().add("mei", "owner", PASSWORD)
    trusting = ssl.create_default_context(cafile=str(CERTIFICATE))
    trusting.check_hostname = False
    async with live(tmp_path, f'{TLS}, public_url: "https://show.example.com"') as running:
        assert running.address.startswith("https://127.0.0.1:")
        origin = running.address
        async with httpx.AsyncClient(
            base_url=origin, verify=trusting, headers={"origin": origin}
        ) as page:
            answer = await page.post("/api/login", json={"name": "mei", "password": PASSWORD})
            assert answer.status_code == 200
            assert "secure" in answer.headers["set-cookie"].lower()
            cookie = "; ".join(f"{name}={value}" for name, value in page.cookies.items())
        async with connect(
            f"{origin.replace('https', 'wss', 1)}/ws/console",
            ssl=trusting,
            additional_headers={"cookie": cookie, "origin": origin},
            proxy=None,
        ) as socket:
            await socket.send('{"action":"pause","ref":"1"}')
            async with asyncio.timeout(20):
                while json.loads(await socket.recv())["type"] != "done":
                    pass
        # The command line trusts the show's own certificate, whatever name is in it.
        assert "done" in await asyncio.to_thread(act_on_running, {"action": "resume"}, None)
        with pytest.raises(httpx.RemoteProtocolError):
            async with httpx.AsyncClient() as plain:
                await plain.get(origin.replace("https", "http", 1))


async def test_behind_a_proxy_that_is_named(tmp_path: Path) -> None:
    users_here().add("mei", "moderator", PASSWORD)
    web = 'public_url: "https://show.example.com", proxy: 127.0.0.1'
    through = {
        "host": "show.example.com",
        "origin": "https://show.example.com",
        "x-forwarded-proto": "https",
        "x-forwarded-for": "203.0.113.9",
    }
    async with (
        live(tmp_path, web) as running,
        httpx.AsyncClient(base_url=running.address) as client,
    ):

        async def slowed(headers: dict[str, str]) -> bool:
            """Whether guessing has to wait; on a busy machine the first waits may be over."""
            body = {"name": "mei", "password": "wrong password"}
            for _ in range(12):
                answer = await client.post("/api/login", json=body, headers=headers)
                if answer.status_code == 429:
                    return True
            return False

        assert await slowed(through)
        # Whoever guesses delays himself, not the others who come through the same proxy;
        # what he makes up before the proxy's own word does not count.
        assert await slowed({**through, "x-forwarded-for": "198.51.100.7, 203.0.113.9"})
        other = {**through, "x-forwarded-for": "203.0.113.9, 198.51.100.7"}
        good = {"name": "mei", "password": PASSWORD}
        answer = await client.post("/api/login", json=good, headers=other)
        assert answer.status_code == 200
        assert "secure" in answer.headers["set-cookie"].lower()
        foreign = {**through, "host": "evil.example"}
        assert (await client.get("/console", headers=foreign)).status_code == 421
        # Nobody behind the proxy is our own page, not even with a forged Host.
        here = {"host": running.address[7:], "origin": running.address}
        for how in (through, {**here, "x-forwarded-for": "203.0.113.9"}):
            answer = await client.post("/api/stage-stop", json={}, headers=how)
            assert answer.status_code == 403
        assert (await client.post("/api/stage-stop", json={}, headers=here)).status_code == 200
    tried = [(d["who"], d["role"], d["action"], d["result"]) for d in deeds(tmp_path)]
    assert set(tried[:-2]) == {("mei", "", "sign_in", "refused")}
    assert tried[-2:] == [
        ("mei", "moderator", "sign_in", "done"),
        ("stage", "stage", "stop", "done"),
    ]
    assert "password" not in json.dumps(deeds(tmp_path)).replace("wrong name or password", "")


async def test_what_people_did_is_in_the_journal_and_replay_passes_it_over(tmp_path: Path) -> None:
    async with live(tmp_path, "host: 127.0.0.1") as running:
        for headers, action in (
            (running.moderator_token, {"action": "pause"}),
            (running.moderator_token, {"action": "product", "sku": "SCARF", "price": "1"}),
            (running.owner_token, {"action": "product", "sku": "HAT", "stock": 1}),
            (running.owner_token, {"action": "product", "sku": "SCARF", "price": "149.50"}),
        ):
            async with httpx.AsyncClient(base_url=running.address) as client:
                bearer = {"authorization": f"Bearer {headers}"}
                await client.post("/api/actions", json=action, headers=bearer)
    found = deeds(tmp_path)
    assert [(d["who"], d["action"], d["result"]) for d in found] == [
        ("moderator", "pause", "done"),
        ("moderator", "product", "refused"),
        ("owner", "product", "refused"),
        ("owner", "product", "done"),
    ]
    assert found[1]["reason"] == "product needs owner"
    assert "no product" in found[2]["reason"]
    assert found[3]["asked"] == {"sku": "SCARF", "price": "149.50"}
    assert all(d["wall_ms"] > 1_600_000_000_000 for d in found)
    _, difference = await replay(tmp_path / "show.journal", speed=None, tell=lambda *_: None)
    assert difference is None


async def test_health_and_figures_have_switches_of_their_own(tmp_path: Path) -> None:
    async def asked(running: OnAir, path: str, **headers: str) -> httpx.Response:
        async with httpx.AsyncClient(base_url=running.address) as client:
            return await client.get(path, headers=headers)

    async with live(tmp_path / "a", "healthz: false") as running:
        assert (await asked(running, "/healthz")).status_code == 404
        assert (await asked(running, "/metrics")).status_code == 404
    async with live(tmp_path / "b", "metrics: true") as running:
        assert (await asked(running, "/healthz")).json() == {"ok": True, "mode": "on_air"}
        away = {"x-forwarded-for": "203.0.113.9"}
        assert (await asked(running, "/healthz", **away)).json() == {"ok": True}
        assert (await asked(running, "/metrics", **away)).status_code == 401
        viewer = {"authorization": f"Bearer {running.viewer_token}"}
        answer = await asked(running, "/metrics", **away, **viewer)
        assert answer.status_code == 200
        text = (await asked(running, "/metrics")).text
    assert 'chatbot_mode{mode="on_air"} 1.0' in text
    assert "chatbot_journal_healthy 1.0" in text
    assert "# TYPE chatbot_messages_total counter" in text


def test_the_settings_of_the_page_are_right() -> None:
    page = (CERTIFICATE.parents[1] / "docs" / "remote.md").read_text(encoding="utf-8")
    blocks = [
        yaml.safe_load(found) for found in re.findall(r"```yaml\n(web:.*?)```", page, re.DOTALL)
    ]
    assert len(blocks) == 2
    for block in blocks:
        assert WebConfig.model_validate(block["web"]).public_url


@pytest.mark.parametrize(
    ("number", "outside"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("64:ff9b::5db8:d822", True),
        ("10.1.2.3", False), ("224.0.0.1", False), ("::1", False), ("::ffff:10.1.2.3", False),
        ("64:ff9b::a01:203", False), ("2002:a01:203::1", False), ("fe80::1", False),
    ],
)  # fmt: skip
def test_an_address_that_wraps_an_inside_one_is_inside(number: str, outside: bool) -> None:
    assert is_outside(number) is outside
