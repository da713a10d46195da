"""OBS says when it starts to stream: the show waits for it, whatever comes between."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot.adapters.obs import ObsSource
from chatbot.app import RunOptions, on_air
from chatbot.errors import AuthFailed, CannotGoOnAir
from chatbot.events import Event, LiveState, SourceChanged
from chatbot.loading import load_show
from chatbot.renderers.stage_hub import StageHub
from tests.adapters.obs_server import OUTPUTS, Obs, obs
from tests.onair import write_show


class Heard:
    """What the source offered."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self._more = asyncio.Event()

    def offer(self, event: Event, on_fate: object = None) -> None:
        self.events.append(event)
        self._more.set()

    @property
    def live(self) -> list[str]:
        return [e.state for e in self.events if isinstance(e, LiveState) and e.trusted]

    def states(self) -> list[SourceChanged]:
        return [e for e in self.events if isinstance(e, SourceChanged)]

    async def until(self, true: Callable[[Heard], bool]) -> None:
        async with asyncio.timeout(10):
            while not true(self):
                self._more.clear()
                await self._more.wait()


def source(port: int, password: str | None = None) -> ObsSource:
    """A source that waits neither between its questions nor between attempts."""
    return ObsSource(f"ws://127.0.0.1:{port}", password, sleep=lambda _: asyncio.sleep(0))


async def test_it_says_when_obs_starts_and_stops_and_nothing_between() -> None:
    heard = Heard()
    async with obs("s3cret") as here, asyncio.TaskGroup() as tasks:
        watching = tasks.create_task(source(here.port, "s3cret").run(heard.offer))
        await heard.until(lambda h: h.live == ["ended"])  # it does not stream yet
        await here.stream(True)
        await heard.until(lambda h: h.live[1:] == ["started"])
        await here.reconnecting()
        await here.stream(False)
        await heard.until(lambda h: h.live[1:] == ["started", "ended"])
        watching.cancel()
    assert set(here.asked) == {"GetStreamStatus"}
    assert here.subscribed == OUTPUTS
    assert "s3cret" not in str(heard.events)


async def test_an_obs_that_streams_already_is_heard_at_once() -> None:
    heard = Heard()
    async with obs(streaming=True) as here, asyncio.TaskGroup() as tasks:
        watching = tasks.create_task(source(here.port).run(heard.offer))
        await heard.until(lambda h: h.live == ["started"])
        watching.cancel()


async def test_a_crash_of_obs_ends_nothing_and_it_is_found_again() -> None:
    heard = Heard()
    async with obs(streaming=True) as here, asyncio.TaskGroup() as tasks:
        watching = tasks.create_task(source(here.port).run(heard.offer))
        await heard.until(lambda h: h.live == ["started"])
        await here.crash()
        await heard.until(lambda h: [s.state for s in h.states()].count("up") == 2)
        await here.stream(False)
        await heard.until(lambda h: h.live == ["started", "ended"])
        watching.cancel()
    assert "down" in [s.state for s in heard.states()]


async def test_an_obs_that_is_not_there_is_told_once_with_the_remedy_and_tried_again() -> None:
    heard = Heard()
    async with obs() as gone:
        port = gone.port
    async with asyncio.TaskGroup() as tasks:
        watching = tasks.create_task(source(port).run(heard.offer))
        await heard.until(lambda h: any(s.state == "down" for s in h.states()))
        async with obs(streaming=True, port=port):
            await heard.until(lambda h: h.live == ["started"])
            watching.cancel()
    down = [s.detail for s in heard.states() if s.state == "down"]
    assert len(down) == 1
    assert f"127.0.0.1:{port}" in down[0]
    assert "open Tools → WebSocket Server Settings, tick “Enable WebSocket server”" in down[0]


@pytest.mark.parametrize("password", [None, "wrong"])
async def test_a_wrong_password_is_told_with_the_place_to_put_it(password: str | None) -> None:
    async with obs("s3cret") as here:
        with pytest.raises(AuthFailed, match=r"OBS_PASSWORD=… into a file named \.env") as refused:
            await asyncio.wait_for(source(here.port, password).run(Heard().offer), 10)
    assert ("none is set" in str(refused.value)) == (password is None)


async def test_without_the_library_the_show_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "simpleobsws", None)
    with pytest.raises(CannotGoOnAir, match=r"pip install 'live-room-host\[obs\]'"):
        source(1)


def starts_with(folder: Path, here: Obs) -> Path:
    path = write_show(folder)
    start = f"start: {{when: obs, url: 'ws://127.0.0.1:{here.port}'}}\n"
    path.write_text(path.read_text(encoding="utf-8") + start, encoding="utf-8")
    (folder / ".env").write_text("OBS_PASSWORD=s3cret\n", encoding="utf-8")
    return path


async def test_a_show_waits_for_obs_and_begins_with_it(tmp_path: Path) -> None:
    async with obs("s3cret") as here:
        files = load_show(starts_with(tmp_path, here))
        options = RunOptions(
            journal=tmp_path / "n.journal", port=0, voice="silent", second_look=False
        )
        modes = asyncio.Queue[str](100)

        class Watch:
            def saw(self, event: object, acts: object) -> None:
                modes.put_nowait(live.room.state.memory.mode)

        async def until(mode: str) -> None:
            async with asyncio.timeout(10):
                while await modes.get() != mode:
                    pass

        options.observers = lambda state: (Watch(),)
        async with on_air(files, options) as live:
            await until("waiting")
            assert isinstance(live.hub, StageHub)
            assert live.hub._shown_state() == {"state": "waiting", "card": "soon"}
            told = [notice["text"] for notice in live.view.snapshot()["notices"]]
            wanted = f"waiting for OBS to start streaming (ws://127.0.0.1:{here.port})"
            assert any(wanted in text for text in told)
            while "GetStreamStatus" not in here.asked:
                await modes.get()
            await here.stream(True)
            await until("on_air")
            await here.stream(False)
            await until("ended")
            assert live.hub._shown_state() == {"state": "stopped", "card": "ended"}
    journal = (tmp_path / "n.journal").read_bytes()
    assert b"s3cret" not in journal
