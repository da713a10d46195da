"""A rundown drafted for a room without a cart."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.language.cart_words import CART, needs_cart
from chatbot.loading import load_show
from chatbot.scripting.draft import draft

WALL_MS = 1_795_000_000_000
CATALOG = """\
- {sku: SCARF, name: Silk scarf, price: 199, stock: 12}
- {sku: BOWL, name: Rice bowl, price: 15.50, stock: 40}
"""


@pytest.mark.parametrize(
    "policy", ["order_channel: link, order_link: 'https://shop.example'", "order_channel: none"]
)
def test_no_line_of_a_draft_sends_viewers_to_a_cart(tmp_path: Path, policy: str) -> None:
    show = "persona: ./host.yaml\ncatalog: catalog.yaml\nlanguage: en\nseed: 7\n"
    show += f"policy: {{market: us, {policy}}}\n"
    (tmp_path / "show.yaml").write_text(show, encoding="utf-8")
    (tmp_path / "catalog.yaml").write_text(CATALOG, encoding="utf-8")
    host = "name: Lan\nkind: seller\nlanguages: [en, zh, fr]\n"
    (tmp_path / "host.yaml").write_text(host, encoding="utf-8")
    made = draft(load_show(tmp_path / "show.yaml"), WALL_MS, hours=0.5)
    lines = [line for segment in made.rundown.segments for line in segment.lines]
    assert len(lines) > 40
    texts = [text for line in lines for text in line.text.values()]
    assert not [text for text in texts if CART.search(text) or needs_cart(text)]
    calls = [line.text["en"] for line in lines if line.beat == "call"]
    assert bool(calls) == ("link:" in policy)
    assert all("code" in text for text in calls)
