"""A recorded chat as a source: five kinds of file, told by what is in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from gateway_peers import Show, Time
from websockets.asyncio.client import connect

from chatbot.adapters.recording import Line, RecordingAdapter
from chatbot.app import RunOptions, on_air
from chatbot.checking import check_paths
from chatbot.errors import ConfigError
from chatbot.events import ChatMessage, SourceChanged, ViewerCount
from chatbot.loading import load_show
from chatbot.recordings import read_recording
from tests.onair import StageClient, write_show

if TYPE_CHECKING:
    from collections.abc import Sequence

SAID = [(0.5, "jo", "hi"), (3.0, "小雨", "多少钱 & <3")]
LINES = """\
{"offset_s":3,"user":"小雨","text":"多少钱 & <3"}

{"offset_s":0.5,"user":"jo","text":"hi"}
"""
TWITCH = {
    "video": {"title": "a night"},
    "comments": [
        {
            "content_offset_seconds": 0.5,
            "commenter": {"display_name": "jo", "name": "jo"},
            "message": {"body": "hi"},
        },
        {
            "content_offset_seconds": 3,
            "commenter": {"display_name": "小雨"},
            "message": {"body": "多少钱 & <3"},
        },
    ],
}
DANMAKU = """\
<?xml version="1.0" encoding="UTF-8"?>
<i><chatid>1</chatid>
<d p="3.0,1,25,16777215,1795352400,0,小雨,9">多少钱 &amp; &lt;3</d>
<gift ts="4" user="a" giftname="rose"/>
<d p="0.5,1,25,16777215,1795352400,0,ab12,8" user="jo">hi</d>
</i>"""


def _frames() -> str:
    rows = [
        {"type": "hello", "user": {}, "ts": 1},
        {"type": "chat", "ts": 1_000, "user": {"id": "u0"}, "text": "first"},
        {"type": "chat", "ts": 4_000, "user": {"id": "u1", "nick": "jo"}, "text": "hi"},
    ]
    return "\n".join(map(json.dumps, rows))


def _said(lines: Sequence[Line]) -> list[tuple[float, str, str]]:
    return [(line.offset_s, line.user, line.text) for line in lines]


@pytest.mark.parametrize("text", [LINES, json.dumps(TWITCH, indent=1), DANMAKU, "\ufeff" + LINES])
def test_what_was_written_is_read_whatever_the_file_is_called(tmp_path: Path, text: str) -> None:
    file = tmp_path / "chat"
    file.write_text(text, encoding="utf-8")
    assert _said(read_recording(file)) == SAID


def test_messages_of_the_gateway_count_from_the_first(tmp_path: Path) -> None:
    (tmp_path / "c").write_text(_frames(), encoding="utf-8")
    assert _said(read_recording(tmp_path / "c")) == [(0, "u0", "first"), (3, "jo", "hi")]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("<i>\n<d p='soon'>x</d></i>", r"chat:2: <d p=.* begins with the seconds"),
        ("<i>\n<d p='1'>x</i>", r"chat:2: broken XML: mismatched tag"),
        ('<!DOCTYPE i [\n<!ENTITY a "b">]><i/>', r"chat:\d: a chat needs no DOCTYPE"),
        ("<html>\n</html>", r"chat:1: no danmaku: .*<html>"),
        ('{"comments":[{"message":null}]}', r"chat: comment 1 is not one of Twitch's"),
        ('{"comments":[7]}', r"chat: comment 1 is not one of Twitch's"),
        ('\n{"offset_s":-1,"user":"a","text":"x"}', r"chat:2: offset_s"),
        ("[]", r"chat:1: line: "),
        ("SQLite format 3\0 and no more", r"chat"),
        ("\udcff", "not UTF-8; save it as UTF-8"),
        ("", "there is no chat in this recording"),
        ("<i></i>", "there is no chat in this recording"),
        ("nonsense", r"chat:1: no recorded chat that is known here: .* nor JSON lines such as"),
        ('{"comments":[', r"chat:1: broken JSON, as of a download that was cut off"),
        ('{"offset_s":1,"user":"a"}', r'chat:1: text: field required; a line reads \{"offset_s"'),
    ],
)
def test_a_broken_recording_is_told_by_its_line(tmp_path: Path, text: str, wrong: str) -> None:
    file = tmp_path / "chat"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(ConfigError, match=wrong):
        read_recording(file)


async def test_it_is_played_at_its_speed_and_goes_on_where_the_show_does() -> None:
    lines = tuple(Line(offset_s=n * 10, user=f"u{n}", text=f"line {n}") for n in range(20))
    time, show = Time(), Show()

    def source() -> RecordingAdapter:
        now_ms = lambda: round(time.now_s * 1000)  # noqa: E731
        return RecordingAdapter(
            lines, name="rec", shown="chat.jsonl", speed=2, now_ms=now_ms, sleep=time.sleep
        )

    await source().run(show.offer)
    assert show.texts == [line.text for line in lines]
    assert time.now_s == pytest.approx(95)
    assert show.states == ["up", "off"]
    assert show.of(ViewerCount)[0].count == 12
    assert "20 messages at speed 2" in show.of(SourceChanged)[0].detail
    again = Show()
    await source().run(again.offer)  # a show that resumes at 95 s: the last minute, as ids known
    known = {event.id for event in show.of(ChatMessage)}
    assert again.texts == [f"line {n}" for n in range(7, 20)]
    assert {event.id for event in again.of(ChatMessage)} <= known
    assert (await source().act("1", {"action": "reply"})).result == "refused"


async def test_a_rehearsal_answers_a_recording_and_its_journal_is_one(tmp_path: Path) -> None:
    show = write_show(tmp_path)
    adapters = "adapters: [{type: recording, file: chat.jsonl, speed: 100}]\n"
    show.write_text(show.read_text(encoding="utf-8") + adapters, encoding="utf-8")
    (missing,) = [p for p in check_paths([show]) if p.level == "error"]
    assert "show.yaml:8: chat.jsonl: cannot read this recording: No such file" in str(missing)
    line = {"offset_s": 20, "user": "Ann", "text": "how much is the silk scarf?"}
    (tmp_path / "chat.jsonl").write_text(json.dumps(line), encoding="utf-8")
    assert not [p for p in check_paths([show]) if p.level == "error"]
    journal = tmp_path / "night.journal"
    options = RunOptions(journal=journal, port=0, voice="silent", second_look=False)
    async with on_air(load_show(show), options) as live:
        address = f"{live.address.replace('http', 'ws', 1)}/ws/stage"
        headers = {"Authorization": f"Bearer {live.stage_token}"}
        async with connect(address, additional_headers=headers, proxy=None) as socket:
            stage = StageClient(socket)
            await stage.hello()
            await stage.says("$199")
    (kept,) = read_recording(journal)
    assert (kept.user, kept.text) == (line["user"], line["text"])
