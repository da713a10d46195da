"""espeak-ng in its own process: phonemes, speech, and what happens when it dies."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from chatbot.errors import SpeechUnavailable
from chatbot.speech import SpeechRequest, types
from chatbot.speech.espeak import EspeakEngine
from chatbot.speech.espeak_client import EspeakProcess
from tests.speech.test_silent_and_visemes import check


@pytest.fixture
async def process() -> AsyncIterator[EspeakProcess]:
    process = EspeakProcess()
    try:
        await process.start()
    except SpeechUnavailable as problem:
        pytest.skip(str(problem))
    yield process
    await process.aclose()


@pytest.mark.parametrize(
    ("lang", "text", "priced"),
    [
        ("zh", "现在只要¥129！", "¥129"),
        ("en", "Only $18.90, buy it now.", "$18.90"),
        ("fr", "C'est 17,90 € aujourd'hui !", "17,90 €"),
    ],
)
async def test_a_line_is_spoken_with_words_and_lips(
    process: EspeakProcess, lang: str, text: str, priced: str
) -> None:
    speech = await EspeakEngine(process).synthesize(
        SpeechRequest(text=text, lang=lang, voice="zf_xiaoyi")
    )
    check(speech)
    assert priced in [word.text for word in speech.words]
    assert 1000 < speech.duration_ms < 6000
    assert len(speech.audio) // 2 * 1000 // speech.rate == speech.duration_ms
    assert len({shape.viseme for shape in speech.visemes}) > 5
    assert speech.words[-1].t_ms < speech.duration_ms


async def test_phonemes_tell_the_languages_apart(process: EspeakProcess) -> None:
    (english,) = await process.phonemes("en-us", ["nation"])
    (french,) = await process.phonemes("fr", ["nation"])
    assert "ʃ" in english
    assert "sj" in french


async def test_an_unknown_voice_is_named(process: EspeakProcess) -> None:
    with pytest.raises(SpeechUnavailable, match="klingon-b"):
        await process.phonemes("klingon-b", ["x"])
    assert await process.phonemes("fr", ["oui"])


async def test_a_process_that_dies_is_replaced(process: EspeakProcess) -> None:
    assert process._process is not None
    process._process.kill()
    await process._process.wait()
    assert await process.phonemes("fr", ["oui"])


async def test_a_process_that_does_not_answer_is_ended_and_said(process: EspeakProcess) -> None:
    stuck = EspeakProcess(deadline_s=0)
    with pytest.raises(SpeechUnavailable, match="did not answer"):
        await stuck.phonemes("fr", ["oui"])
    await stuck.aclose()


async def test_a_cancelled_request_leaves_the_next_one_alone(process: EspeakProcess) -> None:
    task = asyncio.ensure_future(process.speak("fr", "bonjour " * 500, wpm=165))
    await asyncio.wait([task], timeout=0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await process.phonemes("fr", ["oui"])


async def test_without_the_library_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chatbot.speech.espeak_client._WORKER", Path(types.__file__))
    with pytest.raises(SpeechUnavailable, match="pip install espeakng-loader"):
        await EspeakProcess().start()
