"""Lines out: cleaned, one at a time, well under Twitch's limits, and not believed sent too soon."""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from chatbot.adapters.twitch.helix import Helix, Trouble
from chatbot.adapters.twitch.scopes import ANNOUNCE, WRITE_CHAT
from chatbot.backoff import TokenBucket
from chatbot.errors import AuthFailed
from chatbot.events import PlatformResult

__all__ = ["LONGEST", "Outbox", "parts_of"]

LONGEST = 500
MOST_PARTS = 3

PER_30_S = 20
"""What Twitch lets an account that moderates nothing write; we stay under 80 % of it."""

Result = Callable[..., PlatformResult]


class Outbox:
    """Writes lines for one account.

    16 lines in any 30 s, one announcement in 2.5 s; a line that would wait longer than `patience_s`
    is refused, so that nothing old is said late. A line whose fate is unknown is not sent again.
    """

    def __init__(
        self,
        helix: Helix,
        *,
        source: str,
        channel_id: str,
        user_id: str,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        patience_s: float = 20.0,
    ) -> None:
        self._helix, self._source = helix, source
        self.channel_id, self.user_id = channel_id, user_id
        self._clock, self._sleep, self._patience_s = clock, sleep, patience_s
        burst = 4.0
        self._lines = TokenBucket(burst=burst, per_s=(PER_30_S * 0.8 - burst) / 30)
        self._announcements = TokenBucket(burst=1, per_s=0.4)
        self._turn = asyncio.Lock()
        self._under_way: Counter[str] = Counter()
        self._ids: deque[str] = deque(maxlen=500)

    @property
    def can(self) -> frozenset[str]:
        """What the sign-in allows."""
        account = self._helix.sign_in
        scopes = account.scopes if account else ()
        able = {"reply"} if WRITE_CHAT in scopes else set()
        return frozenset(able | ({"announce"} if ANNOUNCE in scopes else set()))

    def wrote(self, message_id: str, text: str) -> bool:
        """Whether a chat message of our account is one that we sent, come back."""
        return message_id in self._ids or self._under_way[text] > 0

    async def act(self, ref: str, action: Mapping[str, Any]) -> PlatformResult:
        """Send it; `done` only where Twitch says that it is in the chat."""
        name = str(action.get("action", ""))
        result = partial(
            PlatformResult, id=f"do-{ref}", source=self._source, cause=ref, action=name
        )
        if name not in ("reply", "announce"):
            return result(result="refused", detail=f"Twitch cannot {name}: do it by hand")
        if name not in self.can:
            scope = WRITE_CHAT if name == "reply" else ANNOUNCE
            detail = f"the sign-in lacks {scope}: type `chatbot twitch login` and agree to it"
            return result(result="refused", detail=detail)
        parts = parts_of(str(action.get("text") or ""))
        if not parts:
            return result(result="refused", detail="there is nothing to write")
        if len(parts) > MOST_PARTS:
            detail = f"too long: Twitch takes {LONGEST} characters a line; make it shorter"
            return result(result="refused", detail=detail)
        by_s = self._clock() + self._patience_s
        for part in parts:
            outcome, detail = await self._write(name, part, action.get("reply_to"), by_s)
            if outcome != "done":
                return result(result=outcome, detail=detail)
        return result(result="done")

    async def _write(self, name: str, text: str, reply_to: Any, by_s: float) -> tuple[str, str]:
        bucket = self._lines if name == "reply" else self._announcements
        async with self._turn:
            while True:
                wait_s = bucket.reserve(self._clock(), patience_s=by_s - self._clock())
                if wait_s is None:
                    return "refused", "too many lines at once: Twitch's limit for an account"
                if wait_s:
                    await self._sleep(wait_s)
                self._under_way[text] += 1
                try:
                    return await self._send(name, text, reply_to)
                except AuthFailed as failure:
                    return "refused", str(failure)
                except Trouble as trouble:
                    if trouble.status == 429 and self._clock() + trouble.wait_s < by_s:
                        await self._sleep(trouble.wait_s)
                        continue
                    return _why(trouble)
                finally:
                    self._under_way -= Counter((text,))

    async def _send(self, name: str, text: str, reply_to: Any) -> tuple[str, str]:
        if name == "announce":
            await self._helix.post_chat_announcement(
                self.channel_id, self.user_id, self.user_id, text
            )
            return "done", ""
        answer = await self._helix.post_chat_message(
            self.channel_id,
            self.user_id,
            text,
            self.user_id,
            reply_to_message_id=str(reply_to) if reply_to else None,
        )
        try:
            sent: Any = answer["data"][0]
            if sent["is_sent"]:
                self._ids.append(str(sent["message_id"]))
                return "done", ""
            dropped = sent.get("drop_reason") or {}
        except (KeyError, IndexError, TypeError, AttributeError):
            return "timeout", "Twitch did not say whether it was sent"
        said = dropped.get("message") or dropped.get("code") or "no reason given"
        return "refused", f"Twitch kept the line back: {str(said)[:200]}"


def _why(trouble: Trouble) -> tuple[str, str]:
    if trouble.status == 0 or trouble.status >= 500:
        return "timeout", f"{trouble}; it may or may not be in the chat"
    if trouble.status == 429:
        return "refused", "Twitch wants no more lines for now"
    if scope := trouble.missing_scope:
        return "refused", f"the sign-in lacks {scope}: type `chatbot twitch login`"
    return "refused", str(trouble)


_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_END = re.compile(r"(?<=[.!?。！？])\s*")


def parts_of(text: str) -> list[str]:
    """The lines that say it, each short enough and none a command.

    Twitch takes a line that begins with `/` or `.` for an order. Such a line gets a dash in front
    and loses nothing: without its point ".50" would be another price.
    """
    rest = _BLANK.sub(" ", text).strip()
    parts: list[str] = []
    while rest:
        if rest[0] in "/.":
            rest = f"- {rest}"
        if len(rest) <= LONGEST:
            parts.append(rest)
            break
        at = _break_in(rest[: LONGEST + 1])
        parts.append(rest[:at].strip())
        rest = rest[at:].strip()
    return parts


def _break_in(text: str) -> int:
    """Where to part: after a sentence, else between words, else anywhere."""
    ends = [match.end() for match in _END.finditer(text) if 0 < match.end() <= LONGEST]
    for at in (max(ends, default=0), text.rfind(" ")):
        if at > LONGEST // 4:
            return at
    return LONGEST
