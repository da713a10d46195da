"""Writes docs/compatibility.md: which connector ran against which software that is not ours.

    CHATBOT_WRITE=compatibility make test-peers

Rows with a test module are written only by a run in which all tests of that module passed.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "compatibility.md"
FIXTURE = "by fixture only"


@dataclass(frozen=True, slots=True)
class Row:
    """A connector, the peer it met, where the peer's version stands, and in which test module."""

    connector: str
    peer: str
    source: str = ""
    module: str = ""
    note: str = ""


ROWS = (
    Row("model server (OpenAI-compatible)", "@copilotkit/aimock", "npm", "test_aimock"),
    Row("Twitch mock", "TwitchIO", "pip:twitchio", "test_twitchio", "also what it loses"),
    Row("Twitch mock", "@twurple/eventsub-ws", "npm", "test_twitch_clients"),
    Row("Twitch mock", "twitchAPI", "pip:twitchAPI", "test_twitch_clients"),
    Row("Twitch chat", "twitch.tv", note="our adapter on our mock; twitch.tv was not reached"),
    Row("gateway dialects", "DouyinBarrageGrab, Social Stream Ninja, oba-live-tool, a userscript, "
        "dycast", note="frames as their sources write them"),
    Row("OBS: scenes, card, markers", "OBS Studio", "run:obs --version", "test_obs_scenes"),
    Row("OBS: a show on the air", "OBS Studio", "run:obs --version", "test_obs_show"),
    Row("OBS beside us", "obs-websocket-js", "npm", "test_obs_scenes"),
    Row("OBS browser source", "OBS Studio", note="Debian's package has no browser plugin"),
    Row("VTube Studio mock", "vtubestudio", "npm", "test_vtube_studio_clients"),
    Row("VTube Studio mock", "pyvts", "pip:pyvts", "test_vtube_studio_clients"),
    Row("VTube Studio", "VTube Studio", note="our renderer on our mock"),
    Row("VMC/OSC", "osc", "npm", "test_osc_receivers"),
    Row("VMC/OSC", "liblo oscdump", "deb:liblo-tools", "test_osc_receivers"),
    Row("VMC/OSC", "Warudo, VSeeFace, Unreal, VRChat", note="messages only"),
    Row("LiveTalking", "LiveTalking", note="requests as its source reads them"),
    Row("avatar: vrm", "three, @pixiv/three-vrm in Chromium", "run:chromium --version", "test_vrm"),
    Row("avatars: svg, png, clips", "Chromium", "run:chromium --version",
        note="tests/web, in the default run"),
    Row("any stage client", "examples/renderer.mjs with ws", "npm:ws", "test_stage_client"),
    Row("console behind a proxy", "Caddy", "run:caddy version", "test_caddy"),
)  # fmt: skip


def version_of(row: Row) -> str:
    """The peer's version as this machine has it; "" where it cannot be told."""
    kind, _, name = row.source.partition(":")
    if kind == "npm":
        wanted = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]
        return str(wanted[name or row.peer])
    if kind == "pip":
        return _of_package(name)
    if kind in ("run", "deb"):
        command = name.split() if kind == "run" else ["dpkg-query", "-W", "-f=${Version}", name]
        try:
            told = subprocess.run(command, capture_output=True, text=True, timeout=20).stdout
        except (OSError, subprocess.SubprocessError):
            return ""
        found = re.search(r"\d+(?:\.\d+)+", told)
        return found[0] if found else ""
    return ""


def _of_package(name: str) -> str:
    """Installed beside us, or where `make test-peers` puts what only peers need."""
    try:
        return version(name)
    except PackageNotFoundError:
        for path in HERE.glob(f"python_modules/{name}-*.dist-info"):
            return path.name.removeprefix(f"{name}-").removesuffix(".dist-info")
        return ""


def page(passed: Collection[str], today: date) -> str:
    """The page; `passed` are the modules of which every test passed."""
    lines = [
        "# What ran against what",
        "",
        f"Written by the tests (`CHATBOT_WRITE=compatibility make test-peers`) on {today}, Debian.",
        "A row without a version was tested with messages of the recorded shape, or on a mock of",
        "ours that other clients run against too; the software itself was not run.",
        "",
        "| connector | peer | version | how |",
        "| --- | --- | --- | --- |",
    ]
    for row in ROWS:
        ran = row.module in passed or (row.source and not row.module)
        number = version_of(row) if ran else ""
        how = f"`tests/peers/{row.module}.py`" if row.module and ran else FIXTURE
        if row.module and not ran:
            how = "not run when this was written"
        if not row.module and row.source:
            how = row.note
        elif row.note:
            how += f"; {row.note}"
        lines.append(f"| {row.connector} | {row.peer} | {number} | {how} |")
    return "\n".join([*lines, ""])
