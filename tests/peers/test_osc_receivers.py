"""Two OSC receivers that we did not write hear what a show sends: npm osc, and liblo's oscdump."""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
from pathlib import Path

import pytest

from chatbot.errors import NotReady
from chatbot.renderer_config import VmcConfig
from chatbot.renderers.outside import Face
from chatbot.renderers.vmc import Vmc

pytestmark = pytest.mark.peers
HERE = Path(__file__).parent
SPEAKS = Face(
    visemes={"aa": 1.0}, open=0.9, speaking=True, expressions={"happy": 0.5},
    gesture="point_to_buy", share=1.0, anchor="down", moving=True,
)  # fmt: skip


async def test_npm_osc_reads_every_message_with_its_types() -> None:
    process = await asyncio.create_subprocess_exec(
        "node", str(HERE / "osc.js"), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(20):
            port = json.loads(await process.stdout.readline())["port"]
            vmc = Vmc(VmcConfig(type="vmc", port=port, names="arkit"))
            await vmc.connect()
            await vmc.frame(SPEAKS)
            heard, applied = [], 0
            while applied < 2:  # the resting face at the start, then this one
                heard.append(json.loads(await process.stdout.readline()))
                applied += heard[-1]["address"] == "/VMC/Ext/Blend/Apply"
    finally:
        process.kill()
        await process.wait()
    await vmc.aclose()
    values = {
        m["args"][0]["value"]: m["args"][1] for m in heard if m["address"] == "/VMC/Ext/Blend/Val"
    }
    assert values["jawOpen"]["type"] == "f"
    assert values["jawOpen"]["value"] == pytest.approx(0.8)
    assert values["mouthSmileLeft"]["value"] == pytest.approx(0.45)
    bones = [m["args"] for m in heard if m["address"] == "/VMC/Ext/Bone/Pos"]
    assert {args[0]["value"] for args in bones} == {"RightUpperArm", "LeftUpperArm"}
    assert [arg["type"] for arg in bones[0]] == ["s", *"fffffff"]


async def test_oscdump_reads_what_is_sent() -> None:
    dump = shutil.which("oscdump")
    assert dump, "oscdump is missing (Debian: apt install liblo-tools)"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        dump, "-L", str(port), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    vmc = Vmc(VmcConfig(type="vmc", port=port))
    heard: list[str] = []
    try:
        async with asyncio.timeout(20):
            while True:  # until it listens
                try:
                    await vmc.connect()
                    break
                except NotReady:
                    continue
            await vmc.frame(SPEAKS)
            while not any('"A" 1.000000' in line for line in heard):
                heard.append((await process.stdout.readline()).decode())
    finally:
        await vmc.aclose()
        process.kill()
        await process.wait()
    assert any("/VMC/Ext/Blend/Val sf" in line for line in heard)
    assert any("/VMC/Ext/Bone/Pos sfffffff" in line for line in heard)
