"""What a renderer is to which we connect, and what it is asked to do.

A `Follower` runs each one: it holds what the show sends, tells the renderer when a thing is due,
and connects again when it is lost. So a renderer says only how its program is spoken to.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chatbot.renderers.wire import Caps

if TYPE_CHECKING:
    from chatbot.performance import Part

__all__ = ["NEUTRAL", "Deed", "Face", "OutsideRenderer"]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that is due now.

    `command` is a stage-protocol object (`say`, `point_to_buy`, `show_product`, `gesture`,
    `expression`, …), its name the nearest that the renderer has; `due_at` is monotonic seconds,
    the renderer's offset included. A `say` comes when its first sample plays.
    """

    kind: str
    command: Mapping[str, Any]
    part: Part
    due_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """How the figure looks at one moment.

    `visemes` are Oculus names with weights that add up to 1 at most, `open` is how far the mouth is
    open from 0 to 1. `expressions` are names with weights; `gesture` with `share` from 0 to 1 says
    how far a motion has gone into its pose, `anchor` where a pointing one points.
    """

    visemes: Mapping[str, float] = field(default_factory=dict)
    open: float = 0.0
    speaking: bool = False
    expressions: Mapping[str, float] = field(default_factory=dict)
    gesture: str = ""
    share: float = 0.0
    anchor: Any = None
    moving: bool = False
    """Whether it will look otherwise a moment later by itself."""


NEUTRAL = Face()


class OutsideRenderer:
    """A renderer that we connect to; whatever it cannot do it leaves as it is here.

    Any method but `aclose` may raise OSError (TimeoutError and ConnectionError among them) or
    `NotReady`: the connection is then closed and opened again later. `AuthFailed` ends it.
    """

    name = ""
    where = ""
    """Its address, as the console shows it: without secrets."""
    caps = Caps()
    """What it can do, known at the latest when `connect` returns."""
    frames_per_s = 0.0
    """How often `frame` is called while something moves; 0 is never."""
    idle_every_s: float | None = None
    """How often `frame` is called while nothing moves; None is never."""
    connect_within_s = 10.0
    answer_within_s = 3.0

    notice: Callable[[str], None] = staticmethod(lambda words: None)
    """Tells the console something, such as a question that somebody has to answer there."""

    async def connect(self) -> str:
        """Open the connection; returns a few words about the peer for the console."""
        return ""

    async def allowed(self) -> None:
        """After `AuthFailed`: return once it is worth another try."""
        await asyncio.Event().wait()

    async def watch(self) -> None:
        """Return, or raise ConnectionError, once the connection is lost."""
        await asyncio.Event().wait()

    async def perform(self, deed: Deed) -> None:
        """Do this now."""

    async def frame(self, face: Face) -> None:
        """Show this face; the last one of a line is neutral where nothing is held."""

    async def show(self, what: str, value: Any) -> None:
        """Show what stands, the latest only: `state` is a text, `label` texts by language.

        `segment` is the title of the rundown's segment, `product` None where none stands any more.
        """

    async def stop(self) -> None:
        """Fall silent: what was begun is cut."""

    async def aclose(self) -> None:
        """Leave neutral and close; never raises OSError, and may be called at any time."""
