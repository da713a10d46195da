"""The journal as a hash chain: whoever changes, drops or inserts a record is found out.

A record's digest is SHA-256 over a salt of its own and its content; its link is SHA-256 over the
link before and that digest. A record may be rewritten, so that a viewer can be forgotten, without
breaking the chain: its digest stays, its salt and content go (with neither, the digest tells
nothing), and a note at the journal's end, itself a link of the chain, says what was rewritten, by
whom and why.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from chatbot.engine.journal import locked_for_change
from chatbot.engine.records import (
    GENESIS,
    Record,
    digest_of,
    link_after,
    open_to_read,
    unreadable,
)
from chatbot.errors import JournalError

__all__ = ["NOTE", "Verified", "chain_head", "rewrite", "verify"]

Change = tuple[int, "Record | None"]
NOTE = "note"
"""The kind of the record that tells of a rewriting; replay and resume pass it over."""
PROBLEMS = 20
_FORGOTTEN = """
CREATE TABLE IF NOT EXISTS forgotten (
  seq INTEGER NOT NULL, note INTEGER NOT NULL, was BLOB NOT NULL, became BLOB,
  PRIMARY KEY (seq, note)) WITHOUT ROWID;
"""
_ROWS = "SELECT seq, kind, at_ms, source, event_id, body, salt, link FROM records ORDER BY seq"


@dataclass(slots=True)
class Verified:
    """What the chain of a journal says; it is whole where `problems` is empty.

    `head` is `number:link` of the last record: who noted an earlier one can ask for it again.
    `unchained` counts records written before journals were chained, all at the beginning.
    """

    records: int = 0
    unchained: int = 0
    rewritten: int = 0
    removed: int = 0
    head: str = ""
    notes: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def verify(
    path: Path, *, expect: str = "", tell: Callable[[int], None] = lambda done: None
) -> Verified:
    """Walk the whole chain; `expect` is an earlier `head` that must still be part of it.

    `tell` hears how many records were read. A show may be writing the journal meanwhile.

    Raises:
        JournalError: the file is missing or is no journal, or `expect` is no `number:link`.
    """
    number, _, wanted = expect.partition(":")
    if expect and not (number.isdecimal() and len(wanted) >= 16):
        raise JournalError(f"{expect!r} is no number:link, such as verify prints as head")
    found = Verified()
    try:
        with contextlib.closing(open_to_read(path)) as db:
            db.execute("BEGIN")  # one state of the file, however long this takes
            links = _Walk(db, found, tell).links({int(number)} if expect else set())
    except sqlite3.Error as error:
        raise unreadable(path, error) from error
    if expect:
        link = links.get(int(number))
        if link is None:
            found.problems.append(f"record {number}, which was expected, is not there")
        elif not link.hex().startswith(wanted.lower()):
            found.problems.append(f"record {number} has another link than was expected")
    return found


class _Walk:
    def __init__(self, db: sqlite3.Connection, found: Verified, tell: Callable[[int], None]):
        self._db, self._found, self._tell = db, found, tell
        self._noted: dict[int, Any] = {}  # note → running hash over what it rewrote

    def links(self, wanted: set[int]) -> dict[int, bytes]:
        """Check every record; returns the links of the wanted ones that are there."""
        found, db = self._found, self._db
        if not any(row[1] == "link" for row in db.execute("PRAGMA table_info(records)")):
            found.records = found.unchained = db.execute("SELECT COUNT(*) FROM records").fetchone()[
                0
            ]
            return {}
        history = _Histories(db)
        links: dict[int, bytes] = {}
        link, before, started = GENESIS, 0, False
        for row in db.execute(_ROWS):
            seq, kind, at_ms, source, event_id, body, salt, stored = row
            found.records += 1
            if found.records % 1000 == 0:
                self._tell(found.records)
            if stored is None and not started:
                found.unchained += 1
                before = seq
                continue
            started = True
            link = self._across(history, link, before, seq)
            content = digest_of(seq, Record(kind, at_ms, body, source, event_id), salt or b"")
            rewritings = history.of(seq)
            if rewritings:
                found.rewritten += 1
                self._follow(seq, rewritings, content)
                content = rewritings[0][1]
            link = link_after(link, content)
            if stored != link:
                self._problem(f"record {seq} is not what was written, or one before it is not")
                link = stored or link  # go on from there: find every break, not only the first
            if kind == NOTE:
                self._note(seq, body)
            if seq in wanted:
                links[seq] = link
            before = seq
        found.head = f"{before}:{link.hex()}" if started else ""
        self._account()
        return links

    def _across(self, history: _Histories, link: bytes, before: int, seq: int) -> bytes:
        """The link before record `seq`, over removed ones; a gap that no note explains is told."""
        for number in range(before + 1, seq):
            rewritings = history.of(number)
            if not rewritings:
                many = f"records {number} to {seq - 1} are missing"
                self._problem(many if number < seq - 1 else f"record {number} is missing")
                return link
            self._found.removed += 1
            self._follow(number, rewritings, None)
            link = link_after(link, rewritings[0][1])
        return link

    def _follow(
        self, seq: int, rewritings: list[tuple[int, bytes, bytes | None]], now: bytes | None
    ) -> None:
        before: bytes | None = rewritings[0][1]
        for note, was, became in rewritings:
            if was != before:
                self._problem(f"record {seq} was changed between two rewritings")
            known = self._noted.setdefault(note, hashlib.sha256())
            known.update(_change(seq, was, became))
            before = became
        if before != now:
            self._problem(f"record {seq} was changed after it was rewritten")

    def _note(self, seq: int, body: str) -> None:
        try:
            self._found.notes.append({**json.loads(body), "seq": seq})
        except (ValueError, TypeError):
            self._problem(f"record {seq} is a note that cannot be read")

    def _account(self) -> None:
        """Each rewriting must be the one that its note tells of."""
        told = {note["seq"]: note.get("changes") for note in self._found.notes}
        for note, known in self._noted.items():
            if told.get(note) != known.hexdigest():
                self._problem(f"records were rewritten otherwise than record {note} tells")
        for note in told.keys() - self._noted.keys():
            self._problem(f"record {note} tells of a rewriting that left no trace")

    def _problem(self, text: str) -> None:
        if len(self._found.problems) < PROBLEMS:
            self._found.problems.append(text)


class _Histories:
    """What was rewritten, record by record; asked for in ascending order."""

    def __init__(self, db: sqlite3.Connection):
        self._groups: Iterable[tuple[int, Any]] = iter(())
        if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'forgotten'").fetchone():
            rows = db.execute("SELECT seq, note, was, became FROM forgotten ORDER BY seq, note")
            self._groups = groupby(rows, key=lambda row: row[0])
        self._next: tuple[int, list[tuple[int, bytes, bytes | None]]] | None = None

    def of(self, seq: int) -> list[tuple[int, bytes, bytes | None]]:
        while self._next is None or self._next[0] < seq:
            group = next(iter(self._groups), None)
            if group is None:
                return []
            self._next = (group[0], [tuple(row[1:]) for row in group[1]])
        return self._next[1] if self._next[0] == seq else []


def _change(seq: int, was: bytes, became: bytes | None) -> bytes:
    return b"%d:%b:%b;" % (seq, was.hex().encode(), (became or b"").hex().encode())


def rewrite(
    path: Path,
    changed: Mapping[int, Record | None] | Callable[[], Iterable[Change]],
    *,
    why: str,
    by: str,
    wall_ms: int,
    more: Callable[[], Mapping[str, Any]] = dict,
    snapshot: Callable[[], str] | None = None,
    keep_snapshot: bool = False,
) -> int:
    """Replace records by number (None removes one), note it, and keep the chain whole.

    `changed` may be a function that gives the changes in the order of their numbers while they are
    made. The note holds `why`, `by`, `wall_ms`, the head before and what `more` says at the end.
    The snapshot, which remembers what was there, gives way to the new one, if there is one, unless
    it is to be kept. All happens at once or, if the machine fails, not at all; the old text is
    overwritten in the file. Returns how many records changed.

    Raises:
        JournalError: a show is writing the journal, a record is not there, or it has no link.
    """
    try:
        with locked_for_change(path) as db:
            db.execute("PRAGMA secure_delete=ON")
            db.executescript(_FORGOTTEN)
            db.execute("BEGIN IMMEDIATE")
            steps = sorted(changed.items()) if isinstance(changed, Mapping) else changed()
            told = {"why": why, "by": by, "wall_ms": wall_ms}
            count = _rewrite(path, db, steps, told, more)
            if count:
                last = db.execute("SELECT seq FROM records ORDER BY seq DESC LIMIT 1").fetchone()
                if not keep_snapshot:
                    db.execute("DELETE FROM snapshots")
                if snapshot is not None:
                    db.execute("INSERT INTO snapshots VALUES (?, ?)", (last[0], snapshot()))
            db.execute("COMMIT" if count else "ROLLBACK")
            if count:
                db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise unreadable(path, error) from error
    return count


def _rewrite(
    path: Path,
    db: sqlite3.Connection,
    changed: Iterable[Change],
    told: dict[str, Any],
    more: Callable[[], Mapping[str, Any]],
) -> int:
    last = "SELECT seq, at_ms, link FROM records ORDER BY seq DESC LIMIT 1"
    last_seq, at_ms, link = db.execute(last).fetchone() or (0, 0, None)
    note, count = last_seq + 1, 0
    changes = hashlib.sha256()
    for seq, record in changed:
        count += 1
        row = db.execute(
            "SELECT kind, at_ms, body, source, event_id, salt, link FROM records WHERE seq = ?",
            (seq,),
        ).fetchone()
        if row is None or row[6] is None:
            why = "is not there" if row is None else "was written before journals were chained"
            raise JournalError(f"{path}: record {seq} {why}, so it cannot be rewritten")
        was = digest_of(seq, Record(*row[:5]), row[5] or b"")
        became = None
        if record is None:
            db.execute("DELETE FROM records WHERE seq = ?", (seq,))
        else:
            salt = os.urandom(16)
            became = digest_of(seq, record, salt)
            db.execute(
                "UPDATE records SET kind=?, at_ms=?, source=?, event_id=?, body=?, salt=? "
                "WHERE seq=?",
                (
                    record.kind, record.at_ms, record.source, record.event_id, record.body, salt,
                    seq,
                ),
            )  # fmt: skip
        db.execute("INSERT INTO forgotten VALUES (?, ?, ?, ?)", (seq, note, was, became))
        changes.update(_change(seq, was, became))
    if not count:
        return 0
    body = {
        "note": "rewritten", **told, "was": f"{last_seq}:{(link or GENESIS).hex()}", **more(),
        "records": count, "changes": changes.hexdigest(),
    }  # fmt: skip
    record = Record(NOTE, at_ms, json.dumps(body, ensure_ascii=False))
    salt = os.urandom(16)
    db.execute(
        "INSERT INTO records (seq, kind, at_ms, body, salt, link) VALUES (?, ?, ?, ?, ?, ?)",
        (
            note, record.kind, record.at_ms, record.body, salt,
            link_after(link or GENESIS, digest_of(note, record, salt)),
        ),
    )  # fmt: skip
    return count


def chain_head(path: Path) -> str:
    """`number:link` of the last record, to be noted elsewhere; "" where there is none.

    Raises:
        JournalError: the file is missing or is no journal.
    """
    try:
        with contextlib.closing(open_to_read(path)) as db:
            row = db.execute("SELECT seq, link FROM records ORDER BY seq DESC LIMIT 1").fetchone()
    except sqlite3.Error as error:
        raise unreadable(path, error) from error
    return f"{row[0]}:{row[1].hex()}" if row and row[1] else ""
