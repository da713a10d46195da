"""The durable record of a show: SQLite in WAL mode, one writer thread, a hash chain."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
import threading
from collections import deque
from typing import TYPE_CHECKING, Any

from chatbot.engine.records import (
    FORMAT,
    GENESIS,
    Record,
    digest_of,
    link_after,
    read_head,
    read_records,
    read_snapshot,
)
from chatbot.errors import CannotGoOnAir, JournalError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = [
    "FORMAT",
    "Journal",
    "Record",
    "locked_for_change",
    "read_head",
    "read_records",
    "read_snapshot",
]

SCHEMA = """
CREATE TABLE IF NOT EXISTS records (
  seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, at_ms INTEGER NOT NULL,
  source TEXT NOT NULL DEFAULT '', event_id TEXT NOT NULL DEFAULT '', body TEXT NOT NULL,
  salt BLOB, link BLOB);
CREATE INDEX IF NOT EXISTS records_at ON records (at_ms);
CREATE TABLE IF NOT EXISTS snapshots (seq INTEGER PRIMARY KEY, body TEXT NOT NULL);
"""
ROOM = 64 * 1024
"""Bytes that must fit on the disk for a show to begin: less is gone within its first minute."""
RETRY_S = 1.0
HANGS_S = 8.0
"""A write that takes longer is told: a disk may hang without ever failing."""


class Journal:
    """Appends records in order and says when they are durable.

    The writer commits as soon as its previous commit has ended. While it cannot write, records
    wait in memory, `healthy` is false, and it tries again every second.
    """

    def __init__(
        self,
        path: Path,
    ) -> None:
        """Open or create the journal and take its lock.

        Raises:
            CannotGoOnAir: the file cannot be written, or another show has it open.
        """
        self.path = path
        self.healthy = True
        self.on_health: Callable[[bool, str], None] = lambda well, error: None
        self._lock_db = _take_lock(path)
        try:
            with contextlib.closing(_connect(path)) as db:
                db.executescript(SCHEMA)
                _make_chainable(db)
                _prove_room(db)
                row = db.execute(
                    "SELECT seq, link FROM records ORDER BY seq DESC LIMIT 1"
                ).fetchone() or (0, None)
        except sqlite3.DatabaseError as error:
            self._lock_db.close()
            if not isinstance(error, sqlite3.OperationalError):
                raise CannotGoOnAir(
                    f"{path}: the journal is damaged ({error}): move it away, or name another "
                    "file with --journal"
                ) from error
            raise CannotGoOnAir(
                f"{path}: the journal cannot be written ({error}): free disk space, check its "
                "permissions, or name another file with --journal"
            ) from error
        self.last_seq: int = row[0]
        self._link: bytes = row[1] or GENESIS  # of what is on disk; the writer's alone
        self.durable_seq: int = self.last_seq
        self._pending: list[tuple[int, Record]] = []
        self._snapshots: list[tuple[int, str]] = []
        self._waiting: deque[tuple[int, Callable[[], None]]] = deque()
        self._wake = threading.Condition()
        self._closing = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._write_on, name="journal", daemon=True)
        self._progress = (self.durable_seq, 0.0)
        self._looked_s = 0.0
        self._watch: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Begin writing; callbacks run on the running event loop."""
        self._loop = asyncio.get_running_loop()
        self._thread.start()
        self._look()

    @property
    def backlog(self) -> int:
        """Records that are not durable yet."""
        return self.last_seq - self.durable_seq

    def append(self, records: list[Record], on_durable: Callable[[], None] | None = None) -> int:
        """Add records as one unit and return the last number; never waits.

        `on_durable` is called on the loop once they are on disk.
        """
        with self._wake:
            for record in records:
                self.last_seq += 1
                self._pending.append((self.last_seq, record))
            seq = self.last_seq
            if on_durable is not None:
                self._waiting.append((seq, on_durable))
            self._wake.notify()
        if on_durable is not None and seq <= self.durable_seq and self._loop is not None:
            self._loop.call_soon(self._became_durable, self.durable_seq)
        return seq

    def snapshot(self, body: str) -> None:
        """Remember the state after the last record, so that resuming need not read them all."""
        with self._wake:
            self._snapshots.append((self.last_seq, body))
            self._wake.notify()

    async def aclose(self) -> None:
        """Write what is left (at most 3 s) and let go of the file."""
        if self._watch is not None:
            self._watch.cancel()
        with self._wake:
            self._closing = True
            self._wake.notify()
        if self._thread.is_alive():
            await asyncio.to_thread(self._thread.join, 3.0)
        self._lock_db.close()

    def _write_on(self) -> None:
        db: sqlite3.Connection | None = None
        while True:
            with self._wake:
                while not (self._pending or self._snapshots or self._closing):
                    self._wake.wait()
                if self._closing and not (self._pending or self._snapshots):
                    break
                batch, self._pending = self._pending, []
                shots, self._snapshots = self._snapshots, []
            try:
                db = db or _connect(self.path)
                self._link = _write(db, batch, shots, self._link)
            except sqlite3.Error as error:
                with contextlib.suppress(sqlite3.Error):
                    if db is not None:
                        db.close()
                db = None
                with self._wake:
                    self._pending = batch + self._pending
                    self._snapshots = shots + self._snapshots
                    give_up = self._closing
                self._tell(self._fell_ill, str(error))
                if give_up:
                    return
                threading.Event().wait(RETRY_S)
                continue
            if batch:
                self._tell(self._became_durable, batch[-1][0])
        if db is not None:
            db.close()

    def _tell(self, call: Callable[[Any], None], value: Any) -> None:
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has closed: nobody listens any more
                self._loop.call_soon_threadsafe(call, value)

    def _look(self) -> None:
        """Tell, once a second, of a write that does not end."""
        assert self._loop is not None
        now_s = self._loop.time()
        if now_s - self._looked_s > 3 * RETRY_S:  # it was us who were held up
            self._progress = (self.durable_seq, now_s)
        self._looked_s = now_s
        if self.durable_seq != self._progress[0] or not self.backlog:
            self._progress = (self.durable_seq, now_s)
        elif now_s - self._progress[1] >= HANGS_S:
            self._fell_ill(f"the disk has not answered for {HANGS_S:.0f} s")
        self._watch = self._loop.call_later(RETRY_S, self._look)

    def _fell_ill(self, error: str) -> None:
        if self.healthy:
            self.healthy = False
            self.on_health(False, error)

    def _became_durable(self, seq: int) -> None:
        self.durable_seq = max(seq, self.durable_seq)
        if not self.healthy:
            self.healthy = True
            self.on_health(True, "")
        while self._waiting and self._waiting[0][0] <= seq:
            self._waiting.popleft()[1]()


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=5.0, isolation_level=None, check_same_thread=False)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    return db


def _prove_room(db: sqlite3.Connection) -> None:
    """Write and forget `ROOM` bytes: opening a journal that exists writes nothing by itself."""
    db.execute("CREATE TABLE IF NOT EXISTS room (body BLOB)")
    db.execute("INSERT INTO room VALUES (zeroblob(?))", (ROOM,))
    db.execute("DROP TABLE room")


def _make_chainable(db: sqlite3.Connection) -> None:
    """Give a journal from before the chain the chain's columns: it is chained from here on."""
    if not any(row[1] == "link" for row in db.execute("PRAGMA table_info(records)")):
        db.execute("ALTER TABLE records ADD COLUMN salt BLOB")
        db.execute("ALTER TABLE records ADD COLUMN link BLOB")


def _write(
    db: sqlite3.Connection,
    batch: list[tuple[int, Record]],
    shots: list[tuple[int, str]],
    link: bytes,
) -> bytes:
    """Write in one transaction; returns the link of the last record."""
    rows = []
    salts = os.urandom(16 * len(batch))
    for at, (seq, r) in enumerate(batch):
        salt = salts[16 * at : 16 * at + 16]
        link = link_after(link, digest_of(seq, r, salt))
        rows.append((seq, r.kind, r.at_ms, r.source, r.event_id, r.body, salt, link))
    db.execute("BEGIN IMMEDIATE")
    try:
        db.executemany(
            "INSERT INTO records (seq, kind, at_ms, source, event_id, body, salt, link) "
            "VALUES (?,?,?,?,?,?,?,?)",
            rows,
        )
        for seq, body in shots:
            db.execute("INSERT OR REPLACE INTO snapshots (seq, body) VALUES (?, ?)", (seq, body))
            db.execute("DELETE FROM snapshots WHERE seq < ?", (seq,))
        db.execute("COMMIT")
    except sqlite3.Error:
        with contextlib.suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise
    return link


def _take_lock(path: Path) -> sqlite3.Connection:
    """A second SQLite file held exclusively: a lock that every platform drops with the process."""
    if not path.absolute().parent.is_dir():
        raise CannotGoOnAir(
            f"{path}: there is no such folder; make it, or name another file with --journal"
        )
    try:
        lock = sqlite3.connect(f"{path}.lock", timeout=0.2, isolation_level=None)
        lock.execute("PRAGMA journal_mode=MEMORY")
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        busy = "locked" in str(error)
        raise CannotGoOnAir(
            f"{path}: another show is writing this journal; stop it first or name another file "
            "with --journal"
            if busy
            else f"{path}: the journal cannot be written ({error}): free disk space, check its "
            "permissions, or name another file with --journal"
        ) from error
    except OSError as error:
        raise CannotGoOnAir(
            f"{path}: the journal cannot be written ({error.strerror}): free disk space, check its "
            "permissions, or name another file with --journal"
        ) from error
    return lock


@contextlib.contextmanager
def locked_for_change(path: Path) -> Iterator[sqlite3.Connection]:
    """A journal that no show is writing, open to be changed.

    Raises:
        JournalError: there is none, or a show is writing it.
    """
    if not path.is_file():
        raise JournalError(f"{path}: no such journal")
    try:
        lock = _take_lock(path)
    except CannotGoOnAir as error:
        raise JournalError(f"{path}: a show is writing this journal: end it first") from error
    try:
        with contextlib.closing(_connect(path)) as db:
            _make_chainable(db)
            yield db
    finally:
        lock.close()
