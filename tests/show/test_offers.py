"""Offers and coupons on the air: announced, recalled, called a last time, and over, in time."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from chatbot.commands import PointToBuy, ShowProduct
from chatbot.events import ModeratorAction, ProductSignal, Resumed
from chatbot.loading import ShowFiles
from chatbot.rehearsal import Rehearsal
from chatbot.show.acts import Fate, Raise
from chatbot.show.offers import next_moment
from chatbot.show.state import ShowState
from chatbot.testing import chat, load
from tests.show.offer_shops import WALL, catalog

SHOW = """\
language: {lang}
persona: ./host.yaml
catalog: catalog.json
timezone: Asia/Shanghai
policy: {{market: us, autonomy: {autonomy}}}
"""
OVER = ("is over", "has ended", "has just ended", "has expired")
MINUTE = 60_000


def shop(
    folder: Path,
    *,
    minutes: float | None,
    starts: float | None = None,
    coupon: bool = False,
    lang: str = "en",
    autonomy: str = "grounded",
    stock: int | None = 40,
) -> ShowFiles:
    """A seller whose offer starts and ends so many minutes after the show begins."""
    host = "name: Lan\nkind: seller\nlanguages: [en, zh, fr]\n"
    (folder / "host.yaml").write_text(host, encoding="utf-8")
    (folder / "show.yaml").write_text(SHOW.format(lang=lang, autonomy=autonomy), encoding="utf-8")
    listed = catalog(
        starts_at=None if starts is None else WALL + timedelta(minutes=starts),
        ends_at=None if minutes is None else WALL + timedelta(minutes=minutes),
        coupon=coupon,
        stock=stock,
    )
    text = listed.model_dump_json(by_alias=True, exclude_none=True)
    (folder / "catalog.json").write_text(text, encoding="utf-8")
    return load(folder / "show.yaml")


def on_air(files: ShowFiles) -> Rehearsal:
    return Rehearsal(files, wall_ms=round(WALL.timestamp() * 1000))


def moments(show: Rehearsal) -> list[str]:
    """What came of offers and coupons, in order."""
    raised = [a for a in show.acts if isinstance(a, Raise) and a.level == "info"]
    kinds = ("offer: ", "coupon: ")
    return [a.text.split(": ")[1].split(" (")[0] for a in raised if a.text.startswith(kinds)]


def said(show: Rehearsal) -> list[str]:
    return [p.text for p in show.performed if p.passed and p.text]


def after(show: Rehearsal, at_ms: int) -> list[str]:
    """What is said from here on for ten minutes."""
    heard = len(said(show))
    show.run_until(at_ms + 10 * MINUTE)
    return said(show)[heard:]


def test_an_offer_is_announced_recalled_called_a_last_time_and_over_each_once(
    tmp_path: Path,
) -> None:
    show = on_air(shop(tmp_path, minutes=45))
    show.run_until(60 * MINUTE)
    assert moments(show) == ["announce", "remind", "last call", "last minute", "over"]
    blocked = [(p.text, p.detail) for p in show.performed if not p.passed]
    assert blocked == []
    lines = said(show)
    assert any("ends in 10 minutes" in line for line in lines)
    assert any("ends in 1 minute." in line for line in lines)
    over = next(i for i, line in enumerate(lines) if any(word in line for word in OVER))
    later = " ".join(lines[over + 1 :])
    assert "offer" not in later
    assert "until" not in later
    assert "last 30 days" not in later


def test_a_flash_sale_is_announced_as_it_starts_and_not_before(tmp_path: Path) -> None:
    show = on_air(shop(tmp_path, starts=20, minutes=35))
    show.run_until(20 * MINUTE - 1_000)
    assert moments(show) == []
    assert not any("offer" in line for line in said(show))
    show.run_until(21 * MINUTE)
    assert moments(show) == ["announce"]
    announced = next(p for p in show.performed if "last 30 days" in p.text)
    assert "$32" in announced.text
    assert "lowest price of the last 30 days was $42" in announced.text
    show.run_until(50 * MINUTE)
    assert moments(show) == ["announce", "last call", "last minute", "over"]


def test_an_announcement_shows_the_product_and_points_at_the_button(tmp_path: Path) -> None:
    show = on_air(shop(tmp_path, starts=6, minutes=300))
    show.run_until(6 * MINUTE)
    show.state.memory.on_screen, show.state.memory.pointed_ms = "BOWL", None
    heard = len(show.performed)
    show.run_until(7 * MINUTE)
    announced = next(p for p in show.performed[heard:] if "last 30 days" in p.text)
    assert ShowProduct("SCARF") in announced.commands
    assert any(isinstance(c, PointToBuy) and c.sku == "SCARF" for c in announced.commands)


def test_a_coupon_has_its_own_moments(tmp_path: Path) -> None:
    files = shop(tmp_path, minutes=None, coupon=True)
    text = json.loads((tmp_path / "catalog.json").read_text("utf-8"))
    text["promotions"][0]["ends_at"] = (WALL + timedelta(minutes=30)).isoformat()
    del text["products"][0]["offer"]
    (tmp_path / "catalog.json").write_text(json.dumps(text), encoding="utf-8")
    files = load(tmp_path / "show.yaml")
    show = on_air(files)
    show.run_until(40 * MINUTE)
    assert moments(show) == ["announce", "last call", "last minute", "over"]
    assert any("SOIE20" in line and "$3" in line and "$50" in line for line in said(show))


def test_of_an_offer_that_is_over_nothing_is_said_and_those_who_watch_are_told(
    tmp_path: Path,
) -> None:
    show = on_air(shop(tmp_path, minutes=-5, coupon=True))
    show.run_until(20 * MINUTE)
    assert moments(show) == []
    assert not any("offer" in line or "SOIE20" in line for line in said(show))
    told = [a.text for a in show.acts if isinstance(a, Raise) and a.level == "warning"]
    assert any("ended on 2026-11-22 20:55: nothing is said of it" in text for text in told)


def test_a_last_call_that_waits_past_the_end_is_never_spoken(tmp_path: Path) -> None:
    show = on_air(shop(tmp_path, minutes=20))
    show.run_until(19 * MINUTE - 17_000)
    heard = len(said(show))
    words = ["A word more. ", "And one more. ", "Then another. ", "One at last. "]
    for number, word in enumerate(words):  # a person goes on talking until after the end
        long = ModeratorAction(
            id=f"a{number}", action="say", by="mod", text=word * 25, override=("repetition_loop",)
        )
        show.feed([(19 * MINUTE - 16_000, long)])
    show.run_until(40 * MINUTE)
    assert not any("ends in" in line for line in said(show)[heard:])
    assert all(p.passed for p in show.performed)


def test_sold_out_ends_every_promise(tmp_path: Path) -> None:
    show = on_air(shop(tmp_path, minutes=45))
    show.run_until(5 * MINUTE)
    assert moments(show) == ["announce"]
    gone = ProductSignal(id="p1", source="gw", sku="SCARF", action="sold_out")
    show.feed([(5 * MINUTE, gone)])
    lines = after(show, 5 * MINUTE)
    assert any("sold out" in line for line in lines)
    show.run_until(60 * MINUTE)
    assert moments(show) == ["announce"]
    assert not any("offer" in line for line in lines)


def test_few_left_is_said_once_with_the_true_figure(tmp_path: Path) -> None:
    show = on_air(shop(tmp_path, minutes=None, stock=40))
    heard = 0
    for number, stock in enumerate([30, 12, 9]):
        at_ms = (number + 1) * 2 * MINUTE
        heard = len(said(show))
        signal = ProductSignal(
            id=f"s{number}", source="gw", sku="SCARF", action="stock", stock=stock
        )
        show.feed([(at_ms, signal)])
        show.run_until(at_ms + 20_000)
        notices = [p for p in show.performed if "12 left" in p.text]
        assert len(notices) == (1 if stock == 12 else len(notices))
    assert heard
    wished = [a for a in show.acts if type(a).__name__ == "Perform" and "low stock" in a.cue.reason]
    assert len(wished) == 1


def test_a_show_by_script_says_of_offers_only_that_they_are_over(tmp_path: Path) -> None:
    show = on_air(shop(tmp_path, minutes=30, autonomy="script"))
    show.run_until(45 * MINUTE)
    assert moments(show) == []


def test_a_restart_says_nothing_of_an_offer_again(tmp_path: Path) -> None:
    show = on_air(shop(tmp_path, minutes=45))
    show.run_until(3 * MINUTE)
    again = ShowState.from_snapshot(
        show.state.snapshot(),
        parse=show.state._parse,
        phrases=show.state._phrases,
        reader=show.state._make_reader,
    )
    show.state, show._ends = again, []
    show.feed([(4 * MINUTE, Resumed(id="resumed", gap_ms=60_000))])
    show.run_until(60 * MINUTE)
    assert moments(show) == ["announce", "remind", "last call", "last minute", "over"]


def test_while_the_room_complains_no_offer_is_pressed_on_it(tmp_path: Path) -> None:
    show = on_air(shop(tmp_path, starts=5, minutes=300))
    show.run_until(4 * MINUTE)
    angry = ModeratorAction(id="a1", action="mood", by="mod", text="sober", seconds=600)
    show.feed([(4 * MINUTE, angry)])
    show.run_until(13 * MINUTE)
    assert moments(show) == []
    show.run_until(18 * MINUTE)
    assert moments(show) == ["announce"]


def test_who_watches_sees_what_comes_next(tmp_path: Path) -> None:
    show = on_air(shop(tmp_path, minutes=45))
    show.run_until(3 * MINUTE)
    coming = next_moment(show.state)
    assert coming is not None
    assert coming[:2] == (WALL + timedelta(minutes=35), "last_call")


def test_an_answer_about_an_offer_that_is_over_promises_nothing(tmp_path: Path) -> None:
    show = on_air(shop(tmp_path, minutes=-5))
    show.feed([(1_000, chat("is the silk scarf on offer?"))])
    show.run_until(30_000)
    assert not any("until" in line or "$42" in line for line in said(show))


@pytest.mark.parametrize("lang", ["zh", "fr"])
def test_every_moment_passes_the_gate_in_each_language(tmp_path: Path, lang: str) -> None:
    show = on_air(shop(tmp_path, minutes=45, coupon=True, lang=lang))
    show.run_until(60 * MINUTE)
    assert sorted(set(moments(show))) == ["announce", "last call", "last minute", "over", "remind"]
    assert [(p.text, p.detail) for p in show.performed if not p.passed] == []


def test_an_answer_made_before_the_end_is_made_anew_after_it(tmp_path: Path) -> None:
    show = on_air(shop(tmp_path, minutes=3))
    show.run_until(3 * MINUTE - 4_000)
    long = (
        "Have a look at how it falls. If you wonder about something, write it into the chat, and "
        "I read it out. We go through the whole shelf, one thing after the other."
    )
    by_hand = ModeratorAction(id="a1", action="say", by="mod", text=long)
    show.feed([(3 * MINUTE - 3_900, by_hand)])
    asked = chat("is there a discount on the silk scarf?", nick="Ann", id="q1")
    show.feed([(3 * MINUTE - 3_500, asked)])
    show.run_until(4 * MINUTE)
    answers = [p for p in show.performed if "test/q1" in p.answers]
    assert [p.passed for p in answers] == [False, True]
    assert "$42" not in answers[-1].text
    assert "Ann" in answers[-1].text or "$32" in answers[-1].text
    fates = [a for a in show.acts if isinstance(a, Fate) and a.message_id == "test/q1"]
    assert fates[-1].fate == "answered"
