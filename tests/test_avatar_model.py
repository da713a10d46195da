"""VRM models: what is wrong with one is told, and what draws it is fetched once, by hash."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import struct
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from onair import write_show
from typer.testing import CliRunner

from chatbot import vrm_parts
from chatbot.app import RunOptions, on_air
from chatbot.cli import app
from chatbot.errors import CannotGoOnAir, ConfigErrors, NotReady
from chatbot.files.faces import read_face
from chatbot.loading import load_show

MODEL = Path(__file__).parent.parent / "shows" / "paper" / "model"


def vrm(data: dict[str, Any]) -> bytes:
    text = json.dumps(data).encode()
    return struct.pack("<4sIII4s", b"glTF", 2, 20 + len(text), len(text), b"JSON") + text


def vrm1(**more: Any) -> dict[str, Any]:
    preset = {"aa": {}, "blink": {}}
    return {"extensions": {"VRMC_vrm": {"expressions": {"preset": preset}, "meta": {}} | more}}


OLD = {
    "blendShapeMaster": {"blendShapeGroups": [{"presetName": "a"}, {"presetName": "blink"}]},
    "meta": {"commercialUssageName": "Disallow", "allowedUserName": "OnlyAuthor"},
}


@pytest.mark.parametrize(
    ("data", "errors", "warnings"),
    [
        (vrm(vrm1()), "", ""),
        (b"hello", "this is no VRM model: export it as VRM 1.0 or 0.x", ""),
        (vrm({"asset": {}}), "this is no VRM model", ""),
        (vrm({"extensions": [1]}), "this is no VRM model", ""),
        (vrm(vrm1() | {"images": [{"uri": "http://x/y.png"}]}), "fetches parts from elsewhere", ""),
        (vrm(vrm1(expressions={})), "it has no mouth", ""),
        (vrm(vrm1(meta={"commercialUsage": "personalNonProfit"})), "", "no commercial use"),
        (vrm({"extensions": {"VRM": OLD}}), "", "only its author"),
    ],
)
def test_what_keeps_a_model_off_the_stage_is_told(
    tmp_path: Path, data: bytes, errors: str, warnings: str
) -> None:
    (tmp_path / "me.vrm").write_bytes(data)
    (tmp_path / "avatar.yaml").write_text("real_person: false\n", encoding="utf-8")
    if errors:
        with pytest.raises(ConfigErrors, match=errors):
            read_face("vrm", tmp_path / "me.vrm")
    else:
        told = " ".join(w.message for w in read_face("vrm", tmp_path).warnings)
        assert warnings in told
        assert bool(told) == bool(warnings)


async def test_a_show_with_a_model_says_what_to_fetch_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHATBOT_HOME", str(tmp_path / "home"))
    assert read_face("vrm", MODEL).warnings == ()
    show = write_show(tmp_path)
    written = show.read_text(encoding="utf-8")
    show.write_text(
        f'{written}avatar: {{type: vrm, file: "{MODEL / "pip.vrm"}"}}\n', encoding="utf-8"
    )
    told = CliRunner().invoke(app, ["check", str(show)])
    assert told.exit_code == 0
    assert "warning: a VRM model needs three.js and three-vrm" in told.output
    options = RunOptions(journal=tmp_path / "j", port=0, voice="silent", second_look=False)
    with pytest.raises(CannotGoOnAir, match="run `chatbot avatar fetch` once"):
        async with on_air(load_show(show), options):
            raise AssertionError("it went on the air")


@contextmanager
def registry(data: bytes, code: int = 200) -> Iterator[str]:
    """A registry that sends this for whatever is asked."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(code)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def packed(text: bytes) -> bytes:
    body = io.BytesIO()
    with tarfile.open(fileobj=body, mode="w:gz") as out:
        info = tarfile.TarInfo("package/lib/x.js")
        info.size = len(text)
        out.addfile(info, io.BytesIO(text))
    return body.getvalue()


def test_what_was_pinned_is_kept_with_its_modules_found_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = packed(b"import * as a from\"three\";import {b} from 'three';")
    digest = base64.b64encode(hashlib.sha512(data).digest()).decode()
    package = vrm_parts.Package("@pixiv/x", "1.0.0", digest, (("x.js", "lib/x.js"),))
    monkeypatch.setattr(vrm_parts, "PACKAGES", (package,))
    monkeypatch.setenv("CHATBOT_HOME", str(tmp_path))
    assert package.tarball == "@pixiv/x/-/x-1.0.0.tgz"
    with registry(data) as url:
        vrm_parts.fetch(lambda text: None, registry=url)
    text = vrm_parts.vrm_parts()["x.js"].read_text(encoding="utf-8")
    assert text == (
        'import * as a from"./three.module.js";' + "import {b} from './three.module.js';"
    )


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [(b"something else", 200, "is not what was pinned"), (b"", 404, "answered 404")],
)
def test_what_was_not_pinned_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, code: int, said: str
) -> None:
    monkeypatch.setenv("CHATBOT_HOME", str(tmp_path))
    with registry(data, code) as url, pytest.raises(NotReady, match=said):
        vrm_parts.fetch(lambda text: None, registry=url)
    with pytest.raises(NotReady, match=r"cannot be reached .* name a mirror"):
        vrm_parts.fetch(lambda text: None, registry="http://127.0.0.1:9")
    with pytest.raises(NotReady, match="chatbot avatar fetch"):
        vrm_parts.vrm_parts()
