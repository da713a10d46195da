"""Sending one alert through the library apprise: beside the show, bounded, nothing secret told."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
import threading
import warnings
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chatbot.alert_config import AlertConfig

__all__ = ["Deliverer", "unknown_address"]

WITHIN_S = 20.0
"""E-mail is apprise's slowest: 15 s to connect."""
MOST_HANGING = 8
MOST_SAID = 300


class _Heard(logging.Handler):
    """What the library says in one thread."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._lines, self._thread = lines, threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread:
            self._lines.append(record.getMessage())


def _apprise() -> Any:
    """The library, its log kept to ourselves: its lines may hold parts of an address."""
    first = "apprise" not in sys.modules
    with warnings.catch_warnings() if first else contextlib.nullcontext():
        import apprise

        if first:  # it reads its services at the first address, and one wants an old module
            warnings.simplefilter("ignore", DeprecationWarning)
            apprise.Apprise.instantiate("json://localhost")
    logging.getLogger("apprise").propagate = False
    logging.getLogger("urllib3").setLevel(logging.WARNING)  # else a path with its token
    return apprise


def _service(config: AlertConfig) -> Any:
    apprise = _apprise()
    asset = apprise.AppriseAsset(app_id="live-room-host", app_desc="live room host", app_url="")
    return apprise.Apprise.instantiate(config.address(), asset=asset, suppress_exceptions=True)


def unknown_address(config: AlertConfig) -> bool:
    """Whether apprise can make nothing of it; takes half a second the first time."""
    heard = _Heard([])
    log = logging.getLogger("apprise")
    log.addHandler(heard)
    try:
        return _service(config) is None
    finally:
        log.removeHandler(heard)


def _send(config: AlertConfig, title: str, body: str) -> str:
    lines: list[str] = []
    heard = _Heard(lines)
    log = logging.getLogger("apprise")
    log.addHandler(heard)
    try:
        service = _service(config)
        if service is None:
            return "apprise knows no such address"
        if service.notify(body=body, title=title):
            return ""
    except Exception as error:
        lines.append(f"{type(error).__name__}: {error}")
    finally:
        log.removeHandler(heard)
    return config.redacted("; ".join(lines) or "not taken")[:MOST_SAID]


class Deliverer:
    """Sends in a thread of its own each, which nothing waits for at the end."""

    def __init__(self, within_s: float = WITHIN_S) -> None:
        self._within_s = within_s
        self._threads: list[threading.Thread] = []

    async def send(self, config: AlertConfig, title: str, body: str) -> str:
        """Send it; returns "" where it was taken, else why not, without anything secret."""
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        if len(self._threads) >= MOST_HANGING:
            return f"{MOST_HANGING} alerts before it are still on their way"
        loop = asyncio.get_running_loop()
        outcome: asyncio.Future[str] = loop.create_future()

        def told(why: str) -> None:
            if not outcome.done():
                outcome.set_result(why)

        def work() -> None:
            why = _send(config, title, body)
            with contextlib.suppress(RuntimeError):  # the show has ended meanwhile
                loop.call_soon_threadsafe(told, why)

        thread = threading.Thread(target=work, name="alert", daemon=True)
        self._threads.append(thread)
        thread.start()
        try:
            async with asyncio.timeout(self._within_s):  # `wait_for` may swallow the show's end
                return await outcome
        except TimeoutError:
            return f"no answer within {self._within_s:g} s"
