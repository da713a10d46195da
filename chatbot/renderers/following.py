"""Everybody who follows the pacer: outside renderers, told what is sent, begins, ends and stops."""

from __future__ import annotations

import asyncio
import contextlib
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chatbot.performance import Part
    from chatbot.renderers.follower import Follower
    from chatbot.renderers.pacing import Ended, Pacing

__all__ = ["Following"]

_REMEMBERED = 128


class Following:
    """Tells followers when each cue begins, once, by the clock that paces it."""

    def __init__(self) -> None:
        self.followers: list[Follower] = []
        self._begun: OrderedDict[str, None] = OrderedDict()

    def sent(self, part: Part) -> None:
        """A part goes out."""
        for follower in self.followers:
            follower.sent(part)

    def settle(self, pacing: Pacing, ended: Iterable[Ended], now: float) -> None:
        """Tell what has ended, and what has begun since."""
        for each in ended:
            if each.outcome == "interrupted":
                for follower in self.followers:
                    follower.stop(pacing.utterance_of(each.cue))
                continue
            if each.outcome == "late":  # nobody heard it, yet what it shows is shown
                self._began(each.cue, now, silent=True)
            else:
                self._began(each.cue, pacing.clock_of(each.cue))
            for follower in self.followers:
                follower.ended(each.cue, now)
        if pacing.head is not None:
            self._began(pacing.head, pacing.clock_of(pacing.head))

    def stop(self, utterance: str | None) -> None:
        """Silence an utterance, or everything."""
        for follower in self.followers:
            follower.stop(utterance)

    def show(self, what: str, value: Any) -> None:
        """This stands from now on."""
        for follower in self.followers:
            follower.show(what, value)

    async def settled(self, within_s: float) -> None:
        """Wait until each has shown what stands, for so long at most."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await asyncio.gather(*(follower.settled() for follower in self.followers))

    def _began(self, cue: str, at: float | None, *, silent: bool = False) -> None:
        if at is None or cue in self._begun:
            return
        self._begun[cue] = None
        while len(self._begun) > _REMEMBERED:
            self._begun.popitem(last=False)
        for follower in self.followers:
            follower.began(cue, at, silent=silent)
