"""The journal as a hash chain: what was changed is found, what was forgotten is told."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from pathlib import Path

import pytest

from chatbot.engine.chain import chain_head, rewrite, verify
from chatbot.engine.journal import Journal, Record, read_records
from chatbot.errors import JournalError


async def written(path: Path, *numbers: int) -> Path:
    journal = Journal(path)
    journal.start()
    done = asyncio.Event()
    for number in numbers:
        body = f'{{"text":"小雨 asks {number}"}}'
        journal.append([Record("in", number, body, "gw", f"m{number}")], done.set)
    async with asyncio.timeout(10):
        await done.wait()
    await journal.aclose()
    return path


def tamper(path: Path, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(statement)


def bytes_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


def anonymous(path: Path, seq: int) -> Record:
    (found,) = [record for record in read_records(path) if record.seq == seq]
    return Record(found.kind, found.at_ms, '{"text":"…"}', found.source, "gone")


async def test_a_journal_is_whole_over_restarts(tmp_path: Path) -> None:
    path = await written(tmp_path / "show.journal", 1, 2, 3)
    noted = chain_head(path)
    await written(path, 4, 5)
    found = verify(path, expect=noted)
    assert not found.problems
    assert (found.records, found.unchained) == (5, 0)
    assert found.head == chain_head(path)
    assert found.head.startswith("5:")


@pytest.mark.parametrize(
    ("statement", "seen"),
    [
        ("UPDATE records SET body = 'x' WHERE seq = 3", "record 3 is not what was written"),
        ("UPDATE records SET at_ms = 1 WHERE seq = 3", "record 3 is not what was written"),
        ("UPDATE records SET event_id = '' WHERE seq = 3", "record 3 is not what was written"),
        ("UPDATE records SET link = NULL WHERE seq = 3", "record 3 is not what was written"),
        ("UPDATE records SET salt = NULL WHERE seq = 3", "record 3 is not what was written"),
        ("DELETE FROM records WHERE seq = 3", "record 3 is missing"),
        ("DELETE FROM records WHERE seq < 3", "records 1 to 2 are missing"),
        ("UPDATE records SET seq = 9 WHERE seq = 5", "records 5 to 8 are missing"),
        (
            "INSERT INTO records SELECT 6, kind, at_ms, source, event_id, body, salt, link "
            "FROM records WHERE seq = 5",
            "record 6 is not what was written",
        ),
    ],
)
async def test_whatever_is_changed_is_found(tmp_path: Path, statement: str, seen: str) -> None:
    path = await written(tmp_path / "show.journal", 1, 2, 3, 4, 5)
    tamper(path, statement)
    assert any(seen in problem for problem in verify(path).problems)


async def test_a_cut_end_and_a_new_chain_are_found_by_a_head_noted_elsewhere(
    tmp_path: Path,
) -> None:
    path = await written(tmp_path / "show.journal", 1, 2, 3, 4, 5)
    noted = chain_head(path)
    tamper(path, "DELETE FROM records WHERE seq = 5")
    assert not verify(path).problems
    assert verify(path, expect=noted).problems == ["record 5, which was expected, is not there"]
    other = await written(tmp_path / "other.journal", 1, 2, 3, 4, 5)
    (problem,) = verify(other, expect=noted).problems
    assert "record 5 has another link" in problem
    with pytest.raises(JournalError, match="no number:link"):
        verify(path, expect="head")


async def test_a_viewer_is_forgotten_and_the_chain_stays_whole(tmp_path: Path) -> None:
    path = await written(tmp_path / "show.journal", 1, 2, 3, 4, 5)
    noted = chain_head(path)
    changed = {2: anonymous(path, 2), 4: None}
    assert rewrite(path, changed, why="user u1 asked", by="ann", wall_ms=1_000) == 2
    assert rewrite(path, {2: None}, why="older than a year", by="bo", wall_ms=2_000) == 1
    await written(path, 8)
    found = verify(path, expect=noted)
    assert not found.problems
    assert (found.records, found.rewritten, found.removed) == (6, 0, 2)
    assert [(n["seq"], n["by"], n["records"]) for n in found.notes] == [(6, "ann", 2), (7, "bo", 1)]
    assert [r.seq for r in read_records(path)] == [1, 3, 5, 6, 7, 8]
    everything = await asyncio.to_thread(bytes_in, tmp_path)
    assert b"asks 2" not in everything
    assert b"asks 4" not in everything
    assert b"asks 1" in everything


@pytest.mark.parametrize(
    ("statement", "seen"),
    [
        ("UPDATE records SET body = 'x' WHERE seq = 2", "changed after it was rewritten"),
        ("DELETE FROM records WHERE seq = 2", "changed after it was rewritten"),
        ("UPDATE forgotten SET was = zeroblob(32)", "record 2 is not what was written"),
        ("UPDATE forgotten SET became = zeroblob(32)", "otherwise than record 4 tells"),
        ("DELETE FROM forgotten", "tells of a rewriting that left no trace"),
        (
            "INSERT INTO forgotten VALUES (3, 4, zeroblob(32), zeroblob(32))",
            "otherwise than record 4 tells",
        ),
    ],
)
async def test_a_rewriting_that_no_note_tells_is_found(
    tmp_path: Path, statement: str, seen: str
) -> None:
    path = await written(tmp_path / "show.journal", 1, 2, 3)
    rewrite(path, {2: anonymous(path, 2)}, why="asked", by="ann", wall_ms=0)
    assert not verify(path).problems
    tamper(path, statement)
    assert any(seen in problem for problem in verify(path).problems)


async def test_nothing_is_rewritten_under_a_show_or_where_there_is_nothing(tmp_path: Path) -> None:
    path = await written(tmp_path / "show.journal", 1)
    with pytest.raises(JournalError, match="record 7 is not there"):
        rewrite(path, {7: None}, why="", by="", wall_ms=0)
    journal = Journal(path)
    with pytest.raises(JournalError, match="a show is writing this journal"):
        rewrite(path, {1: None}, why="", by="", wall_ms=0)
    await journal.aclose()
    with pytest.raises(JournalError, match="no such journal"):
        rewrite(tmp_path / "none", {1: None}, why="", by="", wall_ms=0)
    assert [r.seq for r in read_records(path)] == [1]


async def test_a_journal_from_before_the_chain_is_chained_from_where_it_goes_on(
    tmp_path: Path,
) -> None:
    path = await written(tmp_path / "show.journal", 1, 2)
    tamper(path, "ALTER TABLE records DROP COLUMN salt")
    tamper(path, "ALTER TABLE records DROP COLUMN link")
    assert (verify(path).unchained, verify(path).head) == (2, "")
    await written(path, 3, 4)
    found = verify(path)
    assert not found.problems
    assert (found.records, found.unchained) == (4, 2)
    tamper(path, "UPDATE records SET link = NULL WHERE seq = 4")
    assert verify(path).problems
