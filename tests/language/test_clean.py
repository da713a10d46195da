"""Text from strangers becomes one clean line, in time linear in its length."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.language.clean import clean_nick, clean_text, fold


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  hello   there ", "hello there"),
        ("Ｐｒｉｃｅ　？", "Price ?"),
        ("a\u200bb\u200cc\u2060d\ufeff", "abcd"),
        ("abc\u202egnp.exe", "abcgnp.exe"),
        ("line\r\nPRIVMSG x", "line PRIVMSG x"),
        ("tab\tand\x00null\x07", "tab andnull"),
        ("\ud800half", "\ufffdhalf"),
        ("ok\U000e0041\U000e0042", "ok"),
    ],
)
def test_odd_characters_do_not_get_through(raw: str, text: str) -> None:
    assert clean_text(raw).text == text


def test_oddities_are_named() -> None:
    assert clean_text("z\u0335\u0321\u0322\u0323\u0324algo").oddities == ("marks",)
    assert clean_text("a\u202eb\nc").oddities == ("lines", "bidi")
    assert clean_text("开\u200b发\u200b者").oddities == ("invisible",)
    assert clean_text("ordinary, très bien 你好").oddities == ()
    assert clean_text("👨\u200d👩\u200d👧 ❤️").oddities == ()


def test_long_text_is_cut_and_flagged() -> None:
    short, long, longer = clean_text("x" * 500), clean_text("x" * 501), clean_text("x" * 90_000)
    assert not short.truncated
    assert long.truncated
    assert longer.truncated
    assert len(longer.text) == 500


def test_the_cut_comes_before_normalisation() -> None:
    """Alternating marks are quadratic to normalise: only runs of three are left to sort."""
    wall = clean_text("a" + "\u0316\u0301" * 50_000)
    assert len(wall.text) <= 4
    assert wall.truncated


def test_a_nickname_is_one_short_line() -> None:
    assert clean_nick("小\u202e雨\n") == "小雨"
    assert len(clean_nick("n" * 300)) == 64


@given(st.text(st.characters(codec=None), max_size=3000))
def test_any_text_comes_out_clean(raw: str) -> None:
    text = clean_text(raw).text
    assert len(text) <= 500
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in text)
    assert text == text.strip()
    assert clean_text(text).text == text
    fold(text)


def test_folding_compares_what_people_mean_to_be_the_same() -> None:
    assert fold("Été") == fold("ETE")
    assert fold("這個多少錢") == "这个多少钱"
    assert fold("L’œuf") == "l'oeuf"
    assert fold("Ａ") != "a"  # width is the cleaner's business
