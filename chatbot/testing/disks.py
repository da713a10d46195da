"""Disks that fail under a running show, as its journal meets them."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

__all__ = ["full_disk", "hung_disk"]


@contextlib.contextmanager
def full_disk(journal: Path) -> Iterator[None]:
    """Every write to a journal fails meanwhile, as on a full disk."""
    with contextlib.closing(sqlite3.connect(journal, isolation_level=None, timeout=10)) as db:
        db.execute(
            "CREATE TRIGGER full BEFORE INSERT ON records "
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
        try:
            yield
        finally:
            db.execute("DROP TRIGGER full")


@contextlib.contextmanager
def hung_disk(journal: Path) -> Iterator[None]:
    """Every write to a journal waits meanwhile, as on a disk that hangs."""
    with contextlib.closing(sqlite3.connect(journal, isolation_level=None, timeout=10)) as db:
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            db.execute("ROLLBACK")
