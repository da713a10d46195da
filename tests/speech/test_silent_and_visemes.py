"""Timings without a sound, and lips that close when they must."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.speech import SpeechRequest
from chatbot.speech.silent import SilentEngine, estimate
from chatbot.speech.types import VISEMES, Speech
from chatbot.speech.visemes import Sound, lip_shapes


def sounds(*pairs: tuple[str, int]) -> list[Sound]:
    made, at = [], 0
    for symbol, length in pairs:
        made.append(Sound(symbol, at, length))
        at += length
    return made


def check(speech: Speech) -> None:
    """What every speech keeps to: words and lips in order, inside the speech, in the text."""
    end = 0
    for word in speech.words:
        assert speech.text[word.start : word.end] == word.text
        assert word.t_ms >= end
        end = word.t_ms
        assert word.t_ms + word.d_ms <= speech.duration_ms + 1
    at = 0
    for shape in speech.visemes:
        assert shape.t_ms == at
        assert shape.viseme in VISEMES
        assert 0 < shape.weight <= 1
        at += shape.d_ms
    assert at <= speech.duration_ms


@pytest.mark.parametrize(
    ("lang", "text", "priced"),
    [
        ("zh", "现在只要¥129！", "¥129"),
        ("en", "Only $18.90, buy it now.", "$18.90"),
        ("fr", "C'est 17,90 € aujourd'hui !", "17,90 €"),
    ],
)
async def test_a_silent_line_has_words_lips_and_a_price_in_one_piece(
    lang: str, text: str, priced: str
) -> None:
    engine = SilentEngine()
    speech = await engine.synthesize(SpeechRequest(text=text, lang=lang))
    check(speech)
    assert priced in [word.text for word in speech.words]
    assert speech == await engine.synthesize(SpeechRequest(text=text, lang=lang))


def test_a_mark_falls_when_its_code_point_is_said() -> None:
    speech = estimate(SpeechRequest(text="Only $18.90, buy it now.", lang="en"))
    buy = next(word for word in speech.words if word.text == "buy")
    assert speech.time_at(speech.text.index("buy")) == buy.t_ms
    assert speech.time_at(speech.text.index(", buy")) == buy.t_ms
    assert speech.time_at(0) == 0
    assert speech.time_at(999) == speech.duration_ms


def test_a_quicker_pace_is_shorter() -> None:
    slow, quick = (
        estimate(SpeechRequest(text="只要一百块", lang="zh", pace=p)) for p in (1.0, 1.5)
    )
    assert quick.duration_ms < slow.duration_ms


@pytest.mark.parametrize("text", ["", "😀", "…", "   "])
async def test_a_line_without_words_is_a_short_silence(text: str) -> None:
    speech = await SilentEngine().synthesize(SpeechRequest(text=text, lang="en"))
    check(speech)
    assert speech.words == ()
    assert speech.duration_ms >= 200


def test_a_closure_is_never_lost_however_short() -> None:
    shapes = lip_shapes(sounds(("a", 120), ("p", 5), ("a", 120), ("f", 10), ("i", 90)), 345)
    assert [shape.viseme for shape in shapes] == ["aa", "PP", "aa", "FF", "ih"]
    assert min(shape.d_ms for shape in shapes if shape.viseme in ("PP", "FF")) >= 55


def test_shapes_too_short_to_see_are_left_out_and_breath_takes_the_next_vowel() -> None:
    shapes = lip_shapes(sounds(("h", 50), ("ə", 80), ("l", 20), ("O", 200)), 350)
    assert [shape.viseme for shape in shapes] == ["E", "oh", "ou"]
    assert shapes[0].t_ms == 0


def test_tones_lengthen_the_sound_before_and_stress_the_one_after() -> None:
    shapes = lip_shapes(sounds(("ˈ", 50), ("m", 30), ("a", 100), ("↗", 60), (".", 240)), 480)
    assert [(shape.viseme, shape.d_ms) for shape in shapes] == [
        ("PP", 80),
        ("aa", 160),
        ("sil", 240),
    ]


LETTERS = st.sampled_from("pbmfvaeioutknsʃɹhˈ↗ .")


@given(st.lists(st.tuples(LETTERS, st.integers(20, 200)), min_size=1, max_size=30))
def test_every_closure_is_seen_when_it_is_heard(pairs: list[tuple[str, int]]) -> None:
    made = sounds(*pairs)
    end = made[-1].t_ms + made[-1].d_ms
    shapes = lip_shapes(made, end)
    assert sum(shape.d_ms for shape in shapes) == end
    for sound in made:
        wanted = "PP" if sound.symbol in "pbm" else "FF" if sound.symbol in "fv" else None
        if wanted is not None:
            middle = sound.t_ms + sound.d_ms / 2
            near = [s for s in shapes if s.t_ms - 31 <= middle <= s.t_ms + s.d_ms + 31]
            assert wanted in [shape.viseme for shape in near]
