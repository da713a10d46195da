"""A figure typed where a slot exists is found by what it measures, and corrected."""

from __future__ import annotations

import pytest

from chatbot.catalog import Catalog
from chatbot.persona import Persona
from chatbot.rundown import Rundown
from chatbot.scripting.lint import lint, unknown_facts

CATALOG = Catalog.model_validate(
    {
        "products": [
            {
                "sku": "TEA",
                "name": "Tea",
                "link_no": 3,
                "price": {"CNY": 129},
                "prior_price_30d_lowest": {"CNY": 159},
                "offer": {"ends_at": "2026-12-31T23:59:59+08:00"},
                "stock": 86,
                "facts": {"pack": "in a tin"},
                "allowed_claims": {"en": ["spring harvest"]},
            }
        ]
    }
)


def rundown(lang: str, text: str, **more: object) -> Rundown:
    lines = [{"text": {lang: text}, **more}]
    return Rundown.model_validate({"segments": [{"title": "a", "sku": "TEA", "lines": lines}]})


@pytest.mark.parametrize(
    ("lang", "text", "corrected"),
    [
        ("zh", "只要一百二十九块", "只要{price}"),
        ("en", "it's one hundred and twenty-nine yuan", "it's {price}"),
        ("fr", "cent vingt-neuf yuans, pas plus", "{price}, pas plus"),
        ("en", "¥129 for you", "{price} for you"),
        ("zh", "之前卖159元", "之前卖{was}"),
        ("zh", "库存只有86件哦", "库存只有{stock}件哦"),
        ("zh", "现货90罐", "现货{stock}罐"),
        ("en", "eighty-six left", "{stock} left"),
        ("en", "we have 86 tins left", "we have {stock} tins left"),
        ("fr", "plus que quatre-vingt-six", "plus que {stock}"),
        ("zh", "活动到12月31日", "活动到{ends}"),
        ("fr", "jusqu'au 31 décembre", "jusqu'au {ends}"),
        ("zh", "点3号链接", "点{link_no}号链接"),
    ],
)
def test_a_typed_figure_is_told_with_the_line_as_it_should_be(
    lang: str, text: str, corrected: str
) -> None:
    wrongs = list(lint(rundown(lang, text), CATALOG, lang))
    assert len(wrongs) == 1
    assert wrongs[0].at == ("segments", 0, "lines", 0, "text", lang)
    assert wrongs[0].message.endswith(f"is typed by hand and may change: write {corrected!r}")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "还有三个颜色"), ("zh", "还有3天"), ("zh", "80克一罐"), ("zh", "还有两个细节要讲"),
        ("en", "only 3 drops a day"), ("en", "just 3 grams"), ("en", "two colours to show"),
        ("fr", "trois tasses par jour"), ("fr", "il reste 2 couleurs"),
        ("zh", "{price}，还有{stock}件"),
    ],
)  # fmt: skip
def test_other_figures_are_left_alone(lang: str, text: str) -> None:
    assert list(lint(rundown(lang, text), CATALOG, lang)) == []


def test_facts_that_nobody_states_are_told() -> None:
    facts = ["claim:TEA:spring harvest", "claim:TEA:hand-picked", "fact:TEA:pack", "ship:MOON"]
    found = unknown_facts(rundown("en", "Tea.", facts=facts), CATALOG, Persona(name="Ann"))
    assert [(wrong.message, wrong.at[-1]) for wrong in found] == [
        ("'claim:TEA:hand-picked' is not in the catalog (any more)", 1),
        ("'ship:MOON' is not in the catalog (any more)", 3),
    ]
