"""A clerk at a desk: the document's words with its name, and a person for the rest."""

from __future__ import annotations

from pathlib import Path

import pytest
from paper_shows import FEES, alerts, asked, desk, files_of, on_virtual_time

from chatbot.config import builtin_dir
from chatbot.events import FilesLoaded
from chatbot.language.amounts import find_amounts
from chatbot.loading import load_show
from chatbot.testing import chat


def test_she_answers_in_the_documents_words_and_names_it(tmp_path: Path) -> None:
    show = on_virtual_time(desk(tmp_path))
    answer = asked(show, "how much is a card for a year?")
    assert "Fees: A card for one year costs 12 euros." in answer.text
    assert answer.facts == ("passage:fees.md#1",)
    assert alerts(show) == []


def test_what_no_document_says_she_does_not_know_and_a_person_is_called(tmp_path: Path) -> None:
    show = on_virtual_time(desk(tmp_path))
    answer = asked(show, "can I bring my dog?")
    assert answer.facts == ("handover",)
    assert "colleague" in answer.text
    assert alerts(show) == ["a person is asked for: take over, or answer this yourself"]


def test_who_wants_a_person_gets_one(tmp_path: Path) -> None:
    show = on_virtual_time(desk(tmp_path))
    assert "colleague" in asked(show, "can I talk to a person please?").text
    assert len(alerts(show)) == 1


@pytest.mark.parametrize(
    ("lang", "question", "offer"),
    [
        ("en", "should I buy a card or not?", "colleague"),
        ("fr", "vous me conseillez la carte ?", "collègue"),
        ("zh", "我该不该办卡？", "同事"),
        ("en", "will the price go up next year?", "colleague"),
        ("fr", "les tarifs vont augmenter ?", "collègue"),
        ("zh", "明年会涨价吗？", "同事"),
    ],
)
def test_advice_and_forecasts_are_refused_with_an_offer(
    tmp_path: Path, lang: str, question: str, offer: str
) -> None:
    show = on_virtual_time(desk(tmp_path))
    answer = asked(show, question)
    assert offer in answer.text
    assert not find_amounts(answer.text, lang)
    assert alerts(show) == []


def test_two_different_prices_are_two_questions(tmp_path: Path) -> None:
    show = on_virtual_time(desk(tmp_path))
    assert "12 euros" in asked(show, "how much is a card for a year?").text
    assert "3 euros" in asked(show, "how much is a lost card?", nick="Bo").text


def test_a_changed_sheet_is_answered_from_at_the_next_word(tmp_path: Path) -> None:
    path = desk(tmp_path)
    show = on_virtual_time(path)
    assert "12 euros" in asked(show, "how much is a card for a year?").text
    (tmp_path / "fees.md").write_text(FEES.replace("12 euros", "15 euros"), encoding="utf-8")
    fresh = files_of(path)
    show.feed([(show.now_ms, FilesLoaded(id="files", texts=fresh.texts, version=fresh.version))])
    assert "15 euros" in asked(show, "and how much is a card for one year?").text


@pytest.mark.parametrize(
    "words", ["lost card", "hello, what is a lost card?", "I lost my card", "a lost card!"]
)
def test_a_greeting_that_asks_and_a_remark_on_the_subject_are_answered(
    tmp_path: Path, words: str
) -> None:
    show = on_virtual_time(desk(tmp_path))
    assert "3 euros" in asked(show, words).text


def test_chatter_and_a_remark_that_no_document_answers_call_nobody(tmp_path: Path) -> None:
    show = on_virtual_time(desk(tmp_path))
    for text in ("lol", "my tool shed is green today", "I was away last week"):
        show.feed([(show.now_ms + 1_000, chat(text))])
        show.run_until(show.now_ms + 5_000)
    assert not [p for p in show.performed if p.answers]
    assert alerts(show) == []


def test_pleasantries_and_who_she_is_need_no_document(tmp_path: Path) -> None:
    show = on_virtual_time(desk(tmp_path))
    assert "AI" in asked(show, "are you a robot?").text
    assert asked(show, "hello there", nick="Bo").text
    assert alerts(show) == []


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("what time do you open on saturday?", "According to|From|I looked|Here|opening hours"),
        ("j'ai perdu ma carte, c'est combien ?", "3 €"),
        ("星期六几点开门？", "9:00到13:00"),
        ("what happens when a tool is broken?", "page 2"),
    ],
)
def test_the_sample_desk_answers_in_three_languages(question: str, answer: str) -> None:
    files = load_show(builtin_dir("shows") / "desk" / "show.yaml", environment={})
    show = on_virtual_time(files.path)
    said = asked(show, question)
    assert any(part in said.text for part in answer.split("|")), said.text
    assert said.passed
    assert said.facts[0].startswith("passage:")
