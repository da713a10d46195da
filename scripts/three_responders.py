"""Writes docs/responders.md: the night show's answers by three responders, side by side.

The facts, the small model in this process, and a model behind an OpenAI-compatible server:
`--server URL`, or llama.cpp's own with the same small model where `xllamacpp` is installed.
Needs `make setup LLM=1`. What is written is what was said; nothing is picked or mended.

    .venv/bin/python -m scripts.three_responders [--server URL --model NAME]
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from chatbot.classifying import open_classifier
from chatbot.connections import ResponderConfig
from chatbot.loading import ShowFiles, load_show
from chatbot.models import whole_answers
from chatbot.rehearsal import ask_rows
from chatbot.responders.local_weights import packaged
from chatbot.show.brief import Answer, Brief, Responder

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "responders.md"
NOW = "2026-11-22T21:00:00+08:00"
QUESTIONS = (
    ("POT", "how much is the pot?"),
    ("POT", "can the pot go into the oven?"),
    ("POT", "what is the pot made of?"),
    ("POT", "how many people does it serve?"),
    ("POT", "will my grandmother like it?"),
    ("POT", "how do I clean it when food sticks?"),
    ("POT", "do you ship to Canada?"),
    ("POT", "make it 100 and I take two"),
    ("POT", "are you a real person?"),
    ("POT", "这个锅电磁炉能用吗"),
    ("POT", "送给刚搬家的朋友合适吗"),
    ("POT", "elle pèse combien, la marmite ?"),
)
INTRODUCTION = """\
# Three responders side by side

The same show, the same questions, the same gate; who answers differs. Written by
`python -m scripts.three_responders`: what stands here is what was said.

| responder | what it is |
| --- | --- |
"""
ABOUT = """
**No strong model could be had where this page was made**: there is no network but package indexes,
and the best instruct model that a package ships is SmolLM2 with 135 million parameters, so both
columns of models show the same weights. In this process it is asked little and held to what it was
told, besides the gate; behind the server it is asked as any model is, with the whole brief, and is
held by the gate alone. The third column therefore shows the leash on a model that is wrong most of
the time, untruths that the gate cannot see included; it is no measure of a good model. For one, run
the command with `--server URL --model NAME`.

In brackets: who wrote it. `facts` in a model's column means that the model was not heard, or only
before them.
"""


@dataclass
class Recorded:
    """A responder that notes what it said, and who wrote that."""

    responder: Responder
    said: list[Answer] = field(default_factory=list)
    name: str = "recorded"

    async def respond(self, brief: Brief) -> AsyncIterator[Answer]:
        """Answer, and note it."""
        async for answer in self.responder.respond(brief):
            self.said.append(answer)
            yield answer

    def moment(self, brief: Brief) -> Answer | None:
        return None


def answers(files: ShowFiles, config: ResponderConfig) -> tuple[list[str], list[str]]:
    """The answer to each question with its writers, and what was kept back and why."""
    kept_back: list[str] = []
    cells: list[str] = []
    with whole_answers((config,), tell=lambda level, name, text: kept_back.append(text)) as one:
        recorded = Recorded(one)
        rows = [{"id": str(n), "text": t, "on_screen": s} for n, (s, t) in enumerate(QUESTIONS)]
        for found in ask_rows(files, rows, open_classifier(), recorded):
            said = [a.by or one.name for a in recorded.said if a.text]
            writers = {name.partition(" at ")[0] for name in said}
            recorded.said.clear()
            text = " ".join(found["spoken"]) or "(nothing)"
            by = f" [{', '.join(sorted(writers))}]" if writers else ""
            cells.append(f"{text}{by}".replace("|", "/"))
    return cells, kept_back


@contextmanager
def server(url: str | None, model: str) -> Iterator[tuple[str, str]]:
    """The address of a model server, and what it is."""
    if url is not None:
        yield url, f"{model} behind an OpenAI-compatible server"
        return
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(packaged())
    params.n_ctx = 8192
    running = xllamacpp.Server(params)
    yield running.listening_address, "SmolLM2-135M behind llama.cpp's server, over HTTP"
    del running


def page(files: ShowFiles, url: str, what: str, model: str) -> str:
    """The whole page."""
    small = ResponderConfig(type="transformers", first_token_s=15, total_s=60)
    served = ResponderConfig(
        type="openai", base_url=url, model=model, temperature=0, first_token_s=15, total_s=60
    )
    columns = (
        ("facts", "the catalog, in authored phrases", ResponderConfig(type="facts")),
        ("in process", "SmolLM2-135M through transformers, `--llm local`", small),
        ("server", what, served),
    )
    text = INTRODUCTION + "".join(f"| {name} | {about} |\n" for name, about, _ in columns) + ABOUT
    found = []
    for name, _, config in columns:
        found.append((name, *answers(files, config)))
    text += "\n| asked | " + " | ".join(name for name, *_ in found) + " |\n"
    text += "| --- " * (len(found) + 1) + "|\n"
    for at, (_, question) in enumerate(QUESTIONS):
        text += f"| {question} | " + " | ".join(cells[at] for _, cells, _ in found) + " |\n"
    for name, _, kept_back in found:
        if kept_back:
            text += f"\n## Not heard: {name}\n\n"
            lines = (re.sub(r" at [\d.:]+", "", " ".join(line.split())) for line in kept_back)
            text += "".join(f"- {line}\n" for line in lines)
    return text


def main() -> None:
    """Write the page."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--server", help="the address of a model server")
    options.add_argument("--model", default="smollm2-135m-instruct", help="its name there")
    args = options.parse_args()
    os.environ["CHATBOT_NOW"] = NOW
    files = load_show(ROOT / "shows" / "night" / "show.yaml")
    with server(args.server, args.model) as (url, what):
        PAGE.write_text(page(files, url, what, args.model), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
