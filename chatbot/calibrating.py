"""`chatbot renderer calibrate`: how far a renderer's picture is from the sound, by ten claps.

Each clap goes the way every line goes: the stage client with sound plays it, the renderer opens its
mouth. A person says which came first; the offset moves by half as much each time that turns round.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Literal

from chatbot.commands import Say
from chatbot.performance import Part, Speech, VisemeAt

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from chatbot.renderers.follower import Follower
    from chatbot.renderers.stage_hub import StageHub

__all__ = ["CLAPS", "Answer", "Halving", "clap", "clap_and_ask", "ready"]

CLAPS = 10
FIRST_STEP_MS = 160
LEAST_STEP_MS = 10
MOST_MS = 1_000
RATE = 24_000
CLAP_MS = 400

Answer = Literal["picture", "sound", "together"]


class Halving:
    """Closes in on the offset at which picture and sound seem one. Pure."""

    def __init__(self, offset_ms: int) -> None:
        self.offset_ms = offset_ms
        self._step_ms = FIRST_STEP_MS
        self._last: Answer | None = None
        self._together: list[int] = []

    def hears(self, answer: Answer) -> None:
        """What came first at the current offset."""
        if answer == "together":
            self._together.append(self.offset_ms)
        if answer == "together" or (self._last is not None and answer != self._last):
            self._step_ms = max(LEAST_STEP_MS, self._step_ms // 2)
        self._last = answer
        if answer == "picture":
            self.offset_ms = min(MOST_MS, self.offset_ms + self._step_ms)
        elif answer == "sound":
            self.offset_ms = max(-MOST_MS, self.offset_ms - self._step_ms)

    @property
    def found_ms(self) -> int:
        """The middle of what seemed one, else where it has come to; in steps of ten."""
        seen = self._together or [self.offset_ms]
        return round(sum(seen) / len(seen) / 10) * 10


def clap(number: int) -> Part:
    """A clap of the hands, with the mouth wide open from its first moment."""
    import numpy as np

    rng = np.random.default_rng(7)
    count = RATE * CLAP_MS // 1000
    falls = np.exp(-np.arange(count) / (RATE * 0.02))
    noise = rng.uniform(-1.0, 1.0, count) * falls * 28_000
    speech = Speech(
        text="\N{CLAPPING HANDS SIGN}",
        spoken="",
        lang="en",
        duration_ms=CLAP_MS,
        audio=noise.astype("<i2").tobytes(),
        rate=RATE,
        visemes=(VisemeAt(0, CLAP_MS - 100, "aa"),),
    )
    name = f"clap-{number}"
    say = Say(text="\N{CLAPPING HANDS SIGN}", lang="en")
    return Part(cue=name, utterance=name, part=0, last=True, say=say, speech=speech)


async def clap_and_ask(
    hub: StageHub, follower: Follower, ask: Callable[[int], Awaitable[Answer]]
) -> Halving:
    """Clap ten times, asking after each; returns what was found."""
    halving = Halving(follower.offset_ms)
    for number in range(1, CLAPS + 1):
        follower.offset_ms = halving.offset_ms
        part = clap(number)
        hub.send(part)
        await hub.played(part.cue)
        halving.hears(await ask(number))
    return halving


async def ready(hub: StageHub, follower: Follower, tell: Callable[[str], None]) -> None:
    """Wait until somebody plays the sound and the renderer is there; says what is waited for."""
    told = ""
    while True:
        sounds = any(client.audio != "none" for client in hub.clients())
        if sounds and follower.up:
            return
        words = "" if sounds else "Waiting for the stage page with its sound on."
        if not follower.up:
            words = f"{words} Waiting for {follower.name} at {follower.renderer.where}.".strip()
        if words != told:
            told = words
            tell(words)
        await asyncio.sleep(0.1)
