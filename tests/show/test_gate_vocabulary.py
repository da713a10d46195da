"""A machine speaks of goods in the catalog's words and plain ones; people may be freer."""

from __future__ import annotations

import pytest

from chatbot.catalog import Catalog
from chatbot.show.gate import Verdict
from tests.show.judged import verdict_in

STALL = Catalog.model_validate(
    {
        "products": [
            {"sku": "BAG", "name": {"zh": "帆布包", "en": "canvas bag", "fr": "sac en toile"},
             "price": {"CNY": 88, "EUR": 12}, "stock": 30,
             "facts": {"closure": "zip / 拉链 / fermeture éclair", "lining": "striped cotton"}},
        ]
    }
)  # fmt: skip


def verdict(text: str, lang: str, *, by_machine: bool) -> Verdict:
    return verdict_in(STALL, text, lang, by_machine=by_machine)


@pytest.mark.parametrize(
    ("lang", "invented", "known"),
    [
        ("en", "The canvas bag has a hidden tracker sewn into its bottom seam.",
         "The canvas bag closes with a zip and has a striped cotton lining."),
        ("fr", "Le sac en toile repousse les voleurs grâce à son alarme.",
         "Le sac en toile a une fermeture éclair, vous pouvez le garder près de vous."),
        ("zh", "帆布包背面缝了一层防盗钢丝网。", "帆布包有拉链，可以放在办公室用。"),
    ],
)  # fmt: skip
def test_what_no_list_of_claims_foresaw(lang: str, invented: str, known: str) -> None:
    assert verdict(invented, lang, by_machine=True).reasons == ("unallowed_claim",)
    assert verdict(invented, lang, by_machine=False).passed
    assert verdict(known, lang, by_machine=True).passed


def test_one_word_from_outside_may_be_chance() -> None:
    assert verdict("The canvas bag suits a librarian.", "en", by_machine=True).passed


def test_a_word_denied_claims_nothing() -> None:
    text = "The canvas bag has no tracker and no alarm in it."
    assert verdict(text, "en", by_machine=True).passed


def test_what_is_not_about_goods_is_free() -> None:
    text = "Somewhere an orchestra rehearses a lullaby tonight."
    assert verdict(text, "en", by_machine=True).passed
