"""The journal: in order, durable when it says so, and honest when it cannot write."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from chatbot.engine.journal import Journal, Record, read_head, read_records, read_snapshot
from chatbot.errors import CannotGoOnAir, JournalError


def record(number: int) -> Record:
    return Record("in", number, f'{{"n":{number}}}', "gw", f"m{number}")


async def durable(journal: Journal, records: list[Record]) -> None:
    done = asyncio.Event()
    journal.append(records, done.set)
    async with asyncio.timeout(10):
        await done.wait()


async def test_what_is_durable_is_on_disk_for_another_reader(tmp_path: Path) -> None:
    path = tmp_path / "show.journal"
    journal = Journal(path)
    journal.start()
    await durable(journal, [record(1), record(2)])
    assert [r.body for r in read_records(path)] == ['{"n":1}', '{"n":2}']
    assert journal.backlog == 0
    await journal.aclose()


async def test_a_second_show_cannot_write_the_same_journal(tmp_path: Path) -> None:
    path = tmp_path / "show.journal"
    first = Journal(path)
    with pytest.raises(CannotGoOnAir, match="another show is writing this journal"):
        Journal(path)
    await first.aclose()
    await Journal(path).aclose()


async def test_numbers_go_on_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "show.journal"
    for number in range(3):
        journal = Journal(path)
        journal.start()
        await durable(journal, [record(number)])
        await journal.aclose()
    assert [r.seq for r in read_records(path)] == [1, 2, 3]


async def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "show.journal"
    journal = Journal(path)
    health: asyncio.Queue[bool] = asyncio.Queue()
    journal.on_health = lambda well, error: health.put_nowait(well)
    journal.start()
    await durable(journal, [record(1)])
    blocker = sqlite3.connect(path, isolation_level=None, timeout=0)
    # A table in the way makes every write fail, as a full disk does, until it is repaired.
    blocker.execute(
        "CREATE TRIGGER full BEFORE INSERT ON records BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    )
    done = asyncio.Event()
    journal.append([record(2)], done.set)
    async with asyncio.timeout(10):
        assert await health.get() is False
    assert not done.is_set()
    assert journal.backlog == 1
    blocker.execute("DROP TRIGGER full")
    blocker.close()
    async with asyncio.timeout(10):
        assert await health.get() is True
        await done.wait()
    assert [r.body for r in read_records(path)] == ['{"n":1}', '{"n":2}']
    await journal.aclose()


async def test_the_newest_snapshot_stays(tmp_path: Path) -> None:
    path = tmp_path / "show.journal"
    journal = Journal(path)
    journal.start()
    await durable(journal, [record(1)])
    journal.snapshot("first")
    await durable(journal, [record(2)])
    journal.snapshot("second")
    await journal.aclose()
    assert read_snapshot(path) == (2, "second")


def test_a_file_that_is_no_journal_is_named(tmp_path: Path) -> None:
    path = tmp_path / "show.journal"
    with pytest.raises(JournalError, match="no such journal"):
        read_head(path)
    path.write_text("not a database", encoding="utf-8")
    with pytest.raises(JournalError, match="cannot be read"):
        read_head(path)


def test_a_folder_that_cannot_be_written_stops_the_show(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for folder in ("file", "none"):
        with pytest.raises(CannotGoOnAir, match=r"no such folder; make it, or .* --journal"):
            Journal(tmp_path / folder / "show.journal")


async def test_a_show_does_not_resume_on_a_disk_without_room(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    path = tmp_path / "show.journal"
    journal = Journal(path)
    journal.start()
    await durable(journal, [record(1)])
    await journal.aclose()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (48 * 1024, before[1]))
    try:
        with pytest.raises(CannotGoOnAir, match=r"cannot be written .*: free disk space"):
            Journal(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [r.body for r in read_records(path)] == ['{"n":1}']
    await Journal(path).aclose()
