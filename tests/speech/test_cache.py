"""A line spoken before is not made again, whatever happens to the disk."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from chatbot.speech import Speech, SpeechRequest
from chatbot.speech.cache import CachedEngine
from chatbot.speech.silent import SilentEngine, estimate
from chatbot.speech.store import pack, unpack

LINE = SpeechRequest(text="只要¥129！", lang="zh")


def stored(folder: Path) -> list[Path]:
    return list(folder.iterdir())


class Counting(SilentEngine):
    def __init__(self) -> None:
        super().__init__()
        self.made: list[str] = []

    async def synthesize(self, request: SpeechRequest) -> Speech:
        self.made.append(request.text)
        return await super().synthesize(request)


class Held(SilentEngine):
    """Works on a line until it is let go; knows who was stopped."""

    def __init__(self) -> None:
        super().__init__()
        self.go = asyncio.Event()
        self.begun = asyncio.Event()
        self.log: list[str] = []

    async def synthesize(self, request: SpeechRequest) -> Speech:
        self.log.append(f"begin {request.text}")
        self.begun.set()
        try:
            if request.text.startswith("slow"):
                await self.go.wait()
        except asyncio.CancelledError:
            self.log.append(f"stop {request.text}")
            self.begun.clear()
            raise
        self.log.append(f"end {request.text}")
        return await super().synthesize(request)


def test_a_stored_line_comes_back_whole_and_a_damaged_one_does_not() -> None:
    speech = estimate(LINE)
    data = pack(speech)
    assert unpack(data) == speech
    for at in range(0, len(data), 7):
        assert unpack(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]) is None
    assert unpack(data[:-3]) is None
    assert unpack(b"") is None


async def test_the_second_time_comes_from_memory_and_after_a_restart_from_disk(
    tmp_path: Path,
) -> None:
    engine = Counting()
    first = CachedEngine(engine, version="1", folder=tmp_path)
    assert not first.has(LINE)
    speech = await first.synthesize(LINE)
    assert await first.synthesize(LINE) is speech
    again = CachedEngine(engine, version="1", folder=tmp_path)
    assert again.has(LINE)
    assert await again.synthesize(LINE) == speech
    assert engine.made == [LINE.text]


async def test_another_version_lexicon_or_mood_is_another_line(tmp_path: Path) -> None:
    engine = Counting()
    line = SpeechRequest(text="HydraGlow", lang="zh")
    for version, say_as, mood in (("1", {}, "neutral"), ("2", {}, "neutral"), ("1", {}, "happy"),
                                  ("1", {"zh": {"HydraGlow": "海卓"}}, "neutral")):  # fmt: skip
        cached = CachedEngine(engine, version=version, say_as=say_as, folder=tmp_path)
        await cached.synthesize(SpeechRequest(text=line.text, lang="zh", mood=mood))
    assert len(engine.made) == 4


async def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    engine = Counting()
    await CachedEngine(engine, version="1", folder=tmp_path).synthesize(LINE)
    (path,) = stored(tmp_path)
    path.write_bytes(path.read_bytes()[:-4])
    speech = await CachedEngine(engine, version="1", folder=tmp_path).synthesize(LINE)
    assert len(engine.made) == 2
    assert unpack(path.read_bytes()) == speech


async def test_the_least_used_lines_go_first(tmp_path: Path) -> None:
    size = len(pack(estimate(LINE)))
    cached = CachedEngine(Counting(), version="1", folder=tmp_path, limit_bytes=4 * size)
    for number in range(12):
        await cached.synthesize(SpeechRequest(text=f"只要¥{129 + number}！", lang="zh"))
    assert sum(path.stat().st_size for path in stored(tmp_path)) <= 4 * size


async def test_a_folder_that_cannot_be_written_costs_the_disk_and_nothing_else(
    tmp_path: Path,
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    notices: list[str] = []
    engine = Counting()
    cached = CachedEngine(
        engine, version="1", folder=tmp_path / "file" / "lines", on_notice=notices.append
    )
    for _ in range(2):
        await cached.synthesize(LINE)
    await cached.synthesize(SpeechRequest(text="好", lang="zh"))
    assert engine.made == [LINE.text, "好"]
    assert len(notices) == 1
    assert "memory only" in notices[0]


async def test_prerendering_makes_the_clauses_that_parts_ask_for(tmp_path: Path) -> None:
    engine = Counting()
    cached = CachedEngine(engine, version="1", folder=tmp_path)
    line = SpeechRequest(text="宝宝们，今晚只要¥129，全国包邮。", lang="zh")
    progress: list[tuple[int, int]] = []
    made = await cached.prerender([line, line], lambda done, total: progress.append((done, total)))
    assert made == len(engine.made) == 3
    assert progress == [(0, 2), (1, 2), (2, 2)]


async def test_a_live_request_overtakes_prerendering() -> None:
    engine = Held()
    cached = CachedEngine(engine, version="1")
    async with asyncio.TaskGroup() as group:
        ahead = group.create_task(cached.prerender([SpeechRequest(text="slow line", lang="en")]))
        await engine.begun.wait()
        await cached.synthesize(SpeechRequest(text="live", lang="en"))
        await engine.begun.wait()
        engine.go.set()
        assert await ahead == 1
    assert engine.log[:3] == ["begin slow line", "begin live", "end live"] or engine.log[:4] == [
        "begin slow line", "stop slow line", "begin live", "end live",
    ]  # fmt: skip
    assert engine.log[-1] == "end slow line"


async def test_a_live_request_for_the_line_being_prerendered_waits_for_it() -> None:
    engine = Held()
    cached = CachedEngine(engine, version="1")
    line = SpeechRequest(text="slow line", lang="en")
    async with asyncio.TaskGroup() as group:
        ahead = group.create_task(cached.prerender([line]))
        await engine.begun.wait()
        live = group.create_task(cached.synthesize(line))
        await asyncio.wait([live], timeout=0)
        engine.go.set()
        assert (await live).text == "slow line"
        assert await ahead == 1
    assert engine.log == ["begin slow line", "end slow line"]


async def test_prerendering_can_be_ended_at_any_time() -> None:
    engine = Held()
    cached = CachedEngine(engine, version="1")
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await cached.prerender([SpeechRequest(text="slow line", lang="en")])
    speech = await cached.synthesize(SpeechRequest(text="live", lang="en"))
    assert speech.text == "live"
