"""`chatbot twitch`: signing in as a streamer does, on the fake Twitch, and what goes wrong."""

from __future__ import annotations

import asyncio
import json
import os
import re
import stat
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from chatbot.adapters.twitch.places import Places
from chatbot.adapters.twitch.scopes import SCOPES
from chatbot.adapters.twitch.tokens import SignIn, TokenStore
from chatbot.cli_twitch import twitch_app
from chatbot.errors import ConfigError
from chatbot.testing.twitch import TwitchMock
from tests.twitch_sign_in import signed_in


@pytest.fixture
async def twitch() -> AsyncIterator[TwitchMock]:
    async with TwitchMock(device_interval_s=0) as fake:
        yield fake


class Command:
    """`chatbot twitch …` in a process of its own."""

    def __init__(self, twitch: TwitchMock, home: Path) -> None:
        self._env = {
            **os.environ, "CHATBOT_TWITCH_URL": twitch.url, "CHATBOT_HOME": str(home),
            "PYTHONIOENCODING": "utf-8",
        }  # fmt: skip
        self._twitch = twitch

    async def __call__(
        self, *arguments: str, deny: bool = False, given: str = ""
    ) -> tuple[int, str]:
        """Exit code and all that was printed; somebody agrees to the code that is shown."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "chatbot", "twitch", *arguments,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT, env=self._env,
        )  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(given.encode())
        process.stdin.close()
        said = ""
        async with asyncio.timeout(30):
            while line := (await process.stdout.readline()).decode():
                said += line
                if shown := re.search(r"shows the code (\w+)", line):
                    self._twitch.type_in(shown[1], deny=deny)
            return await process.wait(), said


@pytest.fixture
def chatbot_twitch(twitch: TwitchMock, tmp_path: Path) -> Command:
    return Command(twitch, tmp_path)


async def test_a_streamer_signs_in_is_seen_and_signs_out(
    twitch: TwitchMock, chatbot_twitch: Command, tmp_path: Path
) -> None:
    code, said = await chatbot_twitch("login", given=f"{twitch.client_id}\n")
    assert code == 0, said
    assert len(re.findall(r"^\d\. ", said, re.M)) == 8  # how to register the app
    assert all(scope in said and why in said for scope, why in SCOPES.items())
    assert "Signed in as silknight" in said
    assert "- {type: twitch, channel: silknight}" in said
    file = tmp_path / "twitch.json"
    kept = json.loads(file.read_text(encoding="utf-8"))["silknight"]
    assert kept["access"] not in said
    assert kept["refresh"] not in said
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    twitch.world.grants[0].valid = twitch.world.grants[0].renewable = False
    code, said = await chatbot_twitch("status")
    assert (code, "has ended" in said, "chatbot twitch login" in said) == (1, True, True)
    code, said = await chatbot_twitch("logout", "SilkNight")
    assert (code, "twitch.tv/settings/connections" in said) == (0, True)
    assert json.loads(file.read_text(encoding="utf-8")) == {}


async def test_a_sign_in_that_may_not_read_is_no_good_one(
    twitch: TwitchMock, chatbot_twitch: Command, tmp_path: Path
) -> None:
    store = TokenStore(tmp_path / "twitch.json")
    store.save(signed_in(twitch, scopes=("user:read:chat",)))
    code, said = await chatbot_twitch("status")
    assert (code, "not agreed to: user:write:chat, " in said) == (0, True), said
    store.save(signed_in(twitch, scopes=("user:write:chat",)))
    code, said = await chatbot_twitch("status")
    assert (code, "agree to user:read:chat" in said) == (1, True), said


@pytest.mark.parametrize(
    ("arguments", "deny", "said"),
    [
        (("--client-id", "a" * 30), False, "Client Type is Public"),
        (("--client-id", "mockclientid0000000000000000000"), True, "press Authorize"),
    ],
)
async def test_a_sign_in_that_fails_says_what_to_do_next(
    chatbot_twitch: Command, arguments: tuple[str, ...], deny: bool, said: str
) -> None:
    code, printed = await chatbot_twitch("login", *arguments, deny=deny)
    assert (code, said in printed) == (1, True), printed
    assert "Traceback" not in printed


def test_a_client_id_that_is_none_is_refused_before_anything_else() -> None:
    with pytest.raises(ConfigError, match="30 small letters and digits"):
        CliRunner().invoke(twitch_app, ["login", "--client-id", "My App"], catch_exceptions=False)


# --- where sign-ins are kept ----------------------------------------------------------------


class Ring:
    """A system's keyring; `locked` it raises."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, name: str) -> str | None:
        self._open()
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, password: str) -> None:
        self._open()
        self.kept[service, name] = password

    def delete_password(self, service: str, name: str) -> None:
        self._open()
        del self.kept[service, name]

    def _open(self) -> None:
        if self.locked:
            raise LookupError("locked")


ANN = SignIn("ann", "1", "app", ("user:read:chat",), access="s3cret-a", refresh="s3cret-r")


def test_tokens_are_in_the_keyring_where_there_is_one(tmp_path: Path) -> None:
    ring, path = Ring(), tmp_path / "twitch.json"
    store = TokenStore(path, ring)
    assert "keyring" in store.save(ANN)
    assert "s3cret" not in path.read_text(encoding="utf-8")
    assert (store.load("ann"), store.logins()) == (ANN, ["ann"])
    assert TokenStore(path).load("ann") is None  # the keyring has gone
    store.forget("ann")
    assert (ring.kept, store.logins()) == ({}, [])


def test_a_locked_keyring_leaves_the_file(tmp_path: Path) -> None:
    ring = Ring()
    ring.locked = True
    store = TokenStore(tmp_path / "twitch.json", ring)
    assert "twitch.json" in store.save(ANN)
    assert store.load("ann") == ANN
    ring.locked = False
    store.save(ANN)
    assert ring.kept == {}  # what is in the file stays there
    assert "keyring" in store.save(ANN, move=True)


def test_a_file_that_is_not_ours_is_said_to_be_none(tmp_path: Path) -> None:
    store = TokenStore(tmp_path / "twitch.json")
    for text in ("nonsense", "[]", '{"ann": {"login": "ann"}}', '{"ann": 3}'):
        store.path.write_text(text, encoding="utf-8")
        with pytest.raises(ConfigError, match="type `chatbot twitch login` again"):
            store.load("ann")


@pytest.mark.parametrize("url", ["http://evil.example:80", "https://127.0.0.1:1", "127.0.0.1:80"])
def test_a_fake_twitch_is_on_this_machine(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("CHATBOT_TWITCH_URL", url)
    with pytest.raises(ConfigError, match="on this machine"):
        Places.usual()
