"""The invented audience: the same night for the same seed, and people who react."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest

from chatbot.language.clean import clean_nick
from chatbot.simulator.audience import Audience
from chatbot.simulator.goods import Good
from chatbot.simulator.hearing import Heard, heard_in
from chatbot.simulator.phrases import LANGUAGES, PHRASES, every

WALNUT = Good(
    sku="WALNUT",
    link="1",
    names={"zh": ("核桃",), "en": ("walnuts",), "fr": ("noix",)},
    colours={},
)
ASKED = ("price", "stock", "shipping", "return", "size", "usage", "authenticity", "discount")
SHOWN = Heard(kind="shown", sku="WALNUT")
TEASED = Heard(kind="said", text="大家猜猜这袋核桃今晚什么价格")
TOLD = Heard(kind="said", text="现在只要¥19.8")
POINTED = Heard(kind="pointed", sku="WALNUT")


def night(
    minutes: float, *heard: tuple[float, Heard], seed: int = 7, **more: Any
) -> list[tuple[float, dict[str, Any]]]:
    """Frames with the second they came in; `heard` pairs a second with what the host did."""
    audience = Audience(seed=seed, goods=[WALNUT], **more)
    planned, frames = sorted(heard, key=lambda pair: pair[0]), []
    for second in range(int(minutes * 60)):
        while planned and planned[0][0] <= second:
            audience.hear(planned.pop(0)[1])
        frames += [(second, frame) for frame in audience.until(second)]
    return frames


def kinds(frames: list[tuple[float, dict[str, Any]]], since: float, until: float) -> Counter[str]:
    return Counter(frame["type"] for second, frame in frames if since <= second < until)


def test_the_same_seed_and_the_same_host_give_the_same_night() -> None:
    heard = [(20, SHOWN), (40, TEASED), (60, TOLD), (62, POINTED)]
    assert night(5, *heard) == night(5, *heard)
    assert night(5, *heard) != night(5, *heard, seed=8)
    assert night(5, *heard) != night(5, *heard[:2])


def test_time_may_pass_in_any_steps() -> None:
    fine, coarse = Audience(seed=3), Audience(seed=3)
    steps = [frame for tenth in range(1200) for frame in fine.until(tenth / 10)]
    assert steps == coarse.until(119.9)


def test_a_price_tease_makes_a_crowd_ask_the_price_at_once() -> None:
    prices = {line.replace("{p}", "核桃").replace("{n}", "1") for line in every("zh", "price")}

    def asked(frames: list[tuple[float, dict[str, Any]]]) -> int:
        return sum(f.get("text") in prices for s, f in frames if 300 <= s < 312)

    teased = [asked(night(5.5, (10, SHOWN), (300, TEASED), seed=seed)) for seed in range(6)]
    calm = [asked(night(5.5, (10, SHOWN), seed=seed)) for seed in range(6)]
    assert max(teased) >= 15
    assert sum(teased) > 5 * (sum(calm) + 1)


def test_pointing_brings_carts_and_then_orders_of_what_is_on_screen() -> None:
    frames = night(8, (60, SHOWN), (300, TOLD), (301, POINTED))
    before, after = kinds(frames, 180, 300), kinds(frames, 301, 421)
    assert after["cart"] > before["cart"] + 3
    assert after["order"] > 0
    skus = {f["sku"] for _, f in frames if f["type"] in ("cart", "order")}
    assert skus == {"WALNUT"}


def test_who_is_named_may_say_thanks() -> None:
    audience = Audience(seed=2, goods=[WALNUT])
    nicks = [f["user"]["nick"] for f in audience.until(60) if f["type"] == "enter"]
    audience.hear(Heard(kind="said", text=f"{nicks[-1]}，{nicks[-2]}，{nicks[-3]}，包邮的"))
    thanks = {line for lang in LANGUAGES for line in every(lang, "thanks")}
    said = {f["user"]["nick"] for f in audience.until(70) if f.get("text") in thanks}
    assert said & set(nicks[-3:])


def test_the_room_fills_and_empties_over_the_night() -> None:
    counts = [f["count"] for _, f in night(120) if f["type"] == "viewers"]
    assert len(counts) == 120 * 60 / 5
    assert min(counts) < 150
    assert max(counts) > 300
    steps = [abs(b - a) / a for a, b in pairwise(counts)]
    assert max(steps) < 0.5


def test_people_write_like_people() -> None:
    frames = night(20, *((s, TOLD) for s in range(0, 1200, 15)))
    chat = [f for _, f in frames if f["type"] == "chat"]
    assert 25 <= len(chat) / 20 <= 120
    languages = Counter(
        "zh" if any("\u4e00" <= c <= "\u9fff" for c in f["text"]) else "x" for f in chat
    )
    assert languages["zh"] > languages["x"] > 20
    assert len({f["user"]["id"] for f in chat}) > 60
    assert max(Counter(f["user"]["id"] for f in chat).values()) < len(chat) / 10
    for frame in chat:
        assert frame["text"] == frame["text"].strip() != ""
        assert not set("{}|☻") & set(frame["text"])
        assert clean_nick(frame["user"]["nick"]) == frame["user"]["nick"] != ""


def test_a_muted_viewer_is_quiet() -> None:
    audience = Audience(seed=5)
    talker = next(f["user"]["id"] for f in audience.until(60) if f["type"] == "chat")
    audience.mute(talker, 600)
    assert all(f["user"]["id"] != talker for f in audience.until(600) if f["type"] == "chat")


def test_a_twentieth_of_the_audience_is_a_quiet_room() -> None:
    counts = [f["count"] for _, f in night(10, rate=0.05) if f["type"] == "viewers"]
    assert max(counts) < 60


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_main_question_has_many_wordings(lang: str) -> None:
    assert set(PHRASES[lang]) == set(PHRASES["zh"])
    for about in (*ASKED, "order", "ai", "greeting", "praise", "chatter"):
        assert len(set(every(lang, about))) >= 25, about


def test_what_is_heard_in_a_cue() -> None:
    cue = {
        "type": "cue",
        "commands": [
            {
                "type": "say",
                "text": "现在只要¥129！",
                "duration_ms": 2310,
                "marks": [{"t": 1460, "name": "buy"}],
            },
            {"type": "point_to_buy", "sku": "SERUM", "at": {"mark": "buy"}},
            {"type": "show_product", "sku": "SERUM", "title": "精华", "at": {"ms": 5}},
            {"type": "gesture", "name": "wave"},
        ],
    }
    said, pointed, shown = heard_in(cue)
    assert said.tells_price
    assert not said.teases_price
    assert (pointed.kind, pointed.sku, pointed.at_ms) == ("pointed", "SERUM", 1460)
    assert (shown.title, shown.at_ms) == ("精华", 5)
    assert Heard(kind="said", text="想要的扣1").invites
    for strange in ({}, {"type": "cue"}, {"type": "cue", "commands": [1, {"type": "say"}]}):
        assert [h.text for h in heard_in(strange)] in ([], [""])
