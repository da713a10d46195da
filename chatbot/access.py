"""Access tokens, users, and the note a running show leaves for `chatbot stop`: private files."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from chatbot.errors import CannotGoOnAir, ChatbotError, ConfigError
from chatbot.web.auth import Tokens
from chatbot.web.users import Users

__all__ = ["Running", "all_running", "announce", "find_running", "tokens_for", "users_here"]

NAMES = ("owner", "moderator", "stage", "gateway", "viewer")


def tokens_for(journal: Path, environment: Mapping[str, str]) -> Tokens:
    """The tokens from the environment; those unset are made once and kept beside the journal.

    Raises:
        ConfigError: the file is not one of ours.
        CannotGoOnAir: there is no folder for it.
    """
    if not journal.absolute().parent.is_dir():
        raise CannotGoOnAir(f"{journal}: there is no such folder; make it, or choose another")
    path = Path(f"{journal}.tokens")
    kept: dict[str, str] = {}
    if path.is_file():
        try:
            kept = {str(k): str(v) for k, v in json.loads(path.read_text("utf-8")).items()}
        except (ValueError, AttributeError) as error:
            raise ConfigError(
                "not a token file: delete it and new tokens are made", path=path
            ) from error
    made = {name: kept.get(name) or secrets.token_urlsafe(24) for name in NAMES}
    if made != kept:
        _write_private(path, json.dumps(made, indent=1))
    return Tokens(
        **{name: environment.get(f"CHATBOT_{name.upper()}_TOKEN") or made[name] for name in NAMES}
    )


def _write_private(path: Path, text: str) -> None:
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
    os.replace(fresh, path)


def users_here() -> Users:
    """The users of this machine's shows: `users.db` in CHATBOT_HOME, else in the system's place."""
    import platformdirs

    home = os.environ.get("CHATBOT_HOME")
    base = Path(home) if home else platformdirs.user_config_path("live-room-host", appauthor=False)
    return Users(base.expanduser() / "users.db")


@dataclass(frozen=True, slots=True)
class Running:
    """Where a running show listens, and the token that acts on it.

    `public` is where people elsewhere find it, `certificate` the file of its own certificate.
    """

    name: str
    pid: int
    address: str
    token: str
    public: str = ""
    certificate: str = ""


def _folder() -> Path:
    import platformdirs

    home = os.environ.get("CHATBOT_HOME")
    if home:
        return Path(home) / "running"
    return platformdirs.user_state_path("live-room-host", appauthor=False) / "running"


@contextlib.contextmanager
def announce(running: Running) -> Iterator[None]:
    """Leave a note while the show runs; without a writable folder `chatbot stop` needs options."""
    path = _folder() / f"{running.pid}.json"
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        note = {name: value for name, value in asdict(running).items() if name != "pid"}
        _write_private(path, json.dumps(note))
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def find_running(name: str | None = None) -> Running:
    """The one running show, or the one of this name or process number.

    Raises:
        ChatbotError: none, or several, are running.
    """
    found = all_running(name)
    if len(found) == 1:
        return found[0]
    if not found:
        named = f" by the name {name!r}" if name else ""
        raise ChatbotError(f"no show is running here{named}: start it, `chatbot run SHOW.yaml`")
    names = ", ".join(f"{r.name} ({r.pid})" for r in found)
    raise ChatbotError(f"several shows are running: {names}; name one with --show, by its number")


def all_running(name: str | None = None) -> list[Running]:
    """The shows that run here; with a name, those of this name or process number."""
    import psutil

    found = []
    for path in sorted(_folder().glob("*.json")):
        with contextlib.suppress(ValueError, OSError, KeyError, TypeError):
            data = json.loads(path.read_text("utf-8"))
            if psutil.pid_exists(int(path.stem)) and name in (None, data["name"], path.stem):
                found.append(Running(pid=int(path.stem), **data))
    return found
