"""A real OBS with a home and a screen (Xvfb) of its own; obs-websocket on a free port."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from chatbot.obs.link import ObsLink, opened

PASSWORD = "correct horse"
READY_WITHIN_S = 60.0
STARTED = b"Server started successfully"
"""What OBS logs once obs-websocket listens: its scenes are loaded then."""
CANVAS = (1280, 720)

GLOBAL = """[General]
FirstRun=true
LastVersion=486539266
EnableAutoUpdates=false
InfoIncrement=99
[OBSWebSocket]
FirstLoad=false
ServerEnabled=true
ServerPort={port}
AlertsEnabled=false
AuthRequired=true
ServerPassword={password}
[Basic]
Profile=Untitled
ProfileDir=Untitled
SceneCollection=Untitled
SceneCollectionFile=Untitled
"""
PROFILE = """[General]
Name=Untitled
[Video]
BaseCX={width}
BaseCY={height}
OutputCX={width}
OutputCY={height}
FPSCommon=10
[Output]
Mode=Simple
[SimpleOutput]
FilePath={home}
RecFormat=mkv
RecQuality=Small
RecEncoder=x264
"""


async def _read_on(told: asyncio.StreamReader) -> None:
    """Take what OBS logs, so that it never waits for us."""
    while await told.readline():
        pass


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class RealObs:
    """OBS's process, its address and its home."""

    home: Path
    display: str
    port: int = 0
    process: asyncio.subprocess.Process | None = None
    fresh: bool = True
    _reading: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"ws://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Start it and wait until it answers."""
        self.port = self.port or _free_port()
        folder = self.home / ".config" / "obs-studio"
        profile = folder / "basic" / "profiles" / "Untitled" / "basic.ini"
        if self.fresh:
            self.fresh = False
            profile.parent.mkdir(parents=True)
            text = GLOBAL.format(port=self.port, password=PASSWORD)
            (folder / "global.ini").write_text(text, encoding="utf-8")
            width, height = CANVAS
            text = PROFILE.format(width=width, height=height, home=self.home)
            profile.write_text(text, encoding="utf-8")
        self.process = await asyncio.create_subprocess_exec(
            "obs", "--multi", "--minimize-to-tray", "--disable-missing-files-check",
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env={
                "PATH": os.environ["PATH"],
                "LANG": "C.UTF-8",
                "HOME": str(self.home),
                "XDG_RUNTIME_DIR": str(self.home),
                "DISPLAY": self.display,
                "LIBGL_ALWAYS_SOFTWARE": "1",
                "QT_QPA_PLATFORM": "xcb",
            },
        )  # fmt: skip
        told = self.process.stdout
        assert told is not None
        log = []
        async with asyncio.timeout(READY_WITHIN_S):
            while line := await told.readline():
                log.append(line)
                if STARTED in line:
                    break
            else:
                raise AssertionError(b"".join(log[-20:]).decode("utf-8", "replace"))
        self._reading = asyncio.create_task(_read_on(told))

    async def kill(self) -> None:
        """End it as a crash would."""
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
        await self._ended()

    async def _ended(self) -> None:
        if self.process is not None and self._reading is not None:
            await self.process.wait()
            await self._reading

    @contextlib.asynccontextmanager
    async def link(self) -> AsyncIterator[ObsLink]:
        """A connection of the test's own."""
        async with opened(self.url, PASSWORD) as link:
            yield link


@contextlib.asynccontextmanager
async def real_obs() -> AsyncIterator[RealObs]:
    """OBS for the time of the block, on a screen that nobody sees."""
    reading, writing = os.pipe()
    with tempfile.TemporaryDirectory(prefix="obs-", ignore_cleanup_errors=True) as home:
        screen = await asyncio.create_subprocess_exec(
            "Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x720x24", "-nolisten", "tcp",
            pass_fds=(writing,), stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as told:
            number = (await asyncio.to_thread(told.readline)).strip()
        obs = RealObs(Path(home), f":{number}")
        try:
            await obs.start()
            yield obs
        finally:
            await obs.kill()
            screen.terminate()
            await screen.wait()
