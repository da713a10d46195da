"""Alerts leave the page: a real HTTP server of ours receives what apprise posts."""

from __future__ import annotations

import asyncio
import contextlib
import json
import queue
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from chatbot.alert_book import EVERY_MS, AlertBook
from chatbot.alert_config import AlertConfig
from chatbot.alert_words import _BODIES, _PATTERNS, KINDS, body_of, said_in, title_of
from chatbot.alerting import Alerts, check_addresses
from chatbot.cli import app
from chatbot.connections import ResponderConfig
from chatbot.delivering import Deliverer
from chatbot.errors import CannotGoOnAir, ConfigErrors
from chatbot.events import Event, Notice, RendererChanged, Resumed, SourceChanged, UtteranceStarted
from chatbot.loading import ShowFiles, load_show
from chatbot.models import make_models
from chatbot.renderers.client import ClientInfo
from chatbot.responders.openai import OpenAIModel
from chatbot.show.acts import Act, Raise
from chatbot.show.hearing import URGENT
from tests.onair import Studio, studio, write_show

SECRET = "hush-hush-4711"


class Phone:
    """A server that keeps what is posted, and answers 500 where the path says so."""

    def __init__(self) -> None:
        self.got: queue.Queue[tuple[str, dict[str, Any]]] = queue.Queue(64)
        got = self.got

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                got.put((self.path, json.loads(body)))
                self.send_response(500 if "bad" in self.path else 200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"json://127.0.0.1:{self.server.server_port}"

    async def next(self) -> tuple[str, dict[str, Any]]:
        """What is posted next: the path and the body."""
        return await asyncio.to_thread(self.got.get, timeout=10)


@pytest.fixture(scope="module")
def server() -> Iterator[Phone]:
    phone = Phone()
    thread = threading.Thread(target=phone.server.serve_forever, args=(0.02,))
    thread.start()
    yield phone
    phone.server.shutdown()
    phone.server.server_close()
    thread.join()


@pytest.fixture
def phone(server: Phone) -> Phone:
    with contextlib.suppress(queue.Empty):
        while True:
            server.got.get_nowait()
    return server


def seen(show: Studio, wanted: Callable[[Event], bool]) -> asyncio.Event:
    """Set once the room has seen an event that is wanted."""
    found = asyncio.Event()

    class Eye:
        def saw(self, event: Event, acts: Sequence[Act]) -> None:
            if wanted(event):
                found.set()

    show.live.room.observe(Eye())
    return found


def journal_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.glob("show.journal*"))


def show_with(folder: Path, alerts: str, **environment: str) -> ShowFiles:
    path = write_show(folder)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"alerts: {alerts}\n")
    kept = "".join(f"{name}={value}\n" for name, value in environment.items())
    (folder / ".env").write_text(kept, encoding="utf-8")
    return load_show(path)


async def test_who_is_away_hears_of_danger_with_a_link_and_no_secret(
    tmp_path: Path, phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chatbot.web.view.CHAT_ROWS", 5)
    files = show_with(tmp_path, "[{to: '${PHONE}'}]", PHONE=f"{phone.base}/{SECRET}/")
    async with studio(files.path) as show:
        noted = seen(show, lambda event: isinstance(event, Notice) and event.about == "alerts")
        await show.gateway.chat("I want to kill myself tonight", id="m-9")
        path, told = await phone.next()
        assert SECRET in path
        assert told["title"] == "silk-night: A viewer may be in danger: please look"
        assert told["message"].endswith(f"\n{show.live.address}/console#item=gw%2Fm-9")
        assert "kill" not in json.dumps(told)
        await asyncio.wait_for(noted.wait(), 10)
        for n in range(8):
            await show.gateway.chat("hello", id=f"n-{n}")
        await show.gateway.until(lambda f: f["type"] == "ack" and f["id"] == "n-7")
        rows = [row["id"] for row in show.live.view.snapshot()["chat"]]
        assert rows[0] == "gw/m-9"  # the link still leads to it
        assert len(rows) == 6
        shown = json.dumps(show.live.view.snapshot())
    assert "address 1 (json) was told" in shown
    assert SECRET not in shown
    assert SECRET.encode() not in journal_in(tmp_path)


async def test_an_address_that_fails_hands_on_to_the_next_and_a_restart_is_told(
    tmp_path: Path, phone: Phone
) -> None:
    files = show_with(
        tmp_path,
        f"[{{to: '{phone.base}/bad-${{KEY}}'}}, {{to: '{phone.base}/good'}}]",
        KEY=SECRET,
    )
    for night in (1, 2):
        async with studio(files.path) as show:
            if night == 1:
                await show.gateway.chat("how much is the scarf?")
                await show.gateway.until(lambda frame: frame["type"] == "ack")  # it is durable
            else:
                first, second = await phone.next(), await phone.next()
                shown = json.dumps(show.live.view.snapshot())
    assert [first[0], second[0]] == [f"/bad-{SECRET}", "/good"]
    assert second[1]["title"] == "silk-night: The show was restarted"
    assert "address 1 (json)" in shown
    assert SECRET not in shown


async def test_each_kind_is_found_in_what_happens(tmp_path: Path, phone: Phone) -> None:
    files = show_with(tmp_path, f"[{{to: '{phone.base}/all'}}]")
    async with studio(files.path) as show:
        live = show.live
        here = list[ClientInfo]()
        asked = {"type": "openai", "model": "m", "base_url": phone.base.replace("json", "http")}
        config = ResponderConfig.model_validate(asked | {"tokens_per_night": 1000})
        (model,) = make_models([config], now_s=lambda: 0.0)
        assert isinstance(model, OpenAIModel)
        memory = live.room.state.memory
        alerts = Alerts(
            files.show.alerts, state=live.room.state, room=live.room, view=live.view,
            stages=lambda: here, models=[model], base=lambda: "https://show.example.com",
        )  # fmt: skip
        raised = list[str]()
        titles = {title_of(kind, "en", "silk-night"): kind for kind in KINDS}
        alerts._send = lambda told: raised.append(titles[told.title])  # type: ignore[method-assign]

        def now(kind: str) -> None:
            assert raised.pop() == kind
            assert not raised

        down = SourceChanged(source="gw", state="down", detail="gone")
        memory.sources["gw"] = "down"
        alerts.saw(down, [Raise("urgent", "gw", "refused")])
        alerts.saw(SourceChanged(source="gw", state="up"), [])
        memory.now_ms += 20_000
        alerts.saw(Notice(level="info", about="x", text="y"), [])
        assert not raised  # it came back in time
        alerts.saw(down, [])
        memory.now_ms += 20_000
        alerts.saw(Notice(level="info", about="x", text="y"), [])
        now("gateway")
        plain = ClientInfo(
            name="avatar", audio="wav", page=False, label=False, late=False, pacing=True,
            offset_ms=None,
        )  # fmt: skip
        here.append(plain)
        alerts.saw(RendererChanged(source="stage", state="joined", name="avatar"), [])
        memory.now_ms += 20_000
        alerts.saw(Notice(level="info", about="x", text="y"), [])
        now("label")
        alerts.saw(Resumed(gap_ms=5000), [])
        now("restart")
        for _ in range(3):
            alerts.saw(UtteranceStarted(cause="u-1", verdict="block"), [])
        now("blocked")
        model._budget.spend(1000, 0.0)
        alerts.saw(Notice(level="info", about="x", text="y"), [])
        now("budget")
        off = Notice(level="warning", about="plugin x", text="switched off: 3 failures in a minute")
        alerts.saw(off, [])
        now("guard")
        alerts.saw(off, [Raise("urgent", "attendance", "nobody has said “I'm here”")])
        now("absent")
        alerts.saw(off, [Raise("urgent", "journal", "the disk is full")])
        now("show")
        await model.aclose()


async def test_a_stage_that_leaves_and_one_without_label_are_told(
    tmp_path: Path, phone: Phone
) -> None:
    files = show_with(tmp_path, f"[{{to: '{phone.base}/stage'}}]")
    async with studio(files.path) as show:
        left = seen(show, lambda e: isinstance(e, RendererChanged) and e.state == "left")
        await show.stage.socket.close()
        await asyncio.wait_for(left.wait(), 10)
        show.live.room.state.memory.now_ms += 20_000
        show.live.room.put(Notice(id="n-1", level="info", about="x", text="y"))
        _, told = await phone.next()
        assert told["title"] == "silk-night: No stage is connected"


def test_at_most_one_of_a_kind_and_the_next_address_where_nobody_answers() -> None:
    book = AlertBook(["warning", "urgent", "warning"])
    told = book.raised("gateway", "urgent", "t", "b", 0)
    assert told is not None
    assert told.address == 0
    assert book.raised("gateway", "urgent", "t", "b", EVERY_MS - 1) is None
    assert not book.due(EVERY_MS - 1)
    assert [t.address for t in book.due(EVERY_MS)] == [1]
    assert not book.due(EVERY_MS + 1)
    assert [t.address for t in book.due(2 * EVERY_MS)] == [2]
    assert not book.due(3 * EVERY_MS)
    small = book.raised("restart", "warning", "t", "b", 0)
    assert small is not None
    assert small.reached == (0, 2)
    book.acknowledged()
    assert not book.due(9 * EVERY_MS)
    again = book.raised("gateway", "urgent", "t", "b", 9 * EVERY_MS)
    assert again is not None
    assert again.address == 0


async def test_whoever_taps_here_has_answered(tmp_path: Path, phone: Phone) -> None:
    files = show_with(tmp_path, f"[{{to: '{phone.base}/1'}}, {{to: '{phone.base}/2'}}]")
    async with studio(files.path) as show:
        await show.gateway.chat("I want to kill myself tonight")
        assert (await phone.next())[0] == "/1"
        assert (await show.act(action="here"))["type"] == "done"
        show.live.room.state.memory.now_ms += EVERY_MS
        show.live.room.put(Notice(id="n-1", level="urgent", about="journal", text="disk"))
        path, told = await phone.next()  # not the danger, at the second address
        assert (path, told["title"]) == ("/1", "silk-night: The show needs you")


def test_the_command_tells_what_came_back(tmp_path: Path, phone: Phone) -> None:
    show_with(
        tmp_path, f"[{{to: '{phone.base}/a'}}, {{to: '{phone.base}/bad-${{KEY}}'}}]", KEY=SECRET
    )
    done = CliRunner().invoke(app, ["alert", "test", str(tmp_path / "show.yaml")])
    assert done.exit_code == 1
    assert "✓ address 1 (json): taken" in done.output
    assert "✗ address 2 (json): " in done.output
    assert "error=500" in done.output
    assert SECRET not in done.output
    assert phone.got.qsize() == 2


@pytest.mark.parametrize(
    ("to", "wrong"),
    [
        ("ntfys://me:pass@ntfy.example.com/x", "write ${NAME} in its place"),
        ("tgram://123456789:abcdefghijklmnopqrstuvwxyz012345678/12345", "write ${NAME}"),
        ("json://example.com/?token=abc", "write ${NAME} in its place"),
        ("my phone", "not an address"),
        ("ntfy://${NOT_SET_HERE}", "NOT_SET_HERE is not set"),
    ],
)
def test_a_secret_in_the_file_is_refused(tmp_path: Path, to: str, wrong: str) -> None:
    with pytest.raises(ConfigErrors) as refused:
        show_with(tmp_path, f"[{{to: '{to}'}}]")
    assert wrong in str(refused.value)
    assert "abcdefghij" not in str(refused.value)


def test_an_address_that_nobody_knows_stops_the_start_without_being_shown() -> None:
    config = AlertConfig.model_validate(
        {"to": "${TO}"}, context={"environment": {"TO": "nosuch://secretplace"}}
    )
    with pytest.raises(CannotGoOnAir) as refused:
        check_addresses([config])
    assert "address 1 (nosuch)" in str(refused.value)
    assert "secretplace" not in str(refused.value)
    assert "secretplace" not in repr(config)


def test_titles_and_words_are_in_three_languages() -> None:
    for words in (*(words for _, words in KINDS.values()), *_BODIES.values()):
        assert set(words) == {"zh", "en", "fr"}
        assert len(set(words.values())) == 3
    blanks = [re.findall(r"{(\w+)}", "".join(sorted(b.values()))) for b in _BODIES.values()]
    assert all(len(names) % 3 == 0 for names in blanks)
    for pattern, words in _PATTERNS:
        for text in words.values():
            assert set(re.findall(r"{(\w+)}", text)) == set(pattern.groupindex)
    assert "15秒" in body_of("gateway", "zh", source="taobao", detail="refused")
    assert title_of("absent", "fr-FR", "nuit") == "nuit: Personne ne surveille"


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        *((text, "危险") for text in URGENT.values()),
        ("nobody has said “I'm here” for 30 min: the show holds until somebody does", "30 分钟"),
        (
            "nobody has said “I'm here” for 5 min: the show keeps to its approved script until "
            "somebody does",
            "审核过的稿子",
        ),
        ("/x/a.journal cannot be written (full): free disk space; nothing new is said until then",
         "写不了 /x/a.journal（full）"),
        ("plugin greeter: switched off: 5 failures in a minute", "plugin greeter 已关闭"),
        ("a plugin's own words", "a plugin's own words"),
    ],
)  # fmt: skip
def test_what_the_show_says_is_told_in_the_rooms_language(text: str, chinese: str) -> None:
    assert chinese in said_in("zh", text)
    assert said_in("en", text) == text


async def test_the_alert_that_nobody_attends_leads_to_one_tap_in_the_rooms_language(
    tmp_path: Path, phone: Phone
) -> None:
    files = show_with(tmp_path, f"[{{to: '{phone.base}/zh'}}]")
    text = files.path.read_text("utf-8").replace("language: en", "language: zh")
    attended = "policy: {market: us, attended: {every_min: 30}}"
    text = text.replace("policy: {market: us}", attended)
    files.path.write_text(text, encoding="utf-8")
    async with studio(files.path) as show:
        show.live.room.state.memory.now_ms += 31 * 60_000
        show.live.room.put(Notice(id="n-1", level="info", about="x", text="y"))
        _, told = await phone.next()
        assert told["title"] == "silk-night: 没有人值守"
        said = "30 分钟没有人点“我在”：节目暂停，直到有人点。"
        assert told["message"] == f"{said}\n{show.live.address}/here"


async def test_a_messenger_that_never_answers_is_not_waited_for() -> None:
    silent = asyncio.Event()

    async def never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await silent.wait()
        writer.close()

    async with await asyncio.start_server(never, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        config = AlertConfig(to=f"json://127.0.0.1:{port}")
        assert await Deliverer(within_s=0.05).send(config, "t", "b") == "no answer within 0.05 s"
        silent.set()
