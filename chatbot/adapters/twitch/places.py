"""Where Twitch is, and how long what may take."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from chatbot.errors import ConfigError

__all__ = ["Places", "Times"]


@dataclass(frozen=True, slots=True)
class Places:
    """The three addresses of Twitch; a test gives those of the fake one."""

    api: str = "https://api.twitch.tv/helix/"
    id: str = "https://id.twitch.tv/"
    events: str = "wss://eventsub.wss.twitch.tv/ws"

    @classmethod
    def usual(cls) -> Places:
        """Twitch; or the fake one on this machine that CHATBOT_TWITCH_URL names.

        Raises:
            ConfigError: it names another machine.
        """
        url = os.environ.get("CHATBOT_TWITCH_URL", "").rstrip("/")
        if not url:
            return cls()
        if not re.fullmatch(r"http://(127\.0\.0\.1|localhost):\d{1,5}", url):
            raise ConfigError(
                "CHATBOT_TWITCH_URL is for a fake Twitch on this machine, such as "
                "http://127.0.0.1:8790: unset it to use Twitch itself"
            )
        return cls.at(url)

    @classmethod
    def at(cls, url: str) -> Places:
        """A fake Twitch that is all at this http address."""
        socket = "ws" + url.removeprefix("http")
        return cls(f"{url}/helix/", f"{url}/", f"{socket}/ws")


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Seconds. `quiet` is how much longer than Twitch's keepalive a connection may be silent."""

    open: float = 8.0
    welcome: float = 11.0
    request: float = 10.0
    ping_every: float = 5.0
    quiet: float = 2.0
    retire: float = 2.0
    poll_every: float = 30.0
    audit_every: float = 120.0
    validate_every: float = 3_300.0
    sign_in_every: float = 5.0
