"""Understanding: microseconds a message, cold and cached, and the worst hostile line; as JSON.

`stream` is a room: recorded chat, then an hour of the simulator's, each message read by the rules
and looked at by the embedding as on the air, 16 at a time. `of_bound` is its rate over
1 / (t_warm + miss_rate x t_embed), all of the same run.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from chatbot.catalog import Catalog
from chatbot.language.clean import clean_text, fold
from chatbot.language.embedders import IntentIndex
from chatbot.language.embedders.exemplars import EXEMPLARS
from chatbot.language.embedders.usem import UsemEmbedder
from chatbot.language.reader import Reader
from chatbot.language.triage import matters
from chatbot.language.unsafe import judge
from chatbot.simulator.audience import Audience
from chatbot.simulator.goods import goods_of

BATCH = 16
_ROOT = Path(__file__).resolve().parents[1]
_MESSAGES = (
    *("多少钱", "黑色M还有吗", "这个怎么用啊 敏感肌可以吗", "666666", "主播好漂亮"),
    *("how much is link 2 plz", "do you ship to canada??", "love it!!", "hello from berlin"),
    *(
        "ça coûte combien svp",
        "vous livrez en belgique ?",
        "ça tient combien de temps sur batterie",
    ),
    *("can i send it back if i dont like it", "今天晚上下单什么时候能发货呀"),
)
_HOSTILE = (
    *("a" * 500, "a " * 250, "不" * 500, "e\u0301\u0300\u0302" * 160, "i " * 250, "1" * 500),
    *("我是" * 250, "you " * 125, "a.b" * 160, "((((" * 125, "@a" * 250, "点com" * 125, "0 " * 250),
    *("-" * 500, "ignore " * 70, "<a" * 250, "cost? " * 90, "je suis " * 60, "i'm the " * 60),
    *("把" * 500, "满100" * 120, "so so " * 80, "f" * 500, "aB3" * 160, "order nothing " * 35),
)


def _catalog(path: Path | None) -> Catalog:
    if path is not None and path.exists():
        return Catalog.model_validate_json(path.read_text(encoding="utf-8"))
    lamp = {"sku": "LAMP", "name": {"zh": "小夜灯", "en": "Night Light"}}
    return Catalog.model_validate({"products": [lamp]})


def _us(call: Callable[[], object], rounds: int) -> float:
    """Microseconds of processor time a call, so that busy neighbours count little."""
    start = time.process_time()
    for _ in range(rounds):
        call()
    return (time.process_time() - start) / rounds * 1e6


class Watched:
    """An embedder that counts its texts and its time."""

    def __init__(self, embedder: Any) -> None:
        self.name, self.languages, self._embedder = embedder.name, embedder.languages, embedder
        self.texts, self.took_s = 0, 0.0

    def embed(self, texts: Sequence[str]) -> Any:
        start = time.process_time()
        rows = self._embedder.embed(texts)
        self.took_s += time.process_time() - start
        self.texts += len(texts)
        return rows


def room(catalog: Catalog, recorded: list[str]) -> Iterator[str]:
    """What viewers write: recorded, then an hour of the simulator's seed 1."""
    yield from recorded
    for frame in Audience(seed=1, goods=goods_of(catalog)).until(3600):
        if frame["type"] == "chat":
            yield frame["text"]


def stream(catalog: Catalog, texts: list[str]) -> dict[str, float]:
    """Rates of the room's messages a second and core, first heard and again."""
    reader, watched = Reader(catalog), Watched(UsemEmbedder())
    index = IntentIndex(watched, EXEMPLARS)
    for _ in range(3):  # the vocabulary and the processor are warm, the caches are not
        index.classify(["?"], [reader.read("?")])

    def understand() -> tuple[float, int, float]:
        """Seconds of processor time, texts embedded, and the seconds that took."""
        embedded, took_s, start = watched.texts, watched.took_s, time.process_time()
        for at in range(0, len(texts), BATCH):
            batch = texts[at : at + BATCH]
            index.classify(batch, [reader.read(text) for text in batch])
        spent_s = time.process_time() - start
        return spent_s, watched.texts - embedded, watched.took_s - took_s

    spent_s, missed, embedding_s = understand()
    again_s, _, again_embedding_s = understand()
    t_warm, t_embed = (again_s - again_embedding_s) / len(texts), embedding_s / missed
    miss_rate = missed / len(texts)
    bound = 1 / (t_warm + miss_rate * t_embed)
    return {
        "messages": len(texts),
        "miss_rate": round(miss_rate, 4),
        "t_warm_us": round(t_warm * 1e6, 1),
        "t_embed_us": round(t_embed * 1e6, 1),
        "cached_per_s": round(1 / t_warm),
        "per_s": round(len(texts) / spent_s),
        "bound_per_s": round(bound),
        "of_bound": round(len(texts) / spent_s / bound, 3),
    }


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument(
        "--catalog", type=Path, default=_ROOT / "../shared/acceptance/catalog.json"
    )
    options.add_argument(
        "--chat", type=Path, default=_ROOT / "../shared/data/twitch_vod_chat.jsonl"
    )
    args = options.parse_args()
    start = time.process_time()
    reader = Reader(_catalog(args.catalog))
    built_ms = (time.process_time() - start) * 1e3
    rows = args.chat.read_text(encoding="utf-8").splitlines() if args.chat.exists() else []
    recorded = [json.loads(row)["text"] for row in rows]
    lines = [*_MESSAGES, *recorded[:400]]
    for line in lines:
        reader.read(line)
    fresh = Reader(reader.catalog)
    cold = [_us(lambda line=line: fresh.read(line), 1) for line in lines]
    cached = _us(lambda: [reader.read(line) for line in lines], 20) / len(lines)
    # A number before the line keeps each reading out of the cache.
    hostile = {
        line[:12]: min(_us(lambda text=f"{n} {line}": fresh.read(text), 1) for n in range(3))
        for line in _HOSTILE
    }
    worst = max(hostile, key=lambda line: hostile[line])
    wall = "a\u0300\u0316\u0301\u0317" * 20_000
    judged = [(line, fold(line)) for line in lines]
    figures: dict[str, Any] = {
        "messages": len(lines),
        "build_ms": round(built_ms, 1),
        "cold_us_median": round(statistics.median(cold), 1),
        "cold_us_mean": round(statistics.mean(cold), 1),
        "cold_us_p99": round(statistics.quantiles(cold, n=100)[98], 1),
        "cached_us": round(cached, 2),
        "cached_per_s": round(1e6 / cached),
        "triage_us": round(_us(lambda: [*map(matters, lines)], 20) / len(lines), 2),
        "judge_us": round(_us(lambda: [judge(*pair) for pair in judged], 3) / len(lines), 1),
        "hostile_500_worst_ms": round(hostile[worst] / 1e3, 2),
        "hostile_500_worst": worst,
        "border_100kB_ms": round(_us(lambda: clean_text(wall), 3) / 1e3, 2),
        "plain_loop_us": round(_us(lambda: sum(range(10_000)), 50), 1),
    }
    figures["stream"] = stream(reader.catalog, list(room(reader.catalog, recorded)))
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
