"""Laughter and impatience, heard in three languages; a question about goods is neither."""

from __future__ import annotations

import pytest

from chatbot.language.tone import only_impatient, tone_of

LAUGHS = [
    "哈哈哈",
    "23333",
    "笑死我了",
    "hhhh",
    "lol",
    "LOOOL",
    "lmao",
    "ahahah",
    "mdr",
    "ptdr",
    "😂😂",
    "xD",
]
HURRIES = [
    "快点呀",
    "赶紧的",
    "等了半天了",
    "都多久了",
    "问了三遍了",
    "怎么还不开始",
    "hurry up",
    "we've been waiting",
    "how much longer",
    "I asked twice already",
    "come on",
    "dépêchez-vous",
    "plus vite svp",
    "j'attends toujours",
    "ça fait dix minutes que j'attends",
    "répondez-moi",
    "???",
    "？？！",
]
NEITHER = [
    "2333元吗",
    "1233",
    "¥233",
    "233号链接",
    "呵呵",
    "别着急",
    "不用快点",
    "能用多久",
    "多久发货",
    "快点发货可以吗",
    "这个快充快吗",
    "how long does shipping take?",
    "it comes on Monday",
    "he is tall",
    "lola",
    "livraison rapide ?",
    "vous répondez aux questions ?",
    "?",
    "！",
    "how much is it?",
    "",
]


@pytest.mark.parametrize("text", LAUGHS)
def test_laughter(text: str) -> None:
    assert tone_of(text) == "laughter"


@pytest.mark.parametrize("text", HURRIES)
def test_impatience(text: str) -> None:
    assert tone_of(text) == "impatience"


@pytest.mark.parametrize("text", NEITHER)
def test_what_is_neither(text: str) -> None:
    assert tone_of(text) == ""


def test_who_laughs_and_hurries_hurries() -> None:
    assert tone_of("哈哈快点呀") == "impatience"


@pytest.mark.parametrize(
    ("text", "bare"),
    [("等了好久了", True), ("still waiting!", True), ("still waiting for my parcel", False)],
)
def test_impatience_that_says_of_what_is_more_than_impatience(text: str, bare: bool) -> None:
    assert only_impatient(text) == bare
