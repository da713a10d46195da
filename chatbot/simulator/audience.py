"""A night's audience: who comes, what they write, how they react to the host. Pure.

Equal seed, equal goods and equal things heard at equal times give equal frames. Times are
seconds since the night began.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from math import exp, pi, sin
from random import Random
from typing import TYPE_CHECKING, Any

from chatbot.simulator.goods import Good
from chatbot.simulator.hearing import Heard
from chatbot.simulator.people import Viewer, invent
from chatbot.simulator.phrases import draw

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Audience"]

Frame = dict[str, Any]

TICK_S = 0.25
SEATS = 90  # viewers we follow as persons; the others only count
QUESTIONS = {
    "price": 30, "stock": 12, "shipping": 12, "return": 7, "size": 12, "usage": 10,
    "authenticity": 5, "discount": 10, "order": 7, "ai": 4,
}  # fmt: skip
OTHERS = {"chatter": 38, "emoji": 16, "praise": 7, "complaint": 2, "greeting": 8}


@dataclass(order=True)
class _Due:
    at_s: float
    number: int
    viewer: Viewer = field(compare=False)
    what: str = field(compare=False)
    sku: str = field(compare=False, default="")


class Audience:
    """People who watch, write, buy and leave. `rate` scales how many they are."""

    def __init__(self, *, seed: int, goods: Iterable[Good] = (), rate: float = 1.0) -> None:
        self._rng = Random(seed)
        self._rate = rate
        self._goods = {good.sku: good for good in goods}
        self._now_s = 0.0
        self._crowd = max(3.0, 80.0 * rate)
        self._wave = self._rng.uniform(0, 2 * pi)
        self._raid = 0.0
        self._numbers = count(1)
        self._people = [invent(self._rng, next(self._numbers)) for _ in range(24)]
        self._wrote: dict[str, float] = {}
        self._muted: dict[str, float] = {}
        self._order = count()
        self._due: list[_Due] = []
        self._sku = ""
        self._heat = 0.0  # how much the last call to action still moves people
        self._heard_at_s = 0.0
        self._said_silence_s = 0.0
        self._counted_s = -60.0

    @property
    def watching(self) -> int:
        """How many are in the room now."""
        return max(1, round(self._crowd))

    # --- what happens to them ---------------------------------------------------------------

    def hear(self, heard: Heard) -> None:
        """The host said, showed or pointed."""
        self._heard_at_s = self._now_s
        if heard.sku and heard.title and heard.sku not in self._goods:
            self._goods[heard.sku] = Good.seen(heard.sku, heard.title)
        new = heard.sku not in ("", self._sku)
        self._sku = heard.sku or self._sku
        if heard.kind == "shown" and new:
            self._burst("question", 0.012, 4.0, most=4)
        elif heard.kind == "pointed":
            self._heat = min(1.0, self._heat + 0.5)
            self._burst("cart", 0.05, 9.0, most=30)
            self._burst("ready", 0.01, 6.0, most=5)
        if heard.teases_price and self._rng.random() < 0.8:
            self._burst("price", 0.14, 7.0, most=40)
        if heard.invites and self._sku:
            self._burst("ready", 0.09, 6.0, most=30)
        if heard.tells_price:
            self._heat = min(1.0, self._heat + 0.25)
            self._burst("cart", 0.015, 12.0, most=12)
        for viewer in self._people:
            if len(viewer.nick) > 1 and viewer.nick in heard.text and self._rng.random() < 0.6:
                self._later(viewer, "thanks", self._rng.uniform(1.5, 5))
                if self._rng.random() < 0.25 + 0.5 * viewer.keen:
                    self._later(viewer, "cart", self._rng.uniform(4, 20))

    def mute(self, viewer_id: str, seconds: float) -> None:
        """The platform lets this viewer write nothing for a while."""
        self._muted[viewer_id] = self._now_s + seconds

    # --- time -------------------------------------------------------------------------------

    def until(self, now_s: float) -> list[Frame]:
        """Let time pass; return what happened as frames without id, room and stamp."""
        frames: list[Frame] = []
        while self._now_s + TICK_S <= now_s:
            self._now_s += TICK_S
            frames += self._tick()
        return frames

    def _tick(self) -> list[Frame]:
        rng = self._rng
        frames: list[Frame] = []
        self._move_crowd()
        if self._now_s - self._counted_s >= 5.0:
            self._counted_s = self._now_s
            frames.append({"type": "viewers", "count": self.watching})
        if len(self._people) < 5 or rng.random() < self._chance(0.25):
            frames += self._arrive()
        if rng.random() < self._chance(0.02):
            self._people.pop(rng.randrange(len(self._people)))
        lines_s = 0.05 * self.watching**0.5
        for _ in range(self._how_many(lines_s * TICK_S)):
            frames += self._write(rng.choices(self._people, [p.chatty for p in self._people])[0])
        frames += self._quietly()
        while self._due and self._due[0].at_s <= self._now_s:
            due = heappop(self._due)
            frames += self._do(due.viewer, due.what, due.sku)
        return frames

    def _chance(self, per_s: float) -> float:
        return 1.0 - exp(-per_s * TICK_S * min(4.0, max(0.25, self.watching / 120)))

    def _how_many(self, mean: float) -> int:
        """Poisson."""
        limit, product, n = exp(-min(mean, 30.0)), self._rng.random(), 0
        while product > limit:
            product *= self._rng.random()
            n += 1
        return n

    def _move_crowd(self) -> None:
        """Slow waves over the night, a quicker one, and now and then a wave of newcomers."""
        t, rng = self._now_s, self._rng
        wanted = 170 + 110 * sin(2 * pi * t / 7200 + self._wave) + 60 * sin(2 * pi * t / 660)
        wanted *= min(1.0, 0.5 + t / 240)  # the room fills in its first minutes
        if rng.random() < TICK_S / 420:
            self._raid += wanted * rng.uniform(0.4, 1.8)
        self._raid *= exp(-TICK_S / 150)
        wanted = max(4.0, wanted + self._raid) * self._rate
        pull = (wanted - self._crowd) * TICK_S / 25
        self._crowd = max(1.0, self._crowd + pull + rng.gauss(0, 0.05 * self._crowd**0.5))
        self._heat *= exp(-TICK_S / 40)

    # --- what they do -----------------------------------------------------------------------

    def _arrive(self) -> list[Frame]:
        viewer = invent(self._rng, next(self._numbers))
        self._people.append(viewer)
        if len(self._people) > SEATS:
            gone = self._people.pop(self._rng.randrange(SEATS // 2))
            self._wrote.pop(gone.id, None)
        if self._rng.random() < 0.16:
            self._later(viewer, "greeting", self._rng.uniform(1, 8))
        return [self._frame(viewer, "enter")]

    def _write(self, viewer: Viewer) -> list[Frame]:
        rng = self._rng
        if self._now_s - self._wrote.get(viewer.id, -60.0) < 12 and rng.random() < 0.8:
            return []
        if viewer.spams and rng.random() < 0.5:
            return self._say(viewer, "spam")
        if self._now_s - self._heard_at_s > 25 and self._now_s - self._said_silence_s > 20:
            self._said_silence_s = self._now_s
            return self._say(viewer, "silence")
        asks = 0.34 if self._sku else 0.2
        what = self._pick(QUESTIONS if rng.random() < asks else OTHERS)
        frames = self._say(viewer, what)
        if what in ("price", "stock") and rng.random() < 0.18:
            # somebody else wants to know too
            for other in rng.sample(self._people, min(2, len(self._people))):
                self._later(other, what, rng.uniform(1, 6))
        return frames

    def _quietly(self) -> list[Frame]:
        """Likes, follows, shares, gifts, and carts that nobody called for."""
        rng, frames = self._rng, []
        for what, per_s in (
            ("like", 0.25), ("follow", 0.025), ("share", 0.008), ("gift", 0.006),
            ("cart", 0.01 + 0.1 * self._heat),
        ):  # fmt: skip
            if rng.random() < self._chance(per_s):
                frames += self._do(rng.choice(self._people), what, self._sku)
        return frames

    def _do(self, viewer: Viewer, what: str, sku: str) -> list[Frame]:
        rng = self._rng
        if what == "question":
            return self._say(viewer, self._pick(QUESTIONS))
        if what == "like":
            return [self._frame(viewer, "like", count=rng.choice((1, 1, 2, 3, 5, 8, 20)))]
        if what in ("follow", "share"):
            return [self._frame(viewer, what)]
        if what == "gift":
            name, value = rng.choice(_GIFTS[viewer.lang])
            n = rng.choice((1, 1, 1, 3, 10))
            return [
                self._frame(viewer, "gift", name=name, count=n, value=value * n, currency="CNY")
            ]
        if what == "cart":
            if not sku:
                return []
            if rng.random() < 0.15 + 0.45 * viewer.keen + 0.2 * self._heat:
                self._later(viewer, "order", rng.uniform(4, 45), sku)
            return [self._frame(viewer, "cart", sku=sku)]
        if what == "order":
            if rng.random() < 0.3:
                self._later(viewer, "bought", rng.uniform(1, 6), sku)
            return [self._frame(viewer, "order", sku=sku, qty=rng.choice((1, 1, 1, 1, 2, 3)))]
        return self._say(viewer, what)

    def _say(self, viewer: Viewer, about: str) -> list[Frame]:
        if self._muted.get(viewer.id, 0.0) > self._now_s:
            return []
        good = self._about_what()
        text = draw(
            self._rng, viewer.lang, about, self._slots(viewer, good), good.kind if good else ""
        )
        self._wrote[viewer.id] = self._now_s
        return [self._frame(viewer, "chat", text=text)] if text else []

    def _about_what(self) -> Good | None:
        """What is on screen; sometimes what was shown earlier, or lies in the cart."""
        sku = self._sku
        if self._goods and (not sku or self._rng.random() < 0.12):
            sku = self._rng.choice(sorted(self._goods))
        return self._goods.get(sku)

    def _slots(self, viewer: Viewer, good: Good | None) -> dict[str, str]:
        slots = {"place": viewer.place, "kg": str(viewer.kg)}
        if good is None:
            return slots
        for name, values in (
            ("p", self._as_called(good.names.get(viewer.lang, ()))),
            ("colour", good.colours.get(viewer.lang, ())),
            ("size", good.sizes),
        ):
            if values:
                slots[name] = self._rng.choice(values)
        return slots | {"n": good.link}

    def _as_called(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Few people type a product's full name, which comes first."""
        return names[1:] if len(names) > 1 and self._rng.random() < 0.85 else names

    # --- small parts ------------------------------------------------------------------------

    def _burst(self, what: str, share: float, spread_s: float, *, most: int) -> None:
        """Some of the crowd do the same within a few seconds, most of them at once."""
        wanted = min(most, self._how_many(min(most * 2.0, share * self.watching)))
        for viewer in self._rng.sample(self._people, min(wanted, len(self._people))):
            delay = 0.8 + min(spread_s * 2, self._rng.expovariate(2.5 / spread_s))
            self._later(viewer, what, delay)

    def _later(self, viewer: Viewer, what: str, delay_s: float, sku: str = "") -> None:
        if len(self._due) < 1000:
            due = _Due(self._now_s + delay_s, next(self._order), viewer, what, sku or self._sku)
            heappush(self._due, due)

    def _pick(self, weights: dict[str, int]) -> str:
        return self._rng.choices(list(weights), list(weights.values()))[0]

    def _frame(self, viewer: Viewer, kind: str, **more: Any) -> Frame:
        user = {"id": viewer.id, "nick": viewer.nick, "role": "viewer"}
        return {"type": kind, "user": user, **more}


_GIFTS = {
    "zh": (("小心心", 1.0), ("玫瑰", 1.0), ("夜宵券", 9.9), ("荧光棒", 0.1)),
    "en": (("Rose", 1.0), ("Night Owl", 9.9), ("Heart", 1.0)),
    "fr": (("Rose", 1.0), ("Croissant", 5.0), ("Cœur", 1.0)),
}
