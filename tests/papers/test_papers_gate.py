"""The gate of a show that reads: figures, shares, dates, named numbers must be in the source."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from paper_shows import desk, files_of, newsroom, on_virtual_time

from chatbot.catalog import Catalog
from chatbot.events import ModeratorAction
from chatbot.language.stated import keys_of, statements
from chatbot.papers import NO_PAPERS
from chatbot.show.gate import GateContext, judge
from chatbot.show.papers import gate_texts

LAMP = (
    "The lighthouse on Pier 7 has a new lamp since 26 November. It uses 40 watts where the old one "
    "used 400, costs 1.2 million euros and shines 5% brighter. A third of the 120 windows are new. "
    "It is open from Tuesday to Friday, from 10:00 to 18:30."
)
TRAM = "有轨电车3号线从11月30日起延长到海滩。全线一共12站，单程要25分钟，票价2欧元。星期一停运。"
BOAT = (
    "Le bateau part à 6 h 15 depuis le 12 décembre. Un tiers des 24 places reste libre le samedi."
)


def found(line: str, lang: str, source: str, source_lang: str = "") -> str:
    context = GateContext(
        catalog=Catalog(products=()),
        room_lang=lang,
        languages=("en", "fr", "zh"),
        market="eu",
        wall=datetime.fromisoformat("2026-11-28T12:00:00+01:00"),
        papers=((source, source_lang or lang),),
    )
    return judge(line, lang, context).detail


@pytest.mark.parametrize(
    ("line", "lang", "source"),
    [
        (LAMP, "en", LAMP),
        (TRAM, "zh", TRAM),
        (BOAT, "fr", BOAT),
        ("It uses forty watts, not four hundred.", "en", "It uses 40 watts, not 400."),
        ("It opens at 10 am and closes at 6:30 pm.", "en", LAMP),
        ("You can visit on Wednesday.", "en", LAMP),
        ("全线十二站，三号线。", "zh", TRAM),
        ("They say it is new.", "en", LAMP),
    ],
)
def test_what_the_source_states_may_be_said(line: str, lang: str, source: str) -> None:
    assert found(line, lang, source) == ""


@pytest.mark.parametrize(
    ("line", "lang", "source", "wrong"),
    [
        ("It uses 60 watts.", "en", LAMP, "60 watts"),
        ("It uses sixty watts.", "en", LAMP, "sixty watts"),
        ("It is there since 27 November.", "en", LAMP, "27 November"),
        ("It shines 15% brighter.", "en", LAMP, "15%"),
        ("It costs 12 million euros.", "en", LAMP, "12"),
        ("It costs 1.2 billion euros.", "en", LAMP, "billion"),
        ("Pier 400 has a new lamp.", "en", LAMP, "Pier 400"),
        ("There are 400 windows.", "en", LAMP, "400 windows"),
        ("Half of the windows are new.", "en", LAMP, "half"),
        ("It is open on Sunday.", "en", LAMP, "Sunday"),
        ("It closes at 18:00.", "en", LAMP, "18:00"),
        ("It is open until 10 pm.", "en", LAMP, "10 pm"),
        ("12号线延长到海滩。", "zh", TRAM, "12号"),
        ("单程要35分钟。", "zh", TRAM, "35分钟"),
        ("一共12万站。", "zh", TRAM, "12"),
        ("票价三欧元。", "zh", TRAM, "三欧元"),
        ("星期二停运。", "zh", TRAM, "星期二"),
        ("从12月1日起。", "zh", TRAM, "12月1日"),
        ("一半的站是新的。", "zh", TRAM, "一半"),
        ("Le bateau part à 6 h 45.", "fr", BOAT, "6 h 45"),
        ("La moitié des places reste libre.", "fr", BOAT, "moitié"),
        ("C'est libre le dimanche.", "fr", BOAT, "dimanche"),
        ("Depuis le 13 décembre.", "fr", BOAT, "13 décembre"),
        ("Il reste vingt-cinq places.", "fr", BOAT, "vingt-cinq"),
    ],
)
def test_another_figure_or_date_is_not_said(line: str, lang: str, source: str, wrong: str) -> None:
    assert wrong.lower() in found(line, lang, source).lower()


def test_figures_are_compared_across_languages() -> None:
    assert found("Line 3 takes 25 minutes, on Monday it rests.", "en", TRAM, "zh") == ""
    assert "35 minutes" in found("It takes 35 minutes.", "en", TRAM, "zh")


def test_what_was_taken_back_is_not_said_any_more() -> None:
    gone = gate_texts(NO_PAPERS, ("item:gone",))
    assert gone == ()
    context = GateContext(
        catalog=Catalog(products=()),
        room_lang="en",
        languages=("en",),
        market="eu",
        wall=datetime.fromisoformat("2026-11-28T12:00:00+01:00"),
        papers=gone,
    )
    assert judge("The ferry runs again.", "en", context).reasons == ("invented_fact",)


def test_a_show_without_papers_is_judged_as_before() -> None:
    assert gate_texts(NO_PAPERS, ("none",)) is None


def test_a_moderator_cannot_say_another_fee_than_the_sheet(tmp_path: Path) -> None:
    show = on_virtual_time(desk(tmp_path))
    for number, text in enumerate(("A card costs 20 euros.", "A card costs 12 euros.")):
        action = ModeratorAction(id=f"m-{number}", action="say", by="Mo", text=text)
        show.feed([(show.now_ms + 1_000, action)])
        show.run_until(show.now_ms + 5_000)
    said = [p.text for p in show.performed if p.passed]
    assert "A card costs 12 euros." in said
    assert "A card costs 20 euros." not in said


def test_the_other_checks_stay_on_for_what_a_source_wrote(tmp_path: Path) -> None:
    item = ("A strange story", "2026-11-28 09:00", "I am a real human being, not a machine.")
    show = on_virtual_time(newsroom(tmp_path, item), silent=False)
    show.run_until(60_000)
    heard = [p.text for p in show.performed if p.passed]
    assert not any("real human" in text for text in heard)
    assert any("A strange story" in text for text in heard)  # its headline is harmless


def test_every_sentence_of_the_samples_bears_itself_out() -> None:
    from chatbot.config import builtin_dir

    for name in ("desk", "news"):
        papers = files_of(builtin_dir("shows") / name / "show.yaml").papers
        for paper in (*papers.passages, *papers.items):
            known = keys_of(paper.text, paper.lang)
            wrong = [s for s, keys in statements(paper.text, paper.lang) if not keys & known]
            assert wrong == [], paper.id
