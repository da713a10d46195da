"""What a renderer has to do and when, and how the figure looks at any moment. Pure.

Time comes in as seconds of any monotonic clock. A cue begins when `begin` says so; its commands
come out of `due` at their times, and `face` is the mouth, the expression and the gesture between.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Any

from chatbot.renderers.loudness import loudness
from chatbot.renderers.nearest import EXPRESSIONS, GESTURES, OPENNESS, nearest
from chatbot.renderers.outside import NEUTRAL, Deed, Face

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chatbot.performance import Part
    from chatbot.renderers.wire import Caps

__all__ = ["Score"]

PARTS = 64
DEEDS = 128
BLEND_S = 0.05
"""A mouth shape is reached and left over so long, half of it before its time."""
GESTURE_S = 1.4
REACH_S, LOWER_S = 0.25, 0.4
"""How long a motion takes into its pose and out of it."""
RELAX_AFTER_S = 2.0
"""The face is kept so long after the line's end."""


@dataclass(slots=True)
class _Track:
    part: Part
    begin: float
    end: float
    shapes: tuple[tuple[float, float, str, float], ...]  # from, to, viseme, weight


@dataclass(slots=True)
class _Held:
    name: str
    begin: float
    end: float
    anchor: Any = None


@dataclass(slots=True)
class _Fade:
    name: str = "neutral"
    weight: float = 0.0
    begin: float = 0.0
    fade_s: float = 0.2
    before: Mapping[str, float] = field(default_factory=dict)

    def at(self, now: float) -> dict[str, float]:
        share = _clip((now - self.begin) / self.fade_s) if self.fade_s > 0 else 1.0
        mixed = {name: weight * (1 - share) for name, weight in self.before.items()}
        if self.name != "neutral":
            mixed[self.name] = mixed.get(self.name, 0.0) + self.weight * share
        return {name: round(weight, 4) for name, weight in mixed.items() if weight > 0.0005}


class Score:
    """The parts a renderer was given. `dropped` counts deeds that found no room."""

    def __init__(self, caps: Caps) -> None:
        self.caps = caps
        self.dropped = 0
        self._parts: OrderedDict[str, Part] = OrderedDict()
        self._tracks: deque[_Track] = deque(maxlen=PARTS)
        self._deeds: list[tuple[float, int, Deed]] = []
        self._order = count()
        self._held: _Held | None = None
        self._fade = _Fade()
        self._relax_at: float | None = None

    # --- what the show says -------------------------------------------------------------

    def add(self, part: Part) -> None:
        """A part was sent; the oldest are forgotten where none ever begins."""
        self._parts[part.cue] = part
        while len(self._parts) > PARTS:
            self._parts.popitem(last=False)

    def begin(self, cue: str, at: float, *, silent: bool = False) -> None:
        """A part begins at `at`; `silent` where it was not heard: then its words stay away."""
        part = self._parts.pop(cue, None)
        if part is None:
            return
        if part.say is not None and part.speech is not None and not silent:
            self._put(Deed("say", {"type": "say", **_said(part)}, part, at))
            end = at + part.duration_ms / 1000
            self._tracks.append(_Track(part, at, end, _shapes(part, at)))
            self._relax_at = end + RELAX_AFTER_S
            if part.part == 0:
                mood = part.say.mood or "neutral"
                self._put(Deed("expression", {"type": "expression", "name": mood}, part, at))
        marks = dict(part.marks)
        for command in part.commands:
            when = command.get("at") or {}
            ms = 0 if silent else marks.get(when.get("mark", ""), when.get("ms", 0))
            self._put(Deed(str(command.get("type")), command, part, at + ms / 1000))

    def cut(self, utterance: str | None, now: float) -> None:
        """Forget an utterance, or everything, and close the mouth."""
        for cue, part in list(self._parts.items()):
            if utterance in (None, part.utterance):
                del self._parts[cue]
        kept = [each for each in self._deeds if utterance not in (None, each[2].part.utterance)]
        self._deeds = sorted(kept, key=lambda each: each[:2])
        playing = [t for t in self._tracks if utterance in (None, t.part.utterance)]
        for track in playing:
            self._tracks.remove(track)
        if playing or utterance is None:
            self._held = None
            self._express("neutral", 0.0, 0.2, now)

    def ended(self, cue: str, at: float) -> None:
        """A part ended at `at`, perhaps before its length: the mouth closes with it."""
        self._parts.pop(cue, None)
        for track in self._tracks:
            if track.part.cue == cue:
                track.end = min(track.end, at)

    # --- what the renderer does ---------------------------------------------------------

    def next_at(self) -> float | None:
        """When the next deed is due."""
        return self._deeds[0][0] if self._deeds else None

    def due(self, now: float) -> Deed | None:
        """The next deed whose time has come; what the face shows of it is noted."""
        if not self._deeds or self._deeds[0][0] > now:
            return None
        deed = heappop(self._deeds)[2]
        command = deed.command
        if deed.kind == "expression":
            fade_s = float(command.get("fade_ms", 200)) / 1000
            name = str(command.get("name", "neutral"))
            self._express(name, float(command.get("weight", 0.7)), fade_s, deed.due_at)
        elif deed.kind in ("gesture", "point_to_buy"):
            name = str(command.get("name") or deed.kind)
            hold_s = float(command.get("hold_ms", GESTURE_S * 1000)) / 1000
            end = deed.due_at + hold_s
            self._held = _Held(name, deed.due_at, end, command.get("anchor"))
        return deed

    def face(self, now: float) -> Face:
        """How the figure looks at this moment."""
        while self._tracks and self._tracks[0].end + BLEND_S < now:
            self._tracks.popleft()
        if self._relax_at is not None and now >= self._relax_at and not self._tracks:
            self._express("neutral", 0.0, 0.4, self._relax_at)
            self._relax_at = None
        track = next((t for t in reversed(self._tracks) if t.begin - BLEND_S / 2 <= now), None)
        speaking = track is not None and now < track.end
        visemes = _mouth(track, now) if track is not None else {}
        share, held = self._reach(now)
        expressions = self._fade.at(now)
        moving = bool(self._tracks) or held is not None or self._relax_at is not None
        if not moving and not expressions and not visemes:
            return NEUTRAL
        return Face(
            visemes=visemes,
            open=round(min(1.0, sum(OPENNESS[name] * w for name, w in visemes.items())), 4),
            speaking=speaking,
            expressions=expressions,
            gesture=held.name if held else "",
            share=share,
            anchor=held.anchor if held else None,
            moving=moving or now < self._fade.begin + self._fade.fade_s,
        )

    # --- parts --------------------------------------------------------------------------

    def _put(self, deed: Deed) -> None:
        name = deed.command.get("name")
        if deed.kind in ("gesture", "expression") and isinstance(name, str):
            have, table = (
                (self.caps.gestures, GESTURES)
                if deed.kind == "gesture"
                else (self.caps.expressions, EXPRESSIONS)
            )
            other = nearest(name, have, table) if have else None
            if other and other != name:
                command = {**deed.command, "name": other}
                deed = Deed(deed.kind, command, deed.part, deed.due_at)
        heappush(self._deeds, (deed.due_at, next(self._order), deed))
        if len(self._deeds) > DEEDS:
            heappop(self._deeds)
            self.dropped += 1

    def _express(self, name: str, weight: float, fade_s: float, at: float) -> None:
        self._fade = _Fade(name, _clip(weight), at, fade_s, self._fade.at(at))

    def _reach(self, now: float) -> tuple[float, _Held | None]:
        held = self._held
        if held is None or now < held.begin:
            return 0.0, None
        if now >= held.end + LOWER_S:
            self._held = None
            return 0.0, None
        into = _smooth((now - held.begin) / REACH_S)
        out = 1.0 - _smooth((now - held.end) / LOWER_S)
        return round(min(into, out), 4), held


def _said(part: Part) -> dict[str, Any]:
    say, speech = part.say, part.speech
    assert say is not None
    assert speech is not None
    return {
        "text": speech.text,
        "spoken": speech.spoken,
        "lang": speech.lang,
        "mood": say.mood,
        "duration_ms": speech.duration_ms,
        **({"speaker": say.speaker} if say.speaker else {}),
    }


def _shapes(part: Part, at: float) -> tuple[tuple[float, float, str, float], ...]:
    """The mouth shapes in time; of a voice that gives none, how loud it is."""
    speech = part.speech
    assert speech is not None
    if speech.visemes:
        return tuple(
            (at + v.t_ms / 1000, at + (v.t_ms + v.d_ms) / 1000, v.viseme, v.weight)
            for v in speech.visemes
            if v.viseme in OPENNESS
        )
    return tuple(
        (at + begin, at + end, "aa", level)
        for begin, end, level in loudness(speech.audio, speech.rate)
    )


def _mouth(track: _Track, now: float) -> dict[str, float]:
    mixed: dict[str, float] = {}
    half = BLEND_S / 2
    for begin, end, name, weight in track.shapes:
        end = min(end, track.end)
        if begin - half > now:
            break
        if end + half <= now or end <= begin:
            continue
        share = min(_clip((now - begin + half) / BLEND_S), _clip((end + half - now) / BLEND_S))
        if share > 0 and name != "sil":
            mixed[name] = mixed.get(name, 0.0) + share * weight
    total = sum(mixed.values())
    scale = 1 / total if total > 1 else 1.0
    return {name: round(weight * scale, 4) for name, weight in mixed.items() if weight > 0.001}


def _clip(value: float) -> float:
    return min(1.0, max(0.0, value))


def _smooth(share: float) -> float:
    share = _clip(share)
    return share * share * (3 - 2 * share)
