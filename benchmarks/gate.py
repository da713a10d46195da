"""How much CPU time the gate takes: a normal line, 300 characters, and how 1,000 compare with 100.

A line is judged more than once, and its spelling is remembered: `first` is a text never seen,
`again` the same one a second later; a verdict remembered whole is not timed.

Prints JSON. `python benchmarks/gate.py [--rounds N]`; needs no file.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from chatbot.catalog import Catalog
from chatbot.show.gate import GateContext, judge

LINES = {
    "zh": ["杯子现在69元，满88包邮，喜欢的朋友点下方链接。",
           "欢迎新来的朋友，有问题可以打在公屏上。",
           "蜂蜜还剩7瓶，产自陕西，拆封后不能退。"],
    "en": ["The mug is $10.90 and shipping to the US is $6.50.",
           "Good question! Let me check that.",
           "There are 40 mugs left, in white; tap the link in the cart below."],
    "fr": ["Le mug est à 9,50 €, la livraison coûte 5,50 €.", "Bonjour à tous, bienvenue !",
           "Il reste 7 pots de miel ; une fois ouvert, il n'est pas repris."],
}  # fmt: skip


def shop() -> Catalog:
    names = {"CUP": ("杯子", "mug", "tasse"), "HONEY": ("蜂蜜", "honey", "miel")}
    prices = {"CUP": (69, 9.5, 10.9), "HONEY": (48, 11, 12.5)}
    return Catalog.model_validate(
        {
            "products": [
                {"sku": sku, "name": dict(zip(("zh", "en", "fr"), names[sku], strict=True)),
                 "aliases": list(names[sku]), "stock": 40 if sku == "CUP" else 7,
                 "price": dict(zip(("CNY", "EUR", "USD"), prices[sku], strict=True))}
                for sku in names
            ],
            "shipping": {"CN": {"fee_CNY": 6, "free_from_CNY": 88}, "US": {"fee_USD": 6.5},
                         "EU": {"fee_EUR": 5.5}},
        }
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=300)
    rounds = parser.parse_args().rounds
    known = GateContext(
        catalog=shop(), room_lang="zh", languages=("zh", "en", "fr"), market="cn",
        wall=datetime.fromisoformat("2026-06-12T21:00:00+08:00"), by_machine=True,
    )  # fmt: skip

    seconds = count()

    def timed(text: str, lang: str, times: int) -> list[float]:
        spent = []
        for _ in range(times):
            context = replace(known, wall=known.wall + timedelta(seconds=next(seconds)))
            start = time.thread_time()
            judge(text, lang, context)
            spent.append((time.thread_time() - start) * 1e6)
        return sorted(spent)

    gc.collect()
    gc.freeze()  # as a show on the air does (chatbot/running.py)
    normal: list[float] = []
    for lang, lines in LINES.items():
        for line in lines:
            timed(line, lang, 3)
            normal += timed(line, lang, rounds)
    normal.sort()
    again: list[float] = []
    first: list[float] = []
    for lang, lines in LINES.items():
        text = (" ".join(lines) * 9)[:300]
        again += timed(text, lang, rounds // 3)
        first += [t for n in range(rounds // 3) for t in timed(f"{n:04}{text[4:]}", lang, 1)]
    again.sort()
    first.sort()
    growth = {}
    for lang, lines in LINES.items():
        text = " ".join([lines[0], *[lines[1]] * 3, lines[2]]) * 40
        growth[lang] = round(timed(text[:1000], lang, 9)[4] / timed(text[:100], lang, 9)[4], 1)
    print(
        json.dumps(
            {
                "normal_line_us": {"p50": round(normal[len(normal) // 2]),
                                   "p99": round(normal[int(len(normal) * 0.99)])},
                "300_characters_first_us": {"p50": round(first[len(first) // 2]),
                                            "p99": round(first[int(len(first) * 0.99)])},
                "300_characters_again_us": {"p50": round(again[len(again) // 2]),
                                            "p99": round(again[int(len(again) * 0.99)])},
                "1000_over_100_characters": growth,
                "1_MB_us": round(timed("9" * 10**6, "en", 5)[2]),
            }
        )
    )  # fmt: skip


if __name__ == "__main__":
    main()
