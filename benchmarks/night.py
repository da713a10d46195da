"""A night on virtual time: six hours of the simulator's audience through the show's own core.

Chat, carts, orders and counts are those of `chatbot simulate`, who hear what the host says; answers
are the facts', judged by the gate as on the air, and each takes the time that it takes to say.
Prints JSON: seconds of work, messages, answers, the memory that the night added, the largest
board, how often the tier changed, and how long one decision takes with 10,000 questions waiting.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from chatbot.adapters.native import decode
from chatbot.adapters.translate import to_event
from chatbot.events import AudienceMember, ChatMessage, OrderPlaced
from chatbot.language.triage import matters
from chatbot.loading import load_show
from chatbot.rehearsal import Rehearsal
from chatbot.show import core, director
from chatbot.simulator.audience import Audience
from chatbot.simulator.goods import goods_of
from chatbot.simulator.hearing import heard_from

ROOT = Path(__file__).resolve().parents[1]
BEAT_S = 0.5


def used_mb() -> float:
    """The most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def night(hours: float, rate: float, seed: int) -> dict[str, Any]:
    files = load_show(ROOT / "shows" / "night" / "show.yaml")
    show = Rehearsal(files, seed=seed)
    audience = Audience(seed=seed, goods=goods_of(files.catalog), rate=rate)
    counts = {"messages": 0, "frames": 0, "orders": 0, "said": 0, "answers": 0, "blocked": 0}
    tiers: list[str] = []
    board = 0
    gc.collect()
    warm_mb: float | None = None
    began = time.process_time()
    for beat in range(1, round(hours * 3600 / BEAT_S) + 1):
        now_s = beat * BEAT_S
        for frame in audience.until(now_s):
            counts["frames"] += 1
            wire = {**frame, "id": f"f{counts['frames']}", "room": "r", "ts": round(now_s * 1000)}
            decoded: Any = decode(json.dumps(wire, ensure_ascii=False))
            event = to_event(decoded, source="gateway")
            counts["messages"] += isinstance(event, ChatMessage)
            counts["orders"] += isinstance(event, OrderPlaced)
            show.feed([(round(now_s * 1000), event)])
        show.run_until(round(now_s * 1000))
        for performed in show.performed:
            counts["said"] += performed.passed
            counts["blocked"] += not performed.passed
            counts["answers"] += bool(performed.answers)
            for each in heard_from(performed.commands if performed.passed else ()):
                audience.hear(each)
        show.performed.clear()
        show.acts.clear()
        board = max(board, len(show.state.memory.board.clusters))
        tier = show.state.memory.audience.tier
        if tier and tiers[-1:] != [tier]:
            tiers.append(tier)
        if warm_mb is None and now_s >= 1800:
            warm_mb = used_mb()
    spent = time.process_time() - began
    return {
        "benchmark": "night",
        "hours": hours,
        "seconds": round(spent, 1),
        **counts,
        "messages_per_s": round(counts["messages"] / (hours * 3600), 2),
        "ms_per_message": round(spent * 1000 / max(1, counts["messages"]), 3),
        "largest_board": board,
        "tier_changes": max(0, len(tiers) - 1),
        "grown_mb_after_half_an_hour": round(used_mb() - (warm_mb or used_mb()), 1),
        "goal": "43,000 messages (6 h at 2 a second) in under 60 s; a decision p99 <= 1 ms",
    }


def decision(questions: int, seed: int) -> dict[str, Any]:
    """Ms of one decision while so many questions of different viewers wait."""
    files = load_show(ROOT / "shows" / "night" / "show.yaml")
    show = Rehearsal(files, seed=seed, silent_programme=True)
    goods = goods_of(files.catalog)
    audience = Audience(seed=seed, goods=goods, rate=20.0)
    clusters = show.state.memory.board.clusters
    now_s, n = 0.0, 0
    while sum(len(cluster.asked) for cluster in clusters.values()) < questions:
        now_s += 5
        for frame in audience.until(now_s):
            if frame["type"] == "chat" and matters(frame["text"]):
                n += 1
                viewer = AudienceMember(f"v{n}", f"viewer {n}")
                asked = ChatMessage(
                    id=f"q{n}", source="g", viewer=viewer, text=frame["text"], at_ms=1
                )
                core.step(show.state, asked)
    spent = []
    for n in range(400):
        show.state.memory.now_ms = 1_000 + n * 10
        began = time.perf_counter()
        director.decide(show.state)
        spent.append((time.perf_counter() - began) * 1000)
    spent.sort()
    return {
        "waiting_questions": sum(len(cluster.asked) for cluster in clusters.values()),
        "waiting_clusters": len(clusters),
        "decision_p50_ms": round(spent[len(spent) // 2], 3),
        "decision_p99_ms": round(spent[int(len(spent) * 0.99)], 3),
    }


def main() -> None:
    """Measure and print JSON."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--hours", type=float, default=6.0)
    options.add_argument("--rate", type=float, default=3.3, help="of the simulator's own crowd")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    print(json.dumps(night(given.hours, given.rate, given.seed) | decision(10_000, given.seed)))


if __name__ == "__main__":
    main()
