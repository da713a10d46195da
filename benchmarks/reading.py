"""Understanding: microseconds a message, cold and cached, and the worst hostile line; as JSON."""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from chatbot.catalog import Catalog
from chatbot.language.clean import clean_text, fold
from chatbot.language.reader import Reader
from chatbot.language.triage import matters
from chatbot.language.unsafe import judge

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
    lines = list(_MESSAGES)
    if args.chat.exists():
        rows = args.chat.read_text(encoding="utf-8").splitlines()
        lines += [json.loads(row)["text"] for row in rows[:400]]
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
    figures = {
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
    print(json.dumps(figures, ensure_ascii=False))


if __name__ == "__main__":
    main()
