"""What a journal holds, how a record is chained to the one before, and how to read it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chatbot.errors import JournalError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "FORMAT",
    "GENESIS",
    "Record",
    "digest_of",
    "link_after",
    "open_to_read",
    "read_head",
    "read_records",
    "read_snapshot",
    "unreadable",
]

FORMAT = "chatbot.journal/1"
GENESIS = hashlib.sha256(FORMAT.encode()).digest()
"""What stands for the link before the first one (`engine/chain.py` says what a link is)."""


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the journal.

    `head` comes first, `in` is what happened, `out` what was decided, `audit` what a person did,
    `cost` what models and voices took, `note` tells of a rewriting. `state` stands for older
    records that were removed; replay and resume begin there, and read `in` and `out` only.
    """

    kind: str
    at_ms: int
    body: str
    source: str = ""
    event_id: str = ""
    seq: int = 0


def digest_of(seq: int, record: Record, salt: bytes) -> bytes:
    """SHA-256 over the salt and all that the record says; lengths keep its parts apart."""
    source, event_id = record.source, record.event_id
    head = f"{seq} {record.kind} {record.at_ms} {len(source)} {len(event_id)} {source}{event_id}"
    return hashlib.sha256(salt + f"{head}{record.body}".encode()).digest()


def link_after(link: bytes, digest: bytes) -> bytes:
    """The link of the record with this digest, after the one with that link."""
    return hashlib.sha256(link + digest).digest()


def unreadable(path: Path, error: sqlite3.Error) -> JournalError:
    """What a person is told of a journal that SQLite cannot read."""
    if "no such table" in str(error):
        return JournalError(f"{path}: not the journal of a show")
    if "not a database" in str(error) and path.suffix in (".yaml", ".yml"):
        return JournalError(f"{path}: no journal; the show's is {path.with_suffix('.journal')}")
    return JournalError(f"{path}: the journal cannot be read ({error})")


def open_to_read(path: Path) -> sqlite3.Connection:
    """The journal's file, to be read only; a show may be writing it.

    Raises:
        JournalError: there is none.
    """
    if not path.is_file():
        raise JournalError(f"{path}: no such journal")
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def read_head(path: Path) -> dict[str, Any]:
    """The journal's first record: format, engine, seed, wall clock at the start, files.

    Raises:
        JournalError: the file is missing or is not a journal of this format.
    """
    for record in read_records(path, most=1):
        head: dict[str, Any] = json.loads(record.body)
        if record.kind == "head" and head.get("format") == FORMAT:
            return head
    raise JournalError(f"{path}: not a journal of format {FORMAT}")


def read_records(
    path: Path, *, after: int = 0, since_ms: int | None = None, most: int = -1
) -> Iterator[Record]:
    """Read records in order, after record number `after`, from show time `since_ms` on.

    Raises:
        JournalError: the file is missing or broken.
    """
    try:
        with contextlib.closing(open_to_read(path)) as db:
            if since_ms is not None:  # show time never goes back: the index finds the first
                found = db.execute(
                    "SELECT MIN(seq) FROM records INDEXED BY records_at WHERE at_ms >= ?",
                    (since_ms,),
                ).fetchone()[0]
                if found is None:
                    return
                after = max(after, found - 1)
            rows = db.execute(
                "SELECT kind, at_ms, body, source, event_id, seq FROM records "
                "WHERE seq > ? ORDER BY seq LIMIT ?",
                (after, most),
            )
            for row in rows:
                yield Record(*row)
    except sqlite3.Error as error:
        raise unreadable(path, error) from error


def read_snapshot(path: Path) -> tuple[int, str] | None:
    """The last snapshot and the number of the record it follows."""
    try:
        with contextlib.closing(open_to_read(path)) as db:
            row = db.execute("SELECT seq, body FROM snapshots ORDER BY seq DESC LIMIT 1").fetchone()
    except sqlite3.Error as error:
        raise unreadable(path, error) from error
    return None if row is None else (row[0], row[1])
