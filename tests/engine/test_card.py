"""The card on screen says what the catalog says, also after somebody corrected it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from chatbot.loading import load_show
from chatbot.replaying import replay
from tests.engine.rooms import Life, acts, chat, live
from tests.onair import write_show
from tests.renderers.clock_loop import run


def cards(life: Life) -> list[dict[str, Any]]:
    return [
        command
        for part in life.screen.parts
        for command in part.commands
        if command["type"] == "show_product"
    ]


def shown(folder: Path, *later: Any) -> Life:
    files = load_show(write_show(folder))
    asked = chat("how much is the silk scarf?", id="m1", nick="Ann")
    life: Life = run(live(files, [(5_000, asked), *later], guess=False, then_ms=20_000))
    return life


@pytest.mark.parametrize(
    ("change", "price", "stock"),
    [
        ((("price:USD", "189"),), "$189", 12),
        ((("stock", "3"),), "$199", 3),
        ((("off_air", "true"),), None, None),
    ],
)
def test_a_correction_changes_the_card_without_a_question(
    tmp_path: Path, change: tuple[tuple[str, str], ...], price: str | None, stock: int | None
) -> None:
    correct = acts("product", sku="SCARF", values=change)
    life = shown(tmp_path, (20_000, correct))
    first, last = cards(life)[0], cards(life)[-1]
    assert (first["sku"], first["price"], first["stock"]) == ("SCARF", "$199", 12)
    assert (last["sku"], last["price"], last["stock"]) == ("SCARF", price, stock)
    path = life.paper.to_file(tmp_path / "night.journal")
    assert run(replay(path, tell=lambda event, acts: None))[1] is None


def test_what_changes_nothing_on_the_card_shows_none(tmp_path: Path) -> None:
    life = shown(tmp_path, (20_000, acts("product", sku="BOWL", values=(("stock", "9"),))))
    assert [card["sku"] for card in cards(life)] == ["SCARF"]
