"""A show whose face is a Live2D model: from the viewer's question to what VTube Studio is asked."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.server import ServerConnection, serve

from chatbot.config import Show
from chatbot.errors import ConfigErrors, NotReady
from chatbot.files import parse, validate
from chatbot.renderer_config import VTubeStudioConfig
from chatbot.renderers.vtube_studio import VTubeStudio
from chatbot.renderers.vtube_studio.tokens import Tokens
from chatbot.rendering import permissions_file
from chatbot.testing.live_talking import LiveTalkingMock
from chatbot.testing.vtube_studio import Hotkey, VTubeStudioMock
from tests.onair import studio, write_show
from tests.test_outside_renderers import with_renderers

ROOT = Path(__file__).parents[1]
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("CHATBOT_HOME", str(folder))
    return folder


def health(night: Any, name: str = "vtube_studio") -> tuple[str, str]:
    for row in night.live.view.snapshot()["health"]:
        if row["part"] == f"renderer:{name}":
            return row["state"], row["detail"]
    return "", ""


async def until_health(night: Any, state: str, *words: str, name: str = "vtube_studio") -> str:
    async with asyncio.timeout(20):
        while True:
            found, detail = await asyncio.to_thread(health, night, name)
            if found == state and all(word in detail for word in words):
                return detail


def listed(vts: VTubeStudioMock, more: str = "") -> str:
    return f'{{type: vtube_studio, url: "{vts.url}"{more}}}'


async def test_the_model_speaks_points_and_rests(tmp_path: Path) -> None:
    async with VTubeStudioMock() as vts:
        show = with_renderers(
            tmp_path,
            listed(vts, ", visemes: {aa: VoiceA, oh: HostMouthOh}, item: {x: 0.5}"),
            seller=True,
        )
        catalog = tmp_path / "catalog.yaml"
        (tmp_path / "scarf.png").write_bytes(PIXEL)
        text = catalog.read_text("utf-8")
        catalog.write_text(text.replace("sku: SCARF", "image: scarf.png, sku: SCARF"), "utf-8")
        async with studio(show) as night:
            await until_health(night, "up", "model Lan")
            await night.gateway.chat("how much is the scarf?")
            await night.stage.says("$199")
            await vts.until(lambda: max(vts.values("MouthOpen"), default=0) > 0.1)
            await vts.until(lambda: "point.exp3.json" in vts.expressions)
            await vts.until(lambda: list(vts.items.values()) == [PIXEL])
            await night.act(action="stop", ref="1")
            await vts.until(lambda: not vts.expressions)
            await vts.until(lambda: vts.values("MouthOpen")[-1] == 0)
        assert vts.values("MouthOpen")[-1] == 0
        assert max(vts.values("VoiceA")) > 0
        assert vts.custom == {"HostMouthOh": "chatbot live host by chatbot project"}
        assert not vts.items
        assert not vts.errors
        assert vts.asked == ["chatbot live host by chatbot project", "LoadCustomImagesAsItems"]
        kept = permissions_file()
        assert json.loads(kept.read_text("utf-8")) == {vts.url: next(iter(vts.tokens))}
        if sys.platform != "win32":
            assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert next(iter(vts.tokens)) not in (tmp_path / "show.journal").read_bytes().decode("latin-1")


async def test_the_mouth_is_held_while_nothing_is_said_and_given_to_a_person_who_takes_over(
    tmp_path: Path,
) -> None:
    async with VTubeStudioMock() as vts, studio(with_renderers(tmp_path, listed(vts))) as night:
        await until_health(night, "up")
        count = len(vts.injected)
        await vts.until(lambda: len(vts.injected) >= count + 4)
        gaps = [b[0] - a[0] for a, b in zip(vts.injected, vts.injected[1:], strict=False)]
        assert max(gaps) < 1.0  # "at least once every second"
        await night.act(action="takeover", ref="1")
        await vts.until(lambda: vts.values("MouthOpen")[-1] == 0)
        await vts.given_back("MouthOpen")
        await night.act(action="handback", ref="2")
        await vts.until(lambda: vts.controlled("MouthOpen"))


async def test_a_loss_and_a_new_model_are_lived_through(tmp_path: Path) -> None:
    async with VTubeStudioMock() as vts:
        show = with_renderers(
            tmp_path, listed(vts, ", gestures: {point_to_buy: Pont}"), seller=True
        )
        async with studio(show) as night:
            detail = await until_health(night, "up")
            assert "point_to_buy: the model has no hotkey 'Pont' (did you mean 'Point'?)" in detail
            await vts.load_model("Mei", (Hotkey("Pont"),))
            await until_health(night, "up", "model Mei")
            assert "no hotkey" not in health(night)[1]
            await vts.drop()
            await until_health(night, "down", "trying again")
            await until_health(night, "up", "model Mei")
            assert len(vts.asked) == 1  # the permission was kept
            await night.gateway.chat("how much is the scarf?")
            await night.stage.says("$199")
            await vts.until(lambda: "Pont" in vts.triggered)


@pytest.mark.parametrize(
    ("fault", "state", "words"),
    [
        ({"popup": "deny"}, "refused", "run 'chatbot renderer inspect SHOW.yaml' and click Allow"),
        ({"popup": "wait"}, "connecting", "click Allow there"),
        ({"api_on": False}, "down", "open the settings (the gear) and switch on the plugin API"),
        ({"taken": {"MouthOpen"}}, "down", "give this show another parameter"),
        ({"model": ""}, "up", "no model is loaded: load one"),
    ],
)
async def test_a_fault_is_told_with_what_to_click(
    tmp_path: Path, fault: dict[str, Any], state: str, words: str
) -> None:
    async with (
        VTubeStudioMock(**fault) as vts,
        studio(with_renderers(tmp_path, listed(vts))) as night,
    ):
        await until_health(night, state, words)
        await night.gateway.chat("how much is the scarf?")
        await night.stage.says("$199")  # nobody waits for it


async def test_after_a_denial_the_show_goes_on_once_inspect_was_allowed(tmp_path: Path) -> None:
    async with (
        VTubeStudioMock(popup="deny") as vts,
        studio(with_renderers(tmp_path, listed(vts))) as night,
    ):
        await until_health(night, "refused")
        vts.tokens["allowed-later"] = "chatbot live host by chatbot project"
        Tokens(permissions_file()).keep(vts.url, "allowed-later")
        await until_health(night, "up")


async def test_a_closed_port_says_what_to_start(tmp_path: Path) -> None:
    async with VTubeStudioMock() as vts:
        url = vts.url
    async with studio(with_renderers(tmp_path, f'{{type: vtube_studio, url: "{url}"}}')) as night:
        await until_health(night, "down", f"nobody listens at {url}: start VTube Studio")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("url: localhost", "'localhost' is no address: write it as ws://127.0.0.1:8001"),
        ('url: "http://127.0.0.1:8001"', "write it as ws://127.0.0.1:8001"),
        ("visemes: {ah: VoiceA}", "'ah' is no mouth shape"),
        ("gesture: {wave: Wave}", "unknown key 'gesture' (did you mean 'gestures'?)"),
        ("item: {x: 3}", ":5: item.x: must be 1.0 or less"),
    ],
)
def test_a_mistake_is_told_by_line_and_remedy(line: str, told: str) -> None:
    text = f"persona: lan\ncatalog: c.yaml\nrenderers:\n- type: vtube_studio\n  {line}\n"
    with pytest.raises(ConfigErrors) as wrong:
        validate(Show, parse(text, "show.yaml"))
    assert told in str(wrong.value.errors[0])
    assert str(wrong.value.errors[0]).startswith("show.yaml:5: ")


async def run_command(*arguments: str, cwd: Path) -> tuple[int, str, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "chatbot", "renderer", *arguments,
        cwd=cwd, env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100"},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, err = await process.communicate()
    return process.returncode or 0, out.decode(), err.decode()


async def test_inspect_lists_the_models_own_hotkeys_ready_to_paste(tmp_path: Path) -> None:
    async with VTubeStudioMock() as vts:
        show = with_renderers(tmp_path, listed(vts))
        code, out, err = await run_command("inspect", str(show), cwd=tmp_path)
        assert code == 0, err
        assert "click Allow" in err
        assert "model Lan" in out
        for word in ("Wave", "Point", "ToggleExpression", "Happy"):
            assert word in out
        pasted = out[out.index("  - type") :]
        text = f"persona: lan\ncatalog: c.yaml\nrenderers:\n{pasted}"
        config = validate(Show, parse(text, "show.yaml")).renderers[0]
        assert isinstance(config, VTubeStudioConfig)
        assert config.gestures["wave"] == "Wave"
        assert config.expressions == {"happy": "Happy"}
        code, out, err = await run_command("inspect", str(show), "--json", cwd=tmp_path)
        assert [row["name"] for row in json.loads(out)["hotkeys"]] == ["Wave", "Point", "Happy"]
        assert len(vts.asked) == 1


async def test_inspect_says_what_is_missing(tmp_path: Path) -> None:
    show = write_show(tmp_path)
    code, _, err = await run_command("inspect", str(show), cwd=tmp_path)
    assert code == 1
    assert "add '- {type: vtube_studio}' under 'renderers:'" in err
    async with VTubeStudioMock(popup="deny") as vts:
        code, _, err = await run_command(
            "inspect", str(with_renderers(tmp_path, listed(vts))), cwd=tmp_path
        )
        assert code == 1
        assert "somebody clicked Deny" in err
    code, _, err = await run_command("inspect", str(show), cwd=tmp_path)
    assert code == 1
    assert "start VTube Studio" in err


@pytest.mark.parametrize(
    "rubbish",
    ["no json", "[]", "null", '{"messageType": 7}', "[" * 100_000, b"\xff\xfe",
     '{"messageType": "APIStateResponse", "requestID": "chatbot-1", "data": [1]}',
     '{"messageType": "APIError", "requestID": "chatbot-1", "data": {"errorID": "x"}}'],
    ids=range(8),
)  # fmt: skip
async def test_rubbish_from_the_other_side_ends_nothing(rubbish: str | bytes) -> None:
    async def talk(connection: ServerConnection) -> None:
        async for _ in connection:
            await connection.send(rubbish)
            await connection.close()

    async with serve(talk, "127.0.0.1", 0) as server:
        url = f"ws://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        config = VTubeStudioConfig(type="vtube_studio", url=url)
        renderer = VTubeStudio(config, Tokens(permissions_file()))
        with pytest.raises((OSError, NotReady)):
            await renderer.connect()
        await renderer.aclose()


async def test_another_program_on_that_port_is_told() -> None:
    async with LiveTalkingMock() as other:
        url = other.url.replace("http", "ws")
        renderer = VTubeStudio(
            VTubeStudioConfig(type="vtube_studio", url=url), Tokens(permissions_file())
        )
        with pytest.raises(
            NotReady, match=r"does not answer as VTube Studio does .*compare the port"
        ):
            await renderer.connect()
