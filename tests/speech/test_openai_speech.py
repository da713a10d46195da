"""A voice behind OpenAI's `/audio/speech`: what is asked, what is heard, and when it fails."""

from __future__ import annotations

import asyncio
import json
import math
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from chatbot.errors import SpeechUnavailable
from chatbot.speech import SpeechRequest
from chatbot.speech.choose import open_engine
from chatbot.speech.openai import OpenAISpeech
from chatbot.speech.wav import NotWav, read_wav
from chatbot.speech_config import SpeechConfig

SAY = SpeechRequest(text="Now only ¥129!", lang="en", pace=1.1)


def wav(
    seconds: float = 1.0, *, rate: int = 24_000, bits: int = 16, channels: int = 1, code: int = 1
) -> bytes:
    """A tone between two silences, as a server that streams sends it: without its length."""
    count = int(rate * seconds)
    loud = [
        0.4 * math.sin(i * 0.06) if count * 0.2 < i < count * 0.8 else 0.0 for i in range(count)
    ]
    packed = {
        8: lambda v: struct.pack("<B", 128 + round(v * 127)),
        16: lambda v: struct.pack("<h", round(v * 32767)),
        24: lambda v: struct.pack("<i", round(v * (2**31 - 1)))[1:],
        32: lambda v: struct.pack("<f", v) if code == 3 else struct.pack("<i", round(v * 2**30)),
    }[bits]
    body = b"".join(packed(v) * channels for v in loud)
    size = bits // 8 * channels
    form = struct.pack("<HHIIHH", code, channels, rate, rate * size, size, bits)
    head = b"RIFF\xff\xff\xff\xffWAVEfmt " + struct.pack("<I", 16) + form
    return head + b"data\xff\xff\xff\xff" + body


@dataclass
class Server:
    """A speech server: what it was asked, and what it answers, the last for ever."""

    answers: list[tuple[int, bytes]]
    url: str = ""
    asked: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
        body = json.loads(await reader.readexactly(int(headers["content-length"])))
        self.asked.append((head[0].split(" ")[1], headers, body))
        code, data = self.answers[min(len(self.asked), len(self.answers)) - 1]
        lines = f"HTTP/1.1 {code} X\r\ncontent-length: {len(data)}\r\nconnection: close\r\n\r\n"
        writer.write(lines.encode() + data)
        await writer.drain()
        writer.close()
        await writer.wait_closed()


@asynccontextmanager
async def speaking(
    *answers: bytes | tuple[int, bytes], **more: Any
) -> AsyncIterator[tuple[Server, OpenAISpeech]]:
    made = Server([each if isinstance(each, tuple) else (200, each) for each in answers])
    async with await asyncio.start_server(made.serve, "127.0.0.1", 0) as server:
        made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        engine = OpenAISpeech(config(made.url, **more))
        yield made, engine
        await engine.aclose()


def config(url: str, **more: Any) -> SpeechConfig:
    data = {"engine": "openai", "base_url": url, "model": "tts", "voice": "ana"}
    return SpeechConfig.model_validate(
        data | {"real_person": False} | more, context={"environment": {"KEY": "sk-1234"}}
    )


async def test_the_server_is_asked_for_the_spoken_words_and_heard_without_silence() -> None:
    async with speaking(wav(2.0), api_key="${KEY}") as (server, engine):
        speech = await engine.synthesize(SAY)
    path, headers, body = server.asked[0]
    assert path == "/v1/audio/speech"
    assert headers["authorization"] == "bearer sk-1234"
    assert body == {
        "model": "tts",
        "voice": "ana",
        "input": "Now only one hundred twenty nine yuan!",
        "response_format": "wav",
        "speed": 1.1,
    }
    assert 1150 < speech.duration_ms < 1350
    assert len(speech.audio) // 2 * 1000 // speech.rate == speech.duration_ms
    assert [word.text for word in speech.words] == ["Now", "only", "¥129"]
    last = speech.words[-1]
    assert last.t_ms + last.d_ms == pytest.approx(speech.duration_ms, abs=60)
    assert speech.visemes == ()


@pytest.mark.parametrize(
    "form",
    [
        {"bits": 8}, {"bits": 24, "rate": 44_100}, {"bits": 32, "code": 3, "channels": 2},
        {"bits": 32}, {"rate": 8_000, "channels": 2},
    ],
)  # fmt: skip
def test_every_usual_kind_of_wav_is_read_alike(form: dict[str, int]) -> None:
    audio, rate = read_wav(wav(0.5, **form))
    assert rate == form.get("rate", 24_000)
    assert len(audio) == rate // 2
    assert 0.15 < abs(audio).max() < 0.45


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"ID3\x04" + bytes(90), "it is MP3"),
        (b"{}", "something else"),
        (wav(0.1)[:30], "no samples"),
        (wav(0.1, code=17), "compressed"),
        (wav(0.1, rate=1), "at 1 Hz"),
    ],
)
def test_what_is_no_wav_is_named(data: bytes, said: str) -> None:
    with pytest.raises(NotWav, match=said):
        read_wav(data)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((401, b"no"), r"wants another key: set speech\.api_key"),
        ((404, b"no such voice"), "knows no model 'tts' or voice 'ana' .no such voice."),
        ((503, b""), r"is busy \(503\)"),
        ((500, b"<h1>oops sk-1234</h1>"), r"answered 500 \(<h1>oops \[key\]</h1>\)"),
        ((200, b"ID3" + bytes(50)), r"sent no WAV \(it is MP3\)"),
        ((200, wav(0.05)[:44]), "sent silence"),
    ],
)
async def test_each_trouble_says_what_to_do_and_never_the_key(
    answer: tuple[int, bytes], said: str
) -> None:
    async with speaking(answer, api_key="${KEY}") as (_, engine):
        with pytest.raises(SpeechUnavailable, match=said):
            await engine.synthesize(SAY)


async def test_a_server_that_knows_no_speed_is_asked_without() -> None:
    refusal = (400, b'{"error": "unknown field speed"}')
    async with speaking(refusal, wav()) as (server, engine):
        await engine.synthesize(SAY)
        await engine.synthesize(SAY)
    assert ["speed" in body for _, _, body in server.asked] == [True, False, False]


async def test_another_voice_speaks_while_the_server_is_away(tmp_path: Path) -> None:
    async with speaking(wav(), voice={"zh": "lan", "en": "ana"}) as (server, engine):
        url = server.url
        assert engine.languages == {"zh", "en"}
    told: list[str] = []
    voice = await open_engine(
        "openai", languages=("en",), cache_dir=tmp_path, on_notice=told.append, server=config(url)
    )
    speech = await voice.synthesize(SAY)
    await voice.aclose()
    assert speech.engine in ("espeak", "silent")
    assert "does not answer: start it, or set speech.base_url" in told[0]


MISSING: list[tuple[dict[str, Any], str]] = [
    ({"voice": None}, "a speech server needs 'voice'"),
    ({"real_person": None}, "a speech server needs 'real_person'"),
    ({"real_person": True}, "a real person is heard only with their consent"),
    ({"api_key": "sk-plain"}, "would end up in the journal"),
    ({"base_url": "127.0.0.1"}, "it starts with http:// or https://"),
    ({"engine": "kokoro"}, "the voice kokoro takes no 'base_url'"),
]


@pytest.mark.parametrize(("more", "said"), MISSING)
def test_what_the_settings_lack_is_said(more: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        config("http://127.0.0.1:1", **more)
