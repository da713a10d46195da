"""A disk that is full or hangs: the show falls silent by itself, says why, and loses nothing."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
import sys
import urllib.error
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from chatbot.app import RunOptions, on_air
from chatbot.engine.journal import Journal, Record, read_records
from chatbot.errors import CannotGoOnAir
from chatbot.events import (
    Event,
    ModeratorAction,
    Notice,
    UtteranceFinished,
    UtteranceStarted,
    decode,
)
from chatbot.loading import load_show
from chatbot.replaying import replay
from chatbot.restoring import restore
from chatbot.show import gate
from chatbot.testing.disks import full_disk, hung_disk
from tests.onair import Studio, say_of, studio, write_show


@contextlib.asynccontextmanager
async def reading(night: Studio) -> AsyncIterator[None]:
    """The stage client reads and plays meanwhile."""

    async def read() -> None:
        while True:
            await night.stage.until(lambda f: False)

    task = asyncio.create_task(read())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110, what is awaited has no event of its own
            await asyncio.sleep(0)


def healthy(night: Studio) -> bool:
    return night.live.room.writable


def notices(night: Studio, level: str) -> list[str]:
    return [n["text"] for n in night.live.view.snapshot()["notices"] if n["level"] == level]


def said(night: Studio) -> list[str]:
    return [say_of(f)["text"] for f in night.stage.frames if say_of(f)]


async def refusal(night: Studio, **action: Any) -> str:
    try:
        answer = await night.act(**action)
    except urllib.error.HTTPError as error:
        answer = json.loads(error.read())
    assert answer["type"] == "refused", answer
    reason: str = answer["reason"]
    return reason


async def test_a_full_disk_silences_the_host_and_room_on_it_lets_it_speak(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path)) as night:
        await night.gateway.chat("how do i order?")
        await night.stage.until(lambda f: bool(say_of(f)))
        with full_disk(night.journal):
            await night.gateway.chat("how much is the silk scarf?", nick="Bo")
            await until(lambda: not healthy(night))
            await until(lambda: bool(notices(night, "urgent")))
            urgent = notices(night, "urgent")[-1]
            assert str(night.journal) in urgent
            assert "free disk space" in urgent
            board = night.live.room.state.memory.board
            await until(lambda: any(c.status == "onstage" for c in board.clusters.values()))
            assert not any("$199" in text for text in said(night))
            assert "free disk space" in (await refusal(night, action="say", text="Hello."))
            stopped = await night.act(action="stop")
            assert (stopped["type"], stopped["durable"]) == ("done", False)
            assert night.live.room.state.memory.mode == "stopped"
            assert night.live.stage.halted
        await until(lambda: healthy(night))
        assert (await night.act(action="resume"))["durable"] is True
        await night.stage.says("$199")
        await until(lambda: any("is written again" in text for text in notices(night, "info")))
    kept = [record.body for record in read_records(night.journal)]
    assert any("how much is the silk scarf?" in body for body in kept)
    assert any('"action":"stop"' in body for body in kept)
    _, difference = await replay(night.journal, tell=lambda event, acts: None)
    assert difference is None


async def test_what_is_being_said_is_finished_and_nothing_new_begins(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path, seller=True)) as night:
        night.stage.playing = False
        cue = await night.stage.until(lambda f: f["type"] == "cue")
        night.stage.playing = True
        memory, frames = night.live.room.state.memory, night.stage.frames
        async with reading(night):
            with full_disk(night.journal):
                night.live.room.put(Notice(level="info", about="test", text="to be written"))
                await until(lambda: not healthy(night))
                before = memory.utterances
                for report in ("started", "finished"):
                    await night.stage.socket.send(f'{{"type":"{report}","cue":"{cue["cue"]}"}}')
                await until(lambda: memory.utterances > before)  # the next is decided, and waits
                spoken = {f["utterance"] for f in frames if f["type"] == "cue"}
                assert spoken == {cue["utterance"]}
                assert not any(f["type"] == "stop" for f in frames)
            await until(lambda: any(f.get("utterance", "") > cue["utterance"] for f in frames))


async def test_a_disk_that_hangs_is_told_and_delays_no_stop(tmp_path: Path) -> None:
    async with studio(write_show(tmp_path, seller=True)) as night:
        night.stage.playing = False
        await night.stage.until(lambda f: f["type"] == "cue")
        with hung_disk(night.journal):
            stopping = asyncio.create_task(night.act(action="stop"))
            await night.stage.until(lambda f: f["type"] == "stop")
            stopped = await stopping
            assert (stopped["type"], stopped["durable"]) == ("done", False)
            assert stopped["confirmed"] == ["test"]
            await until(lambda: any("free disk space" in t for t in notices(night, "urgent")))
        await until(lambda: healthy(night))


async def test_memory_stays_small_while_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chatbot.engine.room.BACKLOG_MOST", 300)
    async with studio(write_show(tmp_path)) as night:
        with full_disk(night.journal):
            for number in range(2_500):
                await night.gateway.chat(f"lol {number}", nick=f"V{number % 50}")
            await until(lambda: night.live.room.bus.shed["chatter"] > 500)
            room = night.live.room
            assert not room.bus.chat_open
            assert len(room.bus) <= 512 + 64
            assert room._journal is not None
            assert room._journal.backlog < 300 + 700
        await until(lambda: room.bus.chat_open)
        await until(lambda: len(room.bus) == 0)


# -- starting -------------------------------------------------------------------------------------


def options(folder: Path, **how: Any) -> RunOptions:
    given: dict[str, Any] = {"port": 0, "voice": "silent", "adapters": ()}
    return RunOptions(journal=folder / "show.journal", **{**given, **how})


async def left_running() -> set[str]:
    """Tasks of ours that outlived a show that could not start."""
    current = asyncio.current_task()
    return {t.get_name() for t in asyncio.all_tasks() if t is not current}


async def test_a_port_in_use_keeps_it_off_the_air_and_nothing_runs(tmp_path: Path) -> None:
    files = load_show(write_show(tmp_path))
    server = await asyncio.start_server(lambda r, w: None, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(CannotGoOnAir, match=f"port {port} is in use"):
            async with on_air(files, options(tmp_path, port=port)):
                raise AssertionError("it went on the air")
    assert CannotGoOnAir.exit_code == 3
    assert await left_running() == set()
    await Journal(tmp_path / "show.journal").aclose()  # its lock is free


async def test_a_journal_in_use_keeps_it_off_the_air_and_nothing_runs(tmp_path: Path) -> None:
    files = load_show(write_show(tmp_path))
    other = Journal(tmp_path / "show.journal")
    with pytest.raises(CannotGoOnAir, match="another show is writing"):
        async with on_air(files, options(tmp_path)):
            raise AssertionError("it went on the air")
    await other.aclose()
    assert await left_running() == set()


async def test_a_plugin_that_is_not_there_keeps_it_off_the_air_and_frees_the_journal(
    tmp_path: Path,
) -> None:
    show = write_show(tmp_path)
    files = load_show(show)
    show.write_text(show.read_text("utf-8") + "plugins: [nobody]\n", encoding="utf-8")
    with pytest.raises(CannotGoOnAir, match="no plugin 'nobody'"):
        async with on_air(load_show(show), options(tmp_path)):
            raise AssertionError("it went on the air")
    async with on_air(files, options(tmp_path)):
        pass
    assert await left_running() == set()


async def test_a_gate_that_lost_a_rule_keeps_it_off_the_air(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tuple(check for check in gate.CHECKS if check.__name__ != "check_money")
    monkeypatch.setattr(gate, "CHECKS", left)
    monkeypatch.setattr(gate, "SHOP_CHECKS", left)
    with pytest.raises(CannotGoOnAir, match="fails its own test"):
        async with on_air(load_show(write_show(tmp_path)), options(tmp_path)):
            raise AssertionError("it went on the air")
    assert not (tmp_path / "show.journal").exists()


async def test_a_file_that_is_another_journal_is_not_touched(tmp_path: Path) -> None:
    files = load_show(write_show(tmp_path))
    with contextlib.closing(sqlite3.connect(tmp_path / "show.journal")) as db:
        db.execute(
            "CREATE TABLE records (seq INTEGER PRIMARY KEY, kind TEXT, at_ms INTEGER, "
            "source TEXT, event_id TEXT, body TEXT)"
        )
        db.execute("INSERT INTO records VALUES (1, 'head', 0, '', '', '{\"format\":\"other/9\"}')")
        db.commit()
    with pytest.raises(CannotGoOnAir, match="--journal"):
        async with on_air(files, options(tmp_path)):
            raise AssertionError("it went on the air")
    assert await left_running() == set()


async def test_an_end_while_the_voice_is_opened_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*args: Any, **how: Any) -> Any:
        await asyncio.Event().wait()

    monkeypatch.setattr("chatbot.voice.open_engine", never)
    files = load_show(write_show(tmp_path))
    async with on_air(files, options(tmp_path)) as live:
        assert live.address
    assert await left_running() == set()


async def test_a_fault_in_mid_show_ends_it_where_everybody_can_see(tmp_path: Path) -> None:
    class Broken:
        def saw(self, event: Event, acts: Any) -> None:
            if isinstance(event, ModeratorAction):
                raise RuntimeError("the observer broke")

    files = load_show(write_show(tmp_path))
    given = options(tmp_path, observers=lambda state: (Broken(),))

    async def show() -> None:
        async with on_air(files, given) as live:
            live.room.put(ModeratorAction(id="a1", action="skip"))
            await asyncio.Event().wait()

    with pytest.raises(ExceptionGroup) as seen:
        await show()
    assert seen.group_contains(RuntimeError, match="the observer broke")
    assert await left_running() == set()
    state, _ = restore(tmp_path / "show.journal")
    assert state.memory.texts == files.texts


async def test_a_clean_end_in_mid_sentence_is_no_crash(tmp_path: Path) -> None:
    show = write_show(tmp_path)
    async with studio(show) as night:
        night.stage.playing = False
        await night.gateway.chat("how much is the silk scarf?")
        await night.stage.says("$199")
    events = [decode(r.body) for r in read_records(night.journal) if r.kind == "in"]
    ended = {e.cause for e in events if isinstance(e, UtteranceFinished)}
    assert {e.cause for e in events if isinstance(e, UtteranceStarted)} <= ended
    async with studio(show) as night:
        assert not any("crash" in text for text in notices(night, "warning"))


@pytest.mark.skipif(sys.platform == "win32", reason="a limit on file sizes is POSIX")
async def test_a_limit_the_system_sets_is_a_full_disk_too(tmp_path: Path) -> None:
    import resource

    path = tmp_path / "show.journal"
    journal = Journal(path)
    health: asyncio.Queue[bool] = asyncio.Queue()
    journal.on_health = lambda well, error: health.put_nowait(well)
    journal.start()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, before[1]))
    try:
        journal.append([Record("in", 1, "x" * 200_000)])
        async with asyncio.timeout(20):
            assert await health.get() is False
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    async with asyncio.timeout(20):
        assert await health.get() is True
    await journal.aclose()
    assert [len(record.body) for record in read_records(path)] == [200_000]
