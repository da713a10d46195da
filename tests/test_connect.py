"""`chatbot connect`: a streamer finds a room's bridge, sees a message, knows what to write.

The command runs in a process of its own; bridges and pages are real WebSocket peers.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import string
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import InvalidStatus

from chatbot import connect_words
from chatbot.adapters.twitch.tokens import TokenStore
from chatbot.config import Show
from chatbot.connecting import BRIDGES, Bridge, Found, Silence, look_for, places
from chatbot.errors import ConfigError
from chatbot.files import parse, validate
from chatbot.testing.twitch import TwitchMock
from tests.twitch_sign_in import signed_in

Talk = Callable[[ServerConnection], Awaitable[None]]
PAGE = "https://tbzb.taobao.com"


def grab(kind: int, text: str = "", room: str = "940152769375") -> str:
    user = {"Id": 7, "Nickname": "小雨"}
    body = {"MsgId": kind + len(text), "User": user, "Content": text, "WebRoomId": room}
    return json.dumps({"Type": kind, "ProcessName": "chrome", "Data": json.dumps(body)})


def comment(text: str) -> str:
    return json.dumps({"type": "comment", "username": "小雨", "content": text})


@asynccontextmanager
async def bridge(*frames: str, heard: list[Any] | None = None) -> AsyncIterator[int]:
    """A bridge that says this to whoever connects; yields its port."""

    async def talk(connection: ServerConnection) -> None:
        if heard is not None and connection.request is not None:
            heard.append(connection.request.path)
        for frame in frames:
            await connection.send(frame)
        async for said in connection:
            if heard is not None:
                heard.append(said)

    async with serve(talk, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Command:
    """`chatbot connect …` in a process of its own; what it prints is read as it comes."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.said = folder, ""
        self.environment = {
            "CHATBOT_HOME": str(folder),
            "PYTHONIOENCODING": "utf-8",
            "PYTHONPATH": str(Path(connect_words.__file__).parents[1]),
        }
        self.process: asyncio.subprocess.Process

    async def start(self, *arguments: str) -> None:
        self.said = ""
        known = {k: v for k, v in os.environ.items() if not k.startswith(("CHATBOT_", "SSN_"))}
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "chatbot", "connect", *arguments, cwd=self.folder,
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT, env=known | self.environment,
        )  # fmt: skip

    async def until(self, pattern: str) -> re.Match[str]:
        assert self.process.stdout is not None
        async with asyncio.timeout(30):
            while (found := re.search(pattern, self.said)) is None:
                line = await self.process.stdout.readline()
                assert line, self.said
                self.said += line.decode()
        return found

    async def end(self) -> tuple[int, str]:
        assert self.process.stdout is not None
        async with asyncio.timeout(30):
            self.said += (await self.process.stdout.read()).decode()
            return await self.process.wait(), self.said


@pytest.fixture
async def command(tmp_path: Path) -> AsyncIterator[Command]:
    command = Command(tmp_path)
    yield command
    if command.process.returncode is None:
        command.process.kill()
        await command.process.wait()


def show_in(said: str, **environment: str) -> Show:
    """The show whose lines were printed."""
    lines = said[said.index("adapters:") :].split("\n\n", 1)[0]
    document = parse(f"persona: lan\ncatalog: c.yaml\n{lines}", "show.yaml")
    return validate(Show, document, {"environment": environment})


async def test_a_streamer_on_douyin_sees_the_first_message_and_what_to_write(
    command: Command,
) -> None:
    heard: list[Any] = []
    async with bridge(grab(3), grab(2), grab(1, "多少钱\x1b[31m"), heard=heard) as port:
        await command.start("douyin", "--port", str(port), "--wait", "20")
        code, said = await command.end()
    assert code == 0, said
    assert "It speaks DouyinBarrageGrab" in said
    assert "The first message  小雨: 多少钱" in said
    assert "\x1b" not in said
    (adapter,) = show_in(said).adapters
    assert adapter.model_dump(include={"url", "room", "name"}) == {
        "url": f"ws://127.0.0.1:{port}", "room": "940152769375", "name": "douyin"
    }  # fmt: skip
    assert show_in(said).policy.platform == ("douyin",)
    assert heard == ["/"]  # nothing was sent


async def test_a_page_is_refused_by_name_and_let_in_where_it_is_listed(command: Command) -> None:
    """The userscript dials us; it needs the whole address, and its page must be known."""
    port = free_port()
    await command.start("taobao", "--listen", str(port), "--wait", "30", "--lang", "fr")
    address = (await command.until(rf"(ws://127\.0\.0\.1:{port}/in/\S+)"))[1]
    for where, origin in ((f"ws://127.0.0.1:{port}", PAGE), (address, "https://shop.example")):
        with pytest.raises(InvalidStatus):
            await connect(where, origin=origin)  # type: ignore[arg-type]
    await command.until("--origin https://shop.example")
    async with connect(address, origin=PAGE) as page:  # type: ignore[arg-type]
        await page.send('{"type":"info","content":"ws连接成功"}')
        await page.send(comment("多少钱"))
        code, said = await command.end()
    assert code == 0, said
    assert f"{PAGE} a essayé sans le jeton" in said
    assert "Le premier message  小雨 : 多少钱" in said
    token = address.rpartition("/")[2]
    assert f"CHATBOT_GATEWAY_TOKEN={token}" in said
    (adapter,) = show_in(said).adapters
    assert adapter.model_dump(include={"mode", "url", "origins"}) == {
        "mode": "listen", "url": f"ws://127.0.0.1:{port}", "origins": (PAGE,)
    }  # fmt: skip


async def test_tiktoks_session_stays_secret(command: Command) -> None:
    (command.folder / ".env").write_text("SSN_SESSION=s3cret\n", encoding="utf-8")
    heard: list[Any] = []
    said = '{"type":"tiktok","chatname":"Zoé","chatmessage":"how <b>much</b>?","id":1}'
    async with bridge(said, heard=heard) as port:
        await command.start("tiktok", "--port", str(port), "--wait", "20", "--json")
        code, printed = await command.end()
    assert (code, heard) == (0, ["/join/s3cret/4"]), printed
    assert "s3cret" not in printed
    told = json.loads(printed.splitlines()[-1])
    assert (told["bridge"], told["user"], told["text"]) == (
        "Social Stream Ninja", "Zoé", "how much?"
    )  # fmt: skip
    assert told["adapter"]["url"] == f"ws://127.0.0.1:{port}/join/${{SSN_SESSION}}/4"


async def test_twitch_says_who_is_signed_in_and_waits_for_the_chat(command: Command) -> None:
    async with TwitchMock() as twitch:
        command.environment["CHATBOT_TWITCH_URL"] = twitch.url
        await command.start("twitch")
        code, said = await command.end()
        assert (code, said.strip()) == (
            1, "nobody is signed in to Twitch: type `chatbot twitch login`"
        )  # fmt: skip
        TokenStore(command.folder / "twitch.json").save(
            signed_in(twitch, scopes=("user:read:chat", "user:write:chat"))
        )
        await command.start("twitch", "--wait", "30")
        await command.until("Twitch's chat is read")
        await twitch.chat("how much is the scarf?")
        code, said = await command.end()
        assert code == 0, said
        assert "Signed in to Twitch as silknight" in said
        assert "Not agreed to, and so not heard: moderator:read:followers" in said
        assert "The first message  Ann: how much is the scarf?" in said
        assert show_in(said).adapters[0].model_dump()["channel"] == "silknight"
        twitch.world.grants[0].valid = twitch.world.grants[0].renewable = False
        await command.start("twitch", "--wait", "30")
        code, said = await command.end()
    assert code == 1
    assert "chatbot twitch login" in said.splitlines()[-1]
    await command.start("twitch", "--wait", "1")  # the fake Twitch is gone
    code, said = await command.end()
    assert code == 1
    assert said.splitlines()[-1].endswith("check the network")


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent otherwise on Windows")
async def test_ctrl_c_ends_it_cleanly(command: Command) -> None:
    await command.start("douyin", "--port", str(free_port()))
    await command.until("nothing is at")
    command.process.send_signal(signal.SIGINT)
    code, said = await command.end()
    assert code == 1
    assert said.strip().endswith("Stopped; nothing was changed.")
    assert "Traceback" not in said


# --- looking, without a process -------------------------------------------------------------


async def look(*bridges: Bridge, wait_s: float = 10.0) -> tuple[Found | Silence, list[str]]:
    told: list[str] = []

    def tell(bridge: Bridge, state: str, detail: str) -> None:
        told.append(f"{state} {detail}".strip())

    found = await look_for(
        "taobao", bridges, token="t" * 32, environment={}, wait_s=wait_s, tell=tell
    )
    return found, told


def at(port: int, **more: Any) -> Bridge:
    return Bridge(title="it", url=f"ws://127.0.0.1:{port}", start="own", **more)


async def test_a_gateway_of_ours_says_its_room_and_what_it_can() -> None:
    hello = '{"type":"hello","acks":true,"can":["reply","pin"]}'
    chat = {"id": "m", "type": "chat", "room": "r1", "user": {"id": "u"}, "text": "hi"}
    heard: list[Any] = []
    async with bridge(hello, json.dumps(chat), heard=heard) as port:
        found, told = await look(at(port), at(free_port()))
    assert isinstance(found, Found)
    assert (found.ear.dialect, found.ear.room, found.ear.can) == ("native", "r1", {"reply", "pin"})
    assert "spoken native" in told
    assert heard == ["/"]  # not even an acknowledgement


async def test_several_rooms_in_one_tool_are_told() -> None:
    async with bridge(grab(3, room="1"), grab(1, "hi", room="2")) as port:
        found, _ = await look(at(port))
    assert isinstance(found, Found)
    assert (list(found.ear.rooms), found.ear.room) == (["1", "2"], "2")


async def test_a_bridge_where_nobody_writes_is_not_nothing() -> None:
    async with bridge(grab(3), grab(2), grab(2)) as port:
        silence, _ = await look(at(free_port()), at(port), wait_s=1.0)
    assert isinstance(silence, Silence)
    assert silence.bridge == at(port)
    assert silence.ear is not None
    assert silence.ear.others == {"enter": 1, "like": 2}


async def test_what_speaks_otherwise_is_told_as_that() -> None:
    async def web(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(web, "127.0.0.1", 0) as server, bridge("hi") as port:
        other = server.sockets[0].getsockname()[1]
        silence, told = await look(at(other), at(port), at(free_port()), wait_s=0.5)
        taken, busy = await look(at(port, dials=True), wait_s=0.2)
    assert silence == Silence(at(port), silence.ear) if isinstance(silence, Silence) else False
    assert {"odd HTTP 404", "strange", "absent"} <= set(told)
    assert taken == Silence()
    assert busy[0].startswith("taken")


def test_tiktok_without_its_session_says_where_it_is_found() -> None:
    with pytest.raises(ConfigError, match=r"SSN_SESSION=… into a file named \.env here"):
        places("tiktok", environment={})
    (moved,) = places("tiktok", port=4000, environment={})
    assert moved.url == "ws://127.0.0.1:4000"


def test_ports_of_ones_own_take_the_place_of_the_usual_ones() -> None:
    assert places("douyin", environment={}) == BRIDGES["douyin"]
    one, two = places("douyin", port=9001, listen=9002, origins=(PAGE,), environment={})
    assert (one.url, one.dials) == ("ws://127.0.0.1:9001", False)
    assert (two.url, two.dials, two.port) == ("ws://127.0.0.1:9002", True, 9002)
    assert PAGE in two.origins
    (any_bridge,) = places("tiktok", listen=9003, environment={})
    assert (any_bridge.port, any_bridge.start) == (9003, "anyone")


def test_every_sentence_says_the_same_in_three_languages() -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    for key, texts in connect_words._WORDS.items():
        assert len(texts) == 3
        assert len({frozenset(fields(text)) for text in texts}) == 1, key
        assert len(set(texts)) == 3, key
