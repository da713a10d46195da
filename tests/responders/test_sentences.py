"""From pieces of a model's text to sentences a host may say."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.responders.sentences import Sentences, Thinking, plain, unlabelled


def cut(*pieces: str, short: bool = False) -> list[str]:
    splitter = Sentences()
    found = [sentence for piece in pieces for sentence in splitter.feed(piece)]
    return found + splitter.end(cut=short)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("这口锅168元。容量4.5升！要看看吗？", ["这口锅168元。", "容量4.5升！", "要看看吗？"]),
        ("It is ¥9.90. It holds 4.5 l.", ["It is ¥9.90.", "It holds 4.5 l."]),
        ("M. Li, c'est 17,90 €. Voilà !", ["M. Li, c'est 17,90 €.", "Voilà !"]),
        ("Ask Dr. Wu, e.g. by mail. Yes.", ["Ask Dr. Wu, e.g. by mail.", "Yes."]),
        ("Really?! Yes... of course.", ["Really?!", "Yes...", "of course."]),
        ("He said “it is blue.” Then left.", ["He said “it is blue.”", "Then left."]),
        ("Two lines\nand one", ["Two lines", "and one"]),
        ("1. Blue\n2. Green\n- Red", ["Blue", "Green", "Red"]),
        ("# Title\n**Bold** and *light* and `code`.", ["Title", "Bold and light and code."]),
        ("See [our page](https://a.example/b_c).", ["See our page."]),
        ("Assistant: Hello there.", ["Hello there."]),
        ("**Host:** It is blue.", ["It is blue."]),
        ("Assistant : C'est bleu.", ["C'est bleu."]),
        ("主播：现在有货。", ["现在有货。"]),
        ("Price: ¥129.", ["Price: ¥129."]),
        ("```\nIt is blue.\n```\nYes.", ["It is blue.", "Yes."]),
        ('Here:\n```json\n{"price": 9.90}\n```\nIt is blue.', ["Here:", "It is blue."]),
        ("~~~python\nprint(1)\n~~~", []),
        ('"It is blue."', ["It is blue."]),
        ("Nice 😀🎉! Really ✨.", ["Nice !", "Really ."]),
        ("20 °C at most. 😀", ["20 °C at most."]),
        ("Only 3 left. 2 in blue.", ["Only 3 left.", "2 in blue."]),
        ("It comes in U.S. sizes. Yes.", ["It comes in U.S. sizes.", "Yes."]),
        ("好的.马上就来.", ["好的.", "马上就来."]),
        ("It was ~~¥20~~ and is ¥10.", ["It was and is ¥10."]),
        ("…", []),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences
    assert cut(*text) == sentences


def test_what_was_cut_for_its_length_is_let_go() -> None:
    assert cut("It is blue. It also ha", short=True) == ["It is blue."]
    assert cut('He says: "It is blue."', short=True) == ['He says: "It is blue."']
    assert cut("It is blue. It also has.", short=True) == ["It is blue.", "It also has."]


def test_a_sentence_without_end_is_cut_at_a_clause() -> None:
    found = cut("and so it goes on, " * 60)
    assert len(found) > 1
    assert all(len(sentence) <= 300 for sentence in found)
    assert all(sentence.endswith("on,") for sentence in found)
    assert cut("no end" * 100)[0] == ("no end" * 50)


WRITTEN = st.text(st.sampled_from(list('ab1 .,!?。！…\n"“”*_`>-#é价😀')), max_size=60)


@given(WRITTEN, st.lists(st.integers(0, 60), max_size=8))
def test_how_the_text_was_split_is_no_matter(text: str, cuts: list[int]) -> None:
    places = sorted({0, len(text), *(c for c in cuts if c <= len(text))})
    pieces = [text[a:b] for a, b in pairwise(places)]
    assert cut(*pieces) == cut(text)


@given(WRITTEN)
def test_a_sentence_has_words_and_is_plain(text: str) -> None:
    for sentence in cut(text):
        assert any(char.isalnum() for char in sentence)
        assert "\n" not in sentence
        assert "`" not in sentence


@given(st.lists(st.integers(0, 80), max_size=8))
def test_thoughts_are_left_out_however_they_are_split(cuts: list[int]) -> None:
    text = "A <think>secret <b> 1<2 </think>B < C <THINK>secret</ think >D"
    places = sorted({0, len(text), *(c for c in cuts if c <= len(text))})
    thinking = Thinking()
    heard = "".join(thinking.feed(text[a:b]) for a, b in pairwise(places)) + thinking.end()
    assert heard == "A B < C D"


def test_the_hosts_own_name_before_a_line_is_left_out() -> None:
    names = ("Lan", "岚")
    assert unlabelled("Lan: It is blue.", names) == "It is blue."
    assert unlabelled("岚：现在有货。", names) == "现在有货。"
    assert unlabelled("Lantern: 20 yuan.", names) == "Lantern: 20 yuan."
    assert unlabelled("Lan says it is blue.", names) == "Lan says it is blue."


def test_plain_keeps_what_means_something() -> None:
    assert plain("5 * 3 makes 15, snake_case stays") == "5 3 makes 15, snake_case stays"
    assert plain("l'eau d'aujourd'hui") == "l'eau d'aujourd'hui"
