"""Two VTube Studio clients that we did not write, on our fake VTube Studio."""

from __future__ import annotations

import asyncio
import base64
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from chatbot.testing.vtube_studio import Hotkey, VTubeStudioMock
from tests.test_vtube_studio import PIXEL

pytestmark = pytest.mark.peers
HERE = Path(__file__).parent


async def told_by(process: asyncio.subprocess.Process) -> dict[str, Any]:
    assert process.stdout is not None
    async with asyncio.timeout(20):
        line = await process.stdout.readline()
    assert line, "the peer has gone"
    told: dict[str, Any] = json.loads(line)
    return told


async def test_npm_vtubestudio_is_served_as_by_the_real_one() -> None:
    async with VTubeStudioMock() as vts:
        picture = base64.b64encode(PIXEL).decode()
        process = await asyncio.create_subprocess_exec(
            "node", str(HERE / "vtube_studio.js"), str(vts.port), picture,
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        try:
            assert await told_by(process) == {
                "kind": "done", "authenticated": True, "model": "Lan",
                "hotkeys": ["Wave", "Point", "Happy"], "value": 0.25, "granted": True,
                "unloaded": 1, "unknown": 202, "lost": 453,
            }  # fmt: skip
            await vts.load_model("Mei", (Hotkey("Bow"),))
            assert await told_by(process) == {"kind": "model", "name": "Mei"}
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
        assert vts.triggered == ["Wave"]
        assert vts.asked == ["an npm peer by somebody else", "LoadCustomImagesAsItems"]


async def test_pyvts_is_served_as_by_the_real_one(tmp_path: Path) -> None:
    async with VTubeStudioMock() as vts:
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(HERE / "pyvts_peer.py"), str(vts.port), str(tmp_path),
            stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert await told_by(process) == {
            "kind": "done", "allowed": True, "hotkeys": ["Wave", "Point", "Happy"],
            "triggered": "HotkeyTriggerResponse", "unknown": 202, "made": "PeerMouth",
            "moved": "InjectParameterDataResponse", "lost": 453, "events": ["ModelLoadedEvent"],
        }  # fmt: skip
        assert await process.wait() == 0
        assert vts.triggered == ["Wave"]
        assert vts.values("PeerMouth") == [0.5]
