"""What is wrong with offers, coupons and goods is said before air, by line, with the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.checking import check_paths
from chatbot.errors import ConfigErrors
from chatbot.loading import load_show
from tests.onair import write_show

TWO_COUPONS = """\
products:
  - {{sku: SCARF, name: Silk scarf, price: {{USD: 199}}}}
promotions:
  - code: TEN
    effect: {{USD: 10}}
    min_order: {{USD: 100}}
    ends_at: "2026-11-22T21:00:00+08:00"
  - code: FIFTEEN
    effect: {{USD: 15}}
    min_order: {{USD: {least}}}
    starts_at: "{starts}"
"""
OVER = """\
products:
  - sku: SCARF
    name: Silk scarf
    price: {USD: 199}
    prior_price_30d_lowest: {USD: 249}
    offer: {ends_at: "2026-11-22T21:00:00+08:00"}
promotions:
  - {code: TEN, effect: {USD: 10}, ends_at: "2026-11-22T21:00:00+08:00"}
"""


def problems(path: Path) -> list[str]:
    return [str(problem).replace(str(path), path.name) for problem in check_paths([path])]


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHATBOT_NOW", "2026-11-22T21:30:00+08:00")


def coupons(folder: Path, starts: str, least: int = 100) -> Path:
    path = folder / "catalog.yaml"
    path.write_text(TWO_COUPONS.format(starts=starts, least=least), encoding="utf-8")
    return path


def test_two_coupons_for_the_same_orders_at_once_are_an_error_with_both_lines(
    tmp_path: Path,
) -> None:
    (wrong,) = [p for p in problems(coupons(tmp_path, "2026-11-22T20:00:00+08:00")) if "same" in p]
    assert wrong.startswith("catalog.yaml:8: the coupon 'FIFTEEN' is for orders from 100 USD, as")
    assert "'TEN' is (line 4) at the same time: let one end before the other starts" in wrong


def test_coupons_one_after_the_other_or_for_larger_orders_are_right(tmp_path: Path) -> None:
    later = problems(coupons(tmp_path, "2026-11-22T21:00:00+08:00"))
    larger = problems(coupons(tmp_path, "2026-11-22T20:00:00+08:00", 200))
    assert not any("same time" in line for line in later + larger)


def test_an_offer_and_a_coupon_that_are_over_are_warned_of(tmp_path: Path) -> None:
    path = tmp_path / "catalog.yaml"
    path.write_text(OVER, encoding="utf-8")
    offer, coupon = problems(path)
    assert offer.startswith(
        "catalog.yaml:6: warning: the offer on 'Silk scarf' ended on 2026-11-22"
    )
    assert coupon.startswith("catalog.yaml:8: warning: the coupon 'TEN' ended on 2026-11-22 21:00")


def test_a_show_says_the_same_of_its_catalog(tmp_path: Path) -> None:
    show = write_show(tmp_path, seller=True)
    (tmp_path / "catalog.yaml").write_text(OVER, encoding="utf-8")
    assert any("catalog.yaml:6: warning: the offer on" in line for line in problems(show))


def test_a_seller_without_goods_does_not_go_on_air(tmp_path: Path) -> None:
    show = write_show(tmp_path, seller=True)
    (tmp_path / "catalog.yaml").write_text("products: []\n", encoding="utf-8")
    with pytest.raises(ConfigErrors, match=r"catalog\.yaml.*a seller needs at least one product"):
        load_show(show)


def test_a_rundown_that_names_an_unknown_product_gets_a_suggestion(tmp_path: Path) -> None:
    show = write_show(tmp_path, seller=True)
    with show.open("a", encoding="utf-8") as file:
        file.write("rundown: rundown.yaml\n")
    rundown = "segments:\n  - title: Scarf\n    sku: SCRAF\n    lines: [{en: Hello there.}]\n"
    (tmp_path / "rundown.yaml").write_text(rundown, encoding="utf-8")
    with pytest.raises(ConfigErrors, match=r"rundown\.yaml:3: .*'SCRAF' \(did you mean 'SCARF'"):
        load_show(show)


def test_a_reduction_without_the_price_before_it_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "catalog.yaml"
    text = OVER.replace("    prior_price_30d_lowest: {USD: 249}\n", "")
    path.write_text(text, encoding="utf-8")
    assert any("needs 'prior_price_30d_lowest'" in line for line in problems(path))
