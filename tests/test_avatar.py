"""A face of one's own: what is wrong with it is told, and nobody is shown who has not agreed."""

from __future__ import annotations

import json
import shutil
import struct
import zlib
from datetime import date
from pathlib import Path

import pytest
from onair import write_show
from typer.testing import CliRunner

from chatbot.app import RunOptions, on_air
from chatbot.cli import app
from chatbot.errors import CannotGoOnAir, ConfigErrors
from chatbot.files.faces import read_face
from chatbot.loading import load_show

PAPER = Path(__file__).parent.parent / "shows" / "paper"
TODAY = date(2026, 11, 28)
CONSENT = "real_person: true\nconsent: {name: Ana Li, file: consent.txt, date: 2026-11-20}\n"


def png(width: int, height: int, colour: int = 6) -> bytes:
    """The head of a picture of this size, enough to be read."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))


def box(name: bytes, *inside: bytes) -> bytes:
    body = b"".join(inside)
    return struct.pack(">I4s", 8 + len(body), name) + body


def mp4(codec: bytes, seconds: float = 8.0) -> bytes:
    """A clip of one track without a single frame."""
    length = struct.pack(">IIIII", 0, 0, 0, 1000, round(seconds * 1000)) + bytes(80)
    stsd = box(b"stsd", struct.pack(">II", 0, 1), box(codec, bytes(70)))
    track = box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", stsd))))
    return box(b"ftyp", b"isom" + bytes(4)) + box(b"moov", box(b"mvhd", length), track)


def face(folder: Path, said: str = "real_person: false\n") -> Path:
    """The least of a face: two pictures."""
    folder.mkdir()
    for name in ("shut", "open"):
        (folder / f"{name}.png").write_bytes(png(300, 360))
    (folder / "avatar.yaml").write_text(said, encoding="utf-8")
    return folder


def clips(folder: Path) -> Path:
    folder.mkdir()
    for name in ("idle", "talk"):
        (folder / f"{name}.mp4").write_bytes(mp4(b"avc1"))
    (folder / "avatar.yaml").write_text("real_person: false\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(("kind", "count"), [("face", 9), ("clips", 4)])
def test_the_sample_faces_are_good(kind: str, count: int) -> None:
    found = read_face("png" if kind == "face" else "clips", PAPER / kind, today=TODAY)
    assert len(found.files) == count
    assert found.warnings == ()


def test_two_pictures_are_enough_and_what_they_lack_is_told(tmp_path: Path) -> None:
    found = read_face("png", face(tmp_path / "me"), today=TODAY)
    assert set(found.files) == {"shut", "open"}
    assert [w.message.split(":")[0].split(" only")[0] for w in found.warnings] == [
        "without a point.png",
        "without a blink.png it never blinks",
    ]


MISTAKES = {
    "shut.png gone": "me: shut.png is missing",
    "opne.png": "me/opne.png: nothing is called 'opne' (did you mean 'open'?)",
    "half.png 300x300": "me/half.png: 300 × 300 pixels, but shut is 300 × 360: half would jump",
    "half.png huge": "me/half.png: 5000 × 360 pixels, at most 4096",
    "half.png text": "me/half.png: this is no PNG or WebP picture",
    "avatar.yaml gone": "me: avatar.yaml is missing: write one here with 'real_person: false'",
    "size: 1": "me/avatar.yaml:1: 'real_person' is missing",
    "real_person: true": "me/avatar.yaml:1: a real person is shown only with their consent",
    "real_person: maybe": "me/avatar.yaml:1: real_person: should be true or false",
    CONSENT: "me/avatar.yaml:2: there is no 'consent.txt' with Ana Li's consent",
    CONSENT.replace("11-20", "12-24"): "me/avatar.yaml:2: 2026-12-24 is yet to come",
    CONSENT.replace("true", "false"): "me/avatar.yaml:2: consent is a real person's",
    CONSENT.replace("name: Ana Li, ", ""): "me/avatar.yaml:2: 'name' is missing",
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_in_a_face_is_told_with_its_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mistake: str
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = face(Path("me"))
    name, _, what = mistake.partition(" ")
    if what == "gone":
        (folder / name).unlink()
    elif name.endswith(".png"):
        sizes = {"300x300": (300, 300), "huge": (5000, 360)}
        data = b"hello" if what == "text" else png(*sizes.get(what, (300, 360)))
        (folder / name).write_bytes(data)
    else:
        (folder / "avatar.yaml").write_text(mistake, encoding="utf-8")
        if "12-24" in mistake:
            (folder / "consent.txt").write_text("I agree. Ana Li", encoding="utf-8")
    with pytest.raises(ConfigErrors) as caught:
        read_face("png", folder, today=TODAY)
    assert MISTAKES[mistake] in str(caught.value)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("wave.mp4", mp4(b"hvc1"), "warning: HEVC"),
        ("wave.mov", mp4(b"avc1", 90), "warning: 90 s long"),
        ("wave.mp4", mp4(b"avc1", 0.2), "0.2 s are too short"),
        ("wave.mp4", mp4(b"apcn"), "no browser plays this"),
        ("wave.mp4", mp4(b"mp4a"), "it holds no picture"),
        ("wave.mp4", b"", "this is no WebM or MP4 clip"),
        ("wave.webm", b"\x1a\x45\xdf\xa3" + bytes(90), "it holds no VP8, VP9 or AV1 picture"),
        ("talk_2.mp4", mp4(b"vp09"), ""),
        ("dance.mp4", mp4(b"avc1"), "nothing is called 'dance'"),
    ],
)
def test_a_clip_that_no_browser_plays_is_told_of(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    folder = clips(tmp_path / "me")
    (folder / name).write_bytes(data)
    told = CliRunner().invoke(app, ["avatar", "check", str(folder)])
    assert said in told.output
    assert told.exit_code == (0 if not said or said.startswith("warning") else 1)


def test_check_tells_the_line_for_the_show_file_or_fails(tmp_path: Path) -> None:
    good = CliRunner().invoke(app, ["avatar", "check", str(PAPER / "face")])
    assert good.exit_code == 0
    assert f"avatar: {{type: png, dir: {PAPER / 'face'}}}" in good.output
    bad = CliRunner().invoke(app, ["avatar", "check", str(tmp_path), "--json"])
    assert bad.exit_code == 1
    (row,) = json.loads(bad.output)
    assert row["level"] == "error"
    assert row["message"].startswith("no pictures (shut.png, open.png), clips")


async def test_a_show_with_an_unconsenting_face_does_not_go_on_air(tmp_path: Path) -> None:
    show = write_show(tmp_path)
    folder = face(tmp_path / "me", CONSENT)
    written = show.read_text(encoding="utf-8")
    show.write_text(written + "avatar: {type: png, dir: me}\n", encoding="utf-8")
    told = CliRunner().invoke(app, ["check", str(show)])
    assert told.exit_code == 1
    assert "avatar.yaml:2: there is no 'consent.txt' with Ana Li's consent" in told.output

    options = RunOptions(journal=tmp_path / "j", port=0, voice="silent", second_look=False)
    with pytest.raises(CannotGoOnAir, match="Ana Li's consent"):
        async with on_air(load_show(show), options):
            raise AssertionError("it went on the air")

    (folder / "consent.txt").write_text("I agree. Ana Li", encoding="utf-8")
    async with on_air(load_show(show), options) as live:
        assert live.address
    shutil.rmtree(folder)
    told = CliRunner().invoke(app, ["check", str(show)])
    assert "show.yaml:8: there is no 'me' beside the show" in told.output


async def test_a_show_does_not_speak_with_the_voice_of_who_has_not_agreed(tmp_path: Path) -> None:
    show = write_show(tmp_path)
    consent = "consent: {name: Ana Li, file: consent.txt, date: 2026-11-20}"
    server = 'engine: openai, base_url: "http://127.0.0.1:9/v1", model: m, voice: ana'
    written = show.read_text(encoding="utf-8")
    show.write_text(
        f"{written}speech: {{{server}, real_person: true, {consent}}}\n", encoding="utf-8"
    )
    told = CliRunner().invoke(app, ["check", str(show)])
    assert told.exit_code == 1
    assert "show.yaml:8: there is no 'consent.txt' with Ana Li's consent" in told.output
    options = RunOptions(journal=tmp_path / "j", port=0, voice="silent", second_look=False)
    with pytest.raises(CannotGoOnAir, match="Ana Li's consent"):
        async with on_air(load_show(show), options):
            raise AssertionError("it went on the air")
    (tmp_path / "consent.txt").write_text("I agree. Ana Li", encoding="utf-8")
    assert CliRunner().invoke(app, ["check", str(show)]).exit_code == 0
