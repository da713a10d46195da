"""The lines of offers and coupons: true in three languages, whatever is left of the time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chatbot.catalog import Catalog
from chatbot.language.money import day, money, time_left
from chatbot.phrases import built_in_phrases
from chatbot.show.gate import GateContext, Verdict, judge
from chatbot.show.lines import fill, slots_of
from tests.show.offer_shops import MARKETS, WALL, catalog

BOOK = built_in_phrases()
NAMES = sorted(n for n in BOOK.lines if n.startswith(("offer.", "coupon.")))
LEFT = [timedelta(seconds=40), timedelta(minutes=1, seconds=14), timedelta(minutes=9, seconds=58),
        timedelta(minutes=45), timedelta(hours=2, minutes=50)]  # fmt: skip
ADDRESS = {"zh": "家人们", "en": "everybody", "fr": "tout le monde"}


def verdict(text: str, lang: str, shop: Catalog, market: str) -> Verdict:
    context = GateContext(
        catalog=shop, room_lang=lang, languages=(lang,), market=market, wall=WALL, sku="SCARF"
    )
    return judge(text, lang, context)


@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("lang", ["zh", "en", "fr"])
@pytest.mark.parametrize("name", NAMES)
def test_every_line_is_true_while_it_may_be_said_and_blocked_when_it_may_not(
    name: str, lang: str, market: str
) -> None:
    currency = MARKETS[market]
    over = name.endswith(".over")
    for left in (timedelta(minutes=-1),) if over else (*LEFT, timedelta(days=3)):
        shop = catalog(ends_at=WALL + left)
        product, coupon = shop.by_sku["SCARF"], shop.promotions[0]
        assert product.offer
        ends_at = product.offer.ends_at
        assert ends_at
        slots = {
            "name": product.name[lang],  # type: ignore[index]
            "price_per": money(product.price[currency], currency, lang),
            "was": money(product.prior_price_30d_lowest[currency], currency, lang),  # type: ignore[index]
            "link_no": "1",
            "code": coupon.code,
            "effect": money(coupon.effect[currency], currency, lang),
            "min_order": money(coupon.min_order[currency], currency, lang),
            "address": ADDRESS[lang],
            "ends": "" if left < timedelta(hours=6) else day(ends_at, lang),
            "ends_in": time_left(left, lang) if left < timedelta(hours=6) else "",
        }
        if name == "coupon.announce_plain":
            shop = shop.model_copy(
                update={"promotions": (coupon.model_copy(update={"min_order": {}}),)}
            )
        after = catalog(ends_at=WALL - timedelta(seconds=1))
        for line in BOOK.lines[name][lang]:
            filled = fill(line, slots)
            if filled is None:
                continue
            found = verdict(filled[0], lang, shop, market)
            assert found.passed, (filled[0], found.reasons, found.detail)
            promises = {"ends", "ends_in", "was", "effect"} & slots_of(line)
            if promises:
                late = verdict(filled[0], lang, after, market)
                assert not late.passed, filled[0]


def test_the_time_left_is_said_in_minutes_then_in_whole_hours() -> None:
    assert time_left(timedelta(seconds=29), "en") == ""
    assert time_left(timedelta(seconds=61), "fr") == "1 minute"
    assert time_left(timedelta(minutes=10), "zh") == "10分钟"
    assert time_left(timedelta(hours=2, minutes=50), "fr") == "2 heures"
    assert time_left(timedelta(minutes=89), "en") == "89 minutes"
