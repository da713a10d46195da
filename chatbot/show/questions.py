"""The question board: messages that ask the same are one cluster, ranked and answered once."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from chatbot.language.reading import Reading
from chatbot.show.brief import Answer

__all__ = ["Asked", "Board", "Cluster", "Outcome"]

MAX_CLUSTERS = 200
MAX_ASKERS = 60
EXPIRES_MS = 120_000
CLOSES_MS = 5_000
UNDERSTANDING_MS = 250
RETRY_MS = 15_000
COOL_MS = {"greeting": 45_000, "praise": 60_000, "chit_chat": 60_000}
WEIGHT = {
    "price": 10,
    "order": 10,
    "stock": 9,
    "size_colour": 8,
    "discount": 8,
    "ai_identity": 8,
    "complaint": 8,
    "usage": 7,
    "authenticity": 7,
    "shipping": 7,
    "return": 7,
    "chit_chat": 3,
    "praise": 2,
    "greeting": 2,
}
Outcome = tuple[str, str, str]  # message id, fate, reason


@dataclass
class Asked:
    """One viewer's message in a cluster."""

    message_id: str
    source: str
    viewer_id: str
    nick: str
    text: str
    at_ms: int


@dataclass
class Cluster:
    """One question, however many ask it.

    `status`: open → asking → ready → onstage → answered; or held (maybe answered), dropped.
    """

    id: str
    key: str
    reading: Reading
    asked: list[Asked]
    first_ms: int
    last_ms: int
    asked_by: int = 1
    status: str = "open"
    understood_by_ms: int = 0
    not_before_ms: int = 0
    asked_at_ms: int = 0
    asked_with: int = 0
    closes_ms: int = 0
    pinned: bool = False
    answer: Answer | None = None

    @property
    def first(self) -> Asked:
        """Who asked first."""
        return self.asked[0]


@dataclass
class Board:
    """Open questions and what became of the rest."""

    clusters: dict[str, Cluster] = field(default_factory=dict)
    by_key: dict[str, str] = field(default_factory=dict)
    answered_ms: dict[str, int] = field(default_factory=dict)
    viewer_answered_ms: dict[str, int] = field(default_factory=dict)
    carts: dict[str, int] = field(default_factory=dict)

    def add(self, asked: Asked, reading: Reading, key: str, *, sure: bool) -> list[Outcome]:
        """Put a message on the board; say what became of it and of whatever it pushed off."""
        outcomes: list[Outcome] = []
        same = self.clusters.get(self.by_key.get(key, ""))
        if same is not None and same.status == "answered" and asked.at_ms <= same.closes_ms:
            return [(asked.message_id, "answered", f"just answered with {same.id}")]
        if same is not None and same.status in ("open", "asking", "ready", "onstage"):
            viewers = {a.viewer_id for a in same.asked}
            if asked.viewer_id in viewers:
                same.last_ms = asked.at_ms
                return [(asked.message_id, "merged", f"same viewer asks again: {same.id}")]
            same.asked_by += 1
            same.last_ms = asked.at_ms
            if len(same.asked) < MAX_ASKERS:
                same.asked.append(asked)
            return [(asked.message_id, "merged", f"asks the same as {same.id}")]
        mine = [
            c
            for c in self.clusters.values()
            if c.status == "open" and c.asked_by == 1 and c.first.viewer_id == asked.viewer_id
        ]
        if len(mine) >= 3:  # one viewer cannot crowd out the others
            oldest = min(mine, key=lambda c: (c.first_ms, c.id))
            outcomes += self._leave(oldest, "ignored", "this viewer asked three newer questions")
        cluster = Cluster(
            id=asked.message_id,
            key=key,
            reading=reading,
            asked=[asked],
            first_ms=asked.at_ms,
            last_ms=asked.at_ms,
            understood_by_ms=asked.at_ms if sure else asked.at_ms + UNDERSTANDING_MS,
        )
        self.clusters[cluster.id] = cluster
        self.by_key[key] = cluster.id
        outcomes.append((asked.message_id, "waiting", ""))
        open_ones = [c for c in self.clusters.values() if c.status == "open"]
        if len(open_ones) > MAX_CLUSTERS:
            worst = min(open_ones, key=lambda c: (self.rank(c, asked.at_ms, None), c.id))
            outcomes += self._leave(worst, "shed", "the board is full and this ranked last")
        return outcomes

    def reread(self, cluster: Cluster, reading: Reading, key: str, now_ms: int) -> list[Outcome]:
        """The cluster's meaning became clearer: move it to its new key, merging where one waits."""
        if self.by_key.get(cluster.key) == cluster.id:
            del self.by_key[cluster.key]
        other = self.clusters.get(self.by_key.get(key, ""))
        if other is not None and other.status in ("open", "asking", "ready", "onstage"):
            del self.clusters[cluster.id]
            other.asked_by += cluster.asked_by
            other.asked = (other.asked + cluster.asked)[:MAX_ASKERS]
            return [(a.message_id, "merged", f"asks the same as {other.id}") for a in cluster.asked]
        cluster.key, cluster.reading, cluster.understood_by_ms = key, reading, now_ms
        self.by_key[key] = cluster.id
        return []

    def rank(self, cluster: Cluster, now_ms: int, on_screen: str | None) -> float:
        """Higher comes first; `reasons` says the same in words."""
        return sum(points for points, _ in self._scores(cluster, now_ms, on_screen))

    def reasons(self, cluster: Cluster, now_ms: int, on_screen: str | None) -> str:
        """Why this one now."""
        return ", ".join(why for points, why in self._scores(cluster, now_ms, on_screen) if points)

    def _scores(
        self, cluster: Cluster, now_ms: int, on_screen: str | None
    ) -> tuple[tuple[float, str], ...]:
        reading = cluster.reading
        age_s = (now_ms - cluster.first_ms) / 1000
        since_ms = now_ms - self.answered_ms.get(cluster.key, -(10**9))
        heard_ms = now_ms - self.viewer_answered_ms.get(cluster.first.viewer_id, -(10**9))
        wants = bool(self.carts) and any(a.viewer_id in self.carts for a in cluster.asked)
        return (
            (1000.0 if cluster.pinned else 0.0, "a moderator chose it"),
            (float(WEIGHT.get(reading.intent, 4)), f"about {reading.intent.replace('_', ' ')}"),
            (4 * math.log2(cluster.asked_by), f"{cluster.asked_by} viewers ask it"),
            (3.0 if reading.sku and reading.sku == on_screen else 0.0, "about what is on screen"),
            (3.0 if wants else 0.0, "asked by somebody with it in the cart"),
            (min(age_s / 20, 4.0), f"waiting {age_s:.0f} s"),
            (-8.0 * max(0.0, 1 - since_ms / 180_000), "answered not long ago"),
            (-4.0 * max(0.0, 1 - heard_ms / 60_000), "this viewer was just answered"),
        )

    def best(self, now_ms: int, on_screen: str | None, status: str = "open") -> Cluster | None:
        """The next question to answer, or None."""
        ripe = [
            c
            for c in self.clusters.values()
            if c.status == status and c.understood_by_ms <= now_ms and c.not_before_ms <= now_ms
        ]
        if not ripe:
            return None
        return max(ripe, key=lambda c: (self.rank(c, now_ms, on_screen), -c.first_ms, c.id))

    def next_change_ms(self) -> int | None:
        """When a cluster will ripen by itself."""
        times = [
            max(c.understood_by_ms, c.not_before_ms)
            for c in self.clusters.values()
            if c.status == "open"
        ]
        return min(times, default=None)

    def cooled(self, cluster: Cluster, now_ms: int) -> bool:
        """False while a pleasantry of the same kind was returned too recently."""
        cool_ms = COOL_MS.get(cluster.reading.intent)
        if cool_ms is None:
            return True
        last = max(
            (
                at
                for key, at in self.answered_ms.items()
                if key.split("|", 1)[0] == cluster.reading.intent
            ),
            default=-(10**9),
        )
        return now_ms - last >= cool_ms

    def answered(self, cluster: Cluster, now_ms: int, reason: str) -> list[Outcome]:
        """It was answered: everybody in it was."""
        cluster.status, cluster.closes_ms = "answered", now_ms + CLOSES_MS
        self.answered_ms[cluster.key] = now_ms
        for asked in cluster.asked:
            self.viewer_answered_ms[asked.viewer_id] = now_ms
        return [(asked.message_id, "answered", reason) for asked in cluster.asked]

    def put_back(self, cluster: Cluster, now_ms: int, wait_ms: int = RETRY_MS) -> None:
        """It could not be answered now; try again later."""
        cluster.status, cluster.answer = "open", None
        cluster.not_before_ms = now_ms + wait_ms

    def drop(self, cluster: Cluster, fate: str, reason: str) -> list[Outcome]:
        """Take it off the board."""
        return self._leave(cluster, fate, reason)

    def drop_message(self, message_id: str, reason: str) -> list[Outcome]:
        """The platform deleted one message; its cluster goes on if others ask the same."""
        for cluster in list(self.clusters.values()):
            for asked in cluster.asked:
                if asked.message_id == message_id and cluster.status != "answered":
                    return self._without(cluster, asked, reason)
        return []

    def drop_viewer(self, viewer_id: str, reason: str) -> list[Outcome]:
        """Drop what this viewer has waiting."""
        outcomes: list[Outcome] = []
        for cluster in list(self.clusters.values()):
            for asked in [a for a in cluster.asked if a.viewer_id == viewer_id]:
                if cluster.status != "answered":
                    outcomes += self._without(cluster, asked, reason)
        return outcomes

    def _without(self, cluster: Cluster, asked: Asked, reason: str) -> list[Outcome]:
        if len(cluster.asked) == 1:
            return self._leave(cluster, "dropped", reason)
        cluster.asked.remove(asked)
        cluster.asked_by -= 1
        return [(asked.message_id, "dropped", reason)]

    def expire(self, now_ms: int) -> list[Outcome]:
        """Let go of what is too old to answer and forget what was answered long ago."""
        outcomes: list[Outcome] = []
        for cluster in list(self.clusters.values()):
            if cluster.status == "open" and now_ms - cluster.last_ms > EXPIRES_MS:
                outcomes += self._leave(cluster, "expired", "waited longer than two minutes")
            elif cluster.status == "answered" and now_ms > cluster.closes_ms:
                self._forget(cluster)
        for table in (self.answered_ms, self.viewer_answered_ms, self.carts):
            for key in [k for k, at in table.items() if now_ms - at > 600_000]:
                del table[key]
        return outcomes

    def _leave(self, cluster: Cluster, fate: str, reason: str) -> list[Outcome]:
        self._forget(cluster)
        return [(asked.message_id, fate, reason) for asked in cluster.asked]

    def _forget(self, cluster: Cluster) -> None:
        self.clusters.pop(cluster.id, None)
        if self.by_key.get(cluster.key) == cluster.id:
            del self.by_key[cluster.key]
