"""A language model adds lines to a draft: judged, resting on the product, and read by people."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import yaml
from typer.testing import CliRunner

from chatbot.cli import app
from tests.responders.model_server import model_server, stream

GOODS = """\
- sku: SCARF
  name: {en: wool scarf}
  price: {USD: 49}
  stock: 40
  facts: {material: merino wool, care: hand wash}
  allowed_claims: {en: [soft merino wool]}
"""
SAID = "\n".join(
    (
        "1. For a long walk home, the {name} is soft merino wool.",
        "Only $19 for the {name} tonight!",
        "It is the best scarf in the world.",
        "The {name} was knitted by monks on a mountain.",
        "Wash the {name} by hand and it stays soft.",
        "At {price}, [buy]order the {name} when you like.",
    )
)


def show(folder: Path, url: str) -> Path:
    (folder / "goods.yaml").write_text(GOODS, encoding="utf-8")
    responder = [{"type": "openai", "base_url": url, "model": "m"}, "facts"]
    path = folder / "show.yaml"
    path.write_text(
        "persona: lan\ncatalog: goods.yaml\nlanguage: en\npolicy: {market: us}\n"
        f"responder: {json.dumps(responder)}\n",
        encoding="utf-8",
    )
    return path


async def drafted(path: Path, *more: str) -> tuple[dict[str, list[str]], str]:
    """The English lines of the scarf's segment by beat, and what was told."""
    words = ["script", "draft", str(path), "--hours", "0.2", *more]
    result = await asyncio.to_thread(CliRunner().invoke, app, words)
    assert result.exit_code == 0, result.output
    rundown = yaml.safe_load((path.parent / "rundown.yaml").read_text("utf-8"))
    beats: dict[str, list[str]] = {}
    for segment in rundown["segments"]:
        for line in segment["lines"] if segment.get("sku") == "SCARF" else ():
            beats.setdefault(line["beat"], []).append(line["en"])
    return beats, result.output


async def test_what_the_model_writes_truly_comes_first_and_nothing_else_does(
    tmp_path: Path,
) -> None:
    async with model_server(stream(SAID)) as server:
        beats, told = await drafted(show(tmp_path, server.url))
        asked = [json.dumps(each.request, ensure_ascii=False) for each in server.asked]
    assert beats["hook"][0] == "For a long walk home, the {name} is soft merino wool."
    assert "At {price}, [buy]order the {name} when you like." in beats["hook"]
    every = " ".join(line for lines in beats.values() for line in lines)
    assert "$19" not in every
    assert "best" not in every
    assert "monks" not in every
    assert "lines by the model" in told
    assert all("merino wool" in each and "49" not in each for each in asked)


async def test_a_line_rests_on_all_of_its_product(tmp_path: Path) -> None:
    async with model_server(stream(SAID)) as server:
        await drafted(show(tmp_path, server.url))
    rundown = yaml.safe_load((tmp_path / "rundown.yaml").read_text("utf-8"))
    lines = [line for segment in rundown["segments"] for line in segment["lines"]]
    by_model = next(line for line in lines if line["en"].startswith("For a long walk"))
    assert by_model["facts"] == ["product:SCARF", "name:SCARF"]


async def test_a_server_that_is_down_costs_no_draft(tmp_path: Path) -> None:
    path = show(tmp_path, "http://127.0.0.1:9/v1")
    beats, told = await drafted(path)
    assert beats["hook"]
    assert "the rest is drafted without it" in told


async def test_without_the_model_it_is_not_asked(tmp_path: Path) -> None:
    async with model_server(stream(SAID)) as server:
        await drafted(show(tmp_path, server.url), "--no-model")
        assert server.asked == []
