"""The question board: messages that ask the same are one cluster, ranked and answered once."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from chatbot.language.reading import Reading
from chatbot.show.clusters import MAX_TOLD, Asked, Cluster

__all__ = ["ASKED", "Asked", "Board", "Cluster", "Outcome"]

MAX_CLUSTERS = 200
MAX_ASKERS = 60
MAX_CARTS = 2_000
EXPIRES_MS = 120_000
COURTESIES, COURTESY_MS = ("greeting", "praise"), 25_000
HELD_MS = 600_000
GIVE_UP_MS = 20_000
REMEMBERED_MS = 600_000
CLOSES_MS = 5_000
NEXT_SENTENCE_MS = 6_000
UNDERSTANDING_MS = 250
RETRY_MS = 15_000
COURTESY = "a courtesy"
"""Why a greeting, thanks or praise waits: it is returned once in a while, and asks nothing."""
ASKED = "asked|"
"""How the key of a question begins that documents or news answer: none of these is small talk."""
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
UNDER_WAY = ("asking", "ready", "onstage", "between", "review")
LIVELY = ("open", *UNDER_WAY)
Outcome = tuple[str, str, str]  # message id, fate, reason


@dataclass
class Board:
    """Open questions and what became of the rest."""

    clusters: dict[str, Cluster] = field(default_factory=dict)
    by_key: dict[str, str] = field(default_factory=dict)
    answered_ms: dict[str, int] = field(default_factory=dict)
    viewer_answered_ms: dict[str, int] = field(default_factory=dict)
    carts: dict[str, int] = field(default_factory=dict)
    talking: str = ""

    @property
    def in_between(self) -> Cluster | None:
        """The question whose answer has been begun and is not at its end."""
        return self.clusters.get(self.talking)

    def add(self, asked: Asked, reading: Reading, key: str, *, sure: bool) -> list[Outcome]:
        """Put a message on the board; say what became of it and of whatever it pushed off."""
        outcomes: list[Outcome] = []
        same = self.clusters.get(self.by_key.get(key, ""))
        if same is not None and same.status == "answered" and asked.at_ms <= same.closes_ms:
            return [(asked.message_id, "answered", f"just answered with {same.id}")]
        if same is not None and same.status in LIVELY:
            viewers = {a.viewer_id for a in same.asked}
            if asked.viewer_id in viewers:
                same.last_ms = asked.at_ms
                same.again(asked.message_id, asked.source)
                return [(asked.message_id, "merged", f"same viewer asks again: {same.id}")]
            same.asked_by += 1
            same.last_ms = asked.at_ms
            if len(same.asked) < MAX_ASKERS:
                same.asked.append(asked)
            else:
                same.again(asked.message_id, asked.source)
            kin = f"{COURTESY} like" if self.is_courtesy(same) else "asks the same as"
            return [(asked.message_id, "merged", f"{kin} {same.id}")]
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
        why = COURTESY if self.is_courtesy(cluster) else ""
        outcomes.append((asked.message_id, "waiting", why))
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
        if other is not None and other.status in LIVELY:
            del self.clusters[cluster.id]
            other.asked_by += cluster.asked_by
            other.pinned |= cluster.pinned
            told = cluster.message_ids
            for asked in cluster.asked:
                if len(other.asked) < MAX_ASKERS:
                    other.asked.append(asked)
                else:
                    other.again(asked.message_id, asked.source)
            other.also += cluster.also[: MAX_TOLD - len(other.also)]
            other.also_from += (name for name in cluster.also_from if name not in other.also_from)
            return [(message_id, "merged", f"asks the same as {other.id}") for message_id in told]
        cluster.key, cluster.reading, cluster.understood_by_ms = key, reading, now_ms
        self.by_key[key] = cluster.id
        return []

    def rank(self, cluster: Cluster, now_ms: int, on_screen: str | None) -> float:
        """Higher comes first; `reasons` says the same in words."""
        return sum(points for points, _ in self._scores(cluster, now_ms, on_screen))

    def reasons(self, cluster: Cluster, now_ms: int, on_screen: str | None) -> str:
        """Why this one now."""
        scores = [s for s in self._scores(cluster, now_ms, on_screen) if s[0]]
        return ", ".join(why if points > 0 else f"although {why}" for points, why in scores)

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
            (
                (1 if self.is_courtesy(cluster) else 4) * math.log2(cluster.asked_by),
                f"asked {cluster.asked_by} times",
            ),
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

    def next_change_ms(self, now_ms: int) -> int | None:
        """When a cluster will ripen by itself; one that is ripe waits for somebody else."""
        times = (
            max(c.understood_by_ms, c.not_before_ms, self._cool_at(c))
            for c in self.clusters.values()
            if c.status == "open"
        )
        return min((at for at in times if at > now_ms), default=None)

    def cooled(self, cluster: Cluster, now_ms: int) -> bool:
        """False while a pleasantry of the same kind is being returned, or was too recently."""
        return not self.is_courtesy(cluster) or (
            now_ms >= self._cool_at(cluster)
            and not any(
                other.reading.intent == cluster.reading.intent and other.status in UNDER_WAY
                for other in self.clusters.values()
            )
        )

    def is_courtesy(self, cluster: Cluster) -> bool:
        """Whether it is returned once in a while rather than each time."""
        courteous = cluster.reading.intent in COOL_MS and not cluster.key.startswith(ASKED)
        return courteous and not cluster.pinned

    def _cool_at(self, cluster: Cluster) -> int:
        cool_ms = COOL_MS.get(cluster.reading.intent)
        if cool_ms is None:
            return 0
        last = max(
            (
                at
                for key, at in self.answered_ms.items()
                if key.split("|", 1)[0] == cluster.reading.intent
            ),
            default=-(10**9),
        )
        return last + cool_ms

    def answered(self, cluster: Cluster, now_ms: int, reason: str) -> list[Outcome]:
        """It was answered: everybody in it was."""
        cluster.pieces.clear()
        if self.talking == cluster.id:
            self.talking = ""
        cluster.status, cluster.closes_ms = "answered", now_ms + CLOSES_MS
        _note(self.answered_ms, cluster.key, now_ms)
        for asked in cluster.asked:
            _note(self.viewer_answered_ms, asked.viewer_id, now_ms)
        return [(message_id, "answered", reason) for message_id in cluster.message_ids]

    def hold(self, cluster: Cluster, now_ms: int, reason: str) -> list[Outcome]:
        """It may have been answered: only a moderator's key has it said again, in ten minutes."""
        if self.talking == cluster.id:
            self.talking = ""
        cluster.status, cluster.closes_ms = "held", now_ms + HELD_MS
        return [(message_id, "maybe_answered", reason) for message_id in cluster.message_ids]

    def in_cart(self, viewer_id: str, now_ms: int) -> None:
        """This viewer has something in the cart."""
        _note(self.carts, viewer_id, now_ms)
        if len(self.carts) > MAX_CARTS:
            del self.carts[next(iter(self.carts))]

    def waits_for(self, viewer_id: str, key: str) -> bool:
        """Whether this viewer has asked the same before and waits for it still."""
        same = self.clusters.get(self.by_key.get(key, ""))
        return (
            same is not None
            and same.status in LIVELY
            and any(asked.viewer_id == viewer_id for asked in same.asked)
        )

    def waiting(self) -> list[Cluster]:
        """The questions that wait for an answer, courtesies apart."""
        return [
            c
            for c in self.clusters.values()
            if c.status in ("open", "asking", "ready") and not self.is_courtesy(c)
        ]

    def choose(self, cluster: Cluster, now_ms: int) -> None:
        """A moderator wants this one next."""
        cluster.pinned, cluster.not_before_ms, cluster.last_ms = True, 0, now_ms
        if cluster.status in ("held", "open"):
            cluster.status, cluster.understood_by_ms = "open", now_ms
            self.by_key.setdefault(cluster.key, cluster.id)

    def put_back(self, cluster: Cluster, now_ms: int, wait_ms: int = RETRY_MS) -> None:
        """It could not be answered now; try again later."""
        cluster.unanswered()
        if self.talking == cluster.id:
            self.talking = ""
        cluster.not_before_ms = now_ms + wait_ms

    def awaits(self, cluster_id: str) -> bool:
        """Whether an answer to this question is still awaited."""
        cluster = self.clusters.get(cluster_id)
        return cluster is not None and cluster.awaited

    def recall(self, now_ms: int) -> list[Outcome]:
        """The host fell silent: what is being made is not wanted; what was begun has ended."""
        outcomes: list[Outcome] = []
        for cluster in self.clusters.values():
            if cluster.begun and cluster.status in ("ready", "between"):
                outcomes += self.answered(cluster, now_ms, "as far as it was said")
            elif cluster.awaited and cluster.status != "onstage":
                self.put_back(cluster, now_ms, 0)
        return outcomes

    def drop(self, cluster: Cluster, fate: str, reason: str) -> list[Outcome]:
        """Take it off the board."""
        return self._leave(cluster, fate, reason)

    def drop_message(self, message_id: str, reason: str) -> list[Outcome]:
        """The platform deleted one message; its cluster goes on if others ask the same."""
        for cluster in list(self.clusters.values()):
            for asked in cluster.asked:
                if asked.message_id == message_id and cluster.status != "answered":
                    return self._without(cluster, asked, reason)
            if message_id in cluster.also and cluster.status != "answered":
                cluster.also.remove(message_id)
                return [(message_id, "dropped", reason)]
        return []

    def drop_viewer(self, viewer_id: str, reason: str) -> list[Outcome]:
        """Drop what this viewer (`source/id`, or an id on every source) has waiting."""
        outcomes: list[Outcome] = []
        for cluster in list(self.clusters.values()):
            for asked in [a for a in cluster.asked if a.is_from(viewer_id)]:
                if cluster.status != "answered":
                    outcomes += self._without(cluster, asked, reason)
        return outcomes

    def _without(self, cluster: Cluster, asked: Asked, reason: str) -> list[Outcome]:
        if len(cluster.asked) == 1:
            return self._leave(cluster, "dropped", reason)
        cluster.asked.remove(asked)
        cluster.asked_by -= 1
        if cluster.status in ("asking", "ready") and not cluster.begun:
            cluster.unanswered()  # the answer may greet this very viewer
        return [(asked.message_id, "dropped", reason)]

    def expire(self, now_ms: int) -> list[Outcome]:
        """Let go of what is too old to answer and forget what was answered long ago."""
        outcomes: list[Outcome] = []
        for cluster in list(self.clusters.values()):
            if cluster.status == "asking" and now_ms - cluster.asked_at_ms > GIVE_UP_MS:
                self.put_back(cluster, now_ms, 0)
            if cluster.status == "between" and now_ms - cluster.heard_ms > NEXT_SENTENCE_MS:
                if cluster.begun:
                    outcomes += self.answered(cluster, now_ms, "as far as the answer came")
                else:  # so far there was but a filler: others may speak meanwhile
                    cluster.status, self.talking = "asking", ""
            waits = cluster.status in ("open", "ready") and not cluster.begun
            courtesy = cluster.reading.intent in COURTESIES
            if waits and now_ms - cluster.last_ms > (COURTESY_MS if courtesy else EXPIRES_MS):
                why = "too late for a courtesy" if courtesy else "waited longer than two minutes"
                outcomes += self._leave(cluster, "expired", why)
            elif cluster.status == "held" and now_ms > cluster.closes_ms:
                outcomes += self._leave(cluster, "expired", "nobody had it answered again")
            elif cluster.status == "answered" and now_ms > cluster.closes_ms:
                self._forget(cluster)
        for table in (self.answered_ms, self.viewer_answered_ms, self.carts):
            while table and now_ms - next(iter(table.values())) > REMEMBERED_MS:
                del table[next(iter(table))]
        return outcomes

    def _leave(self, cluster: Cluster, fate: str, reason: str) -> list[Outcome]:
        self._forget(cluster)
        return [(message_id, fate, reason) for message_id in cluster.message_ids]

    def _forget(self, cluster: Cluster) -> None:
        self.clusters.pop(cluster.id, None)
        if self.talking == cluster.id:
            self.talking = ""
        if self.by_key.get(cluster.key) == cluster.id:
            del self.by_key[cluster.key]


def _note(table: dict[str, int], key: str, now_ms: int) -> None:
    """Remember the moment under the key, the newest last."""
    table.pop(key, None)
    table[key] = now_ms
