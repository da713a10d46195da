"""When a cue has ended: one client's reports are the clock, and our own when nobody's are.

Pure: time comes in as seconds of any monotonic clock, what ended goes out. A cue that is due at
`d` and lasts `n` seconds ends by `d + n + LATE_START_S + LATE_END_S`, whatever clients do.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["LATE_END_S", "LATE_START_S", "Ended", "Pacing"]

LATE_START_S = 1.0
"""A pacer that has not begun this long after a cue was due is late."""
LATE_END_S = 1.5
"""A pacer that has not finished this long after the cue's length is late."""

_REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class Ended:
    """A cue ended: `finished`, `interrupted` or `late`; `pacer` is the client that paced it."""

    cue: str
    outcome: str
    pacer: str


@dataclass(slots=True)
class _Client:
    name: str
    audio: bool
    late: bool = False


@dataclass(slots=True)
class _Cue:
    id: str
    utterance: str
    duration_s: float
    candidates: tuple[int, ...]  # who may pace it, in the order of their connection
    due_at: float | None = None  # set when it becomes the head
    pacer: int | None = None
    began_at: float | None = None  # the first pacer's start: our own clock goes on from there
    started: dict[int, float] = field(default_factory=dict)
    finished: dict[int, str] = field(default_factory=dict)

    @property
    def last_moment(self) -> float:
        due = self.due_at or 0.0
        return due + self.duration_s + LATE_START_S + LATE_END_S


class Pacing:
    """The cues in play, in order, and whose word counts for each.

    Clients are named by a key that grows with every connection, so the lowest key is the
    longest-connected. Every method that may end cues returns them in order.
    """

    def __init__(self, named: str | None = None):
        self._named = named
        self._clients: dict[int, _Client] = {}
        self._cues: OrderedDict[str, _Cue] = OrderedDict()
        self._past: OrderedDict[str, _Cue] = OrderedDict()

    @property
    def head(self) -> str | None:
        """The cue in play."""
        return next(iter(self._cues), None)

    @property
    def pacer(self) -> int | None:
        """The client whose reports count now; None means our own clock."""
        for cue in self._cues.values():
            return cue.pacer
        return next(iter(self._able(self._clients)), None)

    def is_late(self, key: int) -> bool:
        """Whether this client missed a cue and has not reported one properly since."""
        client = self._clients.get(key)
        return client is not None and client.late

    def waiting(self, cue: str) -> bool:
        """Whether this cue has not ended."""
        return cue in self._cues

    def utterance_of(self, cue: str) -> str | None:
        """The utterance that a cue, in play or lately ended, is part of."""
        known = self._cues.get(cue) or self._past.get(cue)
        return None if known is None else known.utterance

    def began_at(self, cue: str) -> float | None:
        """When the pacer began this cue: its clock for everybody else."""
        known = self._cues.get(cue) or self._past.get(cue)
        return None if known is None else known.began_at

    def clock_of(self, cue: str) -> float | None:
        """When this cue began for those who follow: the pacer's start, or when it was its turn.

        The latter where our own clock paces, and for a cue that has no length; None until then.
        """
        known = self._cues.get(cue) or self._past.get(cue)
        if known is None or known.due_at is None or known.began_at is not None:
            return None if known is None else known.began_at
        return known.due_at if known.pacer is None or not known.duration_s else None

    def due_at(self) -> float | None:
        """The moment to call `tick` next."""
        for cue in self._cues.values():
            return self._deadline(cue)
        return None

    # --- what happens -------------------------------------------------------------------

    def join(self, key: int, name: str, audio: bool) -> None:
        """A client connected, or said what it can do anew."""
        known = self._clients.get(key)
        if known is None:
            self._clients[key] = _Client(name, audio)
        else:
            known.name, known.audio = name, audio

    def leave(self, key: int, now: float) -> tuple[Ended, ...]:
        """A client is gone; the next one, or our own clock, takes over its cue."""
        self._clients.pop(key, None)
        return self.tick(now)

    def sent(
        self, cue: str, utterance: str, duration_s: float, to: Iterable[int], now: float
    ) -> tuple[Ended, ...]:
        """A cue went out to these clients; it plays after those sent before it."""
        if cue in self._cues or cue in self._past:
            raise ValueError(f"cue {cue!r} was sent before: ids are unique")
        able = tuple(self._able(sorted(to)))
        self._cues[cue] = _Cue(cue, utterance, duration_s, able)
        return self.tick(now)

    def started(self, key: int, cue: str, now: float) -> tuple[Ended, ...]:
        """A client began a cue."""
        known = self._cues.get(cue) or self._past.get(cue)
        if known is not None and key in self._clients:
            known.started.setdefault(key, now)
            if known.pacer == key and known.began_at is None:
                known.began_at = now
        return self.tick(now)

    def finished(
        self, key: int, cue: str, now: float, *, outcome: str = "finished"
    ) -> tuple[Ended, ...]:
        """A client ended a cue; a late client that did so in time counts again."""
        known = self._cues.get(cue) or self._past.get(cue)
        if known is None or key not in self._clients:
            return self.tick(now)
        known.finished.setdefault(key, outcome)
        start = known.started.get(key)
        if start is not None and known.due_at is not None and outcome == "finished":
            in_time = start <= known.due_at + LATE_START_S
            if in_time and now <= start + known.duration_s + LATE_END_S:
                self._clients[key].late = False
        return self.tick(now)

    def stop(self, cue: str | None, now: float) -> tuple[Ended, ...]:
        """Cut a cue and its utterance's other parts, or everything; they end at once."""
        of = None if cue is None else self.utterance_of(cue)
        hit = [c for c in self._cues.values() if cue is None or c.utterance == of]
        ended = [self._end(each, "interrupted") for each in hit]
        return (*ended, *self.tick(now))

    def tick(self, now: float) -> tuple[Ended, ...]:
        """Let time pass: end what is over."""
        ended: list[Ended] = []
        while self._cues:
            cue = next(iter(self._cues.values()))
            if cue.due_at is None:
                cue.due_at = now
                self._elect(cue)
            outcome = self._outcome(cue, now)
            if outcome is None:
                break
            ended.append(self._end(cue, outcome))
        return tuple(ended)

    # --- rules --------------------------------------------------------------------------

    def _able(self, keys: Iterable[int]) -> list[int]:
        """Those who may pace, best first: the named one, then the longest-connected with audio."""
        found = [(k, c) for k in keys if (c := self._clients.get(k)) is not None and not c.late]
        named = [k for k, c in found if self._named is not None and c.name == self._named]
        return named + [k for k, c in found if c.audio and k not in named]

    def _elect(self, cue: _Cue) -> None:
        able = set(self._able(self._clients))
        cue.pacer = next((key for key in cue.candidates if key in able), None)
        if cue.pacer is not None and cue.began_at is None:
            cue.began_at = cue.started.get(cue.pacer)

    def _deadline(self, cue: _Cue) -> float:
        due = cue.due_at or 0.0
        if cue.pacer is None:
            return (due if cue.began_at is None else cue.began_at) + cue.duration_s
        start = cue.started.get(cue.pacer)
        if start is None:
            # One who inherits a cue that the first pacer had begun in time has the same window.
            return due + LATE_START_S
        return min(max(start, due) + cue.duration_s + LATE_END_S, cue.last_moment)

    def _outcome(self, cue: _Cue, now: float) -> str | None:
        if cue.pacer is not None and cue.pacer not in self._clients:
            self._elect(cue)
            while cue.pacer is not None and not self._can_inherit(cue, now):
                cue.candidates = tuple(k for k in cue.candidates if k != cue.pacer)
                self._elect(cue)
        if cue.pacer is not None and cue.pacer in cue.finished:
            return cue.finished[cue.pacer]
        if now < self._deadline(cue):
            return None
        if cue.pacer is None:
            return "finished"
        self._clients[cue.pacer].late = True
        return "late"

    def _can_inherit(self, cue: _Cue, now: float) -> bool:
        """A client that has not begun and whose time to begin is over inherits nothing."""
        return cue.pacer in cue.started or now < (cue.due_at or 0.0) + LATE_START_S

    def _end(self, cue: _Cue, outcome: str) -> Ended:
        del self._cues[cue.id]
        self._past[cue.id] = cue
        while len(self._past) > _REMEMBERED:
            self._past.popitem(last=False)
        client = None if cue.pacer is None else self._clients.get(cue.pacer)
        return Ended(cue.id, outcome, client.name if client else "")
