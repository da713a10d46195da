"""docs/offers.md shows a catalog that the program takes, and times that it keeps."""

from __future__ import annotations

import re
from pathlib import Path

from chatbot.catalog import Catalog
from chatbot.files import parse, validate
from chatbot.show.goods import LOW_STOCK
from chatbot.show.offers import BREATH, LAST_CALLS, OVER_WITHIN, REMIND_EVERY

PAGE = (Path(__file__).parents[1] / "docs" / "offers.md").read_text(encoding="utf-8")


def test_the_catalog_of_the_page_is_right() -> None:
    (text,) = re.findall(r"```yaml catalog\.yaml\n(.*?)```", PAGE, re.DOTALL)
    catalog = validate(Catalog, parse(text, "catalog.yaml"))
    assert catalog.by_sku["SCARF"].offer
    assert catalog.promotions[0].code == "SOIE20"


def test_the_times_of_the_page_are_those_of_the_program() -> None:
    assert REMIND_EVERY.total_seconds() == 20 * 60
    assert [begins.total_seconds() for _, begins, _, _ in LAST_CALLS] == [75, 600]
    assert OVER_WITHIN.total_seconds() == 300
    assert BREATH.total_seconds() == 90
    assert f"down to {LOW_STOCK} or less" in PAGE
