"""Users and invitations, in one private file that every show of this machine shares."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import sqlite3
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from chatbot.errors import ChatbotError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

__all__ = ["ROLES", "Known", "User", "Users", "UsersError", "name_wrong"]

ROLES = ("viewer", "moderator", "owner")
"""What a person may be, the least first."""
RESERVED = {*ROLES, "stage", "gateway", "attendance", "system", "nobody"}
"""Names that stand for something else in the log of who did what."""
LONGEST_NAME = 32
PASSWORD = (10, 256)
INVITED_S = 15 * 60
MOST_INVITES = 64
_SCHEMA = """
CREATE TABLE IF NOT EXISTS users (
  name TEXT PRIMARY KEY, role TEXT NOT NULL, hash TEXT NOT NULL, stamp TEXT NOT NULL,
  added INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS invites (
  digest TEXT PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, until INTEGER NOT NULL)
  WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS signed_out (
  digest TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID;
"""


class UsersError(ChatbotError):
    """What was asked of the users' file cannot be done; the text says what can."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who signs in; `stamp` changes with the password and the role."""

    name: str
    role: str
    stamp: str
    added: int


@dataclass(frozen=True, slots=True)
class Known:
    """The users' file at one moment: users by name, and digests of sessions that were ended."""

    users: Mapping[str, User] = field(default_factory=dict)
    signed_out: frozenset[str] = frozenset()


def name_wrong(name: str) -> str:
    """Why nobody can be called so, or ""."""
    fine = all(unicodedata.category(c)[0] in "LMN" or c in "-_" for c in name)
    if not fine or not 1 <= len(name) <= LONGEST_NAME:
        return f"a name is 1 to {LONGEST_NAME} letters, digits, - and _"
    if name.casefold() in RESERVED:
        return f"{name!r} stands for a role or a part of the program: take another name"
    return ""


def password_wrong(name: str, password: str) -> str:
    """Why this cannot be the password, or ""."""
    least, most = PASSWORD
    if not least <= len(password) <= most:
        return f"a password has {least} to {most} characters"
    if password.casefold() == name.casefold() or len(set(password)) < 4:
        return "that password is too easy to guess"
    return ""


class Users:
    """The file; every method opens it, does one transaction and may wait for another process.

    Passwords are kept as argon2id hashes (RFC 9106, low memory: 64 MiB), invitation codes as
    SHA-256.
    """

    def __init__(
        self,
        path: Path,
        now: Callable[[], float] = time.time,
        hasher: PasswordHasher | None = None,
    ):
        self.path = path
        self._now, self._hasher = now, hasher
        self._nobody = ""

    # --- who there is -------------------------------------------------------------------

    def read(self) -> Known:
        """Everybody, and which sessions were ended.

        Raises:
            UsersError: the file cannot be read.
        """
        if not self.path.exists():
            return Known()
        with self._open() as db:
            rows = db.execute("SELECT name, role, stamp, added FROM users ORDER BY name")
            users = {row[0]: User(*row) for row in rows}
            ended = db.execute("SELECT digest FROM signed_out WHERE until > ?", (self._now(),))
            return Known(users, frozenset(row[0] for row in ended))

    def add(self, name: str, role: str, password: str) -> None:
        """Add somebody.

        Raises:
            UsersError: the name or password will not do, or the name is taken.
        """
        name = self._checked(name, role)
        hashed = self._hash(name, password)
        with self._open() as db:
            if db.execute("SELECT 1 FROM users WHERE name = ?", (name,)).fetchone():
                raise UsersError(
                    f"{name} is a user already: `chatbot user password {name}` or "
                    f"`chatbot user role {name} {role}` changes that"
                )
            self._put(db, name, role, hashed)

    def change(self, name: str, *, role: str | None = None, password: str | None = None) -> None:
        """Change somebody's role or password; their sessions end.

        Raises:
            UsersError: there is no such user, or the password will not do.
        """
        name = self._normal(name)
        hashed = None if password is None else self._hash(name, password)
        with self._open() as db:
            row = db.execute("SELECT role, hash FROM users WHERE name = ?", (name,)).fetchone()
            if row is None:
                raise UsersError(f"there is no user {name!r}: `chatbot user list` names them")
            self._put(db, name, role or row[0], hashed or row[1])

    def remove(self, name: str) -> None:
        """Remove somebody, and the invitations to their name.

        Raises:
            UsersError: there is no such user.
        """
        name = self._normal(name)
        with self._open() as db:
            invites = db.execute("DELETE FROM invites WHERE name = ?", (name,)).rowcount
            users = db.execute("DELETE FROM users WHERE name = ?", (name,)).rowcount
        if not users + invites:
            raise UsersError(f"there is no user {name!r}: `chatbot user list` names them")

    def verify(self, name: str, password: str) -> User | None:
        """The user whose password this is; takes as long for a name that nobody has."""
        from argon2.exceptions import InvalidHashError, VerificationError

        name = self._normal(name)
        row = None
        if self.path.exists() and len(password) <= PASSWORD[1]:
            with self._open() as db:
                query = "SELECT role, stamp, added, hash FROM users WHERE name = ?"
                row = db.execute(query, (name,)).fetchone()
        try:
            self._argon().verify(row[3] if row else self._decoy(), password[: PASSWORD[1]])
        except (VerificationError, InvalidHashError):
            return None
        return User(name, *row[:3]) if row else None

    # --- invitations, and the end of sessions -----------------------------------------------

    def invite(self, name: str, role: str, lasts_s: float = INVITED_S) -> str:
        """A code that lets `name` choose a password, once, and soon; a user gets a new one so.

        Raises:
            UsersError: nobody can have this name.
        """
        name = self._checked(name, role)
        code = secrets.token_urlsafe(18)
        until = int(self._now() + lasts_s)
        with self._open() as db:
            db.execute("DELETE FROM invites WHERE name = ? OR until < ?", (name, self._now()))
            if db.execute("SELECT count(*) FROM invites").fetchone()[0] >= MOST_INVITES:
                raise UsersError(f"{MOST_INVITES} invitations are open: wait until some are used")
            db.execute(
                "INSERT INTO invites VALUES (?, ?, ?, ?)", (_digest(code), name, role, until)
            )
        return code

    def invited(self, code: str) -> tuple[str, str] | None:
        """Name and role of an invitation that may still be used."""
        if not self.path.exists():
            return None
        with self._open() as db:
            query = "SELECT name, role FROM invites WHERE digest = ? AND until >= ?"
            row = db.execute(query, (_digest(code), self._now())).fetchone()
        return None if row is None else (row[0], row[1])

    def accept(self, code: str, password: str) -> User | None:
        """Use an invitation up; None where it is used or too old.

        Raises:
            UsersError: the password will not do; the invitation stays good.
        """
        asked = self.invited(code)
        if asked is None:
            return None
        name, role = asked
        hashed = self._hash(name, password)
        with self._open() as db:
            query = "DELETE FROM invites WHERE digest = ? AND until >= ?"
            if not db.execute(query, (_digest(code), self._now())).rowcount:
                return None  # somebody was faster
            return self._put(db, name, role, hashed)

    def sign_out(self, digest: str, until: float) -> None:
        """Remember that a session was ended, for as long as it could have lived."""
        with self._open() as db:
            db.execute("DELETE FROM signed_out WHERE until < ?", (self._now(),))
            db.execute("INSERT OR REPLACE INTO signed_out VALUES (?, ?)", (digest, int(until)))

    # --- inside -------------------------------------------------------------------------

    @contextlib.contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """One transaction; the file is made private before anything is written into it."""
        try:
            if not self.path.exists():
                self.path.parent.mkdir(parents=True, exist_ok=True)
                with contextlib.suppress(FileExistsError):
                    os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            with contextlib.closing(sqlite3.connect(self.path, timeout=5)) as db:
                db.execute("PRAGMA synchronous = FULL")
                db.executescript(_SCHEMA)
                db.execute("BEGIN IMMEDIATE")
                with db:
                    yield db
        except (sqlite3.Error, OSError) as error:
            raise UsersError(f"{self.path}: the users' file cannot be used ({error})") from error

    def _put(self, db: sqlite3.Connection, name: str, role: str, hashed: str) -> User:
        user = User(name, role, secrets.token_hex(8), int(self._now()))
        db.execute(
            "INSERT INTO users VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
            "role = excluded.role, hash = excluded.hash, stamp = excluded.stamp",
            (name, role, hashed, user.stamp, user.added),
        )
        return user

    def _checked(self, name: str, role: str) -> str:
        name = self._normal(name)
        if wrong := name_wrong(name):
            raise UsersError(wrong)
        if role not in ROLES:
            raise UsersError(f"no role {role!r} (known: {', '.join(ROLES)})")
        return name

    def _normal(self, name: str) -> str:
        return unicodedata.normalize("NFKC", name.strip())

    def _hash(self, name: str, password: str) -> str:
        if wrong := password_wrong(name, password):
            raise UsersError(wrong)
        return self._argon().hash(password)

    def _argon(self) -> PasswordHasher:
        if self._hasher is None:
            from argon2 import PasswordHasher

            self._hasher = PasswordHasher()
        return self._hasher

    def _decoy(self) -> str:
        if not self._nobody:
            self._nobody = self._argon().hash(secrets.token_hex(16))
        return self._nobody


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()
